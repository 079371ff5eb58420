"""Loss against step: one curve a run, and a line at the playback's step that can be dragged."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from lossland.views.guard import guarded
from lossland.views.panel import label
from lossland.views.plot import finite, plot
from lossland.views.theme import Look, font
from lossland.views.words import tr

Array = NDArray[np.float64]

DEPTH = 16  # decades below the largest loss that are shown at most: float64 has no more
LOST = 1e3  # times the largest loss at a start (or 1): what lies beyond it leaves the plot
FALLEN = 1e3  # times as far below as above: a long walk down a plane is no divergence
BINS = 500  # more steps than twice as many are drawn as the lowest and highest of each bin


@dataclass(frozen=True, eq=False)
class Curves:
    """Losses ready for the plot: what to draw, the range it needs, and what the axis shows."""

    lines: tuple[Array, ...]
    low: float
    high: float
    log: bool
    above: float | None  # the loss that was subtracted, or None


class LossPlot(QWidget):
    """A press or drag anywhere on it moves the playback there."""

    scrubbed = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        t = self._tokens = look.tokens
        self._pad = _Scrub()
        self._pad.setMouseEnabled(x=False, y=False)
        self._pad.reached.connect(self._scrub)
        self.plot = plot(t, view_box=self._pad)
        self.plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lines: list[pg.PlotCurveItem] = []
        self._shown, self._last = curves([]), 1
        self._cursor = pg.InfiniteLine(0, pen=pg.mkPen(t.ink, width=1, style=Qt.PenStyle.DashLine))
        self._cursor.setZValue(10)
        self.plot.addItem(self._cursor, ignoreBounds=True)
        self._name = label(tr("loss"), font(t.small), "mute")
        self._steps = label(tr("step"), font(t.small), "mute")
        for name in (self._name, self._steps):
            name.setParent(self.plot)
            name.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            name.setStyleSheet(f"background: {t.card};")
        self.plot.getAxis("bottom").setHeight(round(1.7 * t.small))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.plot)
        self.setAccessibleName(tr("Loss against step"))
        self.plot.setToolTip(tr("Drag to move through the steps"))

    def show_losses(self, losses: Sequence[Array], colors: Sequence[str]) -> None:
        """Show one curve for each array of losses (steps+1,), in its colour."""
        made = curves(losses)
        while len(self._lines) < len(made.lines):
            self._lines.append(pg.PlotCurveItem(connect="finite", antialias=True))
            self.plot.addItem(self._lines[-1], ignoreBounds=True)
        while len(self._lines) > len(made.lines):
            self.plot.removeItem(self._lines.pop())
        for line, values, ink in zip(self._lines, made.lines, colors, strict=True):
            line.setPen(pg.mkPen(ink, width=0.75 * self._tokens.stroke))
            line.setData(*peaks(values))
        self._set_axes(made, max((len(values) - 1 for values in losses), default=1))

    def show_step(self, index: int) -> None:
        self._cursor.setPos(index)

    def _set_axes(self, made: Curves, steps: int) -> None:
        self._shown, self._last = made, max(steps, 1)
        self.plot.getAxis("bottom").setTicks([[(float(k), str(k)) for k in round_steps(self._last)]])
        self._name.setText(tr("loss") if made.above is None else tr("loss − lowest"))
        self._place()

    @Slot(float)
    def _scrub(self, x: float) -> None:
        self.scrubbed.emit(round(x))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Put the names in their corners; above the curves there is room for one."""
        for name in (self._name, self._steps):
            name.adjustSize()
        left, bottom = self.plot.getAxis("left").width(), self.plot.getAxis("bottom").height()
        self._name.move(round(left) + 8, 0)
        self._steps.move(self.plot.width() - self._steps.width(), round(self.plot.height() - bottom) + 5)
        area = max(self.plot.height() - bottom, 1)
        count = max(2, round(area / (1.9 * self._tokens.small)))
        shown = self._shown
        self.plot.getAxis("left").setTicks([decades(shown.low, shown.high, count)] if shown.log else None)
        low, tall = shown.low, shown.high - shown.low
        part = min(self._name.height() / area, 0.4)
        self._pad.setRange(
            xRange=(-0.01 * self._last, 1.01 * self._last),
            yRange=(low - 0.06 * tall, low + 1.03 * tall / (1 - part)),
            padding=0,
        )


