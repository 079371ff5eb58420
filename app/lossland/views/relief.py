"""From a Raster to what is drawn of it: colours, the range of a curve, the value under the mouse."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from lossland.views.plot import finite, quiet_map
from lossland.views.theme import Tokens, color
from lossland.views.words import tr

if TYPE_CHECKING:
    from lossland.core.raster import Raster

Array = NDArray[np.float64]
Point = tuple[float, ...]


def colours(shade: Array, table: NDArray[np.ubyte], undefined: str) -> NDArray[np.ubyte]:
    """Return `shade` (ny, nx) as colours (ny, nx, 4): from `table` (256, 3), or `undefined` where it is NaN."""
    inks = np.full((257, 4), 255, np.ubyte)
    inks[:256, :3], inks[256, :3] = table, color(undefined).getRgb()[:3]
    index = np.nan_to_num(shade * 255, nan=256.0).astype(np.intp)
    whole = inks.view(np.uint32)[:, 0]  # a colour is one number: it is fetched at once
    return whole.take(index).view(np.ubyte).reshape(*shade.shape, 4)


@lru_cache(maxsize=2)
def picture(raster: Raster, t: Tokens) -> NDArray[np.ubyte]:
    """The colours of a map, made once for all maps that show it."""
    return colours(raster.shade, quiet_map(t), t.undefined)


@lru_cache(maxsize=2)
def outline(raster: Raster) -> QPainterPath:
    """The contour lines of a map, made once for all maps that show it."""
    path, points = QPainterPath(), raster.contours
    begin = 0
    for end in np.flatnonzero(np.isnan(points[:, 0])):
        path.addPolygon(pg.functions.arrayToQPolygonF(points[begin:end, 0], points[begin:end, 1]))
        begin = end + 1
    return path


def pixel_rect(xs: Array, ys: Array) -> QRectF:
    """The rectangle of an image whose pixels have their centres at `xs` and `ys`."""
    dx, dy = xs[1] - xs[0], ys[1] - ys[0]
    return QRectF(xs[0] - dx / 2, ys[0] - dy / 2, xs[-1] - xs[0] + dx, ys[-1] - ys[0] + dy)


def curve_range(values: Array) -> tuple[float, float]:
    """The heights to show of a curve: all of it, but not to the top of a pole."""
    known = finite(values)
    known = known[np.isfinite(known)]
    if not known.size:
        return -1.0, 1.0
    low, low2, high2, high = np.quantile(known, (0, 0.02, 0.98, 1))
    spread = max(high2 - low2, 1e-9 * max(abs(low2), abs(high2), 1e-291))
    low, high = max(low, low2 - 3 * spread), min(high, high2 + 3 * spread)
    margin = max(0.06 * (high - low), 1e-6 * max(abs(low), abs(high)), 1e-6)
    return float(low - margin), float(high + margin)


def span(raster: Raster, xs: tuple[float, float]) -> Array:
    """The values of a curve between two places, with those at the places."""
    ticks, values = raster.ticks[0], raster.values
    low, high = max(xs[0], ticks[0]), min(xs[1], ticks[-1])
    ends = np.interp([low, high], ticks, values) if low < high else []
    return np.concatenate((values[(ticks >= low) & (ticks <= high)], ends))


def height(values: Array, start: Array) -> tuple[float, float]:
    """The heights to show of a curve: where a few steep parts would flatten the rest, its lower part and the start.

    Three fifths of what is seen are shown whole; the others too where they are no more than four times as high.
    """
    low, high = curve_range(values)
    known = values[np.isfinite(values)]
    if known.size:
        most = float(np.quantile(known, 0.6))
        if most > low and high - low > 4 * (most - low):
            low, high = curve_range(np.minimum(values, most))
    for at in start[np.isfinite(start) & (np.abs(start) < 1e300)]:
        low, high = min(low, float(at) - 0.06 * (high - low)), max(high, float(at) + 0.06 * (high - low))
    return low, high


def cut_at_poles(values: Array) -> Array:
    """Return `values` with a gap where one jumps across all that is shown, as 1/x does at 0."""
    bottom, top = curve_range(values)
    cut = values.copy()
    for here, there in ((values[:-1], values[1:]), (values[1:], values[:-1])):
        cut[1:][(here < bottom) & (there > top)] = np.nan
    return cut


def near(a: tuple[float, float], b: tuple[float, float], reach: float) -> bool:
    return abs(a[0] - b[0]) <= reach and abs(a[1] - b[1]) <= reach


def reading(raster: Raster, point: Point) -> str:
    """What the raster says at its pixel nearest to `point`: "f(1.20, 0.40) = 32.1"; nothing outside it."""
    index = []
    for at, ticks in zip(point, raster.ticks, strict=True):
        step = ticks[1] - ticks[0]
        i = round((at - ticks[0]) / step)
        if not 0 <= i < len(ticks):
            return ""
        index.append(i)
    value = raster.values[tuple(reversed(index))]
    # As many decimals as tell two pixels of a small picture apart.
    decimals = [max(0, int(2 - np.floor(np.log10(ticks[-1] - ticks[0])))) for ticks in raster.ticks]
    place = ", ".join(f"{at:z.{min(d, 12)}f}" for at, d in zip(point, decimals, strict=True))
    said = f"{value:z.4g}" if np.isfinite(value) else tr("undefined")
    return f"f({place}) = {said}".replace("-", "−")
