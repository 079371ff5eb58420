"""Many starts: which minima they find and how often, against recorded counts and mathematics."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from lossland.core import starts
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake
from lossland.core.study import CROWD, Frames, study, wilson
from lossland.core.surface import Surface

STUDIES = json.loads((Path(__file__).parents[1] / "data" / "init_study.json").read_text())["studies"]
TEXTS = {
    "himmelblau": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "rastrigin": "20 + (x^2 - 10cos(2π x)) + (y^2 - 10cos(2π y))",
}
HIMMELBLAU = Surface(TEXTS["himmelblau"])


def finished(surface, optimizer, count=2000, steps=200, **changes):
    """Return the last Study of `count` uniform starts, after checking that every start is counted once."""
    *_, (share, result) = study(surface, optimizer, starts.uniform(count, surface, seed=7), steps, **changes)
    assert share == 1
    assert result.count == result.total == len(result.ends) == len(result.labels) == count
    found = sum(minimum.count for minimum in result.minima)
    assert found + result.diverged + result.undefined + result.saddles + result.moving == count
    assert np.bincount(result.labels + 1, minlength=len(result.minima) + 1)[1:].tolist() == [
        minimum.count for minimum in result.minima
    ]
    return result


@pytest.mark.parametrize("recorded", STUDIES, ids=lambda recorded: recorded["surface"])
@pytest.mark.parametrize("momentum", ["momentum_0", "momentum_0.9"])
def test_shares_are_those_of_the_recorded_studies(recorded, momentum):
    surface = Surface(TEXTS[recorded["surface"]], window=recorded["box"])
    run = recorded["results"][momentum]
    optimizer = SGD(lr=run["lr"], momentum=run["momentum"], dialect="keras2")
    first = starts.uniform(recorded["n"], surface, recorded["seed"])[:10_000]
    *_, (_, result) = study(surface, optimizer, first, run["steps_second"])
    assert result.saddles == result.moving == result.diverged == 0
    counts = {tuple(np.round(minimum.point, 2) + 0.0): minimum.count for minimum in result.minima}
    outside = 0
    for minimum in run["minima"]:
        low, high = minimum["next_run_10000_999"]
        outside += not low <= counts.pop(tuple(np.round(minimum["minimum"], 2) + 0.0)) <= high
    assert not counts
    assert outside <= len(run["minima"]) // 100  # of 121 intervals of 99.9 % one may miss


def test_counts_are_those_of_the_recorded_study_to_the_last_start():
    recorded = STUDIES[0]
    run = recorded["results"]["momentum_0.9"]
    optimizer = SGD(lr=run["lr"], momentum=0.9, dialect="keras2")
    first = starts.uniform(recorded["n"], HIMMELBLAU, recorded["seed"])
    *_, (_, result) = study(HIMMELBLAU, optimizer, first, 500)
    counts = {tuple(np.round(minimum.point, 3)): minimum.count for minimum in result.minima}
    assert counts == {tuple(np.round(m["minimum"], 3)): m["count"] for m in run["minima"]}


@pytest.mark.parametrize("optimizer", [SGD(lr=0.01), RMSprop(lr=0.05), Adam(lr=0.2)])
def test_optimizers_that_never_quite_settle_still_find_the_four_minima_of_himmelblau(optimizer):
    result = finished(HIMMELBLAU, optimizer)
    assert result.moving == 0
    assert sorted(tuple(np.round(m.point, 4)) for m in result.minima) == [
        (-3.7793, -3.2832),
        (-2.8051, 3.1313),
        (3.0, 2.0),
        (3.5844, -1.8481),
    ]
    assert all(m.is_best and m.value < 1e-20 and 0.19 < m.low < m.share < m.high < 0.32 for m in result.minima)
    assert [m.count for m in result.minima] == sorted((m.count for m in result.minima), reverse=True)


def test_only_the_lowest_minimum_is_the_best():
    result = finished(Surface("(x^2 - 1)^2 + x/5", window=((-2, 2),)), SGD(lr=0.02))
    assert {round(m.point[0], 3): m.is_best for m in result.minima} == {-1.024: True, 0.974: False}
    assert result.best == pytest.approx(-0.2024, abs=1e-4)


def test_six_hump_camel_has_six_minima_of_which_two_are_best():
    camel = Surface("(4 - 2.1x^2 + x^4/3) x^2 + x y + (-4 + 4y^2) y^2", window=((-3, 3), (-2, 2)))
    result = finished(camel, SGD(lr=0.005), steps=500)
    assert [m.is_best for m in result.minima] == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("text", "lr"), [("(x^2 + y^2 - 1)^2", 0.003), ("(x y - 1)^2", 0.01), ("(x - y)^2", 0.1), ("relu(x) + 0y", 0.1)]
)
def test_a_valley_of_equal_minima_is_one(text, lr):
    result = finished(Surface(text), SGD(lr=lr), steps=300)
    (valley,) = result.minima
    assert valley.valley
    assert valley.value == pytest.approx(0, abs=1e-12)
    assert valley.count > 1950


def test_separate_minima_of_equal_value_are_no_valley_however_flat():
    result = finished(Surface("(x^2 - 1)^4", window=((-1.5, 1.5),)), SGD(lr=0.05), steps=1000)
    assert {round(m.point[0], 2) for m in result.minima} == {-1.0, 1.0}
    assert not any(m.valley for m in result.minima)


@pytest.mark.parametrize(
    ("text", "optimizer", "count"),
    [
        ("|x| + |y|", SGD(lr=0.07), 1),
        ("|x| + y^2", RMSprop(lr=0.03), 1),
        ("max(|x - 1|, |y|)", SGD(lr=0.05), 1),
        ("min(|x - 2|, |x + 2|) + |y|", SGD(lr=0.05), 2),
    ],
)
def test_minima_at_kinks_are_found_from_walks_that_jump_about_them(text, optimizer, count):
    result = finished(Surface(text), optimizer, steps=300)
    assert len(result.minima) == count
    assert all(m.value == pytest.approx(0, abs=1e-6) for m in result.minima)
    assert sum(m.count for m in result.minima) > 1950


def test_the_stops_on_a_sharp_ridge_are_no_minima():
    bukin = Surface("100sqrt(|y - 0.01x^2|) + 0.01|x + 10|", window=((-15, -5), (-3, 3)))
    assert finished(bukin, SGD(lr=0.01)).minima == ()


def test_a_saddle_is_no_minimum():
    surface = Surface("x^2 - y^2")
    _, result = list(study(surface, SGD(lr=0.1), starts.grid(25, surface), 200))[-1]
    assert (result.saddles, result.diverged, result.minima) == (5, 20, ())
    assert result.best == pytest.approx(0, abs=1e-12)
    monkey = Surface("x^3 - 3x y^2")
    _, result = list(study(monkey, SGD(lr=0.1), [(0.0, 0.0)], 10))[-1]
    assert (result.saddles, result.minima) == (1, ())


def test_who_is_still_on_the_way_is_at_no_minimum():
    rosenbrock = Surface("(1 - x)^2 + 100(y - x^2)^2", window=((-2, 2), (-1, 3)))
    result = finished(rosenbrock, SGD(lr=0.001))
    assert result.moving > 1500
    assert all(m.point == pytest.approx((1, 1)) for m in result.minima)


@pytest.mark.parametrize(
    ("text", "optimizer", "steps"),
    [
        ("x^2", SGD(lr=1.0), 100),  # each walk jumps between its start and the opposite point for ever
        ("x^2", SGD(lr=0.999), 60),
        ("x^2 + 10y^2", SGD(lr=0.1), 101),  # settles along x, jumps for ever along y
        ("x^2 + 10y^2", SGD(lr=0.002), 60),  # creeps: only who started near is near
        (TEXTS["rastrigin"], SGD(lr=0.016), 100),  # chaos
        (TEXTS["rastrigin"], SGD(lr=0.016), 106),  # … that passes by a minimum in the last step
        ("x^2", SGD(lr=0.0), 50),
    ],
)
def test_who_stands_near_a_minimum_without_settling_has_not_found_it(text, optimizer, steps):
    result = finished(Surface(text), optimizer, steps=steps)
    assert (result.minima, result.moving) == ((), 2000)


@pytest.mark.parametrize(
    ("text", "optimizer", "steps"),
    [
        (TEXTS["rastrigin"], RMSprop(lr=0.05), 200),
        ("x^2", RMSprop(lr=0.05), 200),
        ("x^2 + 10y^2", RMSprop(lr=0.1), 200),
        ("|x| + y^2", SGD(lr=0.07), 200),
        ("x^2 + 10y^2", SGD(lr=0.02), 100),  # along x, 1.7 % of the way are left
        ("x^2 + 10y^2", SGD(lr=0.05), 60),  # not stationary yet, but as good as there
    ],
)
def test_who_came_to_a_minimum_and_jitters_about_it_has_found_it(text, optimizer, steps):
    result = finished(Surface(text), optimizer, steps=steps)
    assert result.moving <= 20


def test_who_diverges_or_leaves_the_domain_is_counted_apart():
    result = finished(Surface("x^4 + y^4"), SGD(lr=0.05), steps=50)
    assert result.diverged > 1000
    assert finished(Surface("ln(x) + y^2"), SGD(lr=0.05), steps=10).undefined > 900
    lost = finished(Surface("ln(x - 10) + y"), SGD(), steps=5)
    assert (lost.undefined, lost.minima) == (2000, ())
    assert math.isnan(lost.best)


def test_a_minimum_outside_the_window_counts_too():
    result = finished(Surface("(x - 9)^2 + y^2"), SGD(lr=0.1))
    assert result.minima[0].point == pytest.approx((9, 0))
    assert result.minima[0].count == 2000


def test_the_units_of_the_axes_do_not_matter():
    small = Surface("(1e6 x)^2 + y^2 / 1e6", window=((-5e-6, 5e-6), (-5e3, 5e3)))
    result = finished(small, RMSprop(lr=1e-6, epsilon=1e-12), count=100, steps=20)
    assert len(result.minima) <= 1
    wide = Surface("sin(x/1000)^2 + (y/1000)^2", window=((-5000, 5000), (-5000, 5000)))
    assert len(finished(wide, SGD(lr=2e5), count=500, steps=200).minima) >= 3


@pytest.mark.parametrize(("engine", "turns"), [("numpy", 3 * 20), ("llvm", 3 * 16)])
def test_progress_comes_often_and_each_chunk_adds_to_the_study(engine, turns):
    crowd = starts.uniform(40_000, HIMMELBLAU, seed=1)
    going = study(HIMMELBLAU, SGD(), crowd, 20, engine=engine)
    shares, counts = zip(*((share, so_far.count) for share, so_far in going), strict=True)
    assert list(shares) == sorted(shares)
    assert len(shares) > turns
    assert list(dict.fromkeys(counts)) == [0, 16_384, 32_768, 40_000]


def test_few_starts_are_recorded_one_by_one_at_every_step():
    surface = Surface("-x^4 + y^2")
    crowd = starts.uniform(30, surface, seed=1)
    *_, (_, result) = study(surface, SGD(lr=0.01), crowd, 50)
    assert result.diverged
    assert result.frames.steps.tolist() == list(range(51))
    assert result.frames.points.shape == (51, 30, 2)
    np.testing.assert_array_equal(result.frames.points[0], crowd.astype(np.float32))
    with np.errstate(over="ignore"):
        np.testing.assert_array_equal(result.frames.points[-1], result.ends.astype(np.float32))
    assert [result.frames.nearest(step) for step in (0, 17, 50, 99)] == [0, 17, 50, 50]


def test_a_crowd_that_is_lost_early_stays_in_all_later_frames():
    *_, (_, result) = study(Surface("-x^2"), SGD(lr=10), [(1.0,), (-2.0,)], 100)
    assert result.diverged == 2
    assert len(result.frames.steps) == 101
    np.testing.assert_array_equal(result.frames.points[100], result.ends.astype(np.float32))


@pytest.mark.parametrize("engine", ["numpy", "llvm"])
def test_of_many_starts_every_so_many_are_shown(engine):
    surface = Surface("x^2 + y^2")
    crowd = starts.uniform(50_000, surface, 3)
    *_, (_, result) = study(surface, SGD(lr=0.25), crowd, 3, engine=engine)
    frames = result.frames
    assert frames.every > 1
    assert CROWD / 2 < frames.points.shape[1] <= CROWD
    for frame, shrunk in enumerate((1, 0.5, 0.25, 0.125)):
        np.testing.assert_allclose(frames.points[frame], shrunk * crowd[:: frames.every], rtol=1e-6)
    assert result.count == 50_000


def test_of_a_large_grid_no_stripes_are_shown():
    frames = Frames.empty(HIMMELBLAU, 1_000_000, 1)
    columns = np.arange(0, 1_000_000, frames.every) % 1000
    assert len(np.unique(columns)) == 1000


def test_frames_of_a_million_starts_and_many_steps_fit_in_memory():
    for total in (CROWD, 1_000_000):
        frames = Frames.empty(HIMMELBLAU, total, 50_000)
        assert frames.points.nbytes <= 256e6
        assert frames.steps[0] == 0
        assert frames.steps[-1] == 50_000
        assert np.ptp(np.diff(frames.steps)) <= 1


def test_no_steps_is_a_study_of_the_starts():
    result = finished(HIMMELBLAU, SGD(), count=10, steps=0)
    assert result.moving == 10
    np.testing.assert_array_equal(result.frames.steps, [0])


@pytest.mark.parametrize(
    ("count", "total", "interval"),
    [(0, 10, (0.0, 0.27753)), (10, 10, (0.72247, 1.0)), (5, 10, (0.23659, 0.76341)), (81, 263, (0.2553, 0.3662))],
)
def test_wilson_interval_has_its_published_values(count, total, interval):
    assert wilson(count, total) == pytest.approx(interval, abs=5e-5)


def test_a_step_to_the_end_of_all_numbers_is_recorded_like_any_other():
    # One step from a slope that float64 can only just hold.
    finished(Surface("exp(x^2 + y^2)", window=[(0, 18.8), (0, 18.8)]), SGD(lr=10), count=CROWD, steps=1)


def test_no_formula_upsets_a_study():
    # Whatever a walk meets (kinks, poles, edges of a domain), each start is counted once, and nothing warns.
    with (Path(__file__).parents[1] / "data" / "expressions_good.jsonl").open() as lines:
        texts = [json.loads(line)["text"] for line in lines]
    for text in texts[::8]:
        try:
            surface = Surface(text)
        except Mistake:  # the language may refuse some notations; that is not the matter here
            continue
        finished(surface, RMSprop(lr=0.5, epsilon=0), count=50, steps=20)


@pytest.mark.parametrize(("optimizer", "hovers"), [(SGD(lr=0.01), False), (RMSprop(lr=0.05), True)])
def test_those_that_go_to_and_fro_about_a_minimum_are_told_from_those_that_rest(optimizer, hovers):
    result = finished(HIMMELBLAU, optimizer, steps=200)
    assert len(result.minima) == 4
    for minimum in result.minima:
        assert 0 <= minimum.hovering <= minimum.count
        assert (minimum.hovering > 0.8 * minimum.count) if hovers else minimum.hovering == 0


def test_a_swing_that_dies_away_does_not_hover():
    result = finished(Surface("x^2 + 10y^2"), SGD(lr=0.08, momentum=0.5), steps=30)
    assert result.minima[0].count > 0
    assert result.minima[0].hovering == 0
