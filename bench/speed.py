"""How fast the pipeline is, beside a naive chain (`naive.py`) and the least that any such program does (`floor.py`).

    python bench/speed.py [FOLDER] [--rounds N] [--clock cpu|wall]

FOLDER holds plain texts in UTF-8; without it the bundled reports are taken. Everything runs on one core, the three in
turn, on the same documents; each reads files and writes a file of records. What the pipeline remembers of one document
is thrown away before each pass, so that it meets every document anew. The clock counts the processor's time, so that
other programs on the machine do not; `wall` counts what passes meanwhile. Figures that miss their bar are marked; the
exit status is 0 all the same.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import os
import pkgutil
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

# The pipeline and the naive chain are imported where they are run, so that this process is small when it starts others:
# what a process held when it started another counts for the peak of that one.

HERE = Path(__file__).resolve().parent
REPORTS = HERE.parent / "corpora" / "reports"
CHARS = 10_000  # of a document, for speeds
FASTER, START_UP, DOUBLING = 3.0, 0.6, 2.2  # the bars
LEAST = 0.3  # seconds that a figure is measured for at least
LENGTHS = (1, 2, 4, 8)

Clock = Callable[[], float]
CLOCKS: dict[str, Clock] = {"cpu": time.process_time, "wall": time.perf_counter}


class Spread(NamedTuple):
    """Figures of several rounds."""

    figures: list[float]

    def __str__(self) -> str:
        return f"{median(self.figures):8.2f}   {min(self.figures):.2f}–{max(self.figures):.2f}"


class Child(NamedTuple):
    """What a process took: seconds, and megabytes at its peak."""

    seconds: float
    peak: float


def one_core() -> str:
    """Keep this process and those it starts to one core, where the system can; says which."""
    if not hasattr(os, "sched_setaffinity"):
        return "cores not pinned: this system cannot"
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return f"on core {core}"


def child(command: list[str], temporary: Path, clock: str) -> Child:
    """Run a command to its end, with a folder for its temporary files."""
    begin = time.perf_counter()
    environment = {**os.environ, "TMPDIR": str(temporary)}
    # As installed, with bytecode: a first run of each writes it.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)  # noqa: S603 - our own commands
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: ended with {process.returncode}")
    # macOS counts bytes, Linux kilobytes.
    unit = 1e6 if sys.platform == "darwin" else 1e3
    return Child(usage.ru_utime + usage.ru_stime if clock == "cpu" else wall, usage.ru_maxrss / unit)


def commands(files: list[str], out: Path) -> dict[str, list[str]]:
    """The command of each contender for some files."""
    return {
        "pipeline": [sys.executable, "-m", "reformtrace", "run", *files, "--fresh", "--out", str(out / "pipeline")],
        "naive": [sys.executable, str(HERE / "naive.py"), str(out / "naive.jsonl"), *files],
        "floor": [sys.executable, str(HERE / "floor.py"), str(out / "floor.jsonl"), *files],
    }


def start_up(first: str, work: Path, rounds: int, clock: str) -> None:
    """Seconds until a fresh process has written the first document's records, with and without jieba's cache."""
    warm, cold = work / "warm", work / "cold"
    warm.mkdir()
    run = commands([first], work)
    for name in ("pipeline", "naive"):
        child(run[name], warm, clock)  # fills the caches of bytecode and of jieba
    for cache, folder in (("jieba's cache there", warm), ("without jieba's cache", cold)):
        seconds: dict[str, list[float]] = {"pipeline": [], "naive": []}
        for _ in range(rounds):
            for name, figures in seconds.items():
                if folder is cold:
                    shutil.rmtree(cold, ignore_errors=True)
                    cold.mkdir()
                figures.append(child(run[name], folder, clock).seconds)
        print(f"\nstart-up to the first document's records, seconds, {cache}")
        for name, figures in seconds.items():
            print(f"  {name:24}{Spread(figures)}")
        ratios = Spread([a / b for a, b in zip(seconds["pipeline"], seconds["naive"], strict=True)])
        print(f"  {'pipeline / naive':24}{ratios}{missed(median(ratios.figures) > START_UP, f'at most {START_UP}')}")


def memory(files: list[str], work: Path, clock: str) -> None:
    """The peak of a process that reads all documents."""
    print("\npeak memory over all documents, MB")
    for name, command in commands(files, work).items():
        print(f"  {name:24}{child(command, work / 'warm', clock).peak:8.1f}")


def missed(is_missed: bool, bar: str) -> str:
    """The mark behind a figure that misses its bar."""
    return f"   MISSED: {bar}" if is_missed else ""


def forgetting() -> Callable[[], None]:
    """What empties the caches that the pipeline fills with parts of texts; what it loads once stays."""
    import reformtrace

    # Those of a bounded size; a rules file or a pattern is kept without bound.
    names = [m.name for m in pkgutil.walk_packages(reformtrace.__path__, "reformtrace.") if "__main__" not in m.name]
    members = [value for name in names for value in vars(importlib.import_module(name)).values()]
    bounded = {id(f): f for f in members if hasattr(f, "cache_parameters") and f.cache_parameters()["maxsize"]}

    def forget() -> None:
        for function in bounded.values():
            function.cache_clear()

    return forget


def timed(work: Callable[[], object], clock: Clock, before: Callable[[], None], least: float = LEAST) -> float:
    """Seconds of one go, over as many as make up a measurable time; `before` is called, uncounted, before each."""
    total, goes = 0.0, 0
    gc.collect()
    while total < least:
        before()
        begin = clock()
        work()
        total += clock() - begin
        goes += 1
    return total / goes


def throughput(files: list[str], chars: int, work: Path, rounds: int, clock: Clock) -> None:
    """Documents per second of each contender, in turn."""
    import floor
    import naive

    from reformtrace.batch import gather
    from reformtrace.outcomes import Options, outcome
    from reformtrace.read import MAX_BYTES, load
    from reformtrace.records import ErrorRow

    counts: dict[str, int] = {}

    def pipeline() -> None:
        counts["pipeline"] = 0
        with open(work / "pipeline.jsonl", "wb") as file:
            for item in gather(files, work).files:
                made = outcome(item, load(item.path, item.path, MAX_BYTES), Options())
                if isinstance(made, ErrorRow):
                    sys.exit(f"{made.source}: {made.reason}")
                file.writelines(made.lines())
                counts["pipeline"] += made.records.count(b"\n")

    def chain() -> None:
        counts["naive"] = naive.run(files, str(work / "naive.jsonl"))

    def least() -> None:
        counts["floor"] = floor.run(files, str(work / "floor.jsonl"))

    forget = forgetting()
    contenders = {"pipeline": pipeline, "naive": chain, "floor": least}
    speeds: dict[str, list[float]] = {name: [] for name in contenders}
    for run in contenders.values():
        run()
    for _ in range(rounds):
        for name, run in contenders.items():
            speeds[name].append(chars / CHARS / timed(run, clock, forget))
    print(f"\ndocuments of {CHARS:,} characters per second: median, lowest–highest of {rounds} rounds; records found")
    for name, figures in speeds.items():
        print(f"  {name:24}{Spread(figures)}   {counts[name]:,} records")
    for name in ("naive", "floor"):
        ratios = Spread([a / b for a, b in zip(speeds["pipeline"], speeds[name], strict=True)])
        slow = name == "naive" and median(ratios.figures) < FASTER
        print(f"  {'pipeline / ' + name:24}{ratios}{missed(slow, f'at least {FASTER:g}')}")


def repeated(text: str, times: int) -> str:
    """The text several times over, with other figures each time, so that little is met twice."""
    copies = [text]
    for i in range(1, times):
        figures = "".join(str((d + i) % 9 + 1) for d in range(1, 10))
        copies.append(text.translate(str.maketrans("123456789", figures)))
    return "\n".join(copies)


def lengths(texts: list[str], rounds: int, clock: Clock) -> None:
    """How the time grows with the length, on the documents put together and on texts made to hurt."""
    from reformtrace.chain import process
    from reformtrace.read import from_text

    forget = forgetting()

    def seconds(*made: str) -> list[float]:
        """The least time of each text over the rounds: what disturbs a measurement only adds to it."""
        work = [partial(process, from_text(text)) for text in made]
        for text in work:
            text()
        times = [[timed(text, clock, forget, LEAST / 3) for text in work] for _ in range(rounds)]
        return [min(of_one) for of_one in zip(*times, strict=True)]

    def show(name: str, shorter: float, longer: float) -> None:
        ratio = longer / shorter
        figures = f"{ratio:8.2f}   {shorter * 1e3:.1f} → {longer * 1e3:.1f} ms"
        print(f"  {name:40}{figures}{missed(ratio > DOUBLING, f'at most {DOUBLING:g}')}")

    print("\ntime of the double length / time of the single")
    text = "\n".join(texts)[: 2 * CHARS]
    growing = [repeated(text, n) for n in LENGTHS]
    times = seconds(*growing)
    for i in range(1, len(LENGTHS)):
        show(f"{LENGTHS[i - 1]} × to {LENGTHS[i]} × {len(text):,} characters", times[i - 1], times[i])
    unbroken = re.sub(r"[^\u4e00-\u9fff\d]", "", text)
    for name, size, characters in (
        ("figures", 32_000, "1234567890"),
        ("times 一", 32_000, "一"),
        ("characters of amounts run together", 20_000, "12万"),
        ("open quotes", 10_000, "“"),
        ("open quotes with words", 10_000, "“改革"),
        ("open brackets", 10_000, "（"),
        ("characters in a line without a mark", 100_000, unbroken),
    ):
        one, two = ("".join(islice(cycle(characters), n)) for n in (size, 2 * size))
        show(f"{size:,} {name}", *seconds(one, two))


def found_in(folder: Path) -> list[str]:
    """The texts of a folder, in order."""
    return sorted(str(path) for path in folder.glob("*.txt"))


def main(arguments: Iterable[str] | None = None) -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("folder", nargs="?", type=Path, default=REPORTS, help="the documents; the bundled reports")
    options.add_argument("--rounds", type=int, default=7, help="how often each is measured; 7")
    options.add_argument("--clock", choices=CLOCKS, default="cpu", help="what counts as time; cpu")
    given = options.parse_args(None if arguments is None else list(arguments))
    files = found_in(given.folder)
    if not files:
        options.error(f"{given.folder}: no *.txt in there")
    texts = [Path(file).read_text(encoding="utf-8") for file in files]
    chars = sum(map(len, texts))
    print(
        f"{len(files)} documents, {chars:,} characters, {one_core()}, {given.clock} time, Python {sys.version.split()[0]}"
    )
    with TemporaryDirectory() as name:
        work = Path(name)
        start_up(files[0], work, given.rounds, given.clock)
        memory(files, work, given.clock)
        throughput(files, chars, work, given.rounds, CLOCKS[given.clock])
    lengths(texts, max(3, given.rounds // 2), CLOCKS[given.clock])


if __name__ == "__main__":
    main()
