"""A fence around what Qt calls by itself: an exception there would end the program, so it is reported instead."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any


def guarded(override: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a paintEvent or another virtual function of Qt's.

    What goes wrong in it goes to `sys.excepthook`, as in a slot, and Qt gets what the class above would have answered.
    """

    @wraps(override)
    def fenced(self: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return override(self, *arguments, **named)
        except Exception:
            sys.excepthook(*sys.exc_info())
            owner = next(kind for kind in type(self).__mro__ if vars(kind).get(override.__name__) is fenced)
            return getattr(super(owner, self), override.__name__)(*arguments, **named)

    return fenced
