"""A surface over a grid: what depends on one axis alone is computed once for the axis, the rest at each point."""

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossland.core.engine import numpy as engine
from lossland.core.engine.account import Account
from lossland.core.graph import Node, constant, dependents, make, order, rebuilt, variable, where
from lossland.core.language import Reading

Array = NDArray[np.float64]


class Tables(NamedTuple):
    """What has been computed before the points: `columns` (k, nx), `rows` (m, ny), and `steady` (s,) of both."""

    columns: Array
    rows: Array
    steady: Array


@dataclass(frozen=True, eq=False)
class Grid:
    """What is computed at each point: `outputs`, of variables that stand for the rows of the Tables.

    The parameters are in the tables only: neither they nor the ticks are in what is compiled.
    """

    outputs: tuple[Node, ...]
    columns: tuple[Node, ...]
    rows: tuple[Node, ...]
    steady: tuple[Node, ...]

    @property
    def inputs(self) -> tuple[Node, ...]:
        return (*self.columns, *self.rows, *self.steady)

    @property
    def size(self) -> int:
        """How many operations there are at each point."""
        return sum(bool(node.args) for node in order(self.outputs))


@dataclass(frozen=True, eq=False)
class Plan:
    """A surface's grid, and the programs of its tables: of the first axis, of the second, and of neither."""

    grid: Grid
    points: engine.Program
    tables: tuple[engine.Program, ...]
    account: Account

    def prepared(self, ticks: tuple[Array, ...], parameters: tuple[float, ...]) -> Tables:
        """The Tables of a grid of `ticks`, (nx,) and (ny,); of a curve (nx,), as one row."""
        settings = [np.array(value) for value in parameters]
        axes = (*ticks, np.zeros(1))[:2]
        of_x, of_y, of_none = self.tables
        columns, rows = (each.rows([axis, *settings], len(axis)) for each, axis in zip((of_x, of_y), axes, strict=True))
        return Tables(columns, rows, of_none.rows(settings, 1)[:, 0])

    def values(self, tables: Tables) -> Array:
        """The outputs over the grid, (outputs, ny, nx), by NumPy."""
        return self.points.grid(*tables)


@lru_cache(maxsize=64)
def plan(reading: Reading, degree: int) -> Plan:
    """The value over a grid (degree 0), or the value and its derivatives by the axes (degree 1)."""
    axes = [variable(name) for name in reading.axes]
    roots = [reading.node]
    if degree:
        undefined = make("not_equal", reading.node, reading.node)
        roots += [where(undefined, constant(math.nan), reading.node.derivative(axis)) for axis in axes]
    outputs, parts = _separated(engine.lowered(roots), axes)
    grid = Grid(outputs, *(tuple(part.values()) for part in parts))
    heads = [*([name] for name in [*reading.axes, ""][:2]), []]
    programs = (engine.compile([*part], (*head, *reading.names)) for part, head in zip(parts, heads, strict=True))
    return Plan(
        grid, engine.Program(outputs, [str(node.value) for node in grid.inputs]), tuple(programs), Account(grid.size)
    )


def _separated(roots: list[Node], axes: list[Node]) -> tuple[tuple[Node, ...], tuple[dict[Node, Node], ...]]:
    """The roots with a variable for each largest part that does not depend on two axes; and those parts, each with its
    variable: of the first axis, of the second, of none.
    """
    below = [dependents(roots, {axis}) for axis in axes] + [set[Node]()] * (2 - len(axes))
    names = ("column", "row", "steady")
    parts: tuple[dict[Node, Node], ...] = ({}, {}, {})

    def taken(old: Node, new: Node) -> Node:
        first, second = (old in each for each in below)
        if (first and second) or old.op == "constant":
            return new
        kind = 0 if first else 1 if second else 2
        return parts[kind].setdefault(old, variable(f"{names[kind]} {len(parts[kind])}"))

    def rule(node: Node, args: tuple[Node, ...]) -> Node:
        mixed = all(node in each for each in below)
        return Node(node.op, tuple(map(taken, node.args, args)), node.value) if mixed else node

    return tuple(map(taken, roots, rebuilt(roots, rule))), parts
