"""How many starts, drawn how, with which seed: one strip of controls."""

import random
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QSizePolicy, QToolButton, QWidget

from lossland.session import Session, Starts
from lossland.views.guard import guarded
from lossland.views.icons import icon
from lossland.views.knob import mark, parsed
from lossland.views.panel import label, row
from lossland.views.reason import explain
from lossland.views.starts.shares import grouped
from lossland.views.theme import Look, font
from lossland.views.words import tr

CHOICES = (100, 2_000, 10_000, 100_000, 1_000_000)
MOST = 1_000_000
LARGEST_SEED = 2**32 - 1


def whole(text: str, low: int, high: int) -> int | None:
    """The whole number from `low` to `high` that `text` is, written as 2000, 2 000 or 2e3; None if it is none."""
    number = parsed("".join(text.split()))
    return int(number) if number is not None and number == int(number) and low <= number <= high else None


class StartsForm(QWidget):
    """The fields of Starts, each of which changes the session."""

    def __init__(self, session: Session, look: Look) -> None:
        super().__init__()
        self._session = session
        t = look.tokens
        self.count = self._count(t.text)
        self.kind = QComboBox()
        for kind, name in (("uniform", tr("uniform")), ("normal", tr("normal")), ("grid", tr("grid"))):
            self.kind.addItem(name, kind)
        self.kind.setAccessibleName(tr("How the starts are drawn"))
        self.kind.setToolTip(tr("Uniform in the window, normal about its middle, or in rows"))
        self.kind.activated.connect(lambda chosen: self._change(kind=self.kind.itemData(chosen)))
        self.seed = QLineEdit()
        self.seed.setFixedWidth(QFontMetrics(font(t.text)).horizontalAdvance("0000") + 16)
        self.seed.setAccessibleName(tr("Seed"))
        self.seed.setToolTip(tr("Seed: the same number draws the same starts on every machine"))
        self.seed.editingFinished.connect(self._enter_seed)
        self.seed.textEdited.connect(lambda text: mark(self.seed, "wrong", whole(text, 0, LARGEST_SEED) is None))
        self.dice = QToolButton(icon=icon("dice", t.ink), iconSize=QSize(t.text + 5, t.text + 5))
        self.dice.setAccessibleName(tr("New seed"))
        self.dice.setToolTip(tr("Draw other starts: a new seed"))
        self.dice.clicked.connect(self._throw)
        self.basins = QToolButton(text=tr("Basins"), icon=icon("basins", t.ink), checkable=True)
        self.basins.setIconSize(QSize(t.text + 5, t.text + 5))
        self.basins.setFont(font(t.small))
        self.basins.setToolTip(
            tr("Map of the basins: which minimum each place of the window leads to, in how many steps (B)")
        )
        self.basins.toggled.connect(lambda wanted: session.set(basins=wanted))
        self._count_name = label(tr("N"), font(t.small), "mute")
        line = row(self._count_name, self.count, self.kind, self.dice, self.seed, None, self.basins, gap=6)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        for widget in self.findChildren(QWidget):
            widget.ensurePolished()
        self._arrange(0)
        # What there is room for now must not keep the panel from becoming narrow.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(line.minimumSize().width())

    def show_starts(self, starts: Starts) -> None:
        """Show what the session holds; a grid has no seed."""
        self.count.setEditText(grouped(starts.count))
        mark(self.count.lineEdit(), "wrong", False)
        self.kind.setCurrentIndex(self.kind.findData(starts.kind))
        self.seed.setText(str(starts.seed))
        self.seed.setCursorPosition(0)
        mark(self.seed, "wrong", False)
        for widget in (self.seed, self.dice):
            widget.setEnabled(starts.kind != "grid")

    def show_basins(self, wanted: bool) -> None:
        self.basins.setChecked(wanted)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width())

    def _arrange(self, width: int) -> None:
        """Show as much as there is room for; the dice draws another seed where that has none."""
        style, line = Qt.ToolButtonStyle, self.layout()
        for room in (3, 2, 1, 0):
            self.seed.setVisible(room >= 3)
            self._count_name.setVisible(room >= 2)
            self.basins.setToolButtonStyle(style.ToolButtonTextBesideIcon if room >= 1 else style.ToolButtonIconOnly)
            line.invalidate()
            if line.minimumSize().width() <= width:
                break

    def _count(self, pixels: int) -> QComboBox:
        combo = QComboBox(editable=True)
        combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        combo.setCompleter(None)
        for choice in CHOICES:
            combo.addItem(grouped(choice), choice)
        combo.setFixedWidth(QFontMetrics(font(pixels)).horizontalAdvance(grouped(MOST)) + 36)
        combo.setAccessibleName(tr("Number of starts"))
        combo.setToolTip(tr("Number of starts, 1 to {most}", most=grouped(MOST)))
        combo.activated.connect(lambda chosen: self._change(count=combo.itemData(chosen)))
        combo.lineEdit().editingFinished.connect(self._enter_count)
        combo.lineEdit().textEdited.connect(lambda text: mark(combo.lineEdit(), "wrong", whole(text, 1, MOST) is None))
        return combo

    def _change(self, **changes: Any) -> None:
        state = self._session.state
        self._session.set(starts=replace(state.starts, **changes))
        self.show_starts(self._session.state.starts)

    @Slot()
    def _enter_count(self) -> None:
        self._enter(self.count.lineEdit(), "count", 1, MOST)

    @Slot()
    def _enter_seed(self) -> None:
        self._enter(self.seed, "seed", 0, LARGEST_SEED)

    def _enter(self, field: QLineEdit, name: str, low: int, high: int) -> None:
        number = whole(field.text(), low, high)
        if number is None:
            why = tr("A whole number from {low} to {high}", low=low, high=grouped(high))
            self.show_starts(self._session.state.starts)
            explain(field, why)
        else:
            self._change(**{name: number})

    @Slot()
    def _throw(self) -> None:
        self._change(seed=random.randrange(10_000))
