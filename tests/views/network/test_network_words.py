"""Numbers that fit their place, and sentences that say what the numbers did."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossland.core.network import MLP
from lossland.core.optimizers.sgd import SGD
from lossland.core.training import record
from lossland.session import MAZUR, Lesson
from lossland.views.network.sentences import fitted, forms, heading, moved, reuse, sentence


def training(lr=0.5, length=40, lesson=MAZUR):
    *_, (_, made) = record(lesson.network, SGD(lr=lr), lesson.inputs, lesson.targets, length)
    return made


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0.14978, ["0.1498", "0.15", ".15", ".15", ".1"]),
        (0.4, ["0.40", "0.40", ".40", ".40", ".4"]),
        (-0.03810, ["−0.0381", "−0.038", "−.038", "−.04", "−.04"]),
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


def test_the_update_says_whether_the_loss_fell_or_rose():
    falls = training(0.5)
    assert "fell from 0.2984 to 0.2805" in sentence(falls, falls.at(10))
    steep = replace(MAZUR, network=MAZUR.network.replace(activation="identity"))
    jumps = training(5.0, lesson=steep)
    assert "rose from" in sentence(jumps, jumps.at(10))


def test_a_loss_that_is_no_number_any_more_is_said_so():
    steep = replace(MAZUR, network=MAZUR.network.replace(activation="identity"))
    lost = training(10.0, length=3000, lesson=steep)
    assert "no longer a number" in sentence(lost, lost.at(2990))


def test_the_last_update_says_that_the_record_ends():
    made = training(length=10)
    assert "ends here" in sentence(made, made.at(10))


def test_forward_and_backward_name_the_node():
    made = training()
    assert sentence(made, made.at(1)).startswith("h₁ adds up")
    assert sentence(made, made.at(6)) == "The error of o₁ is passed back through its slope σ′(z)."
    assert "2 nodes" in sentence(made, made.at(8))


def test_reuse_counts_weights_bias_and_the_nodes_before():
    made = training()
    assert "δ(o₁) is used 5 times" in reuse(made.at(6))
    assert "δ(h₁) is used 3 times" in reuse(made.at(8))
    assert reuse(made.at(3)) == ""
    assert reuse(made.at(10)).startswith("16 multiplications")


def test_an_update_lists_what_changed_most_as_old_plus_change():
    made = training()
    lines = moved(made.at(10))
    assert len(lines) == 6
    first = next(line for line in lines if line.result.symbol == "w₅⁺")
    assert first.result.value == pytest.approx(0.35891648)
    assert [factor.symbol for factor in first.factors] == ["w₅", "Δw₅"]
    assert moved(made.at(3)) == []


def test_an_update_that_overflows_is_listed_without_a_warning():
    # The first update sends the weight to −∞, where the ReLU has no slope that could bring it back.
    net = MLP([1, 1], activation="relu", weights=[[[1.0]]])
    made = training(lr=1e308, lesson=Lesson(net, inputs=((1e10,),), targets=((0.0,),)))
    assert [moved(made.at(step * made.period))[0].result.value for step in (1, 2)] == [-math.inf] * 2
