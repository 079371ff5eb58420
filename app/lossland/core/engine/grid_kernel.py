"""The machine loop over a grid: rows are handed out one by one, to as many threads as ask for them."""

from enum import IntEnum, auto
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from lossland.core.engine.assembly import SELDOM, Assembly
from lossland.core.engine.expression import Expressions
from lossland.core.engine.grid import Array, Grid, Tables
from lossland.core.engine.machine import Code, Target, host
from lossland.core.engine.refused import Refused
from lossland.core.sentence import Sentence

NAME = "fill"
LARGEST = 1500  # operations: beyond this the compiler takes longer than a class waits


class Control(IntEnum):
    """The fields of an array of int64 that all threads share."""

    STOP = 0  # not 0 to stop before the next row
    NEXT = auto()  # the row that is handed out next
    DONE = auto()  # rows that are computed


class Job(IntEnum):
    """The fields of a job, an array of int64; those that end in `_at` are addresses."""

    CONTROL_AT = 0  # see Control
    COLUMNS_AT = auto()  # float64 (k, WIDTH)
    ROWS_AT = auto()  # float64 (m, HEIGHT)
    STEADY_AT = auto()  # float64 (s,)
    VALUES_AT = auto()  # float64 (outputs, HEIGHT, WIDTH)
    WIDTH = auto()  # whole vectors
    HEIGHT = auto()


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
        if grid.size > LARGEST:
            raise Refused(Sentence("The formula is too long for machine code"))
        self.outputs, self.lanes = len(grid.outputs), target.lanes
        try:
            text = _loop(grid, target.lanes)
        except (OSError, AttributeError) as error:  # a C library that lacks a function
            raise Refused(Sentence("This computer lacks a function ({error})", {"error": str(error)})) from error
        self.code = Code(text, NAME, target)

    def values(self, tables: Tables) -> Array:
        """The outputs over the grid, (outputs, ny, nx)."""
        work = Work(self, tables, np.zeros(len(Control), np.int64))
        work.fill()
        return work.values


class Work:
    """One grid under way, in the memory that all its threads share."""

    def __init__(self, machine: Machine, tables: Tables, control: NDArray[np.int64]) -> None:
        """See Control for `control`, (3,), which is all zeros at first."""
        (_, self._width), (_, height) = tables.columns.shape, tables.rows.shape
        whole = -(-self._width // machine.lanes) * machine.lanes
        columns = np.empty((len(tables.columns), whole))
        columns[:, : self._width] = tables.columns
        columns[:, self._width :] = tables.columns[:, -1:]
        self._values = np.empty((machine.outputs, height, whole))
        self._arrays = (control, columns, *map(np.ascontiguousarray, tables[1:]), self._values)
        self._job = np.array([*(array.ctypes.data for array in self._arrays), whole, height], np.int64)
        self._code = machine.code

    def fill(self) -> None:
        """Compute rows as long as there are any: each thread calls this once. Python's other threads run meanwhile."""
        self._code.call(self._job.ctypes.data)

    @property
    def values(self) -> Array:
        """The outputs over the grid, (outputs, ny, nx)."""
        return np.ascontiguousarray(self._values[..., : self._width])


def _loop(grid: Grid, lanes: int) -> Assembly:
    """The assembly of `void fill(int64 *job)`."""
    w = Assembly(lanes)
    w.lines.append(f"define void @{NAME}(ptr %job) {{")
    w.block("entry")
    field = {each: w.let(f"load {_kind(each)}, ptr {w.at('%job', each)}") for each in Job}
    values = {node: w.spread(field[Job.STEADY_AT], i) for i, node in enumerate(grid.steady)}
    width, height = field[Job.WIDTH], field[Job.HEIGHT]
    columns = [w.at(field[Job.COLUMNS_AT], w.let(f"mul i64 {width}, {i}")) for i in range(len(grid.columns))]
    rows = [w.at(field[Job.ROWS_AT], w.let(f"mul i64 {height}, {i}")) for i in range(len(grid.rows))]
    next_row, done = (w.at(field[Job.CONTROL_AT], each) for each in (Control.NEXT, Control.DONE))
    w.put("br label %row")
    w.block("row")
    w.put(f"%stop = load volatile i64, ptr {field[Job.CONTROL_AT]}")
    w.put("%stopped = icmp ne i64 %stop, 0")
    w.put(f"br i1 %stopped, label %exit, label %another, {SELDOM}")
    w.block("another")
    w.put(f"%y = atomicrmw add ptr {next_row}, i64 1 monotonic")
    w.put(f"%y.more = icmp slt i64 %y, {height}")
    w.put("br i1 %y.more, label %begin, label %exit")
    w.block("begin")
    values |= {node: w.spread(table, "%y") for node, table in zip(grid.rows, rows, strict=True)}
    plane = w.let(f"mul i64 {width}, {height}")
    first = w.at(field[Job.VALUES_AT], w.let(f"mul i64 %y, {width}"))
    places = [w.at(first, w.let(f"mul i64 {plane}, {i}")) for i in range(len(grid.outputs))]
    w.put("br label %points")
    w.block("points")
    w.put("%x = phi i64 [ 0, %begin ], [ %x.next, %points.end ]")
    values |= {node: w.load(w.at(table, "%x")) for node, table in zip(grid.columns, columns, strict=True)}
    for value, place in zip(Expressions(w, values).write(grid.outputs), places, strict=True):
        w.store(value, w.at(place, "%x"))
    w.put("br label %points.end")
    w.block("points.end")
    w.put(f"%x.next = add i64 %x, {lanes}")
    w.put(f"%x.more = icmp slt i64 %x.next, {width}")
    w.put("br i1 %x.more, label %points, label %row.end")
    w.block("row.end")
    w.put(f"%counted = atomicrmw add ptr {done}, i64 1 monotonic")
    w.put("br label %row")
    w.block("exit")
    w.put("ret void")
    w.lines.append("}")
    return w


def _kind(field: Job) -> str:
    return "ptr" if field.name.endswith("_AT") else "i64"
