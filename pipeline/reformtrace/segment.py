"""A document's text -> what is read: paragraphs, headings and sentences over one re-flowed text, footnotes lifted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from .convert import Converted, Map
from .footnotes import PART, lift
from .reflow import paragraphs
from .rules import load
from .strip import Strip

END = re.compile(r"[。!?！？]+[”’」』》)〉】\]\"']*")
# No report has a longer sentence; what has lost its punctuation is cut, for each record carries its sentence.
LONGEST = 4_000
PAUSES = (re.compile("[。!?！？;]"), re.compile("[,、:\t \u3000]"))
MARK = re.compile("[,;:。!?\n]")  # ends a clause; no word goes over one
BRACKET = re.compile("[“”「」『』《》()〈〉]")
PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "(": ")", "〈": "〉"}
GOES_ON = re.compile(r"[,、;:.的等和与及之为是]")
HEADING_END = re.compile(r"[。!?！？;:,、…—]$")
MARKDOWN = re.compile(r"(#{1,6})\s+")
CHAPTER_LEVEL = {"编": 1, "篇": 1, "部": 1, "章": 2, "节": 3, "条": 4, "款": 5, "目": 5}
CHAPTER_HEAD = re.compile(
    r"第[一二三四五六七八九十百零〇\d]{1,5}([编篇部章节条款目])(?:[\s:、]|$)|第[一二三四五六七八九十百零〇\d]{1,5}([编篇部章节])"
)
SPEAKER = re.compile(r"^[^,。;:\d]{2,16}(?:议员|局长|司长|主席|署长|处长|部长|院长|官员)\s?(?:\([^)]{1,6}\)\s?)?:")
CLOSING = re.compile(r"\s*(?:结\s*束\s*语|结\s*语|尾\s*声)\s*$")
SALUTATION = re.compile(r"^[^,。;\d]{0,12}(?:代表|委员|同志们|同志|主席|先生)[::!,]?$")
GAP = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff](?:\s|$))")


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
    _marks: list[int] = field(default_factory=list)  # where clauses end

    def __post_init__(self) -> None:
        self._starts = [s.start for s in self.sentences]
        self._paragraph_starts = [p.start for p in self.paragraphs]
        self._marks = [m.start() for m in MARK.finditer(self.text)]

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds a position."""
        return max(0, bisect_right(self._starts, position) - 1)

    def paragraph_at(self, position: int) -> int:
        """The index of the paragraph that holds a position."""
        return max(0, bisect_right(self._paragraph_starts, position) - 1)

    def clause_starts(self, start: int, end: int, most: int) -> list[int]:
        """Where the last clauses begin that begin behind a mark between two positions, the last first."""
        last = bisect_left(self._marks, end)
        first = max(bisect_left(self._marks, start, 0, last), last - most)
        return [mark + 1 for mark in self._marks[first:last][::-1]]

    def clause_start(self, position: int, floor: int) -> int:
        """Where the clause begins in which a position stands, or the floor where that comes later."""
        i = bisect_left(self._marks, position)
        return max(floor, self._marks[i - 1] + 1) if i else floor

    def clause_end(self, position: int, limit: int) -> int:
        """Where the first mark at or behind a position stands, or the limit where that comes sooner."""
        i = bisect_left(self._marks, position)
        return min(limit, self._marks[i]) if i < len(self._marks) else limit

    def is_note(self, position: int) -> bool:
        """Whether a position lies in the text of a footnote."""
        return self.paragraphs[self.paragraph_at(position)].role == "note"

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original text that holds a span of the reading text, pasted footnotes included."""
        first, last = self.map.span(start, end)
        return first, max(last, self.tails.get(end, 0))


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
    pieces: list[Strip] = []
    found: list[Paragraph] = []
    headings: list[Heading] = []
    at = 0
    texts = [h.text for h in hosts]
    for i, host in enumerate(hosts):
        text = host.text
        if not text.strip():
            continue
        title = heading(text, texts[i + 1] if i + 1 < len(texts) else "") if alone[i] else None
        if title is not None:
            headings.append(Heading(at, title[0], title[1]))
        found.append(Paragraph(at, at + len(text), "heading" if title is not None else "text"))
        pieces.append(host)
        at += len(text) + 1
    for _, note in notes:
        if note.text.strip():
            found.append(Paragraph(at, at + len(note.text), "note"))
            pieces.append(note)
            at += len(note.text) + 1
    cuts, origins, at = [], [], 0
    for strip in pieces:
        for origin, length in strip.pieces:
            cuts.append(at)
            origins.append(origin)
            at += length
        at += 1
    text = "\n".join(s.text for s in pieces)
    sentences = [Cut(p.start + a, p.start + b, i) for i, p in enumerate(found) for a, b in split(text[p.start : p.end])]
    reading = Reading(
        text, _through(Map(tuple(cuts or [0]), tuple(origins or [0])), converted.map), found, sentences, headings
    )
    _note_tails(reading, hosts, notes, converted.map)
    return reading


def _through(inner: Map, outer: Map | None) -> Map:
    """The map that leads through both: from the reading text to the converted one to the original."""
    if outer is None:
        return inner
    cuts: list[int] = []
    origins: list[int] = []
    for i, (cut, origin) in enumerate(zip(inner.cuts, inner.origins, strict=True)):
        end = inner.cuts[i + 1] if i + 1 < len(inner.cuts) else None
        cuts.append(cut)
        origins.append(outer.at(origin))
        first = bisect_right(outer.cuts, origin)
        for j in range(first, len(outer.cuts)):
            shifted = cut + outer.cuts[j] - origin
            if end is not None and shifted >= end:
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
    for i, host in enumerate(hosts):
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
    m = MARKDOWN.match(text)
    if m:
        inner = heading(text[m.end() :], below)
        return inner if inner and inner[0] else (len(m.group(1)), text[m.end() :].strip())
    title = GAP.sub("", text).strip()
    m = CHAPTER_HEAD.match(text)
    if m and not re.search("[。;]", text):
        return CHAPTER_LEVEL[m[1] or m[2]], re.sub(r"\s+", " ", title)
    if m and (m[1] or m[2]) == "条":
        return None
    if CLOSING.match(text):
        return 2, title
    if PART.match(text) or re.match(r"专栏|附[件表录]\s?\d*[::]?", text) and not re.search("[。;,]", text):
        return 5, title
    if marker_pattern().match(text) or "\t" in text:
        return None
    if SPEAKER.match(text) and not re.search("[。;]", text):
        return 0, title
    if len(text) <= 40 and not HEADING_END.search(text) and not re.search("[。!?;]", text) and below:
        return 0, title
    return None


def split(text: str) -> list[tuple[int, int]]:
    """The sentences of a paragraph as offsets; a 。 inside quotes or brackets that go on in a sentence ends none.

    >>> text = "他说“可以。就这样”,随后离开。会议结束。"
    >>> [text[a:b] for a, b in split(text)]
    ['他说“可以。就这样”,随后离开。', '会议结束。']
    """
    if "\t" in text:
        ends = [len(text)]
    else:
        inside = _balanced(text) if BRACKET.search(text) else []
        ends = []
        for m in END.finditer(text):
            if not _held(m.start(), m.end(), text, inside):
                ends.append(m.end())
        if not ends or ends[-1] < len(text):
            ends.append(len(text))
    out, start = [], 0
    for end in ends:
        a, b = start, end
        while a < b and text[a] in " \t\u3000":
            a += 1
        while b > a and text[b - 1] in " \t\u3000":
            b -= 1
        while b - a > LONGEST:
            cut = _pause(text, a, a + LONGEST)
            out.append((a, cut))
            a = cut
        if a < b:
            out.append((a, b))
        start = end
    return out


def _pause(text: str, start: int, end: int) -> int:
    """Where a stretch without the end of a sentence is best cut: behind its last mark."""
    for mark in PAUSES:
        ends = [m.end() for m in mark.finditer(text, start + 1, end)]
        if ends:
            return ends[-1]
    return end


def _balanced(text: str) -> list[tuple[int, int]]:
    """Bracketed stretches that close and hold the end of a sentence; one that never closes holds nothing."""
    stack: list[tuple[str, int]] = []
    out: list[tuple[int, int]] = []
    for m in BRACKET.finditer(text):
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


def _held(start: int, end: int, text: str, inside: list[tuple[int, int]]) -> bool:
    for a, b in inside:
        if a < start < b:
            # The quote ends with this mark: then the sentence does too, unless it goes on behind the quote.
            return b >= end or bool(GOES_ON.match(text, end))
    return False
