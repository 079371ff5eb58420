"""Thousands of dots on a plot, coloured by where they end: one picture of each kind of dot, stamped at every place."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from lossland.core.atlas import NONE
from lossland.views.guard import guarded
from lossland.views.theme import Tokens, color

Array = NDArray[np.float64]

SPRITE = 16  # pixels from one dot's picture to the next


class Dots(pg.GraphicsObject):
    """Dots in the basin colours; hollow for NONE.

    A scatter item needs twice the time for as many dots: it keeps a pen, a brush and a size for each.
    """

    def __init__(self, t: Tokens) -> None:
        super().__init__()
        self._t = t
        self.xs, self.ys = np.empty(0), np.empty(0)
        self._kinds = np.empty(0, np.intp)
        self._size, self._ratio = 0.0, 1.0
        self._sprites: QPixmap | None = None
        self._stamps = PrimitiveArray(QPainter.PixmapFragment, 10)

    def show_dots(self, xs: Array, ys: Array, labels: Any = NONE) -> None:
        """Put dots at `xs`, `ys` (m,) of the plot; `labels` are numbers of basin colours or NONE."""
        self.xs, self.ys = xs, ys
        # The label NONE takes its picture from the end.
        self._kinds = np.broadcast_to(labels, xs.shape) % (len(self._t.basins) + 1)
        size = dot_size(len(xs)) * max(1.0, self._t.stroke / 2.5)
        if size != self._size:
            self._size, self._sprites = size, None
        self.update()

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()  # forgets the rectangle seen before
        self.prepareGeometryChange()

    @guarded
    def boundingRect(self) -> QRectF:
        return self.viewRect() or QRectF()

    @guarded
    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        ratio = painter.device().devicePixelRatioF()
        if self._sprites is None or ratio != self._ratio:
            self._ratio, self._sprites = ratio, self._draw_sprites(ratio)
        turn, seen = painter.worldTransform(), self.viewRect()
        with np.errstate(invalid="ignore"):
            inside = (self.xs >= seen.left()) & (self.xs <= seen.right())
            inside &= (self.ys >= seen.top()) & (self.ys <= seen.bottom())
        self._stamps.resize(int(np.count_nonzero(inside)))
        stamps = self._stamps.ndarray()
        stamps[:, 0] = self.xs[inside] * turn.m11() + turn.dx()
        stamps[:, 1] = self.ys[inside] * turn.m22() + turn.dy()
        stamps[:, 2] = self._kinds[inside] * SPRITE * ratio
        stamps[:, 3:] = (0, SPRITE * ratio, SPRITE * ratio, 1 / ratio, 1 / ratio, 0, 1)
        painter.resetTransform()
        painter.drawPixmapFragments(*self._stamps.drawargs(), self._sprites)

    def _draw_sprites(self, ratio: float) -> QPixmap:
        """One dot of each colour, side by side, then NONE."""
        fills = [color(name) for name in self._t.basins] + [color(self._t.card, 0.35)]
        made = QPixmap(round(SPRITE * ratio) * len(fills), round(SPRITE * ratio))
        made.fill(Qt.GlobalColor.transparent)
        radius = self._size / 2
        with QPainter(made) as painter:
            painter.scale(ratio, ratio)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            # Thousands of dark rims would be all that is seen of small dots.
            painter.setPen(QPen(color(self._t.ink, 0.8 if self._size >= 5 else 0.5), min(1.0, self._size / 5)))
            for place, fill in enumerate(fills):
                painter.setBrush(fill)
                painter.drawEllipse(QPointF((place + 0.5) * SPRITE, SPRITE / 2), radius, radius)
        return made


def dot_size(count: int) -> float:
    """The diameter in pixels at which so many dots neither hide the map nor are lost on it."""
    return next(
        size for most, size in ((200, 7.0), (1000, 6.0), (4000, 5.0), (12_000, 4.0), (1e9, 3.0)) if count <= most
    )
