"""Functions of machine code: as exact as they say, and right where they are not ordinary."""

import ctypes
import platform
import sys

import mpmath
import numpy as np
import pytest
from points import by_machine

from lossland.core.engine import numpy as engine
from lossland.core.engine.assembly import Assembly
from lossland.core.engine.machine import Code, Target, host
from lossland.core.engine.vector_math import FUNCTIONS, LIBRARY
from lossland.core.graph import make, variable

TARGETS = {"host": host()} | ({"x86-64": Target("x86-64", "")} if platform.machine() in ("x86_64", "AMD64") else {})
ODD = [
    *(0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 2.5, -2.5, np.inf, -np.inf, np.nan, 5e-324, -5e-324, 1e-310, -1e-310),
    *(2.2e-308, 1e-300, 1e-20, -1e-20, 1e308, -1e308, 1e22, -1e22, 709.7, 709.8, 710.5, -708.5, -740.0, -745.2, -746.5),
    *(np.pi, np.pi / 2, -np.pi / 2, 1e6, 2e6, -3e9, 2.0**52 + 0.5, 2.0**53, -(2.0**52) + 0.5, 0.9999999999999999),
]
EXACT = {
    "exp": (mpmath.exp, 1.0),
    "log": (mpmath.log, 1.0),
    "sin": (mpmath.sin, 2.5),
    "cos": (mpmath.cos, 2.5),
    "tan": (mpmath.tan, 3.5),
    "tanh": (mpmath.tanh, 3.0),
    "erf": (mpmath.erf, 4.0),
    "sigmoid": (lambda x: 1 / (1 + mpmath.exp(-x)), 3.0),
    "softplus": (lambda x: mpmath.log1p(mpmath.exp(x)), 3.0),
}


def computed(op, *columns, target):
    names = ["x", "y"][: len(columns)]
    return by_machine([make(op, *map(variable, names))], names, columns, target)[0]


def ordinary(op):
    random = np.random.default_rng(0)
    size = 10 ** random.uniform(-300, 5.4, 400)
    parts = [random.uniform(-1, 1, 400), random.uniform(-20, 20, 800), random.normal(0, 150, 400)]
    # Near multiples of π/2 all digits of the argument are needed; the first two of these come nearest to any.
    with mpmath.workdps(40):
        turns = [58285, 145897, *random.integers(-190_000, 190_000, 400)]
        near = np.array([float(int(n) * mpmath.pi / 2) for n in turns])
    x = np.concatenate([*parts, size * random.choice([-1, 1], 400), near])
    return np.abs(x) if op == "log" else x


def units(found, exact):
    """The error in units in the last place of a normal number."""
    exact_as_float = float(exact)
    if abs(exact_as_float) < 1e-290 or np.isinf(exact_as_float):
        return 0.0 if found == exact_as_float or abs(found - exact_as_float) <= 1e-300 else np.inf
    return float(abs(mpmath.mpf(float(found)) - exact) / float(np.spacing(abs(exact_as_float))))


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@pytest.mark.parametrize("op", EXACT)
def test_errors_are_within_the_units_promised(op, target):
    function, most = EXACT[op]
    x = ordinary(op)
    with mpmath.workdps(40):
        errors = [
            units(y, function(mpmath.mpf(float(a)))) for a, y in zip(x, computed(op, x, target=target), strict=True)
        ]
    assert max(errors) <= most, x[int(np.argmax(errors))]


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_sine_and_cosine_made_together_are_as_exact_and_as_right_as_one_alone(target):
    x = np.concatenate([ordinary("sin"), ODD])
    angle = variable("x")
    together = by_machine([angle.sin(), angle.cos()], ["x"], [x], target)
    for op, found in zip(("sin", "cos"), together, strict=True):
        alone = computed(op, x, target=target)
        with mpmath.workdps(40):
            exact = [getattr(mpmath, op)(mpmath.mpf(float(a))) for a in x[: -len(ODD)]]
            assert max(units(y, true) for y, true in zip(found, exact, strict=False)) <= 1.5
        assert (np.signbit(found) == np.signbit(alone))[~np.isnan(alone)].all()
        np.testing.assert_allclose(found[-len(ODD) :], alone[-len(ODD) :], rtol=1e-15)


