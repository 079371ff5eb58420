"""A crowd walks by NumPy, row after row: at once, anywhere, and as other engines are tested to do."""

import math
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossland.core.engine.crowd import FAR, Crowd, beyond
from lossland.core.optimizer import Array

CHUNK = 16_384  # walkers that go together: their arrays stay in the processor's cache
PAUSE = 0.005  # seconds of work between two turns


def walk(crowd: Crowd) -> Iterator[float]:
    """Make a crowd walk; yield the share that is done every few milliseconds."""
    crowd.engine = "numpy"
    for first in range(0, crowd.count, CHUNK):
        part = slice(first, min(first + CHUNK, crowd.count))
        for share in _walk(crowd, part):
            yield (part.start + share * (part.stop - part.start)) / crowd.count


def _walk(crowd: Crowd, part: slice) -> Iterator[float]:
    """The same for some of the walkers."""
    members = np.arange(part.start, part.stop)
    x = np.asfortranarray(crowd.x[part])  # column after column, because each axis is computed with by itself
    optimizer, memory = crowd.optimizer_of(members), crowd.optimizer.start(x)
    records = {int(t): (int(frame), int(place)) for t, frame, place in crowd.dues()}
    due = perf_counter() + PAUSE
    for t in range(crowd.steps + 1):
        with np.errstate(all="ignore"):
            loss, g = crowd.surface.value_and_gradient(x)
            lost = _lost(x, loss, g)
            done = lost if crowd.tolerance is None else lost | ((g * g).sum(-1) <= crowd.tolerance**2)
        if crowd.rows is not None:
            crowd.rows[t][:, members] = np.concatenate([np.atleast_2d(a.T) for a in (x, *memory, loss, g)])
        if t in records:
            crowd.points[:, members] = x.T
            crowd.record(*records.pop(t), part)
        if t == crowd.steps:
            done = np.ones_like(done)
        if done.any():
            crowd.settle(members[done], t, lost[done], x[done], [a[done] for a in (loss, g, *memory)])
            if done.all():
                break
            x, g, members = x[~done], g[~done], members[~done]
            optimizer, memory = crowd.optimizer_of(members), type(memory)(*(array[~done] for array in memory))
        with np.errstate(all="ignore"):
            x, memory = optimizer.step(x, g, memory, t)
        if perf_counter() > due:
            yield t / (crowd.steps + 1)
            due = perf_counter() + PAUSE
    for record in records.values():  # what comes after the last of them ended
        crowd.record(*record, part)


def _lost(x: Array, loss: Array, g: Array) -> NDArray[Any]:
    # A sum is finite unless one of its terms is not (or it overflows): one cheap look at a whole crowd.
    if np.abs(x).max() <= FAR / 2 and math.isfinite(loss.sum() + g.sum()):
        return np.zeros(len(x), dtype=bool)
    return beyond(x) | ~(np.isfinite(loss) & np.isfinite(g).all(-1))
