"""What a walk of one point means, in words for students."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple, cast

import numpy as np

from lossland.core.judgement import FLAT, GENTLE, RESTING, Kind, Rows, judge, lengths, norms, overshoots, uphill
from lossland.core.minima import at_minima
from lossland.core.optimizer import Array
from lossland.core.sentence import Sentence
from lossland.core.surface import Surface

if TYPE_CHECKING:
    from lossland.core.descend import Walk


class Outcome(NamedTuple):
    """What became of a walk: its kind, period and settled as in `Nature`, and whether it rests where no minimum is."""

    kind: Kind
    period: int
    settled: int
    elsewhere: bool


class Judged(NamedTuple):
    """A walk of one point, what became of it, and that in a sentence."""

    walk: Walk
    outcome: Outcome
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


def judged(walk: Walk, surface: Surface | None = None) -> Judged:
    """Return the walk of one point with one sentence on the whole of it.

    With the `surface` that was walked on the sentence says whether the walk rests at a minimum.
    """
    found = outcome(walk, surface)
    return Judged(walk, found, _verdict(walk, found, surface))


def outcome(walk: Walk, surface: Surface | None = None) -> Outcome:
    """Return what became of the walk of one point; with its `surface`, whether it rests at a minimum."""
    found = judge(_rows(walk))
    kind = cast(Kind, str(found.kinds[0]))
    rests = kind in RESTING
    return Outcome(kind, int(found.periods[0]), int(found.settled[0]), rests and _elsewhere(walk, surface))


def in_short(outcome: Outcome) -> Sentence:
    """Return in a few words what became of a walk."""
    values = {"step": str(outcome.settled)}
    match outcome.kind:
        case "smooth" | "oscillating" if outcome.elsewhere and outcome.settled == 0:
            return Sentence("rests where it started, at no minimum")
        case "smooth" | "oscillating" if outcome.elsewhere:
            return Sentence("rests after {step} steps, but at no minimum", values)
        case "smooth" if outcome.settled == 0:
            return Sentence("rests where it started")
        case "smooth":
            return Sentence("converges smoothly in {step} steps", values)
        case "oscillating":
            return Sentence("converges oscillating in {step} steps", values)
        case "periodic" if outcome.period == 2:
            return Sentence("jumps for ever between two points")
        case "periodic":
            return Sentence("jumps for ever among {count} points", {"count": str(outcome.period)})
        case "swinging":
            return Sentence("still swinging, but by less and less")
        case "restless":
            return Sentence("does not settle")
        case "moving":
            return Sentence("still on its way")
        case "diverging":
            return Sentence("diverges")
        case "falling":
            return Sentence("falls without end")
        case _:
            return Sentence("leaves where the surface is defined")


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
    crossed = bool(uphill(_rows(walk))[k - 1, 0])
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


def _rows(walk: Walk) -> Rows:
    """A walk of one point as the only one of many."""
    points, losses, gradients = walk.points[..., None], walk.losses[:, None], walk.gradients[..., None]
    return Rows(points, losses, gradients, np.array([walk.end]), np.array([walk.length]))


def _is_slow(walk: Walk, k: int) -> bool:
    """Return whether step `k` is short among those before it because the gradient there was small."""
    rows = _rows(walk)
    made, slopes = lengths(rows.points)[:k], norms(rows.gradients)[:k]
    return bool(made[-1, 0] < 0.01 * made.max() and slopes[-1, 0] < 0.01 * slopes.max())


def _elsewhere(walk: Walk, surface: Surface | None) -> bool:
    """Return whether the walk's end, where the gradient is small, is known to be no minimum."""
    end, loss = walk.points[-1], float(walk.losses[-1])
    if surface is None or surface.n != len(end) or not math.isclose(surface.value(end), loss, abs_tol=1e-9):
        return False  # nothing is known without the surface that was walked on
    return not at_minima(surface, end[None])[0]


def _verdict(walk: Walk, outcome: Outcome, surface: Surface | None) -> Sentence:
    """Return what became of the walk in one sentence."""
    step, settled = str(walk.length), str(outcome.settled)
    match outcome.kind:
        case "undefined":
            return Sentence("Undefined at step {step}: the surface has no value or no gradient there.", {"step": step})
        case "diverging":
            return Sentence("Diverges: the steps grow without bound. A smaller learning rate helps.")
        case "falling":
            return Sentence("The loss falls without end: there is no minimum in this direction.")
        case "periodic" if outcome.period == 2:
            a, b = (place(point, float(np.abs(walk.points).max())) for point in walk.points[-2:])
            return Sentence("Jumps for ever between {a} and {b}.", {"a": a, "b": b})
        case "periodic":
            return Sentence("Jumps for ever among {count} points.", {"count": str(outcome.period)})
        case "smooth" | "oscillating" if outcome.elsewhere:
            if outcome.settled == 0:
                return Sentence("Rests where it started: the gradient is zero there, but it is no minimum.")
            return Sentence(
                "Stationary at step {step}, but at a saddle or flat point, not at a minimum.", {"step": settled}
            )
        case "smooth":
            if outcome.settled == 0:
                return Sentence("Rests where it started: the gradient is zero there.")
            return Sentence("Converges smoothly: stationary at step {step}.", {"step": settled})
        case "oscillating":
            values = {"step": settled, "count": str(np.count_nonzero(overshoots(_rows(walk))))}
            return Sentence("Converges oscillating: stationary at step {step}, past the bottom {count}×.", values)
    return _unsettled(walk, outcome, surface)


def _unsettled(walk: Walk, outcome: Outcome, surface: Surface | None) -> Sentence:
    """Return what became of a walk that is neither lost nor has come to an end."""
    rows, slope = _rows(walk), _norm(walk.gradients[-1])
    values = {"step": str(walk.length), "slope": digits(slope)}
    if outcome.kind == "swinging":
        return Sentence("Still swinging at step {step}, but by less and less: ‖∇f‖ is {slope}.", values)
    if outcome.kind == "restless":
        size = float(np.median(lengths(rows.points)[-rows.tail :]))
        return Sentence("Does not settle: it keeps jumping to and fro by about {size}.", {"size": digits(size, 2)})
    if slope < GENTLE * _norm(walk.gradients[0]):
        if _elsewhere(walk, surface):
            return Sentence("On a gentle slope at step {step}, but not at a minimum: ‖∇f‖ is {slope}.", values)
        return Sentence("Nearly there at step {step}: ‖∇f‖ is {slope}.", values)
    return Sentence("Still on its way at step {step}: ‖∇f‖ is {slope}.", values)
