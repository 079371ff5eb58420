"""The sheet of shortcuts, made from the actions."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from lossland.views.actions import Action
from lossland.views.panel import label
from lossland.views.theme import Look, font
from lossland.views.words import tr

ROWS = 16  # in one column of the sheet


class Keys(QDialog):
    """Every action that has a key, with the key."""

    def __init__(self, actions: tuple[Action, ...], look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)  # else each look at it would leave one with the window
        self.setWindowTitle(tr("Keys"))
        t = look.tokens
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(16)
        for i, action in enumerate(action for action in actions if action.key):
            column, line = divmod(i, ROWS)
            key = label(action.shown, font(t.text, bold=True))
            key.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(key, line, 2 * column)
            grid.addWidget(label(action.label, font(t.text)), line, 2 * column + 1)
