"""Walks are painted where they are, quickly, and their arrows say which way is uphill."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QTransform

from lossland.core.raster import raster
from lossland.core.surface import Surface
from lossland.views.loss_map import LossMap
from lossland.views.surface.walk_layer import (
    FAR,
    LONGEST,
    SHORTEST,
    Track,
    WalkLayer,
    apart,
    arrow_length,
    label_box,
    tamed,
    tangent,
    thinned,
    tip_in,
    to_pixels,
    uphill,
)
from lossland.views.theme import LIGHT, Look

FRAME = QRectF(0, 0, 200, 100)


def test_points_come_to_the_pixels_of_the_view():
    track = Track(np.array([0.0, 1.0]), np.array([0.0, 2.0]), np.zeros((2, 2)), 1, "#000000")
    assert to_pixels(QTransform(10, 0, 0, -5, 100, 50), track).tolist() == [[100, 50], [110, 40]]


@pytest.mark.parametrize("far", [1e5, 1e12, 1e300])
def test_a_point_beyond_all_bounds_is_pulled_in_towards_the_middle(far):
    (inside, outside) = tamed(np.array([[150.0, 20.0], [100 + far, 50 - far]]), FRAME)
    assert inside.tolist() == [150, 20]
    away = outside - (100, 50)
    assert np.hypot(*away) == pytest.approx(FAR)
    assert away[0] == pytest.approx(-away[1])


def test_points_on_one_pixel_are_drawn_once_and_the_last_one_stays():
    pixels = np.array([[0.0, 0], [0.1, 0], [0.2, 0.3], [5, 5], [5.1, 5], [5.2, 5.2]])
    assert thinned(pixels).tolist() == [[0, 0], [5, 5], [5.2, 5.2]]
    assert len(thinned(np.zeros((10_000, 2)))) == 2


def test_dots_that_would_only_thicken_the_line_are_left_out():
    pixels = np.array([[0.0, 0], [10, 0], [11, 0], [12, 0], [13, 0], [30, 0]])
    assert apart(pixels, 5)[:, 0].tolist() == [0, 10, 13, 30]


def test_uphill_is_the_gradient_in_the_units_of_the_axes():
    assert uphill(np.array([3.0, 4.0]), 1, -1) == pytest.approx((0.6, -0.8))
    assert uphill(np.array([1.0, 1.0]), 2, -1) == pytest.approx((2 / 5**0.5, -1 / 5**0.5))
    assert uphill(np.array([-7.0]), 40, -3) == (-1, 0)
    assert uphill(np.array([1e300, 0.0]), 10, -10) == (1, 0)


@pytest.mark.parametrize("gradient", [[0.0, 0.0], [6e-7, -7e-7], [np.nan, 1.0], [np.inf, 1.0]])
def test_without_a_gradient_there_is_no_way_up(gradient):
    assert uphill(np.array(gradient), 1, -1) is None


def test_a_tangent_rises_with_the_slope_however_steep():
    assert tangent(1.0, 10, -10) == pytest.approx([0.5**0.5, -(0.5**0.5)])
    assert np.isfinite(tangent(np.inf, 10, -10)).all()


def test_an_arrow_shrinks_with_the_gradient_but_stays_to_be_seen():
    gradients = np.array([[100.0, 0], [1, 0], [1e-9, 0], [0, 0], [np.inf, 0]])
    lengths = [arrow_length(gradients, k) for k in range(3)]
    assert lengths == pytest.approx([LONGEST, (LONGEST + SHORTEST) / 2, SHORTEST])
    assert np.isfinite([arrow_length(gradients, k) for k in (3, 4)]).all()


@pytest.mark.parametrize(
    ("way", "tip"), [((50.0, 0.0), (150, 50)), ((200.0, 0.0), (196, 50)), ((0.0, -92.0), (100, 4))]
)
def test_an_arrow_ends_within_the_frame(way, tip):
    assert tip_in(FRAME, np.array([100.0, 50.0]), np.array(way)) == pytest.approx(tip)


def test_an_arrow_at_the_edge_keeps_some_of_its_length():
    assert tip_in(FRAME, np.array([195.0, 50.0]), np.array([40.0, 0.0]))[0] == 207


@pytest.mark.parametrize("crowded", [False, True])
def test_a_label_stands_next_to_its_tip(crowded):
    tip = np.array([100.0, 50.0])
    taken = [QRectF(104, 40, 80, 20), QRectF(80, 52, 40, 12)] if crowded else []
    box = label_box(np.array([60.0, 50]), tip, (50, 12), FRAME, taken)
    assert not any(box.intersects(other) for other in taken)
    assert box.adjusted(-15, -15, 15, 15).contains(QPointF(*tip))


def test_a_label_stands_beyond_the_tip_where_that_is_free():
    box = label_box(np.array([20.0, 50]), np.array([60.0, 50]), (50, 12), FRAME, [])
    assert box.left() > 60
    assert box.center().y() == 50


@pytest.mark.parametrize("tip", [(195, 50), (2, 50), (100, 2), (100, 98), (199, 1)])
def test_a_label_stays_in_the_frame_and_off_its_arrow(tip):
    tail, tip = np.array([100.0, 50.0]), np.array(tip, float)
    box = label_box(tail, tip, (50, 12), FRAME, [])
    assert FRAME.contains(box)


def test_a_label_keeps_off_the_points():
    taken = [QRectF(62, 42, 16, 16)]
    box = label_box(np.array([20.0, 50]), np.array([60.0, 50]), (50, 12), FRAME, taken)
    assert not box.intersects(taken[0])


def test_a_walk_shows_its_colour_up_to_where_it_is(qtbot):
    chart = LossMap(Look())
    qtbot.addWidget(chart)
    layer = WalkLayer(LIGHT)
    chart.plot.addItem(layer, ignoreBounds=True)
    chart.resize(400, 300)
    chart.show()
    chart._pad.setRange(xRange=(0, 10), yRange=(0, 10), padding=0)
    xs = np.linspace(1, 9, 5)
    track = Track(xs, np.full(5, 5.0), np.tile([0.0, 1.0], (5, 1)), 4, "#ff0000")
    layer.show_tracks((track,), None)

    def red_pixels(index):
        layer.move(index)
        image = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        blue, green, red, _ = np.frombuffer(image.constBits(), np.uint8).reshape(-1, 4).T
        return int(((red > 240) & (green < 20) & (blue < 20)).sum())

    assert red_pixels(0) < red_pixels(2) < red_pixels(4)


def pixels_of(chart, ink):
    image = chart.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = np.frombuffer(image.constBits(), np.uint32) & 0xFFFFFF
    return int((seen == int(ink[1:], 16)).sum())


@pytest.fixture
def walked(qtbot):
    """A map with the start at its middle, and a function that lays a walk of two equal points there."""
    chart, layer = LossMap(Look()), WalkLayer(LIGHT)
    qtbot.addWidget(chart)
    chart.plot.addItem(layer, ignoreBounds=True)
    chart.resize(400, 300)
    chart.show()
    chart.show_raster(raster(Surface("x^2 + y^2"), 16))

    def lay(place, gradient):
        xs, ys = np.full((2, 2), place, float)
        track = Track(xs, ys, np.array([gradient, gradient]), 1, "#ff0000")
        layer.show_tracks((track,), track)
        return chart

    return lay


def test_a_point_at_rest_or_out_of_view_has_neither_arrow_nor_label(walked):
    quiet = pixels_of(walked(0, [0.0, 0.0]), LIGHT.ink)
    assert pixels_of(walked(0, [1.0, 1.0]), LIGHT.ink) > quiet + 50
    assert pixels_of(walked(0, [5e-7, 5e-7]), LIGHT.ink) == quiet
    assert pixels_of(walked(6, [1.0, 1.0]), LIGHT.ink) == quiet


def test_a_point_on_the_start_is_seen(walked):
    chart = walked(0, [0.0, 0.0])
    alone = pixels_of(chart, "#ff0000")
    chart.set_handle((0.0, 0.0))
    assert pixels_of(chart, "#ff0000") == alone > 20
