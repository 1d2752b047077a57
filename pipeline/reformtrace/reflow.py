"""Lines as they came -> paragraphs: site furniture dropped, broken lines joined, spaces in numbers closed up."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from .patterns import pattern
from .rules import load
from .strip import Strip

# Marks behind which a line may break without the sentence going on below.
CLOSED = pattern(r"[。!?！？;:…][”’」』》)〉】\]\"'\s]*$")
CLOSING = "。!?！？;:…"
HOLDS_SENTENCE = pattern("[。!?！？]")
CHAPTER = pattern(
    r"第[一二三四五六七八九十百零〇\d]{1,5}[编篇部章节条款目][\s:、]?|专栏\s?[一二三四五六七八九十\d]{0,3}|#{1,6}\s|附[件表录]\s?\d*\s?[::]?"
)
PAGE = pattern(
    r"^[-—–·•\s]*(?:第\s?)?\d{1,4}(?:\s?[/／]\s?\d{1,4})?(?:\s?页)?[-—–·•\s]*$|^第\s?[一二三四五六七八九十百\d]+\s?页(?:\s?共\s?\S+\s?页)?$"
)
COMMENT = pattern(r"<!--.*?-->", re.DOTALL)
LITERAL_SPACE = pattern(r"<U\+[0-9A-F]{4}>")
DIGIT_SPACE = pattern(r" (?:(?<=\d )|\d)")
LINE_NUMBER = pattern(r"^\s*\d{1,3} $")
BLANKS = " \t\u3000"
EDGES = f"{BLANKS}\ufeff\x0c\r"  # what a line may have at its ends that is none of it
LONGEST_FURNITURE = 160


@cache
def inner_space(*, typed: bool) -> re.Pattern[str]:
    """A space inside a number or before its unit, which counts for nothing; few texts have one.

    In typed text any blank between two figures, and between a word and a figure, is the typist's; else it stands
    between groups of thousands or in a row of single figures.
    """
    if typed:
        return re.compile(r" (?:(?<=[\d.,] )(?=[\d.])|(?<=\d )(?=[%‰.\u4e00-\u9fff])|(?<=[\u4e00-\u9fff] )(?=\d))")
    return re.compile(
        r"(?=[\d ])(?:(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d])(?: (?=[\u4e00-\u9fff%]))?"
        r"|(?<!\d)\d(?: \d){1,5}(?!\d)(?: (?=[\u4e00-\u9fff%]))?"
        r"|(?<=\d) (?=[%‰\u4e00-\u9fff])"
        r"|(?<=[\u4e00-\u9fff]) (?=\d+(?:\.\d+)? ?(?:年|月|日|%|[万亿个项家件名人元户])))"
    )


# A line a time: the class's own constructor takes longer.
make = tuple.__new__


class Line(NamedTuple):
    """A line that counts: where it starts, whether it is indented, and whether a blank line stands above it."""

    text: str
    start: int
    indented: bool
    after_blank: bool


@cache
def furniture() -> tuple[tuple[re.Pattern[str], tuple[re.Pattern[str], ...], str], ...]:
    """The patterns of whole lines that are site furniture, with what spares a line, and the rule's id."""
    return tuple((pattern(r.pattern), tuple(map(pattern, r.unless)), r.id) for r in load("furniture").rules)


@cache
def any_furniture() -> re.Pattern[str]:
    """All furniture patterns in one; a first look, as few lines are furniture."""
    return re.compile("|".join(f"(?:{r.pattern})" for r in load("furniture").rules))


def furniture_rule(line: str) -> str | None:
    """The id of the furniture rule that a line matches, or None.

    >>> furniture_rule("责任编辑:周晓岚")
    'furniture.editor'
    >>> furniture_rule("责任编辑队伍达到120人。") is None
    True
    """
    if len(line) > LONGEST_FURNITURE or not line.strip():
        return None
    for form, unless, name in furniture():
        if form.match(line) and not any(u.search(line) for u in unless):
            return name
    return None


def lines(text: str) -> Iterator[Line]:
    """The lines of a text that are not blank, comments or site furniture, without the space around them."""
    if "<" in text:
        # Blanked in place, so that no offset moves.
        if "-->" in text:
            text = COMMENT.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
        text = LITERAL_SPACE.sub(lambda m: " " * len(m.group()), text)
    may_be_furniture = any_furniture().match
    at, blank, related = 0, True, False
    for raw in text.split("\n"):
        start, at = at, at + len(raw) + 1
        body = raw.strip(EDGES)
        if not body:
            blank = True
            continue
        rule = furniture_rule(body) if len(body) <= LONGEST_FURNITURE and may_be_furniture(body) else None
        if rule == "furniture.licence":
            if len(text) - start < LICENCE:
                break
            rule = None
        if related:
            related = not HOLDS_SENTENCE.search(body)
        if rule is None and not related:
            yield make(Line, (body, start + raw.index(body[0]), raw[0] in BLANKS, blank))
            blank = False
        elif rule == "furniture.related":
            related = True


