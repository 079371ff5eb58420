"""What every optimizer is: a frozen record of knobs with two pure methods."""

import math
from dataclasses import Field, dataclass, field, fields
from functools import cache, lru_cache
from typing import Any, ClassVar, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from lossland.core.sentence import Mistake

Array = NDArray[np.float64]
Dialect = Literal["torch", "keras2", "keras3"]


@dataclass(frozen=True)
class Knob:
    """The range of a setting's slider, its letter in formulas, and whether the slider is logarithmic."""

    name: str
    letter: str
    low: float
    high: float
    log: bool


def knob(
    default: float,
    low: float = 0.0,
    high: float = 1.0,
    *,
    letter: str = "",
    log: bool = False,
    below: float = math.inf,
) -> Any:
    """Declare a numeric setting: the range of its slider, and the limit that even a typed value must stay below."""
    return field(default=default, metadata={"letter": letter, "low": low, "high": high, "log": log, "below": below})


class Optimizer:
    """Points have shape (..., n): one walker, a thousand, or a network's weights.

    A subclass is a frozen dataclass whose fields are its knobs and, last, its dialect: whose equations are followed
    where the libraries differ. Its docstring is the formula that the user reads. A setting that makes no sense is a
    Mistake.
    """

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]
    label: ClassVar[str]
    lr: float
    decay: float
    dialect: Dialect

    def __post_init__(self) -> None:
        for f in fields(self):
            if f.metadata:
                object.__setattr__(self, f.name, _number(f.name, getattr(self, f.name), f.metadata["below"]))
            elif f.type is bool and not isinstance(getattr(self, f.name), bool):
                raise Mistake("{name} must be yes or no (True or False)", name=f.name)
        if self.dialect not in get_args(Dialect):
            raise Mistake("There is no dialect {name}: choose torch, keras2 or keras3", name=repr(self.dialect))

    def rate(self, t: Any) -> Any:
        """The learning rate of the update made after `t` updates, a number or an array: lr / (1 + decay·t), as Keras 2
        defines decay.
        """
        return self.lr / (1.0 + self.decay * t)

    def start(self, x: Array) -> Any:
        """Return what is remembered before the first step: a NamedTuple of arrays shaped like `x`."""
        raise NotImplementedError

    @property
    def memory(self) -> Any:
        """What kind of NamedTuple `start` returns."""
        return _memory(self)

    def step(self, x: Array, g: Array, memory: Any, t: int) -> tuple[Array, Any]:
        """Return the next point and memory, from the gradient `g` at `x` and `t` updates done; change no argument."""
        raise NotImplementedError

    @classmethod
    @cache
    def knobs(cls) -> tuple[Knob, ...]:
        """The numeric settings in the order of the constructor's arguments."""
        knobs = (f for f in fields(cls) if f.metadata)
        return tuple(Knob(f.name, *(f.metadata[key] for key in ("letter", "low", "high", "log"))) for f in knobs)


@lru_cache(maxsize=64)
def _memory(optimizer: Optimizer) -> Any:
    return type(optimizer.start(np.zeros(1)))


def _number(name: str, value: Any, below: float) -> float:
    """Return `value` as a float in [0, below), or say what is wrong with it."""
    try:
        number = float(value) + 0.0  # −0 equals 0, and so must all that is computed with it
    except (TypeError, ValueError, OverflowError):
        raise Mistake("{name} must be a number", name=name) from None
    if not math.isfinite(number):
        raise Mistake("{name} must be a finite number", name=name)
    if number < 0:
        raise Mistake("{name} must not be negative", name=name)
    if number >= below:
        raise Mistake("{name} must be below {limit}", name=name, limit=f"{below:g}")
    return number
