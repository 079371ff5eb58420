"""Many starts walk down one surface: which minima do they find, and how often?"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossland.core.descend import ENDS, endings, place
from lossland.core.engine.crowd import Crowd, Film
from lossland.core.engine.tiers import Engine, walk
from lossland.core.minima import BLOCK, NEAR, Bottom, Minima
from lossland.core.optimizer import Array, Optimizer
from lossland.core.places import Labels
from lossland.core.sentence import Sentence
from lossland.core.surface import Surface

BYTES = 256e6  # of frames at most
CHUNK = 16_384  # starts after which there is something new to be seen
CROWD = 20_000  # starts at most that are shown: more would hide one another
STATIONARY = ENDS.index("stationary")  # this and what comes after it in ENDS is neither diverged nor undefined
TRAIL = 16  # the last steps, on which it is judged whether an end that is not stationary has settled
STAY = 4  # of these, in which a walk that has practically converged is near its end
LESS = 0.9  # of the way in the first half of the last steps is the second's, where a walk is about to rest
FALLEN = 1e-3  # of its loss above the minimum is left at most to a walk that has practically converged


@dataclass(frozen=True)
class Minimum:
    """A minimum that `count` of the ends lie at.

    `share` is the estimated probability with its 95 % Wilson interval from `low` to `high`; `is_best`: no lower minimum
    was found; `valley`: the point is one of a curve or an area of equally low ones. `hovering` of the ends do not come
    to rest: they go to and fro about it by steps that become no shorter.
    """

    point: tuple[float, ...]
    value: float
    count: int
    hovering: int
    share: float
    low: float
    high: float
    is_best: bool
    valley: bool


@dataclass(frozen=True, eq=False)
class Frames:
    """The crowd at `steps`, evenly spread with 0 and the last among them. A study in progress goes on filling them.

    `points` (K, m, n) float32 are those of every `every`-th start: at most 20,000, NaN where it has not walked yet.
    """

    steps: NDArray[np.int_]
    points: NDArray[np.float32]
    every: int
    window: tuple[tuple[float, float], ...]

    def nearest(self, step: int) -> int:
        """Return the index of the frame that was recorded nearest to `step`."""
        return int(np.abs(self.steps - step).argmin())

    @classmethod
    def empty(cls, surface: Surface, total: int, steps: int) -> "Frames":
        every = -(-total // CROWD)
        while every > 1 and math.gcd(every, round(total**0.5)) > 1:  # of a square grid there would be stripes
            every += 1
        sampled = -(-total // every)
        count = max(2, min(steps + 1, int(BYTES / (4 * sampled * surface.n))))
        recorded = np.unique(np.linspace(0, steps, count).round().astype(int))
        points = np.full((len(recorded), sampled, surface.n), np.nan, np.float32)
        return cls(recorded, points, every, surface.window)

    @property
    def film(self) -> Film:
        return Film(self.steps, self.points, self.every)


@dataclass(frozen=True, eq=False)
class Study:
    """What became of the first `count` of `total` starts.

    An end that is not stationary counts for a minimum beside it only if it has settled there, see `_settled`: to stand
    near by is not enough.

    `minima`: the most frequent first. `ends` (count, n). Of those at no minimum, `diverged` and `undefined` are lost,
    `saddles` are stationary at no minimum, and `moving` are still on their way. `best`: the lowest loss at an end, NaN
    where there is none. `found` (count,) numbers minima in the order of their discovery, -1 for none, and `rank` has
    the index into `minima` for each such number. `engine` and `note` are those of the last crowd, see Crowd.
    """

    count: int
    total: int
    minima: tuple[Minimum, ...]
    ends: Array = field(repr=False)
    diverged: int
    undefined: int
    saddles: int
    moving: int
    best: float
    frames: Frames = field(repr=False)
    found: Labels = field(repr=False)
    rank: Labels = field(repr=False)
    engine: str = ""
    note: Sentence | None = None

    @property
    def labels(self) -> Labels:
        """For each of the `count` starts the index into `minima`, -1 for none."""
        return self.rank[self.found]


def study(
    surface: Surface,
    optimizer: Optimizer,
    starts: Array,
    steps: int,
    *,
    tolerance: float = 1e-6,
    engine: Engine = "auto",
) -> Iterator[tuple[float, Study]]:
    """Yield the share of the work that is done, and the Study so far; the last one is complete.

    `starts` (N, n) walk in chunks, each to its end. Between two yields are few milliseconds of work, so that a study
    can be left at any time. `tolerance`: the ‖∇f‖₂ at which an end counts as stationary. `engine` as in `descend`.
    """
    starts = np.atleast_2d(place(starts, surface))
    total = len(starts)
    frames, known, tally = Frames.empty(surface, total, steps), Minima(surface), _Tally()
    last, labels = np.empty_like(starts), np.full(total, -1)
    latest = _summary(tally, known.found, last[:0], labels[:0], frames, total)
    for first in range(0, total, CHUNK):
        chunk = slice(first, min(first + CHUNK, total))
        crowd = Crowd(surface, optimizer, starts[chunk], steps, trail=TRAIL + 1, film=frames.film, first=first)
        for share in walk(crowd, engine):
            # Not more than is said below, when only the minima are still looked for.
            yield min((first + crowd.count * share) / total, chunk.stop / (total + 1)), latest
        why, trail = endings(crowd, tolerance), [row[:, : crowd.count].T for row in crowd.trail]
        whole = np.flatnonzero(why >= STATIONARY)
        search = _found(known, starts[chunk], trail, crowd.loss[whole], whole, why[whole] == STATIONARY)
        while (found := next(search)) is None:
            yield chunk.stop / (total + 1), latest
        last[chunk], labels[first + whole] = crowd.x, found.labels
        tally.add(labels[chunk], why, crowd.loss[whole], found.labels[found.restless])
        so_far = _summary(tally, known.found, last[: chunk.stop], labels[: chunk.stop], frames, total)
        latest = replace(so_far, engine=crowd.engine, note=crowd.note)
        yield chunk.stop / total, latest


class _Tally:
    """Running counts, so that a chunk costs the same however many came before it."""

    def __init__(self) -> None:
        self.at: Counter[int] = Counter()  # by minimum
        self.about: Counter[int] = Counter()  # of these, those that hover
        self.nowhere: Counter[int] = Counter()  # at no minimum, by the index in ENDS of the reason
        self.best = math.inf

    def add(self, labels: Labels, why: NDArray[np.int8], losses: Array, restless: Labels) -> None:
        """Count walks with `labels`; of those whole, with `losses`, the ones that go to and fro have `restless`."""
        self.at.update(_counts(labels[labels >= 0]))
        self.about.update(_counts(restless[restless >= 0]))
        self.nowhere.update(_counts(why[labels < 0]))
        self.best = min(self.best, float(losses.min(initial=math.inf)))


def _counts(numbers: NDArray[Any]) -> dict[int, int]:
    """How often each number occurs that does."""
    counts = np.bincount(numbers)
    return {number: int(counts[number]) for number in np.flatnonzero(counts).tolist()}


class _Found(NamedTuple):
    """For each of some ends the index of the minimum found, or -1, and whether it goes to and fro for ever."""

    labels: Labels
    restless: NDArray[np.bool_]


class _Motion(NamedTuple):
    """What each of some walks did at last, see `_motion`."""

    stays: NDArray[np.bool_]
    hovers: NDArray[np.bool_]
    came: NDArray[np.bool_]
    restless: NDArray[np.bool_]


def _found(
    known: Minima,
    start: Array,
    trail: Sequence[Array],
    losses: Array,
    whole: NDArray[np.int64],
    still: NDArray[np.bool_],
) -> Iterator[_Found | None]:
    """Yield None every few milliseconds of work, then what was found.

    Of the walks from `start` (m, n), whose last positions are `trail`, `whole` are judged, which have `losses`; of
    these, `still` are stationary.
    """
    search = known.assign(trail[-1][whole], losses)
    while (labels := next(search)) is None:
        yield None
    arrived, (hovers, restless) = still.copy(), np.zeros((2, len(whole)), dtype=bool)
    bottom = np.array([minimum.value for minimum in known.found])
    doubtful = np.flatnonzero(~still & (labels >= 0))
    for i in range(0, len(doubtful), BLOCK):
        these = doubtful[i : i + BLOCK]
        walks, least = whole[these], bottom[labels[these]]
        with np.errstate(all="ignore"):
            motion = _motion(*(x[walks] / known.width for x in (start, *trail)))
            fallen = losses[these] - least <= FALLEN * (known.surface.value(start[walks]) - least)
        arrived[these] = motion.stays & fallen | motion.came
        hovers[these], restless[these] = motion.hovers, motion.restless
        yield None
    yield _Found(_settled(labels, arrived, still, hovers), restless)


def _motion(start: Array, *trail: Array) -> _Motion:
    """Return which walks stay, which hover about one place, which of these came from farther away, and which go on.

    The start and each of the last positions are (m, n), in window widths. A walk stays if its very last steps kept
    within reach of a minimum: chaos passes by and goes on. It hovers if for longer it goes to and fro within that
    reach; it came from farther if it started well outside of that hovering, as seen along its last step. So one that
    has been jumping between two points since it started did not come. It is restless if its later steps are as long as
    those before: who swings less and less is about to rest.
    """
    end, before = trail[-1], trail[max(-2, -len(trail))]
    spread, path, first = np.zeros((3, len(end)))
    for number, (x, y) in enumerate(pairwise(trail)):
        spread = np.maximum(spread, _length(x - end))
        path += _length(y - x)
        if number < len(trail) // 2:
            first = path.copy()
    stays = np.logical_and.reduce([_length(x - end) <= 2 * NEAR for x in trail[-STAY - 1 :]])
    hovers = (spread > 0) & (spread <= 2 * NEAR) & (_length(end - trail[0]) <= 0.75 * path)
    way = np.abs(((end - start) * (end - before)).sum(-1))
    came = hovers & (way > 2 * spread * _length(end - before))
    return _Motion(stays, hovers, came, hovers & (path - first > LESS * first))


def _length(vectors: Array) -> Array:
    squares = [column * column for column in vectors.T]  # NumPy sums slowly along an axis of two
    lengths: Array = np.sqrt(sum(squares[1:], squares[0]))
    return lengths


def _settled(
    labels: NDArray[np.int64], arrived: NDArray[np.bool_], still: NDArray[np.bool_], hovers: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Return the labels of ends beside minima, -1 for those that have not settled there.

    A stationary end has settled. Another one must have `arrived`: it stays where its loss is practically the minimum's,
    or it came from farther away and goes to and fro, as optimizers with steps of fixed size do. Where at least a
    quarter of the ends beside a minimum have arrived, those count too that have hovered there since they started.
    Where fewer have, it attracts nobody, and who seems to have arrived started in a lucky place.
    """
    at = labels + 1
    beside, there = (np.bincount(at, weights=count, minlength=1) for count in (None, arrived))
    attracts = 4 * there >= beside
    return np.where(still | attracts[at] & (arrived | hovers), labels, -1)


