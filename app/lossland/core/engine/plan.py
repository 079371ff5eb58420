"""A surface and an optimizer as one graph: what a walker computes, and what is the same for all of them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np

from lossland.core.engine import numpy as engine
from lossland.core.engine.bounds import finite
from lossland.core.engine.crowd import FAR
from lossland.core.engine.trace import POINT, SLOPE, TIME, Rule, trace
from lossland.core.graph import Node, dependents, order, rebuilt, variable
from lossland.core.language import Reading
from lossland.core.optimizer import Array, Optimizer
from lossland.core.surface import Surface

# What has no edge: no kink, no pole, no end of its domain.
SMOOTH = frozenset({"add", "subtract", "multiply", "square", "negative", "sin", "cos", "exp", "tanh", "sigmoid", "erf"})
SLOW = frozenset({"exp", "log", "sin", "cos", "tan", "tanh", "sigmoid", "softplus", "erf", "power"})
# Cycles for a vector of AVX-512. The divider works beside the arithmetic, and each should have as much to do.
QUOTIENT, ROOT = 16, 24  # of the divider
ESTIMATED, LONG, SHORT, ALWAYS = 7, 10, 0.5, 8  # a root without it, one of SLOW, another node; what each step needs
AHEAD = 1.1  # by how much the divider may have more to do: what waits for it hinders the rest


@dataclass(frozen=True, eq=False)
class Plan:
    """All that a descent computes.

    `here` are the variables of a walker: its coordinates, then its memory, array by array, then its learning rate if
    it has its own. Of them depend `loss`, `gradient`, and `next`, the coordinates and the memory one step later;
    `begin` is the memory before the first step. Two lists of other variables are the same for all walkers: `steady`
    stands for what comes of the knobs and of the surface's parameters alone, `timed` for what depends on the number of
    the step, too. So neither a knob nor a parameter is in the machine code. `doubtful` are those of the loss and the
    gradient that may be infinite or undefined at a point that is not. `fused` are the sums and differences that may be
    rounded together with a product in them, each with the place of that product, `paired` the quotients of which two
    may be made with one division, `estimated` the roots that may be made without the divider.
    """

    n: int
    here: tuple[Node, ...]
    loss: Node
    gradient: tuple[Node, ...]
    next: tuple[Node, ...]
    begin: tuple[Node, ...]
    steady: tuple[Node, ...]
    timed: tuple[Node, ...]
    doubtful: tuple[Node, ...]
    fused: dict[Node, int]
    paired: tuple[tuple[Node, Node], ...]
    estimated: frozenset[Node]
    program: engine.Program

    @cached_property
    def size(self) -> int:
        """How many nodes there are."""
        return len(dependents([self.loss, *self.gradient, *self.next], self.here))

    def numbers(self, surface: Surface, optimizer: Optimizer, steps: int) -> tuple[Array, Array]:
        """Return the values of `steady` (k,), and those of `timed` (steps+1, m) after so many steps."""
        time = np.arange(steps + 1, dtype=np.float64)
        knobs = [getattr(optimizer, knob.name) for knob in optimizer.knobs()]
        columns = [time, *map(np.array, knobs), *map(np.array, surface.parameters.values())]
        rows, count = self.program.rows(columns, len(time)), len(self.steady)
        return rows[:count, 0].copy(), np.ascontiguousarray(rows[count:].T)


def plan(surface: Surface, optimizer: Optimizer, own_rates: bool = False) -> Plan:
    """The plan of a surface and an optimizer, the same whatever their parameters and knobs. Raises Untraceable."""
    return _planned(surface.reading, trace(optimizer), own_rates)


@lru_cache(maxsize=64)
def _planned(reading: Reading, rule: Rule, own_rates: bool) -> Plan:
    axes = [variable(name) for name in reading.axes]
    memory = [[variable(f"{node.value} {axis.value}") for axis in axes] for node in rule.remembered]
    gradient = [reading.node.derivative(axis) for axis in axes]
    steps = []
    for i, axis in enumerate(axes):
        own = {POINT: axis, SLOPE: gradient[i]}
        own |= {node: arrays[i] for node, arrays in zip(rule.remembered, memory, strict=True)}
        steps.append(_replaced([rule.point, *rule.memory, *rule.begin], own))
    here = (*axes, *(node for arrays in memory for node in arrays), *([rule.knobs["lr"]] if own_rates else ()))
    after = [node for array in zip(*steps, strict=True) for node in array]
    roots = engine.lowered([reading.node, *gradient, *after])
    n = len(axes)
    bounded = finite(roots[: 1 + n], FAR)
    roots, steady, timed = _separated(roots, set(here))
    known = 1 + n + n * (1 + len(memory))
    smooth = frozenset(_smooth(roots))
    each_step = order(roots[1:known])
    return Plan(
        n=n,
        here=here,
        loss=roots[0],
        gradient=tuple(roots[1 : n + 1]),
        next=tuple(roots[n + 1 : known]),
        begin=tuple(roots[known:]),
        steady=tuple(steady.values()),
        timed=tuple(timed.values()),
        doubtful=tuple(root for root, is_finite in zip(roots, bounded, strict=False) if not is_finite),
        fused=dict(_fused(roots, smooth)),
        paired=() if any(node.op in SLOW for node in smooth) else tuple(_pairs(filter(smooth.__contains__, each_step))),
        estimated=frozenset(_estimated(each_step)),
        program=engine.compile(
            [*steady, *timed],
            (str(TIME.value), *(str(node.value) for node in rule.knobs.values()), *reading.names),
        ),
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


def _smooth(roots: list[Node]) -> list[Node]:
    """The nodes that no edge depends on: √(x² − y²) must be rounded as NumPy rounds it, or it may be undefined here and
    0 there.
    """
    edged: set[Node] = set()
    for node in reversed(order(roots)):
        if node in edged or node.op not in SMOOTH:
            edged.update(node.args)
    return [node for node in order(roots) if node not in edged]


def _fused(roots: list[Node], smooth: Collection[Node]) -> Iterator[tuple[Node, int]]:
    """The smooth sums and differences of which a part is a product, and where; of two products the less used one, which
    then need not be computed by itself.
    """
    users = Counter(chain(roots, *(node.args for node in order(roots))))
    for node in smooth:
        if node.op in ("add", "subtract"):
            places = [i for i in (1, 0) if node.args[i].op in ("multiply", "square")]
            if places:
                yield node, min(places, key=lambda i: users[node.args[i]])


def _pairs(nodes: Iterable[Node]) -> Iterator[tuple[Node, Node]]:
    """Quotients two by two, none of which needs the other."""
    left: Node | None = None
    for node in nodes:
        if node.op == "divide" and not isinstance(node.args[1].value, float):
            if left is not None and left not in order([node]):
                yield left, node
                left = None
            else:
                left = node


def _estimated(nodes: Sequence[Node]) -> Iterator[Node]:
    """As many roots as the divider has no time for, while the arithmetic has."""
    roots = [node for node in nodes if node.op == "sqrt"]
    divider = ROOT * len(roots) + QUOTIENT * sum(node.op in ("divide", "reciprocal") for node in nodes)
    arithmetic = ALWAYS + sum(LONG if node.op in SLOW else SHORT for node in nodes)
    for root in roots:
        if divider <= AHEAD * arithmetic:
            return
        divider, arithmetic = divider - ROOT, arithmetic + ESTIMATED
        yield root