LONGEST_BRACKET = 20  # characters at the end of a line that are looked at for a bracket
LICENCE = 2_000  # characters that a licence at the foot of a text takes at most
OPEN_BRACKET = pattern(r"[^()]{6}\([^()]{0,12}$")


def is_closed(line: str) -> bool:
    """Whether a line ends with a mark behind which a line may break without the sentence going on below."""
    return line[-1] in CLOSING or CLOSED.search(line) is not None


def broken(found: list[Line]) -> bool:
    """Whether most long lines of a text lack final punctuation, as in text pulled from a PDF or typed."""
    # A table's rows end as their last cells do.
    found = [x for x in found if "\t" not in x.text]
    widths = sorted(len(x.text) for x in found)
    if len(widths) < 8:
        return False
    wide = widths[int(len(widths) * 0.9)]
    if wide > 90:
        return False
    long = [x.text for x in found if len(x.text) >= max(12, wide * 0.7)]
    return len(long) >= 6 and sum(not is_closed(x) for x in long) > len(long) * 0.55


def running_heads(found: list[Line]) -> set[str]:
    """Short lines without final punctuation that come back on page after page, their digits aside."""
    count = Counter(_bare(x.text) for x in found if len(x.text) <= 40 and "\t" not in x.text and not is_closed(x.text))
    return {head for head, n in count.items() if n >= 3 and len(head) >= 3}


def _bare(line: str) -> str:
    return re.sub(r"\d+|\s", "", line)


def paragraphs(text: str, marker: re.Pattern[str]) -> list[tuple[Strip, bool]]:
    """The paragraphs of a text, each with whether it is a line of its own; `marker` matches at the head of an item.

    A line that holds a finished sentence but does not end with one goes on in the next. Where most long lines lack
    final punctuation, lines are joined up to the end of a paragraph, and page numbers and running heads between them
    are passed over. A marker or heading never joins the line before it.
    """
    found = list(lines(text))
    is_broken = broken(found)
    indents, width = False, 0
    if is_broken:
        heads = running_heads(found)
        found = [x for x in found if not PAGE.match(x.text) and not (heads and _bare(x.text) in heads)]
        widths = sorted(len(x.text) for x in found if "\t" not in x.text)
        width = widths[int(len(widths) * 0.9)] if widths else 0
        indents = sum(x.indented for x in found) > 2
    out: list[list[Line]] = []
    for line in found:
        if out and _goes_on(out[-1], line, marker, is_broken, indents, width):
            out[-1].append(line)
        else:
            out.append([line])
    strips = [_join(group) for group in out]
    return [
        (close_up(strip, typed=is_broken) if " " in strip.text else strip, len(group) == 1)
        for strip, group in zip(strips, out, strict=True)
    ]


def _is_inside_bracket(group: list[Line]) -> bool:
    """Whether the last few characters of some lines open a bracket and do not close it."""
    tail = group[-1].text[-LONGEST_BRACKET:]
    if len(group) > 1 and len(tail) < LONGEST_BRACKET:
        tail = "".join(line.text for line in group[-LONGEST_BRACKET:])[-LONGEST_BRACKET:]
    return "(" in tail and OPEN_BRACKET.search(tail) is not None


def _goes_on(
    group: list[Line], line: Line, marker: re.Pattern[str], is_broken: bool, indents: bool, width: int
) -> bool:
    """Whether what some lines say goes on in the next."""
    if "\t" in line.text:
        return False
    # (PM / 2.5 / )平均浓度: no paragraph ends, and no item begins, inside a short bracket.
    above = group[-1].text
    if not is_broken and ("(" in above or len(group) > 1) and _is_inside_bracket(group):
        return True
    if not is_broken and line.after_blank:
        return False
    if is_closed(above):
        full = indents and len(above) >= width - 3
        goes_on = full and not line.indented and not above.endswith((":", ";"))
    elif indents and line.indented:
        goes_on = False
    else:
        # A short line without final punctuation is a heading, unless a page ended in the middle of its sentence.
        full = is_broken and len(above) >= width * 0.75
        goes_on = full or any(HOLDS_SENTENCE.search(x.text) for x in group)
    return goes_on and "\t" not in above and not (CHAPTER.match(line.text) or marker.match(line.text))


def _join(group: list[Line]) -> Strip:
    text, start, _, _ = group[0]
    if len(group) == 1:
        return Strip(text, [(start, len(text))])
    return Strip("".join([line.text for line in group]), [(line.start, len(line.text)) for line in group])


def close_up(strip: Strip, *, typed: bool = False) -> Strip:
    """The strip without the spaces inside its numbers and before their units; `typed` text has them anywhere.

    >>> close_up(Strip.of("1 9 9 3 年新增6 385名职工、500 个站点", 0)).text
    '1993年新增6385名职工、500个站点'
    """
    text = strip.text
    if not DIGIT_SPACE.search(text):
        return strip
    spans = [
        (at, at + 1)
        for m in inner_space(typed=typed).finditer(text)
        # `3 主要任务` keeps its blank: the figure numbers the line.
        if not (m.group() == " " and LINE_NUMBER.match(text, 0, m.end()))
        for at in range(m.start(), m.end())
        if text[at] == " "
    ]
    return strip.without(spans) if spans else strip
