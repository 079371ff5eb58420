"""Powers of two that are taken out of products and sums: the same numbers to the last bit, with fewer operations."""

import numpy as np
import pytest

from lossland.core import presets
from lossland.core.engine.factors import LARGEST, gathered
from lossland.core.engine.numpy import Program
from lossland.core.graph import constant, make, order, variable
from lossland.core.surface import Surface

X, Y = variable("x"), variable("y")


def product(factor, node):
    return make("multiply", constant(factor), node)


def values(nodes, columns):
    return Program(nodes, ["x", "y"]).rows(columns, len(columns[0]))


def operations(nodes):
    return sum(bool(node.args) for node in order(nodes))


@pytest.mark.parametrize(
    "text", ["(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "(1-x)^2 + 100(y-x^2)^2", "-4|2x - 6y|/(8y) + 2"]
)
def test_values_and_gradients_are_the_same_to_the_last_bit(text):
    node = Surface(text).node
    nodes = [node, node.derivative(X), node.derivative(Y)]
    columns = np.random.default_rng(0).normal(0.0, 3.0, (2, 1000))
    after = gathered(nodes)
    np.testing.assert_array_equal(values(after, columns), values(nodes, columns))
    assert operations(after) <= operations(nodes)


def test_every_surface_of_the_catalogue_keeps_its_values():
    columns = np.random.default_rng(0).uniform(-2.0, 2.0, (2, 1000))
    for name in presets.load():
        surface = Surface.named(name)
        if surface.axes == ("x", "y") and not surface.parameters:
            nodes = [surface.node, *map(surface.node.derivative, (X, Y))]
            np.testing.assert_array_equal(values(gathered(nodes), columns), values(nodes, columns))


def test_factors_meet_in_products_and_leave_sums_together():
    u, v = make("square", X), make("square", Y)
    (found,) = gathered([make("add", make("multiply", product(2.0, u), product(2.0, v)), product(2.0, X))])
    expected = product(2.0, make("add", product(2.0, make("multiply", u, v)), X))
    assert found is expected
    (found,) = gathered([product(3.0, product(4.0, X))])
    assert found is product(12.0, X)
    (found,) = gathered([make("subtract", product(-2.0, X), product(0.25, Y))])
    assert found is make("subtract", product(2.0, make("negative", X)), product(0.25, Y))


@pytest.mark.parametrize(("factor", "number", "x"), [(4.0, 1e308, 1e-10), (4.0, 1e308, 0.0), (2.0**-60, 1e-300, 1e25)])
def test_numbers_that_would_overflow_or_lose_bits_stay_apart(factor, number, x):
    node = product(factor, product(number, X))
    columns = np.array([[x], [0.0]])
    np.testing.assert_array_equal(values(gathered([node]), columns), values([node], columns))


def test_a_factor_that_grows_without_end_does_not_overflow():
    node = product(2.0, X)
    for _ in range(12):
        node = make("square", node)  # (2x)^4096
    columns = np.array([[0.5, 0.5001, 0.0], [0.0, 0.0, 0.0]])
    after = gathered([node])
    np.testing.assert_allclose(values(after, columns), values([node], columns), rtol=1e-12)
    assert all(abs(one.value) <= LARGEST for one in order(after) if isinstance(one.value, float))
