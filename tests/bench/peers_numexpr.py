"""Rasters by numexpr."""

import math

import numexpr
import numpy as np
from work import Raster

numexpr.set_num_threads(1)


def rasters(work: Raster):
    x, y = work.ticks
    names = {"x": x[None, :], "y": y[:, None], "pi": np.float64(math.pi), "e": np.float64(math.e)}
    return {"numexpr": lambda: numexpr.evaluate(work.text, local_dict=names, global_dict={})}
