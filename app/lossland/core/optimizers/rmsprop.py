"""RMSprop: every coordinate's step is divided by the recent size of its gradient (Hinton 2012)."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from lossland.core.optimizer import Array, Dialect, Optimizer, knob


class Square(NamedTuple):
    v: Array


@dataclass(frozen=True)
class RMSprop(Optimizer):
    """v ← ρ v + (1 − ρ) g²,  θ ← θ − η g / (√v + ε).

    Keras 3: θ ← θ − η g / √(v + ε).
    After k updates: η / (1 + d k) instead of η.
    """

    label: ClassVar[str] = "RMSprop"
    lr: float = knob(0.001, 1e-5, 10.0, letter="η", log=True)
    rho: float = knob(0.9, 0.0, 0.9999, letter="ρ", below=1.0)
    epsilon: float = knob(1e-7, 1e-12, 1.0, letter="ε", log=True)
    decay: float = knob(0.0, 0.0, 1.0, letter="d")
    dialect: Dialect = "torch"

    def start(self, x: Array) -> Square:
        return Square(np.zeros_like(x))

    def step(self, x: Array, g: Array, memory: Square, t: int) -> tuple[Array, Square]:
        v = self.rho * memory.v + (1 - self.rho) * g**2
        size = np.sqrt(v + self.epsilon) if self.dialect == "keras3" else np.sqrt(v) + self.epsilon
        return x - self.rate(t) * g / size, Square(v)
