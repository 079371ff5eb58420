"""What every loss of a network is: a number for how far its outputs are from their targets, and the gradient."""

from difflib import get_close_matches
from functools import cache
from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossland.core import losses
from lossland.core.catalog import catalog
from lossland.core.sentence import Mistake, Sentence

Array = NDArray[np.float64]


class Loss:
    """Outputs a and targets t have shape (batch, n): the mean over samples of what every output adds.

    A subclass says what one output adds (`part`) and what the network thereby predicts (`prediction`): the derivative
    of `part` by a is `scale` times prediction minus target. `name` is what networks and documents say, `label` what
    menus say; the docstring is what the user reads.
    """

    name: ClassVar[str]
    label: ClassVar[str]
    formula: ClassVar[str]
    wants_logits: ClassVar[bool] = False

    def part(self, a: Array, t: Array) -> Array:
        """Return (batch, n): what each output adds to its sample's loss."""
        raise NotImplementedError

    def part_form(self, n: int) -> str:
        """How `part` is written for n outputs: {0} is the output, {1} the prediction, {2} the target."""
        raise NotImplementedError

    def prediction(self, a: Array) -> Array:
        """Return (batch, n): what is held against the target."""
        return a

    def prediction_form(self) -> str:
        """How `prediction` is written: {0} is the output, {1} its number as a subscript."""
        return "{0}"

    def scale(self, n: int) -> float:
        """The constant before prediction minus target in the derivative of `part` by a, for n outputs."""
        return 1.0

    def scale_text(self, n: int) -> str:
        """`scale` as it is written; empty where it is 1."""
        return ""

    @np.errstate(all="ignore")
    def value(self, a: Array, target: ArrayLike) -> float:
        """Return the loss of the batch."""
        return float(self.part(a, self.targets(target, a.shape[-1])).sum() / len(a))

    @np.errstate(all="ignore")
    def gradient(self, a: Array, target: ArrayLike) -> Array:
        """Return ∂L/∂a of the batch's loss, (batch, n)."""
        residual: Array = self.prediction(a) - self.targets(target, a.shape[-1])
        return residual * (self.scale(a.shape[-1]) / len(a))

    def targets(self, target: ArrayLike, n: int) -> Array:
        """Return `target` as (batch, n) numbers, or raise a Mistake."""
        return rows(target, n, Sentence("Targets"))


def rows(given: ArrayLike, n: int, what: Sentence) -> Array:
    """Return `given` as a finite array of shape (batch, n), or raise a Mistake that names it."""
    try:
        array = np.array(given, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        raise Mistake("{what} must be rows of {n} numbers each.", what=what, n=n) from None
    if array.ndim != 2 or array.shape[1] != n or not len(array):
        raise Mistake(
            "{what} must be rows of {n} numbers each, but have the shape {shape}.", what=what, n=n, shape=array.shape
        )
    if not np.isfinite(array).all():
        raise Mistake("{what} must be finite numbers.", what=what)
    return array


@cache
def catalogue() -> dict[str, Loss]:
    """Every loss by its name."""
    return {kind.name: kind() for kind in catalog(losses, Loss).values()}


def named(name: str) -> Loss:
    """Return the loss called `name`, or raise a Mistake that suggests the nearest one."""
    known = catalogue()
    if name not in known:
        near = get_close_matches(str(name).lower(), known, 1)
        raise Mistake(
            "There is no loss “{name}”. Known are: {known}.",
            suggestion=near[0] if near else None,
            name=name,
            known=", ".join(known),
        )
    return known[name]
