"""The rectified linear unit."""

from typing import ClassVar

import numpy as np

from lossland.core.activation import Activation, Array


class Relu(Activation):
    """a = max(0, z). The slope is 1 for z > 0 and 0 elsewhere (also at 0): a node below 0 passes no gradient back."""

    name: ClassVar[str] = "relu"
    label: ClassVar[str] = "ReLU"
    letter: ClassVar[str] = "relu"
    formula: ClassVar[str] = "a = max(0, z)"

    def value(self, z: Array) -> Array:
        return np.maximum(z, 0.0)

    def slope(self, z: Array) -> Array:
        return np.where(z > 0, 1.0, 0.0)
