"""The surface panel: what is done in it changes the State, and what is computed is shown, the last good picture too."""

from itertools import combinations, pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QWidget

from lossland.core import presets
from lossland.core.descend import descend
from lossland.core.diagnose import in_short, judged
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.sgd import SGD
from lossland.core.raster import raster
from lossland.core.sentence import Mistake
from lossland.core.sweep import sweep
from lossland.jobs import surface_of
from lossland.session import Run, Session, State
from lossland.views import dress
from lossland.views.knob import digits
from lossland.views.playback import Playback
from lossland.views.surface.panel import SurfacePanel, named_axes, reading
from lossland.views.surface.parameter_strip import Elided, reach
from lossland.views.surface.preset_button import chosen
from lossland.views.surface.readout import four
from lossland.views.theme import THEMES, Look

THIRD = 410, 560  # what a panel has in the smallest window that is promised
ONE_RUN = (Run(SGD(lr=0.1), color=0),)


class Bench:
    """A panel with a session, and the results that the worker would bring."""

    def __init__(self, qtbot, state=None, look=None):
        self.session, self.playback = Session(state), Playback()
        look = look or Look()
        dress.wear(look)
        self.panel = SurfacePanel(self.session, self.playback, look)
        qtbot.addWidget(self.panel)
        self.panel.resize(*THIRD)
        self.session.changed.connect(self.panel.sync)
        self.playback.moved.connect(self.panel.show_step)
        self.panel.sync(None, self.session.state)
        self.compute()
        with qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()

    def compute(self):
        state = self.session.state
        try:
            surface = surface_of(state)
        except Mistake as mistake:
            self.panel.fail_surface(mistake)
            self.panel.fail_walks(mistake)
            return
        start = state.start[: surface.n]
        walks = [descend(surface, run.optimizer, start, state.steps) if run.enabled else None for run in state.runs]
        self.walks = tuple(walk and judged(walk, surface) for walk in walks)
        self.playback.set_last(state.steps)
        self.panel.show_surface(raster(surface, 48))
        self.panel.show_walks(self.walks)
        *_, (_, rates) = sweep(surface, state.optimizer, start, state.steps)
        self.panel.show_sweep(rates)

    def type(self, text):
        field = self.panel.expression
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        field.flush()
        self.compute()

    @property
    def numbers(self):
        return dict(self.panel.readout.rows)


@pytest.fixture
def bench(qtbot):
    return Bench(qtbot)


def test_a_typed_expression_becomes_the_surface_of_the_lesson(bench):
    bench.type("x^2 + 3y^2")
    assert bench.session.state.expression == "x^2 + 3y^2"
    assert bench.panel.map.raster.surface.text == "x^2 + 3y^2"
    bench.session.undo()
    assert bench.panel.expression.toPlainText() == State().expression


def test_a_mistake_is_said_below_the_text_while_the_last_picture_stays(bench):
    shown = bench.panel.map.raster
    bench.type("x^2 + sine(y)")
    assert bench.panel._complaint.isVisible()
    assert "sine" in bench.panel._complaint.said.text()
    assert bench.panel.expression.property("wrong")
    assert bench.panel.map.raster is shown


def test_the_suggestion_of_a_mistake_is_written_by_one_click(bench):
    bench.type("x^2 + sine(y)")
    assert bench.panel._complaint.offers[0].text() == "sin?"
    QTest.mouseClick(bench.panel._complaint.offers[0], Qt.MouseButton.LeftButton)
    bench.compute()
    assert bench.session.state.expression == "x^2 + sin(y)"
    assert not bench.panel._complaint.isVisible()
    assert not bench.panel.expression.property("wrong")


@pytest.mark.parametrize(("number", "written"), [(0, "y + 1/2*x"), (1, "y + 1/(2*x)")])
def test_what_reads_two_ways_is_written_clearly_by_one_click(bench, number, written):
    bench.type("y + 1/2x")
    offered = bench.panel._complaint.offers[number]
    assert offered.isVisible()
    QTest.mouseClick(offered, Qt.MouseButton.LeftButton)
    assert bench.session.state.expression == written


