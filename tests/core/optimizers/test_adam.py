"""Adam as the libraries make it."""

import numpy as np
import pytest
from trajectories import compared

from lossland.core.descend import descend
from lossland.core.optimizers.adam import Adam
from lossland.core.surface import Surface


@pytest.mark.parametrize(("dialect", "count"), [("torch", 226), ("keras2", 230), ("keras3", 228)])
def test_agrees_with_every_recorded_run(dialect, count):
    errors = compared(dialect, Adam)
    assert len(errors) == count
    assert max(walk for walk, _ in errors.values()) < 1e-9
    assert max(memory for _, memory in errors.values()) < 1e-9


def test_first_step_is_the_learning_rate_whatever_the_gradient():
    for slope in (1e-3, 1.0, 1e6):
        walk = descend(Surface("a x", a=slope), Adam(lr=0.1, epsilon=0), 1.0, 1)
        assert walk.points[1, 0] == pytest.approx(0.9, rel=1e-12)


def test_epsilon_weighs_more_in_keras_by_the_missing_bias_correction():
    point, gradient = np.array([0.0]), np.array([1.0])
    moved = {}
    for dialect in ("torch", "keras2", "keras3"):
        optimizer = Adam(lr=1.0, epsilon=0.01, dialect=dialect)
        moved[dialect] = optimizer.step(point, gradient, optimizer.start(point), 0)[0][0]
    assert moved["torch"] == pytest.approx(-1 / (1 + 0.01))
    assert moved["keras2"] == moved["keras3"] == pytest.approx(-1 / (1 + 0.01 / np.sqrt(0.001)))
