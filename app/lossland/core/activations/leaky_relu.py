"""The leaky rectified linear unit."""

from typing import ClassVar

import numpy as np

from lossland.core.activation import Activation, Array

LEAK = 0.01


class LeakyRelu(Activation):
    """a = z for z > 0 and 0.01 z elsewhere. The slope is 0.01 at and below 0, so no node is ever quite dead."""

    name: ClassVar[str] = "leaky_relu"
    label: ClassVar[str] = "leaky ReLU"
    letter: ClassVar[str] = "leaky"
    formula: ClassVar[str] = "a = max(0.01 z, z)"

    def value(self, z: Array) -> Array:
        return np.where(z > 0, z, LEAK * z)

    def slope(self, z: Array) -> Array:
        return np.where(z > 0, 1.0, LEAK)
