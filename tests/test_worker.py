"""The computing thread: turns, newest wins, nothing piles up, errors are told."""

import gc
import itertools
import threading
import time
import weakref

import pytest
from memory import resident
from PySide6.QtCore import QCoreApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from lossland.core.engine import tiers
from lossland.core.engine.crowd import Crowd
from lossland.core.optimizers.sgd import SGD
from lossland.core.starts import uniform
from lossland.core.surface import Surface
from lossland.worker import Worker


@pytest.fixture
def worker(qapp):
    made = Worker()
    yield made
    made.stop()


def forever(state):
    yield from itertools.repeat((0.5, "old"))


def once(state):
    yield 1.0, "new"


def broken(state):
    yield 0.5, "half"
    raise ValueError("no such function")


def collect(signal):
    got = []
    signal.connect(lambda *arguments: got.append(arguments))
    return got


def test_a_newer_job_replaces_the_older_of_its_name(worker, qtbot):
    got = collect(worker.produced)
    worker.submit("path", forever, None)
    qtbot.waitUntil(lambda: len(got) > 2)
    worker.submit("path", once, None)
    got.clear()
    qtbot.waitUntil(lambda: worker.idle)
    assert got[-1] == ("path", "new")
    assert len(got) <= 3  # but for what was on its way


def test_a_job_that_takes_longer_than_a_move_of_a_slider_is_seen_while_it_moves(worker, qtbot, monkeypatch):
    monkeypatch.setattr("lossland.worker.GRACE", 10.0)
    got, hold = collect(worker.produced), threading.Event()

    def slow(state):
        for _ in range(3):
            yield 0.3, None
            hold.wait(20)
        yield 1.0, state

    for move in range(5):
        worker.submit("path", slow, move)
    hold.set()
    qtbot.waitUntil(lambda: worker.idle)
    assert got == [("path", 0), ("path", 4)]


def test_a_job_that_does_not_come_to_a_result_gives_way_to_a_newer_one(worker, qtbot):
    got = collect(worker.produced)
    worker.submit("path", lambda state: itertools.repeat((0.5, None)), None)
    worker.submit("path", once, None)
    qtbot.waitUntil(lambda: worker.idle)
    assert got == [("path", "new")]


def test_the_mistake_of_what_is_not_asked_for_any_more_is_not_told(worker, qtbot):
    told, hold = collect(worker.failed), threading.Event()

    def fails(state):
        yield 0.5, None
        hold.wait(20)
        raise ValueError("half typed")

    worker.submit("path", fails, None)
    worker.submit("path", once, None)
    hold.set()
    qtbot.waitUntil(lambda: worker.idle)
    assert told == []


def test_an_endless_job_does_not_starve_another(worker, qtbot):
    worker.submit("crowd", forever, None)
    with qtbot.waitSignal(worker.produced, check_params_cb=lambda name, _: name == "path"):
        worker.submit("path", once, None)


def test_nothing_is_computed_while_a_complete_result_is_shown(worker, qtbot, monkeypatch):
    monkeypatch.setattr("lossland.worker.SHOWING", 10.0)
    turns, during = [], []

    def crowd(state):
        while True:
            turns.append(None)
            yield 0.5, None

    def show(name, result):
        before = len(turns)
        time.sleep(0.02)
        during.append(len(turns) - before)

    worker.produced.connect(show)
    worker.submit("crowd", crowd, None)
    qtbot.waitUntil(lambda: len(turns) > 2)
    worker.submit("path", once, None)
    qtbot.waitUntil(lambda: bool(during))
    assert during == [0]
    so_far = len(turns)
    qtbot.waitUntil(lambda: len(turns) > so_far)


def test_nothing_is_computed_while_a_result_is_painted(worker, qtbot, monkeypatch):
    monkeypatch.setattr("lossland.worker.SHOWING", 10.0)
    turns, told, during = [], [], []

    class Shown(QWidget):
        def paintEvent(self, event):
            before = len(turns)
            time.sleep(0.02)
            if told:  # the window system may have it painted before, too
                during.append(len(turns) - before)

    def crowd(state):
        while True:
            turns.append(None)
            yield 0.5, None

    shown = Shown()
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    worker.produced.connect(lambda *news: (told.append(news), shown.update()))
    worker.submit("crowd", crowd, None)
    qtbot.waitUntil(lambda: len(turns) > 2)
    worker.submit("path", once, None)
    qtbot.waitUntil(lambda: bool(during))
    assert set(during) == {0}


def test_a_window_that_does_not_listen_gets_one_piece_of_news_not_thousands(worker, qtbot):
    got, counted = collect(worker.produced), []
    done = threading.Event()

    def many(state):
        for i in range(20_000):
            counted.append(i)
            yield i / 20_000, i
        done.set()

    worker.submit("path", many, None)
    assert done.wait(20)  # the window's event loop stands still all this time
    qtbot.waitUntil(lambda: worker.idle)
    assert len(counted) == 20_000
    assert got == [("path", 19_999)]


