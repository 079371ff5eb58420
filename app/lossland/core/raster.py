"""A surface over its window as numbers in a grid, with what a picture of it needs: shades and contour lines."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import contourpy
import numpy as np
from numpy.typing import NDArray

from lossland.core.engine import grid, grid_kernel
from lossland.core.engine.refused import numpy_computes
from lossland.core.engine.tiers import Engine
from lossland.core.sentence import Sentence
from lossland.core.surface import Surface

Array = NDArray[np.float64]

SIZE = 257  # points along each axis of a map: every second of them is a grid, too, from end to end
LEVELS = 13  # contour lines at even steps of shade
SAMPLE = 8192  # values that quantiles are taken of: sorting all would take longer than computing them
MIDDLE = 0.55  # the shade of the median: half the picture is darker
LIMIT = 1e300  # differences of two values within it do not overflow
ROUNDING = 1e-12  # differences smaller than this part of the values are rounding errors
CURVE = 8  # a curve is sampled this many times finer than a map: it costs one row


@dataclass(frozen=True, eq=False)
class Raster:
    """What a surface looks like from above.

    `ticks` are the coordinates along each axis. `values` has the shape (ny, nx), row by row upwards, or (nx,) for a
    curve; NaN and ±inf are kept. `shade`, of the same shape, is a monotone image of the values in [0, 1], NaN where
    there is no finite value. `contours` (k, 2) are polylines of equal value, a row of NaN between two of them; none for
    a curve. `engine` is what computed the values: "llvm" or "numpy".
    """

    surface: Surface
    ticks: tuple[Array, ...]
    values: Array
    shade: Array
    contours: Array
    engine: str
    note: Sentence | None


def raster(surface: Surface, size: int = SIZE, *, engine: Engine = "auto") -> Raster:
    """Evaluate `surface` on `size` points along each axis of its window, both ends included.

    `engine` "llvm" makes machine code, "auto" does where it pays; where there can be none, and for a curve, which is
    one short row, NumPy computes.
    """
    *_, last = drawing(surface, size, engine=engine)
    return last


def drawing(surface: Surface, size: int = SIZE, *, engine: Engine = "auto") -> Iterator[Raster]:
    """Yield the `raster` with contour lines found on every second point, which takes a quarter of the time, and then
    with all of them.
    """
    counts = (size,) * surface.n if surface.n > 1 else (CURVE * size,)
    ticks = tuple(np.linspace(low, high, count) for (low, high), count in zip(surface.window, counts, strict=True))
    (values, *_), done_by, note = sampled(surface, ticks, engine=engine)
    shade = shades(values)
    found = Raster(surface, ticks, values, shade, np.empty((0, 2)), done_by, note)
    if surface.n == 1:
        yield found
    else:
        if size % 2:
            yield replace(found, contours=_contours(ticks, shade, 2))
        yield replace(found, contours=_contours(ticks, shade, 1))


def sampled(
    surface: Surface, ticks: tuple[Array, ...], *, gradient: bool = False, engine: Engine = "auto"
) -> tuple[Array, str, Sentence | None]:
    """The values at all crossings of `ticks`, (1, ny, nx), on a curve (1, nx); with the `gradient` its n components
    follow the value as further planes. And what computed them, "llvm" or "numpy", and why it is not machine code where
    that was wanted.
    """
    what = grid.plan(surface.reading, int(gradient))
    tables = what.prepared(ticks, tuple(surface.parameters.values()))
    points = math.prod(map(len, ticks))
    wanted = engine != "numpy" and surface.n == 2 and (engine == "llvm" or what.account.pays(1, points))
    machine = grid_kernel.machine(what.grid) if wanted else None
    if isinstance(machine, grid_kernel.Machine):
        return machine.values(tables), "llvm", None
    planes = what.values(tables)
    return (planes if surface.n == 2 else planes[:, 0]), "numpy", machine and numpy_computes(machine)


def shades(values: Array) -> Array:
    """Map `values` monotonously into [0, 1]; NaN where they are not finite.

    Logarithmic in the height above the lowest value, as strongly as it takes to give the median the shade MIDDLE: a
    narrow valley stays visible under walls a million times higher, and a plane stays even. Two per cent at each end
    may be cut off, where a pole would leave all the rest one colour.
    """
    known = np.isfinite(values)
    shade = np.full(values.shape, np.nan)
    if not known.any():
        return shade
    heights = np.clip(values[known], -LIMIT, LIMIT)
    some = heights[:: heights.size // SAMPLE | 1]  # odd, so that it does not walk along a column
    low, high = float(heights.min()), float(heights.max())
    low2, high2 = map(float, np.quantile(some, (0.02, 0.98)))
    spread = high2 - low2
    # Values that reach far below and far above all else come from a pole; far below alone, from a narrow minimum.
    if min(low2 - low, high - high2) > 20 * spread:
        low = low2
    top = min(high, low + 4 * (high2 - low)) if high2 - low > ROUNDING * abs(low) else high
    if top - low <= ROUNDING * max(abs(low), abs(top)):
        shade[known] = 0.5
        return shade
    above, some = ((np.clip(part, low, top) - low) / (top - low) for part in (heights, some))
    # Of what is not flat bottom, or a bottom of half the picture would ask for an endless bend.
    flat = ROUNDING * abs(low) / (top - low)
    relief = some[some > flat] if (some > flat).any() else above[above > flat]
    bend = _bend(float(np.median(relief)))
    shade[known] = np.log1p(bend * above) / np.log1p(bend)
    return shade


def _bend(middle: float) -> float:
    """Return b for which log(1 + b·middle) / log(1 + b) is MIDDLE: by bisection, it grows with b."""
    low, high = -3.0, 250.0  # decades: from even to as steep as exp(exp(x))
    for _ in range(40):
        b = 10.0 ** ((low + high) / 2)
        if math.log1p(b * middle) / math.log1p(b) < MIDDLE:
            low = math.log10(b)
        else:
            high = math.log10(b)
    return float(10.0**low)


def _contours(ticks: tuple[Array, ...], shade: Array, step: int) -> Array:
    xs, ys = (axis[::step] for axis in ticks)
    shade = np.ascontiguousarray(shade[::step, ::step])
    lines: list[Array] = []
    if np.isfinite(shade).any():
        # Where a value is missing contourpy masks the point, and the lines end there.
        generator = contourpy.contour_generator(x=xs, y=ys, z=shade, name="serial", line_type="ChunkCombinedNan")
        for level in np.linspace(0, 1, LEVELS + 2)[1:-1]:
            found: Any = generator.lines(level)
            lines += [part for part in found[0] if part is not None]
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for line in lines for part in (line, gap)] or [np.empty((0, 2))])
