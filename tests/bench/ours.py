"""The work by Lossland, through its public functions only: what a user waits for."""

from functools import partial
from typing import get_args

import numpy as np
import peers
from work import Basins, Descent, Raster

from lossland.core.descend import Engine, descend
from lossland.core.engine.crowd import Crowd
from lossland.core.engine.tiers import walk
from lossland.core.optimizers.sgd import SGD
from lossland.core.raster import sampled
from lossland.core.surface import Surface


def descents(work: Descent):
    """By every engine that there is."""
    return {name: partial(_descend, work, name) for name in get_args(Engine) if name not in ("auto", *peers.missing())}


def _descend(work, engine):
    walk = descend(work.surface, work.optimizer, work.x, work.steps, keep="last", engine=engine)
    assert walk.engine == engine, f"{walk.engine} walked in the place of {engine}"
    return walk.points


def rasters(work: Raster):
    return {name: partial(_values, Surface(work.text), work.ticks, name) for name in ("llvm", "numpy")}


def _values(surface, ticks, engine):
    planes, done_by = sampled(surface, ticks, engine=engine)
    assert done_by == engine, f"{done_by} computed in the place of {engine}"
    return planes[0]


def basins(work: Basins, threads: int = 1):
    return {name: partial(_basins, work, threads, name) for name in ("llvm", "numpy")}


def _basins(work, threads, engine):
    x = np.stack(work.columns, axis=1)
    crowd = Crowd(Surface(work.text), SGD(lr=work.lr), x, work.steps, tolerance=work.tolerance, detailed=False)
    for _ in walk(crowd, engine, threads):
        pass
    assert crowd.engine == engine, f"{crowd.engine} walked in the place of {engine}"
    return crowd.x, crowd.length
