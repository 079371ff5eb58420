"""Equal parts are one node; derivatives are exact and keep to the rule for kinks."""

import gc
import math
from threading import Thread

import mpmath
import numpy as np
import pytest

from lossland.core.engine.numpy import compile
from lossland.core.graph import FLAT, ONE, ZERO, Node, constant, make, order, variable
from lossland.core.vocabulary import ARGUMENTS, FUNCTIONS

x, y = variable("x"), variable("y")


def at(node, **values):
    names = list(values)
    return float(compile([node], names)([values[name] for name in names])[0])


def test_equal_expressions_are_one_node():
    assert (x * y + 1).sin() is (x * y + 1).sin()
    assert make("add", x, y) is not make("add", y, x)


def test_zero_knows_its_sign_and_there_is_one_nan():
    assert constant(0.0) is not constant(-0.0)
    assert constant(math.nan) is constant(float("nan"))


def test_operators_simplify_lightly():
    assert x + 0 is x
    assert 0 + x is x
    assert x - 0 is x
    assert x * 1 is x
    assert 1 * x is x
    assert x / 1 is x
    assert x**1 is x
    assert x * 0 is ZERO
    assert x**0 is ONE
    minus = -x
    assert -minus is x
    assert 0 - x is -x
    assert 0 / x is ZERO
    assert constant(2) * 3 + 1 is constant(7)
    assert 1 / constant(4) is constant(0.25)
    assert abs(x) is make("absolute", x)


def test_make_takes_an_expression_as_it_stands():
    assert make("multiply", ZERO, x) is not ZERO


def test_nodes_nobody_holds_are_forgotten():
    gc.collect()
    before = len(Node._alive)
    for i in range(100):
        ((x + i).exp() / (y - i)).derivative(x).derivative(y)
    del i
    x._slopes.clear()
    gc.collect()
    assert len(Node._alive) <= before + 10


def test_threads_agree_on_what_is_one_node():
    found = [[] for _ in range(4)]

    def build(into):
        into.extend(((x + i) * variable(f"v{i}")).sin() for i in range(300))

    threads = [Thread(target=build, args=(into,)) for into in found]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(one is other for one, other in zip(found[0], found[3], strict=True))


def test_a_chain_of_ten_thousand_is_no_recursion():
    node = x
    for i in range(10_000):
        node = node + constant(i) * x
    assert len(order([node])) > 10_000
    assert at(node.derivative(x), x=0.0) == sum(range(10_000)) + 1


# Points inside the domain of each function, away from its kinks.
POINTS = {"arccosh": (1.5, 2.75), "arctan2": (0.75, -1.25), "power": (1.25, 2.5), "clip": (0.5, -1.0, 1.0)}
MPMATH = {
    "absolute": abs,
    "rint": mpmath.nint,
    "cbrt": mpmath.cbrt,
    "log2": lambda v: mpmath.log(v, 2),
    "arcsin": mpmath.asin,
    "arccos": mpmath.acos,
    "arctan": mpmath.atan,
    "arcsinh": mpmath.asinh,
    "arccosh": mpmath.acosh,
    "arctanh": mpmath.atanh,
    "arctan2": mpmath.atan2,
    "sigmoid": lambda v: 1 / (1 + mpmath.exp(-v)),
    "softplus": lambda v: mpmath.log(1 + mpmath.exp(v)),
    "relu": lambda v: max(v, mpmath.mpf(0)),
    "minimum": min,
    "maximum": max,
    "clip": lambda v, low, high: min(max(v, low), high),
    "power": lambda a, b: a**b,
}


@pytest.mark.parametrize("op", sorted(set(FUNCTIONS.values()) - {"where"}))
def test_every_function_and_its_derivatives_agree_with_mpmath(op):
    count = ARGUMENTS.get(op, 1)
    point = POINTS.get(op, (0.375, 0.8125))[:count]
    names = ["x", "y", "z"][:count]
    function = MPMATH.get(op) or getattr(mpmath, op)
    node = make(op, *map(variable, names))
    values = dict(zip(names, point, strict=True))
    with mpmath.workdps(40):
        assert at(node, **values) == pytest.approx(float(function(*map(mpmath.mpf, point))), rel=4e-16)
        for i, name in enumerate(names):
            first = node.derivative(variable(name))
            for j, other in enumerate(names):
                orders = tuple((k == i) + (k == j) for k in range(count))
                exact = float(mpmath.diff(function, point if count > 1 else point[0], orders if count > 1 else 2))
                assert at(first.derivative(variable(other)), **values) == pytest.approx(exact, rel=1e-13, abs=1e-13)
            orders = tuple(int(k == i) for k in range(count))
            exact = float(mpmath.diff(function, point if count > 1 else point[0], orders if count > 1 else 1))
            assert at(first, **values) == pytest.approx(exact, rel=1e-14, abs=1e-14)


@pytest.mark.parametrize(
    ("node", "point", "slope"),
    [
        (abs(x), 0.0, 0.0),
        (make("relu", x), 0.0, 0.0),
        (make("maximum", x, ZERO), 0.0, 0.5),
        (make("minimum", x, ZERO), 0.0, 0.5),
        (make("maximum", x, x * 3), 0.0, 2.0),
        (make("maximum", x, x * 3), np.inf, 2.0),
        (make("clip", x, ZERO, ONE), 1.0, 1.0),
        (make("clip", ZERO, ONE, x), 0.0, 1.0),  # limits that are crossed: the higher one holds
        (x.sqrt(), 0.0, np.inf),
        (make("cbrt", x), 0.0, np.inf),
        (make("hypot", x, 2 * x), 0.0, 0.0),
        (make("hypot", x, ZERO), 0.0, 0.0),
        (make("sign", x), 0.0, 0.0),
        (make("floor", x), 1.0, 0.0),
        (make("where", make("greater", x, ZERO), x.log(), x), -1.0, 1.0),
        (make("where", make("greater", x, ZERO), x.sqrt(), 3 * x), 0.0, 3.0),
        (make("maximum", ONE, x.sqrt()), 0.0, 0.0),
        (x**2, 0.0, 0.0),
        (make("power", x, ONE), 0.0, 1.0),
        (x**0.5, 0.0, np.inf),
        (make("power", x, y), 0.0, 0.0),  # y is 0
        (make("power", y, x), 2.0, 0.0),  # 0^x, with x positive
        (make("power", x, x), 0.0, 0.0),
    ],
)
def test_kinks(node, point, slope):
    assert at(node.derivative(x), x=point, y=0.0) == slope


def test_a_whole_exponent_keeps_negative_bases_defined():
    exponent = variable("a")
    assert at((x**exponent).derivative(x), x=-2.0, a=3.0) == 12.0
    assert at((x**exponent).derivative(x).derivative(x), x=0.0, a=1.0) == 0.0


def test_flat_functions_have_no_slope_anywhere():
    assert all(make(op, x).derivative(x) is ZERO for op in FLAT)