def test_a_mistake_without_suggestion_offers_none(bench):
    bench.type("x^2 + (y")
    assert bench.panel._complaint.isVisible()
    assert not bench.panel._complaint.offers[0].isVisible()


def test_pictures_keep_their_place_while_the_text_is_wrong(bench):
    QApplication.processEvents()
    before = bench.panel.map.geometry()
    bench.type("x^2 + (y")
    QApplication.processEvents()
    assert bench.panel.map.geometry() == before


def test_while_the_text_is_wrong_the_knobs_of_the_last_good_one_stay_at_rest(bench):
    bench.type("a x^2 + b y^2")
    QApplication.processEvents()
    knobs = list(bench.panel.strip.knobs.values())
    before = [knob.geometry() for knob in knobs]
    bench.type("a x^2 + b y^2 +")
    QApplication.processEvents()
    assert list(bench.panel.strip.knobs.values()) == knobs
    assert [knob.geometry() for knob in knobs] == before
    assert all(knob.isVisible() and not knob.isEnabled() for knob in knobs)
    complaint = bench.panel._complaint
    assert not complaint.geometry().intersects(bench.panel.strip.geometry())
    assert not complaint.geometry().intersects(bench.panel.expression.geometry())
    bench.type("a x^2 + b y^2 + 1")
    assert all(knob.isEnabled() for knob in bench.panel.strip.knobs.values())
    assert not complaint.isVisible()


@pytest.mark.parametrize("wide", [False, True])
def test_a_complaint_is_seen_as_a_whole(bench, wide):
    bench.panel.set_wide(wide)
    bench.type("x^2 + y^2")
    bench.type("y + 1/2x")
    bench.panel.resize(360, 620)
    QApplication.processEvents()
    said = bench.panel._complaint.said
    assert said.height() >= said.heightForWidth(said.width())
    assert bench.panel.rect().contains(bench.panel._complaint.geometry())


def test_each_parameter_has_a_knob_and_a_knob_changes_its_parameter_alone(bench):
    bench.type("a x^2 + kappa y^2")
    assert list(bench.panel.strip.knobs) == ["a", "kappa"]
    bench.panel.strip.knobs["kappa"].changed.emit(4.5)
    bench.compute()
    assert bench.panel.map.raster.surface.parameters == {"a": 7.0, "kappa": 4.5}


def test_a_picture_that_comes_late_does_not_turn_a_knob_back(bench):
    late = raster(surface_of(bench.session.state), 16)
    bench.session.set(parameters=(("a", 3.0),))
    bench.panel.show_surface(late)
    assert bench.panel.strip.knobs["a"].value == 3.0


def test_a_knob_of_another_surface_has_another_reach(bench):
    bench.type("a x^2 + y^2 + 0*a")
    bench.session.set(parameters=(("a", 10.0),))
    bench.compute()
    assert bench.panel.strip.knobs["a"].slider.value() == 1000
    bench.type("a x^2 + 2y^2")
    assert bench.panel.strip.knobs["a"].slider.value() < 900


def test_each_drag_of_the_start_is_undone_as_one(bench):
    for goal in (2.0, -3.0):
        for part in (0.2, 0.6, 1.0):
            bench.panel.map.dragged.emit((goal * part, 0.5))
        bench.panel.map.released.emit()
    bench.session.undo()
    assert bench.session.state.start == (2.0, 0.5)
    bench.session.undo()
    assert bench.session.state.start == State().start


def drag_rate(bench, *rates):
    """Drag the handle of the learning rates from the first of `rates` to the last."""
    strip = bench.panel.rates
    spots = [QPoint(round(strip.x_of(rate)), 10) for rate in rates]
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=spots[0])
    for spot in spots[1:]:
        QTest.mouseMove(strip, spot)
        bench.compute()
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=spots[-1])


