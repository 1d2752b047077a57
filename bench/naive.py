"""What a capable engineer writes in an afternoon, to measure the pipeline against; its records are far less right.

    python bench/naive.py RECORDS FILE...

OpenCC on the whole text, jieba on the whole text, one `re` pattern after another, a pydantic constructor call for every
part of every record, and JSON lines. Nothing is slowed down on purpose: patterns are compiled once and everything is
loaded once.
"""

from __future__ import annotations

import logging
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from hashlib import sha1
from pathlib import Path
from typing import Literal

import jieba
import opencc
from pydantic import BaseModel

jieba.setLogLevel(logging.WARNING)
TO_SIMPLIFIED = opencc.OpenCC("t2s")

SENTENCE = re.compile(r"[^。!?;！？；\n]+[。!?;！？；]?")
# A lone 一 or 两 is mostly no number worth a record.
NUMERAL = r"(?:\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千两]{2,})"
UNIT = (
    "个百分点|百分点|亿美元|亿元|万元|美元|元|%|％|平方米|平方公里|公顷|公里|千米|亿斤|吨标准煤|吨|万千瓦时|千瓦时|"
    "千瓦|亩|万人次|人次|人|户|家|项|个|件|条|座|所|处|名|次|批|张|台|辆|场|种|位|倍|岁|部|份|成|级|天|小时|分钟|米|支|只"
)
BEFORE = "超过|突破|不低于|不少于|不超过|不高于|至少|最多|接近|将近|超|近|约|逾|达到|达"
AFTER = "以上|以下|以内|左右|上下"
TARGET = re.compile(
    rf"(?P<before>{BEFORE})?(?P<number>{NUMERAL})(?P<scale>万亿|亿|千万|百万|万)?(?P<more>余|多)?"
    rf"(?P<unit>{UNIT})(?P<after>{AFTER})?"
)
CHANGE = re.compile(
    r"(?P<rise>增长|提高|提升|增加|上升|扩大|增)?(?P<fall>下降|减少|降低|压减|回落|缩短)?(?:了|到|至)?(?:约|近|超过|超)?$"
)
FROM_TO = re.compile(
    rf"[从由](?:20\d\d年的?)?(?P<first>{NUMERAL})(?P<scale>万亿|亿|万)?(?P<unit>{UNIT})?"
    rf"(?P<verb>提高|提升|增加|上升|增长|扩大|下降|降低|减少|压缩|缩短)[到至](?:20\d\d年的?)?(?P<number>{NUMERAL})"
)
COMPARED = re.compile(r"同比|环比|年均|比上年|比去年|较上年|较20\d\d年|比20\d\d年")
BOUNDS = {
    "超过": "over", "突破": "over", "超": "over", "逾": "over", "不低于": "at_least", "不少于": "at_least",
    "至少": "at_least", "以上": "at_least", "不超过": "at_most", "不高于": "at_most", "最多": "at_most", "以内": "at_most",
    "以下": "at_most", "接近": "nearly", "将近": "nearly", "近": "nearly", "约": "about", "左右": "about", "上下": "about",
    "余": "over", "多": "over",
}  # fmt: skip
SCALES = {"万": 1e4, "百万": 1e6, "千万": 1e7, "亿": 1e8, "万亿": 1e12}
CHINESE = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
TENS = {"十": 10, "百": 100, "千": 1000}