def test_progress_without_a_result_does_not_hide_the_result_before_it(worker, qtbot):
    got = collect(worker.produced)
    done = threading.Event()

    def job(state):
        yield 0.1, "first"
        yield 0.2, None
        done.set()

    worker.submit("path", job, None)
    assert done.wait(20)
    qtbot.waitUntil(lambda: worker.idle)
    assert got == [("path", "first")]


def test_a_cancelled_job_stops_and_says_that_it_is_over(worker, qtbot):
    told = collect(worker.progressed)
    worker.submit("path", forever, None)
    qtbot.waitUntil(lambda: ("path", 0.5) in told)
    worker.cancel("path")
    qtbot.waitUntil(lambda: worker.idle)
    assert told[-1] == ("path", 1.0)


def test_an_error_is_reported_with_what_came_before_it_and_the_worker_lives_on(worker, qtbot):
    got, errors = collect(worker.produced), collect(worker.failed)
    worker.submit("path", broken, None)
    qtbot.waitUntil(lambda: worker.idle)
    assert got == [("path", "half")]
    assert [(name, str(error)) for name, error in errors] == [("path", "no such function")]
    with qtbot.waitSignal(worker.produced):
        worker.submit("path", once, None)


def test_a_job_that_fails_before_its_first_result_is_reported_too(worker, qtbot):
    errors = collect(worker.failed)

    def refused(state):
        raise ValueError("no such surface")

    worker.submit("path", refused, None)
    qtbot.waitUntil(lambda: worker.idle)
    assert [str(error) for _, error in errors] == ["no such surface"]


def test_stopping_in_the_middle_of_a_job_ends_the_thread(qapp):
    made = Worker()
    made.submit("path", forever, None)
    made.stop()
    assert "lossland worker" not in [thread.name for thread in threading.enumerate()]


def test_garbage_is_collected_in_the_windows_thread_only(qtbot):
    class Round:
        """Garbage that only the collector finds."""

        def __init__(self):
            self.me = self
            weakref.finalize(self, lambda: where.append(threading.current_thread().name))

    def littering(state):
        yield 0.5, len([[] for _ in range(100_000)])
        done.set()

    where, done = [], threading.Event()
    made = Worker()
    for _ in range(5):
        Round()
    made.submit("path", littering, None)
    assert done.wait(20)  # the window's event loop stands still all this time
    assert where == []
    litter = [[] for _ in range(100_000)]
    qtbot.waitUntil(lambda: len(where) == 5)
    made.stop()
    assert set(where) == {"MainThread"}
    assert gc.isenabled()
    assert litter


def test_what_was_there_before_a_worker_is_not_looked_through_as_long_as_it_lives(qapp):
    made = Worker()
    assert gc.get_freeze_count() > 1000
    made.stop()
    assert gc.get_freeze_count() == 0


def test_a_thousand_walks_started_and_cancelled_leave_threads_and_memory_where_they_were(worker):
    surface = Surface("x^2 + 3y^2 + sin(x)")
    points = uniform(50_000, surface, 1)

    def walk(state):
        crowd = Crowd(surface, SGD(), points, 100_000)
        for share in tiers.walk(crowd, "llvm"):
            yield share, None

    def cancelled(times):
        for k in range(times):
            worker.submit("walks", walk, None)
            if k % 2:  # the other half are cancelled before they have begun, or replaced
                QTest.qWait(1)
                worker.cancel("walks")
            if k % 10 == 9:
                while not worker.idle:
                    QCoreApplication.processEvents()

    cancelled(50)  # what is made once is made
    threads, before = threading.active_count(), resident()
    cancelled(1000)
    assert threading.active_count() == threads
    assert resident() - before < 30e6  # a hundred crowds or more have begun, each of 1e6


@pytest.mark.parametrize(("quick", "order"), [(20.0, ["map"] * 3 + ["path"] * 3), (0.0, ["map", "path"] * 3)])
def test_who_brings_results_at_once_goes_on_before_the_others(worker, qtbot, monkeypatch, quick, order):
    monkeypatch.setattr("lossland.worker.QUICK", quick)
    seen, both_wait = [], threading.Event()

    def gate(state):
        both_wait.wait(20)
        yield 1.0, None

    def job(name):
        for i in range(3):
            seen.append(name)
            yield i / 3, i

    worker.submit("gate", gate, None)
    worker.submit("map", job, "map")
    worker.submit("path", job, "path")
    both_wait.set()
    qtbot.waitUntil(lambda: worker.idle)
    assert seen == order


def test_the_foremost_job_waits_for_its_first_turn_no_longer_than_for_one_of_another(worker, qtbot):
    order, all_wait = [], threading.Event()

    def gate(state):
        all_wait.wait(20)
        yield from ()

    def moved(state):
        order.append("map")
        if len(order) < 11:  # the slider moves again
            worker.submit("map", moved, None)
        yield 1.0, "map"

    def slow(name):
        for _ in range(2):
            order.append(name)
            yield 0.5, None

    worker.submit("gate", gate, None)
    worker.submit("map", moved, None)
    for name in ("path", "crowd", "net"):
        worker.submit(name, slow, name)
    all_wait.set()
    qtbot.waitUntil(lambda: worker.idle)
    assert order == ["map", "path", "map", "crowd", "map", "net"] * 2
