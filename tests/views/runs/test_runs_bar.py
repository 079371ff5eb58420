"""The runs bar changes the session and nothing else, keeps its widgets while they are turned, and always fits."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.session import Run, Session, State
from lossland.views.runs.bar import MOST, RunsBar, another
from lossland.views.runs.chip import retyped
from lossland.views.runs.knobs import RunKnobs
from lossland.views.theme import Look


@pytest.fixture
def session():
    return Session()


@pytest.fixture
def bar(qtbot, session):
    return shown(qtbot, session)


def shown(qtbot, session, width=1264, look=None):
    made = RunsBar(session, look or Look())
    qtbot.addWidget(made)
    made.sync(None, session.state)
    session.changed.connect(made.sync)
    made.resize(width, made.sizeHint().height())
    with qtbot.waitExposed(made):
        made.show()
    return made


def click(widget):
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_into(edit, text):
    edit.number.selectAll()
    QTest.keyClicks(edit.number, text)
    QTest.keyClick(edit.number, Qt.Key.Key_Return)


def test_every_run_has_a_chip_that_shows_its_optimizer_lr_and_selection(bar, session):
    assert [chip.name.text() for chip in bar.chips] == ["SGD", "RMSprop", "Adam"]
    assert [chip.knobs[0].number.text() for chip in bar.chips] == ["0.01", "0.05", "0.2"]
    assert [chip.name.isChecked() for chip in bar.chips] == [True, False, False]
    assert all(chip.knobs[0].number.isVisible() for chip in bar.chips)


def test_the_learning_rate_of_the_selected_run_is_turned_as_by_a_key_on_its_slider(qtbot, bar, session):
    session.set(selected=2)
    slider = bar.chips[2].knobs[0].slider
    for action, up in (
        (slider.SliderAction.SliderSingleStepAdd, True),
        (slider.SliderAction.SliderSingleStepSub, False),
    ):
        before = session.state
        with qtbot.waitSignal(bar.chips[2].knobs[0].settled):
            bar.turn(action)
        assert (session.state.optimizer.lr > before.optimizer.lr) == up
        assert [run.optimizer for run in session.state.runs[:2]] == [run.optimizer for run in before.runs[:2]]
        session.undo()
        assert session.state == before
        session.redo()


def test_the_dot_switches_the_run_off_and_on(bar, session):
    click(bar.chips[1].dot)
    assert [run.enabled for run in session.state.runs] == [True, False, True]
    click(bar.chips[1].dot)
    assert all(run.enabled for run in session.state.runs)


def test_a_click_on_name_or_chip_selects_the_run(bar, session):
    click(bar.chips[2].name)
    assert session.state.selected == 2
    click(bar.chips[2].name)
    assert bar.chips[2].name.isChecked()
    QTest.mouseClick(bar.chips[1], Qt.MouseButton.LeftButton, pos=bar.chips[1].rect().bottomLeft())
    assert session.state.selected == 1
    assert [chip.property("selected") for chip in bar.chips] == [False, True, False]


def test_a_drag_of_lr_is_live_keeps_its_widgets_and_is_one_undo(bar, session):
    chips, slider = list(bar.chips), bar.chips[0].knobs[0].slider
    slider.setSliderDown(True)
    for tick in (600, 650, 700):
        slider.setValue(tick)
    assert session.state.runs[0].optimizer.lr == pytest.approx(0.158, rel=0.01)
    slider.setSliderDown(False)
    slider.setSliderDown(True)
    slider.setValue(300)
    slider.setSliderDown(False)
    assert bar.chips == chips
    session.undo()
    assert session.state.runs[0].optimizer.lr == pytest.approx(0.158, rel=0.01)
    session.undo()
    assert session.state == State()
    assert bar.chips[0].knobs[0].number.text() == "0.01"


def test_a_number_that_the_optimizer_refuses_is_restored(bar, session):
    click(bar.chips[2].name)
    card = RunKnobs(session, Look(), 2, bar)
    type_into(card.knobs["beta_1"], "1.5")
    assert card.knobs["beta_1"].number.text() == "0.9"
    assert session.state.runs[2].optimizer == State().runs[2].optimizer
    type_into(bar.chips[0].knobs[0], "-3")
    assert bar.chips[0].knobs[0].number.text() == "0.01"


def test_another_optimizer_is_chosen_in_the_chips_menu(bar, session):
    menu = bar.chips[0].kind.menu()
    next(action for action in menu.actions() if action.text() == "Adam").trigger()
    assert session.state.runs[0].optimizer == Adam(lr=0.2)
    assert session.state.runs[0].color == 0
    assert [chip.name.text() for chip in bar.chips] == ["Adam", "RMSprop", "Adam"]
    session.undo()
    assert bar.chips[0].name.text() == "SGD"


def test_lr_is_kept_where_it_means_the_same_and_the_other_settings_by_name():
    assert retyped(RMSprop(lr=0.3, epsilon=0.1, dialect="keras3"), Adam, (), 10.0) == Adam(
        lr=0.3, epsilon=0.1, dialect="keras3"
    )
    assert retyped(SGD(lr=0.3, decay=0.01), Adam, (), 10.0) == Adam(lr=0.1, decay=0.01)
    assert retyped(SGD(), Adam, (), 1024.0).lr == 10.0
    assert retyped(Adam(lr=0.3), SGD, (), 10.0) == SGD()
    assert retyped(Adam(lr=0.3), SGD, (Run(SGD(lr=0.02), 0),), 10.0) == SGD(lr=0.02)


def test_runs_are_added_up_to_six_each_of_another_colour_and_none_twice(bar, session):
    for _ in range(MOST):
        click(bar.add)
    runs = session.state.runs
    assert sorted(run.color for run in runs) == list(range(MOST))
    assert len({run.optimizer for run in runs}) == MOST
    assert len(bar.chips) == MOST
    assert not bar.add.isEnabled()
    assert session.state.selected == 0


def test_an_optimizer_that_is_missing_is_added_first():
    state = replace(State(), runs=State().runs[:1])
    assert isinstance(another(state).optimizer, Adam)
    assert another(replace(State(), runs=(Run(SGD(lr=0.0), 0), *State().runs[1:]))).optimizer == SGD(lr=0.01)


@pytest.mark.parametrize(("removed", "selected", "after"), [(0, 2, 1), (0, 1, 0), (2, 2, 1), (2, 0, 0), (1, 1, 1)])
def test_removing_a_run_keeps_the_selection_where_it_can(qtbot, session, removed, selected, after):
    session.set(selected=selected)
    bar = shown(qtbot, session)
    click(RunKnobs(session, Look(), removed, bar).remove)
    assert [run.color for run in session.state.runs] == [
        run.color for i, run in enumerate(State().runs) if i != removed
    ]
    assert session.state.selected == after
    assert len(bar.chips) == 2


def test_the_last_run_cannot_be_removed(qtbot, session):
    session.set(runs=session.state.runs[:1])
    assert not RunKnobs(session, Look(), 0, shown(qtbot, session)).remove.isEnabled()


def test_the_card_turns_every_setting_and_follows_the_session(bar, session):
    click(bar.chips[0].more)
    card = bar.chips[0].findChild(RunKnobs)
    assert set(card.knobs) == {"lr", "momentum", "decay"}
    type_into(card.knobs["momentum"], "0.9")
    card.switches["nesterov"].click()
    card.dialect.setCurrentIndex(2)
    card.dialect.activated.emit(2)
    assert session.state.runs[0].optimizer == SGD(lr=0.01, momentum=0.9, nesterov=True, dialect="keras3")
    session.undo()
    session.undo()
    assert (card.switches["nesterov"].isChecked(), card.dialect.currentText()) == (False, "PyTorch")
    card.close()


def test_a_card_that_was_closed_is_forgotten(qtbot, bar, session):
    click(bar.chips[0].more)
    card = bar.chips[0].findChild(RunKnobs)
    with qtbot.waitSignal(card.destroyed):
        card.close()
    session.set(runs=(replace(session.state.runs[0], optimizer=SGD(lr=0.5)), *session.state.runs[1:]))
    assert bar.chips[0].knobs[0].number.text() == "0.5"


@pytest.mark.parametrize("theme", ["light", "dark", "projector"])
@pytest.mark.parametrize("count", range(1, MOST + 1))
def test_the_chips_fit_a_small_screen_in_every_theme(qtbot, session, theme, count):
    session.set(runs=session.state.runs[:count])
    bar = shown(qtbot, session, width=1150, look=Look(theme=theme))
    while len(bar.chips) < count:
        click(bar.add)
    QTest.qWait(0)  # let the layouts settle
    assert bar.height() <= (56 if theme == "projector" else 48)
    for chip in bar.chips:
        assert chip.mapTo(bar, chip.rect().topRight()).x() < bar.add.x()
        assert chip.width() >= chip.minimumSizeHint().width()
    selected = bar.chips[0]
    assert selected.knobs[0].slider.isVisible()
    assert selected.knobs[0].number.isVisible()


def test_with_few_runs_there_is_room_for_more_knobs(qtbot, session):
    session.set(runs=session.state.runs[:1])
    bar = shown(qtbot, session)
    assert [knob.isVisible() for knob in bar.chips[0].knobs] == [True, True, True]
    bar.resize(420, bar.height())
    assert [knob.isVisible() for knob in bar.chips[0].knobs] == [True, False, False]


def test_all_that_can_be_operated_is_named_explained_and_reached_by_tab(bar):
    for chip in bar.chips:
        knob = chip.knobs[0]
        for widget in (chip.dot, chip.name, chip.kind, chip.more, knob.slider, knob.number):
            assert widget.accessibleName()
            assert widget.toolTip()
            assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus


@pytest.mark.parametrize("count", range(3, MOST + 1))
def test_room_that_is_left_goes_to_the_numbers_and_sliders_of_the_runs(qtbot, session, count):
    bar = shown(qtbot, session, width=1164)
    while len(bar.chips) < count:
        click(bar.add)
    QTest.qWait(0)  # let the layouts settle
    assert all(chip.knobs[0].number.isVisible() for chip in bar.chips)
    last = bar.chips[-1]
    left = bar.add.x() - last.mapTo(bar, last.rect().topRight()).x()
    assert left < 130 or all(chip.knobs[0].slider.isVisible() for chip in bar.chips)
