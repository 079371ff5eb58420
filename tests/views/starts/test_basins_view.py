"""The map of basins in the starts panel: its pixels, its key, and one colour for one minimum."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from lossland.core import starts as draw
from lossland.core.atlas import Atlas
from lossland.core.basins import basins
from lossland.core.optimizers.sgd import SGD
from lossland.core.raster import raster
from lossland.core.study import study
from lossland.core.surface import Surface
from lossland.session import Session, State
from lossland.views.playback import Playback
from lossland.views.starts.basin_key import said
from lossland.views.starts.basin_picture import SHADES, numbered, palette, shades
from lossland.views.starts.crowd_map import whither
from lossland.views.starts.panel import StartsPanel
from lossland.views.starts.tints import colored
from lossland.views.theme import THEMES, Look, color

HIMMELBLAU = Surface(State().expression, a=7)
CURVE = Surface("x^4 - 3x^3 + 2 + x", window=((-1.5, 3.0),))


def mapped(surface=HIMMELBLAU, lr=0.01, size=32, steps=1000):
    *_, (_, made) = basins(surface, SGD(lr=lr), steps, sizes=(size,))
    return made


def walked(surface=HIMMELBLAU, count=200, lr=0.01, steps=200):
    *_, (_, made) = study(surface, SGD(lr=lr), draw.uniform(count, surface, seed=7), steps)
    return made


@pytest.fixture
def session():
    return Session(State(basins=True))


@pytest.fixture
def panel(qtbot, session):
    return shown(qtbot, session)


def shown(qtbot, session, look=None, size=(410, 560)):
    playback = Playback()
    playback.set_last(session.state.steps)
    made = StartsPanel(session, playback, look or Look())
    qtbot.addWidget(made)
    made.sync(None, session.state)
    session.changed.connect(made.sync)
    playback.moved.connect(made.show_step)
    made.resize(*size)
    with qtbot.waitExposed(made):
        made.show()
    return made


def filled(panel, surface=HIMMELBLAU, lr=0.01):
    panel.show_surface(raster(surface, 64))
    panel.show_starts(walked(surface, lr=lr))
    panel.show_basins(mapped(surface, lr=lr))


def pixel(shown, x, y):
    """The colour of a map at a place of its surface, without contour lines."""
    shown._lines.hide()
    picture: QImage = shown.plot.grab().toImage()
    scene = shown.plot.getViewBox().mapViewToScene(QPointF(x, y))
    ratio = picture.devicePixelRatio()
    return picture.pixelColor(round(scene.x() * ratio), round(scene.y() * ratio))


def kind(found: QColor, t):
    """The number of the palette's colour that a pixel has, whatever its shade."""
    away = [min(distance(found, shade) for shade in shades) for shades in palette(t)]
    assert min(away) < 12
    return int(np.argmin(away))


def distance(one: QColor, other: QColor):
    return sum(abs(a - b) for a, b in zip(one.getRgb()[:3], other.getRgb()[:3], strict=True))


