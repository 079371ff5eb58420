"""Arithmetic as a graph in which equal parts are one node, and its exact derivative."""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from threading import Lock
from typing import ClassVar, Union
from weakref import WeakValueDictionary

Value = float | str | None
Number = Union["Node", float, int]


class Node:
    """A number to be computed: a constant, a variable, or a NumPy function (`op`) of other nodes.

    Nodes are immutable and interned: the same operation on the same arguments is the same object, so equality is
    identity and shared parts are computed once. Comparisons and logic are nodes whose number is 0 or 1.

    The operators simplify lightly (0 + x, 1·x, constants); `make` takes an expression exactly as it stands.
    """

    __slots__ = ("__weakref__", "_slopes", "args", "op", "value")
    _alive: ClassVar["WeakValueDictionary[tuple[object, ...], Node]"] = WeakValueDictionary()
    _making: ClassVar[Lock] = Lock()

    op: str
    args: tuple["Node", ...]
    value: Value
    _slopes: dict["Node", "Node"]

    def __new__(cls, op: str, args: tuple["Node", ...] = (), value: Value = None) -> "Node":
        # A key must not keep the arguments alive: a derivative, remembered by them, would keep itself alive. And repr
        # tells 0.0 from -0.0 and knows one NaN, which == does not.
        key = (op, *map(id, args)) if value is None else (op, repr(value))
        node = cls._alive.get(key)
        if node is not None:
            return node
        with cls._making:  # two threads must not make the same node twice
            node = cls._alive.get(key)
            if node is None:
                node = super().__new__(cls)
                node.op, node.args, node.value, node._slopes = op, args, value, {}
                cls._alive[key] = node
        return node

    def __repr__(self) -> str:
        return f"{self.op}({', '.join(map(repr, self.args))})" if self.value is None else str(self.value)

    def derivative(self, variable: "Node") -> "Node":
        """The partial derivative by `variable`; remembered, so that second derivatives share the first ones.

        Kinks follow PyTorch: abs'(0) = relu'(0) = 0, a tie of max or min gives half to each, sqrt'(0) = inf; but a
        condition differentiates only the branch it chose, and hypot'(0, 0) = 0.
        """
        for node in order([self]):
            if variable not in node._slopes:
                node._slopes[variable] = _slope(node, variable)
        return self._slopes[variable]

    def __add__(self, other: Number) -> "Node":
        a, b = self, as_node(other)
        if a is ZERO or b is ZERO:
            return b if a is ZERO else a
        return _folded(a, b, lambda p, q: p + q) or make("add", a, b)

    def __sub__(self, other: Number) -> "Node":
        a, b = self, as_node(other)
        if a is ZERO or b is ZERO:
            return -b if a is ZERO else a
        return _folded(a, b, lambda p, q: p - q) or make("subtract", a, b)

    def __mul__(self, other: Number) -> "Node":
        a, b = self, as_node(other)
        if a is ZERO or b is ZERO:
            return ZERO
        if a is ONE or b is ONE:
            return b if a is ONE else a
        return _folded(a, b, lambda p, q: p * q) or make("multiply", a, b)

    def __truediv__(self, other: Number) -> "Node":
        a, b = self, as_node(other)
        if a is ZERO or b is ONE:
            return a
        return (_folded(a, b, lambda p, q: p / q) if b.value else None) or make("divide", a, b)

    def __pow__(self, other: Number) -> "Node":
        a, b = self, as_node(other)
        if b is ZERO or b is ONE:
            return ONE if b is ZERO else a
        return make("power", a, b)

    def __neg__(self) -> "Node":
        if isinstance(self.value, float):
            return constant(-self.value)
        return self.args[0] if self.op == "negative" else make("negative", self)

    def __radd__(self, other: float) -> "Node":
        return as_node(other) + self

    def __rsub__(self, other: float) -> "Node":
        return as_node(other) - self

    def __rmul__(self, other: float) -> "Node":
        return as_node(other) * self

    def __rtruediv__(self, other: float) -> "Node":
        return as_node(other) / self

    def __rpow__(self, other: float) -> "Node":
        return as_node(other) ** self

    def __abs__(self) -> "Node":
        return make("absolute", self)

    # NumPy calls these by name when it meets a node in an array of objects.
    def sqrt(self) -> "Node":
        return make("sqrt", self)

    def exp(self) -> "Node":
        return make("exp", self)

    def log(self) -> "Node":
        return make("log", self)

    def sin(self) -> "Node":
        return make("sin", self)

    def cos(self) -> "Node":
        return make("cos", self)

    def tanh(self) -> "Node":
        return make("tanh", self)


def make(op: str, *args: Node) -> Node:
    """The node as it stands, without any simplification."""
    return Node(op, args)


def constant(value: float) -> Node:
    return Node("constant", (), float(value))


def variable(name: str) -> Node:
    return Node("variable", (), name)


def as_node(value: Number) -> Node:
    return value if isinstance(value, Node) else constant(value)


def order(roots: Iterable[Node]) -> list[Node]:
    """Every node that `roots` depend on, once, arguments before what uses them. No recursion: chains may be long."""
    done: dict[Node, None] = {}
    stack: list[tuple[Node, Iterator[Node]]] = []
    for root in roots:
        stack.append((root, iter(root.args)))
        while stack:
            node, rest = stack[-1]
            following = next((arg for arg in rest if arg not in done), None)
            if following is not None:
                stack.append((following, iter(following.args)))
            else:
                done[node] = None
                stack.pop()
    return list(done)


