"""The identity: a layer that stays linear."""

from typing import ClassVar

import numpy as np

from lossland.core.activation import Activation, Array


class Identity(Activation):
    """a = z, with slope 1 everywhere. A layer of such nodes is linear, and several of them are no more than one."""

    name: ClassVar[str] = "identity"
    label: ClassVar[str] = "identity"
    letter: ClassVar[str] = ""
    formula: ClassVar[str] = "a = z"

    def value(self, z: Array) -> Array:
        return z

    def slope(self, z: Array) -> Array:
        return np.ones_like(z)
