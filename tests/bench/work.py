"""What everybody has to do: descents, a basin map, rasters; and the formulas as Python text for those who need it."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from lossland.core import starts
from lossland.core.engine.numpy import lowered
from lossland.core.graph import order, variable
from lossland.core.optimizer import Optimizer
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.surface import Surface

# Both Lossland and Python can read these; beside each the learning rate of SGD, under which nobody diverges.
SURFACES = {
    "bowl": ("x**2 + 10*y**2", 0.01),
    "Rosenbrock": ("(1 - x)**2 + 100*(y - x**2)**2", 1e-4),
    "Himmelblau": ("(x**2 + y - 11)**2 + (x + y**2 - 7)**2", 1e-3),
    "Beale": ("(1.5 - x + x*y)**2 + (2.25 - x + x*y**2)**2 + (2.625 - x + x*y**3)**2", 1e-4),
    "Rastrigin": ("20 + (x**2 - 10*cos(2*pi*x)) + (y**2 - 10*cos(2*pi*y))", 1e-3),
    "Ackley": ("-20*exp(-0.2*sqrt(0.5*(x**2 + y**2))) - exp(0.5*(cos(2*pi*x) + cos(2*pi*y))) + 20 + e", 0.01),
}
TRANSCENDENTAL = ("Rastrigin", "Ackley")
WINDOW = ((-2.0, 2.0), (-2.0, 2.0))
STEPS = 200


@dataclass(frozen=True, eq=False)
class Descent:
    """A crowd at `x` (N, 2) that makes `steps` steps; a peer's function returns where it comes, (N, 2)."""

    name: str
    optimizer: Optimizer
    x: np.ndarray
    steps: int = STEPS

    @property
    def text(self) -> str:
        return SURFACES[self.name][0]

    @cached_property
    def surface(self) -> Surface:
        return Surface(self.text, window=WINDOW)

    @property
    def title(self) -> str:
        return f"{self.name}, {self.optimizer.label}"

    @property
    def short(self) -> "Descent":
        """So few steps that roundings cannot have grown: RMSprop bounces in valleys, and all do at Ackley's cusp."""
        return replace(self, steps=20)


def descents(count: int) -> list[Descent]:
    """Every surface under every optimizer, from the same `count` starts."""
    x = starts.uniform(count, Surface("x + y", window=WINDOW), 1)
    return [
        Descent(name, optimizer, x)
        for name, (_, lr) in SURFACES.items()
        for optimizer in (SGD(lr=lr, momentum=0.9, nesterov=True), RMSprop(lr=0.01), Adam(lr=0.01))
    ]


@dataclass(frozen=True)
class Basins:
    """Plain descent on Himmelblau's surface from each of size × size points, until the gradient is shorter than
    `tolerance` or after `steps` steps. A peer's function returns the ends (size², 2), row by row upwards, and how many
    steps each walk made (size²,).
    """

    size: int
    name: str = "Himmelblau"
    lr: float = 0.005
    tolerance: float = 1e-6
    steps: int = 1000
    window: tuple[tuple[float, float], tuple[float, float]] = ((-5.0, 5.0), (-5.0, 5.0))

    @property
    def text(self) -> str:
        return SURFACES[self.name][0]

    @property
    def columns(self) -> tuple[np.ndarray, np.ndarray]:
        """The coordinates x and y of all starts: the middles of the pixels of the window."""
        middles = (np.arange(self.size) + 0.5) / self.size
        x, y = np.meshgrid(*(low + (high - low) * middles for low, high in self.window))
        return x.ravel(), y.ravel()


@dataclass(frozen=True)
class Raster:
    """The values of a surface on size × size points; a peer's function returns them, (ny, nx)."""

    name: str
    size: int = 1024
    window: tuple[tuple[float, float], tuple[float, float]] = ((-3.0, 3.0), (-3.0, 3.0))

    @property
    def text(self) -> str:
        return SURFACES[self.name][0]

    @property
    def ticks(self) -> tuple[np.ndarray, np.ndarray]:
        x, y = (np.linspace(low, high, self.size) for low, high in self.window)
        return x, y


LINES = {
    "add": "{} + {}", "subtract": "{} - {}", "multiply": "{} * {}", "divide": "{} / {}", "negative": "-{}",
    "square": "{0} * {0}", "reciprocal": "1.0 / {}", "sqrt": "sqrt({})", "exp": "exp({})", "sin": "sin({})",
    "cos": "cos({})",
}  # fmt: skip


def gradient_lines(text: str) -> list[str]:
    """Assignments that end in those of gx and gy: from the graph, so that equal parts are computed once."""
    surface = Surface(text)
    slopes = lowered([surface.node.derivative(variable(axis)) for axis in surface.axes])
    names, lines = {}, []
    for node in order(slopes):
        if node.value is None:
            names[node] = f"n{len(names)}"
            lines.append(f"{names[node]} = " + LINES[node.op].format(*(names[arg] for arg in node.args)))
        else:
            names[node] = repr(node.value) if node.op == "constant" else "xy"[surface.axes.index(node.value)]
    return lines + [f"g{axis} = {names[slope]}" for axis, slope in zip("xy", slopes, strict=True)]


def functions(module: Any) -> dict[str, Any]:
    """The names that occur in the formulas; the functions are those of a module that has NumPy's names."""
    return {name: getattr(module, name) for name in ("sqrt", "exp", "sin", "cos")} | {"pi": math.pi, "e": math.e}


def value(text: str, module: Any) -> Callable[[Any, Any], Any]:
    """The surface as a function of x and y."""
    function: Callable[[Any, Any], Any] = eval(f"lambda x, y: {text}", functions(module))
    return function


def gradient(text: str, module: Any) -> Callable[[Any, Any], tuple[Any, Any]]:
    """The gradient as a function of x and y."""
    space = functions(module)
    body = "\n".join(f"    {line}" for line in gradient_lines(text))
    exec(f"def slopes(x, y):\n{body}\n    return gx, gy", space)
    function: Callable[[Any, Any], tuple[Any, Any]] = space["slopes"]
    return function
