"""The chain rule as it is set: every factor over its number, all of it readable in the room there is."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from lossland.core.backprop import Event, backprop, terms
from lossland.core.network import MLP
from lossland.core.terms import Factor, Line
from lossland.session import MAZUR
from lossland.views.network.chain_page import MOST_FACTORS, compose, fit
from lossland.views.network.chain_rule import ChainRule
from lossland.views.theme import Look

SIZES = (11, 13, 17)


def em(text):
    return 0.6 * len(text)


def mazur(kind, layer, node):
    tape = backprop(MAZUR.network, MAZUR.inputs, MAZUR.targets)
    return terms(tape, Event(kind, layer, node))


def wide_network(n=20):
    net = MLP((n, n, 1), seed=1)
    tape = backprop(net, [[0.5] * n], [[1.0]])
    return terms(tape, Event("backward", 0, 0)), terms(tape, Event("forward", 1, 0))


def overlapping(page):
    """Pairs of cells of one row that touch."""
    cells = sorted(page.cells, key=lambda cell: (cell.row, cell.left))
    return [(a, b) for a, b in pairwise(cells) if a.row == b.row and a.left + a.width > b.left + 1e-9]


@pytest.mark.parametrize("event", [("forward", 0, 1), ("loss", 2, 0), ("backward", 1, 0), ("backward", 0, 1)])
@pytest.mark.parametrize("view", [(380, 110), (380, 160), (440, 300)])
def test_nothing_overlaps_or_leaves_the_width(event, view):
    page = fit(mazur(*event), *view, SIZES, em)
    assert not overlapping(page)
    assert page.width * page.pixels <= view[0]
    assert max(cell.left + cell.width for cell in page.cells) == pytest.approx(page.width)


def test_the_numbers_stand_under_their_symbols():
    page = compose(mazur("backward", 1, 0), 4, 1, em)
    assert [(cell.symbol, cell.number) for cell in page.cells if cell.row == 2] == [
        ("δ(o₁)", "0.1385"),
        ("=", "="),
        ("∂L/∂a(o₁)", "0.7414"),
        ("·", "·"),
        ("∂a/∂z(o₁)", "0.1868"),
    ]


def test_equals_signs_are_in_one_column():
    page = compose(mazur("backward", 0, 0), 4, 1, em)
    assert len({cell.left for cell in page.cells if cell.symbol == "="}) == 1


def test_what_was_stored_before_is_marked():
    page = compose(mazur("backward", 0, 0), 4, 1, em)
    assert [cell.symbol for cell in page.cells if cell.is_reused and cell.row == 0] == ["δ(o₁)·w₅", "δ(o₂)·w₇"]


def test_much_room_means_large_type_and_little_room_means_columns():
    lines = mazur("backward", 1, 0)
    roomy, narrow = fit(lines, 900, 600, SIZES, em), fit(lines, 420, 90, SIZES, em)
    assert roomy.pixels == 17
    assert roomy.rows == len(lines)
    assert narrow.rows == len(lines) // 2
    assert narrow.height * narrow.pixels <= 90


def test_before_the_first_node_there_is_nothing_to_set():
    page = fit([], 380, 110, SIZES, em)
    assert page.cells == ()
    assert page.height == 0


def test_a_long_row_is_rather_broken_than_set_in_the_least_type():
    _, forward = wide_network(4)
    page = fit(forward, 300, 200, SIZES, em)
    assert page.pixels == 13
    assert page.rows > len(forward)


def test_a_row_that_is_too_long_goes_on_below_itself():
    _, forward = wide_network(8)
    page = fit(forward, 300, 60, SIZES, em)
    assert page.rows > len(forward)
    assert page.width * page.pixels <= 300
    assert not overlapping(page)


def test_the_middle_of_a_long_sum_is_added_up():
    _, forward = wide_network()
    page = compose(forward, 4, 1, em)
    dots = next(cell for cell in page.cells if cell.symbol == "…")
    left_out = sum(factor.value for factor in forward[0].factors[3:-2])
    assert float(dots.number.strip("()").replace("−", "-")) == pytest.approx(left_out, rel=1e-3)
    assert sum(cell.row == 0 for cell in page.cells) < 2 * MOST_FACTORS


def test_a_negative_factor_is_put_in_brackets():
    page = compose(mazur("backward", 1, 1), 4, 1, em)
    assert "(−0.2171)" in [cell.number for cell in page.cells]


def test_pages_show_every_row_and_none_in_part(qtbot):
    rule = ChainRule(Look())
    qtbot.addWidget(rule)
    rule.resize(386, 80)
    backward, _ = wide_network()
    rule.show_lines(backward, "#000000")
    rule.show()
    button = rule.findChild(QToolButton)
    assert button.isVisible()
    count = int(button.text().partition("/")[2])
    assert count * rule.shown >= len(backward)
    assert rule.shown * rule.pixels_of_a_row <= rule.height() + 1
    seen = [button.text()]
    for _ in range(count - 1):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        seen.append(button.text())
    assert seen == [f"{k}/{count}" for k in range(1, count + 1)]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.text() == f"1/{count}"


def test_what_fits_has_no_page_button(qtbot):
    rule = ChainRule(Look())
    qtbot.addWidget(rule)
    rule.resize(386, 140)
    rule.show_lines(mazur("forward", 0, 0), "#000000")
    rule.show()
    assert not rule.findChild(QToolButton).isVisible()
    assert "z(h₁) = w₁·x₁ + w₂·x₂ + b₁" in rule.accessibleDescription()


def test_a_difference_has_a_minus_between_its_terms():
    by = Factor.of("{0}·{1}", 0.041, Factor("η", 0.5), Factor("∂L/∂w₅", 0.082))
    page = compose([Line(Factor("w₅⁺", 0.359), (Factor("w₅", 0.4), by), "difference")], 4, 1, em)
    assert [cell.symbol for cell in page.cells] == ["w₅⁺", "=", "w₅", "−", "η·∂L/∂w₅"]
    assert [cell.number for cell in page.cells][2:] == ["0.4", "−", "0.5·0.082"]
