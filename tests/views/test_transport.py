"""The transport shows where the playback is, moves it, and tells of what takes long."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QSlider, QToolButton

from lossland.session import Session
from lossland.views.playback import Playback
from lossland.views.theme import Look
from lossland.views.transport import Transport


@pytest.fixture
def session():
    return Session()


@pytest.fixture
def playback(session):
    made = Playback()
    made.set_last(session.state.steps)
    yield made
    made.pause()


@pytest.fixture
def transport(qtbot, session, playback):
    made = Transport(session, playback, Look())
    qtbot.addWidget(made)
    made.sync(None, session.state)
    session.changed.connect(made.sync)
    made.resize(1200, 48)
    with qtbot.waitExposed(made):
        made.show()
    return made


def part(transport, kind, name):
    return next(each for each in transport.findChildren(kind) if each.accessibleName() == name)


def said(transport):
    return [label.text() for label in transport.findChildren(QLabel) if label.isVisible()]


def test_the_slider_and_the_number_follow_the_index_and_do_not_answer_it(transport, playback):
    moved = []
    playback.moved.connect(moved.append)
    playback.go(57)
    assert part(transport, QSlider, "Step").value() == 57
    assert "step 57 of" in said(transport)
    playback.set_speed(7.77)
    assert (moved, playback.speed) == ([57], 7.77)
    part(transport, QSlider, "Step").setValue(80)
    assert playback.index == 80


def test_the_number_of_steps_is_typed_as_a_whole_number(transport, session):
    field = part(transport, QLineEdit, "Number of steps")
    for typed, steps in (("500", 500), ("1,000", 1000), ("0", 1000), ("100001", 1000)):
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert session.state.steps == steps
        assert field.text() == str(steps)


def test_the_speed_goes_from_one_step_a_second_to_many(transport, playback):
    speed = part(transport, QSlider, "Speed")
    speed.setValue(0)
    assert playback.speed == pytest.approx(1)
    speed.setValue(100)
    assert playback.speed == pytest.approx(240)


def test_the_slider_of_speed_stays_where_it_was_put(transport):
    speed = part(transport, QSlider, "Speed")
    for value in range(101):
        speed.setValue(value)
        assert speed.value() == value


def test_what_is_computed_quickly_is_not_worth_a_word(transport):
    transport.show_progress("starts", "Starts", 0.2)
    assert not [text for text in said(transport) if "Starts" in text]
    transport.show_progress("starts", "Starts", 1.0)


def test_what_takes_long_is_told_and_can_be_cancelled(transport, qtbot):
    cancelled = []
    transport.cancelled.connect(cancelled.append)

    def told():
        transport.show_progress("starts", "Starts", 0.42)
        return "Starts: 42 %" in said(transport)

    qtbot.waitUntil(told)
    part(transport, QToolButton, "Cancel").click()
    assert cancelled == ["starts"]
    transport.show_progress("starts", "Starts", 1.0)
    assert not [text for text in said(transport) if "Starts" in text]
    transport.cancel()
    assert cancelled == ["starts"]


def test_a_sentence_outlives_what_takes_long_meanwhile(transport, qtbot):
    def told():
        transport.show_progress("starts", "Starts", 0.42)
        return "Starts: 42 %" in said(transport)

    qtbot.waitUntil(told)
    transport.say("There is no GPU here")
    transport.show_progress("starts", "Starts", 0.5)
    assert "There is no GPU here" in said(transport)
    assert part(transport, QToolButton, "Cancel").isVisible()
    transport.show_progress("starts", "Starts", 1.0)
    assert "There is no GPU here" in said(transport)


def test_a_sentence_outlives_the_end_of_a_computation(transport):
    transport.say("Saved as mine.lossland.")
    transport.show_progress("walks", "Paths", 0.5)
    transport.show_progress("walks", "Paths", 1.0)
    assert "Saved as mine.lossland." in said(transport)