INITIATIVES = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^[ \u3000]*(?P<marker>[一二三四五六七八九十]+、)(?P<title>[^。\n]+)",
        r"^[ \u3000]*(?P<marker>[（(][一二三四五六七八九十]+[）)])(?P<title>[^。\n]+)",
        r"^[ \u3000]*(?P<marker>\d{1,2}[.．、])(?P<title>[^。\n\d][^。\n]*)",
        r"^[ \u3000]*(?P<marker>[（(]\d{1,2}[）)])(?P<title>[^。\n]+)",
        r"^[ \u3000]*(?P<marker>——)(?P<title>[^。\n]+)",
        r"(?P<marker>第[一二三四五六七八九十]+[，,、])(?P<title>[^。\n]+)",
        r"(?P<marker>[一二三四五六七八九十]是)(?P<title>[^。；;\n]+)",
        r"(?P<marker>[①-⑳])(?P<title>[^①-⑳。；;\n]+)",
    )
]
CLAIMS = [
    (basis, re.compile(pattern))
    for basis, pattern in (
        (
            "first",
            r"(?P<scope>全球|世界|全国|国内|全省|全市|西部|中部)(?:率先|首创|首个|首家|首批|首次|首例|首座|首条|第一个)",
        ),
        ("first", r"率先在?(?P<scope>全球|世界|全国|国内|全省|全市)?"),
        ("only", r"(?P<scope>全球|世界|全国|国内|全省|全市)?(?:唯一)"),
        (
            "rank",
            r"[居列位](?P<scope>全球|世界|全国|国内|全省|全市|西部|中部)?第?(?P<rank>[一二三四五六七八九十\d]+)位?",
        ),
        ("rank", r"(?P<scope>全球|世界|全国|全省|全市)(?:第(?P<rank>[一二三四五六七八九十\d]+)|前列|首位|前三)"),
        ("superlative", r"(?P<scope>全球|世界|全国|国内|全省|全市)最[大高多长快早]"),
    )
]
PERIOD = re.compile(r"20\d\d年(?:底|末|\d{1,2}月)?|“?十[三四五]五”?(?:时期|期间|末)?|今年|去年|明年|年内|五年来")
ACTOR = re.compile(r"^(?P<actor>[^，,。；;：:]{2,12}?(?:省|市|县|区|局|部|委|厅|办|院|政府|公司|单位|企业))")
PLANNED = re.compile(r"力争|争取|计划|目标|将|确保|到20\d\d年|要|推进|加快")
ACHIEVED = re.compile(r"完成|实现|达到|已|了|新增|建成|增长|下降")
SCOPES: dict[str, Literal["world", "nation", "region", "province", "city"]] = {
    "全球": "world", "世界": "world", "全国": "nation", "国内": "nation", "西部": "region", "中部": "region",
    "全省": "province", "全市": "city",
}  # fmt: skip


class Span(BaseModel):
    """A stretch of the original."""

    start: int
    end: int
    text: str


class Sentence(BaseModel):
    """The sentence of a record."""

    id: str
    start: int
    end: int
    text: str
    simplified: str


class Period(BaseModel):
    """The time of a record."""

    text: str
    start: str | None
    end: str | None


class Change(BaseModel):
    """How a value changed."""

    direction: Literal["increase", "decrease"]
    from_value: float | None
    basis: str | None


class Record(BaseModel):
    """What every record has."""

    id: str
    kind: str
    doc_id: str
    span: Span
    sentence: Sentence
    section: list[str]
    status: str | None
    actor: str | None
    period: Period | None


class Initiative(Record):
    """An item of a list."""

    marker: str
    title: str


class Target(Record):
    """A number with its unit."""

    value: float
    unit: str
    bound: str
    measures: str
    change: Change | None


class Claim(Record):
    """A claim of being first."""

    basis: str
    scope: str
    rank: int | None
    object: str


def chinese(text: str) -> int:
    """The value of a Chinese numeral below ten thousand."""
    total = digit = 0
    for char in text:
        if char in TENS:
            total, digit = total + (digit or 1) * TENS[char], 0
        else:
            digit = CHINESE.get(char, 0)
    return total + digit


def number(text: str, scale: str | None) -> float:
    """The value of a numeral with its scale word."""
    value = float(text.replace(",", "")) if text[0].isdigit() else chinese(text)
    return value * SCALES[scale] if scale else value


