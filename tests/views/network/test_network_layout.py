"""A drawing in which nothing touches anything it should not, in every size of view and of type."""

import math
from itertools import combinations

import pytest

from lossland.views.network.layout import arrange, shown

VIEWS = [(390, 260), (390, 300), (386, 190), (900, 420)]
TYPES = [(11, 11), (13, 11), (15, 13), (17, 15), (17, 17)]
NETWORKS = [(2, 2, 2), (2, 3, 1), (3, 4, 2), (2, 4, 4, 1), (1, 1), (2, 8, 8, 2), (3, 20, 4), (64,) * 12]


def layouts():
    for size in VIEWS:
        for face in TYPES:
            for sizes in NETWORKS:
                layers = [(layer, node) for layer in range(1, len(sizes)) for node in (0, sizes[layer] - 1)]
                for current in (None, *layers):
                    yield size, arrange(sizes, *size, *face, current, current is not None)


def written(layout):
    """Every box that holds a number or a name."""
    boxes = [chip.box for chip in layout.all_chips()]
    for place in [place for column in layout.places for place in column] + [layout.loss]:
        boxes += [box for box in (place.box, place.name, place.target) if box]
    return boxes


def test_no_chip_node_or_name_overlaps_another():
    for _, layout in layouts():
        for a, b in combinations(written(layout), 2):
            assert not a.meets(b), (layout.detail, a, b)


def test_nothing_leaves_the_view():
    for (width, height), layout in layouts():
        for box in written(layout):
            assert box.left >= 0, layout
            assert box.top >= 0, layout
            assert box.right <= width + 1e-9, layout
            assert box.bottom <= height + 1e-9, layout


@pytest.mark.parametrize("size", VIEWS)
def test_the_first_network_shows_every_weight_even_for_the_back_row(size):
    layout = arrange((2, 2, 2), *size, 17, 15)
    assert all(layout.full)
    assert {chip[:3] for chip in layout.chips} == {(layer, j, i) for layer in (1, 2) for j in (0, 1) for i in (0, 1)}
    assert {chip[:3] for chip in layout.all_chips() if chip.source < 0} == {
        (layer, j, -1) for layer in (1, 2) for j in (0, 1)
    }


def test_a_chip_lies_on_the_line_of_its_weight():
    layout = arrange((2, 3, 1), 390, 300, 13, 11)
    for chip in layout.chips:
        a = layout.places[chip.layer - 1][chip.source].box
        b = layout.places[chip.layer][chip.node].box
        part = (chip.box.x - a.x) / (b.x - a.x)
        assert chip.box.y == pytest.approx(a.y + part * (b.y - a.y))


def test_where_the_weights_are_too_many_those_of_the_current_node_are_shown():
    nothing = arrange((2, 8, 8, 2), 390, 300, 13, 11)
    assert not any(chip.layer == 2 for chip in nothing.chips)
    forward = arrange((2, 8, 8, 2), 390, 300, 13, 11, (2, 3))
    assert {chip[:3] for chip in forward.chips if chip.layer == 2} == {(2, 3, i) for i in range(8)}


def test_the_way_back_also_shows_the_weights_that_lead_on():
    layout = arrange((2, 4, 4, 1), 390, 300, 13, 11, (1, 2), backward=True)
    assert {chip[:3] for chip in layout.chips if chip.layer == 2} >= {(2, k, 2) for k in range(4)}


def test_the_layout_follows_the_shape_of_the_view():
    flat, tall = arrange((2, 2, 2), 900, 200, 13, 11), arrange((2, 2, 2), 400, 500, 13, 11)
    assert flat.loss.box.x > 800
    assert tall.places[0][1].box.y - tall.places[0][0].box.y > 200


def test_a_roomy_view_gets_circles_with_more_lines_than_a_narrow_one():
    roomy, narrow = arrange((2, 2, 2), 900, 420, 13, 11), arrange((2, 8, 8, 2), 390, 260, 17, 15)
    assert roomy.round
    assert roomy.detail.lines == 3
    assert narrow.detail.lines == 1


def test_long_layers_are_shortened_but_never_by_the_current_node():
    assert shown(8) == tuple(range(8))
    assert shown(64) == (0, 1, 2, 3, 4, 5, None, 63)
    assert shown(64, 40) == (0, 1, 2, 3, 4, 5, None, 40)
    layout = arrange((64, 64), 900, 420, 13, 11, (1, 40))
    assert layout.places[1][-1].node == 40
    assert [rest.count for rest in layout.rests] == [57, 57]


def test_points_find_what_is_drawn_under_them():
    layout = arrange((2, 2, 2), 390, 260, 13, 11)
    node, chip = layout.places[1][1], layout.chips[3]
    assert layout.at(node.box.x, node.box.y) == node
    assert layout.chip_at(chip.box.x, chip.box.y) == chip
    assert layout.at(layout.loss.box.x, layout.loss.box.y) == layout.loss
    assert layout.at(-1, -1) is None
    assert layout.chip_at(math.nan, 0) is None


@pytest.mark.parametrize("sizes", [(2, 2, 2), (2, 3, 1)])
def test_every_output_has_its_target_beside_it_with_room_for_all_of_it(sizes):
    for place in arrange(sizes, 390, 260, 13, 11).places[-1]:
        assert place.target
        assert place.target.width >= 4 * 11
        assert place.target.left >= place.name.right
