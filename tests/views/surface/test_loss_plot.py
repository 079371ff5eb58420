"""Loss against step: every loss has a place on the axis, and a press moves through the steps."""

import math

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from lossland.views.surface.loss_plot import BINS, DEPTH, LossPlot, curves, decades, peaks, power, round_steps
from lossland.views.theme import Look


@pytest.fixture
def plot(qtbot):
    made = LossPlot(Look())
    qtbot.addWidget(made)
    made.resize(300, 120)
    made.show()
    return made


def test_positive_losses_are_drawn_by_their_logarithms():
    made = curves([np.array([100.0, 1.0]), np.array([10.0, 0.1])])
    assert made.log
    assert made.above is None
    assert [list(line) for line in made.lines] == [[2, 0], [1, -1]]
    assert (made.low, made.high) == (-1, 2)


def test_the_lowest_loss_of_all_is_subtracted_where_one_is_negative():
    made = curves([np.array([9.0, 0.0]), np.array([-0.5, -1.0])])
    assert made.above == -1.0
    assert list(made.lines[0]) == [1, 0]
    assert made.lines[1][1] < made.low


def test_zero_and_what_is_deeper_than_the_plot_leave_it_at_the_bottom():
    made = curves([np.array([1.0, 1e-40, 0.0])])
    assert made.low == -DEPTH
    assert made.lines[0][0] == 0
    assert (made.lines[0][1:] < -DEPTH - 1).all()


@pytest.mark.parametrize("sign", [1, -1])
def test_a_run_that_is_lost_leaves_the_plot_and_the_others_keep_their_range(sign):
    calm = np.array([100.0, 1.0, 0.1])
    alone = curves([calm])
    made = curves([calm, sign * np.array([sign * 100.0, 1e40, 1e300]), np.array([100.0, np.inf, np.nan])])
    assert made.log
    if sign > 0:
        assert (made.low, made.high) == (alone.low, alone.high)
        assert list(made.lines[0]) == list(alone.lines[0])
        assert made.lines[1][1:].tolist() == [40, 300]
    else:
        assert made.low > -10
        assert (made.lines[1][1:] < made.low - 1).all()


def test_what_is_not_finite_leaves_a_gap():
    made = curves([np.array([1.0, np.inf, np.nan, 0.01])])
    assert np.isnan(made.lines[0]).tolist() == [False, True, True, False]


@pytest.mark.parametrize("losses", [[], [np.full(3, np.nan)], [np.full(3, 7.0)], [np.zeros(3)], [np.full(3, -2.0)]])
def test_losses_without_a_range_get_one(losses):
    made = curves(losses)
    assert math.isfinite(made.low)
    assert made.low < made.high


def test_a_long_walk_down_a_plane_is_seen_to_its_end():
    made = curves([1.0 - 10.0 * np.arange(201)])
    assert made.above == -1999.0
    above_floor = made.lines[0][:-1] > made.low  # all but the last one, which is the lowest itself
    assert np.count_nonzero(above_floor) >= 199


def test_a_long_curve_keeps_its_lowest_and_highest_values():
    values = np.sin(np.arange(10_001.0))
    values[5_432], values[7_777] = -9, 9
    steps, thin = peaks(values)
    assert len(thin) <= 2 * BINS
    assert (np.diff(steps) >= 0).all()
    assert (values[steps.astype(int)] == thin).all()
    assert (thin.min(), thin.max()) == (-9, 9)


def test_a_gap_in_a_long_curve_is_kept_without_a_warning():
    values = np.ones(10_001)
    values[2_000:] = np.nan
    assert np.isnan(peaks(values)[1][-1])


def test_ticks_are_whole_decades_or_round_numbers_between():
    assert decades(-12.3, 2.1, 4) == [(-12, "10⁻¹²"), (-8, "10⁻⁸"), (-4, "10⁻⁴"), (0, "1")]
    assert [text for _, text in decades(0.2, 0.9)] == ["2", "5"]
    assert len(decades(0.31, 0.35)) == 2


def test_small_powers_are_written_out():
    assert [power(k) for k in (-3, -2, 0, 3, 4, 12)] == ["10⁻³", "0.01", "1", "1000", "10⁴", "10¹²"]


@pytest.mark.parametrize(("last", "step"), [(1, 1), (7, 2), (60, 20), (200, 50), (10_000, 2_000)])
def test_step_ticks_are_round_and_few(last, step):
    assert round_steps(last).step == step
    assert len(round_steps(last)) <= 6


def test_runs_may_come_and_go(plot):
    for count in (3, 1, 0, 2):
        plot.show_losses([np.array([4.0, 2.0, 1.0])] * count, ["#0072b2"] * count)
        assert len(plot._lines) == count


def test_a_press_anywhere_moves_to_the_step_below_it(plot, qtbot):
    plot.show_losses([np.geomspace(100, 1e-3, 201)], ["#0072b2"])
    QTest.qWait(1)
    heard = []
    plot.scrubbed.connect(heard.append)
    area = plot._pad.sceneBoundingRect()
    QTest.mouseClick(
        plot.plot.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(round(area.center().x()), round(area.center().y()))
    )
    assert heard == [pytest.approx(100, abs=1)]
