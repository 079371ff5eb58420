"""Lossland without its window: what a notebook needs, and no Qt.

>>> import lossland as ll
>>> ll.descend(ll.Surface("x^2 + 10y^2"), ll.SGD(lr=0.09), start=(4, 1), steps=80).end
'steps'
"""

from importlib import import_module
from typing import Any

_HOMES = {
    "MLP": "network",
    "SGD": "optimizers.sgd",
    "Adam": "optimizers.adam",
    "Mistake": "sentence",
    "RMSprop": "optimizers.rmsprop",
    "Surface": "surface",
    "backprop": "backprop",
    "descend": "descend",
    "grid": "starts",
    "normal": "starts",
    "study": "study",
    "terms": "backprop",
    "train": "training",
    "uniform": "starts",
}
__all__ = list(_HOMES)


def __getattr__(name: str) -> Any:
    """Fetch a public name when it is first asked for: the window opens before most of them are needed."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.core.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
