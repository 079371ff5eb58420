"""How the window looks: one record of tokens a theme, and all that is made from it. Nothing else names a colour."""

from dataclasses import dataclass, fields, replace

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette

from lossland.resources import FOLDER


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
    basins: tuple[str, ...] = ("#a6cee3", "#fdd49e", "#b8dfb4", "#e2c3dd", "#d9d2a6", "#c9ccd3")
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
    basins=("#2b5f80", "#8a6a2f", "#2f6f52", "#77466a", "#6b6638", "#4a5160"),
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


SANS = ["Inter", "Noto Sans SC"]  # Latin first, or · and ∂ come out full width
MONO = ["JetBrains Mono", "Noto Sans SC"]


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
