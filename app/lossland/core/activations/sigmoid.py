"""The logistic sigmoid."""

from typing import ClassVar

import numpy as np

from lossland.core.activation import Activation, Array


class Sigmoid(Activation):
    """a = 1/(1 + e⁻ᶻ), between 0 and 1. Its slope a(1 − a) is at most ¼, so gradients shrink from layer to layer."""

    name: ClassVar[str] = "sigmoid"
    label: ClassVar[str] = "sigmoid"
    letter: ClassVar[str] = "σ"
    formula: ClassVar[str] = "a = 1 / (1 + e⁻ᶻ)"

    def value(self, z: Array) -> Array:
        small = np.exp(-np.abs(z))  # never above 1, so that neither sign overflows
        return np.where(z >= 0, 1.0, small) / (1.0 + small)

    def slope(self, z: Array) -> Array:
        a = self.value(z)
        return a * (1.0 - a)
