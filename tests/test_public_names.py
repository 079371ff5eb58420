"""What a notebook may rely on, and that it needs no window for it."""

import doctest
import subprocess
import sys

import numpy as np
import pytest

import lossland as ll


def test_the_lesson_of_the_first_page_works_as_written():
    s = ll.Surface("(x^2 + y - 11)^2 + (x + y^2 - a)^2", a=7)
    assert (s.axes, s.parameters, s.window) == (("x", "y"), {"a": 7.0}, ((-5, 5), (-5, 5)))
    p = np.zeros((3, 4, 2))
    assert (s.value(p).shape, s.gradient(p).shape, s.hessian(p).shape) == ((3, 4), (3, 4, 2), (3, 4, 2, 2))
    w = ll.descend(s, ll.Adam(lr=0.1, dialect="torch"), start=(1, 1), steps=100)
    assert (w.points.shape, w.losses.shape, w.gradients.shape) == ((101, 2), (101,), (101, 2))
    assert isinstance(w.end, str)
    c = ll.descend(s, ll.SGD(lr=0.01), start=ll.uniform(100, s, seed=7), steps=50, keep="last")
    assert (c.points.shape, c.end.shape) == ((100, 2), (100,))
    net = ll.MLP([2, 3, 2], activation=["tanh", "identity"], loss="softmax_cross_entropy")
    tape = ll.backprop(net, [[0.5, -1], [1, 2]], [0, 1])
    assert tape.z[0].shape == tape.a[0].shape == tape.dz[0].shape == tape.da[0].shape == (2, 3)
    assert [d.shape for d in tape.dW] == [w.shape for w in net.W]
    assert len(tape.events) == 2 * 5 + 1
    assert str(ll.terms(tape, tape.events[0])[0]).startswith("z(h₁) = w₁·x₁")


def test_starts_study_and_training_are_at_hand():
    s = ll.Surface.named("himmelblau")
    assert ll.grid(9, s).shape == ll.normal(9, s).shape == (9, 2)
    *_, (_, found) = ll.study(s, ll.SGD(lr=0.01), ll.uniform(50, s), 200)
    assert found.total == 50
    *_, (tape, after) = ll.train(ll.MLP([1, 1]), ll.RMSprop(lr=0.1), [[1]], [[0]], 3)
    assert tape.net != after


def test_what_a_notebook_shows_of_a_record_is_a_line_or_two():
    s = ll.Surface("(x - a)^2 + y^2", a=2)
    walk = ll.descend(s, ll.SGD(lr=0.1), (1, 1), engine="numpy")
    assert repr(walk) == f"<Walk: 100 steps, stationary, loss {walk.losses[-1]:.6g}; {walk.optimizer}, by numpy>"
    crowd = ll.descend(s, ll.SGD(lr=0.1), ll.uniform(2000, s), keep="last", engine="numpy")
    assert repr(crowd).startswith("<Walk: 2000 walks of 100 steps, 2000 stationary; SGD(lr=0.1")
    assert repr(s) == "Surface('(x - a)^2 + y^2', a=2)"
    net = ll.MLP([20, 50, 3])
    *_, (_, study) = ll.study(s, ll.SGD(lr=0.1), ll.uniform(2000, s), 100)
    tape = ll.backprop(net, np.zeros((30, 20)), np.zeros((30, 3)))
    for shown in map(repr, (walk, crowd, net, study, tape)):
        assert len(shown) < 500
        assert "\n" not in shown


@pytest.mark.parametrize(
    ("text", "start", "steps", "shown"),
    [
        ("x^2", 1, 3, "3 steps, loss 0.262144"),
        ("x^2", 1, 1, "1 step, loss 0.64"),
        ("ln(x)", 0.1, 9, "1 step, undefined, loss nan"),
        ("x^2", [[1], [2]], 3, "2 walks of 3 steps"),
        ("x^2", [[0]], 1, "1 walk of 1 step, 1 stationary"),
        ("ln(x)", [[0.1], [5], [6]], 4, "3 walks of 4 steps, 1 undefined"),
    ],
)
def test_a_record_in_one_line_tells_walks_from_steps(text, start, steps, shown):
    walk = ll.descend(ll.Surface(text), ll.SGD(lr=0.1), start, steps, engine="numpy")
    assert repr(walk).split(";")[0] == f"<Walk: {shown}"


def test_a_mistake_has_a_message_and_a_column():
    with pytest.raises(ll.Mistake) as caught:
        ll.Surface("x^2 + sine(y)")
    assert caught.value.message
    assert caught.value.column == 6


def test_all_names_are_there():
    assert {name for name in ll.__all__ if not hasattr(ll, name)} == set()


def test_the_example_of_the_docstring_is_true():
    assert doctest.testmod(ll) == (0, 2)


def test_no_part_of_qt_is_loaded():
    shown = "print([m for m in sys.modules if 'Qt' in m or 'PySide' in m or 'msgspec' in m])"
    code = f"import sys; from lossland import *; {shown}"
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": "app"}
    )
    assert said.stdout.strip() == "[]"
