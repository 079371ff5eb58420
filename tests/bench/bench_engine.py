"""How fast Lossland's engines are beside the tools that one might take instead: run by hand, `sh packaging/bench`.

Every engine and every peer in turn in one process, one thread, CPU time, medians; a peer that is not installed is left
out. Figures of a run are comparable with one another only; they are written to build/bench.json, too.
"""

import argparse
import sys
import time
from importlib.metadata import version
from pathlib import Path

import peers

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "app"))
peers.prepare()

from clock import Table  # noqa: E402
from part_basin import basin  # noqa: E402
from part_compile import compilation  # noqa: E402
from part_crowd import crowd, small  # noqa: E402
from part_memory import memory  # noqa: E402
from part_raster import raster  # noqa: E402

from lossland.core.engine.machine import host  # noqa: E402

PARTS = {
    "crowd": crowd,
    "small": small,
    "basin": basin,
    "raster": raster,
    "memory": memory,
    "compile": compilation,
}


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=5, help="measurements of each function, of which the median")
    options.add_argument("--only", choices=PARTS, action="append", help="this part alone; may be given several times")
    chosen = options.parse_args()
    missing = peers.missing()
    if missing:
        print("Not installed, and left out:", ", ".join(missing))
    about = {
        "processor": host().processor,
        "versions": {name: version(name) for names in peers.NEEDS.values() for name in names if name not in missing},
        "date": time.strftime("%Y-%m-%d %H:%M"),
        "rounds": chosen.rounds,
    }
    table = Table()
    for name in chosen.only or PARTS:
        begun = time.perf_counter()
        PARTS[name](table, chosen.rounds)
        print(f"({name}: {time.perf_counter() - begun:.0f} s)", flush=True)
    table.targets()
    table.write(ROOT / "build" / "bench.json", about)


if __name__ == "__main__":
    main()
