"""Back-propagation against recorded runs of torch, published examples, and differences."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossland.core.activation import catalogue as activations
from lossland.core.backprop import Event, backprop
from lossland.core.loss import catalogue as losses
from lossland.core.network import MLP
from lossland.core.sentence import Mistake

DATA = Path(__file__).parents[1] / "data"
RECORDS = json.loads((DATA / "mlp_backprop.json").read_text())["records"]
EXAMPLES = {e["id"]: e for e in json.loads((DATA / "published_examples.json").read_text())["examples"]}


def mazur() -> MLP:
    return MLP(
        [2, 2, 2],
        weights=[[[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]]],
        biases=[[0.35, 0.35], [0.60, 0.60]],
    )


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_every_number_agrees_with_torch(record):
    net = MLP(record["sizes"], record["acts"], record["loss"], record["W"], record["b"])
    tape = backprop(net, record["x"], record["target"])
    assert tape.loss == pytest.approx(record["loss_value"], rel=1e-12)
    ours = {"z": tape.z, "a": tape.a, "dL_dz": tape.dz, "dL_da": tape.da, "dL_dW": tape.dW, "dL_db": tape.db}
    for key, layers in ours.items():
        assert len(layers) == len(record[key])
        for layer, expected in zip(layers, record[key], strict=True):
            np.testing.assert_allclose(layer, expected, rtol=1e-12, atol=1e-12, err_msg=key)
    np.testing.assert_allclose(tape.dx, record["dL_dx"], rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record["id"])
def test_multiplications_with_and_without_reuse_are_those_counted_elsewhere(record):
    counted = record["mults_per_sample"]
    tape = backprop(MLP(record["sizes"], record["acts"], record["loss"]), record["x"], record["target"])
    assert tape.multiplications == (counted["backprop_mults_total"], counted["naive_mults_total"])


def test_the_step_by_step_example_comes_out_as_printed():
    tape = backprop(mazur(), [[0.05, 0.10]], [[0.01, 0.99]])
    printed = {v["name"]: v["computed"] for v in EXAMPLES["mazur-2015"]["values"]}
    ours = {
        "net_h1": tape.z[0][0, 0],
        "out_h1": tape.a[0][0, 0],
        "out_h2": tape.a[0][0, 1],
        "net_o1": tape.z[1][0, 0],
        "out_o1": tape.a[1][0, 0],
        "out_o2": tape.a[1][0, 1],
        "E_total": tape.loss,
        "dE/dw5": tape.dW[1][0, 0],
        "dE/dw1": tape.dW[0][0, 0],
    }
    assert ours == pytest.approx({name: printed[name] for name in ours}, rel=1e-13)


def test_the_example_of_han_and_kamber_comes_out_as_computed():
    net = MLP(
        [3, 2, 1],
        weights=[[[0.2, 0.4, -0.5], [-0.3, 0.1, 0.2]], [[-0.3, -0.2]]],
        biases=[[-0.4, 0.2], [0.1]],
    )
    tape = backprop(net, [[1, 0, 1]], [[1]])
    printed = {v["name"]: v["computed"] for v in EXAMPLES["han-kamber"]["values"]}
    assert tape.a[1][0, 0] == pytest.approx(printed["O6"], rel=1e-13)
    assert -tape.dz[1][0, 0] == pytest.approx(printed["Err6"], rel=1e-13)
    assert -tape.dz[0][0] == pytest.approx([printed["Err4"], printed["Err5"]], rel=1e-13)


def test_a_single_neuron_comes_out_as_published():
    net = MLP([2, 1], "tanh", weights=[[[-3, 1]]], biases=[[6.881373587019543]])
    tape = backprop(net, [[2, 0]], [[2**-0.5 - 1]])  # the target at which ∂L/∂a is 1
    np.testing.assert_allclose(tape.dW[0], [[1, 0]], atol=1e-12)
    np.testing.assert_allclose(tape.dx, [[-1.5, 0.5]], atol=1e-12)


@given(
    st.lists(st.integers(1, 4), min_size=2, max_size=4),
    st.sampled_from(sorted(set(activations()) - {"relu", "leaky_relu"})),
    st.sampled_from(sorted(losses())),
    st.integers(0, 99),
)
def test_the_gradient_is_the_derivative_of_the_loss(sizes, activation, loss, seed):
    rng = np.random.default_rng(seed)
    net = MLP(sizes, activation, loss, seed=seed)
    x, t = rng.normal(size=(3, sizes[0])), rng.dirichlet(np.ones(sizes[-1]), 3)
    gradient, at, h = backprop(net, x, t).flat(), net.flat(), 1e-5
    for i in range(at.size):
        step = np.zeros_like(at)
        step[i] = h
        up, down = (backprop(net.with_flat(at + s), x, t).loss for s in (step, -step))
        assert gradient[i] == pytest.approx((up - down) / (2 * h), abs=1e-8)


def test_events_go_forward_node_by_node_then_back_from_the_outputs():
    tape = backprop(MLP([2, 3, 1]), [[1, 2]], [[0]])
    assert tape.events == (
        Event("forward", 0, 0),
        Event("forward", 0, 1),
        Event("forward", 0, 2),
        Event("forward", 1, 0),
        Event("loss", 2, 0),
        Event("backward", 1, 0),
        Event("backward", 0, 0),
        Event("backward", 0, 1),
        Event("backward", 0, 2),
    )


def test_class_numbers_and_rows_with_a_single_one_are_the_same_lesson():
    net = MLP([2, 3], "identity", "softmax_cross_entropy", seed=2)
    x = [[1, 2], [3, -1]]
    assert backprop(net, x, [2, 0]).loss == backprop(net, x, [[0, 0, 1], [1, 0, 0]]).loss


@pytest.mark.parametrize("activation", ["relu", ["tanh", "identity"]])
def test_a_diverged_network_gives_numbers_without_a_warning(activation):
    net = MLP([2, 2, 2], activation, "mse")
    for value in (1e300, np.inf, np.nan):
        tape = backprop(net.with_flat(np.full(12, value)), [[1, -1]], [[0, 1]])
        assert not np.isfinite(tape.loss)


@pytest.mark.parametrize(
    ("inputs", "targets", "said"),
    [
        ([[1, 2, 3]], [[1, 2]], "Inputs"),
        ([1, 2], [[1, 2]], "Inputs"),
        ([], [], "Inputs"),
        ([[1, float("nan")]], [[1, 2]], "Inputs must be finite"),
        ([[1, 2]], [[1]], "Targets"),
        ([[1, 2]], [1], "Targets"),
        ([[1, 2], [3, 4]], [[1, 2]], "2 rows of inputs, but 1 of targets"),
    ],
)
def test_a_batch_of_another_shape_is_a_mistake_in_words(inputs, targets, said):
    with pytest.raises(Mistake, match=said):
        backprop(MLP([2, 2]), inputs, targets)
