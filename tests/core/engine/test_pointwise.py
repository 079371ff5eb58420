"""Graphs as machine code: the same numbers as from NumPy."""

import json
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pointwise import Program
from trees import RELATIONS, TREES

from lossland.core.engine import numpy as engine
from lossland.core.engine.machine import Refused
from lossland.core.graph import constant, make, order, variable
from lossland.core.surface import Surface

GOOD = Path(__file__).parents[2] / "data" / "expressions_good.jsonl"
NUMBERS = st.one_of(st.sampled_from([0.0, -1.0, 0.5, 2.0, 3.0, 1e-310, 1e308]), st.floats(-10, 10))
VALUES = st.one_of(st.floats(), st.sampled_from([0.0, -0.0, np.inf, -np.inf, np.nan, 1e308, 5e-324]))


def _grown(inner):
    relation = st.builds(make, st.sampled_from(RELATIONS), inner, inner)
    either = st.builds(make, st.sampled_from(["logical_and", "logical_or"]), relation, inner)
    return st.one_of(
        st.builds(
            make, st.sampled_from(["absolute", "sign", "floor", "ceil", "rint", "sqrt", "relu", "negative"]), inner
        ),
        st.builds(make, st.sampled_from(["add", "subtract", "multiply", "divide", "minimum", "maximum"]), inner, inner),
        st.builds(lambda a, k: make("power", a, constant(float(k))), inner, st.integers(-4, 4)),
        st.builds(partial(make, "where"), st.one_of(relation, either, inner), inner, inner),
        st.builds(partial(make, "clip"), inner, inner, inner),
        st.builds(partial(make, "logical_not"), inner),
        relation,
    )


# Operations that have one right answer: nothing may differ, wherever NaN and infinity come from.
EXACT = st.recursive(st.one_of(NUMBERS.map(constant), st.sampled_from("xya").map(variable)), _grown, max_leaves=12)


def both(nodes, columns):
    size = len(columns[0])
    program = engine.compile(nodes, ["x", "y", "a"])
    return program.rows(columns, size), Program(nodes, ["x", "y", "a"], 2).rows(columns, size)


@given(st.lists(EXACT, min_size=1, max_size=6), st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=20), VALUES)
@settings(max_examples=60, deadline=None)
def test_exact_operations_agree_to_the_last_bit(nodes, points, a):
    expected, found = both(nodes, [*np.array(points).T.copy(), np.array(a)])
    np.testing.assert_array_equal(found, expected)


@given(TREES, st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=20))
@settings(max_examples=60, deadline=None)
def test_any_graph_compiles_or_is_refused(node, points):
    names = sorted({node.value for node in order([node]) if node.op == "variable"})
    columns = [np.array(points)[:, i % 2].copy() for i in range(len(names))]
    assert Program([node], names, len(names)).rows(columns, len(points)).shape == (1, len(points))


def test_the_good_corpus_agrees_at_its_points():
    for line in GOOD.read_text(encoding="utf-8").splitlines():
        example = json.loads(line)
        surface = Surface(example["text"])
        names = (*surface.axes, *surface.reading.names)
        values = [np.array(float(example["point"].get(name, 1.0))) for name in names]
        values[: surface.n] = [np.array([value]) for value in values[: surface.n]]
        axes = [variable(name) for name in surface.axes]
        nodes = [surface.node, *(surface.node.derivative(axis) for axis in axes)]
        expected = engine.compile(nodes, names).rows(values, 1)
        found = Program(nodes, names, surface.n).rows(values, 1)
        np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-13, err_msg=example["text"])


@pytest.mark.parametrize("size", [0, 1, 7, 8, 9, 1000])
def test_any_number_of_points(size):
    columns = [np.linspace(-1, 1, size), np.linspace(2, 3, size), np.array(4.0)]
    expected, found = both([variable("x") * variable("y") + variable("a"), constant(2.0), variable("y")], columns)
    np.testing.assert_array_equal(found, expected)


def test_a_c_library_without_the_function_is_a_refusal(monkeypatch):
    monkeypatch.setattr("lossland.core.engine.vector_math.LIBRARY", {"cbrt": "no_such_function"})
    with pytest.raises(Refused):
        Program([make("cbrt", variable("x"))], ["x"], 1)
