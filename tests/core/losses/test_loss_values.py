"""Every loss against its definition in high precision, and its gradient against differences."""

import warnings

import mpmath
import numpy as np
import pytest

from lossland.core import loss
from lossland.core.sentence import Mistake

NAMES = list(loss.catalogue())
A = np.array([[0.3, -1.2, 2.5], [-0.4, 0.9, 0.1]])
T = np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 0.0]])


def exact(name, a, t):
    """The loss by its definition, with 50 digits."""
    mpmath.mp.dps = 50
    a, t = [[[mpmath.mpf(float(v)) for v in row] for row in rows] for rows in (a, t)]
    pairs = [list(zip(*rows, strict=True)) for rows in zip(a, t, strict=True)]
    if name == "mse":
        return sum((x - y) ** 2 for row in pairs for x, y in row) / (len(a) * len(a[0]))
    if name == "half_squared_error":
        return sum((x - y) ** 2 / 2 for row in pairs for x, y in row) / len(a)
    if name == "bce_with_logits":
        return sum(mpmath.log(1 + mpmath.exp(x)) - y * x for row in pairs for x, y in row) / (len(a) * len(a[0]))
    whole = [mpmath.log(sum(mpmath.exp(x) for x in row)) for row in a]
    return sum(y * (w - x) for w, row in zip(whole, pairs, strict=True) for x, y in row) / len(a)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("scale", [1.0, 300.0])
def test_the_value_is_the_definition(name, scale):
    assert loss.named(name).value(A * scale, T) == pytest.approx(float(exact(name, A * scale, T)), rel=1e-14)


@pytest.mark.parametrize("name", NAMES)
def test_the_gradient_is_the_derivative_of_the_value(name):
    criterion, h = loss.named(name), 1e-5
    for place in np.ndindex(A.shape):
        step = np.zeros_like(A)
        step[place] = h
        difference = (criterion.value(A + step, T) - criterion.value(A - step, T)) / (2 * h)
        assert criterion.gradient(A, T)[place] == pytest.approx(difference, abs=1e-9)


@pytest.mark.parametrize("name", NAMES)
def test_no_output_makes_numpy_warn(name):
    a = np.array([[800.0, -800.0, 0.0], [1e308, -1e308, np.inf]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        criterion = loss.named(name)
        criterion.value(a, T)
        assert np.isfinite(criterion.gradient(a[:1], T[:1])).all()


def test_class_numbers_mean_rows_with_a_single_one():
    criterion = loss.named("softmax_cross_entropy")
    assert criterion.value(A, [1, 0]) == criterion.value(A, T)
    assert criterion.value(A, [1.0, 0.0]) == criterion.value(A, T)
    np.testing.assert_array_equal(criterion.gradient(A, np.array([1, 0])), criterion.gradient(A, T))


@pytest.mark.parametrize("target", [[3, 0], [-1, 0], [0.5, 0], [np.nan, 0], [], ["a", 0]])
def test_what_is_no_class_number_is_a_mistake(target):
    with pytest.raises(Mistake):
        loss.named("softmax_cross_entropy").value(A, target)


@pytest.mark.parametrize("row", [[0.5, 0.5, 0.5], [1.5, -0.5, 0.0], [0.0, 0.0, 0.0]])
def test_a_softmax_is_compared_with_probabilities_only(row):
    with pytest.raises(Mistake, match="probabilities"):
        loss.named("softmax_cross_entropy").value(A, [[1, 0, 0], row])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("target", [[[1, 2]], [[[1, 2, 3]]], 5, [], [[1, 2, np.inf]], [[1, 2], [3]], [["x", 1, 2]]])
def test_targets_of_another_shape_are_a_mistake(name, target):
    with pytest.raises(Mistake, match="Targets"):
        loss.named(name).value(A, target)


def test_an_unknown_name_is_a_mistake_that_suggests_the_nearest():
    with pytest.raises(Mistake) as caught:
        loss.named("softmax_crossentropy")
    assert caught.value.suggestion == "softmax_cross_entropy"


def test_losses_of_logits_say_so():
    assert [name for name in NAMES if loss.named(name).wants_logits] == ["bce_with_logits", "softmax_cross_entropy"]
