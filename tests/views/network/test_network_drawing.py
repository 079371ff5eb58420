"""The drawing answers to the mouse and to the keys, and shows what this moment knows and no more."""

import math
import sys
from itertools import product

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from lossland.core.optimizers.sgd import SGD
from lossland.core.training import record
from lossland.session import MAZUR
from lossland.views.network import lesson_edit as edit
from lossland.views.network.drawing import NetworkDrawing
from lossland.views.network.paint import CORNER, Painting
from lossland.views.network.progress import Progress, hint
from lossland.views.theme import Look


def training(lesson=MAZUR, length=30, lr=0.5):
    *_, (_, made) = record(lesson.network, SGD(lr=lr), lesson.inputs, lesson.targets, length)
    return made


def drawing(qtbot, index=0, lesson=MAZUR, theme="light", size=(390, 260), enter=None, **kwargs):
    made = NetworkDrawing(Look(theme=theme), enter or (lambda *typed: ""))
    qtbot.addWidget(made)
    made.resize(*size)
    made.show_moment(training(lesson, **kwargs).at(index), 0)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def middle(box):
    return QPoint(round(box.x), round(box.y))


def colors(widget, box):
    """The colours in the picture within a box."""
    image = widget.grab().toImage()
    across, down = range(round(box.left), round(box.right)), range(round(box.top), round(box.bottom))
    return {QColor(image.pixel(x, y)).name() for x, y in product(across, down)}


def test_a_step_reaches_its_nodes_one_by_one():
    made = training()
    reached = [Progress(made.at(k)) for k in range(11)]
    assert [p.forward(1, 0) for p in reached[:3]] == [False, True, True]
    assert [p.forward(2, 1) for p in reached[3:6]] == [False, True, True]
    assert [p.forward(3, 0) for p in reached[4:6]] == [False, True]
    assert [p.backward(2, 0) for p in reached[5:8]] == [False, True, True]
    assert [p.backward(1, 1) for p in reached[8:11]] == [False, True, True]
    assert not any(p.backward(0, 0) or p.backward(3, 0) for p in reached)


def test_a_node_is_empty_until_it_is_computed(qtbot):
    made = drawing(qtbot, 1)
    layout = made.layout_now()
    assert len(colors(made, layout.places[1][0].box)) > 20
    inside = layout.places[2][1].box
    core = inside._replace(left=inside.x - 10, top=inside.y - 8, width=20, height=16)
    assert colors(made, core) == {made._tokens.card}


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
def test_forward_and_backward_have_their_colours(qtbot, theme):
    forward, backward = drawing(qtbot, 3, theme=theme), drawing(qtbot, 6, theme=theme)
    t = Look(theme=theme).tokens
    box = forward.layout_now().places[2][0].box
    ring = box._replace(left=box.x - 3, top=box.top, width=6, height=t.stroke + 2)
    assert (t.forward in colors(forward, ring), t.backward in colors(forward, ring)) == (True, False)
    assert (t.forward in colors(backward, ring), t.backward in colors(backward, ring)) == (False, True)


def test_a_click_on_a_node_or_on_the_loss_tells_which(qtbot):
    made = drawing(qtbot, 1)
    layout, picked = made.layout_now(), []
    made.picked.connect(lambda layer, node: picked.append((layer, node)))
    for place in (layout.places[1][1], layout.places[2][0], layout.loss):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=middle(place.box))
    assert picked == [(1, 1), (2, 0), (3, 0)]


def test_a_weight_can_be_typed_over(qtbot):
    typed = []
    made = drawing(qtbot, 1, enter=lambda *what: typed.append(what) or "")
    chip = next(chip for chip in made.layout_now().chips if chip[:3] == (2, 1, 0))
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=middle(chip.box))
    field = made.findChild(QLineEdit)
    assert field.isVisible()
    assert field.text() == "0.5"
    QTest.keyClicks(field, "0.75")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert typed == [(1, 1, 0, "0.75")]
    assert not field.isVisible()


def test_a_bias_can_be_typed_over(qtbot):
    typed = []
    made = drawing(qtbot, 1, enter=lambda *what: typed.append(what) or "")
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=middle(made.layout_now().places[1][0].bias))
    QTest.keyClicks(made.findChild(QLineEdit), "-1")
    QTest.keyClick(made.findChild(QLineEdit), Qt.Key.Key_Return)
    assert typed == [(0, 0, -1, "-1")]


def test_what_is_refused_stays_and_is_marked_until_escape(qtbot):
    made = drawing(qtbot, 1, enter=lambda *what: "no number")
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=middle(made.layout_now().chips[0].box))
    field = made.findChild(QLineEdit)
    QTest.keyClicks(field, "abc")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.isVisible()
    assert field.property("wrong")
    assert field.text() == "abc"
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=middle(made.layout_now().chips[5].box))
    assert field.isVisible()
    assert field.text() == "abc"
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()


def test_all_weights_are_reached_by_keys_alone(qtbot):
    typed = []
    made = drawing(qtbot, 1, enter=lambda *what: typed.append(what) or "")
    made.setFocus()
    QTest.keyClick(made, Qt.Key.Key_Return)
    field, seen = made.findChild(QLineEdit), []
    while field.isVisible():
        seen.append(field.toolTip())
        QTest.keyClick(field, Qt.Key.Key_Tab)
    assert len(set(seen)) == 16  # eight weights, four biases, two inputs, two targets
    assert {"w₁", "b₄", "x₂", "t₂"} <= set(seen)
    assert typed == []  # nothing was


