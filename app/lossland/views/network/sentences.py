"""Numbers as short as their place asks for, and what the network did in one sentence."""

import math
from collections.abc import Callable, Iterator
from functools import lru_cache

import numpy as np

from lossland.core.backprop import Tape
from lossland.core.symbols import symbols
from lossland.core.terms import Factor, Line, number
from lossland.core.training import Moment, Training
from lossland.views.words import tr


def forms(value: float) -> Iterator[str]:
    """The value in ever fewer characters: 0.1234, 0.123, .123, .12, .1; the last one always comes."""
    if not math.isfinite(value):
        yield "NaN" if math.isnan(value) else "∞" if value > 0 else "−∞"
        return
    for digits, has_zero in ((4, True), (3, True), (3, False), (2, False), (1, False)):
        text = _plain(value, digits).replace("-", "−")
        is_fraction = text.removeprefix("−").startswith("0.")
        yield text.replace("0.", ".", 1) if is_fraction and not has_zero else text


def _plain(value: float, digits: int) -> str:
    """Fixed-point for what is neither large nor small, without zeros after the second decimal."""
    size = abs(value)
    if value == 0:
        return "0"
    if not 9.5e-4 <= size < 1e5:
        mantissa, exponent = f"{value:.{max(digits - 2, 0)}e}".split("e")
        return f"{mantissa}e{int(exponent)}"
    lead = max(0, math.floor(math.log10(size)) + 1)
    decimals = max(digits - lead, 0)
    if size < 10.0**-decimals:  # never 0.0 for what is not zero
        decimals = math.ceil(-math.log10(size))
    text = f"{value:.{decimals}f}"
    while "." in text and text.endswith("0") and len(text.partition(".")[2]) > 2:
        text = text[:-1]
    return text


def fitted(value: float, room: float, width: Callable[[str], float], before: str = "") -> str:
    """The longest form that, after the text `before`, is no wider than `room`; the shortest if none is."""
    text = ""
    for form in forms(value):
        text = before + form
        if width(text) <= room:
            break
    return text


@lru_cache(4096)
def given(value: float) -> str:
    """A number as it was typed: 0.05, 1, −2.5."""
    return f"{value:.12g}".replace("-", "−")


def heading(moment: Moment) -> str:
    """Where the step is: "Backward 2 of 4"."""
    count = sum(moment.tape.net.sizes[1:])
    if moment.kind == "forward":
        return tr("Forward {k} of {n}", k=moment.number, n=count)
    if moment.kind == "backward":
        return tr("Backward {k} of {n}", k=moment.number - count - 1, n=count)
    return {"ready": tr("Ready"), "loss": tr("Loss"), "update": tr("Update")}[moment.kind]


def sentence(training: Training, moment: Moment, sample: int = 0) -> str:
    """What just happened, in one sentence."""
    tape = moment.tape
    if moment.kind == "ready":
        return tr("The inputs and the weights are known, nothing else yet.")
    if moment.kind == "update":
        return _update(training, moment)
    if moment.kind == "loss":
        return tr("The outputs are compared with their targets: the loss is {loss}.", loss=number(tape.loss))
    _, layer, node = moment.event
    name = symbols(tape.net.sizes).nodes[layer + 1][node]
    letter = tape.net.functions[layer].letter
    if moment.kind == "forward":
        z, a = number(tape.z[layer][sample, node]), number(tape.a[layer][sample, node])
        if not letter:
            return tr(
                "{name} adds up its weighted inputs and its bias to {z}, and hands that on as it is.", name=name, z=z
            )
        values = {"name": name, "z": z, "a": a, "f": letter}
        return tr("{name} adds up its weighted inputs and its bias, and {f} turns the sum {z} into {a}.", **values)
    return _backward(tape, layer, name, letter)


def _backward(tape: Tape, layer: int, name: str, letter: str) -> str:
    if layer == len(tape.z) - 1:
        if not letter:
            return tr("The error of {name} is passed back as it is: its slope is 1.", name=name)
        return tr("The error of {name} is passed back through its slope {f}′(z).", name=name, f=letter)
    if tape.net.sizes[layer + 2] == 1:
        return tr("{name} takes back the stored δ of the node it feeds, times the weight to it.", name=name)
    return tr(
        "{name} takes back the stored δ of the {n} nodes it feeds, each times the weight to it.",
        name=name,
        n=tape.net.sizes[layer + 2],
    )


def _update(training: Training, moment: Moment) -> str:
    before = moment.tape.loss
    if not math.isfinite(before):
        return tr("The loss is no longer a number: the steps were too large.")
    if moment.step + 1 >= len(training.tapes):
        return tr("All weights moved against their gradient. The recorded training ends here.")
    after = training.losses[moment.step + 1]
    if not math.isfinite(after):
        return tr("All weights moved, but too far: the loss is no longer a number.")
    values = {"before": number(before), "after": number(after)}
    if after < before:
        return tr("All weights moved against their gradient: the loss fell from {before} to {after}.", **values)
    if after > before:
        return tr("All weights moved, but too far: the loss rose from {before} to {after}.", **values)
    return tr("All weights moved against their gradient: the loss stays at {before}.", before=number(before))


def reuse(moment: Moment) -> str:
    """How often the δ of this moment is used, and in the end what the storing of such factors saved."""
    sizes = moment.tape.net.sizes
    if moment.kind == "update":
        few, many = moment.tape.multiplications
        return tr("{few} multiplications with stored factors, {many} without", few=few, many=many)
    if moment.kind != "backward":
        return ""
    _, layer, node = moment.event
    count = sizes[layer] + 1 + (sizes[layer] if layer else 0)
    name = symbols(sizes).nodes[layer + 1][node]
    return tr("Dotted: stored. δ({name}) is used {count} times.", name=name, count=count)


@np.errstate(invalid="ignore")  # a training that has diverged moves from ∞ to ∞
def moved(moment: Moment, most: int = 6) -> list[Line]:
    """The weights and biases that an update changed most, each as what it was plus its change."""
    if moment.after is None:
        return []
    before, after = moment.tape.net, moment.after
    names = symbols(before.sizes)
    change = np.nan_to_num(np.abs(after.flat() - before.flat()), nan=np.inf)
    chosen = np.sort(np.argsort(-change, kind="stable")[:most])
    flat_names = [
        name for rows, row in zip(names.weights, names.biases, strict=True) for part in (*rows, row) for name in part
    ]
    lines = []
    for k in chosen:
        old, new, name = float(before.flat()[k]), float(after.flat()[k]), flat_names[k]
        lines.append(Line(Factor(name + "⁺", new), (Factor(name, old), Factor(f"Δ{name}", new - old)), "sum"))
    return lines
