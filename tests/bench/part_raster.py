"""The values of a surface on 1024 × 1024 points."""

from functools import partial

import numpy as np
import ours
import peers
from clock import Table, Target, measure
from work import Raster

TARGET = Target("raster: 3 × the best of NumPy, numexpr, jax", ("NumPy", "NumPy by rows", "numexpr", "jax"), 3.0)


def raster(table: Table, rounds: int) -> None:
    for i, name in enumerate(("Rosenbrock", "Rastrigin", "Ackley")):
        work = Raster(name)
        works = ours.rasters(work)
        for module in peers.installed("numpy", "numexpr", "jax"):
            works |= module.rasters(work)
        if i == 0:
            table.head(f"Values on {work.size} × {work.size} points", "ms", list(works))
        seconds, values = measure(works, rounds)
        for other, grid in values.items():
            if not np.allclose(grid, values["NumPy"], rtol=1e-12, atol=1e-12):
                raise SystemExit(f"{other} computes something else: {name}")
        table.row(f"raster {work.size} | {name}", seconds, 1e3, (TARGET,))
    seconds, _ = measure({"llvm": partial(np.empty((work.size, work.size)).fill, 1.0)}, rounds)
    table.say(
        "raster | the memory alone", seconds["llvm"], f"{seconds['llvm'] * 1e3:.2f} ms to write one number to all"
    )
