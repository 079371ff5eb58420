"""Why an engine cannot do a piece of work, in words."""

from lossland.core.sentence import Sentence


class Refused(Exception):
    """An engine leaves a piece of work to NumPy; `why` says the reason to people."""

    def __init__(self, why: Sentence) -> None:
        self.why = why
        super().__init__(str(why))


def numpy_computes(why: Sentence) -> Sentence:
    """What is said of it."""
    return Sentence("{why}: NumPy computes", {"why": why})
