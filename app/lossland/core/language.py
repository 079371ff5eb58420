"""Typed formulas: from a text to its graph, or to the mistake in it."""

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lossland.core import scanner
from lossland.core.graph import Node, order
from lossland.core.sentence import Mistake
from lossland.core.tokens import Token, column, scan, two_readings
from lossland.core.vocabulary import ARGUMENTS, CONSTANTS, FUNCTIONS, is_parameter

LONGEST = 2000
MOST_NODES = 600
DEEPEST = 60

NAMES = {name: ARGUMENTS.get(op, 1) for name, op in FUNCTIONS.items()} | dict.fromkeys(CONSTANTS, 0)
"""Every function and constant with its number of arguments; min, max and piecewise take more, too."""


@dataclass(frozen=True)
class Reading:
    """What a text was understood to mean. `names` are its parameters in order of appearance."""

    node: Node
    axes: tuple[str, ...]
    names: tuple[str, ...]
    text: str


@lru_cache(maxsize=64)
def parse(text: str) -> Reading:
    """Understand a formula, or raise Mistake; nothing else, and in bounded time, whatever the text.

    The axes are

    - those declared: `f(u, v) = …`, `L(w) = …`; x in `y = …`;
    - otherwise x and y if y occurs, x alone if only x does;
    - otherwise w1 and w2, x1 and x2, or w and b, if the first of the pair occurs; the first alone if the
      second does not;
    - otherwise x and y: the surface is flat.

    Every other name is a parameter.
    """
    from lossland.core import grammar  # loads lark, which the window can be painted without

    if len(text) > LONGEST:
        raise Mistake("The formula is too long: more than {limit} characters", LONGEST, limit=LONGEST)
    header, body = _split(scan(text))
    declared = () if header is None else _declared(header, body)
    arranged = scanner.arrange(body, text)
    if not arranged:
        raise Mistake("Type a formula, for example x^2 + y^2", 0 if header is None else len(text))
    names = dict.fromkeys(str(token) for token in body if token.type == "NAME" and token not in CONSTANTS)
    axes = declared or axes_of(names)
    _refuse_stray_axes(body, axes)
    node = grammar.graph(arranged, len(text.rstrip()))
    _refuse_size(node)
    return Reading(node, axes, tuple(name for name in names if name not in axes), text)


def axes_of(names: Container[str]) -> tuple[str, ...]:
    """The axes of a formula in which `names` occur and which declares none."""
    if "y" in names:
        return ("x", "y")
    for first, second in (("x", "y"), ("w1", "w2"), ("x1", "x2"), ("w", "b")):
        if first in names:
            return (first, second) if second in names else (first,)
    return ("x", "y")


def tokens(text: str) -> list[tuple[int, int, str]]:
    """Return (start, end, kind) of each piece of a text for highlighting; never raises.

    Kinds: number, axis, parameter, function, constant, operator, bracket, error.
    """
    found = scan(text[:LONGEST])
    header, body = _split(found)
    declared = tuple(str(token) for token in (header or [])[2:] if token.type == "NAME")
    axes = declared or axes_of({str(token) for token in body})
    kinds = [_kind(token, axes) for token in found]
    if header and kinds[0] == "parameter":
        kinds[0] = "function"
    return [(column(token), token.end_pos, kind) for token, kind in zip(found, kinds, strict=True)]


_KINDS = {"NUMBER": "number", "SUPERSCRIPT": "number", "FUNCTION": "function", "ERROR": "error"} | dict.fromkeys(
    ("OPEN", "CLOSE", "BAR"), "bracket"
)


def _kind(token: Token, axes: Sequence[str]) -> str:
    if token.type != "NAME":
        return _KINDS.get(token.type, "operator")
    if token in CONSTANTS:
        return "constant"
    if token in axes:
        return "axis"
    return "parameter" if is_parameter(token) else "error"


def _split(tokens: list[Token]) -> tuple[list[Token] | None, list[Token]]:
    """The tokens before the first equals sign, None if there is no such sign, and the tokens after it."""
    place = next((i for i, token in enumerate(tokens) if token.type == "EQUAL"), None)
    return (None, tokens) if place is None else (tokens[:place], tokens[place + 1 :])


def _declared(header: list[Token], body: list[Token]) -> tuple[str, ...]:
    """The axes that `f(u, v) =`, `y =` or `z =` declares, if any."""
    shape = " ".join(token.type for token in header)
    if not re.fullmatch("NAME( OPEN NAME( COMMA NAME)* CLOSE)?", shape) or not is_parameter(header[0]):
        raise Mistake("Only a name can stand before =, as in f(x, y) = … or z = …", column(header[0]) if header else 0)
    name, inside = header[0], header[1:]
    for token in body:
        if token == name:
            raise Mistake("{name} is defined by itself", column(token), name=str(name))
    if not inside:
        if name in ("x", "w", "w1", "x1"):
            raise Mistake("{name} is an axis; write y = … or f({name}) = …", column(name), name=str(name))
        return ("x",) if name == "y" else ()
    axes = [token for token in inside if token.type == "NAME"]
    for place, axis in enumerate(axes):
        if axis in axes[:place] or not is_parameter(axis):
            raise Mistake("{name} cannot be an axis here", column(axis), name=str(axis))
    if len(axes) > 2:
        raise Mistake("At most two axes can be drawn", column(axes[2]))
    return tuple(map(str, axes))


def _refuse_stray_axes(tokens: Sequence[Token], axes: tuple[str, ...]) -> None:
    """x and y are axes or absent, and x2 is not taken for a parameter where x² or 2·x will have been meant."""
    for token in tokens:
        if token.type != "NAME" or token in axes:
            continue
        if token in ("x", "y"):
            raise Mistake(
                "{name} is not among the declared axes {axes}", column(token), name=str(token), axes=", ".join(axes)
            )
        if re.fullmatch("[xy][0-9]+", token):
            whole = column(token), token.end_pos
            raise two_readings(column(token), f"{token[0]}^{token[1:]}", f"{token[0]}*{token[1:]}", whole)


_CHAINS = frozenset({"add", "subtract", "multiply", "divide", "minimum", "maximum", "logical_and", "logical_or"})


def _refuse_size(node: Node) -> None:
    nodes = order([node])
    if len(nodes) > MOST_NODES:
        raise Mistake("The formula is too long: more than {limit} operations", limit=MOST_NODES)
    depth = dict.fromkeys(nodes, 0)
    for each in nodes:
        # Sums, products and arguments are written one after the other: what is on the left is not nested.
        first = 0 if each.op in _CHAINS else 1
        depth[each] = max((depth[arg] + (first if i == 0 else 1) for i, arg in enumerate(each.args)), default=0)
    if depth[node] > DEEPEST:
        raise Mistake("The formula is nested more than {limit} deep", limit=DEEPEST)
