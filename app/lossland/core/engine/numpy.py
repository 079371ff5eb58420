"""A graph as a flat program of NumPy calls over blocks that stay in the processor's cache."""

import math
from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossland.core.engine.factors import gathered
from lossland.core.graph import Node, constant, make, order, rebuilt
from lossland.core.special import erf

Array = NDArray[np.float64]
Step = tuple[Callable[..., Any], Callable[[list[Any]], tuple[Any, ...]]]
BLOCK = 8192  # 64 kB a temporary: a dozen of them fit into the second-level cache
LARGEST_POWER = 64  # as products; beyond this the rounding errors of the products add up


def _erf(x: Any, out: Array) -> None:
    out[...] = erf(np.asarray(x))


def _sigmoid(x: Any, out: Array) -> None:
    np.exp(np.negative(x, out), out)
    np.add(out, 1.0, out)
    np.reciprocal(out, out)


def _softplus(x: Any, out: Array) -> None:
    np.log1p(np.exp(-np.abs(x)), out)
    np.add(out, np.maximum(x, 0.0), out)


def _minimum(a: Any, b: Any, out: Array) -> None:
    np.minimum(a, b, out=out)  # NumPy wants the keyword here


def _maximum(a: Any, b: Any, out: Array) -> None:
    np.maximum(a, b, out=out)


def _relu(x: Any, out: Array) -> None:
    np.maximum(x, 0.0, out=out)


def _clip(x: Any, low: Any, high: Any, out: Array) -> None:
    np.minimum(np.maximum(x, low, out=out), high, out=out)


def _where(condition: Any, chosen: Any, otherwise: Any, out: Array) -> None:
    np.copyto(out, otherwise)
    np.copyto(out, chosen, where=np.asarray(condition, dtype=bool))


_OWN: dict[str, Callable[..., Any]] = {
    "erf": _erf,
    "sigmoid": _sigmoid,
    "softplus": _softplus,
    "minimum": _minimum,
    "maximum": _maximum,
    "relu": _relu,
    "clip": _clip,
    "where": _where,
}


def compile(outputs: Sequence[Node], inputs: Sequence[str]) -> "Program":
    """The function from the values of the variables named in `inputs` to the values of the nodes `outputs`."""
    return Program(lowered(outputs), inputs)


