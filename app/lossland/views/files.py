"""Lessons and pictures in files: asking for names, and saying what went wrong without losing anything."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from lossland.core.sentence import Mistake
from lossland.session import Session, State
from lossland.views.words import tr

SUFFIX = ".lossland"


class Files:
    """The file that the lesson of `session` is kept in, if any; dialogs belong to `window`."""

    def __init__(self, session: Session, window: QWidget) -> None:
        self._session, self._window = session, window
        self.path: Path | None = None
        self._kept = session.state

    @property
    def dirty(self) -> bool:
        """True when the State differs from the one last opened or saved."""
        return self._session.state != self._kept

    def keep(self) -> None:
        """Take the State as it is for kept: nothing will be asked about it."""
        self._kept = self._session.state

    def new(self) -> None:
        if self.may_discard():
            self._take(State(), None)

    def ask_open(self) -> None:
        if not self.may_discard():
            return
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open a lesson"), self._folder(), self._filter())
        if name:
            self.open(Path(name))

    def open(self, path: Path) -> bool:
        """Show the lesson in `path`; a file that cannot be read changes nothing and is explained."""
        from lossland import document  # needed for this alone

        try:
            state = document.load(path)
        except Mistake as mistake:
            self._explain(tr("{file} was not opened.", file=path.name), tr(mistake.sentence))
            return False
        except OSError as error:
            self._explain(tr("{file} was not opened.", file=path.name), error.strerror or str(error))
            return False
        self._take(state, path)
        return True

    def save(self) -> bool:
        return self._write(self.path) if self.path else self.ask_save()

    def ask_save(self) -> bool:
        suggested = self.path or Path(self._folder()) / f"lesson{SUFFIX}"
        path = self._ask_path(tr("Save the lesson"), suggested, self._filter())
        return path is not None and self._write(path)

    def ask_picture(self) -> None:
        picture = self._window.grab()  # before the dialog lies over it
        path = self._ask_path(tr("Save the picture"), Path(self._folder()) / "lossland.png", "PNG (*.png)")
        if path is not None and not picture.save(str(path), "PNG"):
            self._explain(tr("The picture was not saved."), str(path))

    def may_discard(self) -> bool:
        """Ask what to do with changes that are not in a file; False when the user would rather stay."""
        if not self.dirty:
            return True
        box = QMessageBox(self._window)
        box.setText(tr("Save the changes to this lesson?"))
        keep = box.addButton(tr("Save"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(tr("Discard"), QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(stay)
        box.exec()
        box.deleteLater()
        if box.clickedButton() is keep:
            return self.save()
        return box.clickedButton() is not stay

    def _ask_path(self, title: str, suggested: Path, kinds: str) -> Path | None:
        """Where to save, with the suffix of `suggested` if none is typed; a file already there was asked about."""
        dialog = QFileDialog(self._window, title, str(suggested.parent), kinds)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suggested.suffix)
        dialog.selectFile(suggested.name)
        accepted = dialog.exec()
        dialog.deleteLater()
        return Path(dialog.selectedFiles()[0]) if accepted else None

    def _take(self, state: State, path: Path | None) -> None:
        self.path, self._kept = path, state  # before the title is shown anew
        self._session.open(state)

    def _write(self, path: Path) -> bool:
        from lossland import document

        try:
            document.save(self._session.state, path)
        except OSError as error:
            self._explain(tr("{file} was not saved.", file=path.name), error.strerror or str(error))
            return False
        self.path = path
        self.keep()
        self._window.show_file()
        self._window.say(tr("Saved as {file}.", file=path.name))
        return True

    def _explain(self, what: str, why: str) -> None:
        box = QMessageBox(QMessageBox.Icon.Warning, "Lossland", what, QMessageBox.StandardButton.Ok, self._window)
        box.setTextFormat(box.textFormat().PlainText)
        box.setInformativeText(why)
        box.exec()
        box.deleteLater()

    def _folder(self) -> str:
        return str(self.path.parent if self.path else Path.home())

    def _filter(self) -> str:
        return tr("Lessons") + f" (*{SUFFIX})"
