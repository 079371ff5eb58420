"""A picture of a surface: its shades keep the order of the values, whatever the values are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lossland.core.raster import CURVE, LEVELS, MIDDLE, drawing, raster, shades
from lossland.core.surface import Surface


def polylines(picture):
    ends = np.flatnonzero(np.isnan(picture.contours[:, 0]))
    return [line[~np.isnan(line[:, 0])] for line in np.split(picture.contours, ends)]


HIMMELBLAU = Surface("(x^2 + y - 11)^2 + (x + y^2 - 7)^2")
ROSENBROCK = Surface("(1 - x)^2 + 100(y - x^2)^2")
EASOM = Surface("-cos(x) * cos(y) * exp(-(x - pi)^2 - (y - pi)^2)", window=((-10, 10), (-10, 10)))


@given(arrays(np.float64, st.integers(1, 60), elements=st.floats()))
def test_shades_keep_the_order_of_any_values_and_are_missing_where_they_are_not_finite(values):
    shade = shades(values)
    known = np.isfinite(values)
    assert (np.isfinite(shade) == known).all()
    ordered = shade[known][np.argsort(values[known], kind="stable")]
    assert (np.diff(ordered) >= 0).all()
    assert ((ordered >= 0) & (ordered <= 1)).all()


@pytest.mark.parametrize("surface", [HIMMELBLAU, ROSENBROCK, Surface("x^2 + 10y^2")])
def test_half_of_a_picture_is_darker_than_the_middle_shade(surface):
    assert np.median(raster(surface, 64).shade) == pytest.approx(MIDDLE, abs=0.02)


def test_a_plane_stays_even():
    assert raster(Surface("x + y"), 64).shade[32, ::8] == pytest.approx(np.linspace(0.25, 0.75, 64)[::8], abs=0.07)


def test_a_pole_does_not_leave_all_the_rest_one_colour():
    shade = raster(Surface("1/(x*y)"), 256).shade
    assert np.std(shade[np.isfinite(shade)]) > 0.05


def test_a_narrow_minimum_of_a_plateau_keeps_its_depth():
    picture = raster(EASOM, 256)
    assert len(np.unique(np.round(picture.shade[picture.values < -0.5], 2))) > 10


def test_few_peaks_on_a_flat_that_is_not_quite_flat_are_seen():
    values = 1 + 1e-16 * np.arange(1000.0)
    values[500] = 100
    assert shades(values)[500] > shades(values)[499] + 0.5


def test_a_surface_that_grows_without_measure_is_still_graded():
    picture = raster(Surface("exp(exp(x)) + 0*y"), 64)
    assert len(np.unique(np.round(picture.shade, 1))) > 5


@pytest.mark.parametrize("text", ["0*x + 0*y + 3", "0.1*x - 0.1*x + 0*y + 3", "ln(-1 - x^2) + y"])
def test_what_has_no_relief_can_be_drawn_without_lines(text):
    picture = raster(Surface(text), 32)
    assert picture.contours.shape == (0, 2)
    assert len(np.unique(picture.shade)) == 1


def test_the_window_is_sampled_from_end_to_end_with_x_along_the_columns():
    picture = raster(Surface("x + 100y", window=((-1, 2), (10, 20))), 31)
    xs, ys = picture.ticks
    assert (xs[0], xs[-1], ys[0], ys[-1]) == (-1, 2, 10, 20)
    assert picture.values.shape == (31, 31)
    assert picture.values[4, 7] == pytest.approx(xs[7] + 100 * ys[4])


def test_a_contour_line_stays_on_one_height():
    lines = [line for line in polylines(raster(HIMMELBLAU)) if len(line) > 20]
    assert len(lines) >= LEVELS
    for line in lines:
        heights = HIMMELBLAU.value(line)
        assert np.ptp(heights) < 0.03 * np.ptp(HIMMELBLAU.value(np.array([[-5, -5], [3, 2]]))) + 0.02 * heights.mean()


def test_contour_lines_keep_to_where_the_surface_has_values():
    picture = raster(Surface("ln(x) + y^2"), 64)
    assert len(polylines(picture)) >= LEVELS
    assert np.nanmin(picture.contours[:, 0]) > 0
    assert np.isnan(picture.shade[:, 0]).all()


def test_a_picture_comes_first_with_coarse_lines_and_then_with_fine_ones():
    sketch, last = drawing(HIMMELBLAU, 65)
    assert sketch.shade is last.shade
    assert len(sketch.contours) < 0.6 * len(last.contours)
    heights = [np.nanmean(HIMMELBLAU.value(picture.contours)) for picture in (sketch, last)]
    assert heights[0] == pytest.approx(heights[1], rel=0.1)


def test_a_curve_is_one_fine_row_without_contours():
    picture = raster(Surface("x^2"), 64)
    assert picture.values.shape == picture.shade.shape == (64 * CURVE,)
    assert picture.contours.shape == (0, 2)


def test_values_at_the_end_of_float64_do_not_overflow():
    shade = raster(Surface("3e307*x + 0*y"), 32).shade
    assert np.isfinite(shade).all()
    assert shade[0, 0] == 0
    assert shade[0, -1] == 1


def test_machine_code_shows_the_same_picture():
    fast, slow = (raster(ROSENBROCK, 100, engine=engine) for engine in ("llvm", "numpy"))
    assert (fast.engine, slow.engine) == ("llvm", "numpy")
    np.testing.assert_allclose(fast.values, slow.values, rtol=1e-12)
    np.testing.assert_allclose(fast.shade, slow.shade, atol=1e-9)


def test_a_fresh_text_is_answered_by_numpy_and_one_that_is_drawn_again_and_again_by_machine_code():
    engines = [raster(Surface("hypot(x, a y) + x y", a=a)).engine for a in np.linspace(0, 1, 400)]
    assert engines[0] == "numpy"
    assert engines[-1] == "llvm"


def test_what_machine_code_cannot_be_made_of_is_drawn_by_numpy(monkeypatch):
    monkeypatch.setattr("lossland.core.engine.machine.LARGEST", 0)
    found = raster(Surface("x y + 0.625"), 16, engine="llvm")
    assert (found.engine, str(found.note)) == ("numpy", "The formula is too long for machine code: NumPy computes")
    assert raster(Surface("x y + 0.625"), 16, engine="numpy").note is None
