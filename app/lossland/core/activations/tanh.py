"""The hyperbolic tangent."""

from typing import ClassVar

import numpy as np

from lossland.core.activation import Activation, Array


class Tanh(Activation):
    """a = tanh z, between −1 and 1. Its slope 1 − a² is 1 at z = 0 and vanishes where the node saturates."""

    name: ClassVar[str] = "tanh"
    label: ClassVar[str] = "tanh"
    letter: ClassVar[str] = "tanh"
    formula: ClassVar[str] = "a = tanh z"

    def value(self, z: Array) -> Array:
        return np.tanh(z)

    def slope(self, z: Array) -> Array:
        a = np.tanh(z)
        return (1.0 - a) * (1.0 + a)  # keeps the digits that 1 − a² loses near saturation
