"""The map shows a surface where it is, and tells a click, a pull at the handle and a drag of the view apart."""

import numpy as np
import pyqtgraph as pg
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from lossland.core.raster import drawing, raster
from lossland.core.surface import Surface
from lossland.views.loss_map import LossMap
from lossland.views.relief import colours, curve_range, cut_at_poles, pixel_rect, reading
from lossland.views.theme import Look, color

BOWL = Surface("x^2 + 10y^2")


@pytest.fixture
def chart(qtbot, monkeypatch):
    monkeypatch.setitem(pg.CONFIG_OPTIONS, "mouseRateLimit", -1)  # every move counts, however fast the test is
    made = LossMap(Look())
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.show_raster(raster(BOWL, 32))
    QApplication.processEvents()
    return made


def shown(chart):
    """The number of points of all contour lines, and the image below them."""
    return chart._lines.boundingRect().width() and chart._lines._path.elementCount(), chart._picture.image


def test_finer_lines_replace_the_coarse_ones_and_leave_the_image(chart):
    sketch, last = drawing(Surface("x^2 + y^2"), 33)
    chart.show_raster(sketch)
    coarse, image = shown(chart)
    chart.show_raster(last)
    fine, same = shown(chart)
    assert fine > 1.5 * coarse > 0
    assert same is image


def test_a_hidden_map_is_drawn_when_it_is_shown(chart):
    chart.hide()
    chart.show_raster(raster(Surface("x y"), 64))
    assert shown(chart)[1].shape == (32, 32, 4)
    chart.show()
    assert shown(chart)[1].shape == (64, 64, 4)
    assert chart._names[1].text() == "y"


def listen(chart):
    heard = []
    chart.picked.connect(lambda point: heard.append(("picked", *np.round(point, 1))))
    chart.given_back.connect(lambda point: heard.append(("given back", *np.round(point, 1))))
    chart.dragged.connect(lambda point: heard.append(("dragged", *np.round(point, 1))))
    chart.released.connect(lambda: heard.append("released"))
    return heard


def place(chart, point):
    return chart._pad.mapViewToScene(QPointF(*point))


def mouse(chart, kind, point, buttons=Qt.MouseButton.LeftButton):
    area, at = chart.plot.viewport(), place(chart, point)
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, at, area.mapToGlobal(at), button, buttons, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(area, event)


def drag(chart, *points):
    mouse(chart, QEvent.Type.MouseButtonPress, points[0])
    for point in points:
        mouse(chart, QEvent.Type.MouseMove, point)
    mouse(chart, QEvent.Type.MouseButtonRelease, points[-1], Qt.MouseButton.NoButton)


def click(chart, point):
    QTest.mouseClick(chart.plot.viewport(), Qt.MouseButton.LeftButton, pos=place(chart, point).toPoint())


def view(chart):
    return np.round(chart._pad.viewRange(), 3).tolist()


def test_each_pixel_has_the_colour_of_its_shade_and_the_undefined_one_its_own():
    table = np.arange(256)[:, None].repeat(3, axis=1).astype(np.ubyte)
    made = colours(np.array([[0.0, 1.0], [0.5, np.nan]]), table, "#d5d8de")
    assert made[0, :, 0].tolist() == [0, 255]
    assert made[1, 0].tolist() == [127, 127, 127, 255]
    assert made[1, 1].tolist() == list(color("#d5d8de").getRgb())


def test_pixels_have_their_centres_at_the_ticks():
    assert pixel_rect(np.linspace(-5, 5, 11), np.linspace(0, 4, 5)).getRect() == (-5.5, -0.5, 11, 5)


def test_a_click_picks_its_place(chart):
    heard = listen(chart)
    click(chart, (2, -3))
    assert heard == [("picked", 2, -3)]


def test_a_pull_at_the_handle_reports_where_it_goes_and_leaves_the_view_alone(chart):
    chart.set_handle((1.0, 1.0))
    before, heard = view(chart), listen(chart)
    drag(chart, (1, 1), (2, 2), (3, -4))
    assert heard[-2:] == [("dragged", 3, -4), "released"]
    assert ("dragged", 2, 2) in heard
    assert view(chart) == before


