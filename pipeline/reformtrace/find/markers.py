"""Markers of the items of enumerations, where they stand in a document's reading text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from ..numerals import han
from ..rules import Rule, load
from ..segment import Reading, marker_pattern

# A marker of these styles has no number.
UNNUMBERED = {"dash", "bullet"}
FIRSTLY = {"首先": 1, "其次": 2, "再次": 3}
LAST = "最后"
LEGAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")
JOINT = re.compile(r"\s?[及和与、至]\s?\(\s?([一二三四五六七八九十\d]{1,3})\s?\)")
ARTICLE = re.compile(r"(?:#+\s)?第[一二三四五六七八九十百零\d]{1,5}条")
# A dash that opens the line below a title: when and before whom a report was given.
SUBTITLE = re.compile(
    r"\s*(?:\(|——|──|--|-)?\s*(?:\d{4}年|[〇零一二三四五六七八九]{4}年|在).{0,60}(?:上|会议|大会|作|日)\)?$"
)
CONTENTS = re.compile(r"(?:\.{3,}|…{2,}|·{3,}|\t)\s*\d{1,3}$")


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker where it stands; `through` is the last ordinal of a joint one such as (二)及(三)."""

    start: int
    end: int
    text: str
    style: str
    ordinal: int | None
    through: int | None
    paragraph: int
    at_head: bool
    rule: str


@cache
def rules() -> tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...], Rule], ...]:
    """The marker rules, compiled."""
    return tuple((re.compile(r.pattern), tuple(re.compile(u) for u in r.unless), r) for r in load("markers").rules)


@cache
def inline_pattern() -> re.Pattern[str]:
    """Where a marker inside a paragraph might stand; a first sieve over the whole paragraph."""
    return re.compile(r"[。;:!?,、](?:[”’」』)]|\s|以?及|和|并)*(?=[(一二三四五六七八九十第首其再最①-⑳\d])")


def ordinal_of(text: str, style: str) -> int | None:
    """The number that a marker states.

    >>> ordinal_of("(十一)", "han_bracket"), ordinal_of("二是", "is"), ordinal_of("③", "circled")
    (11, 2, 3)
    """
    if style in UNNUMBERED:
        return None
    if style == "circled":
        return ord(text[0]) - 0x245F
    if text[:2] in FIRSTLY:
        return FIRSTLY[text[:2]]
    if text[:2] == LAST:
        return None
    digits = re.search(r"\d+", text)
    if digits:
        return int(digits.group())
    if text[0] in "—－":
        return 1
    numeral = re.search("[一二三四五六七八九十百零〇]+", text.translate(LEGAL))
    return han(numeral.group()) if numeral else None


def marker_at(text: str, at: int, paragraph: int, *, at_head: bool) -> Marker | None:
    """The marker that stands at a place of the reading text, or None."""
    if not marker_pattern().match(text, at):
        return None
    for pattern, unless, rule in rules():
        m = pattern.match(text, at)
        if not m:
            continue
        style = rule.text("style")
        before = max(0, at - 4)
        window = text[before : m.end() + 1]
        if any(u.search(window) for u in unless):
            continue
        written = re.sub(r"\s", "", m.group())
        ordinal = ordinal_of(written, style)
        if ordinal is None and style not in UNNUMBERED and written[:2] != LAST:
            continue
        end, through = m.end(), ordinal
        joint = JOINT.match(text, end) if style == "han_bracket" else None
        if joint and at_head:
            through = ordinal_of(joint[1], style)
            end = joint.end()
            written += re.sub(r"\s", "", joint.group())
        if style == "digit" and _is_figure(text, end):
            continue
        return Marker(at, end, written, style, ordinal, through, paragraph, at_head, rule.id)
    return None


def _is_figure(text: str, end: int) -> bool:
    """Whether digits and a stop at a line's head are a decimal or a date, not a marker."""
    return text[end : end + 1].isdigit() and text[end - 1] == "." and not re.match(r"\d{4}年", text[end : end + 5])


def find_markers(reading: Reading, passes_over: Callable[[int], bool] = lambda _: False) -> list[Marker]:
    """Every marker of a document, in order; footnotes, articles of a law and what is passed over left out."""
    out: list[Marker] = []
    article = False
    for i, p in enumerate(reading.paragraphs):
        if p.role == "note":
            continue
        text = reading.text[p.start : p.end]
        if ARTICLE.match(text):
            article = True
        head = marker_at(reading.text, p.start, i, at_head=True)
        if head and (CONTENTS.search(text) or head.style == "dash" and _is_subtitle(text, head.end - p.start)):
            head = None
        if article and head:
            # Enumerations inside the articles of a law are its conditions; 一、 starts a text of another kind.
            if head.style not in ("han", "legal") or re.match(r"第.{1,4}条", text):
                head = None
            else:
                article = False
        if p.role == "heading" and head is None and not ARTICLE.match(text):
            article = article and "章" in text[:8]
        if head:
            out.append(head)
        if not article:
            out += _inline(reading.text, head.end if head else p.start, p.end, i, head)
    return [m for m in out if not passes_over(m.start)]


def _is_subtitle(text: str, after: int) -> bool:
    return len(text) < 80 and bool(SUBTITLE.match(text[after:]))


def _inline(text: str, start: int, end: int, paragraph: int, head: Marker | None) -> list[Marker]:
    """Markers inside a paragraph: at least two of one style that count up from 1, or on from the paragraph's head."""
    found: list[Marker] = []
    for place in inline_pattern().finditer(text, start, end):
        marker = marker_at(text, place.end(), paragraph, at_head=False)
        if marker and marker.end < end and _may_stand_inline(marker, text):
            found.append(marker)
    if not found:
        return []
    kept: list[Marker] = []
    for style in dict.fromkeys(m.style for m in found):
        row = [m for m in found if m.style == style]
        run: list[Marker] = []
        expected = head.through + 1 if head and head.style == style and head.through else None
        for m in row:
            if m.ordinal == 1 or (expected is not None and m.ordinal == expected):
                if m.ordinal == 1:
                    kept += run if len(run) > 1 or _goes_on(run, head) else []
                    run = []
                run.append(m)
                expected = (m.ordinal or 0) + 1
            elif run and (m.text[:2] == LAST or m.ordinal == (run[-1].ordinal or 0) + 2):
                run.append(m)
                expected = (m.ordinal or 0) + 1
        kept += run if len(run) > 1 or _goes_on(run, head) else []
    return sorted(kept, key=lambda m: m.start)


def _goes_on(run: list[Marker], head: Marker | None) -> bool:
    return (
        bool(run)
        and head is not None
        and run[0].style == head.style
        and head.through is not None
        and run[0].ordinal == head.through + 1
    )


def _may_stand_inline(marker: Marker, text: str) -> bool:
    before = text[marker.start - 1]
    if marker.style in ("han", "legal", "ordinal"):
        return before in "。;:!?" and (marker.style == "ordinal")
    if marker.style in ("digit", "han_bracket", "digit_bracket"):
        return before in "。;:!?及和 ”" and not text[marker.end : marker.end + 1].isdigit()
    return True
