"""The field of the expression: the text is the user's, and everything else keeps out of the way of typing."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QColor, QKeyEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lossland.views.surface.expression_edit import PAUSE, ExpressionEdit, matching, span_at, word_before
from lossland.views.theme import LIGHT, Look


@pytest.fixture
def field(qtbot):
    made = ExpressionEdit(Look())
    qtbot.addWidget(made)
    made.resize(300, 30)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    made.set_text("x")
    made.selectAll()
    return made


def listen(field):
    heard = []
    field.typed.connect(heard.append)
    field.entered.connect(lambda: heard.append("entered"))
    return heard


def popup(field):
    return field._completer.popup()


def offer(field):
    """Let the pause pass after which names are offered."""
    field._offer.timeout.emit()


def underlined(field):
    wave = QTextCharFormat.UnderlineStyle.WaveUnderline
    return [mark.cursor.selectedText() for mark in field.extraSelections() if mark.format.underlineStyle() == wave]


def test_what_can_be_read_is_taken_with_each_key(field):
    heard = listen(field)
    QTest.keyClicks(field, "x^2 + y")
    assert heard == ["x^2", "x^2 ", "x^2 + y"]


def test_what_cannot_be_read_is_taken_when_typing_pauses(field, qtbot):
    heard = listen(field)
    QTest.keyClicks(field, "x + (")
    assert heard == ["x "]
    with qtbot.waitSignal(field.typed):
        pass
    assert heard == ["x ", "x + ("]


def test_what_is_half_typed_is_not_taken_while_typing_goes_on(field, qtbot):
    heard = listen(field)
    QTest.keyClicks(field, "x+")
    QTest.keyClicks(field, "y")
    with qtbot.assertNotEmitted(field.typed, wait=PAUSE + 50):
        pass
    assert heard == ["x+y"]


def test_return_takes_the_text_at_once(field):
    heard = listen(field)
    QTest.keyClicks(field, "x+")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == ["x+", "entered"]
    assert field.toPlainText() == "x+"


def test_a_text_from_elsewhere_is_shown_and_not_sent_back(field, qtbot):
    heard = listen(field)
    field.set_text("sin(x)")
    assert field.toPlainText() == "sin(x)"
    field.flush()
    with qtbot.assertNotEmitted(field.typed, wait=200):
        pass
    assert heard == []


def test_the_echo_of_what_was_taken_leaves_what_was_typed_since(field):
    QTest.keyClicks(field, "x^2")
    field.flush()
    QTest.keyClicks(field, " + (y")
    QTest.keyClick(field, Qt.Key.Key_Left)
    field.set_text("x^2 ")
    assert field.toPlainText() == "x^2 + (y"
    assert field.textCursor().position() == len("x^2 + (")


def test_another_text_replaces_what_is_being_typed(field):
    QTest.keyClicks(field, "x^2")
    field.set_text("cos(x)")
    heard = listen(field)
    field.flush()
    assert field.toPlainText() == "cos(x)"
    assert heard == []


def test_pasted_lines_become_one(field):
    pasted = QMimeData()
    pasted.setText("x^2\n + y^2\r\n")
    field.insertFromMimeData(pasted)
    assert field.toPlainText() == "x^2 + y^2"


def test_undo_is_left_to_the_window(field):
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    event.accept()
    QApplication.sendEvent(field, event)
    assert not event.isAccepted()


def test_a_mistake_is_underlined_at_its_column_until_the_text_changes(field):
    QTest.keyClicks(field, "x + sine(y)")
    field.show_mistake(4)
    assert underlined(field) == ["sine"]
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert underlined(field) == []


def test_a_suggestion_replaces_the_name_and_is_taken(field):
    QTest.keyClicks(field, "x + sine(y)")
    field.flush()
    heard = listen(field)
    field.replace_at(4, "sin")
    assert heard == ["x + sin(y)"]


def test_a_long_text_is_shown_on_two_lines_and_never_cut_in_height(field):
    one = field.height()
    field.set_text("x + y + " * 6 + "1")
    two = field.height()
    field.set_text("x + y + " * 60 + "1")
    assert one < two == field.height()
    assert field.viewport().height() >= 2 * field.fontMetrics().lineSpacing()


def test_each_kind_of_sign_has_its_colour(field):
    field.set_text("a x + 2")
    blocks = field.document().firstBlock().layout().formats()
    inks = {field.toPlainText()[span.start]: span.format.foreground().color() for span in blocks}
    assert inks["a"] == QColor(LIGHT.good)
    assert inks["x"] == QColor(LIGHT.accent)
    assert inks["+"] == QColor(LIGHT.mute)
    assert inks["2"] == QColor(LIGHT.ink)


def test_names_are_offered_from_two_letters_on_and_taken_with_return_or_tab(field):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Tab):
        field.selectAll()
        QTest.keyClicks(field, "x + sq")
        offer(field)
        assert popup(field).isVisible()
        QTest.keyClick(popup(field), key)
        assert field.toPlainText() == "x + sqrt("
        assert not popup(field).isVisible()


@pytest.mark.parametrize(("typed", "first"), [("si", "sin"), ("ta", "tan"), ("ma", "max"), ("ex", "exp")])
def test_the_usual_name_is_offered_first_and_below_the_field(field, typed, first):
    QTest.keyClicks(field, typed)
    offer(field)
    assert popup(field).currentIndex().data() == first
    assert (
        popup(field).mapToGlobal(popup(field).rect().topLeft()).y() >= field.mapToGlobal(field.rect().bottomLeft()).y()
    )


def test_typing_goes_on_while_names_are_offered(field):
    QTest.keyClicks(field, "si")
    offer(field)
    QTest.keyClicks(popup(field), "n(x)")
    assert field.toPlainText() == "sin(x)"
    offer(field)
    assert not popup(field).isVisible()


def test_escape_closes_the_names_and_changes_nothing(field):
    QTest.keyClicks(field, "sq")
    offer(field)
    QTest.keyClick(popup(field), Qt.Key.Key_Escape)
    assert not popup(field).isVisible()
    assert field.toPlainText() == "sq"


@pytest.mark.parametrize("typed", ["x", "s", "zz", "sin", "2"])
def test_nothing_is_offered_where_there_is_nothing_to_complete(field, typed):
    QTest.keyClicks(field, typed)
    offer(field)
    assert not popup(field).isVisible()


@pytest.mark.parametrize(
    ("text", "cursor", "pair"),
    [("(x)", 0, (0, 2)), ("(x)", 3, (0, 2)), ("((x)+1)", 4, (1, 3)), ("(x", 0, None), ("x)", 2, None), ("x", 1, None)],
)
def test_brackets_find_their_partner(text, cursor, pair):
    assert matching(text, cursor) == pair


@pytest.mark.parametrize(
    ("text", "column", "span"),
    [("sine(x)", 0, (0, 4)), ("sine(x)", 2, (0, 4)), ("x + ", 4, (3, 4)), ("(x", 0, (0, 1)), ("", 0, (0, 0))],
)
def test_a_mistake_covers_a_whole_name_or_one_sign(text, column, span):
    assert span_at(text, column) == span


@pytest.mark.parametrize(
    ("text", "word"), [("x + si", "si"), ("2sq", "sq"), ("atan2", "atan2"), ("x + 2", ""), ("", "")]
)
def test_the_word_before_the_cursor_is_letters_then_digits(text, word):
    assert word_before(text, len(text)) == word
