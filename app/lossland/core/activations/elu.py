"""The exponential linear unit."""

from typing import ClassVar

import numpy as np

from lossland.core.activation import Activation, Array


class Elu(Activation):
    """a = z for z > 0 and eᶻ − 1 elsewhere. The slope is 1 above 0 and eᶻ below: smooth at 0, flat far to the left.

    Source: Clevert, Unterthiner and Hochreiter 2016, with α = 1.
    """

    name: ClassVar[str] = "elu"
    label: ClassVar[str] = "ELU"
    letter: ClassVar[str] = "elu"
    formula: ClassVar[str] = "a = z  (z > 0),  eᶻ − 1  (z ≤ 0)"

    def value(self, z: Array) -> Array:
        return np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))

    def slope(self, z: Array) -> Array:
        return np.exp(np.minimum(z, 0.0))
