"""One start under many learning rates: against what is known of a parabola, and against one walk after the other."""

from dataclasses import replace

import numpy as np
import pytest

from lossland.core import optimizers, presets
from lossland.core import sweep as module
from lossland.core.catalog import catalog
from lossland.core.descend import LIMIT, descend
from lossland.core.diagnose import in_short, judged, outcome
from lossland.core.engine import tiers
from lossland.core.optimizer import Optimizer
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake
from lossland.core.surface import Surface
from lossland.core.sweep import COUNT, rates_of, sweep

KINDS = catalog(optimizers, Optimizer)


def swept(text, optimizer, start, steps=200, engine="numpy"):
    surface = text if isinstance(text, Surface) else Surface(text)
    return list(sweep(surface, optimizer, start, steps, engine=engine))[-1][1]


def kinds_at(result, low, high):
    """The kinds of the learning rates strictly between two."""
    return set(result.kinds[(result.rates > low) & (result.rates < high)].tolist())


def test_the_rates_span_the_range_of_the_knob_and_each_can_be_typed():
    rates = rates_of(SGD(lr=0.3))
    assert (len(rates), rates[0], rates[-1]) == (COUNT, 1e-5, 10.0)
    assert (np.diff(rates) > 0).all()
    np.testing.assert_allclose(rates, np.geomspace(1e-5, 10.0, COUNT), rtol=0.005)
    assert all(rate == float(f"{rate:.2e}") for rate in rates)


@pytest.mark.parametrize("k", [0.25, 1.0, 20.0])
def test_on_a_parabola_plain_descent_does_as_theory_says(k):
    # x ← (1 − lr·k) x: no swing below 1/k, a swing that dies away up to 2/k, for ever at 2/k, and growing beyond.
    result = swept(Surface("a x^2 / 2", a=k), SGD(), 1.0, 2000)
    assert kinds_at(result, 1e-2 / k, 1 / k) == {"smooth"}
    assert kinds_at(result, 1 / k, 1.98 / k) == {"oscillating"}
    assert kinds_at(result, 2.02 / k, 11.0) == {"diverging"}
    here = (result.rates > 1e-2 / k) & (result.rates < 1.9 / k)
    factor = np.abs(1 - result.rates[here] * k)
    needed = np.ceil(np.log(1e-6 / k) / np.log(factor))
    assert np.abs(result.needed[here] - needed).max() <= 1
    assert (result.needed[result.rates > 2 / k] == -1).all()
    assert abs(result.rates[result.best] * k - 1) < 0.03


def test_one_step_is_enough_at_the_inverse_of_the_curvature_and_at_twice_that_the_walk_comes_back_every_second():
    # 1 and 2 are not among the rates: curvatures are, for which two of them are 1/k and 2/k.
    i, rates = 200, rates_of(SGD())
    at_once = swept(Surface("a x^2 / 2", a=1 / rates[i]), SGD(), 1.0)
    assert (at_once.best, at_once.needed[i], at_once.kinds[i]) == (i, 1, "smooth")
    for_ever = swept(Surface("a x^2 / 2", a=2 / rates[i]), SGD(), 1.0)
    assert (for_ever.kinds[i], for_ever.periods[i], for_ever.needed[i]) == ("periodic", 2, -1)
    assert for_ever.kinds[i + 1] == "diverging"


def assert_judged_as_alone(surface, kind, start, engine):
    result = swept(surface, kind(), start, 120, engine)
    assert result.engine == engine
    for i in range(3, COUNT, 15):
        walk = descend(surface, kind(lr=result.rates[i]), start, 120, engine=engine)
        (*found, loss), (*alone, its_loss) = result.outcome(i), outcome(walk, surface)
        assert found == alone, result.rates[i]
        if found[0] != "restless":  # chaos makes much of the last bits, in which walks alone and in a crowd may differ
            assert loss == pytest.approx(its_loss, rel=1e-9, abs=1e-24), result.rates[i]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("name", presets.load())
def test_each_rate_is_judged_as_its_walk_alone_is(name, kind):
    surface = Surface.named(name)
    assert_judged_as_alone(surface, kind, presets.named(name).start[: surface.n], "numpy")


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("name", ["himmelblau", "rastrigin"])
def test_and_so_it_is_by_machine_code(name, kind):
    assert_judged_as_alone(Surface.named(name), kind, presets.named(name).start, "llvm")


