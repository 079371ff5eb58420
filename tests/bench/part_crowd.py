"""Crowds without a record, through the public call: large ones, small ones, and single walkers."""

import floor
import numpy as np
import ours
import peers
from clock import Table, Target, measure
from work import TRANSCENDENTAL, Descent, descents

NUMBA = ("numba plain", "numba blocked")
EVERYWHERE = (
    Target("crowd: no slower than numba's blocked loop", ("numba blocked",), 1.0),
    Target("crowd: 2 × faster than jax", ("jax.grad", "jax analytic"), 2.0),
    Target("crowd: 8 × NumPy", ("NumPy", "numpy"), 8.0),
    Target("crowd: 30 × torch.optim", ("torch.optim",), 30.0),
)
FUNCTIONS = Target("crowd: 5 × numba where sin or exp occur", NUMBA, 5.0)
SMALL = (
    Target("small crowds: no slower than numba's compiled loop", NUMBA, 1.0),
    Target("small crowds: the public call no slower than numba's loop", NUMBA, 1.0, "descend"),
)
# "Within 1.2 ×", as a ratio that must not be smaller.
FLOOR = Target("crowd: Rosenbrock + Adam within 1.2 × of the divider's floor", ("floor",), 1 / 1.2)

SAME = 1e-8  # the largest difference of a coordinate


def crowd(table: Table, rounds: int) -> None:
    _descents(table, rounds, 4096, peers.installed("numpy", "numba", "jax", "torch"))
    for count in (4096, 65_536):
        (work,) = (work for work in descents(count) if work.title == "Rosenbrock, Adam")
        found, _ = measure({"llvm": ours.descents(work)["llvm"]}, rounds)
        step, least = found["llvm"] / (count * work.steps), floor.seconds(rounds)
        title = f"floor, N = {count} | {work.title}, N = {count}"
        table.say(
            title, step, f"{step * 1e9:.2f} ns a step, {step / least:.2f} × the divider's floor of {least * 1e9:.2f}"
        )
        if count == 4096:
            table.judge(title, {"llvm": step, "floor": least}, FLOOR)


def small(table: Table, rounds: int) -> None:
    for count in (1, 64):
        _descents(table, rounds, count, peers.installed("numpy", "numba"))
    for module in peers.installed("scipy"):
        print("\nscipy.optimize.minimize from one start, until it has arrived: an orientation")
        for work in descents(1)[2::3]:
            seconds, results = measure(module.minimizations(work), rounds)
            told = [f"{name[6:]} {seconds[name] * 1e3:.2f} ms, {results[name].njev} gradients" for name in seconds]
            table.rows[f"scipy | {work.name}"] = seconds
            print(f"{work.name:<28}" + "   ".join(told))


def _descents(table: Table, rounds: int, count: int, modules) -> None:
    for i, work in enumerate(descents(count)):
        works = _works(work, modules)
        if i == 0:
            unit, scale = ("µs a call", 1e6) if count < 4096 else ("ns a step", 1e9 / (count * work.steps))
            table.head(f"Crowds of N = {count}, T = {work.steps}", unit, list(works))
        seconds, ends = measure(works, rounds)
        agree(table, work, modules, ends)
        targets = SMALL
        if count == 4096:
            targets = (*EVERYWHERE, FUNCTIONS) if work.name in TRANSCENDENTAL else EVERYWHERE
        table.row(f"N = {count} | {work.title}", seconds, scale, targets)


def _works(work: Descent, modules):
    return {name: run for module in (ours, *modules) for name, run in module.descents(work).items()}


def agree(table: Table, work: Descent, modules, ends: dict[str, np.ndarray]) -> None:
    """Everybody must have come to where the NumPy engine has; or have been there on the way, where roundings grow."""
    differences = {name: float(np.abs(x - ends["numpy"]).max()) for name, x in ends.items()}
    table.differences[f"N = {len(work.x)}, {work.title}"] = differences
    far = [name for name, difference in differences.items() if not difference < SAME]
    if far:
        works = _works(work.short, modules)
        right = works["numpy"]()
        for name in far:
            difference = np.abs(works[name]() - right).max()
            if not difference < SAME:
                raise SystemExit(f"{name} computes something else: {work.title} differs by {difference:.1e}")
