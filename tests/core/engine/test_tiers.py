"""Whichever engine walks, it is the walk of NumPy; and where one cannot, another does and says why."""

import os
import subprocess
import sys
from dataclasses import replace
from functools import reduce

import numpy as np
import pytest
from corpus import GOOD
from made import Mixes, Sign
from trajectories import compared

from lossland.core import optimizers, presets, starts
from lossland.core.catalog import catalog
from lossland.core.descend import descend
from lossland.core.engine import tiers
from lossland.core.engine.crowd import ENGINES, Crowd
from lossland.core.graph import make, variable
from lossland.core.language import Reading
from lossland.core.optimizer import Optimizer
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake
from lossland.core.study import Frames, study
from lossland.core.surface import Surface

FAST = ("llvm", "torch")  # what is held against NumPy
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
x, y = variable("x"), variable("y")
# Larger than what can be typed, which ends at 800 parts and 60 brackets.
GIANTS = {
    "three thousand terms": sum((make("sin", k * x) * y for k in range(1, 3001)), x),
    "two hundred roots": reduce(lambda node, _: (1 + node * y).sqrt(), range(200), x),
    "a product of three hundred": reduce(lambda node, k: node * (x + k * y), range(300), x),
}
HOSTILE = {
    "a tower of powers": "^".join("x" * 50),
    "ninety waves": "+".join(f"sin({k}x y)" for k in range(1, 90)),
    "forty exponentials": "exp(" * 40 + "x" + ")" * 40,
    "a pole everywhere": "x/0",
    "nothing at all": "0/0",
    "a power beyond all bounds": "x^(10^9) + y^2",
    "a factor that is hardly there": "1e-320 x + y^2",
    "a factor beyond all bounds": "1e308 x^2 + 1e308 y^2",
}


def distance(a, b):
    """How far apart two walks are at worst, relative to where they are; who is equally lost is not apart."""
    with np.errstate(all="ignore"):
        apart = np.abs(a.points - b.points) / (1 + np.abs(a.points))
    same = (a.points == b.points) | (np.isnan(a.points) & np.isnan(b.points))
    return np.where(same, 0.0, apart).max(axis=(0, 2))


class Shaken:
    """An optimizer whose points are a last bit up, down, or right after each step."""

    def __init__(self, optimizer, seed):
        self.start, self.rate, self.memory = optimizer.start, optimizer.rate, optimizer.memory
        self.given = optimizer.step
        self.random = np.random.default_rng(seed)

    def step(self, x, g, memory, t):
        x, memory = self.given(x, g, memory, t)
        return x * (1 + 2.3e-16 * self.random.integers(-1, 2, x.shape)), memory


def tier(result):
    """The engine that was asked for if it was this one that computed."""
    assert result.engine in ENGINES
    return result.engine.partition(":")[0]


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
        by_numpy = descend(surface, optimizer, crowd, 100, engine="numpy")
        # Where a last bit now and then leads elsewhere, engines may differ as much: near cusps, and where an optimizer
        # of fixed step size jumps about a minimum. Everywhere else only rounding of the last bits is allowed.
        shaken = [descend(surface, Shaken(optimizer, seed), crowd, 100, engine="numpy") for seed in range(3)]
        sensitive = np.max([distance(by_numpy, walk) for walk in shaken], axis=0)
        steady = sensitive < 1e-13
        for engine in FAST:
            walk = descend(surface, optimizer, crowd, 100, engine=engine)
            assert (by_numpy.engine, tier(walk)) == ("numpy", engine)
            apart = distance(by_numpy, walk)
            assert (apart <= 1e-12 + 1e3 * sensitive).all(), (engine, kind, knobs, apart.max())
            assert (by_numpy.end == walk.end)[steady].all()
            assert (by_numpy.length == walk.length)[steady].all()


@pytest.mark.parametrize("engine", FAST)
@pytest.mark.parametrize("text", ALGEBRA)
@pytest.mark.parametrize("optimizer", [SGD(lr=0.3, momentum=0.5, decay=0.1), RMSprop(lr=0.5)], ids=["SGD", "RMSprop"])
def test_algebra_agrees_but_for_roundings_whoever_is_lost(text, optimizer, engine):
    surface = Surface(text)
    crowd = starts.uniform(70, surface, 2)
    crowd[3] = 0.0
    for keep in ("all", "last"):
        walks = [descend(surface, optimizer, crowd, 40, keep=keep, engine=each) for each in ("numpy", engine)]
        assert_alike(*walks, rtol=1e-12 if "/" not in text else 1e-10)  # beside a pole a rounding grows a thousandfold


