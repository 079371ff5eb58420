"""The cross-entropy of a softmax over logits."""

from typing import ClassVar

import numpy as np
from numpy.typing import ArrayLike

from lossland.core.loss import Array, Loss
from lossland.core.sentence import Mistake


def log_softmax(a: Array) -> Array:
    """Return ln p, shape (batch, n): the largest logit is taken out first, so that nothing overflows."""
    low = a - a.max(axis=-1, keepdims=True)
    return np.asarray(low - np.log(np.exp(low).sum(axis=-1, keepdims=True)))


class SoftmaxCrossEntropy(Loss):
    """L = −Σ t ln p with p = softmax(a), mean over the samples; a target is a class number or a row of probabilities.

    The outputs are logits: the last activation must be the identity, for the softmax is already inside this loss.
    That is why ∂L/∂a is simply p − t.
    """

    name: ClassVar[str] = "softmax_cross_entropy"
    label: ClassVar[str] = "softmax cross-entropy"
    formula: ClassVar[str] = "L = −Σ t ln p,  p = softmax(a)"
    wants_logits: ClassVar[bool] = True

    def part(self, a: Array, t: Array) -> Array:
        return np.where(t == 0.0, 0.0, -t * log_softmax(a))

    def part_form(self, n: int) -> str:
        return "−{2}·ln {1}"

    def prediction(self, a: Array) -> Array:
        return np.exp(log_softmax(a))

    def prediction_form(self) -> str:
        return "p{1}"

    def targets(self, target: ArrayLike, n: int) -> Array:
        """Also take (batch,) class numbers, counted from 0; only for rows that add up to 1 is the gradient p − t."""
        try:
            classes = np.array(target, dtype=np.float64)
        except (TypeError, ValueError, OverflowError):
            return super().targets(target, n)
        if classes.ndim != 1 or not len(classes):
            shares = super().targets(target, n)
            if (shares < 0).any() or not np.allclose(shares.sum(axis=1), 1.0, rtol=0.0, atol=1e-9):
                raise Mistake("Targets of a softmax must be probabilities: each row must add up to 1.")
            return shares
        if not np.isin(classes, np.arange(n)).all():
            raise Mistake("Classes must be whole numbers from 0 to {last}.", last=n - 1)
        return np.eye(n)[classes.astype(np.intp)]
