"""One training step as a row of cells: forward, loss, backward, update."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from lossland.views.guard import guarded
from lossland.views.theme import Look
from lossland.views.words import tr

NARROWEST = 4.0  # pixels of a cell; below that the row is one bar
WIDEST = 18.0


class EventCells(QWidget):
    """Cells filled up to the current one; a click goes there."""

    picked = Signal(int)  # 1 for the first cell

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._tokens = look.tokens
        self._count, self._number = 0, 0  # of nodes; current cell
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("Events of this training step"))
        self.setToolTip(tr("Forward pass, loss, backward pass, update: click to go there"))

    def show_step(self, nodes: int, number: int) -> None:
        """Show a step of a network with so many nodes, of which event `number` is current (0: none yet)."""
        self._count, self._number = nodes, number
        self.update()

    @property
    def total(self) -> int:
        return 2 * self._count + 2 if self._count else 0

    @property
    def pitch(self) -> float:
        """Pixels from one cell to the next."""
        return min(WIDEST, (self.width() - 2) / self.total) if self.total else WIDEST

    @guarded
    def sizeHint(self) -> QSize:
        return QSize(120, self._tokens.text + 3)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as p:
            p.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.pitch < NARROWEST:
                self._bar(p)
            else:
                self._cells(p)
            if self.hasFocus():
                p.setPen(QPen(QColor(self._tokens.accent), 1))
                p.setBrush(Qt.BrushStyle.NoBrush)
                p.drawRoundedRect(QRectF(0.5, 0.5, self.width() - 1, self.height() - 1), 3, 3)

    def _tint(self, number: int) -> str:
        t, n = self._tokens, self._count
        return t.forward if number <= n else t.ink if number == n + 1 else t.backward if number <= 2 * n + 1 else t.good

    def _cells(self, p: QPainter) -> None:
        t = self._tokens
        gap = 2.0 if self.pitch < 10 else 3.0
        side = min(self.pitch - gap, self.height() - 5.0)
        for number in range(1, self.total + 1):
            rect = QRectF(1 + (number - 1) * self.pitch + gap / 2, (self.height() - side) / 2, self.pitch - gap, side)
            p.setPen(Qt.PenStyle.NoPen)
            p.setBrush(QColor(self._tint(number) if number <= self._number else t.line))
            p.drawRoundedRect(rect, 2.5, 2.5)
            if number == self._number:
                p.setBrush(Qt.BrushStyle.NoBrush)
                p.setPen(QPen(QColor(t.ink), 1.5))
                p.drawRoundedRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5), 4, 4)

    def _bar(self, p: QPainter) -> None:
        t, n = self._tokens, self._count
        top, high = self.height() / 2 - 4, 8.0
        p.setPen(Qt.PenStyle.NoPen)
        for first, last in ((1, n), (n + 1, n + 1), (n + 2, 2 * n + 1), (2 * n + 2, 2 * n + 2)):
            for low, high_end, tint in ((first, last, t.line), (first, min(last, self._number), self._tint(first))):
                if high_end >= low:
                    width = max((high_end - low + 1) * self.pitch, 1.5)
                    p.fillRect(QRectF(1 + (low - 1) * self.pitch, top, width, high), QColor(tint))
        if self._number:
            p.fillRect(QRectF((self._number - 0.5) * self.pitch, top - 3, 2.0, high + 6), QColor(t.ink))

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = int((event.position().x() - 1) / self.pitch) + 1
        if 1 <= number <= self.total:
            self.picked.emit(number)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down step through the events: Left and Right belong to the playback."""
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key(), 0)
        if by and 1 <= self._number + by <= self.total:
            self.picked.emit(self._number + by)
        else:
            super().keyPressEvent(event)
