"""The panel that takes a network apart: forward, loss, backward, update, node by node."""

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from lossland.core.backprop import terms
from lossland.core.sentence import Mistake
from lossland.core.tape import events
from lossland.core.training import Moment, Training
from lossland.session import Lesson, Session, State
from lossland.views.guard import guarded
from lossland.views.icons import icon
from lossland.views.network import lesson_edit as edit
from lossland.views.network.chain_rule import ChainRule
from lossland.views.network.choice import ActivationChoice, LossChoice
from lossland.views.network.drawing import NetworkDrawing
from lossland.views.network.event_cells import EventCells
from lossland.views.network.lesson_dialog import LessonDialog
from lossland.views.network.sentences import heading, headings, reuse, sentence
from lossland.views.network.updates import moved
from lossland.views.panel import Panel, label
from lossland.views.playback import Playback
from lossland.views.plot import finite, plot
from lossland.views.theme import Look, font
from lossland.views.words import tr

LARGE = 15  # pixels of type beyond which the strip takes the small one: it has a third of the window
NARROW = 24  # widths of the panel, in sizes of the type, below which a sentence takes a third line
PLOT = 116  # pixels: the chain rule above it must stay whole


class NetworkPanel(Panel):
    """Shows a Training at the playback's index."""

    results = ("network",)

    def __init__(self, session: Session, playback: Playback, look: Look) -> None:
        super().__init__(session, playback, look, 3, tr("Network"), tr("where gradients come from"))
        self._training: Training | None = None
        self._moment: Moment | None = None
        self._index = 0
        self._sample = 0
        self._mistake = self._failure = ""
        self._note = ""  # in place of the sentence, until the playback moves on
        self._wide = False
        self._dialog: LessonDialog | None = None
        t = look.tokens
        self.body.setSpacing(4)
        self._make_strip()
        self._wrong = label("", font(t.small), "warn")
        self._wrong.setWordWrap(True)
        self._wrong.hide()
        self.body.addWidget(self._wrong)
        self._drawing = NetworkDrawing(look, self._enter_weight)
        self._drawing.picked.connect(self._go_to_node)
        self._rule = ChainRule(look)
        self._reuse = label("", font(t.small), "mute")
        self._reuse.setWordWrap(True)
        self._arrange()
        self._make_foot()
        self.set_wide(False)

    # Parts

    def _make_strip(self) -> None:
        t = self.look.tokens
        type_size = t.text if t.text <= LARGE else t.small
        self._layers = QLineEdit()
        self._layers.setFont(font(type_size, mono=True))
        self._layers.setAccessibleName(tr("Layers"))
        self._layers.setToolTip(tr("Nodes of each layer, inputs first: 2-3-1"))
        self._layers.setMaximumWidth(220)
        self._layers.editingFinished.connect(self._enter_sizes)
        self._layers.textEdited.connect(lambda: self._say_wrong(""))
        self._activation = ActivationChoice(type_size)
        self._activation.chosen.connect(lambda name, layer: self._set(edit.with_activation(self._lesson, name, layer)))
        self._loss = LossChoice(type_size)
        self._loss.chosen.connect(lambda name: self._set(edit.with_loss(self._lesson, name)))
        self._edit = QToolButton(icon=icon("sliders", t.ink), autoRaise=True)
        self._edit.setAccessibleName(tr("Data and weights"))
        self._edit.setToolTip(tr("Edit inputs, targets, weights and biases"))
        self._edit.clicked.connect(self._open_editor)
        self._strip = QHBoxLayout()
        self._strip.setSpacing(t.gap)
        self._strip.addWidget(self._layers, 1)
        self._strip.addWidget(self._activation, 2)
        self._strip.addWidget(self._loss, 3)
        self._strip.addWidget(self._edit)
        self._strip.addStretch(0)
        self.body.addLayout(self._strip)

    def _arrange(self) -> None:
        """The drawing and the chain rule, below each other or side by side."""
        t = self.look.tokens
        self._plot = plot(t)
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFixedHeight(PLOT)
        self._plot.getAxis("left").setWidth(round(t.small * 4.4))  # for small differences: 0.2984
        self._plot_title = label(tr("Loss against training step"), font(t.small), "mute")
        self._curve = self._plot.plot(pen=pg.mkPen(t.ink, width=t.stroke * 0.75))
        self._mark = pg.InfiniteLine(pen=pg.mkPen(t.accent, width=1, style=Qt.PenStyle.DashLine))
        self._plot.addItem(self._mark)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._rule, 1)
        below = QHBoxLayout()
        below.setSpacing(0)
        below.addWidget(self._reuse, 1)
        self._back, self._which, self._on = self._sample_chooser()
        for widget in (self._back, self._which, self._on):
            below.addWidget(widget)
        column.addLayout(below)
        column.addWidget(self._plot_title)
        column.addWidget(self._plot)
        self._main = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._main.setSpacing(4)
        self._main.addWidget(self._drawing, 9)
        self._main.addWidget(side, 6)
        self.body.addLayout(self._main, 1)

    def _make_foot(self) -> None:
        t = self.look.tokens
        self._heading = label("", font(t.text, bold=True))
        self._cells = EventCells(self.look)
        self._cells.picked.connect(self._go_to_event)
        self._step = label("", font(t.small), "mute")
        foot = QHBoxLayout()
        foot.setSpacing(t.gap)
        foot.addWidget(self._heading)
        foot.addWidget(self._cells, 1)
        self._legend = label(tr("thicker: larger weight · dashed: negative"), font(t.small), "mute")
        foot.addWidget(self._legend)
        foot.addSpacing(t.gap)
        self._step.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self._step)
        self.body.addLayout(foot)
        self._sentence = QLabel()
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setFont(font(t.text))
        self._sentence.setWordWrap(True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.body.addWidget(self._sentence)

    def _sample_chooser(self) -> tuple[QToolButton, QLabel, QToolButton]:
        t = self.look.tokens
        buttons = []
        for sign, by, hint in (("‹", -1, tr("Previous sample")), ("›", 1, tr("Next sample"))):
            button = QToolButton(text=sign, autoRaise=True)
            button.setFont(font(t.small, bold=True))
            button.setAccessibleName(hint)
            button.setToolTip(hint)
            button.clicked.connect(lambda _=False, by=by: self._choose_sample(by))
            buttons.append(button)
        return buttons[0], label("", font(t.small), "mute"), buttons[1]

    # What the window tells

    def sync(self, old: State | None, new: State) -> None:
        if old is not None and old.lesson == new.lesson:
            return
        self._note = ""
        net = new.lesson.network
        self._show_sizes(net.sizes)
        self._say_wrong("")
        self._activation.show_network(net)
        self._loss.show_network(net)

    def show_step(self, index: int) -> None:
        if index != self._index:
            self._note = ""
        self._index = index
        if self._training is not None:
            self._show(self._training.at(index))

    def show_network(self, training: Training) -> None:
        self._training = training
        self._say_wrong("", failed=True)
        count = len(training.tapes[0].x)
        self._sample = min(self._sample, count - 1)
        for widget in (self._back, self._which, self._on):
            widget.setVisible(count > 1)
        self._curve.setData(finite(np.arange(len(training.losses)) + 1), finite(training.losses))
        self._keep_widths(training)
        self.show_step(self._index)

    def fail_network(self, error: Exception) -> None:
        said = tr(error.sentence) if isinstance(error, Mistake) else str(error)
        self._say_wrong(tr("The network could not be trained: {error}", error=said), failed=True)

    def set_wide(self, wide: bool) -> None:
        super().set_wide(wide)
        way = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        self._main.setDirection(way)
        self._main.setSpacing(24 if wide else 4)
        for widget in (self._plot, self._plot_title, self._legend):
            widget.setVisible(wide)
        self._wide = wide
        self._keep_lines()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_lines()

    def _keep_lines(self) -> None:
        """Always as many lines for the sentence, so that nothing above moves when the words change."""
        lines = 1 if self._wide else 2 if self.contentsRect().width() >= NARROW * self.look.tokens.text else 3
        self._sentence.setFixedHeight(lines * (self._sentence.fontMetrics().lineSpacing() + 1))

    def _keep_widths(self, training: Training) -> None:
        """As much room for the words of the foot as the longest take: nothing moves or is cut off while playing."""
        words = headings(sum(training.tapes[0].net.sizes[1:]))
        steps = [tr("Training step {k}", k=len(training.tapes))]
        for widget, texts in ((self._heading, words), (self._step, steps)):
            widget.setFixedWidth(max(map(widget.fontMetrics().horizontalAdvance, texts)) + 2)

    # Showing

    def _show(self, moment: Moment) -> None:
        self._moment = moment
        t, tape = self.look.tokens, moment.tape
        nodes = sum(tape.net.sizes[1:])
        self._drawing.show_moment(moment, self._sample)
        rule = self.session.state.optimizer
        lines = terms(tape, moment.event, self._sample) if moment.event else moved(moment, rule)
        tint = {"backward": t.backward, "loss": t.ink, "update": t.good}.get(moment.kind, t.forward)
        self._rule.show_lines(lines, tint, tr("Press → to compute the first node."))
        self._reuse.setText(reuse(moment))
        self._heading.setText(heading(moment))
        self._cells.show_step(nodes, moment.number)
        self._step.setText(tr("Training step {k}", k=moment.step + 1))
        self._which.setText(tr("sample {k} of {n}", k=self._sample + 1, n=len(tape.x)))
        self._mark.setValue(moment.step + 1)
        self._sentence.setText(self._note or sentence(self._training, moment, rule, self._sample))

    def _show_sizes(self, sizes: tuple[int, ...]) -> None:
        text = edit.write_sizes(sizes)
        self._layers.setText(text)
        self._layers.setCursorPosition(0)
        self._layers.setMinimumWidth(self._layers.fontMetrics().horizontalAdvance(text[:9]) + 20)

    def _say_wrong(self, text: str, failed: bool = False) -> None:
        """Say what is wrong with the layers typed, or what `failed` in the training; nothing is lost by either."""
        if failed:
            self._failure = text
        else:
            self._mistake = text
            self._layers.setProperty("wrong", bool(text))
            self._layers.style().polish(self._layers)
        self._wrong.setText(self._mistake or self._failure)
        self._wrong.setVisible(bool(self._wrong.text()))

    # What the user does

    @property
    def _lesson(self) -> Lesson:
        return self.session.state.lesson

    def _set(self, lesson: Lesson) -> None:
        self.session.set(lesson=lesson)

    def _enter_sizes(self) -> None:
        text = self._layers.text()
        try:
            lesson = edit.with_sizes(self._lesson, edit.read_sizes(text))
        except Mistake as mistake:
            self._say_wrong(tr(mistake.sentence))
            return
        self._say_wrong("")
        self._set(lesson)
        self._show_sizes(lesson.network.sizes)

    def _enter_weight(self, layer: int, node: int, source: int, text: str) -> str:
        """Take a number typed into the drawing; from a later step, the training starts anew with the weights shown."""
        moment, lesson = self._moment, self._lesson
        if moment is None or moment.tape.net.sizes != lesson.network.sizes:
            return tr("Other layers are being computed.")
        try:
            value = edit.read_number(text)
            if not 0 <= layer < len(lesson.network.weights):
                self._set(edit.with_datum(lesson, "inputs" if layer < 0 else "targets", self._sample, node, value))
                return ""
            if moment.step or moment.after:
                net = moment.after or moment.tape.net
                lesson = edit.with_network(lesson, net)
            lesson = edit.with_weight(lesson, layer, node, source, value)
        except Mistake as mistake:
            return tr(mistake.sentence)
        if moment.step or moment.after:
            self.playback.go(0 if moment.after else moment.number)
        self._set(lesson)
        if moment.step or moment.after:
            undo = QKeySequence(QKeySequence.StandardKey.Undo).toString(QKeySequence.SequenceFormat.NativeText)
            self._note = tr("Training starts again from these weights; {key} takes it back.", key=undo)
            self._show(self._moment)
        return ""

    def _go_to_node(self, layer: int, node: int) -> None:
        """To the event that computes this node: backward if the backward pass is on, else forward."""
        moment = self._moment
        if moment is None or layer == 0:
            return
        sizes = moment.tape.net.sizes
        kind = "loss" if layer == len(sizes) else "backward" if moment.kind == "backward" else "forward"
        self._go_to_event(events(sizes).index((kind, layer - 1, node)) + 1)

    def _go_to_event(self, number: int) -> None:
        if self._moment is not None:
            self.playback.go(self._moment.step * self._training.period + number)

    def _choose_sample(self, by: int) -> None:
        if self._moment is not None:
            self._sample = (self._sample + by) % len(self._moment.tape.x)
            self._show(self._moment)

    def _open_editor(self) -> None:
        if self._dialog is None:
            self._dialog = LessonDialog(self.session, self.look, self)
        self._dialog.show()
        self._dialog.raise_()
