"""Crowds walked by machine code: which there is already, which is worth its making, and which there cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossland.core.engine import recorder
from lossland.core.engine.account import Account
from lossland.core.engine.crew import together
from lossland.core.engine.crowd import BLOCK, FAR, Crowd
from lossland.core.engine.kernel import NAME, NEVER, Control, Job, kernel
from lossland.core.engine.machine import Code, Target, host
from lossland.core.engine.plan import Plan, plan
from lossland.core.engine.recorder import Record
from lossland.core.engine.refused import Refused
from lossland.core.engine.trace import Choices, choices
from lossland.core.graph import order
from lossland.core.language import Reading
from lossland.core.optimizer import Optimizer
from lossland.core.sentence import Sentence

LARGEST = 1500  # nodes: beyond this the compiler takes longer than a class waits
FAST = 5e-11  # seconds that machine code takes for a node and a walker
SHORT = 0.005  # seconds of work that is not worth a thread of its own


@dataclass(frozen=True)
class Machine:
    """What walks crowds of any size down one surface under one kind of optimizer."""

    plan: Plan
    code: Code
    target: Target


def machine(crowd: Crowd) -> Machine:
    """Return a machine that can make `crowd` walk. Raises Refused."""
    # What is certainly finite is so for parameters that are not beyond all bounds.
    if any(not abs(value) <= FAR for value in crowd.surface.parameters.values()):
        raise Refused(Sentence("A parameter is too large for machine code"))
    found = plan(crowd.surface, crowd.optimizer, crowd.rates is not None)
    return _machine(found, crowd.count == 1, crowd.rows is not None, crowd.tolerance is not None)


def is_worth_it(crowd: Crowd) -> bool:
    """Whether a machine is due for a crowd that is now to walk."""
    optimizer: Any = type(crowd.optimizer)
    flavour = (crowd.rows is not None, crowd.tolerance is not None, crowd.rates is not None)
    account = _account(crowd.surface.reading, optimizer, choices(crowd.optimizer), flavour)
    return account.pays(crowd.steps + 1, crowd.count)


def walk(crowd: Crowd, machine: Machine, threads: int | None = None) -> Iterator[float]:
    """Make a crowd walk; yield the share that is done now and then. `threads` as for `together`."""
    crowd.engine, control = "llvm", np.zeros(len(Control), np.int64)
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
        raise Refused(Sentence("The formula is too long for machine code"))
    try:
        text = kernel(what, target.lanes, history=history, exits=exits)
    except (OSError, AttributeError) as error:  # a C library that lacks a function
        raise Refused(Sentence("This computer lacks a function ({error})", {"error": str(error)})) from error
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


@lru_cache(maxsize=256)
def _account(reading: Reading, kind: type[Optimizer], chosen: Choices, flavour: tuple[bool, ...]) -> Account:
    return Account(3 * len(order([reading.node])) + 10)
