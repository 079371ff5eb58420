"""Optimizers that somebody might add: one that can be traced, and what cannot be."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

import numpy as np

from lossland.core.optimizer import Optimizer, knob


class Nothing(NamedTuple):
    pass


class Last(NamedTuple):
    s: np.ndarray


@dataclass(frozen=True)
class Made(Optimizer):
    label: ClassVar[str] = "made"
    lr: float = knob(0.1, 0.0, 1.0)
    decay: float = knob(0.0, 0.0, 1.0)
    dialect: str = "torch"

    def start(self, x):
        return Nothing()


class Sign(Made):
    """Rprop-like: everything that NumPy can do with each number by itself."""

    def start(self, x):
        return Last(np.full_like(x, 0.1))

    def step(self, x, g, memory, t):
        s = np.where(g > 0, np.maximum(memory.s, 0.2), np.clip(memory.s * 1.1, 0.01, 0.5))
        return x - self.rate(t) * np.sign(g) * np.abs(s) / np.square(1.0 + s), Last(s)


class Decides(Made):
    def step(self, x, g, memory, t):
        return (x - self.lr * g if t > 10 else x), memory


class DecidesSilently(Made):
    def step(self, x, g, memory, t):
        return x - self.lr * g * (2.0 if t is None or type(t) is not int else 1.0), memory


class Mixes(Made):
    def step(self, x, g, memory, t):
        return x - self.lr * g / np.linalg.norm(g, axis=-1, keepdims=True), memory


class Sums(Made):
    def step(self, x, g, memory, t):
        return x - self.lr * g / np.add.reduce(g, axis=-1), memory
