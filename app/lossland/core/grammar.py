"""The rules of grammar.lark, and the node that each of them makes."""

import math
from collections.abc import Sequence
from functools import cache, reduce
from pathlib import Path
from typing import Any

from lark import Lark, Transformer, UnexpectedToken, v_args

from lossland.core import notation
from lossland.core.graph import LOGIC, RELATIONS, Node, constant, make, variable
from lossland.core.scanner import ENDS_OPERAND
from lossland.core.sentence import Mistake
from lossland.core.tokens import Token, column, two_readings
from lossland.core.vocabulary import ARGUMENTS, CONSTANTS, FUNCTIONS, SUPERSCRIPTS


def graph(tokens: Sequence[Token], end: int) -> Node:
    """The node that arranged tokens mean; `end` is the column after the last of them."""
    parser: Any = _parser().parse_interactive()  # lark asks for Tokens of its own, and reads no more of them than ours
    before = None
    try:
        for token in tokens:
            parser.feed_token(token)
            before = token
        result: Node = parser.feed_token(Token("$END", "", end, end))
    except UnexpectedToken as error:
        raise _misplaced(error.token, before) from None
    except Mistake as mistake:
        if mistake.readings and before is not None:
            mistake.span = _start_of_product(tokens, mistake.column), before.end_pos
        raise
    return result


def _start_of_product(tokens: Sequence[Token], slash: int | None) -> int:
    """Where the product begins in which a slash stands: after a sign between two terms, or where a bracket opens."""
    start = i = next(i for i, token in enumerate(tokens) if token.type == "DIVIDE" and column(token) == slash)
    depth = 0
    for i in range(start - 1, -1, -1):
        kind = tokens[i].type
        depth += (kind in ("CLOSE", "CLOSEBAR")) - (kind in ("OPEN", "OPENBAR"))
        between = kind in ("PLUS", "MINUS") and i > 0 and tokens[i - 1].type in ENDS_OPERAND
        if depth < 0 or (depth == 0 and (between or kind in ("COMMA", "RELATION", "AND", "OR", "NOT"))):
            break
        start = i
    return column(tokens[start])


@v_args(inline=True)
class _Graph(Transformer[Token, Node]):
    """The rules of grammar.lark as nodes."""

    def number(self, token: Token) -> Node:
        return constant(float(token))

    def name(self, token: Token) -> Node:
        return constant(CONSTANTS[token]) if token in CONSTANTS else variable(str(token))

    def bare(self, *parts: Any) -> Any:
        """What stands in brackets, or after a plus sign."""
        return next(part for part in parts if not isinstance(part, Token))

    def add(self, a: Node, _: Token, b: Node) -> Node:
        return make("add", a, b)

    def subtract(self, a: Node, _: Token, b: Node) -> Node:
        return make("subtract", a, b)

    def multiply(self, a: Node, _: Token, b: Node) -> Node:
        return make("multiply", a, b)

    def divide(self, a: Node, _: Token, b: Node) -> Node:
        return make("divide", a, b)

    def beside(self, *parts: Any) -> list[Node]:
        return list(parts[::2])

    def joined(self, factors: list[Node]) -> Node:
        return reduce(lambda a, b: make("multiply", a, b), factors)

    def divide_beside(self, a: Node, slash: Token, factors: list[Node]) -> Node:
        first = reduce(lambda p, q: make("multiply", p, q), [make("divide", a, factors[0]), *factors[1:]])
        second = make("divide", a, self.joined(factors))
        mistake = two_readings(column(slash), notation.typeset(first), notation.typeset(second))
        mistake.readings = notation.text(first), notation.text(second)
        raise mistake

    def negative(self, _: Token, a: Node) -> Node:
        return -a if a.op == "constant" else make("negative", a)

    def power(self, base: Node, _: Token, exponent: Node) -> Node:
        return make("exp", exponent) if base.value == math.e else make("power", base, exponent)

    def raised(self, base: Node, superscript: Token) -> Node:
        return self.power(base, superscript, constant(float(superscript.translate(SUPERSCRIPTS))))

    def absolute(self, _: Token, a: Node, __: Token) -> Node:
        return make("absolute", a)

    def arguments(self, *parts: Any) -> list[Any]:
        return list(parts[::2])

    def pair(self, _: Token, value: Node, __: Token, condition: Node, ___: Token) -> tuple[Node, Node]:
        return condition, value

    def relation(self, *parts: Any) -> Node:
        """A chain a < b < c is a < b and b < c."""
        links = zip(parts[::2], parts[1::2], parts[2::2], strict=False)
        relations = [make(_RELATIONS[sign], a, b) for a, sign, b in links]
        return reduce(lambda a, b: make("logical_and", a, b), relations)

    def logical_and(self, a: Node, _: Token, b: Node) -> Node:
        return make("logical_and", a, b)

    def logical_or(self, a: Node, _: Token, b: Node) -> Node:
        return make("logical_or", a, b)

    def logical_not(self, _: Token, a: Node) -> Node:
        return make("logical_not", a)

    def call(self, function: Token, power: Token | None, _: Token, arguments: list[Any] | None, __: Token) -> Node:
        op = FUNCTIONS[function]
        apply = _piecewise if op == "where" else _applied
        node = apply(function, op, arguments or [])
        return node if power is None else make("power", node, constant(float(power)))


