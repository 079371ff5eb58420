"""Every activation against values and slopes that torch computed, and against its own differences."""

import json
import warnings
from pathlib import Path

import numpy as np
import pytest

from lossland.core import activation
from lossland.core.sentence import Mistake

TABLE = json.loads((Path(__file__).parents[2] / "data" / "activation_table.json").read_text())
Z = np.array(TABLE["z"])
NAMES = list(activation.catalogue())


@pytest.mark.parametrize("name", TABLE["table"])
def test_values_and_slopes_agree_with_torch_also_at_zero_and_far_out(name):
    function = activation.named(name)
    np.testing.assert_allclose(function.value(Z), TABLE["table"][name]["a"], rtol=1e-12, atol=0)
    np.testing.assert_allclose(function.slope(Z), TABLE["table"][name]["da_dz"], rtol=1e-12, atol=0)


def test_every_activation_has_its_row_in_the_table():
    assert sorted(NAMES) == sorted(TABLE["table"])


@pytest.mark.parametrize("name", NAMES)
def test_the_slope_is_the_derivative_of_the_value(name):
    function, h = activation.named(name), 1e-6
    z = np.linspace(-6, 6, 100)  # an even count leaves out the kink at 0
    difference = (function.value(z + h) - function.value(z - h)) / (2 * h)
    np.testing.assert_allclose(function.slope(z), difference, atol=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_no_number_makes_numpy_warn(name):
    z = np.array([0.0, -0.0, 1e-320, 1e5, -1e5, 1e154, -1e154, 1e308, -1e308, np.inf, -np.inf, np.nan])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        function = activation.named(name)
        assert function.value(z).shape == function.slope(z).shape == z.shape
        assert np.isfinite(function.value(z[:7])).all()
        assert np.isfinite(function.slope(z[:7])).all()


@pytest.mark.parametrize("name", NAMES)
def test_a_shape_is_kept_and_the_argument_left_alone(name):
    z = np.linspace(-2, 2, 6).reshape(3, 2)
    before = z.copy()
    assert activation.named(name).value(z).shape == (3, 2)
    assert activation.named(name).slope(z).shape == (3, 2)
    np.testing.assert_array_equal(z, before)


@pytest.mark.parametrize("name", NAMES)
def test_the_reader_gets_a_name_a_label_a_letter_and_a_formula(name):
    function = activation.named(name)
    assert function.name == name
    assert function.label
    assert function.formula.startswith("a = ")
    assert len(type(function).__doc__) > 40


def test_an_unknown_name_is_a_mistake_that_suggests_the_nearest():
    with pytest.raises(Mistake) as caught:
        activation.named("Sigmod")
    assert caught.value.suggestion == "sigmoid"
