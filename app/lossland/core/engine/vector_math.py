"""Functions of mathematics for vectors, as assembly: right everywhere, and fast where walkers walk.

Errors are within 4 units in the last place for ordinary arguments. Polynomials are Chebyshev fits made with mpmath at
60 digits, lowest power first.
"""

import math
from collections.abc import Callable

from lossland.core.engine.assembly import ROUNDER, Assembly
from lossland.core.engine.c_library import library
from lossland.core.engine.crowd import WIDE
from lossland.core.engine.trigonometry import cos, sin, tan
from lossland.core.special import FAR, NEAR

PER_LN2 = 1.4426950408889634
LN2 = 0.6931471804855391, 7.440617110012397e-11  # the first of 33 bits: whole multiples of it are exact
PER_LOG = 0.9617966413497925, 5.2576183124437864e-08  # 2 / (3·ln 2), the first of 24 bits

# (exp(r) − 1 − r) / r² for |r| ≤ ln 2 / 2, to 1e-16
_EXP = (
    0.5000000000000001,
    0.16666666666666669,
    0.04166666666662413,
    0.008333333333330062,
    0.0013888888917213717,
    0.00019841269863053618,
    2.4801521295954376e-05,
    2.7557268459997064e-06,
    2.7620088445409746e-07,
    2.510038549551032e-08,
)
# (log((1 + s) / (1 − s)) / s − 2) / s² in s² for |s| ≤ (√2 − 1) / (√2 + 1), to 3e-16
_LOG = (
    0.666666666666667,
    0.3999999999989889,
    0.28571428626253836,
    0.22222211089379496,
    0.1818289243253687,
    0.15331611722055008,
    0.14617807153417325,
)
# (3·atanh(s) / s − 3 − s²) / s⁴ in s² for the same s, to 3e-18
_ATANH = (
    0.6,
    0.4285714285714405,
    0.3333333333248435,
    0.27272727502971605,
    0.23076892456343062,
    0.2000220635734485,
    0.17559372811200566,
    0.17584576544060554,
)


def exp(w: Assembly, x: str) -> str:
    """Over the whole range, down to subnormal results. To 1 unit."""
    low, high = w.number(-746.0), w.number(710.0)
    x = w.select(w.compare("ogt", x, high), high, x)
    x = w.select(w.compare("olt", x, low), low, x)
    return _raised(w, *_reduced(w, x))


def _reduced(w: Assembly, x: str) -> tuple[str, str]:
    """n and r with x = n·ln 2 + r."""
    n = w.subtract(w.fused(x, w.number(PER_LN2), w.number(ROUNDER)), w.number(ROUNDER))
    r = w.fused(n, w.number(-LN2[0]), x)
    return n, w.fused(n, w.number(-LN2[1]), r)


def _less_one(w: Assembly, r: str) -> str:
    """exp(r) − 1."""
    return w.fused(w.multiply(r, r), w.polynomial(r, _EXP), r)


def _raised(w: Assembly, n: str, r: str) -> str:
    """2ⁿ·exp(r), −1200 < n < 1200."""
    result = w.add(_less_one(w, r), w.number(1.0))
    if w.lanes == WIDE:
        return w.scaled(result, n)
    # Half of the power of two at a time: each half is a normal number, and the last product alone is rounded.
    half = w.fused(n, w.number(0.5), w.number(ROUNDER))
    rest = w.add(w.subtract(n, w.subtract(half, w.number(ROUNDER))), w.number(ROUNDER))
    return w.multiply(w.multiply(result, _power_of_two(w, half)), _power_of_two(w, rest))


def _power_of_two(w: Assembly, shifted: str) -> str:
    """2ⁿ, −1023 < n < 1024, from n + ROUNDER."""
    exponent = w.integer("add", w.bits(shifted), w.whole(1023))
    return w.from_bits(w.integer("shl", exponent, w.whole(52)))


def tanh(w: Assembly, x: str) -> str:
    """(exp(2x) − 1) / (exp(2x) + 1) by exp − 1, which stays exact near 0. To 3 units."""
    most = w.number(22.0)  # from here on it is 1
    size = w.absolute(x)
    size = w.select(w.compare("ogt", size, most), most, size)
    n, r = _reduced(w, w.add(size, size))
    scale = _power_of_two(w, w.add(n, w.number(ROUNDER)))
    less_one = w.add(w.multiply(scale, _less_one(w, r)), w.subtract(scale, w.number(1.0)))
    return w.intrinsic("copysign", w.divide(less_one, w.add(less_one, w.number(2.0))), x)


def sigmoid(w: Assembly, x: str) -> str:
    return w.divide(w.number(1.0), w.add(w.number(1.0), exp(w, w.negative(x))))


