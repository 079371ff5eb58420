"""How the window looks: one record of tokens a theme, and all that is made from it. Nothing else names a colour."""

from dataclasses import dataclass, replace

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from lossland.resources import FOLDER
from lossland.views.icons import url


@dataclass(frozen=True)
class Tokens:
    """Colours, and sizes in pixels. Every distance is a multiple of 4."""

    ground: str = "#f4f5f7"  # behind the cards
    card: str = "#ffffff"
    well: str = "#f8f9fb"  # fields and strips inside a card
    line: str = "#e1e4ea"
    edge: str = "#8a93a5"  # the outline of what can be operated: 3:1 against the card
    ink: str = "#1b2330"
    mute: str = "#5c6779"
    accent: str = "#2f5fd0"
    good: str = "#12805c"
    warn: str = "#b54708"
    undefined: str = "#d5d8de"  # where a surface has no value
    # Okabe-Ito, in the order runs take them; basins are paler and never used for runs.
    runs: tuple[str, ...] = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9")
    basins: tuple[str, ...] = ("#a6cee3", "#fdd49e", "#b8dfb4", "#e2c3dd", "#d9d2a6", "#f2b0a6")
    forward: str = "#0072b2"
    backward: str = "#d55e00"
    text: int = 13
    small: int = 11
    title: int = 14
    formula: int = 17
    stroke: float = 2.0
    gap: int = 8
    radius: int = 8


LIGHT = Tokens()
DARK = Tokens(
    ground="#14171c",
    card="#1c2027",
    well="#232831",
    line="#323945",
    edge="#707b8f",
    ink="#e8ebf0",
    mute="#a3adbd",
    accent="#7aa2ff",
    good="#4cc38a",
    warn="#ffb86b",
    undefined="#3a4150",
    runs=("#56b4e9", "#ff8a4c", "#2dc79a", "#e59ac4", "#f0c14b", "#9ad0ff"),
    basins=("#2b5f80", "#8a6a2f", "#2f6f52", "#77466a", "#6b6638", "#8d4540"),
    forward="#56b4e9",
    backward="#ff8a4c",
)
PROJECTOR = replace(
    LIGHT,
    ground="#ffffff",
    well="#ffffff",
    line="#9aa3b2",
    edge="#475467",
    ink="#000000",
    mute="#344054",
    undefined="#b8bec9",
    text=17,
    small=15,
    title=19,
    formula=23,
    stroke=3.5,
)
THEMES = {"light": LIGHT, "dark": DARK, "projector": PROJECTOR}


@dataclass(frozen=True)
class Look:
    """What the user chose about the looks; not part of a lesson, so neither saved with it nor undone."""

    theme: str = "light"
    language: str = "en"
    scale: float = 1.0  # of the type

    @property
    def tokens(self) -> Tokens:
        """The theme's tokens with the type scaled."""
        base = THEMES[self.theme]
        sizes = {name: round(getattr(base, name) * self.scale) for name in ("text", "small", "title", "formula")}
        return replace(base, **sizes)


# Latin first, or · and ∂ come out full width; each of the two Latin families has signs the other
# lacks. The names are our own, so that no other version on the machine is taken.
SANS = ["Lossland Inter", "Lossland JetBrains Mono", "Lossland Noto Sans SC"]
MONO = ["Lossland JetBrains Mono", "Lossland Inter", "Lossland Noto Sans SC"]


