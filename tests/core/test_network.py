"""A network is a value: it compares, hashes, checks what it is given, and goes to one vector and back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossland.core.network import MLP
from lossland.core.sentence import Mistake

sizes = st.lists(st.integers(1, 5), min_size=2, max_size=5)


@given(sizes, st.integers(0, 99))
def test_one_vector_and_back_is_the_same_network(sizes, seed):
    net = MLP(sizes, seed=seed)
    assert net.with_flat(net.flat()) == net
    assert hash(net.with_flat(net.flat())) == hash(net)


@given(sizes)
def test_lists_tuples_and_arrays_make_equal_networks(sizes):
    net = MLP(sizes, "tanh", "mse")
    other = MLP(np.array(sizes), ["tanh"] * (len(sizes) - 1), "mse", [w.tolist() for w in net.W], net.biases)
    assert other == net
    assert all(isinstance(n, int) for n in other.sizes)


def test_weights_lead_from_column_to_row():
    net = MLP([3, 2], weights=[[[1, 2, 3], [4, 5, 6]]], biases=[[7, 8]])
    assert net.W[0].shape == (2, 3)
    assert net.weights == (((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)),)
    np.testing.assert_array_equal(net.flat(), [1, 2, 3, 4, 5, 6, 7, 8])


def test_the_vector_holds_each_layers_weights_then_its_biases():
    net = MLP([1, 1, 1], weights=[[[1]], [[3]]], biases=[[2], [4]])
    np.testing.assert_array_equal(net.flat(), [1, 2, 3, 4])


def test_drawn_weights_depend_on_the_seed_alone_and_stay_within_the_bound():
    net = MLP([40, 60], seed=5)
    assert net == MLP([40, 60], seed=5)
    assert net != MLP([40, 60], seed=6)
    bound = np.sqrt(6 / 100)
    assert 0.99 * bound < np.abs(net.W[0]).max() <= bound
    assert not net.b[0].any()


def test_its_arrays_cannot_be_written_to():
    net = MLP([2, 2])
    with pytest.raises(ValueError, match="read-only"):
        net.W[0][0, 0] = 1


def test_other_sizes_keep_the_layers_that_still_fit():
    net = MLP([2, 3, 1], ["relu", "identity"], seed=1)
    deeper = net.replace(sizes=(2, 3, 4, 1))
    assert deeper.activations == ("relu", "relu", "identity")
    assert deeper.weights[0] == net.weights[0]
    assert [w.shape for w in deeper.W] == [(3, 2), (4, 3), (1, 4)]
    assert deeper.replace(sizes=(2, 1)).activations == ("identity",)


def test_replacing_one_argument_leaves_the_others():
    net = MLP([2, 3, 1], ["relu", "identity"], "mse", seed=1)
    changed = net.replace(loss="half_squared_error", activation="tanh")
    assert changed == MLP([2, 3, 1], "tanh", "half_squared_error", net.weights, net.biases)


def test_a_training_that_diverged_is_still_a_network():
    net = MLP([2, 2])
    assert np.isnan(net.with_flat(np.full(6, np.nan)).W[0]).all()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"sizes": [2]}, "at least two"),
        ({"sizes": []}, "at least two"),
        ({"sizes": [2, 0]}, "at least two"),
        ({"sizes": [2, 2.5]}, "at least two"),
        ({"sizes": ["a", 2]}, "at least two"),
        ({"sizes": [2, float("nan")]}, "at least two"),
        ({"sizes": 3}, "at least two"),
        ({"sizes": [1] * 13}, "12 layers, not 13"),
        ({"sizes": [10**4, 10**4]}, "1000000 weights"),
        ({"sizes": [2, 2], "activation": "sigmod"}, "no activation"),
        ({"sizes": [2, 2], "activation": ["tanh", "tanh"]}, "each of the 1"),
        ({"sizes": [2, 2], "loss": "mae"}, "no loss"),
        ({"sizes": [2, 2], "weights": []}, "for 1 layers, not 0"),
        ({"sizes": [2, 1], "weights": [[[1], [2]]]}, r"shape \(1, 2\), not \(2, 1\)"),
        ({"sizes": [2, 1], "weights": [[[1, "b"]]]}, "must be numbers"),
        ({"sizes": [2, 2], "weights": [[[1, 2], [3]]]}, "must be numbers"),
        ({"sizes": [2, 1], "weights": [[[1, float("inf")]]]}, "finite"),
        ({"sizes": [2, 2], "biases": [[1]]}, "Biases of layer 1"),
        ({"sizes": [2, 2], "activation": 3}, "no activation “3”"),
        ({"sizes": [2, 2], "activation": [["tanh"]]}, "no activation"),
        ({"sizes": [2, 2], "loss": []}, "no loss"),
        ({"sizes": [2, 2, 2], "weights": 3}, "for 2 layers, not 1"),
        ({"sizes": [2, 2], "biases": 5}, r"shape \(2,\), not \(\)"),
        ({"sizes": [2, 2], "seed": "x"}, "seed must be a whole number"),
        ({"sizes": [2, 2], "seed": -1}, "seed must be a whole number"),
    ],
)
def test_what_cannot_be_a_network_is_a_mistake_in_words(arguments, said):
    with pytest.raises(Mistake, match=said):
        MLP(**arguments)
