"""An exception in what Qt calls by itself is told and survived."""

import sys

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from lossland.views.guard import guarded


class Broken(QLabel):
    @guarded
    def paintEvent(self, event):
        raise ValueError("no paint")

    @guarded
    def sizeHint(self):
        raise ValueError("no size")


class Heir(Broken):
    """Does not override: the answer must still come from above the class that did."""


def test_what_fails_in_an_override_is_reported_and_the_class_above_answers(qtbot, monkeypatch):
    told = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(str(error)))
    for kind in (Broken, Heir):
        told.clear()
        widget = kind("some words")
        qtbot.addWidget(widget)
        assert widget.sizeHint() == QLabel("some words").sizeHint()
        widget.show()
        QApplication.processEvents()
        widget.grab()
        assert set(told) == {"no size", "no paint"}


def test_what_does_not_fail_is_as_it_was(qtbot):
    class Sound(QWidget):
        @guarded
        def sizeHint(self):
            return QSize(7, 9)

        @guarded
        def mouseDragEvent(self, event, axis=None):
            return axis

    widget = Sound()
    qtbot.addWidget(widget)
    assert widget.mouseDragEvent(None, axis=1) == 1
    assert widget.sizeHint() == QSize(7, 9)
