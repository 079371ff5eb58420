"""The machine loop of a descent: blocks of walkers that make all their steps while they are in the nearest memory.

A Job tells it what to do. Several threads may call it with the same job: each takes the next block until there is
none. The state of a block lies together, row after row: what a walker is (`Plan.here`).
"""

import math
from ctypes import Structure, c_double, c_int64
from functools import reduce

from lossland.core.engine.assembly import SELDOM, Assembly
from lossland.core.engine.crowd import BLOCK, FAR, WALKING
from lossland.core.engine.expression import Expressions
from lossland.core.engine.plan import Plan
from lossland.core.engine.structure import fields, whole
from lossland.core.graph import Node, variable

NAME = "descend"
NEVER = -1  # a row that is not
LINE = 8  # numbers in a line of memory, which one processor at a time may write to
TOLERANCE = variable("the tolerance")  # squared


class Job(Structure):
    """What threads are told; names that end in `_at` are addresses. Columns have `width` numbers.

    `next` and `done` are what threads tell each other. They lie apart from what is read at every step: who writes to
    a line of memory takes it away from all the others.
    """

    _fields_ = [
        *whole(
            "stop",  # not 0: leave the work
            "points_at",  # float64 (n, width): where the walkers are, and then where they came to
            "rates_at",  # float64 (width,): their learning rates, if they have their own
            "ends_at",  # int32 (width,): as Crowd.ends
            "rest_at",  # float64 (…, width): as Crowd.rest; or 0
            "steady_at",  # float64 (k,)
            "timed_at",  # float64 (last + 1, m)
            "last",  # the row that is looked at only
            "width",
            "lanes",  # walkers, filled up to whole vectors
            "count",  # walkers
            "share",  # blocks that a thread takes at a time
            "dues_at",  # int64: the rows that are recorded, then NEVER
            "recorder_at",  # void (void *to, double *block, int64 first, int64 count, int64 due)
            "record_at",  # what the recorder gets as `to`
            "rows_at",  # float64 (last + 1, …, rows_width): as Crowd.rows
            "rows_width",
        ),
        ("tolerance", c_double),  # of ‖∇f‖², for who stops where he rests
        ("before", c_int64 * LINE),
        *whole(
            "next",  # the first block that nobody has taken
            "done",  # blocks that are done
        ),
        ("after", c_int64 * LINE),
    ]


def kernel(plan: Plan, lanes: int, *, history: bool, exits: bool) -> Assembly:
    """The assembly of `void descend(int64 *job)`; with `history` every row is written down; with `exits` who rests
    stays there.
    """
    w = Assembly(lanes)
    w.lines.append(f"define void @{NAME}(ptr %job) {{")
    _Kernel(w, plan, history, exits).write()
    w.lines.append("}")
    return w