def powers():
    """Bases and exponents all over the range, with results near 1 and up to the largest and the least there are."""
    random = np.random.default_rng(0)
    bases = [10 ** random.uniform(-3, 3, 800), 10 ** random.uniform(-307, 308, 800), random.uniform(0.7, 1.42, 800)]
    bases.append(1 + random.choice([-1, 1], 800) * 10 ** random.uniform(-15, -1, 800))
    limits = [(-5, 5), (-745.2, 709.7), (600, 709.7), (-745.2, -690)]
    exponents = [random.uniform(*limit, 800) / np.log(x) for x in bases for limit in limits]
    return np.repeat(bases, len(limits), axis=0).ravel()[::3], np.concatenate(exponents)[::3]


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_errors_of_powers_are_within_the_units_promised_down_to_the_least_number(target):
    x, y = powers()
    with mpmath.workdps(40):
        exact = [mpmath.mpf(float(a)) ** mpmath.mpf(float(b)) for a, b in zip(x, y, strict=True)]
        errors = [
            float(abs(mpmath.mpf(float(found)) - true) / float(np.spacing(float(true))))
            for found, true in zip(computed("power", x, y, target=target), exact, strict=True)
        ]
    assert max(errors) <= 1.25, (x[int(np.argmax(errors))], y[int(np.argmax(errors))])


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_a_negative_number_has_whole_powers_only(target):
    random = np.random.default_rng(0)
    x, whole, broken = 10 ** random.uniform(-5, 5, 999), random.integers(-60, 60, 999), random.uniform(-9, 9, 999)
    found = computed("power", -x, whole.astype(float), target=target)
    np.testing.assert_array_equal(found, (-1.0) ** whole * computed("power", x, whole.astype(float), target=target))
    assert np.isnan(computed("power", -x, broken, target=target)).all()


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_powers_of_what_is_not_ordinary_are_those_of_the_c_library(target):
    pow_ = (ctypes.CDLL("ucrtbase") if sys.platform == "win32" else ctypes.CDLL(None)).pow
    pow_.argtypes, pow_.restype = [ctypes.c_double] * 2, ctypes.c_double
    edges = [0.0, np.inf, np.nan, 5e-324, 2.0**-1022 * 0.75, 1.0]
    large = [2.0**51 + 1, 2.0**52 + 1, 2.0**53 - 1, 2.0**53, 1e300, np.finfo(float).max]
    inside = [0.5, 2.0, 3.0, 0.3, 1 - 2.0**-53, 1 + 2.0**-52, 1e300]
    pairs = [(a, b) for a in edges + large for b in edges + large + inside]
    pairs += [(a, b) for a in inside for b in [0.0, np.inf, np.nan, 5e-324, *large]]
    x, y = np.array([(s * a, t * b) for a, b in pairs for s in (1, -1) for t in (1, -1)]).T.copy()
    expected = np.array([pow_(a, b) for a, b in zip(x, y, strict=True)])
    found = computed("power", x, y, target=target)
    same = (found.view(np.int64) == expected.view(np.int64)) | (np.isnan(found) & np.isnan(expected))
    # Among the pairs there are ordinary ones, whose last digit may be another.
    with np.errstate(all="ignore"):
        ordinary = (np.abs(x) >= 2.0**-1022) & (np.abs(y) < 2.0**51) & (expected != 0) & (np.abs(expected) != 1)
        same |= ordinary & (np.abs(found - expected) <= 2 * np.spacing(np.abs(expected)))
    assert [(x[i], y[i], found[i], expected[i]) for i in np.flatnonzero(~same)] == []


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@pytest.mark.parametrize("op", [*FUNCTIONS, *LIBRARY, "sqrt", "sign", "absolute", "minimum", "maximum", "relu"])
def test_odd_arguments_are_treated_as_numpy_treats_them(op, target):
    columns = [np.array(ODD)]
    if op in ("power", "arctan2", "hypot", "minimum", "maximum"):
        columns = [column.ravel() for column in np.meshgrid(ODD, ODD)]
    names = ["x", "y"][: len(columns)]
    expected = engine.compile([make(op, *map(variable, names))], names).rows(columns, len(columns[0]))[0]
    found = computed(op, *columns, target=target)
    with np.errstate(invalid="ignore"):
        close = np.abs(found - expected) <= 4 * np.spacing(np.abs(expected))
    same = (found == expected) | close | (np.isnan(found) & np.isnan(expected))
    assert [(*(column[i] for column in columns), found[i], expected[i]) for i in np.flatnonzero(~same)] == []


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
@pytest.mark.parametrize("op", ["sin", "tan", "tanh", "erf", "rint", "floor", "ceil"])
def test_a_zero_keeps_its_sign(op, target):
    found = computed(op, np.array([0.0, -0.0]), target=target)
    assert (found == 0.0).all()
    assert np.signbit(found).tolist() == [False, True]


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_what_is_rounded_up_to_zero_is_a_negative_zero(target):
    found = computed("ceil", np.array([-0.7, -0.3, -1.0, 0.3]), target=target)
    assert found.tolist() == [0.0, 0.0, -1.0, 1.0]
    assert np.signbit(found).tolist() == [True, True, True, False]


