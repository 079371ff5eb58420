"""The whole program on a real X display, made anew for every test."""

import subprocess

import pytest
from hand import Hand

from lossland.program import Program
from lossland.views.theme import Look


@pytest.fixture
def look():
    return Look()


@pytest.fixture
def program(qapp, qtbot, look):
    subprocess.run(["xdotool", "mousemove", "1599", "999"], check=True)  # not over the new window
    made = Program(look)
    made.window.move(0, 0)
    made.window.show()
    qtbot.waitExposed(made.window)
    Hand(made, qtbot).take_keys()
    made.wait()
    yield made
    made.worker.stop()
    made.window.files.keep()
    made.window.close()
    made.window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def window(program):
    return program.window


@pytest.fixture
def session(program):
    return program.session


@pytest.fixture
def hand(program, qtbot):
    return Hand(program, qtbot)
