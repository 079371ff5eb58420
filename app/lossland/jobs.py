"""What is computed from the State, and on which of its fields each result depends."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import Any

from lossland.core import basins as maps
from lossland.core import starts as draw
from lossland.core import sweep as rates
from lossland.core.atlas import Atlas
from lossland.core.descend import descending
from lossland.core.diagnose import Judged, judged
from lossland.core.engine.tiers import Engine
from lossland.core.language import parse
from lossland.core.raster import Raster, drawing
from lossland.core.study import Study, study
from lossland.core.surface import Surface
from lossland.core.training import Training, record
from lossland.session import State

PACE = 0.1  # s between two pictures of a study that goes on: to paint more of them takes the window's time
LONG = 1000  # steps at least: a map of basins tells where walks lead, however few steps the crowd is seen to make


@dataclass(frozen=True)
class Job:
    """`run(state, engine)` yields (fraction done, result or None), each result better than the one before."""

    name: str
    run: Callable[[State, Engine], Iterator[tuple[float, Any]]]
    depends_on: tuple[str, ...]

    def is_stale(self, old: State | None, new: State) -> bool:
        return old is None or any(getattr(old, field) != getattr(new, field) for field in self.depends_on)


@lru_cache(maxsize=4)  # the jobs of one State share it
def _surface(expression: str, parameters: tuple[tuple[str, float], ...], window: tuple[Any, ...]) -> Surface:
    names = parse(expression).names
    made = Surface(expression, **{name: value for name, value in parameters if name in names})
    return made.with_window(window[: made.n])


def surface_of(state: State) -> Surface:
    """The surface that the State describes; raises Mistake. Parameters that the text lost keep their place in State."""
    return _surface(state.expression, state.parameters, state.window)


def surface(state: State, engine: Engine = "auto") -> Iterator[tuple[float, Raster]]:
    for picture in drawing(surface_of(state), engine=engine):
        yield 1.0, picture


def walks(state: State, engine: Engine = "auto") -> Iterator[tuple[float, tuple[Judged | None, ...] | None]]:
    made: list[Judged | None] = []
    where = surface_of(state)
    for run in state.runs:
        walk = None
        if run.enabled:
            start = state.start[: where.n]
            for fraction, found in descending(where, run.optimizer, start, state.steps, engine=engine):
                walk = found
                if found is None:  # short walks are all made in one turn: nothing else is waited for more
                    yield (len(made) + fraction) / len(state.runs), None
        made.append(walk and judged(walk, where))
    yield 1.0, tuple(made)


def sweep(state: State, engine: Engine = "auto") -> Iterator[tuple[float, rates.Sweep | None]]:
    where = surface_of(state)
    return rates.sweep(where, state.rule, state.start[: where.n], state.steps, engine=engine)


def starts(state: State, engine: Engine = "auto") -> Iterator[tuple[float, Study | None]]:
    where, chosen = surface_of(state), state.starts
    if chosen.kind == "grid":
        points = draw.grid(chosen.count, where)
    else:
        points = getattr(draw, chosen.kind)(chosen.count, where, seed=chosen.seed)
    due = perf_counter() + PACE
    for fraction, found in study(where, state.optimizer, points, state.steps, engine=engine):
        now = perf_counter()
        shown = found.count == found.total or now >= due
        due = now + PACE if shown else due
        yield fraction, found if shown else None


@lru_cache(maxsize=1)
def _atlases(surface: Surface) -> list[Atlas]:
    """What the last map of a surface knew, if there was one: a slider of the optimizer moves no minimum."""
    return []


def basins(state: State, engine: Engine = "auto") -> Iterator[tuple[float, maps.Basins | None]]:
    """Nothing is computed while no map is wanted."""
    if not state.basins:
        yield 1.0, None
        return
    where = surface_of(state)
    atlases = _atlases(where)
    known, steps = (atlases[-1] if atlases else None), max(state.steps, LONG)
    for fraction, found in maps.basins(where, state.optimizer, steps, engine=engine, known=known):
        if found is not None:
            atlases[:] = [found.atlas]
        yield fraction, found


def network(state: State, engine: Engine = "auto") -> Iterator[tuple[float, Training]]:
    """NumPy trains, whatever the engine."""
    lesson = state.lesson
    return record(lesson.network, state.optimizer, lesson.inputs, lesson.targets, state.steps)


JOBS = (
    Job("surface", surface, ("expression", "parameters", "window")),
    Job("basins", basins, ("expression", "parameters", "window", "optimizer", "steps", "basins")),
    Job("walks", walks, ("expression", "parameters", "start", "steps", "runs")),
    Job("sweep", sweep, ("expression", "parameters", "start", "steps", "rule")),
    Job("starts", starts, ("expression", "parameters", "window", "starts", "optimizer", "steps")),
    Job("network", network, ("lesson", "optimizer", "steps")),
)
