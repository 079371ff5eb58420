"""What the user chose (State) and the one object that may change it (Session)."""

from collections import deque
from dataclasses import dataclass, replace
from typing import Any, Literal

from PySide6.QtCore import QObject, Signal

from lossland.core.network import MLP
from lossland.core.optimizer import Optimizer
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD

Pair = tuple[float, float]

MOST = 500  # changes that can be undone: a lesson of hours must not fill the memory


@dataclass(frozen=True)
class Run:
    """An optimizer with its knobs, and the number of the colour that it keeps in every panel."""

    optimizer: Optimizer
    color: int
    enabled: bool = True


@dataclass(frozen=True)
class Starts:
    """How many starts, drawn how, with which seed."""

    count: int = 2000
    kind: Literal["uniform", "normal", "grid"] = "uniform"
    seed: int = 7


@dataclass(frozen=True)
class Lesson:
    """The network that is taken apart, with the batch it learns from: inputs (batch, n_0), targets (batch, n_L)."""

    network: MLP
    inputs: tuple[tuple[float, ...], ...]
    targets: tuple[tuple[float, ...], ...]


# A Step by Step Backpropagation Example (M. Mazur, 2015): every number of it can be checked against the text.
MAZUR = Lesson(
    MLP(
        (2, 2, 2),
        activation="sigmoid",
        loss="half_squared_error",
        weights=(((0.15, 0.20), (0.25, 0.30)), ((0.40, 0.45), (0.50, 0.55))),
        biases=((0.35, 0.35), (0.60, 0.60)),
    ),
    inputs=((0.05, 0.10),),
    targets=((0.01, 0.99),),
)


@dataclass(frozen=True)
class State:
    """Everything that a saved lesson needs, and nothing that can be computed.

    A curve uses the first coordinate of `start` and of `window` alone, so that both survive a change of the text
    from one axis to two and back.
    """

    expression: str = "(x^2 + y - 11)^2 + (x + y^2 - a)^2"
    parameters: tuple[tuple[str, float], ...] = (("a", 7.0),)
    window: tuple[Pair, Pair] = ((-5.0, 5.0), (-5.0, 5.0))
    start: Pair = (-0.6, -1.2)
    steps: int = 200
    runs: tuple[Run, ...] = (
        Run(SGD(lr=0.01), color=0),
        Run(RMSprop(lr=0.05, rho=0.9), color=2),
        Run(Adam(lr=0.2), color=1),
    )
    selected: int = 0
    starts: Starts = Starts()
    basins: bool = False  # whether a map of the basins of attraction is wanted
    lesson: Lesson = MAZUR

    @property
    def optimizer(self) -> Optimizer:
        """The selected run's optimizer: the starts walk under it, and the network is updated by it."""
        return self.runs[self.selected].optimizer

    @property
    def rule(self) -> Optimizer:
        """The same whatever its learning rate: what one start is walked by under many of them."""
        return replace(self.optimizer, lr=0.0)


class Session(QObject):
    """The State now, and the States before it."""

    changed = Signal(object, object)  # old State, new State

    def __init__(self, state: State | None = None) -> None:
        super().__init__()
        self.state = state or State()
        self._undo: deque[State] = deque(maxlen=MOST)
        self._redo: list[State] = []
        self._gesture: str | None = None

    def set(self, gesture: str | None = None, **changes: Any) -> None:
        """Replace fields of the State. Successive changes of one named `gesture` (a drag) are undone as one.

        A gesture that comes back to where it began leaves nothing to undo.
        """
        new = replace(self.state, **changes)
        if new == self.state:
            return
        if gesture is None or gesture != self._gesture:
            self._undo.append(self.state)
        self._gesture = gesture
        if self._undo[-1] == new and gesture is not None:
            self._undo.pop()
            self._gesture = None
        self._redo.clear()
        self._go(new)

    def change_run(self, index: int, gesture: str | None = None, **changes: Any) -> None:
        """Replace fields of one run; `gesture` as in `set`."""
        runs = self.state.runs
        self.set(gesture, runs=(*runs[:index], replace(runs[index], **changes), *runs[index + 1 :]))

    def settle(self) -> None:
        """End the present gesture: the next change is undone by itself."""
        self._gesture = None

    def open(self, state: State) -> None:
        """Start afresh from `state`: what was before it cannot be undone to."""
        self._undo.clear()
        self._redo.clear()
        self._gesture = None
        self._go(state)

    def undo(self) -> None:
        if self._undo:
            self._redo.append(self.state)
            self._gesture = None
            self._go(self._undo.pop())

    def redo(self) -> None:
        if self._redo:
            self._undo.append(self.state)
            self._gesture = None
            self._go(self._redo.pop())

    @property
    def can_undo(self) -> bool:
        return bool(self._undo)

    @property
    def can_redo(self) -> bool:
        return bool(self._redo)

    def _go(self, new: State) -> None:
        old, self.state = self.state, new
        self.changed.emit(old, new)
