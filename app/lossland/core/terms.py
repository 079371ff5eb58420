"""The chain rule of one node, line by line, in symbols and in the numbers of one sample."""

from dataclasses import dataclass
from math import isfinite, isnan
from typing import Literal, NamedTuple, Self

import numpy as np

from lossland.core.symbols import Symbols, subscript, superscript, symbols
from lossland.core.tape import Event, Tape


class Factor(NamedTuple):
    """A symbol and its value, and whether it was computed earlier and is now reused.

    One that is made of `parts` is written after `form`, with their symbols or numbers in its places.
    """

    symbol: str
    value: float
    reused: bool = False
    parts: tuple["Factor", ...] = ()
    form: str = ""

    @classmethod
    def of(cls, form: str, value: float, *parts: "Factor") -> Self:
        """Return a compound: "{0}·{1}" of two parts, for example."""
        symbol = form.format(*(part.symbol for part in parts))
        return cls(symbol, value, any(part.reused for part in parts), parts, form)

    def number(self, digits: int = 4) -> str:
        """The value to so many significant digits; a compound in the numbers of its parts."""
        if not self.form:
            return number(self.value, digits)
        return self.form.format(*(_bracketed(part.number(digits)) for part in self.parts))


@dataclass(frozen=True)
class Line:
    """`result` is the product, the sum or the difference of `factors`, or the `function` of the only one.

    The function "" is the identity.
    """

    result: Factor
    factors: tuple[Factor, ...]
    kind: Literal["product", "sum", "difference", "function"]
    function: str = ""

    @property
    def symbols(self) -> str:
        """The right-hand side in symbols: "δ(o₁) · a(h₁)"."""
        return self._joined([factor.symbol for factor in self.factors])

    def numbers(self, digits: int = 4) -> str:
        """The right-hand side in numbers: "0.1385 · 0.5933"."""
        return self._joined([factor.number(digits) for factor in self.factors])

    def outcome(self, digits: int = 4) -> str:
        """The result to so many digits; a small change to those that tell it from what was changed, if 8 can."""
        before = self.factors[0].value
        if self.kind in ("sum", "difference") and self.result.value != before:
            for more in range(digits, 9):
                if number(self.result.value, more) != number(before, more):
                    return self.result.number(more)
        return self.result.number(digits)

    def __str__(self) -> str:
        sides = (self.result.symbol, self.symbols, self.numbers(), self.outcome())
        return " = ".join(dict.fromkeys(sides))  # a sum of one number is said once

    def _joined(self, texts: list[str]) -> str:
        if self.kind == "product":
            return " · ".join(map(_bracketed, texts)) if len(texts) > 1 else texts[0]
        if self.kind == "function":
            return f"{self.function}({texts[0]})" if self.function else texts[0]
        if self.kind == "difference":
            return " − ".join((texts[0], *map(_bracketed, texts[1:])))
        return " + ".join(texts).replace("+ −", "− ")


@np.errstate(all="ignore")  # a training that diverges has terms that overflow
def terms(tape: Tape, event: Event, sample: int = 0) -> list[Line]:
    """Say how `event` came by its numbers, for one sample of the batch.

    Forward: z, then a. Loss: what each output adds. Backward: ∂L/∂a, the slope ∂a/∂z, their product δ = ∂L/∂z, and
    from it the derivative by each incoming weight and the bias, in which other samples are summed up as "…".
    """
    names = symbols(tape.net.sizes)
    if event.kind == "forward":
        return _forward(tape, names, event, sample)
    if event.kind == "loss":
        return _loss(tape, names, sample)
    return _backward(tape, names, event, sample)


def number(value: float, digits: int = 4) -> str:
    """Write a number to so many significant digits, with a true minus sign: −0.0217, 1.2×10⁻⁷."""
    if not isfinite(value):
        return "NaN" if isnan(value) else "∞" if value > 0 else "−∞"
    mantissa, _, exponent = f"{value:.{digits}g}".partition("e")
    power = "×10" + superscript(str(int(exponent))) if exponent else ""
    return "0" if value == 0 else mantissa.replace("-", "−") + power


def _bracketed(text: str) -> str:
    return f"({text})" if text.startswith("−") else text


def _forward(tape: Tape, names: Symbols, event: Event, sample: int) -> list[Line]:
    _, layer, j = event
    z = Factor(f"z({names.nodes[layer + 1][j]})", tape.z[layer][sample, j])
    a = Factor(names.output(layer + 1, j), tape.a[layer][sample, j])
    added = [
        Factor.of("{0}·{1}", weight.value * incoming.value, weight, incoming)
        for weight, incoming in _incoming(tape, names, layer, j, sample)
    ]
    bias = Factor(names.biases[layer][j], tape.net.biases[layer][j])
    return [Line(z, (*added, bias), "sum"), Line(a, (z,), "function", tape.net.functions[layer].letter)]


