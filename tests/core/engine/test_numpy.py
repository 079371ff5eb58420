"""A compiled graph computes what the graph says, on any shape, silently."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lossland.core.engine.numpy import BLOCK, compile
from lossland.core.graph import constant, make, variable

x, y = variable("x"), variable("y")


def run(nodes, **values):
    return compile(nodes, list(values))(list(values.values()))


def test_inputs_broadcast_to_a_common_shape():
    (sums,) = run([x + y], x=np.arange(3.0), y=np.arange(2.0)[:, None])
    assert sums.tolist() == [[0, 1, 2], [1, 2, 3]]


@pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5])
def test_blocks_meet_without_a_seam(size):
    points = np.linspace(-3, 3, size)
    found = run([(x * x).sin() * x, x * x, x, constant(2.0), x * x], x=points)
    expected = [np.sin(points * points) * points, points * points, points, np.full(size, 2.0), points * points]
    assert all(np.array_equal(a, b) for a, b in zip(found, expected, strict=True))


def test_inputs_are_left_as_they_were():
    points = np.linspace(0, 1, 5)
    run([-(x * x), x], x=points)[1][:] = 9
    assert points.tolist() == np.linspace(0, 1, 5).tolist()


@pytest.mark.parametrize("exponent", [*range(-9, 10), 20, 31, 64, -64, 65, 0.5, -1.5])
def test_whole_powers_as_products_agree_with_pow(exponent):
    points = np.array([-2.25, -1.0, -0.375, 0.875, 1.0, 3.5])
    (found,) = run([make("power", x, constant(exponent))], x=points)
    with np.errstate(all="ignore"):
        assert np.allclose(found, points**exponent, rtol=1e-13, atol=0, equal_nan=True)


@pytest.mark.parametrize("exponent", [0.0, 1.0, 2.0, 3.0, -1.0, -2.0, -3.0])
def test_whole_powers_have_the_limits_of_pow(exponent):
    points = np.array([0.0, -0.0, np.inf, -np.inf, np.nan, 1e200, -1e200])
    (found,) = run([make("power", x, constant(exponent))], x=points)
    with np.errstate(all="ignore"):
        assert np.array_equal(found, points**exponent, equal_nan=True)


def test_constants_are_computed_once_and_conditions_on_them_choose():
    third = make("divide", constant(1.0), constant(3.0))
    assert compile([third * constant(6) + third], []).rows([], 1).tolist() == [[6 / 3 + 1 / 3]]
    chosen = make("where", make("less", constant(1.0), constant(2.0)), x, x.log())
    assert run([chosen], x=-1.0)[0] == -1.0


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), min_size=1, max_size=4))
@settings(max_examples=50)
def test_nothing_is_said_about_undefined_values(values):
    nodes = [x.log() / x, x.exp().exp() - x.exp().exp(), make("power", x, x), make("arctanh", x), make("erf", x)]
    nodes += [make("sigmoid", x), make("softplus", x), make("arctan2", x, x), make("hypot", x, x), x.sin() * 1e308]
    assert len(run(nodes, x=np.array(values))) == len(nodes)


def test_sigmoid_and_softplus_do_not_overflow():
    points = np.array([-800.0, -40.0, 0.0, 40.0, 800.0])
    sigmoid, softplus = run([make("sigmoid", x), make("softplus", x)], x=points)
    assert sigmoid == pytest.approx([0.0, 4.248354255291589e-18, 0.5, 1.0, 1.0], rel=1e-15)
    assert softplus == pytest.approx([0.0, 4.248354255291589e-18, np.log(2), 40.0, 800.0], rel=1e-15)
