"""The pieces put together, offscreen: what was preferred is found again, and results reach the window."""

import pytest
from PySide6.QtCore import QSettings

from lossland.program import Program, prefer, preferred
from lossland.session import State
from lossland.views.surface.panel import SurfacePanel
from lossland.views.theme import Look


def keep(**values):
    kept = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Lossland", "Lossland")
    for name, value in values.items():
        kept.setValue(name, value)
    kept.sync()


def test_at_first_the_look_is_the_plain_one():
    assert preferred() == Look()


def test_a_look_that_was_preferred_is_found_again():
    prefer(Look("projector", "zh", 1.25))
    assert preferred() == Look("projector", "zh", 1.25)


@pytest.mark.parametrize(
    "nonsense",
    [
        {"theme": "pink", "language": "tlh", "scale": "large"},
        {"theme": "", "language": "", "scale": ""},
        {"theme": ["dark", "light"], "language": 7, "scale": "nan"},
        {"theme": b"\xff\xfe", "language": None, "scale": [1, 2]},
    ],
)
def test_settings_that_make_no_sense_are_as_if_they_were_not_there(nonsense):
    keep(**nonsense)
    assert preferred() == Look()


@pytest.mark.parametrize(("kept", "scale"), [("1e9", 2.0), ("-3", 0.7), ("inf", 2.0)])
def test_a_type_size_beyond_all_measure_is_the_nearest_that_can_be_read(kept, scale):
    keep(scale=kept)
    assert preferred().scale == scale


@pytest.fixture
def program(qapp, qtbot):
    made = Program(Look(), State(steps=20))
    made.wait()
    yield made
    made.worker.stop()
    made.window.files.keep()
    made.window.close()
    made.window.deleteLater()
    qtbot.wait(1)


def test_a_change_is_computed_and_shown_and_its_undoing_too(program):
    panel = program.window.findChild(SurfacePanel)
    program.session.set(expression="x^2 + y^2")
    program.wait()
    assert panel.map.raster.surface.text == "x^2 + y^2"
    program.session.undo()
    program.wait()
    assert panel.map.raster.surface.text == State().expression


def test_leaving_writes_a_picture_and_ends_the_thread(program, tmp_path, capsys):
    assert program.leave(tmp_path / "there" / "out.png") == 0
    assert (tmp_path / "there" / "out.png").stat().st_size > 10_000
    assert "out.png" in capsys.readouterr().out


def test_a_picture_that_cannot_be_written_is_an_error(program, tmp_path):
    with pytest.raises(OSError, match="could not be written"):
        program.leave(tmp_path)


def test_a_job_that_is_wanted_once_more_runs_from_its_beginning(program, qtbot):
    seen = []
    program.worker.produced.connect(lambda job, result: seen.append((job, result)))
    program.window.wanted.emit("starts")
    program.wait()
    assert {job for job, _ in seen} == {"starts"}
    assert seen[-1][1].count == program.session.state.starts.count
