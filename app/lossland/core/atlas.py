"""What is known of a surface, and at which of its minima the end of a walk is: nanoseconds for each of millions."""

from itertools import product

import numpy as np
from numpy.typing import NDArray

from lossland.core.minima import NEAR, SAME_MINIMUM, Bottom
from lossland.core.optimizer import Array
from lossland.core.surface import Window

Labels = NDArray[np.int32]

NONE, LOST, UNKNOWN = -1, -2, -3  # labels: at no minimum, diverged or undefined, and not judged yet
SIDE = 512  # cells along each axis of a board of two; a power of two, because the board repeats itself
CELL = 1 / 200  # width of a cell
UP = (
    2.0**40
)  # a multiple of SIDE: makes numbers of cells positive, whose fractions are cut off faster than negative ones


class Atlas:
    """What is known of a surface: `minima`, and places (m, n) with their `labels`, the index of a minimum or NONE.

    Places are the minima themselves, ends of walks in valleys, and points at rest that are no minima.
    """

    def __init__(self, window: Window, minima: tuple[Bottom, ...], places: Array, labels: Labels) -> None:
        self.minima, self.places, self.labels = minima, places, labels
        self._width = np.array([[high - low] for low, high in window])
        # An end at rest is at a minimum, not near it, unless that is a valley; another one may hover about it.
        at_rest = np.where(self.is_valley(labels), NEAR, SAME_MINIMUM)
        hovering = np.where(labels >= 0, NEAR, -1.0)
        columns = places.T / self._width
        self._board = Board(columns.T, np.maximum(at_rest, hovering))
        # The last of each are those of no place.
        self._columns = np.append(columns, np.full((len(columns), 1), np.nan), axis=1)
        self._reach = np.concatenate([np.append(reach * np.abs(reach), -1.0) for reach in (hovering, at_rest)])
        self._labels = np.append(labels, np.int32(UNKNOWN))

    def is_valley(self, labels: Labels) -> NDArray[np.bool_]:
        return np.array([*(bottom.valley for bottom in self.minima), False])[labels]

    def cells(self, points: Array) -> NDArray[np.int64]:
        """The numbers (m,) of the cells in which points (n, m) are: below CELLS."""
        return self._board.numbers(points / self._width)

    def judge(self, points: Array, lost: NDArray[np.bool_], at_rest: NDArray[np.bool_]) -> Labels:
        """The labels (m,) of ends (n, m) of walks: the index of a minimum, NONE, LOST, or UNKNOWN."""
        columns = points / self._width
        number = self._board.look(columns)
        away = np.zeros(len(number))
        with np.errstate(all="ignore"):  # who diverged may be anywhere
            for column, places in zip(columns, self._columns, strict=True):
                column -= places.take(number)
                column *= column
                away += column
            near = away <= self._reach.take(number + at_rest * np.int32(len(self._labels)))
        labels = np.where(near, self._labels.take(number), np.int32(UNKNOWN))
        labels[lost] = LOST
        return labels


class Board:
    """A board of cells, each with the number of the place nearest to its middle; lengths are in widths of the window.

    It repeats itself over the plane, so that a look at it takes the same time wherever a point is, and tells only which
    place alone may be near: how far that is remains to be seen.
    """

    def __init__(self, places: Array, reach: Array) -> None:
        """Put on it places (m, n), each of which is of use as far as `reach` (m,)."""
        n = places.shape[1]
        span = int(np.ceil(reach.max(initial=0.0) / CELL)) + 1
        aside = np.array(list(product(range(-span, span + 1), repeat=n)))
        cells = np.floor(places / CELL)[:, None] + aside
        away = np.sqrt((((cells + 0.5) * CELL - places[:, None]) ** 2).sum(-1))
        place, number = np.nonzero(away <= reach[:, None] + CELL)
        order = np.argsort(-away[place, number], kind="stable")  # of those in one cell, the nearest is written last
        place, number = place[order], number[order]
        self._cells = np.full(SIDE**n, len(places), np.int32)
        self._cells[self.numbers((cells[place, number] + 0.5).T * CELL)] = place

    def numbers(self, columns: Array) -> NDArray[np.int64]:
        """The numbers of the cells (m,) in which points with coordinates `columns` (n, m) are."""
        cell = np.zeros(columns.shape[1], np.int64)
        with np.errstate(invalid="ignore"):  # who diverged is anywhere
            for column in columns:
                cell *= SIDE
                cell += (column * (1 / CELL) + UP).astype(np.int64) & (SIDE - 1)
        return cell

    def look(self, columns: Array) -> Labels:
        """The number of the place (m,), that alone may be near each point; for none, how many places there are."""
        found: Labels = self._cells.take(self.numbers(columns))
        return found
