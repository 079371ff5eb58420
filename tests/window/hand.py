"""A hand that moves the mouse and the keys of a real X display through xdotool, and an eye for what stands on it."""

import subprocess
from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QTimer
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QWidget

from lossland.views.loss_map import LossMap

PATIENCE = 20_000  # ms


class Hand:
    """Mouse and keyboard, as X sees them; returns once the window has had time to answer."""

    def __init__(self, program, qtbot):
        self._program, self._qtbot = program, qtbot

    def do(self, *arguments, rest=True):
        """Run xdotool with `arguments` while the window lives on; without `rest`, do not wait for what is computed."""
        moving = subprocess.Popen(["xdotool", *map(str, arguments)])
        self.until(lambda: moving.poll() is not None)
        assert moving.returncode == 0
        if rest:
            self.rest()

    def until(self, condition: Callable[[], object]):
        """Let the window live until `condition` holds."""
        self._qtbot.waitUntil(lambda: bool(condition()), timeout=PATIENCE)

    def rest(self):
        """Wait until what was done is computed and painted."""
        self._qtbot.wait(30)
        self._program.wait()
        QApplication.processEvents()

    def click(self, widget, x=None, y=None, button=1, rest=True):
        self.do("mousemove", *place(widget, x, y), "click", button, rest=rest)

    def drag(self, widget, start, end):
        """Press at `start`, go to `end` in ten moves, let go; both in the widget's pixels."""
        (x0, y0), (x1, y1) = place(widget, *start), place(widget, *end)
        moves = []
        for i in range(1, 11):
            moves += ["mousemove", x0 + (x1 - x0) * i // 10, y0 + (y1 - y0) * i // 10, "sleep", "0.01"]
        self.do("mousemove", x0, y0, "mousedown", 1, *moves, "mouseup", 1)

    def take_keys(self, window=None):
        """Give a window the keys, as a window manager would when it opens, or once a dialog over it is closed."""
        window = window or self._program.window
        self.do("windowfocus", "--sync", int(window.winId()), rest=False)
        window.activateWindow()
        self.until(lambda: QApplication.activeWindow() is window)

    def key(self, *names, rest=True):
        self.do("key", "--delay", 20, *names, rest=rest)

    def type(self, text):
        self.do("type", "--delay", 12, text)

    def replace(self, field, text):
        """Click into a field and type `text` in the place of what stands there."""
        self.click(field)
        self.key("ctrl+a")
        self.type(text)

    def choose(self, button, *labels):
        """Click a button that opens a menu, then the entries with these labels, one within the other."""
        menus = []

        def pick():
            for label in labels:
                self.until(lambda: QApplication.activePopupWidget() not in (None, *menus))
                menu: QMenu = QApplication.activePopupWidget()
                menus.append(menu)
                entry = next(entry for entry in menu.actions() if entry.text().split("\t")[0] == label)
                middle = menu.actionGeometry(entry).center()
                self.do("mousemove", *place(menu, middle.x(), middle.y()), "click", 1, rest=False)

        self.when(QApplication.activePopupWidget, pick)
        self.click(button)
        assert len(menus) == len(labels)

    def when(self, there: Callable[[], object], then: Callable[[], object]):
        """Do `then` as soon as `there` holds, though a menu or a dialog keeps whoever opened it waiting."""
        check = QTimer(self._program.window, interval=20)

        def look():
            if there():
                check.stop()
                try:
                    then()
                except BaseException:  # who opened it would wait for ever
                    while left := QApplication.activePopupWidget() or QApplication.activeModalWidget():
                        left.close()
                    raise

        check.timeout.connect(look)
        check.start()

    def see(self, widget=None) -> QImage:
        """What stands on the screen, within `widget` if given."""
        self.rest()
        screen = QApplication.primaryScreen()
        if widget is None:
            return screen.grabWindow(0).toImage()
        corner = widget.mapToGlobal(QPoint(0, 0))
        return screen.grabWindow(0, corner.x(), corner.y(), widget.width(), widget.height()).toImage()

    def away(self):
        """Rest the mouse where nothing answers to it."""
        self.do("mousemove", *place(self._program.window, 2, 2))


def place(widget: QWidget, x=None, y=None) -> tuple[int, int]:
    """Where on the screen a pixel of the widget is; its middle unless given."""
    middle = widget.rect().center()
    spot = widget.mapToGlobal(QPoint(round(middle.x() if x is None else x), round(middle.y() if y is None else y)))
    return spot.x(), spot.y()


def spot(shown: LossMap, x: float, y: float) -> tuple[float, float]:
    """Where in the pixels of `shown.plot` a point of the surface is."""
    pixel = shown.plot.mapFromScene(shown.plot.getPlotItem().vb.mapViewToScene(QPointF(x, y)))
    return pixel.x(), pixel.y()


def colors(image: QImage) -> dict[str, int]:
    """How often each colour stands in the picture."""
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1)[:, : image.width()]
    found, counts = np.unique(pixels & 0xFFFFFF, return_counts=True)
    return {QColor(int(rgb)).name(): int(count) for rgb, count in zip(found, counts, strict=True)}


def words(widget: QWidget) -> list[QLabel | QAbstractButton | QLineEdit]:
    """All labels, buttons and fields within `widget` that say something and that a person can see."""
    kinds = (QLabel, QAbstractButton, QLineEdit)
    return [part for kind in kinds for part in widget.findChildren(kind) if part.isVisible() and part.text()]


def texts(widget: QWidget) -> list[str]:
    """What they say."""
    return [part.text() for part in words(widget)]


def saying(widget: QWidget, text: str) -> QWidget:
    """The one that says `text`."""
    return next(part for part in words(widget) if part.text() == text)


def named(widget: QWidget, name: str) -> QWidget:
    """The visible part of `widget` that a screen reader calls `name`."""
    return next(part for part in widget.findChildren(QWidget) if part.isVisible() and part.accessibleName() == name)
