"""What walks are like, judged on all of their rows: one walk, or hundreds beside each other."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossland.core.optimizer import Array

Kind = Literal[
    "undefined", "diverging", "falling", "periodic", "smooth", "oscillating", "swinging", "restless", "moving"
]
RESTING = ("smooth", "oscillating")
JUMPING = ("periodic", "restless")
Flags = NDArray[np.bool_]

FLAT = 1e-6  # ‖∇f‖₂ up to which a point counts as stationary, as in `descend`
SPANS = 8  # of the last three quarters, in each of which what grows is larger than before
GENTLE = 1e-3  # of the first slope: from here on a walk is nearly there


class Rows(NamedTuple):
    """What was recorded of N walks of as many steps: row k is the state after k steps, row 0 the start.

    Points and gradients (steps+1, n, N), losses (steps+1, N); `ends` (N,) as in `Walk`. Rows after the `length` (N,) of
    a walk that diverged or became undefined are not looked at.
    """

    points: Array
    losses: Array
    gradients: Array
    ends: NDArray[np.str_]
    length: NDArray[np.int32]

    def of(self, walks: Flags) -> "Rows":
        """Some of the walks. What stands beside each other, as learning rates that end alike do, is not copied."""
        first, count = int(walks.argmax()), np.count_nonzero(walks)
        beside = slice(first, first + count)
        if walks[beside].all():
            points, losses, gradients = (array[..., beside] for array in self[:3])
        else:
            points, losses, gradients = (np.compress(walks, array, axis=-1) for array in self[:3])
        return Rows(points, losses, gradients, self.ends[walks], self.length[walks])

    def last(self, steps: int) -> "Rows":
        """The last steps, from the row that the first of them leaves."""
        points, losses, gradients = (array[-steps - 1 :] for array in self[:3])
        return self._replace(points=points, losses=losses, gradients=gradients)

    @property
    def tail(self) -> int:
        """How many of the last steps show what a walk has come to: a quarter."""
        return max(4, (len(self.losses) - 1) // 4)


class Nature(NamedTuple):
    """Of each of N walks: its kind; after how many steps (2, 3 or 4) one that jumps for ever comes back, else 0; from
    which row on the gradient of one that rests has been nearly zero, else 0; and the loss in the last row, the highest
    of the last quarter for one that jumps or does not settle, infinite for one that is lost or falls."""

    kinds: NDArray[np.str_]
    periods: NDArray[np.int_]
    settled: NDArray[np.int_]
    losses: Array


def judge(rows: Rows, straight: Sequence[int] = ()) -> Nature:
    """Return what each walk is like. The slope of the surface along the axes `straight` is the same everywhere."""
    diverged = rows.ends == "diverged"
    lost = diverged | (rows.ends == "undefined")
    kinds = np.where(diverged, "diverging", "undefined").astype("<U11")
    last = np.take_along_axis(rows.losses, rows.length[None], axis=0)[0]
    kinds[diverged & (last < rows.losses[0])] = "falling"
    periods, after = np.zeros(lost.shape, np.int_), np.zeros(lost.shape, np.int_)
    losses = np.full(lost.shape, np.inf)
    if not lost.all():
        alive = rows.of(~lost)
        periods[~lost] = found = _periods(alive.points)
        stays, jumps = (alive.ends == "stationary") & (found == 0), found > 0
        kinds[~lost] = "periodic"
        steepest = norms(alive.gradients[-rows.tail :]).max(axis=0)
        going = ~(stays | jumps)
        here = np.flatnonzero(~lost)
        if stays.any():
            some = alive.of(stays)
            kinds[here[stays]] = np.where(overshoots(some).any(axis=0), "oscillating", "smooth")
            after[here[stays]] = settled(some.gradients)
        if going.any():
            kinds[here[going]] = _kinds_of_the_going(alive.of(going), steepest[going])
        late = alive.losses[-rows.tail :]
        losses[~lost] = np.where(np.isin(kinds[~lost], JUMPING), late.max(axis=0), late[-1])
        if rows.gradients[0, list(straight)].any():  # what goes down the same slope for ever never rests
            falls = (kinds == "moving") & (last < rows.losses[0])
            kinds[falls], losses[falls] = "falling", np.inf
    return Nature(kinds, periods, after, losses)


def lengths(points: Array) -> Array:
    """Return the length of each step, (steps, N)."""
    return norms(np.diff(points, axis=0))


def norms(vectors: Array) -> Array:
    """Return the length of each vector (rows, n, N); infinite where its square is beyond float64."""
    squares = _products(vectors, vectors)
    return np.sqrt(squares, out=squares)


def uphill(rows: Rows) -> Flags:
    """Return which steps (steps, N) ended where their direction leads uphill: past the lowest point on their line."""
    return np.asarray(_products(rows.gradients[1:], np.diff(rows.points, axis=0)) > 0)


def overshoots(rows: Rows) -> Flags:
    """Return which steps (steps, N) went beyond the lowest point on their line, rounding noise left out."""
    length = lengths(rows.points)
    return np.asarray(uphill(rows) & (length > _noise(length)))


def settled(gradients: Array) -> NDArray[np.int_]:
    """Return from which row on each gradient has been nearly zero."""
    steep = norms(gradients) > FLAT
    return np.where(steep.any(axis=0), len(steep) - steep[::-1].argmax(axis=0), 0)


def _products(a: Array, b: Array) -> Array:
    """The scalar products of vectors (rows, n, N), as (rows, N): NumPy's own sum is slow where n is 1 or 2."""
    with np.errstate(all="ignore"):
        total: Array = a[:, 0] * b[:, 0]
        for i in range(1, a.shape[1]):
            total += a[:, i] * b[:, i]
    return total


