"""What kill -9 leaves of a run: nothing that the next run does not bring to its end, with the bytes of an undisturbed one.

    python bench/kill.py [--kills 50] [--documents 200] [--jobs 2] [--seed 1]

Each time a run into a folder that holds an earlier run's output, or none, is killed at a random time or while it
writes, once or several times; the next run must end with the bytes of a run that nothing disturbed. The exit status is
1 where one did not.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from many import contents, documents, finished, killed


def main() -> int:
    """Kills and finishes runs; the exit status."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--documents", type=int, default=200)
    options.add_argument("--jobs", default="2")
    options.add_argument("--seed", type=int, default=1)
    said = options.parse_args()
    rng = random.Random(said.seed)  # noqa: S311 - no secret
    jobs = ("--jobs", said.jobs)
    with tempfile.TemporaryDirectory() as name:
        at = Path(name)
        folder = documents(at / "in", said.documents)
        start = time.monotonic()
        finished(folder, at / "undisturbed", *jobs)
        within = time.monotonic() - start
        whole = contents(at / "undisturbed")
        earlier = at / "earlier"
        changed = documents(at / "changed", said.documents)
        for path in sorted(changed.iterdir())[::2]:
            path.write_text("一、旧稿\n（一）旧事。旧有站点3处。\n", encoding="utf-8")
        finished(changed, earlier, *jobs)
        kills: Counter[str] = Counter()
        kept, wrong, out = [], 0, at / "out"
        while kills.total() < said.kills:
            shutil.rmtree(out, ignore_errors=True)
            if rng.random() < 0.3:
                shutil.copytree(earlier, out)
            for _ in range(rng.choice((1, 1, 1, 2, 3))):
                when = killed(folder, out, rng, within, *jobs)
                if when != "ended before":
                    kills[when] += 1
            kept.append(finished(folder, out, *jobs))
            if contents(out) != whole:
                wrong += 1
                shutil.copytree(out, Path(f"kill-{kills.total()}"))
            print(f"\r{kills.total()} kills, {wrong} wrong", end="", file=sys.stderr, flush=True)
    print(
        f"\n{kills.total()} kills ({', '.join(f'{n} {when}' for when, n in kills.items())}) over {said.documents} "
        f"documents, {len(kept)} runs brought to their end, {wrong} with other bytes; taken over: {min(kept)} to "
        f"{max(kept)} documents"
    )
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
