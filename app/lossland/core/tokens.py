"""From characters to tokens, each with its place in the text."""

import re
import unicodedata
from typing import Self

from lossland.core.sentence import Mistake
from lossland.core.vocabulary import FOLDED, FUNCTIONS, LETTERS, is_parameter

_PIECE = re.compile(
    rf"""
      (?P<BLANK>    [ \t]+ )
    | (?P<NUMBER>   (?: [0-9]+ \.? [0-9]* | \.[0-9]+ ) (?: [eE] [+-]? [0-9]+ )? )
    | (?P<NAME>     [A-Za-z] [A-Za-z0-9_]* | [{LETTERS}] _? [0-9]* | [√∛] )
    | (?P<SUPERSCRIPT> [⁻⁺]? [⁰¹²³⁴⁵⁶⁷⁸⁹]+ )
    | (?P<POWER>    \*\* | \^ )
    | (?P<TIMES>    \* )
    | (?P<DIVIDE>   / )
    | (?P<PLUS>     \+ )
    | (?P<MINUS>    - )
    | (?P<RELATION> <= | >= | == | != | [<>≤≥≠] )
    | (?P<EQUAL>    = )
    | (?P<COMMA>    , )
    | (?P<OPEN>     [(\[{{] )
    | (?P<CLOSE>    [)\]}}] )
    | (?P<BAR>      \| )
    | (?P<ERROR>    . )
    """,
    re.VERBOSE | re.DOTALL,
)
_WORDS = {"and": "AND", "or": "OR", "not": "NOT"} | dict.fromkeys(FUNCTIONS, "FUNCTION")


class Token(str):
    """A piece of a text, its kind and its place: what lark needs to know of one, without lark, which loads slowly."""

    __slots__ = ("end_pos", "start_pos", "type")

    type: str
    start_pos: int
    end_pos: int

    def __new__(cls, kind: str, value: str, start_pos: int, end_pos: int) -> Self:
        made = super().__new__(cls, value)
        made.type, made.start_pos, made.end_pos = kind, start_pos, end_pos
        return made


def scan(text: str) -> list[Token]:
    """Cut a text into tokens with their places in it; what belongs to no formula is an ERROR token."""
    folded = text.translate(FOLDED)
    end = len(folded.rstrip(" \t\r\n"))
    start = end - len(folded[:end].lstrip(" \t\r\n"))
    found = []
    for match in _PIECE.finditer(folded, start, end):
        kind, piece, place = str(match.lastgroup), match[0], match.start()
        if kind == "NAME" and piece in ("xy", "yx"):  # the one product of letters that needs no sign
            found += [made("NAME", piece[0], place), made("NAME", piece[1], place + 1)]
        elif kind == "NAME":
            name = re.sub("_(?=[0-9]+$)", "", piece)  # w_1 is w1
            found.append(made(_WORDS.get(piece, kind), name if is_parameter(name) else piece, place, match.end()))
        elif kind != "BLANK":
            found.append(made(kind, piece, place))
    return found


def made(kind: str, value: str, start: int, end: int | None = None) -> Token:
    return Token(kind, value, start, start + len(value) if end is None else end)


def column(token: Token) -> int:
    return token.start_pos


def two_readings(place: int | None, first: str, second: str, span: tuple[int, int] | None = None) -> Mistake:
    """`span` is what either reading can replace; None where they are only examples."""
    readings = (first, second) if span else ()
    return Mistake(
        "This reads two ways: {first} or {second}", place, readings=readings, span=span, first=first, second=second
    )


def shown(character: str) -> str:
    """A character as a message can carry it: letters of other alphabets and what is invisible are named."""
    name = unicodedata.name(character, "")
    number = f"U+{ord(character):04X}"
    if not character.isprintable() or unicodedata.combining(character):
        return f"{number} {name}".rstrip()
    if character.isalpha() and not name.startswith("CJK"):
        return f"{character} ({number} {name})"
    return character
