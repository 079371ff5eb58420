"""What a machine loop records while it runs: where a crowd is, walker by walker or as a density."""

from lossland.core.engine.assembly import Assembly
from lossland.core.engine.kernel import BLOCK

NAME = "record"


def points(n: int) -> Assembly:
    """Writes coordinates as float32 into an array (records, total, n).

    `to` is its address, `total`, and the number of the crowd's first walker.
    """
    w = _begun()
    total, first = _field(w, 1), _field(w, 2)
    row = w.let(f"mul i64 %due, {total}")
    begin = w.let(f"add i64 {w.let(f'add i64 {row}, {first}')}, %first")
    _each_walker(w)
    place = w.let(f"mul i64 {w.let(f'add i64 {begin}, %i')}, {n}")
    for axis in range(n):
        short = w.let(f"fptrunc double {_coordinate(w, axis)} to float")
        index = w.let(f"add i64 {place}, {axis}")
        w.put(f"store float {short}, ptr {w.let(f'getelementptr float, ptr %out, i64 {index}')}")
    w.put("br label %next")
    return _ended(w)


def density(n: int, cells: int) -> Assembly:
    """Counts walkers in an array int32 (records, cells, …), the last axis the first coordinate.

    `to` is its address, then, as float64, the window's lower end and cells per unit of each axis.
    """
    w = _begun()
    low = [_number(w, 1 + 2 * axis) for axis in range(n)]
    scale = [_number(w, 2 + 2 * axis) for axis in range(n)]
    picture = w.let(f"mul i64 %due, {cells**n}")
    _each_walker(w)
    place, inside = picture, "true"
    found = []
    for axis in range(n):
        distance = w.let(f"fsub double {_coordinate(w, axis)}, {low[axis]}")
        cell = w.let(f"fmul double {distance}, {scale[axis]}")
        for relation, limit in (("oge", 0.0), ("olt", float(cells))):
            inside = w.let(f"and i1 {inside}, {w.let(f'fcmp {relation} double {cell}, {limit}')}")
        found.append(cell)
    w.put(f"br i1 {inside}, label %count.it, label %next")
    w.block("count.it")
    for axis, cell in enumerate(found):
        whole = w.let(f"fptosi double {cell} to i64")
        place = w.let(f"add i64 {place}, {w.let(f'mul i64 {whole}, {cells**axis}')}")
    pointer = w.let(f"getelementptr i32, ptr %out, i64 {place}")
    count = w.let(f"load i32, ptr {pointer}")
    w.put(f"store i32 {w.let(f'add i32 {count}, 1')}, ptr {pointer}")
    w.put("br label %next")
    return _ended(w)


def _begun() -> Assembly:
    w = Assembly(1)
    w.lines.append(f"define void @{NAME}(ptr %to, ptr %block, i64 %first, i64 %count, i64 %due) {{")
    w.block("entry")
    w.put("%out = load ptr, ptr %to")
    return w


def _field(w: Assembly, index: int) -> str:
    return w.let(f"load i64, ptr {w.at('%to', index)}")


def _number(w: Assembly, index: int) -> str:
    return w.let(f"load double, ptr {w.at('%to', index)}")


def _coordinate(w: Assembly, axis: int) -> str:
    return w.let(f"load double, ptr {w.at(w.at('%block', axis * BLOCK), '%i')}")


def _each_walker(w: Assembly) -> None:
    w.put("br label %walker")
    w.block("walker")
    w.put("%i = phi i64 [ 0, %entry ], [ %i.next, %next ]")


def _ended(w: Assembly) -> Assembly:
    w.block("next")
    w.put("%i.next = add i64 %i, 1")
    w.put("%more = icmp slt i64 %i.next, %count")
    w.put("br i1 %more, label %walker, label %exit")
    w.block("exit")
    w.put("ret void")
    w.lines.append("}")
    return w
