"""Training step by step, recorded so that every node of every pass can be looked at again."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from lossland.core.backprop import backprop
from lossland.core.loss import rows
from lossland.core.network import MLP
from lossland.core.optimizer import Optimizer
from lossland.core.sentence import Mistake, Sentence
from lossland.core.tape import Event, Tape, events

MOST_BYTES = 1 << 30
PAUSE = 0.005
"""Seconds of work between two yields, so that a window stays awake and a newer request is soon heard."""


@dataclass(frozen=True, eq=False)
class Moment:
    """What playback shows at one index.

    `step` counts updates made before this pass; `number` is the place within the step, from 1 on, and 0 before the
    first node. `tape` is the whole pass of the step. `after` is the network that the update leads to, and None in all
    other moments: `tape.net` is the one before.
    """

    kind: Literal["ready", "forward", "loss", "backward", "update"]
    step: int
    number: int
    tape: Tape
    event: Event | None = None
    after: MLP | None = None


@dataclass(frozen=True, eq=False)
class Training:
    """One tape a step, and the network after each of them."""

    tapes: tuple[Tape, ...]
    nets: tuple[MLP, ...]

    @cached_property
    def losses(self) -> tuple[float, ...]:
        """The loss of each step, before its update."""
        return tuple(tape.loss for tape in self.tapes)

    @property
    def period(self) -> int:
        """How many indices one step has: its events, then its update."""
        return len(self.tapes[0].events) + 1

    def __len__(self) -> int:
        """How many indices there are: the network ready, then every step's."""
        return 1 + len(self.tapes) * self.period

    def at(self, index: int) -> Moment:
        """Return what is shown at `index`, from 0 on; past the end, the last moment."""
        if index <= 0:
            return Moment("ready", 0, 0, self.tapes[0])
        step, place = divmod(min(index, len(self) - 1) - 1, self.period)
        tape = self.tapes[step]
        if place == self.period - 1:
            return Moment("update", step, place + 1, tape, after=self.nets[step])
        event = tape.events[place]
        return Moment(event.kind, step, place + 1, tape, event)


def train(
    net: MLP, optimizer: Optimizer, inputs: ArrayLike, targets: ArrayLike, steps: int
) -> Iterator[tuple[Tape, MLP]]:
    """Make `steps` updates on the whole batch; yield for each one its tape and the network after it.

    The optimizer moves weights and biases together, as one vector, exactly as it moves a point on a surface.
    """
    memory = optimizer.start(net.flat())
    for t in range(steps):
        tape = backprop(net, inputs, targets)
        with np.errstate(all="ignore"):  # a training that diverges ends in inf and NaN, which the picture shows
            vector, memory = optimizer.step(net.flat(), tape.flat(), memory, t)
        net = net.with_flat(vector)
        yield tape, net


def record(
    net: MLP, optimizer: Optimizer, inputs: ArrayLike, targets: ArrayLike, length: int
) -> Iterator[tuple[float, Training]]:
    """Train until at least `length` indices can be shown; yield now and then the fraction done and what there is.

    Raises Mistake for what would not fit in memory.
    """
    period = len(events(net.sizes)) + 1
    steps = -(-max(length, 1) // period)
    # Of each step are kept z, a and their derivatives, the gradient, and the weights as array and as Python numbers.
    size = 8 * steps * (4 * len(rows(inputs, net.sizes[0], Sentence("Inputs"))) * sum(net.sizes) + 8 * net.flat().size)
    if size > MOST_BYTES:
        raise Mistake(
            "{steps} training steps need {size} MB, more than {limit} MB. Take fewer steps or a smaller batch.",
            steps=steps,
            size=size >> 20,
            limit=MOST_BYTES >> 20,
        )
    tapes: list[Tape] = []
    nets: list[MLP] = []
    due = perf_counter() + PAUSE
    for tape, after in train(net, optimizer, inputs, targets, steps):
        tapes.append(tape)
        nets.append(after)
        if len(tapes) == steps or perf_counter() > due:
            yield len(tapes) / steps, Training(tuple(tapes), tuple(nets))
            due = perf_counter() + PAUSE
