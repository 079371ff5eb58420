"""Somebody who clicks and types everywhere: the program lives on, and its State is one that can be kept."""

import random

from hand import named
from PySide6.QtWidgets import QApplication

from lossland import document

KEYS = (
    *"0123abkxy",
    *("plus", "minus", "asciicircum", "parenleft", "parenright"),
    *("space", "Return", "Tab", "shift+Tab", "BackSpace", "Delete", "Escape", "Escape"),
    *("Left", "Right", "Up", "Down", "Home", "End", "Next", "Prior", "shift+Right"),
    *("ctrl+z", "ctrl+shift+z", "ctrl+a", "ctrl+plus", "ctrl+minus", "ctrl+0", "F11"),
)


def events(chance, window, forbidden):
    """150 events as xdotool takes them; what is opened is closed by Escape sooner or later."""

    def anywhere():
        while forbidden.contains(x := chance.randrange(window.width()), y := chance.randrange(window.height())):
            pass
        return "mousemove", x, y

    made = []
    for _ in range(150):
        kind = chance.choices(("click", "key", "wheel", "drag", "menu"), (10, 12, 3, 5, 1))[0]
        if kind == "click":
            made += [*anywhere(), "click", *("--repeat", chance.choice((1, 1, 1, 2)), 1)]
        elif kind == "key":
            made += ["key", chance.choice(KEYS)]
        elif kind == "wheel":
            made += [*anywhere(), "click", "--repeat", 3, chance.choice((4, 5))]
        elif kind == "drag":
            made += [*anywhere(), "mousedown", 1, *anywhere(), "sleep", "0.02", *anywhere(), "mouseup", 1]
        else:
            made += [*anywhere(), "click", 3, "key", "Escape"]
        made += ["sleep", "0.01"]
    return [*made, *["key", "Escape", "sleep", "0.1"] * 6]


def test_clicks_and_keys_all_over_the_window_leave_a_living_program_and_a_state_that_can_be_kept(
    program, window, session, hand, tmp_path, monkeypatch
):
    monkeypatch.setenv("HOME", str(tmp_path))  # should a file dialog be opened
    # Quit is in the menu of this corner.
    forbidden = named(window, "Menu").parentWidget().geometry()
    hand.do(*events(random.Random(2), window, forbidden), rest=False)
    while left := QApplication.activePopupWidget() or QApplication.activeModalWidget():
        left.close()
    window.playback.pause()
    for job in ("surface", "walks", "starts", "network"):
        program.worker.cancel(job)
    hand.until(lambda: program.worker.idle)
    assert window.isVisible()
    state = session.state
    assert document.loads(document.dumps(state)) == state
    while session.can_undo:
        session.undo()
    hand.until(lambda: program.worker.idle)
    hand.key("Escape", "Home", "0")
    at = window.playback.index
    hand.key("Right")
    assert (at, window.playback.index) == (0, 1)
