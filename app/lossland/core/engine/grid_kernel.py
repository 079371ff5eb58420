"""The machine loop over a grid: row after row."""

from functools import lru_cache, partial
from typing import Any, NamedTuple

import numpy as np

from lossland.core.engine.assembly import Assembly, fields
from lossland.core.engine.expression import Expressions
from lossland.core.engine.grid import Array, Grid, Tables
from lossland.core.engine.machine import Target, compiled, host, told
from lossland.core.engine.refused import Refused
from lossland.core.sentence import Sentence

NAME = "fill"


class Job(NamedTuple):
    """What the loop is told, as an array of int64; names that end in `_at` are addresses."""

    columns_at: Any  # float64 (k, width)
    rows_at: Any  # float64 (m, height)
    steady_at: Any  # float64 (s,)
    values_at: Any  # float64 (outputs, height, width)
    width: Any  # whole vectors
    height: Any


@lru_cache(maxsize=64)
def machine(grid: Grid) -> "Machine | Sentence":
    """The machine of a grid, or why there can be none."""
    try:
        return Machine(grid)
    except Refused as refusal:
        return refusal.why


class Machine:
    """What computes a Grid by machine code."""

    def __init__(self, grid: Grid, target: Target | None = None) -> None:
        """Raises Refused where there can be none."""
        target = target or host()
        self._outputs, self._lanes = len(grid.outputs), target.lanes
        self._code = compiled(partial(_loop, grid, target.lanes), NAME, grid.size, target)

    def values(self, tables: Tables) -> Array:
        """The outputs over the grid, (outputs, ny, nx). Python's other threads run meanwhile."""
        (_, width), (_, height) = tables.columns.shape, tables.rows.shape
        whole = -(-width // self._lanes) * self._lanes
        columns = np.empty((len(tables.columns), whole))
        columns[:, :width], columns[:, width:] = tables.columns, tables.columns[:, -1:]
        values = np.empty((self._outputs, height, whole))
        rows, steady = np.ascontiguousarray(tables.rows), np.ascontiguousarray(tables.steady)
        job = told(Job(columns, rows, steady, values, whole, height))
        self._code.call(job.buffer_info()[0])
        return np.ascontiguousarray(values[..., :width])


def _loop(grid: Grid, lanes: int) -> Assembly:
    """The assembly of `void fill(int64 *job)`."""
    w = Assembly(lanes)
    w.lines.append(f"define void @{NAME}(ptr %job) {{")
    w.block("entry")
    job = fields(w, Job, "%job")
    values = {node: w.spread(job.steady_at, i) for i, node in enumerate(grid.steady)}
    columns = [w.at(job.columns_at, w.let(f"mul i64 {job.width}, {i}")) for i in range(len(grid.columns))]
    rows = [w.at(job.rows_at, w.let(f"mul i64 {job.height}, {i}")) for i in range(len(grid.rows))]
    plane = w.let(f"mul i64 {job.width}, {job.height}")
    w.put("br label %row")
    w.block("row")
    w.put("%y = phi i64 [ 0, %entry ], [ %y.next, %row.end ]")
    values |= {node: w.spread(table, "%y") for node, table in zip(grid.rows, rows, strict=True)}
    first = w.at(job.values_at, w.let(f"mul i64 %y, {job.width}"))
    places = [w.at(first, w.let(f"mul i64 {plane}, {i}")) for i in range(len(grid.outputs))]
    w.put("br label %points")
    w.block("points")
    w.put("%x = phi i64 [ 0, %row ], [ %x.next, %points.end ]")
    values |= {node: w.load(w.at(table, "%x")) for node, table in zip(grid.columns, columns, strict=True)}
    for value, place in zip(Expressions(w, values).write(grid.outputs), places, strict=True):
        w.store(value, w.at(place, "%x"))
    w.put("br label %points.end")
    w.block("points.end")
    w.put(f"%x.next = add i64 %x, {lanes}")
    w.put(f"%x.more = icmp slt i64 %x.next, {job.width}")
    w.put("br i1 %x.more, label %points, label %row.end")
    w.block("row.end")
    w.put("%y.next = add i64 %y, 1")
    w.put(f"%y.more = icmp slt i64 %y.next, {job.height}")
    w.put("br i1 %y.more, label %row, label %exit")
    w.block("exit")
    w.put("ret void")
    w.lines.append("}")
    return w
