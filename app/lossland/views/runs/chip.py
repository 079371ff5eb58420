"""One run in the bar: its colour, its name, its optimizer, and the knobs for which there is room."""

from dataclasses import fields
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton

from lossland.core import optimizers
from lossland.core.catalog import catalog
from lossland.core.optimizer import Optimizer
from lossland.session import Run, Session
from lossland.views.guard import guarded
from lossland.views.icons import icon
from lossland.views.knob import mark
from lossland.views.runs.knobs import RunKnobs, knob_edit
from lossland.views.theme import Look, color, font
from lossland.views.words import tr

SHORTEST, LONGEST = 52, 140  # widths of a slider in the bar
GAP = 6  # before a knob, beside the spacing
NUMBER, SLIDER = -3, 0  # the details from which on lr has its number, and its slider


def kinds() -> list[type[Optimizer]]:
    """The optimizers that can be chosen, in the order of the catalogue."""
    return list(catalog(optimizers, Optimizer).values())


def retyped(old: Optimizer, kind: type[Optimizer], others: tuple[Run, ...], window: float) -> Optimizer:
    """An optimizer of `kind` that keeps the settings of `old` which mean the same to it.

    Where a step is divided by the size of the gradient (there is an ε), lr is a distance; elsewhere it is a distance
    for each unit of slope. Between the two, lr is taken from another run of this kind, or is a hundredth of `window`
    for a distance, or the kind's own default.
    """
    names, had = {f.name for f in fields(kind)}, {f.name for f in fields(old)}
    kept = {name: getattr(old, name) for name in names & had}
    if ("epsilon" in names) != ("epsilon" in had):
        known = [run.optimizer.lr for run in others if type(run.optimizer) is kind]
        default = {"lr": float(f"{window / 100:.0e}")} if "epsilon" in names else {}
        del kept["lr"]
        kept |= {"lr": known[0]} if known else default
    return kind(**kept)


class Shown(NamedTuple):
    """What of a chip is visible: knobs, some of them with sliders, and whether buttons and the names of knobs."""

    knobs: int
    sliders: int
    buttons: bool
    names: bool = True


def shown(detail: int, selected: bool) -> Shown:
    """What is visible at `detail`: from 0 up, so many knobs beside lr; below 0, ever less of the runs not selected."""
    if detail >= 0:
        return Shown(1 + detail, 1 + detail, True)
    if selected:
        return Shown(1, 1, True)
    less = {-1: Shown(1, 0, True), -2: Shown(1, 0, False), NUMBER: Shown(1, 0, False, names=False)}
    return less.get(detail, Shown(0, 0, False))


