"""The picture of a surface that panels share: a map with contour lines, or a curve; a place on it can be picked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from lossland.views.guard import guarded
from lossland.views.icons import icon
from lossland.views.map_parts import Lines, Pad, Picture, Signs, bounds, chip
from lossland.views.panel import label
from lossland.views.plot import finite, plot
from lossland.views.relief import (
    Array,
    Point,
    cut_at_poles,
    height,
    near,
    outline,
    picture,
    pixel_rect,
    reading,
    span,
)
from lossland.views.theme import Look, color, font
from lossland.views.words import tr

if TYPE_CHECKING:
    from lossland.core.raster import Raster
    from lossland.core.surface import Surface

REACH = 16  # pixels around the handle in which a press takes hold of it
TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class LossMap(QWidget):
    """Shows a Raster. `plot` is the plot to which a panel adds what belongs on the surface.

    Wheel, + and − zoom, a drag moves the view, a double click or A shows the whole window again; the keys are heard
    while the mouse is on it, too. A curve is zoomed and moved along x alone: its height suits what is seen of it.
    With a handle (`set_handle`), a drag that begins on it reports `dragged` instead; so do Shift and the arrow keys.
    """

    picked = Signal(object)  # coordinates of a click, as a tuple with one number an axis
    given_back = Signal(object)  # likewise, where the handle was before a click that turned out to be a double click
    dragged = Signal(object)  # coordinates to which the handle is being dragged
    released = Signal()  # the handle is let go

    def __init__(self, look: Look) -> None:
        super().__init__(focusPolicy=Qt.FocusPolicy.StrongFocus)
        t = self._tokens = look.tokens
        self.raster: Raster | None = None
        self._handle_at, self._before = None, None
        self._ring = False
        self._drawn: Raster | None = None
        self._pad = Pad(self._grabs)
        self.plot = plot(t, view_box=self._pad)
        self.plot.getAxis("bottom").setHeight(round(1.7 * t.small))
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._picture = Picture(axisOrder="row-major")
        self._lines = Lines(pg.mkPen(color(t.ink, 0.3), width=1))
        self._curve = pg.PlotCurveItem(pen=pg.mkPen(t.ink, width=t.stroke * 0.75), connect="finite", antialias=True)
        edge = pg.mkPen(t.ink, width=2)
        self._handle = Signs(symbol="s", size=10 + 3 * t.stroke, brush=t.card, pen=edge)
        self._handle.setZValue(9)  # below the walks: a point on the start is seen, framed by it
        for item in (self._picture, self._lines, self._curve, self._handle):
            self.plot.addItem(item, ignoreBounds=True)
        self._names = [label("", font(t.small, bold=True), "mute") for _ in range(2)]
        for name in self._names:
            name.setParent(self.plot)
            name.setStyleSheet(f"background: {t.card};")
        self._here = chip(self.plot, t.card, font(t.small))
        self._home: tuple[tuple[float, float], ...] = ()  # the view of the whole window
        self._back = QToolButton(self.plot, icon=icon("refresh", t.ink))
        self._back.setAccessibleName(tr("Show all"))
        self._back.setToolTip(tr("Show the whole window again (A, or a double click)"))
        self._back.setStyleSheet(f"QToolButton {{ background: {t.card}; }}")
        self._back.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.addWidget(self.plot)
        self.setAccessibleName(tr("Map of the surface"))
        self.setToolTip(
            tr("Click: start there. Wheel, + and −: zoom. A: show all. Shift + arrow keys: move the start.")
        )
        self.setAccessibleDescription(self.toolTip())
        self._connect()

    def _connect(self) -> None:
        self._pad.pulled.connect(self._pull)
        self._pad.let_go.connect(self.released)
        self._pad.sigXRangeChanged.connect(self._fit_height)
        self._pad.sigRangeChanged.connect(self._show_way_back)
        self._back.clicked.connect(self.show_all)
        # All clicks, also those that an item above the map would take for itself.
        self.plot.scene().sigMouseClicked.connect(self._click)
        self.plot.scene().sigMouseMoved.connect(self._hover)
        actions = {"A": self.show_all} | dict.fromkeys("+=", self._nearer) | dict.fromkeys("-−", self._farther)
        self._keys = [QShortcut(QKeySequence(key), self, action, enabled=False) for key, action in actions.items()]

    # What is shown

    def show_raster(self, raster: Raster) -> None:
        """Show the surface; the view stays where it is unless the text, the window or the axes are others."""
        self.raster = raster
        if not self.isHidden():
            self._draw()

    def _draw(self) -> None:
        """Put the raster into the plot. One that comes while the map is hidden waits until that is shown."""
        old, self._drawn, raster = self._drawn, self.raster, self.raster
        if raster.surface.n == 1:
            self._picture.clear()
            self._lines.show_path(QPainterPath())
            self._curve.setData(raster.ticks[0], cut_at_poles(finite(raster.values)))
        else:
            self._curve.setData([], [])
            if old is None or old.shade is not raster.shade:  # else there are finer lines only
                self._picture.setImage(picture(raster, self._tokens), autoLevels=False)
                self._picture.setRect(pixel_rect(*raster.ticks))
            self._lines.show_path(outline(raster))
        self._pad.setMouseEnabled(x=True, y=raster.surface.n == 2)
        if old is None or shape(old.surface) != shape(raster.surface):
            self.show_all()
            self._name_axes()
            self._here.say("")  # it was said of the old one
        elif raster.surface.n == 1:
            self._fit_height()
        self._place_handle()

    def set_handle(self, point: Point | None) -> None:
        """Show the handle at `point`, or none."""
        if point == self._handle_at:
            return
        self._handle_at = point
        self._fit_height()
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
        xs, *rest = self.raster.surface.window
        ys = rest[0] if rest else self._height(xs)
        limits = bounds(*xs, "x") | (bounds(*ys, "y") if rest else bounds(-np.inf, np.inf, "y"))
        self._home = (xs, ys)
        self._pad.setLimits(**limits)
        self._pad.setRange(xRange=xs, yRange=ys, padding=0)
        self._show_way_back()

    def _height(self, xs: tuple[float, float]) -> tuple[float, float]:
        """The height that suits what is seen of a curve between `xs`; the handle belongs to it."""
        shown = [self._handle_at[0]] if self._handle_at is not None and xs[0] <= self._handle_at[0] <= xs[1] else []
        return height(span(self.raster, xs), self.raster.surface.value(np.array(shown)[:, None]))

    @Slot()
    def _fit_height(self) -> None:
        if self.raster is None or self.raster.surface.n == 2:
            return
        self._home = (self._home[0], self._height(self._home[0]))
        self._pad.setRange(yRange=self._height(tuple(self._pad.viewRange()[0])), padding=0)

    @Slot()
    def _show_way_back(self) -> None:
        """Offer to show all where something else is seen."""
        shown = self._pad.viewRange()
        self._back.setVisible(bool(self._home) and not np.allclose(shown, self._home, rtol=1e-6, atol=0))

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
        self._back.adjustSize()
        self._back.move(self.plot.width() - self._back.width() - 4, 4)
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

    @Slot(object)
    def _click(self, event: Any) -> None:
        place = event.scenePos()
        if event.button() != Qt.MouseButton.LeftButton or not self._pad.sceneBoundingRect().contains(place):
            return
        if not event.double():
            self._before = self._handle_at
            self.picked.emit(self._point(self._pad.mapSceneToView(place)))
            return
        # The first of the two clicks has moved the start: give it back.
        if self._before is not None and self.raster is not None:
            self.given_back.emit(tuple(self._before[: self.raster.surface.n]))
        self.show_all()

    @Slot(QPointF)
    def _pull(self, view: QPointF) -> None:
        self.dragged.emit(self._point(view))

    @Slot()
    def _nearer(self) -> None:
        self._zoom(0.8)

    @Slot()
    def _farther(self) -> None:
        self._zoom(1.25)

    def _zoom(self, factor: float) -> None:
        self._pad.scaleBy((factor, None if self.raster and self.raster.surface.n == 1 else factor))

    @Slot(object)
    def _hover(self, scene: QPointF) -> None:
        inside, cursors = self._pad.sceneBoundingRect().contains(scene), Qt.CursorShape
        self.plot.setCursor(cursors.OpenHandCursor if inside and self._grabs(scene) else cursors.ArrowCursor)
        self._here.say(self.reading(self._point(self._pad.mapSceneToView(scene))) if inside and self.raster else "")

    def reading(self, point: Point) -> str:
        """What is said of the place under the mouse."""
        return reading(self.raster, point)

    @guarded
    def enterEvent(self, event: QEnterEvent) -> None:
        for key in self._keys:
            key.setEnabled(True)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        for key in self._keys:
            key.setEnabled(False)
        self._here.say("")

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1)}
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if event.text() in ("+", "=", "-", "−"):
            self._zoom(0.8 if event.text() in "+=" else 1.25)
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
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.raster is not self._drawn:
            self._draw()

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


def shape(surface: Surface) -> tuple[Any, ...]:
    """What two surfaces share if the view of one suits the other."""
    return surface.text, surface.axes, surface.window
