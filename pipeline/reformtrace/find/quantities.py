"""Numbers with their units and bounds, wherever they stand in a text; which of them are targets is decided later."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from ..numerals import AFTER, AMOUNT, BEFORE, HAN, LIMIT, SCALES, quantity, trim
from ..numerals import Quantity as Amount
from ..records import Bound
from ..rules import alternation, load

# A tab parts the cells of a table: what stands behind one belongs to another number.
BLANK = r"[^\S\t\n]"
JOIN = re.compile("(?:至|到|-|—{1,2}|–|~|−)(?:约|近)?")
# Units of one character that are prefixes of other units behind a Chinese scale word: 千瓦, 百分.
SMALL_UNIT = re.compile("[瓦克米卡帕赫伏焦字]|分[点之比数率]")
PER = re.compile("[百千万亿]*")
NUMERIC = re.compile(rf"[0-9{HAN}数几破上]+")
FIGURES = re.compile(r"[\d,.]*")
FIGURE = re.compile(r"(\d+)(?:\.(\d+))?([万亿]*)")
LISTED_DIGITS = re.compile("[一二三四五六七八九零〇]{2,}")


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
    amount: re.Pattern[str]
    longest_unit: int
    before: re.Pattern[str]
    after: re.Pattern[str]
    after_time: re.Pattern[str]
    kinds: dict[str, str]
    not_bound: re.Pattern[str]
    not_unit: re.Pattern[str]


@cache
def patterns() -> Patterns:
    """The grammar's patterns, made once from the unit lists of the rules and the bounds of the numerals."""
    words = load("targets").words
    kinds: dict[str, str] = {}
    for kind, name in (("duration", "durations"), ("measure", "measures"), ("count", "classifiers")):
        for w in words[name]:
            kinds.setdefault(w, kind)
    kinds |= dict.fromkeys(("%", "‰", "成", "个百分点", "百分点", "个千分点"), "percent")
    units = alternation(list(kinds))
    return Patterns(
        # Chinese numerals count only before a unit or a scale; one pass, no character is read twice.
        re.compile(
            rf"\d|[百千万]分之|(?:[数几上]|(?<!突)破)[十百千万亿]|一半"
            rf"|(?<![{HAN}])[{HAN}]++(?=分之|点[零一二三四五六七八九〇]|[几余多]*[十百千万亿]*{units}|[几余多]+[万亿]|[至到—~-][{HAN}]{{1,6}}{units})"
        ),
        re.compile(rf"\d{{1,2}}/\d{{1,2}}(?![\d/])|“?\d+(?:\+\d+)+”?|{AMOUNT}"),
        max(map(len, kinds)),
        re.compile(
            f"({alternation(list(BEFORE))})(?:了|至|有|占|为|是|达到|达)?(?:每(?:小时|[天晚日月年人户次]))?(?:新台币|人民币|港币)?{BLANK}?$"
        ),
        # 内 alone bounds only times: 3天内, but not 5家内资企业.
        re.compile(f"{BLANK}?({alternation([w for w in AFTER if w != '内'])})"),
        re.compile(f"{BLANK}?({alternation(list(AFTER))})"),
        kinds,
        re.compile(alternation(words["not_bounds"]) + "$"),
        re.compile(alternation(words["not_units"])),
    )


def find_quantities(text: str, skip: Callable[[int, int], bool] | None = None) -> Iterator[Quantity]:
    """Every number of a text with its unit and bounds, in order; spans do not overlap.

    `skip` is asked with the first and last offset of each run of figures; what it takes is not read.
    """
    p = patterns()
    at = 0
    for run in NUMERIC.finditer(text):
        for start in range(run.start(), run.end()):
            if start < at:
                continue
            m = p.scan.match(text, start)
            if m is None:
                continue
            figures = FIGURES.match(text, start)
            at = max(m.end(), figures.end() if figures else 0)
            if skip is not None and skip(start, at):
                continue
            found = _quantity(text, start, p)
            if found is not None:
                at = found.end
                yield found


