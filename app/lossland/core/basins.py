"""Basins of attraction: to which minimum does the walk from each place of a window lead, and in how many steps?"""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossland.core.atlas import LOST, NONE, PLAIN, SIDE, UNKNOWN, Atlas, Labels
from lossland.core.engine.crowd import Crowd
from lossland.core.engine.tiers import Engine, walk
from lossland.core.minima import Bottom, Minima, directions
from lossland.core.optimizer import Array, Optimizer
from lossland.core.sentence import Sentence
from lossland.core.surface import Surface, Window
from lossland.core.united import united

SIZES = (64, 256, 1024)  # pixels along each axis: the first picture is there at once, the last one is sharp
SAMPLE = 4096  # walkers that stand for all, where all would take too long
STAY = 4  # steps at the end in which who hovers about a minimum keeps beside it
PATIENCE = 0.015  # seconds that the first maps may take without making room for others
PART = 65_536  # pixels judged between two pauses: a few milliseconds
BATCH = 1024  # places put into the atlas between two pauses, likewise


@dataclass(frozen=True, eq=False)
class Basins:
    """A map of the window, row by row upwards, or of one row for a curve; each pixel's middle is a start.

    `labels` (rows, columns): the index into `minima`, NONE, or LOST. `steps` (rows, columns): after how many the walk
    came to rest or was lost, or `most` if it did neither. `minima`: the one with the largest basin first; `shares`:
    of the pixels, for each minimum. `span`: the steps that all but a fiftieth of the walks to minima need at least and
    at most. `engine` and `note` as in Crowd.
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
    note: Sentence | None
    atlas: Atlas

    @property
    def size(self) -> int:
        """Pixels along each axis."""
        return int(self.labels.shape[1])

    def at(self, point: Sequence[float]) -> tuple[int, int] | None:
        """The label and the steps of the pixel that `point` is in; None outside the window."""
        shares = [(at - low) / (high - low) for at, (low, high) in zip(point, self.window, strict=True)]
        if not all(0 <= share < 1 for share in shares):
            return None
        row, column = (int(share * self.size) for share in (shares[1:] or [0.0])[:1] + shares[:1])
        return int(self.labels[row, column]), int(self.steps[row, column])


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
    is near, for optimizers with steps of fixed size hover about it, unless that attracts nobody and chaos has passed it
    at the last step; who is near none belongs to none. A map tells where walks lead in the end, so `steps` should be
    many, 1000 or more: most walks rest long before, and cost no more then.

    `known`, of an earlier map of this surface, spares the search for the minima, which do not depend on the optimizer.
    It does not spare all of it where walks rest at no minimum, as on a plain: of such places one in each cell is kept,
    and about those that are not beside one it is found out anew.
    `engine` as in `descend`. Where ends are left that are at none of the minima known, a map is yielded before these
    are looked into, on which they are at none.
    """
    # A slider waits for the first two maps: only what takes longer than they should makes room for others.
    hurry = sum(size**surface.n for size in sizes[:2]) / sum(size**surface.n for size in sizes)
    due = perf_counter() + PATIENCE
    for fraction, found in _maps(surface, optimizer, steps, tolerance, engine, known, sizes):
        if found is not None or fraction >= hurry or perf_counter() > due:
            yield fraction, found
            due = perf_counter() + PATIENCE