@pytest.mark.parametrize("engine", FAST)
@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("dialect", ["torch", "keras2", "keras3"])
def test_agrees_with_the_recorded_trajectories(dialect, kind, engine):
    errors = compared(dialect, kind, engine=engine)
    assert max(max(pair) for pair in errors.values()) < 1e-9


@pytest.mark.parametrize("engine", FAST)
def test_an_optimizer_of_ones_own_walks_too(engine):
    surface, crowd = Surface("x^2 + y^4"), [(1.0, 2.0), (-3.0, 0.5)]
    walks = [descend(surface, Sign(lr=0.3, decay=0.1), crowd, 50, engine=each) for each in ("numpy", engine)]
    assert [tier(walk) for walk in walks] == ["numpy", engine]
    assert distance(*walks).max() < 1e-14


@pytest.mark.parametrize("engine", FAST)
@pytest.mark.parametrize("start", [(0.5, 0.25), [(0.5, 0.25)], 1.5])
def test_shapes_are_those_of_numpy(start, engine):
    surface = Surface("x^2 + y^2") if np.ndim(start) else Surface("x^2")
    for keep in ("all", "last"):
        walks = [descend(surface, SGD(lr=0.1), start, 9, keep=keep, engine=each) for each in ("numpy", engine)]
        assert_alike(*walks)
        for name in ("points", "losses", "gradients", "end", "length"):
            a, b = (getattr(walk, name) for walk in walks)
            assert (np.shape(a), type(a)) == (np.shape(b), type(b))


@pytest.mark.parametrize("engine", FAST)
def test_no_steps_is_a_look(engine):
    assert_alike(*(descend(Surface("x^2"), Adam(), [[1.0], [2.0]], 0, engine=each) for each in ("numpy", engine)))


@pytest.mark.parametrize("engine", ["numpy", *FAST])
def test_who_rests_stays_there_where_that_is_wanted(engine):
    surface = Surface("x^2 + 10y^2")
    crowd = Crowd(surface, SGD(lr=0.05), starts.uniform(300, surface, 5), 1000, tolerance=1e-3)
    for _ in tiers.walk(crowd, engine):
        pass
    assert tier(crowd) == engine
    slopes = np.linalg.norm(surface.gradient(crowd.x), axis=-1)
    np.testing.assert_allclose(np.linalg.norm(crowd.gradient, axis=-1), slopes, rtol=1e-12)
    assert (slopes <= 1e-3).all()
    assert (slopes > 0.5e-3).any()
    for i in (0, 150, 299):
        walk = descend(surface, SGD(lr=0.05), starts.uniform(300, surface, 5)[i], 1000, engine="numpy")
        first = np.flatnonzero(np.linalg.norm(walk.gradients, axis=-1) <= 1e-3)[0]
        assert crowd.length[i] == first
        np.testing.assert_allclose(crowd.x[i], walk.points[first], rtol=1e-12)


