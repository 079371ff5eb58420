"""The chain rule of the current node on the screen."""

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from lossland.core.terms import Line
from lossland.views.guard import guarded
from lossland.views.icons import icon
from lossland.views.network.chain_page import BETWEEN, PITCH, ROW, Cell, Page, fit
from lossland.views.theme import Look, font
from lossland.views.words import tr

METRIC = 100  # pixels of the type that is measured; other sizes are in proportion
SPARE = 1.02  # hinting makes some texts a little wider than that
EDGE = 2.0


class ChainRule(QWidget):
    """The lines of the current node, in the colour of their direction; in pages where there is no room for all."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        t = self._tokens = look.tokens
        self._lines: tuple[Line, ...] = ()
        self._color, self._words = t.ink, ""
        self._page = Page((), 0, 0.0)
        self._first = 0  # the row at the top
        metrics = QFontMetricsF(font(METRIC, bold=True))
        self._em = lru_cache(4096)(lambda text: SPARE * metrics.horizontalAdvance(text) / METRIC)
        self._more = QToolButton(self, autoRaise=True, icon=icon("chevron-down", t.ink, 12))
        self._more.setFont(font(t.small))
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setAccessibleName(tr("More of the chain rule"))
        self._more.setToolTip(tr("The next lines of the chain rule"))
        self._more.clicked.connect(lambda: self._turn(1))
        self._more.hide()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, round(t.small * PITCH))
        self.setAccessibleName(tr("Chain rule"))

    def show_lines(self, lines: Sequence[Line], color: str, words: str = "") -> None:
        """Show these lines, or `words` where there are none."""
        self._lines, self._color, self._words = tuple(lines), color, words
        self.setAccessibleDescription(". ".join(map(str, self._lines[:4])) or words)
        self._first = 0
        self._fit()

    @guarded
    def sizeHint(self) -> QSize:
        return QSize(386, 120)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self._more.isVisible():
            self._turn(-1 if event.angleDelta().y() > 0 else 1)

    @property
    def shown(self) -> int:
        """How many whole rows there is room for."""
        spare = BETWEEN * self._page.pixels  # the last row needs no space below
        return max(1, int((self.height() - EDGE + spare) / max(self.pixels_of_a_row, 1)))

    @property
    def pixels_of_a_row(self) -> float:
        return PITCH * self._page.pixels

    @property
    def pages(self) -> int:
        return max(1, -(-self._page.rows // self.shown))

    def _fit(self) -> None:
        t = self._tokens
        sizes = (t.small, t.text, t.formula)
        width, height = self.width() - 2 * EDGE, self.height() - EDGE
        self._page = fit(self._lines, width, height, sizes, self._em)
        if self.pages > 1:  # beside the button that turns the page
            self._page = fit(self._lines, width - 4 * t.small, height, sizes, self._em)
        self._turn(0)

    def _turn(self, by: int) -> None:
        """To another page; after the last to the first."""
        page = (self._first // self.shown + by) % self.pages
        self._first = page * self.shown
        self._more.setVisible(self.pages > 1)
        self._more.setText(f"{page + 1}/{self.pages}")
        self._more.adjustSize()
        self._more.move(self.width() - self._more.width(), self.height() - self._more.height())
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            if not self._page.cells:
                p.setFont(font(self._tokens.text))
                p.setPen(QColor(self._tokens.mute))
                p.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, self._words)
            pixels = int(self._page.pixels)
            plain, bold = font(pixels or 1), font(pixels or 1, bold=True)
            for cell in self._page.cells:
                if self._first <= cell.row < self._first + self.shown:
                    self._paint(p, cell, plain, bold)

    def _paint(self, p: QPainter, cell: Cell, plain: QFont, bold: QFont) -> None:
        pixels, t = int(self._page.pixels), self._tokens
        high = pixels * ROW
        top = EDGE / 2 + (cell.row - self._first) * PITCH * pixels
        left, width = EDGE + cell.left * pixels, cell.width * pixels
        upper, lower = (QRectF(left, top + k * high, width, high) for k in (0, 1))
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
