"""The machine loop of a descent: blocks of walkers that make all their steps while they are in the nearest memory.

A Job tells it what to do; see `Job` for its fields. The state of BLOCK walkers lies together, row after row: what a
walker is (`Plan.here`), the loss, the gradient, and, as an int64, after how many steps it was lost.
"""

import math
from enum import IntEnum, auto

from lossland.core.engine.assembly import SELDOM, Assembly
from lossland.core.engine.expression import Expressions
from lossland.core.engine.plan import Plan

BLOCK = 64  # walkers: a loop over few vectors hides the time that divisions take, and their state is a few kilobytes
NAME = "descend"


class Job(IntEnum):
    """The fields of a job, an array of int64; those that end in `_at` are addresses."""

    CONTROL_AT = 0  # int64: not 0 to stop at once
    STATE_AT = auto()  # float64 (blocks, rows, BLOCK)
    STEADY_AT = auto()  # float64 (k,)
    TIMED_AT = auto()  # float64 (UNTIL − FROM, m)
    FIRST = auto()  # blocks FIRST … PAST − 1 are walked
    PAST = auto()
    FROM = auto()  # rows FROM … UNTIL − 1 are looked at and left by a step; row LAST is looked at only
    UNTIL = auto()
    LAST = auto()
    LANES = auto()  # walkers in all, filled up to whole vectors
    COUNT = auto()  # walkers in all
    DUES_AT = auto()  # int64: the rows that are recorded, then one that never comes
    DUE = auto()  # which of them comes first
    RECORDER_AT = auto()  # void (void *to, double *block, int64 first, int64 count, int64 due)
    RECORD_AT = auto()  # what the recorder gets as `to`
    HISTORY_AT = auto()  # float64 (UNTIL − FROM, rows − 1, (PAST − FIRST)·BLOCK)


def rows(plan: Plan) -> int:
    """How many rows the state of a block has."""
    return len(plan.here) + 1 + plan.n + 1


def kernel(plan: Plan, lanes: int, far: float, history: bool) -> Assembly:
    """The assembly of `void descend(int64 *job)`.

    Who is lost stays: a coordinate is beyond `far`, or the loss or the gradient is not finite. With `history` every
    row is written down.
    """
    w = Assembly(lanes)
    w.lines.append(f"define void @{NAME}(ptr %job) {{")
    _Kernel(w, plan, far, history).write()
    w.lines.append("}")
    return w