def test_a_drag_beside_the_handle_moves_the_view(chart):
    chart.set_handle((1.0, 1.0))
    before, heard = view(chart), listen(chart)
    drag(chart, (-3, -3), (-2, -2), (-1, -1))
    assert heard == []
    assert view(chart) != before


def test_a_double_click_shows_the_window_and_gives_the_start_back(chart):
    chart.set_handle((1.0, 1.0))
    before = view(chart)
    heard = listen(chart)
    chart._pad.scaleBy((0.5, 0.5))
    click(chart, (2, 2))
    mouse(chart, QEvent.Type.MouseButtonDblClick, (2, 2))
    mouse(chart, QEvent.Type.MouseButtonRelease, (2, 2), Qt.MouseButton.NoButton)
    assert heard == [("picked", 2, 2), ("given back", 1, 1)]
    assert view(chart) == before


def test_keys_zoom_and_show_all(chart):
    before = view(chart)
    QTest.keyClicks(chart, "+")
    assert view(chart) == [[-4, 4], [-4, 4]]
    QTest.keyClicks(chart, "-")
    assert view(chart) == before
    QTest.keyClicks(chart, "++a")
    assert view(chart) == before


def test_shift_and_arrows_move_the_handle_by_a_hundredth_of_the_view(chart):
    chart.set_handle((1.0, 1.0))
    heard = listen(chart)
    QTest.keyClick(chart, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(chart, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert heard == [("dragged", 1.1, 1), "released", ("dragged", 1, 0.9), "released"]


def test_the_view_stays_while_values_change_and_follows_another_window(chart):
    chart.show_raster(raster(Surface("x^2 + a*y^2", a=1), 16))
    chart._pad.scaleBy((0.5, 0.5))
    zoomed = view(chart)
    chart.show_raster(raster(Surface("x^2 + a*y^2", a=2), 16))
    assert view(chart) == zoomed
    chart.show_raster(raster(Surface("x^2 + a*y^2", window=((0, 1), (2, 3))), 16))
    assert view(chart) == [[0, 1], [2, 3]]


def test_another_text_is_shown_whole(chart):
    chart._pad.scaleBy((0.5, 0.5))
    chart.show_raster(raster(Surface("x^2 + y^2"), 16))
    assert view(chart) == [[-5, 5], [-5, 5]]


def test_a_double_click_shows_the_window_though_the_handle_has_come_under_the_mouse(chart):
    chart.set_handle((1.0, 1.0))
    chart.picked.connect(chart.set_handle)
    chart.given_back.connect(chart.set_handle)
    before = view(chart)
    chart._pad.scaleBy((0.5, 0.5))
    click(chart, (2, 2))
    mouse(chart, QEvent.Type.MouseButtonDblClick, (2, 2))
    mouse(chart, QEvent.Type.MouseButtonRelease, (2, 2), Qt.MouseButton.NoButton)
    assert chart._handle_at == (1, 1)
    assert view(chart) == before


def test_the_surface_cannot_be_zoomed_or_moved_out_of_sight(chart):
    chart._pad.scaleBy((1e3, 1e3))
    assert view(chart) == [[-10, 10], [-10, 10]]
    chart.show_all()
    chart._pad.translateBy((1e3, -1e3))
    assert view(chart) == [[0, 10], [-10, 0]]


def test_the_way_back_is_offered_only_where_something_else_is_seen(chart):
    assert not chart._back.isVisible()
    chart._pad.scaleBy((0.5, 0.5))
    assert chart._back.isVisible()
    QTest.mouseClick(chart._back, Qt.MouseButton.LeftButton)
    assert view(chart) == [[-5, 5], [-5, 5]]
    assert not chart._back.isVisible()


def test_keys_are_heard_while_the_mouse_is_on_the_map(chart, qtbot):
    window = QWidget(focusPolicy=Qt.FocusPolicy.StrongFocus)
    qtbot.addWidget(window)
    chart.setParent(window)
    with qtbot.waitActive(window):
        window.show()
        chart.show()
        window.activateWindow()
    window.setFocus()
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    before = view(chart)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Plus)
    assert view(chart) == before
    QApplication.sendEvent(chart, QEnterEvent(QPointF(9, 9), QPointF(9, 9), QPointF(9, 9)))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Plus)
    assert view(chart) == [[-4, 4], [-4, 4]]
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert view(chart) == before
    QApplication.sendEvent(chart, QEvent(QEvent.Type.Leave))
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_Minus)
    assert view(chart) == before
    chart.setParent(None)  # the two are closed one by one


