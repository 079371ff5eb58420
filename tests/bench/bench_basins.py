"""How quickly the map of basins follows a slider: run by hand, `python tests/bench/bench_basins.py`, under a display.

Prints the milliseconds from a move of the learning rate to the painted map of 64² and of 256² pixels, the machine code
being ready: where each move comes once all is computed, and where it comes while the last map is still computed.
"""

import itertools
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "app"))

MOVES = 60
LIMITS = {64: 16.7, 256: 33.4}  # ms, of 95 of 100 moves: one and two pictures of the screen


class Slider:
    """Moves the learning rate of a Program's selected run, and sees when its maps are painted."""

    def __init__(self, program):
        self.program, self.session = program, program.session
        self._seen = {}
        self._latest = None
        program.worker.produced.connect(self._take)
        shown = program.window._panels[1].map
        paint = shown.plot.paintEvent

        def painted(event):
            paint(event)
            now = time.perf_counter(), time.process_time()
            for size in LIMITS:  # where a finer map came before a coarser one was shown, that will not be
                if self._latest is not None and size <= self._latest:
                    self._seen.setdefault(size, now)

        shown.plot.paintEvent = painted

    def _take(self, job, result):
        """The window, which heard of it first, shows it already."""
        if job == "basins":
            self._latest = result.size

    def move(self, rate):
        """For each size of LIMITS the milliseconds until it is painted: by the clock, and of CPU of all threads."""
        from PySide6.QtCore import QEventLoop

        state = self.session.state
        moved = replace(state.runs[0], optimizer=replace(state.optimizer, lr=rate))
        self._seen, self._latest = {}, None
        begun = time.perf_counter(), time.process_time()
        self.session.set("drag", runs=(moved, *state.runs[1:]))
        while not all(size in self._seen for size in LIMITS):
            self.program.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        return {size: [1000 * (at - b) for at, b in zip(self._seen[size], begun, strict=True)] for size in LIMITS}


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def main():
    os.environ.setdefault("QT_QPA_PLATFORM", "xcb" if os.environ.get("DISPLAY") else "offscreen")
    from lossland.program import Program
    from lossland.session import State
    from lossland.views.theme import Look

    program = Program(Look(), State(basins=True))
    program.window.show()
    program.wait()
    slider = Slider(program)
    rates = itertools.cycle(0.005 + 0.0001 * i for i in range(2 * MOVES))
    slider.move(next(rates))
    for how in ("all was computed", "a map was being computed"):
        times = []
        for _ in range(MOVES):
            if how == "all was computed":
                program.wait()
            times.append(slider.move(next(rates)))
        for size, limit in LIMITS.items():
            wall, cpu = zip(*(each[size] for each in times), strict=True)
            p50, p95 = percentile(wall, 0.5), percentile(wall, 0.95)
            print(
                f"move to {size}² painted, {how} before: p50 {p50:.1f}, p95 {p95:.1f} ms (at most {limit}), "
                f"CPU of all threads p50 {percentile(cpu, 0.5):.1f}, p95 {percentile(cpu, 0.95):.1f} ms"
            )
    program.worker.stop()


if __name__ == "__main__":
    main()
