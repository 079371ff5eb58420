"""The pieces put together: one session, one worker, one window, and the connections between them."""

import sys
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from lossland.session import Session, State
from lossland.views import engines, theme
from lossland.views.icons import icon
from lossland.views.theme import Look
from lossland.views.window import Window
from lossland.views.words import tr
from lossland.worker import Worker

PATIENCE = 120_000  # ms that `wait` waits at most
SWITCH = 5e-4  # s between two threads; at Python's own 5 ms a loop in the worker makes dragging stutter


class Program:
    """A running Lossland."""

    def __init__(self, look: Look, state: State | None = None, engine: str = "auto") -> None:
        self.app = QApplication.instance() or QApplication(sys.argv[:1])
        self.app.setApplicationName("Lossland")
        self.app.setStyle("Fusion")
        self.app.setWindowIcon(icon("lossland", "#000"))
        theme.load_fonts()
        sys.setswitchinterval(SWITCH)
        self.session, self.worker = Session(state), Worker()
        self._jobs: tuple[Any, ...] = ()  # as long as nothing is to be computed
        self.window = Window(self.session, look, engine)
        self.window.painted.connect(self._begin)
        self.worker.produced.connect(self.window.show_result)
        self.worker.failed.connect(self.window.show_error)
        self.worker.progressed.connect(self.window.show_progress)
        self.window.cancelled.connect(self.worker.cancel)
        self.window.wanted.connect(self._compute)
        self.window.engine_changed.connect(lambda: self._recompute(None, self.session.state))

    def run(self) -> int:
        """Show the window until it is closed; return the exit status."""
        sys.excepthook = self._report
        status = self.app.exec()
        self.worker.stop()
        return status

    def wait(self) -> None:
        """Let the window live until all results are in and the playback rests."""
        self._begin()
        loop, check, patience = QEventLoop(), QTimer(interval=10), QTimer(interval=PATIENCE, singleShot=True)
        check.timeout.connect(lambda: loop.quit() if self.worker.idle and not self.window.playback.playing else None)
        patience.timeout.connect(loop.quit)
        check.start()
        patience.start()
        loop.exec()

    def leave(self, picture: Path) -> int:
        """Paint the window into `picture` and stop. Raises OSError."""
        for _ in range(3):  # layouts settle, then plots follow them, then all is painted
            self.app.processEvents()
        self.worker.stop()
        picture.parent.mkdir(parents=True, exist_ok=True)
        if not self.window.grab().save(str(picture), "PNG"):
            raise OSError(f"{picture} could not be written")
        print(f"{picture} is written.")
        return 0

    def _report(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Say that something failed and go on: a fault in one picture is not to end a lesson."""
        sys.__excepthook__(kind, error, trace)
        if isinstance(error, Exception):
            self.window.say(tr("Something went wrong here: {what}", what=f"{kind.__name__} {error}"))
        else:
            self.app.quit()

    def _begin(self) -> None:
        """Compute from now on. What that needs takes as long to import as the window, so that is seen first."""
        if not self._jobs:
            from lossland.jobs import JOBS

            self._jobs = JOBS
            self.session.changed.connect(self._recompute)
            self._recompute(None, self.session.state)

    def _compute(self, name: str) -> None:
        """Run the job of this name once more, from its beginning."""
        self._submit(next(job for job in self._jobs if job.name == name), self.session.state)

    def _recompute(self, old: State | None, new: State) -> None:
        for job in self._jobs:
            if job.is_stale(old, new):
                self._submit(job, new)

    def _submit(self, job: Any, state: State) -> None:
        self.worker.submit(job.name, partial(job.run, engine=self.window.engine), state)


def preferred() -> Look:
    """The look that was chosen last on this computer; what cannot be understood is as it is at first."""
    kept, default = _settings(), Look()
    name, language = str(kept.value("theme")), str(kept.value("language"))
    try:
        scale = min(max(float(str(kept.value("scale"))), 0.7), 2.0)
    except ValueError:
        scale = default.scale
    return Look(
        name if name in theme.THEMES else default.theme,
        language if language in ("en", "zh") else default.language,
        scale if scale == scale else default.scale,
    )


def prefer(look: Look) -> None:
    """Keep `look` for the next time."""
    kept = _settings()
    for name in ("theme", "language", "scale"):
        kept.setValue(name, getattr(look, name))


def preferred_engine() -> str:
    """The engine that was chosen last on this computer: it is about the computer, not about the lesson."""
    name = str(_settings().value("engine"))
    return name if name in engines.choices() else "auto"


def prefer_engine(name: str) -> None:
    """Keep an engine for the next time."""
    _settings().setValue("engine", name)


def _settings() -> QSettings:
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Lossland", "Lossland")
