"""Walk downhill from one point or from a crowd of points, and say why each walk ended."""

import math
import operator
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossland.core.optimizer import Array, Optimizer
from lossland.core.sentence import Mistake
from lossland.core.surface import Surface

FAR = 1e12  # a coordinate beyond this has diverged: no surface of a lesson is that wide
ENDS = ("diverged", "undefined", "stationary", "steps")
LIMIT = 2e9  # bytes that the record of one descent may fill
PAUSE = 0.005  # seconds of work between two turns
CHUNK = 16_384  # members of a crowd that walk together: their arrays stay in the processor's cache


class Row(NamedTuple):
    """Where everybody is after `t` steps: x (..., n), loss (...), gradient (..., n), and who is lost for good (...)."""

    t: int
    x: Array
    loss: Array
    gradient: Array
    memory: Any
    lost: NDArray[np.bool_]


# All rows as one, the last row, and how many steps each walk made; (fraction done, None) now and then before that.
Record = Generator[tuple[float, None], None, tuple[Row, Row, NDArray[np.int_]]]


@dataclass(frozen=True, eq=False)
class Walk:
    """What was recorded of a descent: row k of each array is the state after k steps, row 0 the start.

    One point: points and gradients (steps+1, n), losses (steps+1,), each array of `memory` (steps+1, n), `end` a str,
    `length` an int. A crowd of N has the axis N after the first, and arrays (N,) of `end` and `length`. Where only the
    last row was kept, the first axis is missing. `rates` (steps+1,) is the learning rate of the step that leaves row k.
    `length` counts the steps really made: a walk that diverges or becomes undefined stops there, and its later rows
    repeat the last one.
    """

    points: Array
    losses: Array
    gradients: Array
    memory: dict[str, Array]
    rates: Array
    end: Any
    length: Any
    optimizer: Optimizer


def descend(
    surface: Surface,
    optimizer: Optimizer,
    start: ArrayLike,
    steps: int = 100,
    *,
    tolerance: float = 1e-6,
    keep: Literal["all", "last"] = "all",
) -> Walk:
    """Make `steps` steps on `surface` from `start`: (n,) one point, (N, n) a crowd, or a number on a curve.

    `end` is "diverged" (a coordinate not finite or beyond 1e12, or an infinite loss), "undefined" (no loss or no
    gradient there), "stationary" (‖∇f‖₂ ≤ tolerance in the last row) or "steps". A stationary walk is not stopped:
    momentum may carry it on. Raise Mistake for a start or a number of steps that makes no sense, and for a record
    above 2 GB.
    """
    *_, (_, walk) = descending(surface, optimizer, start, steps, tolerance=tolerance, keep=keep)
    assert walk is not None
    return walk


