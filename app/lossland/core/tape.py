"""What one forward and backward pass leaves behind, and in which order it came about."""

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import pairwise
from math import prod
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossland.core.network import MLP

Array = NDArray[np.float64]


class Event(NamedTuple):
    """One thing to watch: a node of `layer` (0 … L − 1, as in `Tape.z`) is computed, or the loss (layer L)."""

    kind: Literal["forward", "loss", "backward"]
    layer: int
    node: int


@dataclass(frozen=True, eq=False)
class Tape:
    """All numbers of one pass over a batch; derivatives are those of the batch's loss.

    `x` (batch, n_0) and `targets` (batch, n_L). For each layer l with weights, `z[l]`, `a[l]`, `dz[l]` = ∂L/∂z and
    `da[l]` = ∂L/∂a have shape (batch, n_l+1); `dW[l]` and `db[l]` have the shapes of the network's W[l] and b[l].
    `dx` is ∂L/∂x.
    """

    net: MLP
    x: Array = field(repr=False)
    targets: Array = field(repr=False)
    loss: float
    z: tuple[Array, ...] = field(repr=False)
    a: tuple[Array, ...] = field(repr=False)
    dz: tuple[Array, ...] = field(repr=False)
    da: tuple[Array, ...] = field(repr=False)
    dW: tuple[Array, ...] = field(repr=False)
    db: tuple[Array, ...] = field(repr=False)
    dx: Array = field(repr=False)

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """One event a node, in teaching order: forward layer by layer, the loss, then backward from the outputs."""
        return events(self.net.sizes)

    @cached_property
    def multiplications(self) -> tuple[int, int]:
        """Of the backward pass, for one sample: with stored factors, and without. See `multiplications`."""
        return multiplications(self.net.sizes)

    def flat(self) -> Array:
        """The gradient as one vector, laid out as `MLP.flat`."""
        return np.concatenate([part.ravel() for pair in zip(self.dW, self.db, strict=True) for part in pair])


@lru_cache(64)
def events(sizes: tuple[int, ...]) -> tuple[Event, ...]:
    """Every node forward, layer by layer; the loss; every node backward, from the last layer to the first."""
    nodes = [[(layer, node) for node in range(n)] for layer, n in enumerate(sizes[1:])]
    return (
        *(Event("forward", *place) for layer in nodes for place in layer),
        Event("loss", len(nodes), 0),
        *(Event("backward", *place) for layer in reversed(nodes) for place in layer),
    )


def multiplications(sizes: tuple[int, ...]) -> tuple[int, int]:
    """Count the multiplications that give ∂L/∂W and ∂L/∂b for one sample: with reuse of stored factors, and without.

    With reuse, δ = ∂L/∂z of a node is one multiplication (∂L/∂a times the slope), ∂L/∂a of a hidden node is one for
    every node that it feeds, and each weight's derivative is one more (δ times a). Without, every path from a weight
    or bias to every output is multiplied out from scratch: a path over k later layers has 2k + 3 factors for a
    weight, 2k + 2 for a bias. Slopes, ∂L/∂a of the outputs and additions are not counted.
    """
    layers = list(pairwise(sizes))
    slopes = sum(sizes[1:])
    backward = sum(n_in * n_out for n_in, n_out in layers[1:])
    with_reuse = slopes + backward + sum(n_in * n_out for n_in, n_out in layers)
    without = 0
    for layer, (n_in, n_out) in enumerate(layers):
        later = len(layers) - 1 - layer
        paths = n_out * prod(sizes[layer + 2 :])
        without += paths * (n_in * (2 * later + 2) + 2 * later + 1)
    return with_reuse, without
