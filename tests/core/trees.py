"""Graphs as a person might have typed them, drawn by hypothesis."""

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
