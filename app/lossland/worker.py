"""One thread for all computing.

A job is a generator of pairs (fraction done, result or None), each result better than the one before. Live jobs take
turns, one pair each, or more where they bring results at once: these are coarse, and a finer one is waited for. Whose
turn it is has waited longest; but the foremost of the live jobs, in the order in which their names were first asked
for, waits for its first turn no longer than for one of another: so what a slider moves follows at once.

A newer job of a name replaces the older one once that has brought a result, or taken turns of a tenth of a second: else
what takes longer than the next move of a slider would not be seen before it rests. Results wait in a box from which the
window takes the newest once it has time, so that a slow window is never buried in old news. While the window shows a
result, nothing is computed: the two threads would only wait for each other.
"""

import gc
import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

Frames = Iterator[tuple[float, Any]]

SWEEP = 250  # ms between two looks for garbage
QUICK = 0.016  # s for which a job may make its results better before the others take their turns
GRACE = 0.1  # s of its own turns that a job has for its first result when a newer one waits to replace it
SHOWING = 0.05  # s that the thread waits at most until the window has shown a result


@dataclass(frozen=True)
class _News:
    """What the window has not seen yet of one job."""

    ticket: int
    fraction: float
    result: Any = None
    error: Exception | None = None
    ended: bool = False


@dataclass
class _Live:
    """A job that takes its turns, and the newer one that waits to replace it."""

    ticket: int
    frames: Frames
    spent: float = 0.0  # s in its turns
    fruitful: bool = False
    newer: "_Live | None" = None

    @property
    def has_had_its_time(self) -> bool:
        return self.fruitful or self.spent > GRACE


class Worker(QObject):
    """Runs jobs in a thread and reports in the thread that made it.

    Python looks for garbage in whichever thread is running. Old widgets are garbage, and one that is destroyed in the
    computing thread can stop the program for good. So while a worker lives, only the thread that made it looks.
    """

    produced = Signal(str, object)  # job name, result
    failed = Signal(str, object)  # job name, exception
    progressed = Signal(str, float)  # job name, fraction done; 1.0 once it is over, however it ended
    _woken = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._tickets: dict[str, int] = {}
        self._running: set[str] = set()
        # Job name, ticket, and how to begin it; or None to give it up.
        self._inbox: queue.SimpleQueue[tuple[str, int, Callable[[], Frames] | None] | None] = queue.SimpleQueue()
        self._box: dict[str, _News] = {}
        self._lock = threading.Lock()
        self._shown = threading.Event()
        self._heeded = True  # whether the window has shown the last result in time
        self._woken.connect(self._deliver)
        # After what is to be painted now: QTimer.singleShot(0, …) is an event, and comes before that.
        self._painted = QTimer(self, interval=0, singleShot=True)
        self._painted.timeout.connect(self._go_on)
        self._broom = QTimer(self, interval=SWEEP)
        self._broom.timeout.connect(self._sweep)
        self._broom.start()
        gc.disable()
        gc.freeze()  # what has been imported stays: to look through all of it would stop the window for 30 ms
        self._thread = threading.Thread(target=self._loop, name="lossland worker", daemon=True)
        self._thread.start()

    @property
    def idle(self) -> bool:
        """True when every job submitted has ended and been reported."""
        return not self._running

    def submit(self, name: str, run: Callable[[Any], Frames], state: Any) -> None:
        """Run the job `run(state)` in place of any older one of this name."""
        self._put(name, lambda: run(state))
        self._running.add(name)

    def cancel(self, name: str) -> None:
        """Give up the job of this name; what it has reported stays."""
        if name in self._running:
            self._put(name, None)

    def stop(self) -> None:
        """End the thread, in the middle of a job if need be, and wait for it."""
        self._inbox.put(None)
        self._thread.join()
        self._broom.stop()
        gc.unfreeze()
        gc.enable()

    def _put(self, name: str, start: Callable[[], Frames] | None) -> None:
        self._tickets[name] = ticket = self._tickets.get(name, 0) + 1
        self._inbox.put((name, ticket, start))

    @Slot()
    def _sweep(self) -> None:
        """Collect as Python would have done by itself: the oldest generation that is due, and with it the younger."""
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))

    @Slot()
    def _deliver(self) -> None:
        with self._lock:
            box, self._box = self._box, {}
        for name, news in box.items():
            if news.result is not None:
                self.produced.emit(name, news.result)
            if news.ticket != self._tickets[name]:
                continue  # how it ends does not matter: a newer one is asked for
            if news.ended:
                self._running.discard(name)
            if news.error is not None:
                self.failed.emit(name, news.error)
            self.progressed.emit(name, 1.0 if news.ended else news.fraction)
        self._painted.start()

    @Slot()
    def _go_on(self) -> None:
        with self._lock:
            if not self._box:
                self._heeded = True
                self._shown.set()

    def _loop(self) -> None:
        live: dict[str, _Live] = {}  # who has waited longest for a turn stands first
        led = False  # whether the last turn was the first of the foremost job
        while True:
            while not live or not self._inbox.empty():
                if (message := self._inbox.get()) is None:
                    return
                self._take(live, *message)
            foremost = next(name for name in list(self._tickets) if name in live)
            fresh = not live[foremost].spent
            name = foremost if fresh and not led else next(iter(live))
            led = fresh and name == foremost
            job = live.pop(name)
            news = self._go(name, job)
            if job.newer and (news.ended or job.has_had_its_time):
                live[name] = job.newer
            elif not news.ended:
                live[name] = job

    def _take(self, live: dict[str, _Live], name: str, ticket: int, start: Callable[[], Frames] | None) -> None:
        """Let a job begin, or have it wait until the older one of its name may be replaced."""
        if start is None:
            live.pop(name, None)
            self._post(name, _News(ticket, 1.0, ended=True))
            return
        job = _Live(ticket, self._frames(start))
        if name in live and not live[name].has_had_its_time:
            live[name].newer = job
        else:
            live[name] = job

    def _go(self, name: str, job: _Live) -> _News:
        """A turn of a job, and more of them while they bring results and nothing newer is there."""
        before = job.spent
        while True:
            begun = perf_counter()
            news = self._turn(job.ticket, job.frames)
            job.spent += perf_counter() - begun
            self._post(name, news)
            job.fruitful |= news.result is not None
            on = not news.ended and news.result is not None and job.spent - before < QUICK
            if not on or job.newer or not self._inbox.empty():
                return news

    @staticmethod
    def _frames(start: Callable[[], Frames]) -> Frames:
        """The job's frames, so that what goes wrong before the first of them goes wrong in its turn too."""
        yield from start()

    @staticmethod
    def _turn(ticket: int, frames: Frames) -> _News:
        try:
            fraction, result = next(frames)
        except StopIteration:
            return _News(ticket, 1.0, ended=True)
        except Exception as error:  # whatever goes wrong in a job is told to the window, and the thread lives on
            return _News(ticket, 1.0, error=error, ended=True)
        return _News(ticket, fraction, result)

    def _post(self, name: str, news: _News) -> None:
        with self._lock:
            waiting = self._box.get(name)
            if waiting is not None and news.result is None:
                news = replace(news, result=waiting.result)
            asleep = not self._box
            self._box[name] = news
            self._shown.clear()
        if asleep:
            self._woken.emit()
        if news.result is not None and not news.ended and self._heeded:
            self._heeded = self._shown.wait(SHOWING)
