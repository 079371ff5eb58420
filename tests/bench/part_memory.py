"""What a crowd of a million needs beside its starts, and whether one that cannot fit is refused before it begins."""

import tracemalloc

from clock import Table
from work import descents

from lossland.core.descend import descend
from lossland.core.engine.crowd import Crowd
from lossland.core.engine.tiers import walk
from lossland.core.sentence import Mistake

COUNT, STEPS, MOST = 1_000_000, 10, 24.0


def memory(table: Table, rounds: int) -> None:
    """The peak above the starts; NumPy's arrays are all that grows with a crowd, and tracemalloc sees each of them."""
    print(f"\nMemory of N = {COUNT} without a record; target: {MOST:.0f} bytes a walker")
    for work in descents(COUNT)[3:6]:  # Rosenbrock
        for name, run in (("ends alone", _walk), ("ends, losses, gradients, memory", _descend)):
            peak = _peak(run, work) / COUNT
            table.sizes[f"{work.title}, {name}"] = peak
            verdict = "reached" if peak <= MOST else "missed"
            print(f"{work.title + ', ' + name:<50} {peak:6.1f} bytes a walker above the starts, {verdict}")
    try:
        descend(work.surface, work.optimizer, work.x, 200)
        print("A record of all steps, which does not fit, was not refused: missed")
    except Mistake as said:
        print(f"A record of all steps is refused: {said}")


def _walk(work):
    crowd = Crowd(work.surface, work.optimizer, work.x, STEPS, detailed=False)
    for _ in walk(crowd, "llvm"):
        pass
    return crowd


def _descend(work):
    return descend(work.surface, work.optimizer, work.x, STEPS, keep="last", engine="llvm")


def _peak(run, work) -> int:
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    run(work)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak - before
