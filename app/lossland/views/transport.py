"""The bar that moves the playback index, and that says what is being computed."""

import math

from PySide6.QtCore import QElapsedTimer, QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QSlider, QToolButton, QWidget

from lossland.session import Session, State
from lossland.views import engines
from lossland.views.guard import guarded
from lossland.views.icons import icon
from lossland.views.panel import label
from lossland.views.playback import Playback
from lossland.views.theme import Look, font
from lossland.views.words import tr

MOST_STEPS = 100_000
SLOWEST, FASTEST = 1.0, 240.0  # steps a second
SILENCE = 300  # ms of computing that need no word


class Transport(QFrame):
    """First, back, play, next, last; the index to scrub; its number; the speed; what computes, and what it is at."""

    cancelled = Signal(str)  # the job whose cross was clicked

    def __init__(self, session: Session, playback: Playback, look: Look) -> None:
        super().__init__(objectName="card")
        self._session, self._playback, self._look = session, playback, look
        self._play = self._button("play", look.tokens.card, tr("Play or pause (space)"), playback.toggle)
        self._play.setObjectName("play")
        self._index = QSlider(Qt.Orientation.Horizontal)
        self._index.setAccessibleName(tr("Step"))
        self._index.valueChanged.connect(playback.go)
        self._number = label("", font(look.tokens.text, bold=True))
        self._number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._steps = self._steps_field()
        self._speed = QSlider(Qt.Orientation.Horizontal)
        self._speed.setFixedWidth(72)
        self._speed.setRange(0, 100)
        self._speed.setAccessibleName(tr("Speed"))
        self._speed.setToolTip(tr("Steps a second"))
        self._speed.valueChanged.connect(self._set_speed)
        self._engine = _Engine(look)
        self._busy = Busy(look)
        self._busy.cancelled.connect(self.cancelled)
        self._arrange()
        playback.moved.connect(self._show)
        playback.changed.connect(self._show)
        self._show()

    def _arrange(self) -> None:
        t, playback, go = self._look.tokens, self._playback, self._playback.go
        bar = QHBoxLayout(self)
        bar.setContentsMargins(12, 4, 12, 4)
        bar.setSpacing(4)
        bar.addWidget(self._button("first", t.ink, tr("First step (Home)"), lambda: go(0)))
        bar.addWidget(self._button("back", t.ink, tr("Step back (←)"), lambda: go(playback.index - 1)))
        bar.addWidget(self._play)
        bar.addWidget(self._button("next", t.ink, tr("Step (→)"), lambda: go(playback.index + 1)))
        bar.addWidget(self._button("last", t.ink, tr("Last step (End)"), lambda: go(playback.last)))
        bar.addSpacing(8)
        bar.addWidget(self._index, 1)
        bar.addSpacing(8)
        bar.addWidget(self._number)
        bar.addWidget(self._steps)
        bar.addSpacing(8)
        bar.addWidget(label(tr("speed"), font(t.small), "mute"))
        bar.addWidget(self._speed)
        bar.addSpacing(8)
        bar.addWidget(self._engine)
        bar.addWidget(self._busy)

    def sync(self, old: State | None, new: State) -> None:
        self._steps.setText(str(new.steps))

    def say(self, text: str) -> None:
        """Show a sentence for some seconds."""
        self._busy.say(text)

    def name_engine(self, name: str, more: str) -> None:
        """Name what computed the walks; `more` is said of it to who asks."""
        self._engine.setText(name)
        self._engine.setToolTip(more)

    def show_progress(self, job: str, title: str, fraction: float) -> None:
        """Tell how far `job`, called `title`, has come; 1.0 ends it."""
        self._busy.show_progress(job, title, fraction)

    def cancel(self) -> None:
        """Ask for the end of what is shown as being computed."""
        self._busy.cancel()

    def _button(self, drawing: str, color: str, hint: str, pressed: object) -> QToolButton:
        made = QToolButton(icon=icon(drawing, color), autoRaise=True)
        made.setAccessibleName(hint)
        made.setToolTip(hint)
        made.clicked.connect(pressed)
        return made

    def _steps_field(self) -> QLineEdit:
        t = self._look.tokens
        made = QLineEdit()
        made.setFont(font(t.text))
        made.setFixedWidth(made.fontMetrics().horizontalAdvance("000000") + 18)
        made.setAccessibleName(tr("Number of steps"))
        made.setToolTip(tr("How many steps every walk makes, 1 to {most}", most=MOST_STEPS))
        check = _Steps(self._session, made)
        locale = QLocale.c()
        locale.setNumberOptions(QLocale.NumberOption.RejectGroupSeparator)
        check.setLocale(locale)
        made.setValidator(check)
        made.editingFinished.connect(lambda: self._session.set(steps=int(made.text())))
        return made

    def _set_speed(self, value: int) -> None:
        self._playback.set_speed(SLOWEST * (FASTEST / SLOWEST) ** (value / 100))

    def _show(self) -> None:
        playback = self._playback
        for slider, most, value in (
            (self._index, playback.last, playback.index),
            (self._speed, 100, round(100 * math.log(playback.speed / SLOWEST) / math.log(FASTEST / SLOWEST))),
        ):
            slider.blockSignals(True)
            slider.setRange(0, most)
            slider.setValue(value)
            slider.blockSignals(False)
        self._index.setPageStep(max(1, min(10, playback.last)))
        text = tr("step {index} of", index=playback.index)
        widest = self._number.fontMetrics().horizontalAdvance(tr("step {index} of", index=playback.last))
        self._number.setMinimumWidth(widest + 2)
        self._number.setText(text)
        self._play.setIcon(icon("pause" if playback.playing else "play", self._look.tokens.card))


