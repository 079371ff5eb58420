"""A surface is typed, mistyped, chosen and walked upon with the mouse, and the screen follows."""

import pytest
from hand import colors, saying, spot, texts
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from lossland.core import presets
from lossland.session import State
from lossland.views.runs.bar import RunsBar
from lossland.views.starts.panel import StartsPanel
from lossland.views.surface.panel import SurfacePanel


@pytest.fixture
def panel(window):
    return window.findChild(SurfacePanel)


def write(hand, panel, session, text):
    """Type `text` into the editor and wait until it is taken."""
    hand.replace(panel.expression, text)
    hand.until(lambda: session.state.expression == text)
    hand.rest()


def test_a_typed_surface_is_shown_at_once_and_its_parameter_gets_a_slider(panel, session, hand, window):
    before = hand.see(panel.map.plot)
    write(hand, panel, session, "x^2 + kappa y^2")
    assert hand.see(panel.map.plot) != before
    assert list(panel.strip.knobs) == ["kappa"]
    slider = panel.strip.knobs["kappa"].slider
    hand.key("Return")
    round_valley = hand.see(panel.map.plot)
    hand.drag(slider, (slider.width() * 0.6, slider.height() / 2), (slider.width() - 8, slider.height() / 2))
    assert dict(session.state.parameters)["kappa"] > 3
    assert hand.see(panel.map.plot) != round_valley
    hand.key("Right")  # the slider has not kept the keys
    assert window.playback.index == 1


def test_a_curve_of_one_axis_takes_the_place_of_the_map(panel, session, hand, window):
    write(hand, panel, session, "x^2")
    hand.key("Return", "Home")
    hand.away()
    picture = hand.see(panel.map.plot)
    assert len(colors(picture)) < 700  # no colour map
    x, y = spot(panel.map, 3.0, 9.0)
    assert window.look.tokens.ink in colors(picture.copy(round(x) - 4, round(y) - 4, 9, 9))
    assert "f(x) =" in texts(panel)


def test_after_a_mistake_the_last_good_picture_stays_and_what_is_wrong_is_said_and_marked(panel, session, hand, window):
    write(hand, panel, session, "sin(x) + y^2")
    hand.away()
    good, warn = hand.see(panel.map.plot), window.look.tokens.warn
    assert warn not in colors(hand.see(panel.expression))
    hand.click(panel.expression)
    hand.key("Home", "Right", "Right", "Right", "e")
    hand.until(lambda: session.state.expression == "sine(x) + y^2")
    hand.away()
    assert hand.see(panel.map.plot) == good
    assert colors(hand.see(panel.expression)).get(warn, 0) > 10
    assert panel.expression.property("wrong")
    assert "sine" in [marked.cursor.selectedText() for marked in panel.expression.extraSelections()]
    said = [text for text in texts(panel) if "sine" in text]
    assert said

    hand.click(panel.expression)
    hand.key("Home", "Right", "Right", "Right", "Delete", "h")
    hand.until(lambda: session.state.expression == "sinh(x) + y^2")
    hand.away()
    assert hand.see(panel.map.plot) != good
    assert warn not in colors(hand.see(panel.expression))
    assert not [text for text in texts(panel) if text in said]


def test_the_last_good_picture_of_a_mistyped_surface_outlives_a_change_of_theme(panel, session, hand, window):
    write(hand, panel, session, "x y +")
    hand.key("Return", "ctrl+minus")
    panel = window.findChild(SurfacePanel)
    assert len(colors(hand.see(panel.map.plot))) > 1000
    assert panel.expression.toPlainText() == "x y +"
    assert panel.expression.property("wrong")


def test_the_suggested_name_is_one_click_away(panel, session, hand):
    write(hand, panel, session, "sine(x) + y^2")
    hand.click(saying(panel, "sin?"))
    hand.until(lambda: session.state.expression == "sin(x) + y^2")


def test_a_click_on_the_map_is_undone_by_itself_and_a_double_click_needs_no_undoing(panel, session, hand):
    first = session.state
    hand.click(panel.map.plot, *spot(panel.map, 1.0, 1.0))
    second = session.state
    hand.do("sleep", 0.5)
    hand.click(panel.map.plot, *spot(panel.map, 2.0, -3.0))
    hand.do("sleep", 0.5)
    third = session.state
    hand.do("click", "--repeat", 2, "--delay", 60, 1)
    assert session.state == third
    hand.do("sleep", 0.5, "mousemove_relative", 40, 40, "click", "--repeat", 2, "--delay", 60, 1)
    assert session.state == third
    session.undo()
    assert session.state == second != first
    session.undo()
    assert session.state == first
    assert not session.can_undo


def test_dragging_the_start_takes_the_walks_along_and_is_undone_as_one(panel, session, hand):
    hand.key("End")
    before = hand.see(panel.map.plot)
    hand.drag(panel.map.plot, spot(panel.map, *session.state.start), spot(panel.map, 2.0, 3.0))
    assert session.state.start == pytest.approx((2, 3), abs=0.2)
    hand.away()
    assert hand.see(panel.map.plot) != before
    hand.key("ctrl+z")
    assert session.state == State()
    assert hand.see(panel.map.plot) == before
    hand.key("ctrl+shift+z")
    assert session.state.start == pytest.approx((2, 3), abs=0.2)


