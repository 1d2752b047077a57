"""Bad input ends in a line of errors.jsonl that a person can act on; the other documents are finished."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import NamedTuple

import pytest

from harmful import BODY, bad_files, bait, docx, has, pdf_of, special_files
from many import command, environment
from reformtrace import batch, extract
from reformtrace.batch import Inputs, gather, run
from reformtrace.outcomes import MEGABYTE, Input, Options, outcome
from reformtrace.segment import LONGEST, split
from reformtrace.worker import Bounds
from test_batch import rows

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes and links")
SECRET = "不得外传的一句话"


class Ran(NamedTuple):
    """A run over bad input: what was to be said, what was said, and what went on beside."""

    wanted: dict[str, str]
    said: dict[str, list[dict[str, str]]]
    documents: set[str]
    everything: bytes
    asked: list[str]
    outside: set[str]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    at = tmp_path_factory.mktemp("bad")
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder, out, secret = at / "in", at / "out", at / "secret"
    for path in (folder, at / "home", at / "tmp"):
        path.mkdir()
    secret.write_text(SECRET, encoding="utf-8")
    files = bad_files(server.server_port, secret)
    wanted = {}
    for name, (data, reason) in files.items():
        name = name.replace(".", "-") + Path(name).suffix  # what differs by its ending alone would have one id
        (folder / name).write_bytes(data)
        wanted[name] = reason
    for name, data in bait(server.server_port).items():
        (folder / f"good-{name}").write_bytes(data)
    wanted |= special_files(folder)
    with (folder / "large.txt").open("wb") as file:
        file.truncate(300_000_000)
    wanted["large.txt"] = "--max-bytes"
    before = {str(p) for p in at.rglob("*")}
    env = environment() | {"HOME": str(at / "home"), "TMPDIR": str(at / "tmp")}
    done = subprocess.run(command(folder, out), env=env, capture_output=True, timeout=300, check=False, cwd=at / "tmp")
    server.shutdown()
    server.server_close()
    assert done.returncode == 1, done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    said: dict[str, list[dict[str, str]]] = {}
    for row in rows(out / "errors.jsonl"):
        name = Path(row["source"]).name
        said.setdefault(name, []).append(row)
    everything = b"".join(p.read_bytes() for p in out.rglob("*") if p.is_file())
    outside = {str(p) for p in at.rglob("*") if not p.is_relative_to(out)} - before
    documents = {row["doc_id"] for row in rows(out / "documents.jsonl")}
    return Ran(wanted, said, documents, everything, asked, outside)


def test_each_gives_one_line_that_says_what_to_do(ran: Ran) -> None:
    assert set(ran.said) == set(ran.wanted)
    for name, reason in ran.wanted.items():
        (row,) = ran.said[name]
        assert row["stage"] == "read", row
        assert reason in row["reason"], row
        assert "itself failed" not in row["reason"], row
        assert ";" in row["reason"], row


def test_the_other_documents_are_finished(ran: Ran) -> None:
    assert ran.documents == {"good-page", "good-word", "good-text"}


def test_nothing_is_fetched_told_or_written_elsewhere(ran: Ran) -> None:
    assert not ran.asked
    assert SECRET.encode() not in ran.everything
    assert not ran.outside


def test_a_folder_without_rights_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shut = tmp_path / "in" / "shut"
    shut.mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("新建站点46处。", encoding="utf-8")
    scandir = os.scandir

    def refuse(path: str) -> object:
        if path == str(shut):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", refuse)
        summary = run([str(tmp_path / "in")], tmp_path / "out", bounds=None)
        alone = run([str(shut)], tmp_path / "alone")
    assert summary.documents == 1
    for failures in (summary.failures, alone.failures):
        (row,) = failures
        assert (row.source, row.stage) == (str(shut), "read")
        assert "Permission denied; grant the right" in row.reason


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read all")
def test_files_and_folders_without_rights(tmp_path: Path) -> None:
    (tmp_path / "in" / "shut").mkdir(parents=True)
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_text("新建站点46处。", encoding="utf-8")
    (tmp_path / "in" / "b.txt").chmod(0)
    (tmp_path / "in" / "shut").chmod(0)
    summary = run([str(tmp_path / "in")], tmp_path / "out")
    (tmp_path / "in" / "shut").chmod(0o700)
    assert summary.documents == 1
    assert ["grant" in row.reason for row in summary.failures] == [True, True]


def test_a_file_that_vanishes_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text("新建站点46处。", encoding="utf-8")

    def listed(paths: list[str], out: Path, doc_id: str | None) -> Inputs:
        found = gather(paths, out, doc_id)
        (folder / "b.txt").unlink()
        return found

    monkeypatch.setattr(batch, "gather", listed)
    summary = run([str(folder)], tmp_path / "out", jobs=2)
    assert summary.documents == 1
    assert "moved while the run went on" in summary.failures[0].reason


def test_a_socket_is_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # for the name of a socket is short
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("s.txt")
        (row,) = run(["s.txt"], tmp_path / "out").failures
    assert "socket" in row.reason


def test_folders_as_deep_as_the_system_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    at = "in"
    try:
        for _ in range(1_500):
            os.mkdir(at)
            at += "/d"
        os.mkdir(at)
        Path(at, "a.txt").write_text("新建站点46处。", encoding="utf-8")
        assert run(["in"], "out").documents == 1
    finally:
        subprocess.run(["/bin/rm", "-rf", "in"], check=True)


def test_pages_are_bounded(tmp_path: Path) -> None:
    if not has("pdf"):
        pytest.skip("no PDF reader")
    text = "".join(f"第{chr(0x4E00 + i)}项改革新建站点{i}处，惠及{i}户群众，运行平稳。\n" for i in range(140))
    (tmp_path / "a.pdf").write_bytes(pdf_of(text))
    assert run([str(tmp_path / "a.pdf")], tmp_path / "out", max_pages=5).documents == 1
    (row,) = run([str(tmp_path / "a.pdf")], tmp_path / "out", max_pages=4).failures
    assert "--max-pages" in row.reason


# Lines of 30,000 characters: where a rule reads far for every number, they do not end.
ODD = {
    "no stops": "新建站点46处，增长12%，为全省首个，",
    "no marks": "全国首个",
    "marks": "；1.改革3项；2.新建4个",
    "numerals": "百",
    "digits": "3",
    "changes": "从3%到5%从",
    "times": "2025年，比2020年增长3项",
    "times behind": "在有关方面和有关领域各地各部门于2025年新增3项。另增4项。",
    "quotes": "（“新建3处。",
    "notes": "①“改革”②主要包括3项",
    "cells": "就业\t万人\t3\t4\t",
}


@pytest.mark.parametrize("piece", ODD.values(), ids=ODD.keys())
def test_a_text_without_shape_ends_with_sound_records(piece: str) -> None:
    text = piece * (30_000 // len(piece))
    found = extract(text)
    assert all(len(sentence.simplified) <= LONGEST for sentence in found.sentences)
    assert all(text[r.span.start : r.span.end] == r.span.text for r in found.records)


def test_a_sentence_beyond_all_measure_is_cut_behind_a_mark() -> None:
    text = "新建站点46处;" * 1_000
    cuts = split(text)
    assert "".join(text[a:b] for a, b in cuts) == text
    assert all(text[b - 1] == ";" for _, b in cuts)


@pytest.mark.parametrize("claim", ["居全国第0位。", "分别居全国第二、第0位。"])
def test_a_rank_of_zero_is_none(claim: str) -> None:
    assert all(r.rank != 0 for r in extract(f"全市产值{claim}").records if r.kind == "first_claim")


def test_a_library_without_memory_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(_: object) -> None:
        raise ValueError("[ONNXRuntimeError] : 1 : FAIL : std::bad_alloc")

    monkeypatch.setattr("reformtrace.chain.process", greedy)
    with pytest.raises(MemoryError):
        outcome(Input("a", "a"), "新建站点46处。".encode(), Options())


@pytest.mark.slow
def test_a_text_of_300_megabytes_that_may_be_read_stays_within_bounds(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("w", encoding="utf-8") as file:
        for i in range(1_000_000):
            file.write(
                f"（{i}）各地新建站点{i}处，比上年增长{i % 90}%，覆盖面进一步扩大，群众办事更加方便。此外另有安排，详见下文各条。如有出入，以最后公布的为准。\n"
            )
    assert (tmp_path / "a.txt").stat().st_size > 200_000_000
    (row,) = run([str(tmp_path / "a.txt")], tmp_path / "out", max_bytes=500 * MEGABYTE).failures
    assert row.stage == "worker"
    assert "--max-" in row.reason


@pytest.mark.slow
def test_a_million_empty_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(docx((BODY % "新建站点46处。").replace("<w:p>", "<w:p/>" * 1_000_000 + "<w:p>")))
    (tmp_path / "b.docx").write_bytes(docx((BODY % "").replace("<w:p>", "<w:p/>" * 1_000_000 + "<w:p>")))
    summary = run([str(tmp_path)], tmp_path / "out", bounds=Bounds(60))
    assert summary.documents == 1
    assert "no text" in summary.failures[0].reason
