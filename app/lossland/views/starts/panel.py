"""Panel 2: many points walk downhill, and it shows which minimum each of them finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lossland.core.sentence import Mistake
from lossland.session import Session, State
from lossland.views.guard import guarded
from lossland.views.knob import digits
from lossland.views.panel import Panel, label
from lossland.views.playback import Playback
from lossland.views.starts.basin_key import BasinKey
from lossland.views.starts.crowd_map import StartsMap
from lossland.views.starts.form import StartsForm
from lossland.views.starts.shares import Shares, coordinates, grouped, height
from lossland.views.starts.tints import colored
from lossland.views.theme import Look, color, font
from lossland.views.words import tr

if TYPE_CHECKING:
    from lossland.core.basins import Basins
    from lossland.core.raster import Raster
    from lossland.core.study import Study

CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")  # after each such character a line may break


class StartsPanel(Panel):
    """The crowd on the map, a bar for each minimum, and what came of it in one sentence."""

    results = ("surface", "starts", "basins")

    def __init__(self, session: Session, playback: Playback, look: Look) -> None:
        super().__init__(session, playback, look, 2, tr("Starts"), tr("many points: which minimum?"))
        self._study: Study | None = None
        self._basins: Basins | None = None
        self._tints = np.empty(0, np.intp)  # the numbers of the colours of the study's minima
        self._sampled, self._wide = True, False
        self.form = StartsForm(session, look)
        self.map, self.origins = StartsMap(look), StartsMap(look)
        for each in (self.map, self.origins):
            each.picked.connect(self._pick)
            each.dragged.connect(lambda point: self._pick(point, gesture="start"))
            each.released.connect(session.settle)
        self.bars = Shares(look)
        self.bars.pointed.connect(self._point)
        self._make_words()
        self._arrange()
        self.set_wide(False)

    def _make_words(self) -> None:
        small = font(self.look.tokens.small)
        self._disc = _Disc()
        self.under = label("", small, "mute")
        self.under.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.progress = label("", small, "mute")
        self.again = QToolButton(text=tr("Walk again"), objectName="link")
        self.again.setFont(small)
        self.again.setStyleSheet("QToolButton { padding: 0px 2px; }")
        self.again.setToolTip(tr("The walks were stopped: let all of these starts walk once more"))
        self.again.clicked.connect(self._walk_again)
        self.again.hide()
        self.sentence = label("", small, "mute")
        self.sentence.setWordWrap(True)
        # Room for two lines from the first, so that the map keeps its size.
        self.sentence.setMinimumHeight(self.sentence.fontMetrics().lineSpacing() * 2)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.key = BasinKey(self.look)
        self.caption = label(tr("Where they start, in the colour of where they end"), small, "mute")
        self.caption.setWordWrap(True)
        self.caption.setContentsMargins(0, self.look.tokens.gap, 0, 0)

    def _arrange(self) -> None:
        gap = self.look.tokens.gap
        self._area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self.bars)
        line = QHBoxLayout()
        line.setSpacing(6)
        for widget in (self._disc, self.under, self.progress, self.again):
            line.addWidget(widget, widget is self.under)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(gap // 2)
        side.addLayout(line)
        for widget in (self._area, self.sentence, self.caption):
            side.addWidget(widget)
        side.addWidget(self.origins, 1)
        side.addStretch()  # without the second map the lines stay together
        first = QVBoxLayout(spacing=gap // 2)
        first.addWidget(self.map, 1)
        first.addWidget(self.key)
        self._pages = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._pages.addLayout(first, 5)
        self._pages.addWidget(self._side, 0)
        self.body.addWidget(self.form)
        self.body.addLayout(self._pages, 1)

    # What the user chose

    def sync(self, old: State | None, new: State) -> None:
        if old is None or old.starts != new.starts:
            self.form.show_starts(new.starts)
            self._sampled = new.starts.kind != "grid"
        if old is None or old.basins != new.basins:
            self._want_basins(new.basins)
        for each in (self.map, self.origins):
            each.set_handle(new.start)
        run = new.runs[new.selected]
        self._disc.show_color(self.look.tokens.runs[run.color])
        self.under.setText(tr("walking under {name}, lr {lr}", name=run.optimizer.label, lr=digits(run.optimizer.lr)))

    @Slot(object)
    def _pick(self, point: tuple[float, ...], gesture: str | None = None) -> None:
        start = self.session.state.start
        self.session.set(gesture, start=(*point, *start[len(point) :]))

    # What was computed

    def show_surface(self, raster: Raster) -> None:
        self.map.show_raster(raster)
        self.origins.show_raster(raster)

    def fail_surface(self, error: Exception) -> None:
        """The starts fail with the same mistake, and say so below the last good map."""

    def show_starts(self, study: Study) -> None:
        self._study = study
        self._color()
        self._show_crowd()
        self._share_room()
        self.again.hide()
        count, total = grouped(study.count), grouped(study.total)
        if study.count == 0:
            self._say(tr("Walking: {count} of {total}", count=count, total=total), "mute")
        else:
            self._say(said(study), "mute")
        under_way = 0 < study.count < study.total
        self.progress.setText(tr("{count} of {total}", count=count, total=total) if under_way else "")

    def fail_starts(self, error: Exception) -> None:
        self.progress.setText("")
        self.again.hide()
        self._say(tr(error.sentence) if isinstance(error, Mistake) else str(error), "warn")

    def show_basins(self, basins: Basins) -> None:
        if not self.session.state.basins:
            return  # this map was on its way when the basins were switched off
        self._basins = basins
        self._color()

    def fail_basins(self, error: Exception) -> None:
        """The starts fail with the same mistake, and say so; the last good map stays."""

    def _want_basins(self, wanted: bool) -> None:
        self.form.show_basins(wanted)
        self.key.setVisible(wanted)
        if not wanted:
            self._basins = None
            self._color()

    def _color(self) -> None:
        """Give each minimum its colour, whether the study found it or the map or both, and show it with that."""
        study, basins = self._study, self._basins
        colors = len(self.look.tokens.basins)
        before, (on_map, self._tints, areas) = self._tints, colored(study, basins, colors)
        self.map.show_basins(basins, on_map)
        if basins is not None:
            self.key.show_basins(basins, on_map)
        if study is not None:
            steps = (int(study.frames.steps[-1]), basins.most) if basins is not None else None
            window, sampled = study.frames.window, self._sampled
            self.bars.show_minima(study.minima, window, self._tints, sampled=sampled, areas=areas, steps=steps)
            self._share_room()
            if not np.array_equal(before, self._tints):
                self._show_crowd()

    def _show_crowd(self) -> None:
        if self._study is not None:
            self.map.show_study(self._study, self.playback.index, self._tints)
            if self._wide:  # the second map is seen beside the first only
                self.origins.show_study(self._study, 0, self._tints)

    def stop(self, job: str) -> None:
        study = self._study
        if job != "starts" or study is None or study.count == study.total:
            return
        stopped = tr("Stopped at {count} of {total}", count=grouped(study.count), total=grouped(study.total))
        self._say(" · ".join([joined([stopped]), said(study)] if study.count else [stopped]), "mute")
        self.progress.setText("")
        self.again.show()

    @Slot()
    def _walk_again(self) -> None:
        self.wanted.emit("starts")

    def show_step(self, index: int) -> None:
        self.map.show_step(index)

    @Slot(int)
    def _point(self, number: int) -> None:
        self.map.point_at(number)
        self.origins.point_at(number)

    def _say(self, text: str, name: str) -> None:
        self.sentence.setText(text)
        if self.sentence.objectName() != name:
            self.sentence.setObjectName(name)
            self.sentence.style().unpolish(self.sentence)
            self.sentence.style().polish(self.sentence)

    # Room

    def set_wide(self, wide: bool) -> None:
        super().set_wide(wide)
        self._wide = wide
        direction = QBoxLayout.Direction
        self._pages.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        self._pages.setSpacing(24 if wide else self.look.tokens.gap)
        self._pages.setStretch(1, 4 if wide else 0)
        self.bars.set_wide(wide)
        self._show_crowd()
        self._share_room()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The bars have their own height; beside the map at most a third of it, if the second map is there."""
        second = self._wide and self._study is not None
        self.origins.setVisible(second)
        self.caption.setVisible(second)
        needed = self.bars.sizeHint().height()
        self._area.setMinimumWidth(self.bars.minimumSizeHint().width() + 8)
        rows = (self.height() // 3 if second else self.height() - 160) // self.bars.line
        self._area.setFixedHeight(min(needed, rows * self.bars.line) if self._wide else needed)


def said(study: Study) -> str:
    """What came of the starts, in one line; what did not happen is left out, but for the divergence."""
    best = next((minimum for minimum in study.minima if minimum.is_best), None)
    if best is None:
        parts = [tr("No minimum found")]
    else:
        place = coordinates(best.point, study.frames.window)
        parts = [
            tr("Minima found: {count}", count=len(study.minima)),
            tr("lowest f = {value} at {place}", value=height(best.value), place=place),
        ]
    if hovering := sum(minimum.hovering for minimum in study.minima):
        parts.append(tr("still hovering: {count}", count=grouped(hovering)))
    if valleys := sum(minimum.valley for minimum in study.minima):
        parts.append(tr("flat valleys among them: {count}", count=valleys))
    parts.append(tr("diverged: {count}", count=grouped(study.diverged)))
    parts.append(tr("still moving: {count}", count=grouped(study.moving)))
    if study.saddles:
        parts.append(tr("at a saddle: {count}", count=grouped(study.saddles)))
    if study.undefined:
        parts.append(tr("undefined: {count}", count=grouped(study.undefined)))
    return joined(parts)


def joined(parts: list[str]) -> str:
    """One line of `parts` that breaks between two of them, never within one."""
    return " · ".join(CHINESE.sub("\\g<0>\u2060", part.replace(" ", "\u00a0")) for part in parts)


class _Disc(QWidget):
    """The colour of a run."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(10, 10)
        self._color = ""

    def show_color(self, name: str) -> None:
        self._color = name
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(color(self._color))
            painter.drawEllipse(self.rect())
