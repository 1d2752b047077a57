"""Files of every format, mutated, and what becomes of them: each must end in a document or in a line that blames the file.

Mutations are drawn from a seed and a number, so a file that failed can be made again.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import harmful
import render
from many import REPORTS
from reformtrace import workers
from reformtrace.batch import run
from reformtrace.outcomes import MEGABYTE
from reformtrace.worker import Bounds

BOUNDS = Bounds(max_seconds=10, max_memory=1_000 * MEGABYTE)
AT_A_TIME = 500
LARGEST = 400_000  # bytes; what is larger takes its time, and needs no mutation for it
# A page that lost its text would be looked at, which takes longer than any file may here.
WITHOUT_OCR = workers.CODE.replace("from reformtrace.worker", "sys.modules['rapidocr']=None; from reformtrace.worker")
TOKEN = re.compile(rb"<[^<>]{1,400}>")
VALUE = re.compile(rb"""(?<==)(?:"[^"<>]{0,200}"|'[^'<>]{0,200}')""")
NUMBER = re.compile(rb"\d{1,10}")
NUMBERS = (
    b"0",
    b"-1",
    b"1",
    b"255",
    b"65536",
    b"2147483647",
    b"4294967296",
    b"99999999999999999999",
    b"1e308",
    b"0.0001",
)
ODD = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"<!--", b"-->", b"]]>", b"<![CDATA[", b"&#0;", b"&#x110000;",
    b"&amp;", b"&x;", b"%PDF-1.7", b"endobj", b"endstream", b"PK\x03\x04", b"\r", "\u2028\u200b\ufeff".encode(),
    "（一）".encode(), "——".encode(), b"[1]", "①".encode(), "9" * 400, "一" * 400, "第" * 400,
)  # fmt: skip
SIGNS = (
    "（", "）", "“", "”", "《", "》", "〔", "从", "到", "万", "亿", "%", "％", "第一", "全国首个", "同比增长", "不低于", "1.", "十", "零", "〇",
    "廿", "两", "百分之", "之", "-", "—", "～", "\t", "\n", " ", "\u3000", "，", "。", "；", "：", "注释", "专栏1", "2026年2月30日", "②", "𠮷",
    "e\u0301", "\U0001f600", "㎡", "½", "Ⅳ", "0", "00000000", "1e9", ".", "∶",
)  # fmt: skip


@dataclass(slots=True)
class Report:
    """What became of mutated files, by format; `bad` holds those that ended in neither a document nor an honest line."""

    documents: Counter[str] = field(default_factory=Counter)
    lines: Counter[str] = field(default_factory=Counter)
    bad: list[tuple[str, int, str, bytes]] = field(default_factory=list)


