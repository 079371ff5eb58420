"""Words reach the user through tr, with the values in their places, in the language that is worn."""

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from lossland.core.sentence import Sentence
from lossland.views import dress
from lossland.views.theme import Look
from lossland.views.words import tr


@pytest.fixture(autouse=True)
def plain(qapp):
    yield
    dress.wear(Look())


def test_values_stand_in_the_places_of_their_names():
    assert tr("step {index} of", index=7) == "step 7 of"
    assert tr(Sentence("The loss is {loss}.", {"loss": 2})) == "The loss is 2."


def test_a_sentence_inside_a_sentence_is_translated_too():
    inner = Sentence("expected {width} numbers", {"width": 3})
    said = Sentence("This lesson cannot be opened. {field}: {problem}", {"field": "network", "problem": inner})
    assert str(said) == "This lesson cannot be opened. network: expected 3 numbers"
    dress.wear(Look(language="zh"))
    assert "应为 3 个数" in tr(said)


def test_braces_in_what_the_user_typed_are_left_alone():
    assert tr("{name} is not known here", name="{x}") == "{x} is not known here"
    assert tr("{x}") == "{x}"
    assert tr("100 %") == "100 %"


def test_chinese_is_worn_and_taken_off_again():
    english = tr("Surface"), tr("step {index} of", index=7)
    dress.wear(Look(language="zh"))
    chinese = tr("Surface"), tr("step {index} of", index=7)
    assert all(a != b for a, b in zip(english, chinese, strict=True))
    assert "7" in chinese[1]
    dress.wear(Look())
    assert (tr("Surface"), tr("step {index} of", index=7)) == english


def test_wearing_a_language_again_and_again_leaves_one_pair_of_translators(qtbot):
    for _ in range(3):
        dress.wear(Look(language="zh"))
    qtbot.waitUntil(lambda: len(QApplication.instance().findChildren(QTranslator)) == 2)
