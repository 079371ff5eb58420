"""The map with a crowd on it: dots in the colour of where they end, and a star at each minimum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QCursor

from lossland.core.atlas import LOST
from lossland.views.loss_map import LossMap
from lossland.views.map_parts import Signs
from lossland.views.plot import finite
from lossland.views.starts.basin_picture import BasinPicture
from lossland.views.starts.dots import NONE, Dots
from lossland.views.starts.shares import coordinates
from lossland.views.theme import Look, color
from lossland.views.words import tr

if TYPE_CHECKING:
    from lossland.core.basins import Basins
    from lossland.core.raster import Raster
    from lossland.core.study import Study

Point = tuple[float, ...]

STARS = 200  # more would hide the map
FEW = 8  # minima up to which stars are drawn large


class StartsMap(LossMap):
    """Shows a Study at one of its frames, and under it the relief or a map of the basins."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        t = look.tokens
        self._study: Study | None = None
        self._basins: Basins | None = None
        self._frame = 0
        self._labels = np.empty(0, np.intp)
        self.basins = BasinPicture(t)
        self.plot.addItem(self.basins, ignoreBounds=True)
        self.crowd = Dots(t)
        pen = pg.mkPen(t.ink, width=1)
        self.stars = Signs(symbol="star", brush=t.card, pen=pen)
        self.rings = Signs(symbol="o", brush=None, pen=pg.mkPen(t.ink, width=t.stroke * 0.75))
        self.spot = Signs(symbol="o", brush=color(t.accent, 0.25), pen=pg.mkPen(t.accent, width=t.stroke))
        for height, item in enumerate((self.crowd, self.spot, self.rings, self.stars), start=5):
            item.setZValue(height)
            self.plot.addItem(item, ignoreBounds=True)
        self.setAccessibleName(tr("Map of the starts"))
        self.setToolTip(tr("Each dot has the colour of the minimum where it ends; a hollow one ends at none."))

    def show_raster(self, raster: Raster) -> None:
        super().show_raster(raster)
        self._choose_ground()
        if self._study is not None:
            self._show_all_of(self._study)

    def show_basins(self, basins: Basins | None, tints: Sequence[int] = ()) -> None:
        """Show a map of the basins, its minima in the colours numbered `tints`, in the place of the relief; or none."""
        self._basins = basins
        if basins is not None:
            self.basins.show_basins(basins, tints)
        self._choose_ground()
        if self.plot.underMouse():  # what is said of the place under the mouse is of this map, too
            self._hover(self.plot.mapToScene(self.plot.mapFromGlobal(QCursor.pos())))

    def reading(self, point: Point) -> str:
        """On a map of the basins also where the walk from there leads, and after how many steps."""
        leads = whither(self._basins, point) if self._basins is not None and self.basins.isVisible() else ""
        return "\n".join(filter(None, (leads, super().reading(point))))

    def show_study(self, study: Study, step: int, tints: NDArray[np.intp]) -> None:
        """Show the crowd of `study` as it was at `step`, and its minima, which have the colours numbered `tints`."""
        self._study, self._frame = study, study.frames.nearest(step)
        # While a study goes on, those that have not arrived have no label yet.
        self._labels = np.full(study.frames.points.shape[1], NONE)
        arrived = study.labels[:: study.frames.every]
        self._labels[: len(arrived)] = np.append(tints, NONE)[arrived]
        self._choose_ground()
        self._show_all_of(study)

    def show_step(self, step: int) -> None:
        """Move the crowd to the frame nearest to `step`."""
        if self._study is not None and (frame := self._study.frames.nearest(step)) != self._frame:
            self._frame = frame
            self._choose_ground()
            self._show_frame(self._study)

    def point_at(self, number: int) -> None:
        """Lay a spot under the star of minimum `number`; -1 takes it away."""
        minima = self._study.minima if self._study is not None else ()
        chosen = [minima[number].point] if 0 <= number < len(minima) else []
        self.spot.setData(*self._places(chosen), size=round(30 * self._scale(minima)))

    def _choose_ground(self) -> None:
        """Show the map of the basins or the relief. On the map all is a start: the crowd appears once it walks."""
        mapped = self._basins is not None and self.raster is not None
        mapped = mapped and self.raster.surface.n == len(self._basins.window)
        self.basins.setVisible(mapped)
        self._picture.setVisible(not mapped)
        self.crowd.setVisible(self._frame > 0 or not mapped)

    def _show_all_of(self, study: Study) -> None:
        if self.raster is None or self.raster.surface.n != study.ends.shape[1]:
            return  # one of the two is of an older text: the other is on its way
        self._show_frame(study)
        self.point_at(-1)
        stars = study.minima[:STARS]
        scale = self._scale(stars)
        self.stars.setData(*self._places([minimum.point for minimum in stars]), size=round(15 * scale))
        best = [minimum.point for minimum in stars if minimum.is_best]
        self.rings.setData(*self._places(best), size=round(24 * scale))

    def _show_frame(self, study: Study) -> None:
        if self.raster is None or self.raster.surface.n != study.ends.shape[1]:
            return
        self.crowd.show_dots(*self.to_plot(study.frames.points[self._frame]), self._labels)

    def _places(self, points: list[tuple[float, ...]]) -> tuple[np.ndarray, np.ndarray]:
        if not points or self.raster is None:
            return np.empty(0), np.empty(0)
        xs, ys = self.to_plot(finite(points))
        there = np.isfinite(ys)  # a minimum of the text before may lie where this one has no value
        return xs[there], ys[there]

    def _scale(self, minima: tuple) -> float:
        return (1.0 if len(minima) <= FEW else 0.8) * (0.6 + 0.2 * self._tokens.stroke)


def whither(basins: Basins, point: Point) -> str:
    """Where the walk from a place of a map leads, and in how many steps; nothing outside the map."""
    found = basins.at(point)
    if found is None:
        return ""
    label, steps = found
    if label == LOST:
        return tr("diverges after {count} steps", count=steps)
    if label < 0:
        return tr("at no minimum after {count} steps", count=steps)
    place = coordinates(basins.minima[label].point, basins.window)
    if steps == basins.most:
        return tr("hovers about {place} after {count} steps", place=place, count=steps)
    return tr("leads to {place} in {count} steps", place=place, count=steps)