@cache
def seeds(form: str) -> tuple[bytes, ...]:
    """Good files of a format; none where it is not read."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))]
    if form == "text":
        encodings = ("utf-8", "gb18030", "utf-16", "utf-8-sig", "big5-hkscs")
        return tuple(text.encode(encodings[i % 5], "ignore") for i, text in enumerate(texts))
    if form == "html":
        return tuple(
            render.to_html(text, charset=charset).encode(charset, "xmlcharrefreplace")
            for text, charset in zip(texts, ("utf-8", "gb18030", "utf-8", "gb2312") * 9, strict=False)
        )
    if form == "docx":
        return tuple(render.to_docx(text) for text in texts)
    if not harmful.has(form):
        return ()
    if form == "pdf":
        return tuple(harmful.pdf_of(text, packed=i % 2 > 0) for i, text in enumerate(texts))
    from render_pages import to_ofd

    return tuple(to_ofd(text, delta=("list", "repeat", "single")[i % 3]) for i, text in enumerate(texts))


FORMATS = ("text", "html", "docx", "pdf", "ofd")


def mutated(form: str, seed: int, number: int) -> bytes:
    """The mutated file of that number."""
    rng = random.Random(f"{seed} {form} {number}")
    data, other = rng.choice(seeds(form)), rng.choice(seeds(form))
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        data = _once(data, other, rng)[:LARGEST]
    return data


def _once(data: bytes, other: bytes, rng: random.Random) -> bytes:
    if zipfile.is_zipfile(io.BytesIO(data)) and rng.random() < 0.75:
        return _package(data, other, rng)
    if b"<" in data[:500] and rng.random() < 0.6:
        return rng.choice(XML)(data, rng)
    if rng.random() < 0.5:
        return _characters(data, other, rng)
    return rng.choice(FLAT)(data, other, rng)


def _characters(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """Mutates a text without harm to its encoding; bytes that are no text as bytes."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8" if rng.random() < 0.5 else "gb18030"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return rng.choice(FLAT)(data, other, rng)
    a, b, c = sorted(rng.randrange(len(text) + 1) for _ in range(3))
    odd = rng.choice(ODD)
    insert = rng.choice((odd.decode("utf-8", "ignore") if isinstance(odd, bytes) else odd, *SIGNS))
    deed = rng.randrange(7)
    if deed == 0:
        text = text[:a] + text[b:c] + text[a:b] + text[c:]
    elif deed == 1:
        text = text[:a] + text[a : a + 40] * rng.choice((2, 50, 2_000)) + text[a:]
    elif deed == 2:
        lines = text.split("\n")
        rng.shuffle(lines)
        text = rng.choice(("\n", "", "\n\n", "\t", " ")).join(lines)
    elif deed == 3:
        text = text.replace(rng.choice("。，、；（）一12\n%年的是"), insert)
    elif deed == 4:
        text = "".join(rng.choice((char, char, char, insert)) if rng.random() < 0.05 else char for char in text)
    else:
        text = text[:a] + insert * rng.choice((1, 1, 3, 500)) + text[a:]
    return text.encode(encoding, "ignore")


def _package(data: bytes, other: bytes, rng: random.Random) -> bytes:
    """Mutates a member of a package, or which members there are."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    except Exception:  # noqa: BLE001 - a package that an earlier mutation broke
        return rng.choice(FLAT)(data, other, rng)
    if not parts:
        return data
    # The larger a part, the more it says.
    name = rng.choices(list(parts), [len(part) + 500 for part in parts.values()])[0]
    deed = rng.random()
    if deed < 0.06:
        del parts[name]
    elif deed < 0.12:
        parts[rng.choice(list(parts))] = parts[name]
    elif deed < 0.16:
        parts[rng.choice(("word/document.xml", "OFD.xml", "../x", "/", "a" * 300, name.upper()))] = parts.pop(name)
    elif deed < 0.6:
        parts[name] = rng.choice(XML)(parts[name], rng)
    else:
        parts[name] = rng.choice(FLAT)(parts[name], parts[rng.choice(list(parts))], rng)
    packing = rng.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED, zipfile.ZIP_BZIP2))
    return harmful.zipped(dict(parts), packing)


def _place(data: bytes, rng: random.Random) -> slice:
    start = rng.randrange(len(data) + 1)
    return slice(start, min(len(data), start + int(2 ** rng.uniform(0, 13))))


def _flip(data: bytes, _: bytes, rng: random.Random) -> bytes:
    out = bytearray(data)
    for _n in range(rng.choice((1, 1, 3, 20, 200)) if out else 0):
        out[rng.randrange(len(out))] ^= 1 << rng.randrange(8)
    return bytes(out)


def _cut(data: bytes, _: bytes, rng: random.Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)] if rng.random() < 0.8 else data[rng.randrange(len(data) + 1) :]


def _drop(data: bytes, _: bytes, rng: random.Random) -> bytes:
    at = _place(data, rng)
    return data[: at.start] + data[at.stop :]


def _repeat(data: bytes, _: bytes, rng: random.Random) -> bytes:
    at = _place(data, rng)
    piece = data[at]
    return (
        data[: at.start] + piece * min(rng.choice((2, 3, 50, 2_000)), 200_000 // (len(piece) + 1) + 1) + data[at.stop :]
    )


def _splice(data: bytes, other: bytes, rng: random.Random) -> bytes:
    return data[: _place(data, rng).start] + other[_place(other, rng).start :]


def _move(data: bytes, other: bytes, rng: random.Random) -> bytes:
    at, piece = _place(data, rng), other[_place(other, rng)]
    return data[: at.start] + piece + data[at.stop :]


def _insert(data: bytes, _: bytes, rng: random.Random) -> bytes:
    odd = rng.choice(ODD) if rng.random() < 0.7 else rng.randbytes(rng.randrange(1, 100))
    at = _place(data, rng).start
    return data[:at] + (odd.encode() if isinstance(odd, str) else odd) + data[at:]


def _number(data: bytes, _: bytes, rng: random.Random) -> bytes:
    return _replaced(data, NUMBER, rng.choice(NUMBERS), rng)


def _replaced(data: bytes, pattern: re.Pattern[bytes], by: bytes, rng: random.Random) -> bytes:
    found = [match.span() for match in pattern.finditer(data[:2_000_000])]
    if not found:
        return data
    start, end = rng.choice(found)
    return data[:start] + by + data[end:]


def _untag(data: bytes, rng: random.Random) -> bytes:
    return _replaced(data, TOKEN, b"", rng)


def _retag(data: bytes, rng: random.Random) -> bytes:
    tags = TOKEN.findall(data[:2_000_000])
    return _replaced(data, TOKEN, rng.choice(tags), rng) if tags else data


def _nest(data: bytes, rng: random.Random) -> bytes:
    """One tag many times over, closed or not."""
    tags = [tag for tag in TOKEN.findall(data[:2_000_000]) if tag[1:2] not in b"/!?" and tag[-2:] != b"/>"]
    if not tags:
        return data
    tag, times = rng.choice(tags), rng.choice((2, 30, 300, 6_000))
    closing = b"</" + tag[1:-1].split()[0] + b">"
    return _replaced(data, TOKEN, tag * times + closing * rng.choice((0, times)), rng)


def _value(data: bytes, rng: random.Random) -> bytes:
    return _replaced(
        data, VALUE, b'"' + rng.choice((*NUMBERS, b"", b"x" * 5_000, b"&#9;", "％壹".encode())) + b'"', rng
    )


def _swap(data: bytes, rng: random.Random) -> bytes:
    """An element's worth of markup to another place."""
    found = [match.start() for match in TOKEN.finditer(data[:2_000_000])]
    if len(found) < 4:
        return data
    a, b, c = sorted(rng.sample(found, 3))
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def _entity(data: bytes, rng: random.Random) -> bytes:
    at = data.find(b"<", data.find(b"?>") + 1)
    return data[:at] + rng.choice((harmful.LAUGHS, "<!DOCTYPE x>", '<!DOCTYPE x SYSTEM "x">')).encode() + data[at:]


