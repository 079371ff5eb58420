"""How fast crowds walk: run by hand, `python tests/bench/bench_engine.py`.

Every engine in turn in one process, CPU time, medians; ratios to the machine code. Numba, torch and jax are measured
where they are installed. Figures of a run are comparable with one another only.
"""

import argparse
import importlib.util
import json
import statistics
import sys
import time
from functools import partial
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "app"))
sys.path[:0] = [str(Path(__file__).parent), str(ROOT / "tests" / "core" / "engine")]

from pointwise import Program  # noqa: E402

from lossland.core import starts  # noqa: E402
from lossland.core.descend import FAR, descend  # noqa: E402
from lossland.core.engine import llvm  # noqa: E402
from lossland.core.engine import numpy as by_numpy  # noqa: E402
from lossland.core.engine.plan import plan  # noqa: E402
from lossland.core.optimizers.adam import Adam  # noqa: E402
from lossland.core.optimizers.rmsprop import RMSprop  # noqa: E402
from lossland.core.optimizers.sgd import SGD  # noqa: E402
from lossland.core.study import study  # noqa: E402
from lossland.core.surface import Surface  # noqa: E402

WINDOW = ((-2.0, 2.0), (-2.0, 2.0))
SURFACES = {
    "bowl": ("x^2 + 10y^2", 0.01),
    "Rosenbrock": ("(1 - x)^2 + 100(y - x^2)^2", 1e-4),
    "Himmelblau": ("(x^2 + y - 11)^2 + (x + y^2 - 7)^2", 1e-3),
    "Beale": ("(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2", 1e-4),
    "Rastrigin": ("20 + (x^2 - 10cos(2π x)) + (y^2 - 10cos(2π y))", 1e-3),
    "Ackley": ("-20exp(-0.2sqrt(0.5(x^2 + y^2))) - exp(0.5(cos(2π x) + cos(2π y))) + 20 + e", 0.01),
}
STEPS = 200


def optimizers(lr):
    return [SGD(lr=lr, momentum=0.9, nesterov=True), RMSprop(lr=0.01), Adam(lr=0.01)]


def medians(works, rounds):
    """The median CPU seconds of each of some functions, which take turns."""
    times = {name: [] for name in works}
    for work in works.values():
        work()
    for _ in range(rounds):
        for name, work in works.items():
            repeats, spent = 0, 0.0
            while spent < 2e-3:  # the clock ticks in microseconds
                begun = time.process_time()
                work()
                spent += time.process_time() - begun
                repeats += 1
            times[name].append(spent / repeats)
    return {name: statistics.median(each) for name, each in times.items()}


def told(title, seconds, per, unit, results):
    base = seconds["llvm"]
    ratios = "   ".join(f"{name} {value / base:7.1f} ×" for name, value in seconds.items() if name != "llvm")
    print(f"{title:<34} {base / per * 1e9:9.2f} ns {unit}   {ratios}", flush=True)
    results[title] = {name: value / per * 1e9 for name, value in seconds.items()}


def crowds(count, rounds, results):
    for name, (text, lr) in SURFACES.items():
        surface = Surface(text, window=WINDOW)
        x = starts.uniform(count, surface, 1)
        for optimizer in optimizers(lr):
            works = {
                engine: partial(descend, surface, optimizer, x, STEPS, keep="last", engine=engine)
                for engine in ("llvm", "numpy")
            }
            machine = llvm.machine(surface, optimizer, count, STEPS, FAR, history=False, now=True)
            works["loop alone"] = partial(loop, machine, x)
            works |= peers(name, optimizer, x)
            title = f"{name}, {optimizer.label}, N = {count}"
            told(title, medians(works, rounds), count * STEPS, "a step", results)


def loop(machine, x):
    crowd = machine.crowd(x, STEPS)
    crowd.walk(range(crowd.blocks), range(STEPS + 1))


def peers(name, optimizer, x):
    """The same descent by other tools. They do not look who is lost, so they have less to do."""
    if importlib.util.find_spec("numba") is None:
        return {}
    from peers_numba import descents

    return descents(SURFACES[name][0], optimizer, x, STEPS)


def rasters(rounds, results):
    side = np.linspace(-3, 3, 1024)
    columns = [axis.ravel() for axis in np.meshgrid(side, side)]
    for name in ("Rosenbrock", "Rastrigin", "Ackley"):
        surface = Surface(SURFACES[name][0])
        programs = {
            "llvm": Program([surface.node], surface.axes, 2),
            "numpy": by_numpy.compile([surface.node], surface.axes),
        }
        works = {engine: lambda p=p: p.rows(columns, columns[0].size) for engine, p in programs.items()}
        told(f"{name}, raster 1024²", medians(works, rounds), columns[0].size, "a point", results)


def studies(rounds, results):
    surface = Surface.named("himmelblau")
    x = starts.uniform(100_000, surface, 1)
    for optimizer in (SGD(lr=0.01, momentum=0.5), Adam(lr=0.1)):

        def work(engine, optimizer=optimizer):
            for _ in study(surface, optimizer, x, STEPS, engine=engine):
                pass

        works = {engine: lambda e=engine, w=work: w(e) for engine in ("llvm", "numpy")}
        title = f"study of Himmelblau, {optimizer.label}, N = 100,000"
        told(title, medians(works, rounds), len(x) * STEPS, "a step", results)


def compilations(results):
    for name, (text, lr) in SURFACES.items():
        for optimizer in optimizers(lr):
            found = plan(Surface(text), optimizer)
            begun = time.process_time()
            llvm.compiled(found, FAR, False)
            spent = time.process_time() - begun
            results[f"compile {name}, {optimizer.label}"] = spent * 1e9
            print(f"{'compile ' + name + ', ' + optimizer.label:<34} {spent * 1e3:9.1f} ms")


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=7)
    chosen = options.parse_args()
    results = {}
    crowds(4096, chosen.rounds, results)
    crowds(64, chosen.rounds, results)
    crowds(1, chosen.rounds, results)
    rasters(chosen.rounds, results)
    studies(max(1, chosen.rounds // 3), results)
    compilations(results)
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    (build / "bench.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
