"""Crowds walked by machine code: which there is already, which is worth its making, and which there cannot be."""

from collections.abc import Iterator
from ctypes import addressof
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np

from lossland.core.engine import recorder
from lossland.core.engine.account import Account
from lossland.core.engine.crew import together
from lossland.core.engine.crowd import BLOCK, FAR, Crowd
from lossland.core.engine.kernel import NAME, NEVER, Job, kernel
from lossland.core.engine.machine import Code, Target, compiled, host, host_of_one
from lossland.core.engine.plan import Plan, plan
from lossland.core.engine.recorder import Record
from lossland.core.engine.refused import Refused
from lossland.core.engine.structure import address
from lossland.core.engine.trace import Choices, choices
from lossland.core.graph import order
from lossland.core.language import Reading
from lossland.core.optimizer import Optimizer
from lossland.core.sentence import Sentence
from lossland.core.surface import Surface

FAST = 5e-11  # seconds that machine code takes for a node and a walker
PORTIONS, MOST = 64, 16  # of a crowd, for threads to take; blocks in one, which lie together and apart from others'
SHORT = 0.005  # seconds of work that is not worth a thread of its own
NONE_DUE = np.array([NEVER])


@dataclass(frozen=True)
class Machine:
    """What walks crowds of any size down one surface under one kind of optimizer."""

    plan: Plan
    code: Code
    target: Target


def machine(crowd: Crowd) -> Machine:
    """Return a machine that can make `crowd` walk. Raises Refused."""
    flavour = (crowd.rates is not None, crowd.count == 1, crowd.rows is not None, crowd.tolerance is not None)
    machine = _machine(crowd.surface, crowd.optimizer, *flavour)
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
    crowd.engine = "llvm"
    job, kept = _job(crowd, machine)
    call = partial(machine.code.call, addressof(job))
    if threads is None and crowd.count * crowd.steps * machine.plan.size * FAST < SHORT:
        call()
    else:
        # Never all of it, for then the results must still be fetched.
        done = lambda: job.done / (crowd.width // BLOCK + 1)  # noqa: E731
        yield from together(call, partial(setattr, job, "stop", 1), done, threads)
    del kept  # until now threads read what the job points to


def made(what: Plan, target: Target, *, history: bool = False, exits: bool = False) -> Machine:
    """The machine of a plan. Raises Refused."""
    write = partial(kernel, what, target.lanes, history=history, exits=exits)
    return Machine(what, compiled(write, NAME, what.size, target), target)


@lru_cache(maxsize=64)  # a walker alone would wait for all that leads to a plan as long as for its walk
def _machine(
    surface: Surface, optimizer: Optimizer, own_rates: bool, alone: bool, history: bool, exits: bool
) -> Machine | Sentence:
    """The machine of a kind of crowd, or why there can be none."""
    # What is certainly finite is so for parameters that are not beyond all bounds.
    if any(not abs(value) <= FAR for value in surface.parameters.values()):
        return Sentence("A parameter is too large for machine code")
    try:
        return _of_plan(plan(surface, optimizer, own_rates), alone, history, exits)
    except Refused as refusal:
        return refusal.why


@lru_cache(maxsize=64)
def _of_plan(what: Plan, alone: bool, history: bool, exits: bool) -> Machine | Sentence:
    """The same, whatever the parameters and the knobs are."""
    try:
        return made(what, host_of_one() if alone else host(), history=history, exits=exits)
    except Refused as refusal:
        return refusal.why


@lru_cache(maxsize=8)
def _recorder(n: int, target: Target) -> Code:
    return Code(recorder.recorder(n, target.lanes), recorder.NAME, target)


class _Known:
    """What is the same for all walkers, and a Job that knows of that and of nothing else."""

    def __init__(self, what: Plan, surface: Surface, optimizer: Optimizer, steps: int) -> None:
        self.steady, self.timed = what.numbers(surface, optimizer, steps)
        at = address(self.steady), address(self.timed), address(NONE_DUE)
        self.job = Job(steady_at=at[0], timed_at=at[1], dues_at=at[2], last=steps)


_known = lru_cache(maxsize=8)(_Known)  # a crowd in chunks asks for the same numbers again and again


def _job(crowd: Crowd, machine: Machine) -> tuple[Job, list[Any]]:
    """The Job of making a crowd walk, and what else must live as long as it."""
    known = _known(machine.plan, crowd.surface, crowd.optimizer, crowd.steps)
    job, lanes = Job.from_buffer_copy(known.job), machine.target.lanes
    kept: list[Any] = [known]
    job.points_at, job.ends_at = address(crowd.points), address(crowd.ends)
    job.width, job.count, job.lanes = crowd.width, crowd.count, -(-crowd.count // lanes) * lanes
    job.share = min(max(1, crowd.width // (BLOCK * PORTIONS)), MOST)
    if crowd.tolerance is not None:
        job.tolerance = crowd.tolerance**2
    if crowd.rest is not None:
        job.rest_at = address(crowd.rest)
    if crowd.rows is not None:
        job.rows_at, job.rows_width = address(crowd.rows), crowd.rows.shape[2]
    if crowd.rates is not None:
        rates = crowd.columns(crowd.rates[:, None])
        job.rates_at = address(rates)
        kept.append(rates)
    if crowd.film is not None or len(crowd.trail):
        kept += _recorded(crowd, machine.target, job)
    return job, kept


def _recorded(crowd: Crowd, target: Target, job: Job) -> list[Any]:
    """Have a job record a crowd; return what must live as long as it."""
    table, code, film = crowd.dues(), _recorder(crowd.n, target), crowd.film
    record = Record(table_at=address(table), trail_at=address(crowd.trail), width=crowd.width, first=crowd.first)
    if film is not None:
        record.film_at, record.total, record.every = address(film.points), film.points.shape[1], film.every
    dues = np.append(table[:, 0], NEVER)
    job.dues_at, job.recorder_at, job.record_at = address(dues), code.address, addressof(record)
    return [table, code, record, dues]


@lru_cache(maxsize=256)
def _account(reading: Reading, kind: type[Optimizer], chosen: Choices, flavour: tuple[bool, ...]) -> Account:
    return Account(3 * len(order([reading.node])) + 10)
