"""Reading: bytes in every encoding that is read, and files that are none."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from reformtrace.read import ReadError, from_text, read
from reformtrace.read.name import doc_id_of, is_safe

SIMPLIFIED = "河湾县去年新建村级驿站46座，\n清理闲置公章312枚，办件时间缩短三成。\n"
TRADITIONAL = "河灣縣去年新建村級驛站46座，\n清理閒置公章312枚，辦件時間縮短三成。\n"
LABELS = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5-hkscs"}


def written(folder: Path, data: bytes, name: str = "样本.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *(
            (SIMPLIFIED, e)
            for e in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb2312", "gbk", "gb18030")
        ),
        *((TRADITIONAL, e) for e in ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "gbk", "gb18030", "big5")),
    ],
)
def test_a_text_comes_back_from_its_encoding(tmp_path: Path, text: str, encoding: str) -> None:
    data = text.encode(encoding)
    document = read(written(tmp_path, data))
    assert document.text == text
    assert document.encoding == LABELS.get(encoding, encoding)
    assert document.sha256 == sha256(data).hexdigest()


@pytest.mark.parametrize("text", ["河湾县减证便民", "驿站46座", "办件时间缩短三成。", "——清理闲置公章"])
def test_a_few_simplified_characters_are_not_taken_for_big5(tmp_path: Path, text: str) -> None:
    assert read(written(tmp_path, text.encode("gbk"))).text == text


@pytest.mark.parametrize("text", ["河灣縣減證便民", "驛站46座", "辦件時間縮短三成。", "清理閒置公章"])
@pytest.mark.parametrize("encoding", ["big5", "gb18030"])
def test_a_few_traditional_characters_are_told_apart(tmp_path: Path, text: str, encoding: str) -> None:
    assert read(written(tmp_path, text.encode(encoding))).text == text


def test_hong_kong_characters_of_big5(tmp_path: Path) -> None:
    text = "衞生站在深水埗和鰂魚涌各設一個，啲街坊話好方便。"
    assert read(written(tmp_path, text.encode("big5hkscs"))).text == text


def test_newlines_become_line_feeds_and_nothing_else_changes(tmp_path: Path) -> None:
    document = read(written(tmp_path, "\ufeff甲项\r\n\r\n　乙项 \r丙项\x0c\n".encode()))
    assert document.text == "甲项\n\n　乙项 \n丙项\x0c\n"
    assert from_text("\ufeff甲\r乙\r\n").text == "甲\n乙\n"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (" \r\n\t　\n".encode(), "white space"),
        (b"\x00\x01\x02\x03" * 40, "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "no text"),
        (b"\x01\x02\x03\x04\x05abc" * 20, "control bytes"),
        (SIMPLIFIED.encode() + b"\xff\xfe\xfa" * 9, "UTF-8"),
        (b"\xff\xfe\x41", "utf-16"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "picture.*PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "picture.*PDF"),
        (b"Rar!\x1a\x07\x01\x00", "archive.*unpack"),
        (b"\x1f\x8b\x08\x00\x00\x00", "archive.*unpack"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(64), "old Office"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"\n<!-- saved -->\n<!DOCTYPE html><html><body></body></html>", "no text"),
    ],
)
def test_a_file_that_is_no_text_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    path = written(tmp_path, data)
    with pytest.raises(ReadError, match=reason) as error:
        read(path)
    assert (error.value.source, error.value.stage) == (str(path), "read")
    assert str(path) in str(error.value)


def test_a_file_too_large_or_missing_says_so(tmp_path: Path) -> None:
    path = written(tmp_path, SIMPLIFIED.encode())
    assert read(path, max_bytes=len(SIMPLIFIED.encode())).text == SIMPLIFIED
    with pytest.raises(ReadError, match="--max-bytes"):
        read(path, max_bytes=20)
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "没有.txt")
    with pytest.raises(ReadError, match="folder"):
        read(tmp_path)


def test_what_the_caller_says_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, SIMPLIFIED.encode())
    document = read(path, doc_id="乙", date="2031-05-06")
    assert (document.doc_id, document.date, document.source, document.reader) == ("乙", "2031-05-06", str(path), "text")
    assert read(path).doc_id == "样本"


@pytest.mark.parametrize(
    ("relative", "doc_id"),
    [
        ("甲/乙/丙.txt", "甲__乙__丙"),
        ("2031.5.6总结", "2031.5.6总结"),
        ("é.md", "é"),
        ("../x.txt", "___x"),
        ("a\tb?.html", "a_b_"),
        ("nul.txt", "nul_"),
        ("...", "_"),
    ],
)
def test_an_id_is_safe_as_a_file_name(relative: str, doc_id: str) -> None:
    assert doc_id_of(relative) == doc_id
    assert is_safe(doc_id)


def test_long_names_stay_apart() -> None:
    one, other = doc_id_of("长" * 300 + "甲.txt"), doc_id_of("长" * 300 + "乙.txt")
    assert one != other
    assert len(one.encode()) <= 200
    assert not any(is_safe(name) for name in ("", "a/b", ".x", "x.", "a\nb"))
