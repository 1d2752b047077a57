"""Numbers with their units and bounds, wherever they stand in a text; which of them are targets is decided later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from msgspec import Struct

from ..numerals import AFTER, AMOUNT, BEFORE, HAN, LIMIT, PLAIN, quantity, trim
from ..patterns import pattern
from ..records import Bound
from ..rules import alternation, load
from .lexicon import SPACES

# A tab parts the cells of a table: what stands behind one belongs to another number.
BLANK = r"[^\S\t\n]"
JOIN = pattern("(?:至|到|-|—{1,2}|–|~|−)(?:约|近)?")
JOINS = frozenset("至到-—–~−")
RANGED = pattern(r"[至到~]|\d-\d|—")
# Units of one character that are prefixes of other units behind a Chinese scale word: 千瓦, 百分.
SMALL_UNIT = pattern("[瓦克米卡帕赫伏焦字]|分[点之比数率]")
FIGURE = pattern("[0-9]")
QUOTED_SUM = pattern(r"\d+(?:\+\d+)+”")
LISTED_DIGITS = pattern("[一二三四五六七八九零〇]{2,}")
HALF = pattern("半(?![数个月])")
HALVED = frozenset(("倍", "年", "小时", "天"))


class Quantity(Struct, gc=False):
    """A number as it stands: its span with bound words and unit, the numeral's own place, and what they mean."""

    start: int
    end: int
    number_start: int
    number_end: int
    value: Fraction
    value_max: Fraction | None
    unit: str
    kind: str  # count · measure · duration · percent · bare
    bound: Bound
    bound_before: bool
    bound_after: bool
    han: bool
    scaled: bool


class Patterns(NamedTuple):
    """The compiled pieces of the grammar."""

    scan: re.Pattern[str]
    plain: re.Pattern[str]
    amount: re.Pattern[str]
    unit: re.Pattern[str]
    before: re.Pattern[str]
    before_last: frozenset[str]  # what it ends in
    after: re.Pattern[str]
    after_time: re.Pattern[str]
    after_first: frozenset[str]  # what either begins with
    kinds: dict[str, str]
    not_bound: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The grammar's patterns, made once from the unit lists of the rules and the bounds of the numerals."""
    words = load("targets").words
    kinds: dict[str, str] = {}
    for kind, name in (("duration", "durations"), ("measure", "measures"), ("count", "classifiers")):
        for w in words[name]:
            kinds.setdefault(w, "measure" if "/" in w else kind)
    kinds |= dict.fromkeys(("%", "‰", "成", "个百分点", "百分点", "个千分点"), "percent")
    unit = by_first(kinds)
    # A unit, and by what it is reckoned if it is a rate: 吨, 元/吨, 张/千人.
    reckoned = rf"[^\S\t]?({by_first(kinds, words['not_units'])}(?:/[百千万亿]*+{unit})?)"
    return Patterns(
        # Chinese numerals count only before a unit or a scale. The first character is matched by itself: a search for
        # one of a set is fast. What it was decides what may follow.
        re.compile(
            rf"[0-9{HAN}数几破上](?:(?<=[0-9])[\d,.]*|(?<=[百千万])分之|(?:(?<=[数几上])|(?<=破)(?<!突破))[十百千万亿]|(?<=一)半"
            rf"|(?<=[{HAN}])(?<![{HAN}]{{2}})[{HAN}]*+(?=分之|点[零一二三四五六七八九〇]|[几余多]*[十百千万亿]*{unit}|[几余多]+[万亿]|[至到—~-][{HAN}]{{1,6}}{unit}))"
        ),
        re.compile(rf"({PLAIN})(?:(?<!%){reckoned})?"),
        re.compile(rf"\d{{1,2}}/\d{{1,2}}(?![\d/])|“?\d+(?:\+\d+)+”?|{AMOUNT}"),
        re.compile(reckoned),
        re.compile(
            f"({alternation(list(BEFORE))})(?:了|至|有|占|为|是|达到|达)?(?:每(?:小时|[天晚日月年人户次]))?(?:新台币|人民币|港币)?{BLANK}?$"
        ),
        SPACES.union("了至有占为是到达时天晚日月年人户次币", (w[-1] for w in BEFORE)),
        # 内 alone bounds only times: 3天内, but not 5家内资企业.
        re.compile(f"{BLANK}?({alternation([w for w in AFTER if w != '内'])})"),
        re.compile(f"{BLANK}?({alternation(list(AFTER))})"),
        SPACES.union(w[0] for w in AFTER),
        kinds,
        re.compile(alternation(words["not_bounds"]) + "$"),
    )


def by_first(words: Iterable[str], barred: Iterable[str] = ()) -> str:
    """A pattern of words by their first character, longest first; one character is no word where a barred one begins.

    >>> by_first(["个", "家", "人", "个百分点"], ["个人", "家庭"])
    '(?=[个家人])(?:[人]|个(?:百分点|(?!人))|家(?:(?!庭)))'
    """
    tails, bars = _tails(words), _tails(barred)
    lone = "".join(first for first, rest in tails.items() if rest == [""] and first not in bars)
    branches = [f"[{re.escape(lone)}]"] if lone else []
    for first, rest in tails.items():
        if first not in lone:
            bar = f"(?!{'|'.join(bars[first])})" if first in bars else ""
            branches.append(f"{re.escape(first)}(?:{'|'.join(tail or bar for tail in rest)})")
    # What no word opens with is seen at once, without a try of each.
    return f"(?=[{re.escape(''.join(tails))}])(?:{'|'.join(branches)})"