def _maps(
    surface: Surface,
    optimizer: Optimizer,
    steps: int,
    tolerance: float,
    engine: Engine,
    known: Atlas | None,
    sizes: Sequence[int],
) -> Iterator[tuple[float, Basins | None]]:
    """The same; pause every few milliseconds."""
    judge = _Judge(surface, optimizer, engine, known)
    total, done = sum(size**surface.n for size in sizes), 0
    for size in sizes:
        yield done / total, None  # whoever waits need not wait for the largest map to begin
        crowd = Crowd(surface, optimizer, pixels(surface, size), steps, tolerance=tolerance, detailed=False)
        for share in walk(crowd, engine):
            yield (done + crowd.count * share) / (total + 1), None
        share = (done + crowd.count) / (total + 1)
        labels = np.full(crowd.count, UNKNOWN, np.int32)
        for _ in chain(judge.judge(crowd, labels), judge.settle(crowd, labels)):
            yield share, None
        if (labels == UNKNOWN).any():
            if judge.atlas.minima:  # a picture now: what is looked for may take longer than all the walks
                yield share, _summary(surface, crowd, labels, judge.atlas)
            for _ in chain(judge.explore(crowd, labels), judge.settle(crowd, labels)):
                yield share, None
        done += crowd.count
        yield done / total, _summary(surface, crowd, labels, judge.atlas)


def pixels(surface: Surface, size: int) -> Array:
    """The middles (size**n, n) of the equal pixels of the window, row by row."""
    columns = np.empty((surface.n, *(size,) * surface.n))
    for axis, (column, ticks) in enumerate(zip(columns, _ticks(surface, size), strict=True)):
        column[...] = ticks.reshape(-1, *(1,) * axis)
    return columns.reshape(surface.n, -1).T


def _ticks(surface: Surface, size: int) -> list[Array]:
    return [low + (high - low) * (np.arange(size) + 0.5) / size for low, high in surface.window]


