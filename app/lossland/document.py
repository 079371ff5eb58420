"""A State as a JSON document: strictly read, and written so that the old file survives whatever goes wrong."""

import json
import math
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from lossland.core import optimizers
from lossland.core.backprop import backprop
from lossland.core.catalog import catalog
from lossland.core.network import MLP
from lossland.core.optimizer import Optimizer
from lossland.core.sentence import Mistake, Sentence
from lossland.core.surface import is_window
from lossland.session import Lesson, Run, Starts, State

VERSION = 1
LARGEST = 16_000_000  # bytes; a lesson has a few thousand

Count = Annotated[int, Meta(ge=1, le=1_000_000)]
Steps = Annotated[int, Meta(ge=1, le=100_000)]
Row = tuple[float, ...]
Pair = tuple[float, float]


class _Strict(Struct, forbid_unknown_fields=True):
    """A part of a document: every field is there, is of its type, and none is unknown."""


class _Run(_Strict):
    optimizer: str
    knobs: dict[str, float | bool | str]
    color: Annotated[int, Meta(ge=0, le=5)]
    enabled: bool


class _Starts(_Strict):
    count: Count
    kind: Literal["uniform", "normal", "grid"]
    seed: Annotated[int, Meta(ge=0, lt=2**32)]


class _Network(_Strict):
    sizes: tuple[Annotated[int, Meta(ge=1)], ...]
    activations: tuple[str, ...]
    loss: str
    weights: tuple[tuple[Row, ...], ...]
    biases: tuple[Row, ...]
    inputs: tuple[Row, ...]
    targets: tuple[Row, ...]


class _Document(_Strict):
    lossland: Annotated[int, Meta(ge=1)]
    expression: str
    parameters: dict[str, float]
    window: tuple[Pair, Pair]
    start: Pair
    steps: Steps
    runs: Annotated[list[_Run], Meta(min_length=1, max_length=6)]
    selected: Annotated[int, Meta(ge=0)]
    starts: _Starts
    network: _Network
    basins: bool = False  # lessons of before there was a map of them


def dumps(state: State) -> str:
    """The document of `state`, as text."""
    net = state.lesson.network
    made = _Document(
        lossland=VERSION,
        expression=state.expression,
        parameters=dict(state.parameters),
        window=state.window,
        start=state.start,
        steps=state.steps,
        runs=[_Run(type(r.optimizer).__name__, _knobs(r.optimizer), r.color, r.enabled) for r in state.runs],
        selected=state.selected,
        starts=_Starts(state.starts.count, state.starts.kind, state.starts.seed),
        basins=state.basins,
        network=_Network(
            net.sizes,
            net.activations,
            net.loss,
            net.weights,
            net.biases,
            state.lesson.inputs,
            state.lesson.targets,
        ),
    )
    return msgspec.json.format(msgspec.json.encode(made), indent=1).decode() + "\n"


def loads(text: str) -> State:
    """The State that `text` describes; raises Mistake, which names the field that is wrong."""
    try:
        raw = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse, parse_float=_finite)
        json.dumps(raw, ensure_ascii=False).encode()  # half a character, as \ud800 is, could not be saved again
    except json.JSONDecodeError as error:
        raise Mistake("This is not a lesson: line {line} is not JSON.", line=error.lineno) from error
    except RecursionError as error:
        raise Mistake("This is not a lesson: it is nested too deeply.") from error
    except UnicodeEncodeError as error:
        raise Mistake("This is not a lesson: it is not text.") from error
    except Mistake:
        raise
    except ValueError as error:  # an integer of thousands of digits
        raise Mistake("This is not a lesson: it holds a number that is too large.") from error
    if not isinstance(raw, dict) or not isinstance(raw.get("lossland"), int):
        raise Mistake("This is not a lesson: the field {field} is missing.", field="lossland")
    if raw["lossland"] > VERSION:
        raise Mistake("This lesson was made by a newer Lossland.")
    try:
        return _state(msgspec.convert(raw, _Document))
    except msgspec.ValidationError as error:
        problem, _, place = str(error).partition(" - at ")
        of_the_whole = re.search("field `(.+)`", problem)  # one that is missing or unknown
        field = place.strip("`").removeprefix("$.") or (of_the_whole[1] if of_the_whole else "lossland")
        raise _wrong(field, _in_words(problem)) from error
    except OverflowError as error:
        raise Mistake("This is not a lesson: it holds a number that is too large.") from error


def save(state: State, path: Path) -> None:
    """Write the document beside `path` and move it there: the old file is whole until the new one is.

    A link goes on pointing at its file. Raises OSError.
    """
    path = path.resolve()
    data = dumps(state).encode()
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def load(path: Path) -> State:
    """Read the document at `path`. Raises OSError or Mistake."""
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)  # and no more, whatever the size of a device or a growing file is said to be
    if len(data) > LARGEST:
        raise Mistake("This is not a lesson: the file is too large.")
    try:
        return loads(data.decode())
    except UnicodeDecodeError as error:
        raise Mistake("This is not a lesson: it is not text.") from error


