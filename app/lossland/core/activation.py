"""What every activation is: a function applied node by node, and its slope."""

from difflib import get_close_matches
from functools import cache
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from lossland.core import activations
from lossland.core.catalog import catalog
from lossland.core.sentence import Mistake

Array = NDArray[np.float64]


class Activation:
    """From pre-activations z of any shape to activations a of the same shape.

    `name` is what networks and documents say, `label` what menus say, `letter` what formulas say. The docstring is
    what the user reads.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    letter: ClassVar[str]
    formula: ClassVar[str]

    def value(self, z: Array) -> Array:
        """Return a."""
        raise NotImplementedError

    def slope(self, z: Array) -> Array:
        """Return ∂a/∂z; at a kink, the slope that torch takes there."""
        raise NotImplementedError


@cache
def catalogue() -> dict[str, Activation]:
    """Every activation by its name."""
    return {kind.name: kind() for kind in catalog(activations, Activation).values()}


def named(name: str) -> Activation:
    """Return the activation called `name`, or raise a Mistake that suggests the nearest one."""
    known = catalogue()
    if name not in known:
        near = get_close_matches(str(name).lower(), known, 1)
        raise Mistake(
            "There is no activation “{name}”. Known are: {known}.",
            suggestion=near[0] if near else None,
            name=name,
            known=", ".join(known),
        )
    return known[name]
