"""What is known of a surface, and at which of its minima the end of a walk is: nanoseconds for each of millions."""

from __future__ import annotations

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
PLAIN = 2 * CELL  # how far around a place it is looked whether everything rests, as on a plain
# A multiple of SIDE that makes numbers of cells positive: their fractions are cut off faster than negative ones'.
UP = 2.0**40


class Atlas:
    """What is known of a surface: `minima`, and places (m, n) with their `labels`, the index of a minimum or NONE.

    Places are the minima themselves, ends of walks in valleys, and points at rest that are no minima. About those of
    the last that are `plain` (m,) all is at rest as far as PLAIN: each of them tells for its surroundings.
    """

    def __init__(
        self,
        window: Window,
        minima: tuple[Bottom, ...],
        places: Array,
        labels: Labels,
        plain: NDArray[np.bool_],
        before: Atlas | None = None,
    ) -> None:
        """Know these; `before` knew the first of the places, and spares putting them on a board again."""
        self.minima, self.places, self.labels, self.plain = minima, places, labels, plain
        self._width = np.array([[high - low] for low, high in window])
        # An end at rest is at a minimum, not near it, unless that is a valley; another one may hover about it.
        at_rest = np.select([self.is_valley(labels), plain], [NEAR, PLAIN], SAME_MINIMUM)
        hovering = np.where(labels >= 0, NEAR, -1.0)
        columns = places.T / self._width
        self._board: Board = Board(columns.T, np.maximum(at_rest, hovering), before._board if before else None)
        # The last of each are those of no place, whose number is -1.
        self._columns = np.append(columns, np.full((len(columns), 1), np.nan), axis=1)
        self._reach = np.concatenate([np.append(reach * np.abs(reach), -1.0) for reach in (hovering, at_rest)])
        self._labels = np.append(labels, np.int32(UNKNOWN))

    def is_valley(self, labels: Labels) -> NDArray[np.bool_]:
        return np.array([*(bottom.valley for bottom in self.minima), False])[labels]

    def cells(self, points: Array) -> NDArray[np.int64]:
        """The numbers (m,) of the cells in which points (n, m) are: below SIDE**n."""
        return self._board.numbers(points / self._width)

    def is_blank(self, points: Array) -> NDArray[np.bool_]:
        """Where (m,) the cells of points (n, m) show no place."""
        return self._board.look(points / self._width) < 0

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

    def __init__(self, places: Array, reach: Array, before: Board | None) -> None:
        """Put on it places (m, n), each of which is of use as far as `reach` (m,); the first are on `before`."""
        n, known = places.shape[1], before._count if before else 0
        self._count: int = len(places)
        self._cells: Labels = before._cells.copy() if before else np.full(SIDE**n, -1, np.int32)
        self._away: Array = before._away.copy() if before else np.full(SIDE**n, np.inf)  # of a place from the middle
        for far in np.unique(reach[known:]):
            which = known + np.flatnonzero(reach[known:] == far)
            span = int(np.ceil(far / CELL)) + 1
            aside = np.array(list(product(range(-span, span + 1), repeat=n)))
            cells = np.floor(places[which] / CELL)[:, None] + aside
            away = np.sqrt((((cells + 0.5) * CELL - places[which][:, None]) ** 2).sum(-1))
            self._put(which, cells, away, away <= far + CELL)

    def _put(self, which: NDArray[np.int64], cells: Array, away: Array, useful: NDArray[np.bool_]) -> None:
        """Put places `which` (m,) on those of their `cells` (m, k, n) where they are `useful` and nearest."""
        numbers, away = self.numbers((cells[useful] + 0.5).T * CELL), away[useful]
        places = np.repeat(which, np.count_nonzero(useful, axis=1))
        nearer = np.flatnonzero(away <= self._away[numbers])
        nearer = nearer[np.argsort(-away[nearer], kind="stable")]  # of those in one cell, the nearest is written last
        self._cells[numbers[nearer]], self._away[numbers[nearer]] = places[nearer], away[nearer]

    def numbers(self, columns: Array) -> NDArray[np.int64]:
        """The numbers of the cells (m,) in which points with coordinates `columns` (n, m) are."""
        cell = np.zeros(columns.shape[1], np.int64)
        with np.errstate(invalid="ignore"):  # who diverged is anywhere
            for column in columns:
                cell *= SIDE
                cell += (column * (1 / CELL) + UP).astype(np.int64) & (SIDE - 1)
        return cell

    def look(self, columns: Array) -> Labels:
        """The number of the place (m,), that alone may be near each point; -1 where none may be."""
        found: Labels = self._cells.take(self.numbers(columns))
        return found
