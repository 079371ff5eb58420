"""The pieces put together, offscreen: what was preferred is found again, and results reach the window."""

import os
import subprocess
import sys

import numpy as np
import pytest
from PySide6 import QtWidgets
from PySide6.QtCore import QSettings

from lossland.jobs import sweep as rates
from lossland.program import Program, prefer, prefer_engine, preferred, preferred_engine
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


def test_an_engine_that_was_chosen_is_found_again_and_nonsense_is_as_if_it_was_not_there():
    assert preferred_engine() == "auto"
    prefer_engine("numpy")
    assert preferred_engine() == "numpy"
    assert preferred() == Look()
    for nonsense in ("cuda", "", ["numpy"], b"\xff"):
        keep(engine=nonsense)
        assert preferred_engine() == "auto"


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


def test_what_the_first_picture_does_not_need_is_not_imported_for_it():
    code = """
import sys
from lossland.__main__ import prepare
assert "numpy" not in sys.modules and "PySide6" not in sys.modules
prepare()
from lossland.program import Program
from lossland.views.theme import Look
Program(Look())
late = ("lark", "contourpy", "llvmlite", "msgspec", "lossland.jobs", "lossland.core.study", "lossland.core.raster")
late += ("pyqtgraph.imageview", "pyqtgraph.parametertree", "multiprocessing")
print([name for name in late if name in sys.modules], flush=True)
import os
os._exit(0)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=os.environ | {"PYTHONPATH": "app"}
    )
    assert done.stdout.strip() == "[]", done.stderr


def test_computing_begins_when_the_window_has_been_seen(qapp, qtbot):
    program = Program(Look(), State(steps=20))
    produced = []
    program.worker.produced.connect(lambda name, _: produced.append(name))
    qtbot.wait(50)
    assert program.worker.idle
    program.window.show()
    qtbot.waitUntil(lambda: {"surface", "walks", "starts", "network"} <= set(produced))
    program.worker.stop()
    program.window.close()
    program.window.deleteLater()
    qtbot.wait(1)


def test_qt_can_still_tell_the_names_of_its_classes():
    assert "QPushButton" in dir(QtWidgets)


def test_a_change_is_computed_and_shown_and_its_undoing_too(program):
    panel = program.window.findChild(SurfacePanel)
    program.session.set(expression="x^2 + y^2")
    program.wait()
    assert panel.map.raster.surface.text == "x^2 + y^2"
    program.session.undo()
    program.wait()
    assert panel.map.raster.surface.text == State().expression


def test_a_change_of_engine_has_every_job_computed_anew_by_it(program):
    results = {}
    program.worker.produced.connect(results.__setitem__)
    for engine in ("llvm", "numpy", "torch"):
        results.clear()
        program.window.set_engine(engine)
        program.wait()
        assert {"surface", "walks", "starts", "network"} <= set(results)
        computed = [results["starts"], *(judged.walk for judged in results["walks"])]
        assert [each.engine.partition(":")[0] for each in computed] == [engine] * 4
    assert program.session.state == State(steps=20)
    assert not program.window.files.dirty


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


def test_while_something_is_dragged_all_follows_and_ends_as_it_was_left(program, qtbot):
    program.wait()
    seen = {name: [] for name in ("walks", "sweep")}
    program.worker.produced.connect(lambda name, result: seen[name].append(result) if name in seen else None)
    for i in range(40):
        program.session.set(gesture="drag", start=(-3.0 + 0.1 * i, 1.0))
        qtbot.wait(15)
    assert min(map(len, seen.values())) > 1  # though either takes longer than a move where the window is busy
    program.wait()
    last = list(rates(program.session.state))[-1][1]
    np.testing.assert_array_equal(seen["sweep"][-1].kinds, last.kinds)
    np.testing.assert_array_equal(seen["sweep"][-1].needed, last.needed)
