"""One forward and one backward pass through a network."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lossland.core.loss import rows
from lossland.core.network import MLP
from lossland.core.sentence import Mistake, Sentence
from lossland.core.tape import Event, Tape
from lossland.core.terms import Factor, Line, terms

__all__ = ["Event", "Factor", "Line", "Tape", "backprop", "forward", "terms"]

Array = NDArray[np.float64]


@np.errstate(all="ignore")  # a training that diverges ends in inf and NaN, which the picture shows
def backprop(net: MLP, inputs: ArrayLike, targets: ArrayLike) -> Tape:
    """Run `inputs` (batch, n_0) forward to the loss against `targets`, and the derivatives back to the inputs.

    Targets have shape (batch, n_L); softmax cross-entropy also takes (batch,) class numbers. Raises Mistake for other
    shapes and for numbers that are not finite.
    """
    x = rows(inputs, net.sizes[0], Sentence("Inputs"))
    t = net.criterion.targets(targets, net.sizes[-1])
    if len(x) != len(t):
        raise Mistake("There are {inputs} rows of inputs, but {targets} of targets.", inputs=len(x), targets=len(t))
    z, a = forward(net, x)
    before = (x, *a[:-1])
    da, dz = [net.criterion.gradient(a[-1], t)], []
    for layer in reversed(range(len(z))):
        dz.append(da[-1] * net.functions[layer].slope(z[layer]))
        da.append(dz[-1] @ net.W[layer])
    *da, dx = da
    da.reverse()
    dz.reverse()
    return Tape(
        net=net,
        x=x,
        targets=t,
        loss=net.criterion.value(a[-1], t),
        z=z,
        a=a,
        dz=tuple(dz),
        da=tuple(da),
        dW=tuple(d.T @ h for d, h in zip(dz, before, strict=True)),
        db=tuple(d.sum(axis=0) for d in dz),
        dx=dx,
    )


@np.errstate(all="ignore")
def forward(net: MLP, x: Array) -> tuple[tuple[Array, ...], tuple[Array, ...]]:
    """Return the pre-activations z and the activations a of every layer, each (batch, n_l+1), for x (batch, n_0)."""
    z: list[Array] = []
    a: list[Array] = []
    for W, b, function in zip(net.W, net.b, net.functions, strict=True):
        z.append((a[-1] if a else x) @ W.T + b)
        a.append(function.value(z[-1]))
    return tuple(z), tuple(a)
