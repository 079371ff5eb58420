"""What a walk of one point means, in words for students."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from lossland.core.judgement import FLAT, GENTLE, RESTING, Kind, Rows, judge, lengths, norms, overshoots, uphill
from lossland.core.minima import NEAR, Minima, at_minima
from lossland.core.optimizer import Array
from lossland.core.sentence import Sentence
from lossland.core.surface import Surface

if TYPE_CHECKING:
    from lossland.core.descend import Walk


class Outcome(NamedTuple):
    """What became of a walk: as in `Nature` its kind, period, settled and loss, and whether it rests at no minimum."""

    kind: Kind
    period: int
    settled: int
    elsewhere: bool
    loss: float


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
        if _is_nowhere(walk):
            return Sentence("This step was 0 / 0: the walk stops. An epsilon above 0 helps.")
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
    return Judged(walk, found, _verdict(walk, found, _walked_on(walk, surface)))


def outcome(walk: Walk, surface: Surface | None = None) -> Outcome:
    """Return what became of the walk of one point; with its `surface`, whether it rests at a minimum."""
    surface = _walked_on(walk, surface)
    found = judge(_rows(walk), surface.straight if surface else ())
    kind, period, settled, loss = (array[0].item() for array in found)
    return Outcome(kind, period, settled, kind in RESTING and _elsewhere(walk, surface), loss)


def in_short(outcome: Outcome) -> Sentence:
    """Return in a few words what became of a walk."""
    values = {"step": str(outcome.settled), "loss": digits(outcome.loss, 2)}
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
            return Sentence("swings by less and less, the loss is {loss}", values)
        case "restless":
            return Sentence("does not settle, the loss is up to {loss}", values)
        case "moving":
            return Sentence("still on its way, the loss is {loss}", values)
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
    text = f"{value:z.{count}g}".replace("inf", "∞")
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


def _extent(walk: Walk) -> float:
    return float(np.abs(walk.points).max())


def _walked_on(walk: Walk, surface: Surface | None) -> Surface | None:
    """Return the surface if it is the one that was walked on: another one says nothing of the walk."""
    if surface is None or surface.n != walk.points.shape[1]:
        return None
    same = math.isclose(surface.value(walk.points[-1]), float(walk.losses[-1]), abs_tol=1e-9)
    return surface if same else None


def _elsewhere(walk: Walk, surface: Surface | None) -> bool:
    """Return whether the walk's end, where the gradient is small, is known to be no minimum."""
    return surface is not None and not at_minima(surface, walk.points[-1:])[0]


def _hovered(walk: Walk, surface: Surface | None) -> Array | None:
    """Return the minimum about which all of the walk's last steps are, as near to it as counts in a study."""
    if surface is None:
        return None
    minima, tail = Minima(surface), walk.points[-_rows(walk).tail :]
    middle = tail.mean(axis=0)[None]
    *_, labels = minima.assign(middle, surface.value(middle))
    if labels is None or labels[0] < 0:
        return None
    point = minima.found[labels[0]].point
    near = norms(((tail - point) / minima.width)[..., None]) <= NEAR
    return point if near.all() else None


def _is_nowhere(walk: Walk) -> bool:
    """Return whether the last step led to no place at all."""
    return bool(np.isnan(walk.points[-1]).any())


def _verdict(walk: Walk, outcome: Outcome, surface: Surface | None) -> Sentence:
    """Return what became of the walk in one sentence."""
    step, settled = str(walk.length), str(outcome.settled)
    match outcome.kind:
        case "undefined" if _is_nowhere(walk):
            return Sentence("Undefined at step {step}: this step was 0 / 0. An epsilon above 0 helps.", {"step": step})
        case "undefined":
            return Sentence("Undefined at step {step}: the surface has no value or no gradient there.", {"step": step})
        case "diverging":
            return Sentence("Diverges: the steps grow without bound. A smaller learning rate helps.")
        case "falling":
            return Sentence("The loss falls without end: there is no minimum in this direction.")
        case "periodic" if outcome.period == 2:
            values = {name: place(point, _extent(walk)) for name, point in zip("ab", walk.points[-2:], strict=True)}
            if (point := _hovered(walk, surface)) is None:
                return Sentence("Jumps for ever between {a} and {b}.", values)
            values["point"] = place(point, _extent(walk))
            return Sentence("Jumps for ever between {a} and {b}, about the minimum {point}.", values)
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
            crossed = str(np.count_nonzero(overshoots(_rows(walk))))
            return Sentence(
                "Converges oscillating: stationary at step {step}, past the bottom {count}×.",
                {"step": settled, "count": crossed},
            )
    return _unsettled(walk, outcome, surface)


def _unsettled(walk: Walk, outcome: Outcome, surface: Surface | None) -> Sentence:
    """Return what became of a walk that is neither lost nor has come to an end."""
    rows, slope = _rows(walk), _norm(walk.gradients[-1])
    values = {"step": str(walk.length), "slope": digits(slope)}
    if outcome.kind == "swinging":
        return Sentence("Still swinging at step {step}, but by less and less: ‖∇f‖ is {slope}.", values)
    if outcome.kind == "restless":
        size = {"size": digits(float(np.median(lengths(rows.points)[-rows.tail :])), 2)}
        if (point := _hovered(walk, surface)) is None:
            return Sentence("Does not settle: it keeps jumping to and fro by about {size}.", size)
        return Sentence(
            "Hovers about the minimum {point}: its steps stay about {size} long. "
            "A smaller learning rate, or decay, brings it closer.",
            size | {"point": place(point, _extent(walk))},
        )
    if slope < GENTLE * _norm(walk.gradients[0]):
        if _elsewhere(walk, surface):
            return Sentence("On a gentle slope at step {step}, but not at a minimum: ‖∇f‖ is {slope}.", values)
        return Sentence("Nearly there at step {step}: ‖∇f‖ is {slope}.", values)
    return Sentence("Still on its way at step {step}: ‖∇f‖ is {slope}.", values)
