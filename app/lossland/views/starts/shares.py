"""A bar for each minimum: where it is, how many of the starts it drew, how low it lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossland.views.guard import guarded
from lossland.views.theme import Look, color, font
from lossland.views.words import tr

if TYPE_CHECKING:
    from lossland.core.study import Minimum

ROWS = 6  # beside the other panels
SHORTEST = 40  # pixels in which bars can still be compared
Window = tuple[tuple[float, float], ...]


class Columns(NamedTuple):
    """Left edges in pixels; `value` and `area` are None where there is no room for them."""

    place: float
    bar: float
    length: float
    share: float
    value: float | None
    area: float | None


@dataclass(frozen=True)
class Row:
    """One bar's minimum, by its number, and what is written beside it."""

    number: int
    place: str
    share: str
    value: str
    area: str


def coordinates(point: Sequence[float], window: Window, *, column: bool = False) -> str:
    """ "(3.00, −2.81)": as many decimals as tell places of the window apart; in a `column`, of one width."""
    parts = []
    for at, (low, high) in zip(point, window, strict=True):
        decimals = min(max(2 - math.floor(math.log10((high - low) / 10)), 0), 9) if high > low else 2
        widest = max(len(f"{low:.{decimals}f}"), len(f"{high:.{decimals}f}")) if column else 0
        parts.append(f"{round(at, decimals) + 0.0:{widest}.{decimals}f}" if abs(at) < 1e9 else f"{at:.2e}")
    return f"({', '.join(parts)})".replace("-", "−")


def percent(minimum: Minimum, *, sampled: bool) -> str:
    """ "25.7 % ± 0.8": the share and half of its 95 % interval, or "0.2 % (0.0–1.0)" where ± would reach beyond 0 or 1.

    A grid is no sample and has no interval.
    """
    half = 50 * (minimum.high - minimum.low)
    decimals = min(max(-math.floor(math.log10(half)), 0), 3) if half > 0 else 1
    said = f"{100 * minimum.share:.{decimals if sampled else 1}f}\u00a0%"
    if not sampled:
        return said
    if minimum.share < half / 100 or minimum.share + half / 100 > 1:
        return f"{said} ({100 * minimum.low:.{decimals}f}–{100 * minimum.high:.{decimals}f})"
    return f"{said} ±\u00a0{half:.{decimals}f}"


def height(value: float) -> str:
    """A value of f in at most four digits; what is zero but for rounding is 0."""
    if abs(value) < 1e-12:
        return "0"
    mantissa, e, exponent = f"{value:#.4g}".partition("e")
    return (mantissa.rstrip(".") + (f"e{int(exponent)}" if e else "")).replace("-", "−")


def chosen(minima: tuple[Minimum, ...], most: int | None) -> list[int]:
    """The numbers of the minima that get a row: all, or the most frequent ones and the best in `most` - 1 rows."""
    if most is None or len(minima) <= most:
        return list(range(len(minima)))
    numbers = list(range(most - 1))
    best = next((number for number, minimum in enumerate(minima) if minimum.is_best), 0)
    return numbers if best in numbers else [*numbers[:-1], best]


def grouped(number: int) -> str:
    """ "1 000 000", which no country reads as a fraction."""
    return f"{number:,}".replace(",", "\u00a0")


