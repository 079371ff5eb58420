"""Walks by machine code are the walks of NumPy."""

import platform
import resource
import subprocess
import sys
import threading
from dataclasses import replace

import numpy as np
import pytest
from made import Mixes, Sign
from trajectories import compared

from lossland.core import optimizers, presets, starts
from lossland.core.catalog import catalog
from lossland.core.descend import descend
from lossland.core.engine import llvm, machine, tiers
from lossland.core.engine.crowd import WALKING, Crowd
from lossland.core.engine.machine import Target
from lossland.core.engine.plan import plan
from lossland.core.optimizer import Optimizer
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.study import study
from lossland.core.surface import Surface

KINDS = catalog(optimizers, Optimizer)
VARIANTS = [
    ("SGD", {"momentum": 0.9}),
    ("SGD", {"momentum": 0.5, "nesterov": True, "decay": 0.01}),
    ("SGD", {"momentum": 0.5, "nesterov": True, "decay": 0.01, "dialect": "keras2"}),
    ("RMSprop", {}),
    ("RMSprop", {"dialect": "keras3", "decay": 0.01}),
    ("Adam", {}),
    ("Adam", {"dialect": "keras2", "decay": 0.01}),
]
ALGEBRA = [
    "x^4 + y^2",
    "x^3 - 3x y^2",
    "1/x + y^2",
    "sqrt(x) + y^2",
    "|x| + max(x, y)",
    "x^2 + a/(y - 1)",
    "-x^4 + 0y",
    "3",
]


def distance(a, b):
    """How far apart two walks are at worst, relative to where they are; who is equally lost is not apart."""
    with np.errstate(all="ignore"):
        apart = np.abs(a.points - b.points) / (1 + np.abs(a.points))
    same = (a.points == b.points) | (np.isnan(a.points) & np.isnan(b.points))
    return np.where(same, 0.0, apart).max(axis=(0, 2))


class Shaken:
    """An optimizer whose points are a last bit up, down, or right after each step."""

    def __init__(self, optimizer, seed):
        self.start, self.rate, self.given = optimizer.start, optimizer.rate, optimizer.step
        self.random = np.random.default_rng(seed)

    def step(self, x, g, memory, t):
        x, memory = self.given(x, g, memory, t)
        return x * (1 + 2.3e-16 * self.random.integers(-1, 2, x.shape)), memory


def assert_alike(a, b, rtol=1e-12):
    """Walks that differ by roundings only; far below any bound of a surface it is roundings that count."""
    for name in ("rates", "end", "length"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name), err_msg=name)
    for name in ("points", "losses", "gradients"):
        np.testing.assert_allclose(getattr(a, name), getattr(b, name), rtol, atol=1e-12, err_msg=name)
    for name, array in a.memory.items():
        np.testing.assert_allclose(array, b.memory[name], rtol, atol=1e-12, err_msg=name)


@pytest.mark.parametrize("name", presets.load())
def test_every_surface_under_every_optimizer(name):
    preset, surface = presets.named(name), Surface.named(name)
    crowd = starts.uniform(40, surface, 1)
    for kind, knobs in VARIANTS:
        optimizer = KINDS[kind](lr=preset.lr[kind], **knobs)
        by_numpy, by_machine = (descend(surface, optimizer, crowd, 100, engine=e) for e in ("numpy", "llvm"))
        assert (by_numpy.engine, by_machine.engine) == ("numpy", "llvm")
        # Where a last bit now and then leads elsewhere, engines may differ as much: near cusps, and where an optimizer
        # of fixed step size jumps about a minimum. Everywhere else only rounding of the last bits is allowed.
        shaken = [descend(surface, Shaken(optimizer, seed), crowd, 100, engine="numpy") for seed in range(3)]
        sensitive = np.max([distance(by_numpy, walk) for walk in shaken], axis=0)
        apart = distance(by_numpy, by_machine)
        assert (apart <= 1e-12 + 1e3 * sensitive).all(), (kind, knobs, apart.max())
        steady = sensitive < 1e-13
        assert (by_numpy.end == by_machine.end)[steady].all()
        assert (by_numpy.length == by_machine.length)[steady].all()


