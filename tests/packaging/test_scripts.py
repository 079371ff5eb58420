"""The scripts do the right thing on machines that lack something, and say truthfully how it ended."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ("run", "test", "bench", "freeze", "pictures")


def program(path, text):
    path.write_text("#!/bin/sh\n" + text)
    path.chmod(0o755)


@pytest.fixture
def clone(tmp_path):
    """A copy of the scripts in a folder with a space in its name."""
    folder = tmp_path / "my class" / "lossland"
    shutil.copytree(ROOT / "packaging", folder / "packaging")
    shutil.copytree(ROOT / ".ci", folder / ".ci")
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


@pytest.fixture
def machine(tmp_path):
    """A folder of programs that come before the system's own: a Debian with every package, used by who is not root."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program(folder / "id", "echo 1000")
    program(folder / "apt-get", 'echo "$@" >>"$LOG"')
    dpkg_knows(folder)
    return folder


def dpkg_knows(folder, *absent, renamed="-", removed="-"):
    """Let dpkg-query know all packages but the `absent`, `renamed` as …t64, and that `removed` was installed once."""
    program(
        folder / "dpkg-query",
        f"""shift 2
for name in "$@"; do
    case " {" ".join(absent)} {renamed} " in *" $name "*) continue ;; esac
    case $name in
        {removed}) echo "rc :$name:" ;;
        {renamed}t64) echo "ii :$name:" ;;
        *t64) ;;
        *) echo "ii :$name:" ;;
    esac
done""",
    )


@pytest.fixture
def prepared(clone):
    """The clone with an environment whose python notes what it is asked, and fails where FAIL is in the question."""
    environment = clone / ".venv" / "bin"
    environment.mkdir(parents=True)
    program(environment / "python", 'echo "$*" >>"$LOG"\ncase "$*" in *"${FAIL:-nothing}"*) exit "${STATUS:-1}";; esac')
    return clone


def call(script, *arguments, machine, tmp_path, **surroundings):
    environment = {
        "HOME": str(tmp_path), "PATH": f"{machine}:/usr/bin:/bin:/usr/sbin:/sbin", "LOG": str(tmp_path / "log"),
        **surroundings,
    }  # fmt: skip
    return subprocess.run(
        ["sh", script, *arguments], env=environment, cwd="/", capture_output=True, text=True, timeout=60
    )


def asked(tmp_path):
    return (tmp_path / "log").read_text().splitlines()


