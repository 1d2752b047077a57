"""What stands on page after page or below the text: running heads, page numbers and footnotes, taken out of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from .columns import Strip
from .geometry import Line, run_on

DEEP = 3  # lines from the edge of a page among which heads and feet are looked for
SMALL = 0.92
MOST = 80  # lines of a column that may be notes
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
NUMERAL = r"(?:\d{1,4}|[ivxlcIVXLC]{1,6})"
DASH = "[-—–―－─·•~_]"
PAGE_NUMBER = re.compile(
    rf"(?:{DASH}+\s?{NUMERAL}\s?{DASH}+|第\s?[\d一二三四五六七八九十百]+\s?页(?:[,，/／]?\s?共\s?[\d一二三四五六七八九十百]+\s?页)?"
    rf"|{NUMERAL}\s?[/／]\s?\d{{1,4}}|page\s?\d+(?:\s?of\s?\d+)?)", re.IGNORECASE,
)  # fmt: skip
# What a browser prints above and below a page.
PRINTED = re.compile(
    r"(?:(?:file|https?)://\S+|about:blank)\s+\d+\s?/\s?\d+|\d{1,4}/\d{1,2}/\d{1,4}[,，]?\s+(?:[上下]午\s?)?\d{1,2}:\d{2}.*"
)
BARE = re.compile(r"\d{1,4}|[ivx]{1,6}|[IVX]{1,6}")
ROMAN = {"i": 1, "v": 5, "x": 10}
DIGITS = re.compile(r"\d+")
BLANKS_AND_DIGITS = re.compile(r"[\s\d]+")
# What opens a note: ①, [1], ［1］, 〔1〕, (1), or a bare figure, which has to be raised or small.
LABEL = re.compile(
    rf"(?:([{CIRCLED}])|[\[［〔【](\d{{1,2}})[\]］〕】]|[(（](\d{{1,2}})[)）]|(\d{{1,2}})"
    r"(?=[ .、\u3000\u4e00-\u9fff“「『《〈（(A-Za-z]))[ .、\u3000]*"
)
CALL = re.compile(rf"[{CIRCLED}]|\[\d{{1,2}}\]|［\d{{1,2}}］|〔\d{{1,2}}〕")
ENDED = re.compile(r"[。.!！?？][”’」』》)）〉】\]\"']*$")
OPENS_ITEM = re.compile(r"(?:^|[:：;；。!！?？])\s*$")


@dataclass(slots=True)
class Note:
    """A footnote: its number as its page writes it, and its text."""

    label: int
    text: str
    page: int


def without_heads(pages: Sequence[Sequence[list[Line]]], heights: Sequence[float]) -> list[list[list[Line]]]:
    """The rows of each page without running heads, running feet and page numbers.

    A head is told by its text, digits aside, standing at the same height on several pages; only what stands at the
    edge, or beside nothing but other heads, counts.
    """
    enough = 2 if sum(map(bool, pages)) < 5 else 3
    kept = [list(rows) for rows in pages]
    for at_foot in (False, True):
        keys = {
            id(row): _key(row, height)
            for rows, height in zip(pages, heights, strict=True)
            for row in _edge(rows, at_foot)
        }
        seen = Counter(key for rows in pages for key in {keys[id(row)] for row in _edge(rows, at_foot)})
        numbers = _numbers(pages, at_foot)
        for i, rows in enumerate(kept):
            for row in _edge(rows, at_foot):
                text = _text(row)
                words, down = keys.get(id(row)) or _key(row, heights[i])
                shown = seen[words, down - 1] + seen[words, down] + seen[words, down + 1]
                known = len(row) < 4 and 0 < len(text) <= 80 and text[-1] not in "。；" and shown >= enough
                if not (
                    known
                    or PAGE_NUMBER.fullmatch(text)
                    or PRINTED.fullmatch(text)
                    or (i in numbers and BARE.fullmatch(text))
                ):
                    break
                rows.remove(row)
    # Where nothing else stands on the pages, it is the text.
    return kept if any(kept) else [list(rows) for rows in pages]


def _edge(rows: Sequence[list[Line]], at_foot: bool) -> list[list[Line]]:
    return list(reversed(rows[-DEEP:])) if at_foot else list(rows[:DEEP])


def _text(row: list[Line]) -> str:
    return (row[0].text if len(row) == 1 else " ".join([line.text for line in row])).strip()


def _key(row: list[Line], height: float) -> tuple[str, int]:
    """A row's text without its digits and blanks, and how far down the page it stands."""
    return BLANKS_AND_DIGITS.sub("", _text(row)), int(row[0].middle / (height or 1) * 100)


