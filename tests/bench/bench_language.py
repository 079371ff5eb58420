"""How long a formula takes from text to gradient: run by hand, `python tests/bench/bench_language.py`."""

import json
import statistics
import sys
import time
from contextlib import suppress
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path.insert(0, str(TESTS.parent / "app"))

from lossland.core.language import parse  # noqa: E402
from lossland.core.sentence import Mistake  # noqa: E402
from lossland.core.surface import Surface  # noqa: E402


def texts(name):
    return [json.loads(line)["text"] for line in (TESTS / "data" / name).read_text(encoding="utf-8").splitlines()]


def milliseconds(work, *arguments):
    start = time.process_time()
    with suppress(Mistake):
        work(*arguments)
    return (time.process_time() - start) * 1e3


def report(name, times):
    print(f"{name:<30} median {statistics.median(times):7.3f} ms   worst {max(times):7.3f} ms   of {len(times)} texts")


def main():
    print(f"the grammar's tables, once     {milliseconds(parse, 'x'):14.3f} ms")
    reading, gradient, again, hessian = [], [], [], []
    for text in texts("expressions_good.jsonl"):
        reading.append(milliseconds(parse, text))
        surface = Surface(text)
        point = [0.5] * surface.n
        gradient.append(reading[-1] + milliseconds(surface.gradient, point))
        again.append(milliseconds(surface.gradient, point))
        hessian.append(milliseconds(surface.hessian, point))
    report("read", reading)
    report("read, compile, first gradient", gradient)
    report("one more gradient", again)
    report("compile, first Hessian", hessian)
    report("bad texts: read or refuse", [milliseconds(parse, text) for text in texts("expressions_bad.jsonl")])


if __name__ == "__main__":
    main()
