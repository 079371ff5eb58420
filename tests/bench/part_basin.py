"""Basin maps: every pixel a start that walks until it has arrived."""

import os
import time

import numpy as np
import ours
import peers
from clock import Table, Target, measure
from work import Basins

TARGETS = (
    Target("basin map 1024²: 4 × numba's plain loop", ("numba plain",), 4.0),
    Target("basin map 1024²: 5 × jax", ("jax",), 5.0),
    Target("basin map 1024²: 18 × NumPy (compacting)", ("NumPy",), 18.0),
    Target("basin map 1024²: 200 × torch", ("torch.optim",), 200.0),
)
THREADS = Target("basin map 1024²: two threads 1.8 × one, by wall time", ("one thread",), 1.8, "two threads")
FEW = 1e-3  # the share of pixels, on the edges of basins, that may come elsewhere or in another number of steps


def basin(table: Table, rounds: int) -> None:
    for size in (64, 256, 1024):
        work = Basins(size)
        works = ours.basins(work)
        for module in peers.installed("numpy", "numba", "jax", "torch"):
            works |= module.basins(work)
        if size == 64:
            table.head("Basin map of Himmelblau, plain descent to ‖g‖ < 1e-6", "ms", list(works))
        seconds, maps = measure(works, rounds)
        for name, (ends, steps) in maps.items():
            right, count = maps["NumPy"]
            wrong = float(np.mean(~(np.abs(ends - right).max(axis=1) < 1e-5) | (np.abs(steps - count) > 1)))
            table.differences[f"basin map {size}², {name}, share of pixels"] = wrong
            if wrong > FEW:
                raise SystemExit(f"{name} computes something else: {wrong:.2%} of the pixels of {size}²")
        table.row(f"basin map | {size}²", seconds, 1e3, TARGETS if size == 1024 else ())
    _threads(table, work, rounds)


def _threads(table: Table, work: Basins, rounds: int) -> None:
    """Wall times, the least of each: whoever else uses the machine can only add to them."""
    if len(os.sched_getaffinity(0)) < 2:
        print("One core: two threads cannot be compared with one")
        return
    times = {"one thread": [], "two threads": []}
    for _ in range(2 * rounds + 1):
        for threads, found in enumerate(times.values(), start=1):
            begun = time.perf_counter()
            ours.walked(work, threads)
            found.append(time.perf_counter() - begun)
    seconds = {name: min(found) for name, found in times.items()}
    outcome = table.judge(f"basin map | {work.size}², wall time", seconds, THREADS)
    shown = ", ".join(f"{name} {each * 1e3:.1f} ms" for name, each in seconds.items())
    print(f"wall time of {work.size}²: {shown}, {outcome.ratio:.2f} × as fast")
