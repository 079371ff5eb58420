"""Graphs as formulas again: typed, so that they can be parsed, or typeset, so that they can be read."""

import math
import re
from collections.abc import Callable
from typing import NamedTuple

from lossland.core.graph import LOGIC, RELATIONS, Node, order
from lossland.core.vocabulary import CONSTANTS, FUNCTIONS, GREEK

# How tightly an expression holds together: what is looser than its place allows is put into brackets.
SUM, PRODUCT, SIGN, POWER, ATOM = range(5)


class Piece(NamedTuple):
    """What is written of a node, and how tightly it holds together; of a comparison also what follows its left side."""

    text: str
    place: int
    tail: str = ""


_INFIX = {"add": ("+", SUM), "subtract": ("-", SUM), "multiply": ("*", PRODUCT), "divide": ("/", PRODUCT)}
_SIGNS = dict(
    zip(
        ("less", "less_equal", "greater", "greater_equal", "equal", "not_equal"),
        ("<", "<=", ">", ">=", "==", "!="),
        strict=True,
    )
)
_WORDS = {"logical_and": "and", "logical_or": "or"}
_NAMES = {op: name for name, op in reversed(FUNCTIONS.items())} | {"log": "ln", "where": "piecewise"}
_LETTERS = {value: name for name, value in CONSTANTS.items() if name != "π"}


def text(node: Node) -> str:
    """The formula as it can be typed. `parse(text(node)).node` is `node`, for every node that parsing can give."""
    return _written(node, _typed)


def typeset(node: Node) -> str:
    """The formula as it is read aloud: powers raised, products without a star, α for alpha."""
    return _written(node, _read)


def number(value: float) -> str:
    """The shortest decimal that is `value` again: 0.1, 7, 1e-05."""
    return repr(value).removesuffix(".0")


def _written(node: Node, write: Callable[[Node, list[Piece]], Piece]) -> str:
    pieces: dict[Node, Piece] = {}
    for each in order([node]):
        pieces[each] = write(each, [pieces[arg] for arg in each.args])
    return pieces[node][0]


def _within(piece: Piece, place: int) -> str:
    return piece[0] if piece[1] >= place else f"({piece[0]})"


def _leaf(node: Node, name: Callable[[str], str], digits: Callable[[float], str]) -> Piece:
    value = node.value
    if isinstance(value, str):
        return Piece(name(value), ATOM)
    assert value is not None
    size = abs(value)
    written = name(_LETTERS[size]) if size in _LETTERS else digits(size)
    return Piece(f"-{written}", SIGN) if math.copysign(1.0, value) < 0 else Piece(written, ATOM)


def _condition(node: Node, args: list[Piece], signs: dict[str, str]) -> Piece:
    """Relations need no brackets; what is joined by and, or, not gets some.

    a < b and b < c is a < b < c: a middle that is written twice would double the text wherever it is nested.
    """
    if node.op in RELATIONS:
        tail = f" {signs[node.op]} {args[1].text}"
        return Piece(args[0].text + tail, ATOM, tail)
    if node.op == "logical_and" and args[0].tail and args[1].tail:
        left, right = node.args
        last = left if left.op in RELATIONS else left.args[1]
        if right.op in RELATIONS and last.args[1] is right.args[0]:
            return Piece(args[0].text + args[1].tail, ATOM, args[1].tail)
    inner = [f"({piece[0]})" if arg.op in LOGIC else piece[0] for arg, piece in zip(node.args, args, strict=True)]
    return Piece(f" {_WORDS[node.op]} ".join(inner) if node.op in _WORDS else f"not ({args[0][0]})", ATOM)


def _typed(node: Node, args: list[Piece]) -> Piece:
    if not args:
        return _leaf(node, str, number)
    if node.op in _INFIX:
        sign, level = _INFIX[node.op]
        space = " " if level == SUM else ""
        return Piece(f"{_within(args[0], level)}{space}{sign}{space}{_within(args[1], level + 1)}", level)
    if node.op == "negative":
        return Piece(f"-{_within(args[0], SIGN)}", SIGN)
    if node.op == "power" and node.args[0].value != math.e:
        return Piece(f"{_within(args[0], ATOM)}^{_within(args[1], SIGN)}", POWER)
    if node.op in RELATIONS | LOGIC:
        return _condition(node, args, _SIGNS)
    inside = [piece[0] for piece in args]
    if node.op == "where" and node.args[2].value != node.args[2].value:
        inside.pop()  # undefined elsewhere
    return Piece(f"{_NAMES[node.op]}({', '.join(inside)})", ATOM)


_DIGITS = "0123456789"
_RAISED = str.maketrans(_DIGITS + "-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_LOWERED = str.maketrans(_DIGITS, "₀₁₂₃₄₅₆₇₈₉")
_READ_SIGNS = _SIGNS | {"less_equal": "≤", "greater_equal": "≥", "equal": "=", "not_equal": "≠"}


def symbol(name: str) -> str:
    """A name as it is printed: theta1 -> θ₁, pi -> π."""
    letters = name.rstrip(_DIGITS)
    digits = name[len(letters) :].translate(_LOWERED)
    return "π" if name == "pi" else GREEK.get(letters, letters) + digits


def _digits(value: float) -> str:
    mantissa, _, exponent = number(value).partition("e")
    return f"{mantissa}·10{str(int(exponent)).translate(_RAISED)}" if exponent else mantissa


def _factor(node: Node, args: list[Piece]) -> str:
    """The left part of a product or quotient; a quotient goes into brackets: (1/2)·x is not 1/(2x)."""
    return f"({args[0][0]})" if node.args[0].op == "divide" else _within(args[0], PRODUCT)


def _read(node: Node, args: list[Piece]) -> Piece:
    if not args:
        leaf = _leaf(node, symbol, _digits)
        return leaf._replace(text=leaf.text.replace("-", "−"))
    if node.op in ("add", "subtract"):
        sign = "+" if node.op == "add" else "−"
        right = _within(args[1], PRODUCT)
        return Piece(f"{_within(args[0], SUM)} {sign} {f'({right})' if right.startswith('−') else right}", SUM)
    if node.op == "multiply":
        left, right = _factor(node, args), _within(args[1], POWER)
        beside = node.args[0].op == "constant" and left[-1] in _DIGITS and right[0] not in _DIGITS
        return Piece(left + ("" if beside else "·") + right, PRODUCT)
    if node.op == "divide":
        return Piece(f"{_factor(node, args)}/{_within(args[1], POWER)}", PRODUCT)
    if node.op == "negative":
        return Piece(f"−{_within(args[0], POWER)}", SIGN)
    if node.op == "absolute":
        return Piece(f"|{args[0][0]}|", ATOM)
    if node.op == "sqrt":
        return Piece(f"√{_within(args[0], ATOM)}", ATOM)
    if node.op in ("exp", "power"):
        base = "e" if node.op == "exp" else _within(args[0], ATOM)
        exponent = args[-1][0].replace("−", "-")
        if re.fullmatch("-?[0-9]+", exponent):
            return Piece(base + exponent.translate(_RAISED), POWER)
        return Piece(f"{base}^{exponent}" if re.fullmatch(r"[\w.]+", exponent) else f"{base}^({args[-1][0]})", POWER)
    if node.op in RELATIONS | LOGIC:
        return _condition(node, args, _READ_SIGNS)
    return _typed(node, args)
