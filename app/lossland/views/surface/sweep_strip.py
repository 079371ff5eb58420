"""A slider for the learning rate that shows, for every place it can be dragged to, how the walk ends there."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QFontMetrics,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QToolTip

from lossland.core.diagnose import Judged, in_short
from lossland.session import Run
from lossland.views.guard import guarded
from lossland.views.knob import PAUSE, digits
from lossland.views.surface.loss_plot import power
from lossland.views.surface.sweep_picture import bands, heights, looks, picture
from lossland.views.theme import Look, color, font
from lossland.views.words import tr

if TYPE_CHECKING:
    from lossland.core.sweep import Sweep

LEAST, LOW, HIGH = 20, 32, 80  # pixels of the bars: in a low window, in a panel, and where that has the whole window
HANDLE = 7  # radius
CENTER = Qt.AlignmentFlag.AlignCenter


class SweepStrip(QAbstractSlider):
    """Bars above a slider. A press or a drag takes a learning rate, and with the focus so do the arrow keys.

    In the lower half, a bar is as low as few steps lead to a minimum. A higher one does not come to rest: the lower it
    is, the lower is the loss at the end, and its texture and its name say why.
    """

    changed = Signal(float)  # the learning rate, while dragging or by key
    settled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(orientation=Qt.Orientation.Horizontal, focusPolicy=Qt.FocusPolicy.TabFocus)
        self._t = look.tokens
        self._font = font(self._t.small)
        self._metrics = QFontMetrics(self._font)
        self._line = self._metrics.lineSpacing()
        self._left = self._metrics.horizontalAdvance("lr") + self._t.gap + HANDLE
        self._sweep: Sweep | None = None
        self._run: Run | None = None
        self._judged: Judged | None = None
        self._bands: list[tuple[str, int, int]] = []
        self._picture: QImage | None = None
        self._pointed: int | None = None  # the index under the mouse
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMouseTracking(True)
        self.setRange(0, 0)
        self.setPageStep(10)
        self.setAccessibleName(tr("Learning rate of the selected run"))
        self.setToolTip(tr("How the walk ends under each learning rate, lower is better: drag, or press ↑ and ↓"))
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.settled)
        self.valueChanged.connect(self._turn)
        self.set_wide(False)

    # What is shown

    def show_sweep(self, sweep: Sweep) -> None:
        self._sweep, self._picture = sweep, None
        self._bands = bands(looks(sweep))
        self._place()

    def show_run(self, run: Run, judged: Judged | None) -> None:
        """Show the learning rate of the selected run. `judged` is its walk, if it has one: maybe the one before."""
        if self._run is None or run.color != self._run.color:
            self._picture = None
        self._run, self._judged = run, judged
        self._place()

    def set_wide(self, wide: bool) -> None:
        self._wide, self._picture = wide, None
        self.setMaximumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()

    def words(self, index: int) -> str:
        """What becomes of a walk: "lr 0.031: converges smoothly in 42 steps"."""
        rate, outcome = float(self._sweep.rates[index]), self._sweep.outcome(index)
        # What the sentence on the walk says is said of the present rate too, which may lie between two others.
        if index == self.value() and self._judged and self._judged.walk.optimizer == self._run.optimizer:
            rate, outcome = self._run.optimizer.lr, self._judged.outcome
        return tr("lr {rate}: {what}", rate=digits(rate), what=in_short(outcome))

    def best(self) -> str:
        """Which learning rate needs the fewest steps, or comes nearest, if one does."""
        if self._sweep is None or (best := self._sweep.best) is None:
            return ""
        count, rate = int(self._sweep.needed[best]), digits(float(self._sweep.rates[best]))
        if count < 0:
            return tr("nearest to a minimum: lr {rate}", rate=rate)
        return tr("fewest steps: {count}, with lr {rate}", count=count, rate=rate)

    def _place(self) -> None:
        """Put the handle where the present learning rate is, and at an end where that is beyond it."""
        if self._sweep is not None and self._run is not None:
            rates = self._sweep.rates
            self.blockSignals(True)
            self.setRange(0, len(rates) - 1)
            self.setValue(int(np.abs(np.log(rates / self._held())).argmin()))
            self.blockSignals(False)
            self.setAccessibleDescription(self.words(self.value()))
        self.update()

    def _held(self) -> float:
        """The present learning rate, or the end of the slider that is nearer."""
        rates = self._sweep.rates
        return float(min(max(self._run.optimizer.lr, rates[0]), rates[-1]))

    # Where things are

    @guarded
    def sizeHint(self) -> QSize:
        return QSize(200, self._around() + (HIGH if self._wide else LOW))

    @guarded
    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._around() + LEAST)

    def _around(self) -> int:
        """How much of the height is above and below the bars."""
        return self._head() + 2 * HANDLE + self._metrics.ascent() + 2

    def _head(self) -> int:
        return self._line + 4 if self._wide else 0

    def bars(self) -> QRectF:
        """Where bars have their place: as wide as the middle of the handle can go."""
        high = max(LEAST, self.height() - self._around())
        return QRectF(self._left, self._head(), max(1, self.width() - self._left - HANDLE - 1), high)

    def x_of(self, rate: float) -> float:
        """The pixel of a learning rate."""
        low, high, bars = self._sweep.rates[0], self._sweep.rates[-1], self.bars()
        return bars.left() + math.log(rate / low) / math.log(high / low) * bars.width()

    def index_at(self, x: float) -> int:
        """The index of the learning rate at a pixel."""
        bars = self.bars()
        return round(min(max((x - bars.left()) / bars.width(), 0.0), 1.0) * self.maximum())

    # What the user does

    @Slot(int)
    def _turn(self, index: int) -> None:
        """By key or wheel: what else moves the handle is not heard here."""
        self._take(index)
        self._pause.start()

    def _take(self, index: int) -> None:
        rate = float(self._sweep.rates[index])
        if rate != self._run.optimizer.lr:
            self.changed.emit(rate)

    def _point(self, index: int | None) -> None:
        if index != self._pointed:
            self._pointed = index
            self.update()

    def _tell(self, x: float) -> None:
        """Say below the strip what becomes of the walk at pixel `x`, if the strip has no line for it."""
        if not self._wide:
            place = self.mapToGlobal(QPoint(round(x), self.height() - HANDLE))
            QToolTip.showText(place, f"{self.words(self.index_at(x))}\n{self.best()}".strip(), self)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._sweep is None:
            event.ignore()
            return
        self.setSliderDown(True)
        self._take(self.index_at(event.position().x()))
        self._tell(event.position().x())

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._sweep is None:
            return
        index = self.index_at(event.position().x())
        if self.isSliderDown():
            self._take(index)
        self._point(index)
        self._tell(event.position().x())

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.isSliderDown():
            self.setSliderDown(False)
            self.settled.emit()

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel turns it only when it has the focus, as any slider."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @guarded
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._sweep is not None:
            self._tell(event.x())
            return True
        return super().event(event)

    # Painting

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._picture = None

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._font)
            groove = self._paint_groove(painter)
            if self._sweep is None or self._run is None:
                return
            self._paint_bars(painter)
            self._paint_ticks(painter, groove)
            if self._wide:
                self._paint_head(painter)
            self._paint_handle(painter, groove)

    def _ink(self) -> str:
        return self._t.runs[self._run.color]

    def _paint_groove(self, painter: QPainter) -> float:
        bars = self.bars()
        y = bars.bottom() + HANDLE
        painter.setPen(color(self._t.mute))
        painter.drawText(QPointF(0, y + self._metrics.capHeight() / 2), "lr")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._t.line))
        painter.drawRoundedRect(QRectF(bars.left(), y - 1.5, bars.width(), 3), 1, 1)
        return y

    def _paint_bars(self, painter: QPainter) -> None:
        bars, scale = self.bars(), self.devicePixelRatioF()
        half = bars.width() / self.maximum() / 2  # of a learning rate
        place = bars.adjusted(-half, 0, half, 0)
        if self._picture is None or self._picture.devicePixelRatio() != scale:
            pixels = (np.arange(round(place.width() * scale)) + 0.5) / scale - half
            columns = np.clip(np.rint(pixels / (2 * half)), 0, self.maximum()).astype(np.intp)
            self._picture = picture(self._sweep, columns, round(bars.height() * scale), scale, self._ink(), self._t)
            self._picture.setDevicePixelRatio(scale)
        painter.drawImage(place.topLeft(), self._picture)
        self._paint_names(painter, place, 2 * half)
        if (best := self._sweep.best) is not None:
            x = self.x_of(float(self._sweep.rates[best]))
            y = max(bars.bottom() - heights(self._sweep)[best] * bars.height() - 3, bars.top() + 7)
            painter.setPen(QPen(color(self._t.card), 1))
            painter.setBrush(color(self._t.ink))
            painter.drawPolygon(QPolygonF([QPointF(x - 4.5, y - 7), QPointF(x + 4.5, y - 7), QPointF(x, y)]))

    def _paint_names(self, painter: QPainter, place: QRectF, step: float) -> None:
        """Write into each band of one look what it means, beside the handle's line, if there is room."""
        x = self.x_of(self._held())
        names = {
            "elsewhere": tr("no minimum"),
            "moving": tr("on its way"),
            "swinging": tr("swings"),
            "periodic": tr("jumps"),
            "restless": tr("restless"),
            "diverging": tr("diverges"),
            "falling": tr("falls for ever"),
            "undefined": tr("undefined"),
        }
        for look, first, end in self._bands:
            if look not in names:
                continue
            room = QRectF(place.left() + first * step, place.top(), (end - first) * step, place.height())
            if room.left() < x < room.right():
                left, right = QRectF(room), QRectF(room)
                left.setRight(x - 4)
                right.setLeft(x + 4)
                room = max(left, right, key=QRectF.width)
            wide = self._metrics.horizontalAdvance(names[look]) + 10
            if wide <= room.width():
                plate = QRectF(0, 0, wide, self._line + 2)
                plate.moveCenter(room.center())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(color(self._t.card, 0.85))
                painter.drawRoundedRect(plate, 4, 4)
                painter.setPen(color(self._t.ink))
                painter.drawText(plate, CENTER, names[look])

    def _paint_ticks(self, painter: QPainter, groove: float) -> None:
        low, high = (math.log10(self._sweep.rates[end]) for end in (0, -1))
        room = self._metrics.horizontalAdvance("0.001") + self._t.gap
        every = math.ceil(room * (high - low) / self.bars().width())
        for decade in range(math.ceil(low - 1e-9), math.floor(high + 1e-9) + 1):
            x = self.x_of(10.0**decade)
            painter.setPen(QPen(color(self._t.edge), 1))
            painter.drawLine(QPointF(x, groove - 3), QPointF(x, groove + 3))
            if (decade - math.floor(high + 1e-9)) % every == 0:
                wide = self._metrics.horizontalAdvance(power(decade))
                left = min(max(x - wide / 2, 0), self.width() - wide)
                painter.setPen(color(self._t.mute))
                painter.drawText(QPointF(left, groove + HANDLE + self._metrics.ascent()), power(decade))

    def _paint_head(self, painter: QPainter) -> None:
        """What becomes of the walk under the mouse, or of the present one; and which learning rate is the best."""
        line = QRectF(0, 0, self.width(), self._line)
        said = self.words(self.value() if self._pointed is None else self._pointed)
        painter.setPen(color(self._t.ink))
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft, said)
        room = self.width() - self._metrics.horizontalAdvance(said + "  ")
        if self._metrics.horizontalAdvance(self.best()) <= room:
            painter.setPen(color(self._t.mute))
            painter.drawText(line, Qt.AlignmentFlag.AlignRight, self.best())

    def _paint_handle(self, painter: QPainter, groove: float) -> None:
        t, bars = self._t, self.bars()
        x = self.x_of(self._held())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color(self._ink()))
        painter.drawRoundedRect(QRectF(bars.left(), groove - 1.5, x - bars.left(), 3), 1, 1)
        for pen in (QPen(color(t.card), 4), QPen(color(t.ink), 1.5)):
            painter.setPen(pen)
            painter.drawLine(QPointF(x, bars.top() + 1), QPointF(x, groove))
        edge = t.accent if self.hasFocus() else self._ink()
        painter.setPen(QPen(color(edge), 2))
        painter.setBrush(color(edge if self.hasFocus() else t.card))
        painter.drawEllipse(QPointF(x, groove), HANDLE - 1, HANDLE - 1)
