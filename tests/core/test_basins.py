"""Maps of the basins of attraction, against mathematics and against walks made one by one."""

import numpy as np
import pytest

from lossland.core import starts
from lossland.core.atlas import LOST, NONE, UNKNOWN, Atlas
from lossland.core.basins import BATCH, Basins, _Judge, basins, pixels
from lossland.core.descend import descend
from lossland.core.engine.crowd import Crowd
from lossland.core.engine.tiers import walk
from lossland.core.minima import Bottom, Minima
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.study import study
from lossland.core.surface import Surface
from lossland.core.united import united

HIMMELBLAU = Surface("(x^2 + y - 11)^2 + (x + y^2 - 7)^2")
WELLS = Surface("(x^2 - 1)^2 + y^2", window=((-1.5, 1.5), (-1.5, 1.5)))
SOME = 8192  # of the ends between two pauses, in a test that has fewer
PLAIN = Surface("-exp(-(x^2 + y^2))", window=((-5, 5), (-5, 5)))


def finished(surface, optimizer, steps=1000, sizes=(32, 96), **changes):
    """The last map, after checking that the shares are those of its pixels."""
    *_, (share, made) = basins(surface, optimizer, steps, sizes=sizes, **changes)
    assert share == 1
    assert made.shares == pytest.approx([np.mean(made.labels == i) for i in range(len(made.minima))])
    assert made.none == pytest.approx(np.mean(made.labels == NONE))
    assert made.lost == pytest.approx(np.mean(made.labels == LOST))
    assert sum(made.shares) + made.none + made.lost == pytest.approx(1)
    assert list(made.shares) == sorted(made.shares, reverse=True)
    return made


def where(made: Basins):
    """The minimum that each pixel leads to (rows, columns, n), NaN for none."""
    points = np.array([*(bottom.point for bottom in made.minima), np.full(made.minima[0].point.shape, np.nan)])
    return points[np.where(made.labels >= 0, made.labels, -1)]


def test_pixels_are_the_middles_of_equal_parts_row_by_row_upwards():
    surface = Surface("x + y", window=((0, 4), (10, 12)))
    np.testing.assert_array_equal(pixels(surface, 2), [[1, 10.5], [3, 10.5], [1, 11.5], [3, 11.5]])
    np.testing.assert_array_equal(pixels(Surface("x", window=((0, 4),)), 2), [[1], [3]])


@pytest.mark.parametrize("optimizer", [SGD(lr=0.02), RMSprop(lr=0.003), RMSprop(lr=0.01, decay=0.001)])
@pytest.mark.parametrize("engine", ["numpy", "llvm"])
def test_each_side_of_two_wells_is_the_basin_of_its_own(optimizer, engine):
    """Under small steps that never cross x = 0, where the slope along x is 0."""
    made = finished(WELLS, optimizer, engine=engine)
    side = np.broadcast_to(np.sign(np.linspace(-1.5, 1.5, 96)), (96, 96))
    np.testing.assert_allclose(where(made)[..., 0], side, atol=1e-9)
    np.testing.assert_allclose(where(made)[..., 1], 0, atol=1e-9)
    assert made.engine == engine


def test_rows_go_upwards():
    made = finished(Surface("x^2 + (y^2 - 1)^2", window=((-1.5, 1.5), (-1.5, 1.5))), SGD(lr=0.02))
    assert np.all(where(made)[:48, :, 1] < 0)
    assert np.all(where(made)[48:, :, 1] > 0)


@pytest.mark.parametrize("optimizer", [SGD(lr=0.01), SGD(lr=0.003, momentum=0.9), RMSprop(lr=0.05), Adam(lr=0.2)])
def test_the_whole_window_of_himmelblau_falls_to_its_four_minima(optimizer):
    made = finished(HIMMELBLAU, optimizer)
    assert sorted(tuple(np.round(bottom.point, 3)) for bottom in made.minima) == [
        (-3.779, -3.283),
        (-2.805, 3.131),
        (3.0, 2.0),
        (3.584, -1.848),
    ]
    assert made.none < 1e-3
    assert made.lost == 0


