"""The picture of a surface that panels share: a map with contour lines, or a curve; a place on it can be picked."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from lossland.core.raster import Raster
from lossland.views.guard import guarded
from lossland.views.panel import label
from lossland.views.plot import finite, joined, plot, quiet_map
from lossland.views.relief import Array, Point, colours, curve_range, cut_at_poles, near, pixel_rect, reading
from lossland.views.theme import Look, color, font
from lossland.views.words import tr

REACH = 16  # pixels around the handle in which a press takes hold of it
TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class LossMap(QWidget):
    """Shows a Raster. `plot` is the plot to which a panel adds what belongs on the surface.

    Wheel, + and − zoom, a drag moves the view, a double click or A shows the whole window again. With a handle
    (`set_handle`), a drag that begins on it reports `dragged` instead; so do Shift and the arrow keys.
    """

    picked = Signal(object)  # coordinates of a click, as a tuple with one number an axis
    dragged = Signal(object)  # coordinates to which the handle is being dragged
    released = Signal()  # the handle is let go

    def __init__(self, look: Look) -> None:
        super().__init__(focusPolicy=Qt.FocusPolicy.StrongFocus)
        t = self._tokens = look.tokens
        self.raster: Raster | None = None
        self._table, self._handle_at, self._before = quiet_map(t), None, None
        self._zoomed, self._ring = False, False
        self._pad = _Pad(self._grabs)
        self.plot = plot(t, view_box=self._pad)
        self.plot.getAxis("bottom").setHeight(round(1.7 * t.small))
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture = _Picture(axisOrder="row-major")
        self._lines = pg.PlotCurveItem(pen=pg.mkPen(color(t.ink, 0.3), width=1), connect="finite", antialias=True)
        self._curve = pg.PlotCurveItem(pen=pg.mkPen(t.ink, width=t.stroke * 0.75), connect="finite", antialias=True)
        self._handle = pg.ScatterPlotItem(symbol="s", size=6 + 3 * t.stroke, brush=t.card, pen=pg.mkPen(t.ink, width=2))
        self._handle.setZValue(30)
        for item in (self._picture, self._lines, self._curve, self._handle):
            self.plot.addItem(item, ignoreBounds=True)
        self._names = [label("", font(t.small, bold=True), "mute") for _ in range(2)]
        for name in self._names:
            name.setParent(self.plot)
            name.setStyleSheet(f"background: {t.card};")
        self._here = _chip(self.plot, t.card, font(t.small))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self.plot)
        self.setAccessibleName(tr("Map of the surface"))
        self.setToolTip(tr("Click: start there. Wheel, + and −: zoom. A: show all. Shift and arrows: move the start."))
        self.setAccessibleDescription(self.toolTip())
        self._connect()

    def _connect(self) -> None:
        self._pad.clicked.connect(self._click)
        self._pad.doubled.connect(self._double)
        self._pad.pulled.connect(self._pull)
        self._pad.let_go.connect(self.released)
        self._pad.sigRangeChangedManually.connect(self._zoom_by_hand)
        self.plot.scene().sigMouseMoved.connect(self._hover)

    # What is shown

    def show_raster(self, raster: Raster) -> None:
        """Show the surface; the view stays where it is unless the window or the axes are others."""
        old, self.raster = self.raster, raster
        if raster.surface.n == 1:
            self._picture.clear()
            self._lines.setData([], [])
            self._curve.setData(raster.ticks[0], cut_at_poles(finite(raster.values)))
        else:
            self._curve.setData([], [])
            self._picture.setImage(colours(raster.shade, self._table, self._tokens.undefined), autoLevels=False)
            self._picture.setRect(pixel_rect(*raster.ticks))
            lines = finite(joined(raster.contours))
            self._lines.setData(lines[:, 0], lines[:, 1])
        other = old is None or (old.surface.axes, old.surface.window) != (raster.surface.axes, raster.surface.window)
        if other or (raster.surface.n == 1 and not self._zoomed):
            self.show_all()
        if other:
            self._name_axes()
        self._place_handle()

    def set_handle(self, point: Point | None) -> None:
        """Show the handle at `point`, or none."""
        self._handle_at = point
        self._place_handle()

    def to_plot(self, points: Array) -> tuple[Array, Array]:
        """Return what `points` (m, n) are on the plot, as xs and ys: a curve's point is (x, f(x))."""
        points = np.asarray(points, dtype=np.float64)
        if self.raster is None or self.raster.surface.n == 2:
            return finite(points[:, 0]), finite(points[:, -1])
        return finite(points[:, 0]), finite(self.raster.surface.value(points))

    @Slot()
    def show_all(self) -> None:
        """Show the whole window."""
        if self.raster is None:
            return
        (low, high), *rest = self.raster.surface.window
        bottom, top = rest[0] if rest else curve_range(self.raster.values)
        wide, tall = high - low, top - bottom
        self._pad.setLimits(minXRange=wide * 1e-5, maxXRange=wide * 20, minYRange=tall * 1e-5, maxYRange=tall * 20)
        self._pad.setRange(xRange=(low, high), yRange=(bottom, top), padding=0)
        self._zoomed = False

    def _name_axes(self) -> None:
        axes = self.raster.surface.axes
        for name, text in zip(self._names, (axes[0], axes[1] if len(axes) > 1 else "f"), strict=True):
            name.setText(text)
            name.adjustSize()
        self._place_names()

    def _place_names(self) -> None:
        bottom, left = self._names
        below = round(self.plot.height() - self.plot.getAxis("bottom").height())
        bottom.move(self.plot.width() - bottom.width(), below + 5)
        left.move(0, 0)
        self._here.settle()

    def _place_handle(self) -> None:
        if self.raster is None or self._handle_at is None:
            self._handle.setData([], [])
            return
        xs, ys = self.to_plot(np.array([self._handle_at[: self.raster.surface.n]]))
        # Where a curve has no value the handle waits at the lower edge, to be pulled back.
        self._handle.setData(xs, np.where(np.isfinite(ys), ys, self._pad.viewRange()[1][0]))

    # What the mouse and the keys do

    def _grabs(self, scene: QPointF) -> bool:
        """Is this place of the scene on the handle?"""
        points = self._handle.getData()
        if not len(points[0]):
            return False
        there = self._pad.mapViewToScene(QPointF(points[0][0], points[1][0]))
        return near((there.x(), there.y()), (scene.x(), scene.y()), REACH)

    def _point(self, view: QPointF) -> Point:
        return (view.x(), view.y())[: self.raster.surface.n if self.raster else 2]

    @Slot(QPointF)
    def _click(self, view: QPointF) -> None:
        self._before = self._handle_at
        self.picked.emit(self._point(view))

    @Slot()
    def _double(self) -> None:
        # The first of the two clicks has moved the start: give it back.
        if self._before is not None and self.raster is not None:
            self.picked.emit(tuple(self._before[: self.raster.surface.n]))
        self.show_all()

    @Slot(QPointF)
    def _pull(self, view: QPointF) -> None:
        self.dragged.emit(self._point(view))

    @Slot()
    def _zoom_by_hand(self) -> None:
        self._zoomed = True

    @Slot(object)
    def _hover(self, scene: QPointF) -> None:
        inside = self._pad.sceneBoundingRect().contains(scene)
        grabs = inside and self._grabs(scene)
        self.plot.setCursor(Qt.CursorShape.OpenHandCursor if grabs else Qt.CursorShape.ArrowCursor)
        said = reading(self.raster, self._point(self._pad.mapSceneToView(scene))) if inside and self.raster else ""
        self._here.say(said)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._here.say("")

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.text() in ("+", "=", "-", "−"):
            factor = 0.8 if event.text() in "+=" else 1.25
            self._pad.scaleBy((factor, factor))
            self._zoomed = True
        elif event.text() in ("a", "A"):
            self.show_all()
        elif shift and event.key() in steps and self._handle_at is not None:
            self._nudge(*steps[event.key()])
        else:
            super().keyPressEvent(event)

    def _nudge(self, *by: int) -> None:
        """Move the handle by a hundredth of what is seen."""
        spans = [high - low for low, high in self._pad.viewRange()]
        moved = zip(self._handle_at, by, spans, strict=False)
        self.dragged.emit(tuple(at + step * span / 100 for at, step, span in moved)[: self.raster.surface.n])
        self.released.emit()

    # What Qt asks for

    @guarded
    def event(self, event: QEvent) -> bool:
        # On the picture a tool tip would cover what is being looked at: it is given beside it, over the axes.
        if event.type() == QEvent.Type.ToolTip and self._here.isVisible():
            return True
        return super().event(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_names()

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in TAB
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._ring:
            with QPainter(self) as painter:
                painter.setPen(QPen(color(self._tokens.accent), 2))
                painter.drawRect(self.rect().adjusted(1, 1, -1, -1))


class _Pad(pg.ViewBox):
    """The plot's area, which tells a click, a double click and a pull at the handle apart."""

    clicked = Signal(QPointF)
    doubled = Signal()
    pulled = Signal(QPointF)
    let_go = Signal()

    def __init__(self, grabs: Any) -> None:
        super().__init__(enableMenu=False)
        self._grabs, self._pulling = grabs, False

    @guarded
    def mouseClickEvent(self, event: Any) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        event.accept()
        if event.double():
            self.doubled.emit()
        else:
            self.clicked.emit(self.mapSceneToView(event.scenePos()))

    @guarded
    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        if event.isStart():
            left = event.button() == Qt.MouseButton.LeftButton
            self._pulling = left and self._grabs(event.buttonDownScenePos())
        if not self._pulling:
            super().mouseDragEvent(event, axis)
            return
        event.accept()
        self.pulled.emit(self.mapSceneToView(event.scenePos()))
        if event.isFinish():
            self._pulling = False
            self.let_go.emit()


class _Picture(pg.ImageItem):
    """An image that is smooth when it is enlarged."""

    @guarded
    def paint(self, painter: QPainter, *args: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *args)


class _Chip(QLabel):
    """A muted line in the lower left corner of a plot."""

    def say(self, text: str) -> None:
        self.setText(text)
        self.setVisible(bool(text))
        self.settle()

    def settle(self) -> None:
        self.adjustSize()
        plot = self.parentWidget()
        x = round(plot.getAxis("left").width()) + 4
        self.move(x, plot.height() - round(plot.getAxis("bottom").height()) - self.height() - 4)


def _chip(parent: QWidget, card: str, with_font: Any) -> _Chip:
    made = _Chip("", parent, objectName="mute")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(with_font)
    made.setStyleSheet(f"background: {card}; border-radius: 4px; padding: 1px 4px;")
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    made.hide()
    return made
