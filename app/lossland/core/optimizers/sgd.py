"""Gradient descent, with momentum (Polyak 1964) and Nesterov's look-ahead as PyTorch and Keras write them."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from lossland.core.optimizer import Array, Dialect, Optimizer, knob


class Velocity(NamedTuple):
    v: Array


@dataclass(frozen=True)
class SGD(Optimizer):
    """v ← β v + g,  θ ← θ − η v;  with Nesterov: θ ← θ − η (β v + g).

    Keras: v ← β v − η g,  θ ← θ + v;  with Nesterov: θ ← θ + β v − η g.
    The two differ only while η decays.
    After k updates: η / (1 + d k) instead of η.
    While β = 0, Nesterov changes nothing.
    """

    label: ClassVar[str] = "SGD"
    lr: float = knob(0.01, 1e-5, 10.0, letter="η", log=True)
    momentum: float = knob(0.0, 0.0, 0.999, letter="β")
    decay: float = knob(0.0, 0.0, 1.0, letter="d")
    nesterov: bool = False
    dialect: Dialect = "torch"

    def start(self, x: Array) -> Velocity:
        return Velocity(np.zeros_like(x))

    def step(self, x: Array, g: Array, memory: Velocity, t: int) -> tuple[Array, Velocity]:
        rate = self.rate(t)
        if self.dialect == "torch":
            v = self.momentum * memory.v + g
            return x - rate * (self.momentum * v + g if self.nesterov else v), Velocity(v)
        v = self.momentum * memory.v - rate * g
        return x + (self.momentum * v - rate * g if self.nesterov else v), Velocity(v)
