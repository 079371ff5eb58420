"""The softplus."""

from typing import ClassVar

import numpy as np

from lossland.core.activation import Activation, Array
from lossland.core.activations.sigmoid import Sigmoid


class Softplus(Activation):
    """a = ln(1 + eᶻ), a ReLU without the kink. Its slope is the sigmoid of z."""

    name: ClassVar[str] = "softplus"
    label: ClassVar[str] = "softplus"
    letter: ClassVar[str] = "softplus"
    formula: ClassVar[str] = "a = ln(1 + eᶻ)"

    def value(self, z: Array) -> Array:
        return np.maximum(z, 0.0) + np.log1p(np.exp(-np.abs(z)))

    def slope(self, z: Array) -> Array:
        return Sigmoid().value(z)
