"""What is said of an update is true of it, whatever the optimizer and however the training goes."""

import math
from dataclasses import replace

import pytest

from lossland.core.network import MLP
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.training import record
from lossland.session import MAZUR, Lesson
from lossland.views.network.updates import moved, update_sentence

STEEP = replace(MAZUR, network=MAZUR.network.replace(activation="identity"))
UP = Lesson(MLP([1, 1], activation="relu", weights=[[[1.0]]]), inputs=((1e10,),), targets=((0.0,),))
DEAD = Lesson(MLP([1, 1], activation="relu", weights=[[[-1.0]]]), inputs=((1.0,),), targets=((1.0,),))


def training(optimizer, lesson=MAZUR, length=40):
    *_, (_, made) = record(lesson.network, optimizer, lesson.inputs, lesson.targets, length)
    return made


def said(optimizer, lesson=MAZUR, length=40, index=0):
    made = training(optimizer, lesson, length)
    return update_sentence(made, made.at(index or made.period), optimizer)


def test_plain_descent_goes_against_the_gradient():
    assert said(SGD(lr=0.5)) == "The weights moved against the gradient: the loss fell from 0.2984 to 0.2805."


def test_a_step_that_was_too_long_is_said_so():
    assert "gradient, but too far: the loss rose from" in said(SGD(lr=5.0), STEEP)


@pytest.mark.parametrize(
    ("optimizer", "name"),
    [(Adam(lr=0.1), "Adam"), (RMSprop(lr=0.1), "RMSprop"), (SGD(lr=0.5, momentum=0.9), "SGD with momentum")],
)
def test_what_remembers_earlier_steps_is_not_said_to_go_against_the_gradient(optimizer, name):
    text = said(optimizer)
    assert text.startswith(f"{name} moved the weights: the loss fell from 0.2984 to ")
    assert "gradient" not in text


def test_the_last_update_says_that_the_record_ends():
    assert said(SGD(lr=0.5), length=10) == "The weights moved against the gradient. The recorded training ends here."
    assert said(Adam(lr=0.5), length=10) == "Adam moved the weights. The recorded training ends here."


def test_a_loss_that_is_no_number_any_more_is_said_so():
    assert "no longer a number" in said(SGD(lr=10.0), STEEP, 3000, 2990)


def test_weights_beyond_all_numbers_are_said_so():
    assert said(SGD(lr=1e308), UP) == "The weights are no longer finite numbers: the step was too large."


def test_weights_that_stay_are_not_said_to_move():
    assert said(SGD(lr=0.5), DEAD) == "No weight changed: all derivatives are 0."
    assert said(SGD(lr=1e-30)) == "No weight changed: the step was too small for the digits of a weight."


def test_plain_descent_shows_its_rule_in_symbols_and_numbers():
    rule = SGD(lr=0.5)
    lines = moved(training(rule).at(10), rule)
    assert len(lines) == 6
    first = next(line for line in lines if line.result.symbol == "w₅⁺")
    assert str(first) == "w₅⁺ = w₅ − η·∂L/∂w₅ = 0.4 − 0.5·0.08217 = 0.3589"
    last = next(line for line in lines if line.result.symbol == "w₇⁺")
    assert str(last) == "w₇⁺ = w₇ − η·∂L/∂w₇ = 0.5 − 0.5·(−0.0226) = 0.5113"
    assert moved(training(rule).at(3), rule) == []


def test_a_rate_that_decays_is_the_one_of_its_step():
    rule = SGD(lr=0.5, decay=1.0)
    lines = moved(training(rule).at(20), rule)
    assert all(" − 0.25·" in str(line) for line in lines)
    assert all(line.result.value == pytest.approx(line.factors[0].value - line.factors[1].value) for line in lines)


def test_other_optimizers_list_what_changed_most_as_old_plus_change():
    rule = SGD(lr=0.5, momentum=0.9)
    first = next(line for line in moved(training(rule).at(10), rule) if line.result.symbol == "w₅⁺")
    assert first.result.value == pytest.approx(0.35891648)
    assert [factor.symbol for factor in first.factors] == ["w₅", "Δw₅"]


def test_an_update_that_overflows_is_listed_without_a_warning():
    # The first update sends the weight to −∞, where the ReLU has no slope that could bring it back.
    rule = SGD(lr=1e308)
    made = training(rule, UP)
    assert [moved(made.at(step * made.period), rule)[0].result.value for step in (1, 2)] == [-math.inf] * 2
