"""Starts: the recorded generator, the window, and rows that fill it."""

import json
from pathlib import Path

import numpy as np
import pytest

from lossland.core import starts
from lossland.core.sentence import Mistake
from lossland.core.surface import Surface

STUDIES = json.loads((Path(__file__).parents[1] / "data" / "init_study.json").read_text())["studies"]
BOX = Surface("x^2 + y^2", window=((-1, 3), (10, 12)))
LINE = Surface("x^2", window=((-1, 3),))


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study["surface"])
def test_uniform_draws_the_recorded_starts(study):
    drawn = starts.uniform(study["n"], Surface("x + y", window=study["box"]), study["seed"])
    assert drawn.shape == (study["n"], 2)
    np.testing.assert_array_equal(drawn[:5], study["first_starts"])


def test_uniform_fills_the_window():
    drawn = starts.uniform(10_000, BOX, seed=1)
    np.testing.assert_allclose(drawn.min(0), (-1, 10), atol=0.01)
    np.testing.assert_allclose(drawn.max(0), (3, 12), atol=0.01)


def test_normal_has_a_quarter_of_the_width_as_deviation_and_is_not_clipped():
    drawn = starts.normal(100_000, BOX, seed=1)
    np.testing.assert_allclose(drawn.mean(0), (1, 11), atol=0.01)
    np.testing.assert_allclose(drawn.std(0), (1, 0.5), rtol=0.01)
    assert drawn[:, 0].max() > 3


@pytest.mark.parametrize("draw", [starts.uniform, starts.normal])
def test_a_seed_is_a_crowd(draw):
    np.testing.assert_array_equal(draw(10, BOX, seed=3), draw(10, BOX, seed=3))
    assert not np.array_equal(draw(10, BOX, seed=3), draw(10, BOX, seed=4))


def test_rows_are_evenly_spaced_inside_the_window():
    np.testing.assert_allclose(starts.grid(4, BOX), [(0, 10.5), (2, 10.5), (0, 11.5), (2, 11.5)])
    np.testing.assert_allclose(starts.grid(4, LINE), [[-0.5], [0.5], [1.5], [2.5]])


@pytest.mark.parametrize("count", [1, 2, 3, 7, 10, 99, 2000, 999_999])
def test_rows_have_as_many_starts_as_asked_all_different_and_in_the_window(count):
    for surface in (BOX, LINE):
        drawn = starts.grid(count, surface)
        assert drawn.shape == (count, surface.n)
        assert len(np.unique(drawn, axis=0)) == count
        low, high = np.array(surface.window).T
        assert (drawn > low).all()
        assert (drawn < high).all()


@pytest.mark.parametrize("draw", [starts.uniform, starts.normal, starts.grid])
@pytest.mark.parametrize("count", [0, -5, 2.5, "few", None, 10**12])
def test_a_count_that_cannot_be_meant_is_refused_in_words(draw, count):
    with pytest.raises(Mistake, match="starts"):
        draw(count, BOX)


@pytest.mark.parametrize("seed", [-1, 0.5, "lucky"])
def test_a_seed_is_a_whole_number(seed):
    with pytest.raises(Mistake, match="seed"):
        starts.uniform(10, BOX, seed)
