"""A graph as a machine loop over points, in the place of a program of NumPy calls: what the vectors are tested by."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lossland.core.engine import numpy as engine
from lossland.core.engine.assembly import Assembly
from lossland.core.engine.expression import Expressions
from lossland.core.engine.machine import Code, Refused, Target, host
from lossland.core.graph import Node, variable

Array = NDArray[np.float64]
NAME = "compute"


class Program:
    """Takes the place of `engine.numpy.Program`. Raises Refused."""

    def __init__(
        self, outputs: Sequence[Node], inputs: Sequence[str], varying: int, target: Target | None = None
    ) -> None:
        """Only the first `varying` inputs are columns; the others are one number each."""
        target = target or host()
        self._outputs, self._inputs, self._varying, self._lanes = len(outputs), len(inputs), varying, target.lanes
        try:
            text = _loop(engine.lowered(outputs), inputs, varying, target.lanes)
        except (OSError, AttributeError) as error:  # a C library that lacks a function
            raise Refused(str(error)) from error
        self._code = Code(text, NAME, target)

    def rows(self, columns: Sequence[Array], size: int) -> Array:
        """The outputs, of shape (outputs, size), of inputs of shape (size,), or () for those that do not vary."""
        result = np.empty((self._outputs, size))
        given = [np.ascontiguousarray(column) for column in columns[: self._varying]]
        settings = np.array([float(column) for column in columns[self._varying :]])
        whole = size - size % self._lanes
        self._run(whole, [column[:whole] for column in given], settings, list(result[:, :whole]))
        if whole < size:  # the last few points in vectors of their own
            rest = np.ones((self._varying + self._outputs, self._lanes))
            for end, column in zip(rest, given, strict=False):
                end[: size - whole] = column[whole:]
            ends = list(rest)
            self._run(self._lanes, ends[: self._varying], settings, ends[self._varying :])
            result[:, whole:] = rest[self._varying :, : size - whole]
        return result

    def _run(self, size: int, columns: list[Array], settings: Array, results: list[Array]) -> None:
        arrays = (settings, *columns, *results)
        if size:
            self._code.call(np.array([size, *(array.ctypes.data for array in arrays)], np.int64).ctypes.data)


def _loop(outputs: list[Node], inputs: Sequence[str], varying: int, lanes: int) -> Assembly:
    """`void compute(int64 *job)`: how many points, then where the settings, each column and each result lie."""
    w = Assembly(lanes)
    w.lines.append(f"define void @{NAME}(ptr %job) {{")
    w.block("entry")
    size = w.let("load i64, ptr %job")
    settings, *arrays = (w.let(f"load ptr, ptr {w.at('%job', 1 + i)}") for i in range(1 + varying + len(outputs)))
    values = {variable(name): w.spread(settings, i) for i, name in enumerate(inputs[varying:])}
    w.put("br label %points")
    w.block("points")
    w.put("%i = phi i64 [ 0, %entry ], [ %i.next, %on ]")

    values |= {variable(name): w.load(w.at(array, "%i")) for name, array in zip(inputs, arrays[:varying], strict=False)}
    for value, array in zip(Expressions(w, values).write(outputs), arrays[varying:], strict=True):
        w.store(value, w.at(array, "%i"))
    w.put("br label %on")
    w.block("on")
    w.put(f"%i.next = add i64 %i, {lanes}")
    w.put(f"%more = icmp slt i64 %i.next, {size}")
    w.put("br i1 %more, label %points, label %exit")
    w.block("exit")
    w.put("ret void")
    w.lines.append("}")
    return w