_RELATIONS = {"<": "less", "<=": "less_equal", "≤": "less_equal", ">": "greater", ">=": "greater_equal"} | {
    "≥": "greater_equal",
    "==": "equal",
    "!=": "not_equal",
    "≠": "not_equal",
}


def _is_condition(argument: Any) -> bool:
    return isinstance(argument, Node) and argument.op in RELATIONS | LOGIC


def _applied(function: Token, op: str, arguments: list[Any]) -> Node:
    for argument in arguments:
        if isinstance(argument, tuple) or _is_condition(argument):
            raise Mistake("{name} takes numbers, not conditions", column(function), name=str(function))
    count = ARGUMENTS.get(op, 1)
    if op in ("minimum", "maximum"):
        if len(arguments) < count:
            raise Mistake("{name} needs two arguments or more", column(function), name=str(function))
        extremum: Node = reduce(lambda a, b: make(op, a, b), arguments)
        return extremum
    if len(arguments) != count:
        raise Mistake(
            "{name} has {given} arguments here and needs {count}",
            column(function),
            name=str(function),
            given=len(arguments),
            count=count,
        )
    return make(op, *arguments)


def _piecewise(function: Token, op: str, arguments: list[Any]) -> Node:
    """piecewise(condition, value, …, otherwise) or piecewise((value, condition), …, otherwise).

    Without the last value, the formula is undefined where no condition holds.
    """
    flat = [part for argument in arguments for part in (argument if isinstance(argument, tuple) else (argument,))]
    otherwise = flat.pop() if len(flat) % 2 else constant(math.nan)
    wanted = [True, False] * (len(flat) // 2)
    if not flat or [_is_condition(part) for part in (*flat, otherwise)] != [*wanted, False]:
        raise Mistake(
            "{name} is written {name}(x > 0, a, b): a condition, the value there, the value elsewhere",
            column(function),
            name=str(function),
        )
    for condition, value in reversed(list(zip(flat[::2], flat[1::2], strict=True))):
        otherwise = make(op, condition, value, otherwise)
    return otherwise


@cache
def _parser() -> Lark:
    path = Path(__file__).with_suffix(".lark")
    return Lark(path.read_text(encoding="utf-8"), parser="lalr", lexer="basic", transformer=_Graph())


def _misplaced(token: Token, before: Token | None) -> Mistake:
    """What is wrong with a token that cannot stand where it stands."""
    place = column(token)
    if token.type == "$END":
        return Mistake("Something is missing at the end", place)
    if token.type in ("RELATION", "AND", "OR", "NOT"):
        return Mistake("A comparison is not a number; it belongs in if(x > 0, a, b)", place)
    if token.type == "COMMA" and before is not None and before.type in ENDS_OPERAND:
        return Mistake("A comma separates the arguments of a function; a decimal number takes a point", place)
    if before is None:
        return Mistake("A formula cannot begin with {token}", place, token=str(token))
    return Mistake("{token} cannot follow {before}", place, token=str(token), before=str(before))
