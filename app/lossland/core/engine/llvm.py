"""Crowds walked by machine code: which there is already, which is worth its making, and which there cannot be."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lossland.core.engine import recorder
from lossland.core.engine.crowd import Crowd
from lossland.core.engine.kernel import NAME, kernel
from lossland.core.engine.machine import Code, Refused, Target, host
from lossland.core.engine.plan import Plan, plan
from lossland.core.engine.trace import Choices, Untraceable, choices
from lossland.core.graph import order
from lossland.core.language import Reading
from lossland.core.optimizer import Array, Optimizer
from lossland.core.surface import Surface

LARGEST = 1500  # nodes: beyond this the compiler takes longer than a class waits
PRICE = 0.05  # seconds that a compilation costs, at least
NODE, WALKER = 1e-6, 1.2e-9  # seconds that NumPy takes for a node of the graph, and for each walker at it


@dataclass(frozen=True)
class Machine:
    """What walks crowds of any size down one surface under one optimizer."""

    plan: Plan
    code: Code
    surface: Surface
    optimizer: Optimizer

    def crowd(self, x: Array, steps: int) -> Crowd:
        return Crowd(self.plan, self.code, host().lanes, self.surface, self.optimizer, x, steps)


def machine(
    surface: Surface, optimizer: Optimizer, count: int, steps: int, far: float, *, history: bool, now: bool
) -> Machine | None:
    """Return a machine for `count` walkers, or None where NumPy has to do.

    There may be no machine code, or it may not be worth it: unless it must be `now`, it is made once NumPy has worked
    on a surface and an optimizer for as long as making it takes. So the two together never take much more than twice as
    long as the better one of them alone.
    """
    if not now and not _is_worth_it(surface, optimizer, count, steps + 1, history):
        return None
    try:
        found = plan(surface, optimizer)
    except Untraceable:
        return None
    code = _code(found, far, history)
    return None if code is None else Machine(found, code, surface, optimizer)


@lru_cache(maxsize=64)
def _code(what: Plan, far: float, history: bool) -> Code | None:
    try:
        return compiled(what, far, history)
    except Refused:
        return None


def compiled(what: Plan, far: float, history: bool, target: Target | None = None) -> Code:
    """The machine code of a plan. Raises Refused."""
    if what.size > LARGEST:
        raise Refused(f"{what.size} nodes")
    target = target or host()
    try:
        text = kernel(what, target.lanes, far, history)
    except (OSError, AttributeError) as error:  # a C library that lacks a function
        raise Refused(str(error)) from error
    return Code(text, NAME, target)


@lru_cache(maxsize=8)
def recorder_of_points(n: int) -> Code:
    return Code(recorder.points(n), recorder.NAME)


@lru_cache(maxsize=8)
def recorder_of_density(n: int, cells: int) -> Code:
    return Code(recorder.density(n, cells), recorder.NAME)


@dataclass
class _Account:
    """What NumPy has been paid for one surface and one kind of optimizer, and how many nodes it works on."""

    nodes: int
    seconds: float = 0.0


def _is_worth_it(surface: Surface, optimizer: Optimizer, count: int, rows: int, history: bool) -> bool:
    kind: Any = type(optimizer)
    account = _account(surface.reading, kind, choices(optimizer), history)
    account.seconds += account.nodes * rows * (NODE + count * WALKER)
    return account.seconds > PRICE


@lru_cache(maxsize=256)
def _account(reading: Reading, kind: type[Optimizer], chosen: Choices, history: bool) -> _Account:
    return _Account(3 * len(order([reading.node])) + 10)