def _numbers(pages: Sequence[Sequence[list[Line]]], at_foot: bool) -> set[int]:
    """The pages whose outermost row is a bare number that counts the pages."""
    found: dict[int, int] = {}
    for i, rows in enumerate(pages):
        for row in _edge(rows, at_foot)[:2]:
            if BARE.fullmatch(_text(row)):
                found[i] = _counted(_text(row))
                break
    steps = Counter(value - i for i, value in found.items())
    step, count = steps.most_common(1)[0] if steps else (0, 0)
    if count >= 2:
        return {i for i, value in found.items() if value - i == step}
    # A single page's number stands alone, well away from the text.
    return {i for i, value in found.items() if value == i + 1 and _is_apart(pages[i], at_foot)}


def _counted(text: str) -> int:
    """A page's number, in figures or in Roman numerals.

    >>> _counted("12"), _counted("xiv"), _counted("IX")
    (12, 14, 9)
    """
    if text.isdecimal():
        return int(text)
    values = [ROMAN[sign] for sign in text.lower()]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))


def _is_apart(rows: Sequence[list[Line]], at_foot: bool) -> bool:
    edge = _edge(rows, at_foot)
    return len(edge) > 1 and abs(edge[0][0].middle - edge[1][0].middle) > 2.2 * max(edge[1][0].size, 1e-6)


def body_size(pages: Sequence[Sequence[list[Line]]]) -> float:
    """The size of type that most of a text is set in."""
    sizes: list[float] = []
    for rows in pages:
        for row in rows:
            for line in row:
                sizes += [line.size] * (1 + min(12, len(line.text) // 8))
    return median(sizes) if sizes else 0.0


def lift_notes(strip: Strip, size: float, ruled: Callable[[float, float], bool], before: Note | None) -> list[Note]:
    """Takes the footnotes off the foot of a column: lines in smaller type, the first of which has a note's number.

    `ruled` says whether a rule stands between two heights of the page, as it does above notes; a note of the page
    `before` that is not finished goes on there.
    """
    items = strip.items
    start = len(items)
    while (
        start > len(items) - MOST and start and isinstance(line := items[start - 1], Line) and line.size < SMALL * size
    ):
        start -= 1
    for at in range(max(start, 1), len(items)):
        head, above = items[at], items[at - 1]
        assert isinstance(head, Line)
        m = LABEL.match(head.text)
        is_ruled = ruled(above.y0, head.y1)
        if m is None:
            if not (is_ruled and before is not None and not ENDED.search(before.text)):
                continue
        elif not is_ruled and not any(_calls(i.text, _label(m)) for i in items[:at] if isinstance(i, Line)):
            continue
        notes = _notes([item for item in items[at:] if isinstance(item, Line)], before)
        del items[at:]
        return notes
    return []


def _label(m: re.Match[str]) -> int:
    return CIRCLED.index(m[1]) + 1 if m[1] else int(m[2] or m[3] or m[4])


def _calls(text: str, label: int) -> bool:
    return any(_number(m.group()) == label and m.start() for m in CALL.finditer(text))


def _number(call: str) -> int:
    return CIRCLED.index(call) + 1 if call in CIRCLED else int(DIGITS.findall(call)[0])


def _notes(lines: list[Line], before: Note | None) -> list[Note]:
    out: list[Note] = []
    for line in lines:
        m = LABEL.match(line.text)
        label = _label(m) if m else 0
        last = out[-1] if out else before
        if m and (not out or label == out[-1].label + 1):
            out.append(Note(label, line.text[m.end() :].strip(), line.page))
        elif last is not None:
            last.text = run_on(last.text, line.text)
    return out


def renumbered(text: str, numbers: dict[int, int]) -> str:
    """A text whose calls of its page's notes have the numbers that the notes have in the whole document.

    >>> renumbered("推行“三清单”①改革[2]：①清理", {1: 4, 2: 5})
    '推行“三清单”[4]改革[5]：①清理'
    """
    if not numbers:
        return text

    def call(m: re.Match[str]) -> str:
        number = numbers.get(_number(m.group()))
        if number is None or (m.group() in CIRCLED and OPENS_ITEM.search(text, 0, m.start())):
            return m.group()
        return f"[{number}]"

    return CALL.sub(call, text)
