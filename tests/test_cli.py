"""The command line: exit codes, and what is printed into a pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import reformtrace
from called import call
from reformtrace.cli import COMMANDS

TEXT = "河湾县减证便民工作总结\n一、主要成效\n（一）驿站建设。新建驿站46座。\n（二）清理公章。公章减少[312]枚。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "总结.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_run_ends_with_a_table_and_code_0(file: Path, tmp_path: Path) -> None:
    code, out, err = call("run", file, "--out", tmp_path / "out", "--doc-id", "甲", "--date", "2031-02-03")
    assert (code, err) == (0, "")
    assert out.split()[:2] == ["documents", "1"]
    assert "numbered_initiative" in out
    assert "failures" in out
    row = json.loads((tmp_path / "out" / "documents.jsonl").read_text(encoding="utf-8"))
    assert (row["doc_id"], row["date"]) == ("甲", "2031-02-03")


def test_run_with_a_failed_input_ends_with_code_1(file: Path, tmp_path: Path) -> None:
    code, _, err = call("run", file, "--out", tmp_path / "out", "--max-bytes", "10")
    assert code == 1
    assert str(file) in err
    assert "--max-bytes" in err


@pytest.mark.parametrize(
    "args",
    [
        ["run", "{file}"],
        ["run", "没有", "--out", "{out}"],
        ["run", "{file}", "{file}", "--out", "{out}"],
        ["run", "{file}", "--out", "{out}", "--date", "2031-2-3"],
        ["run", "{file}", "--out", "{out}", "--date", "20310203"],
        ["run", "{file}", "--out", "{out}", "--max-bytes", "0"],
        ["run", "{file}", "--out", "{out}", "--jobs", "-1"],
        ["run", "{file}", "--out", "{out}", "--fres"],
        ["run", "--out", "{out}"],
        ["show", "没有"],
        ["schema", "sentences"],
        ["nothing"],
        [],
    ],
)
def test_wrong_usage_ends_with_code_2(args: list[str], file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    code, _, err = call(*(a.format(file=file, out=out) for a in args))
    assert code == 2
    assert err
    assert not out.exists()


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_tells_what_a_command_does(command: list[str]) -> None:
    code, out, err = call(*command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(" ".join(["usage: reformtrace", *command]))
    told = COMMANDS[command[0]].__doc__ if command else COMMANDS["run"].__doc__
    assert str(told) in " ".join(out.split())


def test_paths_stand_on_both_sides_of_options_and_behind_two_dashes(file: Path, tmp_path: Path) -> None:
    other = file.with_name("另一.txt")
    other.write_text(TEXT, encoding="utf-8")
    for code, out, _ in (
        call("run", file, "--out", tmp_path / "a", other),
        call("run", "--out", tmp_path / "b", "--", file, other),
    ):
        assert (code, out.split()[:2]) == (0, ["documents", "2"])
    assert call("run", file, "--out", tmp_path / "d", "--", other)[0] == 0
    assert call("run", "--out", tmp_path / "c", "--", "-x")[2] == "Error: -x: there is no such file or folder\n"


def test_show_prints_a_plain_tree(file: Path) -> None:
    code, out, _ = call("show", file)
    assert code == 0
    assert "\x1b" not in out
    lines = [line.rstrip() for line in out.splitlines()]
    assert lines[0] == "河湾县减证便民工作总结"
    assert lines[1].startswith("└── 一、 主要成效")
    assert [i for i, line in enumerate(lines) if "── (一) 驿站建设" in line or "── (二) 清理公章" in line]


def test_show_of_a_file_that_cannot_be_read_ends_with_code_1(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"%PDF-")
    code, _, err = call("show", tmp_path / "x")
    assert code == 1
    assert "PDF" in err


def test_explain_prints_words_and_records() -> None:
    code, out, _ = call("explain", "一是新建驿站46座。")
    assert code == 0
    assert "驿站/n" in out
    rows = json.loads(out[out.index("records") + len("records") :])
    assert all(row["span"]["text"] in "一是新建驿站46座。" for row in rows)


@pytest.mark.parametrize("name", ["records", "documents"])
def test_schema_prints_json(name: str) -> None:
    code, out, _ = call("schema", name)
    assert code == 0
    assert json.loads(out)["title"] == f"One line of {name}.jsonl"


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
def test_chinese_goes_through_any_locale(locale: str, file: Path) -> None:
    root = Path(reformtrace.__file__).parents[1]
    env = os.environ | {"LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONPATH": str(root)}
    for args in (["show", str(file)], ["explain", "新建驿站46座。"], ["show", str(file.with_name("没有"))]):
        done = subprocess.run([sys.executable, "-m", "reformtrace", *args], env=env, capture_output=True, check=False)
        printed = (done.stdout + done.stderr).decode()
        assert "驿站" in printed or "没有: there is no such file" in printed


@pytest.mark.parametrize(
    ("args", "code"),
    [(["schema", "records"], 0), (["run", "没有", "--out", "不写"], 2), (["show"], 2), (["--version"], 0)],
)
def test_the_command_ends_with_its_code_and_all_it_said(args: list[str], code: int) -> None:
    root = Path(reformtrace.__file__).parents[1]
    env = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run([sys.executable, "-m", "reformtrace", *args], env=env, capture_output=True, check=False)
    assert (done.returncode, done.stdout.decode()) == (code, call(*args)[1])
    assert bool(done.stderr) == bool(code)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of another kind")
@pytest.mark.parametrize("closed", [">&-", "2>&-"])
def test_a_closed_stream_costs_nothing(closed: str, file: Path, tmp_path: Path) -> None:
    root = Path(reformtrace.__file__).parents[1]
    line = f'"{sys.executable}" -m reformtrace run "{file}" --out "{tmp_path / "out"}" {closed}'
    done = subprocess.run(["/bin/sh", "-c", line], env=os.environ | {"PYTHONPATH": str(root)}, check=False)
    assert done.returncode == 0
    assert (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell of another kind")
def test_a_reader_that_has_enough_is_no_fault() -> None:
    root = Path(reformtrace.__file__).parents[1]
    line = f'"{sys.executable}" -m reformtrace rules | head -n 1'
    env = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(["/bin/sh", "-c", line], env=env, capture_output=True, check=False)
    assert (done.stdout.decode().strip(), done.stderr) == ("# Rules", b"")


def test_version() -> None:
    assert call("--version")[1].strip() == reformtrace.__version__


@pytest.mark.parametrize("module", ["reformtrace", "reformtrace.cli"])
def test_importing_loads_nothing_heavy(module: str) -> None:
    heavy = ("spacy", "sklearn", "opencc", "jieba", "rjieba", "re2", "rich.progress")
    code = f"import sys, {module}; print([m for m in {heavy!r} if m in sys.modules])"
    root = Path(reformtrace.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(root)!r}); {code}"],
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().strip() == "[]"