class _Engine(QLabel):
    """What computes, with room for every name, so that the slider keeps its place; in a narrow bar the end is cut."""

    def __init__(self, look: Look) -> None:
        super().__init__(objectName="mute")
        self.setFont(font(look.tokens.small))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setAccessibleName(tr("Engine"))

    @guarded
    def sizeHint(self) -> QSize:
        hint, width = super().sizeHint(), self.fontMetrics().horizontalAdvance
        return QSize(max(hint.width(), *map(width, engines.names().values())), hint.height())

    @guarded
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class _Steps(QIntValidator):
    """A field that is left without a number in it takes back the one it had."""

    def __init__(self, session: Session, field: QLineEdit) -> None:
        super().__init__(1, MOST_STEPS, field)
        self._session = session

    @guarded
    def fixup(self, text: str) -> str:
        return str(self._session.state.steps)


class Busy(QWidget):
    """Nothing, a sentence for some seconds, or which job is how far, with a cross to cancel it."""

    cancelled = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        t = look.tokens
        self._jobs: dict[str, tuple[str, float, QElapsedTimer]] = {}
        self._sentence = ""
        self._text = label("", font(t.small), "mute")
        self._text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._text.setMinimumWidth(1)  # a long sentence is cut before the window has to grow
        self._cross = QToolButton(icon=icon("close", t.mute, 16), autoRaise=True)
        self._cross.setAccessibleName(tr("Cancel"))
        self._cross.setToolTip(tr("Cancel this computation (Esc)"))
        self._cross.clicked.connect(self.cancel)
        self._said = QTimer(self, singleShot=True, interval=5000)
        self._said.timeout.connect(self._show)
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self._text)
        line.addWidget(self._cross)
        self._show()

    def say(self, text: str) -> None:
        self._sentence = text
        self._said.start()
        self._show()

    def show_progress(self, job: str, title: str, fraction: float) -> None:
        if fraction >= 1.0:
            self._jobs.pop(job, None)
        else:
            since = self._jobs[job][2] if job in self._jobs else QElapsedTimer()
            if not since.isValid():
                since.start()
            self._jobs[job] = title, fraction, since
        self._show()

    def cancel(self) -> None:
        """Ask for the end of what is shown as being computed."""
        for job in self._slow():
            self.cancelled.emit(job)

    def _slow(self) -> list[str]:
        return [job for job, (_, _, since) in self._jobs.items() if since.elapsed() > SILENCE]

    def _show(self) -> None:
        slow = self._slow()
        self._cross.setVisible(bool(slow))
        if self._said.isActive():
            self._text.setText(self._sentence)
        elif slow:
            title, fraction, _ = self._jobs[slow[0]]
            self._text.setText(tr("{job}: {percent} %", job=title, percent=round(100 * fraction)))
        self._text.setVisible(self._said.isActive() or bool(slow))