def test_a_pixel_is_the_colour_of_its_minimum_and_the_darker_the_more_steps():
    made = mapped(Surface("x^2 + y^2"), lr=0.1, size=33)
    numbers = numbered(made, [3], 8)
    assert set(np.unique(numbers // SHADES)) == {3}
    shades = numbers % SHADES
    assert shades[16, 16] == 0
    assert shades[0, 0] == SHADES - 1
    assert np.all(np.diff(shades[16, 16:].astype(int)) >= 0)


def test_pixels_run_downwards_on_the_screen():
    made = mapped(Surface("x^2 + (y^2 - 1)^2", window=((-1.5, 1.5), (-1.5, 1.5))), lr=0.02)
    upper = next(i for i, bottom in enumerate(made.minima) if bottom.point[1] > 0)
    assert np.all(numbered(made, [0, 1], 8)[:16] // SHADES == upper)


def test_who_diverged_and_who_is_at_no_minimum_have_colours_of_their_own():
    made = mapped(Surface("-x^4/4", window=((-1.0, 1.0),)), lr=1.0, size=33)
    kinds = numbered(made, [], 8)[0] // SHADES
    assert kinds[16] == 7
    assert set(np.delete(kinds, 16)) == {6}


@pytest.mark.parametrize("theme", THEMES)
def test_colours_of_the_map_are_told_apart(theme):
    t = THEMES[theme]
    few = [shades[0] for shades in palette(t)]
    assert len(few) * SHADES == 256
    assert [shade.name() for shade in few[:6]] == [color(name).name() for name in t.basins]
    for i, one in enumerate(few):
        assert all(distance(one, other) > 30 for other in few[:i]), i


def test_one_minimum_has_one_colour_on_the_map_and_at_the_bars_and_dots(panel):
    filled(panel)
    t = panel.look.tokens
    found, on_map = panel._study, panel._basins
    for number, minimum in enumerate(found.minima):
        seen = kind(pixel(panel.map, minimum.point[0] + 0.6, minimum.point[1] + 0.1), t)
        assert seen == panel.bars._tints[number] == panel._tints[number]
    assert len({*panel._tints}) == len(on_map.minima) == 4


def test_a_minimum_that_only_the_study_found_has_a_colour_that_the_map_does_not_use():
    found, made = walked(), mapped()
    atlas = Atlas(made.window, made.minima[:3], made.atlas.places[:0], made.atlas.labels[:0], made.atlas.plain[:0])
    left = replace(made, minima=made.minima[:3], shares=made.shares[:3], atlas=atlas)
    on_map, numbers, areas = colored(found, left, 6)
    assert len({*numbers}) == 4
    lost = next(i for i, area in enumerate(areas) if area == 0)
    assert numbers[lost] not in on_map
    assert sorted(areas)[1:] == sorted(left.shares)


def test_minima_keep_their_colours_when_a_learning_rate_makes_others_unreachable():
    calm = mapped()
    *_, (_, wild) = basins(HIMMELBLAU, SGD(lr=0.02), 1000, sizes=(32,), known=calm.atlas)
    assert len(wild.minima) < 4
    before, after = (
        {tuple(np.round(bottom.point, 3)): tint for bottom, tint in zip(made.minima, tint, strict=True)}
        for made, tint in ((calm, colored(None, calm, 6)[0]), (wild, colored(walked(lr=0.02), wild, 6)[0]))
    )
    assert after.items() <= before.items()


def test_without_a_map_colours_are_those_of_the_study_alone():
    on_map, numbers, areas = colored(walked(), None, 6)
    assert on_map == []
    assert areas == ()
    assert len({*numbers}) == 4
    assert [len(part) for part in colored(None, None, 6)] == [0, 0, 0]


def test_the_button_asks_for_the_map_and_undo_takes_it_away(qtbot):
    session = Session()
    panel = shown(qtbot, session)
    assert not panel.key.isVisible()
    panel.form.basins.click()
    assert session.state.basins
    assert panel.key.isVisible()
    filled(panel)
    assert panel.map.basins.isVisible()
    session.undo()
    assert not panel.form.basins.isChecked()
    assert not panel.key.isVisible()
    assert not panel.map.basins.isVisible()
    assert panel.map._picture.isVisible()


def test_a_map_that_comes_when_none_is_wanted_any_more_is_not_shown(panel, session):
    session.set(basins=False)
    filled(panel)
    assert not panel.map.basins.isVisible()


def test_the_crowd_is_seen_on_the_map_once_it_walks(panel):
    filled(panel)
    assert not panel.map.crowd.isVisible()
    panel.playback.go(5)
    assert panel.map.crowd.isVisible()
    panel.playback.go(0)
    assert not panel.map.crowd.isVisible()


def test_a_map_of_another_number_of_axes_waits_for_its_surface(panel):
    filled(panel)
    panel.show_surface(raster(CURVE, 64))
    assert not panel.map.basins.isVisible()
    assert not panel.grab().isNull()
    panel.show_basins(mapped(CURVE))
    assert panel.map.basins.isVisible()
    assert not panel.grab().isNull()


def test_of_a_curve_each_place_has_its_colour_all_the_way_up(panel):
    filled(panel, CURVE)
    t = panel.look.tokens
    bottom, top = panel.map.plot.getViewBox().viewRange()[1]
    sides = []
    for x in (-1.0, 1.2):
        heights = [bottom + (top - bottom) * share for share in (0.93, 0.72)]
        (side,) = {kind(pixel(panel.map, x, y), t) for y in heights}
        sides.append(side)
    left, right = sorted(range(2), key=lambda i: panel._study.minima[i].point)
    assert sides == [panel._tints[left], panel._tints[right]]


def test_the_key_says_what_shades_and_special_colours_mean(panel):
    filled(panel)
    few, many = panel._basins.span
    assert panel.key.accessibleDescription() == f"{few} {many} steps"
    panel.show_basins(mapped(lr=0.03))
    text = panel.key.accessibleDescription()
    assert text.startswith("no minimum 8")
    assert "diverged " in text


def test_the_key_says_that_more_steps_may_be_needed_than_were_made(panel):
    panel.show_basins(mapped(Surface("|x| + |y|"), lr=0.07, steps=300))
    assert panel.key.accessibleDescription() == "≥300 steps"


@pytest.mark.parametrize(("share", "text"), [(0.004, "< 1 %"), (0.196, "20 %"), (1.0, "100 %")])
def test_shares_of_the_window_are_whole_numbers(share, text):
    assert said(share).replace("\u00a0", " ") == text


def test_areas_stand_beside_the_bars(panel):
    filled(panel)
    rows = panel.bars._rows
    assert [row.area for row in rows] == [f"area {100 * area:.1f} %" for area in panel.bars._areas]


def test_in_the_whole_window_the_map_of_basins_is_the_larger_picture(qtbot, session):
    panel = shown(qtbot, session, size=(1260, 600))
    filled(panel)
    panel.set_wide(True)
    assert panel.map.basins.isVisible()
    assert not panel.origins.basins.isVisible()
    assert panel.origins.crowd.isVisible()
    first, second = panel.map, panel.origins
    qtbot.waitUntil(lambda: first.width() * first.height() > second.width() * second.height() > 0)
    assert panel.key.geometry().left() == first.geometry().left()  # it stands under the map that it is of


def test_the_mouse_on_the_map_tells_where_a_place_leads(panel):
    filled(panel)
    made = panel._basins
    label, steps = made.at((-3.0, 3.0))
    assert made.minima[label].point == pytest.approx((-2.805, 3.131), abs=0.01)
    assert panel.map.reading((-3.0, 3.0)).splitlines()[0] == f"leads to (−2.81, 3.13) in {steps} steps"
    assert len(panel.map.reading((-3.0, 3.0)).splitlines()) == 2
    assert made.at((5.1, 0.0)) is None
    assert len(panel.map.reading((5.1, 0.0)).splitlines()) == 0
    assert len(panel.origins.reading((-3.0, 3.0)).splitlines()) == 1


@pytest.mark.parametrize(
    ("surface", "lr", "start", "text"),
    [
        (Surface("-x^4/4", window=((-1.0, 1.0),)), 1.0, (0.9,), "diverges after"),
        (Surface("-x^4/4", window=((-1.0, 1.0),)), 1.0, (0.0,), "at no minimum after 0 steps"),
        (Surface("|x| + |y|"), 0.07, (1.0, 1.0), "hovers about (0.00, 0.00) after 1000 steps"),
    ],
)
def test_who_comes_to_rest_at_no_minimum_is_told_too(surface, lr, start, text):
    assert whither(mapped(surface, lr=lr, size=33), start).startswith(text)
    assert whither(mapped(surface, lr=lr, size=33), (9.0,) * surface.n) == ""


@pytest.mark.parametrize("theme", THEMES)
def test_many_steps_are_darker_than_few_and_none_of_these_looks_like_no_minimum(theme):
    *colors, (none, *_) = palette(THEMES[theme])
    for few, *_, many in colors:
        assert many.value() < 0.7 * few.value()
        assert min(distance(few, none), distance(many, none)) > 30


def test_shades_follow_the_logarithm_of_the_steps_between_the_ends_of_the_span():
    found = shades(9, 99, 200).astype(int)
    assert set(found[:10]) == {0}
    assert set(found[99:]) == {SHADES - 1}
    assert abs(found[30] - SHADES // 2) <= 1
    assert set(shades(0, 0, 5)[1:]) == {SHADES - 1}


def test_who_diverged_has_a_ramp_in_the_key_as_on_the_map_and_who_is_at_none_one_colour(panel):
    panel.show_basins(mapped(lr=0.03))
    ramps = {after.split("\u00a0")[0].split(" ")[0]: len(colors) for _, colors, after in panel.key._long}
    assert ramps["diverged"] == SHADES
    assert ramps["no"] == 1


def test_a_click_on_the_map_picks_that_start(panel, session):
    filled(panel)
    box = panel.map.plot.getViewBox()
    scene = box.mapViewToScene(QPointF(2.0, -3.0))
    QTest.mouseClick(panel.map.plot.viewport(), Qt.MouseButton.LeftButton, pos=panel.map.plot.mapFromScene(scene))
    assert session.state.start == pytest.approx((2.0, -3.0), abs=0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("width", [330, 410, 620])
def test_the_strip_of_fields_holds_the_button_in_every_width(qtbot, theme, width):
    panel = shown(qtbot, Session(), Look(theme=theme), size=(width, 560))
    button = panel.form.basins
    assert button.geometry().right() <= panel.form.width()
    assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize("theme", THEMES)
def test_in_a_third_of_a_small_screen_the_button_says_what_it_is(qtbot, theme):
    panel = shown(qtbot, Session(), Look(theme=theme), size=(415, 560))
    assert panel.form.basins.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
