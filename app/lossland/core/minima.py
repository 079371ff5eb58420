"""Which minimum, if any, each end of a walk lies at.

Lengths here are shares of the window's width, so that the answer does not depend on the units of the axes.
"""

from collections.abc import Generator, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lossland.core.optimizer import Array
from lossland.core.places import Labels, Places, cells
from lossland.core.surface import Surface

SAME_END = 1e-4  # ends as near as this share one answer
SAME_MINIMUM = 2e-3  # polished ends as near as this are one minimum
NEAR = 0.02  # an end lies at a minimum that is no farther; whether it has settled there is judged in `study`
RING = 1e-3  # the neighbours that must not be lower than a minimum
BLOCK = 2048  # points polished between two pauses: a few milliseconds


class Bottom(NamedTuple):
    """A local minimum, isolated or (a valley) one point of a curve or an area of equally low points."""

    point: Array
    value: float
    valley: bool


class Minima:
    """The minima met so far, found by polishing the ends of walks.

    Ends are polished by Newton's method. Where that arrives nearby, and no neighbour is lower, is a minimum. Minima
    that can be followed along at one height are one valley. At a kink, where Newton's method is blind, the lowest end
    is polished by trying directions.
    """

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self.width = np.array([high - low for low, high in surface.window])
        self.found: list[Bottom] = []
        self._directions = directions(surface.n)
        # Cells that ends were met in, sorted; the last number is that of none.
        self._keys, self._answers = np.array([np.iinfo(np.int64).max]), np.array([-1])
        self._places, self._kinks = Places(self.width, SAME_MINIMUM), Places(self.width, NEAR)
        self._tried = np.empty(0, np.int64)

    def assign(self, ends: Array, losses: Array) -> Iterator[Labels | None]:
        """Yield None every few milliseconds of work, then for each of `ends` (N, n) its index in `found`, -1 for none.

        Ends and their losses are finite.
        """
        keys = cells(ends, SAME_END * self.width)
        place = np.searchsorted(self._keys, keys)
        fresh, labels = np.flatnonzero(self._keys[place] != keys), self._answers[place]
        new, first, inverse = np.unique(keys[fresh], return_index=True, return_inverse=True)
        answers = yield from self._explore(ends[fresh[first]], losses[fresh[first]])
        labels[fresh] = answers[inverse]
        # Ends at no minimum are seldom met again: to keep them would cost more than to look again.
        learnt = answers >= 0
        keys, known = np.append(self._keys, new[learnt]), np.append(self._answers, answers[learnt])
        order = np.argsort(keys, kind="stable")
        self._keys, self._answers = keys[order], known[order]
        yield labels

    def _explore(self, ends: Array, losses: Array) -> Generator[None, None, Labels]:
        labels = np.full(len(ends), -1)
        for i in range(0, len(ends), BLOCK):
            points, arrived = yield from polish(self.surface, ends[i : i + BLOCK], NEAR)
            labels[i : i + BLOCK][arrived] = yield from self._settle(points[arrived])
        rest = np.flatnonzero(labels < 0)
        if rest.size:
            labels[rest] = yield from self._settle_kinks(ends[rest], losses[rest])
        return labels

    def _settle(self, points: Array) -> Generator[None, None, Labels]:
        """Return the labels of polished points, adding the minima among them that are new."""
        labels, distance = self._places.nearest(points)
        fresh = np.flatnonzero(distance > SAME_MINIMUM)
        yield
        leaders, follows = self._leaders(points[fresh])
        yield
        if len(leaders):
            values = self.surface.value(leaders)
            bottom, rise = self._bottom(leaders, values)
            bottom &= self._is_level(leaders)
            valley = np.zeros(len(leaders), dtype=bool)
            valley[bottom] = yield from self._goes_on(leaders[bottom], values[bottom], rise[bottom])
            added = [self._add(*m) if ok else -1 for ok, *m in zip(bottom, leaders, values, valley, strict=True)]
            self._places.add(leaders, np.array(added))
            labels[fresh] = np.array(added)[follows]
        return labels

    def _add(self, point: Array, value: float, valley: bool) -> int:
        """Return the index of a minimum, new unless it is a part of a valley known already."""
        if valley:
            for i, known in enumerate(self.found):
                if known.valley and abs(known.value - value) <= 1e-7 * (1 + abs(value)):
                    return i
        self.found.append(Bottom(point, float(value), bool(valley)))
        return len(self.found) - 1

    def _leaders(self, points: Array) -> tuple[Array, Labels]:
        """Return some of `points` such that each is within SAME_MINIMUM of one of them, and for each of which one."""
        # One of each cell first, so that a million equal points cost no more than one.
        keys = cells(points, SAME_MINIMUM / 4 * self.width)
        _, first, cell = np.unique(keys, return_index=True, return_inverse=True)
        points, follows = points[first], np.full(len(first), -1)
        others = Places(self.width, SAME_MINIMUM)
        others.add(points, follows)
        i, j, _ = others.beside(points)
        near = np.split(j, np.flatnonzero(np.diff(i)) + 1)
        leaders: list[int] = []
        for candidate in range(len(points)):
            if follows[candidate] < 0:
                follows[near[candidate][follows[near[candidate]] < 0]] = len(leaders)
                leaders.append(candidate)
        return points[leaders], follows[cell]

    def _bottom(self, points: Array, values: Array) -> tuple[NDArray[np.bool_], Array]:
        """Return which points have no lower neighbour, and how far the highest neighbour of each rises above it."""
        around = self.surface.value(points[:, None, :] + RING * self.width * self._directions)
        with np.errstate(invalid="ignore"):
            around -= values[:, None]
        rise = np.nan_to_num(around, nan=0.0, posinf=0.0, neginf=0.0).max(axis=1, initial=0.0)
        noise = 1e-13 * np.abs(values) + 1e-12 * rise
        return ~(around < -noise[:, None]).any(axis=1) & np.isfinite(values), rise

    def _is_level(self, points: Array) -> NDArray[np.bool_]:
        """Return where the gradient is small beside that of the neighbours: Newton's method really arrived."""
        around = self.surface.gradient(points[:, None, :] + RING * self.width * self._directions)
        with np.errstate(all="ignore"):
            slope = np.sqrt((self.surface.gradient(points) ** 2).sum(-1))
            return np.asarray(slope <= 0.1 * np.median(np.sqrt((around**2).sum(-1)), axis=1))

    def _goes_on(self, points: Array, values: Array, rise: Array) -> Generator[None, None, NDArray[np.bool_]]:
        """Return at which minima one can walk on at the same height, along the direction of least curvature."""
        goes_on = np.zeros(len(points), dtype=bool)
        if not len(points):
            return goes_on
        curvature, axes = _eigen(self.surface.hessian(points) * self.width * self.width[:, None])
        flattest = np.take_along_axis(axes, np.abs(curvature).argmin(-1)[:, None, None], -1)[..., 0]
        for side in (NEAR, -NEAR):
            moved = points + side * self.width * flattest
            there, arrived = yield from polish(self.surface, moved, NEAR)
            level = np.abs(self.surface.value(there) - values) <= 1e-9 * np.abs(values) + 1e-6 * rise
            goes_on |= arrived & level & (self._distance(there, points) > NEAR / 2)
        return goes_on

    def _settle_kinks(self, ends: Array, losses: Array) -> Generator[None, None, Labels]:
        """Return the labels of ends about minima where the gradient jumps, adding the new ones."""
        labels = yield from self._at_kink(ends)
        rest = labels < 0
        keys = cells(ends, 2 * NEAR * self.width)
        order = np.lexsort((losses, keys))
        lowest = order[np.unique(keys[order], return_index=True)[1]]
        lowest = lowest[rest[lowest] & ~np.isin(keys[lowest], self._tried)]
        if not lowest.size:
            return labels
        self._tried = np.concatenate([self._tried, keys[lowest]])
        points, arrived = yield from compass(self.surface, ends[lowest], NEAR, self._directions)
        points, _ = self._leaders(points[arrived])
        points = points[self._kinks.nearest(points)[1] > SAME_MINIMUM]
        values = self.surface.value(points)
        kink = self._bottom(points, values)[0] & self._gradient_jumps(points)
        points, values = points[kink], values[kink]
        lower = yield from self._leads_down(points, values)
        known, _ = self._places.nearest(points[~lower])
        found = zip(known, points[~lower], values[~lower], strict=True)
        added = [label if label >= 0 else self._add(point, value, False) for label, point, value in found]
        self._kinks.add(points[~lower], np.array(added, np.int64))
        return (yield from self._at_kink(ends))

    def _leads_down(self, points: Array, values: Array) -> Generator[None, None, NDArray[np.bool_]]:
        """Return which kinks are only a stop on a sharp ridge: a search from beside them settles lower."""
        # Not at a distance that the search's own steps, halves of NEAR, would lead straight back over.
        beside = points[:, None, :] + 0.7 * NEAR * self.width * self._directions
        settled, _ = yield from compass(self.surface, beside.reshape(-1, self.surface.n), 2 * NEAR, self._directions)
        around = self.surface.value(settled).reshape(len(points), len(self._directions))
        clearly = 1e-6 * (1 + np.abs(values))
        return np.asarray((around < (values - clearly)[:, None]).any(axis=1))

    def _at_kink(self, ends: Array) -> Generator[None, None, Labels]:
        labels = np.full(len(ends), -1)
        for i in range(0, len(ends), BLOCK):
            labels[i : i + BLOCK], _ = self._kinks.nearest(ends[i : i + BLOCK])
            yield
        return labels

    def _gradient_jumps(self, points: Array) -> NDArray[np.bool_]:
        """Return where gradients on opposite sides of a point, very near, differ much: no smooth surface does that."""
        half = self._directions[: len(self._directions) // 2] * (1e-7 * self.width)
        ahead, behind = (self.surface.gradient(points[:, None, :] + side * half) for side in (1, -1))
        with np.errstate(invalid="ignore"):
            jump = np.abs(ahead - behind).max((-1, -2), initial=0.0)
            size = np.maximum(np.abs(ahead), np.abs(behind)).max((-1, -2), initial=0.0)
        return np.asarray(jump > 0.2 * size)

    def _distance(self, points: Array, point: Array) -> Array:
        distance: Array = np.sqrt((((points - point) / self.width) ** 2).sum(-1))
        return distance


def at_minima(surface: Surface, points: Array) -> NDArray[np.bool_]:
    """Return which of the points (N, n), all of small gradient, lie at a minimum, as `Minima` judges ends of walks."""
    minima, values = Minima(surface), surface.value(points)
    found = minima._bottom(points, values)[0]
    rest = ~found
    if rest.any():  # saves the polishing of what is at the bottom already
        *_, labels = minima.assign(points[rest], values[rest])
        assert labels is not None
        found[rest] = labels >= 0
    return found


def polish(surface: Surface, start: Array, reach: float) -> Generator[None, None, tuple[Array, NDArray[np.bool_]]]:
    """Return points (N, n) moved downhill by Newton's method, and which of them arrived within `reach` window widths.

    The Hessian's eigenvalues are taken by size without sign, so that no saddle attracts (Dauphin et al. 2014); a step
    that would lead uphill is halved. Pauses after each step of all points.
    """
    width = np.array([high - low for low, high in surface.window])
    points, values = start.copy(), surface.value(start)
    scale, size = np.ones(len(start)), np.full(len(start), np.inf)
    busy = np.arange(len(start))
    for _ in range(40):
        with np.errstate(all="ignore"):
            here = points[busy]
            step = _newton_step(surface.gradient(here), surface.hessian(here))
            length = np.sqrt(((step / width) ** 2).sum(-1))
            damping = scale[busy] * np.minimum(1.0, reach / 2 / np.maximum(length, 1e-300))
            there = here + damping[:, None] * step
            value = surface.value(there)
            better = value <= values[busy]
            points[busy] = np.where(better[:, None], there, here)
            values[busy] = np.where(better, value, values[busy])
            scale[busy] = np.where(better, np.minimum(1.0, 2 * scale[busy]), scale[busy] / 4)
            away = np.sqrt((((points[busy] - start[busy]) / width) ** 2).sum(-1))
            gone = (away > reach) | ~(length < 4 * reach)
        size[busy] = np.where(gone, np.inf, length)
        busy = busy[~gone & (length > 1e-10)]
        yield
        if not busy.size:
            break
    return points, size <= SAME_END


def compass(
    surface: Surface, start: Array, reach: float, directions: Array
) -> Generator[None, None, tuple[Array, NDArray[np.bool_]]]:
    """Return points (N, n) moved downhill by trying `directions`, and which of them settled within `reach`.

    A pattern search: the step is halved where no direction leads down. It needs no gradient. Pauses after each step.
    """
    width = np.array([high - low for low, high in surface.window])
    points, values = start.copy(), surface.value(start)
    size, busy = np.full(len(start), reach / 2), np.arange(len(start))
    for _ in range(200):
        around = points[busy, None, :] + size[busy, None, None] * width * directions
        value = np.nan_to_num(surface.value(around), nan=np.inf)
        best, each = value.argmin(1), np.arange(len(busy))
        better = value[each, best] < values[busy]
        points[busy] = np.where(better[:, None], around[each, best], points[busy])
        values[busy] = np.where(better, value[each, best], values[busy])
        size[busy] *= np.where(better, 1.0, 0.5)
        away = np.sqrt((((points[busy] - start[busy]) / width) ** 2).sum(-1))
        size[busy[away > reach]] = np.inf
        busy = busy[(away <= reach) & (size[busy] > 1e-11)]
        yield
        if not busy.size:
            break
    return points, size <= 1e-9


def _newton_step(g: Array, hessian: Array) -> Array:
    """Return −|H|⁻¹ g; not finite where g or H is not. Directions without curvature count as nearly flat."""
    curvature, axes = _eigen(hessian)
    curvature = np.abs(curvature)
    floor = np.maximum(1e-8 * curvature.max(-1, keepdims=True), 1e-100)
    along = (np.swapaxes(axes, -1, -2) @ g[..., None])[..., 0] / np.maximum(curvature, floor)
    broken = ~np.all(np.isfinite(hessian), axis=(-1, -2), keepdims=True)[..., 0]
    return np.where(broken, np.inf, -(axes @ along[..., None])[..., 0])


def _eigen(hessian: Array) -> tuple[Array, Array]:
    """Return eigenvalues and eigenvectors (columns), those of 0 where the Hessian is not finite."""
    finite = np.all(np.isfinite(hessian), axis=(-1, -2), keepdims=True)
    values, vectors = np.linalg.eigh(np.where(finite, hessian, 0.0))
    return values, vectors


def directions(n: int) -> Array:
    """Return directions (k, n) that look around a point, opposite ones half the list apart."""
    if n == 2:
        angle = np.arange(16) * (np.pi / 8)
        return np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    return np.concatenate([np.eye(n), -np.eye(n)])