def test_each_drag_of_the_learning_rate_is_undone_as_one(bench):
    drag_rate(bench, 0.01, 0.02, 0.1)
    drag_rate(bench, 0.1, 0.3, 1.0)
    assert bench.session.state.optimizer.lr == pytest.approx(1.0, rel=0.05)
    bench.session.undo()
    assert bench.session.state.optimizer.lr == pytest.approx(0.1, rel=0.05)
    bench.session.undo()
    assert bench.session.state == State()
    assert not bench.session.can_undo


def test_a_click_takes_a_learning_rate_for_the_selected_run_alone(bench):
    bench.session.set(selected=2)
    bench.compute()
    drag_rate(bench, 0.05)
    runs = bench.session.state.runs
    assert runs[2].optimizer.lr == pytest.approx(0.05, rel=0.05)
    assert runs[:2] == State().runs[:2]
    bench.session.undo()
    assert bench.session.state.runs == State().runs


def test_the_strip_never_says_otherwise_than_the_sentence_on_the_walk(bench):
    said = set()
    for rate in (1e-4, 0.005, 0.0131, 0.016, 0.02, 0.035, 1.0):
        drag_rate(bench, rate)
        bench.compute()
        outcome = bench.walks[0].outcome
        words = bench.panel.rates.words(bench.panel.rates.value())
        assert words == f"lr {digits(bench.session.state.optimizer.lr)}: {in_short(outcome)}"
        said.add(outcome.kind)
    assert len(said) >= 4


def test_the_handle_follows_a_learning_rate_that_came_from_elsewhere_and_the_run_that_is_selected(bench):
    strip = bench.panel.rates
    for run, lr in ((0, 0.01), (1, 0.05), (2, 0.2)):
        bench.session.set(selected=run)
        assert strip.value() == pytest.approx(strip.index_at(strip.x_of(lr)), abs=1)
    bench.session.change_run(2, optimizer=Adam(lr=3.0))
    assert strip.index_at(strip.x_of(3.0)) == strip.value()


def test_a_mistake_leaves_the_last_learning_rates_where_they_are(bench):
    before = bench.panel.rates.grab().toImage()
    bench.panel.fail_sweep(Mistake("no"))
    assert bench.panel.rates.grab().toImage() == before


def test_a_click_after_a_drag_is_undone_by_itself(bench):
    bench.panel.map.dragged.emit((2.0, 0.5))
    bench.panel.map.picked.emit((-3.0, -3.0))
    bench.session.undo()
    assert bench.session.state.start == (2.0, 0.5)


def test_a_click_on_a_curve_leaves_the_second_coordinate_alone(qtbot):
    bench = Bench(qtbot, State(expression="x^2"))
    bench.panel.map.picked.emit((3.0,))
    assert bench.session.state.start == (3.0, State().start[1])


def entries(menu):
    """The actions of all submenus."""
    return [action for group in menu.actions() for action in group.menu().actions()]


def test_a_preset_is_one_change_and_brings_all_that_makes_it_worth_watching(bench):
    preset = presets.load()["rosenbrock"]
    bench.panel.presets.fill()
    next(a for a in entries(bench.panel.presets.menu()) if a.text() == preset.title["en"]).trigger()
    state = bench.session.state
    assert (state.expression, state.window, state.start, state.steps) == (
        preset.text,
        preset.window,
        preset.start,
        preset.steps,
    )
    assert [run.optimizer.lr for run in state.runs] == [preset.lr[n] for n in ("SGD", "RMSprop", "Adam")]
    assert bench.panel.expression.toPlainText() == preset.text
    bench.session.undo()
    assert bench.session.state == State()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_preset_is_in_the_menu_by_its_title(qtbot, language):
    bench = Bench(qtbot, look=Look(language=language))
    bench.panel.presets.fill()
    titles = [action.text() for action in entries(bench.panel.presets.menu())]
    assert sorted(titles) == sorted(preset.title[language] for preset in presets.load().values())


