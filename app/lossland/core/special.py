"""The error function, which NumPy lacks."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Highest power first. Chebyshev fits made with mpmath at 50 digits: erf(x)/x in u = x² on 0 … 1 (error 7e-18), and
# erfc(x)·exp(x²) in s = (3/(3 + x) − 13/24) / (5/24), which runs from 1 at x = 1 to −1 at x = 6 (error 6e-18).
NEAR = (
    -7.795898827002142e-10,
    1.3720064546777686e-08,
    -1.6208483801871705e-07,
    1.6447424703317362e-06,
    -1.492473690741966e-05,
    0.00012055294904839707,
    -0.0008548325975389692,
    0.0052239776071164225,
    -0.02686617064323777,
    0.11283791670945006,
    -0.37612638903183543,
    1.1283791670955126,
)
FAR = (
    -6.697645564790815e-15,
    6.043792147788813e-12,
    -6.02173256030324e-12,
    -2.5700407551346905e-10,
    2.637756022974126e-10,
    1.133933573114706e-08,
    4.5267318133461335e-09,
    -5.54127309801664e-07,
    -2.425557485042923e-06,
    1.956358319778174e-05,
    0.0003316029605792838,
    0.002479314697086253,
    0.012713147695691918,
    0.04969844540339414,
    0.15436117429436919,
    0.20798329133342885,
)


def erf(x: Array) -> Array:
    """erf(x) = 2/√π ∫₀ˣ exp(-t²) dt for an array of any shape, to about 2 units in the last place."""
    size = np.minimum(np.abs(x), 6.0)  # erf(6) is 1 in double precision; a NaN stays one
    s = (3.0 / (3.0 + size) - 13.0 / 24.0) * 4.8
    near = size * np.polyval(NEAR, size * size)
    far = 1.0 - np.exp(-size * size) * np.polyval(FAR, s)
    return np.copysign(np.where(size < 1.0, near, far), x)
