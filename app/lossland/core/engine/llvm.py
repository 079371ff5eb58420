"""Crowds walked by machine code: which there is already, which is worth its making, and which there cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossland.core.engine import recorder
from lossland.core.engine.crew import together
from lossland.core.engine.crowd import BLOCK, FAR, Crowd
from lossland.core.engine.kernel import NAME, NEVER, Control, Job, kernel
from lossland.core.engine.machine import Code, Refused, Target, host
from lossland.core.engine.plan import Plan, plan
from lossland.core.engine.recorder import Record
from lossland.core.engine.trace import Choices, Untraceable, choices
from lossland.core.graph import order
from lossland.core.language import Reading
from lossland.core.optimizer import Optimizer

LARGEST = 1500  # nodes: beyond this the compiler takes longer than a class waits
PRICE = 0.05  # seconds that a compilation costs, at least
NODE, WALKER = 1e-6, 1.2e-9  # seconds that NumPy takes for a node of the graph, and for each walker at it
FAST = 1e-10  # seconds that machine code takes at most for a node and a walker
SHORT = 0.002  # seconds of work that is not worth a thread of its own


@dataclass(frozen=True)
class Machine:
    """What walks crowds of any size down one surface under one kind of optimizer."""

    plan: Plan
    code: Code
    target: Target


def machine(crowd: Crowd, *, now: bool) -> Machine | None:
    """Return a machine that can make `crowd` walk, or None where NumPy has to.

    There may be no machine code, or it may not be worth it: unless it must be `now`, it is made once NumPy has worked
    on a surface and an optimizer for as long as making it takes. So the two together never take much more than twice as
    long as the better one of them alone.
    """
    # What is certainly finite is so for parameters that are not beyond all bounds.
    if any(not abs(value) <= FAR for value in crowd.surface.parameters.values()):
        return None
    if not now and not _is_worth_it(crowd):
        return None
    try:
        found = plan(crowd.surface, crowd.optimizer, crowd.rates is not None)
        return _machine(found, crowd.count == 1, crowd.rows is not None, crowd.tolerance is not None)
    except (Untraceable, Refused):
        return None


def walk(crowd: Crowd, machine: Machine, threads: int | None = None) -> Iterator[float]:
    """Make a crowd walk; yield the share that is done now and then. `threads` as for `together`."""
    control = np.zeros(len(Control), np.int64)
    job, kept = _job(crowd, machine, control)
    address, blocks = job.ctypes.data, crowd.width // BLOCK
    if threads is None and crowd.count * crowd.steps * machine.plan.size * FAST < SHORT:
        machine.code.call(address)
    else:
        stop = control[Control.STOP : Control.STOP + 1]
        # Never all of it, for then the results must still be fetched.
        done = lambda: float(control[Control.DONE]) / (blocks + 1)  # noqa: E731
        yield from together(lambda: machine.code.call(address), stop, done, threads)
    del kept  # until now threads read what the job points to


def compiled(what: Plan, target: Target, *, history: bool = False, exits: bool = False) -> Code:
    """The machine code of a plan. Raises Refused."""
    if what.size > LARGEST:
        raise Refused(f"{what.size} nodes")
    try:
        text = kernel(what, target.lanes, history=history, exits=exits)
    except (OSError, AttributeError) as error:  # a C library that lacks a function
        raise Refused(str(error)) from error
    return Code(text, NAME, target)


@lru_cache(maxsize=64)
def _machine(what: Plan, alone: bool, history: bool, exits: bool) -> Machine:
    target = host().alone() if alone else host()
    return Machine(what, compiled(what, target, history=history, exits=exits), target)


@lru_cache(maxsize=8)
def _recorder(n: int, target: Target) -> Code:
    return Code(recorder.recorder(n, target.lanes), recorder.NAME, target)


def _job(crowd: Crowd, machine: Machine, control: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[Any]]:
    """The job of making a crowd walk, and what must live as long as it."""
    steady, timed = machine.plan.numbers(crowd.surface, crowd.optimizer, crowd.steps)
    dues = np.array([NEVER], np.int64)
    tolerance = np.array([(crowd.tolerance or 0.0) ** 2])
    rates = np.empty(0) if crowd.rates is None else crowd.columns(crowd.rates[:, None])
    lanes = machine.target.lanes
    fields = {
        Job.CONTROL_AT: control,
        Job.POINTS_AT: crowd.points,
        Job.RATES_AT: rates,
        Job.ENDS_AT: crowd.ends,
        Job.REST_AT: crowd.rest,
        Job.STEADY_AT: steady,
        Job.TIMED_AT: timed,
        Job.TOLERANCE_AT: tolerance,
        Job.LAST: crowd.steps,
        Job.WIDTH: crowd.width,
        Job.LANES: -(-crowd.count // lanes) * lanes,
        Job.COUNT: crowd.count,
        Job.DUES_AT: dues,
        Job.ROWS_AT: crowd.rows,
        Job.ROWS_WIDTH: 0 if crowd.rows is None else crowd.rows.shape[2],
    }
    kept: list[Any] = []
    if crowd.film is not None or len(crowd.trail):
        recording, kept = _recording(crowd, machine.target)
        fields |= recording
    return _addresses(Job, fields), [*fields.values(), *kept]


def _recording(crowd: Crowd, target: Target) -> tuple[dict[Job, Any], list[Any]]:
    table, code, film = crowd.dues(), _recorder(crowd.n, target), crowd.film
    record = {
        Record.TABLE_AT: table,
        Record.FILM_AT: None if film is None else film.points,
        Record.TOTAL: 0 if film is None else film.points.shape[1],
        Record.EVERY: 1 if film is None else film.every,
        Record.FIRST: crowd.first,
        Record.TRAIL_AT: crowd.trail,
        Record.WIDTH: crowd.width,
    }
    to = _addresses(Record, record)
    return {
        Job.DUES_AT: np.append(table[:, 0], NEVER),
        Job.RECORDER_AT: code.address,
        Job.RECORD_AT: to,
    }, [table, code, film]


def _addresses(kind: type[IntEnum], fields: dict[Any, Any]) -> NDArray[np.int64]:
    """A job: the numbers of its fields, and the addresses of its arrays."""
    job = np.zeros(len(kind), np.int64)
    for field, value in fields.items():
        job[field] = value.ctypes.data if isinstance(value, np.ndarray) else value or 0
    return job


@dataclass
class _Account:
    """What NumPy has been paid for one surface and one kind of optimizer, and how many nodes it works on."""

    nodes: int
    seconds: float = 0.0


def _is_worth_it(crowd: Crowd) -> bool:
    optimizer: Any = type(crowd.optimizer)
    flavour = (crowd.rows is not None, crowd.tolerance is not None, crowd.rates is not None)
    account = _account(crowd.surface.reading, optimizer, choices(crowd.optimizer), flavour)
    account.seconds += account.nodes * (crowd.steps + 1) * (NODE + crowd.count * WALKER)
    return account.seconds > PRICE


@lru_cache(maxsize=256)
def _account(reading: Reading, kind: type[Optimizer], chosen: Choices, flavour: tuple[bool, ...]) -> _Account:
    return _Account(3 * len(order([reading.node])) + 10)
