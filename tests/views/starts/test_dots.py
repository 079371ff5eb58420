"""Dots are drawn where they are, in the colour of their label, and only those that are somewhere."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from lossland.views.plot import plot
from lossland.views.starts.dots import NONE, Dots
from lossland.views.theme import LIGHT


@pytest.fixture
def drawn(qtbot):
    """A plot from -1 to 1, with dots on it."""
    widget = plot(LIGHT)
    qtbot.addWidget(widget)
    widget.resize(300, 300)
    dots = Dots(LIGHT)
    widget.addItem(dots, ignoreBounds=True)
    widget.setRange(xRange=(-1, 1), yRange=(-1, 1), padding=0)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget, dots


def colour_at(widget, x, y):
    place = widget.mapFromScene(widget.getPlotItem().vb.mapViewToScene(QPointF(x, y)))
    picture = widget.grab().toImage()
    return picture.pixelColor(place * picture.devicePixelRatio()).name()


@pytest.mark.parametrize("label", range(6))
def test_a_dot_has_the_colour_of_its_basin(drawn, label):
    widget, dots = drawn
    dots.show_dots(np.array([0.5]), np.array([-0.5]), np.array([label]))
    assert colour_at(widget, 0.5, -0.5) == LIGHT.basins[label]
    assert colour_at(widget, -0.5, 0.5) == LIGHT.card


def test_a_hollow_dot_stands_for_no_minimum(drawn):
    widget, dots = drawn
    dots.show_dots(np.array([0.5, -0.5]), np.array([0.0, 0.0]), np.array([0, NONE]))
    assert colour_at(widget, 0.5, 0.0) == LIGHT.basins[0]
    assert colour_at(widget, -0.5, 0.0) == LIGHT.card


def test_dots_are_drawn_where_the_view_is_after_a_zoom(drawn):
    widget, dots = drawn
    dots.show_dots(np.array([7.0]), np.array([7.0]), np.array([0]))
    widget.grab()
    widget.setRange(xRange=(6, 8), yRange=(6, 8), padding=0)
    assert colour_at(widget, 7.0, 7.0) == LIGHT.basins[0]


def test_dots_that_are_nowhere_are_left_out(drawn):
    widget, dots = drawn
    xs = np.array([np.nan, np.inf, 1e300, 0.0])
    dots.show_dots(xs, np.zeros(4), np.array([1, 1, 1, 0]))
    assert colour_at(widget, 0.0, 0.0) == LIGHT.basins[0]
