"""The work for Numba: a plain loop over walkers, and one over blocks of them that it can vectorise."""

from collections.abc import Callable
from functools import cache, partial

import numba
import numpy as np
from work import Basins, Descent, functions, gradient_lines

STEPS = {
    "SGD": "m{z} = b1 * m{z} + g{z}\n{z} = {z} - lr * (b1 * m{z} + g{z})",
    "RMSprop": "v{z} = b1 * v{z} + (1 - b1) * g{z} * g{z}\n{z} = {z} - lr * g{z} / (sqrt(v{z}) + eps)",
    "Adam": "m{z} = b1 * m{z} + (1 - b1) * g{z}\nv{z} = b2 * v{z} + (1 - b2) * g{z} * g{z}\n"
    "{z} = {z} - rate[t] * m{z} / (sqrt(v{z}) * root[t] + eps)",
}
PLAIN = """
def walk(xs, ys, steps, lr, b1, b2, eps, rate, root):
    for i in range(len(xs)):
        x, y, mx, my, vx, vy = xs[i], ys[i], 0.0, 0.0, 0.0, 0.0
        for t in range(steps):
            {body}
        xs[i], ys[i] = x, y
"""
BLOCKED = """
def walk(xs, ys, steps, lr, b1, b2, eps, rate, root):
    X, Y, MX, MY, VX, VY = np.zeros((6, 64))
    for i in range(0, len(xs), 64):
        size = min(64, len(xs) - i)
        MX[:], MY[:], VX[:], VY[:] = 0.0, 0.0, 0.0, 0.0
        X[:size], Y[:size] = xs[i:i + size], ys[i:i + size]
        for t in range(steps):
            for j in range(size):
                x, y, mx, my, vx, vy = X[j], Y[j], MX[j], MY[j], VX[j], VY[j]
                {body}
                X[j], Y[j], MX[j], MY[j], VX[j], VY[j] = x, y, mx, my, vx, vy
        xs[i:i + size], ys[i:i + size] = X[:size], Y[:size]
"""
BASINS = """
def walk(xs, ys, made, steps, lr, tolerance):
    for i in range(len(xs)):
        x, y, t = xs[i], ys[i], 0
        while t < steps:
            {body}
            if gx * gx + gy * gy < tolerance * tolerance:
                break
            x, y, t = x - lr * gx, y - lr * gy, t + 1
        xs[i], ys[i], made[i] = x, y, t
"""
SHAPES = {"numba plain": PLAIN, "numba blocked": BLOCKED}


def descents(work: Descent):
    return {name: partial(_descend, work, _descent(name, work.text, work.optimizer.label)) for name in SHAPES}


def _descend(work, function):
    o, t = work.optimizer, np.arange(1, work.steps + 1)
    knobs = {knob.name: getattr(o, knob.name) for knob in o.knobs()}
    b1 = knobs.get("momentum", knobs.get("rho", knobs.get("beta_1")))
    b2 = knobs.get("beta_2", 0.999)
    ends = work.x.T.copy()
    function(*ends, work.steps, o.lr, b1, b2, knobs.get("epsilon", 0.0), o.lr / (1 - b1**t), 1 / np.sqrt(1 - b2**t))
    return ends.T


def basins(work: Basins):
    function = compiled(BASINS, gradient_lines(work.text))

    def run():
        x, y = (column.copy() for column in work.columns)
        made = np.empty(len(x), np.int64)
        function(x, y, made, work.steps, work.lr, work.tolerance)
        return np.stack([x, y], axis=1), made

    return {"numba plain": run}


def fresh(text: str, label: str) -> dict[str, Callable[[], object]]:
    """Functions that compile a descent of 64 walkers, and make a step."""

    def first(shape):
        _descent.cache_clear()
        x = np.ones((2, 64))
        _descent(shape, text, label)(*x, 1, 0.01, 0.9, 0.999, 1e-7, np.ones(1), np.ones(1))

    return {name: partial(first, name) for name in SHAPES}


@cache
def _descent(shape, text, label):
    step = [line for axis in "xy" for line in STEPS[label].format(z=axis).split("\n")]
    return compiled(SHAPES[shape], gradient_lines(text) + step)


def compiled(template, lines):
    indent = template.split("{body}")[0].rsplit("\n", 1)[1]
    space = {"np": np, **functions(np)}
    exec(template.format(body=f"\n{indent}".join(lines)), space)
    return numba.njit(space["walk"], error_model="numpy", fastmath=True)
