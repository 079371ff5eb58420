"""The house keeps its rules: who imports whom, how long a file is, and what no line may contain."""

import ast
import re
import sys
from pathlib import Path

import pytest

APP = Path(__file__).parents[1] / "app"
README = Path(__file__).parents[1] / "README.md"
FILES = sorted(APP.rglob("*.py"))
LONGEST = 350  # lines

STANDARD = set(sys.stdlib_module_names)
CORE = {"numpy", "lark", "contourpy", "lossland.core"}
LAZY = {"torch", "llvmlite"}  # inside functions of the core only: none is needed to start
FLOORS = {  # what a module may import beside the standard library, by the longest prefix of its name
    "__main__": {"lossland"},
    "lossland": {"lossland.core"},
    "lossland.__main__": {"lossland", "PySide6", "pyqtgraph"},
    "lossland.program": {"lossland", "PySide6", "pyqtgraph"},
    "lossland.resources": set(),
    "lossland.core": CORE,
    "lossland.core.presets": CORE | {"lossland.resources"},
    "lossland.session": {"lossland.core", "PySide6.QtCore"},
    "lossland.document": {"lossland.core", "lossland.session", "msgspec"},
    "lossland.jobs": {"lossland.core", "lossland.session"},
    "lossland.worker": {"PySide6.QtCore"},
    "lossland.views": {"lossland.core", "lossland.session", "lossland.document", "lossland.resources",
                       "lossland.views", "PySide6", "pyqtgraph", "numpy"},
}  # fmt: skip
PARTS = {
    f"lossland.views.{name}" for name in ("surface", "starts", "network", "runs")
}  # which know nothing of each other
WORDS = {"tr", "Sentence", "Mistake"}
COLOR = re.compile(r"#[0-9a-fA-F]{6}\b")


def name_of(path: Path) -> str:
    parts = path.relative_to(APP).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_within(name: str, allowed: set[str]) -> bool:
    return any(name == prefix or name.startswith(prefix + ".") for prefix in allowed)


def imports(tree: ast.Module):
    """Yield (module name, whether it is imported when the file is) of every import, `from a import b` as a.b."""
    lazy = {id(node) for function in ast.walk(tree) if isinstance(function, ast.FunctionDef)
            for node in ast.walk(function)}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from ((name, id(node) not in lazy) for name in names)


def wrong_imports(module: str, source: str) -> list[str]:
    floor = max((prefix for prefix in FLOORS if is_within(module, {prefix})), key=len)
    if floor == "lossland" and module != "lossland":
        return [f"{module} stands on no floor of the house"]
    allowed = FLOORS[floor]
    others = {part for part in PARTS if not is_within(module, {part})} if is_within(module, PARTS) else set()
    wrong = []
    for name, at_start in imports(ast.parse(source)):
        root = name.partition(".")[0]
        fine = root in STANDARD or is_within(name, allowed)
        fine = fine or (floor.startswith("lossland.core") and root in LAZY and not at_start)
        # `from lossland import document` and `from lossland.core import starts` name modules too.
        if not fine or is_within(name, others):
            wrong.append(f"{module} imports {name}")
    return wrong


def wrong_words(source: str) -> list[str]:
    """Calls that show text which no translator can ever see: put together before it is looked up."""
    wrong = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in WORDS and node.args:
            first = node.args[0]
            made = isinstance(first, ast.JoinedStr | ast.BinOp) or (
                isinstance(first, ast.Call) and getattr(first.func, "attr", "") in ("format", "join", "replace")
            )
            if made:
                wrong.append(ast.unparse(node))
    return wrong


def runs_text(source: str) -> list[str]:
    return [
        ast.unparse(node)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("eval", "exec", "__import__")
    ]


def colors(source: str) -> list[str]:
    return [
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and COLOR.search(node.value)
    ]


def test_imports_go_downwards_only():
    assert {part for part in PARTS for path in FILES if is_within(name_of(path), {part})} == PARTS
    assert [line for path in FILES for line in wrong_imports(name_of(path), path.read_text("utf-8"))] == []


def test_no_file_is_too_long_to_read_at_a_sitting():
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


@pytest.mark.parametrize("folder", ["core", "core/engine"])
def test_the_readme_tells_where_each_module_of_the_core_is(folder):
    listing = README.read_text("utf-8").partition("## Architecture")[2].partition("\n    session.py")[0]
    core, _, engine = listing.partition("    core/")[2].partition("      engine/")
    named = re.findall(r"\b(\w+)\.py\b", engine if folder == "core/engine" else core)
    there = {path.stem for path in (APP / "lossland" / folder).glob("*.py")} - {"__init__"}
    assert sorted(named) == sorted(there)


def test_nothing_runs_text():
    assert {name_of(path): found for path in FILES if (found := runs_text(path.read_text("utf-8")))} == {}


def test_only_the_theme_names_colours():
    themed = "lossland.views.theme"
    assert {name_of(p): found for p in FILES if name_of(p) != themed and (found := colors(p.read_text("utf-8")))} == {}


def test_words_are_looked_up_before_they_are_filled_in():
    assert {name_of(path): found for path in FILES if (found := wrong_words(path.read_text("utf-8")))} == {}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("lossland.core.descend", "from PySide6.QtCore import QObject"),
        ("lossland.core.descend", "import lossland.session"),
        ("lossland.core.descend", "from lossland.resources import FOLDER"),
        ("lossland.core.engine.torch", "import torch"),
        ("lossland.session", "from PySide6.QtWidgets import QLabel"),
        ("lossland.session", "from lossland import views"),
        ("lossland.jobs", "from PySide6.QtCore import Signal"),
        ("lossland.worker", "from lossland.core.surface import Surface"),
        ("lossland.worker", "def f():\n    import numpy"),
        ("lossland.views.window", "from lossland.worker import Worker"),
        ("lossland.views.window", "from lossland import jobs"),
        ("lossland.views.surface.panel", "from lossland.views.starts.panel import StartsPanel"),
        ("lossland.attic", "import os"),
    ],
)
def test_an_import_against_the_table_is_noticed(module, source):
    assert wrong_imports(module, source)


def test_an_allowed_import_is_left_alone():
    assert wrong_imports("lossland.core.presets", "from lossland.resources import FOLDER") == []
    assert wrong_imports("lossland.core.engine.torch", "def f():\n    import torch") == []
    assert wrong_imports("lossland.views.window", "from lossland.views.surface.panel import SurfacePanel") == []
    assert wrong_imports("lossland.views.surface.panel", "from lossland.views.surface.readout import Readout") == []
    assert wrong_imports("lossland.document", "from lossland.core import optimizers\nimport msgspec, os") == []


@pytest.mark.parametrize(
    ("rule", "broken", "kept"),
    [
        (runs_text, "x = eval('1')", "app.exec()"),
        (runs_text, "exec(code)", "import math"),
        (colors, "pen('#ff0000')", "tip('#1 of 3')"),
        (wrong_words, "tr(f'step {k}')", "tr('step {k}', k=k)"),
        (wrong_words, "Mistake('no ' + name)", "Mistake('no {name}', name=name)"),
        (wrong_words, "tr('{a}'.format(a=1))", "tr(kind.label)"),
    ],
)
def test_a_broken_rule_is_noticed_and_a_kept_one_is_not(rule, broken, kept):
    assert rule(broken)
    assert not rule(kept)