def softplus(w: Assembly, x: str) -> str:
    """log(1 + exp(−|x|)) + max(x, 0)."""
    small = exp(w, w.negative(w.absolute(x)))
    # 1 + u is at most √2, or else halved: the logarithm's polynomial reaches no farther.
    halved = w.compare("ogt", small, w.number(math.sqrt(2.0) - 1.0))
    f = w.select(halved, w.multiply(w.subtract(small, w.number(1.0)), w.number(0.5)), small)
    e = w.select(halved, w.number(1.0), w.number(0.0))
    zero = w.number(0.0)
    return w.add(_log1p(w, f, e), w.select(w.compare("olt", x, zero), zero, x))


def log(w: Assembly, x: str) -> str:
    """Over the whole range, subnormal numbers too. To 1 unit."""
    if w.lanes == WIDE:
        e, m = _parted(w, x)  # which knows 0, infinite, negative and undefined numbers, too
        return _log1p(w, w.subtract(m, w.number(1.0)), e)
    tiny = w.compare("olt", x, w.number(2.0**-1022))
    e, m = _parted(w, w.select(tiny, w.multiply(x, w.number(2.0**54)), x))
    e = w.select(tiny, w.subtract(e, w.number(54.0)), e)
    result = _log1p(w, w.subtract(m, w.number(1.0)), e)
    result = w.select(w.compare("oeq", x, w.number(math.inf)), x, result)
    result = w.select(w.compare("ult", x, w.number(0.0)), w.number(math.nan), result)
    return w.select(w.compare("oeq", x, w.number(0.0)), w.number(-math.inf), result)


def _parted(w: Assembly, x: str) -> tuple[str, str]:
    """e and √½ ≤ m < √2 with x = m·2ᵉ, for normal numbers x."""
    if w.lanes == WIDE:
        e, m = w.parted(x)
        large = w.compare("oge", m, w.number(math.sqrt(2.0)))
        e = w.select(large, w.add(e, w.number(1.0)), e)
        return e, w.select(large, w.multiply(m, w.number(0.5)), m)
    bits = w.bits(x)
    # The exponent is counted from 2⁻¹⁰²⁴, so that it is not negative.
    shifted = w.integer("add", bits, w.whole((1024 << 52) - 0x3FE6A09E667F3BCD))
    exponent = w.integer("or", w.integer("lshr", shifted, w.whole(52)), w.whole(0x4330000000000000))
    e = w.subtract(w.from_bits(exponent), w.number(2.0**52 + 1024))
    power = w.integer("sub", w.integer("and", shifted, w.whole(-(1 << 52))), w.whole(1024 << 52))
    return e, w.from_bits(w.integer("sub", bits, power))


def _log1p(w: Assembly, f: str, e: str) -> str:
    """log(1 + f) + e·ln 2 for √½ ≤ 1 + f ≤ √2: f − (f²/2 − s·(f²/2 + s²·R)) with s = f / (2 + f)."""
    s = w.divide(f, w.add(f, w.number(2.0)))
    z = w.multiply(s, s)
    half = w.multiply(w.multiply(f, f), w.number(0.5))
    bend = w.fused(z, w.polynomial(z, _LOG), half)
    low = w.fused(e, w.number(LN2[1]), w.multiply(s, bend))
    return w.fused(e, w.number(LN2[0]), w.subtract(f, w.subtract(half, low)))


def power(w: Assembly, x: str, y: str) -> str:
    """To 1 unit, a subnormal result too; where something is not ordinary, as the C library has it.

    It is 2^(y·log₂|x|), all in two parts, of which the first has so few bits that its products are exact even where a
    processor cannot fuse them: after fdlibm's e_pow.c.
    """
    size = w.absolute(x)
    # A surface and its slope are often powers of the same base.
    high, low = w.once(("log2", size), lambda: _log2(w, size))
    y_high = _short(w, y)
    low = w.fused(w.subtract(y, y_high), high, w.multiply(y, low))
    high = w.multiply(y_high, high)
    n = w.subtract(w.add(high, w.number(ROUNDER)), w.number(ROUNDER))
    result = _raised(w, n, w.multiply(w.add(w.subtract(high, n), low), w.number(math.log(2.0))))
    # A negative number has powers where the exponent is whole, negative ones where it is odd.
    shifted = w.add(y, w.number(ROUNDER))
    sign = w.integer("and", w.integer("shl", w.bits(shifted), w.whole(63)), w.bits(x))
    result = w.from_bits(w.integer("xor", w.bits(result), sign))
    broken = w.compare("une", w.subtract(shifted, w.number(ROUNDER)), y)
    without = w.both(w.compare("olt", x, w.number(0.0)), broken)
    result = w.select(without, w.number(math.nan), result)
    normal = w.both(w.compare("oge", size, w.number(2.0**-1022)), w.compare("olt", size, w.number(math.inf)))
    near = (w.compare("ole", w.absolute(a), w.number(most)) for a, most in ((high, 1100.0), (y, 2.0**51)))
    wrong = w.no(w.both(normal, w.both(*near)))
    return w.rescued(wrong, [result], lambda: [library(w, "pow", x, y)])[0]


