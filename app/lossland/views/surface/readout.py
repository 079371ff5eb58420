"""What happened, in numbers and in words: a grid that never changes its width, and a line for each run."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from lossland.views.guard import guarded
from lossland.views.panel import label
from lossland.views.theme import Look, font

if TYPE_CHECKING:
    from lossland.core.descend import Walk

WIDEST = "−1.234e−10"


def four(value: float) -> str:
    """Four significant digits, always as many: 32.10, −0.01235, 1.235e−4, 1.235e6."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "−∞"
    if value == 0:
        return "0"
    text = (f"{value:#.4g}" if abs(value) >= 1e-3 else f"{value:.3e}").rstrip(".")
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = f"{mantissa}e{int(exponent)}"
    return text.replace("-", "−")


def figures(walk: Walk, k: int) -> tuple[str, ...]:
    """The numbers of step `k`: f, the gradient's components, its norm, the learning rate."""
    with np.errstate(all="ignore"):
        norm = float(np.sqrt((walk.gradients[k] ** 2).sum()))
    numbers = (walk.losses[k], *walk.gradients[k], norm, walk.rates[k])
    return tuple(four(float(number)) for number in numbers)


def headings(axes: tuple[str, ...]) -> tuple[str, ...]:
    return ("f", *(f"∂f/∂{axis}" for axis in axes), "‖∇f‖", "lr")


class Readout(QWidget):
    """Rows of cells; the first cell of a row is its muted name, behind a dot where the row has a colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        t = self._tokens = look.tokens
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._names, self._figures = font(t.small), font(t.small, mono=True)
        self._line = QFontMetrics(self._figures).lineSpacing() + (2 if t.small < 14 else 0)
        self._head: Sequence[str] = ()
        self.rows: list[tuple[str, ...]] = []
        self._colors: Sequence[str | None] = ()

    def show_rows(
        self, rows: list[tuple[str, ...]], *, head: Sequence[str] = (), colors: Sequence[str | None] = ()
    ) -> None:
        """Show `rows`; `head` names the columns, `colors` gives each row its dot or None."""
        other = [(len(row), row[0]) for row in rows] != [(len(row), row[0]) for row in self.rows] or head != self._head
        self.rows, self._head, self._colors = rows, head, colors
        if other:
            self.updateGeometry()
        self.update()

    @guarded
    def sizeHint(self) -> QSize:
        columns = max((len(row) for row in self.rows), default=2) - 1
        lines = len(self.rows) + bool(self._head)
        return QSize(self._first() + columns * self._column(), lines * self._line)

    @guarded
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _first(self) -> int:
        metrics = QFontMetrics(self._names)
        widest = max((metrics.horizontalAdvance(row[0]) for row in self.rows), default=0)
        return widest + self._tokens.gap + (self._line if any(self._colors) else 0)

    def _column(self) -> int:
        return QFontMetrics(self._figures).horizontalAdvance(WIDEST) + self._tokens.gap

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        t, first, column, line = self._tokens, self._first(), self._column(), self._line
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._names)
            painter.setPen(QColor(t.mute))
            sign = QFontMetrics(self._figures).horizontalAdvance("−")
            for j, name in enumerate(self._head):
                painter.drawText(QRectF(first + j * column + sign, 0, column, line), name)
            for i, row in enumerate(self.rows, start=bool(self._head)):
                self._row(painter, row, i * line, self._colors[i - bool(self._head)] if self._colors else None)

    def _row(self, painter: QPainter, row: tuple[str, ...], top: int, dot: str | None) -> None:
        t, first, column, line = self._tokens, self._first(), self._column(), self._line
        sign = QFontMetrics(self._figures).horizontalAdvance("−")
        middle = Qt.AlignmentFlag.AlignVCenter
        left = 0
        if dot:
            painter.setBrush(QColor(dot))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(QRectF(1, top + (line - 9) / 2, 9, 9))
            left = line
        painter.setFont(self._names)
        painter.setPen(QColor(t.ink if dot else t.mute))
        painter.drawText(QRectF(left, top, first - left, line), middle, row[0])
        painter.setFont(self._figures)
        painter.setPen(QColor(t.ink))
        for j, cell in enumerate(row[1:]):
            # The sign has a place of its own, so that a change of sign moves no digit.
            x = first + j * column + (0 if cell.startswith("−") else sign)
            painter.drawText(QRectF(x, top, column, line), middle, cell)


class Verdicts(QWidget):
    """A sentence on each walk, behind a dot in its run's colour."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._font = font(look.tokens.small)
        self._rows: list[tuple[QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.tokens.gap)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(1, 1)

    def show_verdicts(self, verdicts: Sequence[tuple[str, str]]) -> None:
        """Show colours and sentences."""
        while len(self._rows) < len(verdicts):
            dot, said = QLabel(), wrapped("mute", self._font)
            height = QFontMetrics(self._font).lineSpacing()
            dot.setFixedSize(10, (height + 10) // 2)  # the disc at its foot is in the middle of the first line
            said.setMinimumHeight(height)  # in a low window the plot gives way, never these
            line = len(self._rows)
            self._grid.addWidget(dot, line, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(said, line, 1)
            self._rows.append((dot, said))
        for i, (dot, said) in enumerate(self._rows):
            shown = i < len(verdicts)
            dot.setVisible(shown)
            said.setVisible(shown)
            if shown:
                above = dot.height() - 10
                dot.setStyleSheet(f"background: {verdicts[i][0]}; border-radius: 5px; margin-top: {above}px;")
                said.setText(verdicts[i][1])


def wrapped(name: str, with_font: QFont) -> QLabel:
    """An empty label that takes as many lines as its text needs."""
    made = label("", with_font, name)
    made.setWordWrap(True)
    made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return made
