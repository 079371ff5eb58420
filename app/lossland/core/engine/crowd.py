"""A crowd of walkers in the memory of a machine loop."""

import math
from collections.abc import Iterator
from time import perf_counter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossland.core.engine.kernel import BLOCK, Job, rows
from lossland.core.engine.machine import Code
from lossland.core.engine.plan import Plan
from lossland.core.optimizer import Array, Optimizer
from lossland.core.surface import Surface

NEVER = -1  # a row that is not
PAUSE = 0.005  # seconds of work in a portion
SLOW = 1e5  # rows of a block in a second, until we know better


class Crowd:
    """Walkers at `x` (N, n) that are to make `steps` steps.

    They go in blocks of 64, and any number of rows at a time; neither makes a difference to where they come.
    """

    def __init__(
        self, plan: Plan, code: Code, lanes: int, surface: Surface, optimizer: Optimizer, x: Array, steps: int
    ) -> None:
        self.plan, self._code, self.steps = plan, code, steps
        self.count = len(x)
        self.blocks = -(-self.count // BLOCK)
        self._memory = optimizer.start(x)
        self._state = _aligned((self.blocks, rows(plan), BLOCK))
        self._state[:, -1] = np.array(steps + 1, np.int64).view(np.float64)
        for row, column in enumerate([*x.T, *(column for array in self._memory for column in array.T)]):
            self._fill(row, column)
        self._surface, self._optimizer, self._moments = surface, optimizer, range(0)
        self._dues, self._speed = np.array([NEVER], np.int64), SLOW
        self.control = np.zeros(1, np.int64)
        self._job = np.zeros(len(Job), np.int64)
        self._set(
            CONTROL_AT=self.control.ctypes.data,
            STATE_AT=self._state.ctypes.data,
            DUES_AT=self._dues.ctypes.data,
            LAST=steps,
            LANES=-(-self.count // lanes) * lanes,
            COUNT=self.count,
        )

    def _set(self, **fields: int) -> None:
        for name, value in fields.items():
            self._job[Job[name]] = value

    def _fill(self, row: int, column: Array) -> None:
        """Put a number for each walker into a row; the lanes left over walk with the last one."""
        padded = np.empty(self.blocks * BLOCK)
        padded[: self.count], padded[self.count :] = column, column[-1]
        self._state[:, row] = padded.reshape(-1, BLOCK)

    def portions(self, moments: range, most: int = 2**40) -> Iterator[tuple[range, range]]:
        """The blocks and the rows of the work of `moments`, in portions of a few milliseconds and of at most `most`
        rows of a block.
        """
        block, t = 0, moments.start
        while block < self.blocks and moments:
            size = max(1, min(most, int(self._speed * PAUSE)))
            if t > moments.start or size < len(moments):
                stop = min(t + size, moments.stop)
                yield range(block, block + 1), range(t, stop)
                block, t = (block, stop) if stop < moments.stop else (block + 1, moments.start)
            else:
                stop = min(block + size // len(moments), self.blocks)
                yield range(block, stop), moments
                block = stop

    def done(self, blocks: range, moments: range) -> float:
        """The share of the work that is done after a portion; never 1, for the results must still be fetched."""
        rows = self.steps + 1
        return ((blocks.stop - 1) * rows + moments.stop) / (self.blocks * rows + 1)

    def walk(self, blocks: range, moments: range) -> None:
        """Take some blocks through some of the rows 0 … steps; the last of these is looked at only."""
        if moments != self._moments:
            self._steady, self._timed = self.plan.numbers(self._surface, self._optimizer, moments)
            self._set(STEADY_AT=self._steady.ctypes.data, TIMED_AT=self._timed.ctypes.data)
            self._moments = moments
        due = int(np.searchsorted(self._dues[:-1], moments.start))
        self._set(FIRST=blocks.start, PAST=blocks.stop, FROM=moments.start, UNTIL=moments.stop, DUE=due)
        start = perf_counter()
        self._code.call(self._job.ctypes.data)
        self._speed = len(blocks) * len(moments) / max(perf_counter() - start, 1e-6)

    def history(self, blocks: range, moments: range) -> Array:
        """Do as `walk`, by a code made for it, and return the rows (moments, walkers, numbers).

        The numbers are coordinates, memory, loss and gradient of a walker.
        """
        written = np.empty((len(moments), self._state.shape[1] - 1, len(blocks) * BLOCK))
        self._set(HISTORY_AT=written.ctypes.data)
        self.walk(blocks, moments)
        return written[:, :, : self.count - blocks.start * BLOCK].swapaxes(1, 2)

    def record(self, recorder: Code, to: NDArray[np.int64], dues: NDArray[np.int64]) -> None:
        """Have `recorder` called with `to` for each block in the rows `dues`, which are in order."""
        self._kept, self._dues = (recorder, to), np.append(dues, NEVER)
        self._set(RECORDER_AT=recorder.address, RECORD_AT=to.ctypes.data, DUES_AT=self._dues.ctypes.data)

    @property
    def x(self) -> Array:
        return self._columns(0, self.plan.n)

    @property
    def loss(self) -> Array:
        return self._columns(len(self.plan.here), 1)[:, 0]

    @property
    def gradient(self) -> Array:
        return self._columns(len(self.plan.here) + 1, self.plan.n)

    @property
    def memory(self) -> Any:
        n = self.plan.n
        return type(self._memory)(*(self._columns(n * (1 + i), n) for i in range(len(self._memory))))

    @property
    def lost(self) -> NDArray[np.bool_]:
        return np.asarray(self._lost_at <= self.steps)

    @property
    def length(self) -> NDArray[np.int_]:
        """How many steps each walker made before it was lost, or all of them."""
        return np.minimum(self._lost_at, self.steps).astype(int)

    @property
    def _lost_at(self) -> NDArray[np.int64]:
        return self._columns(len(self._state[0]) - 1, 1)[:, 0].view(np.int64)

    def _columns(self, row: int, count: int) -> Array:
        """Some rows for each walker, (N, count)."""
        part = self._state[:, row : row + count]
        return np.ascontiguousarray(part.swapaxes(0, 1).reshape(count, -1)[:, : self.count]).T


def _aligned(shape: tuple[int, ...]) -> Array:
    """An array that begins where a line of the cache begins; what is in it is not said."""
    size = math.prod(shape)
    room = np.empty(size + 8)
    skip = -(room.ctypes.data // 8) % 8
    return room[skip : skip + size].reshape(shape)