@pytest.mark.parametrize("text", ALGEBRA)
@pytest.mark.parametrize("optimizer", [SGD(lr=0.3, momentum=0.5, decay=0.1), RMSprop(lr=0.5)], ids=["SGD", "RMSprop"])
def test_algebra_agrees_but_for_roundings_whoever_is_lost(text, optimizer):
    surface = Surface(text)
    crowd = starts.uniform(70, surface, 2)
    crowd[3] = 0.0
    for keep in ("all", "last"):
        walks = [descend(surface, optimizer, crowd, 40, keep=keep, engine=engine) for engine in ("numpy", "llvm")]
        assert_alike(*walks)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("dialect", ["torch", "keras2", "keras3"])
def test_agrees_with_the_recorded_trajectories(dialect, kind):
    errors = compared(dialect, kind, engine="llvm")
    assert max(max(pair) for pair in errors.values()) < 1e-9


def test_an_optimizer_of_ones_own_walks_by_machine_too():
    surface, crowd = Surface("x^2 + y^4"), [(1.0, 2.0), (-3.0, 0.5)]
    walks = [descend(surface, Sign(lr=0.3, decay=0.1), crowd, 50, engine=engine) for engine in ("numpy", "llvm")]
    assert [walk.engine for walk in walks] == ["numpy", "llvm"]
    assert distance(*walks).max() < 1e-14


@pytest.mark.parametrize("start", [(0.5, 0.25), [(0.5, 0.25)], 1.5])
def test_shapes_are_those_of_numpy(start):
    surface = Surface("x^2 + y^2") if np.ndim(start) else Surface("x^2")
    for keep in ("all", "last"):
        walks = [descend(surface, SGD(lr=0.1), start, 9, keep=keep, engine=engine) for engine in ("numpy", "llvm")]
        assert_alike(*walks)
        for name in ("points", "losses", "gradients", "end", "length"):
            a, b = (getattr(walk, name) for walk in walks)
            assert (np.shape(a), type(a)) == (np.shape(b), type(b))


def test_no_steps_is_a_look():
    assert_alike(*(descend(Surface("x^2"), Adam(), [[1.0], [2.0]], 0, engine=engine) for engine in ("numpy", "llvm")))


def walked(crowd, target=None, threads=None):
    """The crowd after its walk by machine code for one processor."""
    found = plan(crowd.surface, crowd.optimizer, crowd.rates is not None)
    made = target or machine.host()
    code = llvm.compiled(found, made, history=crowd.rows is not None, exits=crowd.tolerance is not None)
    for _ in llvm.walk(crowd, llvm.Machine(found, code, made), threads):
        pass
    return crowd


def crowd_of(count, steps, optimizer=None, text="sin(x) + y^2 + x y", **options):
    surface = Surface(text)
    return Crowd(surface, optimizer or Adam(lr=0.1), starts.uniform(count, surface, 5), steps, **options)


RESULTS = ("x", "loss", "gradient", "length", "lost")


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_a_result_does_not_depend_on_who_does_the_work_nor_on_its_company(threads):
    alone, together = (walked(crowd_of(1000, 50, trail=3), threads=count) for count in (None, threads))
    for name in (*RESULTS, "trail"):
        np.testing.assert_array_equal(getattr(alone, name)[..., :1000], getattr(together, name)[..., :1000])
    for i in (0, 63, 64, 199):
        one = walked(Crowd(alone.surface, alone.optimizer, starts.uniform(1000, alone.surface, 5)[i : i + 1], 50))
        np.testing.assert_array_equal(one.x[0], alone.x[i])


@pytest.mark.parametrize("lanes", [1, 2, 4])
def test_a_result_does_not_depend_on_the_width_of_the_vectors(lanes):
    host = machine.host()
    wide, narrow = walked(crowd_of(77, 50)), walked(crowd_of(77, 50), Target(host.processor, host.features, lanes))
    for name in RESULTS:
        np.testing.assert_array_equal(getattr(wide, name), getattr(narrow, name))


