"""The import of pyqtgraph, made short: only what is used here of it is loaded."""

import importlib.util
import pkgutil
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets

# Of pyqtgraph's items and widgets those that are used here; it imports what they need by itself.
PLOTTED = {
    "GraphicsObject",
    "GraphicsView",
    "ImageItem",
    "InfiniteLine",
    "PlotCurveItem",
    "PlotWidget",
    "ScatterPlotItem",
    "UIGraphicsItem",
    "ViewBox",
}
NAMED = {"RemoteGraphicsView"}  # what pyqtgraph asks for by name, though itself it does without


class _Later(ModuleType):
    """Stands for a module of which `import *` is to take nothing; who asks for a name fetches the module itself."""

    __all__ = ()

    def __init__(self, name: str, known: dict[str, None]) -> None:
        super().__init__(name)
        self.__dict__.update(known)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what the import itself looks for
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def load() -> None:
    """Import pyqtgraph, where nobody has yet, without its copies of Qt's names and without most of its widgets.

    To copy a name has Qt make its class, a thousand of them, which takes longer than all else in pyqtgraph. So it finds
    Qt's own modules in the place of its copies, and no names to copy. Of all else a third is needed here.
    """
    if "pyqtgraph" in sys.modules:
        return
    lists = {module: module.__dir__ for module in (QtCore, QtGui, QtWidgets)}
    for module in lists:
        sys.modules[module.__name__.replace("PySide6", "pyqtgraph.Qt")] = module
        module.__dir__ = list
    home = Path(str(importlib.util.find_spec("pyqtgraph").origin)).parent
    later = [_Later("pyqtgraph.imageview", {})]
    for folder in ("graphicsItems", "widgets"):
        names = {module.name for module in pkgutil.iter_modules([str(home / folder)])} - PLOTTED
        later += (_Later(f"pyqtgraph.{folder}.{name}", {name: None} if name in NAMED else {}) for name in names)
    sys.modules.update({module.__name__: module for module in later})
    import pyqtgraph  # noqa: F401

    for module in later:
        if sys.modules.get(module.__name__) is module:
            del sys.modules[module.__name__]
    for module, names in lists.items():
        module.__dir__ = names
