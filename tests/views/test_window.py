"""The window hands results to whom they concern, before and after it was made anew."""

import gc

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from lossland.core.optimizers.sgd import SGD
from lossland.core.raster import raster
from lossland.core.sentence import Mistake
from lossland.core.starts import uniform
from lossland.core.study import study
from lossland.core.surface import Surface
from lossland.session import Session
from lossland.views.starts.panel import StartsPanel
from lossland.views.surface.panel import SurfacePanel
from lossland.views.theme import Look
from lossland.views.window import Window

BOWL = raster(Surface("x^2 + y^2"), 16)


@pytest.fixture
def window(qtbot, qapp):
    made = Window(Session(), Look())
    qtbot.addWidget(made, before_close_func=lambda window: window.files.keep())
    return made


def test_a_result_reaches_every_panel_that_shows_it(window):
    window.show_result("surface", BOWL)
    assert window.findChild(SurfacePanel).map.raster is BOWL
    assert window.findChild(StartsPanel).map.raster is BOWL


def test_a_window_made_anew_shows_the_last_result_and_the_mistake_that_came_after_it(window):
    window.show_result("surface", BOWL)
    window.show_error("surface", Mistake("too bad", 3))
    window.set_look(theme="dark")
    panel = window.findChildren(SurfacePanel)[-1]
    assert panel.map.raster is BOWL
    assert panel.expression.property("wrong")
    window.show_result("surface", BOWL)
    window.set_look(theme="light")
    assert not window.findChildren(SurfacePanel)[-1].expression.property("wrong")


def test_a_window_made_anew_leaves_nothing_of_the_old_one(window):
    def count():
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        return len(window.findChildren(QWidget)), len(window.findChildren(QAction))

    window.set_look(theme="dark")
    before = count()
    for theme in ("light", "dark"):
        window.set_look(theme=theme)
    assert count() == before


def test_every_part_that_takes_the_keys_has_a_name(window):
    mute = [
        f"{type(part).__name__} in {type(part.parentWidget().parentWidget()).__name__}"
        for part in window.centralWidget().findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus and part.focusProxy() is None and not part.isHidden()
        if not (part.accessibleName() or getattr(part, "text", str)() or isinstance(part, QAbstractItemView))
    ]
    assert not mute


def test_a_job_that_was_cancelled_is_shown_as_stopped_also_in_a_window_made_anew(qtbot, window):
    panel = window.findChild(StartsPanel)
    partial = next(iter(study(BOWL.surface, SGD(), uniform(300, BOWL.surface), 5)))[1]
    window.show_result("starts", partial)
    with qtbot.waitSignal(window.cancelled, check_params_cb=lambda job: job == "starts"):
        window._transport.cancelled.emit("starts")
    assert panel.sentence.text().startswith("Stopped")
    window.set_look(theme="dark")
    panel = window.findChildren(StartsPanel)[-1]
    assert panel.sentence.text().startswith("Stopped")
    window.show_result("starts", partial)
    window.set_look(theme="light")
    assert not window.findChildren(StartsPanel)[-1].sentence.text().startswith("Stopped")


def test_a_panel_that_wants_a_job_once_more_is_heard(qtbot, window):
    with qtbot.waitSignal(window.wanted, check_params_cb=lambda job: job == "starts"):
        window.findChild(StartsPanel).wanted.emit("starts")