@pytest.mark.parametrize("optimizer", [SGD(lr=0.01), SGD(lr=0.02), Adam(lr=0.2)])
def test_steps_and_minima_are_those_of_single_descents(optimizer):
    made, tolerance = finished(HIMMELBLAU, optimizer, sizes=(32, 64)), 1e-6
    places = where(made).reshape(-1, 2)
    starting = pixels(HIMMELBLAU, 64)
    for i in np.random.default_rng(3).integers(0, 64 * 64, 12):
        walk = descend(HIMMELBLAU, optimizer, starting[i], 1000, engine="numpy")
        slopes = np.sqrt((walk.gradients**2).sum(-1))
        rests = np.flatnonzero(slopes <= tolerance)
        assert made.steps.flat[i] == (rests[0] if rests.size else 1000)
        assert rests.size == 0 or np.allclose(walk.points[rests[0]], places[i], atol=1e-5)


@pytest.mark.parametrize("optimizer", [SGD(lr=0.01), Adam(lr=0.2)])
def test_engines_agree_on_a_smooth_surface(optimizer):
    by_numpy, by_machine = (finished(HIMMELBLAU, optimizer, engine=engine) for engine in ("numpy", "llvm"))
    differ = np.linalg.norm(where(by_numpy) - where(by_machine), axis=-1) > 1e-6
    assert np.mean(differ) < 1e-3  # on the edges of basins the last bit decides
    assert np.mean(np.abs(by_numpy.steps - by_machine.steps) > 1) < 1e-3


