"""Markers of the items of enumerations, where they stand in a document's reading text."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from ..numerals import han
from ..patterns import pattern
from ..rules import load
from ..segment import Reading, marker_pattern

# A marker of these styles has no number.
UNNUMBERED = {"dash", "bullet"}
FIRSTLY = {"首先": 1, "其次": 2, "再次": 3}
LAST = "最后"
LEGAL = str.maketrans("壹贰叁参肆伍陆柒捌玖拾", "一二三三四五六七八九十")
DIGITS = pattern(r"\d+")
NUMERAL = pattern("[一二三四五六七八九十百零〇]+")
JOINT = pattern(r"\s?[及和与、至]\s?\(\s?([一二三四五六七八九十\d]{1,3})\s?\)")
ARTICLE = pattern(r"(?:#+\s)?第[一二三四五六七八九十百零\d]{1,5}条")
# A dash that opens the line below a title: when and before whom a report was given.
SUBTITLE = pattern(
    r"\s*(?:\(|——|──|--|-)?\s*(?:\d{4}年|[〇零一二三四五六七八九]{4}年|在).{0,60}(?:上|会议|大会|作|日)\)?$"
)
YEAR = pattern(r"\d{4}年")
NUMBERED_ARTICLE = pattern("第.{1,4}条")
CONTENTS = pattern(r"(?:\.{3,}|…{2,}|·{3,}|\t)\s*\d{1,3}$")


class Marker(NamedTuple):
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


class Style(NamedTuple):
    """A rule of one style of markers, compiled."""

    name: str
    pattern: re.Pattern[str]
    unless: tuple[re.Pattern[str], ...]
    rule: str


@cache
def styles() -> tuple[Style, ...]:
    """The styles, in the order in which they are tried."""
    return tuple(
        Style(r.text("style"), pattern(r.pattern), tuple(map(pattern, r.unless)), r.id) for r in load("markers").rules
    )


@cache
def inline_pattern() -> re.Pattern[str]:
    """Where a marker inside a paragraph might stand; a sieve over the whole text."""
    opens, between = r"(一二三四五六七八九十第首其再最①-⑳\d", "(?:[”’」』)]|[^\\S\\n]|以?及|和|并)*+"
    # Most marks stand before a word that neither opens a marker nor may stand before one.
    return re.compile(rf"[。;:!?,、](?=[{opens}”’」』)\s以及和并]){between}(?=[{opens}])(?={marker_pattern().pattern})")


@cache
def any_style() -> re.Pattern[str]:
    """All styles in one pattern, each as a group by the name of its place among them."""
    return re.compile("|".join(f"(?P<s{i}>{style.pattern.pattern})" for i, style in enumerate(styles())))


@lru_cache(maxsize=1024)
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
    digits = DIGITS.search(text)
    if digits:
        return int(digits.group())
    if text[0] in "—－":
        return 1
    numeral = NUMERAL.search(text.translate(LEGAL))
    return han(numeral.group()) if numeral else None


def marker_of(opened: re.Match[str], paragraph: int, *, at_head: bool) -> Marker | None:
    """The marker that stands where `any_style` matches the reading text, or None."""
    text, at = opened.string, opened.start()
    for style, form, unless, rule in styles()[int(str(opened.lastgroup)[1:]) :]:
        m = form.match(text, at)
        if not m:
            continue
        end = m.end()
        if unless and _is_refused(text[max(0, at - 4) : end + 1], unless):
            continue
        written = "".join(m.group().split())
        ordinal = through = ordinal_of(written, style)
        if ordinal is None and style not in UNNUMBERED and written[:2] != LAST:
            continue
        joint = JOINT.match(text, end) if at_head and style == "han_bracket" else None
        if joint:
            through = ordinal_of(joint[1], style)
            end = joint.end()
            written += "".join(joint.group().split())
        if style == "digit" and _is_figure(text, end):
            continue
        return Marker(at, end, written, style, ordinal, through, paragraph, at_head, rule)
    return None


def _is_refused(window: str, unless: tuple[re.Pattern[str], ...]) -> bool:
    return any(pattern.search(window) for pattern in unless)


def _is_figure(text: str, end: int) -> bool:
    """Whether digits and a stop at a line's head are a decimal or a date, not a marker."""
    return text[end : end + 1].isdigit() and text[end - 1] == "." and not YEAR.match(text, end)


def find_markers(reading: Reading, passes_over: Callable[[int], bool] = lambda _: False) -> list[Marker]:
    """Every marker of a document, in order; footnotes, articles of a law and what is passed over left out."""
    text, opens = reading.text, any_style().match
    inside: dict[int, list[re.Match[str]]] = {}
    for place in inline_pattern().finditer(text):
        inside.setdefault(reading.paragraph_at(place.end()), []).append(place)
    out: list[Marker] = []
    article = False
    for i, (start, end, role) in enumerate(reading.paragraphs):
        if role == "note":
            continue
        is_article = text[start] in "#第" and ARTICLE.match(text, start, end) is not None
        article = article or is_article
        opened = opens(text, start)
        head = marker_of(opened, i, at_head=True) if opened else None
        if head and (_is_in_contents(text, start, end) or head.style == "dash" and _is_subtitle(text, head, end)):
            head = None
        if article and head:
            # Enumerations inside the articles of a law are its conditions; 一、 starts a text of another kind.
            if head.style not in ("han", "legal") or NUMBERED_ARTICLE.match(text, start, end):
                head = None
            else:
                article = False
        if article and role == "heading" and head is None and not is_article:
            article = "章" in text[start : min(end, start + 8)]
        if head:
            out.append(head)
        if not article and i in inside:
            out += _inline(text, inside[i], end, i, head)
    return [m for m in out if not passes_over(m.start)]


def _is_in_contents(text: str, start: int, end: int) -> bool:
    """Whether a line is one of a table of contents, with the page at its end."""
    return text[end - 1].isdecimal() and CONTENTS.search(text, start, end) is not None


def _is_subtitle(text: str, head: Marker, end: int) -> bool:
    return end - head.start < 80 and SUBTITLE.match(text, head.end, end) is not None


def _inline(text: str, places: list[re.Match[str]], end: int, paragraph: int, head: Marker | None) -> list[Marker]:
    """Markers inside a paragraph: at least two of one style that count up from 1, or on from the paragraph's head."""
    found: list[Marker] = []
    for place in places:
        if head and place.start() < head.end:
            continue
        opened = any_style().match(text, place.end())
        marker = marker_of(opened, paragraph, at_head=False) if opened else None
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