def _summary(
    tally: _Tally, found: list[Bottom], ends: Array, labels: NDArray[np.int64], frames: Frames, total: int
) -> Study:
    minima: list[Minimum] = []
    rank = np.full(len(found) + 1, -1)  # the last for label -1
    lowest = min((found[i].value for i in tally.at), default=math.nan)
    for i, count in tally.at.most_common():
        rank[i] = len(minima)
        point, value, valley = found[i]
        low, high = wilson(count, len(ends))
        best = value <= lowest + 1e-6 * (1 + abs(lowest))
        place, hovering = tuple(point.tolist()), tally.about[i]
        minima.append(Minimum(place, value, count, hovering, count / len(ends), low, high, best, valley))
    diverged, undefined, saddles, moving = (tally.nowhere[why] for why in range(len(ENDS)))
    return Study(
        count=len(ends),
        total=total,
        minima=tuple(minima),
        ends=ends,
        diverged=diverged,
        undefined=undefined,
        saddles=saddles,
        moving=moving,
        best=tally.best if tally.best < math.inf else math.nan,
        frames=frames,
        found=labels,
        rank=rank,
    )


def wilson(count: int, total: int) -> tuple[float, float]:
    """Return the 95 % interval of a probability after `count` successes in `total` trials (Wilson 1927)."""
    z2 = 1.959963984540054**2
    share, spread = count / total, z2 / total
    centre = (share + spread / 2) / (1 + spread)
    half = math.sqrt(share * (1 - share) * spread + spread**2 / 4) / (1 + spread)
    return max(0.0, centre - half), min(1.0, centre + half)
