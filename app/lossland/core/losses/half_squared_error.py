"""Half the squared error."""

from typing import ClassVar

from lossland.core.loss import Array, Loss


class HalfSquaredError(Loss):
    """L = Σ ½(a − t)² over the outputs, mean over the samples. The ½ leaves ∂L/∂a = a − t."""

    name: ClassVar[str] = "half_squared_error"
    label: ClassVar[str] = "½ squared error"
    formula: ClassVar[str] = "L = Σ ½(a − t)²"

    def part(self, a: Array, t: Array) -> Array:
        return 0.5 * (a - t) ** 2

    def part_form(self, n: int) -> str:
        return "½({0} − {2})²"
