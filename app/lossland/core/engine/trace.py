"""What one step of an optimizer computes, as a graph: its `step` is called once with symbols in place of arrays."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from lossland.core.engine import numpy as engine
from lossland.core.engine.refused import Refused
from lossland.core.graph import ONE, OPERATIONS, ZERO, Node, as_node, dependents, make, rebuilt, variable, where
from lossland.core.optimizer import Optimizer
from lossland.core.sentence import Sentence

# No typed name has a space in it.
POINT, SLOPE, TIME = variable("the point"), variable("the slope"), variable("the time")
Choices = tuple[tuple[str, Any], ...]
_SIMPLIFIED: dict[str, Callable[..., Node]] = {
    "add": Node.__add__,
    "subtract": Node.__sub__,
    "multiply": Node.__mul__,
    "divide": Node.__truediv__,
    "square": lambda a: a * a,
    "reciprocal": lambda a: 1 / a,
}
_FILLED: dict[Any, Node] = {np.zeros_like: ZERO, np.ones_like: ONE}


class Untraceable(Refused):
    """An optimizer whose step asks for more than NumPy's functions of each coordinate by itself."""

    def __init__(self, name: str) -> None:
        super().__init__(
            Sentence("What {name} does with one coordinate does not depend on that one alone", {"name": name})
        )


@dataclass(frozen=True, eq=False)
class Rule:
    """A step of one coordinate: `point` and the arrays of `memory` after it.

    They are functions of POINT and SLOPE, of the variables `remembered`, one for each array of the memory, of TIME,
    the number of steps done, and of the `knobs`. `begin` is the memory before the first step, of POINT alone.
    """

    point: Node
    memory: tuple[Node, ...]
    begin: tuple[Node, ...]
    remembered: tuple[Node, ...]
    knobs: dict[str, Node]


def trace(optimizer: Optimizer) -> Rule:
    """The rule of an optimizer, the same for all of its kind whatever its knobs. Raises Untraceable."""
    kind: Any = type(optimizer)
    rule = _traced(kind, choices(optimizer))
    if rule is None:
        raise Untraceable(type(optimizer).__name__)
    return rule


def choices(optimizer: Optimizer) -> Choices:
    """The settings that are no knobs: they decide what is computed, and not only with which numbers."""
    knobs = {knob.name for knob in optimizer.knobs()}
    return tuple((f.name, getattr(optimizer, f.name)) for f in fields(optimizer) if f.name not in knobs)


class Symbol(NDArrayOperatorsMixin):
    """A node in the place of an array: what NumPy is told to do with it becomes a node, too."""

    def __init__(self, node: Node) -> None:
        self.node = node

    def __array_ufunc__(self, ufunc: Any, method: str, *args: Any, **options: Any) -> "Symbol":
        op = ufunc.__name__
        if method != "__call__" or options or op not in OPERATIONS | _SIMPLIFIED.keys():
            raise Untraceable(op)
        nodes = [_node(arg) for arg in args]
        return Symbol(_SIMPLIFIED[op](*nodes) if op in _SIMPLIFIED else make(op, *nodes))

    def __array_function__(self, function: Any, types: Any, args: Any, options: Any) -> "Symbol":
        if function is np.where and len(args) == 3:
            return Symbol(where(*map(_node, args)))
        if function is np.clip and len(args) == 3 and not options:
            return Symbol(make("clip", *map(_node, args)))
        if function in _FILLED and len(args) == 1 and not options:
            return Symbol(_FILLED[function])
        if function is np.full_like and len(args) == 2 and not options:
            return Symbol(_node(args[1]))
        raise Untraceable(function.__name__)

    def __bool__(self) -> bool:
        raise Untraceable("a decision that depends on a number")


def _node(value: Any) -> Node:
    return value.node if isinstance(value, Symbol) else as_node(float(value))


@lru_cache(maxsize=64)
def _traced(kind: type[Optimizer], chosen: Choices) -> Rule | None:
    knobs = {knob.name: variable(f"knob {knob.name}") for knob in kind.knobs()}
    symbolic: Any = object.__new__(kind)
    for name, value in (*((name, Symbol(node)) for name, node in knobs.items()), *chosen):
        object.__setattr__(symbolic, name, value)
    try:
        start = symbolic.start(Symbol(POINT))
        begin = tuple(map(_node, start))
        remembered = tuple(variable(f"memory {name}") for name in start._fields)
        memory = type(start)(*map(Symbol, remembered))
        point, after = symbolic.step(Symbol(POINT), Symbol(SLOPE), memory, Symbol(TIME))
        found = [_node(point), *map(_node, after)]
    except (Untraceable, TypeError, ValueError, AttributeError):
        return None
    point, *after = _multiplied(found, {POINT, SLOPE, *remembered})
    rule = Rule(point, tuple(after), begin, remembered, knobs)
    return rule if _agrees(rule, kind, dict(chosen)) else None


def _multiplied(roots: list[Node], walkers: set[Node]) -> list[Node]:
    """The same with one division a step where each walker had one: by what is the same for all of them.

    A product with the reciprocal differs from the quotient in the last bit at most.
    """
    own = dependents(roots, walkers)

    def product(node: Node, args: tuple[Node, ...]) -> Node:
        if node.op == "divide" and node in own and node.args[1] not in own and args[1].op != "constant":
            return make("multiply", args[0], make("divide", ONE, args[1]))
        return Node(node.op, args, node.value)

    return rebuilt(roots, product)


def _agrees(rule: Rule, kind: type[Optimizer], chosen: dict[str, Any]) -> bool:
    """Whether the rule does at a few points what the optimizer does; a step may have asked what a symbol is."""
    knobs = {knob.name: min(max(0.37, knob.low), knob.high) for knob in kind.knobs()}
    optimizer = kind(**knobs, **chosen)
    x, g, *memory = np.random.default_rng(0).uniform(0.1, 2.0, (2 + len(rule.memory), 16))
    g[::2] *= -1
    inputs = (POINT, SLOPE, TIME, *rule.remembered, *rule.knobs.values())
    program = engine.compile([*rule.begin, rule.point, *rule.memory], [str(node.value) for node in inputs])
    for t in (0, 1, 2, 100):
        begin = optimizer.start(x)
        point, after = optimizer.step(x, g, type(begin)(*memory), t)
        found = program([x, g, float(t), *memory, *knobs.values()])
        if not np.allclose(found, [*begin, point, *after], rtol=1e-12, atol=1e-300, equal_nan=True):
            return False
    return True
