"""What the nodes, weights and biases of a network are called, in drawings and formulas alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, pairwise

FEW = 20
"""Up to so many weights are numbered through, as textbooks do; more are told apart by layer, row and column."""

_SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_SUPERSCRIPTS = str.maketrans("-0123456789()", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾")


def subscript(number: int | str) -> str:
    """12 as ₁₂."""
    return str(number).translate(_SUBSCRIPTS)


def superscript(number: int | str) -> str:
    """12 as ¹², (2) as ⁽²⁾."""
    return str(number).translate(_SUPERSCRIPTS)


@dataclass(frozen=True)
class Symbols:
    """`nodes[l][i]` for l = 0 … L, inputs first; `weights[l][j][i]` and `biases[l][j]` as in the network itself."""

    nodes: tuple[tuple[str, ...], ...]
    targets: tuple[str, ...]
    weights: tuple[tuple[tuple[str, ...], ...], ...]
    biases: tuple[tuple[str, ...], ...]

    def output(self, layer: int, node: int) -> str:
        """What the node hands on: x₁ for an input (layer 0), a(h₁) for all others."""
        name = self.nodes[layer][node]
        return name if layer == 0 else f"a({name})"


@lru_cache(64)
def symbols(sizes: tuple[int, ...]) -> Symbols:
    """Return the names in a network of these sizes.

    Nodes are x₁ …, h₁ … and o₁ …; with several hidden layers h₁⁽²⁾ is the first node of the second. Weights are
    w₁, w₂ … in reading order, layer by layer and node by node, where there are few; otherwise w⁽ˡ⁾ⱼᵢ leads to node j
    of layer l from node i of the layer before. Biases follow the weights.
    """
    hidden = len(sizes) - 2
    nodes = [_row("x", sizes[0])]
    nodes += [_row("h", n, superscript(f"({k})") if hidden > 1 else "") for k, n in enumerate(sizes[1:-1], 1)]
    nodes += [_row("o", sizes[-1])]
    if sum(a * b for a, b in pairwise(sizes)) <= FEW:
        w, b = count(1), count(1)
        weights = [[["w" + subscript(next(w)) for _ in range(m)] for _ in range(n)] for m, n in pairwise(sizes)]
        biases = [["b" + subscript(next(b)) for _ in range(n)] for n in sizes[1:]]
    else:
        comma = "," if max(sizes) > 9 else ""  # ₁₁₂ could be 1,12 or 11,2
        layers = [superscript(f"({k})") for k in range(1, len(sizes))]
        weights = [
            [[f"w{k}" + subscript(f"{j}{comma}{i}") for i in range(1, m + 1)] for j in range(1, n + 1)]
            for k, (m, n) in zip(layers, pairwise(sizes), strict=True)
        ]
        biases = [list(_row(f"b{k}", n)) for k, n in zip(layers, sizes[1:], strict=True)]
    return Symbols(tuple(nodes), _row("t", sizes[-1]), _frozen(weights), tuple(map(tuple, biases)))


def _row(letter: str, n: int, mark: str = "") -> tuple[str, ...]:
    return tuple(letter + subscript(i) + mark for i in range(1, n + 1))


def _frozen(weights: Sequence[Sequence[Sequence[str]]]) -> tuple[tuple[tuple[str, ...], ...], ...]:
    return tuple(tuple(map(tuple, layer)) for layer in weights)
