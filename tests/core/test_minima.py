"""Polishing: to the minimum beside a point, past no saddle, and not out of reach."""

import numpy as np
import pytest

from lossland.core.minima import Minima, compass, polish
from lossland.core.surface import Surface

COMPASS_ROSE = np.array([(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)])


def outcome(generator):
    """Run a generator to its end and return what it returns."""
    while True:
        try:
            next(generator)
        except StopIteration as stop:
            return stop.value


def test_newton_polishes_to_the_last_digit():
    surface = Surface("(x^2 + y - 11)^2 + (x + y^2 - 7)^2")
    points, arrived = outcome(polish(surface, np.array([(3.05, 1.96), (3.0, 2.0)]), 0.02))
    assert arrived.all()
    np.testing.assert_allclose(points, [(3, 2), (3, 2)], rtol=1e-14)


def test_newton_flees_a_saddle_and_keeps_within_reach():
    points, arrived = outcome(polish(Surface("x^2 - y^2"), np.array([(0.1, 1e-3), (1.0, 1.0)]), 0.02))
    assert not arrived.any()
    assert (np.abs(points - [(0.1, 1e-3), (1.0, 1.0)]) < 0.5).all()


@pytest.mark.parametrize("text", ["x^4 + y^4", "x^6 + y^2", "x^2 + 100000y^2"])
def test_newton_arrives_at_flat_and_at_narrow_minima(text):
    points, arrived = outcome(polish(Surface(text), np.array([(0.1, -0.1)]), 0.02))
    assert arrived.all()
    np.testing.assert_allclose(points, 0, atol=0.01)


def test_newton_gives_up_where_the_surface_is_undefined():
    points, arrived = outcome(polish(Surface("ln(x) + sqrt(y)"), np.array([(-1.0, -1.0), (0.0, 0.0)]), 0.02))
    assert not arrived.any()
    assert np.isfinite(points).all()


def test_compass_finds_a_kink_that_newton_cannot_see():
    start = np.array([(0.03, -0.04)])
    assert not outcome(polish(Surface("|x| + 2|y|"), start, 0.02))[1].any()
    points, arrived = outcome(compass(Surface("|x| + 2|y|"), start, 0.02, COMPASS_ROSE))
    assert arrived.all()
    np.testing.assert_allclose(points, 0, atol=1e-8)


def test_what_is_known_is_not_found_again():
    surface = Surface("(x^2 - 1)^2 + y^2")
    minima = Minima(surface)
    ends = np.array([(1.001, 0.0), (-0.99, 0.001), (0.0, 0.0), (1.002, 0.001)])
    for _ in range(2):
        *pauses, labels = minima.assign(ends, surface.value(ends))
        assert not any(pauses)
        assert labels.tolist() == [0, 1, -1, 0]
        assert len(minima.found) == 2


def test_an_end_beyond_all_cells_met_so_far_is_looked_at():
    minima = Minima(Surface("x^2"))
    for end in (-1e-5, 1e-5):  # in cells number -1 and 0
        *_, labels = minima.assign(np.array([[end]]), np.array([end**2]))
        assert labels.tolist() == [0]


def test_a_plain_without_slope_is_one_minimum_wherever_its_ends_are():
    minima = Minima(Surface("1"))
    ends = np.random.default_rng(5).uniform(-5, 5, (3000, 2))
    *_, labels = minima.assign(ends, np.ones(3000))
    assert set(labels.tolist()) == {0}
    assert [bottom.valley for bottom in minima.found] == [True]


def test_nothing_to_assign_is_no_trouble():
    (*_, labels) = Minima(Surface("x^2")).assign(np.empty((0, 1)), np.empty(0))
    assert labels.shape == (0,)
