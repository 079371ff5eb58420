"""A crowd walks by torch, from the same graph: on a GPU if there is one, otherwise on the processor."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from time import perf_counter
from typing import Any

import numpy as np

from lossland.core.engine.crowd import FAR, Crowd
from lossland.core.engine.plan import Plan, plan
from lossland.core.engine.reference import PAUSE
from lossland.core.engine.refused import Refused
from lossland.core.graph import LOGIC, OPERATIONS, RELATIONS, Node, order
from lossland.core.optimizer import Array
from lossland.core.sentence import Sentence

Tensor = Any  # torch is not imported before it is asked for
CPU, GPU = "cpu", "cuda"
SHARED = 32_768  # numbers in an array from which on torch shares them out among threads, which spin while they wait
CROWD = {CPU: SHARED // 16, GPU: 1_048_576}  # walkers that go together: too few to share; what fits a GPU
GLANCE = {CPU: 1, GPU: 16}  # steps between two looks at a device: whoever looks waits until it has done all it was told


def walk(crowd: Crowd) -> Iterator[float]:
    """Make a crowd walk; yield the share that is done every few milliseconds.

    Raises Refused, and then the crowd stands where it started, if torch is not installed, if the optimizer cannot be
    traced, and if torch gives up on the way, as it does when the memory of a GPU is full.
    """
    torch, starts = _torch(), crowd.points.copy()
    device = GPU if torch.cuda.is_available() else CPU
    what = plan(crowd.surface, crowd.optimizer, crowd.rates is not None)
    crowd.engine = f"torch:{device}"
    crowd.note = None if device == GPU else Sentence("There is no GPU here: torch computes on the processor")
    try:
        for first in range(0, crowd.count, CROWD[device]):
            part = slice(first, min(first + CROWD[device], crowd.count))
            for share in _Party(crowd, what, part, device).walk():
                yield (part.start + share * (part.stop - part.start)) / crowd.count
    except RuntimeError as error:
        crowd.points[:] = starts
        raise Refused(Sentence("torch failed here ({error})", {"error": str(error).partition("\n")[0]})) from error


class _Party:
    """Walkers that go together: `members` are their numbers, `here` is all that changes, a row for each walker's number
    of that kind; `ends` as in the crowd. Who is not `going` stays where he is.
    """

    def __init__(self, crowd: Crowd, what: Plan, part: slice, device: str) -> None:
        self.torch, self.device, self.crowd, self.part, self.n = _torch(), device, crowd, part, what.n
        self.program = _program(what, device)
        self.members = np.arange(part.start, part.stop)
        x = crowd.x[part]
        self.here = self._tensor(np.concatenate([x.T, *(array.T for array in crowd.optimizer.start(x))]))
        rates = np.empty((0, len(x))) if crowd.rates is None else crowd.rates[None, part]
        self.rates = self._tensor(rates)
        self.steady, self.timed = map(self._tensor, what.numbers(crowd.surface, crowd.optimizer, crowd.steps))
        self.going = self.torch.ones(len(x), dtype=self.torch.bool, device=device)
        self.ends = self.torch.full((len(x),), crowd.steps, dtype=self.torch.int32, device=device)
        self.records = {int(t): (int(frame), int(place)) for t, frame, place in crowd.dues()}
        self.waiting: list[tuple[int, Tensor]] = []  # rows on the device, each with its step

    def walk(self) -> Iterator[float]:
        steps, due = self.crowd.steps, perf_counter() + PAUSE
        for t in range(steps + 1):
            found = self._found(t)
            self._stop(t, found)
            self._keep(t, found)
            if t == steps or t % GLANCE[self.device] == 0:
                self._deliver()
                left = int(self.going.sum())
                if t == steps or not left:
                    self._settle(found)
                    break
                if 2 * left <= len(self.members):
                    self._settle(found)
                    found = self._leave_behind(found)
                if perf_counter() > due:
                    yield t / (steps + 1)
                    due = perf_counter() + PAUSE
            self.here = self.torch.where(self.going, found[1 + self.n :], self.here)
        for record in self.records.values():  # what comes after the last of them ended
            self.crowd.record(*record, self.part)

    def _found(self, t: int) -> Tensor:
        """Loss, gradient, and the state one step later, a row each."""
        values = self.program([*self.here, *self.rates, *self.steady, *self.timed[t]])
        return self.torch.stack([value.expand(self.here.shape[1:]) for value in values])

    def _stop(self, t: int, found: Tensor) -> None:
        """Let those go no farther who are lost at step `t`, or at rest."""
        gradient = found[1 : 1 + self.n]
        whole = self.torch.isfinite(found[: 1 + self.n]).all(0) & (self.here[: self.n].square().sum(0) <= FAR**2)
        self.ends.masked_fill_(self.going & ~whole, ~t)
        self.going &= whole
        if self.crowd.tolerance is not None:
            rests = self.going & ((gradient * gradient).sum(0) <= self.crowd.tolerance**2)
            self.ends.masked_fill_(rests, t)
            self.going &= ~rests

    def _keep(self, t: int, found: Tensor) -> None:
        """Put by what is to be recorded of step `t`: coordinates first."""
        if self.crowd.rows is not None:
            self.waiting.append((t, self.torch.cat([self.here, self._outcome(found)])))
        elif t in self.records:
            self.waiting.append((t, self.here[: self.n]))

    def _outcome(self, found: Tensor) -> Tensor:
        """Loss and gradient; where there is no loss there is no gradient."""
        return self.torch.where(found[0].isnan(), found[0], found[: 1 + self.n])

    def _deliver(self) -> None:
        """Fetch what was put by, in one transfer."""
        if not self.waiting:
            return
        fetched = self.torch.stack([row for _, row in self.waiting]).cpu().numpy()
        for (t, _), row in zip(self.waiting, fetched, strict=True):
            if self.crowd.rows is not None:
                self.crowd.rows[t][:, self.members] = row
            if t in self.records:
                self.crowd.points[:, self.members] = row[: self.n]
                self.crowd.record(*self.records.pop(t), self.part)
        self.waiting.clear()

    def _settle(self, found: Tensor) -> None:
        """Fetch where the walkers are; of those that still go this is not the last time."""
        crowd, members = self.crowd, self.members
        here = self.here.cpu().numpy()
        crowd.points[:, members], crowd.ends[members] = here[: self.n], self.ends.cpu().numpy()
        if crowd.rest is not None:
            crowd.rest[:, members] = np.concatenate([self._outcome(found).cpu().numpy(), here[self.n :]])

    def _leave_behind(self, found: Tensor) -> Tensor:
        """Go on without those whose walk has ended; return what is left of `found`."""
        self.members = self.members[self.going.cpu().numpy()]
        going = self.going.nonzero()[:, 0]
        self.here, self.rates, found = (rows[:, going] for rows in (self.here, self.rates, found))
        self.ends, self.going = self.ends[going], self.going[going]
        return found

    def _tensor(self, array: Array) -> Tensor:
        return self.torch.from_numpy(np.ascontiguousarray(array)).to(self.device)


Step = tuple[Callable[..., Tensor], tuple[int, ...], int, tuple[int, ...]]


class Program:
    """Calls of torch, one after the other, over numbered slots: the inputs, the constants, and what is computed."""

    def __init__(self, outputs: Sequence[Node], inputs: Sequence[Node], device: str) -> None:
        self._torch, self._device = _torch(), device
        self._slots: list[Tensor] = [None] * len(inputs)
        self._numbers = {node: slot for slot, node in enumerate(inputs)}
        self._truths: dict[Node, int] = {}
        steps: list[tuple[Callable[..., Tensor], tuple[int, ...], int]] = []
        self._calls = steps
        for node in order(outputs):
            self._write(node)
        self._outputs = [self._number(node) for node in outputs]
        last = {slot: i for i, (_, args, _) in enumerate(steps) for slot in args}
        self._steps: list[Step] = [
            (function, args, out, tuple(s for s in {*args} if last[s] == i and s not in self._outputs))
            for i, (function, args, out) in enumerate(steps)
        ]

    def __call__(self, inputs: Sequence[Tensor]) -> list[Tensor]:
        slots = self._slots.copy()
        slots[: len(inputs)] = inputs
        for function, args, out, done in self._steps:
            slots[out] = function(*[slots[arg] for arg in args])
            for slot in done:
                slots[slot] = None  # its memory is used again
        return [slots[slot] for slot in self._outputs]

    def _write(self, node: Node) -> None:
        if node in self._numbers:
            return
        if node.op == "constant":
            self._numbers[node] = self._slot(self._torch.tensor(node.value, dtype=self._torch.float64).to(self._device))
            return
        function = _functions()[node.op]
        if node.op in LOGIC:
            self._truths[node] = self._call(function, *map(self._truth, node.args))
        elif node.op in RELATIONS:
            self._truths[node] = self._call(function, *map(self._number, node.args))
        elif node.op == "where":
            condition, *choices = node.args
            self._numbers[node] = self._call(function, self._truth(condition), *map(self._number, choices))
        else:
            self._numbers[node] = self._call(function, *map(self._number, node.args))

    def _number(self, node: Node) -> int:
        """The slot of a node's value; of a condition 0 or 1."""
        if node not in self._numbers:
            self._numbers[node] = self._call(lambda truth: truth.double(), self._truths[node])
        return self._numbers[node]

    def _truth(self, node: Node) -> int:
        """The slot of where a node holds; a number holds if it is not 0, an undefined one too."""
        if node not in self._truths:
            self._truths[node] = self._call(lambda number: number != 0, self._numbers[node])
        return self._truths[node]

    def _call(self, function: Callable[..., Tensor], *args: int) -> int:
        self._calls.append((function, args, slot := self._slot(None)))
        return slot

    def _slot(self, content: Tensor) -> int:
        self._slots.append(content)
        return len(self._slots) - 1


