"""A document's text -> what is read: paragraphs, headings and sentences over one re-flowed text, footnotes lifted."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from math import inf
from typing import NamedTuple

from .convert import Converted, Map
from .footnotes import PART, lift
from .patterns import pattern
from .reflow import paragraphs
from .rules import load
from .strip import Strip

END_MARKS = "。!?！？"
END = pattern(rf"[{END_MARKS}]+[”’」』》)〉】\]\"']*")
BLANKS = " \t\u3000"
# A stretch up to the end of a sentence or of its line, without the blanks around it.
STRETCH = pattern(rf"[^{BLANKS}\n{END_MARKS}][^\n{END_MARKS}]*(?:{END.pattern}|(?<![{BLANKS}]))|{END.pattern}")
TAB = pattern("\t")
# No report has a longer sentence; what has lost its punctuation is cut, for each record carries its sentence.
LONGEST = 4_000
PAUSES = (pattern("[。!?！？;]"), pattern("[,、:\t \u3000]"))
MARK, OTHER_MARKS = ",", ";:。!?\n"  # each ends a clause; no word goes over one
BRACKET = pattern("[“”「」『』《》()〈〉]")
PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "(": ")", "〈": "〉"}
OPENERS, CLOSERS = "".join(PAIRS), "".join(PAIRS.values())
PLAIN = rf"[^{OPENERS}{CLOSERS}{END_MARKS}\n]*+"
# An opener that is not closed before the end of a sentence, as most are, with at most a few brackets side by side in it.
UNCLOSED = pattern(
    "|".join(
        rf"{re.escape(a)}{PLAIN}(?:[{OPENERS}]{PLAIN}[{CLOSERS}]{PLAIN})*+(?!{re.escape(b)})" for a, b in PAIRS.items()
    )
)
GOES_ON = pattern(r"[,、;:.的等和与及之为是]")
NO_HEADING_END = ("！", "？", ":", ",", "、", "…", "—")
MARKDOWN = pattern(r"(#{1,6})\s+")
CHAPTER_LEVEL = {"编": 1, "篇": 1, "部": 1, "章": 2, "节": 3, "条": 4, "款": 5, "目": 5}
CHAPTER_HEAD = pattern(
    r"第[一二三四五六七八九十百零〇\d]{1,5}([编篇部章节条款目])(?:[\s:、]|$)|第[一二三四五六七八九十百零〇\d]{1,5}([编篇部章节])"
)
SPEAKER = pattern(r"^[^,。;:\d]{2,16}(?:议员|局长|司长|主席|署长|处长|部长|院长|官员)\s?(?:\([^)]{1,6}\)\s?)?:")
BOX = pattern(r"专栏|附[件表录]\s?\d*[::]?")
CLOSING = pattern(r"\s*(?:结\s*束\s*语|结\s*语|尾\s*声)\s*$")
SALUTATION = pattern(r"^[^,。;\d]{0,12}(?:代表|委员|同志们|同志|主席|先生)[::!,]?$")
GAP = pattern(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff](?:\s|$))")


# A paragraph or sentence a time, hundreds of thousands of them: the classes' own constructors take longer.
make = tuple.__new__


class Heading(NamedTuple):
    """A heading that is no numbered initiative: where it starts, how deep it stands, what it says."""

    start: int
    level: int
    title: str


class Paragraph(NamedTuple):
    """A stretch of the reading text; `role` tells what it is."""

    start: int
    end: int
    role: str  # text · heading · note


class Cut(NamedTuple):
    """A sentence as offsets of the reading text."""

    start: int
    end: int
    paragraph: int


@dataclass(slots=True)
class Reading:
    """The text as it is read: simplified, folded, re-flowed, footnotes behind the rest, a line a paragraph."""

    text: str
    map: Map
    paragraphs: list[Paragraph]
    sentences: list[Cut]
    headings: list[Heading]
    tails: dict[int, int] = field(default_factory=dict)  # end of a host sentence -> end of the notes pasted behind it
    _starts: list[int] = field(default_factory=list)
    _paragraph_starts: list[int] = field(default_factory=list)
    _clauses: str = ""  # the text with one mark for all, which is faster to look for than any of several

    def __post_init__(self) -> None:
        # What stands before the second is the first's.
        self._starts = [s.start for s in self.sentences[1:]]
        self._paragraph_starts = [p.start for p in self.paragraphs[1:]]
        self._clauses = self.text
        for mark in OTHER_MARKS:
            self._clauses = self._clauses.replace(mark, MARK)

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds a position."""
        return bisect_right(self._starts, position)

    def paragraph_at(self, position: int) -> int:
        """The index of the paragraph that holds a position."""
        return bisect_right(self._paragraph_starts, position)

    def clause_starts(self, start: int, end: int, most: int) -> list[int]:
        """Where the last clauses begin that begin behind a mark between two positions, the last first."""
        found: list[int] = []
        while len(found) < most and (end := self._clauses.rfind(MARK, start, end)) >= 0:
            found.append(end + 1)
        return found

    def clause_start(self, position: int, floor: int) -> int:
        """Where the clause begins in which a position stands, or the floor where that comes later."""
        mark = self._clauses.rfind(MARK, floor, position)
        return floor if mark < 0 else mark + 1

    def clause_end(self, position: int, limit: int) -> int:
        """Where the first mark at or behind a position stands, or the limit where that comes sooner."""
        mark = self._clauses.find(MARK, position, limit)
        return limit if mark < 0 else mark

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that holds a span of the reading text, pasted footnotes included."""
        span = self.map.span(start, end)
        return span if end not in self.tails else (span[0], max(span[1], self.tails[end]))


@cache
def marker_pattern() -> re.Pattern[str]:
    """What heads an item at the start of a line, of any style."""
    return re.compile("|".join(f"(?:{r.pattern})" for r in load("markers").rules))


def segment(converted: Converted) -> Reading:
    """The reading text of a converted document with its paragraphs, sentences and headings."""
    marker = marker_pattern()
    groups = paragraphs(converted.text, marker)
    hosts, notes = lift([strip for strip, _ in groups])
    alone = [single for _, single in groups]
    texts = [strip.text for strip in (*hosts, *(note for _, note in notes))]
    pieces: list[str] = []
    found: list[Paragraph] = []
    headings: list[Heading] = []
    cuts: list[int] = []
    origins: list[int] = []
    at = 0
    for i, strip in enumerate((*hosts, *(note for _, note in notes))):
        text = strip.text
        if not text.strip():
            continue
        start = at
        for origin, length in strip.pieces:
            cuts.append(at)
            origins.append(origin)
            at += length
        role = "text"
        if i >= len(hosts):
            role = "note"
        elif alone[i] and (title := heading(text, texts[i + 1] if i + 1 < len(hosts) else "")):
            role = "heading"
            headings.append(Heading(start, *title))
        found.append(make(Paragraph, (start, at, role)))
        pieces.append(text)
        at += 1
    text = "\n".join(pieces)
    sentences: list[Cut] = []
    number, limit = -1, 0
    for start, end in split(text):
        while start >= limit:
            number += 1
            limit = found[number].end
        sentences.append(make(Cut, (start, end, number)))
    inner = Map(tuple(cuts or [0]), tuple(origins or [0]))
    reading = Reading(text, _through(inner, converted.map), found, sentences, headings)
    _note_tails(reading, hosts, notes, converted.map)
    return reading


def _through(inner: Map, outer: Map | None) -> Map:
    """The map that leads through both: from the reading text to the converted one to the original."""
    if outer is None:
        return inner
    cuts: list[int] = []
    origins: list[int] = []
    for cut, origin, end in zip(inner.cuts, inner.origins, (*inner.cuts[1:], inf), strict=True):
        i = bisect_right(outer.cuts, origin) - 1
        cuts.append(cut)
        origins.append(outer.origins[i] + origin - outer.cuts[i])
        for j in range(i + 1, len(outer.cuts)):
            shifted = cut + outer.cuts[j] - origin
            if shifted >= end:
                break
            cuts.append(shifted)
            origins.append(outer.origins[j])
    return Map(tuple(cuts), tuple(origins))


def _note_tails(reading: Reading, hosts: list[Strip], notes: list[tuple[int, Strip]], outer: Map | None) -> None:
    """Where a footnote stands at the very end of its host's last sentence, that sentence reaches over it."""
    ends: dict[int, int] = {}
    for i, note in notes:
        if note.pieces and hosts[i].pieces:
            origin, length = note.pieces[-1]
            ends[i] = max(ends.get(i, 0), origin + length)
    index = 0
    for i, host in enumerate(hosts if ends else []):
        if not host.text.strip():
            continue
        paragraph = reading.paragraphs[index]
        index += 1
        if i not in ends or END.search(host.text) and END.fullmatch(host.text[-1:]):
            continue
        origin, length = host.pieces[-1]
        if ends[i] > origin + length:
            last = ends[i] if outer is None else outer.at(ends[i] - 1) + 1
            reading.tails[paragraph.end] = last


