"""What an update did to the weights: in one sentence, and weight by weight."""

import math

import numpy as np

from lossland.core.optimizer import Optimizer
from lossland.core.optimizers.sgd import SGD
from lossland.core.symbols import symbols
from lossland.core.terms import Factor, Line, number
from lossland.core.training import Moment, Training
from lossland.views.words import tr


def update_sentence(training: Training, moment: Moment, optimizer: Optimizer) -> str:
    """Which way the weights went, and what that did to the loss."""
    before = moment.tape.loss
    if not math.isfinite(before):
        return tr("The loss is no longer a number: the steps were too large.")
    if not np.isfinite(moment.after.flat()).all():
        return tr("The weights are no longer finite numbers: the step was too large.")
    if (moment.after.flat() == moment.tape.net.flat()).all():
        if not moment.tape.flat().any():
            return tr("No weight changed: all derivatives are 0.")
        return tr("No weight changed: the step was too small for the digits of a weight.")
    is_plain = _is_plain(optimizer)
    way = (
        tr("The weights moved against the gradient")
        if is_plain
        else tr("{optimizer} moved the weights", optimizer=_name(optimizer))
    )
    if moment.step + 1 >= len(training.tapes):
        return tr("{way}. The recorded training ends here.", way=way)
    after = training.losses[moment.step + 1]
    if not math.isfinite(after):
        return tr("The weights moved too far: the loss is no longer a number.")
    values = {"way": way, "before": number(before), "after": number(after)}
    if after < before:
        return tr("{way}: the loss fell from {before} to {after}.", **values)
    if after == before:
        return tr("{way}: the loss stays at {before}.", way=way, before=number(before))
    if is_plain:
        return tr("{way}, but too far: the loss rose from {before} to {after}.", **values)
    return tr("{way}: the loss rose from {before} to {after}.", **values)


def _is_plain(optimizer: Optimizer) -> bool:
    """Whether each step is the rate times the gradient, and nothing of earlier steps."""
    return isinstance(optimizer, SGD) and optimizer.momentum == 0


def _name(optimizer: Optimizer) -> str:
    name = tr(optimizer.label)
    return tr("{optimizer} with momentum", optimizer=name) if getattr(optimizer, "momentum", 0) else name


@np.errstate(all="ignore")  # a training that has diverged moves from ∞ to ∞
def moved(moment: Moment, optimizer: Optimizer, most: int = 6) -> list[Line]:
    """The weights and biases that an update changed most: by plain descent w − η · ∂L/∂w, otherwise w + Δw."""
    if moment.after is None:
        return []
    before, after = moment.tape.net.flat(), moment.after.flat()
    change = np.nan_to_num(np.abs(after - before), nan=np.inf)
    chosen = np.sort(np.argsort(-change, kind="stable")[:most])
    names = symbols(moment.tape.net.sizes)
    flat_names = [
        name for rows, row in zip(names.weights, names.biases, strict=True) for part in (*rows, row) for name in part
    ]
    rate, gradient = Factor("η", optimizer.rate(moment.step)), moment.tape.flat()
    lines = []
    for k in chosen:
        name, old, new = flat_names[k], float(before[k]), float(after[k])
        result, from_which = Factor(name + "⁺", new), Factor(name, old)
        if _is_plain(optimizer):
            slope = Factor(f"∂L/∂{name}", float(gradient[k]))
            by = Factor.of("{0}·{1}", rate.value * slope.value, rate, slope)
            lines.append(Line(result, (from_which, by), "difference"))
        else:
            lines.append(Line(result, (from_which, Factor(f"Δ{name}", new - old)), "sum"))
    return lines
