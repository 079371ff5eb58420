"""The network panel as a person uses it: what is typed, chosen and clicked, and what the playback shows."""

from dataclasses import replace

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QTableWidget, QToolButton, QWidget

from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake
from lossland.core.training import record
from lossland.session import MAZUR, Session, State
from lossland.views import dress
from lossland.views.network import lesson_edit as edit
from lossland.views.network.drawing import NetworkDrawing
from lossland.views.network.event_cells import EventCells
from lossland.views.network.lesson_dialog import LessonDialog
from lossland.views.network.panel import NetworkPanel
from lossland.views.playback import Playback
from lossland.views.theme import Look

STEP = "Training step 1"


class Bench:
    """A panel with a session, a playback, and the computing that the program would do for it."""

    def __init__(self, qtbot, lesson=MAZUR, look=None, size=(410, 560)):
        look = look or Look()
        dress.wear(look)
        self.session, self.playback = Session(State(lesson=lesson)), Playback()
        self.playback.set_last(200)
        self.panel = NetworkPanel(self.session, self.playback, look)
        self.panel.sync(None, self.session.state)
        self.session.changed.connect(self._sync)
        self.playback.moved.connect(self.panel.show_step)
        self.panel.set_wide(size[0] > 600)
        self.panel.resize(*size)
        qtbot.addWidget(self.panel)
        with qtbot.waitActive(self.panel):
            self.panel.show()
            self.panel.activateWindow()
        self.compute()

    def _sync(self, old, new):
        self.panel.sync(old, new)
        self.compute()

    def compute(self):
        lesson = self.session.state.lesson
        *_, (_, training) = record(lesson.network, SGD(lr=0.5), lesson.inputs, lesson.targets, 200)
        self.panel.show_network(training)

    @property
    def lesson(self):
        return self.session.state.lesson

    def named(self, name):
        return next(w for w in self.panel.findChildren(QWidget) if w.accessibleName() == name)

    def words(self):
        return "\n".join(label.text() for label in self.panel.findChildren(QLabel) if label.isVisible())

    def type_layers(self, text):
        field = self.named("Layers")
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def choose(self, name, *path):
        """Click through the menu of a choice."""
        menu = self.named(name).findChild(QMenu)
        for text in path[:-1]:
            menu = next(action.menu() for action in menu.actions() if action.text().startswith(text))
        next(action for action in menu.actions() if action.text() == path[-1]).trigger()


def test_before_the_first_node_it_says_what_comes(qtbot):
    bench = Bench(qtbot)
    assert "Ready" in bench.words()
    assert bench.named("Chain rule").accessibleDescription() == "Press → to compute the first node."


def test_the_playback_leads_through_forward_loss_backward_and_update(qtbot):
    bench, seen = Bench(qtbot), []
    for _ in range(11):
        bench.playback.go(bench.playback.index + 1)
        seen.append((bench.words(), bench.named("Chain rule").accessibleDescription()))
    assert "Forward 1 of 4" in seen[0][0]
    assert "z(h₁) = w₁·x₁ + w₂·x₂ + b₁" in seen[0][1]
    assert "the loss is 0.2984" in seen[4][0]
    assert "∂L/∂w₅ = δ(o₁) · a(h₁)" in seen[5][1]
    assert "fell from 0.2984 to 0.2805" in seen[9][0]
    assert "Training step 2" in seen[10][0]
    bench.playback.go(6)
    assert (bench.words(), bench.named("Chain rule").accessibleDescription()) == seen[5]


def test_past_the_end_the_last_moment_stays(qtbot):
    bench = Bench(qtbot)
    bench.panel.show_step(100_000)
    assert "Update" in bench.words()


def test_a_click_on_a_node_goes_to_the_event_that_computes_it(qtbot):
    bench = Bench(qtbot)
    drawing = bench.panel.findChild(NetworkDrawing)

    def click(place):
        QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=QPoint(round(place.box.x), round(place.box.y)))
        return bench.playback.index

    assert click(drawing.layout_now().places[2][1]) == 4
    assert click(drawing.layout_now().loss) == 5
    bench.playback.go(18)  # the second training step, backward
    assert click(drawing.layout_now().places[1][1]) == 19
    assert click(drawing.layout_now().places[0][0]) == 19  # inputs are not computed


