"""How a network looks at one moment: lines, chips, nodes, painted into a given layout."""

from functools import cache, lru_cache
from math import isfinite, sqrt

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from lossland.core.symbols import symbols
from lossland.core.training import Moment
from lossland.views.network.chips import Box, Chip, Place, centred
from lossland.views.network.layout import HALO, Layout, Rest
from lossland.views.network.progress import Progress
from lossland.views.network.sentences import fitted, given
from lossland.views.theme import Tokens, color, font

PADDING = 5.0  # beside a number in its box, both sides together
CORNER = 8.0  # the radius of a node that is no circle
CENTRE = Qt.AlignmentFlag.AlignCenter


class Face:
    """A font with its measures, which are asked for again and again."""

    def __init__(self, pixels: int, bold: bool = False) -> None:
        self.font = font(pixels, bold=bold)
        metrics = QFontMetricsF(self.font)
        # Not the method itself: a wrapper asks it for its text of help, and Qt takes 50 ms to write the first one.
        self.width = lru_cache(512)(lambda text: metrics.horizontalAdvance(text))
        self.height = QFontMetricsF(self.font).height()
        self.figure = QFontMetricsF(self.font).tightBoundingRect("0").height()


@cache
def face(pixels: int, bold: bool = False) -> Face:
    return Face(pixels, bold)


