"""The mean squared error."""

from typing import ClassVar

import numpy as np

from lossland.core.loss import Array, Loss


class MeanSquaredError(Loss):
    """L = mean of (a − t)² over all samples and outputs, so that ∂L/∂a = 2(a − t)/n for one sample of n outputs."""

    name: ClassVar[str] = "mse"
    label: ClassVar[str] = "mean squared error"
    formula: ClassVar[str] = "L = 1/n Σ (a − t)²"

    def part(self, a: Array, t: Array) -> Array:
        n: int = a.shape[-1]
        return np.square(a - t) / n

    def part_form(self, n: int) -> str:
        return "({0} − {2})²" + (f"/{n}" if n > 1 else "")

    def scale(self, n: int) -> float:
        return 2.0 / n

    def scale_text(self, n: int) -> str:
        return f"2/{n}" if n > 1 else "2"
