"""From what is only implied, products and brackets, to what is said; and what reads two ways is refused."""

import re
from collections.abc import Iterator, Sequence

from lossland.core.sentence import Mistake
from lossland.core.tokens import Token, column, made, shown, two_readings
from lossland.core.vocabulary import CONSTANTS, FUNCTIONS, SUPERSCRIPTS, is_parameter, probably

MOST_TOKENS = 800
MOST_DIGITS = 40
DEEPEST = 60

_PAIRS = {"(": ")", "[": "]", "{": "}"}
ENDS_OPERAND = frozenset({"NUMBER", "NAME", "SUPERSCRIPT", "CLOSE", "CLOSEBAR"})
_STARTS_OPERAND = frozenset({"NUMBER", "NAME", "FUNCTION", "OPEN", "OPENBAR"})
# Letters that name functions by custom: g(x + 1) is not g times x + 1.
_FUNCTION_LETTERS = frozenset("fghFGHΓΦ")


def arrange(tokens: Sequence[Token], text: str) -> list[Token]:
    """Say what the tokens of `text` imply: which bars open, where arguments without brackets end, what is multiplied.

    Raises Mistake where the text breaks off, is too large, or reads two ways.
    """
    _refuse_strangers(tokens)
    _refuse_unknown(tokens)
    return list(_with_products(list(_with_arguments(_with_bars(tokens), text))))


def _refuse_strangers(tokens: Sequence[Token]) -> None:
    if len(tokens) > MOST_TOKENS:
        raise Mistake(
            "The formula is too long: more than {limit} parts", column(tokens[MOST_TOKENS]), limit=MOST_TOKENS
        )
    for token in tokens:
        if token.type == "ERROR":
            if token == "\\":
                raise Mistake("LaTeX is not read here: type sqrt(x) or x^2", column(token))
            if token in "\r\n":
                raise Mistake("A formula stands on one line", column(token))
            if token == ".":
                raise Mistake("A point stands in numbers only: 0.5, sin(x)", column(token))
            raise Mistake("{character} has no meaning here", column(token), character=shown(token))
        if token.type == "EQUAL":
            raise Mistake("= can only follow the name of the whole formula, as in f(x, y) = …", column(token))
        if token.type == "NUMBER":
            _refuse_number(token)


def _refuse_unknown(tokens: Sequence[Token]) -> None:
    for token in tokens:
        if token.type == "NAME" and not is_parameter(token) and token not in CONSTANTS:
            if token in ("i", "j"):
                raise Mistake("{name} has no meaning here: all numbers are real", column(token), name=str(token))
            meant = probably(token)
            if meant is None:
                raise Mistake("{name} is not known here", column(token), name=str(token))
            raise Mistake(
                "{name} is not known here; perhaps {meant}?",
                column(token),
                suggestion=meant,
                name=str(token),
                meant=meant,
            )


def _refuse_number(token: Token) -> None:
    if len(token) > MOST_DIGITS:
        raise Mistake("This number has more than {limit} digits", column(token), limit=MOST_DIGITS)
    value = float(token)
    if value == float("inf"):
        raise Mistake("This number is too large", column(token))
    if value == 0 and re.search("[1-9]", re.split("[eE]", token)[0]):
        raise Mistake("This number is too small", column(token))


def _with_bars(tokens: Sequence[Token]) -> list[Token]:
    """Pair the brackets, and tell bars that open from bars that close."""
    opened: list[Token] = []
    bars: list[list[int]] = [[]]  # those met so far in each open bracket
    found = list(tokens)
    for i, token in enumerate(tokens):
        if token.type == "BAR":
            bars[-1].append(i)
        elif token.type == "OPEN":
            opened.append(token)
            bars.append([])
            if len(opened) > DEEPEST:
                raise Mistake("Brackets are nested more than {limit} deep", column(token), limit=DEEPEST)
        elif token.type == "CLOSE":
            if not opened or _PAIRS[opened.pop()] != token:
                raise Mistake("Nothing is open that {bracket} could close", column(token), bracket=str(token))
            _pair_bars(bars.pop(), found)
        elif token.type in ("COMMA", "RELATION"):
            _pair_bars(bars[-1], found)
            bars[-1] = []
    if opened:
        raise Mistake("{bracket} is never closed", column(opened[-1]), bracket=str(opened[-1]))
    _pair_bars(bars[0], found)
    return found


