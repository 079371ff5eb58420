"""Graphs as a person might have typed them, drawn by hypothesis."""

import math
from functools import partial

from hypothesis import strategies as st

from lossland.core.graph import Node, constant, make, variable

NUMBERS = st.one_of(
    st.integers(-20, 20).map(float),
    st.floats(1e-300, 1e300),
    st.sampled_from([0.1, -0.0, 1e-7, 1e16, 3.141592653589793, -2.718281828459045]),
)
LEAVES = st.one_of(NUMBERS.map(constant), st.sampled_from(["x", "y", "a", "theta1", "κ"]).map(variable))
ONE = [
    *("absolute", "sign", "floor", "sqrt", "cbrt", "exp", "log", "log2", "sin", "tan", "arcsin", "cosh", "arctanh"),
    *("erf", "sigmoid", "softplus", "relu"),
]
TWO = ["add", "subtract", "multiply", "divide", "power", "minimum", "maximum", "arctan2", "hypot"]
RELATIONS = ["less", "less_equal", "greater", "greater_equal", "equal", "not_equal"]


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    relation = st.builds(make, st.sampled_from(RELATIONS), inner, inner)
    logic = st.builds(make, st.sampled_from(["logical_and", "logical_or"]), relation, relation)
    condition = st.one_of(relation, logic, st.builds(partial(make, "logical_not"), relation))
    return st.one_of(
        st.builds(make, st.sampled_from(ONE), inner),
        st.builds(make, st.sampled_from(TWO), inner, inner),
        # The minus of a number is part of the number.
        inner.filter(lambda node: node.op != "constant").map(lambda node: make("negative", node)),
        st.builds(partial(make, "where"), condition, inner, inner),
        st.builds(partial(make, "clip"), inner, inner, inner),
    )


TREES = st.recursive(LEAVES, _grown, max_leaves=12)

CORNERS = st.one_of(st.sampled_from([0.0, -1.0, 0.5, 2.0, 3.0, 1e-310, 1e308]), st.floats(-10, 10))
VALUES = st.one_of(st.floats(), st.sampled_from([0.0, -0.0, math.inf, -math.inf, math.nan, 1e308, 5e-324]))


def _exactly(arithmetic, inner):
    relation = st.builds(make, st.sampled_from(RELATIONS), inner, inner)
    either = st.builds(make, st.sampled_from(["logical_and", "logical_or"]), relation, inner)
    return st.one_of(
        st.builds(
            make, st.sampled_from(["absolute", "sign", "floor", "ceil", "rint", "sqrt", "relu", "negative"]), inner
        ),
        st.builds(make, st.sampled_from([*arithmetic, "minimum", "maximum"]), inner, inner),
        st.builds(partial(make, "where"), st.one_of(relation, either, inner), inner, inner),
        st.builds(partial(make, "clip"), inner, inner, inner),
        st.builds(partial(make, "logical_not"), inner),
        relation,
    )


def _products(inner):
    power = st.builds(lambda a, k: make("power", a, constant(float(k))), inner, st.integers(-4, 4))
    return st.one_of(power, _exactly(["multiply", "divide"], inner))


# Operations that have one right answer: nothing may differ, wherever NaN and infinity come from. A sum of products has
# two, because machine code may round once where NumPy rounds twice.
CORNER_LEAVES = st.one_of(CORNERS.map(constant), st.sampled_from("xya").map(variable))
SUMS = st.recursive(CORNER_LEAVES, partial(_exactly, ["add", "subtract"]), max_leaves=12)
PRODUCTS = st.recursive(CORNER_LEAVES, _products, max_leaves=12)
EXACT = st.one_of(SUMS, PRODUCTS)
