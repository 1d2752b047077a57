"""Mutated files of every format: each must end in a document or in an honest error line.

    python bench/fuzz.py [--files 20000] [--seed 1] [--jobs 2] [--formats text,html,docx,pdf,ofd]

Bits are flipped, files cut, spliced and repeated, members of packages dropped and swapped, tags moved and nested. None
may end in another exception than a reader's own, in a dead process, after 10 s or beyond 1 GB. Those that do are put
into `fuzz-failures/` below the working folder, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from mutate import FORMATS, Report, fuzz, seeds

FAILURES = Path("fuzz-failures")


def main() -> int:
    """Mutates, runs and prints; the exit status."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--files", type=int, default=20_000, help="of each format")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--jobs", type=int, default=2)
    options.add_argument("--formats", default=",".join(FORMATS))
    said = options.parse_args()
    formats = said.formats.split(",")
    report = Report()
    for report in fuzz(formats, said.files, said.seed, said.jobs):
        done = report.documents.total() + report.lines.total()
        print(f"\r{done:,} files, {len(report.bad)} bad", end="", file=sys.stderr, flush=True)
        FAILURES.mkdir(exist_ok=True)
        for form, number, _, data in report.bad:
            (FAILURES / f"{form}-{said.seed}-{number}").write_bytes(data)
    print(file=sys.stderr)
    for form in formats:
        if not seeds(form):
            print(f"{form}: it is not read")
            continue
        bad = sum(row[0] == form for row in report.bad)
        print(f"{form}: {report.documents[form]:,} documents, {report.lines[form]:,} error lines, {bad} of them bad")
    for form, number, reason, _ in report.bad:
        print(f"{form} {number}: {reason}")
    return int(bool(report.bad))


if __name__ == "__main__":
    sys.exit(main())
