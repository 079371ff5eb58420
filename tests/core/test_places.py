"""Places found by nearness: the same as by looking at every one of them."""

import numpy as np
import pytest

from lossland.core.places import Places, cells


def all_pairs(points, places, width, reach):
    distance = np.sqrt((((points[:, None] - places[None]) / width) ** 2).sum(-1))
    return {(int(i), int(j)) for i, j in np.argwhere(distance <= reach)}, distance


@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("reach", [1e-3, 0.05, 0.7])
def test_what_is_beside_a_point_is_found_whatever_side_of_a_cell_it_is_on(n, reach):
    draw = np.random.default_rng(n)
    width = np.array([2.0, 10.0, 0.1])[:n]
    points, old, new = (width * draw.uniform(-0.5, 0.5, (m, n)) for m in (60, 70, 30))
    old[:30] = points[:30] + reach * width * draw.uniform(-0.8, 0.8, (30, n))
    known = Places(width, reach)
    known.add(old, np.arange(70))
    known.add(new, np.arange(70, 100))
    wanted, distance = all_pairs(points, np.concatenate([old, new]), width, reach)
    i, j, apart = known.beside(points)
    assert wanted
    assert set(zip(i.tolist(), j.tolist(), strict=True)) == wanted
    assert i.tolist() == sorted(i)
    np.testing.assert_allclose(apart, distance[i, j])


def test_the_nearest_place_gives_its_label_and_of_two_the_first_that_was_added():
    known = Places(np.ones(2), 0.1)
    known.add(np.array([(0.05, 0.0), (0.0, 0.0)]), np.array([7, 8]))
    known.add(np.array([(-0.05, 0.0)]), np.array([9]))
    labels, distance = known.nearest(np.array([(0.04, 0.0), (0.0, 0.01), (-0.03, 0.0), (0.025, 0.0), (0.5, 0.5)]))
    assert labels.tolist() == [7, 8, 9, 7, -1]
    np.testing.assert_allclose(distance, [0.01, 0.01, 0.02, 0.025, np.inf])


def test_where_there_are_no_places_nothing_is_near():
    labels, distance = Places(np.ones(2), 0.1).nearest(np.zeros((3, 2)))
    assert labels.tolist() == [-1, -1, -1]
    assert np.isinf(distance).all()


def test_points_far_beyond_the_window_have_cells_too():
    keys = cells(np.array([(1e300, -1e300), (1e300, -1e300), (0.0, 0.0)]), np.array([1e-4, 1e-4]))
    assert keys[0] == keys[1]
    assert keys[0] != keys[2]
