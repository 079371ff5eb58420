"""A graph as a flat program of NumPy calls over blocks that stay in the processor's cache."""

import math
from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossland.core.graph import Node, constant, make, order
from lossland.core.special import erf

Array = NDArray[np.float64]
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
    return Program(_lowered(outputs), inputs)


class Program:
    """Called with one array or number an input, of shapes that broadcast together; gives an array of their common
    shape for each output. Where a result is undefined it is NaN or inf; there is neither an exception nor a warning.
    """

    def __init__(self, outputs: Sequence[Node], inputs: Sequence[str]) -> None:
        nodes = order(outputs)
        last_use = {arg: node for node in nodes for arg in node.args}
        self._start: list[Any] = [None] * len(inputs)
        self._steps: list[tuple[Callable[..., Any], Callable[[list[Any]], tuple[Any, ...]]]] = []
        place = {}
        buffers: list[int] = []
        free: list[int] = []
        for node in nodes:
            if node.op == "variable":
                place[node] = list(inputs).index(str(node.value))
                continue
            if node.op == "constant":
                place[node] = len(self._start)
                self._start.append(node.value)
                continue
            if free:
                place[node] = free.pop()
            else:
                place[node] = len(self._start)
                buffers.append(len(self._start))
                self._start.append(None)
            function = _OWN.get(node.op) or getattr(np, node.op)
            self._steps.append((function, itemgetter(*(place[arg] for arg in node.args), place[node])))
            free.extend(
                place[arg]
                for arg in dict.fromkeys(node.args)
                if last_use[arg] is node and arg.args and arg not in outputs
            )
        self._buffers = buffers
        self._results = [place[node] for node in outputs]

    def __call__(self, values: Sequence[Any]) -> list[Array]:
        arrays = [np.asarray(value, dtype=np.float64) for value in values]
        shape = np.broadcast_shapes(*(array.shape for array in arrays))
        flat = [
            array.item() if array.ndim == 0 else np.ascontiguousarray(np.broadcast_to(array, shape)).reshape(-1)
            for array in arrays
        ]
        size = math.prod(shape)
        results = [np.empty(size) for _ in self._results]
        slots = self._start.copy()
        length = -1
        with np.errstate(all="ignore"):
            for start in range(0, size, BLOCK):
                part = slice(start, min(start + BLOCK, size))
                if part.stop - start != length:
                    length = part.stop - start
                    for i in self._buffers:
                        slots[i] = np.empty(length)
                for i, array in enumerate(flat):
                    slots[i] = array if isinstance(array, float) else array[part]
                for function, pick in self._steps:
                    function(*pick(slots))
                for result, i in zip(results, self._results, strict=True):
                    result[part] = slots[i]
        return [result.reshape(shape) for result in results]


def _lowered(outputs: Sequence[Node]) -> list[Node]:
    """The same numbers with less work: constants computed now, whole powers as products."""
    new: dict[Node, Node] = {}
    with np.errstate(all="ignore"):
        for node in order(outputs):
            args = tuple(new[arg] for arg in node.args)
            if node.op == "where" and args[0].op == "constant":
                new[node] = args[1] if args[0].value else args[2]
            elif args and all(arg.op == "constant" for arg in args):
                new[node] = constant(_evaluated(node.op, args))
            elif node.op == "power" and args[1].op == "constant":
                new[node] = _whole_power(args[0], args[1])
            else:
                new[node] = Node(node.op, args, node.value)
    return [new[node] for node in outputs]


def _evaluated(op: str, args: tuple[Node, ...]) -> float:
    out = np.empty(1)
    (_OWN.get(op) or getattr(np, op))(*(np.float64(arg.value) for arg in args), out)  # type: ignore[arg-type]
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
