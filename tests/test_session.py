"""State and its undo."""

from hypothesis import given
from hypothesis import strategies as st

from lossland.session import MOST, Session, State

CHANGES = st.one_of(
    st.builds(lambda v: {"steps": v}, st.integers(1, 5)),
    st.builds(lambda v: {"expression": v}, st.sampled_from(["x", "x^2", "x^2 + y^2"])),
    st.builds(lambda v: {"start": (v, -v)}, st.integers(-3, 3)),
)
GESTURES = st.sampled_from([None, "drag"])


def test_a_change_tells_everyone_the_old_state_and_the_new():
    session, seen = Session(), []
    session.changed.connect(lambda old, new: seen.append((old.steps, new.steps)))
    session.set(steps=10)
    session.set(steps=10)  # no change, no signal
    session.undo()
    session.redo()
    assert seen == [(200, 10), (10, 200), (200, 10)]


@given(st.lists(st.tuples(GESTURES, CHANGES), max_size=12))
def test_undoing_everything_returns_to_the_beginning_and_redoing_everything_to_the_end(changes):
    session = Session()
    first = session.state
    for gesture, change in changes:
        session.set(gesture, **change)
    last = session.state
    while session.can_undo:
        session.undo()
    assert session.state == first
    while session.can_redo:
        session.redo()
    assert session.state == last


@given(st.lists(CHANGES, min_size=1, max_size=8))
def test_a_drag_is_undone_as_one(changes):
    session = Session(State(steps=77))
    for change in changes:
        session.set("drag", **change)
    session.undo()
    assert session.state == State(steps=77)


def test_a_gesture_that_comes_back_leaves_nothing_to_undo():
    session = Session()
    session.set(steps=10)
    session.set("click", start=(1.0, 2.0))
    session.set("click", start=State().start)
    session.set("click", start=(3.0, 4.0))
    session.undo()
    assert session.state == State(steps=10)
    session.undo()
    assert session.state == State()
    assert not session.can_undo


def test_two_drags_of_one_slider_are_undone_one_by_one():
    session = Session()
    session.set("drag", steps=10)
    session.settle()
    session.set("drag", steps=20)
    session.undo()
    assert session.state.steps == 10


def test_a_change_after_an_undo_leaves_nothing_to_redo():
    session = Session()
    session.set(steps=10)
    session.undo()
    session.set(steps=20)
    assert not session.can_redo


def test_opening_a_lesson_cannot_be_undone_into_another():
    session = Session()
    session.set(steps=10)
    session.open(State(steps=5))
    assert session.state.steps == 5
    assert not session.can_undo


def test_only_so_many_changes_are_kept_as_a_long_lesson_can_afford():
    session = Session()
    for steps in range(1, 1000):
        session.set(steps=steps)
    undone = 0
    while session.can_undo:
        session.undo()
        undone += 1
    assert undone == MOST
    assert session.state.steps == 999 - MOST
