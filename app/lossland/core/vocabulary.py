"""The names and signs of typed formulas, and what a misspelt name was probably meant to be."""

import difflib
import math
import re

# What is typed -> the operation. The first name of an operation is the one that is printed.
FUNCTIONS = {
    "abs": "absolute",
    "sign": "sign",
    "sgn": "sign",
    "floor": "floor",
    "ceil": "ceil",
    "round": "rint",
    "sqrt": "sqrt",
    "√": "sqrt",
    "cbrt": "cbrt",
    "∛": "cbrt",
    "exp": "exp",
    "ln": "log",
    "log": "log",
    "log2": "log2",
    "log10": "log10",
    "sin": "sin",
    "cos": "cos",
    "tan": "tan",
    "asin": "arcsin",
    "arcsin": "arcsin",
    "acos": "arccos",
    "arccos": "arccos",
    "atan": "arctan",
    "arctan": "arctan",
    "atan2": "arctan2",
    "sinh": "sinh",
    "cosh": "cosh",
    "tanh": "tanh",
    "asinh": "arcsinh",
    "arsinh": "arcsinh",
    "arcsinh": "arcsinh",
    "acosh": "arccosh",
    "arcosh": "arccosh",
    "arccosh": "arccosh",
    "atanh": "arctanh",
    "artanh": "arctanh",
    "arctanh": "arctanh",
    "erf": "erf",
    "sigmoid": "sigmoid",
    "softplus": "softplus",
    "relu": "relu",
    "min": "minimum",
    "max": "maximum",
    "clip": "clip",
    "hypot": "hypot",
    "pow": "power",
    "piecewise": "where",
    "if": "where",
    "where": "where",
}
ARGUMENTS = {"arctan2": 2, "minimum": 2, "maximum": 2, "hypot": 2, "power": 2, "clip": 3, "where": 3}
CONSTANTS = {"pi": math.pi, "π": math.pi, "e": math.e}

# Letters that look like Latin ones (ν, ι, ο, υ, χ, Α …) are left out: they would be read as those.
GREEK = {
    "alpha": "α",
    "beta": "β",
    "gamma": "γ",
    "delta": "δ",
    "epsilon": "ε",
    "zeta": "ζ",
    "eta": "η",
    "theta": "θ",
    "kappa": "κ",
    "lambda": "λ",
    "mu": "μ",
    "xi": "ξ",
    "rho": "ρ",
    "sigma": "σ",
    "tau": "τ",
    "phi": "φ",
    "psi": "ψ",
    "omega": "ω",
}
LETTERS = "".join(GREEK.values()) + "πΓΔΘΛΞΦΨΩ"

# Names of other countries and of other languages.
_FOREIGN = {
    "tg": "tan",
    "lg": "log10",
    "sen": "sin",
    "absolute": "abs",
    "fabs": "abs",
    "sqr": "sqrt",
    "power": "pow",
    "minimum": "min",
    "maximum": "max",
    "ceiling": "ceil",
    "clamp": "clip",
    "logistic": "sigmoid",
    "then": "if(x > 0, a, b)",
    "else": "if(x > 0, a, b)",
}

_PARAMETER = re.compile(rf"(?:[A-Za-z]|[{LETTERS}]|{'|'.join(GREEK)})[0-9]*")
# The imaginary unit would be a slider, and capitals would be taken for the axes.
_NO_PARAMETER = frozenset({"i", "j", "X", "Y"})

# One sign for one sign, so that columns stay: never normalise a text as a whole, which turns x² into x2.
FOLDED = str.maketrans(
    {
        **{chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},  # full-width forms of ASCII
        **dict.fromkeys("×·⋅∗∙", "*"),
        **dict.fromkeys("÷∕", "/"),
        **dict.fromkeys("−–", "-"),
        **dict.fromkeys("\u3000\u00a0", " "),
        **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
        **dict(zip("µϵϑϕϱ", "μεθφρ", strict=True)),
    }
)
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


def is_parameter(name: str) -> bool:
    """A letter or the name of a Greek one, with or without a number: a, κ, kappa, w1."""
    return bool(_PARAMETER.fullmatch(name)) and name not in _NO_PARAMETER and name not in CONSTANTS


def probably(name: str) -> str | None:
    """What was meant by a name that is none: `sine` -> sin, `cosx` -> cos x, `ax` -> a x."""
    known = [word for word in (*FUNCTIONS, *CONSTANTS, *GREEK) if word.isascii()]
    small = name.lower()
    if small in known or small in ("x", "y"):
        return small
    if small in _FOREIGN:
        return _FOREIGN[small]
    if name.isalpha() and len(name) == 2:
        return " ".join(name)
    for word in sorted(known, key=len, reverse=True):
        if small.startswith(word) and re.fullmatch("[0-9]*[xy]?[0-9]*", small[len(word) :]):
            return f"{word} {small[len(word) :]}"
    if small[1:] in FUNCTIONS:
        return f"{name[0]} {small[1:]}"
    close = difflib.get_close_matches(small, [word for word in known if len(word) > 1], n=1, cutoff=0.7)
    if close:
        return close[0]
    return " ".join(name) if name.isalpha() and len(name) == 3 and set("xy") & set(name) else None
