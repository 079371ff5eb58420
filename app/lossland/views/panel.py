"""The grammar that all panels share: number of the key, name, one question, and a button for the whole window."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from lossland.session import Session, State
from lossland.views.guard import guarded
from lossland.views.icons import icon
from lossland.views.playback import Playback
from lossland.views.theme import Look, font
from lossland.views.words import tr


class Panel(QFrame):
    """One card of the window. A subclass fills `body` and overrides what concerns it."""

    results: tuple[str, ...] = ()  # the jobs whose results it shows, each through show_<job> and fail_<job>
    enlarge = Signal()
    wanted = Signal(str)  # a job that is to run once more

    def __init__(
        self, session: Session, playback: Playback, look: Look, number: int, title: str, question: str
    ) -> None:
        super().__init__(objectName="card")
        self.session, self.playback, self.look = session, playback, look
        t = look.tokens
        self._enlarge = QToolButton(icon=icon("enlarge", t.mute), autoRaise=True)
        self._enlarge.setAccessibleName(tr("Whole window"))
        self._enlarge.setToolTip(
            tr("Give {panel} the whole window, or share it again ({key})", panel=title, key=number)
        )
        self._enlarge.clicked.connect(self.enlarge)
        head = QHBoxLayout()
        head.setSpacing(t.gap)
        head.addWidget(label(str(number), font(t.small, bold=True), "badge"))
        head.addWidget(label(title, font(t.title, bold=True)))
        head.addWidget(_Question(question, look), 1)
        head.addWidget(self._enlarge)
        self.body = QVBoxLayout()
        self.body.setSpacing(t.gap)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 8, 12, 12)
        whole.setSpacing(t.gap)
        whole.addLayout(head)
        whole.addLayout(self.body, 1)

    def sync(self, old: State | None, new: State) -> None:
        """Show what the user chose; `old` is None at first."""

    def stop(self, job: str) -> None:
        """Show that `job` was cancelled: what has come of it is all that will."""

    def show_step(self, index: int) -> None:
        """Show what was recorded at `index`."""

    def set_wide(self, wide: bool) -> None:
        """Arrange the contents for the whole window, or for a third of it."""
        self._enlarge.setIcon(icon("reduce" if wide else "enlarge", self.look.tokens.mute))


class _Question(QLabel):
    """A muted line at the right that is not there where all of it has no room."""

    def __init__(self, text: str, look: Look) -> None:
        super().__init__(text, objectName="mute")
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(look.tokens.small))
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        fits = self.fontMetrics().horizontalAdvance(self._whole) <= self.width()
        self.setText(self._whole if fits else "")


def label(text: str, with_font: Any, name: str = "") -> QLabel:
    """A line of plain text: what a user typed is never read as markup."""
    made = QLabel(text, objectName=name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(with_font)
    return made


def row(*items: QWidget | int | None, gap: int = 8) -> QHBoxLayout:
    """Widgets side by side; None is a stretch, a number that many pixels."""
    made = QHBoxLayout()
    made.setSpacing(gap)
    for item in items:
        if item is None:
            made.addStretch(1)
        elif isinstance(item, int):
            made.addSpacing(item)
        else:
            made.addWidget(item)
    return made
