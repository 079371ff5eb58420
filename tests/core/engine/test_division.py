"""What relieves the divider of a processor is as exact as the divider; without AVX-512 it is the divider."""

import ctypes

import numpy as np
import pytest

from lossland.core.engine.assembly import Assembly
from lossland.core.engine.crowd import WIDE
from lossland.core.engine.machine import Code, host

ODD = [0.0, -0.0, np.inf, -np.inf, np.nan, -1.0, 5e-324, 1e-323, 1e-310, 2.3e-308, 1e-300, 1.7e308, 1.0, 4.0, 1e-200]


def roots(column):
    """√ of a column by `root`, whose size is a multiple of that of a vector."""
    w, lanes = Assembly(host().lanes), host().lanes
    w.lines.append("define void @roots(ptr %column) {")
    w.block("entry")
    w.store(w.root(w.load("%column")), "%column")
    w.put("ret void")
    w.lines.append("}")
    code, made = Code(w, "roots"), column.copy()
    call = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(code.address)
    for first in range(0, len(column), lanes):
        call(made[first:].ctypes.data)
    return made


@pytest.mark.parametrize(
    "numbers",
    [
        np.random.default_rng(0).uniform(1.0, 4.0, 40_000),  # all mantissas, for even and odd exponents
        10.0 ** np.random.default_rng(1).uniform(-270, 308, 40_000),
        np.arange(40_000.0) ** 2,
    ],
    ids=["mantissas", "sizes", "squares"],
)
def test_a_root_is_rounded_as_the_divider_rounds_it(numbers):
    np.testing.assert_array_equal(roots(numbers), np.sqrt(numbers))


def test_odd_roots_are_right_wherever_they_stand_in_a_vector():
    for shift in range(WIDE):
        numbers = np.roll(np.repeat(ODD, WIDE + 1)[: WIDE * len(ODD)], shift)
        with np.errstate(invalid="ignore"):
            right = np.sqrt(numbers)
        found = roots(numbers)
        np.testing.assert_array_equal(np.isnan(found), np.isnan(right))
        np.testing.assert_array_equal(np.signbit(found)[right == 0], np.signbit(right)[right == 0])
        ordinary = np.isfinite(right) & (right > 0)
        assert (np.abs(found[ordinary] - right[ordinary]) <= np.spacing(right[ordinary])).all()
        np.testing.assert_array_equal(found[np.isinf(right)], right[np.isinf(right)])
