"""Crowds walked by machine code: which there is already, which is worth its making, and which there cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lossland.core.engine import recorder
from lossland.core.engine.account import Account
from lossland.core.engine.crew import together
from lossland.core.engine.crowd import BLOCK, FAR, Crowd
from lossland.core.engine.kernel import NAME, NEVER, Control, Job, kernel
from lossland.core.engine.machine import Code, Target, compiled, host, host_of_one, numbers
from lossland.core.engine.plan import Plan, plan
from lossland.core.engine.recorder import Record
from lossland.core.engine.refused import Refused
from lossland.core.engine.trace import Choices, choices
from lossland.core.graph import order
from lossland.core.language import Reading
from lossland.core.optimizer import Optimizer
from lossland.core.sentence import Sentence

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
    machine = _machine(found, crowd.count == 1, crowd.rows is not None, crowd.tolerance is not None)
    if isinstance(machine, Sentence):
        raise Refused(machine)
    return machine


def is_worth_it(crowd: Crowd) -> bool:
    """Whether a machine is due for a crowd that is now to walk."""
    optimizer: Any = type(crowd.optimizer)
    flavour = (crowd.rows is not None, crowd.tolerance is not None, crowd.rates is not None)
    account = _account(crowd.surface.reading, optimizer, choices(crowd.optimizer), flavour)
    return account.pays(crowd.steps + 1, crowd.count)


def walk(crowd: Crowd, machine: Machine, threads: int | None = None) -> Iterator[float]:
    """Make a crowd walk; yield the share that is done now and then. `threads` as for `together`."""
    crowd.engine, control = "llvm", np.zeros(len(Control), np.int64)
    job, *kept = _job(crowd, machine, control)
    told, blocks = numbers(job), crowd.width // BLOCK
    address = told.ctypes.data
    if threads is None and crowd.count * crowd.steps * machine.plan.size * FAST < SHORT:
        machine.code.call(address)
    else:
        stop = control[Control.STOP : Control.STOP + 1]
        # Never all of it, for then the results must still be fetched.
        done = lambda: float(control[Control.DONE]) / (blocks + 1)  # noqa: E731
        yield from together(lambda: machine.code.call(address), stop, done, threads)
    del kept  # until now threads read what the job points to


def made(what: Plan, target: Target, *, history: bool = False, exits: bool = False) -> Machine:
    """The machine of a plan. Raises Refused."""
    write = partial(kernel, what, target.lanes, history=history, exits=exits)
    return Machine(what, compiled(write, NAME, what.size, target), target)


@lru_cache(maxsize=64)
def _machine(what: Plan, alone: bool, history: bool, exits: bool) -> Machine | Sentence:
    """The machine of a plan, or why there can be none."""
    try:
        return made(what, host_of_one() if alone else host(), history=history, exits=exits)
    except Refused as refusal:
        return refusal.why


@lru_cache(maxsize=8)
def _recorder(n: int, target: Target) -> Code:
    return Code(recorder.recorder(n, target.lanes), recorder.NAME, target)


def _job(crowd: Crowd, machine: Machine, control: NDArray[np.int64]) -> tuple[Any, ...]:
    """The Job of making a crowd walk, and what else must live as long as it."""
    steady, timed = machine.plan.numbers(crowd.surface, crowd.optimizer, crowd.steps)
    lanes = machine.target.lanes
    job = Job(
        control_at=control,
        points_at=crowd.points,
        rates_at=None if crowd.rates is None else crowd.columns(crowd.rates[:, None]),
        ends_at=crowd.ends,
        rest_at=crowd.rest,
        steady_at=steady,
        timed_at=timed,
        tolerance_at=np.array((crowd.tolerance or 0.0) ** 2),
        last=crowd.steps,
        width=crowd.width,
        lanes=-(-crowd.count // lanes) * lanes,
        count=crowd.count,
        dues_at=np.array(NEVER),
        rows_at=crowd.rows,
        rows_width=0 if crowd.rows is None else crowd.rows.shape[2],
    )
    if crowd.film is None and not len(crowd.trail):
        return (job,)
    table, code, film = crowd.dues(), _recorder(crowd.n, machine.target), crowd.film
    record = Record(
        table_at=table,
        film_at=None if film is None else film.points,
        total=0 if film is None else film.points.shape[1],
        every=1 if film is None else film.every,
        first=crowd.first,
        trail_at=crowd.trail,
        width=crowd.width,
    )
    dues = np.append(table[:, 0], NEVER)
    return job._replace(dues_at=dues, recorder_at=code.address, record_at=numbers(record)), record, code


@lru_cache(maxsize=256)
def _account(reading: Reading, kind: type[Optimizer], chosen: Choices, flavour: tuple[bool, ...]) -> Account:
    return Account(3 * len(order([reading.node])) + 10)
