"""Why an engine cannot do a piece of work, in words."""

from typing import Any

from lossland.core.sentence import Sentence


class Refused(Exception):
    """An engine leaves a piece of work to NumPy; `why` says the reason to people."""

    def __init__(self, template: str, **values: Any) -> None:
        self.why = Sentence(template, values)
        super().__init__(str(self.why))