def _loss(tape: Tape, names: Symbols, sample: int) -> list[Line]:
    batch, n = tape.targets.shape
    form = tape.net.criterion.part_form(n)
    values = tape.net.criterion.part(tape.a[-1], tape.targets)
    added = tuple(Factor.of(form, values[sample, j], *_output(tape, names, j, sample)) for j in range(n))
    if batch == 1:
        return [Line(Factor("L", tape.loss), added, "sum")]
    own = Factor("L" + superscript(f"({sample + 1})"), values[sample].sum())
    mean = (Factor(f"1/{batch}", 1 / batch), Factor("Σ L⁽ˢ⁾", values.sum()))
    return [Line(own, added, "sum"), Line(Factor("L", tape.loss), mean, "product")]


def _backward(tape: Tape, names: Symbols, event: Event, sample: int) -> list[Line]:
    _, layer, j = event
    node = names.nodes[layer + 1][j]
    function = tape.net.functions[layer]
    z = Factor(f"z({node})", tape.z[layer][sample, j], reused=True)
    da = Factor(f"∂L/∂a({node})", tape.da[layer][sample, j])
    slope = Factor(f"∂a/∂z({node})", function.slope(tape.z[layer])[sample, j])
    delta = Factor(f"δ({node})", tape.dz[layer][sample, j])
    return [
        _into_output(tape, names, da, j, sample)
        if layer == len(tape.z) - 1
        else _into_hidden(tape, names, da, event, sample),
        Line(slope, (z,), "function", function.letter + "′")
        if function.letter
        else Line(slope, (Factor("1", 1.0),), "sum"),
        Line(delta, (da, slope), "product"),
        *_parameters(tape, names, delta._replace(reused=True), event, sample),
    ]


def _into_output(tape: Tape, names: Symbols, da: Factor, j: int, sample: int) -> Line:
    """∂L/∂a of an output: constant · (prediction − target) / batch."""
    batch, n = tape.targets.shape
    criterion = tape.net.criterion
    _, prediction, target = _output(tape, names, j, sample)
    factors = [Factor(criterion.scale_text(n), criterion.scale(n))] if criterion.scale_text(n) else []
    factors += [Factor(f"1/{batch}", 1 / batch)] if batch > 1 else []
    form = "({0} − {1})" if factors else "{0} − {1}"
    return Line(da, (*factors, Factor.of(form, prediction.value - target.value, prediction, target)), "product")


def _into_hidden(tape: Tape, names: Symbols, da: Factor, event: Event, sample: int) -> Line:
    """∂L/∂a of a hidden node: the stored δ of every node it feeds, each through its weight."""
    _, layer, j = event
    factors = []
    for k, node in enumerate(names.nodes[layer + 2]):
        delta = Factor(f"δ({node})", tape.dz[layer + 1][sample, k], reused=True)
        weight = Factor(names.weights[layer + 1][k][j], tape.net.weights[layer + 1][k][j])
        factors.append(Factor.of("{0}·{1}", delta.value * weight.value, delta, weight))
    return Line(da, tuple(factors), "sum")


def _parameters(tape: Tape, names: Symbols, delta: Factor, event: Event, sample: int) -> list[Line]:
    """The derivative by each incoming weight, δ · a, and by the bias, δ."""
    _, layer, j = event
    batch = len(tape.x)
    lines = []
    for i, (weight, incoming) in enumerate(_incoming(tape, names, layer, j, sample)):
        total = Factor(f"∂L/∂{weight.symbol}", tape.dW[layer][j, i])
        own = Factor.of("{0}·{1}", delta.value * incoming.value, delta, incoming)
        if batch == 1:
            lines.append(Line(total, (delta, incoming), "product"))
        else:
            lines.append(Line(total, (own, Factor("…", total.value - own.value)), "sum"))
    total = Factor(f"∂L/∂{names.biases[layer][j]}", tape.db[layer][j])
    rest = (Factor("…", total.value - delta.value),) if batch > 1 else ()
    return [*lines, Line(total, (delta, *rest), "sum")]


def _incoming(tape: Tape, names: Symbols, layer: int, j: int, sample: int) -> list[tuple[Factor, Factor]]:
    """Each weight into the node with what comes in over it."""
    before = tape.a[layer - 1] if layer else tape.x
    return [
        (
            Factor(names.weights[layer][j][i], weight),
            Factor(names.output(layer, i), before[sample, i], reused=layer > 0),
        )
        for i, weight in enumerate(tape.net.weights[layer][j])
    ]


def _output(tape: Tape, names: Symbols, j: int, sample: int) -> tuple[Factor, Factor, Factor]:
    """An output, what it predicts, and its target."""
    criterion = tape.net.criterion
    a = Factor(names.output(len(tape.a), j), tape.a[-1][sample, j], reused=True)
    form = criterion.prediction_form()
    prediction = criterion.prediction(tape.a[-1])[sample, j]
    return (
        a,
        a if form == "{0}" else Factor(form.format(a.symbol, subscript(j + 1)), prediction),
        Factor(names.targets[j], tape.targets[sample, j]),
    )
