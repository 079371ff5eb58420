"""Every action as one record; the menu, the shortcuts and the sheet of shortcuts are made from them."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from lossland.views import engines
from lossland.views.words import tr

ARROWS = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}


@dataclass(frozen=True)
class Action:
    """`menu` is the submenu's name. A `plain` key acts only where no field takes it as typing."""

    name: str
    menu: str
    label: str
    key: str
    run: Callable[[], object]
    checked: bool | None = None
    enabled: bool = True

    @property
    def plain(self) -> bool:
        """True for a key without Ctrl: it is handled where a key press ends that no field wanted."""
        return bool(self.key) and not self.key.startswith(("Ctrl", "F"))

    @property
    def shown(self) -> str:
        """The key as it stands on this system's keyboards, and in the tool tips."""
        return ARROWS.get(self.key) or QKeySequence(self.key).toString(QKeySequence.SequenceFormat.NativeText)


def actions(window: "object") -> tuple[Action, ...]:
    """The actions of a Window, in the order of its menu."""
    w = window
    play, session, look = w.playback, w.session, w.look

    def step(by: int) -> Callable[[], None]:
        return lambda: play.go(play.index + by)

    def theme(name: str, label: str) -> Action:
        return Action(f"theme-{name}", tr("Theme"), label, "", lambda: w.set_look(theme=name), look.theme == name)

    def engine(name: str, label: str) -> Action:
        return Action(f"engine-{name}", tr("Engine"), label, "", lambda: w.set_engine(name), w.engine == name)

    def panel(number: int, label: str) -> Action:
        return Action(f"panel-{number}", tr("View"), label, str(number), lambda: w.give_window_to(number))

    def toggle_basins() -> None:
        session.set(basins=not session.state.basins)

    return (
        Action("new", tr("Lesson"), tr("New"), "Ctrl+N", w.files.new),
        Action("open", tr("Lesson"), tr("Open…"), "Ctrl+O", w.files.ask_open),
        Action("save", tr("Lesson"), tr("Save"), "Ctrl+S", w.files.save),
        Action("save-as", tr("Lesson"), tr("Save as…"), "Ctrl+Shift+S", w.files.ask_save),
        Action("picture", tr("Lesson"), tr("Save picture…"), "Ctrl+P", w.files.ask_picture),
        Action("quit", tr("Lesson"), tr("Quit"), "Ctrl+Q", w.close),
        Action("undo", tr("Edit"), tr("Undo"), "Ctrl+Z", session.undo, enabled=session.can_undo),
        Action("redo", tr("Edit"), tr("Redo"), "Ctrl+Shift+Z", session.redo, enabled=session.can_redo),
        Action("rate-up", tr("Edit"), tr("Larger learning rate"), "Up", lambda: w.turn_rate(True)),
        Action("rate-down", tr("Edit"), tr("Smaller learning rate"), "Down", lambda: w.turn_rate(False)),
        panel(1, tr("Surface")),
        panel(2, tr("Starts")),
        panel(3, tr("Network")),
        panel(0, tr("All panels")),
        Action("basins", tr("View"), tr("Basins"), "B", toggle_basins, session.state.basins),
        Action("full-screen", tr("View"), tr("Full screen"), "F11", w.toggle_full_screen),
        Action("larger", tr("View"), tr("Larger type"), "Ctrl++", lambda: w.scale_type(1.1)),
        Action("smaller", tr("View"), tr("Smaller type"), "Ctrl+-", lambda: w.scale_type(1 / 1.1)),
        Action("normal", tr("View"), tr("Normal type"), "Ctrl+0", lambda: w.scale_type(None)),
        theme("light", tr("Light")),
        theme("dark", tr("Dark")),
        theme("projector", tr("Projector")),
        *(engine(name, label) for name, label in engines.choices().items()),
        Action("play", tr("Playback"), tr("Play or pause"), "Space", play.toggle),
        Action("next", tr("Playback"), tr("Step forward"), "Right", step(1)),
        Action("back", tr("Playback"), tr("Step back"), "Left", step(-1)),
        Action("ten", tr("Playback"), tr("Ten steps"), "PgDown", step(10)),
        Action("ten-back", tr("Playback"), tr("Ten steps back"), "PgUp", step(-10)),
        Action("first", tr("Playback"), tr("First step"), "Home", lambda: play.go(0)),
        Action("last", tr("Playback"), tr("Last step"), "End", lambda: play.go(play.last)),
        Action("cancel", tr("Playback"), tr("Cancel computing"), "Esc", w.cancel),
        Action("shortcuts", tr("Help"), tr("Keys"), "F1", w.show_keys),
        Action("about", tr("Help"), tr("About Lossland"), "", w.show_about),
    )
