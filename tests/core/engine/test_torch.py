"""A graph by torch computes what it does by NumPy, and where it is undefined it is so by both."""

import numpy as np
import pytest
import torch as library
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import EXACT, TREES, VALUES

from lossland.core import optimizers, starts
from lossland.core.catalog import catalog
from lossland.core.engine import numpy as engine
from lossland.core.engine import tiers, torch
from lossland.core.engine.crowd import WALKING, Crowd
from lossland.core.graph import FLAT, LOGIC, OPERATIONS, RELATIONS, make, order, variable
from lossland.core.optimizer import Optimizer
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.sgd import SGD
from lossland.core.surface import Surface

TWO = {"add", "subtract", "multiply", "divide", "power", "minimum", "maximum", "arctan2", "hypot"}
# Of these there is one right result; a root may be a last bit off.
ROUNDED = {"absolute", "negative", "relu", "add", "subtract", "multiply", "divide", "minimum", "maximum"}
ROUNDED |= {"clip", "where", *FLAT, *RELATIONS, *LOGIC}
CORNERS = [
    *(0.0, 1.0, 2.0, 3.0, 0.5, 1 / 3, 0.999999, 1.000001, 5e-324, 1e-310, 1e-300, 1e-20, 1e-8, 0.1, 0.7, 1.5, 2.5),
    *(4.2, 10.0, 17.3, 26.0, 40.0, 100.0, 700.0, 709.5, 720.0, 1e4, 1e8, 1e15, 2.0**53, 1e22, 1e100, 1e200, 1e308),
    *(np.inf, np.nan),
]
POINTS = np.array([*CORNERS, *np.negative(CORNERS)])


def by_torch(nodes, names, columns):
    """The values of `nodes`, (nodes, size), where the variables `names` are `columns`, each (size,)."""
    program = torch.Program(engine.lowered(nodes), [variable(name) for name in names], torch.CPU)
    found = program([library.from_numpy(column) for column in columns])
    return np.stack([value.double().expand(len(columns[0])).numpy() for value in found])


def without_roots(node):
    return all(each.op != "sqrt" for each in order([node]))


@given(
    st.lists(EXACT.filter(without_roots), min_size=1, max_size=4),
    st.lists(VALUES, min_size=1, max_size=20),
    VALUES,
    VALUES,
)
@settings(max_examples=150)
def test_exact_operations_agree_to_the_last_bit(nodes, x, y, a):
    columns = [np.array(x), np.full(len(x), y), np.full(len(x), a)]
    expected = engine.compile(nodes, ["x", "y", "a"]).rows(columns, len(x))
    np.testing.assert_array_equal(by_torch(nodes, "xya", columns), expected)


@given(TREES, st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=20))
@settings(max_examples=100)
def test_any_graph_can_be_computed(node, points):
    names = sorted({node.value for node in order([node]) if node.op == "variable"}) or ["x"]
    columns = [np.array(points)[:, i % 2].copy() for i in range(len(names))]
    assert by_torch([node], names, columns).shape == (1, len(points))


@pytest.mark.parametrize("op", sorted(OPERATIONS))
def test_every_operation_agrees_with_numpys_at_every_corner(op):
    count = {"clip": 3, "where": 3}.get(op, 2 if op in RELATIONS | {"logical_and", "logical_or", *TWO} else 1)
    columns = [column.ravel() for column in np.meshgrid(*[POINTS] * count)]
    names = "xyz"[:count]
    node = make(op, *map(variable, names))
    (expected,) = engine.compile([node], names).rows(columns, columns[0].size)
    (found,) = by_torch([node], names, columns)
    if op in ROUNDED:
        np.testing.assert_array_equal(found, expected)
    else:
        np.testing.assert_allclose(found, expected, rtol=1e-14, atol=5e-324)


def test_a_crowd_that_is_left_stops_between_two_steps_and_gives_something_to_wait_for():
    crowd = Crowd(Surface("x^2 + sin(x y)"), SGD(lr=0.1), starts.uniform(50_000, Surface("x y"), 5), 10**6)
    crowd.ends[:] = WALKING
    walk = torch.walk(crowd)
    shares = [next(walk) for _ in range(3)]
    walk.close()
    assert 0 <= shares[0] < shares[1] < shares[2] < 1e-3
    assert (crowd.ends == WALKING).all()


@pytest.mark.parametrize("kind", catalog(optimizers, Optimizer).values())
def test_the_processor_works_with_one_thread_for_many_that_wait_stop_a_busy_computer(kind):
    state, outcome = 2 + 2 * len(kind().start(np.zeros((1, 2)))), 3
    assert (state + outcome) * torch.CROWD[torch.CPU] < torch.SHARED


def test_a_crowd_in_several_parties_is_as_one(monkeypatch):
    crowds = []
    for size in (16_384, 100):
        monkeypatch.setitem(torch.CROWD, torch.CPU, size)
        crowd = Crowd(Surface("sin(x) + y^2 + x y"), Adam(lr=0.1), starts.uniform(950, Surface("x y"), 5), 50, trail=3)
        for _ in torch.walk(crowd):
            pass
        crowds.append(crowd)
    for name in ("x", "loss", "gradient", "length", "lost"):
        np.testing.assert_array_equal(*(getattr(crowd, name) for crowd in crowds))
    np.testing.assert_array_equal(*(crowd.trail[..., :950] for crowd in crowds))


def test_a_device_that_is_seldom_looked_at_gives_the_same_walks(monkeypatch):
    """As on a GPU: rows wait on the device, and who has ended goes along until the next look."""
    crowds = []
    for glance in (1, 16):
        monkeypatch.setitem(torch.GLANCE, torch.CPU, glance)
        surface = Surface("x^2 + 10y^2")
        options = {"tolerance": 1e-2, "rates": np.geomspace(2e-2, 3.0, 300), "history": True, "trail": 4}
        crowd = Crowd(surface, SGD(momentum=0.1), starts.uniform(300, surface, 4), 61, **options)
        for _ in torch.walk(crowd):
            pass
        crowds.append(crowd)
    a, b = crowds
    assert (a.length < 30).mean() > 0.6  # more than one half is left behind
    for name in ("x", "loss", "gradient", "length", "lost"):
        np.testing.assert_array_equal(getattr(a, name), getattr(b, name))
    np.testing.assert_array_equal(a.trail[..., :300], b.trail[..., :300])
    for ours, theirs in zip(a.history(), b.history(), strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_a_device_whose_memory_is_full_midway_leaves_all_to_numpy(monkeypatch):
    asked = []

    def full(*arguments):
        asked.append(arguments)
        if len(asked) == 30:
            raise library.OutOfMemoryError("out of memory\nand so on")
        return real(*arguments)

    real = library.isfinite
    monkeypatch.setattr(library, "isfinite", full)
    for device in (torch.CPU, torch.GPU):
        monkeypatch.setitem(torch.CROWD, device, 100)
    surface = Surface("x^2 + sin(x y)")
    crowds = [Crowd(surface, SGD(lr=0.1), starts.uniform(250, surface, 5), 20, trail=3) for _ in range(2)]
    for crowd, name in zip(crowds, ("torch", "numpy"), strict=True):
        for _ in tiers.walk(crowd, name):
            pass
    assert len(asked) == 30
    assert (crowds[0].engine, str(crowds[0].note)) == ("numpy", "torch failed here (out of memory): NumPy computes")
    np.testing.assert_array_equal(crowds[0].x, crowds[1].x)
    np.testing.assert_array_equal(crowds[0].trail[..., :250], crowds[1].trail[..., :250])
