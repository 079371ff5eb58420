"""Walks: their shapes, why they end, what is kept, and what is refused."""

import numpy as np
import pytest

from lossland.core.descend import descend, descending
from lossland.core.engine.crowd import FAR
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake
from lossland.core.surface import Surface

BOWL = Surface("x^2 + 10y^2")


def test_one_point_is_recorded_at_every_step():
    walk = descend(BOWL, Adam(lr=0.1), (1, 1), 40)
    assert walk.points.shape == walk.gradients.shape == (41, 2)
    assert walk.losses.shape == walk.rates.shape == (41,)
    assert {name: array.shape for name, array in walk.memory.items()} == {"m": (41, 2), "v": (41, 2)}
    assert (walk.end, walk.length) == ("steps", 40)
    np.testing.assert_array_equal(walk.losses, BOWL.value(walk.points))
    np.testing.assert_array_equal(walk.gradients, BOWL.gradient(walk.points))


def test_a_crowd_has_its_members_on_the_second_axis():
    walk = descend(BOWL, SGD(momentum=0.5), [(1, 1), (2, 2), (0, 0)], 10)
    assert walk.points.shape == walk.gradients.shape == walk.memory["v"].shape == (11, 3, 2)
    assert walk.losses.shape == (11, 3)
    assert walk.end.tolist() == ["steps", "steps", "stationary"]
    assert walk.length.tolist() == [10, 10, 10]


def test_rows_follow_from_one_another_by_the_optimizer_itself():
    optimizer = SGD(lr=0.02, momentum=0.9, decay=0.1)
    walk = descend(BOWL, optimizer, (1, 1), 20)
    for t in range(20):
        velocity = 0.9 * walk.memory["v"][t] + walk.gradients[t]
        np.testing.assert_allclose(walk.points[t + 1], walk.points[t] - walk.rates[t] * velocity, rtol=1e-14)
    assert walk.rates[10] == 0.01


def test_the_last_row_alone_is_the_last_row_of_the_whole():
    starts = np.random.default_rng(1).uniform(-5, 5, (50, 2))
    surface = Surface("x^2 + y^4 - ln(x)")  # some are undefined from the start, some diverge, some go on
    whole = descend(surface, SGD(lr=0.05), starts, 30)
    last = descend(surface, SGD(lr=0.05), starts, 30, keep="last")
    assert len(set(last.end)) > 2
    np.testing.assert_array_equal(last.points, whole.points[-1])
    np.testing.assert_array_equal(last.losses, whole.losses[-1])
    np.testing.assert_array_equal(last.gradients, whole.gradients[-1])
    np.testing.assert_array_equal(last.memory["v"], whole.memory["v"][-1])
    assert last.end.tolist() == whole.end.tolist()
    assert last.length.tolist() == whole.length.tolist()


def test_a_crowd_larger_than_a_chunk_walks_like_its_parts():
    starts = np.random.default_rng(1).uniform(-5, 5, (40_000, 2))
    whole = descend(BOWL, SGD(), starts, 3, keep="last")
    assert whole.points.shape == (40_000, 2)
    assert whole.end.shape == whole.length.shape == (40_000,)
    part = descend(BOWL, SGD(), starts[16_000:17_000], 3, keep="last")
    np.testing.assert_array_equal(whole.points[16_000:17_000], part.points)


@pytest.mark.parametrize("start", [2.0, (2.0,), [2], np.float32(2)])
def test_a_curve_is_walked_from_a_number(start):
    walk = descend(Surface("x^2"), SGD(lr=0.1), start, 5)
    assert walk.points.shape == (6, 1)
    assert walk.points[1, 0] == pytest.approx(1.6)


@pytest.mark.parametrize(
    ("text", "lr", "start", "end", "length"),
    [
        ("x^2", 0.1, 0.0, "stationary", 20),
        ("x^2", 0.1, 1.0, "steps", 20),
        ("x^4", 1.0, 3.0, "diverged", 3),  # 3, −105, 4.6e6, −4e20
        ("-x^2", 10.0, 1.0, "diverged", 10),  # 21 times as far at each step
        ("ln(x)", 0.75, 1.0, "undefined", 2),  # 1, 0.25, −2.75
        ("ln(x)", 1.0, 1.0, "diverged", 1),  # 1, 0
        ("sqrt(x)", 0.1, 0.0, "undefined", 0),  # a value but an infinite slope
        ("1/x", 0.1, 0.0, "diverged", 0),
        ("exp(x^2)", 0.1, 1e3, "diverged", 0),
    ],
)
def test_each_walk_ends_for_its_reason(text, lr, start, end, length):
    walk = descend(Surface(text), SGD(lr=lr), start, 20)
    assert (walk.end, walk.length) == (end, length)