def _noise(length: Array) -> Array:
    """Up to which length the steps of each walk are rounding noise, (steps, N) -> (N,)."""
    return np.asarray(1e-6 * length.max(axis=0, initial=0.0))


def _kinds_of_the_going(rows: Rows, steepest: Array) -> NDArray[np.str_]:
    """The kinds of walks that have not come to an end; `steepest` (N,) is the largest ‖∇f‖ of the last quarter."""
    tail, losses = rows.tail, rows.losses
    steps = np.diff(rows.points, axis=0)
    length, end = norms(steps), rows.last(tail)
    unruly = uphill(end) & (length[-tail:] > _noise(length)) | (end.losses[1:] > end.losses[:-1])
    calm = np.count_nonzero(unruly, axis=0) <= tail / 4
    late, later = losses[-2 * tail : -tail], losses[-tail:]
    lower = later.max(axis=0) < np.median(late, axis=0) if len(late) else np.zeros(calm.shape, bool)
    shrinks = _shrinks(steps, length, tail)
    arrives = shrinks & (steepest < GENTLE * norms(rows.gradients[:1])[0])  # who swings so little is nearly there
    return np.select(
        [_grows(losses, tail), calm | arrives, shrinks, lower],
        ["diverging", "moving", "swinging", "moving"],
        "restless",
    )


def _periods(points: Array) -> NDArray[np.int_]:
    """After how many steps (2, 3 or 4) the last rows of each walk come back, 0 for no such jumping."""
    found = np.zeros(points.shape[-1], np.int_)
    last = points[-16:]
    jumps = np.abs(last[1:] - last[:-1]).max(axis=1)
    for period in (2, 3, 4):
        rows = last[-4 * period :]
        if len(rows) < 4 * period:
            break
        back, jump = np.abs(rows[period:] - rows[:-period]).max(axis=(0, 1)), jumps[1 - 4 * period :].min(axis=0)
        comes_back = (found == 0) & (back <= 1e-3 * jump)
        if comes_back.any():
            extent = np.maximum(points.max(axis=0) - points[-1], points[-1] - points.min(axis=0)).max(axis=0)
            found[comes_back & (jump > 1e-9 * extent)] = period
    return found


def _quarters(values: Array, tail: int) -> tuple[Array, Array, Array]:
    """The maxima of the last three quarters, one after the other, each (N,)."""
    first, second, third = (values[-i * tail :][:tail].max(axis=0) for i in (3, 2, 1))
    return first, second, third


def _shrinks(steps: Array, length: Array, tail: int) -> Flags:
    """Whose longest step has become shorter from quarter to quarter, as in a swing that dies away."""
    if len(length) < 3 * tail:
        return np.zeros(length.shape[1], bool)
    first, second, third = _quarters(length, tail)
    shorter = (second < 0.995 * first) & (third < 0.995 * second)
    # A pendulum mostly keeps its direction. Chaos and jitter do not: what jumps must shrink steadily to the very end.
    steady = np.count_nonzero(_products(steps[-tail:], steps[-tail - 1 : -1]) > 0, axis=0) > 0.7 * tail
    middle = len(length) - tail // 2
    half = length[middle:].max(axis=0) / np.maximum(length[-tail:middle].max(axis=0), 1e-300)
    with np.errstate(all="ignore"):  # where the first half of this is false
        fades = half < np.minimum(0.985, 1.15 * np.sqrt(third / second))
    return np.asarray(shorter & (steady | ((third < 0.97 * second) & (0.97 * second < 0.97**2 * first) & fades)))


def _grows(losses: Array, tail: int) -> Flags:
    """Who has been getting clearly worse, quarter after quarter, to above where it began."""
    if len(losses) - 1 < 4 * tail:
        return np.zeros(losses.shape[1], bool)
    least = losses.min(axis=0)
    with np.errstate(over="ignore"):
        above, first, second, third = (loss - least for loss in (losses[0], *_quarters(losses, tail)))
    grows = np.asarray((above < third) & (1.05 * first < second) & (1.05 * second < third))
    if grows.any():  # chaos may be worse in each quarter by chance, but hardly in each of many short spans
        recent = losses[-3 * tail :, grows]
        spans = np.linspace(0, len(recent), min(SPANS, len(recent) // 2), endpoint=False).astype(int)
        grows[grows] = (np.diff(np.maximum.reduceat(recent, spans, axis=0), axis=0) > 0).all(axis=0)
    return grows
