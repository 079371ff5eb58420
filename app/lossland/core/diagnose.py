"""What a walk of one point means, in words for students."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossland.core.minima import is_minimum
from lossland.core.optimizer import Array
from lossland.core.sentence import Sentence
from lossland.core.surface import Surface

if TYPE_CHECKING:
    from lossland.core.descend import Walk

Kind = Literal[
    "undefined", "diverging", "falling", "periodic", "smooth", "oscillating", "swinging", "restless", "moving"
]

FLAT = 1e-6  # ‖∇f‖₂ up to which a point counts as stationary, as in `descend`


class Judged(NamedTuple):
    """A walk of one point, and what became of it."""

    walk: Walk
    verdict: Sentence


def step_sentence(walk: Walk, k: int) -> Sentence:
    """Return one sentence on what the step to row `k` did; row 0 is the start. `walk` is of one point."""
    k = min(max(k, 0), len(walk.losses) - 1)
    lost = walk.end in ("diverged", "undefined")
    if lost and k > walk.length:
        return Sentence("The walk stopped at step {step}.", {"step": str(walk.length)})
    if lost and k == walk.length and walk.end == "undefined":
        return Sentence("The surface has no value or no gradient here: the walk stops.")
    values = {"loss": digits(float(walk.losses[k])), "slope": digits(_norm(walk.gradients[k]))}
    if k == 0:
        return Sentence("The start: the loss is {loss}, ‖∇f‖ is {slope}.", values)
    if lost and k == walk.length:
        return Sentence("Diverged: the loss is {loss}, the point beyond all bounds.", values)
    if np.array_equal(walk.points[k], walk.points[k - 1]):
        return Sentence("The point rests: ‖∇f‖ is {slope}.", values)
    if _norm(walk.gradients[k]) <= FLAT:
        return Sentence("Stationary: the loss is {loss}, ‖∇f‖ only {slope}.", values)
    return _change(walk, k)


def verdict(walk: Walk, surface: Surface | None = None) -> Sentence:
    """Return one sentence on the whole walk of one point; with its `surface`, whether it rests at a minimum."""
    step = str(walk.length)
    match kind(walk):
        case "undefined":
            return Sentence("Undefined at step {step}: the surface has no value or no gradient there.", {"step": step})
        case "diverging":
            return Sentence("Diverges: the steps grow without bound. A smaller learning rate helps.")
        case "falling":
            return Sentence("The loss falls without end: there is no minimum in this direction.")
        case "periodic":
            period = _period(walk)
            a, b = (place(point, float(np.abs(walk.points).max())) for point in walk.points[-2:])
            if period == 2:
                return Sentence("Jumps for ever between {a} and {b}.", {"a": a, "b": b})
            return Sentence("Jumps for ever among {count} points.", {"count": str(period)})
        case "smooth" | "oscillating" if _elsewhere(walk, surface):
            if _settled(walk) == 0:
                return Sentence("Rests where it started: the gradient is zero there, but it is no minimum.")
            values = {"step": str(_settled(walk))}
            return Sentence("Stationary at step {step}, but at a saddle or flat point, not at a minimum.", values)
        case "smooth":
            if _settled(walk) == 0:
                return Sentence("Rests where it started: the gradient is zero there.")
            return Sentence("Converges smoothly: stationary at step {step}.", {"step": str(_settled(walk))})
        case "oscillating":
            values = {"step": str(_settled(walk)), "count": str(np.count_nonzero(_overshoots(walk)))}
            return Sentence("Converges oscillating: stationary at step {step}, past the bottom {count}×.", values)
        case "swinging" if _slopes(walk)[-_tail(walk) :].max() >= 1e-3 * _norm(walk.gradients[0]):
            values = {"step": step, "slope": digits(_norm(walk.gradients[-1]))}
            return Sentence("Still swinging at step {step}, but by less and less: ‖∇f‖ is {slope}.", values)
        case "restless":
            size = float(np.median(_lengths(walk)[-_tail(walk) :]))
            return Sentence("Does not settle: it keeps jumping to and fro by about {size}.", {"size": digits(size, 2)})
        case _:
            slope = _norm(walk.gradients[-1])
            values = {"step": step, "slope": digits(slope)}
            if slope < 1e-3 * _norm(walk.gradients[0]):
                if _elsewhere(walk, surface):
                    return Sentence("On a gentle slope at step {step}, but not at a minimum: ‖∇f‖ is {slope}.", values)
                return Sentence("Nearly there at step {step}: ‖∇f‖ is {slope}.", values)
            return Sentence("Still on its way at step {step}: ‖∇f‖ is {slope}.", values)


def kind(walk: Walk) -> Kind:
    """Return what the walk of one point is like, judged on all of its rows."""
    if walk.end == "undefined":
        return "undefined"
    if walk.end == "diverged":
        return "falling" if walk.losses[walk.length] < walk.losses[0] else "diverging"
    if _period(walk):
        return "periodic"
    crossed = _overshoots(walk)
    if walk.end == "stationary":
        return "oscillating" if crossed.any() else "smooth"
    if _grows(walk):
        return "diverging"
    tail = _tail(walk)
    unruly = crossed | (walk.losses[1:] > walk.losses[:-1])
    if np.count_nonzero(unruly[-tail:]) <= tail / 4:
        return "moving"
    if _shrinks(walk):
        return "swinging"
    late, later = walk.losses[-2 * tail : -tail], walk.losses[-tail:]
    return "moving" if late.size and later.max() < np.median(late) else "restless"


def digits(value: float, count: int = 4) -> str:
    """Return a number with `count` significant digits, as it is printed in a book: −1.2×10⁻⁵, 0.25, ∞."""
    if math.isnan(value):
        return "—"
    text = f"{value:.{count}g}".replace("inf", "∞")
    mantissa, mark, exponent = text.partition("e")
    if mark:
        mantissa += "×10" + str(int(exponent)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return mantissa.replace("-", "−")


def contrast(before: float, after: float) -> tuple[str, str]:
    """Return two numbers with as many digits, four or six, as tell them apart; equal if six do not."""
    texts = digits(before), digits(after)
    return texts if texts[0] != texts[1] else (digits(before, 6), digits(after, 6))


def place(point: Array, extent: float = 0.0) -> str:
    """Return a point as text: its number on a curve, its coordinates in brackets elsewhere.

    Coordinates that are negligible beside the others, or beside the `extent` of the walk, are rounding noise: zero.
    """
    point = np.where(np.abs(point) < 1e-9 * max(extent, np.abs(point).max()), 0.0, point)
    texts = [digits(x) for x in point.tolist()]
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def _change(walk: Walk, k: int) -> Sentence:
    """Return what the step to row `k` did to the loss, and how it came."""
    before, after = float(walk.losses[k - 1]), float(walk.losses[k])
    values = dict(zip(("before", "after"), contrast(before, after), strict=True))
    crossed = bool(_uphill(walk)[k - 1])
    if values["before"] == values["after"]:
        if crossed:
            return Sentence("The loss stayed at {before}: the step crossed the bottom to the same height.", values)
        if _is_slow(walk, k):
            return Sentence("The loss hardly changed from {before}: a small gradient makes a small step.", values)
        if abs(after - before) <= 1e-12 * abs(before):
            return Sentence("The loss stayed at {before}.", values)
        return Sentence("The loss hardly changed from {before}.", values)
    if after < before:
        if crossed:
            return Sentence("The loss fell from {before} to {after}, though the step crossed the bottom.", values)
        if _is_slow(walk, k):
            return Sentence("The loss fell from {before} to {after}: a small gradient makes a small step.", values)
        return Sentence("The loss fell from {before} to {after}.", values)
    if walk.gradients[k - 1] @ (walk.points[k] - walk.points[k - 1]) > 0:
        return Sentence("The loss rose from {before} to {after}: momentum carried the point uphill.", values)
    if crossed:
        return Sentence("The loss rose from {before} to {after}: the step jumped over the minimum.", values)
    return Sentence("The loss rose from {before} to {after}: the step was too long.", values)


def _norm(vector: Array) -> float:
    return math.hypot(*vector.tolist())


def _lengths(walk: Walk) -> Array:
    """Return the length of each step, (steps,)."""
    with np.errstate(all="ignore"):
        lengths: Array = np.sqrt((np.diff(walk.points, axis=0) ** 2).sum(-1))
    return lengths


def _slopes(walk: Walk) -> Array:
    """Return ‖∇f‖ of each row, (steps+1,); infinite where its square is beyond float64."""
    with np.errstate(all="ignore"):
        slopes: Array = np.sqrt((walk.gradients**2).sum(-1))
    return slopes


def _uphill(walk: Walk) -> NDArray[np.bool_]:
    """Return which steps (steps,) ended where their direction leads uphill: beyond the lowest point on their line."""
    with np.errstate(all="ignore"):
        uphill: NDArray[np.bool_] = (walk.gradients[1:] * np.diff(walk.points, axis=0)).sum(-1) > 0
    return uphill


def _overshoots(walk: Walk) -> NDArray[np.bool_]:
    """Return which steps (steps,) went beyond the lowest point on their line, rounding noise left out."""
    lengths = _lengths(walk)
    overshoots: NDArray[np.bool_] = _uphill(walk) & (lengths > 1e-6 * lengths.max(initial=0.0))
    return overshoots


def _is_slow(walk: Walk, k: int) -> bool:
    """Return whether step `k` is short among those before it because the gradient there was small."""
    lengths, slopes = _lengths(walk)[:k], _slopes(walk)[:k]
    return bool(lengths[-1] < 0.01 * lengths.max() and slopes[-1] < 0.01 * slopes.max())


def _tail(walk: Walk) -> int:
    """Return how many of the last steps show what a walk has come to: a quarter."""
    return max(4, int(walk.length) // 4)


def _period(walk: Walk) -> int:
    """Return after how many steps (2, 3 or 4) the walk's last rows come back, 0 for no such jumping."""
    points = walk.points
    for period in (2, 3, 4):
        rows = points[-4 * period :]
        if len(rows) < 4 * period:
            return 0
        back = np.abs(rows[period:] - rows[:-period]).max()
        jump = np.abs(np.diff(rows, axis=0)).max(axis=1).min()
        if back <= 1e-3 * jump and jump > 1e-9 * np.abs(points - points[-1]).max():
            return period
    return 0


