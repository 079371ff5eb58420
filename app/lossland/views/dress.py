"""What the whole application wears: palette, style sheet, type and language."""

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from lossland.resources import FOLDER
from lossland.views.theme import Look, font, palette, sheet

CODES = {"zh": "zh_CN"}  # Qt's own names of the languages beside English


def wear(look: Look) -> None:
    """Give the application this look; what is made from now on is in its language."""
    app = QApplication.instance()
    for worn in app.findChildren(QTranslator):
        app.removeTranslator(worn)
        worn.deleteLater()
    if look.language in CODES:
        ours = FOLDER / "i18n" / f"lossland_{look.language}.qm"
        theirs = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath) + f"/qtbase_{CODES[look.language]}.qm"
        for file in (theirs, str(ours)):
            translator = QTranslator(app)
            translator.load(file)
            app.installTranslator(translator)
    t = look.tokens
    app.setPalette(palette(t))
    app.setFont(font(t.text))
    app.setStyleSheet(sheet(t))
