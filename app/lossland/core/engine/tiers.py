"""The engines, each of which can make a crowd walk, and which of them does."""

from collections.abc import Iterator
from typing import Literal

from lossland.core.engine import llvm, reference
from lossland.core.engine.crowd import Crowd

Engine = Literal["auto", "llvm", "numpy"]


def walk(crowd: Crowd, engine: Engine = "auto", threads: int | None = None) -> Iterator[float]:
    """Make a crowd walk; yield the share that is done every few milliseconds.

    "llvm" makes machine code, "auto" does where it pays; where there can be none NumPy walks. `threads`: how many
    work at once by machine code; None leaves one core free at first.
    """
    machine = None if engine == "numpy" else llvm.machine(crowd, now=engine == "llvm")
    if machine is None:
        crowd.engine = "numpy"
        yield from reference.walk(crowd)
    else:
        crowd.engine = "llvm"
        yield from llvm.walk(crowd, machine, threads)