def _settled(walk: Walk) -> int:
    """Return from which row on the gradient has been nearly zero."""
    steep = np.flatnonzero(_slopes(walk) > FLAT)
    return int(steep[-1]) + 1 if steep.size else 0


def _elsewhere(walk: Walk, surface: Surface | None) -> bool:
    """Return whether the walk's end, where the gradient is small, is known to be no minimum."""
    end, loss = walk.points[-1], float(walk.losses[-1])
    if surface is None or surface.n != len(end) or not math.isclose(surface.value(end), loss, abs_tol=1e-9):
        return False  # nothing is known without the surface that was walked on
    return not is_minimum(surface, end)


def _shrinks(walk: Walk) -> bool:
    """Return whether the longest step has become shorter from quarter to quarter, as in a swing that dies away."""
    tail, lengths, steps = _tail(walk), _lengths(walk), np.diff(walk.points, axis=0)
    if len(lengths) < 3 * tail:
        return False
    first, second, third = (float(lengths[-i * tail :][:tail].max()) for i in (3, 2, 1))
    if not (second < 0.995 * first and third < 0.995 * second):
        return False
    # A pendulum mostly keeps its direction. Chaos and jitter do not: what jumps must shrink steadily to the very end.
    if np.count_nonzero((steps[-tail:] * steps[-tail - 1 : -1]).sum(-1) > 0) > 0.7 * tail:
        return True
    middle = len(lengths) - tail // 2
    half = lengths[middle:].max() / max(lengths[-tail:middle].max(), 1e-300)
    return bool(third < 0.97 * second < 0.97**2 * first and half < min(0.985, 1.15 * math.sqrt(third / second)))


def _grows(walk: Walk) -> bool:
    """Return whether the walk has been getting clearly worse, quarter after quarter, to above where it began."""
    tail = _tail(walk)
    if walk.length < 4 * tail:
        return False
    with np.errstate(over="ignore"):
        above = walk.losses - walk.losses.min()
    first, second, third = (float(above[-i * tail :][:tail].max()) for i in (3, 2, 1))
    return bool(above[0] < third and 1.05 * first < second and 1.05 * second < third)
