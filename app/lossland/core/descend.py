"""Walk downhill from one point or from a crowd of points, and say why each walk ended."""

import operator
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossland.core.engine.crowd import Crowd, beyond, recorded
from lossland.core.engine.tiers import Engine, walk
from lossland.core.optimizer import Array, Optimizer
from lossland.core.sentence import Mistake, Sentence
from lossland.core.surface import Surface

ENDS = ("diverged", "undefined", "stationary", "steps")
REASONS = np.array(ENDS)
LIMIT = 2e9  # bytes that the record of one descent may fill


@dataclass(frozen=True, eq=False)
class Walk:
    """What was recorded of a descent: row k of each array is the state after k steps, row 0 the start.

    One point: points and gradients (steps+1, n), losses (steps+1,), each array of `memory` (steps+1, n), `end` a str,
    `length` an int. A crowd of N has the axis N after the first, and arrays (N,) of `end` and `length`. Where only the
    last row was kept, the first axis is missing. `rates` (steps+1,) is the learning rate of the step that leaves row k.
    `length` counts the steps really made: a walk that diverges or becomes undefined stops there, and its later rows
    repeat the last one. `engine` is what computed it: "llvm", "numpy", "torch:cuda" or "torch:cpu"; `note` says why,
    where that is not what was asked for.
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
    note: Sentence | None

    def __repr__(self) -> str:
        """In one line, as a notebook shows it: never the arrays. Who just made all steps needs no further word."""
        if isinstance(self.end, str):
            came = [_counted(self.length, "step"), f"loss {np.atleast_1d(self.losses)[-1]:.6g}"]
            ends = [self.end] if self.end != "steps" else []
        else:
            came = [f"{_counted(len(self.end), 'walk')} of {_counted(len(self.rates) - 1, 'step')}"]
            ends = [f"{count} {end}" for end, count in Counter(self.end.tolist()).most_common() if end != "steps"]
        came[1:1] = ends
        return f"<Walk: {', '.join(came)}; {self.optimizer}, by {self.engine}>"


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

    `end` is "diverged" (farther than 1e12 from the origin, or an infinite loss), "undefined" (no loss or no gradient
    there, or no place at all after a step of 0 / 0), "stationary" (‖∇f‖₂ ≤ tolerance in the last row) or "steps". A
    stationary walk is not stopped: momentum may carry it on. `engine` "llvm" makes machine code, "auto" does where it
    pays, "torch" takes a GPU; what cannot be had is done without, and the Walk's `note` says so. Raise Mistake for a
    start or a number of steps that makes no sense, and for a record above 2 GB.
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
    x, steps = place(start, surface), whole(steps)
    if not tolerance >= 0:
        raise Mistake("The tolerance must not be negative")
    if keep not in ("all", "last"):
        raise Mistake("Keep must be all or last")
    alone, count = x.ndim == 1, x.size // surface.n
    walkers = (steps + 1) * recorded(count) if keep == "all" else count
    afford(8.0 * (walkers * (surface.n * (2 + len(optimizer.memory._fields)) + 1) + steps + 1))
    crowd = Crowd(surface, optimizer, np.atleast_2d(x), steps, history=keep == "all")
    for share in walk(crowd, engine):
        yield share, None
    end, length = REASONS.take(endings(crowd, tolerance)), crowd.length
    points, memory, losses, gradients = (
        crowd.history() if keep == "all" else (crowd.x, crowd.memory, crowd.loss, crowd.gradient)
    )

    def kept(array: Array) -> Array:
        """The array without the axis of walkers where there is one alone; then it keeps no room for others, either."""
        return np.array(array[:, 0] if keep == "all" else array[0]) if alone else array

    yield (
        1.0,
        Walk(
            points=kept(points),
            losses=kept(losses),
            gradients=kept(gradients),
            memory={name: kept(array) for name, array in memory._asdict().items()},
            rates=optimizer.rate(np.arange(steps + 1)),
            end=str(end[0]) if alone else end,
            length=int(length[0]) if alone else length,
            optimizer=optimizer,
            engine=crowd.engine,
            note=crowd.note,
        ),
    )


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


def endings(crowd: Crowd, tolerance: float) -> NDArray[np.int8]:
    """Return for each walk of a crowd that has walked the index in ENDS of why it ended."""
    loss, gradient = crowd.loss, crowd.gradient
    with np.errstate(all="ignore"):
        still = sum(column * column for column in gradient.T) <= tolerance**2
    end = np.full(crowd.count, ENDS.index("steps"), np.int8)
    end[still] = ENDS.index("stationary")
    if crowd.lost.any():
        nowhere = np.isnan(crowd.x).any(-1)  # a step of 0 / 0: who grows is stopped before he is nowhere
        far = beyond(crowd.x) & ~nowhere | np.isinf(loss)
        end[np.isnan(loss) | ~np.isfinite(gradient).all(-1)] = ENDS.index("undefined")
        end[far] = ENDS.index("diverged")
    return end


def afford(size: float) -> None:
    """Refuse a record of so many bytes if it is too large."""
    if size > LIMIT:
        raise Mistake("This needs {size} GB of memory: take fewer starts or fewer steps", size=f"{size / 1e9:.1f}")


def whole(steps: int) -> int:
    """Return the number of steps, or say in words that it is none."""
    try:
        number = operator.index(steps)
    except TypeError:
        number = -1
    if number < 0:
        raise Mistake("The number of steps must be a whole number, 0 or more")
    return number


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