def _knobs(optimizer: Optimizer) -> dict[str, float | bool | str]:
    return {field.name: getattr(optimizer, field.name) for field in fields(optimizer)}  # type: ignore[arg-type]


def _state(made: _Document) -> State:
    for axis, (low, high) in enumerate(made.window):
        _check(is_window(low, high), f"window[{axis}]", Sentence("the lower end must be below the upper"))
    _check(made.selected < len(made.runs), "selected", Sentence("there are not so many runs"))
    net = made.network
    return State(
        expression=made.expression,
        parameters=tuple(made.parameters.items()),
        window=made.window,
        start=made.start,
        steps=made.steps,
        runs=tuple(_run(run, f"runs[{i}]") for i, run in enumerate(made.runs)),
        selected=made.selected,
        starts=Starts(made.starts.count, made.starts.kind, made.starts.seed),
        basins=made.basins,
        lesson=_named("network", lambda: _lesson(net)),
    )


def _run(run: _Run, field: str) -> Run:
    known = catalog(optimizers, Optimizer)
    _check(run.optimizer in known, f"{field}.optimizer", Sentence("there is no such optimizer"))
    kind = known[run.optimizer]
    for wanted in fields(kind):  # type: ignore[arg-type]
        _check(wanted.name in run.knobs, f"{field}.knobs.{wanted.name}", Sentence("it is missing"))
    for name, value in run.knobs.items():
        default = next((f.default for f in fields(kind) if f.name == name), None)  # type: ignore[arg-type]
        _check(default is not None, f"{field}.knobs.{name}", Sentence("there is no such knob"))
        _check(
            isinstance(value, type(default)),
            f"{field}.knobs.{name}",
            Sentence("expected {type}", {"type": _KINDS[type(default).__name__]}),
        )
    return Run(_named(f"{field}.knobs", lambda: kind(**run.knobs)), run.color, run.enabled)


def _lesson(net: _Network) -> Lesson:
    network = MLP(net.sizes, net.activations, loss=net.loss, weights=net.weights, biases=net.biases)
    _check(len(net.inputs) == len(net.targets) > 0, "network.targets", Sentence("one row for each row of inputs"))
    for name, rows, width in (("inputs", net.inputs, net.sizes[0]), ("targets", net.targets, net.sizes[-1])):
        for i, row in enumerate(rows):
            _check(len(row) == width, f"network.{name}[{i}]", Sentence("expected {width} numbers", {"width": width}))
    backprop(network, net.inputs, net.targets)  # whatever cannot be learned from is refused here, not by a job later
    return Lesson(network, net.inputs, net.targets)


def _named(field: str, make: Callable[[], Any]) -> Any:
    """What `make` returns; a Mistake of the core is told with the field that it is about."""
    try:
        return make()
    except Mistake as mistake:
        if "field" in mistake.sentence.values:
            raise
        raise _wrong(field, mistake.sentence) from mistake


def _check(good: bool, field: str, problem: Sentence) -> None:
    if not good:
        raise _wrong(field, problem)


# What msgspec says, which it says in English only.
_WORDS = (
    ("Object missing required field .*", Sentence("it is missing")),
    ("Object contains unknown field .*", Sentence("there is no such field")),
    ("Invalid enum value .*", Sentence("there is no such choice")),
    ("Expected `array` of length (?P<wanted>[0-9]+), got (?P<found>.*)", Sentence("expected {wanted}, not {found}")),
    ("Expected `array` of length .*", Sentence("there are too few or too many of them")),
    (r"Expected `(?P<wanted>\w+)`, got `(?P<found>\w+)`", Sentence("expected {wanted}, not {found}")),
    ("Expected `int` (?P<wanted>.*)", Sentence("expected a whole number {wanted}")),
)
_KINDS = {
    "int": Sentence("a whole number"),
    "float": Sentence("a number"),
    "bool": Sentence("true or false"),
    "str": Sentence("a text"),
    "array": Sentence("a list"),
    "object": Sentence("named fields"),
    "null": Sentence("nothing"),
}


def _in_words(problem: str) -> Sentence:
    for said, sentence in _WORDS:
        if match := re.fullmatch(said, problem):
            return replace(sentence, values={key: _KINDS.get(word, word) for key, word in match.groupdict().items()})
    return Sentence("it is not what belongs here")


def _wrong(field: str, problem: Sentence) -> Mistake:
    return Mistake("This lesson cannot be opened. {field}: {problem}", field=field, problem=problem)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise _wrong(next(name for name in names if names.count(name) > 1), Sentence("it is there twice"))
    return made


def _refuse(text: str) -> float:
    raise Mistake("This is not a lesson: {number} is not a number.", number=text)


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse(text)
