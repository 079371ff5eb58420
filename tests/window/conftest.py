"""The whole program on a real X display, and a hand that moves its mouse and keys through xdotool."""

import subprocess

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from lossland.program import Program
from lossland.views.theme import Look


class Hand:
    """Mouse and keyboard, as X sees them; returns once the window has had time to answer."""

    def __init__(self, program, qtbot):
        self._program, self._qtbot = program, qtbot

    def do(self, *arguments):
        """Run xdotool with `arguments` while the window lives on."""
        moving = subprocess.Popen(["xdotool", *map(str, arguments)])
        self._qtbot.waitUntil(lambda: moving.poll() is not None, timeout=20_000)
        assert moving.returncode == 0
        self.rest()

    def rest(self):
        """Wait until what was done is computed and painted."""
        self._qtbot.wait(30)
        self._program.wait()
        QApplication.processEvents()

    def click(self, widget, x=None, y=None, button=1):
        self.do("mousemove", *self._place(widget, x, y), "click", button)

    def drag(self, widget, start, end):
        """Press at `start`, go to `end` in ten moves, let go; both in the widget's pixels."""
        (x0, y0), (x1, y1) = self._place(widget, *start), self._place(widget, *end)
        moves = []
        for i in range(1, 11):
            moves += ["mousemove", x0 + (x1 - x0) * i // 10, y0 + (y1 - y0) * i // 10, "sleep", "0.01"]
        self.do("mousemove", x0, y0, "mousedown", 1, *moves, "mouseup", 1)

    def key(self, *names):
        self.do("key", "--delay", 20, *names)

    def type(self, text):
        self.do("type", "--delay", 12, text)

    def see(self, widget=None) -> QImage:
        """What stands on the screen, within `widget` if given."""
        self.rest()
        screen = QApplication.primaryScreen()
        if widget is None:
            return screen.grabWindow(0).toImage()
        corner = widget.mapToGlobal(QPoint(0, 0))
        return screen.grabWindow(0, corner.x(), corner.y(), widget.width(), widget.height()).toImage()

    def _place(self, widget, x, y):
        middle = widget.rect().center()
        spot = widget.mapToGlobal(QPoint(round(middle.x() if x is None else x), round(middle.y() if y is None else y)))
        return spot.x(), spot.y()


def colors(image: QImage, step: int = 1) -> dict[str, int]:
    """How often each colour stands in the picture."""
    found: dict[str, int] = {}
    for y in range(0, image.height(), step):
        for x in range(0, image.width(), step):
            name = image.pixelColor(x, y).name()
            found[name] = found.get(name, 0) + 1
    return found


@pytest.fixture
def look():
    return Look()


@pytest.fixture
def program(qapp, qtbot, look):
    made = Program(look)
    made.window.move(0, 0)
    made.window.show()
    qtbot.waitExposed(made.window)
    subprocess.run(["xdotool", "windowfocus", "--sync", str(int(made.window.winId()))], check=True)
    made.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is made.window)
    made.wait()
    yield made
    made.worker.stop()
    made.window.files.forget()
    made.window.close()
    made.window.deleteLater()
    qtbot.wait(1)


@pytest.fixture
def hand(program, qtbot):
    return Hand(program, qtbot)
