"""How large the numbers of a graph can become: interval arithmetic, for numbers that are certainly finite."""

import math
from collections.abc import Callable, Sequence

from lossland.core.graph import LOGIC, RELATIONS, Node, order

Interval = tuple[float, float]
LARGEST = 1e300  # beyond it a rounding may make a number infinite
ANYTHING = (-math.inf, math.inf)  # undefined, too


def finite(roots: Sequence[Node], limit: float) -> list[bool]:
    """For each of `roots` whether it is finite whatever its variables are, as long as none is beyond ±`limit`."""
    found: dict[Node, Interval] = {}
    for node in order(roots):
        found[node] = _interval(node, [found[arg] for arg in node.args], limit)
    return [found[root] != ANYTHING for root in roots]


def _interval(node: Node, args: list[Interval], limit: float) -> Interval:
    """The least and the greatest value of a node; ANYTHING where that is not known to be finite."""
    if node.op == "variable":
        return -limit, limit
    if isinstance(node.value, float):
        return (node.value, node.value) if abs(node.value) < LARGEST else ANYTHING
    if ANYTHING in args or node.op not in _RULES:
        return ANYTHING
    if node.op == "multiply" and node.args[0] is node.args[1]:
        low, high = _square(args[0])
    else:
        low, high = _RULES[node.op](*args)
    return (low, high) if -LARGEST < low <= high < LARGEST else ANYTHING


def _multiply(a: Interval, b: Interval) -> Interval:
    products = [x * y for x in a for y in b]
    return min(products), max(products)


def _square(a: Interval) -> Interval:
    squares = [x * x for x in a]
    return (0.0 if a[0] <= 0 <= a[1] else min(squares)), max(squares)


def _divide(a: Interval, b: Interval) -> Interval:
    # Each quotient rounded as the division itself is: a product with a rounded reciprocal could be beyond it.
    quotients = [x / y for x in a for y in b] if b[0] > 1 / LARGEST or b[1] < -1 / LARGEST else ANYTHING
    return min(quotients), max(quotients)


def _power(a: Interval, b: Interval) -> Interval:
    """Of what is not negative; at most as much as the largest base, or 1, with the largest exponent."""
    largest = max(1.0, a[1])
    if a[0] < 0 or b[0] < 0 or b[1] * math.log(largest) > math.log(LARGEST):
        return ANYTHING
    return 0.0, largest ** b[1]


def _monotone(function: Callable[[float], float], low: float, high: float) -> Callable[[Interval], Interval]:
    """The rule of a growing function that is to be asked between `low` and `high` only."""

    def rule(a: Interval) -> Interval:
        return (function(a[0]), function(a[1])) if low <= a[0] and a[1] <= high else ANYTHING

    return rule


def _within(low: float, high: float) -> Callable[[Interval], Interval]:
    return lambda a: (low, high)


_RULES: dict[str, Callable[..., Interval]] = {
    "add": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "subtract": lambda a, b: (a[0] - b[1], a[1] - b[0]),
    "multiply": _multiply,
    "divide": _divide,
    "reciprocal": lambda a: _divide((1.0, 1.0), a),
    "square": _square,
    "negative": lambda a: (-a[1], -a[0]),
    "absolute": lambda a: (0.0 if a[0] <= 0 <= a[1] else min(abs(a[0]), abs(a[1])), max(abs(a[0]), abs(a[1]))),
    "power": _power,
    "sqrt": _monotone(math.sqrt, 0.0, LARGEST),
    "exp": _monotone(math.exp, -LARGEST, 600.0),
    "log": _monotone(math.log, 1 / LARGEST, LARGEST),
    "sin": _within(-1.0, 1.0),
    "cos": _within(-1.0, 1.0),
    "tanh": _within(-1.0, 1.0),
    "erf": _within(-1.0, 1.0),
    "sigmoid": _within(0.0, 1.0),
    "sign": _within(-1.0, 1.0),
    "softplus": lambda a: (0.0, 1.0 + max(a[1], 0.0)),
    "relu": lambda a: (max(a[0], 0.0), max(a[1], 0.0)),
    "minimum": lambda a, b: (min(a[0], b[0]), min(a[1], b[1])),
    "maximum": lambda a, b: (max(a[0], b[0]), max(a[1], b[1])),
    "where": lambda condition, a, b: (min(a[0], b[0]), max(a[1], b[1])),
    **dict.fromkeys(RELATIONS | LOGIC, lambda *_: (0.0, 1.0)),
}
