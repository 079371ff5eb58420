"""Lessons in files: what is written is read again, what is wrong is named, and a failure loses nothing."""

import errno
import json
import os
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lossland import document
from lossland.core.network import MLP
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake, Sentence
from lossland.session import Lesson, Run, Starts, State

NUMBERS = st.floats(-1e6, 1e6, allow_nan=False)
STATES = st.builds(
    State,
    expression=st.text(max_size=30).filter(lambda s: s.isprintable()),
    parameters=st.dictionaries(st.sampled_from(["a", "κ", "w3"]), NUMBERS).map(lambda d: tuple(d.items())),
    start=st.tuples(NUMBERS, NUMBERS),
    steps=st.integers(1, 100_000),
    runs=st.lists(
        st.builds(
            Run,
            st.one_of(
                st.builds(
                    SGD, lr=st.floats(1e-5, 10), nesterov=st.booleans(), dialect=st.sampled_from(["torch", "keras2"])
                ),
                st.builds(Adam, lr=st.floats(1e-5, 10), beta_1=st.floats(0, 0.99)),
            ),
            st.integers(0, 5),
            st.booleans(),
        ),
        min_size=1,
        max_size=6,
    ).map(tuple),
    basins=st.booleans(),
    starts=st.builds(
        Starts, st.integers(1, 1_000_000), st.sampled_from(["uniform", "normal", "grid"]), st.integers(0, 99)
    ),
)


@given(STATES)
def test_what_is_written_is_read_again_exactly(state):
    assert document.loads(document.dumps(state)) == state


def test_a_lesson_from_before_there_were_maps_of_basins_is_read_and_has_none():
    assert document.loads(changed(["basins"], ...)) == State()


def test_a_network_of_another_shape_survives_the_file():
    net = MLP((3, 4, 1), activation=["relu", "identity"], loss="mse", seed=3)
    state = State(lesson=Lesson(net, ((0.1, 0.2, 0.3), (1.0, 2.0, 3.0)), ((0.5,), (0.25,))))
    assert document.loads(document.dumps(state)) == state


def raw():
    return json.loads(document.dumps(State()))


def changed(path, value):
    made = raw()
    *way, last = path
    place = made
    for step in way:
        place = place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return json.dumps(made)


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (["steps"], "many", "steps"),
        (["steps"], 0, "steps"),
        (["steps"], 10**9, "steps"),
        (["steps"], True, "steps"),
        (["window", 0], [5, -5], "window[0]"),
        (["window", 1], [-1e308, 1e308], "window[1]"),
        (["window", 1], [0, 5e-324], "window[1]"),
        (["start"], [1], "start"),
        (["selected"], 7, "selected"),
        (["colour"], "red", "colour"),
        (["runs"], [], "runs"),
        (["runs", 0, "optimizer"], "Sgd", "runs[0].optimizer"),
        (["runs", 0, "color"], 6, "runs[0].color"),
        (["runs", 1, "knobs", "lr"], "0.1", "runs[1].knobs.lr"),
        (["runs", 1, "knobs", "lr"], ..., "runs[1].knobs.lr"),
        (["runs", 1, "knobs", "lr"], -1.0, "runs[1].knobs"),
        (["runs", 1, "knobs", "warmth"], 1.0, "runs[1].knobs.warmth"),
        (["starts", "kind"], "sobol", "starts.kind"),
        (["network", "inputs", 0], [0.1], "network.inputs[0]"),
        (["network", "targets"], [], "network.targets"),
        (["network", "activations"], ["sigmoid", "tahn"], "network"),
        (["expression"], ..., "expression"),
    ],
)
def test_the_message_names_the_field_that_is_wrong(path, value, field):
    with pytest.raises(Mistake) as caught:
        document.loads(changed(path, value))
    assert field in caught.value.message


