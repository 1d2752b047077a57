"""How much faster two jobs are than one over a folder of some hundred documents.

    python bench/jobs.py [--documents 300] [--reports 6] [--rounds 5]

Documents are bundled reports, a few in each. Rounds of one and two jobs alternate, each from nothing; a line a round,
with the load of the machine before it, then the median. The exit status is 1 where that is below 1.8.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from many import contents, documents, finished

BAR = 1.8


def main() -> int:
    """Measures and prints; the exit status."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=300)
    options.add_argument("--reports", type=int, default=6)
    options.add_argument("--rounds", type=int, default=5)
    said = options.parse_args()
    ratios = []
    with tempfile.TemporaryDirectory() as name:
        folder = documents(Path(name, "in"), said.documents, reports=said.reports)
        size = sum(path.stat().st_size for path in folder.iterdir())
        print(f"{said.documents} documents, {size / 1e6:.1f} MB, {os.cpu_count()} cores")
        for i in range(said.rounds):
            load = os.getloadavg()[0]
            seconds = {}
            for jobs in (1, 2) if i % 2 else (2, 1):
                start = time.perf_counter()
                finished(folder, Path(name, f"{i}-{jobs}"), "--jobs", str(jobs))
                seconds[jobs] = time.perf_counter() - start
            if contents(Path(name, f"{i}-1")) != contents(Path(name, f"{i}-2")):
                print("one job and two gave different bytes")
                return 1
            ratios.append(seconds[1] / seconds[2])
            print(
                f"{seconds[1]:6.1f} s with one, {seconds[2]:6.1f} s with two: {ratios[-1]:.2f} (load before {load:.2f})"
            )
    print(f"median {median(ratios):.2f}, bar {BAR}")
    return int(median(ratios) < BAR)


if __name__ == "__main__":
    sys.exit(main())
