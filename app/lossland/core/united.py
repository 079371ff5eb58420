"""One minimum that two searches have found is one."""

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

import numpy as np

from lossland.core.minima import SAME_MINIMUM


class Found(Protocol):
    """A minimum: where it is, how high, and whether that is one point of a valley."""

    @property
    def point(self) -> Any: ...
    @property
    def value(self) -> float: ...
    @property
    def valley(self) -> bool: ...


M = TypeVar("M", bound=Found)


def united(
    first: Sequence[M], second: Sequence[M], window: tuple[tuple[float, float], ...]
) -> tuple[list[M], list[int]]:
    """Return the minima of two lists, each once, those of `first` first; and for each of `second` its index in that.

    Two are the same if they are at one place, or parts of valleys of one height.
    """
    everyone, which = [*first, *second], list(range(len(first)))
    width = np.array([high - low for low, high in window])
    points = np.array([np.asarray(one.point) for one in everyone]).reshape(-1, len(width)) / width
    values, valley = np.array([(one.value, one.valley) for one in everyone]).reshape(-1, 2).T
    index = []
    for i in range(len(first), len(everyone)):
        beside = ((points[which] - points[i]) ** 2).sum(-1) <= SAME_MINIMUM**2
        level = np.abs(values[which] - values[i]) <= 1e-7 * (1 + abs(values[i]))
        twins = np.flatnonzero((valley[which] == valley[i]) & (level if valley[i] else beside))
        index.append(int(twins[0]) if twins.size else len(which))
        if not twins.size:
            which.append(i)
    return [everyone[i] for i in which], index