def test_a_click_on_a_cell_goes_there_within_the_same_training_step(qtbot):
    bench = Bench(qtbot)
    bench.playback.go(12)
    cells = bench.panel.findChild(EventCells)
    QTest.mouseClick(cells, Qt.MouseButton.LeftButton, pos=QPoint(round(1 + 6.5 * cells.pitch), cells.height() // 2))
    assert bench.playback.index == 17


def test_layers_can_be_typed_and_undone(qtbot):
    bench = Bench(qtbot)
    bench.type_layers("2 3 1")
    assert bench.lesson.network.sizes == (2, 3, 1)
    assert bench.named("Layers").text() == "2-3-1"
    bench.session.undo()
    assert bench.lesson == MAZUR
    assert bench.named("Layers").text() == "2-2-2"


def test_layers_that_cannot_be_are_refused_in_words_and_nothing_is_lost(qtbot):
    bench = Bench(qtbot)
    bench.playback.go(3)
    bench.type_layers("2-99-2")
    assert "A layer may have at most 64 nodes." in bench.words()
    assert bench.named("Layers").text() == "2-99-2"
    assert bench.named("Layers").property("wrong")
    assert bench.lesson == MAZUR
    assert "Forward 3 of 4" in bench.words()
    bench.type_layers("2-2-2")
    assert "at most" not in bench.words()
    assert not bench.named("Layers").property("wrong")


def test_one_activation_for_all_or_one_for_each(qtbot):
    bench = Bench(qtbot)
    bench.choose("Activation", "tanh")
    assert bench.lesson.network.activations == ("tanh", "tanh")
    bench.choose("Activation", "Layer 2", "identity")
    assert bench.lesson.network.activations == ("tanh", "identity")
    assert "tanh, identity" in bench.named("Activation").toolTip()


def test_the_loss_can_be_chosen(qtbot):
    bench = Bench(qtbot)
    bench.choose("Loss", "softmax cross-entropy")
    assert bench.lesson.network.loss == "softmax_cross_entropy"
    assert bench.named("Loss").accessibleDescription() == "softmax cross-entropy"


def type_weight(bench, chip, text):
    drawing = bench.panel.findChild(NetworkDrawing)
    box = next(made.box for made in drawing.layout_now().all_chips() if made[:3] == chip)
    QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=QPoint(round(box.x), round(box.y)))
    field = drawing.findChild(QLineEdit)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_a_weight_typed_into_the_first_step_changes_it_alone(qtbot):
    bench = Bench(qtbot)
    bench.playback.go(3)
    type_weight(bench, (1, 0, 1), "-0.9")
    assert bench.lesson == edit.with_weight(MAZUR, 0, 0, 1, -0.9)
    assert bench.playback.index == 3


def test_a_weight_typed_into_a_later_step_starts_anew_from_the_weights_shown(qtbot):
    bench = Bench(qtbot)
    bench.playback.go(13)
    shown = bench.panel.findChild(NetworkDrawing)._moment.tape.net
    type_weight(bench, (2, 1, -1), "0")
    assert bench.lesson.network == edit.with_weight(replace(MAZUR, network=shown), 1, 1, -1, 0.0).network
    assert bench.playback.index == 3
    bench.session.undo()
    assert bench.lesson == MAZUR


def test_starting_anew_is_said_until_the_playback_moves_on_or_it_is_undone(qtbot):
    bench = Bench(qtbot)
    said = "Training starts again from these weights; Ctrl+Z takes it back."
    bench.playback.go(3)
    type_weight(bench, (2, 1, 0), "0.9")
    assert said not in bench.words()  # in the first step nothing else changes
    for undo in (bench.session.undo, lambda: bench.playback.go(bench.playback.index + 1)):
        bench.playback.go(13)
        type_weight(bench, (2, 1, 0), "0.7")
        assert said in bench.words()
        bench.compute()  # what is computed once more
        assert said in bench.words()
        undo()
        assert said not in bench.words()


def test_a_field_that_was_only_looked_into_changes_nothing(qtbot):
    bench = Bench(qtbot)
    bench.playback.go(13)
    type_weight(bench, (2, 1, 0), "")
    assert bench.lesson == MAZUR
    assert bench.playback.index == 13


def test_inputs_and_targets_are_typed_over_like_weights(qtbot):
    bench = Bench(qtbot, edit.XOR)
    bench.named("Next sample").click()
    drawing = bench.panel.findChild(NetworkDrawing)
    for layer, text in ((0, "0.25"), (3, "0.75")):
        box = next(chip.box for chip in drawing.layout_now().data() if chip[:2] == (layer, 0))
        QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=QPoint(round(box.x), round(box.y)))
        QTest.keyClicks(drawing.findChild(QLineEdit), text)
        QTest.keyClick(drawing.findChild(QLineEdit), Qt.Key.Key_Return)
    assert bench.lesson.inputs == ((0.0, 0.0), (0.25, 1.0), (1.0, 0.0), (1.0, 1.0))
    assert bench.lesson.targets == ((0.0,), (0.75,), (1.0,), (0.0,))