def test_a_preset_of_a_curve_keeps_the_second_axis():
    changes = chosen(State(), presets.load()["parabola"])
    assert changes["window"] == ((-5.0, 5.0), (-5.0, 5.0))
    assert changes["start"] == (4.0, State().start[1])


def test_numbers_and_words_are_those_of_the_selected_run_at_the_playback(bench):
    bench.session.set(selected=2)
    bench.playback.go(7)
    walk = bench.walks[2].walk
    assert bench.numbers["f"] == four(walk.losses[7])
    assert bench.numbers["∂f/∂y"] == four(walk.gradients[7, 1])
    assert bench.numbers["‖∇f‖"] == four(np.linalg.norm(walk.gradients[7]))
    assert bench.numbers["lr"] == four(walk.rates[7])
    assert bench.panel._step.text().startswith("The loss")
    bench.playback.go(0)
    assert bench.panel._step.text().startswith("The start")


def test_the_line_in_the_losses_moves_the_playback_and_follows_it(bench):
    bench.panel.losses.scrubbed.emit(42)
    assert bench.playback.index == 42
    assert bench.panel.losses._cursor.value() == 42


def test_the_whole_window_has_a_row_and_a_verdict_for_each_run(bench):
    bench.panel.resize(1260, 560)
    bench.panel.set_wide(True)
    assert [row[0] for row in bench.panel.readout.rows] == ["SGD", "RMSprop", "Adam"]
    assert sum(said.isVisible() for _, said in bench.panel._verdicts._rows) == 3
    bench.panel.set_wide(False)
    assert sum(said.isVisible() for _, said in bench.panel._verdicts._rows) == 1


def test_a_disabled_run_leaves_no_trace(bench):
    first, *rest = bench.session.state.runs
    bench.session.set(runs=(Run(first.optimizer, first.color, enabled=False), *rest))
    bench.compute()
    assert len(bench.panel._layer._tracks) == 2
    assert bench.panel.readout.rows == []
    assert bench.panel._step.text() == ""


@pytest.mark.parametrize(
    ("text", "lr"), [("x^2 - 10y^2", 3.0), ("ln(x) + y", 0.1), ("1/x", 5.0), ("x^2", 1.0), ("0*x + 0*y", 0.1)]
)
def test_walks_that_leave_the_surface_are_shown_without_a_complaint(qtbot, text, lr):
    bench = Bench(qtbot, State(expression=text, start=(1.0, 1.0), runs=(Run(SGD(lr=lr), color=0),)))
    for index in (0, 1, 57, 200):
        bench.playback.go(index)
        bench.panel.grab()
    assert bench.panel._verdicts._rows[0][1].text()


def test_verdicts_keep_their_lines_in_the_lowest_window_of_a_projector(qtbot):
    bench = Bench(qtbot, State(**chosen(State(), presets.load()["himmelblau"])), Look(theme="projector"))
    bench.panel.resize(944, 473)
    bench.panel.set_wide(True)
    bench.playback.go(6)
    QApplication.processEvents()
    said = [said for _, said in bench.panel._verdicts._rows]
    assert all(line.height() >= line.fontMetrics().lineSpacing() for line in said)
    assert all(line.geometry().bottom() < below.y() for line, below in pairwise(said))
    assert said[-1].geometry().bottom() <= bench.panel._verdicts.height()


@pytest.mark.parametrize(
    ("theme", "size", "seen"),
    [("projector", (292, 476), False), ("light", (308, 478), True), ("projector", (414, 592), True)],
)
def test_in_a_low_panel_the_map_has_the_room_of_the_losses_and_numbers(qtbot, theme, size, seen):
    bench = Bench(qtbot, look=Look(theme=theme))
    panel = bench.panel
    panel.setMinimumSize(1, 1)  # as in the window, which may be lower than all of it needs
    panel.resize(*size)
    QApplication.processEvents()
    assert [panel.losses.isVisible(), panel.readout.isVisible()] == [seen, seen]
    shown = [panel.expression, panel.strip, panel.rates, panel.map, panel._step, panel._verdicts]
    shown += [panel.losses] if seen else []
    for one, other in combinations(shown, 2):
        assert not placed(one, panel).intersects(placed(other, panel)), (one, other)
    panel.set_wide(True)
    panel.resize(944, size[1])
    QApplication.processEvents()
    assert panel.losses.isVisible()
    assert sum(said.isVisible() for _, said in panel._verdicts._rows) == (3 if seen else 1)
    for said in (said for _, said in panel._verdicts._rows if said.isVisible()):
        assert said.height() >= said.heightForWidth(said.width())


