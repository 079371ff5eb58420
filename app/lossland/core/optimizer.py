"""What every optimizer is: a frozen record of knobs with two pure methods."""

from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal

import numpy as np

Dialect = Literal["torch", "keras2", "keras3"]


@dataclass(frozen=True)
class Knob:
    """The range of a setting's slider, its letter in formulas, and whether the slider is logarithmic."""

    name: str
    letter: str
    low: float
    high: float
    log: bool


def knob(default: Any, low: float = 0.0, high: float = 1.0, *, letter: str = "", log: bool = False) -> Any:
    """Declare a setting together with the range its slider will have; a bool has no range."""
    return field(default=default, metadata={"letter": letter, "low": low, "high": high, "log": log})


class Optimizer:
    """Points have shape (..., n): one walker, a thousand, or a network's weights.

    A subclass is a frozen dataclass whose fields are its knobs and, last, its dialect: whose equations are followed
    where the libraries differ. Its docstring is the formula that the user reads.
    """

    label: ClassVar[str]
    lr: float
    decay: float
    dialect: Dialect

    def rate(self, t: int) -> float:
        """The learning rate of the update made after `t` updates: lr / (1 + decay·t), as Keras 2 defines decay."""
        return self.lr / (1.0 + self.decay * t)

    def start(self, x: np.ndarray) -> Any:
        """Return what is remembered before the first step: a NamedTuple of arrays shaped like `x`."""
        raise NotImplementedError

    def step(self, x: np.ndarray, g: np.ndarray, memory: Any, t: int) -> tuple[np.ndarray, Any]:
        """Return the next point and memory, from the gradient `g` at `x` and `t` updates done; change no argument."""
        raise NotImplementedError

    @classmethod
    def knobs(cls) -> tuple[Knob, ...]:
        """The numeric settings in the order of the constructor's arguments."""
        return tuple(Knob(f.name, **f.metadata) for f in fields(cls) if f.metadata and f.type in (float, "float"))
