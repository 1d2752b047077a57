"""Numbers with their units and bounds, wherever they stand in a text; which of them are targets is decided later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ..numerals import AFTER, AMOUNT, BEFORE, HAN, LIMIT, PLAIN, quantity, trim
from ..records import Bound
from ..rules import alternation, load

# A tab parts the cells of a table: what stands behind one belongs to another number.
BLANK = r"[^\S\t\n]"
JOIN = re.compile("(?:至|到|-|—{1,2}|–|~|−)(?:约|近)?")
JOINS = tuple("至到-—–~−")
RANGED = re.compile(r"[至到~]|\d-\d|—")
# Units of one character that are prefixes of other units behind a Chinese scale word: 千瓦, 百分.
SMALL_UNIT = re.compile("[瓦克米卡帕赫伏焦字]|分[点之比数率]")
FIGURE = re.compile("[0-9]")
PER = re.compile("[百千万亿]*")
QUOTED_SUM = re.compile(r"\d+(?:\+\d+)+”")
LISTED_DIGITS = re.compile("[一二三四五六七八九零〇]{2,}")
HALF = re.compile("半(?![数个月])")
HALVED = frozenset(("倍", "年", "小时", "天"))


@dataclass(slots=True)
class Quantity:
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


@dataclass(frozen=True, slots=True)
class Patterns:
    """The compiled pieces of the grammar."""

    scan: re.Pattern[str]
    plain: re.Pattern[str]
    amount: re.Pattern[str]
    units: dict[str, tuple[str, ...]]  # by their first character, longest first
    before: re.Pattern[str]
    after: re.Pattern[str]
    after_time: re.Pattern[str]
    kinds: dict[str, str]
    not_bound: re.Pattern[str]
    not_units: dict[str, tuple[str, ...]]  # by their first character


@cache
def patterns() -> Patterns:
    """The grammar's patterns, made once from the unit lists of the rules and the bounds of the numerals."""
    words = load("targets").words
    kinds: dict[str, str] = {}
    for kind, name in (("duration", "durations"), ("measure", "measures"), ("count", "classifiers")):
        for w in words[name]:
            kinds.setdefault(w, kind)
    kinds |= dict.fromkeys(("%", "‰", "成", "个百分点", "百分点", "个千分点"), "percent")
    units = by_first(kinds)
    # What no unit opens with is seen at once, without a try of each unit.
    unit = f"(?=[{re.escape(''.join(units))}]){alternation(list(kinds))}"
    return Patterns(
        # Chinese numerals count only before a unit or a scale. The first character is matched by itself: a search for
        # one of a set is fast. What it was decides what may follow.
        re.compile(
            rf"[0-9{HAN}数几破上](?:(?<=[0-9])[\d,.]*|(?<=[百千万])分之|(?:(?<=[数几上])|(?<=破)(?<!突破))[十百千万亿]|(?<=一)半"
            rf"|(?<=[{HAN}])(?<![{HAN}]{{2}})[{HAN}]*+(?=分之|点[零一二三四五六七八九〇]|[几余多]*[十百千万亿]*{unit}|[几余多]+[万亿]|[至到—~-][{HAN}]{{1,6}}{unit}))"
        ),
        re.compile(PLAIN),
        re.compile(rf"\d{{1,2}}/\d{{1,2}}(?![\d/])|“?\d+(?:\+\d+)+”?|{AMOUNT}"),
        units,
        re.compile(
            f"({alternation(list(BEFORE))})(?:了|至|有|占|为|是|达到|达)?(?:每(?:小时|[天晚日月年人户次]))?(?:新台币|人民币|港币)?{BLANK}?$"
        ),
        # 内 alone bounds only times: 3天内, but not 5家内资企业.
        re.compile(f"{BLANK}?({alternation([w for w in AFTER if w != '内'])})"),
        re.compile(f"{BLANK}?({alternation(list(AFTER))})"),
        kinds,
        re.compile(alternation(words["not_bounds"]) + "$"),
        by_first(words["not_units"]),
    )


