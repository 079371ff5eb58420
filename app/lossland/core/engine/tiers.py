"""The engines, each of which can make a crowd walk, and which of them does."""

from collections.abc import Iterator
from typing import Literal, get_args

from lossland.core.engine import llvm, reference, torch
from lossland.core.engine.crowd import Crowd
from lossland.core.engine.refused import Refused, numpy_computes
from lossland.core.sentence import Mistake

Engine = Literal["auto", "llvm", "numpy", "torch"]
NAMES = get_args(Engine)


def walk(crowd: Crowd, engine: Engine = "auto", threads: int | None = None) -> Iterator[float]:
    """Make a crowd walk; yield the share that is done every few milliseconds.

    "llvm" makes machine code, "auto" does where it pays, "torch" goes to a GPU if there is one; what an engine refuses
    NumPy does, and `crowd.note` says why. `threads`: how many work at once by machine code; None leaves one core free
    at first. Raise Mistake if there is no such engine.
    """
    if engine not in NAMES:
        raise Mistake("The engine must be auto, llvm, numpy or torch")
    try:
        if engine == "torch":
            yield from torch.walk(crowd)
            return
        if engine == "llvm" or (engine == "auto" and llvm.is_worth_it(crowd)):
            yield from llvm.walk(crowd, llvm.machine(crowd), threads)
            return
    except Refused as refusal:
        crowd.note = numpy_computes(refusal.why)
    yield from reference.walk(crowd)