def test_who_is_lost_stays_where_it_is_while_the_others_walk_on():
    surface = Surface("x^4 + y^2")
    crowd = descend(surface, SGD(lr=0.1), [(9.0, 1.0), (0.5, 1.0)], 30)
    lost = int(crowd.length[0])
    assert crowd.end.tolist() == ["diverged", "steps"]
    assert crowd.length.tolist() == [lost, 30]
    assert lost < 10
    assert np.abs(crowd.points[lost, 0]).max() > FAR >= np.abs(crowd.points[lost - 1, 0]).max()
    for array in (crowd.points, crowd.losses, crowd.gradients, crowd.memory["v"]):
        np.testing.assert_array_equal(array[lost + 1 :, 0], np.broadcast_to(array[lost, 0], array[lost + 1 :, 0].shape))
    alone = descend(surface, SGD(lr=0.1), (9.0, 1.0), 30)
    np.testing.assert_array_equal(alone.points, crowd.points[:, 0])
    assert alone.length == lost


def test_a_stationary_point_does_not_stop_a_walk_that_has_momentum():
    walk = descend(Surface("x^2"), SGD(lr=0.5, momentum=0.5), 1.0, 3)
    assert walk.gradients[1, 0] == 0
    assert walk.points[2, 0] == -0.5


def test_stationary_is_a_matter_of_tolerance():
    assert descend(BOWL, SGD(), (1, 1), 20, tolerance=5).end == "stationary"
    assert descend(BOWL, SGD(), (1, 1), 20, tolerance=0).end == "steps"


@pytest.mark.parametrize(
    ("start", "words"),
    [
        ((1, 2, 3), "2 coordinates"),
        (1.0, "x, y"),
        ([[1, 2, 3]], "2 coordinates"),
        ([[[1, 2]]], "2 coordinates"),
        (np.empty((0, 2)), "2 coordinates"),
        ((np.nan, 0), "finite"),
        ([(0, 0), (np.inf, 0)], "finite"),
        ("here", "numbers"),
        ([(1, 2), (3,)], "numbers"),
        (None, "2 coordinates"),
        ((1j, 2), "numbers"),
        ((10**400, 2), "numbers"),
    ],
)
def test_a_start_that_is_no_point_is_refused_in_words(start, words):
    with pytest.raises(Mistake, match=words):
        descend(BOWL, SGD(), start)


@pytest.mark.parametrize("steps", [-1, 1.5, "many", None])
def test_steps_are_a_whole_number(steps):
    with pytest.raises(Mistake, match="steps"):
        descend(BOWL, SGD(), (1, 1), steps)


def test_what_would_not_fit_in_memory_is_refused_before_it_is_tried():
    with pytest.raises(Mistake, match="GB"):
        descend(BOWL, SGD(), np.zeros((100_000, 2)), 10_000)
    with pytest.raises(Mistake, match="GB"):
        descend(BOWL, SGD(), (1, 1), 10**12)
    with pytest.raises(Mistake, match="GB"):
        descend(BOWL, SGD(), (1, 1), 10**12, keep="last")  # the rates alone


def test_other_mistakes_of_a_caller():
    with pytest.raises(Mistake, match="tolerance"):
        descend(BOWL, SGD(), (1, 1), tolerance=np.nan)
    with pytest.raises(Mistake, match="Keep"):
        descend(BOWL, SGD(), (1, 1), keep="first")


def test_no_steps_is_a_walk_of_one_row():
    walk = descend(BOWL, RMSprop(), (1, 1), 0)
    assert walk.points.tolist() == [[1, 1]]
    assert walk.length == 0


def test_a_descent_of_several_chunks_can_be_left_too():
    starts = np.random.default_rng(1).uniform(-1, 1, (40_000, 2))
    *turns, (share, walk) = descending(BOWL, SGD(), starts, 5000, keep="last")
    shares = [share for share, _ in turns]
    assert shares
    assert shares == sorted(shares)
    assert shares[-1] < share == 1
    assert walk.end.shape == (40_000,)


def test_the_start_is_copied():
    start = np.array([[1.0, 1.0]])
    walk = descend(BOWL, SGD(), start, 2)
    start[:] = 7
    assert walk.points[0].tolist() == [[1, 1]]


def test_a_long_descent_can_be_left_between_two_turns_and_ends_as_an_uninterrupted_one_does():
    turns = list(descending(BOWL, SGD(lr=0.01), (5, 1), 20_000, engine="numpy"))
    fractions = [fraction for fraction, _ in turns]
    assert len(turns) > 3
    assert fractions == sorted(fractions)
    assert all(walk is None for _, walk in turns[:-1])
    whole = descend(BOWL, SGD(lr=0.01), (5, 1), 20_000, engine="numpy")
    np.testing.assert_array_equal(turns[-1][1].points, whole.points)


@pytest.mark.parametrize("engine", ["numpy", "llvm"])
def test_a_long_walk_alone_keeps_no_room_for_others(engine):
    walk = descend(Surface("x^2"), SGD(lr=0.1), 1.0, 1000, engine=engine)
    assert sum((array if array.base is None else array.base).nbytes for array in (walk.points, walk.losses)) == 16_016
