"""How long the window waits for Python's lock: run by hand, `python tests/bench/bench_lock.py`, under a display.

A timer of the real window sleeps for a millisecond, which gives the lock away and takes it back, as every return from
Qt does. What it overslept, less the time that the system let other threads run in its place (Linux tells it, and
elsewhere it counts as waiting), was spent waiting for the lock. Printed for a window at rest and while a million starts
walk; beside it, how late the timer fires, which the window's own work makes later too.
"""

import itertools
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "app"))

SLEEP = 1e-3  # s
SCHEDULE = Path("/proc/thread-self/schedstat")


def ran_and_queued():
    """Seconds for which this thread ran, and for which it could have run but had no core."""
    if not SCHEDULE.exists():
        return time.thread_time(), 0.0
    ran, queued, _ = SCHEDULE.read_text().split()
    return int(ran) * 1e-9, int(queued) * 1e-9


def overslept():
    """Sleep; return for how many milliseconds too long, and how many of these no other thread's turn explains."""
    ran, queued = ran_and_queued()
    begin = time.perf_counter()
    time.sleep(SLEEP)
    late = time.perf_counter() - begin - SLEEP
    now_ran, now_queued = ran_and_queued()
    return 1000 * late, 1000 * max(0.0, late - (now_ran - ran) - (now_queued - queued))


def watched(seconds):
    """Let the window live; return how much too long each sleep was, how long each waited, the gaps between ticks."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtTest import QTest

    slept, beats = [], []

    def tick():
        beats.append(time.perf_counter())
        slept.append(overslept())

    timer = QTimer(interval=16, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(tick)
    timer.start()
    QTest.qWait(1000 * seconds)
    timer.stop()
    late, waited = zip(*slept, strict=True)
    return late, waited, [1000 * (b - a) for a, b in itertools.pairwise(beats)]


def row(values):
    values = sorted(values)
    return "  ".join(f"{values[min(len(values) - 1, int(share * len(values)))]:8.2f}" for share in (0.5, 0.9, 0.99, 1))


def show(title, late, waited, gaps):
    print(f"{title}: {len(late)} sleeps, ms        p50       p90       p99       max")
    print(f"  waited for the lock              {row(waited)}")
    print(f"  overslept                        {row(late)}")
    print(f"  from tick to tick of 16 ms       {row(gaps)}", flush=True)


def main(seconds=15):
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")
    from lossland.__main__ import prepare

    prepare()
    from lossland.program import Program
    from lossland.views.theme import Look

    program = Program(Look())
    program.window.show()
    program.wait()
    show("a window at rest", *watched(5))
    session = program.session
    session.set(starts=replace(session.state.starts, count=1_000_000))
    times = []
    program.worker.produced.connect(lambda name, _: times.append(name))
    show("a million starts walk", *watched(seconds))
    state = "still walking" if not program.worker.idle else "walked to their end"
    print(f"  {len(times)} results were shown; the starts {'have ' * program.worker.idle}{state}")
    program.worker.stop()


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
