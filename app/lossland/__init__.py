"""Lossland without its window: what a notebook needs, and no Qt.

>>> import lossland as ll
>>> ll.descend(ll.Surface("x^2 + 10y^2"), ll.SGD(lr=0.09), start=(4, 1), steps=80).end
'steps'
"""

from lossland.core.backprop import backprop, terms
from lossland.core.descend import descend
from lossland.core.network import MLP
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake
from lossland.core.starts import grid, normal, uniform
from lossland.core.study import study
from lossland.core.surface import Surface
from lossland.core.training import train

__all__ = [
    "MLP",
    "SGD",
    "Adam",
    "Mistake",
    "RMSprop",
    "Surface",
    "backprop",
    "descend",
    "grid",
    "normal",
    "study",
    "terms",
    "train",
    "uniform",
]
