"""The runs: optimizers side by side, each with its colour and its learning rate."""

from dataclasses import replace

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QSlider, QToolButton, QWidget

from lossland.core.optimizer import Optimizer
from lossland.session import Run, Session, State
from lossland.views.guard import guarded
from lossland.views.icons import icon
from lossland.views.runs.chip import NUMBER, SLIDER, Chip, kinds, retyped
from lossland.views.theme import Look, font
from lossland.views.words import tr

MOST = 6  # as many colours as a colour-blind eye can tell apart


def another(state: State) -> Run:
    """The run that "Add run" adds: an optimizer that is not there yet, or the selected one with twice its lr."""
    used = {run.color for run in state.runs}
    unused = next(number for number in range(MOST) if number not in used)
    low, high = state.window[0]
    present = [run.optimizer for run in state.runs]
    for kind in kinds():
        if all(type(optimizer) is not kind for optimizer in present):
            return Run(retyped(state.optimizer, kind, state.runs, high - low), color=unused)
    made = state.optimizer
    while made in present:
        made = replace(made, lr=float(f"{2 * made.lr or 0.01:.6g}"))
    return Run(made, color=unused)


class RunsBar(QFrame):
    """A chip for each run, and the button that adds one. Chips show as much as the width allows."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__(objectName="card")
        self._session, self._look = session, look
        self.chips: list[Chip] = []
        t = look.tokens
        self._strip = QWidget()
        self._row = QHBoxLayout(self._strip)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._area = _Strip()
        self._area.setWidget(self._strip)
        self.add = QToolButton(text=tr("Add run"), objectName="link", icon=icon("plus", t.accent))
        self.add.setFont(font(t.text, bold=True))
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.add.clicked.connect(self._add)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 4, 6, 4)
        layout.setSpacing(6)
        layout.addWidget(self._area, 1)
        layout.addWidget(self.add)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sync(self, old: State | None, new: State) -> None:
        """Show the runs of `new`; widgets are made anew only where the list has another shape."""
        if old is None or _shape(old) != _shape(new):
            self._build(new)
        for index, chip in enumerate(self.chips):
            chip.sync(new.runs[index], index == new.selected)
        full = len(new.runs) >= MOST
        self.add.setEnabled(not full)
        self.add.setToolTip(
            tr("At most {count} runs can be told apart", count=MOST) if full else tr("Another optimizer from one start")
        )
        self._fit()

    def turn(self, action: QSlider.SliderAction) -> None:
        """Turn the learning rate of the selected run, as a key does that is pressed on its slider."""
        self.chips[self._session.state.selected].knobs[0].slider.triggerAction(action)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _build(self, state: State) -> None:
        focused = next((index for index, chip in enumerate(self.chips) if chip.name.hasFocus()), None)
        for chip in self.chips:
            chip.hide()
            chip.deleteLater()
        while self._row.count():
            self._row.takeAt(0)
        self.chips = [Chip(self._session, self._look, index) for index in range(len(state.runs))]
        for chip in self.chips:
            self._row.addWidget(chip)
        self._row.addStretch(1)
        self._area.setFixedHeight(max(chip.sizeHint().height() for chip in self.chips))
        if focused is not None and focused < len(self.chips):
            self.chips[focused].name.setFocus()

    def _fit(self) -> None:
        """Give every chip the most detail at which all of them fit, and what is left to as many as can use it."""
        self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        for detail in range(4, NUMBER - 2, -1):
            if detail == -1:  # before a slider goes, the button gives up its words
                self.add.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            space = self.width() - 12 - self._row.spacing() * len(self.chips) - self.add.sizeHint().width()
            if sum(chip.width_at(detail) for chip in self.chips) <= space:
                break
        details = [detail] * len(self.chips)
        for more in (level for level in (NUMBER, SLIDER) if level > detail):
            for at, chip in enumerate(self.chips):
                others = sum(c.width_at(d) for c, d in zip(self.chips, details, strict=True)) - chip.width_at(
                    details[at]
                )
                if others + chip.width_at(more) <= space:
                    details[at] = more
        for chip, each in zip(self.chips, details, strict=True):
            chip.show_detail(each)

    @Slot()
    def _add(self) -> None:
        state = self._session.state
        self._session.set(runs=(*state.runs, another(state)))


def _shape(state: State) -> list[tuple[type[Optimizer], int]]:
    return [(type(run.optimizer), run.color) for run in state.runs]


class _Strip(QScrollArea):
    """Room for the chips: in a narrow window they are moved by the wheel, or by Tab."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turned.x() or turned.y()))
