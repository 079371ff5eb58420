"""A training is recorded node by node, and its updates are the optimizer's own."""

import numpy as np
import pytest

from lossland.core.backprop import backprop
from lossland.core.network import MLP
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake
from lossland.core.training import record, train

NET = MLP(
    [2, 2, 2],
    weights=[[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
    biases=[[0.35, 0.35], [0.60, 0.60]],
)
X, T = [[0.05, 0.10]], [[0.01, 0.99]]


def recorded(length, net=NET, optimizer=SGD(lr=0.5), inputs=X, targets=T):  # noqa: B008 (a frozen record)
    *_, (fraction, training) = record(net, optimizer, inputs, targets, length)
    assert fraction == 1
    return training


def test_one_update_takes_every_gradient_before_any_weight_changes():
    (_, after), *_ = train(NET, SGD(lr=0.5), X, T, 1)
    np.testing.assert_allclose(after.W[1], [[0.35891648, 0.408666186], [0.511301270, 0.561370121]], atol=1e-9)
    np.testing.assert_allclose(after.W[0], [[0.149780716, 0.19956143], [0.24975114, 0.29950229]], atol=1e-8)


def test_the_loss_after_one_update_is_that_of_a_rule_that_also_learns_the_biases():
    assert recorded(20).losses == pytest.approx([0.2983711087600027, 0.28047144679143016], rel=1e-13)


@pytest.mark.parametrize("optimizer", [SGD(lr=0.1, momentum=0.9), RMSprop(lr=0.01, decay=0.1), Adam(lr=0.05)])
def test_the_weights_walk_as_a_point_on_a_surface_walks(optimizer):
    x, h = NET.flat(), 1e-6
    memory = optimizer.start(x)

    def loss(at):
        return backprop(NET.with_flat(at), X, T).loss

    for t, (_, net) in enumerate(train(NET, optimizer, X, T, 3)):
        g = np.array([(loss(x + h * e) - loss(x - h * e)) / (2 * h) for e in np.eye(x.size)])
        x, memory = optimizer.step(x, g, memory, t)
        np.testing.assert_allclose(net.flat(), x, rtol=1e-5, atol=1e-7)


def test_playback_goes_from_ready_through_every_node_to_the_update():
    training = recorded(21)
    kinds = [training.at(index).kind for index in range(12)]
    assert kinds == ["ready", *["forward"] * 4, "loss", *["backward"] * 4, "update", "forward"]
    assert [training.at(index).step for index in (0, 1, 10, 11, 20, 21)] == [0, 0, 0, 1, 1, 2]
    assert [training.at(index).number for index in (0, 1, 10, 11)] == [0, 1, 10, 1]


def test_an_update_shows_the_network_before_and_after():
    training = recorded(21)
    update = training.at(10)
    assert update.tape.net == NET
    assert update.after == training.at(11).tape.net != NET
    assert update.event is None


@pytest.mark.parametrize("length", [1, 2, 10, 11, 200, 201])
def test_there_are_at_least_as_many_moments_as_asked_for(length):
    training = recorded(length)
    assert len(training) >= length
    assert training.at(len(training) - 1).kind == "update"


def test_past_the_end_the_last_moment_stays():
    training = recorded(5)
    assert training.at(10**6).kind == "update"
    assert training.at(10**6).step == len(training.tapes) - 1


def test_a_window_hears_of_progress_while_it_lasts():
    net = MLP([60, 60, 60])
    x, t = np.ones((200, 60)), np.zeros((200, 60))
    heard = list(record(net, SGD(lr=0.1), x, t, 24_000))
    assert len(heard) > 3
    assert [len(training.tapes) for _, training in heard] == sorted(len(training.tapes) for _, training in heard)


def test_a_training_that_diverges_ends_in_numbers_not_in_a_warning():
    net = MLP([2, 2], "identity", "mse", seed=1)
    assert not np.isfinite(recorded(2000, net, SGD(lr=10.0)).losses[-1])


def test_what_does_not_fit_in_memory_is_refused_before_it_is_begun():
    with pytest.raises(Mistake, match="MB"):
        next(record(MLP([1, 1]), SGD(lr=0.1), np.ones((10_000, 1)), np.ones((10_000, 1)), 100_000))


def test_a_wrong_batch_is_a_mistake_before_it_is_begun():
    with pytest.raises(Mistake, match="Inputs"):
        next(record(NET, SGD(lr=0.1), [[1.0]], T, 10))
