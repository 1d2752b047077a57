"""A second run redoes what changed and nothing else; a killed run goes on where it stood."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from many import contents, documents, finished, killed
from reformtrace import batch, shards
from reformtrace.batch import run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return documents(tmp_path / "in", 8)


def names(out: Path) -> set[str]:
    return {path.name for path in (out / ".work").iterdir()}


def test_a_second_run_redoes_only_what_changed(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run([str(folder)], out).kept == 0
    first, made = contents(out), names(out)
    times = {path: path.stat().st_mtime_ns for path in out.glob("texts/*")}
    assert run([str(folder)], out, jobs=2).kept == 8
    assert (contents(out), names(out)) == (first, made)
    assert {path: path.stat().st_mtime_ns for path in out.glob("texts/*")} == times
    (folder / "0003.txt").write_text("一、新增站点5处。\n", encoding="utf-8")
    (folder / "0004.txt").unlink()
    assert run([str(folder)], out).kept == 6
    assert len(names(out) & made) == 7
    assert len(names(out)) == 8
    (out / "texts" / "0004.txt").unlink()
    run([str(folder)], tmp_path / "fresh")
    assert contents(out) == contents(tmp_path / "fresh")


def test_options_rules_and_code_that_changed_redo_all(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([str(folder)], out)
    assert run([str(folder)], out, date="2031-02-03").kept == 0
    assert run([str(folder)], out, date="2031-02-03").kept == 8
    assert run([str(folder)], out, date="2031-02-03", fresh=True).kept == 0
    assert run([str(folder)], out, date="2031-02-03", max_pages=7).kept == 0
    monkeypatch.setattr(batch, "fingerprint", lambda: "another version")
    assert run([str(folder)], out, date="2031-02-03", max_pages=7).kept == 0


def test_the_fingerprint_tells_every_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "reformtrace"
    (package / "rules").mkdir(parents=True)
    monkeypatch.setattr(shards, "__file__", str(package / "shards.py"))
    seen = [shards.fingerprint()]
    for name, text in (("a.py", "1"), ("a.py", "2"), ("rules/a.yaml", "2"), ("rules/b.yaml", "")):
        (package / name).write_text(text, encoding="utf-8")
        seen.append(shards.fingerprint())
    assert len(set(seen)) == len(seen)
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "a.pyc").write_text("x", encoding="utf-8")
    assert shards.fingerprint() == seen[-1]


def test_the_fingerprint_tells_the_versions_of_what_the_package_needs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.path", [str(tmp_path / "none"), str(tmp_path)])
    seen = [shards.fingerprint()]
    own = tmp_path / "reformtrace-0.1.dist-info"
    own.mkdir()
    needed = ("Py_YAML>=6", "rjieba>=0.2; sys_platform == 'linux'", 'ruff>=1; extra == "dev"', "onnx; extra == 'ocr'")
    (own / "METADATA").write_text("\n".join(f"Requires-Dist: {each}" for each in needed), encoding="utf-8")
    for name in ("py_yaml-6.0", "py_yaml-6.1", "Rjieba-0.2", "onnx-1.0"):
        for kept in tmp_path.glob(f"{name.split('-')[0]}-*"):
            kept.rmdir()
        (tmp_path / f"{name}.dist-info").mkdir()
        seen.append(shards.fingerprint())
    assert len(set(seen)) == len(seen)
    for changes_nothing in ("ruff-1.0", "other-1.0"):
        (tmp_path / f"{changes_nothing}.dist-info").mkdir()
    assert shards.fingerprint() == seen[-1]


@pytest.mark.parametrize("harm", ["cut", "empty", "bit", "swap", "folder"])
def test_a_shard_that_was_harmed_is_made_anew(harm: str, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([str(folder)], out)
    first, made = contents(out), names(out)
    one, other = sorted((out / ".work").glob("*.jsonl"))[:2]
    data = one.read_bytes()
    if harm == "cut":
        one.write_bytes(data[: len(data) // 2])
    elif harm == "empty":
        one.write_bytes(b"")
    elif harm == "bit":
        one.write_bytes(data[:-50] + bytes([data[-50] ^ 1]) + data[-49:])
    elif harm == "swap":
        one.write_bytes(other.read_bytes())
    else:
        one.unlink()
    assert run([str(folder)], out).kept == 7
    assert (contents(out), names(out)) == (first, made)


def test_texts_that_were_altered_come_back(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([str(folder)], out)
    first = contents(out)
    (out / "texts" / "0001.txt").write_text("别的", encoding="utf-8")
    (out / "texts" / "0002.txt").unlink()
    (out / "records.jsonl").unlink()
    (out / ".errors.jsonl.part").write_text("left by a killed run", encoding="utf-8")
    (out / ".work" / "left.123.part").write_text("left by a killed run", encoding="utf-8")
    assert run([str(folder)], out).kept == 8
    assert contents(out) == first
    assert not list(out.glob(".work/*.part"))


def test_failures_are_tried_again(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_bytes(b"\0")
    out = tmp_path / "out"
    for _ in range(2):
        summary = run([str(folder)], out)
        assert len(summary.failures) == 1
    assert summary.kept == 8


@pytest.mark.skipif(os.name == "nt", reason="kill -9")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_killed_run_goes_on_where_it_stood(jobs: str, tmp_path: Path) -> None:
    folder, out = documents(tmp_path / "in", 30), tmp_path / "out"
    rng = random.Random(jobs)
    run([str(folder)], tmp_path / "undisturbed")
    for _ in range(3):
        killed(folder, out, rng, 2.5, "--jobs", jobs)
    finished(folder, out, "--jobs", jobs)
    assert contents(out) == contents(tmp_path / "undisturbed")
    assert not list(out.glob(".*.part"))
