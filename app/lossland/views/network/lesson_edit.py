"""What can be typed or chosen about the network: from one Lesson to the next, or a Mistake that says why not."""

import re
from dataclasses import replace
from typing import Literal

import numpy as np

from lossland.core import loss as losses
from lossland.core.network import MLP
from lossland.core.sentence import Mistake
from lossland.session import Lesson
from lossland.views.knob import parsed

MOST_NODES = 64  # of a layer
MOST_SAMPLES = 64
SOFTMAX = "softmax_cross_entropy"

Rows = tuple[tuple[float, ...], ...]
Part = Literal["inputs", "targets"]

# A hidden layer is needed: no single line separates the two classes.
XOR = Lesson(
    MLP((2, 3, 1), activation=("tanh", "identity"), loss="bce_with_logits", seed=4),
    inputs=((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)),
    targets=((0.0,), (1.0,), (1.0,), (0.0,)),
)


def read_sizes(text: str) -> tuple[int, ...]:
    """The layers in "2-2-2", "2 3 1" or "2–4–4–1"; raises Mistake."""
    parts = [part for part in re.split(r"[\s\-‐-―−,，;:/×→]+", text.strip()) if part]
    for part in parts:
        if not part.isdecimal():
            raise Mistake("“{part}” is not a number of nodes. Write layers as 2-3-1.", text.find(part), part=part[:12])
        if len(part) > 6 or int(part) > MOST_NODES:
            raise Mistake("A layer may have at most {most} nodes.", text.find(part), most=MOST_NODES)
        if int(part) == 0:
            raise Mistake("A layer needs at least one node.", text.find(part))
    if len(parts) < 2:
        raise Mistake("Write at least two layers, the inputs and the outputs, as in 2-3-1.")
    return tuple(map(int, parts))


def write_sizes(sizes: tuple[int, ...]) -> str:
    return "-".join(map(str, sizes))


def read_number(text: str) -> float:
    """The finite number typed; raises Mistake."""
    value = parsed(text)
    if value is None or abs(value) > 1e12:
        raise Mistake("“{text}” is not a number such as 0.25 or −1e-3.", text=text.strip()[:16])
    return value


def with_sizes(lesson: Lesson, sizes: tuple[int, ...], seed: int = 0) -> Lesson:
    """Other layers: weights whose layer keeps its shape stay, rows of data are cut or continued."""
    if sizes == lesson.network.sizes:
        return lesson
    network = lesson.network.replace(sizes=sizes, seed=seed)
    draw = np.random.default_rng(seed)
    # New inputs differ from sample to sample, or there would be nothing to learn from them.
    inputs = tuple(
        _resized(row, [float(v) for v in draw.uniform(0.05, 0.95, sizes[0]).round(2)]) for row in lesson.inputs
    )
    spare = [0.0] * sizes[-1] if network.criterion.wants_logits else [(0.01, 0.99)[k % 2] for k in range(sizes[-1])]
    targets = tuple(_resized(row, spare) for row in lesson.targets)
    return Lesson(network, inputs, _fitting(targets, network.loss))


def _fitting(targets: Rows, loss: str) -> Rows:
    """The targets as this loss can take them: a softmax compares shares, which add up to 1."""
    if loss != SOFTMAX:
        return targets
    positive = [[max(t, 0.0) for t in row] for row in targets]
    return tuple(tuple(t / sum(row) for t in row) if sum(row) else (1.0, *(0.0,) * (len(row) - 1)) for row in positive)


def _resized(row: tuple[float, ...], spare: list[float]) -> tuple[float, ...]:
    return (*row[: len(spare)], *spare[len(row) :])


def with_activation(lesson: Lesson, name: str, layer: int | None = None) -> Lesson:
    """Another activation for one layer with weights; for all of them with None, save logits, which stay identity."""
    network = lesson.network
    names = list(network.activations)
    if layer is None:
        logits = network.criterion.wants_logits and len(names) > 1
        names = [name] * (len(names) - logits) + ["identity"] * logits
    else:
        names[layer] = name
    return replace(lesson, network=network.replace(activation=tuple(names)))


def with_loss(lesson: Lesson, name: str) -> Lesson:
    """Another loss; one that takes logits makes the last activation the identity."""
    names = list(lesson.network.activations)
    if losses.named(name).wants_logits:
        names[-1] = "identity"
    network = lesson.network.replace(loss=name, activation=tuple(names))
    return replace(lesson, network=network, targets=_fitting(lesson.targets, name))


def with_weight(lesson: Lesson, layer: int, node: int, source: int, value: float) -> Lesson:
    """Another weight from `source` to `node` of layer `layer` of weights; source −1 is the bias."""
    network = lesson.network
    if source < 0:
        biases = [list(row) for row in network.biases]
        biases[layer][node] = value
        return replace(lesson, network=network.replace(biases=biases))
    weights = [[list(row) for row in matrix] for matrix in network.weights]
    weights[layer][node][source] = value
    return replace(lesson, network=network.replace(weights=weights))


def with_network(lesson: Lesson, network: MLP) -> Lesson:
    """The weights of a later training step as the first ones; raises Mistake if they have diverged."""
    return replace(lesson, network=network.replace())


def with_datum(lesson: Lesson, part: Part, sample: int, column: int, value: float) -> Lesson:
    """Another number in the inputs or the targets; of a softmax, the other targets of the row make room for it."""
    rows = [list(row) for row in getattr(lesson, part)]
    if part == "targets" and lesson.network.loss == SOFTMAX:
        rows[sample] = _shared(rows[sample], column, value)
    rows[sample][column] = value
    return replace(lesson, **{part: tuple(map(tuple, rows))})


def _shared(row: list[float], column: int, value: float) -> list[float]:
    """The other shares in their old proportions, so that with `value` in `column` all add up to 1."""
    others = sum(row) - row[column]
    if not 0 <= value <= 1 or (len(row) == 1 and value != 1):
        raise Mistake("Targets of a softmax are shares from 0 to 1 that add up to 1.")
    if others > 0:
        return [t * (1 - value) / others for t in row]
    return [(1 - value) / max(len(row) - 1, 1)] * len(row)


def with_sample(lesson: Lesson) -> Lesson:
    """One more sample, like the last one; raises Mistake when there are enough."""
    if len(lesson.inputs) >= MOST_SAMPLES:
        raise Mistake("There is room for {most} samples.", most=MOST_SAMPLES)
    return replace(lesson, inputs=(*lesson.inputs, lesson.inputs[-1]), targets=(*lesson.targets, lesson.targets[-1]))


def without_sample(lesson: Lesson, sample: int) -> Lesson:
    """One sample fewer; raises Mistake for the only one."""
    if len(lesson.inputs) == 1:
        raise Mistake("One sample must stay.")

    def cut(rows: Rows) -> Rows:
        return rows[:sample] + rows[sample + 1 :]

    return replace(lesson, inputs=cut(lesson.inputs), targets=cut(lesson.targets))


def randomised(lesson: Lesson, seed: int) -> Lesson:
    """All weights drawn anew from `seed`; biases 0."""
    network = lesson.network
    return replace(lesson, network=MLP(network.sizes, network.activations, network.loss, seed=seed))
