"""The bars of a sweep as a picture: the lower, the better the learning rate; their texture says how the walk ends."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from lossland.views.theme import Tokens

if TYPE_CHECKING:
    from lossland.core.sweep import Sweep

Pixels = NDArray[np.intp]

LEAST = 2  # pixels of the lowest bar
ROUNDING = 1e-12  # of the loss at the start: what is less above the lowest is no difference
LOOKS = (
    "smooth", "oscillating", "elsewhere", "moving", "swinging",
    "periodic", "restless", "diverging", "falling", "undefined",
)  # fmt: skip


def looks(sweep: Sweep) -> Pixels:
    """The number in LOOKS of each learning rate's look."""
    found, of = np.unique(sweep.kinds, return_inverse=True)
    made = np.array([LOOKS.index(str(name)) for name in found], np.intp)[of]
    return np.where(sweep.elsewhere, LOOKS.index("elsewhere"), made)


def heights(sweep: Sweep) -> NDArray[np.float64]:
    """How much of the whole height each bar has.

    Where a walk comes to rest at a minimum, up to a half: the steps until then, of all steps. Higher than all of these
    are the others: how far the loss at the end is above the lowest of them, on a logarithmic scale up to the start's of
    two decades at least, below which is the luckiest twentieth. 1 where there is no minimum.
    """
    rests = sweep.needed >= 0
    going = ~rests & ~sweep.elsewhere & np.isfinite(sweep.losses)
    left = np.ones(len(rests))
    if going.any() and (first := sweep.loss - sweep.losses.min()) > 0:
        share = (sweep.losses[going] - sweep.losses.min()) / first
        decades = np.log10(np.maximum(share, ROUNDING))
        left[going] = np.clip(1 - decades / min(np.quantile(decades, 0.05), -2.0), 0.0, 1.0)
    floor = 0.5 if rests.any() else 0.0
    return np.where(rests, sweep.needed / max(sweep.steps, 1) / 2, floor + (1 - floor) * left)


def picture(sweep: Sweep, columns: Pixels, high: int, scale: float, ink: str, t: Tokens) -> QImage:
    """Paint the bars, `high` pixels at most, one pixel wide for each of `columns`, the indices of learning rates.

    A run's colour `ink` is for what comes to a minimum; hatching is for swinging, checks for jumping, dots for what is
    restless, and hatching the other way in the colour of warnings for what is lost. `scale`: pixels of one of ours.
    """
    look, share = looks(sweep)[columns], heights(sweep)[columns]
    tall = np.maximum(np.rint(share * high), LEAST * scale)
    y, x = np.ogrid[:high, : len(columns)]
    size = max(1, round(2 * scale))
    rising, sinking = ((x + sign * y) // size % 3 == 0 for sign in (1, -1))
    checks, dots = (x // size + y // size) % 2 == 0, (x // size % 2 == 0) & ((y // size + x // size) % 4 == 0)
    level, nothing = y // size % 3 == 0, np.zeros((1, 1), bool)
    marks = (nothing, rising, nothing, nothing, rising, checks, dots, sinking, level, sinking | rising)
    pale, full = (np.array([mixed(t.card, name, part) for name, part in parts], np.uint32) for parts in _inks(ink, t))
    rgb = np.broadcast_to(pale[look], (high, len(columns))).copy()
    for number in np.unique(look):
        here = look == number
        np.copyto(rgb, full[number], where=marks[number] & here)
    top = (y < high - tall + scale) & (share < 1) & (sweep.needed[columns] < 0)
    np.copyto(rgb, np.uint32(mixed(t.card, t.mute, 0.8)), where=top)
    rgb[y < high - tall] = 0
    return QImage(rgb.tobytes(), len(columns), high, 4 * len(columns), QImage.Format.Format_ARGB32).copy()


def bands(look: Pixels) -> list[tuple[str, int, int]]:
    """Neighbours of one look: its name in LOOKS, the first of them, and the one after the last."""
    edges = [0, *(np.flatnonzero(np.diff(look)) + 1).tolist(), len(look)]
    return [(LOOKS[look[first]], first, end) for first, end in pairwise(edges)]


def mixed(ground: str, ink: str, part: float) -> int:
    """`part` of `ink` on `ground`, as 0xffrrggbb."""
    below, above = QColor(ground), QColor(ink)
    rgb = (round(b + part * (a - b)) for a, b in zip(above.getRgb()[:3], below.getRgb()[:3], strict=True))
    return QColor(*rgb).rgba()


def _inks(ink: str, t: Tokens) -> tuple[list[tuple[str, float]], list[tuple[str, float]]]:
    """The ground of each of LOOKS and what is drawn on it, as a colour and how much of it."""
    quiet, loud, lost, alarm = (t.mute, 0.16), (t.mute, 0.5), (t.warn, 0.2), (t.warn, 0.6)
    ground = [(ink, 0.9), (ink, 0.35), (t.mute, 0.75), quiet, quiet, quiet, quiet, lost, lost, quiet]
    drawn = [(ink, 0.9), (ink, 0.9), (t.mute, 0.75), quiet, loud, (t.mute, 0.6), loud, alarm, alarm, loud]
    return ground, drawn
