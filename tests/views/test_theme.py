"""Every theme can be read: contrasts, sizes, and colours that are not confused."""

from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics
from PySide6.QtWidgets import QLineEdit

from lossland.views.theme import LIGHT, THEMES, Look, Tokens, font, sheet


def luminance(name):
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in QColor(name).getRgbF()[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a, b):
    """WCAG 2.1: from 1 to 21."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES)
def test_text_stands_out_from_every_ground_it_stands_on(theme):
    t = THEMES[theme]
    for ground in (t.card, t.well, t.ground):
        assert contrast(t.ink, ground) > 7
        assert contrast(t.mute, ground) > 4.5
        assert contrast(t.warn, ground) > 4.5
    assert contrast(t.accent, t.card) > 4.5
    assert contrast(t.edge, t.card) > 3


@pytest.mark.parametrize("theme", THEMES)
def test_no_two_runs_share_a_colour_and_no_basin_has_that_of_a_run(theme):
    t = THEMES[theme]
    assert all(a != b for a, b in combinations((*t.runs, *t.basins), 2))
    assert len(t.runs) == len(t.basins) == 6


def test_the_scale_multiplies_the_type_and_nothing_else():
    plain, large = Look().tokens, Look(scale=1.5).tokens
    assert (large.text, large.small, large.title, large.formula) == (20, 16, 21, 26)
    assert large.gap == plain.gap
    assert large.ink == plain.ink


def test_projector_type_can_be_read_from_the_last_row():
    light, projector = Tokens(), THEMES["projector"]
    assert projector.small > light.text
    assert projector.stroke > light.stroke


@pytest.mark.parametrize("mono", [False, True])
def test_the_fonts_are_the_bundled_ones_and_figures_keep_their_width(qapp, mono):
    made = font(13, mono=mono)
    assert QFontInfo(made).family().startswith("Lossland")
    metrics = QFontMetrics(made)
    assert len({metrics.horizontalAdvance(figure * 10) for figure in "0123456789"}) == 1


def test_a_field_that_is_off_looks_it(qtbot, qapp):
    field = QLineEdit("7")
    qtbot.addWidget(field)
    field.setStyleSheet(sheet(LIGHT))
    field.setEnabled(False)
    field.ensurePolished()
    assert field.palette().text().color().name() == LIGHT.mute
