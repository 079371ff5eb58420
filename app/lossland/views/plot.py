"""What every plot shares: the gate that all arrays pass, quiet axes, and the colour map under the paths."""

from functools import lru_cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import ArrayLike, NDArray
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame

from lossland.views.theme import Tokens, font

LIMIT = 1e300  # beyond it pyqtgraph's range arithmetic overflows

pg.setConfigOptions(antialias=True)


def finite(values: ArrayLike) -> NDArray[np.float64]:
    """Return `values` as contiguous float64 with NaN for what is not finite, within ±1e300: pyqtgraph takes no less."""
    array = np.array(values, dtype=np.float64, order="C")
    array[~np.isfinite(array)] = np.nan
    return np.clip(array, -LIMIT, LIMIT, out=array)


def plot(t: Tokens, *, view_box: pg.ViewBox | None = None) -> pg.PlotWidget:
    """A plot with muted axes and nothing else; the wheel zooms. A `view_box` of one's own may read the mouse."""
    made = pg.PlotWidget(background=t.card, viewBox=view_box)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setMenuEnabled(False)
    made.hideButtons()
    for side in ("left", "bottom"):
        axis = made.getAxis(side)
        axis.setPen(pg.mkPen(t.line))
        axis.setTextPen(t.mute)
        axis.setStyle(tickLength=-4, tickFont=font(t.small), maxTickLevel=0)
    made.getAxis("left").setWidth(round(t.small * 3.2))
    made.getAxis("bottom").setHeight(round(t.small * 2))
    made.getAxis("left").enableAutoSIPrefix(False)
    made.getAxis("bottom").enableAutoSIPrefix(False)
    return made


@lru_cache(maxsize=2)
def quiet_map(t: Tokens) -> NDArray[np.ubyte]:
    """Cividis blended half into the card, (256, 3): the paths on it stay the loudest thing."""
    table = np.asarray(pg.colormap.get("cividis").getLookupTable(nPts=256), float)[:, :3]
    card = np.array(QColor(t.card).getRgb()[:3], float)
    return (table * 0.55 + card * 0.45).astype(np.ubyte)
