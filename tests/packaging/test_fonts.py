"""The bundled fonts show every character the program writes, whatever fonts the machine has."""

import ast
from itertools import chain
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetricsF, QRawFont, QTextLayout

from lossland.resources import FOLDER
from lossland.views import theme

ROOT = Path(__file__).parents[2]
REGULAR = ("Inter-Regular.otf", "JetBrainsMono-Regular.ttf", "NotoSansSC-Regular.otf")
BOLD = ("Inter-SemiBold.otf", "JetBrainsMono-SemiBold.ttf", "NotoSansSC-Bold.otf")
MATHEMATICS = "∂L/∂w₁ = Σⱼ δⱼ · aᵢ ∇f ‖∇f‖ √x ½ ≤ ≥ ≈ − ∞ ± × ÷ η β₁ β₂ ρ ε λ Wᵀ x² x⁻¹ yₙ ŷ → ← ↑ ↓ ∈ ∘ ∝ ★ ✓"


def strings(path):
    """The string literals of a Python file, its docstrings among them."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def written():
    """Every character that can stand on the window: from the views, the core, the translations and the surfaces."""
    texts = [path.read_text("utf-8") for path in (FOLDER / "i18n").glob("*.ts")]
    texts.append((FOLDER / "surfaces.toml").read_text("utf-8"))
    texts += chain.from_iterable(strings(path) for path in (ROOT / "app").rglob("*.py"))
    return {character for character in "".join(texts) + MATHEMATICS if character.isprintable() and character != " "}


@pytest.mark.parametrize("files", [REGULAR, BOLD], ids=["regular", "bold"])
def test_every_character_has_a_glyph(qapp, files):
    fonts = [QRawFont(str(FOLDER / "fonts" / name), 16) for name in files]
    assert all(font.isValid() for font in fonts)
    missing = {c for c in written() if not any(font.supportsCharacter(ord(c)) for font in fonts)}
    assert missing == set(), "run packaging/fonts"


def test_a_common_character_of_a_teacher_s_own_text_has_a_glyph(qapp):
    font = QRawFont(str(FOLDER / "fonts" / "NotoSansSC-Regular.otf"), 16)
    assert all(font.supportsCharacter(ord(c)) for c in "老师的课程示例：优化算法与损失曲面，第１讲（上）。")


@pytest.mark.parametrize(
    ("bold", "mono", "name", "weight"),
    [
        (False, False, "Inter-Regular.otf", 400),
        (True, False, "Inter-SemiBold.otf", 600),
        (False, True, "JetBrainsMono-Regular.ttf", 400),
        (True, True, "JetBrainsMono-SemiBold.ttf", 600),
    ],
)
def test_the_type_is_the_bundled_one_and_bold_is_a_face_of_its_own(qapp, bold, mono, name, weight):
    taken, file = QRawFont.fromFont(theme.font(100, bold=bold, mono=mono)), QRawFont(str(FOLDER / "fonts" / name), 100)
    assert int.from_bytes(file.fontTable("OS/2").data()[4:6]) == weight
    for sign in "Rg∇":
        outlines = [font.pathForGlyph(font.glyphIndexesForString(sign)[0]) for font in (taken, file)]
        assert outlines[0] == outlines[1]


@pytest.mark.parametrize("mono", [False, True])
def test_latin_signs_are_not_as_wide_as_chinese_ones(qapp, mono):
    metrics = QFontMetricsF(theme.font(20, mono=mono))
    assert {c for c in "·∂∇−×√‖αη₁²…" if metrics.horizontalAdvance(c) > 18} == set()
    assert metrics.horizontalAdvance("中") == pytest.approx(20, abs=1)


@pytest.mark.parametrize("mono", [False, True])
def test_a_chinese_line_is_no_higher_than_its_font_says(qapp, mono):
    font = theme.font(20, mono=mono)
    layout = QTextLayout("学习率，g‖∇f‖", font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    # What has a fixed number of lines reckons its height so, in every language.
    assert line.height() <= QFontMetricsF(font).lineSpacing() + 1


def test_figures_are_all_of_one_width(qapp):
    metrics = QFontMetricsF(theme.font(13))
    assert {metrics.horizontalAdvance(figure * 8) for figure in "0123456789"} == {metrics.horizontalAdvance("0" * 8)}


@pytest.mark.parametrize("text", ["->", "2x2", "**", "<=", "!="])
@pytest.mark.parametrize("mono", [False, True])
def test_what_is_typed_is_shown_sign_by_sign(qapp, text, mono):
    font = theme.font(20, mono=mono)
    layout = QTextLayout(text, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    shown = [index for run in layout.glyphRuns() for index in run.glyphIndexes()]
    # A feature of its own (the figures of one width) may replace a sign, but never two by one, nor x by ×.
    apart = []
    for sign in text:
        single = QTextLayout(sign, font)
        single.beginLayout()
        single.createLine()
        single.endLayout()
        apart += [index for run in single.glyphRuns() for index in run.glyphIndexes()]
    assert shown == apart


def test_each_family_carries_its_licence_and_all_are_small():
    folder = FOLDER / "fonts"
    faces = [path for path in folder.iterdir() if path.suffix in (".otf", ".ttf")]
    assert {path.name for path in faces} == {*REGULAR, *BOLD}
    for path in faces:
        assert "SIL OPEN FONT LICENSE" in (folder / f"{path.stem.split('-')[0]}-OFL.txt").read_text("utf-8")
    assert sum(path.stat().st_size for path in faces) < 3_000_000