@pytest.mark.parametrize("sizes", [(2, 2, 2), (4, 9, 12)])
def test_the_cells_stay_where_they_are_whatever_the_step_is_called(qtbot, sizes):
    bench = Bench(qtbot, edit.with_sizes(MAZUR, sizes))
    cells = bench.panel.findChild(EventCells)
    title, step = (next(w for w in bench.panel.findChildren(QLabel) if w.text() == text) for text in ("Ready", STEP))
    seen = set()
    for index in (0, *range(1, 60, 3), 200):
        bench.panel.show_step(index)
        bench.panel.layout().activate()
        seen.add((cells.geometry().left(), cells.geometry().right()))
        for label in (title, step):
            assert label.fontMetrics().horizontalAdvance(label.text()) <= label.width(), label.text()
    assert len(seen) == 1


def test_the_plot_counts_training_steps_as_the_words_do(qtbot):
    bench = Bench(qtbot, size=(1260, 560))
    bench.playback.go(13)
    assert "Training step 2" in bench.words()
    mark = next(item for item in bench.panel._plot.items() if isinstance(item, pg.InfiniteLine))
    curve = bench.panel._plot.listDataItems()[0]
    assert mark.value() == 2
    assert curve.getData()[0][:2].tolist() == [1, 2]


def test_every_sample_of_a_batch_can_be_looked_at(qtbot):
    bench = Bench(qtbot, edit.XOR)
    bench.playback.go(1)
    assert "sample 1 of 4" in bench.words()
    bench.named("Previous sample").click()
    assert "sample 4 of 4" in bench.words()
    bench.named("Next sample").click()
    bench.named("Next sample").click()
    assert "sample 2 of 4" in bench.words()
    assert "·1" in bench.named("Chain rule").accessibleDescription()


def test_one_sample_needs_no_chooser(qtbot):
    bench = Bench(qtbot)
    assert "sample" not in bench.words()


def test_what_went_wrong_is_said_and_the_last_picture_stays(qtbot):
    bench = Bench(qtbot)
    bench.playback.go(6)
    bench.panel.fail_network(Mistake("There are {n} too many.", n=3))
    assert "There are 3 too many." in bench.words()
    assert "Backward 1 of 4" in bench.words()
    bench.panel.fail_network(RuntimeError("out of luck"))
    assert "out of luck" in bench.words()
    bench.compute()
    assert "out of luck" not in bench.words()


@pytest.mark.parametrize("theme", ["light", "projector"])
@pytest.mark.parametrize("lesson", [MAZUR, edit.XOR, edit.with_sizes(MAZUR, (64,) * 12)], ids=["2-2-2", "xor", "large"])
def test_it_is_content_with_a_third_of_the_smallest_window(qtbot, theme, lesson):
    bench = Bench(qtbot, lesson, Look(theme=theme))
    for index in (0, 6, 8, 10):
        bench.playback.go(index)
        least = bench.panel.minimumSizeHint()
        assert least.width() <= 410
        assert least.height() <= 560


