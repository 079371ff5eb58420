"""The strip under which a learning rate is dragged: what it shows, says, and does."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip

from lossland.core.descend import descend
from lossland.core.diagnose import digits as told
from lossland.core.diagnose import judged
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.surface import Surface
from lossland.core.sweep import sweep
from lossland.session import Run
from lossland.views import dress
from lossland.views.knob import digits
from lossland.views.surface.sweep_picture import LOOKS, bands, heights, looks, picture
from lossland.views.surface.sweep_strip import SweepStrip
from lossland.views.theme import THEMES, Look

PARABOLA = Surface("x^2")  # 1/k is 0.5


def swept(surface=PARABOLA, optimizer=None, start=1.0, steps=200):
    return list(sweep(surface, optimizer or SGD(), start, steps, engine="numpy"))[-1][1]


@pytest.fixture(scope="module")
def parabola():
    return swept()


def strip_of(qtbot, result, lr=0.1, look=None, walk=None):
    look = look or Look()
    dress.wear(look)
    made = SweepStrip(look)
    qtbot.addWidget(made)
    made.resize(400, made.sizeHint().height())
    made.show_sweep(result)
    made.show_run(Run(SGD(lr=lr), 0), walk)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def strip(qtbot, parabola):
    return strip_of(qtbot, parabola)


def listen(strip):
    """What is heard of the strip; a session would take the learning rate, and so does this."""
    heard = []
    strip.changed.connect(heard.append)
    strip.changed.connect(lambda rate: strip.show_run(Run(SGD(lr=rate), 0), None))
    strip.settled.connect(lambda: heard.append("settled"))
    return heard


def spot(strip, rate, y=10):
    return QPoint(round(strip.x_of(rate)), y)


def seen(strip):
    return strip.grab().toImage()


def test_a_click_takes_the_learning_rate_there_and_is_over(strip):
    heard = listen(strip)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=spot(strip, 0.5))
    assert heard == [pytest.approx(0.5, rel=0.06), "settled"]
    assert heard[0] in strip._sweep.rates


def test_a_drag_takes_one_rate_after_the_other_and_is_settled_once(strip):
    heard = listen(strip)
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=spot(strip, 0.01))
    for rate in (0.02, 0.05, 1.0, 20.0):
        QTest.mouseMove(strip, spot(strip, rate, y=200))
    assert "settled" not in heard
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=spot(strip, 20.0))
    assert heard == [pytest.approx(rate, rel=0.06) for rate in (0.01, 0.02, 0.05, 1.0, 10.0)] + ["settled"]


def test_the_mouse_that_only_passes_and_another_button_change_nothing(strip):
    heard = listen(strip)
    QTest.mouseMove(strip, spot(strip, 0.5))
    QTest.mouseClick(strip, Qt.MouseButton.RightButton, pos=spot(strip, 0.5))
    assert heard == []


def test_a_click_beside_the_bars_takes_the_end_that_is_nearer(strip):
    heard = listen(strip)
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(0, 10))
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(strip.width() - 1, strip.height() - 1))
    assert heard == [1e-5, "settled", 10.0, "settled"]


def test_keys_step_to_the_neighbours_and_settle_when_they_rest(strip, qtbot):
    heard, rates = listen(strip), strip._sweep.rates
    at = strip.value()
    strip.setFocus()
    with qtbot.waitSignal(strip.settled):
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_PageUp, Qt.Key.Key_Home, Qt.Key.Key_End):
            QTest.keyClick(strip, key)
    assert heard == [*rates[[at + 1, at, at + 10, 0, -1]].tolist(), "settled"]


def test_the_wheel_turns_it_only_while_it_has_the_keys(strip):
    heard = listen(strip)
    turn = QWheelEvent(QPointF(9, 9), QPointF(9, 9), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
                       Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    strip.clearFocus()
    QApplication.sendEvent(strip, turn)
    assert heard == []
    strip.setFocus()
    QApplication.sendEvent(strip, turn)
    assert len(heard) == 1


def test_a_click_leaves_the_keys_where_they_are(strip):
    strip.clearFocus()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=spot(strip, 0.5))
    assert not strip.hasFocus()


@pytest.mark.parametrize(("lr", "index"), [(1e-5, 0), (0.0, 0), (10.0, 255), (500.0, 255)])
def test_a_rate_beyond_an_end_rests_at_it_and_nothing_is_said_to_change(qtbot, parabola, lr, index):
    strip = strip_of(qtbot, parabola)
    heard = listen(strip)
    strip.show_run(Run(SGD(lr=lr), 0), None)
    assert strip.value() == index
    assert heard == []
    seen(strip)


def test_before_there_is_a_sweep_it_is_empty_and_deaf(qtbot):
    strip = SweepStrip(Look())
    qtbot.addWidget(strip)
    strip.show_run(Run(SGD(), 0), None)
    heard = listen(strip)
    strip.show()
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=QPoint(30, 10))
    QTest.mouseMove(strip, QPoint(60, 10))
    QTest.keyClick(strip, Qt.Key.Key_Right)
    seen(strip)
    assert heard == []


def test_what_becomes_of_a_rate_is_said_in_words(strip):
    at = {rate: strip._sweep.rates.searchsorted(rate) for rate in (1e-4, 0.1, 0.9, 3.0)}
    assert [strip.words(i).partition(": ")[2] for i in at.values()] == [
        f"still on its way, the loss is {told(strip._sweep.losses[at[1e-4]], 2)}",
        f"converges smoothly in {strip._sweep.needed[at[0.1]]} steps",
        f"converges oscillating in {strip._sweep.needed[at[0.9]]} steps",
        "diverges",
    ]
    assert strip.best().startswith("fewest steps: ")


def test_the_mouse_is_told_at_once(strip):
    QTest.mouseMove(strip, spot(strip, 3.0))
    assert QToolTip.text() == f"{strip.words(strip.index_at(strip.x_of(3.0)))}\n{strip.best()}"
    QToolTip.hideText()
    QApplication.processEvents()


def test_of_the_present_rate_it_says_what_the_sentence_on_the_walk_says(qtbot, parabola):
    # 1.0 lies between two of the rates, of which one converges and one diverges: the walk itself does neither.
    walk = judged(descend(PARABOLA, SGD(lr=1.0), 1.0, 200), PARABOLA)
    strip = strip_of(qtbot, parabola, 1.0, walk=walk)
    assert str(walk.verdict) == "Jumps for ever between −1 and 1."
    assert strip.words(strip.value()) == "lr 1: jumps for ever between two points"
    assert strip.accessibleDescription() == strip.words(strip.value())
    strip.show_run(Run(SGD(lr=3.0), 0), walk)  # whose walk has not come yet
    assert strip.words(strip.value()).endswith("diverges")


def test_what_is_low_needs_few_steps_and_what_does_not_rest_is_higher(parabola):
    share, rests = heights(parabola), parabola.needed >= 0
    np.testing.assert_allclose(share[rests], parabola.needed[rests] / 400)
    assert (share[~rests] >= 0.5).all()
    assert share.argmin() == parabola.best
    assert (share[parabola.kinds == "diverging"] == 1).all()


def test_where_nobody_rests_the_lower_bar_has_the_lower_loss_and_a_low_one_is_marked(qtbot):
    result = swept(Surface("x^2 + 10y^2"), Adam(), (4.0, 1.0))
    share = heights(result)
    assert (result.needed == -1).all()
    for i in range(0, 256, 10):
        end = descend(Surface("x^2 + 10y^2"), Adam(lr=result.rates[i]), (4.0, 1.0), 200).losses[-1]
        assert result.losses[i] == pytest.approx(end, rel=1e-6)
    assert (np.diff(share[np.argsort(result.losses)]) >= 0).all()
    assert 0.9 < share.max() <= 1
    assert share[result.best] < 0.01
    strip = strip_of(qtbot, result, float(result.rates[result.best]))
    assert strip.best() == f"nearest to a minimum: lr {digits(float(result.rates[result.best]))}"
    assert f"the loss is {told(result.losses[result.best], 2)}" in strip.words(result.best)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("text", "start"), [("ln(x)", -1.0), ("sqrt(x)", 0.0), ("sqrt(-1 - x^2)", 1.0), ("x/0", 1.0)])
def test_where_nothing_can_walk_every_bar_has_the_whole_height(text, start):
    assert (heights(swept(Surface(text), SGD(), start)) == 1).all()


def test_on_a_slope_without_end_every_bar_has_the_whole_height():
    result = swept(Surface("x + y"), SGD(), (1.0, 1.0))
    assert (heights(result) == 1).all()
    assert {LOOKS[number] for number in looks(result).tolist()} == {"falling"}
    assert result.best is None


@pytest.mark.parametrize(
    ("text", "optimizer", "start", "found"),
    [
        ("x^2", SGD(), 1.0, {"moving", "smooth", "oscillating", "diverging"}),
        ("x^2", SGD(momentum=0.99), 1.0, {"swinging"}),
        ("|x|", RMSprop(), 2.0, {"restless", "periodic"}),
        ("x^2 - y^2", SGD(), (1.0, 0.0), {"elsewhere"}),
        ("x^2 - y^2", SGD(), (1.0, 0.1), {"falling"}),
        ("ln(x)", SGD(), 2.0, {"undefined"}),
    ],
)
def test_each_end_has_its_look(text, optimizer, start, found):
    look = looks(swept(Surface(text), optimizer, start))
    assert found <= {LOOKS[number] for number in look.tolist()}


class EachLook:
    """A sweep in which every look occurs once, in the order of LOOKS."""

    kinds = np.array(["smooth" if name == "elsewhere" else name for name in LOOKS])
    elsewhere = np.array([name == "elsewhere" for name in LOOKS])
    needed, steps = np.where(np.arange(len(LOOKS)) < 2, 10, -1), 10
    losses, loss = np.full(len(LOOKS), 1.0), 1.0


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_looks_are_alike_even_without_colour(theme):
    t, patterns = THEMES[theme], set()
    for ink in t.runs:
        for i in range(len(LOOKS)):
            made = picture(EachLook, np.full(24, i), 24, 1.0, ink, t)
            patterns.add((ink, tuple(made.pixelColor(x, y).lightness() // 8 for y in range(24) for x in range(24))))
    assert len(patterns) == len(t.runs) * len(LOOKS)


def test_neighbours_of_one_look_are_one_band():
    assert bands(np.array([3, 3, 0, 7, 7, 7])) == [("moving", 0, 2), ("smooth", 2, 3), ("diverging", 3, 6)]
    assert bands(np.array([3])) == [("moving", 0, 1)]


def test_bars_are_in_the_colour_of_the_run_and_follow_it(strip):
    def inks():
        image = seen(strip)
        pixels = {image.pixelColor(x, y).name() for x in range(60, 380) for y in (20, 22)}
        return pixels

    strip.show_run(Run(SGD(lr=0.001), 0), None)
    blue = inks()
    strip.show_run(Run(SGD(lr=0.001), 2), None)
    green = inks()
    assert blue != green
    assert any(QColor(name).green() > 1.3 * QColor(name).blue() for name in green - blue)


def test_in_the_whole_window_there_is_more_of_it(strip):
    low = strip.sizeHint().height()
    strip.set_wide(True)
    assert strip.sizeHint().height() > low + 50
    strip.resize(500, strip.sizeHint().height())
    still = seen(strip)
    QTest.mouseMove(strip, spot(strip, 3.0, y=50))
    QApplication.processEvents()
    assert seen(strip) != still  # it says what is under the mouse, and no tool tip covers it
    assert not QToolTip.isVisible()


def test_every_pixel_leads_to_the_rate_it_shows(strip):
    for i in range(0, 256, 5):
        assert strip.index_at(strip.x_of(float(strip._sweep.rates[i]))) == i