class Shares(QWidget):
    """The minima as painted rows; the mouse, or Up and Down, points at one of them."""

    pointed = Signal(int)  # the number of the minimum under the mouse or chosen by key; -1: none

    def __init__(self, look: Look) -> None:
        super().__init__(focusPolicy=Qt.FocusPolicy.StrongFocus)
        self._t = look.tokens
        self._set_type(self._t.small)
        self._minima: tuple[Minimum, ...] = ()
        self._rows: list[Row] = []
        self._areas: Sequence[float] = ()
        self._heads = ("", "")  # over the shares and over the areas
        self._most: int | None = ROWS
        self.at = -1
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Share of the starts that each minimum drew"))
        self._tip = tr("Minimum, share of the starts with its 95 % interval, value. The lowest has a ring.")
        self._tip += " " + tr("Hatched: those that arrive, but hover about it and never rest.")
        self.setToolTip(self._tip)

    def show_minima(
        self,
        minima: tuple[Minimum, ...],
        window: Window,
        tints: NDArray[np.intp],
        *,
        sampled: bool,
        areas: Sequence[float] = (),
        steps: tuple[int, int] | None = None,
    ) -> None:
        """Show `minima`, the most frequent first, in the basin colours numbered `tints`.

        `sampled` if the starts are drawn at random; `areas`: the share of the window that leads to each, if known; then
        `steps` are those of the starts and those of the map.
        """
        self._minima = minima
        self._heads = tuple(tr("{count} steps", count=count) for count in steps) if steps else ("", "")
        self._rows = []
        for number in chosen(minima, self._most):
            m = minima[number]
            place, share = coordinates(m.point, window, column=True), percent(m, sampled=sampled)
            area = tr("area {share} %", share=f"{100 * areas[number]:.1f}") if areas else ""
            self._rows.append(Row(number, place, share, f"f = {height(m.value)}", area))
        self._window, self._tints, self._sampled, self._areas, self._steps = window, tints, sampled, areas, steps
        self.setAccessibleDescription("; ".join(f"{row.place} {row.share}" for row in self._rows[:ROWS]))
        self.updateGeometry()
        self.update()

    def set_wide(self, wide: bool) -> None:
        """Show every minimum in larger type; or at most ROWS rows, the last of them for all the others."""
        self._most = None if wide else ROWS
        self._set_type(self._t.text if wide else self._t.small)
        if self._rows:
            kept = {"sampled": self._sampled, "areas": self._areas, "steps": self._steps}
            self.show_minima(self._minima, self._window, self._tints, **kept)

    def _set_type(self, pixels: int) -> None:
        self._mono, self._plain = font(pixels, mono=True), font(pixels)
        self.line = round(pixels * 1.7)

    @guarded
    def sizeHint(self) -> QSize:
        others = len(self._rows) < len(self._minima)
        return QSize(320, self.line * max(1, len(self._rows) + others) + self._top)

    @property
    def _top(self) -> int:
        """The height of the line above the rows that says after how many steps the numbers are."""
        return self.line if self._rows and self._areas and self.columns().area is not None else 0

    @guarded
    def minimumSizeHint(self) -> QSize:
        if not self._rows:
            return QSize(0, self.sizeHint().height())
        columns = self.columns()
        share = max(QFontMetrics(self._plain).horizontalAdvance(row.share) for row in self._rows)
        return QSize(math.ceil(columns.bar + SHORTEST + 8 + share + 4), self.sizeHint().height())

    # Painting

    def columns(self) -> Columns:
        """Where things stand in this width: before the bars are too short the area gives way, then the value of f."""
        mono, plain = QFontMetrics(self._mono), QFontMetrics(self._plain)
        place = self.line + 6
        bar = place + 8 + max(mono.horizontalAdvance(row.place) for row in self._rows)
        share = max(map(plain.horizontalAdvance, (self._heads[0], *(row.share for row in self._rows))))
        value = max(mono.horizontalAdvance(row.value) for row in self._rows) + 16
        width = self.width() - 4
        length = width - bar - share - 8
        area = max(map(plain.horizontalAdvance, (self._heads[1], *(row.area for row in self._rows))))
        if self._areas and length - value - area - 16 >= SHORTEST:
            right = width - value - area - 16
            return Columns(place, bar, length - width + right, right - share, width - value + 16, right + 16)
        if length - value >= SHORTEST:
            return Columns(place, bar, length - value, width - value - share, width - value + 16, None)
        return Columns(place, bar, max(length, 4), width - share, None, None)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._minima:
            return
        columns = self.columns()
        rows, others = len(self._rows), len(self._minima) - len(self._rows)
        top = max(minimum.share for minimum in self._minima)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._plain)
            painter.setPen(color(self._t.mute))
            if self._top:
                for left, said in zip((columns.share, columns.area), self._heads, strict=True):
                    painter.drawText(QRectF(left, 0, self.width(), self.line), MIDDLE, said)
            painter.translate(0, self._top)
            first = max(0, (event.rect().top() - self._top) // self.line)
            last = min(rows, (event.rect().bottom() - self._top) // self.line + 1)
            for at in range(first, last):
                self._paint_row(painter, at, columns, top)
            painter.setFont(self._plain)
            painter.setPen(color(self._t.mute))
            if others:
                share = sum(m.share for m in self._minima) - sum(self._minima[row.number].share for row in self._rows)
                said = tr("… and {count} more, {share} % together", count=others, share=f"{100 * share:.1f}")
                painter.drawText(QRectF(columns.place, rows * self.line, self.width(), self.line), MIDDLE, said)
            painter.resetTransform()
            if self.hasFocus() and self.at < 0:
                painter.setPen(QPen(color(self._t.accent), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)

    def _paint_row(self, painter: QPainter, at: int, columns: Columns, top: float) -> None:
        t, row = self._t, self._rows[at]
        minimum = self._minima[row.number]
        y, tall = at * self.line, self.line
        if at == self.at:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(t.accent, 0.15))
            painter.drawRoundedRect(QRectF(0, y, self.width(), tall), 4, 4)
        paint_star(painter, QPointF(tall / 2, y + tall / 2), tall * 0.27, t.ink, t.card, ring=minimum.is_best)
        painter.setPen(color(t.ink))
        painter.setFont(self._mono)
        painter.drawText(QRectF(columns.place, y, columns.bar - columns.place, tall), MIDDLE, row.place)
        painter.setPen(QPen(color(t.edge), 1))
        painter.setBrush(color(t.basins[self._tints[row.number]]))
        length = max(2.0, columns.length * minimum.share / top)
        bar = QRectF(columns.bar + 0.5, y + tall * 0.22, length, tall * 0.56)
        painter.drawRoundedRect(bar, 2, 2)
        if minimum.hovering:
            bar.setLeft(bar.right() - length * minimum.hovering / minimum.count)
            painter.setBrush(QBrush(color(t.ink, 0.5), Qt.BrushStyle.BDiagPattern))
            painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(color(t.ink))
        painter.setFont(self._plain)
        painter.drawText(QRectF(columns.share, y, self.width(), tall), MIDDLE, row.share)
        painter.setPen(color(t.mute))
        if columns.area is not None:
            painter.drawText(QRectF(columns.area, y, self.width(), tall), MIDDLE, row.area)
        if columns.value is not None:
            painter.setFont(self._mono)
            painter.drawText(QRectF(columns.value, y, self.width() - 4 - columns.value, tall), RIGHT, row.value)

    # Pointing

    def _point(self, row: int) -> None:
        row = row if 0 <= row < len(self._rows) else -1
        if row != self.at:
            self.at = row
            number = self._rows[row].number if row >= 0 else -1
            self.setToolTip(self._tip if row < 0 else self._all_of(self._minima[number]))
            self.pointed.emit(number)
            self.update()

    def _all_of(self, minimum: Minimum) -> str:
        """Everything known of one minimum, for the mouse that rests on it."""
        values = {
            "place": coordinates(minimum.point, self._window),
            "value": height(minimum.value),
            "count": grouped(minimum.count),
        }
        if minimum.valley:
            said = tr("A flat valley, {place} in it: f = {value}, starts that end there: {count}", **values)
        else:
            said = tr("{place}: f = {value}, starts that end there: {count}", **values)
        if minimum.hovering:
            said += ", " + tr("still hovering: {count}", count=grouped(minimum.hovering))
        return ", ".join(filter(None, (said, self._rows[self.at].area)))

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(int((event.position().y() - self._top) // self.line))

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._point(-1)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point(-1)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
        if step is None or not self._minima:
            super().keyPressEvent(event)
        else:
            self._point(min(max(self.at + step, 0), len(self._rows) - 1))


MIDDLE = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


def paint_star(painter: QPainter, at: QPointF, radius: float, ink: str, fill: str, *, ring: bool) -> None:
    """The sign of a minimum, on the map and beside its bar; the lowest one has a ring."""
    points = []
    for corner in range(10):
        angle, reach = math.pi * corner / 5, radius if corner % 2 == 0 else radius * 0.42
        points.append(QPointF(at.x() + reach * math.sin(angle), at.y() - reach * math.cos(angle)))
    painter.setPen(QPen(color(ink), 1))
    painter.setBrush(color(fill))
    painter.drawPolygon(QPolygonF(points))
    if ring:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color(ink), 1.25))
        painter.drawEllipse(at, radius * 1.55, radius * 1.55)