def test_the_whole_window_adds_the_loss_over_the_training(qtbot):
    bench = Bench(qtbot, size=(1260, 560))
    assert "Loss against training step" in bench.words()
    drawing = bench.panel.findChild(NetworkDrawing)
    assert drawing.width() > 600
    bench.panel.set_wide(False)
    assert "Loss against training step" not in bench.words()


def test_everything_that_can_be_operated_has_a_name_and_is_reached_by_tab(qtbot):
    bench = Bench(qtbot, edit.XOR)
    parts = [
        part
        for kind in (QLineEdit, QToolButton, NetworkDrawing, EventCells)
        for part in bench.panel.findChildren(kind)
        if part.isVisible() and part.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert len(parts) >= 7
    for part in parts:
        assert part.accessibleName(), part
        assert part.focusPolicy() & Qt.FocusPolicy.TabFocus, part


class Sheet:
    """The editor of data and weights, opened from the panel."""

    def __init__(self, bench):
        bench.named("Data and weights").click()
        self.dialog = bench.panel.findChild(LessonDialog)

    def table(self, name):
        return next(t for t in self.dialog.findChildren(QTableWidget) if t.accessibleName() == name)

    def words(self):
        return "\n".join(label.text() for label in self.dialog.findChildren(QLabel))

    def press(self, text):
        next(b for b in self.dialog.findChildren(QWidget) if getattr(b, "text", str)() == text).click()


def test_data_and_weights_are_edited_in_tables(qtbot):
    bench = Bench(qtbot)
    sheet = Sheet(bench)
    sheet.table("Inputs").item(0, 1).setText("0.2")
    sheet.table("Targets").item(0, 0).setText("−1")
    sheet.table("Weights").item(1, 2).setText("7")
    assert bench.lesson.inputs == ((0.05, 0.2),)
    assert bench.lesson.targets == ((-1.0, 0.99),)
    assert bench.lesson.network.biases[0] == (0.35, 7.0)


def test_a_refused_entry_stays_in_its_table_until_it_is_mended(qtbot):
    bench = Bench(qtbot)
    sheet = Sheet(bench)
    table = sheet.table("Inputs")
    table.item(0, 0).setText("1,5")
    assert "“1,5” is not a number" in sheet.words()
    assert bench.lesson == MAZUR
    table.item(0, 1).setText("0.3")
    assert table.item(0, 0).text() == "1,5"
    table.item(0, 0).setText("1.5")
    assert bench.lesson.inputs == ((1.5, 0.3),)
    assert "not a number" not in sheet.words()


def test_samples_examples_and_seeds(qtbot):
    bench = Bench(qtbot)
    sheet = Sheet(bench)
    sheet.press("Add a sample")
    assert len(bench.lesson.inputs) == 2
    sheet.press("Remove this sample")
    sheet.press("Remove this sample")
    assert "One sample must stay." in sheet.words()
    sheet.press("XOR, four samples")
    assert bench.lesson == edit.XOR
    assert sheet.table("Inputs").rowCount() == 4
    sheet.press("Draw all weights")
    assert bench.lesson.network == edit.randomised(edit.XOR, 1).network
    sheet.press("Draw all weights")
    assert bench.lesson.network == edit.randomised(edit.XOR, 2).network
    sheet.press("Mazur's example")
    assert bench.lesson == MAZUR
    assert sheet.table("Weights").item(0, 0).text() == "0.15"


def test_the_tables_follow_an_undo(qtbot):
    bench = Bench(qtbot)
    sheet = Sheet(bench)
    sheet.table("Weights").item(0, 0).setText("3")
    bench.session.undo()
    assert sheet.table("Weights").item(0, 0).text() == "0.15"


def test_menus_that_are_filled_anew_do_not_pile_up(qtbot):
    bench = Bench(qtbot)
    menus = len(bench.panel.findChildren(QMenu))
    for k in range(3):
        bench.session.set(lesson=edit.with_datum(bench.session.state.lesson, "inputs", 0, 0, float(k)))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(bench.panel.findChildren(QMenu)) == menus
