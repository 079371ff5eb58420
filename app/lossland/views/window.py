"""The window: runs above, three panels side by side, transport below; results go to whoever asked for them."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QKeyCombination, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QMessageBox,
    QSlider,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lossland.session import Session, State
from lossland.views import dress, engines
from lossland.views.actions import Action, actions
from lossland.views.files import Files
from lossland.views.guard import guarded
from lossland.views.icons import icon
from lossland.views.keys import Keys
from lossland.views.network.panel import NetworkPanel
from lossland.views.panel import Panel
from lossland.views.playback import Playback
from lossland.views.runs.bar import RunsBar
from lossland.views.starts.panel import StartsPanel
from lossland.views.surface.panel import SurfacePanel
from lossland.views.theme import Look, font
from lossland.views.transport import Transport
from lossland.views.words import tr

SMALLEST, LARGEST = 0.7, 2.0  # of the type


class Window(QMainWindow):
    """Shows a Session. It asks nobody to compute: whoever made it hears `session.changed` and brings the results.

    A change of theme, language or type size makes all widgets anew from the same State and results, so that none of
    them has to know how to change its looks.
    """

    cancelled = Signal(str)  # job name
    wanted = Signal(str)  # name of a job that is to run once more
    look_changed = Signal(object)  # the new Look
    engine_changed = Signal(str)  # the engine that is to compute all anew
    painted = Signal()  # for the first time

    def __init__(self, session: Session, look: Look, engine: str = "auto") -> None:
        super().__init__(focusPolicy=Qt.FocusPolicy.ClickFocus)
        self.session, self.look, self.engine = session, look, engine
        self.playback = Playback()
        self.files = Files(session, self)
        self._shares = [1000, 1000, 1000]  # of the width, for the panels; as the user last dragged them
        self._seen = False  # whether it has been painted
        self._alone = 0  # number of the panel that has the whole window; 0 for all three
        # job -> what came last: "show" -> the result, and "fail" -> the error if that came later
        self._news: dict[str, dict[str, Any]] = {}
        self._excused: set[str] = set()  # why the engine was not the one that was chosen, as far as that has been said
        self._stopped: set[str] = set()  # jobs that were cancelled, and from which nothing came since
        self.resize(1280, 720)
        self.setMinimumSize(960, 600)
        session.changed.connect(self._sync)
        self.playback.moved.connect(self._move)
        self._build()

    # Results

    def show_result(self, job: str, result: Any) -> None:
        """Hand the result of `job` to the panels that show it."""
        self._stopped.discard(job)
        self._hand(job, "show", result)
        self._name_engine()
        for note in engines.notes(job, result) if self.engine != "auto" else ():
            if str(note) not in self._excused:
                self._excused.add(str(note))
                self.say(tr(note))

    def show_error(self, job: str, error: Exception) -> None:
        """Hand what went wrong with `job` to the panels that show it."""
        self._hand(job, "fail", error)

    def show_progress(self, job: str, fraction: float) -> None:
        self._transport.show_progress(job, self._title(job), fraction)

    def say(self, text: str) -> None:
        """Show a sentence in the transport bar for some seconds."""
        self._transport.say(text)

    def show_file(self) -> None:
        """Name the lesson's file in the title, with a sign if it has changed since."""
        name = self.files.path.name if self.files.path else tr("New lesson")
        self.setWindowTitle(f"{name}[*] – Lossland")
        self.setWindowModified(self.files.dirty)

    def _hand(self, job: str, verb: str, what: Any) -> None:
        if verb == "show":
            self._news[job] = {}
        self._news.setdefault(job, {})[verb] = what
        for panel in self._panels:
            if job in panel.results:
                getattr(panel, f"{verb}_{job}")(what)

    def _name_engine(self) -> None:
        if not self.session.state.basins:
            self._news.pop("basins", None)  # the map is gone, or has come too late
        self._transport.name_engine(*engines.summary(self._news, self._title))

    def _cancel(self, job: str) -> None:
        self._stopped.add(job)
        self._tell_stopped()
        self.cancelled.emit(job)

    def _tell_stopped(self) -> None:
        for panel in self._panels:
            for job in self._stopped.intersection(panel.results):
                panel.stop(job)

    @staticmethod
    def _title(job: str) -> str:
        return {
            "surface": tr("Surface"),
            "basins": tr("Basins"),
            "walks": tr("Walks"),
            "sweep": tr("Learning rates"),
            "starts": tr("Starts"),
            "network": tr("Network"),
        }[job]

    # What actions do

    def give_window_to(self, number: int) -> None:
        """Give panel `number` the whole window; again, or 0, shares it among all."""
        self._alone = 0 if number == self._alone else number
        for i, panel in enumerate(self._panels, start=1):
            panel.setVisible(self._alone in (0, i))
            panel.set_wide(self._alone == i)
        self._move(self.playback.index)

    def set_look(self, **changes: Any) -> None:
        """Change theme, language or scale."""
        self.look = replace(self.look, **changes)
        self.look_changed.emit(self.look)
        self._build()

    def set_engine(self, engine: str) -> None:
        """Have an engine of `engines.choices` compute from now on."""
        self.engine = engine
        self._excused.clear()
        self.engine_changed.emit(engine)

    def scale_type(self, factor: float | None) -> None:
        """Multiply the size of the type; None makes it normal."""
        scale = 1.0 if factor is None else self.look.scale * factor
        self.set_look(scale=min(max(scale, SMALLEST), LARGEST))

    def turn_rate(self, up: bool) -> None:
        """Make the learning rate of the selected run a little larger, or smaller."""
        action = QSlider.SliderAction
        self._runs.turn(action.SliderSingleStepAdd if up else action.SliderSingleStepSub)

    def toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def cancel(self) -> None:
        """Leave the field that has the keys, and give up what takes long."""
        self.setFocus()
        self._transport.cancel()

    def show_keys(self) -> None:
        Keys(self._actions(), self.look, self).exec()

    def show_about(self) -> None:
        QMessageBox.about(
            self, tr("About Lossland"), tr("Lossland: a laboratory in which a class watches learning happen.")
        )

    # Building

    def _build(self) -> None:
        dress.wear(self.look)
        session, playback, look = self.session, self.playback, self.look
        old = self.centralWidget()
        self._panels: list[Panel] = [
            kind(session, playback, look) for kind in (SurfacePanel, StartsPanel, NetworkPanel)
        ]
        self._runs = RunsBar(session, look)
        self._transport = Transport(session, playback, look)
        self._transport.cancelled.connect(self._cancel)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(look.tokens.gap)
        self._splitter.setChildrenCollapsible(False)
        for number, panel in enumerate(self._panels, start=1):
            panel.enlarge.connect(lambda number=number: self.give_window_to(number))
            panel.wanted.connect(self.wanted)
            self._splitter.addWidget(panel)
        self._splitter.setSizes(self._shares)
        self._splitter.splitterMoved.connect(self._share)
        self.setCentralWidget(self._arrange())
        if old is not None:
            old.deleteLater()
        self._bind_keys()
        self._sync(None, session.state)
        for job, news in list(self._news.items()):
            for verb, what in news.items():
                self._hand(job, verb, what)
        self._tell_stopped()
        self._alone, alone = 0, self._alone
        self.give_window_to(alone)
        self._move(playback.index)
        # A click leaves the keys where they are, so that the arrows go on moving the playback; Tab still reaches all.
        for widget in self.findChildren(QWidget):
            typed_into = isinstance(widget, QComboBox) and widget.isEditable()
            pressed = isinstance(widget, QAbstractButton | QComboBox | QSlider) and not typed_into
            if pressed and widget.focusPolicy():
                widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFocus()  # else Qt gives the keys to the first button, and space would press it

    def _share(self) -> None:
        self._shares = self._splitter.sizes()

    def _arrange(self) -> QWidget:
        t = self.look.tokens
        top = QHBoxLayout()
        top.setSpacing(t.gap)
        top.addWidget(self._runs, 1)
        top.addWidget(self._corner())
        ground = QWidget(objectName="ground")
        whole = QVBoxLayout(ground)
        whole.setContentsMargins(t.gap, t.gap, t.gap, t.gap)
        whole.setSpacing(t.gap)
        whole.addLayout(top)
        whole.addWidget(self._splitter, 1)
        whole.addWidget(self._transport)
        return ground

    def _corner(self) -> QFrame:
        """The other language, and the menu."""
        t = self.look.tokens
        language = QToolButton(text="中文" if self.look.language == "en" else "English", autoRaise=True)
        language.setFont(font(t.small))
        language.setAccessibleName(tr("Language"))
        language.setToolTip("用中文" if self.look.language == "en" else "In English")
        language.clicked.connect(lambda: self.set_look(language="zh" if self.look.language == "en" else "en"))
        menu = QToolButton(icon=icon("menu", t.ink), autoRaise=True)
        menu.setAccessibleName(tr("Menu"))
        menu.setToolTip(tr("Menu"))
        menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu.setMenu(QMenu(menu))
        menu.menu().aboutToShow.connect(lambda: self._fill(menu.menu()))
        made = QFrame(objectName="card")
        line = QHBoxLayout(made)
        line.setContentsMargins(4, 4, 4, 4)
        line.setSpacing(0)
        line.addWidget(language)
        line.addWidget(menu)
        return made

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for old in menu.findChildren(QMenu):
            old.deleteLater()  # clear() leaves submenus behind
        submenus: dict[str, QMenu] = {}
        for action in self._actions():
            if action.menu not in submenus:
                submenus[action.menu] = menu.addMenu(action.menu)
            made = submenus[action.menu].addAction(action.label + ("\t" + action.shown if action.key else ""))
            made.setEnabled(action.enabled)
            made.setCheckable(action.checked is not None)
            made.setChecked(bool(action.checked))
            made.triggered.connect(lambda _=False, run=action.run: run())

    def _bind_keys(self) -> None:
        for bound in self.actions():
            self.removeAction(bound)
            bound.deleteLater()
        self._plain: dict[str, Action] = {}
        for action in self._actions():
            if action.plain:
                self._plain[action.key] = action
            elif action.key:
                made = QAction(self)
                # The plus stands above the equals sign on many keyboards, and nobody presses Shift for it.
                made.setShortcuts([QKeySequence(key) for key in {action.key, action.key.replace("++", "+=")}])
                made.triggered.connect(lambda _=False, run=action.run: run())
                self.addAction(made)

    def _actions(self) -> tuple[Action, ...]:
        return actions(self)

    def _sync(self, old: State | None, new: State) -> None:
        for part in (self._runs, *self._panels, self._transport):
            part.sync(old, new)
        if old is None or old.steps != new.steps:
            self.playback.set_last(new.steps)
        self._name_engine()
        self.show_file()

    def _move(self, index: int) -> None:
        for panel in self._panels:
            if not panel.isHidden():  # a window just built is not visible yet
                panel.show_step(index)

    # Events

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._seen:
            self._seen = True
            QTimer.singleShot(0, self.painted)  # after all its widgets

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A key that no field wanted: Return leaves a field, the rest are the plain keys of the actions."""
        # Those of the number pad are the same to us; on some systems all arrows count as such.
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = QKeyCombination(modifiers, Qt.Key(event.key()))
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.setFocus()
        elif action := self._plain.get(QKeySequence(pressed).toString()):
            action.run()
        else:
            super().keyPressEvent(event)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside everything leaves a field."""
        self.setFocus()
        super().mousePressEvent(event)

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        event.setAccepted(self.files.may_discard())
