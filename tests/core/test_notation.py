"""A graph is written so that reading it gives the graph again, or so that people like to read it."""

import pytest
from corpus import GOOD
from hypothesis import given, settings
from trees import TREES

from lossland.core import notation
from lossland.core.language import parse


@given(TREES)
@settings(max_examples=300)
def test_every_graph_survives_writing_and_reading(node):
    assert parse(notation.text(node)).node is node


def test_good_corpus_survives_writing_and_reading():
    nodes = [parse(record["text"]).node for record in GOOD]
    assert [parse(notation.text(node)).node for node in nodes] == nodes


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2x y", "2*x*y"),
        ("x-(y-1)", "x - (y - 1)"),
        ("x-y-1", "x - y - 1"),
        ("(-x)^2", "(-x)^2"),
        ("-x^2", "-x^2"),
        ("(x^2)^3", "(x^2)^3"),
        ("x^2^3", "x^2^3"),
        ("1/(2x)", "1/(2*x)"),
        ("0.1 + 1e-5 + 1e16 + 100", "0.1 + 1e-05 + 1e+16 + 100"),
        ("pow(e, x)", "pow(e, x)"),
        ("|x|", "abs(x)"),
        ("if(x>0, 1, 2)", "piecewise(x > 0, 1, 2)"),
        ("piecewise(x>0, 1)", "piecewise(x > 0, 1)"),
        ("if(0<x<=y<1, 1, 2)", "piecewise(0 < x <= y < 1, 1, 2)"),
        ("if(0<x and y<1, 1, 2)", "piecewise(0 < x and y < 1, 1, 2)"),
        ("if((0<x and y<1) and 1<2, 1, 2)", "piecewise((0 < x and y < 1) and 1 < 2, 1, 2)"),
        ("if(0<x<1 or x>2, 1, 2)", "piecewise((0 < x < 1) or x > 2, 1, 2)"),
    ],
)
def test_typed_form(text, written):
    assert notation.text(parse(text).node) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("-20 exp(-x^2) + 2pi x", "−20e^(−x²) + 2π·x"),
        ("x**-10 + x^0.5 + x^y", "x⁻¹⁰ + x^0.5 + x^y"),
        ("sqrt(x) + sqrt(abs(x - 1))", "√x + √|x − 1|"),
        ("theta1*alpha + kappa", "θ₁·α + κ"),
        ("1e-5*x + 1e20", "1·10⁻⁵·x + 1·10²⁰"),
        ("1/2*x", "(1/2)·x"),
        ("x/y/2", "(x/y)/2"),
        ("x + -y", "x + (−y)"),
        ("2*3", "2·3"),
        ("if(x<=0, ln(x), 1)", "piecewise(x ≤ 0, ln(x), 1)"),
    ],
)
def test_typeset_form(text, written):
    assert notation.typeset(parse(text).node) == written


def test_what_is_compared_twice_is_written_once():
    # Written twice, each level would double the text: twenty-five of them need gigabytes.
    formula = "x"
    for _ in range(12):
        formula = f"if(0<{formula}<1,1,2)"
    node = parse(formula).node
    assert len(notation.typeset(node)) < 12 * 30
    assert parse(notation.text(node)).node is node


def test_numbers_are_as_short_as_they_can_be():
    assert [notation.number(value) for value in (0.1, 7.0, -2.5, 1e-7)] == ["0.1", "7", "-2.5", "1e-07"]


def test_names_are_shown_as_letters():
    assert [notation.symbol(name) for name in ("theta1", "pi", "a", "w12", "κ")] == ["θ₁", "π", "a", "w₁₂", "κ"]