def curves(losses: Sequence[Array]) -> Curves:
    """Prepare losses for a logarithmic axis; the lowest of all is subtracted first where one is negative.

    The range is that of the losses that stay comparable with those at the starts, and DEPTH decades at most: what is
    beyond it, a zero too, leaves the plot at its edge. Losses that never change keep a linear axis.
    """
    gated = [finite(values) for values in losses]
    known = np.concatenate([values[np.isfinite(values)] for values in gated]) if gated else np.empty(0)
    if not known.size:
        return Curves(tuple(gated), 0.0, 1.0, False, None)
    starts = [abs(values[0]) for values in gated if np.isfinite(values[0])]
    comparable = LOST * max([1.0, *starts])
    known = known[(known <= comparable) & (known >= -FALLEN * comparable)]
    low, high = float(known.min()), float(known.max())
    above = low if low < 0 else None
    if above is not None:
        gated, known = [values - above for values in gated], known - above
        high -= above
    if high <= 0 or high == known.min():
        return Curves(tuple(gated), high - 1.0, high + 1.0, False, above)
    # What was subtracted leaves rounding errors in place of the last digits.
    depth = DEPTH if above is None else DEPTH / 2
    low, high = math.log10(max(float(known[known > 0].min()), high * 10.0**-depth)), math.log10(high)
    if high - low < 1e-9:
        low, high = low - 0.5, high + 0.5
    nothing = 10.0 ** (low - (high - low))  # as far below the plot as it is high
    with np.errstate(divide="ignore"):
        lines = tuple(np.log10(np.maximum(values, nothing)) for values in gated)
    return Curves(lines, low, high, True, above)


def peaks(values: Array) -> tuple[Array, Array]:
    """Steps and values of a curve with at most 2·BINS points: of each bin its lowest and highest value, in order."""
    count = len(values)
    if count <= 2 * BINS:
        return np.arange(count, dtype=np.float64), values
    width = -(-count // BINS)
    padded = np.full(-(-count // width) * width, np.nan)
    padded[:count] = values
    bins = padded.reshape(-1, width)
    first = np.arange(len(bins)) * width
    low = first + np.where(np.isnan(bins), np.inf, bins).argmin(axis=1)
    high = first + np.where(np.isnan(bins), -np.inf, bins).argmax(axis=1)
    steps = np.sort(np.column_stack((low, high)), axis=1).ravel()
    return steps.astype(np.float64), padded[steps]


def decades(low: float, high: float, count: int = 4) -> list[tuple[float, str]]:
    """About `count` ticks between the logarithms `low` and `high`: whole decades, or 1, 2, 5 where they are few."""
    step = max(1, math.ceil((high - low) / count))
    whole = [(float(d), power(d)) for d in range(math.ceil(low / step) * step, math.floor(high) + 1, step)]
    if len(whole) >= 2:
        return whole
    first, last = math.floor(low), math.floor(high)
    fine = [(math.log10(m) + d, m * 10.0**d) for d in range(first, last + 1) for m in (1, 2, 5)]
    inside = [(place, f"{value:.3g}") for place, value in fine if low <= place <= high]
    return inside or [(low, f"{10**low:.4g}"), (high, f"{10**high:.4g}")]


def round_steps(last: int, count: int = 5) -> range:
    """Round step numbers from 0 on, about `count` up to `last`; the right end is left to the axis's name."""
    rough = max(last / count, 1)
    decade = 10 ** math.floor(math.log10(rough))
    step = next(m * decade for m in (1, 2, 5, 10) if m * decade >= rough)
    return range(0, math.floor(0.72 * last) + 1, step)


def power(decade: int) -> str:
    """10 to the `decade`, as short as it is read: 0.01, 1, 100, 10⁶."""
    if -2 <= decade <= 3:
        return f"{10.0**decade:g}"
    return "10" + str(decade).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))


class _Scrub(pg.ViewBox):
    """A plot's area that only says where along x it is pressed."""

    reached = Signal(float)

    def __init__(self) -> None:
        super().__init__(enableMenu=False)

    @guarded
    def mouseClickEvent(self, event: Any) -> None:
        self._tell(event)

    @guarded
    def mouseDragEvent(self, event: Any, axis: int | None = None) -> None:
        self._tell(event)

    def _tell(self, event: Any) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            event.accept()
            place: QPointF = self.mapSceneToView(event.scenePos())
            self.reached.emit(place.x())
