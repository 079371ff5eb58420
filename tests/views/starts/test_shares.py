"""Bars of minima: the numbers beside them carry the digits that matter, and rows stand for the right minima."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lossland.core.study import Minimum
from lossland.views.starts.shares import ROWS, Shares, chosen, coordinates, grouped, height, percent
from lossland.views.starts.tints import tints
from lossland.views.theme import THEMES, Look, color

WINDOW = ((-5.0, 5.0), (-5.0, 5.0))


def minimum(share=0.25, half=0.008, point=(3.0, 2.0), value=0.0, best=False, valley=False, hovering=0):
    return Minimum(point, value, round(share * 2000), hovering, share, share - half, share + half, best, valley)


def many(count, best=0):
    shares = [0.5**place for place in range(1, count + 1)]
    return tuple(minimum(share, best=place == best) for place, share in enumerate(shares))


def show(bars, minima, areas=()):
    steps = (200, 1000) if areas else None
    bars.show_minima(minima, WINDOW, tints(minima, WINDOW, 6), sampled=True, areas=areas, steps=steps)


@pytest.fixture
def bars(qtbot):
    made = Shares(Look())
    qtbot.addWidget(made)
    made.resize(380, 200)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.mark.parametrize(
    ("point", "window", "text"),
    [
        ((3.0, -2.805118), WINDOW, "(3.00, −2.81)"),
        ((-1e-153, 0.0), WINDOW, "(0.00, 0.00)"),
        ((512.0, 404.23), ((-512.0, 512.0), (-512.0, 512.0)), "(512, 404)"),
        ((0.001234,), ((0.0, 0.01),), "(0.00123)"),
        ((3e20, 1.0), WINDOW, "(3.00e+20, 1.00)"),
    ],
)
def test_coordinates_tell_places_of_the_window_apart(point, window, text):
    assert coordinates(point, window) == text


def test_coordinates_in_a_column_are_equally_wide():
    assert {len(coordinates(p, WINDOW, column=True)) for p in [(3.0, 2.0), (-2.8, 3.1), (-4.9, -4.9)]} == {14}


@pytest.mark.parametrize(
    ("share", "half", "text"),
    [
        (0.257, 0.008, "25.7 % ± 0.8"),
        (0.5, 0.4, "50 % ± 40"),
        (0.2583, 0.0004, "25.83 % ± 0.04"),
        (1.0, 0.0, "100.0 % ± 0.0"),
    ],
)
def test_a_share_has_as_many_digits_as_its_interval_allows(share, half, text):
    assert percent(minimum(share, half), sampled=True).replace("\u00a0", " ") == text


@pytest.mark.parametrize(
    ("share", "low", "high", "text"),
    [(0.002, 0.0, 0.014, "0.2 % (0.0–1.4)"), (1.0, 0.987, 1.0, "100.0 % (98.7–100.0)"), (0.5, 0.4, 0.6, "50 % ± 10")],
)
def test_an_interval_never_reaches_beyond_what_a_share_can_be(share, low, high, text):
    made = Minimum((3.0, 2.0), 0.0, 1, 0, share, low, high, is_best=True, valley=False)
    assert percent(made, sampled=True).replace("\u00a0", " ") == text


def test_a_grid_is_no_sample_and_has_no_interval():
    assert percent(minimum(0.257, 0.008), sampled=False).replace("\u00a0", " ") == "25.7 %"


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (7.9e-31, "0"), (-0.97318, "−0.9732"), (1.5e-7, "1.500e−7"), (1234.0, "1234")]
)
def test_heights_have_four_digits_and_rounding_errors_are_zero(value, text):
    assert height(value) == text


def test_numbers_are_grouped_by_blanks_that_do_not_break():
    assert grouped(1_000_000) == "1\u00a0000\u00a0000"


@pytest.mark.parametrize(
    ("count", "best", "numbers"),
    [(4, 0, [0, 1, 2, 3]), (6, 5, [0, 1, 2, 3, 4, 5]), (121, 2, [0, 1, 2, 3, 4]), (121, 26, [0, 1, 2, 3, 26])],
)
def test_the_lowest_minimum_always_has_a_row(count, best, numbers):
    assert chosen(many(count, best), ROWS) == numbers
    assert chosen(many(count, best), None) == list(range(count))


def test_bars_are_as_long_as_their_shares_and_in_their_basins_colours(bars):
    minima = [minimum(share, point=(place, 0.0)) for share, place in ((0.5, -4.0), (0.25, 1.0), (0.125, 3.0))]
    show(bars, tuple(minima))
    picture = bars.grab().toImage()
    ratio = picture.devicePixelRatio()
    lengths = []
    for row, tint in enumerate(tints(minima, WINDOW, 6)):
        fill = color(THEMES["light"].basins[tint]).rgb()
        y = round((row + 0.5) * bars.line * ratio)
        lengths.append(sum(picture.pixel(x, y) == fill for x in range(picture.width())))
    assert lengths[0] > 40
    assert lengths[0] / lengths[1] == pytest.approx(2, rel=0.1)
    assert lengths[0] / lengths[2] == pytest.approx(4, rel=0.15)


def test_a_minimum_keeps_its_colour_when_the_order_of_the_shares_changes():
    places = [(3.0, 2.0), (0.0, 1e-9), (-2.8, 3.1), (-1e-9, -4.0)]
    minima = [minimum(point=place) for place in places]
    colors = dict(zip(places, tints(minima, WINDOW, 6), strict=True))
    assert len(set(colors.values())) == 4
    for order in ([3, 1, 2, 0], [1, 0, 3, 2]):
        assert tints([minima[i] for i in order], WINDOW, 6).tolist() == [colors[places[i]] for i in order]


def test_rounding_does_not_change_a_colour():
    places, noise = np.array([(3.0, 2.0), (0.0, 0.0), (0.0, 3.0), (0.0, -3.0), (-3.0, 3.0)]), np.random.default_rng(1)
    seen = set()
    for _ in range(20):
        found = places + noise.uniform(-1e-9, 1e-9, places.shape)
        minima = [minimum(point=tuple(place), value=noise.uniform(0, 1e-12)) for place in found]
        seen.add(tuple(tints(minima, WINDOW, 6)))
    assert len(seen) == 1


def test_the_colour_of_a_minimum_depends_on_lower_minima_alone():
    random = np.random.default_rng(3)
    minima = [minimum(point=tuple(place), value=height) for height, place in enumerate(random.uniform(-5, 5, (40, 2)))]
    whole = tints(minima, WINDOW, 6).tolist()
    assert sorted(whole[:6]) == [0, 1, 2, 3, 4, 5]
    for count in (1, 5, 17):
        assert tints(minima[:count], WINDOW, 6).tolist() == whole[:count]


def test_of_more_minima_than_colours_those_beside_each_other_have_different_ones():
    minima = [minimum(point=(float(x), float(y)), value=x * x + y * y) for x in range(-4, 5) for y in range(-4, 5)]
    board = tints(minima, WINDOW, 6).reshape(9, 9)
    assert np.all(board[1:] != board[:-1])
    assert np.all(board[:, 1:] != board[:, :-1])
    assert tints([], WINDOW, 6).tolist() == []


def test_a_valley_has_one_colour_wherever_in_it_it_is_found():
    def colour(place):
        return tints([minimum(point=place, valley=True)], WINDOW, 6)[0]

    assert colour((3.0, 2.0)) == colour((-2.0, 4.0))


def test_what_hovers_is_hatched_in_the_bar_and_told_of_the_row(bars):
    def plain():
        fill = color(THEMES["light"].basins[tints(minima, WINDOW, 6)[0]]).rgb()
        picture = bars.grab().toImage()
        y = round(bars.line / 2 * picture.devicePixelRatio())
        return sum(picture.pixel(x, y) == fill for x in range(picture.width()))

    minima = (minimum(0.5),)
    show(bars, minima)
    whole = plain()
    minima = (minimum(0.5, hovering=500),)
    show(bars, minima)
    assert 0.5 * whole < plain() < 0.95 * whole
    QTest.keyClick(bars, Qt.Key.Key_Down)
    assert bars.toolTip().endswith(": 1\u00a0000, still hovering: 500")


def test_over_shares_and_areas_stands_after_how_many_steps(bars):
    show(bars, many(3), areas=(0.5, 0.25, 0.125))
    bars.resize(600, 200)
    assert bars._heads == ("200 steps", "1000 steps")
    assert bars.sizeHint().height() == 4 * bars.line
    pointed = []
    bars.pointed.connect(pointed.append)
    QTest.mouseMove(bars, QPoint(90, round(1.7 * bars.line)))
    assert pointed == [0]
    bars.resize(330, 200)
    assert bars.sizeHint().height() == 3 * bars.line


def test_the_mouse_points_at_the_minimum_of_the_row_below_it(bars):
    pointed = []
    bars.pointed.connect(pointed.append)
    show(bars, many(40, best=26))
    for row in (1, 4, 5):
        QTest.mouseMove(bars, QPoint(50, round((row + 0.5) * bars.line)))
    assert pointed == [1, 26, -1]
    assert "f = 0" not in bars.toolTip()


def test_the_arrow_keys_walk_along_the_rows(bars):
    pointed = []
    bars.pointed.connect(pointed.append)
    show(bars, many(3))
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        QTest.keyClick(bars, key)
    assert pointed == [0, 1, 2, 1]
    assert "500" in bars.toolTip()


def test_all_minima_have_a_row_in_the_wide_state_and_six_lines_otherwise(bars):
    show(bars, many(40))
    assert bars.sizeHint().height() == ROWS * bars.line
    bars.set_wide(True)
    assert bars.sizeHint().height() == 40 * bars.line


@pytest.mark.parametrize("width", [200, 300, 380, 700])
@pytest.mark.parametrize("theme", ["light", "projector"])
def test_columns_never_overlap(qtbot, theme, width):
    bars = Shares(Look(theme=theme))
    qtbot.addWidget(bars)
    show(bars, many(9))
    width = max(width, bars.minimumSizeHint().width())
    bars.resize(width, 200)
    columns = bars.columns()
    edges = [columns.place, columns.bar, columns.bar + columns.length, columns.share, columns.value or width]
    assert edges == sorted(edges)
    assert columns.length >= 40
    assert not bars.grab().isNull()


def test_areas_stand_beside_the_bars_where_there_is_room_and_in_what_is_told_of_a_row(bars):
    show(bars, many(3), areas=(0.5, 0.25, 0.125))
    bars.resize(600, 200)
    columns = bars.columns()
    assert columns.bar + columns.length < columns.share < columns.area < columns.value
    bars.resize(330, 200)
    assert bars.columns().area is None
    QTest.keyClick(bars, Qt.Key.Key_Down)
    assert bars.toolTip().endswith(", area 50.0 %")
    show(bars, many(3))
    bars.resize(600, 200)
    assert bars.columns().area is None


def test_no_minima_are_an_empty_picture(bars):
    show(bars, ())
    QTest.keyClick(bars, Qt.Key.Key_Down)
    assert bars.at == -1
    assert not bars.grab().isNull()
