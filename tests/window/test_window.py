"""Panels, themes, languages, type sizes and sizes of the window: everything keeps its place and nothing is lost."""

import re

import pytest
from hand import colors, named, saying, texts
from PySide6.QtWidgets import QApplication

from lossland.session import State
from lossland.views.network.panel import NetworkPanel
from lossland.views.starts.panel import StartsPanel
from lossland.views.surface.panel import SurfacePanel
from lossland.views.theme import THEMES

KINDS = (SurfacePanel, StartsPanel, NetworkPanel)


def seen(window):
    """The numbers of the panels that can be seen."""
    return [number for number, kind in enumerate(KINDS, start=1) if window.findChild(kind).isVisible()]


def test_a_panels_key_gives_it_the_whole_window_and_the_same_or_0_shares_it_again(window, hand):
    for number, kind in enumerate(KINDS, start=1):
        hand.key(number)
        assert seen(window) == [number]
        assert window.findChild(kind).width() > 1200
        hand.key(number)
        assert seen(window) == [1, 2, 3]
    hand.key("2", "3")
    assert seen(window) == [3]
    hand.key("0")
    assert seen(window) == [1, 2, 3]
    hand.click(named(window.findChild(StartsPanel), "Whole window"))
    assert seen(window) == [2]


def test_the_panels_share_the_window_equally_though_the_language_changed_while_one_had_it(window, hand):
    hand.key("2")
    hand.click(saying(window, "中文"))
    assert seen(window) == [2]
    hand.key("0")
    widths = [window.findChild(kind).width() for kind in KINDS]
    assert max(widths) - min(widths) < 20


def test_the_other_language_is_one_click_away_and_nothing_else_changes(window, session, hand):
    hand.key("Next", "Right")
    hand.away()
    english = texts(window)
    hand.click(saying(window, "中文"))
    assert window.look.language == "zh"
    chinese = [text for text in texts(window) if re.search(r"[\u4e00-\u9fff]", text)]
    assert len(chinese) > 15
    # What is left is mathematics and names.
    left = [text for text in texts(window) if re.search(r"[a-z]{3}", text) and text not in chinese]
    assert set(left) <= {"RMSprop", "Adam", "English", *(text for text in english if "x^2" in text or "²" in text)}
    assert window.playback.index == 11
    hand.click(saying(window, "English"))
    hand.away()
    assert texts(window) == english
    assert session.state == State()


def test_playing_goes_on_through_a_change_of_language(window, hand):
    hand.key("space", rest=False)
    hand.click(saying(window, "中文"), rest=False)
    at = window.playback.index
    assert window.playback.playing
    hand.until(lambda: window.playback.index > at)
    hand.key("space", rest=False)
    assert not window.playback.playing


def test_the_menu_changes_the_theme_and_the_pictures_are_there_at_once(window, hand):
    hand.key("End")
    for name, theme in (("Dark", "dark"), ("Projector", "projector"), ("Light", "light")):
        hand.choose(named(window, "Menu"), "Theme", name)
        inks = THEMES[theme]
        assert window.look.theme == theme
        found = colors(hand.see(window))
        assert all(found.get(inks.runs[run], 0) > 50 for run in (0, 1, 2))
        assert sum(found.get(basin, 0) > 500 for basin in inks.basins) == 4
        others = [other.ink for other in THEMES.values() if other.ink != inks.ink]
        assert sum(found.get(ink, 0) for ink in others) < found[inks.ink]


def test_ctrl_plus_minus_and_0_change_the_type_and_the_keys_stay_with_the_window(window, hand):
    sizes = []
    for keys in (("ctrl+plus",) * 2, ("ctrl+minus",) * 3, ("ctrl+0",)):
        hand.key(*keys)
        sizes.append(saying(window, "SGD").font().pixelSize())
    assert sizes[0] > 13 > sizes[1]
    assert sizes[2] == 13
    hand.key("Right")
    assert window.playback.index == 1


def test_the_type_stays_between_its_smallest_and_its_largest_size(window, hand):
    window.set_look(scale=0.75)
    hand.key("ctrl+minus", "ctrl+minus")
    assert window.look.scale == pytest.approx(0.7)
    window.set_look(scale=1.9)
    hand.key("ctrl+plus")
    assert window.look.scale == pytest.approx(2.0)


def test_f11_fills_the_screen_and_gives_it_back(window, hand):
    before = window.size()
    hand.key("F11")
    hand.until(window.isFullScreen)
    hand.key("Right")
    assert window.playback.index == 1
    hand.key("F11")
    hand.until(lambda: not window.isFullScreen())
    assert window.size() == before


def test_f1_lists_every_key_and_escape_closes_the_list(window, hand):
    listed = []

    def read():
        sheet = QApplication.activeModalWidget()
        listed.extend(texts(sheet))
        hand.take_keys(sheet)
        hand.key("Escape", rest=False)

    hand.when(QApplication.activeModalWidget, read)
    hand.key("F1")
    assert {"Play or pause", "Undo", "Ctrl+Z", "F11", "Cancel computing"} <= set(listed)


def test_resizing_while_it_plays_leaves_no_blank_and_no_cut_panel(window, hand, qtbot):
    sizes = [(1280, 720), (960, 600), (1600, 1000), (1100, 640), (960, 600), (1280, 720)]
    hand.key("space", rest=False)
    for size in sizes * 3:
        window.resize(*size)
        qtbot.wait(25)
    assert window.playback.index > 0
    window.playback.pause()
    for size in sizes[:3]:
        window.resize(*size)
        hand.until(lambda size=size: (window.width(), window.height()) == size)
        for kind in KINDS:
            panel = window.findChild(kind)
            assert panel.visibleRegion().boundingRect() == panel.rect()
            assert len(colors(hand.see(panel))) > 50
        panels = [window.findChild(kind) for kind in KINDS]
        assert max(panel.width() for panel in panels) - min(panel.width() for panel in panels) < 60
