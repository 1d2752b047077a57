"""Folders of many documents, made of the bundled reports, and runs over them that are killed."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import reformtrace

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "corpora" / "reports"
ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-8-sig")
# Where a file is being written that later takes its place.
WRITING = ".records.jsonl.part"


def documents(folder: Path, count: int, *, reports: int = 1) -> Path:
    """Writes so many documents, no two alike, each of a few reports one after another, in several encodings."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    folder.mkdir(parents=True, exist_ok=True)
    for i in range(count):
        body = "\n".join(texts[(i + j * 3) % len(texts)] for j in range(reports))
        text = f"第{i + 1}号材料\n{body}\n另有样本{i + 1}份。\n"
        (folder / f"{i:04}.txt").write_bytes(text.encode(ENCODINGS[i % len(ENCODINGS)], "replace"))
    return folder


def contents(out: Path) -> dict[str, bytes]:
    """The files of an output folder, those of the work that later runs take over left out."""
    files = [p for p in sorted(out.rglob("*")) if p.is_file() and ".work" not in p.parts]
    return {str(p.relative_to(out)): p.read_bytes() for p in files}


def command(folder: Path, out: Path, *options: str) -> list[str]:
    """The command line of a run."""
    return [sys.executable, "-m", "reformtrace", "run", str(folder), "--out", str(out), *options]


def environment() -> dict[str, str]:
    """The environment in which a run finds this package."""
    return {**os.environ, "PYTHONPATH": str(Path(reformtrace.__file__).parents[1])}


def killed(folder: Path, out: Path, rng: random.Random, within: float, *options: str) -> str:
    """Starts a run and kills it, at some time within so many seconds or while it writes; says when, or that it ended."""
    writing = rng.random() < 0.4
    moment = rng.uniform(0, 0.05) if writing else rng.uniform(0, within)
    with subprocess.Popen(
        command(folder, out, *options), env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        end = time.monotonic() + (600 if writing else moment)
        while time.monotonic() < end and process.poll() is None:
            if writing and (out / WRITING).exists():
                time.sleep(moment)
                break
            time.sleep(0.001)
        if process.poll() is not None:
            return "ended before"
        process.send_signal(signal.SIGKILL)
    return "while writing" if (out / WRITING).exists() else "while reading"


def finished(folder: Path, out: Path, *options: str) -> int:
    """Runs to the end; how many documents were taken over from before."""
    done = subprocess.run(command(folder, out, *options), env=environment(), capture_output=True, text=True, check=True)
    said = [line for line in done.stderr.splitlines() if line.endswith("since an earlier run")]
    return int(said[0].split()[0]) if said else 0
