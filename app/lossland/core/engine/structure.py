"""What Python tells machine code: structures of whole numbers, of addresses, and of fractions."""

import ctypes
from types import SimpleNamespace
from typing import Any

from lossland.core.engine.assembly import Assembly


def whole(*names: str) -> list[tuple[str, Any]]:
    """The fields of a structure that are whole numbers or, where the name ends in `_at`, addresses."""
    return [(name, ctypes.c_int64) for name in names]


def address(what: Any) -> int:
    """Where the numbers of a contiguous array lie, of which there may be none."""
    # This takes a quarter of the time of NumPy's `ctypes.data`; who walks alone waits for several of them.
    return ctypes.addressof(ctypes.c_char.from_buffer(what)) if what.size else 0


def fields(w: Assembly, kind: type[ctypes.Structure], pointer: str) -> SimpleNamespace:
    """Load a structure of one kind: the names that LLVM knows its fields by."""
    loaded = SimpleNamespace()
    types = {ctypes.c_double: "double", ctypes.c_int64: "i64"}  # what is neither keeps others apart
    for name, c_type, *_ in kind._fields_:
        if c_type in types:
            what = "ptr" if name.endswith("_at") else types[c_type]
            setattr(loaded, name, w.let(f"load {what}, ptr {w.at(pointer, getattr(kind, name).offset // 8)}"))
    return loaded
