"""How quantities changed: from one value to another, or as the words say that stand in front of a number or behind it."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from ..patterns import pattern
from ..rules import alternation, load
from ..words import words
from .before import subject_of_change
from .found import MONEY, Direction, Found
from .lexicon import PER, PER_LAST, PERIOD, Ending, change_at_end, last_letters
from .measures import clause_start, shared
from .quantities import Quantity

# 从, or 由, with what the first value is of: 从2020年的, 由五年前的, 从GDP的, 由平均.
FROM = pattern(
    rf"(?:从(?![业事])|(?<!自)由|自(?![贸由主动然身有]))(?:(?:{PERIOD.pattern})?(?:\d{{2,3}}年)?[^,。;:、()\d]{{0,14}}?)\s?$"
)
# What either kind of change has in front of its first value.
LEAD = pattern("[从由自将把]")
# Between the two values of a change: brackets, adverbs, the verb with 到 or its like, the later date.
BETWEEN = pattern(
    rf"^(?:\([^)]{{0,20}}\))?(?:的?[^\d,。;、]{{0,6}}?)??,?(?:大幅|逐步|持续|稳步|快速|进一步|历史性|历史性地|显著|明显|平稳|预计|预期|再|已|将|均|分别|继续|迅速|直接|累计|有望|减|不断|,)*"
    rf"[^\d,。;、(]{{1,3}}?(?:到|至|为|成|了)(?:了)?(?:(?:{PERIOD.pattern})[的之]?|\d{{2,3}}年[的之]|[^\d,。;、]{{1,8}}的|(?:全[国港省市县区]|本港|各地|最高|最低))?(?:约|近|参保|缴费|每[人月年户])?$"
)
SIDE_BY_SIDE = ("、", "和", "与", "及")
# 将24项措施增加为30项措施: no 从, and the noun stands between the values.
TAKEN = pattern("[将把][^,。;:]{0,24}$")
TURNED = pattern(
    rf"^(?P<noun>[^\d,。;、()]{{0,14}}?)(?P<verb>(?:调整|增加|扩大|扩展|提高|提升|减少|压减|精简|缩减|压缩|降低|整合|合并|归并|优化|缩短|延长|增|减|降|扩){{1,2}})(?:为|到|至)(?:{PERIOD.pattern})?的?(?:约|近)?$"
)
RISE = pattern("提|升|增|涨|扩|跃|攀|拓|延|长|加|壮|翻|高|增强|拉")
FALL = pattern("降|减|缩|压|精简|回落|跌|收窄|下|少|削|短")
AFTER_CHANGE = pattern(
    r"\s?(?:\([^)]{1,12}\))?(?:[及和与][^,。;]{1,16}?)?\s?[的之][^,。;、\d]{0,8}?(?P<word>增长率|增长|升幅|增幅|涨幅|增速|成长率|成长|降幅|跌幅|减幅|下降|提升|提高|减少)"
)
FALLING = frozenset("降跌减")
AGES = frozenset(("岁", "周岁"))
BASIS = pattern(
    "同比|环比|年均(?!浓度|气温|降水)|平均每年|(?<![占同环对反])[比较](?:上年|去年|上一?年度?|年初|同期|上月)(?:同期)?|"
    "(?<![占同环对反])[比较](?![重例率值])[^,。;比较]{2,14}?(?=增|提|上|下|降|减|扩|翻|涨|多|少|回)|相比[^,。;]{2,16}"
)
NOT_CHANGED = pattern(r"新增(?:加)?\s?$|(?:高于|低于|快于|慢于|好于|高出|低出|优于)[^,。;]{0,16}$|[加减]班$")
NEWLY_MORE = pattern("比[^,。]{0,8}新增$")
# A verb of less with its object between it and the number: 减少用煤3万吨.
CUT = pattern(r"(?:降低|减少|压减|削减|裁减|缩减|压缩)(?!了?\d)[\u4e00-\u9fff“”、]{1,24}$")
# 较五年前多35万人, 比去年同期少3宗: against another time, not another place or what was thought.
MORE_OR_FEWER = pattern(
    r"[较比][^,。;、]{0,10}(?:[年月]|(?<!预)期)[前初底末]?(?:同期|平均|水平)?[^,。;、]{0,3}(?:(?P<more>多出?|高)|少|低)了?$"
)
# 提高能源效率2%, 增加科研经费至3%: the same with a rate.
RAISED_RATE = pattern(
    r"(?:(?P<up>提高|提升|增加(?!值)|扩大|年增|调高|上调)|降低|减少|压降|调低|下调|压减)(?:(?![达占为超比])[\u4e00-\u9fff]){2,16}?$"
)
POINTS_NEXT = pattern(r"(?:和|、|及)\d[\d.]*个百分点")
# 改造提升3000个 raises what it counts, not its number.
RAISED = pattern("(?:提升|提高|扩大|发展|拓展|扩展|延长|加快|壮大|缩小|延伸|扩)(?:了)?(?:近|约|超|超过)?$")


class ChangeWords(NamedTuple):
    """Words of rise, fall and holding, where they end in front of a number; `some` is found wherever one of them is."""

    up: Ending
    down: Ending
    held: re.Pattern[str]
    some: Ending
    last: frozenset[str]  # what any of them end in

    def told(self, text: str, start: int, end: int) -> bool:
        """Whether any of them stand at the end of what is in front of a number."""
        if text[end - 1] not in self.last:
            return False
        head = text[start:end]
        return self.some.search(head) is not None and any(p.search(head) for p in (self.up, self.down, self.held))


@cache
def change_words() -> ChangeWords:
    """The words of change of the target rules, compiled once."""
    w = load("targets").words
    tail = rf"(?:分别)?(?:达到|达|为|约为|约|至|到|成|目标为|在)?(?:分别|均|都)?(?:每{PER})?(?:近|约|超|超过)?\s?$"
    letters = f"均都别到达为约至成在近超过{PER_LAST}"
    some = change_at_end([*w["up"], *w["down"], *w["held"]], tail, letters)
    return ChangeWords(
        change_at_end(w["up"], tail, letters),
        change_at_end(w["down"], tail, letters),
        pattern(alternation(w["held"]) + r"(?:了)?(?:约|近)?\s?$"),
        some,
        some.letters.union(last_letters(some.pairs)),
    )


def _from_to(text: str, floor: int, a: Quantity, b: Quantity, verb_from: int | None = None) -> Found | None:
    """The change from one quantity to the next, where 从 or 由 leads and a verb with 到, 至 or 为 stands between.

    The verb is looked for behind the first quantity, or behind the offset that is given.
    """
    behind = a.end if verb_from is None else verb_from
    if b.start - a.end > 40 or a.value_max is not None:
        return None
    lead = FROM.search(text, max(floor, a.start - 24), a.start)
    if lead:
        first, between = lead.start(), BETWEEN.match(text[behind : b.start])
    elif a.unit == b.unit and TAKEN.search(text, max(floor, a.start - 32), a.start):
        first, between = a.start, TURNED.match(text[a.end : b.start])
    else:
        return None
    if not between or text.startswith(("年度", "学年"), a.end):
        return None
    if a.unit and b.unit and a.unit != b.unit and {a.kind, b.kind} & {"percent", "measure"}:
        return None
    verb = text[behind : b.start] if lead else between["verb"]
    noun = "" if lead else between["noun"]
    direction: Direction
    from_value = a.value
    if not a.unit and b.unit and not a.scaled and b.scaled and a.value < b.value / 1000:
        scale = {"万": 10**4, "亿": 10**8}
        for char in text[b.number_start : b.number_end]:
            from_value *= scale.get(char, 1)
    if RISE.search(verb) and not FALL.search(verb):
        direction = "increase"
    elif FALL.search(verb):
        direction = "decrease"
    else:
        direction = _by_values(from_value, b.value)
    end, unit, bound = b.end, b.unit or a.unit, b.bound
    return Found(
        a, first, end, b.value, b.value_max, unit, bound, direction, from_value, None, noun, "target.from_to", True
    )


def _by_values(before: Fraction, now: Fraction) -> Direction:
    """How a value changed that was one number before and is another now."""
    return "increase" if now > before else "decrease" if now < before else "none"


def changes_told(text: str, floor: int, four: list[Quantity]) -> list[Found]:
    """The change from the first of up to four quantities to the second, or the two changes that all four tell."""
    told = _two_changes(text, floor, four)
    if told or len(four) < 2:
        return told
    change = _from_to(text, floor, four[0], four[1])
    return [change] if change else []


def _two_changes(text: str, floor: int, four: list[Quantity]) -> list[Found]:
    """Two changes told at once: 分别从645元、4318元提高到801元、7226元; each keeps the span of the value reached."""
    if len(four) < 4:
        return []
    a, b, c, d = four
    sides = text[a.end : b.start], text[c.end : d.start]
    if sides[0] not in SIDE_BY_SIDE or sides[1] not in SIDE_BY_SIDE or a.unit != c.unit or b.unit != d.unit:
        return []
    last = _from_to(text, floor, a, c, b.end) if "分别" in text[max(floor, a.start - 24) : a.start] else None
    if last is None:
        return []
    subject = subject_of_change(text[clause_start(text, last.start, floor) : last.start])
    out = []
    for before, now, name in zip((a, b), (c, d), shared(subject, 2), strict=True):
        direction = _by_values(before.value, now.value)
        f = Found(now, now.start, now.end, now.value, now.value_max, now.unit, now.bound, direction, before.value)
        f.measures, f.rule, f.own_change = name, "target.from_to", True
        out.append(f)
    return out


def tell_changes(text: str, floor: int, end: int, found: list[Found]) -> None:
    """Fills direction and basis from the words in front of and behind each number."""
    previous = floor
    for f in found:
        if f.own_change:
            f.basis = _basis(text, f.clause, f.start)
        else:
            f.direction = _direction(text, end, f, text[max(f.clause, previous) : f.start])
            f.own_change = f.direction is not None
            if f.direction in ("increase", "decrease"):
                f.basis = _basis(text, max(f.clause, previous - 1), f.start)
        previous = f.end


def _direction(text: str, end: int, f: Found, head: str) -> Direction | None:
    """How a number changed, as told in its clause in front of it (the head) or right behind it."""
    change = change_words()
    told: Direction | None = None
    if text[f.start - 1] in change.last and change.some.search(head):
        if change.held.search(head):
            # 维持6成的薪资替代水平 keeps a level.
            kept = head.endswith("维持") and (f.q.kind == "count" or text.startswith("的", f.end))
            return None if kept else "none"
        rises = change.up.search(head)
        if (rises or change.down.search(head)) and not _negated(head):
            told = "increase" if rises else "decrease"
    if told is None and ("减" in head or "降低" in head or "压缩" in head) and CUT.search(head):
        told = "decrease"
    if told is None and head[-1:] in "多少高低出了" and (more := MORE_OR_FEWER.search(head)):
        told = "increase" if more["more"] else "decrease"
    if told is None and f.q.kind == "percent":
        rate = RAISED_RATE.search(head)
        if rate and not _negated(head):
            told = "increase" if rate["up"] else "decrease"
        elif behind := AFTER_CHANGE.match(text, f.end, min(end, f.end + 30)):
            told = "increase" if FALLING.isdisjoint(behind["word"]) else "decrease"
    if told and head.endswith(("改造提升", "巩固提升")) and f.q.kind != "percent":
        return None
    return None if told and RAISED.search(head) and _raises_things(text, f) else told


def _raises_things(text: str, f: Found) -> bool:
    """Whether a verb of raising has the things counted for its object: 提升3000个站点, 巩固提升80万亩基地."""
    if f.q.kind == "count":
        if POINTS_NEXT.match(text, f.end):
            return False
        return f.unit != "分" and f.unit not in AGES
    tail = text[f.end : f.end + 8]
    return f.q.kind == "measure" and f.unit not in MONEY and bool(tail) and words(tail)[0].tag in ("n", "nz", "b")


def _negated(head: str) -> bool:
    """新增 counts and states no change; 高于 and 快于 compare."""
    return bool(NOT_CHANGED.search(head)) and not NEWLY_MORE.search(head)


def _basis(text: str, start: int, end: int) -> str | None:
    m = BASIS.search(text, start, end)
    return m.group() if m else None
