"""Text in the user's language."""

from lossland.core.sentence import Sentence
from lossland.views import dress
from lossland.views.theme import Look
from lossland.views.words import tr


def test_a_sentence_inside_a_sentence_is_translated_too(qapp):
    inner = Sentence("expected {width} numbers", {"width": 3})
    said = Sentence("This lesson cannot be opened. {field}: {problem}", {"field": "network", "problem": inner})
    assert str(said) == "This lesson cannot be opened. network: expected 3 numbers"
    dress.wear(Look(language="zh"))
    try:
        assert "应为 3 个数" in tr(said)
    finally:
        dress.wear(Look())


def test_braces_in_what_the_user_typed_are_left_alone(qapp):
    assert tr("{name} is not known here", name="{x}") == "{x} is not known here"
    assert tr("100 %") == "100 %"
