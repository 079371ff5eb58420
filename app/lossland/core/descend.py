"""Walk downhill from one point or from a crowd of points, and say why each walk ended."""

import math
import operator
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from time import perf_counter
from typing import Any, Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossland.core.engine.crowd import Crowd
from lossland.core.engine.kernel import BLOCK
from lossland.core.engine.llvm import Machine
from lossland.core.engine.llvm import machine as hire
from lossland.core.optimizer import Array, Optimizer
from lossland.core.sentence import Mistake
from lossland.core.surface import Surface

FAR = 1e12  # a coordinate beyond this has diverged: no surface of a lesson is that wide
Engine = Literal["auto", "llvm", "numpy"]
ENDS = ("diverged", "undefined", "stationary", "steps")
LIMIT = 2e9  # bytes that the record of one descent may fill
PAUSE = 0.005  # seconds of work between two turns
PORTION = 512  # rows of a block written down at once: a few megabytes
CHUNK = 16_384  # members of a crowd that walk together: their arrays stay in the processor's cache


class Row(NamedTuple):
    """Where everybody is after `t` steps: x (..., n), loss (...), gradient (..., n), and who is lost for good (...)."""

    t: int
    x: Array
    loss: Array
    gradient: Array
    memory: Any
    lost: NDArray[np.bool_]


Ended = tuple[Row, NDArray[np.int_]]
# All rows as one, the last row, and how many steps each walk made; (fraction done, None) now and then before that.
Record = Generator[tuple[float, None], None, tuple[Row, Row, NDArray[np.int_]]]


@dataclass(frozen=True, eq=False)
class Walk:
    """What was recorded of a descent: row k of each array is the state after k steps, row 0 the start.

    One point: points and gradients (steps+1, n), losses (steps+1,), each array of `memory` (steps+1, n), `end` a str,
    `length` an int. A crowd of N has the axis N after the first, and arrays (N,) of `end` and `length`. Where only the
    last row was kept, the first axis is missing. `rates` (steps+1,) is the learning rate of the step that leaves row k.
    `length` counts the steps really made: a walk that diverges or becomes undefined stops there, and its later rows
    repeat the last one. `engine` is what computed it: "llvm" or "numpy".
    """

    points: Array
    losses: Array
    gradients: Array
    memory: dict[str, Array]
    rates: Array
    end: Any
    length: Any
    optimizer: Optimizer
    engine: str


