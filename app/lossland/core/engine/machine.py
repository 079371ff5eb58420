"""Assembly to machine code, by LLVM, in this process."""

import ctypes
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from typing import Any
from weakref import finalize

from lossland.core.engine.assembly import FOOTER, Assembly
from lossland.core.engine.crowd import ALONE, WIDE
from lossland.core.engine.refused import Refused
from lossland.core.sentence import Sentence

Call = Callable[[int], None]
LARGEST = 1500  # operations: beyond this the compiler takes longer than a class waits


class Code:
    """A function as machine code, which lives as long as this object; `call` is for a `void name(ptr)`."""

    def __init__(self, assembly: Assembly, name: str, target: "Target | None" = None) -> None:
        binding = _binding()
        target = target or host()
        text = "\n".join([*assembly.declarations, *assembly.functions.values(), *assembly.lines]) + FOOTER
        try:
            with ExitStack() as made:
                context = made.enter_context(binding.create_context())
                module = made.enter_context(binding.parse_assembly(text, context))
                module.verify()
                engine = made.enter_context(binding.create_mcjit_compiler(module, target.machine()))
                engine.finalize_object()
                self.address: int = engine.get_function_address(name)
                # What was made last must go first, which the collector of cycles does not know.
                finalize(self, made.pop_all().close).atexit = False
        except (RuntimeError, OSError) as error:
            raise Refused(
                Sentence("Machine code cannot be made of this ({error})", {"error": str(error).partition("\n")[0]})
            ) from error
        # While the function runs Python's other threads run too.
        self.call: Call = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(self.address)


class Target:
    """A processor to compile for, and how many numbers its vectors should have."""

    def __init__(self, processor: str, features: str, lanes: int = 0) -> None:
        self.processor, self.features = processor, features
        has_wide = "+avx512f" in features.split(",")
        self.lanes = lanes or (WIDE if has_wide else 4)
        assert self.lanes < WIDE or has_wide, "vectors of this width are written with instructions of AVX-512"

    def machine(self) -> Any:
        target = _binding().Target.from_default_triple()
        return target.create_target_machine(cpu=self.processor, features=self.features, opt=2, jit=True)


@cache
def host() -> Target:
    """The processor that this runs on."""
    binding = _binding()
    return Target(binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten())


@cache
def host_of_one() -> Target:
    """The same for a walker alone."""
    return Target(host().processor, host().features, ALONE)


def compiled(write: Callable[[], Assembly], name: str, size: int, target: Target) -> Code:
    """The function `name` of what `write` returns; `size` is about how many operations that has. Raises Refused."""
    if size > LARGEST:
        raise Refused(Sentence("The formula is too long for machine code"))
    try:
        assembly = write()
    except (OSError, AttributeError) as error:
        raise Refused(Sentence("This computer lacks a function ({error})", {"error": str(error)})) from error
    return Code(assembly, name, target)


@cache
def _binding() -> Any:
    """LLVM, loaded when it is first needed: the first picture must not wait for it."""
    try:
        import llvmlite.binding as binding
    except ModuleNotFoundError as error:
        raise Refused(Sentence("llvmlite is not installed")) from error
    except (ImportError, OSError, RuntimeError) as error:
        raise Refused(Sentence("llvmlite cannot be loaded ({error})", {"error": str(error)})) from error
    try:
        binding.initialize_native_target()
        binding.initialize_native_asmprinter()
        binding.check_jit_execution()
    except (OSError, RuntimeError) as error:
        raise Refused(
            Sentence("This computer does not run machine code that was just made ({error})", {"error": str(error)})
        ) from error
    return binding
