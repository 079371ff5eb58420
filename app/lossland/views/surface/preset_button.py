"""The known surfaces to choose from, and what choosing one changes."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMenu, QToolButton

from lossland.core import presets
from lossland.session import State
from lossland.views.icons import icon
from lossland.views.theme import Look
from lossland.views.words import tr


class PresetButton(QToolButton):
    """Opens a menu of the presets; the tool tip of each says what to observe."""

    chosen = Signal(object)  # Preset

    def __init__(self, look: Look) -> None:
        super().__init__(icon=icon("chevron-down", look.tokens.ink), autoRaise=True)
        self._language = look.language
        self.setAccessibleName(tr("Presets"))
        self.setToolTip(tr("Choose one of the known surfaces"))
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)

    @Slot()
    def fill(self) -> None:
        """Read the presets, which the first picture does not need."""
        menu = self.menu()
        if menu.actions():
            return
        groups = {}
        for name, title in self._groups().items():
            groups[name] = menu.addMenu(title)
            groups[name].setToolTipsVisible(True)
        for preset in presets.load().values():
            action = groups[preset.group].addAction(preset.title[self._language])
            action.setToolTip(preset.observe[self._language])
            action.triggered.connect(lambda _=False, preset=preset: self.chosen.emit(preset))

    @staticmethod
    def _groups() -> dict[str, str]:
        return {
            "curves": tr("Curves"),
            "valleys": tr("Bowls and valleys"),
            "flat": tr("Saddles and plains"),
            "few": tr("A few minima"),
            "many": tr("Many minima"),
            "creases": tr("Creases"),
        }


def chosen(state: State, preset: presets.Preset) -> dict[str, Any]:
    """The changes of State that show `preset`; a curve leaves the second axis as it is."""
    n = len(preset.window)
    runs = (
        replace(run, optimizer=replace(run.optimizer, lr=preset.lr.get(type(run.optimizer).__name__, run.optimizer.lr)))
        for run in state.runs
    )
    return {
        "expression": preset.text,
        "parameters": tuple(preset.parameters.items()),
        "window": (*preset.window, *state.window[n:]),
        "start": (*preset.start, *state.start[n:]),
        "steps": preset.steps,
        "runs": tuple(runs),
    }


def observation(state: State, language: str) -> str:
    """What to observe on a known surface; nothing on others."""
    for preset in presets.load().values():
        if preset.text == state.expression:
            return preset.observe[language]
    return ""