@pytest.mark.parametrize(
    ("text", "optimizer", "start"),
    [
        ("x^2 + 10y^2", SGD(momentum=0.9, nesterov=True), (4.0, 1.0)),
        ("x^2 + 10y^2", RMSprop(rho=0.5, decay=0.1), (4.0, 1.0)),
        ("x^4 - 3x^3 + 2", Adam(dialect="keras2"), -1.0),
        ("ln(x) - y", SGD(), (1.0, 1.0)),
        ("x^3 - 3x y^2", SGD(), (0.4, 0.3)),
    ],
)
def test_both_engines_judge_alike(text, optimizer, start):
    one, other = (swept(text, optimizer, start, engine=engine) for engine in ("numpy", "llvm"))
    assert (one.engine, other.engine) == ("numpy", "llvm")
    np.testing.assert_array_equal(one.kinds, other.kinds)
    np.testing.assert_array_equal(one.needed, other.needed)
    np.testing.assert_array_equal(one.periods, other.periods)


def test_the_learning_rate_of_the_optimizer_does_not_count():
    one, other = (swept("x^2 + 3y^2", Adam(lr=lr), (1.0, 1.0)) for lr in (0.0, 5.0))
    np.testing.assert_array_equal(one.kinds, other.kinds)
    np.testing.assert_array_equal(one.needed, other.needed)


def test_a_rest_at_a_saddle_needs_no_number_of_steps_and_is_not_the_best():
    result = swept("x^2 - y^2", SGD(), (1.0, 0.0), 500)
    rests = np.isin(result.kinds, ["smooth", "oscillating"])
    assert rests.any()
    assert result.elsewhere[rests].all()
    assert not result.elsewhere[~rests].any()
    assert (result.needed == -1).all()
    assert result.best is None


def test_where_nobody_rests_the_best_comes_nearest_but_only_to_a_minimum():
    near = swept("x^2 + 10y^2", Adam(), (4.0, 1.0))
    assert (near.needed == -1).all()
    assert near.losses[near.best - 2 : near.best + 3].max() < 1e-6 * near.loss  # and its neighbours, too
    assert swept("x^2 - y^2", SGD(), (1.0, 0.0), 30).best is None  # at a saddle
    assert swept("x^2 + 10y^2", SGD(), (4.0, 1.0), 3).best is None  # nobody is near


def test_who_starts_at_the_minimum_needs_no_rate():
    result = swept("x^2 + y^2", SGD(), (0.0, 0.0))
    assert set(result.kinds) == {"smooth"}
    assert (result.needed == 0).all()
    assert result.best is None


def test_many_steps_are_walked_by_few_at_a_time_with_the_same_result(monkeypatch):
    whole = swept("x^2 + 10y^2", SGD(), (1.0, 1.0), 50)
    monkeypatch.setattr(module, "RECORD", 100 * 8 * 51 * 7)
    parts = list(sweep(Surface("x^2 + 10y^2"), SGD(), (1.0, 1.0), 50, engine="llvm"))
    fractions = [fraction for fraction, _ in parts]
    assert fractions == sorted(set(fractions))
    assert len(fractions) >= 3  # whoever drags need not wait for all of them
    np.testing.assert_array_equal(parts[-1][1].kinds, whole.kinds)
    np.testing.assert_array_equal(parts[-1][1].needed, whole.needed)


def test_no_more_is_recorded_at_a_time_than_there_is_room_for(monkeypatch):
    recorded = []

    def walk(crowd, engine):
        recorded.append(crowd.rows.nbytes)
        return tiers.walk(crowd, engine)

    monkeypatch.setattr(module, "walk", walk)
    monkeypatch.setattr(module, "RECORD", 2e6)
    swept("x^2 + 10y^2", SGD(), (1.0, 1.0), 500)
    assert len(recorded) > 1
    assert max(recorded) <= 2e6


def test_what_is_asked_for_wrongly_is_refused_in_words():
    surface = Surface("x^2 + y^2")
    with pytest.raises(Mistake, match="GB of memory"):
        next(sweep(surface, SGD(), (1.0, 1.0), int(LIMIT)))
    with pytest.raises(Mistake, match="one start"):
        next(sweep(surface, SGD(), [(1.0, 1.0), (2.0, 2.0)]))
    with pytest.raises(Mistake, match="2 coordinates"):
        next(sweep(surface, SGD(), 1.0))
    with pytest.raises(Mistake, match="whole number"):
        next(sweep(surface, SGD(), (1.0, 1.0), -1))


