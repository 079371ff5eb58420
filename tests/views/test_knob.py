"""A knob is one number under two hands: what is dragged, typed, refused and restored."""

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QStyle, QStyleOptionFrame

from lossland.views import dress
from lossland.views.knob import TICKS, KnobEdit, Scale, digits, parsed
from lossland.views.reason import Reason
from lossland.views.theme import Look


def knob(qtbot, low=1e-5, high=10.0, value=0.01, **options):
    made = KnobEdit(Look(), "lr", low, high, value, **{"log": True, "letter": "η", **options})
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def listen(made):
    heard = []
    made.changed.connect(heard.append)
    made.settled.connect(lambda: heard.append("settled"))
    return heard


def enter(made, text):
    made.number.setFocus()
    made.number.selectAll()
    QTest.keyClicks(made.number, text)
    QTest.keyClick(made.number, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "number"), [("1e-3", 0.001), (".5", 0.5), ("−2", -2.0), (" 7 ", 7.0), ("1E3", 1000.0), ("-0.25", -0.25)]
)
def test_numbers_are_read_the_same_in_every_country(text, number):
    before = QLocale()
    try:
        for country in ("en_US", "de_DE", "zh_CN"):
            QLocale.setDefault(QLocale(country))
            assert parsed(text) == number
    finally:
        QLocale.setDefault(before)


@pytest.mark.parametrize("text", ["0,5", "1,000", "", "abc", "1e400", "inf", "nan", "1.2.3", "0x10", "1 000"])
def test_what_could_be_misread_is_no_number(text):
    assert parsed(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.01, "0.01"),
        (0.999, "0.999"),
        (0.9999, "0.9999"),
        (1e-7, "1e-7"),
        (7.0, "7"),
        (0.0, "0"),
        (-0.0, "0"),
        (-2.5, "-2.5"),
        (12500.0, "12500"),
    ],
)
def test_the_digits_that_matter_are_shown(value, text):
    assert digits(value) == text


@pytest.mark.parametrize(
    ("low", "high", "log"), [(1e-5, 10.0, True), (0.0, 0.9999, False), (-5.0, 5.0, False), (0.0, 1.0, False)]
)
def test_the_slider_reaches_both_ends_and_returns_to_every_tick(low, high, log):
    scale = Scale(low, high, log)
    assert (scale.at(0), scale.at(TICKS)) == (low, high)
    values = [scale.at(tick) for tick in range(TICKS + 1)]
    assert values == sorted(values)
    assert max(abs(scale.tick(value) - tick) for tick, value in enumerate(values)) <= 1


def test_a_linear_slider_gives_round_numbers():
    assert [Scale(0.0, 0.9999, False).at(tick) for tick in (500, 900, 990)] == [0.5, 0.9, 0.99]


def test_typing_a_number_moves_the_slider_and_settles_once(qtbot):
    made = knob(qtbot)
    heard = listen(made)
    enter(made, "1e-3")
    assert heard == [0.001, "settled"]
    assert made.slider.value() == Scale(1e-5, 10.0, True).tick(0.001)
    assert made.number.text() == "0.001"


def test_a_typed_number_is_kept_exactly_and_all_of_it_is_seen_where_it_is_typed(qtbot):
    made = knob(qtbot)
    enter(made, "0.012345678901234")
    assert made.value == 0.012345678901234
    made.slider.setFocus()
    assert made.number.text() == "0.01235"  # what there is room for, rounded, not cut
    made.number.setFocus()
    assert made.number.text() == "0.012345678901234"
    made.slider.setFocus()
    assert made.value == 0.012345678901234


@pytest.mark.parametrize("compact", [True, False])
@pytest.mark.parametrize("theme", ["light", "projector"])
def test_every_number_that_a_slider_gives_is_seen_as_a_whole(qtbot, theme, compact):
    dress.wear(Look(theme))
    made = KnobEdit(Look(theme), "lr", 1e-5, 10.0, 0.01, log=True, compact=compact)
    qtbot.addWidget(made)
    made.show()
    for tick in range(0, TICKS + 1, 7):
        made.slider.setValue(tick)
        assert float(made.number.text()) == made.value
        assert fits(made)


@pytest.mark.parametrize("compact", [True, False])
@pytest.mark.parametrize("theme", ["light", "projector"])
@pytest.mark.parametrize(
    ("value", "error"),
    [
        (-4.68e-4, 0.05),
        (-4.99, 0),
        (-0.01234, 0.05),
        (-1.23e-10, 0.5),
        (1.23e-10, 0.05),
        (-12345678, 0.05),
        (-1e300, 0),
    ],
)
def test_every_number_that_is_typed_is_seen_as_a_whole_with_fewer_digits(qtbot, theme, compact, value, error):
    dress.wear(Look(theme))
    made = KnobEdit(Look(theme), "a", -5.0, 5.0, value, compact=compact)
    qtbot.addWidget(made)
    made.show()
    assert float(made.number.text()) == pytest.approx(value, rel=error, abs=0)
    assert fits(made)