def test_threads_share_the_work_and_end_with_it():
    before = threading.active_count()
    crowd = crowd_of(200_000, 300)
    shares = list(llvm.walk(crowd, llvm.machine(crowd, now=True), 3))
    assert shares == sorted(shares)
    assert 0 <= shares[0] <= shares[-1] < 1
    assert threading.active_count() == before


def test_a_crowd_that_is_left_stops_at_once():
    crowd = crowd_of(64, 10**6, SGD(lr=0.1), "x^2 + y^2 + sin(x y)")
    walk = llvm.walk(crowd, llvm.machine(crowd, now=True))
    for _ in range(2):
        next(walk)
    assert threading.active_count() > 1
    walk.close()
    assert "lossland crew" not in {thread.name for thread in threading.enumerate()}
    assert (crowd.ends[:64] == WALKING).all()


@pytest.mark.parametrize("engine", ["numpy", "llvm"])
def test_who_rests_stays_there_where_that_is_wanted(engine):
    surface = Surface("x^2 + 10y^2")
    crowd = Crowd(surface, SGD(lr=0.05), starts.uniform(300, surface, 5), 1000, tolerance=1e-3)
    for _ in tiers.walk(crowd, engine):
        pass
    assert crowd.engine == engine
    slopes = np.linalg.norm(surface.gradient(crowd.x), axis=-1)
    assert (slopes <= 1e-3).all()
    assert (slopes > 0.5e-3).any()
    for i in (0, 150, 299):
        walk = descend(surface, SGD(lr=0.05), starts.uniform(300, surface, 5)[i], 1000, engine="numpy")
        first = np.flatnonzero(np.linalg.norm(walk.gradients, axis=-1) <= 1e-3)[0]
        assert crowd.length[i] == first
        np.testing.assert_allclose(crowd.x[i], walk.points[first], rtol=1e-12)


@pytest.mark.parametrize("engine", ["numpy", "llvm"])
@pytest.mark.parametrize(
    "optimizer", [SGD(momentum=0.5, decay=0.1), RMSprop(decay=0.1), Adam(dialect="keras3")], ids=lambda o: o.label
)
def test_each_walker_can_have_its_own_learning_rate(optimizer, engine):
    surface, rates = Surface("x^2 + a y^2", a=3), np.geomspace(1e-3, 1.0, 70)
    crowd = Crowd(surface, optimizer, np.tile((1.0, -2.0), (70, 1)), 60, rates=rates, history=True)
    for _ in tiers.walk(crowd, engine):
        pass
    points, _, losses, _ = crowd.history()
    for i in (0, 30, 69):
        walk = descend(surface, replace(optimizer, lr=rates[i]), (1.0, -2.0), 60, engine="numpy")
        np.testing.assert_allclose(points[:, i], walk.points, rtol=1e-11, atol=1e-12)
        np.testing.assert_allclose(losses[:, i], walk.losses, rtol=1e-10, atol=1e-12)


def test_what_is_certainly_finite_is_so_and_parameters_beyond_bounds_are_left_to_numpy():
    texts = {"(1 - x)^2 + 100(y - x^2)^2": 0, "sin(x) + cos(y)": 0, "sqrt(x^2 + y^2)": 2, "1/x + y": 2, "exp(x) + y": 2}
    assert {text: len(plan(Surface(text), SGD()).doubtful) for text in texts} == texts
    surface = Surface("a*a*x^2 + y^2", a=1e200)
    walk = descend(surface, SGD(), (1.0, 1.0), 5, engine="llvm")
    assert walk.engine == "numpy"
    assert walk.end == "diverged"


