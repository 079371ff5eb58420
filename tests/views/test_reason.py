"""A reason is read below the field it is about, also when the keys have left it, and goes by itself."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from lossland.views import reason
from lossland.views.reason import Reason, explain


@pytest.fixture
def field(qtbot):
    made = QLineEdit()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_a_reason_stays_when_the_keys_leave_the_field(field):
    field.setFocus()
    explain(field, "A whole number")
    field.clearFocus()
    (said,) = field.findChildren(Reason)
    assert said.isVisible()
    assert said.text() == "A whole number"
    assert said.y() > field.y()


def test_a_new_reason_takes_the_place_of_the_last_one(field):
    explain(field, "first")
    explain(field, "second")
    assert [said.text() for said in field.findChildren(Reason) if said.isVisible()] == ["second"]


def test_typing_again_takes_the_reason_away(field, qtbot):
    explain(field, "A whole number")
    (said,) = field.findChildren(Reason)
    with qtbot.waitSignal(said.destroyed):
        QTest.keyClick(field, Qt.Key.Key_1)


def test_a_reason_goes_by_itself(field, qtbot, monkeypatch):
    monkeypatch.setattr(reason, "SECONDS", 0)
    explain(field, "A whole number")
    (said,) = field.findChildren(Reason)
    with qtbot.waitSignal(said.destroyed):
        pass