def _tails(words: Iterable[str]) -> dict[str, list[str]]:
    """What stands behind the first character of words, by that character, longest first, as patterns."""
    tails: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    return tails


def find_quantities(text: str, skip: Callable[[int, int], bool] | None = None) -> Iterator[Quantity]:
    """Every number of a text with its unit and bounds, in order; spans do not overlap.

    `skip` is asked with the first and last offset of each run of figures; what it takes is not read.
    """
    p = patterns()
    runs = p.scan.finditer(text)
    at = 0  # where what has been read ends
    while run := next(runs, None):
        start, end = run.span()
        if start < at:
            if end > at:
                runs = p.scan.finditer(text, at)
            continue
        while (skip is None or not skip(start, end)) and (found := _quantity(text, start, p)) is not None:
            yield found
            at = found.end
            # A run of figures may hold several, as 1.1.1 does.
            figure = FIGURE.search(text, at, end) if at < end else None
            if figure is None:
                break
            start = figure.start()


def _quantity(text: str, start: int, p: Patterns) -> Quantity | None:
    m = p.plain.match(text, start)
    if m is not None:
        core, unit = m.groups("")
        number_end, end = m.end(1), m.end()
        if core[-1] == "%":
            unit = "%"
    else:
        if start and text[start - 1] == "“" and QUOTED_SUM.match(text, start):
            start -= 1
        # Of an endless one no more than tells that it is: the next try begins a character later.
        m = p.amount.match(text, start, start + 2 * LIMIT)
        if m is None:
            return None
        number_end = m.end()
        core = trim(m.group(), text[number_end : number_end + 1])
        end = start + len(core)
        if core[-1] in "十百千万亿" and text.startswith("分点", end) and len(core) > 1:
            core, end = core[:-1], end - 1
        if core in "十百千万亿" and SMALL_UNIT.match(text, end) or LISTED_DIGITS.fullmatch(core):
            return None
        if core[-1] in "%‰":
            unit = core[-1]
        elif "成" in core or "分之" in core or core == "一半":
            unit = ""
        else:
            unit, end = _unit(text, end, p)
        # “1+16”家: the quotes are no part of the sum.
        core = core.strip("“”")
    if number_end - start > LIMIT:
        return None
    if unit == "成":
        core, unit = core + "成", ""
    if text[end : end + 1] in JOINS:
        core, unit, end = _range(text, core, unit, end, p)
    found = quantity(core)
    if found is None:
        return None
    value, value_max, bound, share = found
    kind = p.kinds.get(unit, "measure") if unit else "bare"  # a rate measures
    if share and not unit:
        unit, kind = share, "percent"
    if unit == "‰":
        value, value_max, bound, share = quantity(core.replace("‰", "")) or found
    elif unit == "百分点":
        unit = "个百分点"
    if unit in HALVED and HALF.match(text, end):
        value, end = value + Fraction(1, 2), end + 1
    span_start = start
    bound_before = bound_after = False
    if text[start - 1] in p.before_last:
        before = p.before.search(text, max(0, start - 11), start)
        if before and not p.not_bound.search(text, max(0, start - 6), start):
            bound, span_start, bound_before = BEFORE[before[1]], before.start(), True
    after = None
    if text[end : end + 1] in p.after_first:
        after = (p.after_time if kind == "duration" else p.after).match(text, end)
    if after and not (after[1] in "余多" and text[after.end() : after.end() + 1] in "样元种功层渠式边方媒维"):
        if not bound_before:
            bound, bound_after = AFTER[after[1]], True
        end = after.end()
        if kind == "bare":
            unit, end = _unit(text, end, p)
            kind = p.kinds.get(unit, "bare")
    return Quantity(
        span_start,
        end,
        start,
        number_end,
        value,
        value_max,
        unit,
        kind,
        bound,
        bound_before,
        bound_after,
        not core[0].isdigit(),
        "万" in core or "亿" in core or share != "" or core[0] in "数几上破",
    )


def _range(text: str, core: str, unit: str, end: int, p: Patterns) -> tuple[str, str, int]:
    """The amount, its unit and its end, with the upper number that a joining word adds to it if one does."""
    lower = core, unit, end
    joined = JOIN.match(text, end)
    if joined is None or RANGED.search(core):
        return lower
    second = p.amount.match(text, joined.end())
    if second is None or second.end() - second.start() > LIMIT:
        return lower
    if p.kinds.get(unit) == "duration" and second.group()[:2] in ("19", "20"):
        return lower  # 延长1年至2014年
    upper = trim(second.group(), text[second.end() : second.end() + 1])
    other, upper_end = _unit(text, joined.end() + len(upper), p)
    if upper[-1] in "%‰":
        other = upper[-1]
    if other == "成":
        upper, other = upper + "成", ""
    if not (other or upper[-1:] in "%成") or unit and unit != other:
        return lower
    core = f"{core}%" if other == "%" and core[-1] != "%" else core
    wide = quantity(f"{core}至{upper}")
    if wide is None or wide.value_max is None:
        return lower
    return f"{core}至{upper}", other, upper_end


def _unit(text: str, at: int, p: Patterns) -> tuple[str, int]:
    """The unit that stands at a place and where it ends; an empty one where none does."""
    m = p.unit.match(text, at)
    return ("", at) if m is None else (m[1], m.end())
