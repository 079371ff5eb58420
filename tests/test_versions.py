"""The Qt that is installed keeps Python's own objects alive: 6.12.0 on Python 3.11 did not."""

import sys

import pytest
from PySide6.QtCore import QObject, Signal, Slot

CALLS = 1000
# What the test's own machinery may take or give back while it counts; a fault takes one a call.
SLACK = 50


class Source(QObject):
    said = Signal(bool)

    def __init__(self):
        super().__init__()
        self.heard = 0

    @Slot(bool)
    def hear(self, value):
        self.heard += 1


def call_that_returns_nothing(source):
    source.setObjectName("a")


def emit(source):
    source.said.emit(True)


# From Python 3.12 on both are immortal and their counts are constant: the test holds by itself there.
@pytest.mark.parametrize("kept", [None, True], ids=str)
@pytest.mark.parametrize("call", [call_that_returns_nothing, emit])
def test_a_thousand_calls_leave_the_references_where_they_were(call, kept):
    source = Source()
    source.said.connect(source.hear)
    before = sys.getrefcount(kept)
    for _ in range(CALLS):
        call(source)
    assert abs(sys.getrefcount(kept) - before) < SLACK
    assert source.heard == (CALLS if call is emit else 0)
