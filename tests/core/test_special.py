"""The error function against mpmath."""

import mpmath
import numpy as np
import pytest

from lossland.core.special import erf


def test_erf_is_right_to_two_units_in_the_last_place():
    x = np.concatenate([np.linspace(-7, 7, 701), np.logspace(-300, 0, 61), [1 - 1e-16, 1.0, 1 + 3e-16, 5.999, 6.0]])
    exact = np.array([float(mpmath.erf(value)) for value in x])
    assert np.max(np.abs(erf(x) - exact) / np.spacing(np.abs(exact))) <= 2


@pytest.mark.parametrize(("x", "value"), [(np.inf, 1.0), (-np.inf, -1.0), (1e308, 1.0), (np.nan, np.nan)])
def test_erf_at_the_ends_of_the_number_line(x, value):
    assert np.array_equal(erf(np.array([x])), [value], equal_nan=True)


def test_erf_keeps_the_sign_of_zero_and_the_shape():
    assert np.signbit(erf(np.array([[-0.0, 0.0]]))).tolist() == [[True, False]]
