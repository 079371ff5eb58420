"""What computes, in words: the choice in the menu, and what the results in the window were computed by."""

from collections.abc import Callable
from typing import Any

from lossland.core.sentence import Sentence
from lossland.views.words import tr

SHOWN = ("walks", "sweep", "starts", "basins", "surface")  # jobs that an engine computes; the first is named in the bar


def choices() -> dict[str, str]:
    """What a user can choose, and its label."""
    return {"auto": tr("Automatic"), "llvm": tr("Machine code"), "numpy": "NumPy", "torch": "torch"}


def names() -> dict[str, str]:
    """What can have computed a result, and its name in a line of text."""
    return {
        "llvm": tr("machine code"),
        "numpy": "NumPy",
        "torch:cuda": tr("torch (GPU)"),
        "torch:cpu": tr("torch (processor)"),
    }


def used(job: str, result: Any) -> str:
    """The names of what computed a result, each once; empty if nothing did."""
    return ", ".join(dict.fromkeys(names()[part.engine] for part in _parts(job, result) if part.engine))


def summary(news: dict[str, dict[str, Any]], title: Callable[[str], str]) -> tuple[str, str]:
    """What computed the first of the results that are shown; and a line on each of them, and one on each reason.

    `news` are the Window's, `title` names a job.
    """
    results = {job: news[job]["show"] for job in SHOWN if "show" in news.get(job, {})}
    named = {job: used(job, result) for job, result in results.items() if used(job, result)}
    lines = [tr("{job}: {engine}", job=title(job), engine=engine) for job, engine in named.items()]
    reasons = dict.fromkeys(tr(note) for job in named for note in notes(job, results[job]))
    return next(iter(named.values()), ""), "\n".join([*lines, *reasons])


def notes(job: str, result: Any) -> list[Sentence]:
    """Why it was not what was chosen, each reason once."""
    found = [part.note for part in _parts(job, result) if part.note]
    return list({str(note): note for note in found}.values())


def _parts(job: str, result: Any) -> list[Any]:
    if job not in SHOWN:
        return []
    return [judged.walk for judged in result if judged] if job == "walks" else [result]