def heading(text: str, below: str) -> tuple[int, str] | None:
    """The level and title of a line that is a heading without a number of its own, or None.

    Levels: 0 for plain lines, 1 to 6 for Markdown, 1 to 5 for 编, 章, 节, 条 and 款.

    >>> heading("第二章  主要目标", "到2030年,全市实现预期目标。")
    (2, '第二章 主要目标')
    >>> heading("本市完成全部任务。", "") is None
    True
    """
    if len(text) > 60:
        return None
    if text.startswith("#") and (m := MARKDOWN.match(text)):
        inner = heading(text[m.end() :], below)
        return inner if inner and inner[0] else (len(m.group(1)), text[m.end() :].strip())
    if "。" in text or ";" in text:
        return None
    if text.startswith("第") and (m := CHAPTER_HEAD.match(text)):
        return CHAPTER_LEVEL[m[1] or m[2]], re.sub(r"\s+", " ", _title(text))
    if CLOSING.match(text):
        return 2, _title(text)
    if PART.match(text) or BOX.match(text) and "," not in text:
        return 5, _title(text)
    if "\t" in text or marker_pattern().match(text):
        return None
    is_plain = below and len(text) <= 40 and not text.endswith(NO_HEADING_END) and "!" not in text and "?" not in text
    return (0, _title(text)) if is_plain or ":" in text and SPEAKER.match(text) else None


