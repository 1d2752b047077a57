"""Documents in processes of their own: equal bytes, bounds of time and memory, deaths, and an end on request."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

import reformtrace
from many import contents
from reformtrace import workers
from reformtrace.batch import RunError, UsageError, run
from reformtrace.outcomes import MEGABYTE
from reformtrace.shards import Shards
from reformtrace.worker import GRACE, Bounds
from test_batch import TEXT, rows

# What a worker does to a document whose text says so.
BROKEN = """
import json, os, sys, time
sys.path[:] = json.loads(sys.argv[1])
from reformtrace import chain
def process(document, process=chain.process):
    if "死于信号" in document.text: os.kill(os.getpid(), 11)
    if "自行退出" in document.text: os._exit(3)
    if "没有尽头" in document.text: time.sleep(600)
    if "贪得无厌" in document.text: kept = [bytes(1_000_000) for _ in range(4_000)]
    if "占着不放" in document.text: chain.kept = bytearray(1_200_000_000)
    return process(document)
chain.process = process
from reformtrace.worker import main
main()
"""
DEEDS = {"死于信号": "signal 11", "自行退出": "status 3", "没有尽头": "longer than 2 seconds", "贪得无厌": "300 MB"}
needs_linux = pytest.mark.skipif(sys.platform != "linux", reason="the bound of memory holds on Linux")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for i in range(12):
        (inputs / f"{i:02}.txt").write_text(
            TEXT.replace("46", str(46 + i)) + "此外，新建站点3处。\n" * i, encoding="utf-8"
        )
    (inputs / "z.txt").write_bytes(b"\0\1" * 20)
    return inputs


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CODE", BROKEN)


def test_any_number_of_jobs_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    run([str(folder)], tmp_path / "1", watch=lambda *at: seen.append(at))
    assert seen == [(i, 13) for i in range(1, 14)]
    for jobs in (0, 2, 5):
        run([str(folder)], tmp_path / str(jobs), jobs=jobs)
        assert contents(tmp_path / str(jobs)) == contents(tmp_path / "1")
    run([str(folder)], tmp_path / "here", bounds=None)
    assert contents(tmp_path / "here") == contents(tmp_path / "1")


@needs_linux
@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("jobs", [1, 3])
def test_a_process_that_dies_costs_its_document_alone(jobs: int, folder: Path, tmp_path: Path) -> None:
    for i, deed in enumerate(DEEDS):
        (folder / f"0{i}.txt").write_text(TEXT + deed, encoding="utf-8")
    bounds = Bounds(max_seconds=2, max_memory=300 * MEGABYTE)
    summary = run([str(folder)], tmp_path / "out", jobs=jobs, bounds=bounds)
    assert (summary.documents, len(summary.failures)) == (8, 5)
    errors = rows(tmp_path / "out" / "errors.jsonl")
    for error, said in zip(errors, DEEDS.values(), strict=False):
        assert error["stage"] == "worker"
        assert said in error["reason"]
        assert ";" in error["reason"]
    assert errors[-1]["stage"] == "read"
    for i in range(4):
        (folder / f"0{i}.txt").unlink()
    run([str(folder)], tmp_path / "out", jobs=jobs)
    run([str(folder)], tmp_path / "fresh")
    (tmp_path / "fresh" / "texts").rename(tmp_path / "fresh" / "t")
    (tmp_path / "out" / "texts").rename(tmp_path / "out" / "t")
    assert contents(tmp_path / "out") == contents(tmp_path / "fresh")


@needs_linux
@pytest.mark.usefixtures("broken")
def test_a_process_that_keeps_memory_is_replaced(folder: Path, tmp_path: Path) -> None:
    for i in range(3):
        (folder / f"0{i}.txt").write_text(TEXT + "占着不放", encoding="utf-8")
    summary = run([str(folder)], tmp_path / "out")
    assert (summary.documents, len(summary.failures)) == (12, 1)


def test_a_worker_that_cannot_start_ends_the_run(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "CODE", "raise SystemExit('no luck')")
    with pytest.raises(RunError, match=r"can be started here: no luck; mend"):
        run([str(folder)], tmp_path / "out", jobs=2)


def test_a_folder_that_takes_no_more_ends_the_run(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = workers.CODE.replace(
        "main()",
        "from reformtrace import shards\n"
        "def save(*_): raise OSError(28, 'No space left on device')\n"
        "shards.Shards.save = save\n"
        "main()",
    )
    monkeypatch.setattr(workers, "CODE", full)
    with pytest.raises(RunError, match="No space left on device"):
        run([str(folder)], tmp_path / "out")


def test_two_runs_do_not_share_a_folder(folder: Path, tmp_path: Path) -> None:
    shards = Shards(tmp_path / "out")
    with shards.held(), pytest.raises(UsageError, match=rf"process {os.getpid()}\).*--out"):
        run([str(folder)], tmp_path / "out")
    run([str(folder)], tmp_path / "out")


def left(out: Path) -> list[str]:
    """The processes that work for a run into a folder, where the system tells."""
    mark = f"TMPDIR={out / '.work' / 'tmp'}\0".encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        with suppress(OSError):
            if mark in path.read_bytes():
                found.append(path.parent.name)
    return found


@pytest.mark.slow
@needs_linux
def test_a_worker_whose_run_was_killed_ends_by_itself(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    # Two, for one short text alone would be read without a worker.
    (tmp_path / "in" / "a.txt").write_text(TEXT + "没有尽头", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_text(TEXT, encoding="utf-8")
    code = (
        f"from reformtrace import batch, workers\nworkers.CODE = {BROKEN!r}\n"
        f"batch.run([{str(tmp_path / 'in')!r}], {str(tmp_path / 'out')!r}, bounds=batch.Bounds(2))"
    )
    env = os.environ | {"PYTHONPATH": str(Path(reformtrace.__file__).parents[1])}
    with subprocess.Popen([sys.executable, "-c", code], env=env) as process:
        while not left(tmp_path / "out"):
            assert process.poll() is None
            time.sleep(0.1)
        time.sleep(1.5)
        process.kill()
    assert left(tmp_path / "out")
    time.sleep(2 + GRACE)
    assert not left(tmp_path / "out")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_ends_the_run_and_all_its_processes(jobs: str, folder: Path, tmp_path: Path) -> None:
    (folder / "big.txt").write_text(TEXT * 20_000, encoding="utf-8")
    out = tmp_path / "out"
    env = os.environ | {"PYTHONPATH": str(Path(reformtrace.__file__).parents[1])}
    command = [sys.executable, "-m", "reformtrace", "run", str(folder), "--out", str(out), "--jobs", jobs]

    def heed() -> None:
        # A shell starts what runs in its background deaf to interrupts, and so would be all that this starts.
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    pipe = subprocess.PIPE
    with subprocess.Popen(command, env=env, stdout=pipe, stderr=pipe, preexec_fn=heed) as process:
        for _ in range(600):
            if len(list(out.glob(".work/*.jsonl"))) > 5:
                break
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert process.returncode == 130
    assert said.decode() == "Error: interrupted; the same command goes on from here\n"
    assert not left(out)
    assert not (out / "records.jsonl").exists()
    assert not (out / ".work" / "tmp").exists()
    (folder / "big.txt").unlink()
    assert run([str(folder)], out).kept > 5
