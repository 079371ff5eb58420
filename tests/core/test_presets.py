"""Every preset reads, has its minima where the literature has them, and shows what it promises to show."""

import json
from pathlib import Path

import numpy as np
import pytest

from lossland.core import optimizers, presets
from lossland.core.catalog import catalog
from lossland.core.descend import descend
from lossland.core.optimizer import Optimizer
from lossland.core.optimizers.adam import Adam
from lossland.core.optimizers.rmsprop import RMSprop
from lossland.core.optimizers.sgd import SGD
from lossland.core.sentence import Mistake
from lossland.core.surface import Surface

KNOWN = {
    surface["name"]: surface
    for surface in json.loads((Path(__file__).parents[1] / "data" / "surfaces_known.json").read_text())["surfaces"]
}
OURS = {  # our name -> theirs, where they differ
    "bowl": "sphere",
    "levy_13": "levy13",
    "schaffer_2": "schaffer2",
    "schaffer_4": "schaffer4",
    "bukin_6": "bukin6",
    "quartic": "quartic_1d",
    "double_well": "double_well_1d",
}
OWN = {"parabola", "wave", "plateau"}  # ours alone
PRESETS = presets.load()
OPTIMIZERS = catalog(optimizers, Optimizer)


def walk(name, optimizer, start=None, steps=None):
    preset = PRESETS[name]
    return descend(Surface.named(name), optimizer, start or preset.start, steps or preset.steps)


def test_the_classics_and_the_curves_are_there_the_easiest_first():
    names = list(PRESETS)
    assert len(names) >= 32
    assert sum(len(preset.window) == 1 for preset in PRESETS.values()) >= 4
    assert names.index("bowl") < names.index("himmelblau") < names.index("rosenbrock") < names.index("eggholder")


def listed(name):
    """The points recorded for a preset, with what kind they are."""
    known = KNOWN[OURS.get(name, name)]
    for point in (*known["minimisers"], *known["stationary"]):
        yield [point[axis] for axis in ("x", "y") if axis in point], point["f"], point["type"]


@pytest.mark.parametrize("name", sorted(set(PRESETS) - OWN))
def test_recorded_points_have_their_recorded_value_and_are_stationary(name):
    surface, smooth = Surface.named(name), 0
    for point, f, kind in listed(name):
        assert surface.value(point) == pytest.approx(f, rel=1e-9, abs=1e-9)
        gradient = surface.gradient(point)
        inside = point != [512.0, 404.2318051137578]  # Eggholder's lowest point is on the edge of its domain
        if inside and np.isfinite(gradient).all():
            assert np.abs(gradient).max() < 1e-5, (point, kind)
            smooth += 1
    assert smooth or name in {"drop_wave", "bukin_6"}  # a cone's tip and a crease


@pytest.mark.parametrize(("name", "x", "f"), [("parabola", [0], 0), ("plateau", [0, 0], 0)])
def test_our_own_have_their_minimum_at_the_origin(name, x, f):
    surface = Surface.named(name)
    assert surface.value(x) == f
    assert not surface.gradient(x).any()


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_a_preset_starts_in_its_window_and_says_what_to_watch_in_both_languages(preset):
    assert len(preset.start) == len(preset.window) == len(Surface.named(preset.name).axes)
    assert all(low < x < high for x, (low, high) in zip(preset.start, preset.window, strict=True))
    assert set(preset.title) == set(preset.observe) == {"en", "zh"}
    assert any("一" <= c <= "鿿" for c in preset.observe["zh"])
    assert preset.observe["zh"].endswith("。")
    assert preset.observe["en"].endswith(".")
    assert not any("一" <= c <= "鿿" for c in preset.observe["en"] + preset.title["en"])
    assert dict(Surface.named(preset.name).parameters) == preset.parameters


@pytest.mark.parametrize("preset", PRESETS.values(), ids=list(PRESETS))
def test_every_optimizer_gets_somewhere_with_its_learning_rate(preset):
    assert set(preset.lr) == set(OPTIMIZERS)
    for name, kind in OPTIMIZERS.items():
        made = walk(preset.name, kind(lr=preset.lr[name]))
        assert made.end in ("steps", "stationary")
        assert made.losses[-1] < made.losses[0]
        width = max(high - low for low, high in preset.window)
        assert np.abs(made.points - made.points[0]).max() > 0.015 * width, name