def test_a_click_on_either_map_puts_the_start_there(panel, session, hand, window):
    hand.click(panel.map.plot, *spot(panel.map, -3.0, 1.0))
    assert session.state.start == pytest.approx((-3, 1), abs=0.1)
    crowd = window.findChild(StartsPanel)
    hand.click(crowd.map.plot, *spot(crowd.map, 1.0, -2.0))
    assert session.state.start == pytest.approx((1, -2), abs=0.1)


def test_the_wheel_zooms_the_view_and_changes_nothing_that_is_computed(panel, session, hand):
    hand.away()
    before = hand.see(panel.map.plot)
    hand.click(panel.map.plot, button=4)
    hand.away()
    assert hand.see(panel.map.plot) != before
    assert session.state == State()


def test_a_drag_along_an_axis_stretches_the_view(panel, session, hand):
    low, high = panel.map.plot.getPlotItem().viewRange()[1]
    middle = panel.map.plot.height() / 2
    hand.drag(panel.map.plot, (12, middle), (12, middle + 60))
    assert panel.map.plot.getPlotItem().viewRange()[1] != [low, high]
    assert session.state == State()


def test_dragging_the_learning_rate_moves_the_path_live_and_is_undone_as_one(panel, session, hand, window):
    hand.key("End")
    before = hand.see(panel.map.plot)
    slider = window.findChild(RunsBar).chips[0].knobs[0].slider
    handle = slider.value() / slider.maximum() * (slider.width() - 16) + 8
    seen = []
    session.changed.connect(lambda old, new: seen.append(new.runs[0].optimizer.lr))
    hand.drag(slider, (handle, slider.height() / 2), (slider.width() - 20, slider.height() / 2))
    assert len(seen) > 1  # a loaded machine joins moves
    assert session.state.runs[0].optimizer.lr > 0.1
    hand.away()
    assert hand.see(panel.map.plot) != before
    hand.key("ctrl+z")
    assert session.state == State()


def test_a_preset_from_the_menu_brings_its_surface_window_start_and_learning_rates(panel, session, hand):
    himmelblau = session.state
    preset = presets.load()["rosenbrock"]
    hand.choose(panel.presets, "Bowls and valleys", preset.title["en"])
    assert session.state.expression == preset.text
    assert session.state.window == preset.window
    assert session.state.runs[0].optimizer.lr == preset.lr["SGD"]
    assert panel.expression.toPlainText() == preset.text
    hand.key("ctrl+z")
    assert session.state == himmelblau


def test_an_undone_text_is_undone_in_the_editor_too_while_it_has_the_keys(panel, session, hand):
    write(hand, panel, session, "x^2 + y^2")
    assert QApplication.focusWidget() is panel.expression
    hand.key("ctrl+z")
    assert session.state == State()
    assert panel.expression.toPlainText() == State().expression


def test_knobs_are_painted_where_they_are_when_the_text_gets_more_lines_or_fewer(panel, hand, window):
    for change in (
        lambda: window.resize(960, 600),
        lambda: window.give_window_to(1),
        lambda: window.give_window_to(0),
        lambda: window.resize(1280, 720),
    ):
        change()
        hand.rest()
    there = QRect(panel.strip.mapTo(window, QPoint(0, 0)), panel.strip.size())
    whole = window.grab(there).toImage().convertToFormat(QImage.Format.Format_RGB32)
    assert hand.see(panel.strip).convertToFormat(QImage.Format.Format_RGB32) == whole


def test_a_press_takes_a_learning_rate_and_a_drag_of_it_is_undone_as_one(panel, session, hand, window):
    strip = panel.rates
    hand.click(strip, strip.x_of(0.5), 10)
    assert session.state.optimizer.lr == pytest.approx(0.5, rel=0.05)
    assert [text for text in texts(panel) if text.startswith("Diverges")]
    hand.key("ctrl+z")
    assert session.state == State()
    hand.drag(strip, (strip.x_of(0.01), 10), (strip.x_of(0.0001), 60))
    assert session.state.optimizer.lr == pytest.approx(0.0001, rel=0.05)
    assert [text for text in texts(panel) if text.startswith("Still on its way")]
    hand.key("ctrl+z")
    assert session.state == State()
    hand.key("Right")  # the strip has not kept the keys
    assert window.playback.index == 1


def test_the_bars_follow_the_start_while_it_is_dragged_and_the_run_that_is_selected(panel, session, hand, window):
    hand.away()
    before = hand.see(panel.rates)
    hand.drag(panel.map.plot, spot(panel.map, *session.state.start), spot(panel.map, 3.0, 4.0))
    hand.away()
    elsewhere = hand.see(panel.rates)
    assert elsewhere != before
    session.set(selected=2)
    assert hand.see(panel.rates) != elsewhere
    inks = colors(hand.see(panel.rates))
    assert window.look.tokens.runs[session.state.runs[2].color] in inks


def test_a_long_formula_that_was_typed_is_seen_whole(panel, session, hand, window):
    window.resize(1280, 720)
    hand.rest()
    write(hand, panel, session, "20 + x^2 - 10cos(2pi x) + y^2 - 10 cos(2pi y)")
    assert panel.expression.document().size().height() == 2
    assert panel.expression.verticalScrollBar().maximum() == 0
