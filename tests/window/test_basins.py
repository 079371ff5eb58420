"""The map of basins in the real window, by mouse."""

import numpy as np
import pytest
from hand import colors, place, spot

from lossland.views.runs.bar import RunsBar


def test_the_map_comes_by_a_button_gives_a_start_and_follows_the_learning_rate(hand, program, window, session):
    panel, sizes = window._panels[1], []
    hand.click(panel.form.basins)
    assert session.state.basins
    assert panel.map.basins.isVisible()
    calm = panel._basins
    assert calm.size == 1024
    assert len(calm.minima) == 4

    hand.click(panel.map.plot, *spot(panel.map, 3.0, 4.0))
    assert session.state.start == pytest.approx((3.0, 4.0), abs=0.1)
    assert panel._basins is calm  # a start is no reason to compute it anew

    program.worker.produced.connect(lambda job, result: sizes.append(result.size) if job == "basins" else None)
    slider = window.findChild(RunsBar).chips[0].knobs[0].slider
    handle = slider.value() / slider.maximum() * (slider.width() - 16) + 8
    hand.drag(slider, (handle, slider.height() / 2), (slider.width() * 0.62, slider.height() / 2))
    assert 0.015 < session.state.optimizer.lr < 0.2
    assert panel._basins.size == sizes[-1] == 1024
    assert sizes[0] < 1024  # a coarser one was shown first
    assert not np.array_equal(panel._basins.labels, calm.labels)

    hand.key("ctrl+z")
    hand.key("ctrl+z")
    hand.key("ctrl+z")
    assert not session.state.basins
    assert not panel.map.basins.isVisible()


def test_the_start_is_dragged_over_the_map_and_leaves_no_trace(hand, window, session):
    panel = window._panels[1]
    hand.key("b")
    assert session.state.basins
    before = session.state.start
    hand.drag(panel.map.plot, spot(panel.map, *before), spot(panel.map, 2.0, 2.5))
    assert session.state.start == pytest.approx((2.0, 2.5), abs=0.1)
    seen = colors(hand.see(panel.map))
    panel.map.plot.viewport().update()
    card = window.look.tokens.card  # the colour of the square
    assert seen[card] == colors(hand.see(panel.map))[card]
    hand.key("ctrl+z")
    assert session.state.start == before  # all of it is one gesture


def test_what_is_said_of_the_place_under_the_mouse_is_of_the_newest_map(hand, window):
    panel = window._panels[1]
    hand.key("b")
    hand.do("mousemove", *place(panel.map.plot, *spot(panel.map, 4.0, 4.0)))
    before = panel.map._here.text()
    assert before.startswith("leads to (3.00, 2.00) in ")
    hand.key("Up", "Up")
    assert panel.map._here.text().startswith("leads to (3.00, 2.00) in ")
    assert panel.map._here.text() != before
