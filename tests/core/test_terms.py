"""The chain rule of every node says in symbols what its numbers prove."""

from math import prod

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossland.core import activation
from lossland.core.backprop import backprop, terms
from lossland.core.loss import catalogue as losses
from lossland.core.network import MLP
from lossland.core.terms import Factor, Line, number

MAZUR = backprop(
    MLP(
        [2, 2, 2],
        weights=[[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
        biases=[[0.35, 0.35], [0.60, 0.60]],
    ),
    [[0.05, 0.10]],
    [[0.01, 0.99]],
)


def said(tape, kind, layer=0, node=0, sample=0):
    event = next(e for e in tape.events if e == (kind, layer, node))
    return [str(line) for line in terms(tape, event, sample)]


def test_forward_through_a_hidden_node():
    assert said(MAZUR, "forward") == [
        "z(h₁) = w₁·x₁ + w₂·x₂ + b₁ = 0.15·0.05 + 0.2·0.1 + 0.35 = 0.3775",
        "a(h₁) = σ(z(h₁)) = σ(0.3775) = 0.5933",
    ]


def test_numbers_that_overflow_are_told_without_a_warning():
    tape = backprop(MLP([1, 2, 1], activation="identity", weights=[[[1e308]] * 2, [[1e308] * 2]]), [[1e308]], [[0]])
    for event in tape.events:
        assert terms(tape, event)


def test_the_loss_adds_up_over_the_outputs():
    assert said(MAZUR, "loss", 2) == [
        "L = ½(a(o₁) − t₁)² + ½(a(o₂) − t₂)² = ½(0.7514 − 0.01)² + ½(0.7729 − 0.99)² = 0.2984"
    ]


def test_backward_through_an_output():
    assert said(MAZUR, "backward", 1) == [
        "∂L/∂a(o₁) = a(o₁) − t₁ = 0.7514 − 0.01 = 0.7414",
        "∂a/∂z(o₁) = σ′(z(o₁)) = σ′(1.106) = 0.1868",
        "δ(o₁) = ∂L/∂a(o₁) · ∂a/∂z(o₁) = 0.7414 · 0.1868 = 0.1385",
        "∂L/∂w₅ = δ(o₁) · a(h₁) = 0.1385 · 0.5933 = 0.08217",
        "∂L/∂w₆ = δ(o₁) · a(h₂) = 0.1385 · 0.5969 = 0.08267",
        "∂L/∂b₃ = δ(o₁) = 0.1385",
    ]


def test_backward_into_a_hidden_node_collects_what_it_feeds():
    lines = said(MAZUR, "backward")
    assert lines[0] == "∂L/∂a(h₁) = δ(o₁)·w₅ + δ(o₂)·w₇ = 0.1385·0.4 + (−0.0381)·0.5 = 0.03635"
    assert lines[3] == "∂L/∂w₁ = δ(h₁) · x₁ = 0.008771 · 0.05 = 0.0004386"


def test_stored_factors_are_marked_as_reused():
    into_hidden, _slope, delta, weight, *_ = terms(MAZUR, MAZUR.events[-2])
    assert [factor.reused for factor in into_hidden.factors] == [True, True]
    assert [part.reused for part in into_hidden.factors[0].parts] == [True, False]
    assert [factor.reused for factor in delta.factors] == [False, False]
    assert [factor.reused for factor in weight.factors] == [True, False]  # δ is, the input is not
    weight = terms(MAZUR, MAZUR.events[5])[3]
    assert [factor.reused for factor in weight.factors] == [True, True]  # δ and the hidden activation


def test_a_batch_shows_one_sample_and_sums_up_the_others():
    net = MLP([2, 1], "identity", "mse", weights=[[[1, -1]]])
    tape = backprop(net, [[1, 2], [3, 1]], [[0], [1]])
    assert said(tape, "loss", 1, sample=1) == [
        "L⁽²⁾ = (a(o₁) − t₁)² = (2 − 1)² = 1",
        "L = 1/2 · Σ L⁽ˢ⁾ = 0.5 · 2 = 1",
    ]
    assert said(tape, "backward", 0, sample=1)[:1] == ["∂L/∂a(o₁) = 2 · 1/2 · (a(o₁) − t₁) = 2 · 0.5 · (2 − 1) = 1"]
    assert said(tape, "backward", 0, sample=1)[3] == "∂L/∂w₁ = δ(o₁)·x₁ + … = 1·3 − 1 = 2"


def value(line, function):
    """What a line's factors come to, in a network of this activation."""
    values = [factor.value for factor in line.factors]
    if line.kind == "function":
        wanted = function.slope if line.function.endswith("′") else function.value
        return wanted(np.array(values))[0]
    return prod(values) if line.kind == "product" else sum(values)


@given(
    st.lists(st.integers(1, 3), min_size=2, max_size=4),
    st.sampled_from(sorted(activation.catalogue())),
    st.sampled_from(sorted(losses())),
    st.integers(1, 3),
    st.integers(0, 99),
)
def test_every_line_comes_to_its_result(sizes, name, loss, batch, seed):
    rng = np.random.default_rng(seed)
    net = MLP(sizes, name, loss, seed=seed)
    targets = np.eye(sizes[-1])[rng.integers(sizes[-1], size=batch)]
    tape = backprop(net, rng.normal(size=(batch, sizes[0])), targets)
    for event in tape.events:
        for line in terms(tape, event, batch - 1):
            assert value(line, activation.named(name)) == pytest.approx(line.result.value, rel=1e-12, abs=1e-14), str(
                line
            )


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (0.0, "0"),
        (-0.0, "0"),
        (0.0004386, "0.0004386"),
        (-1.5, "−1.5"),
        (1.234e-7, "1.234×10⁻⁷"),
        (1e20, "1×10²⁰"),
        (float("inf"), "∞"),
        (-float("inf"), "−∞"),
        (float("nan"), "NaN"),
    ],
)
def test_numbers_are_written_as_in_a_textbook(given, written):
    assert number(given) == written


def test_a_result_has_the_digits_that_tell_it_from_what_it_was():
    by = Factor.of("{0}·{1}", -2.26e-6, Factor("η", 1e-4), Factor("g", -0.0226))
    line = Line(Factor("w⁺", 0.50000226), (Factor("w", 0.5), by), "difference")
    assert line.outcome(3) == "0.500002"
    assert line.outcome(7) == "0.5000023"
    assert Line(Factor("z", 0.3), (Factor("b", 0.3),), "sum").outcome(3) == "0.3"
    assert Line(Factor("w⁺", 0.3 + 1e-14), (Factor("w", 0.3), by), "difference").outcome(3) == "0.3"
    assert str(line).endswith(" = 0.500002")