@pytest.mark.parametrize("count", [30, 21_000])
@pytest.mark.parametrize("text", ["x^4 - x^2 + y^2", "(x^2 - 1)^2"])
def test_a_study_by_machine_is_the_study_by_numpy(text, count):
    surface = Surface(text, window=((-4, 3), (-2, 2)))
    crowd = starts.normal(count, surface, 3)
    results = [list(study(surface, SGD(lr=0.04), crowd, 60, engine=engine))[-1][1] for engine in ("numpy", "llvm")]
    a, b = results
    assert a.minima == b.minima
    assert (a.diverged, a.undefined, a.saddles, a.moving) == (b.diverged, b.undefined, b.saddles, b.moving)
    assert a.best == pytest.approx(b.best, rel=1e-10)
    assert a.diverged
    np.testing.assert_allclose(a.ends, b.ends, rtol=1e-10, atol=1e-12)
    np.testing.assert_array_equal(a.labels, b.labels)
    np.testing.assert_allclose(a.frames.points, b.frames.points, rtol=1e-6)


def test_code_is_made_once_numpy_has_worked_as_long_as_making_it_takes():
    surface = Surface("x^2 + 3y^2 + 0.125x")
    engines = [descend(surface, SGD(lr=0.01), (1, 1), 400).engine for _ in range(30)]
    assert engines[0] == "numpy"
    assert engines[-1] == "llvm"
    assert engines == sorted(engines, reverse=True)
    assert descend(surface, SGD(lr=0.02), (1, 2), 400).engine == "llvm"
    assert descend(Surface("x^2 + 3y^2 + 0.25x"), SGD(lr=0.01), (1, 1), 400).engine == "numpy"


def test_where_there_is_no_machine_code_numpy_walks(monkeypatch):
    surface = Surface("x^2 + 3y^2 + 0.5x")
    assert descend(surface, Mixes(), (1, 1), 5, engine="llvm").engine == "numpy"
    monkeypatch.setattr(llvm, "LARGEST", 10)
    assert descend(surface, SGD(), (1, 1), 5, engine="llvm").engine == "numpy"


@pytest.mark.parametrize("error", [ImportError, OSError, RuntimeError])
def test_a_refused_or_missing_compiler_is_no_mistake(monkeypatch, error):
    def fails():
        raise machine.Refused from error()

    monkeypatch.setattr(machine, "_binding", fails)
    surface = Surface(f"x^2 + 5y^2 + x/{7 + len(error.__name__)}")
    assert descend(surface, SGD(), (1, 1), 5, engine="llvm").engine == "numpy"


def test_hostile_formulas_end_in_time_and_in_either_engine():
    for text in (
        "^".join("x" * 50),
        "+".join(f"sin({k}x y)" for k in range(1, 90)),
        "exp(" * 40 + "x" + ")" * 40,
        "x/0",
        "0/0",
    ):
        surface = Surface(text)
        walk = descend(surface, Adam(), np.ones(surface.n), 3, engine="llvm")
        assert walk.engine in ("llvm", "numpy")


def test_a_processor_of_2003_walks_the_same_way():
    surface, optimizer = Surface("(x^2 + y - 11)^2 + (x + y^2 - a)^2", a=7), SGD(lr=0.01, momentum=0.5)
    x = starts.uniform(100, surface, 4)
    target = Target("x86-64", "") if platform.machine() in ("x86_64", "AMD64") else machine.host()
    crowd = walked(Crowd(surface, optimizer, x, 100), target)
    by_numpy = descend(surface, optimizer, x, 100, keep="last", engine="numpy")
    np.testing.assert_array_equal(crowd.x, by_numpy.points)  # it cannot round a product and a sum at once


def test_starting_and_leaving_leaves_nothing_behind():
    surface = Surface("x^2 + 3y^2 + sin(x)")
    points = starts.uniform(2000, surface, 1)
    for _ in study(surface, SGD(), points, 10, engine="llvm"):
        pass
    threads, before = threading.active_count(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(300):
        going = study(surface, SGD(), points, 2000, engine="llvm")
        next(going)
        going.close()
    assert threading.active_count() == threads
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kilobytes: of one study, not of 300


def test_llvm_is_not_loaded_before_it_is_needed():
    script = (
        "import sys, lossland as ll; ll.descend(ll.Surface('x^2'), ll.SGD(), start=1.0, steps=5); "
        "assert not any('llvmlite' in name for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={"PYTHONPATH": ":".join(sys.path)})
