"""A knob for each parameter of the surface, and beside them how the text was read."""

import math
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from lossland.views.guard import guarded
from lossland.views.knob import KnobEdit
from lossland.views.theme import Look, font
from lossland.views.words import tr

COLUMNS = 2
ROWS = 2  # of knobs that are seen at once; more can be scrolled to


class ParameterStrip(QWidget):
    """Knobs in two columns. With one knob or none, the reading of the text stands beside it."""

    changed = Signal(str, float)  # parameter, value
    settled = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.knobs: dict[str, KnobEdit] = {}
        self._of = ""
        # Within a widget of its own: Qt forgets to repaint a scroll area that only moves, as it does when the text
        # above gets a second line.
        self._area = QScrollArea(focusPolicy=Qt.FocusPolicy.NoFocus)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._area)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._height = 0
        self.reading = Elided(look)
        self._fill()

    def show_parameters(self, values: dict[str, float], text: str) -> None:
        """Show one knob for each of `values`; those of the same `text` keep their reach and only take the value."""
        if (text, list(values)) == (self._of, list(self.knobs)):
            for name, value in values.items():
                self.knobs[name].set_value(value)
            return
        self._of = text
        if values or self.knobs:
            self.knobs = {name: self._knob(name, value) for name, value in values.items()}
            self._fill()

    def show_reading(self, text: str) -> None:
        """Show how the text was read, or nothing."""
        self.reading.set_text(text)

    def _knob(self, name: str, value: float) -> KnobEdit:
        limit = reach(value)
        made = KnobEdit(self._look, name, -limit, limit, value, letter=name)
        made.slider.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys with the window
        made.changed.connect(partial(self.changed.emit, name))
        made.settled.connect(self.settled)
        return made

    def _fill(self) -> None:
        self.reading.setParent(None)
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(2 * self._look.tokens.gap)
        grid.setVerticalSpacing(4)
        for i, knob in enumerate(self.knobs.values()):
            grid.addWidget(knob, i // COLUMNS, i % COLUMNS)
        if len(self.knobs) < COLUMNS:
            grid.addWidget(self.reading, 0, 1 if self.knobs else 0, 1, 1 if self.knobs else COLUMNS)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        self._area.setWidget(inside)
        rows = min(max(1, math.ceil(len(self.knobs) / COLUMNS)), ROWS)
        line = max((knob.sizeHint().height() for knob in self.knobs.values()), default=self.reading.sizeHint().height())
        self._height = rows * line + (rows - 1) * 4
        self.setMinimumHeight(self._height)
        self.updateGeometry()

    @guarded
    def sizeHint(self) -> QSize:
        return QSize(0, self._height)


class Elided(QLabel):
    """A muted line that ends in … where it has no room, and says the whole in its tool tip."""

    def __init__(self, look: Look) -> None:
        super().__init__(objectName="mute")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(look.tokens.small))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = ""

    def set_text(self, text: str) -> None:
        self._whole = text
        self.setToolTip(tr("Read as {reading}", reading=text.removeprefix("= ")) if text else "")
        self._cut()

    @guarded
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    @guarded
    def resizeEvent(self, event: object) -> None:
        self._cut()

    def _cut(self) -> None:
        self.setText(QFontMetrics(self.font()).elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width()))


def reach(value: float) -> float:
    """How far the slider goes to both sides: to 10, or to the next of 1, 2, 5 × 10ⁿ that suits the value better."""
    size = min(abs(value), 1e300)  # beyond it the slider's length would overflow
    if size == 0:
        return 10.0
    wanted = 1.4 * size if size >= 0.1 else 10 * size
    decade = 10.0 ** math.floor(math.log10(wanted))
    limit = next(m * decade for m in (1.0, 2.0, 5.0, 10.0, 20.0) if m * decade >= wanted)
    return max(limit, 10.0) if size >= 0.1 else limit