def _title(text: str) -> str:
    return (GAP.sub("", text) if len(text.split(maxsplit=1)) > 1 else text).strip()


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of lines as offsets; a 。 inside quotes or brackets that go on in a sentence ends none.

    >>> text = "他说“可以。就这样”,随后离开。会议结束。"
    >>> [text[a:b] for a, b in split(text)]
    ['他说“可以。就这样”,随后离开。', '会议结束。']
    """
    held = _held(text)
    out: list[tuple[int, int]] = []
    begun: int | None = None  # where a sentence begins that goes on behind a mark
    for stretch in STRETCH.finditer(text):
        span = stretch.span()
        if begun is not None:
            span = begun, span[1]
            begun = None
        start, end = span
        if end in held:
            begun = start
        elif end - start <= LONGEST:
            out.append(span)
        else:
            out += _parted(text, start, end)
    return out


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch as pieces of a length that a sentence may have."""
    while end - start > LONGEST:
        cut = _pause(text, start, start + LONGEST)
        yield start, cut
        start = cut
    yield start, end


def _pause(text: str, start: int, end: int) -> int:
    """Where a stretch without the end of a sentence is best cut: behind its last mark."""
    for mark in PAUSES:
        ends = [m.end() for m in mark.finditer(text, start + 1, end)]
        if ends:
            return ends[-1]
    return end


def _held(text: str) -> set[int]:
    """Where the marks end that end no sentence: inside quotes or brackets that close, or in a row of a table."""
    held: set[int] = set()
    for first, last in _lines_with(UNCLOSED, text):
        inside = _balanced(text, first, last)
        if inside:
            held |= {m.end() for m in END.finditer(text, first, last) if _is_held(*m.span(), text, inside)}
    for first, last in _lines_with(TAB, text):
        held |= {stretch.end() for stretch in list(STRETCH.finditer(text, first, last))[:-1]}
    return held


def _lines_with(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each line that holds a match."""
    end = -1
    for m in pattern.finditer(text):
        if m.start() > end:
            end = text.find("\n", m.start())
            end = len(text) if end < 0 else end
            yield text.rfind("\n", 0, m.start()) + 1, end


def _balanced(text: str, first: int, last: int) -> list[tuple[int, int]]:
    """Bracketed stretches of a line that close and hold the end of a sentence; one that never closes holds nothing."""
    stack: list[tuple[str, int]] = []
    out: list[tuple[int, int]] = []
    for m in BRACKET.finditer(text, first, last):
        char = m.group()
        if char in PAIRS:
            stack.append((PAIRS[char], m.start()))
        else:
            # Look for the opener a few levels down: what was opened in between never closes.
            for k in range(len(stack) - 1, max(-1, len(stack) - 5), -1):
                if stack[k][0] == char:
                    start = stack[k][1]
                    del stack[k:]
                    if m.start() - start < 600 and END.search(text, start, m.start()):
                        out.append((start, m.start()))
                    break
    return out


def _is_held(start: int, end: int, text: str, inside: list[tuple[int, int]]) -> bool:
    for a, b in inside:
        if a < start < b:
            # The quote ends with this mark: then the sentence does too, unless it goes on behind the quote.
            return b >= end or bool(GOES_ON.match(text, end))
    return False
