"""What a machine loop records while it runs: where some of a crowd are, for the film, and where all are, at the end."""

from ctypes import Structure
from types import SimpleNamespace

from lossland.core.engine.assembly import Assembly
from lossland.core.engine.crowd import BLOCK
from lossland.core.engine.structure import fields, whole

NAME = "record"


class Record(Structure):
    """What the recorder gets."""

    _fields_ = whole(
        "table_at",  # int64 (dues, 3): row, frame or -1, place in the trail or -1
        "film_at",  # float32 (frames, total, n)
        "total",
        "every",  # each how many-th walker is in the film
        "first",  # the number of the crowd's first walker among all
        "trail_at",  # float64 (k, n, width)
        "width",
    )


def recorder(n: int, lanes: int) -> Assembly:
    """The assembly of `void record(int64 *to, double *block, int64 first, int64 count, int64 due)`."""
    w = Assembly(lanes)
    w.lines.append(f"define void @{NAME}(ptr %to, ptr %block, i64 %first, i64 %count, i64 %due) {{")
    w.block("entry")
    record = fields(w, Record, "%to")
    row = w.at(record.table_at, w.let("mul i64 %due, 3"))
    w.put(f"%frame = load i64, ptr {w.at(row, 1)}")
    w.put(f"%place = load i64, ptr {w.at(row, 2)}")
    w.put("%in.film = icmp sge i64 %frame, 0")
    w.put("br i1 %in.film, label %film, label %filmed")
    _film(w, record, n)
    w.block("filmed")
    w.put("%in.trail = icmp sge i64 %place, 0")
    w.put("br i1 %in.trail, label %trail, label %exit")
    _trail(w, record, n)
    w.block("exit")
    w.put("ret void")
    w.lines.append("}")
    return w


def _film(w: Assembly, record: SimpleNamespace, n: int) -> None:
    """Each EVERY-th walker, as float32."""
    w.block("film")
    every = record.every
    number = w.let(f"add i64 {record.first}, %first")  # of the block's first walker among all
    up = w.let(f"add i64 {number}, {w.let(f'sub i64 {every}, 1')}")
    begin = w.let(f"udiv i64 {up}, {every}")  # the place of the first one that is in the film
    w.put(f"%i.first = sub i64 {w.let(f'mul i64 {begin}, {every}')}, {number}")
    place = w.let(f"mul i64 %frame, {record.total}")
    w.put(f"%to.first = mul i64 {w.let(f'add i64 {place}, {begin}')}, {n}")
    w.put("%is.one = icmp slt i64 %i.first, %count")
    w.put("br i1 %is.one, label %walker, label %filmed")
    w.block("walker")
    w.put("%i = phi i64 [ %i.first, %film ], [ %i.next, %walker ]")
    w.put("%at = phi i64 [ %to.first, %film ], [ %at.next, %walker ]")
    for axis in range(n):
        number = w.let(f"load double, ptr {w.at(w.at('%block', axis * BLOCK), '%i')}")
        short = w.let(f"fptrunc double {number} to float")
        index = w.let(f"add i64 %at, {axis}")
        w.put(f"store float {short}, ptr {w.let(f'getelementptr float, ptr {record.film_at}, i64 {index}')}")
    w.put(f"%i.next = add i64 %i, {every}")
    w.put(f"%at.next = add i64 %at, {n}")
    w.put("%i.more = icmp slt i64 %i.next, %count")
    w.put("br i1 %i.more, label %walker, label %filmed")


def _trail(w: Assembly, record: SimpleNamespace, n: int) -> None:
    """A whole block; the columns have room for it."""
    w.block("trail")
    w.put(f"%row = mul i64 {w.let(f'mul i64 %place, {n}')}, {record.width}")
    w.put("br label %vector")
    w.block("vector")
    w.put("%j = phi i64 [ 0, %trail ], [ %j.next, %vector ]")
    here = w.let(f"add i64 {w.let('add i64 %row, %first')}, %j")
    for axis in range(n):
        value = w.load(w.at(w.at("%block", axis * BLOCK), "%j"))
        index = w.let(f"add i64 {here}, {w.let(f'mul i64 {record.width}, {axis}')}")
        w.store(value, w.at(record.trail_at, index))
    w.put(f"%j.next = add i64 %j, {w.lanes}")
    w.put(f"%j.more = icmp slt i64 %j.next, {BLOCK}")
    w.put("br i1 %j.more, label %vector, label %exit")
