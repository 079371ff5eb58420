"""A folder is a catalogue: every module in it adds what it defines."""

import importlib
import pkgutil
from types import ModuleType
from typing import TypeVar

T = TypeVar("T")


def catalog(package: ModuleType, kind: type[T]) -> dict[str, type[T]]:
    """Return, by name and in the order of the file names, every subclass of `kind` that `package` defines."""
    found = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for thing in vars(module).values():
            if isinstance(thing, type) and issubclass(thing, kind) and thing.__module__ == module.__name__:
                found[thing.__name__] = thing
    return found
