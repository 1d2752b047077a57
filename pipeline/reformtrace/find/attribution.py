"""Which phrase each number of a sentence measures: the one behind it, before it, or another number's."""

from __future__ import annotations

import re

from .found import MONEY, Found, alike
from .measures import (
    clause_start,
    is_generic,
    is_hanging,
    phrase_before,
    phrase_behind,
    shared,
    subject_before,
)

PARALLEL = re.compile(r"^\s?(?:\([^()]{1,12}\))?\s?(?:、|和|及|与|以及|,)\s?(?:分别)?$")
NO_THING = re.compile(
    "的(?:水平|标准|目标|增长|增速|速度|比例|比重|增幅|降幅|规模|升幅|涨幅|幅度|速率|名义|年均|平均|基础|提升|下降|历史|突破|新突破|佳绩|跨越|好成绩)"
)
GROWTH = re.compile(r"\s?(?:\([^()]{1,12}\))?的([^,。;、\d]{1,8}?(?:增长|成长|增速|升幅|增幅))(?=[,。;、)]|$)")
SPENDING = ("投资", "投入", "支出", "补助", "融资", "注资", "奖励", "资助", "完成投资")
PARTS = re.compile("[、,;:。!?\n]")
CLAUSE_BETWEEN = re.compile("[,;:].")
ONLY_SHARE = re.compile("^(?:分别)?占")
BARE_LEAD = re.compile(
    r"^(?:[、和及与以及]|并|[^,。;]{0,4}?(?:完成|新建|建设|改造|建成|新增|形成|实施|铺设|修复|治理|整治|新铺设|种植|开展|提供|推进|敷设|打通|新改建|改建|扩建|形成年产|新增年产|年产|新开通|整修|修缮|清淤|疏浚))?\s?$"
)


def attribute(text: str, floor: int, end: int, found: list[Found]) -> None:
    """Fills what each number of a sentence measures, from left to right.

    A chain of counts (3批次72项) shares the phrase behind its last; numbers side by side share the phrase in front of
    them, part by part; a number in brackets behind another says the same again.
    """
    again = _said_again(text, found)
    mains = [f for i, f in enumerate(found) if i not in again]
    previous: list[Found] = []
    i = 0
    while i < len(mains):
        chain = _chain(text, mains, i, end)
        last = chain[-1]
        following = mains[i + len(chain)].start if i + len(chain) < len(mains) else None
        behind = _behind(text, chain[0].start, last, end, following)
        if behind:
            for f in chain:
                f.measures = behind
        else:
            chain = chain if len(chain) > 1 and chain[0].end == chain[1].start else chain[:1]
            group = _group(text, mains, i) if len(chain) == 1 else chain
            phrase = _before(text, floor, chain[0], previous)
            if len(group) > 1 and len(chain) == 1:
                chain = group
                names = shared(phrase, len(group))
            else:
                names = [_share_of(text, floor, chain[0], phrase, previous)] * len(chain)
            for f, name in zip(chain, names, strict=True):
                f.measures = name
        previous += chain
        i += len(chain)
    for i, j in again.items():
        found[i].measures = found[j].measures
        if found[i].direction is None:
            found[i].direction, found[i].basis = found[j].direction, found[j].basis


def _said_again(text: str, found: list[Found]) -> dict[int, int]:
    """Numbers that stand alone in brackets right behind another: 近七成(68%)."""
    out: dict[int, int] = {}
    for i in range(1, len(found)):
        between = text[found[i - 1].end : found[i].start]
        if between.strip() == "(" and text[found[i].end : found[i].end + 1] == ")":
            out[i] = i - 1
    return out


def _chain(text: str, mains: list[Found], i: int, end: int) -> list[Found]:
    """Numbers that count one thing in several units: 17大项101小项, 1.8万户、189万平方米."""
    j = i
    while j + 1 < len(mains) and not mains[j + 1].own_change:
        between = text[mains[j].end : mains[j + 1].start]
        listed = between == "、" and mains[j].unit != mains[j + 1].unit and not mains[i].own_change
        if not (between == "" or listed and phrase_behind(text, mains[j + 1].end, end, None)):
            break
        j += 1
    return mains[i : j + 1]


def _group(text: str, mains: list[Found], i: int) -> list[Found]:
    """The numbers that follow one another with only 、 or 和 between: candidates for one phrase in front of all."""
    j = i
    while j + 1 < len(mains):
        a, b = mains[j], mains[j + 1]
        parted = PARALLEL.match(text[a.end : b.start])
        if not parted or not alike(a, b) or a.unit != b.unit or a.unit in MONEY:
            break
        j += 1
    return mains[i : j + 1]


def _behind(text: str, lead_end: int, f: Found, end: int, following: int | None) -> str:
    """The phrase behind a number, where that is what it counts; `lead_end` is where its chain begins."""
    if f.rule == "target.from_to" or f.q.kind == "duration":
        return ""
    tail = text[f.end : min(end, f.end + 30)]
    grown = GROWTH.match(tail)
    if grown and f.q.kind == "percent" and grown[1] not in ("增长", "成长", "增速", "升幅", "增幅"):
        return grown[1]
    if f.q.kind == "percent" or f.q.kind == "measure" and f.unit not in MONEY:
        if f.own_change:
            return ""
        if tail[:1] != "的" or NO_THING.match(tail):
            lead = PARTS.split(text[max(0, lead_end - 20) : lead_end])[-1]
            if f.q.kind == "percent" or not BARE_LEAD.match(lead):
                return ""
    phrase = phrase_behind(text, f.end, end, following)
    if is_generic(phrase) or f.unit in MONEY and f.own_change:
        return ""
    return phrase


def _before(text: str, floor: int, f: Found, previous: list[Found]) -> str:
    """The phrase in front of a number; where it says nothing on its own, the number before or the clause before."""
    at = clause_start(text, f.start, floor)
    last = previous[-1] if previous else None
    if last is not None and last.end > at:
        at = last.end
    segment = text[at : f.start]
    phrase = phrase_before(segment)
    if len(phrase) >= 2 and (not is_hanging(phrase) or f.unit in MONEY and phrase in SPENDING):
        return phrase
    if last is not None and CLAUSE_BETWEEN.search(text, last.end, max(last.end, at - 1)):
        # A clause of its own stands between: 原油产量继续增长,达到1.42亿吨.
        above = subject_before(text, f.start, max(floor, last.end))
        if len(above) >= 2 and not is_hanging(above):
            return above
    if last is not None and last.measures:
        return last.measures
    above = subject_before(text, f.start, floor)
    if above and above != phrase:
        return above + phrase if phrase and not re.match("增|成长|涨|降|升|同", phrase) else above
    return phrase or _verb_behind(text, f) or segment.strip("、,;和及 ")


def _verb_behind(text: str, f: Found) -> str:
    """A short predicate behind a number that nothing else names: 约6700万人受益."""
    m = re.match(r"[^\d,。;、:()]{2,6}(?=[,。;])", text[f.end : f.end + 8])
    return m.group() if m else ""


def _share_of(text: str, floor: int, f: Found, phrase: str, previous: list[Found]) -> str:
    """A share without a subject of its own (占全国份额) is that of what the number before measures."""
    if f.q.kind != "percent" or not ONLY_SHARE.match(phrase) or not previous:
        return phrase
    lead = text[clause_start(text, f.start, floor) : f.start]
    pair = [p for p in previous[-2:] if p.q.kind != "percent"]
    if lead.startswith("分别") and len(pair) == 2:
        return pair[0].measures
    owner = previous[-1].measures
    return owner + phrase if len(owner + phrase) <= 24 else phrase