def by_first(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Words by their first character, longest first.

    >>> by_first(["个", "家", "个百分点"])
    {'个': ('个百分点', '个'), '家': ('家',)}
    """
    out: dict[str, tuple[str, ...]] = {}
    for word in sorted(words, key=len, reverse=True):
        out[word[0]] = (*out.get(word[0], ()), word)
    return out


def find_quantities(text: str, skip: Callable[[int, int], bool] | None = None) -> Iterator[Quantity]:
    """Every number of a text with its unit and bounds, in order; spans do not overlap.

    `skip` is asked with the first and last offset of each run of figures; what it takes is not read.
    """
    p = patterns()
    at = run = 0
    # Where a quantity ends inside a run of figures, as in 1.1.1, the run is known and is not gone through again.
    while m := (FIGURE.search(text, at, run) if at < run else None) or p.scan.search(text, at):
        start, end = m.span()
        at = run = max(run, end)
        if skip is not None and skip(start, run):
            continue
        found = _quantity(text, start, p)
        if found is not None:
            at = found.end
            yield found


def _quantity(text: str, start: int, p: Patterns) -> Quantity | None:
    m = p.plain.match(text, start)
    if m is not None:
        core, end = m.group(), m.end()
    else:
        if start and text[start - 1] == "“" and QUOTED_SUM.match(text, start):
            start -= 1
        # Of an endless one no more than tells that it is: the next try begins a character later.
        m = p.amount.match(text, start, start + 2 * LIMIT)
        if m is None:
            return None
        core = trim(m.group(), text[m.end() : m.end() + 1])
        end = start + len(core)
        if core[-1] in "十百千万亿" and text.startswith("分点", end) and len(core) > 1:
            core, end = core[:-1], end - 1
        if core in "十百千万亿" and SMALL_UNIT.match(text, end) or LISTED_DIGITS.fullmatch(core):
            return None
    number_end = m.end()
    if number_end - start > LIMIT:
        return None
    if core[-1] in "%‰":
        unit = core[-1]
    elif "成" in core or "分之" in core or core == "一半":
        unit = ""
    else:
        unit, end = _unit(text, end, p)
    if unit == "成":
        core, unit = core + "成", ""
    if text.startswith(JOINS, end):
        core, unit, end = _range(text, core, unit, end, p)
    # “1+16”家: the quotes are no part of the sum.
    found = quantity(core.strip("“”"))
    if found is None:
        return None
    kind = kind_of(unit, p)
    if found.unit_hint and not unit:
        unit, kind = found.unit_hint, "percent"
    if unit == "‰":
        found = quantity(core.replace("‰", "")) or found
    if unit == "百分点":
        unit = "个百分点"
    value, bound, span_start = found.value, found.bound, start
    if unit in HALVED and HALF.match(text, end):
        value, end = value + Fraction(1, 2), end + 1
    bound_before = bound_after = False
    before = p.before.search(text, max(0, start - 11), start)
    if before and not p.not_bound.search(text, max(0, start - 6), start):
        bound, span_start, bound_before = BEFORE[before[1]], before.start(), True
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
        found.value_max,
        unit,
        kind,
        bound,
        bound_before,
        bound_after,
        not core.strip("“")[0].isdigit(),
        "万" in core or "亿" in core or found.unit_hint != "" or core[0] in "数几上破",
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
    if kind_of(unit, p) == "duration" and second.group()[:2] in ("19", "20"):
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


def kind_of(unit: str, p: Patterns) -> str:
    """Which kind of quantity a unit makes; a rate measures."""
    return "measure" if "/" in unit else p.kinds.get(unit, "bare")


def _unit(text: str, at: int, p: Patterns) -> tuple[str, int]:
    """The unit that stands at a place and where it ends; an empty one where none does."""
    start = at + 1 if text[at : at + 1].isspace() and text[at] != "\t" else at
    unit = _longest(text, start, p)
    if not unit or len(unit) == 1 and text.startswith(p.not_units.get(unit, ()), start):
        return "", at
    end = start + len(unit)
    if text.startswith("/", end):
        per = PER.match(text, end + 1)
        whole = _longest(text, per.end() if per else end + 1, p)
        if per and whole:
            end = per.end() + len(whole)
            unit = text[start:end]
    return unit, end


def _longest(text: str, at: int, p: Patterns) -> str:
    """The longest unit word that stands at a place."""
    for word in p.units.get(text[at : at + 1], ()):
        if text.startswith(word, at):
            return word
    return ""
