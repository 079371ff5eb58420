"""How lines of the chain rule are set: each factor in symbols, under it in numbers, in columns or pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lossland.core.terms import Factor, Line

MOST_FACTORS = 10  # of a sum; the middle of a longer one is left out
MOST_LINES = 14  # that are shown at once; more come in pages
ROW = 1.2  # height of a line for each pixel of type
BETWEEN = 0.34  # two lines of the chain rule
APART = 1.6  # two columns of them

Em = Callable[[str], float]  # the width of a text for each pixel of type


class Cell(NamedTuple):
    """A symbol over its number, or a sign between two, at `left`; `row` counts such pairs from the top."""

    left: float
    row: int
    width: float
    symbol: str
    number: str
    is_reused: bool = False
    is_result: bool = False


@dataclass(frozen=True)
class Page:
    """Cells for type of one pixel: all lengths are to be multiplied by `pixels`."""

    cells: tuple[Cell, ...]
    rows: int
    width: float
    pixels: float = 0.0

    @property
    def height(self) -> float:
        """Of all rows, each of a symbol and a number, without the space below the last."""
        return max(self.rows * PITCH - BETWEEN, 0.0)


PITCH = 2 * ROW + BETWEEN  # from one row to the next


def fit(lines: Sequence[Line], width: float, height: float, sizes: tuple[int, int, int], em: Em) -> Page:
    """Set the lines in the largest type that fits the view, in as few columns as will do.

    `sizes` are the least, the ordinary and the largest type. Where the type would be less than ordinary, four digits
    become three, or long lines go on below. What is too much even for the least type is set in it, in one column:
    then the page is higher than the view.
    """
    least, ordinary, largest = sizes
    best = Page((), 0, 0.0)
    if not lines:
        return best
    if len(lines) <= MOST_LINES:
        for digits in (4, 3):
            for columns in range(1, min(3, len(lines)) + 1):
                page = compose(lines, digits, columns, em)
                pixels = min(largest, int(width / page.width), int(height / page.height))
                if pixels > best.pixels:
                    best = Page(page.cells, page.rows, page.width, pixels)
            if best.pixels >= ordinary - 1:
                break
        for pixels in range(ordinary, max(int(best.pixels), least - 1), -1):  # long lines that go on below
            page = compose(lines, 4, 1, em, width / pixels)
            if page.height * pixels <= height and page.width * pixels <= width:
                return Page(page.cells, page.rows, page.width, pixels)
    if best.pixels >= least:
        return best
    page = compose(lines, 4, 1, em, width / least)
    if page.rows > len(lines):
        page = compose(lines, 3, 1, em, width / least)
    return Page(page.cells, page.rows, page.width, least)


def compose(lines: Sequence[Line], digits: int, columns: int, em: Em, width: float = float("inf")) -> Page:
    """Write the lines down one column after the other, and break what is wider than `width`."""
    deep = -(-len(lines) // columns)
    cells: list[Cell] = []
    left, rows = 0.0, 0
    for first in range(0, len(lines), deep):
        left += APART if first else 0.0
        added, height, wide = _column(lines[first : first + deep], left, width, digits, em)
        cells += added
        rows, left = max(rows, height), left + wide
    return Page(tuple(cells), rows, left)


def _column(lines: Sequence[Line], start: float, width: float, digits: int, em: Em) -> tuple[list[Cell], int, float]:
    """Lines below each other, their equals signs too: the cells, how many rows they take, and how wide they are."""
    results = [(line.result.symbol, line.outcome(digits)) for line in lines]
    equals = start + max(max(map(em, pair)) for pair in results)
    cells: list[Cell] = []
    row, widest = 0, equals
    for line, texts in zip(lines, results, strict=True):
        own = max(map(em, texts))
        cells.append(Cell(equals - own, row, own, *texts, is_result=True))
        left = equals
        for sign, factor in _signed(line):
            mark = em(f" {sign} ")
            texts = _texts(line, factor, digits)
            own = max(map(em, texts))
            if left + mark + own > width and left > equals:
                row, left = row + 1, equals
            cells.append(Cell(left, row, mark, sign, sign))
            cells.append(Cell(left + mark, row, own, *texts, is_reused=factor.reused))
            left += mark + own
            widest = max(widest, left)
        row += 1
    return cells, row, widest - start


def _signed(line: Line) -> list[tuple[str, Factor]]:
    """The factors with the sign before each; the middle of a long sum is left out."""
    sign = {"product": "·", "sum": "+", "difference": "−", "function": ""}[line.kind]
    factors = list(line.factors)
    if len(factors) > MOST_FACTORS:
        left_out = sum(factor.value for factor in factors[3:-2])
        factors[3:-2] = [Factor("…", left_out)]
    return [("=" if k == 0 else sign, factor) for k, factor in enumerate(factors)]


def _texts(line: Line, factor: Factor, digits: int) -> tuple[str, str]:
    symbol, number = factor.symbol, factor.number(digits)
    if line.kind == "function" and line.function:
        return f"{line.function}({symbol})", f"{line.function}({number})"
    if line.kind != "function" and len(line.factors) > 1 and number.startswith("−") and not factor.parts:
        return symbol, f"({number})"
    return symbol, number
