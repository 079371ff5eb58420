"""Why something typed was not taken: a few words below the field, for some seconds."""

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QLabel, QLineEdit

SECONDS = 5


class Reason(QLabel):
    """A tool tip that stays when the keys go elsewhere, as they do after what was typed is entered."""

    def __init__(self, field: QLineEdit, why: str) -> None:
        super().__init__(why, field, Qt.WindowType.ToolTip)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFont(field.font())
        palette = self.palette()
        # The style sheet gives every label the ink of the text.
        ground, ink = (
            palette.color(role).name() for role in (palette.ColorRole.ToolTipBase, palette.ColorRole.ToolTipText)
        )
        self.setStyleSheet(f"QLabel {{ background: {ground}; color: {ink}; padding: 4px 6px; }}")
        field.textEdited.connect(self.deleteLater)
        QTimer.singleShot(1000 * SECONDS, self, self.deleteLater)


def explain(field: QLineEdit, why: str) -> None:
    """Say below `field` why what was typed was undone."""
    for earlier in field.findChildren(Reason):
        earlier.hide()
        earlier.deleteLater()
    reason = Reason(field, why)
    reason.adjustSize()
    screen = field.screen().availableGeometry()
    place = field.mapToGlobal(QPoint(0, field.height() + 2))
    place.setX(max(screen.left(), min(place.x(), screen.right() - reason.width())))
    reason.move(place)
    reason.show()
