"""Where a crowd starts: scattered over the window, gathered about its middle, or in rows."""

import operator
from typing import Any

import numpy as np

from lossland.core.optimizer import Array
from lossland.core.sentence import Mistake
from lossland.core.surface import Surface

MOST = 10_000_000  # starts; more could not be told apart on any picture


def uniform(count: int, surface: Surface, seed: int = 0) -> Array:
    """Return starts (count, n), uniform in the window; all first coordinates are drawn before the second ones."""
    count, random = _count(count), _random(seed)
    return _columns([random.uniform(low, high, count) for low, high in surface.window])


def normal(count: int, surface: Surface, seed: int = 0) -> Array:
    """Return starts (count, n) about the window's centre, with a quarter of its width as standard deviation."""
    count, random = _count(count), _random(seed)
    return _columns([random.normal((low + high) / 2, (high - low) / 4, count) for low, high in surface.window])


def grid(count: int, surface: Surface) -> Array:
    """Return starts (count, n) in the middles of equal cells of the window, row by row; the last row may be shorter."""
    count = _count(count)
    side = round(count ** (1 / surface.n))
    rows = -(-count // side ** (surface.n - 1))
    shape = (rows, *(side,) * (surface.n - 1))
    cells = np.unravel_index(np.arange(count), shape)[::-1]
    return _columns(
        [
            low + (high - low) * (cell + 0.5) / size
            for cell, size, (low, high) in zip(cells, shape[::-1], surface.window, strict=True)
        ]
    )


def _columns(columns: list[Array]) -> Array:
    return np.array(columns).T


def _count(count: int) -> int:
    number = _index(count)
    if number < 1:
        raise Mistake("The number of starts must be a whole number, 1 or more")
    if number > MOST:
        raise Mistake("{limit} starts at most", limit=f"{MOST:,}")
    return number


def _random(seed: int) -> np.random.Generator:
    number = _index(seed)
    if number < 0:
        raise Mistake("The seed must be a whole number, 0 or more")
    return np.random.Generator(np.random.PCG64(number))


def _index(number: Any) -> int:
    try:
        return operator.index(number)
    except TypeError:
        return -1
