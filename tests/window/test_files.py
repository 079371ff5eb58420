"""Lessons kept in files: what was saved comes back, and what cannot be opened or saved loses nothing."""

import pytest
from hand import texts
from PySide6.QtWidgets import QApplication, QFileDialog

from lossland import document
from lossland.session import State

OTHER = State(expression="x^2 + y^2", parameters=(), start=(3.0, 1.0), steps=50)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))


def answering(hand, key):
    """Press `key` as soon as a message stands before the window; return where its words will be."""
    said = []

    def read():
        box = QApplication.activeModalWidget()
        said.extend(texts(box))
        hand.take_keys(box)
        hand.key(key, rest=False)

    hand.when(QApplication.activeModalWidget, read)
    return said


def test_a_lesson_that_was_saved_by_name_comes_back_in_a_new_lesson(window, session, hand, tmp_path):
    session.open(OTHER)
    hand.key("Right")

    def name_it():
        hand.take_keys(QApplication.activeModalWidget())
        hand.key("ctrl+a", rest=False)
        hand.do("type", "--delay", 12, str(tmp_path / "mine"), rest=False)
        hand.key("Return", rest=False)

    hand.when(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), name_it)
    hand.key("ctrl+s")
    assert document.load(tmp_path / "mine.lossland") == OTHER
    assert window.windowTitle().startswith("mine.lossland")
    assert not window.isWindowModified()
    hand.take_keys()
    hand.key("ctrl+n")
    assert session.state == State()
    assert window.files.open(tmp_path / "mine.lossland")
    hand.rest()
    assert session.state == OTHER


def test_a_second_save_asks_nothing_and_says_where_it_went(window, session, hand, tmp_path):
    path = tmp_path / "mine.lossland"
    document.save(State(), path)
    window.files.open(path)
    session.set(steps=33)
    assert window.isWindowModified()
    hand.key("ctrl+s")
    assert document.load(path).steps == 33
    assert not window.isWindowModified()
    assert any("mine.lossland" in text for text in texts(window))


@pytest.mark.parametrize("content", ["no lesson at all", document.dumps(State()).replace('"steps": 200', '"steps": 0')])
def test_a_file_that_cannot_be_opened_is_explained_and_nothing_is_lost(window, session, hand, tmp_path, content):
    bad = tmp_path / "bad.lossland"
    bad.write_text(content)
    session.set(steps=44)
    before = session.state
    said = answering(hand, "Return")
    assert not window.files.open(bad)
    assert any("bad.lossland" in text for text in said)
    assert session.state == before
    assert session.can_undo
    assert window.files.dirty


def test_a_save_that_fails_is_explained_and_the_lesson_stays_unsaved(window, session, hand, tmp_path):
    path = tmp_path / "gone" / "mine.lossland"
    path.parent.mkdir()
    document.save(State(), path)
    window.files.open(path)
    path.unlink()
    path.parent.rmdir()
    session.set(steps=44)
    said = answering(hand, "Return")
    hand.key("ctrl+s")
    assert any("mine.lossland" in text for text in said)
    assert window.files.dirty
    assert session.state.steps == 44


def test_closing_asks_about_changes_and_escape_stays(window, session, hand):
    session.set(steps=44)
    said = answering(hand, "Escape")
    hand.key("ctrl+q")
    assert {"Save", "Discard", "Cancel"} <= {text.replace("&", "") for text in said}
    assert window.isVisible()
    assert session.state.steps == 44
