"""Which basin colour a minimum has: the same one wherever it is shown, and however one came to see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from lossland.core.united import Found, united

if TYPE_CHECKING:
    from lossland.core.basins import Basins
    from lossland.core.study import Study

Window = tuple[tuple[float, float], ...]

MANY = 500  # minima that look for a colour none of their neighbours has
TURN = 0.37  # of a sector, so that no minimum on an axis or a diagonal is on the border of two


def colored(
    study: Study | None, basins: Basins | None, colors: int
) -> tuple[list[int], NDArray[np.intp], tuple[float, ...]]:
    """The numbers of the colours of the minima on a map and of those of a study, and the map's areas of the latter.

    A minimum that both have found has one colour.
    """
    mapped, met = (basins.minima if basins else ()), (study.minima if study else ())
    if not mapped and not met:
        return [], np.empty(0, np.intp), ()
    window = basins.window if basins else study.frames.window
    if study and len(study.frames.window) != len(window):  # one of the two is of an older text
        return tints(mapped, window, colors).tolist(), tints(met, study.frames.window, colors), ()
    both, index = united(mapped, met, window)
    numbers = tints(both, window, colors)
    areas = tuple(basins.shares[i] if i < len(mapped) else 0.0 for i in index) if basins else ()
    return numbers[: len(mapped)].tolist(), numbers[index], areas


def tints(minima: Sequence[Found], window: Window, colors: int) -> NDArray[np.intp]:
    """The number of the colour of each of `minima`.

    Each wishes for that of its direction from the middle of the window, and the lower ones choose first: the next
    colour that is free, and where none is, the one that is borne farthest away. So the colour of a minimum depends on
    its place and on lower minima alone, not on how many starts find it, nor on what was found before.
    """
    lows, highs = np.array(window).T
    points = (np.array([m.point for m in minima]).reshape(-1, len(lows)) - lows) / (highs - lows) - 0.5
    about = np.rint(1000 * points) + 0.0  # what is equal but for rounding is equal; and no zero is negative
    numbers = _wishes(about, np.array([m.valley for m in minima], dtype=bool), colors)
    borne = np.full((colors, len(points)), np.inf)  # how far each minimum is from the nearest one of each colour
    keys = [(round(m.value / (1e-6 * (1 + abs(m.value)))), *at) for m, at in zip(minima, about, strict=True)]
    for i in sorted(range(len(points)), key=keys.__getitem__)[:MANY]:
        ring = (numbers[i] + np.arange(colors)) % colors
        numbers[i] = ring[borne[ring, i].argmax()]
        away = np.hypot.reduce(points - points[i], axis=1)
        borne[numbers[i]] = np.minimum(borne[numbers[i]], away)
    return numbers


def _wishes(points: NDArray[np.float64], valley: NDArray[np.bool_], colors: int) -> NDArray[np.intp]:
    """The sector of the window in which each point (m, n), in thousandths of it from its middle, is.

    The first for a valley, which is in many places.
    """
    x, y = points[:, 0], points[:, -1]
    share = x / 1000 + 0.5 if points.shape[1] == 1 else np.arctan2(y, x) / (2 * np.pi)
    sector = np.floor(np.where(valley, 0.0, share) * colors + TURN).astype(np.intp)
    return np.asarray(sector % colors)
