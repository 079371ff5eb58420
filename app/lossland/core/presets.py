"""The surfaces that lessons begin with, read from resources/surfaces.toml."""

import tomllib
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import Any, Literal

from lossland.core.sentence import Mistake
from lossland.resources import FOLDER


@dataclass(frozen=True, eq=False)
class Preset:
    """A surface with a good way to look at it.

    `window` is (low, high) for each axis and `start` a point in it; `lr` has a learning rate for every optimizer, by
    its name, with which `steps` steps are worth watching. `title` and `observe` (what to watch) are texts by language;
    `group` is the kind of lesson it serves.
    """

    name: str
    group: Literal["curves", "valleys", "flat", "few", "many", "creases"]
    text: str
    parameters: dict[str, float]
    window: tuple[tuple[float, float], ...]
    start: tuple[float, ...]
    steps: int
    lr: dict[str, float]
    title: dict[str, str]
    observe: dict[str, str]


@cache
def load() -> dict[str, Preset]:
    """Every preset by its name, the easiest first."""
    entries = tomllib.loads((FOLDER / "surfaces.toml").read_text(encoding="utf-8"))
    return {name: _preset(name, **entry) for name, entry in entries.items()}


def named(name: str) -> Preset:
    """Return the preset called `name`, however capitals, accents, spaces and underscores are set.

    Raises a Mistake that suggests the nearest name.
    """
    presets = {_plain(known): preset for known, preset in load().items()}
    plain = _plain(str(name))
    if plain in presets:
        return presets[plain]
    near = get_close_matches(plain, presets, 1)
    raise Mistake("There is no surface named “{name}”.", suggestion=presets[near[0]].name if near else None, name=name)


def _preset(
    name: str,
    *,
    window: list[list[float]],
    start: list[float],
    parameters: dict[str, float] | None = None,
    **rest: Any,
) -> Preset:
    return Preset(
        name=name,
        window=tuple((float(low), float(high)) for low, high in window),
        start=tuple(map(float, start)),
        parameters={key: float(value) for key, value in (parameters or {}).items()},
        **rest,
    )


def _plain(name: str) -> str:
    """Lévy 13 and levy_13 as levy13."""
    return "".join(c for c in unicodedata.normalize("NFD", name).casefold() if c.isalnum())
