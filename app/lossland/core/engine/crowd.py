"""A crowd of walkers in the memory of a machine loop."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossland.core.engine.kernel import BLOCK, Job, rows
from lossland.core.engine.machine import Code
from lossland.core.engine.plan import Plan
from lossland.core.optimizer import Array, Optimizer
from lossland.core.surface import Surface

NEVER = -1  # a row that is not


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
        self._state[:, -1] = np.array(steps, np.int64).view(np.float64)
        for row, column in enumerate([*x.T, *(column for array in self._memory for column in array.T)]):
            self._fill(row, column)
        self._steady, self._timed = plan.numbers(surface, optimizer, steps + 1)
        self._dues = np.array([NEVER], np.int64)
        self.control = np.zeros(1, np.int64)
        self._job = np.zeros(len(Job), np.int64)
        self._set(
            CONTROL_AT=self.control.ctypes.data,
            STATE_AT=self._state.ctypes.data,
            STEADY_AT=self._steady.ctypes.data,
            TIMED_AT=self._timed.ctypes.data,
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

    def walk(self, blocks: range, moments: range) -> None:
        """Take some blocks through some of the rows 0 … steps; the last of these is looked at only."""
        self._set(FIRST=blocks.start, PAST=blocks.stop, FROM=moments.start, UNTIL=moments.stop)
        self._code.call(self._job.ctypes.data)

    def history(self, blocks: range, moments: range) -> Array:
        """Do as `walk`, by a code made for it, and return (rows, numbers, walkers): what is in `numbers` at each row."""
        written = np.empty((len(moments), len(self._state[0]) - 1, len(blocks) * BLOCK))
        self._set(HISTORY_AT=written.ctypes.data)
        self.walk(blocks, moments)
        return written[:, :, : self.count - blocks.start * BLOCK]

    def record(self, recorder: int, to: Sequence[int] | NDArray[np.int64], dues: NDArray[np.int64]) -> None:
        """Have the function at `recorder` called for each block in the rows `dues`."""
        self._to, self._dues = np.array(to, np.int64), np.append(dues, NEVER)
        self._set(RECORDER_AT=recorder, RECORD_AT=self._to.ctypes.data, DUES_AT=self._dues.ctypes.data)

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
    def length(self) -> NDArray[np.int_]:
        """How many steps each walker made before it was lost, or all of them."""
        return self._columns(-1, 1)[:, 0].view(np.int64).astype(int)

    def _columns(self, row: int, count: int) -> Array:
        """Some rows for each walker, (N, count)."""
        part = self._state[:, row : row + count or None]
        return np.ascontiguousarray(part.swapaxes(0, 1).reshape(count, -1)[:, : self.count]).T


def _aligned(shape: tuple[int, ...]) -> Array:
    """An array of zeros that begins where a line of the cache begins."""
    size = int(np.prod(shape))
    room = np.zeros(size + 8)
    skip = -(room.ctypes.data // 8) % 8
    return room[skip : skip + size].reshape(shape)
