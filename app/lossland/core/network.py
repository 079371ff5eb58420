"""A multilayer perceptron: what is in it, as plain values that compare and hash."""

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import sqrt
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossland.core import activation as activation_floor
from lossland.core import loss as loss_floor
from lossland.core.activation import Activation
from lossland.core.loss import Loss
from lossland.core.sentence import Mistake, Sentence

Array = NDArray[np.float64]
Matrix = tuple[tuple[float, ...], ...]

MOST_LAYERS = 12
MOST_WEIGHTS = 1_000_000


@dataclass(frozen=True, init=False)
class MLP:
    """Layers of nodes, each with a weight to every node of the layer before: z = W a + b, then a = activation(z).

    `sizes` are the numbers of nodes, inputs first: n_0, …, n_L. `activations` are the names of the L activations.
    `weights[l][j][i]` leads from node i of layer l to node j of layer l + 1; `biases[l][j]` belongs to the latter.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str
    weights: tuple[Matrix, ...] = field(repr=False)
    biases: Matrix = field(repr=False)

    def __init__(
        self,
        sizes: Sequence[int],
        activation: str | Sequence[str] = "sigmoid",
        loss: str = "half_squared_error",
        weights: Sequence[ArrayLike] | None = None,
        biases: Sequence[ArrayLike] | None = None,
        seed: int = 0,
    ) -> None:
        """Take one activation for all layers or one per layer; draw weights that are not given, from `seed`.

        Drawn weights are uniform within ±√(6/(n_in + n_out)) (Glorot and Bengio 2010), biases not given are 0.
        Raises Mistake for sizes that are not counts, too many of them, unknown names, and wrong shapes.
        """
        sizes = _sizes(sizes)
        one = isinstance(activation, str) or not isinstance(activation, Iterable)
        names: tuple[Any, ...] = (activation,) * (len(sizes) - 1) if one else tuple(activation)
        if len(names) != len(sizes) - 1:
            raise Mistake(
                "Give one activation, or one for each of the {layers} layers with weights.", layers=len(sizes) - 1
            )
        for name in names:
            activation_floor.named(str(name))
        loss_floor.named(str(loss))
        shapes = [(n_out, n_in) for n_in, n_out in pairwise(sizes)]
        W = drawn(sizes, seed) if weights is None else _arrays(weights, shapes, Sentence("Weights"))
        b = (
            [np.zeros(n) for n in sizes[1:]]
            if biases is None
            else _arrays(biases, [(n,) for n in sizes[1:]], Sentence("Biases"))
        )
        self._set(sizes, names, loss, W, b)

    def _set(self, sizes: tuple[int, ...], names: tuple[str, ...], loss: str, W: list[Array], b: list[Array]) -> None:
        fields = {
            "sizes": sizes,
            "activations": names,
            "loss": loss,
            "weights": tuple(tuple(map(tuple, w.tolist())) for w in W),
            "biases": tuple(tuple(v.tolist()) for v in b),
        }
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    @cached_property
    def W(self) -> tuple[Array, ...]:
        """The weights as arrays, W[l] of shape (n_l+1, n_l)."""
        return tuple(_fixed(np.array(w)) for w in self.weights)

    @cached_property
    def b(self) -> tuple[Array, ...]:
        """The biases as arrays, b[l] of shape (n_l+1,)."""
        return tuple(_fixed(np.array(v)) for v in self.biases)

    @cached_property
    def functions(self) -> tuple[Activation, ...]:
        """The activations themselves, one per layer with weights."""
        return tuple(activation_floor.named(name) for name in self.activations)

    @cached_property
    def criterion(self) -> Loss:
        """The loss itself."""
        return loss_floor.named(self.loss)

    def flat(self) -> Array:
        """All that is learned, as one vector: W[0] row by row, b[0], W[1], b[1], …"""
        return np.concatenate([part.ravel() for pair in zip(self.W, self.b, strict=True) for part in pair])

    def with_flat(self, vector: Array) -> Self:
        """Return this network with other weights and biases, laid out as in `flat`; they may have diverged."""
        W, b, at = [], [], 0
        for n_in, n_out in pairwise(self.sizes):
            W.append(vector[at : at + n_out * n_in].reshape(n_out, n_in))
            at += n_out * n_in
            b.append(vector[at : at + n_out])
            at += n_out
        net = object.__new__(type(self))
        net._set(self.sizes, self.activations, self.loss, W, b)
        return net

    def replace(self, **changes: Any) -> Self:
        """Return a network with other arguments of the constructor; what still fits of this one is kept.

        With other sizes, layers whose shape stays the same keep their weights, the rest is drawn from `seed`; a layer
        that is new takes the activation of the first hidden one.
        """
        given: dict[str, Any] = {
            "activation": self.activations,
            "loss": self.loss,
            "weights": self.weights,
            "biases": self.biases,
        }
        sizes = _sizes(changes.get("sizes", self.sizes))
        if sizes != self.sizes:
            W, b = drawn(sizes, changes.get("seed", 0)), [np.zeros(n) for n in sizes[1:]]
            for layer, (old_W, old_b) in enumerate(zip(self.W, self.b, strict=True)):
                if layer < len(W) and W[layer].shape == old_W.shape:
                    W[layer], b[layer] = old_W, old_b
            hidden, last = self.activations[:-1] or self.activations, self.activations[-1]
            middle = len(sizes) - 2
            given |= {"weights": W, "biases": b}
            given["activation"] = (*hidden[:middle], *(hidden[0],) * (middle - len(hidden)), last)
        return type(self)(**{"sizes": sizes, **given, **changes})


def drawn(sizes: Sequence[int], seed: int) -> list[Array]:
    """Draw weights for layers of these sizes, uniformly within ±√(6/(n_in + n_out))."""
    try:
        rng = np.random.default_rng(operator.index(seed))
    except (TypeError, ValueError):
        raise Mistake("The seed must be a whole number, 0 or more") from None
    return [rng.uniform(-1.0, 1.0, (n_out, n_in)) * sqrt(6.0 / (n_in + n_out)) for n_in, n_out in pairwise(sizes)]


def _sizes(given: Sequence[int]) -> tuple[int, ...]:
    """Return the numbers of nodes, or raise a Mistake."""
    try:
        sizes = tuple(int(n) for n in given)
        whole = all(n == m for n, m in zip(sizes, given, strict=True))
    except (TypeError, ValueError, OverflowError):
        whole = False
    if not whole or min(sizes, default=0) < 1 or len(sizes) < 2:
        raise Mistake("The sizes must be at least two whole numbers from 1 on, such as 2, 3, 1.")
    if len(sizes) > MOST_LAYERS:
        raise Mistake("A network may have {most} layers, not {count}.", most=MOST_LAYERS, count=len(sizes))
    count = sum(n_in * n_out for n_in, n_out in pairwise(sizes))
    if count > MOST_WEIGHTS:
        raise Mistake("A network may have {most} weights, not {count}.", most=MOST_WEIGHTS, count=count)
    return sizes


def _arrays(given: Sequence[ArrayLike], shapes: Sequence[tuple[int, ...]], what: Sentence) -> list[Array]:
    """Return one finite array of the right shape per layer, or raise a Mistake that says which layer is wrong."""
    layers = list(given) if isinstance(given, Iterable) else [given]
    if len(layers) != len(shapes):
        raise Mistake(
            "{what} must be given for {count} layers, not {given}.", what=what, count=len(shapes), given=len(layers)
        )
    arrays = []
    for number, (layer, shape) in enumerate(zip(layers, shapes, strict=True), 1):
        try:
            array = np.array(layer, dtype=np.float64)
        except (TypeError, ValueError, OverflowError):
            raise Mistake("{what} of layer {layer} must be numbers.", what=what, layer=number) from None
        if array.shape != shape:
            raise Mistake(
                "{what} of layer {layer} must have the shape {shape}, not {given}.",
                what=what,
                layer=number,
                shape=shape,
                given=array.shape,
            )
        if not np.isfinite(array).all():
            raise Mistake("{what} of layer {layer} must be finite numbers.", what=what, layer=number)
        arrays.append(array)
    return arrays


def _fixed(array: Array) -> Array:
    array.flags.writeable = False  # a frozen network hands these out again and again
    return array
