"""A graph as assembly: each node a value, what is shared computed once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from types import MappingProxyType

from lossland.core.engine import vector_math
from lossland.core.engine.assembly import Assembly
from lossland.core.engine.c_library import library
from lossland.core.engine.trigonometry import sin_and_cos
from lossland.core.graph import LOGIC, RELATIONS, Node, make, order

_RELATIONS = {
    "less": "olt",
    "less_equal": "ole",
    "greater": "ogt",
    "greater_equal": "oge",
    "equal": "oeq",
    "not_equal": "une",
}


class Expressions:
    """Writes nodes one after the other; knows which value each of them became."""

    def __init__(
        self,
        w: Assembly,
        variables: dict[Node, str],
        fused: Mapping[Node, int] = MappingProxyType({}),
        paired: Collection[tuple[Node, Node]] = (),
        estimated: Collection[Node] = (),
    ) -> None:
        """`fused`: the sums and differences in which a product is not rounded by itself, each with its place; `paired`:
        quotients of which two are made with one division; `estimated`: roots that are made without the divider.
        """
        self.w, self._fusible, self._estimated = w, fused, estimated
        self._partners = {node: pair for pair in paired for node in pair}
        self._numbers = dict(variables)
        self._truths: dict[Node, str] = {}

    def write(self, roots: Sequence[Node]) -> list[str]:
        """The values of `roots`, lowered as `engine.numpy.lowered` does it."""
        nodes = [node for node in order(roots) if node not in self._numbers]
        sines, cosines = ({node.args[0] for node in nodes if node.op == op} for op in ("sin", "cos"))
        for node in nodes:
            if node in self._numbers:  # by now, with another
                continue
            if node in self._partners:
                self._divide(*self._partners[node])
            elif node.op in ("sin", "cos") and node.args[0] in sines & cosines:
                self._turn(node.args[0])
            elif node.op in RELATIONS | LOGIC:
                self._truths[node] = self._condition(node)
            else:
                self._numbers[node] = self._fused(node) or self._number(node)
        return [self.number(root) for root in roots]

    def _divide(self, first: Node, second: Node) -> None:
        args = self.write([*first.args, *second.args])
        self._numbers[first], self._numbers[second] = self.w.quotients(*args)

    def _turn(self, angle: Node) -> None:
        """Sine and cosine, where both are needed."""
        both = sin_and_cos(self.w, self.number(angle))
        self._numbers[make("sin", angle)], self._numbers[make("cos", angle)] = both

    def _fused(self, node: Node) -> str | None:
        """A sum or a difference with a product in it, in one rounding; None for other nodes."""
        if node not in self._fusible:
            return None
        w, place = self.w, self._fusible[node]
        product, other = node.args[place], self.number(node.args[1 - place])
        p, q = (self.number(factor) for factor in (product.args * 2)[:2])  # a square has one factor
        if node.op == "add":
            return w.fused(p, q, other)
        return w.fused(w.negative(p), q, other) if place else w.fused(p, q, w.negative(other))

    def number(self, node: Node) -> str:
        """The value of a node; of a condition 0 or 1."""
        if node not in self._numbers:
            one, zero = self.w.number(1.0), self.w.number(0.0)
            self._numbers[node] = self.w.select(self._truths[node], one, zero)
        return self._numbers[node]

    def truth(self, node: Node) -> str:
        """Where a node holds; a number holds if it is not 0, an undefined one too."""
        if node not in self._truths:
            self._truths[node] = self.w.compare("une", self._numbers[node], self.w.number(0.0))
        return self._truths[node]

    def _number(self, node: Node) -> str:
        if isinstance(node.value, float):
            return self.w.number(node.value)
        if node.op == "where":
            condition, a, b = node.args
            return self.w.select(self.truth(condition), self.number(a), self.number(b))
        args = [self.number(arg) for arg in node.args]
        if node in self._estimated:
            return self.w.root(*args)
        if node.op in vector_math.FUNCTIONS:
            return vector_math.FUNCTIONS[node.op](self.w, *args)
        if node.op in vector_math.LIBRARY:
            return library(self.w, vector_math.LIBRARY[node.op], *args)
        return _ARITHMETIC[node.op](self.w, *args)

    def _condition(self, node: Node) -> str:
        w = self.w
        if node.op in RELATIONS:
            return w.compare(_RELATIONS[node.op], *(self.number(arg) for arg in node.args))
        truths = [self.truth(arg) for arg in node.args]
        if node.op == "logical_not":
            return w.no(truths[0])
        return w.both(*truths) if node.op == "logical_and" else w.either(*truths)


def _smaller(w: Assembly, a: str, b: str) -> str:
    return _extreme(w, "olt", a, b)


def _greater(w: Assembly, a: str, b: str) -> str:
    return _extreme(w, "ogt", a, b)


def _extreme(w: Assembly, wins: str, a: str, b: str) -> str:
    """`a` where it wins or is undefined, otherwise `b`."""
    return w.select(w.either(w.compare(wins, a, b), w.compare("uno", a, a)), a, b)


def _sign(w: Assembly, x: str) -> str:
    """1, −1, 0, or x itself where it is undefined."""
    zero = w.number(0.0)
    size = w.select(w.compare("one", x, zero), w.intrinsic("copysign", w.number(1.0), x), x)
    return w.select(w.compare("oeq", x, zero), zero, size)


_ARITHMETIC: dict[str, Callable[..., str]] = {
    "add": Assembly.add,
    "subtract": Assembly.subtract,
    "multiply": Assembly.multiply,
    "divide": Assembly.divide,
    "negative": Assembly.negative,
    "absolute": Assembly.absolute,
    "square": lambda w, x: w.multiply(x, x),
    "reciprocal": lambda w, x: w.divide(w.number(1.0), x),
    "sqrt": lambda w, x: w.intrinsic("sqrt", x),
    "sign": _sign,
    "minimum": _smaller,
    "maximum": _greater,
    "relu": lambda w, x: _greater(w, x, w.number(0.0)),
    "clip": lambda w, x, low, high: _smaller(w, _greater(w, x, low), high),
}
