"""Crowds walked by machine code: which there is already, which is worth its making, and which there cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any

import numpy as np

from lossland.core.engine import recorder
from lossland.core.engine.account import Account
from lossland.core.engine.crew import together
from lossland.core.engine.crowd import BLOCK, FAR, Crowd
from lossland.core.engine.kernel import DONE, NAME, NEVER, Job, kernel
from lossland.core.engine.machine import Code, Target, address, compiled, host, host_of_one, told
from lossland.core.engine.plan import Plan, plan
from lossland.core.engine.recorder import Record
from lossland.core.engine.refused import Refused
from lossland.core.engine.trace import Choices, choices
from lossland.core.graph import order
from lossland.core.language import Reading
from lossland.core.optimizer import Optimizer
from lossland.core.sentence import Sentence
from lossland.core.surface import Surface

FAST = 5e-11  # seconds that machine code takes for a node and a walker
SHORT = 0.005  # seconds of work that is not worth a thread of its own
NONE_DUE = np.array([NEVER])
NONE_DUE_AT = address(NONE_DUE)


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
    job, *kept = _job(crowd, machine)
    numbers = told(job)
    call = partial(machine.code.call, numbers.buffer_info()[0])
    if threads is None and crowd.count * crowd.steps * machine.plan.size * FAST < SHORT:
        call()
    else:
        # Never all of it, for then the results must still be fetched.
        yield from together(call, numbers, lambda: numbers[DONE] / (crowd.width // BLOCK + 1), threads)
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
    """What is the same for all walkers: the numbers of a Plan, and where they lie."""

    def __init__(self, what: Plan, surface: Surface, optimizer: Optimizer, steps: int) -> None:
        self.steady, self.timed = what.numbers(surface, optimizer, steps)
        self.steady_at, self.timed_at = address(self.steady), address(self.timed)


_known = lru_cache(maxsize=8)(_Known)  # a crowd in chunks asks for the same numbers again and again


def _job(crowd: Crowd, machine: Machine) -> tuple[Any, ...]:
    """The Job of making a crowd walk, and what else must live as long as it."""
    known = _known(machine.plan, crowd.surface, crowd.optimizer, crowd.steps)
    lanes, rows = machine.target.lanes, crowd.rows
    job = Job(
        stop=0,
        next=0,
        done=0,
        points_at=crowd.points,
        rates_at=None if crowd.rates is None else crowd.columns(crowd.rates[:, None]),
        ends_at=crowd.ends,
        rest_at=crowd.rest,
        steady_at=known.steady_at,
        timed_at=known.timed_at,
        tolerance_at=None if crowd.tolerance is None else np.array(crowd.tolerance**2),
        last=crowd.steps,
        width=crowd.width,
        lanes=-(-crowd.count // lanes) * lanes,
        count=crowd.count,
        dues_at=NONE_DUE_AT,
        rows_at=rows,
        rows_width=0 if rows is None else rows.shape[2],
    )
    if crowd.film is None and not len(crowd.trail):
        return job, known
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
    numbers = told(record)
    job = job._replace(
        dues_at=np.append(table[:, 0], NEVER), recorder_at=code.address, record_at=numbers.buffer_info()[0]
    )
    return job, known, numbers, record, code


@lru_cache(maxsize=256)
def _account(reading: Reading, kind: type[Optimizer], chosen: Choices, flavour: tuple[bool, ...]) -> Account:
    return Account(3 * len(order([reading.node])) + 10)
