"""The names of nodes and weights are those of the textbook, and no two are alike."""

import pytest

from lossland.core.symbols import symbols


def test_few_weights_are_numbered_through_in_reading_order():
    names = symbols((2, 2, 2))
    assert names.nodes == (("x₁", "x₂"), ("h₁", "h₂"), ("o₁", "o₂"))
    assert names.weights == ((("w₁", "w₂"), ("w₃", "w₄")), (("w₅", "w₆"), ("w₇", "w₈")))
    assert names.biases == (("b₁", "b₂"), ("b₃", "b₄"))
    assert names.targets == ("t₁", "t₂")


def test_several_hidden_layers_are_told_apart():
    names = symbols((1, 2, 2, 1))
    assert names.nodes[1:3] == (("h₁⁽¹⁾", "h₂⁽¹⁾"), ("h₁⁽²⁾", "h₂⁽²⁾"))


def test_many_weights_say_their_layer_row_and_column():
    names = symbols((4, 6, 2))
    assert names.weights[0][4][2] == "w⁽¹⁾₅₃"
    assert names.biases[1][1] == "b⁽²⁾₂"
    assert symbols((11, 11)).weights[0][0][10] == "w⁽¹⁾₁,₁₁"


def test_a_node_hands_on_its_activation_and_an_input_itself():
    names = symbols((1, 1, 1))
    assert [names.output(layer, 0) for layer in range(3)] == ["x₁", "a(h₁)", "a(o₁)"]


@pytest.mark.parametrize("sizes", [(2, 2, 2), (12, 11, 3), (3, 4, 5, 6, 1), (1, 1)])
def test_no_two_are_alike(sizes):
    names = symbols(sizes)
    every = [name for layer in (*names.nodes, *names.biases, names.targets) for name in layer]
    every += [name for layer in names.weights for row in layer for name in row]
    assert len(set(every)) == len(every)