class Painting:
    """One picture: the numbers of `moment` for one sample, in the colours of the theme."""

    def __init__(self, layout: Layout, moment: Moment, sample: int, tokens: Tokens) -> None:
        self.layout, self.moment, self.sample, self.t = layout, moment, sample, tokens
        self.progress = Progress(moment)
        self.net = moment.after or moment.tape.net
        self.names = symbols(self.net.sizes)
        self.value = face(layout.text if layout.detail.large else layout.small, bold=True)
        self.small = face(layout.small)
        self.strong = face(layout.small, bold=True)

    def paint(self, p: QPainter, hover: Box | None = None) -> None:
        # Hundreds of smooth lines would take longer than a frame.
        p.setRenderHint(QPainter.RenderHint.Antialiasing, bool(self.layout.detail.lines))
        self._lines(p)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        for chip in self.layout.chips:
            self._chip(p, chip, hover)
        for column in self.layout.places:
            for place in column:
                self._node(p, place)
                if place.bias:
                    self._chip(p, Chip(place.layer, place.node, -1, place.bias), hover)
        self._loss(p)
        for item in self.layout.data():
            self._datum(p, item, hover == item.box)
        for rest in self.layout.rests:
            self._rest(p, rest)

    def _rest(self, p: QPainter, rest: Rest) -> None:
        """The ellipsis, with the number of nodes left out where it has room."""
        p.setFont(self.small.font)
        text = f"⋮ +{rest.count}" if self.layout.detail.lines else "⋮"
        box = centred(rest.box.x, rest.box.y, self.small.width(text) + 4, rest.box.height)
        p.fillRect(_rect(box), color(self.t.card, 0.9))
        p.setPen(QColor(self.t.mute))
        p.drawText(_rect(box), CENTRE, text)

    # Lines

    def _lines(self, p: QPainter) -> None:
        current = []
        for layer, column in enumerate(self.layout.places[1:], 1):
            sizes = np.abs(self.net.W[layer - 1])
            most = float(sizes[np.isfinite(sizes)].max(initial=0.0))
            for b in column:
                for a in self.layout.places[layer - 1]:
                    tint, is_strong = self._line_tint(a, b)
                    weight = self.net.weights[layer - 1][b.node][a.node]
                    pen = QPen(tint, self._thick(weight, most, is_strong))
                    if weight < 0:
                        pen.setDashPattern([6 / pen.widthF(), 3 / pen.widthF()])
                    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
                    line = pen, QPointF(a.box.x, a.box.y), QPointF(b.box.x, b.box.y)
                    if is_strong:
                        current.append(line)
                    else:
                        p.setPen(pen)
                        p.drawLine(*line[1:])
        for a in self.layout.places[-1]:
            tint, is_strong = self._line_tint(a, self.layout.loss)
            pen = QPen(tint, (1.2 if is_strong else 0.6) * self.t.stroke)
            current.append((pen, QPointF(a.box.x, a.box.y), QPointF(self.layout.loss.box.x, self.layout.loss.box.y)))
        for pen, start, end in current:  # above the others
            p.setPen(pen)
            p.drawLine(start, end)

    def _thick(self, weight: float, most: float, is_strong: bool) -> float:
        """The width of a line: the weight's share of the greatest in its layer."""
        share = abs(weight) / most if most and isfinite(weight) else 0.0
        return self.t.stroke * (share * 1.3 + (0.6 if is_strong else 0.3))

    def _line_tint(self, a: Place, b: Place) -> tuple[QColor, bool]:
        """The colour of the line from a to b, and whether it belongs to the current node."""
        done, t = self.progress, self.t
        into, out_of = done.current(b.layer, b.node), done.current(a.layer, a.node)
        kind = self.moment.kind
        if kind == "loss":
            return (QColor(t.ink), True) if into else (color(t.forward, 0.4), False)
        if kind == "forward" and into:
            return QColor(t.forward), True
        if kind == "backward" and (into or out_of):
            return color(t.backward, 1.0 if into else 0.75), True
        if kind == "update":
            return color(t.good, 0.55), False
        if done.backward(b.layer, b.node) or (b is self.layout.loss and kind == "backward"):
            return color(t.backward, 0.4), False
        if done.forward(b.layer, b.node):
            return color(t.forward, 0.4), False
        return color(t.mute, 0.35), False

    # Chips

    def _chip(self, p: QPainter, chip: Chip, hover: Box | None) -> None:
        t, moment = self.t, self.moment
        layer, is_current = chip.layer - 1, self.progress.current(chip.layer, chip.node)
        is_bias = chip.source < 0
        value = self.net.biases[layer][chip.node] if is_bias else self.net.weights[layer][chip.node][chip.source]
        ink, edge, strong = t.ink, None, False
        if moment.kind == "backward" and is_current:
            gradient = moment.tape.db[layer][chip.node] if is_bias else moment.tape.dW[layer][chip.node, chip.source]
            value, ink, edge, strong = float(gradient), t.backward, t.backward, True
        elif moment.kind == "forward" and is_current:
            ink, edge, strong = t.forward, t.forward, True
        elif moment.kind == "update":
            ink, strong = t.good, True
        if hover == chip.box:
            edge = t.accent
        rect = _rect(chip.box)
        p.setPen(QPen(QColor(edge), 1.0) if edge else Qt.PenStyle.NoPen)
        p.setBrush(color(t.card, 0.92))
        p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        p.setPen(QColor(ink))
        is_plus = is_bias and value >= 0 and not (moment.kind == "backward" and is_current)
        self._text(p, chip.box, value, self.strong if strong else self.small, plus="+" * is_plus)

    def _datum(self, p: QPainter, item: Chip, is_hovered: bool) -> None:
        """The target of an output; and around it, or an input, the sign that it can be typed over."""
        rect, t = _rect(item.box), self.t
        if item.layer:
            value = float(self.moment.tape.targets[self.sample, item.node])
            before, room = f"{self.names.targets[item.node]} ", item.box.width - 4
            typed = before + given(value)
            text = typed if self.small.width(typed) <= room else fitted(value, room, self.small.width, before)
            p.fillRect(rect.adjusted(0, 0, self.small.width(text) + 4 - rect.width(), 0), color(t.card, 0.92))
            p.setFont(self.small.font)
            p.setPen(QColor(t.mute))
            p.drawText(rect.adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        if is_hovered:
            p.setPen(QPen(QColor(t.accent), 1.0 if item.layer else t.stroke))
            p.setBrush(Qt.BrushStyle.NoBrush)
            radius = 4 if item.layer else self._radius(item.box)
            p.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    # Nodes

    def _node(self, p: QPainter, place: Place) -> None:
        t, done = self.t, self.progress
        is_current = done.current(place.layer, place.node)
        forward, backward = done.forward(place.layer, place.node), done.backward(place.layer, place.node)
        tint = t.ink if place.layer == 0 else t.backward if backward else t.forward if forward else t.edge
        self._shape(p, place.box, tint, forward, is_current)
        if place.name:
            p.setPen(QColor(tint if is_current else t.ink))
            p.setFont((self.strong if is_current else self.small).font)
            p.drawText(_rect(place.name).adjusted(-20, 0, 20, 0), CENTRE, self.names.nodes[place.layer][place.node])
        if forward and self.layout.detail.lines:
            self._numbers(p, place, backward, tint)

    def _shape(self, p: QPainter, box: Box, tint: str, is_filled: bool, is_current: bool) -> None:
        rect = _rect(box)
        radius = self._radius(box)
        stroke = self.t.stroke
        inset = stroke / 2
        p.setBrush(QColor(self.t.card))
        p.setPen(Qt.PenStyle.NoPen)
        p.drawRoundedRect(rect, radius, radius)
        if is_current:
            halo = rect.adjusted(-HALO, -HALO, HALO, HALO)
            p.setBrush(color(tint, 0.28))
            p.drawRoundedRect(halo, radius + HALO, radius + HALO)
            p.setBrush(QColor(self.t.card))
            p.drawRoundedRect(rect, radius, radius)
        p.setBrush(color(tint, 0.12) if is_filled else Qt.BrushStyle.NoBrush)
        p.setPen(QPen(QColor(tint), stroke * (1.3 if is_current else 0.8)))
        p.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)

    def _numbers(self, p: QPainter, place: Place, backward: bool, tint: str) -> None:
        tape, sample, box = self.moment.tape, self.sample, place.box
        detail, t = self.layout.detail, self.t
        if place.layer == 0:
            p.setPen(QColor(t.ink))
            value = tape.x[sample, place.node]
            if self.value.width(given(value)) <= self._across(box, box.y, self.value.figure) - 4:  # as it was typed
                p.setFont(self.value.font)
                p.drawText(_rect(box), CENTRE, given(value))
            else:
                self._stack(p, box, [(value, "", t.ink, self.value)])
            return
        layer = place.layer - 1
        lines = [(tape.a[layer][sample, place.node], "", t.ink, self.value)]
        if detail.lines == 3 or (detail.lines == 2 and not backward):
            lines.append((tape.z[layer][sample, place.node], "z ", t.mute, self.small))
        if detail.lines > 1 and backward:
            lines.append((tape.dz[layer][sample, place.node], "δ ", tint, self.small))
        self._stack(p, box, lines)

    def _stack(self, p: QPainter, box: Box, lines: list[tuple[float, str, str, Face]]) -> None:
        """Numbers below each other, closer where the node is low; each as wide as the node is at its height."""
        faces = [type_face for *_, type_face in lines]
        total = sum(type_face.height for type_face in faces)
        blank = sum(type_face.height - type_face.figure for type_face in (faces[0], faces[-1])) / 2
        squeeze = min(1.0, (box.height - 2 * self._ring - 4 + blank) / total)
        top = box.y - squeeze * total / 2
        for value, before, ink, type_face in lines:
            height = squeeze * type_face.height
            p.setPen(QColor(ink))
            room = self._across(box, top + height / 2, type_face.figure)
            self._text(p, centred(box.x, top + height / 2, room + PADDING - 2, height), float(value), type_face, before)
            top += height

    @property
    def _ring(self) -> float:
        """The width of a node's outline, and a little more: it is drawn smoothly."""
        return 0.8 * self.t.stroke + 0.2

    def _radius(self, box: Box) -> float:
        return box.height / 2 if self.layout.round else min(box.height / 2, CORNER)

    def _across(self, box: Box, y: float, height: float) -> float:
        """How wide the inside of a node is for figures at y: rounded off, it is narrower above and below."""
        radius = self._radius(box)
        into_corner = max(abs(y - box.y) + height / 2 - (box.height / 2 - radius), 0.0)
        rounded = sqrt(max((radius - self._ring) ** 2 - into_corner**2, 0.0))
        return max(box.width - 2 * radius + 2 * rounded, 0.0)

    def _loss(self, p: QPainter) -> None:
        place, t = self.layout.loss, self.t
        is_done, is_current = self.progress.forward(place.layer, 0), self.moment.kind == "loss"
        self._shape(p, place.box, t.ink if is_done else t.edge, is_done, is_current)
        if place.name:
            p.setPen(QColor(t.ink))
            p.setFont((self.strong if is_current else self.small).font)
            p.drawText(_rect(place.name).adjusted(-20, 0, 20, 0), CENTRE, "L")
        if is_done and self.layout.detail.lines:
            self._stack(p, place.box, [(self.moment.tape.loss, "", t.ink, self.value)])

    def _text(self, p: QPainter, box: Box, value: float, face: Face, before: str = "", plus: str = "") -> Box:
        """A number in as many digits as there is room for; where even one is too wide, in smaller type.

        Returns what the ink covers: figures have no descenders.
        """
        room = box.width - PADDING
        text = fitted(value, room, face.width, before)
        if face.width(plus + text) <= room:
            text = plus + text
        wide = face.width(text)
        made = face.font
        if wide > room:
            made = QFont(made)
            made.setPixelSize(max(6, int(made.pixelSize() * room / wide)))
        p.setFont(made)
        p.drawText(_rect(box), CENTRE, text)
        metrics = QFontMetricsF(made)
        baseline = box.y - metrics.height() / 2 + metrics.ascent()
        high = metrics.tightBoundingRect("0").height()
        return Box(box.x - min(wide, room) / 2, baseline - high, min(wide, room), high)


def _rect(box: Box) -> QRectF:
    return QRectF(*box)