class _Kernel:
    def __init__(self, w: Assembly, plan: Plan, far: float, history: bool) -> None:
        self.w, self.plan, self.far, self.history = w, plan, far, history
        self.rows = rows(plan)

    def write(self) -> None:
        w = self.w
        w.block("entry")
        fields = {field: self._field(field) for field in Job}
        self.fields = fields
        self.variables = {node: w.spread(fields[Job.STEADY_AT], i) for i, node in enumerate(self.plan.steady)}
        w.put("br label %block")
        w.block("block")
        w.put(f"%b = phi i64 [ {fields[Job.FIRST]}, %entry ], [ %b.next, %block.end ]")
        w.put(f"%b.more = icmp slt i64 %b, {fields[Job.PAST]}")
        w.put("br i1 %b.more, label %block.body, label %exit")
        self._block()
        w.block("exit")
        w.put("ret void")

    def _field(self, field: Job) -> str:
        w = self.w
        kind = "ptr" if field.name.endswith("_AT") else "i64"
        return w.let(f"load {kind}, ptr {w.at('%job', field)}")

    def _block(self) -> None:
        w, fields = self.w, self.fields
        w.block("block.body")
        w.put(f"%offset = mul i64 %b, {self.rows * BLOCK}")
        w.put(f"%state = getelementptr double, ptr {fields[Job.STATE_AT]}, i64 %offset")
        w.put(f"%lane = mul i64 %b, {BLOCK}")
        width = self._at_most(w.let(f"sub i64 {fields[Job.LANES]}, %lane"))
        count = self._at_most(w.let(f"sub i64 {fields[Job.COUNT]}, %lane"))
        w.put("br label %step")
        self._step(width, count)
        w.block("block.end")
        w.put("%b.next = add i64 %b, 1")
        w.put("br label %block")

    def _at_most(self, number: str) -> str:
        less = self.w.let(f"icmp slt i64 {number}, {BLOCK}")
        return self.w.let(f"select i1 {less}, i64 {number}, i64 {BLOCK}")

    def _step(self, width: str, count: str) -> None:
        """One row of all walkers of a block."""
        w, fields = self.w, self.fields
        w.block("step")
        w.put(f"%t = phi i64 [ {fields[Job.FROM]}, %block.body ], [ %t.next, %step.end ]")
        w.put(f"%due = phi i64 [ {fields[Job.DUE]}, %block.body ], [ %due.next, %step.end ]")
        w.put("%asleep = phi i1 [ false, %block.body ], [ %asleep.next, %step.end ]")
        w.put(f"%stop = load volatile i64, ptr {fields[Job.CONTROL_AT]}")
        w.put("%stopped = icmp ne i64 %stop, 0")
        w.put(f"br i1 %stopped, label %exit, label %recording, {SELDOM}")
        w.block("recording")
        w.put(f"%due.t = load i64, ptr {w.at(fields[Job.DUES_AT], '%due')}")
        w.put("%is.due = icmp eq i64 %due.t, %t")
        w.put("br i1 %is.due, label %record, label %recorded")
        w.block("record")
        w.put(
            f"call void {fields[Job.RECORDER_AT]}(ptr {fields[Job.RECORD_AT]}, ptr %state, i64 %lane, "
            f"i64 {count}, i64 %due)"
        )
        w.put("br label %recorded")
        w.block("recorded")
        w.put("%is.due.64 = zext i1 %is.due to i64")
        w.put("%due.next = add i64 %due, %is.due.64")
        w.put(f"%is.last = icmp eq i64 %t, {fields[Job.LAST]}")
        # Where all are lost there is nothing more to do, unless it is to be written down.
        w.put("%awake = xor i1 %asleep, true")
        w.put(f"%needed = or i1 %awake, {'true' if self.history else '%is.last'}")
        timed = len(self.plan.timed)
        since = w.let(f"sub i64 %t, {fields[Job.FROM]}")
        row = w.let(f"mul i64 {since}, {timed}")
        numbers = w.at(fields[Job.TIMED_AT], row)
        self.variables |= {node: w.spread(numbers, i) for i, node in enumerate(self.plan.timed)}
        w.put("br i1 %needed, label %vector, label %step.end")
        self._vector(width)
        w.block("step.end")
        w.put("%asleep.next = phi i1 [ %all.lost, %vector.end ], [ true, %recorded ]")
        w.put("%t.next = add i64 %t, 1")
        w.put(f"%t.more = icmp slt i64 %t.next, {fields[Job.UNTIL]}")
        w.put("br i1 %t.more, label %step, label %block.end")

    def _vector(self, width: str) -> None:
        """One row of one vector of walkers."""
        w, plan = self.w, self.plan
        w.block("vector")
        w.put("%j = phi i64 [ 0, %recorded ], [ %j.next, %vector.end ]")
        w.put("%all = phi i1 [ true, %recorded ], [ %all.lost, %vector.end ]")
        here = w.at("%state", "%j")
        places = [w.at(here, row * BLOCK) for row in range(self.rows)]
        values = [w.load(place) for place in places[: len(plan.here)]]
        expressions = Expressions(w, self.variables | dict(zip(plan.here, values, strict=True)))
        loss, *gradient = expressions.write([plan.loss, *plan.gradient])
        fine = self._fine(values[: plan.n], [loss, *gradient])
        if self.history:
            self._write_down([*values, loss, *self._shown(loss, gradient)])
        w.put(f"br i1 %is.last, label %finish, label %move, {SELDOM}")
        w.block("finish")
        for value, place in zip([loss, *self._shown(loss, gradient)], places[len(plan.here) :], strict=False):
            w.store(value, place)
        self._note(w.no(fine), places[-1])
        w.put("br label %vector.end")
        w.block("move")
        after = expressions.write(plan.next)
        w.put(f"br i1 {w.any(w.no(fine))}, label %some, label %none, {SELDOM}")
        w.block("none")
        for value, place in zip(after, places, strict=False):
            w.store(value, place)
        w.put("br label %vector.end")
        w.block("some")
        for new, old, place in zip(after, values, places, strict=False):
            w.store(w.select(fine, new, old), place)
        self._note(w.no(fine), places[-1])
        w.put(f"%these = xor i1 {w.any(fine)}, true")
        w.put("br label %vector.end")
        w.block("vector.end")
        w.put("%lost.here = phi i1 [ false, %finish ], [ false, %none ], [ %these, %some ]")
        w.put("%all.lost = and i1 %all, %lost.here")
        w.put(f"%j.next = add i64 %j, {w.lanes}")
        w.put(f"%j.more = icmp slt i64 %j.next, {width}")
        w.put("br i1 %j.more, label %vector, label %step.end")

    def _fine(self, point: list[str], numbers: list[str]) -> str:
        """Who is not lost."""
        w = self.w
        fine = [w.compare("ole", w.absolute(x), w.number(self.far)) for x in point]
        constants = {w.number(value) for value in self.plan.constants if math.isfinite(value)}
        fine += [w.finite(number) for number in dict.fromkeys(numbers) if number not in constants]
        whole = fine[0]
        for condition in fine[1:]:
            whole = w.both(whole, condition)
        return whole

    def _shown(self, loss: str, gradient: list[str]) -> list[str]:
        """The gradient; where there is no value there is none."""
        w = self.w
        undefined = w.compare("uno", loss, w.number(0.0))
        return [w.select(undefined, w.number(float("nan")), g) for g in gradient]

    def _note(self, lost: str, place: str) -> None:
        """Of who is lost now and was not before, that it made %t steps."""
        w = self.w
        before = w.let(f"load {w.wholes}, ptr {place}, align 8")
        first = w.let(f"insertelement {w.wholes} poison, i64 %t, i64 0")
        now = w.let(f"shufflevector {w.wholes} {first}, {w.wholes} poison, <{w.lanes} x i32> zeroinitializer")
        earlier = w.let(f"icmp slt {w.wholes} {now}, {before}")
        new = w.both(lost, earlier)
        result = w.let(f"select {w.truths} {new}, {w.wholes} {now}, {w.wholes} {before}")
        w.put(f"store {w.wholes} {result}, ptr {place}, align 8")

    def _write_down(self, values: list[str]) -> None:
        w, fields = self.w, self.fields
        blocks = w.let(f"sub i64 {fields[Job.PAST]}, {fields[Job.FIRST]}")
        stride = w.let(f"mul i64 {blocks}, {BLOCK}")
        t = w.let(f"sub i64 %t, {fields[Job.FROM]}")
        row = w.let(f"mul i64 {t}, {len(values)}")
        begin = w.let(f"mul i64 {row}, {stride}")
        block = w.let(f"mul i64 {w.let(f'sub i64 %b, {fields[Job.FIRST]}')}, {BLOCK}")
        lane = w.let(f"add i64 {w.let(f'add i64 {begin}, {block}')}, %j")
        for i, value in enumerate(values):
            offset = w.let(f"add i64 {lane}, {w.let(f'mul i64 {stride}, {i}')}")
            w.store(value, w.at(fields[Job.HISTORY_AT], offset))
