"""Lines of LLVM assembly whose values are vectors, one lane a walker."""

import math
import struct
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, TypeVar

from lossland.core.engine.crowd import ALONE, WIDE

T = TypeVar("T")

ROUNDER = 1.5 * 2.0**52  # added to a number and taken away it leaves a whole one, and its lowest bits are that
# Branches that hardly ever go the first way: what lies there must not cost registers where nearly everybody walks.
SELDOM = "!prof !0"
FOOTER = '\n!0 = !{!"branch_weights", i32 1, i32 4000}\n'


class Assembly:
    """Writes assembly for vectors of `lanes` float64 numbers; a value is the name that LLVM knows it by.

    Arithmetic is plain IEEE arithmetic, each result rounded once, as NumPy's is. Only `fused` may round a product and
    a sum at once, where the processor can.
    """

    def __init__(self, lanes: int) -> None:
        self.lanes = lanes
        self.numbers, self.wholes, self.truths = (f"<{lanes} x {kind}>" for kind in ("double", "i64", "i1"))
        self.lines: list[str] = []
        self.declarations: dict[str, None] = {}
        self.functions: dict[str, str] = {}
        self.label = ""
        self._made = 0
        self._memory: dict[tuple[object, ...], Any] = {}

    def put(self, line: str) -> None:
        self.lines.append(f"  {line}")

    def let(self, value: str) -> str:
        """The name of a new value."""
        self._made += 1
        self.put(f"%v{self._made} = {value}")
        return f"%v{self._made}"

    def block(self, label: str) -> None:
        """Begin a basic block; the one before must have ended in a branch."""
        self.lines.append(f"{label}:")
        self.label = label

    def once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What was made for `key` before, or a new one. The code must lie where the first is always passed."""
        if key not in self._memory:
            self._memory[key] = make()
        made: T = self._memory[key]
        return made

    # Numbers

    def number(self, value: float) -> str:
        bits = struct.unpack("<Q", struct.pack("<d", value))[0]
        return f"splat (double 0x{bits:016X})"

    def whole(self, value: int) -> str:
        return f"splat (i64 {value})"

    def add(self, a: str, b: str) -> str:
        return self.let(f"fadd {self.numbers} {a}, {b}")

    def subtract(self, a: str, b: str) -> str:
        return self.let(f"fsub {self.numbers} {a}, {b}")

    def multiply(self, a: str, b: str) -> str:
        return self.let(f"fmul {self.numbers} {a}, {b}")

    def divide(self, a: str, b: str) -> str:
        return self.let(f"fdiv {self.numbers} {a}, {b}")

    def negative(self, a: str) -> str:
        return self.let(f"fneg {self.numbers} {a}")

    def fused(self, a: str, b: str, c: str) -> str:
        """a·b + c, in one rounding where the processor can, otherwise in two."""
        return self.intrinsic("fmuladd", a, b, c)

    def intrinsic(self, name: str, *args: str) -> str:
        function = f"@llvm.{name}.v{self.lanes}f64"
        self.declarations[f"declare {self.numbers} {function}({', '.join([self.numbers] * len(args))})"] = None
        return self.let(f"call {self.numbers} {function}({self._typed(args)})")

    def scaled(self, a: str, n: str) -> str:
        """a·2ⁿ for whole numbers n, in one rounding, infinite or subnormal results too. For vectors of AVX-512."""
        function = "@llvm.x86.avx512.mask.scalef.pd.512"
        self.declarations[f"declare {self.numbers} {function}({', '.join([self.numbers] * 3)}, i8, i32)"] = None
        return self.let(f"call {self.numbers} {function}({self._typed((a, n, a))}, i8 -1, i32 4)")

    def parted(self, a: str) -> tuple[str, str]:
        """e and 1 ≤ m < 2 with a = m·2ᵉ; ±∞ and 1 for ∞ and 0, and m is undefined for other negative numbers. For
        vectors of AVX-512.
        """
        made = []
        for part, choice in (("getexp", ""), ("getmant", ", i32")):
            function = f"@llvm.x86.avx512.mask.{part}.pd.512"
            types = f"{self.numbers}{choice}, {self.numbers}, i8, i32"
            self.declarations[f"declare {self.numbers} {function}({types})"] = None
            given = f"{self.numbers} {a}{choice and choice + ' 12'}, {self.numbers} {a}, i8 -1, i32 4"
            made.append(self.let(f"call {self.numbers} {function}({given})"))
        return made[0], made[1]

    def quotients(self, a: str, b: str, c: str, d: str) -> tuple[str, str]:
        """a / b and c / d to 3 units with one division: r = 1 / (b·d), a·(d·r), c·(b·r).

        The divider is the slowest part of a processor. Where b or d is so small or large that b·d might not be a normal
        number, or is undefined, each is divided by itself. So is all for a walker alone, who waits for each result and
        hardly ever for the divider, and in vectors of AVX-512, where `root` gives the divider time.
        """
        if self.lanes in (ALONE, WIDE):
            return self.divide(a, b), self.divide(c, d)
        limits = (("oge", 2.0**-500), ("ole", 2.0**500))
        ordinary = [self.compare(is_, self.absolute(x), self.number(limit)) for x in (b, d) for is_, limit in limits]
        r = self.divide(self.number(1.0), self.multiply(b, d))
        fast = self.multiply(a, self.multiply(d, r)), self.multiply(c, self.multiply(b, r))
        wrong = self.no(reduce(self.both, ordinary))
        first, second = self.rescued(wrong, fast, lambda: [self.divide(a, b), self.divide(c, d)])
        return first, second

    def root(self, a: str) -> str:
        """√a as the divider has it, but without the divider: only one number in some 2⁵⁰ is rounded to the other side.

        By Goldschmidt's iteration from an estimate to 14 bits, and a last correction by what g² lacks (Markstein 1990).
        """
        if self.lanes != WIDE:
            return self.intrinsic("sqrt", a)
        function = "@llvm.x86.avx512.rsqrt14.pd.512"
        self.declarations[f"declare {self.numbers} {function}({self.numbers}, {self.numbers}, i8)"] = None
        guess = self.let(f"call {self.numbers} {function}({self._typed((a, a))}, i8 -1)")
        half = self.number(0.5)
        g, h = self.multiply(a, guess), self.multiply(guess, half)
        for _ in range(2):
            left = self.fused(self.negative(g), h, half)
            g, h = self.fused(g, left, g), self.fused(h, left, h)
        g = self.intrinsic("fma", self.intrinsic("fma", self.negative(g), g, a), h, g)
        # 0, ∞ and negative numbers have no estimate to begin with.
        return self.rescued(self.compare("uno", g, g), [g], lambda: [self.intrinsic("sqrt", a)])[0]

    def absolute(self, a: str) -> str:
        return self.once(("absolute", a), lambda: self.intrinsic("fabs", a))

    def polynomial(self, x: str, coefficients: Sequence[float]) -> str:
        """The polynomial with the lowest power first: Horner's scheme in x² for its even and for its odd powers, two
        chains that overlap, with hardly more operations than one.
        """
        square = self.multiply(x, x)
        even, odd = (
            reduce(lambda sum, c: self.fused(sum, square, c), [self.number(c) for c in reversed(part)])
            for part in (coefficients[::2], coefficients[1::2])
        )
        return self.fused(odd, x, even)

    # Bits and conditions

    def bits(self, a: str) -> str:
        return self.let(f"bitcast {self.numbers} {a} to {self.wholes}")

    def from_bits(self, a: str) -> str:
        return self.let(f"bitcast {self.wholes} {a} to {self.numbers}")

    def integer(self, op: str, a: str, b: str) -> str:
        return self.let(f"{op} {self.wholes} {a}, {b}")

    def compare(self, relation: str, a: str, b: str) -> str:
        return self.let(f"fcmp {relation} {self.numbers} {a}, {b}")

    def both(self, a: str, b: str) -> str:
        return self.let(f"and {self.truths} {a}, {b}")

    def either(self, a: str, b: str) -> str:
        return self.let(f"or {self.truths} {a}, {b}")

    def no(self, a: str) -> str:
        return self.let(f"xor {self.truths} {a}, splat (i1 true)")

    def select(self, condition: str, a: str, b: str) -> str:
        return self.let(f"select {self.truths} {condition}, {self.numbers} {a}, {self.numbers} {b}")

    def finite(self, a: str) -> str:
        return self.compare("olt", self.absolute(a), self.number(math.inf))

    def any(self, condition: str) -> str:
        """An i1: whether it holds in some lane."""
        lanes = self.let(f"bitcast {self.truths} {condition} to i{self.lanes}")
        return self.let(f"icmp ne i{self.lanes} {lanes}, 0")

    # Memory

    def load(self, pointer: str) -> str:
        return self.let(f"load {self.numbers}, ptr {pointer}, align 8")

    def store(self, value: str, pointer: str) -> None:
        self.put(f"store {self.numbers} {value}, ptr {pointer}, align 8")

    def at(self, pointer: str, index: str | int) -> str:
        """The address of a float64 (or an int64) of an array."""
        return self.let(f"getelementptr double, ptr {pointer}, i64 {index}")

    def spread(self, pointer: str, index: str | int) -> str:
        """One number of an array in every lane."""
        return self.everywhere("double", self.let(f"load double, ptr {self.at(pointer, index)}, align 8"))

    def everywhere(self, kind: str, value: str) -> str:
        """One value of any type in every lane."""
        vector = f"<{self.lanes} x {kind}>"
        first = self.let(f"insertelement {vector} poison, {kind} {value}, i64 0")
        return self.let(f"shufflevector {vector} {first}, {vector} poison, <{self.lanes} x i32> zeroinitializer")

    # Calls

    def each(self, name: str, address: int, *args: str) -> str:
        """Lane by lane a C function of float64 numbers that lies at `address`."""
        if name not in self.functions:
            self.functions[name] = self._each(name, address, len(args))
        return self.let(f"call {self.numbers} @each.{name}({self._typed(args)})")

    def rescued(self, wrong: str, fast: Sequence[str], slow: Callable[[], Sequence[str]]) -> list[str]:
        """`fast`, but `slow` in lanes where `wrong` holds; where it does nowhere, the slow way is not gone at all."""
        self._made += 1
        before, rescue, after = self.label, f"rescue{self._made}", f"after{self._made}"
        self.put(f"br i1 {self.any(wrong)}, label %{rescue}, label %{after}, {SELDOM}")
        self.block(rescue)
        right = [self.select(wrong, b, a) for a, b in zip(fast, slow(), strict=True)]
        self.put(f"br label %{after}")
        self.block(after)
        pairs = zip(fast, right, strict=True)
        return [self.let(f"phi {self.numbers} [ {a}, %{before} ], [ {b}, %{rescue} ]") for a, b in pairs]

    def _typed(self, args: Sequence[str]) -> str:
        return ", ".join(f"{self.numbers} {arg}" for arg in args)

    def _each(self, name: str, address: int, count: int) -> str:
        types = ", ".join(["double"] * count)
        parameters = ", ".join(f"{self.numbers} %a{i}" for i in range(count))
        lines = [f"define internal {self.numbers} @each.{name}({parameters}) noinline cold {{"]
        lines.append(f"  %function = inttoptr i64 {address} to ptr")
        result = "poison"
        for lane in range(self.lanes):
            for i in range(count):
                lines.append(f"  %a{i}.{lane} = extractelement {self.numbers} %a{i}, i64 {lane}")
            given = ", ".join(f"double %a{i}.{lane}" for i in range(count))
            lines.append(f"  %b{lane} = call double ({types}) %function({given})")
            lines.append(f"  %r{lane} = insertelement {self.numbers} {result}, double %b{lane}, i64 {lane}")
            result = f"%r{lane}"
        lines += [f"  ret {self.numbers} {result}", "}"]
        return "\n".join(lines)