@pytest.mark.parametrize(
    ("path", "value", "problem"),
    [
        (["steps"], "many", "expected a whole number, not a text"),
        (["steps"], None, "expected a whole number, not nothing"),
        (["steps"], 0, "expected a whole number >= 1"),
        (["start"], [1], "expected 2, not 1"),
        (["runs"], [], "there are too few or too many of them"),
        (["runs", 0, "knobs"], 3, "expected named fields, not a whole number"),
        (["runs", 0, "knobs", "lr"], [], "it is not what belongs here"),
        (["runs", 1, "knobs", "lr"], "0.1", "expected a number"),
        (["starts", "kind"], "sobol", "there is no such choice"),
        (["colour"], "red", "there is no such field"),
        (["expression"], ..., "it is missing"),
    ],
)
def test_what_is_wrong_with_a_field_is_said_in_words_that_can_be_translated(path, value, problem):
    with pytest.raises(Mistake) as caught:
        document.loads(changed(path, value))
    said = caught.value.sentence.values["problem"]
    assert str(said) == problem
    assert all(isinstance(part, Sentence) or not part.isalpha() for part in (said, *said.values.values()))


def test_a_field_that_is_missing_is_named_before_the_problem():
    with pytest.raises(Mistake) as caught:
        document.loads(changed(["steps"], ...))
    assert caught.value.sentence.values["field"] == "steps"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[]",
        "null",
        "not JSON",
        '{"lossland": 1, "lossland": 1}',
        '{"lossland": 2}',
        changed(["lossland"], 0),
        changed(["expression"], "x\ud800"),
        changed(["parameters"], {"\ud800": 1.0}),
        '{"lossland": NaN}',
        '{"lossland": 1, "steps": 1e400}',
        '{"lossland": 1, "steps": ' + "9" * 5000 + "}",
        '{"lossland": ' + "[" * 100_000,
        '{"a":' * 100_000,
    ],
    ids=lambda text: text[:24],
)
def test_what_is_not_a_lesson_is_refused_with_a_mistake(text):
    with pytest.raises(Mistake):
        document.loads(text)


@given(st.data())
def test_a_mutilated_document_is_read_or_refused_but_nothing_else_escapes(data):
    text = document.dumps(State())
    at = data.draw(st.integers(0, len(text) - 1))
    cut = data.draw(st.sampled_from(["", "0", '"', "}", "null", "-", "e999", "[1]"]))
    length = data.draw(st.integers(0, 12))
    with suppress(Mistake):
        assert isinstance(document.loads(text[:at] + cut + text[at + length :]), State)


def test_binary_and_huge_files_are_refused(tmp_path):
    path = tmp_path / "a.lossland"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(Mistake):
        document.load(path)
    with path.open("wb") as file:
        file.truncate(document.LARGEST + 1)
    with pytest.raises(Mistake):
        document.load(path)


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_failed_save_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, step):
    path = tmp_path / "a.lossland"
    document.save(State(steps=5), path)
    before = path.read_bytes()

    def full(*arguments):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="No space"):
        document.save(State(steps=6), path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_save_over_an_old_file_keeps_its_permissions(tmp_path):
    path = tmp_path / "a.lossland"
    document.save(State(), path)
    path.chmod(0o600)
    document.save(State(steps=9), path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert document.load(path).steps == 9


def test_targets_that_the_loss_cannot_learn_from_are_refused_with_the_file():
    net = MLP((2, 2), activation="identity", loss="softmax_cross_entropy")
    state = State(lesson=Lesson(net, ((1.0, 2.0),), ((0.7, 0.9),)))
    with pytest.raises(Mistake, match="network"):
        document.loads(document.dumps(state))


def test_whatever_can_be_typed_can_be_saved_and_opened():
    state = State(expression="x + " * 10_000)
    assert document.loads(document.dumps(state)) == state


def test_a_save_through_a_link_keeps_the_link(tmp_path):
    there, link = tmp_path / "there.lossland", tmp_path / "link.lossland"
    document.save(State(), there)
    link.symlink_to(there)
    document.save(State(steps=9), link)
    assert link.is_symlink()
    assert document.load(there).steps == 9
