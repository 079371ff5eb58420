"""The walks on a map: where each run has been, where it is, where it goes next, and which way is uphill."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.Qt.internals import PrimitiveArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from lossland.views.guard import guarded
from lossland.views.theme import Tokens, color, font
from lossland.views.words import tr

Array = NDArray[np.float64]

FAR = 20_000.0  # pixels: beyond it Qt's painter gets lines wrong
MANY = 500  # points above which a path is a hairline without dots: a wide, smooth one takes too long to paint
SHORTEST, LONGEST = 0.08, 0.18  # of the view's width: the arrow of the smallest and of the largest gradient
REST = 1e-6  # a gradient no longer than this has no arrow: the point rests
DECADES = 4.0  # gradients this many decades below the largest all get the shortest arrow
# Where a label may stand around its tip, in its own half size: never so far that it seems to be another's.
AROUND = ((0, -1, 1.4), (0, 1, 1.4), (1, 0, 1.2), (-1, 0, 1.2), (0, -1, 2.6), (0, 1, 2.6))


@dataclass(frozen=True, eq=False)
class Track:
    """A run's walk on the plot: xs and ys (steps+1,), gradients (steps+1, n), and the steps really made."""

    xs: Array
    ys: Array
    gradients: Array
    length: int
    color: str


class WalkLayer(pg.UIGraphicsItem):
    """Paints tracks up to an index; moving the index computes nothing."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._tracks: tuple[Track, ...] = ()
        self._selected: Track | None = None
        self._index = 0
        self._pixels: list[Array] = []
        self._ghosts: list[Array] = []
        self._taken: list[QRectF] = []  # where the points and the start are
        self._seen: QTransform | None = None  # the view for which the pixels were computed
        self._font = font(tokens.small, bold=True)
        self.setZValue(10)

    def show_tracks(self, tracks: tuple[Track, ...], selected: Track | None) -> None:
        """Show these; the selected one is painted last, with its arrows."""
        self._tracks, self._selected, self._seen = tracks, selected, None
        self.update()

    def move(self, index: int) -> None:
        self._index = index
        self.update()

    @guarded
    def paint(self, painter: QPainter, *args: Any) -> None:
        view = painter.worldTransform()
        frame = view.mapRect(self.viewRect())
        if self._seen is None or view != self._seen:
            self._pixels = [tamed(to_pixels(view, track), frame) for track in self._tracks]
            self._ghosts = [thinned(pixels) for pixels in self._pixels]
            self._seen = QTransform(view)
        radius = 3.5 + 1.5 * self._tokens.stroke
        places = [pixels[k] for pixels in self._pixels for k in {0, min(self._index, len(pixels) - 1)}]
        self._taken = [QRectF(x - radius, y - radius, 2 * radius, 2 * radius) for x, y in places]
        painter.resetTransform()
        for track, ghost in zip(self._tracks, self._ghosts, strict=True):
            _path(painter, ghost, QPen(color(track.color, 0.45), 1), smooth=False)
        for track, pixels in zip(self._tracks, self._pixels, strict=True):
            self._walked(painter, track, pixels)
        for track, pixels in zip(self._tracks, self._pixels, strict=True):
            if track is self._selected:
                self._arrows(painter, track, pixels, view, frame)
            self._spot(painter, track, pixels)
        painter.setWorldTransform(view)

    def _walked(self, painter: QPainter, track: Track, pixels: Array) -> None:
        walked = thinned(pixels[: self._index + 1])
        wide = len(walked) <= MANY
        _path(painter, walked, QPen(QColor(track.color), self._tokens.stroke if wide else 1), smooth=wide)
        if wide:
            pen = QPen(QColor(track.color), 3 + self._tokens.stroke)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            _dots(painter, apart(walked, pen.widthF()), pen)

    def _spot(self, painter: QPainter, track: Track, pixels: Array) -> None:
        x, y = pixels[min(self._index, len(pixels) - 1)]
        if math.isfinite(x + y):
            radius = 3.5 + 1.5 * self._tokens.stroke
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._tokens.card), 2))
            painter.setBrush(QColor(track.color))
            painter.drawEllipse(QPointF(x, y), radius, radius)

    def _arrows(self, painter: QPainter, track: Track, pixels: Array, view: QTransform, frame: QRectF) -> None:
        t, k = self._tokens, min(self._index, len(pixels) - 1)
        here = pixels[k]
        if not frame.contains(QPointF(*here)):
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if k < track.length and np.isfinite(pixels[k + 1]).all() and math.dist(here, pixels[k + 1]) >= 8:
            there = pixels[k + 1]
            self._arrow(painter, here, there, QColor(t.ink), 0.6 * t.stroke)
            if math.dist(here, there) >= 20 and frame.contains(QPointF(*there)):
                self._say(painter, tr("next step"), here, there, frame)
        g = track.gradients[k]
        way = uphill(g, view.m11(), view.m22())
        if way is None:
            return
        if len(g) == 1:
            self._tangent(painter, here, tangent(float(g[0]), view.m11(), view.m22()), 0.14 * frame.width())
        tip = tip_in(frame, here, np.array(way) * frame.width() * arrow_length(track.gradients, k))
        self._arrow(painter, here, tip, QColor(t.ink), t.stroke)
        self._say(painter, tr("∇f uphill"), here, tip, frame)

    def _arrow(self, painter: QPainter, tail: Array, tip: Array, ink: QColor, width: float) -> None:
        """An arrow on a broader one in the card's colour: it is seen on any ground."""
        length = math.dist(tail, tip)
        head = min(5 + 3 * self._tokens.stroke, 0.6 * length)
        along = (tip - tail) / max(length, 1e-9)
        across = np.array((-along[1], along[0])) * 0.4 * head
        neck = tip - along * head
        triangle = QPolygonF([QPointF(*point) for point in (tip, neck + across, neck - across)])
        for extra, paint in ((2.5, color(self._tokens.card, 0.8)), (0, ink)):
            painter.setPen(QPen(paint, width + extra))
            painter.drawLine(QLineF(*tail, *neck))
            painter.setPen(QPen(paint, extra) if extra else Qt.PenStyle.NoPen)
            painter.setBrush(paint)
            painter.drawPolygon(triangle)

    def _tangent(self, painter: QPainter, here: Array, way: Array, reach: float) -> None:
        painter.setPen(QPen(color(self._tokens.ink, 0.6), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QLineF(*(here - way * reach), *(here + way * reach)))

    def _say(self, painter: QPainter, text: str, tail: Array, tip: Array, frame: QRectF) -> None:
        """Write beyond the tip, inside the frame."""
        metrics = QFontMetricsF(self._font)
        box = label_box(tail, tip, (metrics.horizontalAdvance(text), metrics.height()), frame, self._taken)
        path = QPainterPath()
        path.addText(QPointF(box.left(), box.bottom() - metrics.descent()), self._font, text)
        painter.strokePath(path, QPen(color(self._tokens.card, 0.8), 3))
        painter.fillPath(path, QColor(self._tokens.ink))


def to_pixels(view: QTransform, track: Track) -> Array:
    """The track's points (steps+1, 2) under `view`, which scales and moves but does not turn."""
    return np.column_stack((track.xs * view.m11() + view.dx(), track.ys * view.m22() + view.dy()))


def tamed(pixels: Array, frame: QRectF) -> Array:
    """Pull points that are farther than FAR from the frame's middle back to that distance, towards the middle."""
    middle = np.array((frame.center().x(), frame.center().y()))
    away = np.clip(pixels - middle, -1e150, 1e150)
    far = np.hypot(away[:, 0], away[:, 1])
    return middle + away * np.minimum(1.0, FAR / np.maximum(far, 1.0))[:, None]


def thinned(pixels: Array) -> Array:
    """Leave out every point that falls on the same pixel as the one before it; the last one stays."""
    if len(pixels) < 2:
        return pixels
    keep = np.ones(len(pixels), dtype=bool)
    keep[1:] = (np.diff(np.rint(pixels), axis=0) != 0).any(axis=1)
    keep[-1] = True
    return pixels[keep]


def apart(pixels: Array, distance: float) -> Array:
    """Leave out points closer than `distance` to both neighbours: their dots would only thicken the line."""
    gaps = np.hypot(*np.diff(pixels, axis=0).T)
    gaps = np.concatenate(([np.inf], gaps, [np.inf]))
    return pixels[(gaps[:-1] >= distance) | (gaps[1:] >= distance)]


def uphill(gradient: Array, across: float, up: float) -> tuple[float, float] | None:
    """The direction (1 pixel long) of the gradient on a plot with `across` and `up` pixels a unit; None at rest.

    A curve has one axis alone, so its gradient lies along it.
    """
    largest = float(np.abs(gradient).max())
    if not (math.isfinite(largest) and largest * math.hypot(*(gradient / (largest or 1))) > REST):
        return None
    unit = gradient / largest
    x, y = unit[0] * across, unit[1] * up if len(unit) > 1 else 0.0
    length = math.hypot(x, y)
    return x / length, y / length


def tangent(slope: float, across: float, up: float) -> Array:
    """The direction (1 pixel long) of a line with `slope`."""
    way = np.array((across, np.clip(slope, -1e100, 1e100) * up))
    return way / np.hypot(*way)


def arrow_length(gradients: Array, k: int) -> float:
    """How long, in widths of the view, the arrow at step `k` is: by the decades below the walk's largest gradient."""
    with np.errstate(all="ignore"):
        norms = np.sqrt((gradients * gradients).sum(axis=-1))
    largest = np.nanmax(np.where(np.isfinite(norms), norms, 0.0))
    if not (largest > 0 and 0 < norms[k] <= largest):
        return LONGEST
    part = 1 + math.log10(norms[k] / largest) / DECADES
    return SHORTEST + (LONGEST - SHORTEST) * max(part, 0.0)


def tip_in(frame: QRectF, tail: Array, way: Array) -> Array:
    """Where an arrow from `tail` along `way` ends: at the frame's edge if that is nearer, but never at once."""
    room = np.array((frame.left() + 4, frame.top() + 4, frame.right() - 4, frame.bottom() - 4)) - np.tile(tail, 2)
    parts = [edge / along for edge, along in zip(room, np.tile(way, 2), strict=True) if edge * along > 0]
    return tail + way * max(min([1.0, *parts]), 0.3)


def label_box(tail: Array, tip: Array, size: tuple[float, float], frame: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """Where a label of an arrow goes: beyond its tip or, where that is `taken`, around it in `frame`."""
    width, height = size
    along = (tip - tail) / max(math.dist(tail, tip), 1e-9)
    ways = [along, *(np.array((dx, dy)) * far for dx, dy, far in AROUND)]
    shaft = QRectF(QPointF(*tail), QPointF(*tip)).normalized().adjusted(-2, -4, 2, 4)
    boxes = []
    for way in ways:
        x, y = tip + way * np.array((width / 2 + 4, height / 2 + 2))
        left = min(max(x - width / 2, frame.left() + 2), frame.right() - width - 2)
        top = min(max(y - height / 2, frame.top() + 2), frame.bottom() - height - 2)
        boxes.append(QRectF(left, top, width, height))
    free = (box for box in boxes if not any(box.intersects(other) for other in (*taken, shaft)))
    return next(free, boxes[0])


def _path(painter: QPainter, pixels: Array, pen: QPen, *, smooth: bool) -> None:
    """Draw a polyline segment by segment: Qt takes a hundred times longer for a wide one in one piece."""
    ends = np.column_stack((pixels[:-1], pixels[1:]))
    ends = ends[np.isfinite(ends).all(axis=1)]
    if not len(ends):
        return
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
    painter.setPen(pen)
    lines = PrimitiveArray(QLineF, 4)
    lines.resize(len(ends))
    lines.ndarray()[:] = ends
    painter.drawLines(*lines.drawargs())


def _dots(painter: QPainter, pixels: Array, pen: QPen) -> None:
    known = pixels[np.isfinite(pixels).all(axis=1)]
    if not len(known):
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    points = PrimitiveArray(QPointF, 2)
    points.resize(len(known))
    points.ndarray()[:] = known
    painter.drawPoints(*points.drawargs())