def _log2(w: Assembly, x: str) -> tuple[str, str]:
    """log₂(x) of a normal number as a sum of two, the first a short one, to 2⁻⁶³ of it.

    With s = (m − 1) / (m + 1) it is e + 2 / (3 ln 2)·s·t, where t = 3·atanh(s) / s = 3 + s² + s⁴·R.
    """
    e, m = _parted(w, x)
    one, three = w.number(1.0), w.number(3.0)
    f, m_high = w.subtract(m, one), _short(w, m)
    r = w.divide(one, w.add(m, one))
    s = w.multiply(f, r)
    s_high = _short(w, s)
    back = w.negative(s_high)
    rest = w.fused(back, w.subtract(m, m_high), w.fused(back, w.add(m_high, one), f))
    s_low = w.multiply(rest, r)
    z_high = w.multiply(s_high, s_high)
    z_low = w.multiply(s_low, w.fused(s_high, w.number(2.0), s_low))
    z = w.multiply(s, s)
    bend = w.fused(w.multiply(z, z), w.polynomial(z, _ATANH), z_low)
    t_high = _short(w, w.add(w.add(three, z_high), bend))
    t_low = w.subtract(bend, w.subtract(w.subtract(t_high, three), z_high))
    first = w.multiply(s_high, t_high)
    second = w.fused(s_low, t_high, w.multiply(t_low, s))
    high = _short(w, w.add(first, second))
    low = w.subtract(second, w.subtract(high, first))
    first = w.multiply(high, w.number(PER_LOG[0]))
    second = w.fused(low, w.number(sum(PER_LOG)), w.multiply(high, w.number(PER_LOG[1])))
    high = _short(w, w.add(w.add(first, second), e))
    return high, w.subtract(second, w.subtract(w.subtract(high, e), first))


def _short(w: Assembly, a: str) -> str:
    """The first 26 bits: the product of two such numbers is exact."""
    return w.from_bits(w.integer("and", w.bits(a), w.whole(-(1 << 27))))


def erf(w: Assembly, x: str) -> str:
    """As `special.erf` has it, to 2 units."""
    six = w.number(6.0)
    size = w.absolute(x)
    size = w.select(w.compare("ogt", size, six), six, size)
    square = w.multiply(size, size)
    near = w.multiply(size, w.polynomial(square, NEAR[::-1]))
    s = w.divide(w.number(3.0), w.add(w.number(3.0), size))
    s = w.multiply(w.subtract(s, w.number(13.0 / 24.0)), w.number(4.8))
    tail = w.multiply(exp(w, w.negative(square)), w.polynomial(s, FAR[::-1]))
    far = w.subtract(w.number(1.0), tail)
    return w.intrinsic("copysign", w.select(w.compare("olt", size, w.number(1.0)), near, far), x)


def hypot(w: Assembly, a: str, b: str) -> str:
    """√(a² + b²) where that neither overflows nor underflows; otherwise the C library's. To 1 unit."""
    square = w.fused(a, a, w.multiply(b, b))
    good = w.both(w.compare("ogt", square, w.number(1e-280)), w.compare("olt", square, w.number(1e300)))
    return w.rescued(w.no(good), [w.intrinsic("sqrt", square)], lambda: [library(w, "hypot", a, b)])[0]


def rint(w: Assembly, x: str) -> str:
    """The nearest whole number, of two the even one."""
    large = w.number(2.0**52)
    size = w.absolute(x)
    near = w.intrinsic("copysign", w.subtract(w.add(size, large), large), x)
    return w.select(w.compare("olt", size, large), near, x)


def floor(w: Assembly, x: str) -> str:
    near = rint(w, x)
    return w.select(w.compare("ogt", near, x), w.subtract(near, w.number(1.0)), near)


def ceil(w: Assembly, x: str) -> str:
    near = rint(w, x)
    above = w.select(w.compare("olt", near, x), w.add(near, w.number(1.0)), near)
    return w.intrinsic("copysign", above, x)  # of −0.7 it is −0


FUNCTIONS: dict[str, Callable[..., str]] = {
    function.__name__: function
    for function in (exp, log, power, sin, cos, tan, tanh, sigmoid, softplus, erf, hypot, rint, floor, ceil)
}
# What is seldom typed is asked of the C library, one lane after the other.
LIBRARY = {
    "cbrt": "cbrt",
    "log2": "log2",
    "log10": "log10",
    "arcsin": "asin",
    "arccos": "acos",
    "arctan": "atan",
    "arctan2": "atan2",
    "sinh": "sinh",
    "cosh": "cosh",
    "arcsinh": "asinh",
    "arccosh": "acosh",
    "arctanh": "atanh",
}