def _quantity(text: str, start: int, p: Patterns) -> Quantity | None:
    if start and text[start - 1] == "“" and re.compile(r"\d+(?:\+\d+)+”").match(text, start):
        start -= 1
    m = p.amount.match(text, start)
    if m is None or m.end() - start > LIMIT:
        return None
    core = trim(m.group(), text[m.end() : m.end() + 1])
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
    if unit == "成":
        core, unit = core + "成", ""
    amount_end = end
    joined = JOIN.match(text, end)
    if joined and not re.search(r"[至到~]|\d-\d|—", core):
        second = p.amount.match(text, joined.end())
        if second and kind_of(unit, p) == "duration" and second.group()[:2] in ("19", "20"):
            second = None  # 延长1年至2014年
        if second and second.end() - second.start() <= LIMIT:
            upper = trim(second.group(), text[second.end() : second.end() + 1])
            other, upper_end = _unit(text, joined.end() + len(upper), p)
            if upper[-1] in "%‰":
                other = upper[-1]
            if other == "成":
                upper, other = upper + "成", ""
            if (other or upper[-1:] in "%成") and (not unit or unit == other):
                low = core + ("%" if other == "%" and core[-1] != "%" else "")
                wide = quantity(f"{low}至{upper}")
                if wide is not None and wide.value_max is not None:
                    core, unit, amount_end = f"{low}至{upper}", other, upper_end
    # “1+16”家: the quotes are no part of the sum.
    found = _figure(core) or quantity(core.strip("“”"))
    if found is None:
        return None
    kind = kind_of(unit, p)
    if found.unit_hint and not unit:
        unit, kind = found.unit_hint, "percent"
    if unit == "‰":
        found = quantity(core.replace("‰", "")) or found
    if unit == "百分点":
        unit = "个百分点"
    value = found.value
    if unit in ("倍", "年", "小时", "天") and re.compile("半(?![数个月])").match(text, amount_end):
        value, amount_end = value + Fraction(1, 2), amount_end + 1
    bound, span_start, end = found.bound, start, amount_end
    before = p.before.search(text, max(0, start - 11), start)
    bound_before = bound_after = False
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
        m.end(),
        value,
        found.value_max,
        unit,
        kind,
        bound,
        bound_before,
        bound_after,
        not core.strip("“")[0].isdigit(),
        any(c in core for c in "万亿") or found.unit_hint != "" or core[0] in "数几上破",
    )


def kind_of(unit: str, p: Patterns) -> str:
    """Which kind of quantity a unit makes; a rate measures."""
    return "measure" if "/" in unit else p.kinds.get(unit, "bare")


def _figure(core: str) -> Amount | None:
    """The quantity of plain figures with or without a scale, the most frequent kind; None for any other."""
    m = FIGURE.fullmatch(core)
    if m is None:
        return None
    whole, part, scales = m.groups()
    value = int(whole + (part or ""))
    for char in scales:
        value *= SCALES[char]
    return Amount(Fraction(value, 10 ** len(part)) if part else Fraction(value))


def _unit(text: str, at: int, p: Patterns) -> tuple[str, int]:
    """The unit that stands at a place and where it ends; an empty one where none does."""
    start = at + 1 if text[at : at + 1].isspace() and text[at] != "\t" else at
    unit = _longest(text, start, p)
    if not unit or len(unit) == 1 and p.not_unit.match(text, start):
        return "", at
    end = start + len(unit)
    if text[end : end + 1] == "/":
        per = PER.match(text, end + 1)
        whole = _longest(text, per.end() if per else end + 1, p)
        if per and whole:
            end = per.end() + len(whole)
    return text[start:end], end


def _longest(text: str, at: int, p: Patterns) -> str:
    """The longest unit word that stands at a place."""
    for length in range(min(p.longest_unit, len(text) - at), 0, -1):
        if text[at : at + length] in p.kinds:
            return text[at : at + length]
    return ""
