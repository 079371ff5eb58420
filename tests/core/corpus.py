"""The recorded formulas: good ones with their values, bad ones with what must become of them."""

import json
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"


def records(name):
    """The records of a .jsonl file."""
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


GOOD = records("expressions_good.jsonl")
BAD = records("expressions_bad.jsonl")
