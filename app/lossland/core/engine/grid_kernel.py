"""The machine loop over a grid: row after row."""

from ctypes import Structure, addressof
from functools import lru_cache, partial

import numpy as np

from lossland.core.engine.assembly import Assembly
from lossland.core.engine.expression import Expressions
from lossland.core.engine.grid import Array, Grid, Tables
from lossland.core.engine.machine import Target, compiled, host
from lossland.core.engine.refused import Refused
from lossland.core.engine.structure import address, fields, whole
from lossland.core.sentence import Sentence

NAME = "fill"


class Job(Structure):
    """What the loop is told."""

    _fields_ = whole(
        "columns_at",  # float64 (k, width)
        "rows_at",  # float64 (m, height)
        "steady_at",  # float64 (s,)
        "values_at",  # float64 (outputs, height, width)
        "width",  # whole vectors
        "height",
    )


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
        room = -(-width // self._lanes) * self._lanes
        columns = np.empty((len(tables.columns), room))
        columns[:, :width], columns[:, width:] = tables.columns, tables.columns[:, -1:]
        values = np.empty((self._outputs, height, room))
        rows, steady = np.ascontiguousarray(tables.rows), np.ascontiguousarray(tables.steady)
        job = Job(*map(address, (columns, rows, steady, values)), width=room, height=height)
        self._code.call(addressof(job))
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
