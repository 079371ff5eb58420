"""How much memory this process has."""

import resource
import sys
from pathlib import Path

PAGES = Path("/proc/self/statm")


def resident() -> int:
    """The bytes that are in memory now; outside Linux the most that ever were, which hides a leak below that."""
    if PAGES.exists():
        return int(PAGES.read_text().split()[1]) * resource.getpagesize()
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else 1024 * most
