"""The batch run: what is written, in which order, and what happens when something fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

import reformtrace
from many import contents
from reformtrace import AnyRecord, DocumentRow
from reformtrace.batch import UsageError, gather, run
from reformtrace.chain import process
from reformtrace.records import KINDS

TEXT = (
    "河湾县减证便民工作总结\n一、主要成效\n（一）驿站建设。新建驿站46座，增长12%。\n"
    "（二）清理公章。在全国率先清理公章312枚。\n"
)
FURNITURE = "下载 打印 全屏\n【字号：大 中 小】\n责任编辑：李禾\n扫一扫在手机打开当前页\n"
FILES = ("records.jsonl", "documents.jsonl", "errors.jsonl", "records.schema.json", "documents.schema.json")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inputs = tmp_path / "文稿"
    (inputs / "乙").mkdir(parents=True)
    (inputs / "丙.txt").write_text(TEXT, encoding="utf-8")
    (inputs / "乙" / "甲.md").write_bytes(TEXT.encode("gb18030"))
    (inputs / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    (inputs / ".git").mkdir()
    (inputs / ".git" / "x.txt").write_text(TEXT, encoding="utf-8")
    return inputs


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def test_every_line_of_the_bundled_reports_keeps_the_contract(tmp_path: Path) -> None:
    run([str(Path(__file__).parents[1] / "corpora" / "reports")], tmp_path / "out")
    lines = (tmp_path / "out" / "records.jsonl").read_bytes().splitlines()
    records = [msgspec.json.decode(line, type=AnyRecord) for line in lines]
    assert {record.kind for record in records} == set(KINDS)
    assert all(r.span.start < r.span.end and r.sentence.start <= r.span.start for r in records)


def test_a_folder_becomes_rows_in_order(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    summary = run([str(folder)], out)
    documents = rows(out / "documents.jsonl")
    assert [d["doc_id"] for d in documents] == ["丙", "乙__甲"]
    assert [d["source"] for d in documents] == [os.path.join(str(folder), name) for name in ("丙.txt", "乙/甲.md")]
    assert [d["encoding"] for d in documents] == ["utf-8", "gb18030"]
    for document in documents:
        assert (out / "texts" / f"{document['doc_id']}.txt").read_text(encoding="utf-8") == TEXT
    records = rows(out / "records.jsonl")
    assert records
    decoded = [msgspec.json.decode(line, type=AnyRecord) for line in (out / "records.jsonl").read_bytes().splitlines()]
    assert [record.as_dict() for record in decoded] == records
    lines = (out / "documents.jsonl").read_bytes().splitlines()
    assert [msgspec.json.decode(line, type=DocumentRow).as_dict() for line in lines] == documents
    assert records == sorted(records, key=lambda r: (r["doc_id"], r["span"]["start"], r["kind"]))
    assert sum(summary.records.values()) == len(records) == sum(sum(d["records"].values()) for d in documents)
    assert (out / "errors.jsonl").read_bytes() == b""
    assert sorted(contents(out)) == sorted([*FILES, "texts/丙.txt", "texts/乙__甲.txt"])


def test_failures_become_rows_and_the_rest_goes_on(folder: Path, tmp_path: Path) -> None:
    (folder / "z.txt").write_bytes(b"\0\1\2" * 30)
    (folder / "a.pdf").write_bytes(b"%PDF-1.4")

    out = tmp_path / "out"
    summary = run([str(folder)], out)
    errors = rows(out / "errors.jsonl")
    assert [(os.path.basename(e["source"]), e["stage"]) for e in errors] == [("a.pdf", "read"), ("z.txt", "read")]
    assert (summary.documents, len(summary.failures)) == (2, 2)
    assert len(rows(out / "documents.jsonl")) == 2


def test_a_crash_names_its_stage(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("made up")

    for target, stage in (
        ("convert.simplify", "convert"),
        ("segment.paragraphs", "segment"),
        ("link.digest", "link"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(f"reformtrace.{target}", broken)
            run([str(folder / "丙.txt")], tmp_path / "out", bounds=None)
        (error,) = rows(tmp_path / "out" / "errors.jsonl")
        assert (error["stage"], error["source"]) == (stage, str(folder / "丙.txt"))
        assert "ZeroDivisionError: made up" in error["reason"]


def test_an_interrupted_run_leaves_the_earlier_files_whole(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([str(folder)], out)
    before = contents(out)
    for name in ("丙.txt", "乙/甲.md"):
        (folder / name).write_text(TEXT + "（三）另一项。\n", encoding="utf-8")

    def interrupted(document: reformtrace.Document) -> object:
        if document.doc_id == "乙__甲":
            raise KeyboardInterrupt
        return process(document)

    monkeypatch.setattr("reformtrace.chain.process", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run([str(folder)], out, bounds=None)
    after = contents(out)
    assert {name: after[name] for name in FILES} == {name: before[name] for name in FILES}
    assert after.keys() == before.keys()


def test_order_locale_hash_seed_and_working_folder_change_no_byte(folder: Path, tmp_path: Path) -> None:
    (folder / "z.txt").write_bytes(b"\0\1")
    inputs = [str(folder / name) for name in ("丙.txt", "乙", "z.txt")]
    results = []
    for i, (order, seed, locale) in enumerate([(1, "0", "C"), (-1, "1", "C.UTF-8"), (1, "77", "POSIX")]):
        out = tmp_path / f"out{i}"
        at = tmp_path / f"cwd{i}"
        at.mkdir()
        env = os.environ | {"PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "0"}
        env["PYTHONPATH"] = str(Path(reformtrace.__file__).parents[1])
        command = [sys.executable, "-m", "reformtrace", "run", *inputs[::order], "--out", str(out)]
        done = subprocess.run(command, cwd=at, env=env, capture_output=True, check=False)
        assert done.returncode == 1, done.stderr.decode()
        results.append(contents(out))
        assert "/文稿/" in rows(out / "errors.jsonl")[0]["source"]
    assert results[0] == results[1] == results[2]


def test_two_inputs_with_one_id_are_refused_by_name(folder: Path, tmp_path: Path) -> None:
    (folder / "丙.md").write_text(TEXT, encoding="utf-8")
    with pytest.raises(UsageError, match=r"丙\.md.*丙\.txt"):
        run([str(folder)], tmp_path / "out")
    assert not (tmp_path / "out").exists()
    with pytest.raises(UsageError, match="same id"):
        gather([str(folder / "丙.md"), str(folder / "丙.md")], tmp_path / "out")


def test_wrong_inputs_are_refused_before_any_work(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(UsageError, match="no such file"):
        run([str(folder), str(tmp_path / "没有")], out)
    (tmp_path / "空").mkdir()
    with pytest.raises(UsageError, match="no file to read"):
        run([str(tmp_path / "空")], out)
    with pytest.raises(UsageError, match="--doc-id"):
        run([str(folder)], out, doc_id="甲")
    with pytest.raises(UsageError, match="file's name"):
        run([str(folder / "丙.txt")], out, doc_id="../甲")
    assert not out.exists()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(UsageError, match="--out"):
        run([str(folder)], tmp_path / "file")


def test_the_output_folder_inside_an_input_is_not_read_and_old_texts_stay(folder: Path) -> None:
    out = folder / "out"
    run([str(folder)], out)
    first = contents(out)
    assert run([str(folder)], out).stale == 0
    assert contents(out) == first
    summary = run([str(folder / "丙.txt")], out, doc_id="新")
    assert summary.stale == 2
    assert [d["doc_id"] for d in rows(out / "documents.jsonl")] == ["新"]
    assert (out / "texts" / "丙.txt").exists()


def test_site_furniture_yields_nothing() -> None:
    found = reformtrace.extract(FURNITURE)
    assert (found.records, found.sentences) == ((), ())
    assert found.document.title is None


def test_a_document_that_was_read_is_extracted_as_it_is(folder: Path) -> None:
    document = reformtrace.read(folder / "乙" / "甲.md", doc_id="甲", date="2031-01-02")
    found = reformtrace.extract(document)
    assert (found.document.doc_id, found.document.date, found.document.encoding) == ("甲", "2031-01-02", "gb18030")
    assert found.records == reformtrace.extract(TEXT, doc_id="甲", date="2031-01-02").records
    for record in found.records:
        assert document.text[record.span.start : record.span.end] == record.span.text