def placed(widget, within):
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def test_walks_of_a_map_are_not_drawn_on_a_curve(bench):
    bench.panel.show_surface(raster(surface_of(State(expression="x^2")), 16))
    bench.panel.grab()
    assert bench.panel._layer._tracks == ()


def test_walks_that_cannot_be_computed_say_why(bench):
    bench.panel.fail_walks(Mistake("this needs {size} GB of memory", size="9.0"))
    assert bench.panel._complaint.said.text() == "this needs 9.0 GB of memory"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("name", ["himmelblau", "quartic", "goldstein_price"])
def test_nothing_is_cut_off_in_a_third_of_the_window(qtbot, theme, language, name):
    preset = presets.load()[name]
    bench = Bench(qtbot, State(**chosen(State(), preset)), Look(theme=theme, language=language))
    QApplication.processEvents()
    assert bench.panel.minimumSizeHint().width() <= THIRD[0]
    assert bench.panel.minimumSizeHint().height() <= THIRD[1]
    for made in bench.panel.findChildren(QLabel):
        if made.isVisible() and made.text() and not isinstance(made, Elided) and made.objectName() != "mute":
            needed = made.heightForWidth(made.width()) if made.wordWrap() else made.sizeHint().height()
            assert made.height() >= needed, made.text()
    assert bench.panel.map.height() >= 120


def test_whatever_takes_the_keys_has_a_name_and_says_what_it_is_for(bench):
    takes = [
        w for w in bench.panel.findChildren(QWidget) if w.focusPolicy() & Qt.FocusPolicy.TabFocus and w.isVisible()
    ]
    assert len(takes) >= 5
    for widget in takes:
        inside = isinstance(widget.parent(), QAbstractScrollArea)
        assert widget.accessibleName() or inside, widget
        assert widget.toolTip() or inside, widget


def test_what_the_user_typed_is_never_read_as_markup(bench):
    for made in bench.panel.findChildren(QLabel):
        if made.text():
            assert made.textFormat() == Qt.TextFormat.PlainText, made.text()


@pytest.mark.parametrize(
    ("axes", "shown"), [(("x", "y"), "f(x, y) ="), (("x",), "f(x) ="), (("w", "b"), "L(w, b) ="), (("w",), "L(w) =")]
)
def test_weights_make_a_loss_and_coordinates_a_function(axes, shown):
    assert named_axes(axes) == shown


def test_the_reading_is_shown_where_it_looks_otherwise_than_the_text():
    assert reading(surface_of(State(expression="x^2 + 2y"))) == "= x² + 2y"
    assert reading(surface_of(State(expression="x + y"))) == ""


@pytest.mark.parametrize(
    ("value", "limit"), [(7, 10), (1, 10), (0, 10), (-100, 200), (8, 20), (0.3, 10), (1e-3, 0.01), (1e308, 2e300)]
)
def test_a_knob_leaves_room_on_both_sides(value, limit):
    assert reach(value) == pytest.approx(limit)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (32.1, "32.10"),
        (-0.0012354, "−0.001235"),
        (1.6619e-4, "1.662e−4"),
        (1234567, "1.235e6"),
        (1234, "1234"),
        (0, "0"),
        (float("nan"), "–"),
        (float("-inf"), "−∞"),
    ],
)
def test_numbers_always_have_four_digits(value, text):
    assert four(value) == text
