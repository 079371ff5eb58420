"""Boxes in a network's drawing, and the chips on its lines: put where they touch nothing."""

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

DENSEST = 0.42  # of the room between two layers that chips may cover before they hide the lines


class Box(NamedTuple):
    """A rectangle, in pixels of the view."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def x(self) -> float:
        """The middle."""
        return self.left + self.width / 2

    @property
    def y(self) -> float:
        return self.top + self.height / 2

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether the two come nearer to each other than `gap`."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom


def centred(x: float, y: float, width: float, height: float) -> Box:
    return Box(x - width / 2, y - height / 2, width, height)


class Place(NamedTuple):
    """A node of layer `layer` (0 = inputs); what else is written is None where there is no room or no such thing."""

    layer: int
    node: int
    box: Box
    name: Box | None
    bias: Box | None
    target: Box | None = None


class Chip(NamedTuple):
    """The number of the weight from node `source` of the layer before to node `node` of layer `layer` (1 … L)."""

    layer: int
    node: int
    source: int
    box: Box


@lru_cache(512)
def chips_on(
    edges: tuple[tuple[Place, Place], ...],
    before: tuple[Place, ...],
    after: tuple[Place, ...],
    size: tuple[float, float],
    height: int,
) -> tuple[Chip, ...]:
    """Chips on all these edges that touch neither each other nor a node; none if that cannot be."""
    if not edges:
        return ()
    xa, xb = before[0].box.x, after[0].box.x
    if len(edges) * size[0] * size[1] > DENSEST * (xb - xa - before[0].box.width) * height:
        return ()
    taken = [box for place in (*before, *after) for box in (place.box, place.name, place.bias) if box]

    def on(edge: tuple[Place, Place], part: float) -> Box:
        a, b = edge
        return centred(xa + part * (xb - xa), a.box.y + part * (b.box.y - a.box.y), *size)

    def free(box: Box, others: Sequence[Box], gap: float) -> bool:
        inside = box.left >= xa and box.right <= xb and box.top >= 1 and box.bottom <= height - 1
        return inside and not any(box.meets(other, gap) for other in others)

    def chip(edge: tuple[Place, Place], box: Box) -> Chip:
        return Chip(edge[1].layer, edge[1].node, edge[0].node, box)

    # All at one part of the way, a column of numbers as far apart as can be; level lines at that part or in the middle.
    best, clearest = None, 1.0
    for k, middle in ((k, middle) for k in range(41) for middle in (False, True)):
        part = 0.25 + k / 80
        boxes = [on(edge, 0.5 if middle and abs(edge[0].box.y - edge[1].box.y) < 1 else part) for edge in edges]
        ys = sorted(box.y for box in boxes)
        apart = min((q - p for p, q in pairwise(ys)), default=math.inf) - size[1]
        clear = min(apart, 1.5 * size[1]) - 4 * abs(part - 0.4) - middle
        if clear > clearest and all(free(box, taken, 1) for box in boxes):
            best, clearest = boxes, clear
    if best:
        return tuple(map(chip, edges, best))

    # Else each where it finds room, the flattest first: steep lines have the choice of more places.
    done: dict[tuple[Place, Place], Box] = {}
    for edge in sorted(edges, key=lambda e: (abs(e[1].box.y - e[0].box.y), e[0].box.y)):
        candidates = (on(edge, part) for part in (0.5, 0.4, 0.6, 0.33, 0.67, 0.28, 0.72))
        box = next((box for box in candidates if free(box, taken, 1) and free(box, list(done.values()), 2)), None)
        if box is None:
            return ()
        done[edge] = box
    return tuple(chip(edge, done[edge]) for edge in edges)
