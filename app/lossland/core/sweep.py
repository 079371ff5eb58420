"""One start, many learning rates: how the walk ends under each of them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from lossland.core.descend import REASONS, afford, endings, place, whole
from lossland.core.diagnose import Outcome
from lossland.core.engine.crowd import BLOCK, WIDE, Crowd
from lossland.core.engine.tiers import Engine, walk
from lossland.core.judgement import FLAT, GENTLE, RESTING, Kind, Nature, Rows, judge
from lossland.core.minima import at_minima
from lossland.core.optimizer import Array, Optimizer
from lossland.core.sentence import Mistake, Sentence
from lossland.core.surface import Surface

BESIDE = 2  # learning rates on each side that must do well, too, or the one between them has been lucky
COUNT = 256  # learning rates
RECORD = 8e6  # bytes that the rows of the walks judged at a time may fill: judging them takes some 10 ms


@dataclass(frozen=True, eq=False)
class Sweep:
    """What became of a walk under each of N learning rates `rates` (N,), in rising order.

    `kinds`, `periods`, `settled` and `losses` (N,) as in `Nature`; `elsewhere` (N,) says who rests where there is no
    minimum; `loss` is that of the start. `needed` (N,) is the number of steps to a minimum, -1 for a walk that has not
    come to rest at one. `best` is the index of the rate that needs the fewest of those whose neighbours arrive, too:
    one alone has been lucky. Where there is none, of the one that comes lowest together with its neighbours, if it is
    nearly there; else None. Each walk made `steps` steps. `engine` and `note`
    as in Crowd.
    """

    rates: Array
    steps: int
    kinds: NDArray[np.str_]
    periods: NDArray[np.int_]
    settled: NDArray[np.int_]
    losses: Array
    elsewhere: NDArray[np.bool_]
    loss: float
    best: int | None
    engine: str
    note: Sentence | None

    @cached_property
    def needed(self) -> NDArray[np.int_]:
        return np.where(np.isin(self.kinds, RESTING) & ~self.elsewhere, self.settled, -1)

    def outcome(self, i: int) -> Outcome:
        kind = cast(Kind, str(self.kinds[i]))
        return Outcome(kind, int(self.periods[i]), int(self.settled[i]), bool(self.elsewhere[i]), float(self.losses[i]))


def sweep(
    surface: Surface, optimizer: Optimizer, start: ArrayLike, steps: int = 100, *, engine: Engine = "auto"
) -> Iterator[tuple[float, Sweep | None]]:
    """Walk from `start` (n,) under each of the `rates` of `optimizer`, whose own learning rate does not count.

    Yield (fraction done, None), and (1.0, the Sweep) at last. `engine` as for `descend`. Raise Mistake as it does.
    """
    x, steps, rates = place(start, surface), whole(steps), rates_of(optimizer)
    if x.ndim != 1:
        raise Mistake("A sweep has one start")
    # What a crowd records of a walker: point, memory, loss and gradient of each row.
    size = 8.0 * (steps + 1) * (surface.n * (2 + len(optimizer.memory._fields)) + 1)
    afford(size)
    most = int(RECORD / size)  # walkers at a time
    at_once = min(max(1, most - most % (BLOCK if most > BLOCK else WIDE)), len(rates))
    parts: list[tuple[Nature, NDArray[np.bool_], Array]] = []
    for first in range(0, len(rates), at_once):
        part = rates[first : first + at_once]
        crowd = Crowd(surface, optimizer, np.tile(x, (len(part), 1)), steps, rates=part, history=True)
        for share in walk(crowd, engine):
            yield (first + share * len(part)) / (len(rates) + 1), None
        if parts:  # one part alone goes without a pause: while a mouse is dragged, whoever pauses is overtaken
            yield (first + len(part)) / (len(rates) + 1), None
        parts.append((*_judged(crowd, surface), crowd.x))
    natures, elsewheres, ends = zip(*parts, strict=True)
    nature, elsewhere = Nature(*map(np.concatenate, zip(*natures, strict=True))), np.concatenate(elsewheres)
    best = _best(surface, x, nature, elsewhere, np.concatenate(ends))
    yield 1.0, Sweep(rates, steps, *nature, elsewhere, float(surface.value(x)), best, crowd.engine, crowd.note)


def rates_of(optimizer: Optimizer) -> Array:
    """COUNT learning rates over the range of the optimizer's knob, of three digits: each can be typed."""
    knob = next(knob for knob in optimizer.knobs() if knob.name == "lr")
    return np.array([float(f"{rate:.2e}") for rate in np.geomspace(knob.low, knob.high, COUNT).tolist()])


def _judged(crowd: Crowd, surface: Surface) -> tuple[Nature, NDArray[np.bool_]]:
    """What the walks of a crowd are like, and which of them rest where there is no minimum."""
    assert crowd.rows is not None
    rows, n = crowd.rows[:, :, : crowd.count], surface.n
    ends = REASONS[endings(crowd, FLAT)]
    nature = judge(Rows(rows[:, :n], rows[:, -n - 1], rows[:, -n:], ends, crowd.length), surface.straight)
    rests = np.flatnonzero(np.isin(nature.kinds, RESTING))
    elsewhere = np.zeros(crowd.count, bool)
    elsewhere[rests] = ~at_minima(surface, crowd.x[rests])
    return nature, elsewhere


def _around(values: NDArray[Any], beyond: Any) -> NDArray[Any]:
    """For each of N values itself and its nearest ones, (N, 2·BESIDE + 1); past the ends is `beyond`."""
    return sliding_window_view(np.pad(values, BESIDE, constant_values=beyond), 2 * BESIDE + 1)


def _best(surface: Surface, x: Array, nature: Nature, elsewhere: NDArray[np.bool_], ends: Array) -> int | None:
    """`Sweep.best` for walks from `x` (n,) to `ends` (N, n)."""
    rests = np.isin(nature.kinds, RESTING) & ~elsewhere
    among = _around(rests, False).all(axis=-1)
    walked = np.flatnonzero(among & (nature.settled > 0))  # who starts at a minimum needs no learning rate
    if among.any():
        return int(walked[nature.settled[walked].argmin()]) if walked.size else None
    losses = _around(np.where(elsewhere, np.inf, nature.losses), np.inf).max(axis=-1)
    i = int(losses.argmin())
    if rests[i] or losses[i] == np.inf:
        return None
    first, last = (math.hypot(*surface.gradient(point)) for point in (x, ends[i]))
    return i if last < GENTLE * first and at_minima(surface, ends[i : i + 1])[0] else None
