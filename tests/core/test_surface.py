"""Surfaces agree with independent values, survive every point, and cannot be changed."""

import dataclasses

import numpy as np
import pytest
from corpus import BAD, GOOD
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from trees import TREES

from lossland.core import notation
from lossland.core.sentence import Mistake
from lossland.core.surface import Surface

EDGES = [0.0, -0.0, 1.0, -1.0, 0.5, -2.0, 3.0, np.inf, -np.inf, np.nan, 1e308, -1e308, 5e-324]


def edge_points(surface):
    return np.stack(np.meshgrid(*[EDGES] * surface.n), axis=-1)


def largest_error(found, expected):
    expected = np.array(expected)
    return np.max(np.abs(found - expected)) / max(np.max(np.abs(expected)), 1e-300)


@pytest.mark.parametrize("record", GOOD, ids=lambda record: record["text"][:60])
def test_good_corpus_has_its_value_gradient_and_hessian(record):
    surface = Surface(record["text"], **record.get("params", {}))
    point = [record["point"][axis] for axis in surface.axes]
    assert largest_error(surface.value(point), record["value"]) <= 1e-12
    assert largest_error(surface.gradient(point), record["grad"]) <= 1e-10
    assert largest_error(surface.hessian(point), record["hess"]) <= 1e-8


@pytest.mark.parametrize("record", [record for record in BAD if "at" in record], ids=lambda record: record["text"])
def test_undefined_places_have_the_values_of_ieee_arithmetic(record):
    surface = Surface(record["text"])
    value = surface.value([record["at"][axis] for axis in surface.axes])
    assert np.array_equal(value, float(record["ieee"]), equal_nan=True)
    assert np.signbit(value) == np.signbit(float(record["ieee"])) or np.isnan(value)


def survives(surface):
    """Evaluate at the edges; warnings are errors here. Where there is no value there is no derivative."""
    points = edge_points(surface)
    undefined = np.isnan(surface.value(points))
    assert np.all(np.isnan(surface.gradient(points)[undefined]))
    assert np.all(np.isnan(surface.hessian(points)[undefined]))


def test_every_text_that_is_accepted_survives_the_edges():
    accepted = 0
    for record in GOOD + BAD:
        try:
            surface = Surface(record["text"])
        except Mistake:
            continue
        survives(surface)
        accepted += 1
    assert accepted > len(GOOD)


@given(TREES)
@settings(max_examples=60)
def test_any_formula_survives_the_edges(node):
    survives(Surface(notation.text(node)))


@given(TREES, st.lists(st.floats(-3, 3), min_size=2, max_size=2))
@settings(max_examples=150)
def test_gradients_agree_with_differences_where_the_surface_is_smooth(node, point):
    surface = Surface("f(x, y) = " + notation.text(node))
    step = 1e-6
    # Beside the round numbers, where formulas have their kinks: clip(x, 0, 0) has a slope at 0 by rule alone.
    point = np.add(point, (0.0314, 0.0271))
    around = point + step * np.array([[0, 0], [1, 0], [-1, 0], [0, 1], [0, -1], [2, 0], [-2, 0], [0, 2], [0, -2]])
    value, right, left, up, down, right2, left2, up2, down2 = values = surface.value(around)
    # Only where differences can be trusted: of a moderate size, and the same at two widths and on both sides.
    assume(np.max(np.abs(values)) < 1e3)
    near = np.array([right - left, up - down]) / (2 * step)
    far = np.array([right2 - left2, up2 - down2]) / (4 * step)
    one_sided = np.array([right - value, up - value]) / step
    scale = 1 + np.max(np.abs(values)) + np.max(np.abs(near))
    assume(scale < 1e3 and np.max(np.abs(near - far)) < 1e-6 * scale and np.max(np.abs(one_sided - near)) < 1e-4)
    gradient = surface.gradient(point)
    assume(np.isfinite(gradient).all())  # sqrt(0 x) has the slope ∞ · 0 by rule, in torch too
    assert np.allclose(gradient, near, atol=1e-4 * scale, rtol=0)


def test_no_power_of_zero_has_a_slope():
    assert Surface("0^x").gradient([[0.5], [2.0]]).tolist() == [[0.0], [0.0]]
    assert Surface("0^(x y)").hessian([1.0, 2.0]).tolist() == [[0.0, 0.0], [0.0, 0.0]]


