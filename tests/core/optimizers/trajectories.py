"""Recorded runs of PyTorch and Keras, and the same runs made here."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from lossland.core.descend import descend
from lossland.core.optimizer import Optimizer
from lossland.core.surface import Surface

DATA = Path(__file__).parents[2] / "data"

TEXTS = {
    "quadratic": "x^2 + 10y^2",
    "rosenbrock": "(1 - x)^2 + 100(y - x^2)^2",
    "himmelblau": "(x^2 + y - 11)^2 + (x + y^2 - 7)^2",
    "beale": "(1.5 - x + x y)^2 + (2.25 - x + x y^2)^2 + (2.625 - x + x y^3)^2",
    "rastrigin": "20 + (x^2 - 10cos(2π x)) + (y^2 - 10cos(2π y))",
    "ackley": "-20exp(-0.2sqrt(0.5(x^2 + y^2))) - exp(0.5(cos(2π x) + cos(2π y))) + 20 + e",
    "styblinski_tang": "0.5((x^4 - 16x^2 + 5x) + (y^4 - 16y^2 + 5y))",
    "quartic1d": "x^4 - 3x^3 + 2",
    "sine1d": "sin(3x) + x^2/10",
}

# The libraries' names of a setting, and ours.
NAMES = {
    "learning_rate": "lr",
    "alpha": "rho",
    "eps": "epsilon",
    "beta1": "beta_1",
    "beta2": "beta_2",
}

# What the libraries assume where a record names no value.
DEFAULTS: dict[str, dict[str, float]] = {
    "torch RMSprop": {"lr": 0.01, "rho": 0.99, "epsilon": 1e-8},
    "torch Adam": {"epsilon": 1e-8},
}


def settings(params: dict[str, Any]) -> dict[str, Any]:
    """Return a record's parameters under our names; those that are off (False, 0) and unknown here are left out."""
    params = dict(params)
    if "betas" in params:
        params["beta_1"], params["beta_2"] = params.pop("betas")
    ours = {"lr", "momentum", "nesterov", "decay", "rho", "epsilon", "beta_1", "beta_2"}
    named = {NAMES.get(name, name): value for name, value in params.items()}
    return {name: value for name, value in named.items() if name in ours or value}


def covered(record: dict[str, Any], kind: type[Optimizer]) -> bool:
    """Return whether our optimizer has every setting that this record switches on."""
    return all(name in kind.__dataclass_fields__ or not value for name, value in settings(record["params"]).items())


def largest_errors(name: str, kind: type[Optimizer]) -> dict[str, float]:
    """Return by id, for every covered record of a file, the largest |Δx| / (1 + |x|) up to `ok_until`.

    Records of one surface and one setting walk as one crowd.
    """
    file = json.loads((DATA / f"{name}.json").read_text())
    dialect = file["meta"]["flavour"]
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in file["records"]:
        if covered(record, kind):
            groups[json.dumps([record["surface"], record["params"]], sort_keys=True)].append(record)
    errors = {}
    for records in groups.values():
        knobs = DEFAULTS.get(f"{dialect} {kind.__name__}", {}) | settings(records[0]["params"])
        knobs = {key: value for key, value in knobs.items() if key in kind.__dataclass_fields__}
        starts = np.array([record["start"] for record in records])
        walk = descend(Surface(TEXTS[records[0]["surface"]]), kind(**knobs, dialect=dialect), starts, max(file["steps"]))
        for member, record in enumerate(records):
            theirs = np.array(record["x"]).T
            steps = np.array(file["steps"][: len(theirs)])
            good = steps <= record["ok_until"]
            ours = walk.points[steps[good], member]
            errors[record["id"]] = float(np.max(np.abs(ours - theirs[good]) / (1 + np.abs(theirs[good]))))
    return errors
