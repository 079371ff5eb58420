"""The network drawn with every number on its place; nodes lead to their moments, weights can be typed over."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolTip, QWidget

from lossland.core.symbols import symbols
from lossland.core.training import Moment
from lossland.views.guard import guarded
from lossland.views.network.chips import Chip
from lossland.views.network.layout import DETAILS, Layout, arrange
from lossland.views.network.paint import Painting
from lossland.views.network.progress import hint
from lossland.views.network.sentences import given
from lossland.views.theme import Look, font
from lossland.views.words import tr

SHORT = 7  # characters that a field has room for; a longer number is offered rounded


class ChipField(QLineEdit):
    """The field over a chip: Tab leads to the next weight, Escape gives up."""

    onward = Signal(int)  # 1 or −1
    entered = Signal()
    given_up = Signal()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()  # and not passed on: the drawing would open its first weight
        else:
            super().keyPressEvent(event)

    @guarded
    def focusNextPrevChild(self, is_next: bool) -> bool:
        self.onward.emit(1 if is_next else -1)
        return True


class NetworkDrawing(QWidget):
    """Shows a Moment. `enter(layer, node, source, text)` is asked when a weight was typed, with source −1 for a bias.

    It returns what is wrong with the text, or nothing. Layers count from 0 as in `MLP.weights`; the inputs are layer
    −1, the targets the one after the last.
    """

    picked = Signal(int, int)  # layer of the layout (0 = inputs, the last + 1 = loss), node

    def __init__(self, look: Look, enter: Callable[[int, int, int, str], str]) -> None:
        super().__init__()
        self._tokens, self._enter = look.tokens, enter
        self._moment: Moment | None = None
        self._sample = 0
        self._hover: Chip | None = None
        self._edited: Chip | None = None
        self._offered = ""  # the text in the field before anything was typed
        self._editor = ChipField(self)
        self._editor.setFont(font(self._tokens.small))
        self._editor.setAccessibleName(tr("Weight"))
        self._editor.hide()
        self._editor.entered.connect(self._commit)
        self._editor.onward.connect(self._next)
        self._editor.given_up.connect(self._close)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(120)
        self.setAccessibleName(tr("Network"))

    def show_moment(self, moment: Moment | None, sample: int) -> None:
        """Draw this; None for nothing."""
        sizes = self._moment and self._moment.tape.net.sizes
        self._moment, self._sample = moment, sample
        if moment is None or moment.tape.net.sizes != sizes:
            self._close()
        self.update()

    def layout_now(self) -> Layout | None:
        """Where everything is at present."""
        moment, t = self._moment, self._tokens
        if moment is None:
            return None
        event = moment.event
        current = (event.layer + 1, event.node) if event and event.kind != "loss" else None
        sizes, backward = moment.tape.net.sizes, moment.kind == "backward"
        roomy = arrange(sizes, self.width(), self.height(), t.formula, t.text, current, backward)
        if roomy.detail == DETAILS[0] and roomy.round:  # all there is to write fits in larger type
            return roomy
        return arrange(sizes, self.width(), self.height(), t.text, t.small, current, backward)

    @guarded
    def sizeHint(self) -> QSize:
        return QSize(386, 240)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        layout = self.layout_now()
        with QPainter(self) as p:
            if layout and self._moment:
                hover = self._hover.box if self._hover else None
                Painting(layout, self._moment, self._sample, self._tokens).paint(p, hover)
            if self.hasFocus():
                p.setPen(self._tokens.accent)
                p.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._close()

    # Mouse and keys

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point(event.position())

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._point(QPointF(-1, -1))

    def _point(self, where: QPointF) -> None:
        layout = self.layout_now()
        chip = layout.chip_at(where.x(), where.y()) if layout else None
        place = layout.at(where.x(), where.y()) if layout and not chip else None
        if chip != self._hover:
            self._hover = chip
            self.update()
        if chip:
            self.setToolTip(self._chip_hint(chip))
        else:
            self.setToolTip(hint(self._moment, self._sample, place.layer, place.node) if place else "")
        shape = Qt.CursorShape
        self.setCursor(shape.IBeamCursor if chip else shape.PointingHandCursor if place else shape.ArrowCursor)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        layout, at = self.layout_now(), event.position()
        if layout is None or event.button() != Qt.MouseButton.LeftButton or not self._commit():
            return
        if chip := layout.chip_at(at.x(), at.y()):
            self._open(chip)
        elif place := layout.at(at.x(), at.y()):
            self.picked.emit(place.layer, place.node)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens the first weight; from there Tab leads to the next ones."""
        layout = self.layout_now()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and layout and layout.chips:
            self._open(layout.chips[0])
        else:
            super().keyPressEvent(event)

    def _chip_hint(self, chip: Chip) -> str:
        name, value = self._weight(chip)
        return tr("{name} = {value}. Click to type another.", name=name, value=given(value))

    def _weight(self, chip: Chip) -> tuple[str, float]:
        """The name and the value of what a chip stands for."""
        tape = self._moment.tape
        net = self._moment.after or tape.net
        names, layer = symbols(net.sizes), chip.layer - 1
        if layer < 0:
            return names.nodes[0][chip.node], float(tape.x[self._sample, chip.node])
        if layer == len(net.weights):
            return names.targets[chip.node], float(tape.targets[self._sample, chip.node])
        if chip.source < 0:
            return names.biases[layer][chip.node], net.biases[layer][chip.node]
        return names.weights[layer][chip.node][chip.source], net.weights[layer][chip.node][chip.source]

    # The field over a chip

    def _open(self, chip: Chip) -> None:
        self._edited = chip
        name, value = self._weight(chip)
        typed = f"{value:z.15g}"
        self._offered = typed if len(typed) <= SHORT else f"{value:z.4g}"
        self._editor.setText(self._offered)
        self._mark("")
        self._editor.setToolTip(name)
        width = max(round(chip.box.width) + 24, round(self._tokens.small * 6.5))
        height = self._editor.sizeHint().height()
        left = min(max(round(chip.box.x - width / 2), 0), self.width() - width)
        top = min(max(round(chip.box.y - height / 2), 0), self.height() - height)
        self._editor.setGeometry(left, top, width, height)
        self._editor.show()
        self._editor.selectAll()
        self._editor.setFocus()

    def _commit(self) -> bool:
        """Hand over what was typed; keep the field open and marked when it was refused."""
        chip = self._edited
        if chip is None:
            return True
        if self._editor.text() == self._offered:  # which may have been rounded
            self._close()
            return True
        wrong = self._enter(chip.layer - 1, chip.node, chip.source, self._editor.text())
        self._mark(wrong)
        if not wrong:
            self._close()
        return not wrong

    def _mark(self, wrong: str) -> None:
        self._editor.setProperty("wrong", bool(wrong))
        self._editor.style().polish(self._editor)
        if wrong:
            QToolTip.showText(self._editor.mapToGlobal(self._editor.rect().bottomLeft()), wrong, self._editor)

    def _close(self) -> None:
        self._edited = None
        if self._editor.isVisible():
            had_keys = self._editor.hasFocus()
            self._editor.hide()
            if had_keys:
                self.setFocus()

    def _next(self, by: int) -> None:
        """Commit, and open the chip after this one."""
        layout, chip = self.layout_now(), self._edited
        if layout is None or chip is None or not self._commit():
            return
        chips = (*layout.all_chips(), *layout.data())
        spot = next((k for k, other in enumerate(chips) if other[:3] == chip[:3]), -1) + by
        if 0 <= spot < len(chips):
            self._open(chips[spot])
