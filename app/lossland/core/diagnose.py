"""What a walk of one point means, in words for students."""

import math
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lossland.core.descend import Walk
from lossland.core.optimizer import Array
from lossland.core.sentence import Sentence

Kind = Literal["undefined", "diverging", "falling", "periodic", "smooth", "oscillating", "restless", "moving"]

FLAT = 1e-6  # ‖∇f‖₂ up to which a point counts as stationary, as in `descend`


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


def verdict(walk: Walk) -> Sentence:
    """Return one sentence on the whole walk of one point."""
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
            a, b = (place(point) for point in walk.points[-2:])
            if period == 2:
                return Sentence("Jumps for ever between {a} and {b}.", {"a": a, "b": b})
            return Sentence("Jumps for ever among {count} points.", {"count": str(period)})
        case "smooth":
            if _settled(walk) == 0:
                return Sentence("Rests where it started: the gradient is zero there.")
            return Sentence("Converges smoothly: stationary at step {step}.", {"step": str(_settled(walk))})
        case "oscillating":
            values = {"step": str(_settled(walk)), "count": str(np.count_nonzero(_overshoots(walk)))}
            return Sentence("Converges oscillating: stationary at step {step}, past the bottom {count}×.", values)
        case "restless":
            size = float(np.median(_lengths(walk)[-_tail(walk) :]))
            return Sentence("Does not settle: it keeps jumping to and fro by about {size}.", {"size": digits(size, 2)})
        case _:
            slope = _norm(walk.gradients[-1])
            values = {"step": step, "slope": digits(slope)}
            if slope < 1e-3 * _norm(walk.gradients[0]):
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
    late, later = walk.losses[-2 * tail : -tail], walk.losses[-tail:]
    if np.count_nonzero(crossed[-tail:]) > tail / 4 and later.min(initial=math.inf) >= 0.5 * late.min(initial=math.inf):
        return "restless"
    return "moving"


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
    """Return two numbers with as many digits as tell them apart."""
    for count in range(4, 17, 2):
        texts = digits(before, count), digits(after, count)
        if texts[0] != texts[1]:
            break
    return texts


def place(point: Array) -> str:
    """Return a point as text: its number on a curve, its coordinates in brackets elsewhere."""
    point = np.where(np.abs(point) < 1e-9 * np.abs(point).max(), 0.0, point)
    texts = [digits(x) for x in point.tolist()]
    return texts[0] if len(texts) == 1 else f"({', '.join(texts)})"


def _change(walk: Walk, k: int) -> Sentence:
    """Return what the step to row `k` did to the loss, and how it came."""
    before, after = float(walk.losses[k - 1]), float(walk.losses[k])
    values = dict(zip(("before", "after"), contrast(before, after), strict=True))
    crossed = bool(_uphill(walk)[k - 1])
    if after < before:
        if crossed:
            return Sentence("The loss fell from {before} to {after}, though the step crossed the bottom.", values)
        if _is_slow(walk, k):
            return Sentence("The loss fell from {before} to {after}: a small gradient makes a small step.", values)
        return Sentence("The loss fell from {before} to {after}.", values)
    if after == before:
        if crossed:
            return Sentence("The loss stayed at {before}: the step crossed the bottom to the same height.", values)
        return Sentence("The loss stayed at {before}.", values)
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
    lengths, slopes = _lengths(walk)[:k], np.sqrt((walk.gradients[:k] ** 2).sum(-1))
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
    steep = np.flatnonzero(np.sqrt((walk.gradients**2).sum(-1)) > FLAT)
    return int(steep[-1]) + 1 if steep.size else 0


def _grows(walk: Walk) -> bool:
    """Return whether the walk has been getting worse, quarter after quarter, to above where it began."""
    tail = _tail(walk)
    if walk.length < 4 * tail:
        return False
    worst = [walk.losses[-i * tail :][:tail].max() for i in (3, 2, 1)]
    return bool(walk.losses[0] < worst[2] and worst[0] < worst[1] < worst[2])
