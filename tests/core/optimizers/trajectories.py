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


def compared(dialect: str, kind: type[Optimizer], engine: Any = "numpy") -> dict[str, tuple[float, float]]:
    """Return by id, for each covered record, how far our walk and our memory are from the library's.

    The walk: the largest |Δx| / (1 + |x|) up to `ok_until`; the memory: likewise, after steps 1 and 2. Records of one
    surface and one setting walk as one crowd.
    """
    file = json.loads((DATA / f"{dialect}_{kind.__name__.lower()}.json").read_text())
    groups: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in file["records"]:
        if covered(record, kind):
            groups[json.dumps([record["surface"], record["params"]], sort_keys=True)].append(record)
    errors = {}
    for records in groups.values():
        knobs = DEFAULTS.get(f"{dialect} {kind.__name__}", {}) | settings(records[0]["params"])
        knobs = {key: value for key, value in knobs.items() if key in kind.__dataclass_fields__}
        starts = np.array([record["start"] for record in records])
        surface = Surface(TEXTS[records[0]["surface"]])
        walk = descend(surface, kind(**knobs, dialect=dialect), starts, max(file["steps"]), engine=engine)
        for member, record in enumerate(records):
            theirs = np.array(record["x"]).T
            steps = np.array(file["steps"][: len(theirs)])
            good = steps <= record["ok_until"]
            distance = apart(walk.points[steps[good], member], theirs[good])
            errors[record["id"]] = distance, _memory_error(walk.memory, member, record)
    return errors


def _memory_error(memory: dict[str, Any], member: int, record: dict[str, Any]) -> float:
    errors = [0.0]
    for step in (1, 2):
        arrays = [value for value in record["state"][str(step)].values() if isinstance(value, list)]
        # Without momentum the libraries keep no velocity; Keras 2 keeps, after ours, an array for amsgrad.
        errors += [
            apart(ours[step, member], np.array(theirs)) for ours, theirs in zip(memory.values(), arrays, strict=False)
        ]
    return max(errors)


def apart(ours: Any, theirs: Any) -> float:
    return float(np.max(np.abs(ours - theirs) / (1 + np.abs(theirs))))
