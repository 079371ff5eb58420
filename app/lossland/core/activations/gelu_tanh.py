"""The Gaussian error linear unit, with tanh in the place of the normal distribution function."""

from math import pi, sqrt
from typing import ClassVar

import numpy as np

from lossland.core.activation import Activation, Array

SCALE = sqrt(2.0 / pi)
CUBIC = 0.044715


class GeluTanh(Activation):
    """a = ½ z (1 + tanh(√(2/π) (z + 0.044715 z³))), which stays within 0.0005 of the exact GELU.

    Source: Hendrycks and Gimpel 2016.
    """

    name: ClassVar[str] = "gelu_tanh"
    label: ClassVar[str] = "GELU (tanh)"
    letter: ClassVar[str] = "gelu"
    formula: ClassVar[str] = "a = ½ z (1 + tanh(√(2/π) (z + 0.044715 z³)))"

    @np.errstate(all="ignore")
    def value(self, z: Array) -> Array:
        return 0.5 * z * (1.0 + np.tanh(SCALE * (z + CUBIC * z**3)))

    @np.errstate(all="ignore")
    def slope(self, z: Array) -> Array:
        t = np.tanh(SCALE * (z + CUBIC * z**3))
        return 0.5 * (1.0 + t) + 0.5 * z * (1.0 - t * t) * SCALE * (1.0 + 3.0 * CUBIC * z * z)
