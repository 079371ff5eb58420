"""What the application wears is the look that was chosen."""

import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QLabel

from lossland.views import dress
from lossland.views.theme import THEMES, Look


@pytest.fixture(autouse=True)
def plain(qapp):
    yield
    dress.wear(Look())


@pytest.mark.parametrize("theme", THEMES)
def test_palette_type_and_sheet_are_those_of_the_theme(theme, qtbot):
    dress.wear(Look(theme, scale=1.5))
    t = THEMES[theme]
    app = QApplication.instance()
    assert app.palette().color(QPalette.ColorRole.Window).name() == t.ground
    assert app.font().pixelSize() == round(1.5 * t.text)
    shown = QLabel("well", objectName="card")
    qtbot.addWidget(shown)
    shown.resize(60, 40)
    assert shown.grab().toImage().pixelColor(50, 5).name() == t.card


def test_dialogs_of_qt_speak_chinese_too():
    dress.wear(Look(language="zh"))
    assert QApplication.translate("QPlatformTheme", "Cancel") != "Cancel"