def _pair_bars(bars: Sequence[int], tokens: list[Token]) -> None:
    """Rename the bars, all in one bracket, by the one way in which they can open and close.

    A bar after something to measure closes; only between two factors, as in |2|x| - 1|, can it be either.
    """
    ways: dict[tuple[int, bool], tuple[int, str]] = {(0, False): (1, "")}  # (open bars, did the last close): how many
    for i in bars:
        before = tokens[i - 1].type if i else ""
        between = i + 1 < len(tokens) and tokens[i + 1].type in _STARTS_OPERAND
        longer: dict[tuple[int, bool], tuple[int, str]] = {}
        for (depth, closed), (count, roles) in ways.items():
            measured = closed if before == "BAR" else before in ENDS_OPERAND
            for role in "<" if not (measured and depth) else "<>" if between else ">":
                state = (depth + 1, False) if role == "<" else (depth - 1, True)
                others, known = longer.get(state, (0, roles + role))
                if state[0] <= DEEPEST:
                    longer[state] = (others + count, known)
        ways = longer
    count, roles = ways.get((0, bool(bars)), (0, ""))
    if count != 1:
        raise Mistake(
            "These bars read two ways: write abs(x) for |x|" if count else "These bars do not pair up",
            column(tokens[bars[0]]),
        )
    for i, role in zip(bars, roles, strict=True):
        tokens[i] = made("OPENBAR" if role == "<" else "CLOSEBAR", "|", column(tokens[i]))


def _with_arguments(tokens: Sequence[Token], text: str) -> Iterator[Token]:
    """Put brackets around arguments that have none (sin x), and fold the power of a function (sin²) into one token."""
    i = 0
    while i < len(tokens):
        function = tokens[i]
        yield function
        i += 1
        if function.type != "FUNCTION":
            continue
        if i < len(tokens) and tokens[i].type in ("SUPERSCRIPT", "POWER"):
            order, i = _order(function, tokens, i)
            yield order
        if i < len(tokens) and tokens[i].type == "OPEN":
            continue
        end = _end_of_argument(function, tokens, i)
        if end == i:
            raise Mistake("{name} needs an argument: {name}(x)", column(function), name=str(function))
        place = column(tokens[i])
        yield made("OPEN", "(", place, place)
        if tokens[i].type == "OPENBAR":
            yield from _with_arguments(tokens[i:end], text)
        else:
            _refuse_unclear_end(function, tokens, i, end, text)
            yield from tokens[i:end]
        place = tokens[end - 1].end_pos
        yield made("CLOSE", ")", place, place)
        i = end


def _order(function: Token, tokens: Sequence[Token], i: int) -> tuple[Token, int]:
    """The power in sin²x or sin^2 x, and where what follows begins."""
    if tokens[i].type == "SUPERSCRIPT":
        value, end = tokens[i].translate(SUPERSCRIPTS), i + 1
    else:
        value, end = "".join(tokens[i + 1 : i + 3]), i + 2
        if not value.startswith("-"):
            value = "".join(tokens[i + 1 : i + 2])
    if value == "-1" and f"arc{function}" in FUNCTIONS:
        raise two_readings(column(tokens[i]), f"arc{function}(x)", f"1/{function}(x)")
    if not value.isdecimal():
        raise Mistake("Write the power after the argument: {name}(x)^2", column(tokens[i]), name=str(function))
    return made("ORDER", value, column(tokens[i]), tokens[end - 1].end_pos), end


def _end_of_argument(function: Token, tokens: Sequence[Token], i: int) -> int:
    """Where an argument without brackets ends: bars, or a number and letters without a blank (sin 2πx)."""
    if i < len(tokens) and tokens[i].type == "OPENBAR":
        level = 0
        for end in range(i, len(tokens)):
            level += {"OPEN": 1, "OPENBAR": 1, "CLOSE": -1, "CLOSEBAR": -1}.get(tokens[end].type, 0)
            if level == 0:
                return end + 1
    end = i
    while end < len(tokens) and (
        (tokens[end].type == "NAME" and (end == i or _glued(tokens[end - 1], tokens[end])))
        or (tokens[end].type == "NUMBER" and end == i)
    ):
        end += 1
    return min(end, i + 1) if function in ("√", "∛") else end


def _refuse_unclear_end(function: Token, tokens: Sequence[Token], i: int, end: int, text: str) -> None:
    """After an argument without brackets only a sum or a further function goes on clearly."""
    following = [token.type for token in tokens[end : end + 2]]
    if not following or following[0] in ("PLUS", "MINUS", "COMMA", "CLOSE", "CLOSEBAR", "RELATION", "AND", "OR"):
        return
    if following[0] == "FUNCTION" and not _glued(tokens[end - 1], tokens[end]):
        return
    if following in (["TIMES", "FUNCTION"], ["DIVIDE", "FUNCTION"]):
        return
    last = end if following[0] in _STARTS_OPERAND | {"SUPERSCRIPT"} else min(end + 1, len(tokens) - 1)
    inside = text[column(tokens[i]) : tokens[end - 1].end_pos]
    rest = text[tokens[end - 1].end_pos : tokens[last].end_pos] + ("…)" if tokens[last].type == "OPEN" else "")
    whole = None
    if tokens[last].type != "OPEN" and not text[function.end_pos : column(tokens[i])].strip():
        whole = column(function), tokens[last].end_pos
    raise two_readings(column(tokens[end]), f"{function}({inside}){rest}", f"{function}({inside}{rest})", whole)