@lru_cache(maxsize=64)
def _program(what: Plan, device: str) -> Program:
    return Program([what.loss, *what.gradient, *what.next], [*what.here, *what.steady, *what.timed], device)


@cache
def _functions() -> dict[str, Callable[..., Tensor]]:
    """The function of each operation, with NumPy's idea of what is undefined."""
    torch = _torch()

    def cbrt(x: Tensor) -> Tensor:
        size = x.abs()
        root = size ** (1 / 3)
        better = root - (root - size / (root * root)) / 3  # Newton's; 1/3 is not exact
        return torch.where(better.isfinite(), better, root).copysign(x)

    own: dict[str, Callable[..., Tensor]] = {
        "cbrt": cbrt,
        "clip": lambda x, low, high: torch.minimum(torch.maximum(x, low), high),
        "equal": torch.eq,
        "power": torch.pow,
        "rint": torch.round,
        "sign": lambda x: torch.where(x.isnan(), x, torch.sign(x)),
        "softplus": lambda x: torch.log1p(torch.exp(-x.abs())) + torch.relu(x),
    }
    return {op: own.get(op) or getattr(torch, op) for op in OPERATIONS | {"square", "reciprocal"}}


@cache
def _torch() -> Any:
    """torch, loaded when it is first asked for: that takes seconds."""
    try:
        import torch
    except ModuleNotFoundError as error:
        raise Refused(Sentence("torch is not installed")) from error
    except (ImportError, OSError) as error:
        raise Refused(Sentence("torch cannot be loaded ({error})", {"error": str(error)})) from error
    return torch
