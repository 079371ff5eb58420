"""A surface over a grid: the same numbers by machine code as by NumPy, whatever is computed once for an axis."""

import numpy as np
import pytest
from corpus import GOOD
from hypothesis import given, settings
from hypothesis import strategies as st
from points import by_machine
from trees import EXACT, TREES, VALUES

from lossland.core.engine import numpy as engine
from lossland.core.engine.grid import plan
from lossland.core.engine.grid_kernel import Machine, machine
from lossland.core.engine.machine import Refused
from lossland.core.graph import make, order, variable
from lossland.core.language import Reading
from lossland.core.surface import Surface

TICKS = st.lists(VALUES, min_size=1, max_size=20).map(np.array)


def by_points(surface, ticks, degree):
    """The planes (1 + n or 1, ny, nx) of a surface, point by point."""
    points = np.stack(np.meshgrid(*ticks), axis=-1)
    if not degree:
        return surface.value(points)[None]
    value, gradient = surface.value_and_gradient(points)
    return np.stack([value, *np.moveaxis(gradient, -1, 0)])


def by_grid(surface, ticks, degree):
    """The same by NumPy and by machine code."""
    found = plan(surface.reading, degree)
    tables = found.prepared(ticks, tuple(surface.parameters.values()))
    return found.values(tables), Machine(found.grid).values(tables)


@given(EXACT, TICKS, TICKS, VALUES)
@settings(max_examples=100, deadline=None)
def test_exact_operations_agree_to_the_last_bit(node, xs, ys, a):
    found = plan(Reading(node, ("x", "y"), ("a",), ""), 0)
    columns = [axis.ravel() for axis in np.meshgrid(xs, ys)]
    expected = engine.compile([node], ["x", "y", "a"]).rows([*columns, np.array(a)], columns[0].size)
    tables = found.prepared((xs, ys), (a,))
    for planes in (found.values(tables), Machine(found.grid).values(tables)):
        np.testing.assert_array_equal(planes.reshape(1, -1), expected)


@given(st.lists(EXACT, min_size=1, max_size=6), TICKS, VALUES, VALUES)
@settings(max_examples=60, deadline=None)
def test_exact_operations_agree_where_nothing_is_computed_beforehand(nodes, x, y, a):
    columns = [x, np.full(len(x), y), np.full(len(x), a)]
    expected = engine.compile(nodes, ["x", "y", "a"]).rows(columns, len(x))
    np.testing.assert_array_equal(by_machine(nodes, "xya", columns), expected)


@given(TREES, st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_any_graph_compiles_or_is_refused(node, points):
    names = sorted({node.value for node in order([node]) if node.op == "variable"}) or ["x"]
    columns = [np.array(points)[:, i % 2].copy() for i in range(len(names))]
    assert by_machine([node], names, columns).shape == (1, len(points))


@pytest.mark.parametrize("degree", [0, 1])
def test_the_good_corpus_agrees_with_its_points(degree):
    for example in GOOD:
        surface = Surface(example["text"])
        ticks = (np.linspace(-5, 5, 13), np.linspace(-5, 5, 6))[: surface.n]
        expected = by_points(surface, ticks, degree)
        size = np.max(np.abs(expected), initial=1.0, where=np.isfinite(expected))
        for planes in by_grid(surface, ticks, degree):
            close = planes.reshape(expected.shape)
            np.testing.assert_allclose(close, expected, rtol=1e-11, atol=1e-13 * size, err_msg=example["text"])


@pytest.mark.parametrize("width", [1, 2, 7, 8, 9, 33])
@pytest.mark.parametrize("height", [1, 2, 5])
def test_any_size(width, height):
    surface, ticks = Surface("x y + x^2 + a"), (np.linspace(-1, 1, width), np.linspace(2, 3, height))
    for planes in by_grid(surface, ticks, 1):
        assert planes.shape == (3, height, width)
        np.testing.assert_allclose(planes, by_points(surface, ticks, 1), rtol=1e-15)


def test_what_depends_on_one_axis_alone_is_not_computed_at_the_points():
    rastrigin = plan(Surface("20 + (x^2 - 10cos(a x)) + (y^2 - 10cos(a y))").reading, 0).grid
    assert (rastrigin.size, len(rastrigin.columns), len(rastrigin.rows), len(rastrigin.steady)) == (1, 1, 1, 0)
    curve = plan(Surface("sin(x)^2").reading, 1).grid
    assert (curve.size, len(curve.columns)) == (0, 2)


def test_a_parameter_compiles_nothing():
    first, second = (Surface("sin(a x) y + b exp(c) / (x + y)", a=a, b=a, c=a) for a in (0.5, 2.0))
    code = machine(plan(first.reading, 0).grid)
    assert code is machine(plan(second.reading, 0).grid)
    ticks = np.linspace(-1, 1, 16), np.linspace(2, 3, 4)
    for surface in (first, second):
        planes = code.values(plan(surface.reading, 0).prepared(ticks, tuple(surface.parameters.values())))
        np.testing.assert_allclose(planes, by_points(surface, ticks, 0), rtol=1e-13)


def test_where_there_is_no_value_there_is_no_gradient():
    for planes in by_grid(Surface("ln(x) + y"), (np.array([-1.0, 1.0]), np.array([2.0])), 1):
        np.testing.assert_array_equal(planes[:, 0].T, [[np.nan] * 3, [2.0, 1.0, 1.0]])


def test_a_c_library_without_the_function_is_a_refusal(monkeypatch):
    monkeypatch.setattr("lossland.core.engine.vector_math.LIBRARY", {"cbrt": "no_such_function"})
    with pytest.raises(Refused):
        by_machine([make("cbrt", variable("x"))], ["x"], [np.ones(1)])
