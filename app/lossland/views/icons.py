"""The bundled drawings, in the colour that the theme asks for."""

import tempfile
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from lossland.resources import FOLDER


def icon(name: str, color: str, size: int = 20) -> QIcon:
    """The drawing resources/icons/`name`.svg, its black replaced by `color`; crisp up to three times `size` pixels."""
    made = QIcon()
    for ratio in (1, 2, 3):
        pixmap = QPixmap(size * ratio, size * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            _renderer(name, color).render(painter, QRectF(0, 0, size * ratio, size * ratio))
        pixmap.setDevicePixelRatio(ratio)
        made.addPixmap(pixmap)
    return made


@cache
def _renderer(name: str, color: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_drawing(name, color)))


def _drawing(name: str, color: str) -> bytes:
    return (FOLDER / "icons" / f"{name}.svg").read_bytes().replace(b"#000", color.encode())


# Style sheets take pictures from files alone; these go away with the process.
_shelf = tempfile.TemporaryDirectory(prefix="lossland-")


@cache
def url(name: str, color: str) -> str:
    """A path to the drawing in `color`, for `url(…)` in the style sheet."""
    path = Path(_shelf.name) / f"{name}-{color.lstrip('#')}.svg"
    path.write_bytes(_drawing(name, color))
    return path.as_posix()
