"""The work by Lossland, through the functions that the application calls."""

from functools import partial
from typing import get_args

import numpy as np
import peers
from work import Basins, Descent, Raster

from lossland.core.basins import basins as maps
from lossland.core.basins import pixels
from lossland.core.descend import Engine, descend
from lossland.core.engine.crowd import Crowd
from lossland.core.engine.tiers import walk
from lossland.core.optimizers.sgd import SGD
from lossland.core.raster import sampled
from lossland.core.surface import Surface


def descents(work: Descent):
    """Machine code for the ends alone, which is what the others return, as the application walks its crowds; and the
    public call by every engine there is, which tells losses, gradients, memory and how each walk ended, too.
    """
    engines = (name for name in get_args(Engine) if name not in ("auto", *peers.missing()))
    calls = {name: partial(_descend, work, name) for name in engines}
    return {"llvm": partial(_ends, work), "descend": calls.pop("llvm"), **calls}


def _ends(work):
    crowd = Crowd(work.surface, work.optimizer, work.x, work.steps, detailed=False)
    for _ in walk(crowd, "llvm"):
        pass
    _see_that(crowd.engine, "llvm")
    return crowd.x


def _descend(work, engine):
    made = descend(work.surface, work.optimizer, work.x, work.steps, keep="last", engine=engine)
    _see_that(made.engine, engine)
    return made.points


def rasters(work: Raster):
    return {name: partial(_values, Surface(work.text), work.ticks, name) for name in ("llvm", "numpy")}


def _values(surface, ticks, engine):
    planes, done_by, _ = sampled(surface, ticks, engine=engine)
    _see_that(done_by, engine)
    return planes[0]


def basins(work: Basins):
    """The walks alone, as the others do them; and the whole map, for which the minima are searched and told apart."""
    return {
        "llvm": partial(walked, work, 1, "llvm"),
        "numpy": partial(walked, work, 1, "numpy"),
        "whole map": partial(_map, work),
    }


def walked(work: Basins, threads: int, engine: Engine = "llvm"):
    surface = Surface(work.text, window=work.window)
    x = pixels(surface, work.size)  # as the application has its starts
    crowd = Crowd(surface, SGD(lr=work.lr), x, work.steps, tolerance=work.tolerance, detailed=False)
    for _ in walk(crowd, engine, threads):
        pass
    _see_that(crowd.engine, engine)
    return crowd.x, crowd.length


def _map(work):
    surface = Surface(work.text, window=work.window)
    *_, (_, made) = maps(
        surface, SGD(lr=work.lr), work.steps, tolerance=work.tolerance, engine="llvm", sizes=(work.size,)
    )
    _see_that(made.engine, "llvm")
    points = np.array([bottom.point for bottom in made.minima] + [(np.nan, np.nan)] * 2)  # the last are no minima
    return points[made.labels.ravel()], made.steps.ravel()


def _see_that(walked: str, engine: str) -> None:
    if walked.partition(":")[0] != engine:
        raise SystemExit(f"{walked} worked in the place of {engine}")
