"""How quickly the real window answers: run by hand, `python tests/bench/bench_window.py`, under a display.

Prints the time from start to the first painted window (of a fresh process, wall and CPU), from a key press in the
expression to the new picture, from a slider's move to the new paths, and how late a 16 ms timer of the window fires
while a million starts walk.
"""

import itertools
import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "app"))

FIRST_PAINT = """
import sys, time
sys.path.insert(0, {app!r})
from lossland.program import Program
from lossland.views.theme import Look
from PySide6.QtCore import QElapsedTimer
program = Program(Look())
program.window.show()
program.app.processEvents()
program.window.repaint()
program.app.processEvents()
print(time.time(), time.process_time())
program.wait()
print(time.time(), time.process_time())
program.worker.stop()
import os; os._exit(0)
"""


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def start_up(runs=5):
    """Seconds from the start of a process to its first painted window and to all results painted: wall, CPU, twice."""
    app = str(Path(__file__).parents[2] / "app")
    for i in range(runs + 1):
        begin = time.time()
        done = subprocess.run(
            [sys.executable, "-c", FIRST_PAINT.format(app=app)], capture_output=True, text=True, check=True
        )
        painted, painted_cpu, complete, complete_cpu = map(float, done.stdout.split())
        if i:  # the first run fills the caches
            yield painted - begin, painted_cpu, complete - begin, complete_cpu


def answers(program):
    from PySide6.QtTest import QTest

    window = program.window
    times = []
    for a in range(40):
        came = []
        program.worker.produced.connect(lambda name, _, came=came: came.append(name))
        begin = time.perf_counter()
        window.session.set(expression=f"(x^2 + y - {10 + a % 3})^2 + (x + y^2 - a)^2 + {a}")
        while "surface" not in came or "walks" not in came:
            program.app.processEvents()
        window.grab()
        times.append(1000 * (time.perf_counter() - begin))
        QTest.qWait(5)
    return times


def heartbeat(program, seconds=15):
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest

    session = program.session
    session.set(starts=replace(session.state.starts, count=1_000_000))
    beats = []
    timer = QTimer(interval=16)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    QTest.qWait(1000 * seconds)
    running = not program.worker.idle
    return [1000 * (b - a) for a, b in itertools.pairwise(beats)], running


def main():
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")
    wall, cpu, complete_wall, complete_cpu = map(statistics.median, zip(*start_up(), strict=True))
    print(f"first painted window: {wall:.2f} s wall, {cpu:.2f} s CPU of all threads")
    print(f"all results painted: {complete_wall:.2f} s wall, {complete_cpu:.2f} s CPU of all threads")
    from lossland.program import Program
    from lossland.views.theme import Look

    program = Program(Look())
    program.window.show()
    program.wait()
    times = answers(program)
    print(
        f"expression set to new picture and paths painted: p50 {percentile(times, 0.5):.0f}, "
        f"p95 {percentile(times, 0.95):.0f} ms (the editor waits 120 ms more for the typing to pause)"
    )
    gaps, running = heartbeat(program)
    print(
        f"16 ms timer while a million starts walk ({'still' if running else 'no longer'} walking at the end): "
        f"p50 {percentile(gaps, 0.5):.0f}, p99 {percentile(gaps, 0.99):.0f}, max {max(gaps):.0f} ms"
    )
    program.worker.stop()


if __name__ == "__main__":
    main()
