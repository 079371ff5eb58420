"""What the shades and the special colours of the map of basins mean: one line under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QLinearGradient, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossland.core.atlas import LOST, NONE
from lossland.views.guard import guarded
from lossland.views.starts.basin_picture import palette
from lossland.views.theme import Look, color, font
from lossland.views.words import tr

if TYPE_CHECKING:
    from lossland.core.basins import Basins

GAP = 6  # pixels between a colour and its name
RAMP = 40  # pixels from the shade of few steps to that of many
Entry = tuple[str, tuple[QColor, ...], str]  # what stands before some colours, they, and what stands after them


class BasinKey(QWidget):
    """Shades from few steps to many, then the colours of who is at no minimum and who diverged, where there is any."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._t = look.tokens
        self._font = font(self._t.small)
        self._long: list[Entry] = []
        self._short: list[Entry] = []  # where that is too long
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Key of the map of basins"))
        self.setToolTip(
            tr(
                "The colour is the minimum that a start leads to, as in the bars; the darker, the more steps it takes"
                " to get there, or to diverge."
            )
        )

    def show_basins(self, basins: Basins, tints: Sequence[int]) -> None:
        """Explain a map whose minima have the basin colours numbered `tints`; the ramp is of the largest basin's."""
        few, many = basins.span
        shades = palette(self._t)[tints[0] if tints else 0]
        steps = tr("{count} steps", count=f"{'≥' if many == basins.most else ''}{many}")
        entries = [(str(few), shades, steps) if few < many else ("", shades[:1], steps)] if tints else []
        self._long, self._short = list(entries), list(entries)
        for kind, name, share in ((NONE, tr("no minimum"), basins.none), (LOST, tr("diverged"), basins.lost)):
            if share:
                shades = palette(self._t)[kind]
                shades = shades[:1] if shades[0] == shades[-1] else shades
                self._long.append(("", shades, f"{name} {said(share)}"))
                self._short.append(("", shades, name))
        self.setAccessibleDescription("; ".join(f"{before} {after}".strip() for before, _, after in self._long))
        self.update()

    @guarded
    def sizeHint(self) -> QSize:
        return QSize(200, round(QFontMetrics(self._font).height() * 1.2))

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        fits = self._width(self._long) <= self.width()
        with QPainter(self) as painter:
            painter.setFont(self._font)
            at = 0.0
            for entry in self._long if fits else self._short:
                at = self._paint(painter, at, *entry)

    def _width(self, entries: list[Entry]) -> float:
        write = QFontMetrics(self._font).horizontalAdvance
        texts = sum(write(before) + write(after) + (GAP if before else 0) for before, _, after in entries)
        boxes = sum(RAMP if len(shades) > 1 else self.height() // 2 for _, shades, _ in entries)
        return texts + boxes + (4 * len(entries) - 3) * GAP

    def _paint(self, painter: QPainter, at: float, before: str, shades: tuple[QColor, ...], after: str) -> float:
        """Paint an entry; return where the next one begins."""
        metrics, tall = QFontMetrics(self._font), self.height()
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(color(self._t.mute))
        if before:
            painter.drawText(QRectF(at, 0, self.width(), tall), middle, before)
            at += metrics.horizontalAdvance(before) + GAP
        box = QRectF(at + 0.5, tall // 4 + 0.5, RAMP if len(shades) > 1 else tall // 2, tall // 2)
        painter.drawText(QRectF(box.right() + GAP, 0, self.width(), tall), middle, after)
        ramp = QLinearGradient(box.topLeft(), box.topRight())
        ramp.setColorAt(0, shades[0])
        ramp.setColorAt(1, shades[-1])
        painter.setPen(QPen(color(self._t.edge), 1))
        painter.setBrush(ramp)
        painter.drawRect(box)
        return box.right() + metrics.horizontalAdvance(after) + 4 * GAP


def said(share: float) -> str:
    """ "12 %" of the window, "< 1 %" where that would be none of it."""
    return "< 1\u00a0%" if share < 0.01 else f"{100 * share:.0f}\u00a0%"