@pytest.mark.parametrize("op", ["exp", "sin", "tanh", "erf", "hypot", "power"])
def test_a_result_does_not_depend_on_its_neighbours(op):
    x = np.array([*ODD, *np.linspace(-3, 3, 27)])
    columns = [x, x[::-1].copy()] if op in ("hypot", "power") else [x]
    whole = computed(op, *columns, target=host())
    single = [computed(op, *(column[i : i + 1] for column in columns), target=host())[0] for i in range(0, len(x), 5)]
    np.testing.assert_array_equal(whole[::5], single)


def quotients(columns, target):
    """a / b and c / d of columns a, b, c, d, whose size is that of a vector, with one division."""
    w = Assembly(target.lanes)
    w.lines.append("define void @divide(ptr %from, ptr %to) {")
    w.block("entry")
    given = [w.load(w.at("%from", i * target.lanes)) for i in range(4)]
    for i, value in enumerate(w.quotients(*given)):
        w.store(value, w.at("%to", i * target.lanes))
    w.put("ret void")
    w.lines.append("}")
    code, made = Code(w, "divide", target), np.empty((2, target.lanes))
    ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p)(code.address)(columns.ctypes.data, made.ctypes.data)
    return made


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_two_quotients_with_one_division_are_exact_to_three_units(target):
    random = np.random.default_rng(0)
    for _ in range(300):
        columns = 10 ** random.uniform(-140, 140, (4, target.lanes)) * random.choice([-1, 1], (4, target.lanes))
        a, b, c, d = columns
        exact = np.stack([a / b, c / d])
        assert (np.abs(quotients(columns, target) - exact) <= 3 * np.spacing(np.abs(exact))).all()


@pytest.mark.parametrize("target", TARGETS.values(), ids=TARGETS)
def test_where_one_division_would_not_do_each_quotient_has_its_own(target):
    pairs = np.array([(a, b) for a in ODD for b in ODD])
    random = np.random.default_rng(0)
    with np.errstate(all="ignore"):
        for _ in range(3 * len(pairs) // target.lanes):
            first, second = (pairs[random.integers(0, len(pairs), target.lanes)].T for _ in range(2))
            columns = np.ascontiguousarray([*first, *second])
            expected = np.stack([columns[0] / columns[1], columns[2] / columns[3]])
            found = quotients(columns, target)
            close = np.abs(found - expected) <= 3 * np.spacing(np.abs(expected))
            assert (close | (found == expected) | (np.isnan(found) & np.isnan(expected))).all()
