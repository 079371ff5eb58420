"""Medians of CPU time, and the table of their ratios."""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path

LEAST = 2e-3  # seconds of a measurement: the clock ticks in microseconds
MOST = 2.0  # seconds spent on one function: what is slow is measured fewer times
LONG = 5.0  # seconds: a first call that takes longer is the only one
BASE = "llvm"
MISSED = "!"


def measure(works: dict[str, Callable[[], object]], rounds: int):
    """The median CPU seconds of each function, which take turns, and what each returned at first."""
    times, results = {name: [] for name in works}, {}
    for name, work in works.items():
        begun = time.process_time()
        results[name] = work()
        first = time.process_time() - begun
        if first > LONG:
            times[name].append(first)
    hurried = {name for name, known in times.items() if known}
    for _ in range(rounds):
        for name in works.keys() - hurried:
            repeats, spent = 0, 0.0
            while spent < LEAST:
                begun = time.process_time()
                works[name]()
                spent += time.process_time() - begun
                repeats += 1
            times[name].append(spent / repeats)
            if sum(times[name]) > MOST:
                hurried.add(name)
    return {name: statistics.median(times[name]) for name in works}, results


@dataclass(frozen=True)
class Target:
    """The quickest of `others` is to take at least `least` times what the machine code takes, or what `base` does."""

    words: str
    others: tuple[str, ...]
    least: float
    base: str = BASE


@dataclass
class Outcome:
    target: Target
    row: str
    ratio: float

    @property
    def reached(self) -> bool:
        return self.ratio >= self.target.least


@dataclass
class Table:
    """Prints rows as they come, and keeps them."""

    rows: dict[str, dict[str, float]] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    differences: dict[str, dict[str, float]] = field(default_factory=dict)
    sizes: dict[str, float] = field(default_factory=dict)
    unknown: dict[str, list[str]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def head(self, title: str, unit: str, names: list[str]) -> None:
        """Begin a part: the rows' first number is in `unit`, the others are how many times as much."""
        self.names = [BASE, *(name for name in names if name != BASE)]
        print(f"\n{title}: {unit}, and how many times as much ({MISSED} misses its target)")
        print(" " * 28 + "".join(f"{name:>{self._width(name)}}" for name in self.names), flush=True)

    def row(self, title: str, seconds: dict[str, float], scale: float, targets: tuple[Target, ...] = ()) -> None:
        self.rows[title] = seconds
        missed = set()
        for target in targets:
            others = seconds.keys() & set(target.others)
            missed |= {name for name in others if seconds[name] < target.least * seconds[target.base]}
            if len(others) == len(target.others):
                self.judge(title, seconds, target)
            else:
                self.unknown[target.words] = [name for name in target.others if name not in seconds]
        cells = []
        for name in self.names:
            cell = "-"
            if name in seconds:
                share = seconds[name] * scale if name == BASE else seconds[name] / seconds[BASE]
                cell = f"{share:.2f}" + (MISSED if name in missed else " ")
            cells.append(f"{cell:>{self._width(name)}}")
        print(f"{title.split(' | ')[-1]:<28}" + "".join(cells), flush=True)

    def judge(self, row: str, seconds: dict[str, float], target: Target) -> Outcome:
        least = min(seconds[name] for name in target.others if name in seconds)
        outcome = Outcome(target, row, least / seconds[target.base])
        self.outcomes.append(outcome)
        return outcome

    def say(self, title: str, seconds: float, text: str) -> None:
        """A figure that is not a ratio."""
        self.rows[title] = {BASE: seconds}
        print(f"{title.split(' | ')[-1]:<28}{text}", flush=True)

    def targets(self) -> None:
        """Print for each target its worst row."""
        print("\nTargets, each with its worst row")
        for words in dict.fromkeys(outcome.target.words for outcome in self.outcomes):
            mine = [outcome for outcome in self.outcomes if outcome.target.words == words]
            worst = min(mine, key=lambda outcome: outcome.ratio / outcome.target.least)
            count = sum(outcome.reached for outcome in mine)
            verdict = "reached" if count == len(mine) else f"missed in {len(mine) - count} of {len(mine)}"
            print(f"{words:<62} {verdict:<18} {worst.ratio:8.2f} × at {worst.row}")
        for words, lacking in self.unknown.items():
            print(f"{words:<62} not measured without {', '.join(lacking)}")

    def write(self, path: Path, about: dict[str, object]) -> None:
        path.parent.mkdir(exist_ok=True)
        outcomes = [asdict(outcome) | {"reached": outcome.reached} for outcome in self.outcomes]
        content = about | {
            "seconds": self.rows,
            "targets": outcomes,
            "differences": self.differences,
            "bytes": self.sizes,
        }
        path.write_text(json.dumps(content, indent=1))

    def _width(self, name: str) -> int:
        return max(len(name), 7) + 3
