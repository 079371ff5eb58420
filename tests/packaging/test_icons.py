"""Every drawing that the program asks for is there, can be drawn, and takes the theme's colour."""

import ast
import re

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from lossland.resources import FOLDER

ICONS = sorted((FOLDER / "icons").glob("*.svg"))
APP = FOLDER.parent / "app"


def asked_for():
    """The literal first argument of every call of icon() and url()."""
    for path in APP.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("icon", "url") and node.args:
                yield from (part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant))


def test_every_icon_asked_for_is_there():
    assert set(asked_for()) - {path.stem for path in ICONS} == set()
    assert "play" in asked_for()


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_drawn_within_its_square(path, qapp):
    renderer = QSvgRenderer(str(path))
    assert renderer.isValid()
    image = QImage(60, 60, QImage.Format.Format_ARGB32)
    image.fill(QColor("transparent"))
    with QPainter(image) as painter:
        renderer.render(painter)
    alpha = [[image.pixelColor(x, y).alpha() for x in range(60)] for y in range(60)]
    assert 0.03 < sum(map(sum, alpha)) / (255 * 60 * 60) < 0.95
    edges = (*alpha[0], *alpha[-1], *(row[0] for row in alpha), *(row[-1] for row in alpha))
    assert max(edges) < 30


@pytest.mark.parametrize("path", [path for path in ICONS if path.stem != "lossland"], ids=lambda path: path.stem)
def test_an_icon_names_no_colour_but_the_black_that_is_replaced(path):
    text = path.read_text("utf-8")
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', text)) <= {"#000", "none"}
    assert 'viewBox="0 0 20 20"' in text
