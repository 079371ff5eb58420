"""Which basin colour a minimum has: the same one wherever it is shown."""

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


def colored(
    study: Study | None, basins: Basins | None, colors: int
) -> tuple[list[int], NDArray[np.intp], tuple[float, ...]]:
    """The numbers of the colours of the minima on a map and of those of a study, and the map's areas of the latter.

    A minimum that both have found has one colour. It is the map that counts where there is one: its minima change less
    from one learning rate to the next than those of a sample.
    """
    mapped, met = (basins.minima if basins else ()), (study.minima if study else ())
    if not mapped and not met:
        return [], np.empty(0, np.intp), ()
    window = basins.window if basins else study.frames.window
    if study and len(study.frames.window) != len(window):  # one of the two is of an older text
        return tints(mapped, window, colors).tolist(), tints(met, study.frames.window, colors), ()
    both, index = united(mapped, met, window)
    if basins and len(both) < colors - 1:  # room for those that no walk reaches now: the others keep their colours
        both, _ = united(both, basins.atlas.minima[:colors], window)
    numbers = tints(both, window, colors)
    areas = tuple(basins.shares[i] if i < len(mapped) else 0.0 for i in index) if basins else ()
    return numbers[: len(mapped)].tolist(), numbers[index], areas


def tints(minima: Sequence[Found], window: Window, colors: int) -> NDArray[np.intp]:
    """The number of the colour of each of `minima`: with `colors` - 1 or more of them, the last is for all the others.

    Who is frequent enough to have a colour of its own gets it by place, from left to right: the order of the shares
    changes from one sample to the next.
    """
    numbers = np.full(len(minima), colors - 1)
    own = range(min(len(minima), colors - 1))
    # What lies at one x but for rounding is told apart by y.
    places = [
        tuple(round(1000 * (at - low) / (high - low or 1)) for at, (low, high) in zip(m.point, window, strict=True))
        for m in minima[: len(own)]
    ]
    numbers[sorted(own, key=places.__getitem__)] = own
    return numbers
