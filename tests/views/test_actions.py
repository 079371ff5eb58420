"""Every action once: the menu, the shortcuts and the sheet of keys are made of these records."""

from collections import Counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from lossland.session import Session
from lossland.views.actions import actions
from lossland.views.keys import Keys
from lossland.views.theme import Look
from lossland.views.window import Window


@pytest.fixture
def window(qtbot, qapp):
    made = Window(Session(), Look())
    qtbot.addWidget(made, before_close_func=lambda window: window.files.keep())
    return made


def test_names_and_keys_are_there_once_and_every_key_exists(window):
    made = actions(window)
    assert max(Counter(action.name for action in made).values()) == 1
    keys = [action.key for action in made if action.key]
    assert max(Counter(keys).values()) == 1
    assert all(QKeySequence(key).toString() == key for key in keys)


def test_a_key_asks_for_the_map_of_basins_and_takes_it_away(window):
    QTest.keyClick(window, Qt.Key.Key_B)
    assert window.session.state.basins
    assert next(action.checked for action in actions(window) if action.name == "basins")
    QTest.keyClick(window, Qt.Key.Key_B)
    assert not window.session.state.basins


def test_undo_and_redo_are_offered_where_there_is_something_to(window):
    def offered():
        return [action.enabled for action in actions(window) if action.name in ("undo", "redo")]

    assert offered() == [False, False]
    window.session.set(steps=10)
    assert offered() == [True, False]
    window.session.undo()
    assert offered() == [False, True]


def test_the_theme_that_is_worn_is_marked(window):
    window.set_look(theme="dark")
    marked = [action.name for action in actions(window) if action.checked]
    assert marked == ["theme-dark", "engine-auto"]


def test_an_engine_is_chosen_in_the_menu_and_marked_there(qtbot, window):
    choose = next(action.run for action in actions(window) if action.name == "engine-torch")
    with qtbot.waitSignal(window.engine_changed, check_params_cb=lambda name: name == "torch"):
        choose()
    assert [a.label for a in actions(window) if a.checked and a.name.startswith("engine")] == ["torch"]
    assert all(action.enabled for action in actions(window) if action.name.startswith("engine"))


def test_only_keys_without_ctrl_are_left_to_the_fields_first(window):
    plain = {action.key for action in actions(window) if action.plain}
    assert {"Space", "Left", "Right", "1", "0", "Esc", "Home"} <= plain
    assert not {key for key in plain if key.startswith(("Ctrl", "F1"))}


def test_up_and_down_turn_the_learning_rate_while_left_and_right_move_the_playback(qtbot, window):
    with qtbot.waitExposed(window):
        window.show()
    window.session.set(selected=1)
    seen = []
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(window, key)
        seen.append((window.session.state.optimizer.lr, window.playback.index))
    (up, _), (same, _), (back, _), (down, _) = seen
    assert [index for _, index in seen] == [0, 1, 1, 1]
    assert up == same > 0.05 > down
    assert back == pytest.approx(0.05, rel=0.01)


def test_the_sheet_of_keys_names_those_of_the_actions_and_those_of_the_map(qtbot, window):
    sheet = Keys(actions(window), window.look, window)
    said = {part.text() for part in sheet.findChildren(QLabel)}
    assert {"Larger learning rate", "↑", "Step forward", "→", "Zoom the map under the mouse", "Tab"} <= said
    assert not {"Up", "Down", "Left", "Right"} & said  # tool tips, too, write arrows
