"""What computes is named in the window, and an engine that does not is excused once."""

from typing import get_args

import pytest
from PySide6.QtWidgets import QLabel

from lossland.core.basins import basins
from lossland.core.descend import descend
from lossland.core.diagnose import judged
from lossland.core.engine.crowd import ENGINES
from lossland.core.engine.tiers import Engine
from lossland.core.optimizers.sgd import SGD
from lossland.core.raster import raster
from lossland.core.surface import Surface
from lossland.session import Session
from lossland.views import engines
from lossland.views.theme import Look
from lossland.views.transport import Transport
from lossland.views.window import Window

BOWL = Surface("x^2 + y^2")
STEEP = Surface("a x^2 + y^2", a=1e13)  # too steep for machine code
EXCUSE = "A parameter is too large for machine code: NumPy computes"


def walks(*by, surface=BOWL):
    """Results of the job, one walk for each engine; a run that is not shown has none."""
    made = [descend(surface, SGD(lr=0.1), (1, 1), 5, engine=engine) if engine else None for engine in by]
    return tuple(walk and judged(walk, surface) for walk in made)


@pytest.fixture
def window(qtbot, qapp):
    made = Window(Session(), Look())
    qtbot.addWidget(made, before_close_func=lambda window: window.files.keep())
    return made


def named(window):
    """What stands in the bar, and what is said of it to who asks."""
    label = next(each for each in window.findChildren(Transport)[-1].findChildren(QLabel) if each.toolTip())
    return label.text(), label.toolTip()


def said(window):
    return [label.text() for label in window.findChildren(Transport)[-1].findChildren(QLabel)]


def test_every_engine_can_be_chosen_and_everything_that_computes_has_a_name():
    assert tuple(engines.choices()) == get_args(Engine)
    assert tuple(engines.names()) == ENGINES


def test_the_bar_names_what_computed_the_walks_and_tells_of_the_rest_who_asks(window):
    window.show_result("surface", raster(BOWL, 16, engine="numpy"))
    assert named(window) == ("NumPy", "Surface: NumPy")
    window.show_result("walks", walks("llvm", None, "llvm"))
    assert named(window) == ("machine code", "Walks: machine code\nSurface: NumPy")
    window.show_result("walks", walks("llvm", "numpy"))
    assert named(window) == ("machine code, NumPy", "Walks: machine code, NumPy\nSurface: NumPy")
    window.set_look(language="zh")
    assert named(window)[0] == "机器码, NumPy"


def test_why_an_engine_is_not_used_stands_beside_its_name(window):
    window.show_result("walks", walks("llvm", "llvm", surface=STEEP))
    window.show_result("surface", raster(BOWL, 16, engine="llvm"))
    assert named(window) == ("NumPy", f"Walks: NumPy\nSurface: machine code\n{EXCUSE}")


def test_a_map_of_basins_that_is_not_shown_has_no_engine(window):
    walked = walks("llvm")
    found = next(found for _, found in basins(STEEP, SGD(), 5, engine="llvm") if found)
    window.show_result("walks", walked)
    for late in (False, True):
        window.session.set(basins=True)
        window.show_result("basins", found)
        assert named(window) == ("machine code", f"Walks: machine code\nBasins: NumPy\n{EXCUSE}")
        window.session.set(basins=False)
        if late:  # it was on its way when it was switched off
            window.show_result("basins", found)
        assert named(window) == ("machine code", "Walks: machine code")
    window.set_look(theme="dark")
    assert named(window) == ("machine code", "Walks: machine code")


def test_an_engine_that_was_chosen_and_does_not_compute_is_excused_once_for_each_choice(window):
    refused = walks("llvm", surface=STEEP)
    window.show_result("walks", refused)
    assert EXCUSE not in said(window)
    for _ in range(2):
        window.set_engine("llvm")
        window.show_result("walks", refused)
        assert EXCUSE in said(window)
        window.say("Something else")
        window.show_result("walks", refused)
        assert EXCUSE not in said(window)


def test_without_any_walk_and_without_any_result_nothing_is_named(window):
    assert engines.summary({}, str) == ("", "")
    window.show_result("walks", (None, None))
    assert engines.summary({"walks": {"show": (None, None)}}, str) == ("", "")
    assert engines.summary({"walks": {"fail": ValueError()}}, str) == ("", "")