def test_names_may_be_written_as_people_write_them():
    for name in ("styblinski_tang", "Styblinski–Tang", "STYBLINSKI TANG", "styblinskitang"):
        assert presets.named(name).name == "styblinski_tang"
    assert presets.named("Lévy 13") is presets.named("levy_13") is presets.named("levy13")


def test_an_unknown_name_is_a_mistake_with_the_nearest_one_offered():
    with pytest.raises(Mistake, match="rosenbrok") as caught:
        Surface.named("rosenbrok")
    assert caught.value.suggestion == "rosenbrock"


def test_a_preset_goes_by_its_own_parameters_and_window():
    surface = Surface.named("himmelblau")
    assert (surface.parameters, surface.window) == ({"a": 7.0}, ((-5.0, 5.0), (-5.0, 5.0)))


# What the texts say will be seen.


def test_on_the_parabola_half_is_one_step_and_one_never_arrives():
    np.testing.assert_array_equal(walk("parabola", SGD(lr=0.5)).points[1:], 0)
    np.testing.assert_array_equal(np.abs(walk("parabola", SGD(lr=1)).points), 4)


def test_the_ravine_diverges_above_one_over_kappa():
    assert walk("ravine", SGD(lr=0.099)).losses[-1] < 1
    assert walk("ravine", SGD(lr=0.101)).losses[-1] > 100


def test_only_adam_crosses_the_flat_step():
    assert walk("quartic", Adam(lr=0.05)).points[-1] == pytest.approx([2.25], abs=0.1)
    assert walk("quartic", SGD(lr=0.02)).points[-1][0] < 0
    assert walk("quartic", RMSprop(lr=0.02)).points[-1][0] < 0


def test_adam_and_long_steps_of_sgd_cross_the_barrier_of_the_double_well():
    assert walk("double_well", SGD(lr=0.02)).points[-1][0] > 0
    assert walk("double_well", SGD(lr=0.15)).points[-1][0] < 0
    assert walk("double_well", Adam(lr=0.3)).points[-1][0] < 0


@pytest.mark.parametrize(
    ("name", "optimizer", "start", "end"),
    [
        ("wave", SGD(lr=0.05), (-0.3,), (-0.51,)),
        ("three_hump_camel", SGD(lr=0.02), None, (-1.75, 0.87)),
        ("three_hump_camel", SGD(lr=0.02), (-1.2, -1.5), (0, 0)),
        ("styblinski_tang", SGD(lr=0.01), None, (2.75, 2.75)),
        ("mccormick", SGD(lr=0.05), None, (2.59, 1.59)),
        ("mccormick", SGD(lr=0.05), (0, 0), (-0.55, -1.55)),
        ("goldstein_price", Adam(lr=0.05), None, (-0.6, -0.4)),
        ("goldstein_price", SGD(lr=0.0001), None, (0, -1)),
        ("michalewicz", Adam(lr=0.05), None, (2.20, 1.57)),
    ],
)
def test_walks_end_where_the_texts_say(name, optimizer, start, end):
    assert walk(name, optimizer, start).points[-1] == pytest.approx(end, abs=0.02)


@pytest.mark.parametrize(("name", "near"), [("ackley", (0, 0)), ("levy_13", (1, 1))])
def test_long_steps_of_adam_get_past_the_traps(name, near):
    lr = PRESETS[name].lr
    middle = np.linalg.norm(walk(name, Adam(lr=lr["Adam"])).points[-1] - near)
    assert middle < 0.4 < 2 < np.linalg.norm(walk(name, SGD(lr=lr["SGD"])).points[-1] - near)


def test_momentum_follows_the_banana_valley_further():
    alone, carried = (walk("rosenbrock", SGD(lr=0.001, momentum=m)).losses[-1] for m in (0.0, 0.9))
    assert carried < 0.1 * alone


def test_a_decaying_learning_rate_calms_the_crease_of_bukin():
    jumping, calm = (walk("bukin_6", SGD(lr=0.0005, decay=d)).losses[-50:] for d in (0.0, 0.1))
    assert np.ptp(calm) < 0.5 * np.ptp(jumping)
