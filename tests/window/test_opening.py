"""What stands on the screen when the window opens: something worth watching, without a click."""

from hand import colors

from lossland.views.network.panel import NetworkPanel
from lossland.views.starts.panel import StartsPanel
from lossland.views.surface.panel import SurfacePanel


def test_the_window_opens_on_three_walks_two_thousand_starts_and_a_network_at_its_first_node(window, session, hand):
    surface, starts, network = (window.findChild(kind) for kind in (SurfacePanel, StartsPanel, NetworkPanel))
    inks = window.look.tokens
    assert session.state.starts.count == 2000
    ready = colors(hand.see(network))
    assert inks.forward not in ready
    assert len(ready) > 50  # letters and edges, not a blank card
    crowd = colors(hand.see(starts.map))
    assert sum(crowd.get(basin, 0) > 300 for basin in inks.basins) == 4  # a colour for each minimum

    hand.key("End")
    walked, bars = colors(hand.see(surface.map)), colors(hand.see(starts.bars))
    assert len(walked) > 1000  # a shaded map
    for run in session.state.runs:
        assert walked.get(inks.runs[run.color], 0) > 50
    assert sum(bars.get(basin, 0) > 500 for basin in inks.basins) == 4

    hand.key("Home", "Right")
    assert colors(hand.see(network)).get(inks.forward, 0) > 50


def test_the_first_press_of_space_plays_and_nothing_else_has_the_keys(window, session, hand):
    first = session.state
    hand.key("space", rest=False)
    hand.until(lambda: window.playback.index > 2)
    hand.key("space", rest=False)
    assert not window.playback.playing
    at = window.playback.index
    hand.key("Right")
    assert window.playback.index == at + 1
    assert session.state == first
