"""Where everything of a network's drawing goes: pure arithmetic on the size of the view and of the type."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from lossland.views.network.chips import Box, Chip, Place, centred, chips_on

MOST_ROWS = 8  # nodes of a layer that are drawn; the others are counted in words
LINE = 1.22  # height of a line for each pixel of type
MARGIN = 4.0
HALO = 3.0  # around the current node


@dataclass(frozen=True)
class Detail:
    """How much is written. Widths are those of the widest number, for each pixel of type: 0.65 a figure, 0.28 a point.

    `value` is a node's first line, `further` each of the other `lines` - 1; `chip` is a weight.
    """

    value: float
    further: float
    lines: int
    chip: float
    gap: float  # between two layers, in pixels beside the width of a chip
    bias: Literal["below", "beside", ""] = ""
    large: bool = False  # values in the size of text, not in the small one
    named: bool = True


# From the most to the least that can be written: "−0.7514" with z and δ, and "0.1498"; … ".75" with "δ .1", and ".15".
DETAILS = (
    Detail(4.4, 5.2, 3, 4.2, 40, "below", large=True),
    Detail(3.7, 4.5, 2, 3.6, 10, "below", large=True),
    Detail(3.7, 4.5, 2, 2.9, 6, "below", large=True),
    Detail(3.1, 3.8, 2, 2.9, 6, "below"),
    Detail(3.1, 3.8, 2, 2.9, 6, "beside"),
    Detail(2.4, 3.1, 2, 2.3, 2, "below"),
    Detail(2.4, 3.1, 2, 2.3, 2, "beside"),
    Detail(2.4, 3.1, 2, 2.3, -20, ""),
    Detail(2.4, 0.0, 1, 2.3, -20),
    Detail(2.4, 0.0, 1, 2.3, -24, named=False),
)
DOT = Detail(0.0, 0.0, 0, 0.0, 2, named=False)


Row = tuple[Place, ...]


class Rest(NamedTuple):
    """Where it is said that `count` more nodes follow."""

    layer: int
    count: int
    box: Box


@dataclass(frozen=True)
class Layout:
    """A network's drawing without its numbers, for type of `text` and `small` pixels.

    `full[l]`: whether all weights that lead to layer l have a chip.
    """

    detail: Detail
    round: bool
    places: tuple[tuple[Place, ...], ...]
    rests: tuple[Rest, ...]
    loss: Place
    chips: tuple[Chip, ...]
    full: tuple[bool, ...]
    text: int
    small: int

    def at(self, x: float, y: float) -> Place | None:
        """The node under a point."""
        return next((p for p in (*self._all(), self.loss) if p.box.holds(x, y)), None)

    def chip_at(self, x: float, y: float) -> Chip | None:
        """The chip, the input or the target under a point."""
        return next((chip for chip in (*self.all_chips(), *self.data()) if chip.box.holds(x, y)), None)

    def all_chips(self) -> tuple[Chip, ...]:
        """Those of the weights, then those of the biases, which have the source −1."""
        biases = (Chip(p.layer, p.node, -1, p.bias) for p in self._all() if p.bias)
        return (*self.chips, *biases)

    def data(self) -> tuple[Chip, ...]:
        """The inputs, which are of layer 0, then the targets, of the layer after the last; all have the source −1."""
        inputs = (Chip(0, p.node, -1, p.box) for p in self.places[0] if self.detail.lines)
        targets = (Chip(len(self.places), p.node, -1, p.target) for p in self.places[-1] if p.target)
        return (*inputs, *targets)

    def _all(self) -> list[Place]:
        return [place for column in self.places for place in column]


@lru_cache(512)
def arrange(
    sizes: tuple[int, ...],
    width: int,
    height: int,
    text: int,
    small: int,
    current: tuple[int, int] | None = None,
    backward: bool = False,
) -> Layout:
    """Lay out a network of these sizes in a view, for type of `text` and `small` pixels.

    `current` (layer, node) is drawn in any case; where there is no room for all weights, those that lead to it, and
    in the backward pass also those that lead on from it, keep their chips.
    """
    shape = _shape(sizes, width, height, text, small)
    places, rests, loss = _places(shape, sizes, width, height, small, current)
    chips, full = [], [True]
    for before, after in pairwise(places):
        found, is_full = _chips(shape.detail, before, after, small, height, current, backward)
        chips += found
        full.append(is_full)
    if shape.detail.named:
        taken = [rest.box for rest in rests] + [box for box in (loss.box, loss.name) if box]
        places = (*places[:-1], _with_targets(places[-1], taken, width, height, small))
    return Layout(shape.detail, shape.round, places, rests, loss, tuple(chips), tuple(full), text, small)


class Shape(NamedTuple):
    """What is written, and how large a node is."""

    detail: Detail
    width: float
    height: float
    round: bool


@lru_cache(64)
def _shape(sizes: tuple[int, ...], width: int, height: int, text: int, small: int) -> Shape:
    """The richest detail that leaves room for all weights, or else the richest whose nodes fit."""
    fitting = [
        shape
        for detail in DETAILS
        if (shape := _fitting(detail, len(sizes), min(max(sizes), MOST_ROWS), width, height, text, small))
    ]
    for shape in fitting:
        places, _, _ = _places(shape, sizes, width, height, small, None)
        if all(_chips(shape.detail, a, b, small, height, None, False)[1] for a, b in pairwise(places)):
            return shape
    across = max(4.0, min(14.0, height / min(max(sizes), MOST_ROWS) - 4, width / (2 * len(sizes))))
    return fitting[0] if fitting else Shape(DOT, across, across, True)


def _fitting(detail: Detail, columns: int, rows: int, width: int, height: int, text: int, small: int) -> Shape | None:
    """The shape of a node with this detail, a circle if there is room for one; None if there is none at all."""
    value = text if detail.large else small
    inner_width = max(detail.value * value, detail.further * small)
    inner_height = LINE * (value + (detail.lines - 1) * small)
    room = height / rows - _above(detail, small) - _below(detail, small) - 3
    need = chip_width(detail, small) + detail.gap
    # The upper and lower line are narrower than the widest one: the circle may be a little less than around all.
    across = 0.94 * math.hypot(inner_width, inner_height) + 6
    if across <= room and _gap(columns, width, across) >= need:
        return Shape(detail, across, across, True)
    if inner_height + 4 <= room and _gap(columns, width, inner_width + 8) >= need:
        return Shape(detail, inner_width + 8, inner_height + 4, False)
    return None


def _places(
    shape: Shape, sizes: tuple[int, ...], width: int, height: int, small: int, current: tuple[int, int] | None
) -> tuple[tuple[tuple[Place, ...], ...], tuple[Rest, ...], Place]:
    """The nodes of every layer, what stands for those left out, and the loss."""
    xs, loss_x = _columns(len(sizes), width, shape.width)
    places, rests = [], []
    for layer, n in enumerate(sizes):
        row = shown(n, current[1] if current and current[0] == layer else None)
        made = []
        for k, node in enumerate(row):
            y = (k + 0.5) * height / len(row)
            if node is None:
                label = centred(xs[layer], y, max(shape.width, small * 2.2), small * LINE)
                rests.append(Rest(layer, n - len(row) + 1, label))
            else:
                made.append(_place(shape, layer, node, xs[layer], y, small, name_width(sizes, small)))
        places.append(tuple(made))
    loss = _place(shape, len(sizes), 0, loss_x, height / 2, small, small)._replace(bias=None)
    return tuple(places), tuple(rests), loss


def shown(n: int, current: int | None = None) -> tuple[int | None, ...]:
    """Which of n nodes are drawn, None for those left out: the first ones, and the current or the last."""
    if n <= MOST_ROWS:
        return tuple(range(n))
    first = MOST_ROWS - 2
    last = current if current is not None and current >= first else n - 1
    return (*range(first), None, last)


def chip_width(detail: Detail, small: int) -> float:
    return math.ceil(detail.chip * small + 6) if detail.chip else 0.0


def chip_height(small: int) -> float:
    return math.ceil(small * LINE + 2)


def _above(detail: Detail, small: int) -> float:
    return math.ceil(small * LINE) + HALO if detail.named else 0.0


def _below(detail: Detail, small: int) -> float:
    return chip_height(small) + HALO if detail.bias == "below" else 0.0


TARGET = (4.6, 4.0, 3.4)  # widths of "t₁ −0.99", "t₁ 0.01" and "t₁ .01" for each pixel of type
LOSS_GAP = 0.4  # of the gap between two layers: no number stands on the lines to the loss


def _gap(columns: int, width: int, node: float) -> float:
    return (width - 2 * MARGIN - (columns + 1) * node) / (columns - 1 + LOSS_GAP)


def _columns(columns: int, width: int, node: float) -> tuple[list[float], float]:
    """The middles of the layers and of the loss."""
    xs = [MARGIN + node / 2 + k * (node + _gap(columns, width, node)) for k in range(columns)]
    return xs, width - MARGIN - node / 2


def name_width(sizes: tuple[int, ...], small: int) -> float:
    """The width of the longest name of a node: h₁₂, and h₁₂⁽²⁾ where there are several hidden layers."""
    digits = len(str(max(sizes))) + (2 + len(str(len(sizes))) if len(sizes) > 3 else 0)
    return small * (0.65 + 0.4 * digits)


def _place(shape: Shape, layer: int, node: int, x: float, y: float, small: int, named: float) -> Place:
    """A node whose whole cell, name and bias included, has its middle at x, y."""
    detail = shape.detail
    above, below = _above(detail, small), _below(detail, small)
    box = centred(x, y + (above - below) / 2, shape.width, shape.height)
    name = bias = None
    line, chip = math.ceil(small * LINE), chip_width(detail, small)
    if detail.named:
        name = centred(x, box.top - line / 2 - HALO, named, line)
    if layer and detail.bias == "below":
        wide = chip + 0.7 * small if detail.chip > 2.5 else chip  # with its sign, where there is room for it
        bias = centred(x, box.bottom + HALO + chip_height(small) / 2, wide, chip_height(small))
    elif layer and detail.bias == "beside" and name:
        left = x - (name.width + chip) / 2
        name, bias = name._replace(left=left), Box(left + name.width, name.top, chip, line)
    return Place(layer, node, box, name, bias)


def _with_targets(outputs: tuple[Place, ...], taken: list[Box], width: int, height: int, small: int) -> Row:
    """The outputs, each with its target at the right of its name or of its bias, if that touches nothing `taken`."""
    view = Box(0, 0, width, height)
    taken = taken + [box for place in outputs for box in (place.box, place.name, place.bias) if box]

    def beside(place: Place, part: int, wide: float) -> Box | None:
        """At the right of what is written in the first or the second line of a node's words."""
        lines = sorted({round(box.y): box for box in (place.name, place.bias) if box}.items())
        if part >= len(lines):
            return None
        box = Box(lines[part][1].right + 2, lines[part][1].top, math.ceil(wide * small), lines[part][1].height)
        inside = box.right <= view.right and box.top >= 0 and box.bottom <= view.bottom
        return box if inside and not any(box.meets(other, 1) for other in taken) else None

    for wide in TARGET:
        for parts in ((0,), (1,), (0, 1)):  # all at the same place if that can be
            found = ([beside(place, part, wide) for part in parts] for place in outputs)
            boxes = [next(filter(None, each), None) for each in found]
            if all(boxes):
                return tuple(place._replace(target=box) for place, box in zip(outputs, boxes, strict=True))
    return tuple(
        place._replace(target=beside(place, 0, TARGET[-1]) or beside(place, 1, TARGET[-1])) for place in outputs
    )


def _chips(
    detail: Detail,
    before: Sequence[Place],
    after: Sequence[Place],
    small: int,
    height: int,
    current: tuple[int, int] | None,
    backward: bool,
) -> tuple[list[Chip], bool]:
    """The chips between two layers, and whether every weight has one."""
    if not detail.chip:
        return [], False
    size = (chip_width(detail, small), chip_height(small))
    every = tuple((a, b) for b in after for a in before)
    found = chips_on(every, tuple(before), tuple(after), size, height)
    if found:
        return list(found), True
    layer = after[0].layer
    mine = tuple(
        (a, b) for a, b in every if (layer, b.node) == current or (backward and (layer - 1, a.node) == current)
    )
    return list(chips_on(mine, tuple(before), tuple(after), size, height)), False
