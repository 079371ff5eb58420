"""Gradient descent and momentum as the libraries make them, and as the theory of quadratics says."""

import json

import numpy as np
import pytest
from trajectories import DATA, compared

from lossland.core.descend import descend
from lossland.core.optimizers.sgd import SGD
from lossland.core.surface import Surface

CASES = json.loads((DATA / "lr_facts.json").read_text())["cases"]


@pytest.mark.parametrize(("dialect", "count"), [("torch", 160), ("keras2", 216), ("keras3", 216)])
def test_agrees_with_every_recorded_run(dialect, count):
    errors = compared(dialect, SGD)
    assert len(errors) == count
    assert max(walk for walk, _ in errors.values()) < 1e-9
    assert max(memory for _, memory in errors.values()) < 1e-9


def test_dialects_differ_only_where_momentum_meets_decay():
    ravine = Surface("x^2 + 10y^2")

    def apart(**knobs):
        torch, keras = (descend(ravine, SGD(lr=0.01, dialect=d, **knobs), (5, 1)).points for d in ("torch", "keras2"))
        return np.abs(torch - keras).max()

    assert apart(momentum=0.9) < 1e-13
    assert apart(decay=0.01) < 1e-13
    assert apart(momentum=0.9, decay=0.01) == pytest.approx(0.187, abs=5e-4)
    assert apart(momentum=0.9, decay=0.01, nesterov=True) == pytest.approx(0.149, abs=5e-4)


@pytest.mark.parametrize("dialect", ["torch", "keras2", "keras3"])
def test_nesterov_without_momentum_is_plain_descent(dialect):
    bowl = Surface("x^2 + 10y^2")
    plain = descend(bowl, SGD(lr=0.01, dialect=dialect), (5, 1))
    nesterov = descend(bowl, SGD(lr=0.01, nesterov=True, dialect=dialect), (5, 1))
    np.testing.assert_array_equal(plain.points, nesterov.points)


def test_at_two_over_the_curvature_a_point_jumps_to_and_fro_for_ever():
    walk = descend(Surface("2x^2"), SGD(lr=0.5), 0.75, steps=50)
    np.testing.assert_array_equal(walk.points[:, 0], 0.75 * (-1.0) ** np.arange(51))


@pytest.mark.parametrize(
    ("knobs", "limit"),
    [
        ({}, 2.0),
        ({"momentum": 0.9}, 2 + 2 * 0.9),
        ({"momentum": 0.9, "nesterov": True}, (2 + 2 * 0.9) / (1 + 2 * 0.9)),
        ({"momentum": 0.5, "nesterov": True}, (2 + 2 * 0.5) / (1 + 2 * 0.5)),
    ],
)
def test_is_stable_up_to_the_limit_of_theory_and_not_beyond(knobs, limit):
    curvature = 20.0
    line = Surface("a x^2 / 2", a=curvature)
    assert abs(descend(line, SGD(lr=0.99 * limit / curvature, **knobs), 1.0, 2000).points[-1, 0]) < 1e-3
    assert abs(descend(line, SGD(lr=1.01 * limit / curvature, **knobs), 1.0, 2000).points[-1, 0]) > 1e3


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['lr']:.4g}-{case['momentum']:.2g}")
def test_first_steps_on_quadratics_are_those_of_the_recorded_cases(case):
    text = " + ".join(f"{value / 2!r} {axis}^2" for value, axis in zip(case["eigenvalues"], "xy", strict=False))
    optimizer = SGD(lr=case["lr"], momentum=case["momentum"], nesterov=case["kind"] == "nesterov")
    walk = descend(Surface(text), optimizer, case["start"], len(case["x_first"]) - 1)
    np.testing.assert_allclose(walk.points, case["x_first"], rtol=1e-12, atol=1e-14)


def test_best_learning_rate_contracts_as_predicted():
    walk = descend(Surface("x^2 + 10y^2"), SGD(lr=1 / 11), (1, 1), steps=60)
    ratios = np.linalg.norm(walk.points[1:], axis=1) / np.linalg.norm(walk.points[:-1], axis=1)
    np.testing.assert_allclose(ratios, 9 / 11, rtol=1e-9)
