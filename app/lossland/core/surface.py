"""A loss surface: a typed formula with its parameters, and its value, gradient and Hessian at points."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossland.core import presets
from lossland.core.engine import numpy as engine
from lossland.core.graph import Node, variable
from lossland.core.language import parse
from lossland.core.sentence import Mistake

Array = NDArray[np.float64]
Window = tuple[tuple[float, float], ...]
HALF_WIDTH = 5.0


@dataclass(frozen=True, init=False)
class Surface:
    """A function of one or two axes. Immutable; two surfaces of the same text, window and parameters are equal."""

    text: str
    window: Window
    _values: tuple[tuple[str, float], ...]

    def __init__(self, text: str, /, *, window: Sequence[Sequence[float]] | None = None, **parameters: float) -> None:
        """Read `text`; raise Mistake if it cannot be read or has no parameter of a name given.

        A parameter that is not given is 1. `window` is (low, high) for each axis, further pairs being ignored.
        """
        reading = parse(text)
        for name in parameters:
            if name not in reading.names:
                raise Mistake("{text} has no parameter {name}", text=text, name=name)
        write = object.__setattr__
        write(self, "text", text)
        write(self, "window", _window(window, len(reading.axes)))
        write(self, "_values", tuple((name, float(parameters.get(name, 1.0))) for name in reading.names))

    @classmethod
    def named(cls, name: str) -> "Surface":
        """The surface of resources/surfaces.toml called `name`, in its window; raise Mistake if there is none."""
        preset = presets.named(name)
        return cls(preset.text, window=preset.window, **preset.parameters)

    @property
    def axes(self) -> tuple[str, ...]:
        return parse(self.text).axes

    @property
    def node(self) -> Node:
        return parse(self.text).node

    @property
    def n(self) -> int:
        return len(self.axes)

    @property
    def parameters(self) -> dict[str, float]:
        return dict(self._values)

    def with_window(self, window: Sequence[Sequence[float]]) -> "Surface":
        return Surface(self.text, window=window, **self.parameters)

    def value(self, p: ArrayLike) -> Array:
        """The values at points of shape (..., n), of shape (...)."""
        return self._run(0, p)[0]

    def gradient(self, p: ArrayLike) -> Array:
        """The gradients at points of shape (..., n), of the same shape."""
        return self.value_and_gradient(p)[1]

    def value_and_gradient(self, p: ArrayLike) -> tuple[Array, Array]:
        """`value` and `gradient` in one pass."""
        value, *slopes = self._run(1, p)
        return value, _defined(np.stack(slopes, axis=-1), value)

    def hessian(self, p: ArrayLike) -> Array:
        """The matrices of second derivatives at points of shape (..., n), of shape (..., n, n)."""
        value, *entries = self._run(2, p)
        n = self.n
        matrix = np.empty((*value.shape, n, n))
        for (i, j), entry in zip(combinations_with_replacement(range(n), 2), entries, strict=True):
            matrix[..., i, j] = matrix[..., j, i] = entry
        return _defined(matrix, value)

    def _run(self, degree: int, p: ArrayLike) -> list[Array]:
        points = np.asarray(p, dtype=np.float64)
        if points.shape[-1:] != (self.n,):
            given = points.shape[-1] if points.ndim else 1
            raise Mistake("A point has {n} coordinates here, not {given}", n=self.n, given=given)
        program = _program(self.text, degree)
        return program([points[..., i] for i in range(self.n)] + [value for _, value in self._values])


def _defined(array: Array, value: Array) -> Array:
    """Where there is no value there is no derivative, not even one that is 0 for every value."""
    array[np.isnan(value)] = np.nan
    return array


def _window(window: Sequence[Sequence[float]] | None, n: int) -> Window:
    if window is None:
        return ((-HALF_WIDTH, HALF_WIDTH),) * n
    pairs: list[Any] = [tuple(map(float, pair)) for pair in window][:n]
    if len(pairs) < n or any(len(pair) != 2 or not -np.inf < pair[0] < pair[1] < np.inf for pair in pairs):
        raise Mistake("A window is a lower and a higher finite number for each of {n} axes", n=n)
    return tuple(pairs)


@lru_cache(maxsize=128)
def _program(text: str, degree: int) -> engine.Program:
    """The value and the derivatives of one degree, each once: (f), (f, ∂x, ∂y), (f, ∂x∂x, ∂x∂y, ∂y∂y)."""
    reading = parse(text)
    axes = [variable(name) for name in reading.axes]
    derived = [reading.node]
    if degree == 1:
        derived += [reading.node.derivative(axis) for axis in axes]
    elif degree == 2:
        pairs = combinations_with_replacement(axes, 2)
        derived += [reading.node.derivative(first).derivative(second) for first, second in pairs]
    return engine.compile(derived, (*reading.axes, *reading.names))
