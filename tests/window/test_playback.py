"""Keys and buttons that move through what was recorded; and keys that a field keeps for itself."""

import pytest
from hand import colors, named, saying, texts
from PySide6.QtWidgets import QApplication

from lossland.session import State
from lossland.views.starts.panel import StartsPanel
from lossland.views.surface.panel import SurfacePanel


def test_the_keys_of_a_player_move_the_index_and_what_is_seen(window, hand):
    panel = window.findChild(SurfacePanel)
    start = hand.see(panel.map.plot)
    indices = []
    for key in ("Right", "Right", "Left", "Next", "Prior", "Left", "Left", "End", "Right", "Home"):
        hand.key(key)
        indices.append(window.playback.index)
    assert indices == [1, 2, 1, 11, 1, 0, 0, 200, 200, 0]
    hand.key("Next")
    assert hand.see(panel.map.plot) != start
    assert "step 10 of" in texts(window)
    hand.key("Home")
    assert hand.see(panel.map.plot) == start


def test_the_number_pad_and_the_keys_beside_it_do_the_same(window, hand):
    hand.key("KP_Right", "KP_Right")
    assert window.playback.index == 2


def test_the_buttons_and_the_slider_of_the_transport_move_the_index(window, hand):
    hand.click(named(window, "Step (→)"))
    assert window.playback.index == 1
    hand.click(named(window, "Last step (End)"))
    assert window.playback.index == 200
    slider = named(window, "Step")
    hand.drag(slider, (slider.width() - 8, slider.height() / 2), (slider.width() / 2, slider.height() / 2))
    assert window.playback.index == pytest.approx(100, abs=5)
    hand.key("Right")  # the slider has not kept the keys
    assert window.playback.index == pytest.approx(101, abs=5)
    hand.click(named(window, "First step (Home)"))
    hand.click(named(window, "Play or pause (space)"), rest=False)
    hand.until(lambda: window.playback.index > 3)
    hand.click(named(window, "Play or pause (space)"), rest=False)
    assert not window.playback.playing


def test_playing_ends_at_the_last_step_and_begins_again_from_the_first(window, session, hand):
    session.set(steps=30)
    hand.key("End", "Left", "Left", "space")
    assert (window.playback.index, window.playback.playing) == (30, False)
    hand.key("space", rest=False)
    hand.until(lambda: 0 < window.playback.index < 30)
    hand.key("space", rest=False)


def test_keys_that_are_typed_into_a_field_do_nothing_else(window, session, hand):
    panels = [window.findChild(SurfacePanel), window.findChild(StartsPanel)]
    hand.replace(panels[0].expression, "1 2 3 x")
    hand.key("Home", "Right")
    hand.replace(panels[1].form.seed, "1 0")
    hand.key("Return")
    hand.replace(named(window, "Number of steps"), "13")
    hand.key("Return")
    assert (session.state.starts.seed, session.state.steps) == (10, 13)
    assert all(panel.isVisible() for panel in panels)
    assert (window.playback.index, window.playback.playing) == (0, False)
    hand.key("Right")  # Return has given the keys back
    assert window.playback.index == 1


def test_a_number_of_steps_that_was_not_finished_is_taken_back(window, session, hand):
    field = named(window, "Number of steps")
    hand.replace(field, "")
    hand.key("BackSpace", "Escape")
    assert field.text() == "200"
    hand.click(field)
    hand.key("ctrl+a", "5", "0", "Return")
    assert session.state == State(steps=50)
    assert window.playback.last == 50


def test_a_million_starts_can_be_left_while_the_window_goes_on_answering(window, session, program, hand):
    crowd = window.findChild(StartsPanel)

    def begin():
        hand.click(crowd.form.count.lineEdit(), rest=False)
        hand.key("ctrl+a", *"1000000", "Return", rest=False)
        hand.until(lambda: session.state.starts.count == 1_000_000)
        hand.until(lambda: any("%" in text for text in texts(window) if text.startswith("Starts:")))

    begin()
    hand.key("Right", "Right", rest=False)
    hand.until(lambda: window.playback.index == 2)
    assert not program.worker.idle
    hand.key("Escape", rest=False)
    hand.until(lambda: program.worker.idle)
    assert not [text for text in texts(window) if text.startswith("Starts:")]

    hand.key("ctrl+z", rest=False)
    hand.rest()
    begin()
    hand.click(named(window, "Cancel"), rest=False)
    hand.until(lambda: program.worker.idle)
    hand.key("ctrl+z")
    bars = colors(hand.see(crowd.bars))
    assert sum(bars.get(basin, 0) > 500 for basin in window.look.tokens.basins) == 4


def test_tab_reaches_buttons_and_space_presses_the_one_that_shows_it(window, session, hand):
    hand.key("Tab")
    ring = colors(hand.see(QApplication.focusWidget()))
    hand.key("Tab")
    assert QApplication.focusWidget() is not window
    assert ring
    hand.key("Escape", "space", rest=False)  # Escape gives the keys back to the window
    hand.until(lambda: window.playback.playing)
    hand.key("space", rest=False)
    assert saying(window, "中文").isVisible()