@pytest.mark.parametrize("engine", ["numpy", *FAST])
@pytest.mark.parametrize(
    "optimizer", [SGD(momentum=0.5, decay=0.1), RMSprop(decay=0.1), Adam(dialect="keras3")], ids=lambda o: o.label
)
def test_each_walker_can_have_its_own_learning_rate(optimizer, engine):
    surface, rates = Surface("x^2 + a y^2", a=3), np.geomspace(1e-3, 1.0, 70)
    crowd = Crowd(surface, optimizer, np.tile((1.0, -2.0), (70, 1)), 60, rates=rates, history=True)
    for _ in tiers.walk(crowd, engine):
        pass
    assert tier(crowd) == engine
    points, _, losses, _ = crowd.history()
    for i in (0, 30, 69):
        walk = descend(surface, replace(optimizer, lr=rates[i]), (1.0, -2.0), 60, engine="numpy")
        np.testing.assert_allclose(points[:, i], walk.points, rtol=1e-11, atol=1e-12)
        np.testing.assert_allclose(losses[:, i], walk.losses, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("engine", FAST)
def test_all_that_a_crowd_may_ask_for_at_once_is_recorded_while_most_of_it_is_lost(engine):
    """Its rates are such that walks end one after the other: by divergence, by rest, and by the number of steps."""
    surface, rates = Surface("x^2 + 10y^2"), np.geomspace(1e-4, 3.0, 3000)
    points, crowds = starts.uniform(3000, surface, 4), []
    for each in ("numpy", engine):
        options = {"tolerance": 1e-2, "rates": rates, "history": True, "trail": 4}
        film = Frames.empty(surface, 3000, 60).film
        crowds.append(crowd := Crowd(surface, SGD(momentum=0.1), points, 60, film=film, **options))
        shares = list(tiers.walk(crowd, each))
        assert shares == sorted(shares)
    a, b = crowds
    assert len({*a.length}) > 20
    assert a.lost.any()
    assert not a.lost.all()
    for name in ("x", "lost", "length", "loss", "gradient", "memory"):
        np.testing.assert_allclose(getattr(a, name), getattr(b, name), rtol=1e-11, atol=1e-12, err_msg=name)
    np.testing.assert_allclose(a.trail[..., :3000], b.trail[..., :3000], rtol=1e-11, atol=1e-12)
    np.testing.assert_allclose(a.film.points, b.film.points, rtol=1e-6)
    for ours, theirs in zip(a.history(), b.history(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("engine", ["numpy", *FAST])
def test_what_is_recorded_after_the_last_walk_has_ended_is_its_end(engine):
    surface = Surface("x^2 + y^2")
    film = Frames.empty(surface, 100, 200).film
    points = starts.uniform(100, surface, 4)
    crowd = Crowd(surface, SGD(lr=0.2), points, 200, tolerance=1e-3, trail=3, film=film)
    for _ in tiers.walk(crowd, engine):
        pass
    assert tier(crowd) == engine
    assert crowd.length.max() < 100
    for row in crowd.trail:
        np.testing.assert_array_equal(row[:, :100].T, crowd.x)
    np.testing.assert_array_equal(film.points[-1], crowd.x.astype(np.float32))
    np.testing.assert_array_equal(film.points[0], points.astype(np.float32))


@pytest.mark.parametrize("engine", FAST)
@pytest.mark.parametrize("count", [30, 21_000])
@pytest.mark.parametrize("text", ["x^4 - x^2 + y^2", "(x^2 - 1)^2"])
def test_a_study_is_the_study_by_numpy(text, count, engine):
    surface = Surface(text, window=((-4, 3), (-2, 2)))
    crowd = starts.normal(count, surface, 3)
    results = [list(study(surface, SGD(lr=0.04), crowd, 60, engine=each))[-1][1] for each in ("numpy", engine)]
    a, b = results
    assert (tier(a), tier(b)) == ("numpy", engine)
    assert a.minima == b.minima
    assert (a.diverged, a.undefined, a.saddles, a.moving) == (b.diverged, b.undefined, b.saddles, b.moving)
    assert a.best == pytest.approx(b.best, rel=1e-10)
    assert a.diverged
    np.testing.assert_allclose(a.ends, b.ends, rtol=1e-10, atol=1e-12)
    np.testing.assert_array_equal(a.labels, b.labels)
    np.testing.assert_allclose(a.frames.points, b.frames.points, rtol=1e-6)


# What there cannot be


def surface_of(what):
    """A surface of a text or of a node."""
    if isinstance(what, str):
        return Surface(what)
    made = Surface("x y")
    object.__setattr__(made, "_reading", Reading(what, ("x", "y"), (), ""))
    return made


@pytest.mark.parametrize("engine", ["auto", "numpy", *FAST])
@pytest.mark.parametrize("name", [*HOSTILE, *GIANTS])
def test_hostile_formulas_end_in_time_and_without_a_crash(name, engine):
    surface = surface_of((HOSTILE | GIANTS)[name])
    x = np.full((3, surface.n), [[1.0], [0.5], [1.5]])
    walk, known = (descend(surface, Adam(), x, 3, engine=each) for each in (engine, "numpy"))
    np.testing.assert_array_equal(walk.end, known.end)
    np.testing.assert_allclose(walk.points, known.points, rtol=1e-9)
    if engine == "llvm" and name in GIANTS:
        assert (walk.engine, str(walk.note)) == ("numpy", "The formula is too long for machine code: NumPy computes")
    elif engine != "auto":
        assert tier(walk) == engine


def test_what_is_too_long_for_machine_code_is_said():
    walk = descend(surface_of(GIANTS["three thousand terms"]), SGD(), (1.0, 1.0), 3, engine="llvm")
    assert (walk.engine, str(walk.note)) == ("numpy", "The formula is too long for machine code: NumPy computes")


@pytest.mark.parametrize("engine", ["auto", "numpy", *FAST])
@pytest.mark.parametrize("a", [1e308, -1e308, np.inf, np.nan, 5e-324, 0.0])
def test_a_parameter_can_be_any_number(a, engine):
    surface = Surface("a x^2 + y^2 + exp(a) - a^9", a=a)
    walks = [descend(surface, SGD(), [(1.0, 1.0), (0.0, 0.0)], 5, engine=each) for each in ("numpy", engine)]
    assert walks[0].end.tolist() == walks[1].end.tolist()
    np.testing.assert_allclose(walks[1].points, walks[0].points, rtol=1e-12)
    if engine == "torch":
        assert tier(walks[1]) == "torch"


def test_every_good_formula_walks_by_torch():
    for example in GOOD:
        surface = Surface(example["text"])
        x = np.full((2, surface.n), [[0.7], [-1.3]])
        walks = [descend(surface, SGD(lr=1e-3), x, 3, keep="last", engine=each) for each in ("numpy", "torch")]
        assert tier(walks[1]) == "torch"
        assert_alike(*walks, rtol=1e-9)


@pytest.mark.parametrize("engine", FAST)
def test_where_a_step_cannot_be_traced_numpy_walks_and_it_is_said(engine):
    walk = descend(Surface("x^2 + 3y^2"), Mixes(), (1, 1), 5, engine=engine)
    assert walk.engine == "numpy"
    assert str(walk.note) == "What Mixes does with one coordinate does not depend on that one alone: NumPy computes"


def test_what_was_asked_for_and_done_needs_no_word():
    walks = [descend(Surface("x^2"), SGD(), 1.0, 5, engine=engine) for engine in ("auto", "numpy", "llvm")]
    assert [walk.note for walk in walks] == [None] * 3


def test_an_engine_that_there_is_not_is_a_mistake():
    with pytest.raises(Mistake, match="auto, llvm, numpy or torch"):
        descend(Surface("x^2"), SGD(), 1.0, 5, engine="cuda")


WALK = "import lossland as ll; w = ll.descend(ll.Surface('x^2 + 3y^2'), ll.Adam(), [(1.0, 2.0)], 9, engine={!r});"
SAID = "print(w.engine); print(w.note); print(w.points.tolist())"
FULL = "def full(*_, **__): raise torch.OutOfMemoryError('CUDA out of memory. Tried')\n"
REFUSALS = {
    "torch": [
        ("import sys; sys.modules['torch'] = None;", "numpy", "torch is not installed: NumPy computes"),
        (
            f"import torch\n{FULL}torch.isfinite = full\n",
            "numpy",
            "torch failed here (CUDA out of memory. Tried): NumPy computes",
        ),
        ("", "torch:cpu", "There is no GPU here: torch computes on the processor"),
    ],
    "llvm": [
        ("import sys; sys.modules['llvmlite'] = None;", "numpy", "llvmlite is not installed: NumPy computes"),
        (
            "import llvmlite.binding as b\ndef refuses(): raise OSError('denied')\nb.check_jit_execution = refuses\n",
            "numpy",
            "This computer does not run machine code that was just made (denied): NumPy computes",
        ),
        ("", "llvm", "None"),
    ],
}


@pytest.mark.parametrize(
    ("engine", "first", "used", "note"), [(engine, *case) for engine, cases in REFUSALS.items() for case in cases]
)
def test_on_a_computer_without_it_another_engine_gives_the_result_and_says_why(engine, first, used, note):
    code = first + WALK.format(engine) + SAID
    own = os.environ | {"PYTHONPATH": "app", "CUDA_VISIBLE_DEVICES": ""}
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, env=own)
    assert done.stderr == ""
    said_engine, said_note, points = done.stdout.splitlines()
    assert (said_engine, said_note) == (used, note)
    known = descend(Surface("x^2 + 3y^2"), Adam(), [(1.0, 2.0)], 9, engine="numpy")
    np.testing.assert_allclose(eval(points), known.points, rtol=1e-12)


@pytest.mark.parametrize("name", ["llvmlite", "torch"])
def test_an_engine_is_not_loaded_before_it_is_needed(name):
    script = (
        "import sys, lossland as ll; ll.descend(ll.Surface('x^2'), ll.SGD(), start=1.0, steps=5); "
        f"assert not any({name!r} in each for each in sys.modules if 'lossland' not in each)"
    )
    subprocess.run([sys.executable, "-c", script], check=True, env={"PYTHONPATH": ":".join(sys.path)})
