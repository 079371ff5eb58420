"""Powers of two are taken out of products and sums: 2a·2b + 2c becomes 2·(2ab + c), the same number with less work."""

import math
from collections.abc import Sequence

from lossland.core.graph import Node, constant, make, order

Factored = tuple[float, Node]  # a power of two, and what it is to be multiplied by
LARGEST = 2.0**60  # beyond this, and below its reciprocal, a factor stays where it is
HUGE = 2.0**1000  # likewise a number that stands before something


def gathered(roots: Sequence[Node]) -> list[Node]:
    """The same numbers: to multiply by a power of two is exact, but where numbers are so large or small that they
    overflow or lose bits.
    """
    found: dict[Node, Factored] = {}
    for node in order(roots):
        args = [found[arg] for arg in node.args]
        factor, core = _factored(node, args)
        if not 1 / LARGEST <= factor <= LARGEST:
            factor, core = 1.0, _plain(node, args)
        found[node] = factor, core
    return [_product(*found[root]) for root in roots]


def _factored(node: Node, args: list[Factored]) -> Factored:
    match node.op, args:
        case "multiply", [(_, Node(op="constant")) as a, b]:
            return _times(a, b)
        case "multiply", [a, (_, Node(op="constant")) as b]:
            return _times(b, a)
        case (("multiply" | "divide"), [(p, a), (q, b)]):
            return p * q if node.op == "multiply" else p / q, make(node.op, a, b)
        case (("add" | "subtract"), [(p, a), (q, b)]):
            common = min(p, q) if min(p, q) > 1 else max(p, q) if max(p, q) < 1 else 1.0
            return common, make(node.op, _product(p / common, a), _product(q / common, b))
        case "square", [(p, a)]:
            return p * p, make("square", a)
        case (("negative" | "absolute"), [(p, a)]):
            return p, make(node.op, a)
    return 1.0, _plain(node, args)


def _plain(node: Node, args: list[Factored]) -> Node:
    return Node(node.op, tuple(_product(*arg) for arg in args), node.value)


def _times(number: Factored, other: Factored) -> Factored:
    """A number times something."""
    (scale, node), (factor, core) = number, other
    assert isinstance(node.value, float)
    if math.frexp(abs(node.value))[0] != 0.5:  # no power of two
        return scale * factor, make("multiply", node, core)
    return scale * factor * abs(node.value), core if node.value > 0 else make("negative", core)


def _product(factor: float, core: Node) -> Node:
    if factor == 1.0:
        return core
    if _keeps_its_bits(factor, core):
        assert isinstance(core.value, float)
        return constant(factor * core.value)
    if core.op == "multiply" and _keeps_its_bits(factor, core.args[0]):
        return make("multiply", _product(factor, core.args[0]), core.args[1])
    return make("multiply", constant(factor), core)


def _keeps_its_bits(factor: float, node: Node) -> bool:
    """Whether a node is a number neither too large nor too small to be multiplied by a factor."""
    return isinstance(node.value, float) and 1 / HUGE <= abs(factor * node.value) <= HUGE
