"""One run's settings: knobs tied to the session, and the card in which all of them are turned."""

import unicodedata
from dataclasses import fields, replace
from inspect import cleandoc
from re import sub
from typing import Any, get_args

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QPushButton, QVBoxLayout, QWidget

from lossland.core.optimizer import Dialect, Knob, Optimizer
from lossland.core.sentence import Mistake
from lossland.session import Session
from lossland.views.knob import KnobEdit
from lossland.views.panel import label, row
from lossland.views.theme import Look, font
from lossland.views.words import tr

LIBRARIES = dict(zip(get_args(Dialect), ("PyTorch", "Keras 2", "Keras 3"), strict=True))


def short(knob: Knob) -> str:
    """The letter where the name only spells it (ρ for rho, β₁ for beta_1), else the name."""
    spelled = unicodedata.name(knob.letter[:1], "").split(" ")[-1].lower()
    return knob.letter if knob.name.split("_")[0] == spelled else knob.name


def knob_edit(session: Session, look: Look, index: int, knob: Knob, *, compact: bool) -> KnobEdit:
    """The knob of run `index`, turning it live; a number that the optimizer refuses is taken back with the reason."""
    run = session.state.runs[index]
    edit = KnobEdit(
        look,
        knob.name,
        knob.low,
        knob.high,
        getattr(run.optimizer, knob.name),
        log=knob.log,
        letter=short(knob) if compact else f"{knob.letter}  {knob.name}",
        color=look.tokens.runs[run.color],
        compact=compact,
        default=next(f.default for f in fields(run.optimizer) if f.name == knob.name),
    )

    def turn(value: float) -> None:
        optimizer = session.state.runs[index].optimizer
        try:
            turned = replace(optimizer, **{knob.name: value})
        except Mistake as mistake:
            edit.refuse(getattr(optimizer, knob.name), tr(mistake.sentence))
        else:
            session.change_run(index, f"run {index} {knob.name}", optimizer=turned)

    edit.changed.connect(turn)
    edit.settled.connect(session.settle)
    return edit


def switches(kind: type[Optimizer]) -> list[str]:
    """The settings that are yes or no."""
    return [f.name for f in fields(kind) if isinstance(f.default, bool)]


class RunKnobs(QFrame):
    """All settings of one run, its formula, and the way to remove it; closes when clicked beside."""

    def __init__(self, session: Session, look: Look, index: int, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # Without a compositor a round corner of a window shows what is behind it as black.
        self.setStyleSheet(f"RunKnobs#card {{ border: 1px solid {look.tokens.edge}; border-radius: 0; }}")
        self._session, self._look, self._index = session, look, index
        optimizer = session.state.runs[index].optimizer
        self.knobs = {knob.name: knob_edit(session, look, index, knob, compact=False) for knob in optimizer.knobs()}
        self.switches = {name: self._switch(name) for name in switches(type(optimizer))}
        self.dialect = self._dialect()
        self.remove = self._remove()
        self._fill(optimizer)
        self.sync(optimizer)

    def sync(self, optimizer: Optimizer) -> None:
        """Show `optimizer`, of the same kind as before."""
        for name, edit in self.knobs.items():
            edit.set_value(getattr(optimizer, name))
        for name, box in self.switches.items():
            box.setChecked(getattr(optimizer, name))
        self.dialect.setCurrentIndex(self.dialect.findData(optimizer.dialect))

    def show_under(self, widget: QWidget) -> None:
        """Open below `widget`, within the screen."""
        self.adjustSize()
        screen = widget.screen().availableGeometry()
        place = widget.mapToGlobal(QPoint(0, widget.height() + 4))
        place.setX(max(screen.left(), min(place.x(), screen.right() - self.width())))
        place.setY(max(screen.top(), min(place.y(), screen.bottom() - self.height())))
        self.move(place)
        self.show()
        self.knobs["lr"].setFocus()

    def _fill(self, optimizer: Optimizer) -> None:
        t = self._look.tokens
        # The equations of one line stand under each other: two blanks part them in the docstring.
        lines = sub(r"(?<=[,;:])  +", "\n", tr(cleandoc(optimizer.__doc__ or "")))
        formula = label(lines, font(t.small, mono=True))
        formula.setWordWrap(True)
        formula.setMinimumWidth(t.small * 30)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(t.gap)
        whole.addWidget(label(tr(optimizer.label), font(t.title, bold=True)))
        whole.addWidget(formula)
        width = max(edit.name.sizeHint().width() for edit in self.knobs.values())
        for edit in self.knobs.values():
            edit.name.setFixedWidth(width)
            whole.addWidget(edit)
        for box in self.switches.values():
            whole.addWidget(box)
        name = label(tr("as in"), font(t.small), "mute")
        name.setBuddy(self.dialect)
        whole.addLayout(row(name, self.dialect, None, self.remove, gap=t.gap))

    def _switch(self, name: str) -> QCheckBox:
        box = QCheckBox(name)
        box.setToolTip(tr("{name}: yes or no", name=name))
        box.clicked.connect(lambda checked: self._change(**{name: checked}))
        return box

    def _dialect(self) -> QComboBox:
        combo = QComboBox()
        for dialect, library in LIBRARIES.items():
            combo.addItem(library, dialect)
        combo.setAccessibleName(tr("Library whose equations are followed"))
        combo.setToolTip(tr("The libraries place ε and the learning rate differently: whose equations to follow"))
        combo.activated.connect(lambda chosen: self._change(dialect=combo.itemData(chosen)))
        return combo

    def _remove(self) -> QPushButton:
        alone = len(self._session.state.runs) == 1
        button = QPushButton(tr("Remove run"))
        button.setEnabled(not alone)
        button.setToolTip(tr("The last run stays") if alone else tr("Take this run out of every panel"))
        button.clicked.connect(self._take_out)
        return button

    def _change(self, **changes: Any) -> None:
        optimizer = self._session.state.runs[self._index].optimizer
        self._session.change_run(self._index, optimizer=replace(optimizer, **changes))

    @Slot()
    def _take_out(self) -> None:
        state, index = self._session.state, self._index
        runs = state.runs[:index] + state.runs[index + 1 :]
        # The selected run stays selected; where it was the one removed, its neighbour takes its place.
        selected = min(state.selected - (index < state.selected), len(runs) - 1)
        self.close()
        self._session.set(runs=runs, selected=selected)
