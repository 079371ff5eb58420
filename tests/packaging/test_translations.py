"""Nothing the user reads is left in English for a Chinese class, and the compiled file is the one the texts say."""

import ast
import string
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

ROOT = Path(__file__).parents[2]


def script():
    """packaging/translations as a module."""
    loader = SourceFileLoader("translations", str(ROOT / "packaging" / "translations"))
    loader_spec = spec_from_loader(loader.name, loader)
    module = module_from_spec(loader_spec)
    loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def collector():
    return script()


def names(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_every_text_is_translated(collector):
    known = collector.translations()
    assert [text for text in collector.collect() if text not in known] == []


def test_no_translation_is_left_of_a_text_that_is_gone(collector):
    said = collector.collect()
    assert [text for text in collector.translations() if text not in said] == []


def test_a_translation_fills_in_what_its_text_does(collector):
    wrong = {text: told for text, told in collector.translations().items() if names(text) != names(told)}
    assert wrong == {}


def test_the_compiled_file_says_what_the_source_file_says(collector):
    known, translator = collector.translations(), QTranslator()
    assert translator.load(str(collector.QM)) or not known
    assert {text: translator.translate(collector.CONTEXT, text) for text in known} == known


def test_texts_are_found_in_every_place_a_text_can_stand(collector, tmp_path, monkeypatch):
    (tmp_path / "losses").mkdir()
    (tmp_path / "window.py").write_text(
        'tr("one {n}", n=1)\nraise Mistake(\n    "two"\n    " halves", column=3)\nsentence.Sentence("three", {})\n'
        'tr("four" if x else "five")\ntr(kind.label)\nprint("not this")\n'
    )
    (tmp_path / "losses" / "mse.py").write_text(
        'class Mse(Loss):\n    """Six.\n\n    Seven."""\n    label: str = "eight"\n'
    )
    monkeypatch.setattr(collector, "ROOT", tmp_path)
    monkeypatch.setattr(collector, "APP", tmp_path)
    assert set(collector.collect()) == {"one {n}", "two halves", "three", "four", "five", "Six.\n\nSeven.", "eight"}


def test_what_the_core_says_is_a_literal_where_it_is_said(collector):
    hidden = []
    for path in set(collector.APP.rglob("*.py")) - {collector.APP / "core" / "sentence.py"}:
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        said = [call for call in calls if getattr(call.func, "id", "") in ("Mistake", "Sentence")]
        hidden += [f"{path.name}:{call.lineno}" for call in said if not list(collector.literals(call.args[0]))]
    assert hidden == [], "a text in a variable is not collected"


def test_a_translation_outlives_a_new_collection_and_reaches_the_window(collector, tmp_path, monkeypatch):
    monkeypatch.setattr(collector, "TS", tmp_path / "lossland_zh.ts")
    found = {"gradient <∇f> & “{n}”\n\nsecond line": ["a.py"], "new": ["a.py", "b.py"]}
    collector.write(found, {"gradient <∇f> & “{n}”\n\nsecond line": "梯度 <∇f> & “{n}”\n\n第二行", "gone": "没了"})
    known = collector.translations(collector.TS)
    assert known == {"gradient <∇f> & “{n}”\n\nsecond line": "梯度 <∇f> & “{n}”\n\n第二行"}
    collector.compile_to(tmp_path / "lossland_zh.qm")
    translator = QTranslator()
    assert translator.load(str(tmp_path / "lossland_zh.qm"))
    for text, told in known.items():
        assert translator.translate("lossland", text) == told