def _glued(first: Token, second: Token) -> bool:
    return first.end_pos == second.start_pos


def _with_products(tokens: Sequence[Token]) -> Iterator[Token]:
    """Put a BESIDE between factors that stand side by side."""
    for i, token in enumerate(tokens):
        if i and token.type in _STARTS_OPERAND and tokens[i - 1].type in ENDS_OPERAND:
            _refuse_unclear_product(tokens, i)
            place = column(token)
            yield made("BESIDE", "", place, place)
        yield token


def _refuse_unclear_product(tokens: Sequence[Token], i: int) -> None:
    left, right = tokens[i - 1], tokens[i]
    place, glued = column(right), _glued(left, right)
    if right.type == "NUMBER":
        raise Mistake("An operator is missing before {number}", place, number=str(right))
    if right in ("[", "{") and left.type != "NUMBER":
        raise Mistake("An operator is missing before {bracket}", place, bracket=str(right))
    if left.type == "NUMBER" and right.type in ("NAME", "FUNCTION") and glued:
        mantissa, letter, exponent = re.match(r"([0-9.]+)([eE]?)(.*)", left).groups()  # type: ignore[union-attr]
        if letter:
            whole = None if right.type == "FUNCTION" else (column(left), right.end_pos)
            raise two_readings(column(left), f"{left}*{right}", f"{mantissa}*e^({exponent} {right})", whole)
        after = tokens[i + 1].type if i + 1 < len(tokens) else ""
        if (left == "0" and right[0] in "xXbBoO") or (right == "e" and after not in ("POWER", "SUPERSCRIPT")):
            raise Mistake(
                "{text} looks like an unfinished number; for a product, type {product}",
                column(left),
                text=f"{left}{right}",
                product=f"{left}*{right}",
            )
    if left.type == "NAME" and right == "(" and glued:
        _refuse_call(left, tokens[i + 1 :])
    if glued and left.type in ("NUMBER", "NAME"):
        _refuse_unclear_exponent(tokens, i)


def _refuse_call(name: Token, inside: Sequence[Token]) -> None:
    """A letter before a bracket is a factor, except where it looks like a function: g(x + 1), L(x, y), e(x)."""
    if name in ("x", "y"):
        return
    if name == "e":
        raise two_readings(column(name), "e*(x)", "exp(x)")
    end = next(i for i, token in enumerate(inside) if token.type == "CLOSE")
    lone = all(token in ("x", "y", ",") for token in inside[:end])
    word = len(name.rstrip("0123456789")) > 1
    if name not in CONSTANTS and (lone or word or name in _FUNCTION_LETTERS):
        raise Mistake("{name} is not a known function; for a product, type {name}*(x)", column(name), name=str(name))


def _refuse_unclear_exponent(tokens: Sequence[Token], i: int) -> None:
    """x^2y is x²·y, as every calculator has it; but 2^3x, e^2x, x^ab and x^2^3y are not so clear."""
    power = _sign_of_power(tokens, i - 1)
    if not power:
        return
    base, exponent = tokens[power - 1], "".join(tokens[power + 1 : i])
    if base.type == "NUMBER" or base == "e" or tokens[i - 1].type == "NAME" or _sign_of_power(tokens, power - 1):
        front = "(…)" if base.type in ("CLOSE", "CLOSEBAR") else str(base)
        right = "(…)" if tokens[i].type in ("OPEN", "OPENBAR") else str(tokens[i])
        written = base.type in ("NUMBER", "NAME") and tokens[i].type in ("NUMBER", "NAME")
        whole = (column(base), tokens[i].end_pos) if written else None
        raise two_readings(column(tokens[i]), f"{front}^{exponent}*{right}", f"{front}^({exponent} {right})", whole)


def _sign_of_power(tokens: Sequence[Token], i: int) -> int:
    """Where the ^ stands whose exponent is the one token at `i`, signs apart; 0 if it is no such exponent."""
    i -= 1
    while i > 0 and tokens[i].type in ("PLUS", "MINUS"):
        i -= 1
    return i if i > 0 and tokens[i].type == "POWER" else 0
