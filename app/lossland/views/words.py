"""The one way in which text reaches the user's eyes: `tr`."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from lossland.core.sentence import Sentence


def tr(text: str | Sentence, /, **values: Any) -> str:
    """Return `text` in the user's language, with `values` in the places of its `{names}`; a Sentence among them is
    translated too.

    A literal here, a Sentence or Mistake in the core, and the label and docstring of a catalogue entry are what
    `packaging/translations` collects into resources/i18n.
    """
    if isinstance(text, Sentence):
        text, values = text.template, text.values
    said = QCoreApplication.translate("lossland", text)
    if not values:
        return said
    return said.format(**{name: tr(value) if isinstance(value, Sentence) else value for name, value in values.items()})
