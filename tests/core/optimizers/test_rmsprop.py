"""RMSprop as the libraries make it."""

import numpy as np
import pytest
from trajectories import compared

from lossland.core.descend import descend
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.surface import Surface


@pytest.mark.parametrize(("dialect", "count"), [("torch", 105), ("keras2", 122), ("keras3", 127)])
def test_agrees_with_every_recorded_run(dialect, count):
    errors = compared(dialect, RMSprop)
    assert len(errors) == count
    assert max(walk for walk, _ in errors.values()) < 1e-9
    assert max(memory for _, memory in errors.values()) < 1e-9


def test_only_keras_3_puts_epsilon_inside_the_root():
    point, gradient = np.array([1.0]), np.array([2.0])
    moved = {}
    for dialect in ("torch", "keras2", "keras3"):
        optimizer = RMSprop(lr=0.1, rho=0.75, epsilon=0.25, dialect=dialect)
        moved[dialect] = optimizer.step(point, gradient, optimizer.start(point), 0)[0][0]
    assert moved["torch"] == moved["keras2"] == pytest.approx(1 - 0.1 * 2 / (1 + 0.25))
    assert moved["keras3"] == pytest.approx(1 - 0.1 * 2 / np.sqrt(1 + 0.25))


def test_first_step_does_not_depend_on_how_steep_the_surface_is():
    gentle, steep = (descend(Surface("a x^2", a=a), RMSprop(lr=0.01, epsilon=0), 1.0, 1) for a in (1, 1000))
    np.testing.assert_allclose(steep.points, gentle.points, rtol=1e-14)


def test_never_settles_but_jumps_about_the_minimum_at_the_size_of_its_learning_rate():
    walk = descend(Surface("x^2"), RMSprop(lr=0.05), 1.03, 500)
    assert 0.01 < np.abs(np.diff(walk.points[-50:, 0])).mean() < 0.1
