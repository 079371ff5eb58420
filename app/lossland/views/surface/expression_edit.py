"""The field in which a surface is typed: colours, matching brackets, names to complete, the mistake underlined."""

import math
import re
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QStringListModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QSyntaxHighlighter,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QCompleter, QFrame, QPlainTextEdit, QSizePolicy, QTextEdit

from lossland.core import language
from lossland.core.sentence import Mistake
from lossland.views.guard import guarded
from lossland.views.theme import Look, Tokens, font
from lossland.views.words import tr

PAUSE = 400  # ms without a key before a text that cannot be read is taken too, and what is wrong with it is said
THINK = 300  # ms without a key before names are offered: who types quickly never sees them
LINES = 2  # the field grows to as many, then it scrolls
USUAL = frozenset(("sin", "cos", "tan", "exp", "ln", "log", "sqrt", "abs", "max", "min", "pi", "tanh", "sigmoid"))
OPEN, CLOSE = "([{", ")]}"


class ExpressionEdit(QPlainTextEdit):
    """One line of text, shown on two where it is long. The text is the user's: only `set_text` replaces it."""

    typed = Signal(str)  # the text: at once if it can be read, otherwise when typing pauses
    entered = Signal()  # Return, or the field is left

    def __init__(self, look: Look) -> None:
        super().__init__()
        t = self._tokens = look.tokens
        self.setFont(font(t.text, mono=True))
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setUndoRedoEnabled(False)  # the session undoes, with all that followed from the text
        self.document().setDocumentMargin(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(tr("Expression of the surface"))
        self.setToolTip(tr("A surface in x and y, or a curve in x; every other name becomes a parameter with a knob"))
        self._highlighter = _Highlighter(self.document(), t)
        self._sent = self._column = None
        self._wait = QTimer(self, singleShot=True, interval=PAUSE)
        self._wait.timeout.connect(self._send)
        self._offer = QTimer(self, singleShot=True, interval=THINK)
        self._offer.timeout.connect(self._complete)
        self._completer = self._make_completer()
        self._quiet = False
        self.textChanged.connect(self._changed)
        self.cursorPositionChanged.connect(self._mark)

    # What the panel says

    def set_text(self, text: str) -> None:
        """Show a text that came from elsewhere; the text that was typed here is left as it is."""
        if text == self._sent:
            return
        self._sent = text
        self._wait.stop()
        self._offer.stop()
        if text != self.toPlainText():
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False
            self._column = None
            self._mark()
        self._fit()

    def show_mistake(self, column: int | None) -> None:
        """Underline what stands at `column` (0-based); nothing if there is no place to point at."""
        self._column = column
        self.setProperty("wrong", True)
        self._wear()

    def clear_mistake(self) -> None:
        self._column = None
        if self.property("wrong"):
            self.setProperty("wrong", False)
            self._wear()

    def replace_at(self, column: int, text: str) -> None:
        """Replace the name or sign at `column` by `text`, as if it was typed."""
        self.replace(*span_at(self.toPlainText(), column), text)

    def replace(self, start: int, end: int, text: str) -> None:
        """Replace what stands from `start` to `end` by `text`, as if it was typed."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        self.flush()

    def flush(self) -> None:
        """Take the text now."""
        if self._wait.isActive():
            self._wait.stop()
            self._send()

    # What happens while typing

    @Slot()
    def _changed(self) -> None:
        self._fit()
        if self._quiet or (self.toPlainText() == self._sent and not self._wait.isActive()):
            return  # another text from elsewhere, or new colours only
        self._column = None
        self._mark()
        self._offer.start()
        self._wait.start()
        if is_readable(self.toPlainText()):
            self.flush()

    @Slot()
    def _send(self) -> None:
        text = self.toPlainText()
        if text != self._sent:
            self._sent = text
            self.typed.emit(text)

    @Slot()
    def _mark(self) -> None:
        """Underline the mistake and the pair of brackets at the cursor."""
        text = self.toPlainText()
        marks = []
        pair = matching(text, self.textCursor().position()) if self.hasFocus() else None
        for place in pair or ():
            shape = QTextCharFormat()
            shape.setBackground(QColor(self._tokens.line))
            marks.append(self._selection(place, place + 1, shape))
        if self._column is not None and text:
            shape = QTextCharFormat()
            shape.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            shape.setUnderlineColor(QColor(self._tokens.warn))
            shape.setForeground(QColor(self._tokens.warn))
            marks.append(self._selection(*span_at(text, self._column), shape))
        self.setExtraSelections(marks)

    def _selection(self, start: int, end: int, shape: QTextCharFormat) -> Any:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        made = QTextEdit.ExtraSelection()
        made.cursor, made.format = cursor, shape
        return made

    def _wear(self) -> None:
        self.style().unpolish(self)
        self.style().polish(self)
        self._mark()

    def _fit(self) -> None:
        """Be as high as the text needs: one line, or two."""
        lines = min(max(1, round(self.document().size().height())), LINES)
        tall = math.ceil(QFontMetricsF(self.font()).lineSpacing())  # as a line of the document has it
        # Frame, padding and margin: what the style sheet puts around a field, twice.
        height = lines * tall + 2 * (4 + 1) + 2
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    # Names

    def _make_completer(self) -> QCompleter:
        made = QCompleter(self)
        made.setModel(QStringListModel(sorted(language.NAMES, key=usual), made))
        made.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        made.setWidget(self)
        made.setMaxVisibleItems(8)
        made.popup().setFont(font(self._tokens.text, mono=True))
        made.activated[str].connect(self._insert)
        return made

    @Slot()
    def _complete(self) -> None:
        """Offer names that begin with what stands before the cursor, from two letters on."""
        prefix = word_before(self.toPlainText(), self.textCursor().position())
        fits = [name for name in language.NAMES if name.startswith(prefix)]
        if len(prefix) < 2 or not fits or prefix in fits or not self.hasFocus():
            self._completer.popup().hide()
            return
        self._completer.setCompletionPrefix(prefix)
        popup = self._completer.popup()
        popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
        place = self.cursorRect().translated(self.viewport().pos())
        place.setBottom(self.height())
        place.setWidth(popup.sizeHintForColumn(0) + 28)
        self._completer.complete(place)

    @Slot(str)
    def _insert(self, name: str) -> None:
        cursor = self.textCursor()
        text, at = self.toPlainText(), cursor.position()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, len(word_before(text, at)))
        bracket = "(" if language.NAMES[name] and not text[at:].lstrip().startswith("(") else ""
        cursor.insertText(name + bracket)

    # What Qt asks for

    @guarded
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and (
            event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
        ):
            event.ignore()  # they are the window's
            return False
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self._completer.popup().isVisible() and (
            enter or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        ):
            event.ignore()  # the completer's
        elif enter:
            self.flush()
            self.entered.emit()
            event.ignore()  # the window's
        elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.document().size().height() < 2:
            event.accept()
        else:
            super().keyPressEvent(event)

    @guarded
    def insertFromMimeData(self, source: QMimeData) -> None:
        self.textCursor().insertText(" ".join(source.text().split()))

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._mark()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()
            self.entered.emit()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Highlighter(QSyntaxHighlighter):
    def __init__(self, document: Any, t: Tokens) -> None:
        super().__init__(document)
        inks = {"axis": t.accent, "parameter": t.good, "operator": t.mute, "bracket": t.mute, "error": t.warn}
        self._shapes = {}
        for kind in ("number", "axis", "parameter", "function", "constant", "operator", "bracket", "error"):
            shape = QTextCharFormat()
            shape.setForeground(QColor(inks.get(kind, t.ink)))
            self._shapes[kind] = shape

    @guarded
    def highlightBlock(self, text: str) -> None:
        for start, end, kind in language.tokens(text):
            self.setFormat(start, end - start, self._shapes[kind])


def is_readable(text: str) -> bool:
    try:
        language.parse(text)
    except Mistake:
        return False
    return True


def usual(name: str) -> tuple[bool, int, str]:
    """The order in which names are offered: what is typed most, then what is short."""
    return name not in USUAL, len(name), name


def matching(text: str, cursor: int) -> tuple[int, int] | None:
    """The bracket before or after the cursor and its partner, or None."""
    for at in (cursor - 1, cursor):
        if 0 <= at < len(text) and text[at] in OPEN + CLOSE:
            forward = text[at] in OPEN
            depth = 0
            for i in range(at, len(text) if forward else -1, 1 if forward else -1):
                depth += (text[i] in OPEN) - (text[i] in CLOSE)
                if depth == 0:
                    return (at, i) if forward else (i, at)
    return None


def span_at(text: str, column: int) -> tuple[int, int]:
    """The name or number around `column`, or the one sign there; the last sign where the column is the text's end."""
    column = min(max(column, 0), max(len(text) - 1, 0))
    for found in re.finditer(r"\w+", text):
        if found.start() <= column < found.end():
            return found.span()
    return column, min(column + 1, len(text))


def word_before(text: str, cursor: int) -> str:
    """The name that ends at the cursor: letters, then letters and digits."""
    found = re.search(r"[^\W\d]\w*$", text[:cursor])
    return found.group() if found else ""
