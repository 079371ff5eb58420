"""The starts panel: its fields change the session, its crowd follows the playback, its words follow the study."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lossland.core import starts as draw
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.raster import raster
from lossland.core.sentence import Mistake
from lossland.core.study import study
from lossland.core.surface import Surface
from lossland.session import Run, Session, Starts, State
from lossland.views.playback import Playback
from lossland.views.reason import Reason
from lossland.views.starts.form import whole
from lossland.views.starts.panel import StartsPanel, joined
from lossland.views.theme import Look

HIMMELBLAU = Surface(State().expression, a=7)


def walked(surface=HIMMELBLAU, count=300, steps=40, optimizer=None):
    """All that a study yields, the last complete."""
    optimizer = optimizer or SGD(lr=0.01)
    return [result for _, result in study(surface, optimizer, draw.uniform(count, surface, seed=7), steps) if result]


@pytest.fixture
def session():
    return Session()


@pytest.fixture
def panel(qtbot, session):
    return shown(qtbot, session)


def shown(qtbot, session, look=None, size=(410, 560)):
    playback = Playback()
    playback.set_last(session.state.steps)
    made = StartsPanel(session, playback, look or Look())
    qtbot.addWidget(made)
    made.sync(None, session.state)
    session.changed.connect(made.sync)
    playback.moved.connect(made.show_step)
    made.resize(*size)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def enter(field, text):
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def crowd_of(panel):
    return np.column_stack([panel.map.crowd.xs, panel.map.crowd.ys])


@pytest.mark.parametrize(
    ("text", "number"), [("2000", 2000), ("2 000", 2000), ("1\u00a0000\u00a0000", 1_000_000), ("1e5", 100_000)]
)
def test_whole_numbers_are_read_as_people_write_them(text, number):
    assert whole(text, 1, 1_000_000) == number


@pytest.mark.parametrize("text", ["", "0", "1.5", "2,000", "-3", "1e7", "many", "nan", "inf", "1e999"])
def test_what_is_no_number_of_starts_is_refused(text):
    assert whole(text, 1, 1_000_000) is None


def test_the_number_of_starts_is_typed_or_chosen(panel, session):
    enter(panel.form.count.lineEdit(), "500")
    assert session.state.starts == Starts(500)
    panel.form.count.activated.emit(4)
    assert session.state.starts == Starts(1_000_000)
    assert panel.form.count.currentText() == "1\u00a0000\u00a0000"


def test_a_wrong_number_is_restored(panel, session):
    enter(panel.form.count.lineEdit(), "2,000")
    enter(panel.form.seed, "-1")
    assert session.state == State()
    assert panel.form.count.currentText() == "2\u00a0000"
    assert panel.form.seed.text() == "7"


def test_seed_dice_and_kind_change_the_session(panel, session):
    enter(panel.form.seed, "11")
    assert session.state.starts.seed == 11
    panel.form.dice.click()
    assert panel.form.seed.text() == str(session.state.starts.seed)
    panel.form.kind.activated.emit(2)
    assert session.state.starts.kind == "grid"
    assert not panel.form.seed.isEnabled()
    session.undo()
    assert panel.form.seed.isEnabled()
    assert panel.form.kind.currentData() == "uniform"


def test_the_crowd_stands_where_it_was_at_the_step_of_the_playback(panel):
    result = walked()[-1]
    panel.show_surface(raster(HIMMELBLAU, 64))
    panel.show_starts(result)
    np.testing.assert_allclose(crowd_of(panel), draw.uniform(300, HIMMELBLAU, seed=7), atol=1e-6)
    panel.playback.go(40)
    np.testing.assert_allclose(crowd_of(panel), result.ends, atol=1e-6)
    panel.playback.go(1)
    frame = result.frames.nearest(1)
    np.testing.assert_array_equal(crowd_of(panel), result.frames.points[frame].astype(float))


def test_results_may_come_in_any_order_and_of_different_surfaces(panel):
    curve = Surface("x^4 - 3x^3 + 2 + x", window=((-1.5, 3.0),))
    panel.show_starts(walked()[-1])
    panel.show_surface(raster(curve, 64))
    panel.show_step(3)
    panel.show_starts(walked(curve)[-1])
    assert len(panel.map.crowd.xs) == 300
    np.testing.assert_allclose(panel.map.crowd.ys, curve.value(panel.map.crowd.xs[:, None]), atol=1e-6)
    panel.show_surface(raster(HIMMELBLAU, 64))
    assert not panel.grab().isNull()


def test_the_minima_of_the_text_before_are_left_out_where_this_one_has_no_value(panel):
    panel.show_surface(raster(Surface("x^2"), 16))
    panel.show_starts(walked(Surface("x^2"), optimizer=SGD(lr=0.1))[-1])
    assert len(panel.map.stars.getData()[0]) == 1
    panel.show_surface(raster(Surface("ln(x - 1)"), 16))
    panel.show_starts(walked(Surface("x^2"), optimizer=SGD(lr=0.1))[-1])
    panel.grab()
    assert len(panel.map.stars.getData()[0]) == 0


def test_every_minimum_has_a_star_and_the_lowest_a_ring(panel):
    curve = Surface("x^4 - 3x^3 + 2 + x", window=((-1.5, 3.0),))
    panel.show_surface(raster(curve, 64))
    panel.show_starts(walked(curve, steps=400)[-1])
    stars, rings = panel.map.stars.getData(), panel.map.rings.getData()
    assert sorted(stars[0]) == pytest.approx([-0.31236, 2.19827], abs=1e-4)
    assert list(rings[0]) == pytest.approx([2.19827], abs=1e-4)


def test_pointing_at_a_bar_marks_its_star(panel):
    panel.show_surface(raster(HIMMELBLAU, 64))
    result = walked()[-1]
    panel.show_starts(result)
    panel.bars.pointed.emit(2)
    assert tuple(axis[0] for axis in panel.map.spot.getData()) == pytest.approx(result.minima[2].point)
    panel.bars.pointed.emit(-1)
    assert len(panel.map.spot.getData()[0]) == 0


def test_one_sentence_says_what_came_of_the_starts(panel):
    panel.show_starts(walked(steps=200)[-1])
    said = panel.sentence.text().replace("\u00a0", " ")
    assert said.startswith("Minima found: 4 · lowest f = 0 at (")
    assert said.endswith("diverged: 0 · still moving: 0")


def test_a_line_breaks_between_two_parts_and_never_within_one():
    assert (
        joined(["still moving: 1 000", "发散：0"]) == "still\u00a0moving:\u00a01\u00a0000 · 发\u2060散\u2060：\u20600"
    )


def test_a_crowd_that_diverges_is_counted(panel):
    panel.show_surface(raster(HIMMELBLAU, 64))
    panel.show_starts(walked(optimizer=SGD(lr=1.0))[-1])
    said = panel.sentence.text().replace("\u00a0", " ")
    assert said.startswith("No minimum found")
    assert "diverged: 300" in said
    panel.show_step(40)
    assert not panel.grab().isNull()


def test_progress_is_told_while_there_is_more_to_come(panel):
    results = walked(count=20_000, steps=2)
    panel.show_surface(raster(HIMMELBLAU, 64))
    panel.show_starts(next(result for result in results if 0 < result.count < result.total))
    assert panel.progress.text() == "16\u00a0384 of 20\u00a0000"
    panel.show_starts(results[-1])
    assert panel.progress.text() == ""


def test_above_twenty_thousand_some_stand_for_all_in_the_colours_of_their_ends(panel):
    panel.show_surface(raster(HIMMELBLAU, 64))
    study = walked(count=30_000, steps=60)[-1]
    panel.show_starts(study)
    crowd = panel.map.crowd
    assert 10_000 <= len(crowd.xs) <= 20_000
    shares = [np.mean(crowd._kinds == kind) for kind in panel._tints]
    assert sorted(shares) == pytest.approx(sorted(minimum.share for minimum in study.minima), abs=0.02)


def test_a_mistake_takes_the_place_of_the_sentence_and_the_picture_stays(panel):
    panel.show_surface(raster(HIMMELBLAU, 64))
    panel.show_starts(walked()[-1])
    panel.fail_surface(Mistake("there is no function {name}", 3, name="sine"))
    panel.fail_starts(Mistake("there is no function {name}", 3, name="sine"))
    assert panel.sentence.text() == "there is no function sine"
    assert panel.sentence.objectName() == "warn"
    assert len(panel.map.crowd.xs) == 300
    panel.show_starts(walked()[-1])
    assert panel.sentence.objectName() == "mute"


def test_the_run_they_walk_under_is_named(panel, session):
    assert panel.under.text() == "walking under SGD, lr 0.01"
    session.set(selected=2)
    assert panel.under.text() == "walking under Adam, lr 0.2"
    session.set(runs=(Run(Adam(lr=0.5), 0),), selected=0)
    assert panel.under.text() == "walking under Adam, lr 0.5"


def test_a_click_on_the_map_sets_the_start(panel, session):
    panel.map.picked.emit((1.5, -2.0))
    assert session.state.start == (1.5, -2.0)
    panel.map.picked.emit((4.0,))
    assert session.state.start == (4.0, -2.0)


def test_the_whole_window_shows_where_the_starts_came_from_beside_the_crowd(qtbot, session):
    panel = shown(qtbot, session, size=(1260, 600))
    result = walked()[-1]
    panel.show_surface(raster(HIMMELBLAU, 64))
    panel.show_starts(result)
    assert not panel.origins.isVisible()
    panel.playback.go(40)
    panel.set_wide(True)
    assert panel.origins.isVisible()
    panel.playback.go(20)
    np.testing.assert_allclose(panel.origins.crowd.xs, result.frames.points[0, :, 0])


@pytest.mark.parametrize("theme", ["light", "projector"])
def test_nothing_needs_more_room_than_a_third_of_a_small_screen(qtbot, session, theme):
    panel = shown(qtbot, session, Look(theme=theme))
    panel.show_surface(raster(HIMMELBLAU, 64))
    panel.show_starts(walked()[-1])
    assert panel.minimumSizeHint().width() <= 410
    assert panel.map.height() > 200
    assert panel.sentence.height() >= panel.sentence.heightForWidth(panel.sentence.width())


def test_a_grid_shows_no_interval(panel, session):
    session.set(starts=replace(session.state.starts, kind="grid"))
    panel.show_starts(walked()[-1])
    assert "±" not in panel.bars.accessibleDescription()


def test_while_nothing_is_known_it_says_that_the_starts_walk_and_no_more(panel):
    panel.show_surface(raster(HIMMELBLAU, 64))
    panel.show_starts(walked(count=20_000, steps=2)[0])
    assert panel.sentence.text() == "Walking: 0 of 20\u00a0000"
    assert panel.progress.text() == ""


def test_walks_that_were_stopped_are_said_to_be_and_can_be_walked_again(qtbot, panel):
    results = walked(count=20_000, steps=2)
    panel.show_surface(raster(HIMMELBLAU, 64))
    panel.show_starts(next(result for result in results if 0 < result.count < result.total))
    panel.stop("surface")
    assert not panel.again.isVisible()
    panel.stop("starts")
    assert panel.sentence.text().replace("\u00a0", " ").startswith("Stopped at 16 384 of 20 000 · ")
    assert panel.progress.text() == ""
    with qtbot.waitSignal(panel.wanted, check_params_cb=lambda job: job == "starts"):
        panel.again.click()
    panel.show_starts(results[0])
    assert not panel.again.isVisible()
    panel.stop("starts")
    assert panel.sentence.text().replace("\u00a0", " ") == "Stopped at 0 of 20 000"


def test_walks_that_were_complete_are_not_said_to_have_been_stopped(panel):
    panel.show_starts(walked()[-1])
    panel.stop("starts")
    assert "Stopped" not in panel.sentence.text()


def test_without_the_second_map_the_lines_beside_the_first_stay_together(qtbot, session):
    panel = shown(qtbot, session, size=(1260, 600))
    panel.set_wide(True)
    panel.show_surface(raster(HIMMELBLAU, 64))
    panel.show_starts(walked(count=30_000, steps=2)[-1])

    def top(widget):
        return widget.mapTo(panel, widget.rect().topLeft()).y()

    qtbot.waitUntil(lambda: top(panel.bars) - top(panel.under) < 80)  # once the layouts have settled
    qtbot.waitUntil(lambda: top(panel.sentence) < panel.height() / 2)


@pytest.mark.parametrize("text", ["5000000", "0", "abc"])
def test_why_a_number_of_starts_was_not_taken_is_said(panel, text):
    field = panel.form.count.lineEdit()
    enter(field, text)
    assert [said.text() for said in field.findChildren(Reason)] == ["A whole number from 1 to 1\u00a0000\u00a0000"]
    enter(panel.form.seed, "xyz")
    assert len(panel.form.seed.findChildren(Reason)) == 1


def test_a_dot_has_the_colour_of_the_minimum_whichever_draws_the_most(panel):
    panel.show_surface(raster(HIMMELBLAU, 64))
    seen = []
    for count in (150, 300):
        panel.show_starts(walked(count=count, steps=200)[-1])
        panel.show_step(200)
        ends = zip(crowd_of(panel), panel.map.crowd._kinds, strict=True)
        seen.append({(round(x), round(y)): kind for (x, y), kind in ends})
    assert seen[0] == seen[1]
    assert seen[0].keys() == {(-4, -3), (-3, 3), (3, 2), (4, -2)}
    assert len(set(seen[0].values())) == 4


def test_those_that_hover_about_a_minimum_are_counted(panel):
    panel.show_starts(walked(steps=200, optimizer=RMSprop(lr=0.05))[-1])
    said = panel.sentence.text().replace("\u00a0", " ")
    assert "Minima found: 4" in said
    count = int(said.split("still hovering: ")[1].split(" ·")[0])
    assert 200 < count <= 300
    panel.show_starts(walked(steps=200)[-1])
    assert "hovering" not in panel.sentence.text()


def test_the_start_of_the_walks_is_marked_and_can_be_dragged(panel, session):
    panel.show_surface(raster(HIMMELBLAU, 64))
    session.set(start=(2.0, -3.0))
    assert [float(axis[0]) for axis in panel.map._handle.getData()] == [2.0, -3.0]
    panel.map.dragged.emit((1.0, 1.0))
    panel.map.dragged.emit((1.5, 1.0))
    panel.map.released.emit()
    assert session.state.start == (1.5, 1.0)
    session.undo()
    assert session.state.start == (2.0, -3.0)