def descending(
    surface: Surface,
    optimizer: Optimizer,
    start: ArrayLike,
    steps: int = 100,
    *,
    tolerance: float = 1e-6,
    keep: Literal["all", "last"] = "all",
) -> Iterator[tuple[float, Walk | None]]:
    """Do as `descend` does, in turns that can be left: yield (fraction done, None), and (1.0, the Walk) at last."""
    x, steps = place(start, surface), _whole(steps)
    if not tolerance >= 0:
        raise Mistake("The tolerance must not be negative")
    if keep not in ("all", "last"):
        raise Mistake("Keep must be all or last")
    rows = steps + 1 if keep == "all" else 1
    size = 8.0 * (rows * (x.size * (2 + len(optimizer.start(x))) + x.size // surface.n) + steps + 1)
    if size > LIMIT:
        raise Mistake("This needs {size} GB of memory: take fewer starts or fewer steps", size=f"{size / 1e9:.1f}")
    record = _everything if keep == "all" else _outcome
    kept, last, length = yield from record(surface, optimizer, x, steps)
    end, alone = np.array(ENDS)[endings(last, tolerance)], x.ndim == 1
    yield (
        1.0,
        Walk(
            points=kept.x,
            losses=kept.loss,
            gradients=kept.gradient,
            memory=kept.memory._asdict(),
            rates=np.fromiter(map(optimizer.rate, range(steps + 1)), np.float64, steps + 1),
            end=str(end) if alone else end,
            length=int(length) if alone else length,
            optimizer=optimizer,
        ),
    )


def walking(surface: Surface, optimizer: Optimizer, x: Array, steps: int) -> Iterator[Row]:
    """Yield the Row after 0, 1, …, `steps` steps from `x` (..., n); fewer when everybody is lost.

    Who is lost stays where it is. Nothing is computed before the next row is asked for, so a walk can be left.
    """
    with np.errstate(all="ignore"):
        row = _row(surface, 0, x, optimizer.start(x))
    yield row
    while row.t < steps and (lost := np.count_nonzero(row.lost)) < row.lost.size:
        with np.errstate(all="ignore"):
            x, memory = optimizer.step(row.x, row.gradient, row.memory, row.t)
            if lost:
                stays = row.lost[..., None]
                x = np.where(stays, row.x, x)
                memory = type(memory)(*(np.where(stays, a, b) for a, b in zip(row.memory, memory, strict=True)))
            row = _row(surface, row.t + 1, x, memory)
        yield row


def place(start: ArrayLike, surface: Surface) -> Array:
    """Return the start as an array (n,) or (N, n) of finite numbers, or say in words what is wrong with it."""
    try:
        x = np.array(start, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise Mistake("The start must be made of numbers") from None
    if x.ndim == 0 and surface.n == 1:
        x = x.reshape(1)
    if x.ndim not in (1, 2) or x.shape[-1] != surface.n or x.size == 0:
        raise Mistake(
            "A start has {n} coordinates here ({axes}); many starts are an array of shape (N, {n})",
            n=surface.n,
            axes=", ".join(surface.axes),
        )
    if not np.isfinite(x).all():
        raise Mistake("The start must be a finite point")
    # Column after column, because each axis is computed with by itself.
    return np.asfortranarray(x)


def endings(row: Row, tolerance: float) -> NDArray[np.int8]:
    """Return for each walk whose last row is `row` the index in ENDS of why it ended."""
    with np.errstate(all="ignore"):
        slope = np.sqrt((row.gradient**2).sum(-1))
        far = ~(np.abs(row.x) <= FAR).all(-1) | np.isinf(row.loss)
    undefined = np.isnan(row.loss) | ~np.isfinite(row.gradient).all(-1)
    return np.select([far, undefined, slope <= tolerance], [0, 1, 2], 3).astype(np.int8)


def _row(surface: Surface, t: int, x: Array, memory: Any) -> Row:
    """Look around at `x`: the loss, the gradient, and who is lost."""
    loss, g = surface.value_and_gradient(x)
    # A sum is finite unless one of its terms is not (or it overflows): one cheap look at a whole crowd.
    if np.abs(x).max() <= FAR and math.isfinite(loss.sum() + g.sum()):
        lost = np.zeros(x.shape[:-1], dtype=bool)
    else:
        lost = ~((np.abs(x) <= FAR).all(-1) & np.isfinite(loss) & np.isfinite(g).all(-1))
    return Row(t, x, loss, g, memory, lost)


def _everything(surface: Surface, optimizer: Optimizer, x: Array, steps: int) -> Record:
    """Record all rows as one, the last row, and how many steps each walk made."""
    points, gradients, *memory = np.empty((2 + len(optimizer.start(x)), steps + 1, *x.shape))
    losses = np.empty((steps + 1, *x.shape[:-1]))
    alive, due = np.zeros(x.shape[:-1], dtype=int), perf_counter() + PAUSE
    for row in walking(surface, optimizer, x, steps):
        if perf_counter() > due:
            yield row.t / (steps + 1), None
            due = perf_counter() + PAUSE
        arrays = (points, losses, gradients, *memory)
        for array, now in zip(arrays, (row.x, row.loss, row.gradient, *row.memory), strict=True):
            array[row.t] = now
        alive += ~row.lost
    for array in arrays:
        array[row.t + 1 :] = array[row.t]
    kept = Row(steps, points, losses, gradients, type(row.memory)(*memory), row.lost)
    return kept, row, np.minimum(alive, steps)


def _outcome(surface: Surface, optimizer: Optimizer, x: Array, steps: int) -> Record:
    """Keep the last row (twice) and how many steps each walk made, chunk after chunk of a crowd."""
    rows, lengths, due = [], [], perf_counter() + PAUSE
    chunks = np.split(x, range(CHUNK, len(x), CHUNK)) if x.ndim == 2 else [x]
    for number, chunk in enumerate(chunks):
        alive = np.zeros(chunk.shape[:-1], dtype=int)
        for row in walking(surface, optimizer, chunk, steps):
            alive += ~row.lost
            if perf_counter() > due:
                yield (number + row.t / (steps + 1)) / len(chunks), None
                due = perf_counter() + PAUSE
        rows.append(row)
        lengths.append(np.minimum(alive, steps))
    if len(rows) == 1:
        return row, row, lengths[0]
    memory = type(row.memory)(*(np.concatenate(parts) for parts in zip(*(r.memory for r in rows), strict=True)))
    whole = Row(
        steps,
        np.concatenate([r.x for r in rows]),
        np.concatenate([r.loss for r in rows]),
        np.concatenate([r.gradient for r in rows]),
        memory,
        np.concatenate([r.lost for r in rows]),
    )
    return whole, whole, np.concatenate(lengths)


def _whole(steps: int) -> int:
    try:
        number = operator.index(steps)
    except TypeError:
        number = -1
    if number < 0:
        raise Mistake("The number of steps must be a whole number, 0 or more")
    return number
