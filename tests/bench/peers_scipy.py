"""Single starts by scipy, which goes its own ways to a minimum: an orientation, not the same work."""

from functools import partial

import numpy as np
from scipy.optimize import minimize
from work import Descent, gradient, value


def minimizations(work: Descent):
    """Functions that return scipy's result from the first start."""
    f, slopes = value(work.text, np), gradient(work.text, np)
    return {
        f"scipy {method}": partial(
            minimize, lambda p: f(*p), work.x[0], jac=lambda p: np.array(slopes(*p)), method=method
        )
        for method in ("CG", "BFGS")
    }
