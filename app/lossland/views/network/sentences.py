"""Numbers as short as their place asks for, and what the network did in one sentence."""

import math
from collections.abc import Callable, Iterator
from functools import lru_cache

from lossland.core.backprop import Tape
from lossland.core.optimizer import Optimizer
from lossland.core.symbols import symbols
from lossland.core.terms import number
from lossland.core.training import Moment, Training
from lossland.views.network.updates import update_sentence
from lossland.views.words import tr


def forms(value: float) -> Iterator[str]:
    """The value in ever fewer significant digits: 0.1234, 0.123, .123, .12, .1; the last one always comes."""
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
    lead = math.floor(math.log10(size)) + 1  # negative where the first decimals are zeros
    text = f"{value:.{max(digits - lead, 0)}f}"
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
    return f"{value:z.12g}".replace("-", "−")


def headings(count: int) -> list[str]:
    """What a heading may be while playing in a network of so many nodes, each in its longest form."""
    return [
        tr("Forward {k} of {n}", k=count, n=count),
        tr("Backward {k} of {n}", k=count, n=count),
        *(tr("Ready"), tr("Loss"), tr("Update")),
    ]


def heading(moment: Moment) -> str:
    """Where the step is: "Backward 2 of 4"."""
    count = sum(moment.tape.net.sizes[1:])
    if moment.kind == "forward":
        return tr("Forward {k} of {n}", k=moment.number, n=count)
    if moment.kind == "backward":
        return tr("Backward {k} of {n}", k=moment.number - count - 1, n=count)
    return {"ready": tr("Ready"), "loss": tr("Loss"), "update": tr("Update")}[moment.kind]


def sentence(training: Training, moment: Moment, optimizer: Optimizer, sample: int = 0) -> str:
    """What just happened, in one sentence; `optimizer` is the one that trains."""
    tape = moment.tape
    if moment.kind == "ready":
        return tr("The inputs and the weights are known, nothing else yet.")
    if moment.kind == "update":
        return update_sentence(training, moment, optimizer)
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


def reuse(moment: Moment) -> str:
    """How often the δ of this moment is used, and in the end what the storing of such factors saved."""
    sizes = moment.tape.net.sizes
    if moment.kind == "update":
        few, many = moment.tape.multiplications
        return tr("Backward: {few} multiplications, {many} without storing", few=few, many=many)
    if moment.kind != "backward":
        return ""
    _, layer, node = moment.event
    count = sizes[layer] + 1 + (sizes[layer] if layer else 0)
    name = symbols(sizes).nodes[layer + 1][node]
    return tr("Underlined: computed before. δ({name}) is used {count} times.", name=name, count=count)
