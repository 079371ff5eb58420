"""Numbers that fit their place, and sentences that say what the numbers did."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossland.core.optimizers.sgd import SGD
from lossland.core.training import record
from lossland.session import MAZUR
from lossland.views.network.sentences import fitted, forms, heading, reuse, sentence

RULE = SGD(lr=0.5)


def training(length=40):
    *_, (_, made) = record(MAZUR.network, RULE, MAZUR.inputs, MAZUR.targets, length)
    return made


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.14978, ["0.1498", "0.15", ".15", ".15", ".1"]),
        (0.0099544, ["0.009954", "0.00995", ".00995", ".01", ".01"]),
        (-0.00099544, ["−0.0009954", "−0.000995", "−.000995", "−.001", "−.001"]),
        (0.4, ["0.40", "0.40", ".40", ".40", ".4"]),
        (-0.03810, ["−0.0381", "−0.0381", "−.0381", "−.038", "−.04"]),
        (0.0, ["0", "0", "0", "0", "0"]),
        (10.0, ["10.00", "10.0", "10.0", "10", "10"]),
        (123.456, ["123.5", "123", "123", "123", "123"]),
        (4.386e-4, ["4.39e-4", "4.4e-4", "4.4e-4", "4e-4", "4e-4"]),
        (math.nan, ["NaN"]),
        (-math.inf, ["−∞"]),
    ],
)
def test_a_number_has_ever_shorter_forms(value, expected):
    assert [form.replace("e−", "e-") for form in forms(value)] == expected


@given(st.floats(-1e300, 1e300))
def test_no_form_is_far_from_the_number_or_loses_its_sign(value):
    for form in forms(value):
        read = float(form.replace("−", "-"))
        assert read == pytest.approx(value, rel=0.5)
        assert (read < 0) == (value < 0)


def test_the_longest_form_that_fits_is_taken():
    assert fitted(0.14978, 6, len) == "0.1498"
    assert fitted(0.14978, 5, len) == "0.15"
    assert fitted(0.14978, 5, len, "z ") == "z .15"
    assert fitted(0.14978, 0, len) == ".1"


def test_every_moment_has_its_heading():
    made = training()
    assert [heading(made.at(k)) for k in range(12)] == [
        "Ready",
        *(f"Forward {k} of 4" for k in (1, 2, 3, 4)),
        "Loss",
        *(f"Backward {k} of 4" for k in (1, 2, 3, 4)),
        "Update",
        "Forward 1 of 4",
    ]


def test_forward_and_backward_name_the_node():
    made = training()
    assert sentence(made, made.at(1), RULE).startswith("h₁ adds up")
    assert sentence(made, made.at(6), RULE) == "The error of o₁ is passed back through its slope σ′(z)."
    assert "2 nodes" in sentence(made, made.at(8), RULE)


def test_reuse_counts_weights_bias_and_the_nodes_before():
    made = training()
    assert reuse(made.at(6)) == "Underlined: computed before. δ(o₁) is used 5 times."
    assert "δ(h₁) is used 3 times" in reuse(made.at(8))
    assert reuse(made.at(3)) == ""
    assert reuse(made.at(10)) == "Backward: 16 multiplications, 54 without storing"