class _Kernel:
    def __init__(self, w: Assembly, plan: Plan, history: bool, exits: bool) -> None:
        self.w, self.plan, self.history, self.exits = w, plan, history, exits
        self.shorts = f"<{w.lanes} x i32>"
        self.moving = len(plan.next)  # the rows of the state that change

    def write(self) -> None:
        w, plan = self.w, self.plan
        w.block("entry")
        w.put(f"%state = alloca [{len(plan.here) * BLOCK} x double], align 64")
        w.put(f"%list = alloca [{BLOCK // w.lanes} x i64], align 64")
        self.job = fields(w, Job, "%job")
        self.variables = {node: w.spread(self.job.steady_at, i) for i, node in enumerate(plan.steady)}
        if self.exits:
            self.variables[TOLERANCE] = w.everywhere("double", self.job.tolerance)
        next_at, done_at = (w.at("%job", field.offset // 8) for field in (Job.next, Job.done))
        w.put("br label %take")
        w.block("take")
        w.put(f"%b.first = atomicrmw add ptr {next_at}, i64 {self.job.share} monotonic")
        w.put(f"%b.end = add i64 %b.first, {self.job.share}")
        w.put("br label %one")
        w.block("one")
        w.put("%b = phi i64 [ %b.first, %take ], [ %b.next, %done ]")
        w.put(f"%lane = mul i64 %b, {BLOCK}")
        w.put(f"%some.left = icmp slt i64 %lane, {self.job.lanes}")
        w.put("br i1 %some.left, label %block, label %exit")
        w.block("block")
        width = self._at_most(w.let(f"sub i64 {self.job.lanes}, %lane"))
        count = self._at_most(w.let(f"sub i64 {self.job.count}, %lane"))
        self._begin(width)
        self._step(count)
        self._end(width, done_at)
        w.block("exit")
        w.put("ret void")

    def _at_most(self, number: str) -> str:
        less = self.w.let(f"icmp slt i64 {number}, {BLOCK}")
        return self.w.let(f"select i1 {less}, i64 {number}, i64 {BLOCK}")

    def _column(self, column: str, j: str, row: int = 0, kind: str = "double") -> str:
        """The address of the numbers of the vector that begins with walker `j` of the block, in a row of columns."""
        w = self.w
        index = w.let(f"add i64 {w.let(f'mul i64 {self.job.width}, {row}')}, {w.let(f'add i64 %lane, {j}')}")
        return w.let(f"getelementptr {kind}, ptr {column}, i64 {index}")

    def _places(self, j: str, rows: int) -> list[str]:
        """The addresses of the first rows of the state of a vector."""
        here = self.w.at("%state", j)
        return [self.w.at(here, row * BLOCK) for row in range(rows)]

    def _begin(self, width: str) -> None:
        """Fetch the walkers of a block, all of them walking."""
        w, plan = self.w, self.plan
        w.put("br label %begin")
        w.block("begin")
        w.put("%j = phi i64 [ 0, %block ], [ %j.next, %begin.end ]")
        point = [w.load(self._column(self.job.points_at, "%j", axis)) for axis in range(plan.n)]
        memory = Expressions(w, self.variables | dict(zip(plan.here, point, strict=False))).write(plan.begin)
        rate = [w.load(self._column(self.job.rates_at, "%j"))] if len(plan.here) > self.moving else []
        for value, place in zip([*point, *memory, *rate], self._places("%j", len(plan.here)), strict=True):
            w.store(value, place)
        ends = self._column(self.job.ends_at, "%j", kind="i32")
        w.put(f"store {self.shorts} splat (i32 {WALKING}), ptr {ends}, align 4")
        number = w.let(f"udiv i64 %j, {w.lanes}")
        w.put(f"store i64 %j, ptr {w.at('%list', number)}")
        w.put("br label %begin.end")
        w.block("begin.end")
        w.put(f"%j.next = add i64 %j, {w.lanes}")
        w.put(f"%j.more = icmp slt i64 %j.next, {width}")
        w.put("br i1 %j.more, label %begin, label %begun")
        w.block("begun")
        w.put(f"%vectors = udiv i64 {width}, {w.lanes}")
        w.put("br label %step")

    def _step(self, count: str) -> None:
        """One row of the walkers of a block: of the vectors in the list, in which somebody still walks."""
        w, job = self.w, self.job
        w.block("step")
        w.put("%t = phi i64 [ 0, %begun ], [ %t.next, %step.end ]")
        w.put("%due = phi i64 [ 0, %begun ], [ %due.next, %step.end ]")
        w.put("%active = phi i64 [ %vectors, %begun ], [ %left, %step.end ]")
        w.put(f"%stop = load volatile i64, ptr {w.at('%job', Job.stop.offset // 8)}")
        w.put("%stopped = icmp ne i64 %stop, 0")
        w.put(f"br i1 %stopped, label %exit, label %recording, {SELDOM}")
        w.block("recording")
        w.put(f"%due.t = load i64, ptr {w.at(job.dues_at, '%due')}")
        w.put("%is.due = icmp eq i64 %due.t, %t")
        w.put("br i1 %is.due, label %record, label %recorded")
        w.block("record")
        to = job.record_at
        w.put(f"call void {job.recorder_at}(ptr {to}, ptr %state, i64 %lane, i64 {count}, i64 %due)")
        w.put("br label %recorded")
        w.block("recorded")
        w.put("%is.due.64 = zext i1 %is.due to i64")
        w.put("%due.next = add i64 %due, %is.due.64")
        w.put(f"%is.last = icmp eq i64 %t, {job.last}")
        numbers = w.at(job.timed_at, w.let(f"mul i64 %t, {len(self.plan.timed)}"))
        timed = {node: w.spread(numbers, i) for i, node in enumerate(self.plan.timed)}
        w.put("%is.awake = icmp sgt i64 %active, 0")
        w.put("br i1 %is.awake, label %vector, label %step.end")
        self._vector(timed)
        w.block("step.end")
        w.put("%left = phi i64 [ 0, %recorded ], [ %kept, %vector.end ]")
        w.put("%t.next = add i64 %t, 1")
        w.put("%is.over = icmp eq i64 %left, 0")
        w.put(f"%due.after = load i64, ptr {w.at(job.dues_at, '%due.next')}")
        w.put(f"%none.due = icmp eq i64 %due.after, {NEVER}")
        w.put("%is.done = and i1 %is.over, %none.due")
        w.put("br i1 %is.done, label %block.end, label %step")

    def _vector(self, timed: dict[Node, str]) -> None:
        """One row of one vector of walkers."""
        w, plan = self.w, self.plan
        w.block("vector")
        w.put("%i = phi i64 [ 0, %recorded ], [ %i.next, %vector.end ]")
        w.put("%k = phi i64 [ 0, %recorded ], [ %kept, %vector.end ]")
        w.put(f"%j.now = load i64, ptr {w.at('%list', '%i')}")
        places = self._places("%j.now", len(plan.here))
        values = [w.load(place) for place in places]
        known = self.variables | timed | dict(zip(plan.here, values, strict=True))
        expressions = Expressions(w, known, plan.fused, plan.paired, plan.estimated)
        # Together: who needs the sine and the cosine of an angle gets both at once.
        gradient = expressions.write([*plan.gradient, *plan.doubtful])[: plan.n]
        fine = self._fine(values[: plan.n], expressions.write(plan.doubtful))
        going = w.both(fine, w.no(self._rests(gradient))) if self.exits else fine
        if self.history:
            loss = expressions.write([plan.loss])[0]
            self._write_down([*values[: self.moving], loss, *self._shown(loss, gradient)])
        after = expressions.write(plan.next)
        w.put(f"%some.end = or i1 {w.any(w.no(going))}, %is.last")
        w.put(f"br i1 %some.end, label %ending, label %usual, {SELDOM}")
        w.block("usual")
        for value, place in zip(after, places, strict=False):
            w.store(value, place)
        w.put("br label %keep")
        self._ending(expressions, values, places, gradient, fine, going, after)
        w.block("keep")
        w.put(f"store i64 %j.now, ptr {w.at('%list', '%k')}")
        w.put("%k.more = add i64 %k, 1")
        w.put("br label %vector.end")
        w.block("vector.end")
        w.put("%kept = phi i64 [ %k.more, %keep ], [ %k, %ended ]")
        w.put("%i.next = add i64 %i, 1")
        w.put("%i.more = icmp slt i64 %i.next, %active")
        w.put("br i1 %i.more, label %vector, label %step.end")

    def _ending(
        self,
        expressions: Expressions,
        values: list[str],
        places: list[str],
        gradient: list[str],
        fine: str,
        going: str,
        after: list[str],
    ) -> None:
        """Some of a vector go no further: note how they ended; the others make their step."""
        w, plan, shorts = self.w, self.plan, self.shorts
        w.block("ending")
        place = self._column(self.job.ends_at, "%j.now", kind="i32")
        ends = w.let(f"load {shorts}, ptr {place}, align 4")
        walking = w.let(f"icmp eq {shorts} {ends}, splat (i32 {WALKING})")
        over = w.either(w.no(going), w.everywhere("i1", "%is.last"))
        now = w.both(walking, over)
        t = w.everywhere("i32", w.let("trunc i64 %t to i32"))
        lost = w.let(f"xor {shorts} {t}, splat (i32 -1)")
        end = w.let(f"select {w.truths} {fine}, {shorts} {t}, {shorts} {lost}")
        noted = w.let(f"select {w.truths} {now}, {shorts} {end}, {shorts} {ends}")
        w.put(f"store {shorts} {noted}, ptr {place}, align 4")
        w.put(f"br i1 {w.let(f'icmp eq ptr {self.job.rest_at}, null')}, label %noted, label %details")
        w.block("details")
        loss = expressions.write([plan.loss])[0]
        details = [loss, *self._shown(loss, gradient), *values[plan.n : self.moving]]
        for row, value in enumerate(details):
            column = self._column(self.job.rest_at, "%j.now", row)
            w.store(w.select(now, value, w.load(column)), column)
        w.put("br label %noted")
        w.block("noted")
        still = w.both(walking, w.no(over))
        for new, old, place in zip(after, values, places, strict=False):
            w.store(w.select(still, new, old), place)
        w.put(f"br i1 {w.any(still)}, label %keep, label %ended")
        w.block("ended")
        w.put("br label %vector.end")

    def _fine(self, point: list[str], doubtful: list[str]) -> str:
        """Who is not lost."""
        w = self.w
        fine = [w.compare("ole", self._squared(point), w.number(FAR**2))]
        fine += [w.finite(number) for number in dict.fromkeys(doubtful)]
        return reduce(w.both, fine)

    def _rests(self, gradient: list[str]) -> str:
        """Whose ‖∇f‖ is within the tolerance."""
        w = self.w
        return w.compare("ole", self._squared(gradient), self.variables[TOLERANCE])

    def _squared(self, vector: list[str]) -> str:
        """The square of a vector's length."""
        first, *others = vector
        return reduce(lambda sum, x: self.w.fused(x, x, sum), others, self.w.multiply(first, first))

    def _shown(self, loss: str, gradient: list[str]) -> list[str]:
        """The gradient; where there is no value there is none."""
        w = self.w
        undefined = w.compare("uno", loss, w.number(0.0))
        return [w.select(undefined, w.number(math.nan), g) for g in gradient]

    def _write_down(self, values: list[str]) -> None:
        w, job = self.w, self.job
        first = w.let(f"mul i64 %t, {len(values)}")
        lane = w.let("add i64 %lane, %j.now")
        for i, value in enumerate(values):
            row = w.let(f"mul i64 {w.let(f'add i64 {first}, {i}')}, {job.rows_width}")
            w.store(value, w.at(job.rows_at, w.let(f"add i64 {row}, {lane}")))

    def _end(self, width: str, done_at: str) -> None:
        """Put the walkers of a block where they came to."""
        w = self.w
        w.block("block.end")
        w.put("br label %put")
        w.block("put")
        w.put("%p = phi i64 [ 0, %block.end ], [ %p.next, %put ]")
        for axis, place in enumerate(self._places("%p", self.plan.n)):
            w.store(w.load(place), self._column(self.job.points_at, "%p", axis))
        w.put(f"%p.next = add i64 %p, {w.lanes}")
        w.put(f"%p.more = icmp slt i64 %p.next, {width}")
        w.put("br i1 %p.more, label %put, label %done")
        w.block("done")
        w.let(f"atomicrmw add ptr {done_at}, i64 1 monotonic")
        w.put("%b.next = add i64 %b, 1")
        w.put("%b.more = icmp slt i64 %b.next, %b.end")
        w.put("br i1 %b.more, label %one, label %take")
