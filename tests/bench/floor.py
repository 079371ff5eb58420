"""The machine's own limit for Adam: two divisions and two square roots a step, with nothing else to do."""

import time

import numpy as np

from lossland.core.engine.assembly import Assembly
from lossland.core.engine.machine import Code, host

CHAINS = 4  # of each kind: enough for the divider to be always busy, few enough for the registers
TURNS = 20_000
NAME = "floor"


class Floor:
    """Chains of divisions and of square roots that do not wait for one another."""

    def __init__(self, lanes: int) -> None:
        self.code = Code(_loop(lanes), NAME, host())
        self._job = np.array([TURNS, *[0] * lanes], np.int64)
        self._steps = TURNS * CHAINS * lanes / 2

    def __call__(self) -> float:
        """CPU seconds of a step."""
        begun = time.process_time()
        self.code.call(self._job.ctypes.data)
        return (time.process_time() - begun) / self._steps


def seconds(rounds: int) -> float:
    """CPU seconds of a step, with whichever vectors are quicker."""
    floors = [Floor(lanes) for lanes in {4, host().lanes}]
    for floor in floors:
        floor()
    return min(float(np.median([floor() for _ in range(rounds)])) for floor in floors)


def _loop(lanes: int) -> Assembly:
    """`void floor(int64 *job)`: how many turns; room for a vector, so that the results are wanted."""
    w = Assembly(lanes)
    w.lines.append(f"define void @{NAME}(ptr %job) {{")
    w.block("entry")
    turns = w.let("load i64, ptr %job")
    w.put("br label %turn")
    w.block("turn")
    w.put("%i = phi i64 [ 0, %entry ], [ %i.next, %turn ]")
    head = len(w.lines)
    # Neither comes to rest at a round number, with which a processor may be quicker.
    after = [w.divide(w.number(1.7), f"%x{k}") for k in range(CHAINS)]
    after += [w.intrinsic("sqrt", w.add(f"%x{CHAINS + k}", w.number(0.7))) for k in range(CHAINS)]
    w.put("%i.next = add i64 %i, 1")
    w.put(f"%more = icmp slt i64 %i.next, {turns}")
    w.put("br i1 %more, label %turn, label %exit")
    w.lines[head:head] = [
        f"  %x{k} = phi {w.numbers} [ {w.number(1.1 + k / 7)}, %entry ], [ {value}, %turn ]"
        for k, value in enumerate(after)
    ]
    w.block("exit")
    total = after[0]
    for value in after[1:]:
        total = w.add(total, value)
    w.store(total, w.at("%job", 1))
    w.put("ret void")
    w.lines.append("}")
    return w
