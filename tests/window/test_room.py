"""Every text has its room: in each theme and language, with all panels or one."""

import pytest
from hand import words
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QScrollArea, QStyle, QStyleOptionFrame, QToolButton

from lossland.views.theme import THEMES


def room(part):
    """The width and height that are left for the text of `part`, and those that it needs, in pixels."""
    if isinstance(part, QLabel):
        return (part.width(), part.height()), needed(part)
    if isinstance(part, QToolButton) and part.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        return (part.width(), part.height()), (part.iconSize().width(), part.iconSize().height())
    text = part.fontMetrics().size(0, part.text().replace("&", ""))
    if isinstance(part, QLineEdit):
        option = QStyleOptionFrame()
        part.initStyleOption(option)
        inside = part.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, part)
        return (inside.width() - 3, part.height()), (text.width(), text.height())
    icon = 0 if part.icon().isNull() else part.iconSize().width() + 4
    box = 20 if isinstance(part, QCheckBox) else 0
    return (part.width(), part.height()), (text.width() + icon + box + 4, text.height())


def needed(label):
    if label.wordWrap():
        return 0, label.heightForWidth(label.width())
    return label.sizeHint().width(), label.minimumSizeHint().height()


def scrolled(part):
    """Is `part` inside of something that can be scrolled to show it?"""
    while part := part.parentWidget():
        if isinstance(part, QScrollArea):
            return True
    return False


def offenders(window):
    for part in words(window):
        (wide, high), (width, height) = room(part)
        if width > wide or height > high:
            yield f"{part.text()!r} needs {width}×{height} and has {wide}×{high}"
        seen = part.visibleRegion().boundingRect()
        if seen != part.rect() and not scrolled(part):
            yield f"{part.text()!r} is seen in {seen.getRect()} only, and is {part.width()}×{part.height()}"


def overlaps(window):
    """Pairs of texts that lie over each other."""
    places = [(part, part.rect().translated(part.mapTo(window, QPoint(0, 0)))) for part in words(window)]
    for i, (part, place) in enumerate(places):
        for other, there in places[:i]:
            if place.intersects(there) and not (part.isAncestorOf(other) or other.isAncestorOf(part)):
                yield f"{part.text()!r} lies over {other.text()!r}"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("theme", "size"), [*((theme, (1280, 720)) for theme in THEMES), ("light", (960, 600))])
def test_no_text_is_cut_or_covered(window, hand, theme, language, size):
    window.resize(*size)
    window.set_look(theme=theme, language=language)
    found = []
    for step in (0, 14, 200):
        window.playback.go(step)
        for number in (0, 1, 2, 3) if step else (0,):
            window.give_window_to(number)
            hand.rest()
            found += [f"panel {number}, step {step}: {what}" for what in (*offenders(window), *overlaps(window))]
        window.give_window_to(0)
    assert not found, "\n".join(["", *dict.fromkeys(found)])
