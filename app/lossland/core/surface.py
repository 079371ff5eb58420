"""A loss surface: a typed formula with its parameters, and its value, gradient and Hessian at points."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import combinations_with_replacement
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossland.core import presets
from lossland.core.engine import numpy as engine
from lossland.core.graph import Node, order, variable
from lossland.core.language import Reading, parse
from lossland.core.sentence import Mistake

Array = NDArray[np.float64]
Window = tuple[tuple[float, float], ...]
HALF_WIDTH = 5.0


@dataclass(frozen=True, init=False)
class Surface:
    """A function of one or two axes. Immutable; two surfaces of the same text, window and parameters are equal."""

    text: str
    window: Window
    _settings: tuple[tuple[str, float], ...]
    _reading: Reading = field(repr=False, compare=False)

    def __init__(self, text: str, /, *, window: Sequence[Sequence[float]] | None = None, **parameters: float) -> None:
        """Read `text`; raise Mistake if it cannot be read or has no parameter of a name given.

        A parameter that is not given is 1. `window` is (low, high) for each axis, further pairs being ignored.
        """
        if not isinstance(text, str):
            raise Mistake("Type a formula, for example x^2 + y^2")
        reading = parse(text)
        for name in parameters:
            if name not in reading.names:
                raise Mistake("{text} has no parameter {name}", text=text, name=name)
        settings = tuple((name, _number(name, parameters.get(name, 1.0))) for name in reading.names)
        write = object.__setattr__
        write(self, "text", text)
        write(self, "window", _window(window, len(reading.axes)))
        write(self, "_settings", settings)
        write(self, "_reading", reading)

    def __repr__(self) -> str:
        settings = "".join(f", {name}={value:.6g}" for name, value in self._settings)
        return f"Surface({self.text!r}{settings})"

    @classmethod
    def named(cls, name: str) -> "Surface":
        """The surface of resources/surfaces.toml called `name`, in its window; raise Mistake if there is none."""
        preset = presets.named(name)
        return cls(preset.text, window=preset.window, **preset.parameters)

    @property
    def reading(self) -> Reading:
        return self._reading

    @property
    def axes(self) -> tuple[str, ...]:
        return self._reading.axes

    @property
    def node(self) -> Node:
        return self._reading.node

    @property
    def n(self) -> int:
        return len(self.axes)

    @property
    def parameters(self) -> dict[str, float]:
        return dict(self._settings)

    @cached_property
    def straight(self) -> tuple[int, ...]:
        """The numbers of the axes along which the slope is the same everywhere: where it is not 0 nothing rests."""
        axes = [variable(name) for name in self.axes]
        return tuple(i for i, axis in enumerate(axes) if not {*axes} & {*order([self.node.derivative(axis)])})

    def with_window(self, window: Sequence[Sequence[float]]) -> "Surface":
        return Surface(self.text, window=window, **self.parameters)

    def value(self, p: ArrayLike) -> Array:
        """The values at points of shape (..., n), of shape (...)."""
        rows, shape = self._run(0, p)
        values: Array = rows[0].reshape(shape)
        return values

    def gradient(self, p: ArrayLike) -> Array:
        """The gradients at points of shape (..., n), of the same shape."""
        return self.value_and_gradient(p)[1]

    def value_and_gradient(self, p: ArrayLike) -> tuple[Array, Array]:
        """`value` and `gradient` in one pass."""
        rows, shape = self._run(1, p)
        return rows[0].reshape(shape), np.ascontiguousarray(rows[1:].T).reshape(*shape, self.n)

    def hessian(self, p: ArrayLike) -> Array:
        """The matrices of second derivatives at points of shape (..., n), of shape (..., n, n)."""
        rows, shape = self._run(2, p)
        matrix = np.empty((rows.shape[1], self.n, self.n))
        for (i, j), row in zip(combinations_with_replacement(range(self.n), 2), rows[1:], strict=True):
            matrix[:, i, j] = matrix[:, j, i] = row
        return matrix.reshape(*shape, self.n, self.n)

    def _run(self, degree: int, p: ArrayLike) -> tuple[Array, tuple[int, ...]]:
        """The rows of the program of one degree at points of shape (..., n), and their shape without n."""
        points = np.asarray(p, dtype=np.float64)
        if points.shape[-1:] != (self.n,):
            given = points.shape[-1] if points.ndim else 1
            raise Mistake("A point has {n} coordinates here, not {given}", n=self.n, given=given)
        columns = np.ascontiguousarray(points.reshape(-1, self.n).T)
        settings = (np.array(value) for _, value in self._settings)
        rows = _program(self._reading, degree).rows([*columns, *settings], columns.shape[1])
        # Where there is no value there is no derivative, not even one that is 0 whatever the value.
        np.copyto(rows[1:], np.nan, where=rows[0] != rows[0])
        return rows, points.shape[:-1]


def is_window(low: float, high: float) -> bool:
    """Whether pictures and studies can lie between: not so far apart or so near that lengths overflow or vanish."""
    return 1e-100 < high - low < 1e100 and high - low > 1e-12 * max(abs(low), abs(high))


def _number(name: str, value: Any) -> float:
    try:
        return float(value) + 0.0  # −0 equals 0, and so must all that is computed with it
    except (TypeError, ValueError, OverflowError):
        raise Mistake("{name} must be a number", name=name) from None


def _window(window: Sequence[Sequence[float]] | None, n: int) -> Window:
    if window is None:
        return ((-HALF_WIDTH, HALF_WIDTH),) * n
    try:
        pairs: list[Any] = [tuple(map(float, pair)) for pair in window][:n]
    except (TypeError, ValueError, OverflowError):
        pairs = []
    if len(pairs) < n or any(len(pair) != 2 or not is_window(*pair) for pair in pairs):
        raise Mistake("A window is a lower and a higher finite number for each of {n} axes", n=n)
    return tuple(pairs)


@lru_cache(maxsize=128)
def _program(reading: Reading, degree: int) -> engine.Program:
    """The value and the derivatives of one degree, each once: (f), (f, ∂x, ∂y), (f, ∂x∂x, ∂x∂y, ∂y∂y)."""
    axes = [variable(name) for name in reading.axes]
    derived = [reading.node]
    if degree == 1:
        derived += [reading.node.derivative(axis) for axis in axes]
    elif degree == 2:
        pairs = combinations_with_replacement(axes, 2)
        derived += [reading.node.derivative(first).derivative(second) for first, second in pairs]
    return engine.compile(derived, (*reading.axes, *reading.names))
