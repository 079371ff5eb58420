"""Places with labels, found by nearness in time that hardly grows with their number."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from lossland.core.optimizer import Array

Labels = NDArray[np.int64]


class Places:
    """Places (P, n) and a label for each; lengths are in widths of the window.

    They lie in the cells of a grid, `reach` wide, so that what is within reach of a point is in its cell or beside it.
    """

    def __init__(self, width: Array, reach: float) -> None:
        self.width, self.reach = width, reach
        self.points, self.labels = np.empty((0, len(width))), np.empty(0, np.int64)
        self._keys, self._order = np.empty(0, np.int64), np.empty(0, np.int64)  # sorted by cell
        aside = np.array(list(product((-1, 0, 1), repeat=len(width))), np.int64)
        self._aside = hashed(aside)  # a neighbour's number is a sum: see `hashed`

    def add(self, points: Array, labels: Labels) -> None:
        self._order = np.append(self._order, np.arange(len(self.points), len(self.points) + len(points)))
        keys = np.append(self._keys, cells(points, self.reach * self.width))
        sorting = np.argsort(keys, kind="stable")  # two sorted parts are merged
        self._keys, self._order = keys[sorting], self._order[sorting]
        self.points, self.labels = np.concatenate([self.points, points]), np.append(self.labels, labels)

    def beside(self, points: Array) -> tuple[Labels, Labels, Array]:
        """Return all pairs within reach: indices of `points` (ascending) and of places, and how far they are apart."""
        keys = cells(points, self.reach * self.width)[:, None] + self._aside
        begin = np.searchsorted(self._keys, keys).ravel()
        count = np.searchsorted(self._keys, keys, side="right").ravel() - begin
        i = np.repeat(np.arange(count.size) // len(self._aside), count)
        j = self._order[np.arange(count.sum()) + np.repeat(begin - np.cumsum(count) + count, count)]
        distance = np.sqrt((((points[i] - self.points[j]) / self.width) ** 2).sum(-1))
        near = distance <= self.reach
        return i[near], j[near], distance[near]

    def nearest(self, points: Array) -> tuple[Labels, Array]:
        """Return the label of the place nearest to each point and its distance: -1 and inf where none is within reach.

        Of equally near places, the one that was added first.
        """
        i, j, distance = self.beside(points)
        least, index = np.full(len(points), np.inf), np.full(len(points), len(self.points))
        np.minimum.at(least, i, distance)
        best = distance == least[i]
        np.minimum.at(index, i[best], j[best])
        return np.append(self.labels, -1)[index], least


def cells(points: Array, side: Array) -> Labels:
    """Return one number for each point, equal for points in the same cell of a grid with these sides."""
    places = np.floor(points / side)
    np.clip(places, 1 - 2.0**53, 2.0**53 - 1, out=places)  # odd: of powers of two the numbers below would be 0
    return hashed(places.astype(np.int64))


def hashed(cells: Labels) -> Labels:
    """Return one number for each row of `cells`: of a sum of two rows, the sum of their numbers."""
    # Horner's rule modulo 2^64: two cells of one study get the same number with a chance below 1e-9.
    key = np.zeros(len(cells), np.int64)
    for column in cells.T:
        key = key * np.int64(0x1E3779B97F4A7C15) + column
    return key
