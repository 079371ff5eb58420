"""One cell an event: the row can be clicked and stepped through."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from lossland.views.network.event_cells import EventCells
from lossland.views.theme import Look


def cells(qtbot, nodes=4, number=6, width=200):
    made = EventCells(Look())
    qtbot.addWidget(made)
    made.resize(width, 16)
    made.show_step(nodes, number)
    made.show()
    return made


@pytest.mark.parametrize(("width", "nodes"), [(200, 4), (400, 18), (300, 700)])
def test_a_click_goes_to_the_event_under_it(qtbot, width, nodes):
    made = cells(qtbot, nodes, 1, width)
    heard = []
    made.picked.connect(heard.append)
    at = round(1 + 2.5 * made.pitch) if made.pitch > 2 else 100
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(at, 8))
    assert heard == [3 if made.pitch > 2 else int(99 / made.pitch) + 1]


def test_a_click_beside_the_row_goes_nowhere(qtbot):
    made = cells(qtbot, width=400)
    heard = []
    made.picked.connect(heard.append)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=QPoint(390, 8))
    assert heard == []


def test_cells_are_filled_up_to_the_current_one_in_the_colour_of_their_pass(qtbot):
    made, t = cells(qtbot), Look().tokens
    image = made.grab().toImage()
    seen = [QColor(image.pixel(round(1 + (k + 0.5) * made.pitch), 8)).name() for k in range(10)]
    assert seen == [t.forward] * 4 + [t.ink, t.backward] + [t.line] * 4


def test_up_and_down_step_through_but_not_out_of_the_step(qtbot):
    made = cells(qtbot, number=10)
    heard = []
    made.picked.connect(heard.append)
    QTest.keyClick(made, Qt.Key.Key_Down)
    QTest.keyClick(made, Qt.Key.Key_Up)
    assert heard == [9]
