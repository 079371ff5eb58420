"""What is wrong with what was typed, and what can be written instead, in one click."""

from itertools import zip_longest

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from lossland.views.guard import guarded
from lossland.views.surface.parameter_strip import ParameterStrip
from lossland.views.surface.readout import wrapped
from lossland.views.theme import Look, font
from lossland.views.words import tr


class Complaint(QFrame):
    """Lies over what is below the knobs, or over the knobs' place where there are none: nothing moves for it."""

    taken = Signal(int)  # the number of what is offered

    def __init__(self, strip: ParameterStrip, look: Look, parent: QWidget) -> None:
        super().__init__(parent, objectName="complaint")
        t = look.tokens
        self.setStyleSheet(f"#complaint {{ background: {t.card}; border-bottom: 2px solid {t.warn}; }}")
        self._strip = strip
        self.said = wrapped("warn", font(t.small))
        self.offers = [QToolButton(objectName="link", autoRaise=True) for _ in range(2)]
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.said, 1)
        for number, offer in enumerate(self.offers):
            offer.setFont(font(t.small, bold=True))
            offer.setToolTip(tr("Write this instead"))
            offer.clicked.connect(lambda _=False, number=number: self.taken.emit(number))
            offer.hide()
            line.addWidget(offer)
        strip.installEventFilter(self)
        self.hide()

    def say(self, text: str, offered: tuple[str, ...] = ()) -> None:
        """Show `text` and up to two texts that can be written instead."""
        self.said.setText(text)
        for offer, instead in zip_longest(self.offers, offered, fillvalue=""):
            offer.setText(instead)
            offer.setVisible(bool(instead))
        self._place()
        self.show()
        self.raise_()

    @guarded
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return False

    def _place(self) -> None:
        strip = self._strip.geometry()
        self.layout().activate()
        least = self._strip.height() if not self._strip.knobs else 0
        high = max(least, self.heightForWidth(strip.width()), self.minimumSizeHint().height())
        self.setGeometry(strip.left(), strip.bottom() + 3 if self._strip.knobs else strip.top(), strip.width(), high)
