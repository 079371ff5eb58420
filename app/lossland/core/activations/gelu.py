"""The Gaussian error linear unit."""

from math import pi, sqrt
from typing import ClassVar

import numpy as np

from lossland.core.activation import Activation, Array
from lossland.core.special import erf


def normal_cdf(z: Array) -> Array:
    """Φ(z), the share of a standard normal distribution that lies below z."""
    return np.asarray(0.5 * (1.0 + erf(z / sqrt(2.0))))


class Gelu(Activation):
    """a = z Φ(z), where Φ is the normal distribution function. Its slope Φ(z) + z φ(z) is negative left of −0.75.

    Source: Hendrycks and Gimpel 2016.
    """

    name: ClassVar[str] = "gelu"
    label: ClassVar[str] = "GELU"
    letter: ClassVar[str] = "gelu"
    formula: ClassVar[str] = "a = z · Φ(z)"

    @np.errstate(all="ignore")
    def value(self, z: Array) -> Array:
        return z * normal_cdf(z)

    @np.errstate(all="ignore")
    def slope(self, z: Array) -> Array:
        return normal_cdf(z) + z * np.exp(-0.5 * z * z) / sqrt(2.0 * pi)