def test_levels_agree_with_one_another_but_for_the_edges_of_basins():
    maps = [made for _, made in basins(HIMMELBLAU, SGD(lr=0.01), 1000, sizes=(64, 192, 320)) if made]
    assert [made.size for made in maps] == [64, 192, 320]
    coarse = where(maps[0])
    for made, factor in zip(maps[1:], (3, 5), strict=True):
        same = where(made)[factor // 2 :: factor, factor // 2 :: factor]  # with an odd factor the middles are shared
        np.testing.assert_array_equal(np.round(same, 6), np.round(coarse, 6))
        np.testing.assert_array_equal(made.steps[factor // 2 :: factor, factor // 2 :: factor], maps[0].steps)


def test_who_diverges_is_told_from_who_is_at_no_minimum():
    """From |x| > 1 a step of x - lr (4x^3 - ...) leads ever farther; a saddle is no minimum."""
    surface = Surface("-x^4/4", window=((-1.0, 1.0),))
    made = finished(surface, SGD(lr=1.0), steps=200, sizes=(33,))
    assert made.labels.shape == (1, 33)
    assert made.labels[0, 16] == NONE  # the start at 0 stays there
    assert np.all(np.delete(made.labels[0], 16) == LOST)
    assert made.lost == pytest.approx(32 / 33)
    assert made.minima == ()
    assert made.span == (0, 0)
    outer = made.steps[0, [0, 8]]
    assert outer[0] < outer[1]  # who starts farther out is lost earlier


def test_who_leaves_where_the_loss_is_defined_is_lost():
    made = finished(Surface("ln(x) + y^2", window=((0.1, 2.0), (-1.0, 1.0))), SGD(lr=0.05))
    assert made.lost > 0.99


def test_a_curve_is_one_row():
    made = finished(Surface("x^4 - 3x^3 + 2 + x", window=((-1.5, 3.0),)), SGD(lr=0.01), sizes=(64, 256))
    assert made.labels.shape == made.steps.shape == (1, 256)
    ends = where(made)[0, :, 0]
    assert np.all(np.diff(ends) >= 0)
    assert {round(float(end), 3) for end in ends} == {-0.312, 2.198}


def test_steps_are_fewest_at_the_minimum_and_the_span_holds_nearly_all():
    made = finished(Surface("x^2 + y^2"), SGD(lr=0.1), sizes=(65,))
    assert made.steps.min() == made.steps[32, 32] == 0
    assert made.steps.max() == made.steps[0, 0]
    low, high = made.span
    assert 0.93 < np.mean((made.steps >= low) & (made.steps <= high)) < 1


def test_walks_that_hover_about_a_minimum_belong_to_it():
    made = finished(Surface("|x| + |y - 1|"), SGD(lr=0.07), steps=300)
    assert made.shares == (1.0,)
    assert np.all(made.steps == 300)


@pytest.mark.parametrize("width", [60, 300])
def test_minima_that_lie_close_together_are_told_apart(width):
    """Ends at rest are at the one they rest at, though others are near; in a width of 300 a cell has up to two."""
    surface = Surface("1 - cos(2π x) + x/1000", window=((-width / 2, width / 2),))
    made = finished(surface, SGD(lr=0.02), sizes=(1024,))
    starting = pixels(surface, 1024)[:, 0]
    inside = np.abs(starting - np.round(starting)) < 0.45  # not on a hilltop, where the parabola decides
    np.testing.assert_allclose(where(made)[0, inside, 0], np.round(starting[inside]), atol=0.01)
    assert made.none == 0


def test_chaos_that_passes_a_minimum_at_the_last_step_does_not_belong_to_it():
    """Beyond lr = 2/λmax = 0.0248 at the flattest of the four minima, none of them attracts."""
    made = finished(HIMMELBLAU, SGD(lr=0.03), sizes=(64,))
    assert made.minima == ()
    assert 0.7 < made.none < 0.9


@pytest.mark.parametrize("text", ["(x^2 + y^2 - 4)^2", "(x - y)^2", "relu(x) + 0y"])
def test_a_valley_is_one_basin(text):
    made = finished(Surface(text), SGD(lr=0.005), steps=2000)
    assert [bottom.valley for bottom in made.minima] == [True]
    assert made.shares[0] > 0.999


def test_a_basin_that_the_coarse_map_misses_is_found_by_a_finer_one():
    surface = Surface("x^2/100 + y^2/100 - exp(-((x - 1.03)^2 + (y - 0.52)^2) * 400)")
    coarse, fine = (made for _, made in basins(surface, SGD(lr=0.0005), 4000, sizes=(8, 128)) if made)
    narrow = [bottom for bottom in fine.minima if bottom.value < -0.5]
    assert not any(bottom.value < -0.5 for bottom in coarse.minima)
    assert len(narrow) == 1
    np.testing.assert_allclose(narrow[0].point, (1.03, 0.52), atol=1e-2)


def test_what_is_known_is_used_and_may_be_incomplete():
    *_, (_, left) = basins(HIMMELBLAU, SGD(lr=0.01), 1000, sizes=(32,))
    fresh = [made for _, made in basins(HIMMELBLAU, SGD(lr=0.011), 1000, sizes=(32,)) if made]
    again = [made for _, made in basins(HIMMELBLAU, SGD(lr=0.011), 1000, sizes=(32,), known=left.atlas) if made]
    np.testing.assert_allclose(where(again[-1]), where(fresh[-1]), atol=1e-9)
    assert again[-1].atlas is left.atlas  # nothing was looked for
    places, no = np.array([bottom.point for bottom in left.minima[:2]]), np.zeros(2, dtype=bool)
    two = Atlas(left.window, left.minima[:2], places, np.arange(2, dtype="i4"), no)
    first, last = (made for _, made in basins(HIMMELBLAU, SGD(lr=0.011), 1000, sizes=(32,), known=two) if made)
    assert len(first.minima) == 2  # shown at once
    assert 0.4 < first.none < 0.6
    np.testing.assert_allclose(where(last), where(fresh[-1]), atol=1e-9)


def test_a_plain_of_rests_fills_the_atlas_once_and_no_cell_twice():
    """Around one well walks rest where they start: at no minimum, in more places than the atlas has cells there."""
    *_, (_, first) = basins(PLAIN, SGD(lr=0.01), 1000, sizes=(64, 320))
    *_, (_, second) = basins(PLAIN, SGD(lr=0.01), 1000, sizes=(64, 320), known=first.atlas)
    assert first.none > 0.7
    assert len(second.atlas.places) == len(first.atlas.places)
    plain = first.atlas.places[first.atlas.labels == NONE].T
    assert len(np.unique(first.atlas.cells(plain))) == plain.shape[1]
    np.testing.assert_array_equal(second.labels, first.labels)


def test_on_a_plain_one_rest_tells_for_those_about_it(monkeypatch):
    """What is looked into is all that costs: the ends that are handed to the search for minima."""
    handed, search = [], Minima.assign

    def counting(self, ends, losses):
        handed.append(len(ends))
        return search(self, ends, losses)

    monkeypatch.setattr(Minima, "assign", counting)
    *_, (_, first) = basins(PLAIN, SGD(lr=0.01), 1000, sizes=(64, 320))
    at_rest = np.count_nonzero((first.labels == NONE) & (first.steps < first.most))
    assert at_rest > 40_000
    assert sum(handed) < at_rest / 2
    whole, edge = first.atlas.plain, first.atlas.labels == NONE
    assert np.count_nonzero(whole) > 0.9 * np.count_nonzero(edge)
    assert not whole[~edge].any()


def test_between_two_pauses_little_of_a_plain_of_rests_is_looked_into(monkeypatch):
    monkeypatch.setattr("lossland.core.basins.PART", SOME)
    crowd = Crowd(PLAIN, SGD(lr=0.01), pixels(PLAIN, 320), 1000, tolerance=1e-6, detailed=False)
    for _ in walk(crowd, "auto"):
        pass
    judge, labels = _Judge(PLAIN, SGD(lr=0.01), "auto", None), np.full(crowd.count, UNKNOWN, np.int32)
    places, unknown = [0], [crowd.count]
    for _ in judge.explore(crowd, labels):
        places.append(len(judge.atlas.places))
        unknown.append(np.count_nonzero(labels == UNKNOWN))
    assert places[-1] > 2 * BATCH
    assert np.diff(places).max() <= BATCH
    assert -np.diff(unknown).min() <= SOME


def test_minima_that_no_walk_reaches_are_not_on_the_map():
    *_, (_, calm) = basins(HIMMELBLAU, SGD(lr=0.01), 1000, sizes=(32,))
    *_, (_, wild) = basins(HIMMELBLAU, SGD(lr=0.03), 1000, sizes=(32,), known=calm.atlas)
    assert len(wild.minima) < 4
    assert wild.labels.max() == len(wild.minima) - 1


@pytest.mark.parametrize("far", [1e5, 1e-5])
def test_units_of_the_axes_do_not_matter(far):
    surface = Surface("((a x)^2 - 1)^2 + (a y)^2", window=((-1.5 / far, 1.5 / far),) * 2, a=far)
    made = finished(surface, SGD(lr=0.02 / far**2), tolerance=1e-6 * far)
    assert len(made.minima) == 2
    assert np.all(np.sign(where(made)[..., 0]) == np.sign(np.linspace(-1, 1, 96)))


def test_fractions_never_go_back_and_a_map_can_be_left_at_any_time():
    fractions = []
    for fraction, _ in basins(HIMMELBLAU, SGD(lr=0.03), 1000, sizes=(32, 64)):
        fractions.append(fraction)
    assert fractions == sorted(fractions)
    for leave in range(0, len(fractions), 5):
        left = basins(HIMMELBLAU, SGD(lr=0.03), 1000, sizes=(32, 64))
        for _ in range(leave):
            next(left)
        left.close()


def test_before_the_largest_map_is_begun_others_have_room():
    turns = basins(HIMMELBLAU, SGD(lr=0.01), 1000, engine="numpy", sizes=(4, 8, 256))
    known = next(share for share, made in turns if made is not None and made.size == 8 and share == 80 / (80 + 256**2))
    assert next(turns) == (known, None)


def test_the_minima_of_a_map_and_of_a_study_are_united_by_place():
    *_, (_, found) = study(HIMMELBLAU, SGD(lr=0.01), starts.uniform(300, HIMMELBLAU, seed=7), 300)
    made = finished(HIMMELBLAU, SGD(lr=0.01))
    both, index = united(made.minima, found.minima, made.window)
    assert len(both) == 4
    for minimum, i in zip(found.minima, index, strict=True):
        np.testing.assert_allclose(both[i].point, minimum.point, atol=1e-6)


def test_minima_that_only_one_knows_follow_and_valleys_are_one_if_they_are_level():
    def bottom(x, value=0.0, valley=False):
        return Bottom(np.array([x, 0.0]), value, valley)

    window = ((-5, 5), (-5, 5))
    both, index = united([bottom(0), bottom(1)], [bottom(3), bottom(1.001), bottom(0), bottom(3.001)], window)
    assert [one.point[0] for one in both] == [0, 1, 3]
    assert index == [2, 1, 0, 2]
    valleys = [bottom(0, 1.0, True), bottom(1, 1.0, True), bottom(2, 2.0, True), bottom(0.001, 1.0)]
    both, index = united(valleys[:1], valleys[1:], window)
    assert index == [0, 1, 2]
    assert united([], [], window) == ([], [])
