"""From typed text to the first step of 64 walkers under Adam, everything that must be compiled compiled anew."""

import itertools
import re

import numpy as np
import peers
from clock import Table, measure
from work import SURFACES

from lossland.core.descend import descend
from lossland.core.graph import variable
from lossland.core.optimizers.adam import Adam
from lossland.core.surface import Surface

NAMES = itertools.count()  # axes of new names: nothing of what was made before can be used again
X = np.ones((64, 2))


def compilation(table: Table, rounds: int) -> None:
    for i, name in enumerate(("Rosenbrock", "Ackley", "Beale")):
        text = SURFACES[name][0]
        works = {
            "llvm": lambda text=text: _walk(text, "llvm"),
            "text to gradient": lambda text=text: _gradient(text),
            "numpy": lambda text=text: _walk(text, "numpy"),
        }
        for module in peers.installed("numba", "jax"):
            works |= module.fresh(text, "Adam")
        if i == 0:
            table.head("From text to the first step of 64 walkers under Adam", "ms", list(works))
        seconds, _ = measure(works, rounds)
        table.row(f"compile | {name}", seconds, 1e3)


def _anew(text: str) -> str:
    number = next(NAMES)
    body = re.sub(r"\b[xy]\b", lambda axis: f"{axis[0]}{number}", text)
    return f"f(x{number}, y{number}) = {body}"


def _gradient(text: str) -> None:
    surface = Surface(_anew(text))
    for axis in surface.axes:
        surface.node.derivative(variable(axis))


def _walk(text: str, engine) -> None:
    walk = descend(Surface(_anew(text)), Adam(), X, 1, keep="last", engine=engine)
    assert walk.engine == engine
