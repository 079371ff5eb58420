"""The command line: numbers without a window, pictures of the asked size, and one line on what is wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QImage

import lossland as ll
from lossland import document
from lossland.__main__ import main
from lossland.session import State

APP = Path(__file__).parents[1] / "app"


def lossland(*arguments, **environment):
    """Run `python app` in a process of its own, without a display."""
    own = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [sys.executable, APP, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=100,
        env=own | {"QT_QPA_PLATFORM": "offscreen"} | environment,
    )


def told(done):
    """The lines on stderr, but for what Qt says of a screen that is none."""
    return [line for line in done.stderr.splitlines() if not line.startswith("This plugin does not support")]


def walk(capsys, *arguments):
    assert main(["descend", *arguments]) == 0
    return json.loads(capsys.readouterr().out, parse_constant=pytest.fail)


def test_descend_prints_what_the_notebook_computes():
    done = lossland(
        "descend", "x^2 + 10y^2", "--optimizer", "Adam", "--lr", "0.1", "--start", "5", "-1", "--steps", "30"
    )
    assert (done.returncode, told(done)) == (0, [])
    printed = json.loads(done.stdout)
    known = ll.descend(ll.Surface("x^2 + 10y^2"), ll.Adam(lr=0.1), start=(5, -1), steps=30)
    np.testing.assert_array_equal(printed["points"], known.points)
    np.testing.assert_array_equal(printed["losses"], known.losses)
    assert printed["end"] == known.end


def test_an_engine_can_be_asked_for_and_what_is_not_here_is_told(capsys):
    walks = [walk(capsys, "x^2", "--start", "3", "--engine", engine) for engine in ("numpy", "llvm")]
    assert [printed["engine"] for printed in walks] == ["numpy", "llvm"]
    np.testing.assert_allclose(walks[0]["points"], walks[1]["points"], rtol=1e-12)
    done = lossland("descend", "x^2", "--start", "3", "--engine", "torch", CUDA_VISIBLE_DEVICES="")
    assert json.loads(done.stdout)["engine"] == "torch:cpu"
    assert told(done) == ["lossland: There is no GPU here: torch computes on the processor"]


def test_parameters_are_given_by_name_and_are_1_otherwise(capsys):
    for given, a, b in (((), 1, 1), (("a=7",), 7, 1), (("a=7", "b=-2e-1"), 7, -0.2)):
        options = [word for setting in given for word in ("--parameter", setting)]
        printed = walk(capsys, "(x - a)^2 + b y", "--start", "0", "0", *options)
        known = ll.descend(ll.Surface("(x - a)^2 + b y", a=a, b=b), ll.SGD(), start=(0, 0), steps=100)
        np.testing.assert_array_equal(printed["points"], known.points)


def test_no_zero_has_a_minus(capsys):
    assert main(["descend", "-x", "--start", "-0.0", "--steps", "0"]) == 0
    assert json.loads(capsys.readouterr().out)["points"] == [[0.0]]
    assert main(["descend", "-x", "--start", "-0.0", "--steps", "0"]) == 0
    assert "-0.0" not in capsys.readouterr().out


def test_what_is_not_said_is_told_by_the_help(capsys):
    for command, words in (("descend", ("default: 100", "default: SGD", "NAME=NUMBER")), ("picture", ("1280x720",))):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        printed = " ".join(capsys.readouterr().out.split())
        assert all(word in printed for word in words)


def test_an_expression_and_a_number_may_begin_with_a_minus(capsys):
    printed = walk(capsys, "-x^2", "--start", "-1e-3", "--steps", "1", "--lr", "0.5")
    assert printed["points"] == [[-1e-3], [-2e-3]]


def test_what_is_not_finite_is_null_in_the_json(capsys):
    printed = walk(capsys, "x^200", "--start", "9000")
    assert printed["losses"][-1] is None
    assert printed["end"] == "diverged"


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("descend", "x^2 + sine(x)", "--start", "1"), "sine"),
        (("descend", "x^2", "--start", "1", "2"), "coordinate"),
        (("descend", "x^2", "--start", "1", "--optimizer", "Adamant"), "Adamant"),
        (("descend", "x^2", "--start", "1", "--lr", "-1"), "lr"),
        (("descend", "x^2", "--start", "one"), "one"),
        (("descend", "x^2", "--start", "1", "--steps", "-5"), "steps"),
        (("descend", "x^2"), "--start"),
        (("descend", "a x^2", "--start", "1", "--parameter", "b=2"), "no parameter b"),
        (("descend", "a x^2", "--start", "1", "--parameter", "a"), "NAME=NUMBER"),
        (("descend", "a x^2", "--start", "1", "--parameter", "a=seven"), "a=seven"),
        (("descend", "a x^2", "--start", "1", "--parameter", "a=nan"), "NAME=NUMBER"),
        (("fly",), "fly"),
        (("picture", "out.png", "--size", "12x12"), "960x600"),
        (("picture", "out.png", "--open", "gone.lossland"), "gone.lossland"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_with_status_2(arguments, word, capsys, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    try:
        status = main(list(arguments))
    except SystemExit as end:
        status = end.code
    printed = capsys.readouterr()
    assert (status, printed.out) == (2, "")
    assert printed.err.count("\n") == 1
    assert printed.err.startswith("lossland")
    assert word in printed.err
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_lesson_is_refused_without_a_traceback(tmp_path):
    bad = tmp_path / "bad.lossland"
    bad.write_text("[1, 2")
    done = lossland("picture", tmp_path / "out.png", "--open", bad)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(told(done)) == 1
    assert not (tmp_path / "out.png").exists()


def test_a_picture_has_the_asked_size_and_shows_the_lesson_that_was_opened(tmp_path):
    lesson, out = tmp_path / "curve.lossland", tmp_path / "new folder" / "out.png"
    document.save(State(expression="x^2", parameters=(), steps=40), lesson)
    looks = ("--size", "1000x620", "--theme", "dark", "--language", "zh", "--step", "12")
    done = lossland("picture", out, "--open", lesson, *looks)
    assert (done.returncode, told(done)) == (0, [])
    image = QImage(str(out))
    assert (image.width(), image.height()) == (1000, 620)
    assert image.pixelColor(1, 1).name() == "#14171c"


def test_a_picture_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "out.png").mkdir()
    done = lossland("picture", tmp_path / "out.png")
    assert done.returncode == 2
    assert len(told(done)) == 1


def test_a_picture_that_would_be_of_another_kind_than_its_name_says_is_refused(tmp_path):
    done = lossland("picture", tmp_path / "out.jpg")
    assert done.returncode == 2
    assert ".png" in done.stderr
    assert not list(tmp_path.iterdir())