def test_the_field_offers_a_long_number_rounded_and_keeps_it_where_nothing_is_typed(qtbot):
    typed = []
    made = drawing(qtbot, 12, enter=lambda *what: typed.append(what) or "")
    field = made.findChild(QLineEdit)
    box = next(chip.box for chip in made.layout_now().chips if chip[:3] == (2, 0, 0))
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=middle(box))
    assert field.text() == "0.3589"
    assert field.fontMetrics().horizontalAdvance(field.text()) < field.width() - 10
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert typed == []
    assert not field.isVisible()


def test_targets_stand_beside_their_outputs_and_are_typed_over(qtbot):
    typed = []
    made = drawing(qtbot, 6, enter=lambda *what: typed.append(what) or "")
    first, second = (place.target for place in made.layout_now().places[-1])
    assert first
    assert second
    assert len(colors(made, first)) > 5
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=middle(second))
    field = made.findChild(QLineEdit)
    assert (field.toolTip(), field.text()) == ("t₂", "0.99")
    QTest.keyClicks(field, "0.5")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert typed == [(2, 1, -1, "0.5")]


def test_the_arrows_are_left_to_the_playback(qtbot):
    made = drawing(qtbot, 1)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_PageDown):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(made, event)
        assert not event.isAccepted()


def test_the_playback_does_not_take_away_what_is_being_typed(qtbot):
    made = drawing(qtbot, 1)
    QTest.mouseClick(made, Qt.MouseButton.LeftButton, pos=middle(made.layout_now().chips[0].box))
    field = made.findChild(QLineEdit)
    QTest.keyClicks(field, "0.7")
    made.show_moment(training().at(2), 0)
    assert field.isVisible()
    assert field.text() == "0.7"
    made.show_moment(training(edit.XOR).at(2), 0)
    assert not field.isVisible()


def test_hints_give_all_digits_of_what_is_known():
    made = training()
    assert hint(made.at(0), 0, 1, 0) == "h₁, not yet computed"
    assert "a(h₁) = 0.593269992107" in hint(made.at(1), 0, 1, 0)
    assert "δ" not in hint(made.at(5), 0, 2, 0)
    assert "δ(o₁) = 0.138498561629" in hint(made.at(6), 0, 2, 0)
    assert hint(made.at(0), 0, 0, 0) == "x₁ = 0.05"
    assert hint(made.at(9), 0, 3, 0).startswith("L = 0.2983711087")


@pytest.mark.parametrize("sizes", [(1, 1), (2, 3, 1), (3, 20, 4), (64,) * 12])
@pytest.mark.parametrize("size", [(390, 120), (386, 220), (900, 420), (40, 40)])
def test_every_moment_of_any_network_can_be_painted(qtbot, sizes, size):
    lesson = edit.with_sizes(MAZUR, sizes)
    made = drawing(qtbot, 0, lesson, size=size, length=1)
    whole = training(lesson, 1)
    for index in range(0, len(whole), max(1, len(whole) // 9)):
        made.show_moment(whole.at(index), 0)
        assert not made.grab().isNull()


def test_a_training_that_blew_up_is_painted_all_the_same(qtbot):
    lesson = edit.with_activation(MAZUR, "identity")
    made = training(lesson, 6000, lr=50.0)
    widget = drawing(qtbot, 0)
    for index in range(1500, 6000, 500):
        for by in (1, 6, 10):
            widget.show_moment(made.at(index + by), 0)
            assert not widget.grab().isNull()


def test_what_fails_while_it_is_painted_is_told_once_and_as_it_is(qtbot, monkeypatch):
    made = drawing(qtbot, 5)
    told = []
    monkeypatch.setattr(sys, "excepthook", lambda kind, error, trace: told.append(kind))
    made.show_moment(training().at(5), 99)  # there is no such sample
    made.grab()
    assert set(told) == {IndexError}


@pytest.mark.parametrize("theme", ["light", "projector"])
@pytest.mark.parametrize("size", [(362, 230), (362, 160), (300, 200), (390, 260)])
@pytest.mark.parametrize("sizes", [(2, 2, 2), (2, 4, 4, 1)])
def test_the_numbers_of_a_node_stay_within_its_outline(qtbot, monkeypatch, theme, size, sizes):
    made = drawing(qtbot, 0, edit.with_sizes(MAZUR, sizes), theme=theme, size=size)
    boxes = []
    lines = Painting._text
    monkeypatch.setattr(Painting, "_text", lambda *said, **how: boxes.append(lines(*said, **how)))
    whole = training(edit.with_sizes(MAZUR, sizes))
    made.show_moment(whole.at(whole.period), 0)
    made.grab()
    layout, stroke = made.layout_now(), made._tokens.stroke
    if not layout.detail.lines:
        return
    for place in [*(place for column in layout.places for place in column), layout.loss]:
        radius = place.box.height / 2 if layout.round else min(place.box.height / 2, CORNER)
        for ink in (ink for ink in boxes if place.box.holds(ink.x, ink.y)):
            for x, y in product((ink.left, ink.right), (ink.top, ink.bottom)):
                across = max(abs(x - place.box.x) - (place.box.width / 2 - radius), 0)
                down = max(abs(y - place.box.y) - (place.box.height / 2 - radius), 0)
                assert math.hypot(across, down) <= radius - 0.8 * stroke, (layout.detail, place.box, ink)
