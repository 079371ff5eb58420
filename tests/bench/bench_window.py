"""How quickly the real window answers: run by hand, `python tests/bench/bench_window.py`, under a display.

Prints the time from start to the first painted window (of a fresh process, wall and CPU), from a key press in the
expression to the new surface painted on both maps, over all good texts of the corpus (the finer contour lines come a
turn later), and how late a 16 ms timer of the window fires while a million starts walk.
"""

import itertools
import json
import os
import statistics
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "app"))

FIRST_PAINT = """
import sys, time
sys.path.insert(0, {app!r})
from lossland.__main__ import prepare
prepare()
from lossland.program import Program
from lossland.views.theme import Look
class Watched(Program):
    def _begin(self):
        if not self._jobs:
            print(time.time(), time.process_time())
        super()._begin()
program = Watched(Look())
program.window.show()
while not program._jobs:  # what computes is imported once the window has been painted
    program.app.processEvents()
program.wait()
print(time.time(), time.process_time())
program.worker.stop()
import os; os._exit(0)
"""


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def start_up(runs=5):
    """Seconds from the start of a process to its first painted window and to all results painted: wall, CPU, twice."""
    script = FIRST_PAINT.format(app=str(ROOT / "app"))
    # Where compiled Python may not be kept every start is a first one.
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for i in range(runs + 1):
        begin = time.time()
        done = subprocess.run([sys.executable, "-c", script], env=kept, capture_output=True, text=True, check=True)
        painted, painted_cpu, complete, complete_cpu = map(float, done.stdout.split())
        if i:  # the first run fills the caches
            yield painted - begin, painted_cpu, complete - begin, complete_cpu


class Typist:
    """Presses keys in the expression's field of a Program's window, and sees when the new surface is painted."""

    def __init__(self, program):
        self.program, self.field = program, program.window._panels[0].expression
        # Map -> the text of the surface that it painted last, and when.
        self.seen = {panel.map: (None, (0.0, 0.0)) for panel in program.window._panels[:2]}
        for shown in self.seen:
            self._watch(shown)

    def _watch(self, shown):
        paint = shown.plot.paintEvent

        def painted(event):
            paint(event)
            text = shown.raster and shown.raster.surface.text
            if text != self.seen[shown][0]:
                self.seen[shown] = text, (time.perf_counter(), time.process_time())

        shown.plot.paintEvent = painted

    def type(self, text):
        """All but the last character and a rest, then that: the milliseconds until both maps are painted.

        By the clock, and of all threads of the process.
        """
        from PySide6.QtCore import QEvent, QEventLoop, Qt
        from PySide6.QtGui import QKeyEvent

        self.field.setFocus()
        self.field.selectAll()
        self.field.insertPlainText(text[:-1])
        self.rest()
        begin = time.perf_counter(), time.process_time()
        key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, text[-1])
        self.program.app.sendEvent(self.field, key)
        while any(seen != text for seen, _ in self.seen.values()):
            self.program.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        end = map(max, zip(*(at for _, at in self.seen.values()), strict=True))
        return [1000 * (b - a) for a, b in zip(begin, end, strict=True)]

    def rest(self):
        """Until all that was typed is taken and computed, and painted."""
        self.program.wait()
        for _ in range(3):
            self.program.app.processEvents()


def typed(program, every=1):
    """(milliseconds by the clock, of CPU) from a key press to the new surface, for the good texts of the corpus."""
    typist = Typist(program)
    lines = (ROOT / "tests/data/expressions_good.jsonl").read_text(encoding="utf-8").splitlines()
    texts = dict.fromkeys(json.loads(line)["text"] for line in lines)
    typist.rest()
    for text in list(texts)[::every]:
        if len(text) > 1 and text.isprintable():
            yield (*typist.type(text), text)


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
    first, *others = typed(program)
    print(
        f"first key to the new surface painted, on both maps: {first[0]:.0f} ms, {first[1]:.0f} ms CPU of all threads"
    )
    for unit, times in zip(("ms", "ms CPU of all threads"), zip(*others, strict=True), strict=False):
        shares = ", ".join(f"p{share} {percentile(times, share / 100):.0f}" for share in (50, 95, 100))
        print(f"key to the new surface painted, {len(times)} texts: {shares} {unit}")
    gaps, running = heartbeat(program)
    print(
        f"16 ms timer while a million starts walk ({'still' if running else 'no longer'} walking at the end): "
        f"p50 {percentile(gaps, 0.5):.0f}, p99 {percentile(gaps, 0.99):.0f}, max {max(gaps):.0f} ms"
    )
    program.worker.stop()


if __name__ == "__main__":
    main()
