"""A surface and an optimizer as one graph: what a walker computes, and what is the same for all of them."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lossland.core.engine import numpy as engine
from lossland.core.engine.trace import POINT, SLOPE, TIME, Rule, trace
from lossland.core.graph import Node, dependents, rebuilt, variable
from lossland.core.language import Reading
from lossland.core.optimizer import Array, Optimizer
from lossland.core.surface import Surface


@dataclass(frozen=True, eq=False)
class Plan:
    """All that a descent computes.

    `here` are the variables of a walker: its coordinates, then its memory, array by array. Of them depend `loss`,
    `gradient`, and `next`, the same variables one step later. Two lists of other variables are the same for all
    walkers: `steady` stands for what comes of the knobs and of the surface's parameters alone, `timed` for what
    depends on the number of the step, too. So neither a knob nor a parameter is in the machine code.
    """

    n: int
    here: tuple[Node, ...]
    loss: Node
    gradient: tuple[Node, ...]
    next: tuple[Node, ...]
    steady: tuple[Node, ...]
    timed: tuple[Node, ...]
    program: engine.Program

    @property
    def size(self) -> int:
        """How many nodes there are."""
        return len(dependents([self.loss, *self.gradient, *self.next], self.here))

    @property
    def constants(self) -> set[float]:
        """The values of the loss and the gradient that are the same everywhere."""
        return {node.value for node in (self.loss, *self.gradient) if isinstance(node.value, float)}

    def numbers(self, surface: Surface, optimizer: Optimizer, moments: range) -> tuple[Array, Array]:
        """Return the values of `steady` (k,), and those of `timed` (moments, m) after as many steps."""
        time = np.arange(moments.start, moments.stop, dtype=np.float64)
        knobs = [getattr(optimizer, knob.name) for knob in optimizer.knobs()]
        columns = [time, *map(np.array, knobs), *map(np.array, surface.parameters.values())]
        rows, count = self.program.rows(columns, len(time)), len(self.steady)
        return rows[:count, 0].copy(), np.ascontiguousarray(rows[count:].T)


def plan(surface: Surface, optimizer: Optimizer) -> Plan:
    """The plan of a surface and an optimizer, the same whatever their parameters and knobs. Raises Untraceable."""
    return _planned(surface.reading, trace(optimizer))


@lru_cache(maxsize=64)
def _planned(reading: Reading, rule: Rule) -> Plan:
    axes = [variable(name) for name in reading.axes]
    memory = [[variable(f"{node.value} {axis.value}") for axis in axes] for node in rule.remembered]
    gradient = [reading.node.derivative(axis) for axis in axes]
    steps = []
    for i, axis in enumerate(axes):
        own = {POINT: axis, SLOPE: gradient[i]}
        own |= {node: arrays[i] for node, arrays in zip(rule.remembered, memory, strict=True)}
        steps.append(_replaced([rule.point, *rule.memory], own))
    here = (*axes, *(node for arrays in memory for node in arrays))
    after = [node for array in zip(*steps, strict=True) for node in array]
    roots = engine.lowered([reading.node, *gradient, *after])
    roots, steady, timed = _separated(roots, set(here))
    names = (str(TIME.value), *(str(node.value) for node in rule.knobs.values()), *reading.names)
    n = len(axes)
    return Plan(
        n=n,
        here=here,
        loss=roots[0],
        gradient=tuple(roots[1 : n + 1]),
        next=tuple(roots[n + 1 :]),
        steady=tuple(steady.values()),
        timed=tuple(timed.values()),
        program=engine.compile([*steady, *timed], names),
    )


def _replaced(roots: list[Node], new: dict[Node, Node]) -> list[Node]:
    return rebuilt(roots, lambda node, args: new.get(node) or Node(node.op, args, node.value))


def _separated(roots: list[Node], walkers: set[Node]) -> tuple[list[Node], dict[Node, Node], dict[Node, Node]]:
    """The roots with a variable for each largest part that is the same for all walkers; and those parts, without
    TIME and with it, each with its variable.
    """
    own, late = dependents(roots, walkers), dependents(roots, {TIME})
    steady: dict[Node, Node] = {}
    timed: dict[Node, Node] = {}

    def taken(old: Node, new: Node) -> Node:
        if old in own or old.op == "constant":
            return new
        kind, name = (timed, "timed") if old in late else (steady, "steady")
        return kind.setdefault(old, variable(f"{name} {len(kind)}"))

    def rule(node: Node, args: tuple[Node, ...]) -> Node:
        return Node(node.op, tuple(map(taken, node.args, args)), node.value) if node in own else node

    return list(map(taken, roots, rebuilt(roots, rule))), steady, timed