class Chip(QFrame):
    """Run `index` of the session. A click selects it: the starts walk under it, and the network learns by it."""

    def __init__(self, session: Session, look: Look, index: int) -> None:
        super().__init__(objectName="well")
        self._session, self._look, self._index = session, look, index
        self._selected = False
        self._card: RunKnobs | None = None
        run = session.state.runs[index]
        t = look.tokens
        self.dot = Dot(look.tokens.runs[run.color], look)
        self.dot.clicked.connect(lambda on: session.change_run(index, enabled=on))
        self.name = _Name(text=run.optimizer.label, checkable=True)
        self.name.setFont(font(t.text, bold=True))
        self.name.setStyleSheet(
            "QToolButton { padding: 1px 2px; } QToolButton:checked { background: transparent; }"
            f'QToolButton[off="true"] {{ color: {t.mute}; }}'
        )
        self.name.clicked.connect(self._select)
        self.kind = QToolButton(
            icon=icon("chevron-down", t.mute, 16), popupMode=QToolButton.ToolButtonPopupMode.InstantPopup
        )
        self.kind.setMenu(self._menu(run))
        self.name.menu_asked.connect(self.kind.showMenu)
        self.knobs = [knob_edit(session, look, index, knob, compact=True) for knob in run.optimizer.knobs()]
        self.more = QToolButton(icon=icon("sliders", t.mute), iconSize=QSize(t.text + 4, t.text + 4))
        self.more.clicked.connect(self._open)
        self._arrange()
        self._name_parts(run)

    def sync(self, run: Run, selected: bool) -> None:
        """Show the numbers of `run`, which is of the same kind as before."""
        self.dot.setChecked(run.enabled)
        mark(self.name, "off", not run.enabled)
        self.name.setChecked(selected)
        for edit, knob in zip(self.knobs, run.optimizer.knobs(), strict=True):
            edit.set_value(getattr(run.optimizer, knob.name))
        if selected != self._selected:
            self._outline(selected)
        if self._card is not None:
            self._card.sync(run.optimizer)

    def width_at(self, detail: int) -> int:
        """The least width in which all that is shown at `detail` has its place."""
        what = shown(detail, self._selected)
        parts = [self.dot.sizeHint().width(), self.name.sizeHint().width()]
        parts += [self.kind.sizeHint().width(), self.more.sizeHint().width()] * what.buttons
        for place, knob in enumerate(self.knobs[: what.knobs]):
            words = GAP + (knob.name.sizeHint().width() + 4) * what.names + knob.number.width()
            parts.append(words + 4 + SHORTEST if place < what.sliders else words)
        return sum(parts) + self._row.spacing() * (len(parts) - 1) + 16

    def show_detail(self, detail: int) -> None:
        what = shown(detail, self._selected)
        for place, knob in enumerate(self.knobs):
            knob.setVisible(place < what.knobs)
            knob.slider.setVisible(place < what.sliders)
            knob.name.setVisible(what.names)
        for button in (self.kind, self.more):
            button.setVisible(what.buttons)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._select()

    def _arrange(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setSpacing(4)
        for widget in (self.dot, self.name, self.kind, *self.knobs, self.more):
            self._row.addWidget(widget)
        for small in (self.kind, self.more):
            small.setStyleSheet("QToolButton { padding: 0px; }")
        # A click leaves the keys where they are, so that the arrows go on moving the playback.
        for button in (self.dot, self.name, self.kind, self.more, *(knob.slider for knob in self.knobs)):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for knob in self.knobs:
            knob.setContentsMargins(GAP, 0, 0, 0)
            knob.slider.setMinimumWidth(SHORTEST)
            knob.slider.setMaximumWidth(LONGEST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._outline(False)

    def _outline(self, selected: bool) -> None:
        self._selected = selected
        mark(self, "selected", selected)
        # The outline of the selected run is a pixel wider: its contents must not move.
        edge = 0 if selected else 1
        self._row.setContentsMargins(5 + edge, 1 + edge, 3 + edge, 1 + edge)

    def _name_parts(self, run: Run) -> None:
        """Say, for the mouse that rests and for the ear, what each part is."""
        label, number = tr(run.optimizer.label), self._index + 1
        for part, name, tip in (
            (
                self.dot,
                tr("Show run {number}, {name}", number=number, name=label),
                tr("Show or hide this run in every panel"),
            ),
            (
                self.name,
                tr("Run {number}, {name}", number=number, name=label),
                tr("Select this run: the starts walk under it, and the network learns by it"),
            ),
            (self.kind, tr("Optimizer of run {number}", number=number), tr("Choose another optimizer")),
            (self.more, tr("Knobs of run {number}", number=number), tr("All knobs, the formula, and remove")),
        ):
            part.setAccessibleName(name)
            part.setToolTip(tip)
        self.setToolTip(self.name.toolTip())

    def _menu(self, run: Run) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for kind in kinds():
            action = QAction(tr(kind.label), group, checkable=True, checked=kind is type(run.optimizer))
            action.triggered.connect(lambda _, kind=kind: self._become(kind))
            menu.addAction(action)
        return menu

    def _become(self, kind: type[Optimizer]) -> None:
        state = self._session.state
        low, high = state.window[0]
        old = state.runs[self._index].optimizer
        if kind is not type(old):
            self._session.change_run(self._index, optimizer=retyped(old, kind, state.runs, high - low))

    @Slot()
    def _select(self) -> None:
        self.name.setChecked(True)
        self._session.set(selected=self._index)

    @Slot()
    def _open(self) -> None:
        self._card = RunKnobs(self._session, self._look, self._index, self)
        self._card.destroyed.connect(self._closed)
        self._card.show_under(self)

    @Slot()
    def _closed(self) -> None:
        self._card = None


class Dot(QAbstractButton):
    """A run's colour: a full disc while the run is shown, a ring while it is not."""

    def __init__(self, name: str, look: Look) -> None:
        super().__init__(checkable=True, checked=True)
        self._color, self._look = name, look
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @guarded
    def sizeHint(self) -> QSize:
        return QSize(20, 20)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._look.tokens
        disc = QRectF(0, 0, 11, 11)
        disc.moveCenter(QRectF(self.rect()).center())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(color(self._color), 2))
            painter.setBrush(color(self._color) if self.isChecked() else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc)
            if self.hasFocus() or self.underMouse():
                painter.setPen(QPen(color(t.accent if self.hasFocus() else t.edge), 1.5))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawEllipse(disc.adjusted(-3.5, -3.5, 3.5, 3.5))


class _Name(QToolButton):
    """Down opens the menu of optimizers, as on any button that has one."""

    menu_asked = Signal()

    @guarded
    def sizeHint(self) -> QSize:
        # Qt leaves room for a wide frame on both sides of the text.
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 10, super().sizeHint().height())

    @guarded
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.menu_asked.emit()
        else:
            super().keyPressEvent(event)