@pytest.mark.parametrize("steps", [0, 1, 3])
def test_few_steps_are_enough_to_be_judged(steps):
    assert set(swept("x^2 + y^2", SGD(), (1.0, 1.0), steps).kinds) <= {"moving", "smooth", "restless"}


@pytest.mark.parametrize(
    ("text", "optimizer", "start", "short", "sentence"),
    [
        ("x^2", SGD(lr=0.1), 1.0, "converges smoothly in 66 steps", "Converges smoothly: stationary at step 66."),
        ("x^2", SGD(lr=0.9), 1.0, "converges oscillating in 66 steps", "Converges oscillating: stationary at step 66"),
        ("x^2", SGD(lr=1.0), 1.0, "jumps for ever between two points", "Jumps for ever between −1 and 1."),
        ("x^2", SGD(lr=0.1), 0.0, "rests where it started", "Rests where it started: the gradient is zero there."),
        (
            "x^2 - y^2",
            SGD(),
            (0, 0),
            "rests where it started, at no minimum",
            "Rests where it started: the gradient is zero there, but it is no minimum.",
        ),
        (
            "x^2 - y^2",
            SGD(lr=0.1),
            (1, 0),
            "rests after 66 steps, but at no minimum",
            "Stationary at step 66, but at a saddle or flat point",
        ),
        ("x^2", SGD(lr=1.01), 1.0, "diverges", "Diverges"),
        ("x^2 - y^2", SGD(lr=0.1), (1, 0.1), "falls without end", "The loss falls without end"),
        ("ln(x)", SGD(lr=0.75), 1.0, "leaves where the surface is defined", "Undefined at step 2"),
        ("x^2", SGD(lr=1e-3), 1.0, "still on its way, the loss is 0.45", "Still on its way at step 200"),
        ("|x|", RMSprop(lr=0.07), 2.0, "does not settle, the loss is up to 0.07", "Hovers about the minimum 0"),
        (
            "x^2",
            SGD(lr=0.1, momentum=0.99),
            1.0,
            "swings by less and less, the loss is 0.11",
            "Still swinging at step 200, but by less and less",
        ),
        ("x^4 - x^2", Adam(lr=0.1), 2.0, "still on its way, the loss is −0.25", "Nearly there at step 200"),
    ],
)
def test_the_strip_says_in_short_what_the_verdict_says(text, optimizer, start, short, sentence):
    surface = Surface(text)
    found = judged(descend(surface, optimizer, start, 200), surface)
    assert str(in_short(found.outcome)) == short
    assert str(found.verdict).startswith(sentence)


def test_a_cycle_of_four_is_told_apart_from_one_of_two():
    # x ← x − lr (x³ − x): a cascade of doublings, known of every cubic map.
    result = swept("x^4/4 - x^2/2", SGD(), 0.4, 4000)
    assert {2, 4} <= set(result.periods[result.kinds == "periodic"].tolist())
    for period in (2, 4):
        i = int(np.flatnonzero(result.periods == period)[0])
        points = descend(Surface("x^4/4 - x^2/2"), replace(SGD(), lr=result.rates[i]), 0.4, 4000).points[:, 0]
        assert abs(points[-1] - points[-1 - period]) < 1e-3 * abs(points[-1] - points[-2])


def test_chaos_that_happens_to_grow_from_quarter_to_quarter_is_not_divergence():
    text = "20 + x^2 - 10cos(2π x) + y^2 - 10cos(2π y)"
    assert outcome(descend(Surface(text), SGD(lr=0.0282), (-0.6, -1.2), 200, engine="numpy")).kind == "restless"
    starts = np.random.default_rng(0).uniform(-4.0, 4.0, (12, 2))
    assert "diverging" not in set().union(*(kinds_at(swept(text, SGD(), start), 0.012, 0.5) for start in starts))


def test_a_learning_rate_that_is_lucky_alone_is_not_the_best():
    result = swept(Surface.named("himmelblau"), RMSprop(), (-0.6, -1.15))
    arrives = result.needed >= 0
    assert arrives.any()  # somewhere where its steps are far too long
    assert result.best is None or not arrives[result.best]
