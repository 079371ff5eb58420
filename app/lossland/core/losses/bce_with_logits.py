"""The binary cross-entropy of logits."""

from typing import ClassVar

from lossland.core.activations.sigmoid import Sigmoid
from lossland.core.activations.softplus import Softplus
from lossland.core.loss import Array, Loss


class BinaryCrossEntropy(Loss):
    """L = mean of ln(1 + eᵃ) − t·a over all samples and outputs; the targets are 0 or 1, or probabilities.

    The outputs are logits: the last activation must be the identity, for the sigmoid is already inside this loss.
    That is why ∂L/∂a is simply σ(a) − t.
    """

    name: ClassVar[str] = "bce_with_logits"
    label: ClassVar[str] = "binary cross-entropy"
    formula: ClassVar[str] = "L = 1/n Σ ln(1 + eᵃ) − t·a"
    wants_logits: ClassVar[bool] = True

    def part(self, a: Array, t: Array) -> Array:
        n: int = a.shape[-1]
        return (Softplus().value(a) - t * a) / n

    def part_form(self, n: int) -> str:
        form = "softplus {0} − {2}·{0}"
        return f"({form})/{n}" if n > 1 else form

    def prediction(self, a: Array) -> Array:
        return Sigmoid().value(a)

    def prediction_form(self) -> str:
        return "σ({0})"

    def scale(self, n: int) -> float:
        return 1.0 / n

    def scale_text(self, n: int) -> str:
        return f"1/{n}" if n > 1 else ""
