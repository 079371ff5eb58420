"""Sine, cosine and tangent for vectors, as assembly.

Sine or cosine alone is one polynomial for half a turn; both together are two shorter ones for a quarter.
"""

from lossland.core.engine.assembly import ROUNDER, Assembly
from lossland.core.engine.c_library import library

SIGN = -(2**63)
PER_PI = 0.3183098861837907
PI = 3.1415926535846666, 5.126688302532637e-12, 6.564007085747001e-22  # the first two of at most 35 bits
WIDEST = 3e5  # within it all products of those and a multiple of ½ are exact

# (1 − sin(r) / r) / r² in r² for |r| ≤ π/2, to 4e-19
_SIN = (
    0.16666666666666666,
    -0.008333333333333316,
    0.00019841269841254974,
    -2.7557319219163234e-06,
    2.5052107616996175e-08,
    -1.6058977312463691e-10,
    7.643970296785917e-13,
    -2.731444766828598e-15,
)
# (sin(r) / r − 1) / r² and (cos(r) − 1 + r²/2) / r⁴ in r² for |r| ≤ π/4, to 3e-17
_SIN_NEAR = (
    -0.16666666666666666,
    0.008333333333330946,
    -0.0001984126983675497,
    2.755731610068303e-06,
    -2.5051131455427946e-08,
    1.591810123027412e-10,
)
_COS_NEAR = (
    0.041666666666666664,
    -0.0013888888888887395,
    2.4801587298763433e-05,
    -2.7557317270560326e-07,
    2.0876146024689747e-09,
    -1.1382614868556325e-11,
)


def sin(w: Assembly, x: str) -> str:
    """To 2 units."""
    odd = w.number(ROUNDER + 1.0)
    shifted = w.fused(x, w.number(PER_PI), odd)
    return _swung(w, "sin", x, shifted, w.subtract(shifted, odd))


def cos(w: Assembly, x: str) -> str:
    """The sine a quarter of a turn later: its zeros lie in the middle between multiples of π. To 2 units."""
    even = w.number(ROUNDER)
    shifted = w.add(w.fused(x, w.number(PER_PI), w.number(-0.5)), even)
    return _swung(w, "cos", x, shifted, w.add(w.subtract(shifted, even), w.number(0.5)))


def tan(w: Assembly, x: str) -> str:
    """sin(x) / cos(x), to 3 units."""
    return w.divide(*sin_and_cos(w, x))


def _swung(w: Assembly, name: str, x: str, shifted: str, turns: str) -> str:
    """The sine of x − π·turns where the lowest bit of `shifted` is set, otherwise less that.

    Where x is too large or infinite it is what the C library says of x.
    """
    r = x
    for part in PI:
        r = w.fused(turns, w.number(-part), r)
    u = w.multiply(r, r)
    less = w.bits(w.fused(w.multiply(r, u), w.polynomial(u, _SIN), w.negative(r)))
    # Only the sign of r, not that of the sum, is right for a zero, too.
    sign = w.integer("shl", w.bits(shifted), w.whole(63))
    signed = w.integer("xor", less, w.integer("and", w.integer("xor", less, w.bits(r)), sign))
    return w.rescued(_is_wide(w, x), [w.from_bits(signed)], lambda: [library(w, name, x)])[0]


def sin_and_cos(w: Assembly, x: str) -> tuple[str, str]:
    """Of |x| less a number of right angles, and then exchanged and turned as that number says. To 1 unit."""
    size = w.absolute(x)
    shifted = w.fused(size, w.number(2.0 * PER_PI), w.number(ROUNDER))
    n, quarter = w.subtract(shifted, w.number(ROUNDER)), w.bits(shifted)
    r = size
    for part in PI:
        r = w.fused(n, w.number(-0.5 * part), r)
    u = w.multiply(r, r)
    sine = w.fused(r, w.multiply(u, w.polynomial(u, _SIN_NEAR)), r)
    bend = w.fused(w.multiply(u, u), w.polynomial(u, _COS_NEAR), w.multiply(u, w.number(-0.5)))
    cosine = w.add(bend, w.number(1.0))
    odd = w.let(f"trunc {w.wholes} {quarter} to {w.truths}")
    first, second = w.select(odd, cosine, sine), w.select(odd, sine, cosine)
    made = [
        _turned(w, first, w.integer("xor", w.bits(x), w.integer("shl", quarter, w.whole(62)))),
        _turned(w, second, w.integer("shl", w.integer("add", quarter, w.whole(1)), w.whole(62))),
    ]
    made = w.rescued(_is_wide(w, x), made, lambda: [library(w, name, x) for name in ("sin", "cos")])
    return made[0], made[1]


def _turned(w: Assembly, value: str, by: str) -> str:
    """`value`, its sign turned where the first bit of `by` is set."""
    return w.from_bits(w.integer("xor", w.bits(value), w.integer("and", by, w.whole(SIGN))))


def _is_wide(w: Assembly, x: str) -> str:
    return w.once(("wide", x), lambda: w.compare("ogt", w.absolute(x), w.number(WIDEST)))
