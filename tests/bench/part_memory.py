"""What a crowd of a million needs beside its starts, and whether one that cannot fit is refused before it begins."""

import tracemalloc

from clock import Table
from work import Descent, descents

from lossland.core.descend import descend
from lossland.core.sentence import Mistake

COUNT, STEPS, MOST = 1_000_000, 10, 24.0


def memory(table: Table, rounds: int) -> None:
    """The peak above the starts; NumPy's arrays are all that grows with a crowd, and tracemalloc sees each of them."""
    print(f"\nMemory of N = {COUNT} without a record; target: {MOST:.0f} bytes a walker under machine code")
    for work in descents(COUNT)[3:6]:  # Rosenbrock
        for engine in ("llvm", "numpy"):
            peak = _peak(work, engine) / COUNT
            verdict = "" if engine == "numpy" else "  reached" if peak <= MOST else "  missed"
            table.sizes[f"{work.title}, {engine}"] = peak
            print(f"{work.title + ', ' + engine:<28} {peak:6.1f} bytes a walker above the starts{verdict}")
    try:
        descend(work.surface, work.optimizer, work.x, 200)
        print("A record of all steps, which does not fit, was not refused: missed")
    except Mistake as said:
        print(f"A record of all steps is refused: {said}")


def _peak(work: Descent, engine) -> int:
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    descend(work.surface, work.optimizer, work.x, STEPS, keep="last", engine=engine)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak - before
