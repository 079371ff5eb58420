"""The sheet of shortcuts, made from the actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from lossland.views.actions import Action
from lossland.views.panel import label
from lossland.views.theme import Look, font
from lossland.views.words import tr

ROWS = 16  # in one column of the sheet


class Keys(QDialog):
    """Every action that has a key, with the key; then what keys do where the mouse or the focus is."""

    def __init__(self, actions: tuple[Action, ...], look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # else each look at it would leave one with the window
        self.setWindowTitle(tr("Keys"))
        t = look.tokens
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(16)
        for i, (shown, does) in enumerate([*((a.shown, a.label) for a in actions if a.key), *elsewhere()]):
            column, line = divmod(i, ROWS)
            key = label(shown, font(t.text, bold=True))
            key.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(key, line, 2 * column)
            grid.addWidget(label(does, font(t.text)), line, 2 * column + 1)


def elsewhere() -> tuple[tuple[str, str], ...]:
    """Keys that are no action of the window, and what they do."""
    return (
        ("Tab", tr("Next field or slider; then ← and → change it")),
        ("+  −", tr("Zoom the map under the mouse")),
        ("A", tr("Show the whole map under the mouse")),
        (tr("Shift + arrow keys"), tr("Move the start on the map")),
    )
