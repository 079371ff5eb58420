"""The work as one would write it in NumPy by hand; plain enough to be what the others are held against."""

import math
from functools import partial

import numpy as np
from work import Basins, Descent, Raster, gradient, value

CHUNK = 8192  # starts of a basin map at a time: they stay in the cache


def descents(work: Descent):
    return {"NumPy": partial(_descend, work, gradient(work.text, np))}


def _descend(work, slopes):
    o = work.optimizer
    x = work.x.T.copy()
    m, v = np.zeros_like(x), np.zeros_like(x)
    for t in range(1, work.steps + 1):
        g = np.array(slopes(*x))
        if o.label == "SGD":
            m = o.momentum * m + g
            x = x - o.lr * (g + o.momentum * m)
        elif o.label == "RMSprop":
            v = o.rho * v + (1 - o.rho) * g * g
            x = x - o.lr * g / (np.sqrt(v) + o.epsilon)
        else:
            m = o.beta_1 * m + (1 - o.beta_1) * g
            v = o.beta_2 * v + (1 - o.beta_2) * g * g
            rate, root = o.lr / (1 - o.beta_1**t), math.sqrt(1 - o.beta_2**t)
            x = x - rate * m / (np.sqrt(v) / root + o.epsilon)
    return x.T


def basins(work: Basins):
    return {"NumPy": partial(_basins, work, gradient(work.text, np))}


def _basins(work, slopes):
    """Chunk after chunk; who has arrived is taken out as soon as a tenth has."""
    columns = work.columns
    ends, steps = np.stack(columns, axis=1), np.zeros(len(columns[0]), int)
    for start in range(0, len(ends), CHUNK):
        x, y = (column[start : start + CHUNK] for column in columns)
        who, made = np.arange(start, start + len(x)), np.zeros(len(x), int)
        for _ in range(work.steps):
            gx, gy = slopes(x, y)
            walks = gx * gx + gy * gy >= work.tolerance**2
            left = np.count_nonzero(walks)
            if left < 0.9 * len(x):
                ends[who, 0], ends[who, 1], steps[who] = x, y, made
                x, y, gx, gy, who, made, walks = (a[walks] for a in (x, y, gx, gy, who, made, walks))
            if not left:
                break
            x, y = x - work.lr * gx * walks, y - work.lr * gy * walks
            made += walks
        ends[who, 0], ends[who, 1], steps[who] = x, y, made
    return ends, steps


def rasters(work: Raster):
    function, (x, y) = value(work.text, np), work.ticks
    return {
        "NumPy": lambda: function(x[None, :], y[:, None]),
        "NumPy by rows": lambda: np.concatenate(
            [function(x[None, :], y[i : i + 16, None]) for i in range(0, len(y), 16)]
        ),
    }
