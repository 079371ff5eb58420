"""What the core has to say to a person: a template and its numbers, put into words by whoever shows it."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """An English template with `{names}` and the values that fill it.

    The template is the key under which translations are found, so it is always a literal in the source. A value may
    be a Sentence itself. `str` gives the English text.
    """

    template: str
    values: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format(**self.values)


class Mistake(ValueError):
    """Something the user wrote that cannot be meant: the one error the core raises for bad input.

    `column` is the 0-based place in the text, or None where there is no text; `suggestion` is the name that was
    probably meant, or None. What reads two ways has `readings`, each of which says one of them if it is written in
    place of the text in `span` (start, end). `message` is the English sentence.
    """

    def __init__(
        self,
        template: str,
        column: int | None = None,
        *,
        suggestion: str | None = None,
        readings: tuple[str, ...] = (),
        span: tuple[int, int] | None = None,
        **values: Any,
    ) -> None:
        self.sentence = Sentence(template, values)
        self.column = column
        self.suggestion = suggestion
        self.readings = readings
        self.span = span
        super().__init__(self.message)

    @property
    def message(self) -> str:
        return str(self.sentence)