class _Judge:
    """Judges the ends of walks by an atlas, and looks for what is not in it yet."""

    def __init__(self, surface: Surface, optimizer: Optimizer, engine: Engine, atlas: Atlas | None) -> None:
        n = surface.n
        self.surface, self.optimizer, self.engine = surface, optimizer, engine
        self.atlas = atlas or Atlas(surface.window, (), np.empty((0, n)), np.empty(0, np.int32), np.empty(0, np.bool_))
        self._search = Minima(surface)
        self._index: list[int] = []  # of each minimum that the search has found, its index in the atlas
        self._tried = np.zeros(SIDE**n, dtype=bool)  # cells of the atlas of which an end has been looked at
        self._attracts: dict[int, bool] = {}  # minima that there are restless ends beside

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

    def settle(self, crowd: Crowd, labels: Labels) -> Iterator[None]:
        """Take their labels from the ends that are not at rest and beside a minimum that attracts nobody.

        Where at least a quarter of them stay, it attracts: a sample of them walks once more, and is watched at the end.
        """
        restless = np.flatnonzero((labels >= 0) & (crowd.ends[: crowd.count] == crowd.steps))
        some = restless[:: len(restless) // PART + 1]
        some = some[np.argsort(labels[some], kind="stable")]
        found, first, count = np.unique(labels[some], return_index=True, return_counts=True)
        fresh = [i for i, label in enumerate(found.tolist()) if label not in self._attracts]
        if fresh:
            each = max(4, min(64, SAMPLE // len(fresh)))
            places = [first[i] + np.unique(np.linspace(0, count[i] - 1, each).astype(int)) for i in fresh]
            stays = yield from self._watch(crowd, some[np.concatenate(places)], labels)
            for i, part in zip(fresh, np.split(stays, np.cumsum([len(place) for place in places])[:-1]), strict=True):
                self._attracts[int(found[i])] = bool(4 * np.count_nonzero(part) >= len(part))
        passed = [label for label in found.tolist() if not self._attracts[label]]
        if passed:
            labels[restless[np.isin(labels[restless], passed)]] = NONE

    def _watch(
        self, crowd: Crowd, which: NDArray[np.int64], labels: Labels
    ) -> Generator[None, None, NDArray[np.bool_]]:
        """Return which of some walkers kept their labels in the last steps."""
        size = round(crowd.count ** (1 / crowd.n))
        columns = [ticks[which // size**axis % size] for axis, ticks in enumerate(_ticks(self.surface, size))]
        again = Crowd(self.surface, self.optimizer, np.stack(columns).T, crowd.steps, detailed=False, trail=STAY + 1)
        for _ in walk(again, self.engine):
            yield
        count, no = len(which), np.zeros(len(which), dtype=bool)
        rows = [self.atlas.judge(row[:, :count], no, no) == labels[which] for row in again.trail]
        return np.asarray(np.logical_and.reduce(rows))

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
            for first in range(0, rest.size, PART):
                some = rest[first : first + PART]
                labels[some] = yield from self._search_for(crowd, some)
                yield
            if rest.size:
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
        kept = np.flatnonzero(valley | (crowd.ends[which] < crowd.steps) & (labels == NONE))
        yield
        kept = kept[self._news(crowd.points[:, which[kept]])]
        fresh = minima[len(old.minima) :]
        plain = np.append(
            np.zeros(len(fresh), np.bool_), self._is_plain(ends[kept], labels[kept], crowd.tolerance or 0.0)
        )
        places = np.concatenate([*(bottom.point[None] for bottom in fresh), ends[kept]])
        news = np.append(np.arange(len(old.minima), len(minima), dtype=np.int32), labels[kept])
        for first in range(0, len(places), BATCH):
            yield
            now, some = self.atlas, slice(first, first + BATCH)
            known = np.concatenate([now.places, places[some]]), np.append(now.labels, news[some])
            self.atlas = Atlas(window, tuple(minima), *known, np.append(now.plain, plain[some]), now)
        return labels

    def _is_plain(self, ends: Array, labels: Labels, tolerance: float) -> NDArray[np.bool_]:
        """Which of some ends (m, n) at no minimum have nothing about them but places at rest."""
        reach = PLAIN * np.array([high - low for low, high in self.surface.window])
        around = ends[:, None, :] + reach * np.concatenate([directions(self.surface.n) * share for share in (0.5, 1.0)])
        with np.errstate(all="ignore"):
            slopes = np.sqrt((self.surface.gradient(around) ** 2).sum(-1))
        return np.asarray((labels == NONE) & (slopes <= tolerance).all(axis=1))

    def _news(self, ends: Array) -> NDArray[np.int64]:
        """Which of some ends (n, m) to keep as places: one in each cell that shows none.

        A cell shows one place only: to keep more would fill the atlas with what nobody sees, and again with each map.
        """
        new = np.flatnonzero(self.atlas.is_blank(ends))
        return new[np.unique(self.atlas.cells(ends[:, new]), return_index=True)[1]]


def _summary(surface: Surface, crowd: Crowd, labels: Labels, atlas: Atlas) -> Basins:
    """The map of a crowd with `labels` (N,) that are indices into the minima known."""
    kinds = labels - UNKNOWN
    count = np.bincount(kinds, minlength=len(atlas.minima) - UNKNOWN)
    areas = count[-UNKNOWN:]
    order = np.argsort(-areas, kind="stable")[: np.count_nonzero(areas)]
    rank = np.full(len(count), NONE, np.int32)
    rank[LOST - UNKNOWN] = LOST
    rank[order - UNKNOWN] = np.arange(len(order))
    shape = (1, crowd.count) if surface.n == 1 else (round(crowd.count**0.5), -1)
    ends = crowd.ends[: crowd.count]
    steps = np.bitwise_xor(ends, ends >> 31)  # ~k of who was lost is k
    some = slice(None, None, max(1, crowd.count // SAMPLE))
    arrived = np.sort(steps[some][labels[some] >= 0])
    few, many = (int(arrived[int(share * (len(arrived) - 1))]) for share in (0.02, 0.98)) if len(arrived) else (0, 0)
    shares = count / crowd.count
    return Basins(
        labels=rank.take(kinds).reshape(shape),
        steps=steps.reshape(shape),
        minima=tuple(atlas.minima[i] for i in order),
        shares=tuple(shares[order - UNKNOWN].tolist()),
        none=float(shares[NONE - UNKNOWN] + shares[0]),
        lost=float(shares[LOST - UNKNOWN]),
        span=(few, many),
        most=crowd.steps,
        window=surface.window,
        engine=crowd.engine,
        note=crowd.note,
        atlas=atlas,
    )
