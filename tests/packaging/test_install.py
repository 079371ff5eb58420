"""Lossland runs installed by pip, and from a clone with nothing installed."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
WALK = ["descend", "x^2 + y^2", "--optimizer", "SGD", "--lr", "0.1", "--start", "1", "-2", "--steps", "3"]


@pytest.fixture(scope="module")
def make_environment(tmp_path_factory):
    """Make an environment with all that Lossland needs, borrowed from the one that runs the tests, but without it."""

    def make(name):
        folder = tmp_path_factory.mktemp(name)
        venv.create(folder, with_pip=False, symlinks=True)
        (site,) = folder.glob("lib/python*/site-packages")
        # Folders named in a .pth file are searched, but their own .pth files are not read: an editable Lossland
        # in the borrowed environment stays there.
        (site / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n")
        return folder / "bin"

    return make


@pytest.fixture(scope="module")
def installed(make_environment):
    programs = make_environment("installed")
    pip = [sys.executable, "-m", "pip", "--python", str(programs / "python"), "--disable-pip-version-check"]
    run([*pip, "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation", str(ROOT)])
    return programs


def run(command, **more):
    """The output of a command that must succeed, started from elsewhere and told nothing of this clone."""
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=100, env=surroundings, **{"cwd": "/", **more}
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def assert_halved_thrice(text):
    walk = json.loads(text)
    # x - 0.1 · 2x = 0.8 x, three times
    assert walk["points"][-1] == pytest.approx([0.8**3, -2 * 0.8**3], abs=1e-15)
    assert walk["losses"] == pytest.approx([5 * 0.64**k for k in range(4)])
    assert walk["end"] == "steps"


def test_pip_gives_the_command(installed):
    assert_halved_thrice(run([installed / "lossland", *WALK]))


def test_pip_installs_everything_that_is_not_code(installed):
    (package,) = installed.parent.glob("lib/python*/site-packages/lossland")
    pairs = [(ROOT / "app" / "lossland", package), (ROOT / "resources", package / "resources")]
    for source, target in pairs:
        wanted = {path.relative_to(source).as_posix() for path in source.rglob("*") if path.is_file()}
        wanted = {name for name in wanted if not name.startswith("pictures/") and "__pycache__" not in name}
        found = {path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file()}
        assert wanted - found == set()
    assert not (package / "resources" / "pictures").exists()


def test_the_installed_program_paints_its_window(installed, tmp_path):
    run([installed / "lossland", "picture", tmp_path / "window.png", "--size", "1280x720"], cwd=tmp_path)
    picture = QImage(str(tmp_path / "window.png"))
    assert (picture.width(), picture.height()) == (1280, 720)
    colours = set(memoryview(picture.convertToFormat(QImage.Format.Format_RGB32).constBits()).cast("I"))
    assert len(colours) > 500  # a map has thousands, an empty window a dozen


def test_a_clone_runs_without_being_installed(make_environment, tmp_path):
    clone = tmp_path / "a clone"
    for name in ("app", "resources"):
        shutil.copytree(ROOT / name, clone / name, ignore=shutil.ignore_patterns("__pycache__"))
    python = make_environment("bare") / "python"
    bare = subprocess.run([python, "-c", "import lossland"], capture_output=True, text=True, cwd="/")
    assert "No module named 'lossland'" in bare.stderr
    assert_halved_thrice(run([python, "app", *WALK], cwd=clone))
    assert_halved_thrice(run([python, clone / "app", *WALK], cwd="/"))
