"""Functions of the C library in assembly, one lane after the other."""

import ctypes
import sys
from functools import cache

from lossland.core.engine.assembly import Assembly


def library(w: Assembly, name: str, *args: str) -> str:
    """What the C function `name` says of each lane. Raises OSError or AttributeError where there is none."""
    return w.each(name, _address(name), *args)


@cache
def _address(name: str) -> int:
    """Where a function of the C library lies."""
    functions = ctypes.CDLL("ucrtbase") if sys.platform == "win32" else ctypes.CDLL(None)
    address = ctypes.cast(getattr(functions, name), ctypes.c_void_p).value
    if address is None:
        raise OSError(name)
    return address
