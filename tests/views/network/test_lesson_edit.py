"""What is typed about the network either becomes a whole lesson, or is refused in words and changes nothing."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossland.core import loss as losses
from lossland.core.backprop import backprop
from lossland.core.sentence import Mistake
from lossland.session import MAZUR
from lossland.views.network import lesson_edit as edit


@pytest.mark.parametrize("text", ["2-3-1", "2 3 1", "2–3–1", " 2 - 3 - 1 ", "2,3,1", "2×3×1", "2−3−1", "2:3:1"])
def test_layers_are_read_however_they_are_separated(text):
    assert edit.read_sizes(text) == (2, 3, 1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "at least two"),
        ("3", "at least two"),
        ("2-x-1", "“x”"),
        ("2-0-1", "at least one node"),
        ("2-65-1", "at most 64"),
        ("2-99999999999999999999-1", "at most 64"),
        ("2-2.5-1", "2.5"),
    ],
)
def test_what_cannot_be_layers_is_refused_in_words(text, says):
    with pytest.raises(Mistake, match=says):
        edit.read_sizes(text)


@given(st.text(max_size=30))
def test_no_text_for_layers_raises_anything_but_a_mistake(text):
    try:
        sizes = edit.read_sizes(text)
    except Mistake:
        return
    assert edit.read_sizes(edit.write_sizes(sizes)) == sizes


@pytest.mark.parametrize("text", ["", "abc", "1,5", "nan", "inf", "1e400", "1e13", "0x10", "1 000"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Mistake):
        edit.read_number(text)


def test_layers_that_keep_their_shape_keep_their_weights():
    longer = edit.with_sizes(MAZUR, (2, 2, 3))
    assert longer.network.weights[0] == MAZUR.network.weights[0]
    assert longer.network.biases[0] == MAZUR.network.biases[0]
    assert np.shape(longer.network.weights[1]) == (3, 2)


def test_data_follow_the_layers():
    wider = edit.with_sizes(MAZUR, (3, 2, 1))
    assert wider.inputs[0][:2] == MAZUR.inputs[0]
    assert len(wider.inputs[0]) == 3
    assert wider.targets == ((0.01,),)
    assert edit.with_sizes(wider, (1, 1)).inputs == ((0.05,),)


def test_new_inputs_differ_between_samples():
    wider = edit.with_sizes(edit.XOR, (4, 3, 1))
    assert len({row[2:] for row in wider.inputs}) == 4


@given(st.lists(st.integers(1, 9), min_size=2, max_size=6), st.sampled_from(sorted(losses.catalogue())))
def test_any_layers_with_any_loss_make_a_lesson_that_can_be_trained(sizes, loss):
    lesson = edit.with_loss(edit.with_sizes(edit.XOR, tuple(sizes)), loss)
    assert np.isfinite(backprop(lesson.network, lesson.inputs, lesson.targets).loss)


def test_a_loss_of_logits_brings_the_identity():
    lesson = edit.with_loss(MAZUR, "bce_with_logits")
    assert lesson.network.activations == ("sigmoid", "identity")
    assert edit.with_activation(lesson, "tanh").network.activations == ("tanh", "identity")
    assert edit.with_activation(lesson, "tanh", 1).network.activations == ("sigmoid", "tanh")
    assert edit.with_activation(MAZUR, "relu").network.activations == ("relu", "relu")


def test_one_weight_and_one_bias_change_alone():
    lesson = edit.with_weight(MAZUR, 1, 0, 1, 0.7)
    assert lesson.network.weights == (MAZUR.network.weights[0], ((0.4, 0.7), (0.5, 0.55)))
    assert lesson.network.biases == MAZUR.network.biases
    lesson = edit.with_weight(MAZUR, 0, 1, -1, -2.0)
    assert lesson.network.biases == ((0.35, -2.0), (0.6, 0.6))
    assert lesson.network.weights == MAZUR.network.weights


def test_shares_of_a_softmax_go_on_adding_up_to_one():
    lesson = edit.with_loss(edit.with_sizes(MAZUR, (2, 2, 3)), "softmax_cross_entropy")
    assert sum(lesson.targets[0]) == pytest.approx(1)
    lesson = edit.with_datum(lesson, "targets", 0, 0, 1.0)
    assert lesson.targets == ((1.0, 0.0, 0.0),)
    assert edit.with_datum(lesson, "targets", 0, 0, 0.5).targets == ((0.5, 0.25, 0.25),)
    with pytest.raises(Mistake, match="add up to 1"):
        edit.with_datum(lesson, "targets", 0, 1, 1.5)


def test_samples_come_and_go_in_pairs():
    two = edit.with_datum(edit.with_sample(MAZUR), "inputs", 1, 0, 0.9)
    assert two.inputs == ((0.05, 0.1), (0.9, 0.1))
    assert len(two.targets) == 2
    assert edit.without_sample(two, 0).inputs == ((0.9, 0.1),)
    with pytest.raises(Mistake, match="must stay"):
        edit.without_sample(MAZUR, 0)


def test_there_is_an_end_to_samples():
    lesson = MAZUR
    for _ in range(edit.MOST_SAMPLES - 1):
        lesson = edit.with_sample(lesson)
    with pytest.raises(Mistake, match="room"):
        edit.with_sample(lesson)


def test_a_seed_gives_the_same_weights_again_and_another_seed_others():
    assert edit.randomised(MAZUR, 5) == edit.randomised(MAZUR, 5)
    assert edit.randomised(MAZUR, 5) != edit.randomised(MAZUR, 6)
    assert edit.randomised(MAZUR, 5).network.activations == MAZUR.network.activations


def test_weights_that_diverged_cannot_become_the_first_ones():
    lost = MAZUR.network.with_flat(np.full(MAZUR.network.flat().size, np.inf))
    with pytest.raises(Mistake, match="finite"):
        edit.with_network(MAZUR, lost)