class Program:
    """Steps over numbered slots: the inputs, the constants, and buffers that are used again once they are read.

    Where a result is undefined it is NaN or inf; there is neither an exception nor a warning.
    """

    def __init__(self, outputs: Sequence[Node], inputs: Sequence[str]) -> None:
        nodes = order(outputs)
        last_use = {arg: node for node in nodes for arg in node.args}
        self._constants: list[Any] = [None] * len(inputs)
        self._steps: list[Step] = []
        slots: dict[Node, int] = {}
        free: list[int] = []
        kept = set(outputs)
        for node in nodes:
            if node.op == "variable":
                slots[node] = list(inputs).index(str(node.value))
            elif node.op == "constant":
                slots[node] = self._slot(np.array(node.value))
            else:
                slots[node] = free.pop() if free and node not in kept else self._slot(None)
                pick = itemgetter(*(slots[arg] for arg in node.args), slots[node])
                self._steps.append((_function(node.op), pick))
                done = (arg for arg in dict.fromkeys(node.args) if arg.args and arg not in kept)
                free += [slots[arg] for arg in done if last_use[arg] is node]
        self._buffers = sorted({slots[node] for node in nodes if node.args and node not in kept})
        self._results = [slots[node] for node in outputs]
        # What is computed goes straight into its row of the result; an input, a constant or a second copy is copied.
        rows = {slots[node]: row for row, node in enumerate(outputs) if node.args}
        self._direct = [(row, slot) for slot, row in rows.items()]
        self._copied = [(row, slot) for row, slot in enumerate(self._results) if rows.get(slot) != row]

    def _slot(self, content: Array | None) -> int:
        self._constants.append(content)
        return len(self._constants) - 1

    def __call__(self, values: Sequence[ArrayLike]) -> list[Array]:
        """Take one array or number for each input, of shapes that broadcast together; return an array for each output,
        of their common shape.
        """
        arrays = np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values))
        shape = arrays[0].shape if arrays else ()
        rows = self.rows([array.reshape(-1) for array in arrays], math.prod(shape))
        return [row.reshape(shape) for row in rows]

    def rows(self, columns: Sequence[Array], size: int) -> Array:
        """The same for inputs of shape (size,) or (), without any ceremony: returns (outputs, size)."""
        result = np.empty((len(self._results), size))
        slices = (slice(start, start + BLOCK) for start in range(0, size, BLOCK))
        self._run(([c[here] if c.ndim else c for c in columns], result[:, here]) for here in slices)
        return result

    def grid(self, columns: Array, rows: Array, steady: Array) -> Array:
        """Over a grid: the first inputs are `columns` (k, nx), then come `rows` (m, ny), then `steady` (s,).

        Returns (outputs, ny, nx).
        """
        (_, width), (_, height) = columns.shape, rows.shape
        result = np.empty((len(self._results), height, width))
        together = max(1, BLOCK // width)
        slices = (slice(start, start + together) for start in range(0, height, together))
        self._run(([*columns, *rows[:, here, None], *steady], result[:, here]) for here in slices)
        return result

    def _run(self, blocks: Iterable[tuple[Sequence[Any], Array]]) -> None:
        """Compute block by block from what the inputs are there, and where the outputs go: (outputs, *shape)."""
        slots = self._constants.copy()
        shape: tuple[int, ...] = ()
        with np.errstate(all="ignore"):
            for inputs, results in blocks:
                if results.shape[1:] != shape:
                    shape = results.shape[1:]
                    for slot, buffer in zip(self._buffers, np.empty((len(self._buffers), *shape)), strict=True):
                        slots[slot] = buffer
                slots[: len(inputs)] = inputs
                for row, slot in self._direct:
                    slots[slot] = results[row]
                for function, pick in self._steps:
                    function(*pick(slots))
                for row, slot in self._copied:
                    results[row] = slots[slot]


def _function(op: str) -> Callable[..., Any]:
    """The function of an operation; its last argument is the array that it fills."""
    function: Callable[..., Any] = _OWN.get(op) or getattr(np, op)
    return function


def lowered(outputs: Sequence[Node]) -> list[Node]:
    """The same numbers with less work: constants computed now, whole powers as products, factors of two gathered."""
    with np.errstate(all="ignore"):
        return gathered(rebuilt(outputs, _lower))


def _lower(node: Node, args: tuple[Node, ...]) -> Node:
    if node.op == "where" and args[0].op == "constant":
        return args[1] if args[0].value else args[2]
    if args and all(arg.op == "constant" for arg in args):
        return constant(_evaluated(node.op, args))
    if node.op == "power" and args[1].op == "constant":
        return _whole_power(args[0], args[1])
    return Node(node.op, args, node.value)


def _evaluated(op: str, args: tuple[Node, ...]) -> float:
    out = np.empty(1)
    _function(op)(*(arg.value for arg in args), out)
    return float(out[0])


def _whole_power(base: Node, exponent: Node) -> Node:
    power = exponent.value
    assert isinstance(power, float)
    if power == 0.0:
        return constant(1.0)  # as IEEE pow has it, even for a NaN
    if not (power.is_integer() and abs(power) <= LARGEST_POWER):
        return make("power", base, exponent)
    result, square, left = None, base, int(abs(power))
    while left:
        if left & 1:
            result = square if result is None else make("multiply", result, square)
        left >>= 1
        square = make("square", square) if left else square
    assert result is not None
    return result if power > 0 else make("reciprocal", result)