def fits(made):
    inside = made.number.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option(made), made.number)
    room = inside.width() - 4  # Qt's own margins
    return QFontMetrics(made.number.font()).horizontalAdvance(made.number.text()) <= room


def option(made):
    it = QStyleOptionFrame()
    made.number.initStyleOption(it)
    return it


@pytest.mark.parametrize("text", ["0,5", "abc", "1e999", "-1"])
def test_nonsense_is_marked_while_it_is_typed_and_then_restored(qtbot, text):
    made = knob(qtbot)
    heard = listen(made)
    made.number.setFocus()
    made.number.selectAll()
    QTest.keyClicks(made.number, text)
    assert made.number.property("wrong")
    QTest.keyClick(made.number, Qt.Key.Key_Return)
    assert heard == []
    assert made.number.text() == "0.01"
    assert not made.number.property("wrong")


def test_escape_leaves_the_number_as_it_was(qtbot):
    made = knob(qtbot)
    heard = listen(made)
    made.number.setFocus()
    QTest.keyClicks(made.number, "99")
    QTest.keyClick(made.number, Qt.Key.Key_Escape)
    assert made.number.text() == "0.01"
    QTest.keyClick(made.number, Qt.Key.Key_Return)
    assert heard == []


def test_a_number_beyond_the_slider_is_taken_and_the_slider_rests_at_its_end(qtbot):
    made = knob(qtbot)
    heard = listen(made)
    enter(made, "50")
    assert heard == [50.0, "settled"]
    assert made.slider.value() == TICKS
    enter(made, "0")
    assert heard[2:] == [0.0, "settled"]
    assert made.slider.value() == 0


def test_entering_without_a_change_keeps_digits_that_are_not_shown(qtbot):
    made = knob(qtbot, value=1 / 3, low=0.0, high=1.0, log=False)
    heard = listen(made)
    made.number.setFocus()
    QTest.keyClick(made.number, Qt.Key.Key_Return)
    assert heard == []
    assert made.value == 1 / 3


def test_a_drag_changes_live_and_settles_at_its_end(qtbot):
    made = knob(qtbot)
    heard = listen(made)
    made.slider.setSliderDown(True)
    made.slider.setValue(400)
    made.slider.setValue(600)
    assert heard == [Scale(1e-5, 10.0, True).at(400), Scale(1e-5, 10.0, True).at(600)]
    made.slider.setSliderDown(False)
    assert heard[2:] == ["settled"]


def test_a_click_beside_the_handle_brings_it_under_the_mouse(qtbot):
    made = knob(qtbot, value=1.0)
    made.resize(400, 30)
    heard = listen(made)
    QTest.mouseClick(made.slider, Qt.MouseButton.LeftButton, pos=made.slider.rect().center())
    assert heard[0] == pytest.approx(0.01, rel=0.1)
    QTest.mouseClick(made.slider, Qt.MouseButton.LeftButton, pos=made.slider.rect().center() / 2)
    assert heard[-1] == "settled"
    assert made.value < 0.001


def test_arrow_keys_move_the_slider_and_settle_after_a_pause(qtbot):
    made = knob(qtbot)
    heard = listen(made)
    with qtbot.waitSignal(made.settled):
        QTest.keyClick(made.slider, Qt.Key.Key_Up)
        QTest.keyClick(made.slider, Qt.Key.Key_PageUp)
    assert heard[0] < heard[1]
    assert heard[2:] == ["settled"]


def test_a_value_set_from_outside_emits_nothing_and_spares_what_is_being_typed(qtbot):
    made = knob(qtbot)
    heard = listen(made)
    made.number.setFocus()
    made.number.selectAll()
    QTest.keyClicks(made.number, "0.5")
    made.set_value(0.02)
    assert heard == []
    assert made.number.text() == "0.5"
    made.number.clearFocus()
    assert heard == [0.5, "settled"]


def test_the_default_comes_back_by_mouse_and_by_key(qtbot):
    made = knob(qtbot, default=0.1)
    heard = listen(made)
    QTest.mouseDClick(made.name, Qt.MouseButton.LeftButton)
    assert heard == [0.1, "settled"]
    made.set_value(0.01)
    QTest.keyClick(made.slider, Qt.Key.Key_Delete)
    assert heard == [0.1, "settled", 0.1, "settled"]


def test_a_refused_number_gives_way_to_the_last_one(qtbot):
    made = knob(qtbot)
    made.changed.connect(lambda value: made.refuse(0.01, "lr must be below 1") if value >= 1 else None)
    enter(made, "2")
    assert (made.value, made.number.text()) == (0.01, "0.01")


@pytest.mark.parametrize(
    ("text", "why"), [("abc", "A number is written as 0.01 or 1e-2"), ("-1", "lr must not be negative")]
)
def test_why_a_number_was_not_taken_is_said(qtbot, text, why):
    made = knob(qtbot)
    enter(made, text)
    assert [said.text() for said in made.number.findChildren(Reason)] == [why]
    made.number.clearFocus()
    assert made.number.findChildren(Reason)[0].isVisible()
