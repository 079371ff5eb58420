"""A map of the basins of attraction: the colour is the minimum, the shade the number of steps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from lossland.core.atlas import LOST
from lossland.views.guard import guarded
from lossland.views.theme import Tokens

if TYPE_CHECKING:
    from lossland.core.basins import Basins

SHADES = 32  # of each colour; with six basins, diverged and none they make the 256 of an indexed image
INDEXED = QImage.Format.Format_Indexed8


class BasinPicture(pg.GraphicsObject):
    """Lies under all else. A curve's one row of pixels is as high as what is seen."""

    def __init__(self, t: Tokens) -> None:
        super().__init__()
        self.setZValue(-1)
        self._inks = [shade.rgb() for shades in palette(t) for shade in shades]
        self._pixels = np.empty((0, 0), np.ubyte)  # the image's memory
        self._image, self._drawn = QImage(), QImage()
        self._window: tuple[tuple[float, float], ...] = ()
        self.hide()

    def show_basins(self, basins: Basins, tints: Sequence[int]) -> None:
        """Show a map, its minima in the basin colours numbered `tints`."""
        self._pixels, self._window = numbered(basins, tints, len(self._inks) // SHADES), basins.window
        rows, columns = self._pixels.shape
        self._image, self._drawn = QImage(self._pixels.data, columns, rows, columns, INDEXED), QImage()
        self._image.setColorTable(self._inks)
        self.update()

    def viewTransformChanged(self) -> None:
        super().viewTransformChanged()  # forgets the rectangle seen before
        self.prepareGeometryChange()

    @guarded
    def boundingRect(self) -> QRectF:
        return self.viewRect() or QRectF()

    @guarded
    def paint(self, painter: QPainter, option: Any, widget: Any = None) -> None:
        if not self._window:
            return
        (left, right), *rest = self._window
        bottom, top = rest[0] if rest else (self.viewRect().top(), self.viewRect().bottom())
        where = painter.worldTransform().mapRect(QRectF(left, bottom, right - left, top - bottom))
        painter.resetTransform()
        painter.drawImage(where, self._suited(where.size().toSize() * painter.device().devicePixelRatioF()))

    def _suited(self, size: QSize) -> QImage:
        """The image for so many pixels of the screen: where it has more of its own, they are averaged, once."""
        size = size.boundedTo(self._image.size())
        if self._drawn.size() != size:
            whole = self._image.convertToFormat(QImage.Format.Format_RGB32)
            smooth = Qt.TransformationMode.SmoothTransformation
            self._drawn = whole.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        return self._drawn


def numbered(basins: Basins, tints: Sequence[int], kinds: int) -> NDArray[np.ubyte]:
    """The pixels of a map, row by row downwards, as numbers of colours: those of a palette of `kinds`, in a line."""
    # The labels of who diverged and of none take theirs from the end, as the palette has them there.
    first = (SHADES * np.array([*tints, kinds - 2, kinds - 1])).astype(np.ubyte)
    labels, steps = basins.labels[::-1], basins.steps[::-1]
    made: NDArray[np.ubyte] = first.take(labels)
    made += shades(*basins.span, basins.most).take(steps)
    if basins.lost:  # most of them within fewer steps than others need to arrive
        lost = np.flatnonzero(labels == LOST)
        fled = steps.ravel()[lost]
        few, many = np.quantile(fled[:: len(fled) // 4096 + 1], (0.02, 0.98)).astype(int)
        made.ravel()[lost] = first[LOST] + shades(few, many, basins.most).take(fled)
    return made


def shades(few: int, many: int, most: int) -> NDArray[np.ubyte]:
    """The shade of each number of steps from 0 to `most`, the lightest up to `few` and the darkest from `many` on.

    On a logarithmic scale: most walks need little more than the fewest, some very many.
    """
    low, high = np.log1p((few, max(many, few + 1)))
    share = np.clip((np.log1p(np.arange(most + 1)) - low) / (high - low), 0, 1)
    made: NDArray[np.ubyte] = np.minimum(share * SHADES, SHADES - 1).astype(np.ubyte)
    return made


@lru_cache(maxsize=2)
def palette(t: Tokens) -> tuple[tuple[QColor, ...], ...]:
    """The shades from few steps to many of each basin colour, of those who diverged, and of none."""
    grey = max(QColor(t.mute), QColor(t.edge), key=QColor.value)
    colors = [*(deeper(QColor(name)) for name in t.basins), deeper(grey), (QColor(t.undefined),) * 2]
    return tuple(tuple(between(*ends, i / (SHADES - 1)) for i in range(SHADES)) for ends in colors)


def deeper(few: QColor) -> tuple[QColor, QColor]:
    """The colour of a basin where few steps lead to its minimum, and where many do."""
    hue, saturation, value, _ = few.getHsvF()
    return few, QColor.fromHsvF(hue, min(1.0, saturation * 1.9), value * 0.55)


def between(one: QColor, other: QColor, share: float) -> QColor:
    return QColor.fromRgbF(*(a + (b - a) * share for a, b in zip(one.getRgbF()[:3], other.getRgbF()[:3], strict=True)))
