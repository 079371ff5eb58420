"""Which other tools are installed here; all of them are held to one thread, because CPU time is compared."""

import importlib
import importlib.util
import os
from types import ModuleType

NEEDS = {
    "numpy": ("numpy",),
    "numba": ("numba",),
    "numexpr": ("numexpr",),
    "jax": ("jax", "optax"),
    "torch": ("torch",),
    "scipy": ("scipy",),
}
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "NUMBA_NUM_THREADS": "1",
    "NUMEXPR_NUM_THREADS": "1",
    "NPROC": "1",  # how many processors XLA thinks there are
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
    "JAX_PLATFORMS": "cpu",
}


def prepare() -> None:
    """Hold everybody to one thread; to be called before any of them is imported."""
    os.environ.update(ONE_THREAD)


def missing() -> list[str]:
    return [package for packages in NEEDS.values() for package in packages if not importlib.util.find_spec(package)]


def installed(*names: str) -> list[ModuleType]:
    """The modules peers_… of those that can be had."""
    lacking = set(missing())
    return [importlib.import_module(f"peers_{name}") for name in names if not lacking.intersection(NEEDS[name])]
