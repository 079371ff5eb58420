"""Basins of attraction: to which minimum does the walk from each place of a window lead, and in how many steps?"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from lossland.core.atlas import LOST, NONE, SIDE, UNKNOWN, Atlas, Labels
from lossland.core.engine.crowd import Crowd
from lossland.core.engine.tiers import Engine, walk
from lossland.core.minima import SAME_MINIMUM, Bottom, Minima
from lossland.core.optimizer import Array, Optimizer
from lossland.core.study import Minimum
from lossland.core.surface import Surface, Window

M = TypeVar("M", bound=Bottom | Minimum)

SIZES = (64, 256, 1024)  # pixels along each axis: the first picture is there at once, the last one is sharp
PART = 65_536  # pixels judged between two pauses: a few milliseconds


@dataclass(frozen=True, eq=False)
class Basins:
    """A map of the window, row by row upwards, or of one row for a curve; each pixel's middle is a start.

    `labels` (rows, columns): the index into `minima`, NONE, or LOST. `steps` (rows, columns): after how many the walk
    came to rest or was lost, or `most` if it did neither. `minima`: the one with the largest basin first; `shares`:
    of the pixels, for each minimum. `span`: the steps that all but a fiftieth of the walks to minima need at least and
    at most. `engine` is what walked.
    """

    labels: Labels
    steps: Labels
    minima: tuple[Bottom, ...]
    shares: tuple[float, ...]
    none: float
    lost: float
    span: tuple[int, int]
    most: int
    window: Window
    engine: str
    atlas: Atlas

    @property
    def size(self) -> int:
        """Pixels along each axis."""
        return int(self.labels.shape[1])


def basins(
    surface: Surface,
    optimizer: Optimizer,
    steps: int,
    *,
    tolerance: float = 1e-6,
    engine: Engine = "auto",
    known: Atlas | None = None,
    sizes: Sequence[int] = SIZES,
) -> Iterator[tuple[float, Basins | None]]:
    """Yield the share of the work that is done, and a map as soon as it is there, each better than the one before.

    A walk ends where it rests, ‖∇f‖₂ ≤ `tolerance`, or after `steps`. Who does not rest by then belongs to a minimum it
    is near, for optimizers with steps of fixed size hover about it; who is near none belongs to none. A map tells where
    walks lead in the end, so `steps` should be many, 1000 or more: most walks rest long before, and cost no more then.

    `known`, of an earlier map of this surface, spares the search for the minima, which do not depend on the optimizer.
    `engine` as in `descend`. A map is shown before the places have been searched where no minimum is known; on it they
    belong to none.
    """
    judge = _Judge(surface, known)
    total, done = sum(size**surface.n for size in sizes), 0
    for size in sizes:
        crowd = Crowd(surface, optimizer, pixels(surface, size), steps, tolerance=tolerance, detailed=False)
        for share in walk(crowd, engine):
            yield (done + crowd.count * share) / (total + 1), None
        share = (done + crowd.count) / (total + 1)
        labels = np.full(crowd.count, UNKNOWN, np.int32)
        for _ in judge.judge(crowd, labels):
            yield share, None
        if (labels == UNKNOWN).any():
            if judge.atlas.minima:  # a picture now: what is looked for may take longer than all the walks
                yield share, _summary(surface, crowd, labels, judge.atlas)
            for _ in judge.explore(crowd, labels):
                yield share, None
        done += crowd.count
        yield done / total, _summary(surface, crowd, labels, judge.atlas)


def pixels(surface: Surface, size: int) -> Array:
    """The middles (size**n, n) of the equal pixels of the window, row by row."""
    ticks = [low + (high - low) * (np.arange(size) + 0.5) / size for low, high in surface.window]
    columns = np.empty((surface.n, *(size,) * surface.n))
    for axis, (column, along) in enumerate(zip(columns, ticks, strict=True)):
        column[...] = along.reshape(-1, *(1,) * axis)
    return columns.reshape(surface.n, -1).T


def united(first: Sequence[M], second: Sequence[M], window: Window) -> tuple[list[M], list[int]]:
    """Return the minima of two lists, each once, those of `first` first; and for each of `second` its index in that.

    Two are the same if they are at one place, or parts of valleys of one height.
    """
    width = np.array([high - low for low, high in window])
    made, index = list(first), []
    everyone = [*first, *second]
    points = np.array([np.asarray(one.point) for one in everyone]).reshape(-1, len(width)) / width
    values, valley = (np.array([getattr(one, name) for one in everyone]) for name in ("value", "valley"))
    which = list(range(len(first)))  # who of everyone is in `made`
    for i, other in enumerate(second, start=len(first)):
        beside = ((points[which] - points[i]) ** 2).sum(-1) <= SAME_MINIMUM**2
        level = np.abs(values[which] - values[i]) <= 1e-7 * (1 + abs(values[i]))
        twins = np.flatnonzero((valley[which] == valley[i]) & np.where(valley[i], level, beside))
        index.append(int(twins[0]) if twins.size else len(made))
        if not twins.size:
            made.append(other)
            which.append(i)
    return made, index


class _Judge:
    """Judges the ends of walks by an atlas, and looks for what is not in it yet."""

    def __init__(self, surface: Surface, atlas: Atlas | None) -> None:
        n = surface.n
        self.surface = surface
        self.atlas = atlas or Atlas(surface.window, (), np.empty((0, n)), np.empty(0, np.int32))
        self._search = Minima(surface)
        self._index: list[int] = []  # of each minimum that the search has found, its index in the atlas
        self._tried = np.zeros(SIDE**n, dtype=bool)  # cells of the atlas of which an end has been looked at

    def judge(self, crowd: Crowd, labels: Labels) -> Iterator[None]:
        """Write into `labels` (N,) what is known of those ends of a crowd that are UNKNOWN; pause now and then."""
        for first in range(0, crowd.count, PART):
            some: Any = slice(first, min(first + PART, crowd.count))
            unknown = labels[some] == UNKNOWN
            if not unknown.all():
                some = first + np.flatnonzero(unknown)
            ends = crowd.ends[some]
            labels[some] = self.atlas.judge(crowd.points[:, some], ends < 0, ends < crowd.steps)
            yield

    def explore(self, crowd: Crowd, labels: Labels) -> Iterator[None]:
        """Find out about the ends that nothing is known of; pause every few milliseconds.

        First about one in each cell of the atlas. Then about all the others that are at rest, for each of them is at
        one place and no other; of those that are not, what is near none of all the minima is at none.
        """
        for choose in (self._untried, self._at_rest):
            chosen: list[NDArray[np.int64]] = []
            for first in range(0, crowd.count, PART):
                chosen.append(choose(crowd, first + np.flatnonzero(labels[first : first + PART] == UNKNOWN)))
                yield
            rest = np.concatenate(chosen)
            if rest.size:
                labels[rest] = yield from self._search_for(crowd, rest)
                yield from self.judge(crowd, labels)
        labels[labels == UNKNOWN] = NONE

    def _untried(self, crowd: Crowd, ends: NDArray[np.int64]) -> NDArray[np.int64]:
        """One of those ends in each cell of which none has been looked at; none will be again."""
        cells = self.atlas.cells(crowd.points[:, ends])
        fresh = ~self._tried[cells]
        ends, cells = ends[fresh], cells[fresh]
        self._tried[cells] = True
        return ends[np.unique(cells, return_index=True)[1]]

    def _at_rest(self, crowd: Crowd, ends: NDArray[np.int64]) -> NDArray[np.int64]:
        return ends[crowd.ends[ends] < crowd.steps]

    def _search_for(self, crowd: Crowd, which: NDArray[np.int64]) -> Generator[None, None, Labels]:
        """Return the labels of some ends, having put into the atlas what is new."""
        ends = np.ascontiguousarray(crowd.points[:, which].T)
        search = self._search.assign(ends, self.surface.value(ends))
        while (found := next(search)) is None:
            yield
        old, window = self.atlas, self.surface.window
        minima, index = united(old.minima, self._search.found[len(self._index) :], window)
        self._index += index
        labels = np.array([*self._index, NONE], np.int32)[found]
        valley = np.array([*(bottom.valley for bottom in minima), False])[labels]
        kept = valley | (crowd.ends[which] < crowd.steps) & (labels == NONE)
        fresh = minima[len(old.minima) :]
        if fresh or kept.any():
            numbers = np.arange(len(old.minima), len(minima), dtype=np.int32)
            places = np.concatenate([old.places, *(bottom.point[None] for bottom in fresh), ends[kept]])
            self.atlas = Atlas(window, tuple(minima), places, np.concatenate([old.labels, numbers, labels[kept]]))
        return labels


def _summary(surface: Surface, crowd: Crowd, labels: Labels, atlas: Atlas) -> Basins:
    """The map of a crowd with `labels` (N,) that are indices into the minima known."""
    count = np.bincount(labels - UNKNOWN, minlength=len(atlas.minima) - UNKNOWN)
    areas = count[-UNKNOWN:]
    order = np.argsort(-areas, kind="stable")[: np.count_nonzero(areas)]
    rank = np.full(len(count), NONE, np.int32)
    rank[LOST - UNKNOWN] = LOST
    rank[order - UNKNOWN] = np.arange(len(order))
    shape = (1, crowd.count) if surface.n == 1 else (round(crowd.count**0.5), -1)
    ends = crowd.ends[: crowd.count]
    steps = np.bitwise_xor(ends, ends >> 31)  # ~k of who was lost is k
    some = slice(None, None, max(1, crowd.count // PART))
    arrived = np.sort(steps[some][labels[some] >= 0])
    few, many = (int(arrived[int(share * (len(arrived) - 1))]) for share in (0.02, 0.98)) if len(arrived) else (0, 0)
    shares = count / crowd.count
    return Basins(
        labels=rank.take(labels - UNKNOWN).reshape(shape),
        steps=steps.reshape(shape),
        minima=tuple(atlas.minima[i] for i in order),
        shares=tuple(shares[order - UNKNOWN].tolist()),
        none=float(shares[NONE - UNKNOWN] + shares[0]),
        lost=float(shares[LOST - UNKNOWN]),
        span=(few, many),
        most=crowd.steps,
        window=surface.window,
        engine=crowd.engine,
        atlas=atlas,
    )