def test_points_of_any_shape():
    surface = Surface("x^2 + 10y^2")
    points = np.random.default_rng(0).uniform(-1, 1, (3, 4, 2))
    assert surface.value(points).shape == (3, 4)
    assert surface.gradient(points).shape == (3, 4, 2)
    assert surface.hessian(points).shape == (3, 4, 2, 2)
    assert surface.gradient(points)[1, 2].tolist() == surface.gradient(points[1, 2]).tolist()
    assert surface.value(np.empty((0, 2))).shape == (0,)
    assert surface.hessian(np.empty((0, 2))).shape == (0, 2, 2)
    value, gradient = surface.value_and_gradient(points)
    assert np.array_equal(value, surface.value(points))
    assert np.array_equal(gradient, surface.gradient(points))


def test_curves_have_points_of_one_coordinate():
    curve = Surface("x^4 - 3x^3 + 2")
    assert (curve.n, curve.axes, curve.window) == (1, ("x",), ((-5.0, 5.0),))
    assert curve.value([[1.0], [2.0]]).tolist() == [0.0, -6.0]
    assert curve.hessian([2.0]).tolist() == [[12.0]]


@pytest.mark.parametrize("point", [[1.0], [1.0, 2.0, 3.0], 1.0, np.ones((2, 1))])
def test_points_of_a_wrong_size_are_refused(point):
    with pytest.raises(Mistake, match="2 coordinates"):
        Surface("x + y").value(point)


def test_parameters_have_values_in_order_of_appearance():
    surface = Surface("(x^2 + y - b)^2 + (x + y^2 - a)^2", a=7)
    assert list(surface.parameters.items()) == [("b", 1.0), ("a", 7.0)]
    assert Surface("(x^2 + y - 11)^2 + (x + y^2 - a)^2", a=7).value([3, 2]) == 0
    with pytest.raises(Mistake, match="no parameter c"):
        Surface("a x", c=2)


@pytest.mark.parametrize(
    "window",
    [
        *([(0, 1)], [(1, 0), (0, 1)], [(0, np.inf), (0, 1)], [(0, 1, 2), (0, 1)], [(0, np.nan)] * 2),
        *("ab", 5, [(None, 1)] * 2, [(0, 10**400)] * 2),  # no pairs of numbers
        *([(-1e308, 1e308)] * 2, [(0, 5e-324)] * 2, [(1, 1 + 2e-16)] * 2),  # no place for a ruler
    ],
)
def test_windows_must_be_windows(window):
    with pytest.raises(Mistake, match="window"):
        Surface("x + y", window=window)


@pytest.mark.parametrize("text", [None, 5, b"x", ["x"]])
def test_what_is_no_text_is_no_formula(text):
    with pytest.raises(Mistake, match="Type a formula"):
        Surface(text)


@pytest.mark.parametrize("value", ["two", None, [1, 2], 10**400])
def test_a_parameter_is_a_number(value):
    with pytest.raises(Mistake, match="a must be a number"):
        Surface("a x", a=value)


def test_a_window_is_kept_and_replaced():
    surface = Surface("x + a y", a=2, window=[(0, 1), (2, 3)])
    assert surface.window == ((0.0, 1.0), (2.0, 3.0))
    assert Surface("x", window=surface.window).window == ((0.0, 1.0),)
    moved = surface.with_window([(-1, 1), (-1, 1)])
    assert (moved.window, moved.parameters) == (((-1.0, 1.0), (-1.0, 1.0)), {"a": 2.0})


def test_surfaces_are_values():
    surface = Surface("a x^2", a=2)
    assert surface == Surface("a x^2", a=2)
    assert hash(surface) == hash(Surface("a x^2", a=2))
    assert surface != Surface("a x^2", a=3)
    surface.parameters["a"] = 5
    assert surface.parameters == {"a": 2.0}
    with pytest.raises(dataclasses.FrozenInstanceError):
        surface.text = "y"


def test_a_branch_not_taken_does_not_leak():
    surface = Surface("piecewise(x > 0, sqrt(x) ln(x), x^2 + y)")
    assert surface.gradient([[-2.0, 1.0]]).tolist() == [[-4.0, 1.0]]


def test_a_constant_is_a_flat_surface():
    surface = Surface("a + pi")
    assert (surface.n, surface.gradient([3.0, 4.0]).tolist()) == (2, [0.0, 0.0])


def test_a_parameter_of_minus_zero_is_zero():
    texts = (str(Surface("1/a + x^2 + y", a=a).value([1.0, 1.0])) for a in (0.0, -0.0))
    assert list(texts) == ["inf", "inf"]