def descend(
    surface: Surface,
    optimizer: Optimizer,
    start: ArrayLike,
    steps: int = 100,
    *,
    tolerance: float = 1e-6,
    keep: Literal["all", "last"] = "all",
    engine: Engine = "auto",
) -> Walk:
    """Make `steps` steps on `surface` from `start`: (n,) one point, (N, n) a crowd, or a number on a curve.

    `end` is "diverged" (a coordinate not finite or beyond 1e12, or an infinite loss), "undefined" (no loss or no
    gradient there), "stationary" (‖∇f‖₂ ≤ tolerance in the last row) or "steps". A stationary walk is not stopped:
    momentum may carry it on. `engine` "llvm" makes machine code, "auto" does where it pays; where there can be none
    NumPy walks. Raise Mistake for a start or a number of steps that makes no sense, and for a record above 2 GB.
    """
    *_, (_, walk) = descending(surface, optimizer, start, steps, tolerance=tolerance, keep=keep, engine=engine)
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
    engine: Engine = "auto",
) -> Iterator[tuple[float, Walk | None]]:
    """Do as `descend` does, in turns that can be left: yield (fraction done, None), and (1.0, the Walk) at last."""
    x, steps = place(start, surface), _whole(steps)
    if not tolerance >= 0:
        raise Mistake("The tolerance must not be negative")
    if keep not in ("all", "last"):
        raise Mistake("Keep must be all or last")
    if engine not in get_args(Engine):
        raise Mistake("The engine must be auto, llvm or numpy")
    rows = steps + 1 if keep == "all" else 1
    size = 8.0 * (rows * (x.size * (2 + len(optimizer.start(x))) + x.size // surface.n) + steps + 1)
    if size > LIMIT:
        raise Mistake("This needs {size} GB of memory: take fewer starts or fewer steps", size=f"{size / 1e9:.1f}")
    machine = hired(surface, optimizer, x.size // surface.n, steps, engine, history=keep == "all")
    if keep == "last":
        record = _outcome(surface, optimizer, x, steps, machine)
    elif machine:
        record = _written(machine, x, steps)
    else:
        record = _everything(surface, optimizer, x, steps)
    kept, last, length = yield from record
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
            engine="llvm" if machine else "numpy",
        ),
    )


def hired(
    surface: Surface, optimizer: Optimizer, count: int, steps: int, engine: Engine, *, history: bool
) -> Machine | None:
    """Return the machine that is to walk, or None if NumPy is."""
    if engine == "numpy":
        return None
    return hire(surface, optimizer, count, steps, FAR, history=history, now=engine == "llvm")


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


def _written(machine: Machine, x: Array, steps: int) -> Record:
    """Do as `_everything` by machine."""
    n, crowd = x.shape[-1], machine.crowd(np.atleast_2d(x), steps)
    points, gradients, *memory = np.empty((2 + len(crowd.memory), steps + 1, crowd.count, n))
    losses = np.empty((steps + 1, crowd.count))
    for blocks, moments in crowd.portions(range(steps + 1), PORTION):
        rows = crowd.history(blocks, moments)
        first = blocks.start * BLOCK
        here = slice(moments.start, moments.stop), slice(first, first + rows.shape[1])
        for i, array in enumerate((points, *memory)):
            array[here] = rows[..., i * n : (i + 1) * n]
        losses[here], gradients[here] = rows[..., -n - 1], rows[..., -n:]
        yield crowd.done(blocks, moments), None
    last, length = _ended(crowd, x)
    shape = (steps + 1, *x.shape)
    arrays = (array.reshape(shape) for array in memory)
    kept = Row(steps, points.reshape(shape), losses.reshape(shape[:-1]), gradients.reshape(shape), None, last.lost)
    return kept._replace(memory=type(last.memory)(*arrays)), last, length


def _outcome(surface: Surface, optimizer: Optimizer, x: Array, steps: int, machine: Machine | None) -> Record:
    """Keep the last row (twice) and how many steps each walk made, chunk after chunk of a crowd."""
    rows, lengths = [], []
    chunks = np.split(x, range(CHUNK, len(x), CHUNK)) if x.ndim == 2 else [x]
    for number, chunk in enumerate(chunks):
        turns = _by_machine(machine, chunk, steps) if machine else _by_numpy(surface, optimizer, chunk, steps)
        for share, ended in turns:
            if ended is None:
                yield (number + share) / len(chunks), None
            else:
                rows.append(ended[0])
                lengths.append(ended[1])
    if len(rows) == 1:
        return rows[0], rows[0], lengths[0]
    memory = type(rows[0].memory)(*(np.concatenate(parts) for parts in zip(*(r.memory for r in rows), strict=True)))
    whole = Row(
        steps,
        np.concatenate([r.x for r in rows]),
        np.concatenate([r.loss for r in rows]),
        np.concatenate([r.gradient for r in rows]),
        memory,
        np.concatenate([r.lost for r in rows]),
    )
    return whole, whole, np.concatenate(lengths)


def _by_numpy(surface: Surface, optimizer: Optimizer, x: Array, steps: int) -> Iterator[tuple[float, Ended | None]]:
    """Yield (share of the steps, None) now and then, and at last the last row and how many steps each walk made."""
    alive, due = np.zeros(x.shape[:-1], dtype=int), perf_counter() + PAUSE
    for row in walking(surface, optimizer, x, steps):
        alive += ~row.lost
        if perf_counter() > due:
            yield row.t / (steps + 1), None
            due = perf_counter() + PAUSE
    yield 1.0, (row, np.minimum(alive, steps))


def _by_machine(machine: Machine, x: Array, steps: int) -> Iterator[tuple[float, Ended | None]]:
    crowd = machine.crowd(np.atleast_2d(x), steps)
    for portion in crowd.portions(range(steps + 1)):
        crowd.walk(*portion)
        yield crowd.done(*portion), None
    yield 1.0, _ended(crowd, x)


def _ended(crowd: Crowd, x: Array) -> Ended:
    """The last row of a crowd that set out from `x` (N, n) or (n,), and how many steps each walk made."""
    row, many = seen(crowd), x.shape[:-1]
    memory = type(row.memory)(*(array.reshape(x.shape) for array in row.memory))
    place, slope = row.x.reshape(x.shape), row.gradient.reshape(x.shape)
    last = Row(row.t, place, row.loss.reshape(many), slope, memory, row.lost.reshape(many))
    return last, crowd.length.reshape(many)


def seen(crowd: Crowd) -> Row:
    """The last row of a crowd that has made all its steps."""
    return Row(crowd.steps, crowd.x, crowd.loss, crowd.gradient, crowd.memory, crowd.lost)


def _whole(steps: int) -> int:
    try:
        number = operator.index(steps)
    except TypeError:
        number = -1
    if number < 0:
        raise Mistake("The number of steps must be a whole number, 0 or more")
    return number
