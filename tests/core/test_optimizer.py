"""What every optimizer in the folder must keep, in each dialect, and what no optimizer accepts."""

import math
from dataclasses import fields, replace
from typing import get_args

import numpy as np
import pytest

from lossland.core import optimizers
from lossland.core.catalog import catalog
from lossland.core.descend import descend
from lossland.core.optimizer import Dialect, Optimizer
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake
from lossland.core.surface import Surface

EVERY = [
    pytest.param(kind(lr=0.05, dialect=dialect), id=f"{name}-{dialect}")
    for name, kind in catalog(optimizers, Optimizer).items()
    for dialect in get_args(Dialect)
]


@pytest.mark.parametrize("optimizer", EVERY)
def test_finds_the_bottom_of_a_bowl(optimizer):
    walk = descend(Surface("(x - 1)^2 + 2(y + 2)^2"), replace(optimizer, decay=0.01), (3, 1), 1000)
    np.testing.assert_allclose(walk.points[-1], (1, -2), atol=0.02)


@pytest.mark.parametrize("optimizer", EVERY)
def test_a_crowd_walks_like_each_of_its_members(optimizer):
    surface = Surface("sin(x) y^2 + exp(-x^2) + (x^2 + y - 3)^2 / 10")
    starts = np.random.default_rng(3).uniform(-3, 3, (21, 2))
    crowd = descend(surface, optimizer, starts, 30)
    for member, start in enumerate(starts):
        walk = descend(surface, optimizer, start, 30)
        np.testing.assert_array_equal(crowd.points[:, member], walk.points)
        np.testing.assert_array_equal(crowd.losses[:, member], walk.losses)


@pytest.mark.parametrize("optimizer", EVERY)
def test_a_step_changes_neither_point_nor_gradient_nor_memory(optimizer):
    x, g = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([[0.5, -1.0], [2.0, 0.0]])
    _, memory = optimizer.step(x, g, optimizer.start(x), 0)
    before = [x.copy(), g.copy(), *(array.copy() for array in memory)]
    first, _ = optimizer.step(x, g, memory, 1)
    second, _ = optimizer.step(x, g, memory, 1)
    np.testing.assert_array_equal(first, second)
    for was, now in zip(before, [x, g, *memory], strict=True):
        np.testing.assert_array_equal(was, now)


@pytest.mark.parametrize("optimizer", EVERY)
def test_memory_begins_at_zero_and_is_shaped_like_the_points(optimizer):
    for shape in ((2,), (5, 2), (3, 4, 7)):
        for array in optimizer.start(np.ones(shape)):
            assert array.shape == shape
            assert not array.any()


@pytest.mark.parametrize("optimizer", EVERY)
def test_decay_divides_the_learning_rate_by_one_more_of_itself_each_update(optimizer):
    slow = replace(optimizer, lr=0.3, decay=0.5)
    assert [slow.rate(t) for t in range(3)] == [0.3, 0.3 / 1.5, 0.3 / 2]


@pytest.mark.parametrize("kind", catalog(optimizers, Optimizer).values())
def test_knobs_are_the_numeric_settings_in_order_with_sane_ranges(kind):
    knobs = kind.knobs()
    assert [knob.name for knob in knobs] == [f.name for f in fields(kind) if f.type is float]
    assert fields(kind)[-1].name == "dialect"
    for knob in knobs:
        assert knob.letter
        assert knob.low < knob.high
        assert knob.low > 0 or not knob.log
        default = getattr(kind(), knob.name)
        assert knob.low <= default <= knob.high
        for end in (knob.low, knob.high):
            assert getattr(replace(kind(), **{knob.name: end}), knob.name) == end


@pytest.mark.parametrize("kind", catalog(optimizers, Optimizer).values())
def test_every_optimizer_shows_its_formula(kind):
    assert kind.label
    assert "θ ←" in kind.__doc__


@pytest.mark.parametrize(
    ("kind", "knobs"),
    [
        (SGD, {"lr": -0.1}),
        (SGD, {"lr": math.nan}),
        (SGD, {"lr": math.inf}),
        (SGD, {"lr": "fast"}),
        (SGD, {"lr": None}),
        (SGD, {"lr": 10**400}),
        (SGD, {"momentum": -0.5}),
        (SGD, {"decay": -1}),
        (SGD, {"nesterov": "no"}),
        (SGD, {"dialect": "jax"}),
        (SGD, {"dialect": []}),
        (RMSprop, {"rho": 1.0}),
        (RMSprop, {"epsilon": -1e-9}),
        (Adam, {"beta_1": 1.0}),
        (Adam, {"beta_2": 1.5}),
    ],
)
def test_a_setting_that_cannot_be_meant_is_refused_in_words(kind, knobs):
    with pytest.raises(Mistake) as mistake:
        kind(**knobs)
    assert next(iter(knobs)) in mistake.value.message


def test_settings_become_floats_so_that_equal_runs_are_equal_records():
    optimizer = SGD(lr=np.float32(1), momentum=0)
    assert optimizer == SGD(lr=1.0)
    assert type(optimizer.lr) is type(optimizer.momentum) is float
    assert SGD(0.1, 0.9, 0.01, True, "keras2") == SGD(lr=0.1, momentum=0.9, decay=0.01, nesterov=True, dialect="keras2")