@pytest.mark.parametrize("name", [*SCRIPTS, "setup.sh"])
def test_every_script_is_read_by_the_plainest_shell(name):
    done = subprocess.run(["sh", "-n", ROOT / "packaging" / name], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_missing_libraries_are_named_in_one_line_to_run(clone, machine, tmp_path):
    dpkg_knows(machine, "libxcb-cursor0", removed="libgl1")
    done = call(clone / "packaging" / "run", machine=machine, tmp_path=tmp_path, DISPLAY=":0")
    assert done.returncode == 1
    lines = [line.strip() for line in done.stderr.splitlines()]
    assert "sudo apt-get install --no-install-recommends libgl1 libxcb-cursor0" in lines
    assert not (clone / ".venv").exists()
    assert not (tmp_path / "log").exists()


def test_root_gets_missing_libraries_installed(prepared, machine, tmp_path):
    program(machine / "id", "echo 0")
    dpkg_knows(machine, "libegl1")
    done = call(prepared / "packaging" / "run", machine=machine, tmp_path=tmp_path, DISPLAY=":0")
    assert done.returncode == 0, done.stderr
    assert asked(tmp_path)[:2] == ["-qq update", "-qq install --no-install-recommends libegl1"]


def test_a_library_under_its_newer_name_is_not_missed(prepared, machine, tmp_path):
    dpkg_knows(machine, renamed="libglib2.0-0")
    done = call(prepared / "packaging" / "run", machine=machine, tmp_path=tmp_path, DISPLAY=":0")
    assert done.returncode == 0, done.stderr


def test_the_second_call_starts_at_once_and_passes_arguments_on(prepared, machine, tmp_path):
    call(prepared / "packaging" / "run", machine=machine, tmp_path=tmp_path, DISPLAY=":0")
    first = asked(tmp_path)
    assert any("pip" in line and "install" in line and "--editable" in line for line in first)
    assert first[-1] == "-P -m lossland"
    (tmp_path / "log").unlink()
    call(prepared / "packaging" / "run", "open", "my lesson.json", machine=machine, tmp_path=tmp_path, DISPLAY=":0")
    assert asked(tmp_path) == ["-c import pip", "-P -m lossland open my lesson.json"]


def test_a_changed_pyproject_is_installed_again(prepared, machine, tmp_path):
    call(prepared / "packaging" / "run", machine=machine, tmp_path=tmp_path, DISPLAY=":0")
    with (prepared / "pyproject.toml").open("a") as file:
        file.write("# one more line\n")
    (tmp_path / "log").unlink()
    call(prepared / "packaging" / "run", machine=machine, tmp_path=tmp_path, DISPLAY=":0")
    assert any("--editable" in line for line in asked(tmp_path))


def test_without_a_display_the_demonstration_leaves_a_picture(prepared, machine, tmp_path):
    done = call(prepared / "packaging" / "run", machine=machine, tmp_path=tmp_path)
    assert done.returncode == 0, done.stderr
    picture = prepared / "build" / "first-run.png"
    assert asked(tmp_path)[-1] == f"-P -m lossland demo {picture}"
    assert str(picture) in done.stderr.splitlines()[-1]


def test_a_demonstration_that_fails_is_not_called_a_success(prepared, machine, tmp_path):
    done = call(prepared / "packaging" / "run", machine=machine, tmp_path=tmp_path, FAIL="lossland demo")
    assert done.returncode == 1
    assert "first-run.png" not in done.stderr


@pytest.mark.parametrize(
    ("failing", "said"),
    [
        ("-m ruff check", "Failed: ruff check"),
        ("-m mypy", "Failed: mypy"),
        ("-m pytest -m not window", "Failed: offscreen tests"),
        ("-m pytest -m window", "Failed: window tests"),
        ("-m pytest", "Failed: offscreen tests, window tests"),
    ],
)
def test_whatever_fails_fails_the_suite_and_is_named_last(prepared, machine, tmp_path, failing, said):
    done = call(prepared / "packaging" / "test", machine=machine, tmp_path=tmp_path, FAIL=failing)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (1, said)
    assert [line for line in asked(tmp_path) if "pytest" in line] == ["-m pytest -m not window", "-m pytest -m window"]


def test_the_suite_in_order_passes_and_ends_with_pytest(prepared, machine, tmp_path):
    done = call(prepared / ".ci" / "run", machine=machine, tmp_path=tmp_path)
    assert done.returncode == 0, done.stderr
    checks = ["-m ruff check", "-m ruff format", "-m mypy", "-m pytest -m not window", "-m pytest -m window"]
    assert [check for line in asked(tmp_path) for check in checks if line.startswith(check)] == checks
    assert asked(tmp_path)[-1] == "-m pytest -m window"
    assert "Failed" not in done.stderr


def test_the_benchmark_comes_with_its_peers_and_passes_arguments_on(prepared, machine, tmp_path):
    done = call(prepared / "packaging" / "bench", "--only", "small", machine=machine, tmp_path=tmp_path)
    assert done.returncode == 0, done.stderr
    assert any(line.endswith("--editable .[bench]") for line in asked(tmp_path))
    assert asked(tmp_path)[-1] == f"{prepared}/tests/bench/bench_engine.py --only small"


def test_a_half_of_the_suite_without_a_chosen_test_is_no_failure(prepared, machine, tmp_path):
    surroundings = {"machine": machine, "tmp_path": tmp_path, "FAIL": "-m pytest -m window", "STATUS": "5"}
    assert call(prepared / "packaging" / "test", "-k", "adam", **surroundings).returncode == 0
    assert asked(tmp_path)[-1] == "-m pytest -m window -k adam"
    assert call(prepared / "packaging" / "test", **surroundings).returncode == 1
