"""What a LossMap is made of: the area that reads the mouse, the image, and the line with the value under the mouse."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QLabel, QWidget

from lossland.views.guard import guarded


class Pad(pg.ViewBox):
    """The plot's area, which tells a pull at the handle from a drag of the view."""

    pulled = Signal(QPointF)
    let_go = Signal()

    def __init__(self, grabs: Any) -> None:
        super().__init__(enableMenu=False)
        self._grabs, self._pulling = grabs, False

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


class Picture(pg.ImageItem):
    """An image that is smooth when it is enlarged."""

    @guarded
    def paint(self, painter: QPainter, *args: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *args)


class Signs(pg.ScatterPlotItem):
    """Signs on a plot that leave no trace where they were.

    Where a widget on the plot, such as a line of text, is painted before Qt has come to what has changed in the scene,
    it takes the place that an item has now for the one that it was painted at.
    """

    def setData(self, *args: Any, **named: Any) -> None:
        if self.scene() is not None:
            self.scene().update(self.sceneBoundingRect())
        super().setData(*args, **named)


class Lines(pg.GraphicsObject):
    """A path in the coordinates of the plot, drawn with a pen as thin on the screen as it is."""

    def __init__(self, pen: QPen) -> None:
        super().__init__()
        self._pen, self._path = pen, QPainterPath()

    def show_path(self, path: QPainterPath) -> None:
        self.prepareGeometryChange()
        self._path = path
        self.update()

    @guarded
    def boundingRect(self) -> QRectF:
        return self._path.boundingRect()

    @guarded
    def paint(self, painter: QPainter, *args: Any) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._pen)
        painter.drawPath(self._path)


class Chip(QLabel):
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


def chip(parent: QWidget, card: str, with_font: Any) -> Chip:
    made = Chip("", parent, objectName="mute")
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(with_font)
    made.setStyleSheet(f"background: {card}; border-radius: 4px; padding: 1px 4px;")
    made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    made.hide()
    return made


def bounds(low: float, high: float, axis: str) -> dict[str, float]:
    """How far the view may be moved and zoomed: half a window to both sides, and nearer than numbers can tell."""
    size = high - low
    return {
        f"{axis}Min": low - size / 2,
        f"{axis}Max": high + size / 2,
        f"min{axis.upper()}Range": size * 1e-5 if np.isfinite(size) else 0.0,
        f"max{axis.upper()}Range": 2 * size,
    }