class Text:
    """One document, converted and cut into sentences and words."""

    def __init__(self, doc_id: str, original: str) -> None:
        self.doc_id = doc_id
        self.original = original
        self.text = TO_SIMPLIFIED.convert(original)
        self.words = list(jieba.cut(self.text))
        self.word_starts = []
        at = 0
        for word in self.words:
            self.word_starts.append(at)
            at += len(word)
        self.sentences = [m.span() for m in SENTENCE.finditer(self.text)]
        self.sentence_starts = [start for start, _ in self.sentences]
        self.headings: list[tuple[int, str]] = []

    def record(self, kind: str, start: int, end: int) -> Record:
        """The part of a record that every kind has."""
        first, last = self.sentences[max(0, bisect_right(self.sentence_starts, start) - 1)]
        simplified = self.text[first:last]
        period = PERIOD.search(simplified)
        actor = ACTOR.search(simplified)
        above = bisect_right(self.headings, (start, "")) - 1
        status = "planned" if PLANNED.search(simplified) else "achieved" if ACHIEVED.search(simplified) else None
        return Record(
            id=sha1(f"{self.doc_id}:{kind}:{start}:{end}".encode()).hexdigest()[:16],  # noqa: S324 - names, not secrets
            kind=kind,
            doc_id=self.doc_id,
            span=Span(start=start, end=end, text=self.original[start:end]),
            sentence=Sentence(
                id=sha1(simplified.encode()).hexdigest()[:16],  # noqa: S324
                start=first,
                end=last,
                text=self.original[first:last],
                simplified=simplified,
            ),
            section=[self.headings[above][1]] if above >= 0 else [],
            status=status,
            actor=actor["actor"] if actor else None,
            period=self.period(period[0]) if period else None,
        )

    def period(self, text: str) -> Period:
        """The time that words name."""
        year = re.search(r"20\d\d", text)
        if year is None:
            return Period(text=text, start=None, end=None)
        return Period(text=text, start=f"{year[0]}-01-01", end=f"{year[0]}-12-31")

    def phrase(self, start: int, end: int) -> str:
        """The words behind a number, else those before it, up to a mark."""
        i = bisect_left(self.word_starts, end)
        behind = self.until_mark(self.words[i : i + 4])
        if behind:
            return "".join(behind)
        i = bisect_left(self.word_starts, start)
        before = self.until_mark(self.words[max(0, i - 4) : i][::-1])
        return "".join(before[::-1])

    @staticmethod
    def until_mark(words: list[str]) -> list[str]:
        """The words in front of the first mark."""
        for i, word in enumerate(words):
            if not ("\u4e00" <= word[0] <= "\u9fff" or word[0].isalnum()):
                return words[:i]
        return words


def initiatives(text: Text) -> Iterator[Record]:
    """The list items of a document."""
    for pattern in INITIATIVES:
        for m in pattern.finditer(text.text):
            common = text.record("numbered_initiative", m.start("marker"), m.end())
            yield Initiative(**dict(common), marker=m["marker"], title=m["title"])


def targets(text: Text) -> Iterator[Record]:
    """The numbers with units of a document."""
    for m in FROM_TO.finditer(text.text):
        change = Change(
            direction="decrease" if m["verb"][0] in "下降减压缩" else "increase",
            from_value=number(m["first"], m["scale"]),
            basis=None,
        )
        common = text.record("quantitative_target", m.start(), m.end())
        yield Target(
            **dict(common),
            value=number(m["number"], None),
            unit=m["unit"] or "",
            bound="exact",
            measures=text.phrase(m.start(), m.end()),
            change=change,
        )
    for m in TARGET.finditer(text.text):
        before = text.text[max(0, m.start() - 24) : m.start()]
        changed = CHANGE.search(before[-8:])
        moved = None
        if changed and (changed["rise"] or changed["fall"]):
            compared = COMPARED.search(before)
            moved = Change(
                direction="increase" if changed["rise"] else "decrease",
                from_value=None,
                basis=compared[0] if compared else None,
            )
        common = text.record("quantitative_target", m.start(), m.end())
        yield Target(
            **dict(common),
            value=number(m["number"], m["scale"]),
            unit=m["unit"],
            bound=BOUNDS.get(m["before"] or m["after"] or m["more"] or "", "exact"),
            measures=text.phrase(m.start(), m.end()),
            change=moved,
        )


def claims(text: Text) -> Iterator[Record]:
    """The claims of a document."""
    for basis, pattern in CLAIMS:
        for m in pattern.finditer(text.text):
            groups = m.groupdict()
            rank = groups.get("rank")
            common = text.record("first_claim", m.start(), m.end())
            yield Claim(
                **dict(common),
                basis=basis,
                scope=SCOPES.get(groups["scope"] or "", "unstated"),
                rank=int(number(rank, None)) if rank else None,
                object=text.phrase(m.start(), m.end()),
            )


def extract(doc_id: str, original: str) -> list[Record]:
    """The records of a document."""
    text = Text(doc_id, original)
    found = list(initiatives(text))
    text.headings = sorted((r.span.start, r.span.text) for r in found)
    return [*found, *targets(text), *claims(text)]


def run(paths: Iterable[str], out: str) -> int:
    """Reads files and writes their records as JSON lines; how many."""
    count = 0
    with open(out, "w", encoding="utf-8") as file:
        for path in paths:
            for record in extract(Path(path).stem, Path(path).read_text(encoding="utf-8")):
                file.write(record.model_dump_json() + "\n")
                count += 1
    return count


if __name__ == "__main__":
    print(run(sys.argv[2:], sys.argv[1]), "records")
