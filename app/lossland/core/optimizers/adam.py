"""Adam: momentum, divided by the recent size of the gradient, both freed of their start at zero (Kingma & Ba 2015)."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from lossland.core.optimizer import Array, Dialect, Optimizer, knob


class Moments(NamedTuple):
    m: Array
    v: Array


@dataclass(frozen=True)
class Adam(Optimizer):
    """m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  θ ← θ − η m̂ / (√v̂ + ε).

    Here m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) at update t = 1, 2, 3, …
    Keras adds ε to √v instead of √v̂:  θ ← θ − η m̂ √(1 − β₂ᵗ) / (√v + ε).
    After k updates: η / (1 + d k) instead of η.
    """

    label: ClassVar[str] = "Adam"
    lr: float = knob(0.001, 1e-5, 10.0, letter="η", log=True)
    beta_1: float = knob(0.9, 0.0, 0.9999, letter="β₁", below=1.0)
    beta_2: float = knob(0.999, 0.0, 0.9999, letter="β₂", below=1.0)
    epsilon: float = knob(1e-7, 1e-12, 1.0, letter="ε", log=True)
    decay: float = knob(0.0, 0.0, 1.0, letter="d")
    dialect: Dialect = "torch"

    def start(self, x: Array) -> Moments:
        return Moments(np.zeros_like(x), np.zeros_like(x))

    def step(self, x: Array, g: Array, memory: Moments, t: int) -> tuple[Array, Moments]:
        m = self.beta_1 * memory.m + (1 - self.beta_1) * g
        v = self.beta_2 * memory.v + (1 - self.beta_2) * g**2
        rate = self.rate(t) / (1 - self.beta_1 ** (t + 1))
        root = (1 - self.beta_2 ** (t + 1)) ** 0.5
        if self.dialect == "torch":
            return x - rate * m / (np.sqrt(v) / root + self.epsilon), Moments(m, v)
        return x - rate * root * m / (np.sqrt(v) + self.epsilon), Moments(m, v)
