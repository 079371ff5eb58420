"""The first panel: a surface is typed, and each run walks down it from one start."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from lossland.core import notation
from lossland.core.diagnose import Judged, step_sentence
from lossland.core.presets import Preset
from lossland.core.sentence import Mistake
from lossland.session import Session, State
from lossland.views.guard import guarded
from lossland.views.loss_map import LossMap
from lossland.views.panel import Panel, label, row
from lossland.views.playback import Playback
from lossland.views.plot import finite
from lossland.views.surface.complaint import Complaint
from lossland.views.surface.expression_edit import ExpressionEdit
from lossland.views.surface.loss_plot import LossPlot
from lossland.views.surface.parameter_strip import ParameterStrip
from lossland.views.surface.preset_button import PresetButton, chosen, observation
from lossland.views.surface.readout import Readout, Verdicts, figures, headings, wrapped
from lossland.views.surface.sweep_strip import SweepStrip
from lossland.views.surface.walk_layer import Track, WalkLayer
from lossland.views.theme import Look, font
from lossland.views.words import tr

if TYPE_CHECKING:
    from lossland.core.descend import Walk
    from lossland.core.raster import Raster
    from lossland.core.sweep import Sweep

Array = NDArray[np.float64]

LOW = 30  # as many lines of text are too few for all that a panel can show
QWIDGETSIZE_MAX = (1 << 24) - 1  # Qt's own, which it does not tell Python


class SurfacePanel(Panel):
    """The expression, the map with the walks, the losses, and what the selected run's step did."""

    results = ("surface", "walks", "sweep")

    def __init__(self, session: Session, playback: Playback, look: Look) -> None:
        super().__init__(session, playback, look, 1, tr("Surface"), tr("one point walks downhill"))
        self._raster: Raster | None = None
        self._walks: tuple[Judged | None, ...] = ()
        self._mistake: Mistake | None = None
        self._wide, self._low = False, False
        self._build()
        self._arrange()
        self._connect()

    # Building

    def _build(self) -> None:
        t = self.look.tokens
        self._axes = label("f(x, y) =", font(t.text), "mute")
        self.expression = ExpressionEdit(self.look)
        self.presets = PresetButton(self.look)
        self.strip = ParameterStrip(self.look)
        self._complaint = Complaint(self.strip, self.look, self)
        self.map = LossMap(self.look)
        self.map.setMinimumSize(120, 120)
        self._layer = WalkLayer(t)
        self.map.plot.addItem(self._layer, ignoreBounds=True)
        self.rates = SweepStrip(self.look)
        self.losses = LossPlot(self.look)
        self.losses.setMinimumWidth(120)
        self.readout = Readout(self.look)
        self._step = wrapped("", font(t.text))
        self._verdicts = Verdicts(self.look)
        self._observe = wrapped("mute", font(t.small))

    def _arrange(self) -> None:
        gap = self.look.tokens.gap
        field = row(self._axes, gap=gap)
        field.addWidget(self.expression, 1)
        field.addWidget(self.presets)
        field.setAlignment(self._axes, Qt.AlignmentFlag.AlignVCenter)
        self._words = QVBoxLayout(spacing=2)
        self._words.addWidget(self._step)
        self._words.addWidget(self._verdicts)
        self._words.addSpacing(4)
        self._words.addWidget(self._observe)
        self._grid = QGridLayout()
        self._grid.setSpacing(gap)
        self.body.addLayout(field)
        self.body.addWidget(self.strip)
        self.body.addLayout(self._grid, 1)
        self._place()

    def _place(self) -> None:
        """Put the pictures below each other, or side by side in the whole window."""
        t, grid = self.look.tokens, self._grid
        for item in (self.map, self.rates, self.losses, self.readout):
            grid.removeWidget(item)
        grid.removeItem(self._words)
        if self._wide:
            grid.addWidget(self.map, 0, 0, 4, 1)
            grid.addWidget(self.rates, 0, 1)
            grid.addWidget(self.losses, 1, 1)
            grid.addWidget(self.readout, 2, 1)
            grid.addLayout(self._words, 3, 1)
        else:
            grid.addWidget(self.rates, 0, 0, 1, 2)
            grid.addWidget(self.map, 1, 0, 1, 2)
            grid.addWidget(self.losses, 2, 0)
            grid.addWidget(self.readout, 2, 1)
            grid.addLayout(self._words, 3, 0, 1, 2)
        height = 60 + 3 * t.small  # of the second picture in a third of the window: the map needs the rest
        self.losses.setMinimumHeight(60 if self._wide else height)  # beside the map it gives way to the words
        self.losses.setMaximumHeight(QWIDGETSIZE_MAX if self._wide else height)
        for line, stretch in enumerate((1, 2) if self._wide else (0, 1)):  # the losses' too, where they are beside it
            grid.setRowStretch(line, stretch)
        grid.setHorizontalSpacing((2 if self._wide else 1) * t.gap)
        grid.setColumnStretch(0, 3 if self._wide else 1)
        grid.setColumnStretch(1, 2 if self._wide else 0)
        self._make_room()

    def _make_room(self) -> None:
        """In a low panel the losses and the numbers give way to the map; in the whole window words do."""
        self._low = self.height() < LOW * self.look.tokens.text
        for item in (self.losses, self.readout):
            item.setVisible(self._wide or not self._low)
        self._observe.setVisible(self._wide and not self._low)
        self._step.setMinimumHeight((1 if self._wide and self._low else 2) * self._step.fontMetrics().lineSpacing())
        self._show_verdicts()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _connect(self) -> None:
        session = self.session
        self.expression.typed.connect(lambda text: session.set(gesture="expression", expression=text))
        self.expression.entered.connect(session.settle)
        self.strip.changed.connect(self._set_parameter)
        self.strip.settled.connect(session.settle)
        self.presets.chosen.connect(self._choose)
        self.map.picked.connect(self._pick)
        self.map.given_back.connect(lambda point: self._start_at(point, gesture="click"))
        self.map.dragged.connect(lambda point: self._start_at(point, gesture="start"))
        self.map.released.connect(session.settle)
        self.losses.scrubbed.connect(self.playback.go)
        self.rates.changed.connect(self._set_rate)
        self.rates.settled.connect(session.settle)
        self._complaint.taken.connect(self._take)

    # What the user does

    def _set_parameter(self, name: str, value: float) -> None:
        parameters = dict(self.session.state.parameters) | {name: value}
        self.session.set(gesture=f"parameter {name}", parameters=tuple(parameters.items()))

    def _pick(self, point: tuple[float, ...]) -> None:
        self.session.settle()  # each click is undone by itself
        self._start_at(point, gesture="click")

    def _start_at(self, point: tuple[float, ...], gesture: str | None = None) -> None:
        """A curve's point leaves the second coordinate as it is."""
        self.session.set(gesture=gesture, start=(*point, *self.session.state.start[len(point) :]))

    def _set_rate(self, rate: float) -> None:
        index, optimizer = self.session.state.selected, self.session.state.optimizer
        self.session.change_run(index, f"run {index} lr", optimizer=replace(optimizer, lr=rate))

    def _take(self, number: int) -> None:
        """Write what is offered in the place of what is wrong."""
        mistake = self._mistake
        if mistake and mistake.span:
            self.expression.replace(*mistake.span, mistake.readings[number])
        elif mistake and mistake.suggestion and mistake.column is not None:
            self.expression.replace_at(mistake.column, mistake.suggestion)

    def _choose(self, preset: Preset) -> None:
        self.session.set(**chosen(self.session.state, preset))

    # What is shown

    def sync(self, old: State | None, new: State) -> None:
        self.expression.set_text(new.expression)
        if self._raster is not None:
            self._show_parameters()
        self.map.set_handle(new.start)
        if self._wide and (old is None or (old.expression, old.parameters) != (new.expression, new.parameters)):
            self._show_observation()
        if old is None or old.selected != new.selected or [r.color for r in old.runs] != [r.color for r in new.runs]:
            self._show_tracks()
        elif old.runs != new.runs:  # the walks that are seen are those before, until others come
            self._show_rate()

    def set_wide(self, wide: bool) -> None:
        super().set_wide(wide)
        if wide != self._wide:
            self._wide = wide
            self.rates.set_wide(wide)
            self._place()
            self._show_observation()
            self.show_step(self.playback.index)

    def show_surface(self, result: Raster) -> None:
        self._raster, surface = result, result.surface
        self._clear_mistake()
        self._axes.setText(named_axes(surface.axes))
        self.strip.show_reading(reading(surface))
        self._show_parameters()
        self.map.show_raster(result)
        self._show_tracks()

    def fail_surface(self, error: Exception) -> None:
        """Say what is wrong with the text; the last good picture stays."""
        self._mistake = error if isinstance(error, Mistake) else None
        self._complaint.say(in_words(error), offers(self._mistake))
        self.strip.setEnabled(False)  # the knobs are those of the last good text
        self.expression.show_mistake(self._mistake.column if self._mistake else None)

    def show_walks(self, result: tuple[Judged | None, ...]) -> None:
        self._walks = result
        shown = [(i, judged.walk) for i, judged in enumerate(result) if judged is not None]
        self.losses.show_losses([walk.losses for _, walk in shown], [self._color(i) for i, _ in shown])
        if self._mistake is None:
            self._complaint.hide()
        self._show_tracks()

    def fail_walks(self, error: Exception) -> None:
        if self._mistake is None:  # else the surface has said it
            self._complaint.say(in_words(error))

    def show_sweep(self, result: Sweep) -> None:
        self.rates.show_sweep(result)

    def fail_sweep(self, error: Exception) -> None:
        """The surface or the walks say the same; the last good picture stays."""

    def show_step(self, index: int) -> None:
        self._layer.move(index)
        self.losses.show_step(index)
        self._show_numbers(index)

    def _clear_mistake(self) -> None:
        self._mistake = None
        self._complaint.hide()
        self.strip.setEnabled(True)
        self.expression.clear_mistake()

    def _show_parameters(self) -> None:
        """The State's values, because a surface that comes late must not turn a knob back that is being dragged."""
        known, surface = dict(self.session.state.parameters), self._raster.surface
        values = {name: known.get(name, value) for name, value in surface.parameters.items()}
        self.strip.show_parameters(values, surface.text)

    def _show_tracks(self) -> None:
        """Draw the walks again; those of another surface wait for theirs."""
        tracks, chosen = [], None
        order = sorted(range(len(self._walks)), key=lambda i: i == self.session.state.selected)
        for i in order:  # the selected one lies on top
            if (walk := self._walk(i)) is None:
                continue
            ys = walk.points[:, 1] if walk.points.shape[1] == 2 else walk.losses
            tracks.append(Track(finite(walk.points[:, 0]), finite(ys), walk.gradients, walk.length, self._color(i)))
            if i == self.session.state.selected:
                chosen = tracks[-1]
        self._layer.show_tracks(tuple(tracks), chosen)
        self._show_rate()
        self._show_verdicts()
        self.show_step(self.playback.index)

    def _show_rate(self) -> None:
        state = self.session.state
        self.rates.show_run(state.runs[state.selected], dict(enumerate(self._walks)).get(state.selected))

    def _show_numbers(self, index: int) -> None:
        """The selected run's step in numbers and words; in the whole window, numbers of every run."""
        walk = self._walk(self.session.state.selected)
        if walk is None:
            self.readout.show_rows([])
            self._step.setText("")
            return
        axes, index = self._raster.surface.axes, min(index, len(walk.losses) - 1)
        if self._wide:
            shown = [(i, other) for i in range(len(self._walks)) if (other := self._walk(i)) is not None]
            self.readout.show_rows(
                [(tr(other.optimizer.label), *figures(other, index)) for _, other in shown],
                head=headings(axes),
                colors=[self._color(i) for i, _ in shown],
            )
        else:
            self.readout.show_rows(list(zip(headings(axes), figures(walk, index), strict=True)))
        self._step.setText(tr(step_sentence(walk, index)))

    def _show_observation(self) -> None:
        self._observe.setText(observation(self.session.state, self.look.language))

    def _show_verdicts(self) -> None:
        """What became of the selected run, or of every run where there is room."""
        numbers = range(len(self._walks)) if self._wide and not self._low else (self.session.state.selected,)
        shown = [i for i in numbers if self._walk(i) is not None]
        self._verdicts.show_verdicts([(self._color(i), tr(self._walks[i].verdict)) for i in shown])

    def _walk(self, i: int) -> Walk | None:
        """Run `i`'s walk, unless it is of a surface with another number of axes."""
        judged = self._walks[i] if i < len(self._walks) else None
        if judged is None or self._raster is None or judged.walk.points.shape[1] != self._raster.surface.n:
            return None
        return judged.walk

    def _color(self, i: int) -> str:
        inks = self.look.tokens.runs
        runs = self.session.state.runs
        return inks[runs[i].color] if i < len(runs) else inks[0]


def offers(mistake: Mistake | None) -> tuple[str, ...]:
    """What can be written instead: one of two readings, or the name that was probably meant."""
    if mistake is None:
        return ()
    if mistake.span:
        return mistake.readings
    return (f"{mistake.suggestion}?",) if mistake.suggestion else ()


def in_words(error: Exception) -> str:
    return tr(error.sentence) if isinstance(error, Mistake) else str(error)


def named_axes(axes: tuple[str, ...]) -> str:
    """What stands before the expression: weights make a loss, x and y a function."""
    letter = "f" if set(axes) <= {"x", "y"} else "L"
    return f"{letter}({', '.join(axes)}) ="


def reading(surface: Any) -> str:
    """How the text was read, where that looks otherwise than what was typed."""
    read = notation.typeset(surface.node)
    return "" if "".join(read.split()) == "".join(surface.text.split()) else f"= {read}"