FLAT: Sequence[Callable[[bytes, bytes, random.Random], bytes]] = (
    _flip, _flip, _cut, _drop, _repeat, _splice, _move, _insert, _number,
)  # fmt: skip
XML: Sequence[Callable[[bytes, random.Random], bytes]] = (_untag, _retag, _nest, _value, _value, _swap, _entity)


def fuzz(formats: Sequence[str], count: int, seed: int, jobs: int = 1) -> Iterator[Report]:
    """Mutates so many files of each format and runs them, some hundred at a time; each time what came of all so far."""
    report = Report()
    for form in formats:
        for first in range(0, count if seeds(form) else 0, AT_A_TIME):
            _some(form, range(first, min(count, first + AT_A_TIME)), seed, jobs, report)
            yield report


def _some(form: str, numbers: range, seed: int, jobs: int, report: Report) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name, "in")
        folder.mkdir()
        for number in numbers:
            # A number that reads as a date, or any word, would be something to find.
            (folder / f"x{number:06}").write_bytes(mutated(form, seed, number))
        with patch.object(workers, "CODE", WITHOUT_OCR):
            summary = run([str(folder)], Path(name, "out"), bounds=BOUNDS, jobs=jobs)
        report.documents[form] += summary.documents
        report.lines[form] += len(summary.failures)
        if summary.documents + len(summary.failures) != len(numbers):
            raise AssertionError(f"{len(numbers)} files, {summary.documents} + {len(summary.failures)} ends")
        for row in summary.failures:
            if row.stage != "read" or "itself failed" in row.reason or not row.reason.isprintable():
                path = Path(row.source)
                report.bad.append((form, int(path.name[1:]), row.reason, path.read_bytes()))