def load_fonts() -> None:
    """Make the bundled families known to Qt; call once, after the application exists."""
    for path in sorted((FOLDER / "fonts").glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


def font(pixels: int, *, bold: bool = False, mono: bool = False) -> QFont:
    """A font of the interface, or of what is typed and of numbers in columns; figures never change their width."""
    made = QFont()
    made.setFamilies(MONO if mono else SANS)
    made.setPixelSize(pixels)
    made.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    made.setFeature(QFont.Tag("tnum"), 1)
    return made


def color(name: str, alpha: float = 1.0) -> QColor:
    made = QColor(name)
    made.setAlphaF(alpha)
    return made


def palette(t: Tokens) -> QPalette:
    made = QPalette()
    role = QPalette.ColorRole
    for which, name in (
        (role.Window, t.ground),
        (role.WindowText, t.ink),
        (role.Base, t.well),
        (role.AlternateBase, t.card),
        (role.Text, t.ink),
        (role.Button, t.card),
        (role.ButtonText, t.ink),
        (role.Highlight, t.accent),
        (role.HighlightedText, t.card),
        (role.ToolTipBase, t.ink),
        (role.ToolTipText, t.card),
        (role.PlaceholderText, t.mute),
    ):
        made.setColor(which, QColor(name))
    return made


def sheet(t: Tokens) -> str:
    """The style sheet of the whole application."""
    check = url("check", t.card)
    down = url("chevron-down", t.mute)
    return f"""
    * {{ outline: none; }}
    QWidget {{ color: {t.ink}; }}
    QMainWindow, #ground, QDialog, QMessageBox {{ background: {t.ground}; }}
    #card {{ background: {t.card}; border: 1px solid {t.line}; border-radius: {t.radius}px; }}
    #well {{ background: {t.well}; border: 1px solid {t.line}; border-radius: 6px; }}
    #well[selected="true"] {{ border: 2px solid {t.ink}; }}
    QLabel {{ background: transparent; }}
    #mute {{ color: {t.mute}; }}
    #warn {{ color: {t.warn}; }}
    #badge {{ background: {t.ink}; color: {t.card}; border-radius: 4px; padding: 1px 6px; }}
    QLineEdit, QPlainTextEdit, QComboBox {{
        background: {t.well}; border: 1px solid {t.edge}; border-radius: 6px; padding: 3px 6px;
        selection-background-color: {t.accent}; selection-color: {t.card}; }}
    QLineEdit:focus, QPlainTextEdit:focus, QComboBox:focus {{
        border: 2px solid {t.accent}; padding: 2px 5px; }}
    QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"] {{ border: 2px solid {t.warn}; padding: 2px 5px; }}
    QLineEdit:disabled {{ color: {t.mute}; background: transparent; border-color: {t.line}; }}
    QComboBox {{ padding-right: 4px; }}
    QComboBox::drop-down {{ border: none; width: 18px; }}
    QComboBox::down-arrow {{ image: url({down}); width: 12px; height: 12px; }}
    QAbstractItemView {{ background: {t.card}; border: 1px solid {t.edge}; color: {t.ink};
        selection-background-color: {t.accent}; selection-color: {t.card}; }}
    QToolButton, QPushButton {{ background: transparent; border: 2px solid transparent; border-radius: 6px;
        padding: 3px 6px; }}
    QPushButton {{ border: 1px solid {t.edge}; padding: 4px 10px; }}
    QToolButton:hover, QPushButton:hover {{ background: {t.well}; border-color: {t.line}; }}
    QToolButton:pressed, QPushButton:pressed {{ background: {t.line}; }}
    QToolButton:focus, QPushButton:focus, QCheckBox:focus {{ border: 2px solid {t.accent}; border-radius: 6px; }}
    QPushButton:focus {{ padding: 3px 9px; }}
    QToolButton:checked {{ background: {t.line}; }}
    QToolButton::menu-indicator {{ image: none; }}
    #link {{ color: {t.accent}; }}
    #play {{ background: {t.ink}; border-radius: 18px; min-width: 28px; min-height: 28px; padding: 2px; }}
    #play:hover {{ background: {t.mute}; }}
    QCheckBox {{ spacing: 6px; border: 2px solid transparent; padding: 1px; background: transparent; }}
    QCheckBox::indicator {{ width: 14px; height: 14px; border: 1px solid {t.edge}; border-radius: 3px;
        background: {t.well}; }}
    QCheckBox::indicator:checked {{ background: {t.accent}; border-color: {t.accent}; image: url({check}); }}
    QSlider {{ background: transparent; min-height: 20px; }}
    QSlider::groove:horizontal {{ height: 3px; background: {t.line}; border-radius: 1px; }}
    QSlider::sub-page:horizontal {{ background: {t.mute}; border-radius: 1px; }}
    QSlider::handle:horizontal {{ width: 12px; height: 12px; margin: -7px 0; background: {t.card};
        border: 2px solid {t.mute}; border-radius: 8px; }}
    QSlider::handle:horizontal:hover {{ border-color: {t.ink}; }}
    QSlider::handle:horizontal:focus {{ border-color: {t.accent}; background: {t.accent}; }}
    QMenu {{ background: {t.card}; border: 1px solid {t.edge}; padding: 4px; }}
    QMenu::item {{ padding: 5px 24px 5px 24px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.accent}; color: {t.card}; }}
    QMenu::item:disabled {{ color: {t.mute}; background: transparent; }}
    QMenu::separator {{ height: 1px; background: {t.line}; margin: 4px 8px; }}
    QToolTip {{ background: {t.ink}; color: {t.card}; border: none; padding: 4px 6px; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ width: 8px; background: transparent; }}
    QScrollBar:horizontal {{ height: 8px; background: transparent; }}
    QScrollBar::handle {{ background: {t.edge}; border-radius: 4px; min-width: 24px; min-height: 24px; }}
    QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{
        background: none; width: 0; height: 0; }}
    QSplitter::handle {{ background: transparent; }}
    QTableView {{ background: {t.card}; gridline-color: {t.line}; border: 1px solid {t.line}; }}
    QHeaderView {{ background: {t.well}; border: none; }}
    QHeaderView::section {{ background: {t.well}; color: {t.mute}; border: none; padding: 2px 6px; }}
    """
