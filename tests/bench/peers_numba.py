"""The same descents written for Numba: a plain loop over walkers, and one over blocks of them that it can vectorise."""

from functools import cache, partial

import numba
import numpy as np

from lossland.core.engine.numpy import lowered
from lossland.core.graph import order, variable
from lossland.core.surface import Surface

LINES = {
    "add": "{} + {}", "subtract": "{} - {}", "multiply": "{} * {}", "divide": "{} / {}", "negative": "-{}",
    "square": "{0} * {0}", "reciprocal": "1.0 / {}", "sqrt": "np.sqrt({})", "exp": "np.exp({})", "sin": "np.sin({})",
    "cos": "np.cos({})",
}  # fmt: skip
STEPS = {
    "SGD": "m = b1 * m + g\nz = z - lr * (b1 * m + g)",
    "RMSprop": "v = b1 * v + (1 - b1) * g * g\nz = z - lr * g / (np.sqrt(v) + eps)",
    "Adam": "m = b1 * m + (1 - b1) * g\nv = b2 * v + (1 - b2) * g * g\n"
    "z = z - rate[t] * m / (np.sqrt(v) * root[t] + eps)",
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


def descents(text, optimizer, x, steps):
    knobs = {knob.name: getattr(optimizer, knob.name) for knob in optimizer.knobs()}
    t = np.arange(1, steps + 1)
    b1 = knobs.get("momentum", knobs.get("rho", knobs.get("beta_1")))
    b2 = knobs.get("beta_2", 0.999)
    rate, root = optimizer.lr / (1 - b1**t), 1 / np.sqrt(1 - b2**t)
    numbers = (steps, optimizer.lr, b1, b2, knobs.get("epsilon", 0.0), rate, root)
    return {
        f"numba {shape}": partial(_run, _compiled(text, optimizer.label, shape), x, numbers)
        for shape in ("plain", "blocked")
    }


def _run(function, x, numbers):
    xs, ys = x.T.copy()
    function(xs, ys, *numbers)


@cache
def _compiled(text, label, shape):
    surface = Surface(text)
    names = {}
    lines = []
    gradient = lowered([surface.node.derivative(variable(axis)) for axis in surface.axes])
    for node in order(gradient):
        if node.value is None:
            names[node] = f"n{len(names)}"
            lines.append(f"{names[node]} = " + LINES[node.op].format(*(names[arg] for arg in node.args)))
        else:
            names[node] = repr(node.value) if node.op == "constant" else str(node.value)
    for axis, slope in zip(surface.axes, gradient, strict=True):
        lines.append(f"g = {names[slope]}")
        step = STEPS[label].split("\n")
        for line in step:
            for letter in "mv":
                line = line.replace(f"{letter} =", f"{letter}{axis} =").replace(f"* {letter} ", f"* {letter}{axis} ")
                line = line.replace(f"({letter})", f"({letter}{axis})")
            lines.append(line.replace("z", axis).replace("* m)", f"* m{axis})"))
    source, indent = (PLAIN, 12) if shape == "plain" else (BLOCKED, 16)
    space = {"np": np}
    exec(source.format(body="\n".join(" " * indent + line for line in lines)), space)
    return numba.njit(space["walk"], error_model="numpy", fastmath={"nsz", "arcp", "contract"})
