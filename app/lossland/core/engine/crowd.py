"""A crowd of walkers: what it is to do, where it is, how each walk ended, and what is kept of the way."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossland.core.optimizer import Array, Optimizer
from lossland.core.sentence import Sentence
from lossland.core.surface import Surface

FAR = 1e12  # who is farther from the origin has diverged: no surface of a lesson is that wide
BLOCK = 64  # walkers that go together by machine
WIDE = 8  # walkers in the widest vector there is, that of AVX-512
ALONE = 2  # lanes for a walker alone: divisions take the longer the wider a vector is
WALKING = np.iinfo(np.int32).min  # in `ends`, of a walk that goes on
ENGINES = ("llvm", "numpy", "torch:cuda", "torch:cpu")


def recorded(count: int) -> int:
    """How many walkers a record of all rows has room for, where `count` walk: whole vectors."""
    lanes = ALONE if count == 1 else WIDE
    return -(-count // lanes) * lanes


@dataclass(frozen=True, eq=False)
class Film:
    """Where every `every`-th of all walkers is after `steps`: `points` float32 (len(steps), m, n)."""

    steps: NDArray[np.int_]
    points: NDArray[np.float32]
    every: int


def beyond(x: Array) -> NDArray[np.bool_]:
    """Which points (N, n) are farther than FAR from the origin, or nowhere."""
    with np.errstate(all="ignore"):
        return np.asarray(~(sum(column * column for column in x.T) <= FAR**2))


class Crowd:
    """Walkers at `x` (N, n) that are to make `steps` steps down `surface` under `optimizer`.

    Who is lost stays: ‖x‖₂ > FAR, or the loss or the gradient is not finite. With a `tolerance` who
    rests stays, too: ‖∇f‖₂ ≤ tolerance. With `rates` (N,) each walker has its own learning rate.

    Any engine makes it walk and fills these arrays, whose last axis has a number for each walker, and more up to whole
    blocks: `points` (n, width), and `ends` int32 (width,): k for a walk that ended well after k steps, ~k for one that
    was lost. Where `detailed`, `rest` (1 + n + k·n, width): the loss, the gradient and the memory, array by array, at
    the end. With `history`, `rows` (steps+1, n + k·n + 1 + n, …): coordinates, memory, loss and gradient on the way.
    `trail` (k, n, width): the coordinates in the last k rows. `film` is shared with other crowds: the walkers of this
    one are numbers `first` and following. `engine` is what walked, one of ENGINES, and `note` says in words why it was
    not the one that was asked for.
    """

    def __init__(
        self,
        surface: Surface,
        optimizer: Optimizer,
        x: Array,
        steps: int,
        *,
        tolerance: float | None = None,
        rates: Array | None = None,
        detailed: bool = True,
        history: bool = False,
        trail: int = 0,
        film: Film | None = None,
        first: int = 0,
    ) -> None:
        self.surface, self.optimizer, self.steps = surface, optimizer, steps
        self.tolerance, self.rates = tolerance, rates
        self.count, self.n = x.shape
        self.width = -(-self.count // BLOCK) * BLOCK
        self.points = self.columns(x)
        self.ends = np.empty(self.width, np.int32)
        self.ends.fill(WALKING)
        own = self.n * len(optimizer.memory._fields) if detailed or history else 0
        self.rest = np.empty((1 + self.n + own, self.width)) if detailed else None
        self.rows = np.empty((steps + 1, self.n + own + 1 + self.n, recorded(self.count))) if history else None
        self.trail = np.empty((min(trail, steps + 1), self.n, self.width))
        self.film, self.first = film, first
        self.engine = ""  # until they walk
        self.note: Sentence | None = None

    def columns(self, x: Array) -> Array:
        """The columns of x (N, k) as (k, width); those left over are as the last walker."""
        made = np.empty((x.shape[1], self.width))
        made[:, : self.count] = x.T
        if self.count < self.width:
            made[:, self.count :] = x[-1:].T
        return made

    # What came of it

    @property
    def x(self) -> Array:
        return self.points[:, : self.count].T

    @property
    def lost(self) -> NDArray[np.bool_]:
        return self.ends[: self.count] < 0

    @property
    def length(self) -> NDArray[np.int32]:
        """How many steps each walker made before it was lost or came to rest, or all of them."""
        ends = self.ends[: self.count]
        return np.maximum(ends, ~ends)

    @property
    def loss(self) -> Array:
        return self._details(0, 1)[:, 0]

    @property
    def gradient(self) -> Array:
        return self._details(1, self.n)

    @property
    def memory(self) -> Any:
        n = self.n
        kind = self.optimizer.memory
        return kind(*(self._details(1 + n * (1 + i), n) for i in range(len(kind._fields))))

    def _details(self, row: int, count: int) -> Array:
        assert self.rest is not None
        return self.rest[row : row + count, : self.count].T

    def history(self) -> tuple[Array, Any, Array, Array]:
        """Points (steps+1, N, n), memory likewise, losses (steps+1, N), gradients (steps+1, N, n).

        After the end of a walk the rows repeat the last one.
        """
        assert self.rows is not None
        rows, length, n = self.rows[:, :, : self.count], self.length, self.n
        if (length < self.steps).any():
            last = np.minimum(np.arange(self.steps + 1)[:, None], length)
            rows = np.take_along_axis(rows, last[:, None], axis=0)
        points, *memory = (rows[:, i : i + n].swapaxes(1, 2) for i in range(0, rows.shape[1] - n - 1, n))
        return points, self.optimizer.memory(*memory), rows[:, -n - 1], rows[:, -n:].swapaxes(1, 2)

    # For engines

    def optimizer_of(self, members: Any) -> Optimizer:
        """The optimizer of some walkers, each with its own learning rate if they have one."""
        if self.rates is None:
            return self.optimizer
        made = copy(self.optimizer)
        object.__setattr__(made, "lr", self.rates[members][:, None])
        return made

    def dues(self) -> NDArray[np.int64]:
        """The rows, in order, in which something is recorded, each with its frame and its place in the trail, or -1."""
        frames = self.film.steps if self.film is not None else np.empty(0, np.int64)
        trail = np.arange(self.steps + 1 - len(self.trail), self.steps + 1)
        rows = np.union1d(frames, trail)
        table = np.full((len(rows), 3), -1, np.int64)
        table[:, 0] = rows
        table[np.searchsorted(rows, frames), 1] = np.arange(len(frames))
        table[np.searchsorted(rows, trail), 2] = np.arange(len(trail))
        return table

    def record(self, frame: int, place: int, part: slice) -> None:
        """Put the points of some walkers into a frame and a place of the trail, or only one of them."""
        if place >= 0:
            self.trail[place, :, part] = self.points[:, part]
        if frame >= 0:
            assert self.film is not None
            every = self.film.every
            start = -(-(self.first + part.start) // every)
            sampled = self.points[:, start * every - self.first : part.stop : every].T
            with np.errstate(over="ignore"):  # who diverges may be farther away than float32 reaches
                self.film.points[frame, start : start + len(sampled)] = sampled

    def settle(self, members: NDArray[np.int_], t: int, lost: Any, x: Array, details: Sequence[Array]) -> None:
        """Note that some walks ended after `t` steps at `x`, with loss, gradient and memory (m, …) as `details`."""
        self.points[:, members], self.ends[members] = x.T, np.where(lost, ~t, t)
        if self.rest is not None:
            self.rest[:, members] = np.concatenate([np.atleast_2d(array.T) for array in details])