def dependents(roots: Iterable[Node], sources: Collection[Node]) -> set[Node]:
    """The nodes below `roots`, themselves included, that depend on one of `sources`."""
    found: set[Node] = set()
    for node in order(roots):
        if node in sources or any(arg in found for arg in node.args):
            found.add(node)
    return found


def rebuilt(roots: Sequence[Node], rule: Callable[[Node, tuple[Node, ...]], Node]) -> list[Node]:
    """The nodes that `roots` become when each node becomes `rule(node, what its arguments became)`."""
    new: dict[Node, Node] = {}
    for node in order(roots):
        new[node] = rule(node, tuple(new[arg] for arg in node.args))
    return [new[root] for root in roots]


def where(condition: Node, chosen: Node, otherwise: Node) -> Node:
    return chosen if chosen is otherwise else make("where", condition, chosen, otherwise)


ZERO, ONE = constant(0.0), constant(1.0)


def _folded(a: Node, b: Node, rule: Callable[[float, float], float]) -> Node | None:
    if isinstance(a.value, float) and isinstance(b.value, float):
        return constant(rule(a.value, b.value))
    return None


# The derivative of y = f(x), one line a function. Functions that are flat wherever they have a slope are below.
_SLOPES: dict[str, Callable[[Node, Node], Node]] = {
    "negative": lambda x, y: -ONE,
    "absolute": lambda x, y: make("sign", x),
    "sqrt": lambda x, y: 0.5 / y,
    "cbrt": lambda x, y: ONE / (3 * (y * y)),
    "exp": lambda x, y: y,
    "log": lambda x, y: ONE / x,
    "log2": lambda x, y: 1 / math.log(2) / x,
    "log10": lambda x, y: 1 / math.log(10) / x,
    "sin": lambda x, y: x.cos(),
    "cos": lambda x, y: -x.sin(),
    "tan": lambda x, y: 1 + y * y,
    "arcsin": lambda x, y: 1 / ((1 - x) * (1 + x)).sqrt(),
    "arccos": lambda x, y: -1 / ((1 - x) * (1 + x)).sqrt(),
    "arctan": lambda x, y: 1 / (1 + x * x),
    "sinh": lambda x, y: make("cosh", x),
    "cosh": lambda x, y: make("sinh", x),
    "tanh": lambda x, y: (1 - y) * (1 + y),
    "arcsinh": lambda x, y: 1 / make("hypot", x, ONE),
    "arccosh": lambda x, y: 1 / ((x - 1) * (x + 1)).sqrt(),
    "arctanh": lambda x, y: 1 / ((1 - x) * (1 + x)),
    "erf": lambda x, y: 2 / math.sqrt(math.pi) * (-(x * x)).exp(),
    "sigmoid": lambda x, y: y * (1 - y),
    "softplus": lambda x, y: make("sigmoid", x),
    "relu": lambda x, y: make("greater", x, ZERO),
}
FLAT = frozenset({"sign", "floor", "ceil", "rint"})
RELATIONS = frozenset({"less", "less_equal", "greater", "greater_equal", "equal", "not_equal"})
LOGIC = frozenset({"logical_and", "logical_or", "logical_not"})


def _slope(node: Node, variable: Node) -> Node:
    """The derivative of one node, those of its arguments being known."""
    slopes = [arg._slopes[variable] for arg in node.args]
    if node is variable:
        return ONE
    if all(slope is ZERO for slope in slopes) or node.op in FLAT | RELATIONS | LOGIC:
        return ZERO
    if node.op in _SLOPES:
        return _SLOPES[node.op](node.args[0], node) * slopes[0]
    return _OF_MANY[node.op](node, *node.args, *slopes)


def _power(y: Node, a: Node, b: Node, da: Node, db: Node) -> Node:
    """b·a^(b-1)·da + y·log(a)·db, with 0 where a factor of 0 would meet an infinite one."""
    by_base = b * a ** (b - 1) * da
    if da is not ZERO and b.op != "constant":
        by_base = where(make("equal", b, ZERO), ZERO, by_base)
    if db is ZERO:
        return by_base
    by_exponent = y * a.log() * db
    if a.op != "constant" or not a.value:
        flat = make("logical_and", make("equal", a, ZERO), make("greater_equal", b, ZERO))
        by_exponent = where(flat, ZERO, by_exponent)
    return by_base + by_exponent


def _extremum(wins: str) -> Callable[..., Node]:
    def slope(y: Node, a: Node, b: Node, da: Node, db: Node) -> Node:
        return where(make(wins, a, b), da, where(make(wins, b, a), db, 0.5 * (da + db)))

    return slope


_OF_MANY: dict[str, Callable[..., Node]] = {
    "add": lambda y, a, b, da, db: da + db,
    "subtract": lambda y, a, b, da, db: da - db,
    "multiply": lambda y, a, b, da, db: da * b + a * db,
    "divide": lambda y, a, b, da, db: (da - y * db) / b,
    "power": _power,
    "minimum": _extremum("less"),
    "maximum": _extremum("greater"),
    "arctan2": lambda y, a, b, da, db: (b * da - a * db) / (a * a + b * b),
    "hypot": lambda y, a, b, da, db: where(make("equal", y, ZERO), ZERO, (a * da + b * db) / y),
    "clip": lambda y, x, low, high, dx, dlow, dhigh: where(
        make("greater", make("maximum", x, low), high), dhigh, where(make("less", x, low), dlow, dx)
    ),
    "where": lambda y, condition, a, b, dcondition, da, db: where(condition, da, db),
}
OPERATIONS = frozenset({*_SLOPES, *_OF_MANY, *FLAT, *RELATIONS, *LOGIC})
