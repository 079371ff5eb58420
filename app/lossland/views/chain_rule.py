"""The chain rule of one node: each factor in symbols, and under it in numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from lossland.core.terms import Factor, Line
from lossland.views.theme import Look, font
from lossland.views.words import tr

MOST_FACTORS = 10  # of a sum; the middle of a longer one is left out
ROW = 1.3  # height of a line for each pixel of type
BETWEEN = 0.5  # two lines of the chain rule


class Cell(NamedTuple):
    """A symbol over its number, or a sign between two, at `left`; `line` counts rows of such pairs."""

    left: float
    row: int
    width: float
    symbol: str
    number: str
    is_reused: bool = False
    is_result: bool = False


@dataclass(frozen=True)
class Page:
    """Cells for a width, in type of `pixels`."""

    pixels: int
    cells: tuple[Cell, ...]
    rows: int
    width: float

    @property
    def height(self) -> float:
        """Of all rows, each of a symbol and a number."""
        return self.rows * self.pixels * (2 * ROW + BETWEEN) - (self.pixels * BETWEEN if self.rows else 0)


def fit(
    lines: Sequence[Line], width: float, height: float, sizes: Sequence[int], advance: Callable[[int, str], float]
) -> Page:
    """Set the lines in the largest of `sizes` (descending) in which nothing has to be broken and all rows fit.

    `advance(pixels, text)` is the width of a text. In the smallest size, rows that are too long go on below.
    """
    for pixels in sizes:
        page = compose(lines, width, pixels, lambda text, px=pixels: advance(px, text))
        if page.rows == len(lines) and page.width <= width and page.height <= height:
            return page
    # Too high for the view: then it is scrolled, and need not be smaller than what fits its width.
    middle = [px for px in sizes if px <= sizes[len(sizes) // 2]] or list(sizes)
    for pixels in middle:
        page = compose(lines, width, pixels, lambda text, px=pixels: advance(px, text))
        if page.rows == len(lines) and page.width <= width:
            return page
    return page


def compose(lines: Sequence[Line], width: float, pixels: int, advance: Callable[[str], float]) -> Page:
    """Put every line's factors side by side, the equals signs in one column; break what is wider than `width`."""
    results = [(line.result.symbol, line.result.number()) for line in lines]
    first = max((max(map(advance, pair)) for pair in results), default=0.0)
    cells: list[Cell] = []
    row, widest = 0, 0.0
    for line, (symbol, number) in zip(lines, results, strict=True):
        own = max(advance(symbol), advance(number))
        cells.append(Cell(first - own, row, own, symbol, number, is_result=True))
        left = first
        for sign, factor in _signed(line):
            mark = advance(f" {sign} ")
            texts = _texts(line, factor)
            own = max(map(advance, texts))
            if left + mark + own > width and left > first + advance(" = "):
                row, left = row + 1, first
            cells.append(Cell(left, row, mark, sign, sign))
            cells.append(Cell(left + mark, row, own, *texts, is_reused=factor.reused))
            left += mark + own
            widest = max(widest, left)
        row += 1
    return Page(pixels, tuple(cells), row, widest)


def _signed(line: Line) -> list[tuple[str, Factor]]:
    """The factors with the sign before each; the middle of a long sum is left out."""
    sign = {"product": "·", "sum": "+", "function": ""}[line.kind]
    factors = list(line.factors)
    if len(factors) > MOST_FACTORS:
        left_out = sum(factor.value for factor in factors[3:-2])
        factors[3:-2] = [Factor("…", left_out)]
    return [("=" if k == 0 else sign, factor) for k, factor in enumerate(factors)]


def _texts(line: Line, factor: Factor) -> tuple[str, str]:
    symbol, number = factor.symbol, factor.number()
    if line.kind == "function" and line.function:
        return f"{line.function}({symbol})", f"{line.function}({number})"
    if line.kind != "function" and len(line.factors) > 1 and number.startswith("−") and not factor.parts:
        return symbol, f"({number})"
    return symbol, number


class ChainRule(QScrollArea):
    """The lines of the current node, in the colour of their direction; it scrolls where there is no room for all."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._sheet = Sheet(look)
        self.setWidget(self._sheet)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Chain rule"))

    def show_lines(self, lines: Sequence[Line], color: str, words: str = "") -> None:
        """Show these lines, or `words` where there are none."""
        self._sheet.fill(lines, color, words)
        self._fit()
        self.verticalScrollBar().setValue(0)
        spoken = ". ".join(map(str, lines)) or words
        self._sheet.setAccessibleName(spoken)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(386, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 60)

    def _fit(self) -> None:
        self._sheet.fit(self.viewport().width(), self.height())


class Sheet(QWidget):
    """The lines themselves, painted."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        t = self._tokens = look.tokens
        self._lines: tuple[Line, ...] = ()
        self._color, self._words = t.ink, ""
        self._page = Page(t.text, (), 0, 0.0)
        self._metrics = {px: QFontMetricsF(font(px, mono=False)) for px in range(t.small, t.formula + 1)}

    def fill(self, lines: Sequence[Line], color: str, words: str) -> None:
        self._lines, self._color, self._words = tuple(lines), color, words

    def fit(self, width: int, height: int) -> None:
        """Compose for a view of this size, of which two pixels a side stay free."""
        t = self._tokens
        sizes = list(range(t.formula, t.small - 1, -1))
        self._page = fit(self._lines, width - 4, height - 4, sizes, self._advance)
        self.setMinimumHeight(round(self._page.height) + 4 if self._page.height > height - 4 else 0)
        self.update()

    def _advance(self, pixels: int, text: str) -> float:
        return self._metrics[pixels].horizontalAdvance(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        page, t = self._page, self._tokens
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not page.cells:
                p.setFont(font(t.text))
                p.setPen(QColor(t.mute))
                p.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self._words)
                return
            high = page.pixels * ROW
            plain, bold = font(page.pixels), font(page.pixels, bold=True)
            for cell in page.cells:
                top = 2 + cell.row * page.pixels * (2 * ROW + BETWEEN)
                upper, lower = (QRectF(2 + cell.left, top + k * high, cell.width, high) for k in (0, 1))
                alignment = Qt.AlignmentFlag.AlignRight if cell.is_result else Qt.AlignmentFlag.AlignHCenter
                alignment |= Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip
                p.setFont(plain)
                p.setPen(QColor(t.ink))
                p.drawText(upper, alignment, cell.symbol)
                p.setFont(bold if cell.is_result else plain)
                p.setPen(QColor(self._color))
                p.drawText(lower, alignment, cell.number)
                if cell.is_reused:
                    p.setPen(QPen(QColor(self._color), 1.2, Qt.PenStyle.DotLine))
                    p.drawLine(lower.bottomLeft(), lower.bottomRight())