def test_a_curve_is_zoomed_along_x_and_keeps_the_height_of_what_is_seen(chart):
    chart.show_raster(raster(Surface("x^2"), 401))
    whole = view(chart)
    QTest.keyClicks(chart, "+++++")
    (_, right), (bottom, top) = view(chart)
    assert right == pytest.approx(5 * 0.8**5, abs=1e-3)
    assert right**2 < top < 1.2 * right**2
    assert -0.2 * top < bottom < 0
    QTest.keyClicks(chart, "a")
    assert view(chart) == whole


@pytest.mark.parametrize(("text", "seen"), [("x^2", 25), ("x^4 - 3x^2", 60), ("exp(x)", 3)])
def test_the_low_part_of_a_curve_is_not_flattened_by_its_steep_sides(chart, text, seen):
    chart.show_raster(raster(Surface(text), 401))
    bottom, top = view(chart)[1]
    assert top == pytest.approx(seen, rel=0.2)
    assert -0.2 * top < bottom < 0


def test_the_start_belongs_to_what_is_seen_of_a_curve(chart):
    chart.show_raster(raster(Surface("x^4 - 3x^2"), 401))
    chart.set_handle((4.5, 0.0))
    assert view(chart)[1][1] > 4.5**4 - 3 * 4.5**2


def test_a_curve_lifts_points_to_its_height(chart):
    chart.show_raster(raster(Surface("x^2"), 16))
    xs, ys = chart.to_plot(np.array([[2.0], [-3.0]]))
    assert (list(xs), list(ys)) == ([2, -3], [4, 9])
    heard = listen(chart)
    click(chart, (2, 9))
    assert heard == [("picked", 2)]


def test_a_point_of_a_map_is_where_it_is(chart):
    xs, ys = chart.to_plot(np.array([[2.0, np.inf]]))
    assert xs[0] == 2
    assert np.isnan(ys[0])


def test_the_handle_can_be_pulled_back_from_where_a_curve_has_no_value(chart):
    chart.show_raster(raster(Surface("ln(x)"), 16))
    chart.set_handle((-2.0, 0.0))
    xs, ys = chart._handle.getData()
    assert xs[0] == -2
    assert ys[0] == pytest.approx(chart._pad.viewRange()[1][0])


@pytest.mark.parametrize("text", ["ln(-1 - x^2) + y", "1/(x - x) + y", "1/(x*y)", "ln(-1 - x^2)", "1/x", "exp(exp(x))"])
def test_whatever_has_no_value_is_drawn_without_a_complaint(chart, text):
    chart.show_raster(raster(Surface(text), 33))
    chart.set_handle((0.0, 0.0))
    chart.grab()
    assert chart.raster.surface.text == text


def test_a_pole_neither_sets_the_height_of_a_curve_nor_joins_its_sides():
    values = raster(Surface("1/x"), 33).values
    low, high = curve_range(values)
    assert -60 < low < high < 60
    steep = np.abs(np.diff(cut_at_poles(values)))
    assert np.nanmax(steep) < np.max(np.abs(np.diff(values)))


@pytest.mark.parametrize("values", [np.full(5, np.nan), np.full(5, 3.0), np.full(5, 1e300), np.array([0, 5e-324])])
def test_every_curve_has_a_range(values):
    low, high = curve_range(values)
    assert np.isfinite([low, high]).all()
    assert low < high


def test_the_value_under_the_mouse_is_that_of_the_nearest_pixel():
    picture = raster(BOWL, 11)
    assert reading(picture, (2.2, -0.9)) == "f(2.2, −0.9) = 14"
    assert reading(picture, (9, 0)) == ""
    assert reading(raster(Surface("-x^2 y"), 11), (-0.001, -0.0)) == "f(0.0, 0.0) = 0"
    assert reading(raster(Surface("ln(x) + y"), 11), (-2, 0)).endswith("undefined")


def test_axes_are_named_after_the_surface(chart):
    chart.show_raster(raster(Surface("(w - 1)^2 + b^2"), 16))
    assert [name.text() for name in chart._names] == list(chart.raster.surface.axes)
