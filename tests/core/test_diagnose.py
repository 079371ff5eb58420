"""Sentences for students, against recorded verdicts and exact cycles."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from lossland.core.descend import descend
from lossland.core.diagnose import contrast, digits, judged, outcome, place, step_sentence
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.surface import Surface

FACTS = json.loads((Path(__file__).parents[1] / "data" / "lr_facts.json").read_text())
CURVES = {
    "sine1d": "sin(3x) + x^2/10",
    "double_well": "(x^2 - 1)^2 / 4",
    "cubic": "x^2/2 - x^3/3",
    "rastrigin1d": "x^2 - 10cos(2π x) + 10",
    "log_cosh*2": "2ln(cosh x)",
    "sqrt1p": "sqrt(1 + x^2)",
    "quartic1d": "x^4 - 3x^3 + 2",
    "abs": "|x|",
}
KINDS = {
    "converges monotonically": "smooth",
    "converges oscillating": "oscillating",
    "diverges": "diverging",
    "periodic": "periodic",
}


RASTRIGIN = "20 + (x^2 - 10cos(2π x)) + (y^2 - 10cos(2π y))"
HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2"


def said(text, optimizer, start, steps=200):
    surface = Surface(text)
    return str(judged(descend(surface, optimizer, start, steps, engine="numpy"), surface).verdict)


def told(text, optimizer, start, k, steps=200):
    return str(step_sentence(descend(Surface(text), optimizer, start, steps), k))


@pytest.mark.parametrize("case", FACTS["cases"], ids=lambda case: f"{case['kind']}-{case['lr']:.4g}-{case['tag']}")
def test_verdicts_are_the_recorded_ones(case):
    text = " + ".join(f"{value / 2!r} {axis}^2" for value, axis in zip(case["eigenvalues"], "xy", strict=False))
    optimizer = SGD(lr=case["lr"], momentum=case["momentum"], nesterov=case["kind"] == "nesterov")
    growth = abs(math.log(case["rate_measured"] or 0.5))
    steps = min(2500, 40 + math.ceil(20 / growth)) if growth > 1e-9 else 100
    walk = descend(Surface(text), optimizer, case["start"], steps)
    # The two slowest of the recorded runs are still on their way by then.
    assert outcome(walk).kind == ("moving" if steps == 2500 and walk.end == "steps" else KINDS[case["verdict"]])


@pytest.mark.parametrize("cycle", FACTS["two_cycles"], ids=lambda cycle: f"{cycle['surface']}-{cycle['lr']}")
def test_stable_two_cycles_are_named_with_their_points(cycle):
    start = cycle["p_double"] + 1e-3
    sentence = said(CURVES[cycle["surface"]], SGD(lr=cycle["lr"]), start, 300).split(", about")[0].rstrip(".") + "."
    points = [digits(cycle["p_double"]), digits(cycle["q_double"])]
    between = [f"Jumps for ever between {a} and {b}." for a, b in (points, points[::-1])]
    assert (sentence in between) == cycle["stable"]


@pytest.mark.parametrize(
    ("text", "optimizer", "start", "sentence"),
    [
        ("x^2", SGD(lr=0.1), 1.0, "Converges smoothly: stationary at step 66."),
        ("x^2", SGD(lr=0.1), 0.0, "Rests where it started: the gradient is zero there."),
        ("x^2", SGD(lr=0.9), 1.0, "Converges oscillating: stationary at step 66, past the bottom 62×."),
        ("x^2", SGD(lr=1.0), 1.0, "Jumps for ever between −1 and 1."),
        ("x^2 + y^2/4", SGD(lr=1.0), (1, 1), "Jumps for ever between (−1, 0) and (1, 0)."),
        ("x^2", SGD(lr=1.01), 1.0, "Diverges: the steps grow without bound. A smaller learning rate helps."),
        ("x^4", SGD(lr=1.0), 3.0, "Diverges: the steps grow without bound. A smaller learning rate helps."),
        ("x^2 - y^2", SGD(lr=0.1), (1, 0.1), "The loss falls without end: there is no minimum in this direction."),
        ("ln(x)", SGD(lr=0.75), 1.0, "Undefined at step 2: the surface has no value or no gradient there."),
        (
            "x^2 + y^2",
            Adam(lr=0.1, epsilon=0.0),
            (1.0, 0.0),
            "Undefined at step 1: this step was 0 / 0. An epsilon above 0 helps.",
        ),
        ("x^2", SGD(lr=1e-3), 1.0, "Still on its way at step 200: ‖∇f‖ is 1.34."),
        ("x^2", SGD(lr=0.03), 1.0, "Nearly there at step 200: ‖∇f‖ is 8.445×10⁻⁶."),
    ],
)
def test_verdicts_in_words(text, optimizer, start, sentence):
    assert said(text, optimizer, start) == sentence


@pytest.mark.parametrize(
    ("text", "optimizer", "start", "steps"),
    [
        (RASTRIGIN, SGD(lr=0.016), (2.3, -3.1), 200),  # chaos
        (RASTRIGIN, SGD(lr=0.016), (1.3, -1.1), 60),
        (RASTRIGIN, SGD(lr=0.012), (1.3, -1.1), 200),
        ("x^2 - 10cos(2π x) + 10", SGD(lr=0.016), 2.3, 200),
    ],
)
def test_chaos_is_said_not_to_settle(text, optimizer, start, steps):
    assert said(text, optimizer, start, steps).startswith("Does not settle: it keeps jumping to and fro")


@pytest.mark.parametrize(
    ("text", "optimizer", "start", "minimum"),
    [
        (HIMMELBLAU, RMSprop(lr=0.05), (-0.6, -1.2), "(−3.779, −3.283)"),
        ("|x|", RMSprop(lr=0.07), 2.0, "0"),
        ("|x - 1|", RMSprop(lr=0.2), 2.0, "1"),
    ],
)
def test_steps_of_fixed_size_about_a_minimum_are_said_to_hover_there(text, optimizer, start, minimum):
    surface, step = Surface(text), optimizer.lr
    walk = descend(surface, optimizer, start, 200)
    said = str(judged(walk, surface).verdict)
    assert said.startswith(f"Hovers about the minimum {minimum}: its steps stay about 0.")
    assert said.endswith("A smaller learning rate, or decay, brings it closer.")
    assert 0.3 * step < np.median(np.linalg.norm(np.diff(walk.points[-50:], axis=0), axis=1)) < 3 * step
    assert str(judged(walk).verdict).startswith("Does not settle")  # the surface is not known


def test_who_jumps_widely_about_a_minimum_is_not_said_to_hover_there():
    assert said("|x|", RMSprop(lr=0.7), 2.0).startswith("Does not settle")


def test_a_cycle_about_a_minimum_is_said_to_be_there():
    assert said("|x - 1|", RMSprop(lr=0.07), 2.0) == "Jumps for ever between 1.043 and 0.9734, about the minimum 1."
    assert said("|x|", RMSprop(lr=1.3), 2.0) == "Jumps for ever between −1.113 and 0.1872."


@pytest.mark.parametrize(
    ("text", "optimizer", "start"),
    [
        ("x", SGD(lr=1e-4), 1.0),
        ("a x + 1", Adam(lr=0.1), 1.0),
        ("x^2 - 3y", SGD(lr=0.01, momentum=0.9), (1.0, 1.0)),
        ("ln(1 + e^x) + y/10", RMSprop(lr=1e-3, decay=0.1), (1.0, 1.0)),
    ],
)
def test_down_one_slope_for_ever_is_said_to_fall_without_end(text, optimizer, start):
    assert said(text, optimizer, start) == "The loss falls without end: there is no minimum in this direction."


@pytest.mark.parametrize(
    ("text", "optimizer", "start"),
    [
        ("relu(x)", SGD(lr=1e-4), 1.0),  # a slope like any other, as far as the walk has come
        ("x + x^2/1000", SGD(lr=1e-4), 1.0),
        ("x", SGD(lr=0.0), 1.0),
        ("0*x + y^2", SGD(lr=1e-4), (1.0, 1.0)),
    ],
)
def test_a_slope_that_may_end_is_not(text, optimizer, start):
    assert said(text, optimizer, start).startswith("Still on its way")


@pytest.mark.parametrize(
    ("text", "optimizer", "start", "steps"),
    [
        ("x^2", SGD(lr=0.1, momentum=0.99), 1.0, 200),
        ("x^2", SGD(lr=0.1, momentum=0.999), 1.0, 200),
        ("x^2 + 3", SGD(lr=0.1, momentum=0.99), 1.0, 200),
        ("x^2", SGD(lr=0.95), 1.0, 50),
        ("x^2 + 10y^2", SGD(lr=0.098), (1, 1), 60),
    ],
)
def test_a_swing_that_dies_away_is_said_to_become_less(text, optimizer, start, steps):
    assert said(text, optimizer, start, steps).startswith(f"Still swinging at step {steps}, but by less and less: ‖∇f‖")


def test_a_swing_that_has_nearly_died_away_is_nearly_there():
    assert said(HIMMELBLAU, Adam(lr=0.2), (-0.6, -1.2), 250).startswith("Nearly there at step 250: ‖∇f‖ is")


@pytest.mark.parametrize(
    ("text", "optimizer", "start", "steps", "sentence"),
    [
        (
            "x^2 - y^2",
            SGD(lr=0.1),
            (1, 0),
            200,
            "Stationary at step 66, but at a saddle or flat point, not at a minimum.",
        ),
        ("x^4 - 3x^3 + 2", RMSprop(lr=0.05), -1.0, 200, "Stationary at step 150, but at a saddle or flat point"),
        ("x^4 - 3x^3 + 2", RMSprop(lr=0.01), -1.0, 200, "On a gentle slope at step 200, but not at a minimum: ‖∇f‖ is"),
        ("x^2 - y^2", SGD(), (0, 0), 20, "Rests where it started: the gradient is zero there, but it is no minimum."),
        ("cos(x)", SGD(), 0.0, 20, "Rests where it started: the gradient is zero there, but it is no minimum."),
        ("x^4", SGD(lr=0.5), 0.4, 20_000, "Converges smoothly"),  # flat, and yet a minimum
        ("(x^2 + y^2 - 1)^2", SGD(lr=0.05), (0.3, 0.2), 200, "Converges smoothly"),
        ("relu(x) + 0y", SGD(lr=0.1), (1, 0), 200, "Converges smoothly"),
    ],
)
def test_a_rest_is_said_to_be_at_a_minimum_only_where_it_is(text, optimizer, start, steps, sentence):
    assert said(text, optimizer, start, steps).startswith(sentence)


@pytest.mark.parametrize("other", ["x^2", "ln(x - 1) - y^2", "x^2 - y^2 + 5"])
def test_a_surface_that_was_not_walked_on_says_nothing(other):
    walk = descend(Surface("x^2 - y^2"), SGD(lr=0.1), (1, 0), 200)
    assert judged(walk, Surface(other)) == judged(walk)


@pytest.mark.parametrize(
    ("text", "optimizer", "start", "k", "sentence"),
    [
        ("x^2", SGD(lr=0.1), 2.0, 0, "The start: the loss is 4, ‖∇f‖ is 4."),
        ("x^2", SGD(lr=0.1), 2.0, 1, "The loss fell from 4 to 2.56."),
        ("x^2", SGD(lr=0.9), 2.0, 1, "The loss fell from 4 to 2.56, though the step crossed the bottom."),
        ("x^2", SGD(lr=1.0), 2.0, 1, "The loss stayed at 4: the step crossed the bottom to the same height."),
        (
            "x^2 + 0.44",
            SGD(lr=0.9),
            2.0,
            50,
            "The loss stayed at 0.44: the step crossed the bottom to the same height.",
        ),
        (
            "x^2 + 0.44",
            SGD(lr=0.1),
            2.0,
            55,
            "The loss hardly changed from 0.44: a small gradient makes a small step.",
        ),
        ("x^2", SGD(lr=1e-8), 1.0, 1, "The loss hardly changed from 1."),
        ("x^2", SGD(lr=1e-14), 1.0, 1, "The loss stayed at 1."),
        (
            "x^2 + 10y^2",
            SGD(lr=0.1),
            (0, 1.2),
            7,
            "The loss stayed at 14.4: the step crossed the bottom to the same height.",
        ),
        ("x^2", SGD(lr=1.1), 2.0, 1, "The loss rose from 4 to 5.76: the step jumped over the minimum."),
        (
            "x^2",
            SGD(lr=0.1),
            2.0,
            40,
            "The loss fell from 1.104×10⁻⁷ to 7.067×10⁻⁸: a small gradient makes a small step.",
        ),
        ("x^2", SGD(lr=0.1), 2.0, 99, "Stationary: the loss is 2.593×10⁻¹⁹, ‖∇f‖ only 1.019×10⁻⁹."),
        ("x^2", SGD(lr=0.1), 0.0, 3, "The point rests: ‖∇f‖ is 0."),
        ("x^2", SGD(lr=0.0), 1.0, 3, "The point rests: ‖∇f‖ is 2."),
        (
            "x^2",
            SGD(lr=0.1, momentum=0.9),
            1.0,
            6,
            "The loss rose from 0.3369 to 0.5026: momentum carried the point uphill.",
        ),
        ("-cos(x)", SGD(lr=5.35), 1.0, 1, "The loss rose from −0.5403 to 0.9358: the step was too long."),
        ("-x^2", SGD(lr=10.0), 1.0, 10, "Diverged: the loss is −2.782×10²⁶, the point beyond all bounds."),
        ("-x^2", SGD(lr=10.0), 1.0, 11, "The walk stopped at step 10."),
        ("ln(x)", SGD(lr=0.75), 1.0, 2, "The surface has no value or no gradient here: the walk stops."),
        ("ln(x)", SGD(lr=0.75), 1.0, 200, "The walk stopped at step 2."),
        ("x^2", Adam(lr=0.1, epsilon=0.0), 0.0, 1, "This step was 0 / 0: the walk stops. An epsilon above 0 helps."),
        ("ln(x)", SGD(lr=0.75), -1.0, 0, "The surface has no value or no gradient here: the walk stops."),
    ],
)
def test_each_step_in_words(text, optimizer, start, k, sentence):
    assert told(text, optimizer, start, k) == sentence


def test_a_row_outside_the_walk_is_the_nearest_one():
    assert told("x^2", SGD(lr=0.1), 2.0, -5) == told("x^2", SGD(lr=0.1), 2.0, 0)
    assert told("x^2", SGD(lr=0.1), 2.0, 999) == told("x^2", SGD(lr=0.1), 2.0, 200)


@pytest.mark.parametrize("optimizer", [SGD(lr=0.03), SGD(lr=0.002, momentum=0.9), RMSprop(lr=1), Adam(lr=10)])
@pytest.mark.parametrize(
    "text", ["(x^2 + y - 11)^2 + (x + y^2 - 7)^2", "ln(x) y", "sqrt(|x y|)", "1/x + exp(y^2)", "3 + 0*x y"]
)
def test_every_row_of_any_walk_has_a_sentence(text, optimizer):
    for steps in (0, 1, 3, 60):
        walk = descend(Surface(text), optimizer, (1.5, -1.2), steps)
        assert str(judged(walk).verdict)
        for k in range(steps + 1):
            assert "nan" not in str(step_sentence(walk, k))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (-1.5, "−1.5"),
        (123456.0, "1.235×10⁵"),
        (-1.234567e-7, "−1.235×10⁻⁷"),
        (1e100, "1×10¹⁰⁰"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "—"),
    ],
)
def test_numbers_look_as_in_a_book(value, text):
    assert digits(value) == text


def test_two_numbers_get_the_digits_that_tell_them_apart():
    assert contrast(2.0, 1.0) == ("2", "1")
    assert contrast(1.00001, 1.0) == ("1.00001", "1")
    assert contrast(1.0000001, 1.0) == ("1", "1")
    assert contrast(0.4399999999999997, 0.4399999999999988) == ("0.44", "0.44")
    assert contrast(1.0, 1.0) == ("1", "1")


def test_a_coordinate_that_is_rounding_noise_is_zero():
    assert place(np.array([1e-30, -1.0])) == "(0, −1)"
    assert place(np.array([1e-30])) == "1×10⁻³⁰"
    assert place(np.array([-0.01, 4.198e-16]), extent=5.0) == "(−0.01, 0)"
    assert place(np.array([4e-12]), extent=5.0) == "0"
    assert place(np.array([-0.0, -0.0])) == "(0, 0)"
