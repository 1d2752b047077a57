"""Quantitative targets: which quantities of a document are results or aims, how they changed, what they measure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import Literal, NamedTuple

from ..mentions import Suppressed, Target
from ..numerals import BEFORE, plain
from ..patterns import pattern
from ..rules import Covers, Scanner, alternation, load
from ..segment import Cut, Paragraph, Reading
from ..words import words
from .attribution import attribute
from .changes import AGES, LEAD, SIDE_BY_SIDE, change_words, changes_told, tell_changes
from .found import ASSURED, MONEY, Found, alike
from .measures import clause_start
from .quantities import Quantity, find_quantities

Nature = Literal["binding", "expected"]
FIRMS = pattern("(?:[^,。;、]{0,6})?(?:企业|商户|工厂|门店|经营主体|市场主体|店铺|单位)")
# “1+16”家 is a sum; “16+16”园区 is a name.
QUOTED_SUM = pattern(r"“\d+(?:\+\d+)+”(?:[个项家件名条处座所种类支批部套]|大项|小项)")
BY_KIND = {"change": "target.change", "duration": "target.duration", "count": "target.count", "bare": "target.bare"}
# A size that says who is meant: 营业额少于3000万元的企业; what a rule asks for: 就业人数超过50人的,给予补贴.
METRIC = pattern(
    "(?:率|度|比例|比重|占比|长度|面积|人数|额|量|值|收入|规模|资产|年限|成绩)(?:每年|每月)?(?:达到?|在|为|占)?$"
)
OF_WHOM = pattern(
    r"的(?:[\d一二三四五六七八九十百]+(?:条|家|个|户|名|所))?[^,。;、的\d]{0,6}(?:企业|家庭|人员|居民|农户|河川|河流|河道|商户|机构|职工|单位|学校|学员|人士|住户|申请人|乡镇|地区|用户|群众)"
)
ASKED_FOR = pattern(
    "[^,。;:]{0,60}的,(?:可|应|给予|予以|按|由|须|能|均可|方可|不得|免|享受|实行|一次性|视为|不予|每人|每户|财政|政府给|最高|[^,。;]{1,12}(?:应当|不得|可以))"
)
CLASS_NAME = pattern("[\u4e00-\u9fff]")
# 千万师生体育运动, 十亿人口的大国: the number is part of a name.
CAMPAIGN = pattern("[\u4e00-\u9fff]{2,12}(?:运动|行动|工程|计划|活动)")
SPAN_UNIT = pattern("月|星期|小时|世纪|季度|工作日|学期|年头")
SCALE = "百千万亿"
# Behind a Chinese numeral these are mostly the second half of a word: 千里, 万分.
WORD_PARTS = frozenset("两里方分度米折番克斤担安伏卡焦帕")
ORDINAL_UNITS = frozenset("级届版代层页字句步首号")
FOLDS = frozenset("番折")
# With any other unit a number in figures with no 的 behind it is a target.
DOUBTFUL_UNITS = ORDINAL_UNITS | FOLDS | AGES | {"个"}
SIZES = frozenset(("over", "under", "at_least", "at_most"))
LIFETIME = pattern("寿命|年龄")
FROM_THEN_ON = pattern(r"之日起\s?$|起\s?$|[每近过前后第]\s?$")
LIST_GAPS = frozenset(
    joint + apart for joint in ("", "、", "和", "及", "与", "以及", ",", "或") for apart in ("", "分别")
)
RATE_LIMIT = pattern(
    r"(?:压缩|缩短|压减|减少|提高|提升|延长|降低|降|减|增加|控制|节省|提速|限|增)(?:[^,。;\d]{0,6})?(?:至|到|为|在|了|约|近|逾|超过)?$|(?:不超过|不高于|不低于|不少于|至少|最多|时限|时间|周期|期限|寿命|年限|耗时|用时|平均|(?:优良|达标|良好|运行|开放|营业|供暖|供水|供电)(?:天数|时间|时长)(?:比例)?[^,。;\d]{0,4}?(?:达到?|保持|稳定|提高|增加|为|有|超过))(?:一般|原则上|通常|应当?|须)?(?:为|是|至|到|约|在|达到|达|仅|仅需|只需)?(?:\d[\d.]*个?(?:小时|分钟|工作日|天|日|月)(?:和|、|及|与))?$"
)
RATIO_NAMED = pattern("(?:收入比|系数|指数|比值|商数|倍数)(?:为|是|达到?|升至|降至)$")
LEAST = "至少|最少|不少于|最多|至多"
ABOUT = "大概|大约"
# 至少建设一所: a verb parts the bound from its number.
LEAST_DONE = pattern(f"({LEAST})(?:应当?|须|要|再|拟)?(?:[^\\d\\s,。;:、的“”()]{{2}}|[建设办开派])$")
# 禁止销售长度不足8厘米的鱼苗: which film.
FORBIDDEN = pattern("(?:禁止|严禁|禁用|限制|淘汰|取缔|不得|禁售|关停)[^,。;]{0,16}$")
DAYS = pattern("天数[^,。;]{0,14}$")
ABOUT_CHANGED = pattern("约(?:增长|减少|增加|下降|上升|成长|[减增升降])了?$")
ABOUT_DONE = pattern(f"(?:{ABOUT})[\u4e00-\u9fff]{{2}}了?$")
BOUND = pattern(f"{LEAST}|{ABOUT}")
APART = pattern("分别(?:为|是|有|达|共)?\\s?$")
EACH_TIME = pattern("每[年月周天日人]|每(?:个)?(?:学年|学期|季度|季|星期)")
# 全面完成全年预期目标 tells of a target that was met.
MET = pattern("(?:完成|实现|达到|达成|好于|高于|超过)[^,。;]{0,8}$")
EXPECTED = pattern(r"预期目标|(?<![(项个])预期性(?:指标|目标)")
BINDING = pattern(r"(?<![(项个])约束性(?:指标|目标)")
AIMS = ("预期", "约束性")  # what EXPECTED and BINDING ask for
NATURE_COUNTED = pattern("(?:约束性|预期性)(?:指标|目标)$")
NATURE_BEHIND = pattern(r"\s?(?:\(|[^,。;\d(]{0,6}的)(约束性|预期性)")


@cache
def suppressors() -> Scanner:
    """The suppressor rules, in one pass."""
    return Scanner(load("suppressors").rules)


class Lists(NamedTuple):
    """The word lists that decide whether a number counts."""

    soft: frozenset[str]
    counting: re.Pattern[str]
    within: re.Pattern[str]


@cache
def lists() -> Lists:
    """The word lists of the target rules, compiled once."""
    w = load("targets").words
    return Lists(
        frozenset(w["soft"]),
        pattern(alternation(w["counting"]) + "(?:了)?$"),
        pattern("(?:以内|之内|内)?(?:即可|就能|可以|可)?" + alternation(w["within"])),
    )


@cache
def bound_apart() -> re.Pattern[str]:
    """A bound word and the whole that a share is of, in front of the share."""
    apart = alternation([w for w in BEFORE if len(w) > 1])
    limit = alternation([w for w in BEFORE if w[0] == "不" and len(w) > 2])
    return re.compile(rf"({apart})[^,。;、:\d]{{2,16}}的$|({limit})[^,。;、:\d]{{2,16}}$")


def find_targets(reading: Reading, suppressed: list[Suppressed]) -> list[Target]:
    """The targets of a document in the order of the text, footnotes left out; what was suppressed is noted."""
    text = reading.text
    limit = next((p.start for p in reading.paragraphs if p.role == "note"), len(text))
    body = text if limit == len(text) else text[:limit]
    covers = Covers(suppressors(), body)

    def is_covered(start: int, end: int) -> bool:
        rule = covers.rule_at(start)
        if rule is None:
            return False
        # “1+16”家, 一百个: covered, and targets all the same.
        if rule.id == "not.one" and end - start > 1 or rule.id == "not.quoted" and QUOTED_SUM.match(text, start - 1):
            return False
        suppressed.append(Suppressed(start, end, "target", rule.id))
        return True

    out: list[Target] = []
    aims_told = sorted(at for word in AIMS for at in _places(text, word))
    paragraph, aims = -1, None
    for cut, quantities in _by_sentence(reading, find_quantities(body, is_covered)):
        found = _sentence(text, cut.start, cut.end, quantities, suppressed)
        if found and cut.paragraph != paragraph:
            paragraph = cut.paragraph
            aims = _aims(text, reading.paragraphs[paragraph], aims_told)
        out += [_target(f, None if aims is None else _nature(text, aims, f)) for f in found]
    return out


def _by_sentence(reading: Reading, quantities: Iterator[Quantity]) -> list[tuple[Cut, list[Quantity]]]:
    """The quantities of each sentence that has some, years of the Republic left out; they come in the text's order."""
    text = reading.text
    out: list[tuple[Cut, list[Quantity]]] = []
    here: list[Quantity] = []
    end = 0
    for q in quantities:
        if q.number_start >= end:
            cut = reading.sentences[reading.sentence_at(q.number_start)]
            end = cut.end
            here = []
            if cut.start <= q.start:
                out.append((cut, here))
        # 由97年之19%.
        if q.unit != "年" or not (text.startswith(("之", "的"), q.end) and 60 <= q.value <= 130):
            here.append(q)
    return out


def _sentence(text: str, start: int, end: int, quantities: list[Quantity], suppressed: list[Suppressed]) -> list[Found]:
    """The quantities of a sentence that are targets, each with all that its sentence says of it."""
    several = len(quantities) > 1
    changing = several and LEAD.search(text, start, end) is not None
    sharing = _sharing_unit(text, start, quantities) if several else set()
    asking = text.find("的,", start, end) >= 0
    found: list[Found] = []
    taken = 0  # where the quantities go on behind the last change
    for i, q in enumerate(quantities):
        if changing:
            if i >= taken and (changes := changes_told(text, start, quantities[i : i + 4])):
                found += changes
                taken = i + 2 * len(changes)
            if i < taken:
                continue
        if i in sharing:
            reason = None
        elif asking and ASKED_FOR.match(text, q.end, end):
            reason = "condition"
        else:
            reason = _reject(text, start, end, q)
        if reason:
            suppressed.append(Suppressed(q.start, q.end, f"target.{q.kind}", reason))
        else:
            found.append(Found(q, q.start, q.end, q.value, q.value_max, q.unit, q.bound))
    if found:
        for f in found:
            if not f.q.bound_before:
                _bound_apart(text, start, f)
            f.clause = clause_start(text, f.start, start)
        tell_changes(text, start, end, found)
        if len(found) > 1:
            _lists(text, start, found)
        attribute(text, start, end, found)
    return found


def _target(f: Found, nature: Nature | None) -> Target:
    kind = "change" if f.direction in ("increase", "decrease") else f.q.kind
    return Target(
        f.start,
        f.end,
        plain(f.value),
        None if f.value_max is None else plain(f.value_max),
        f.unit,
        f.bound,
        f.measures,
        f.direction,
        None if f.from_value is None else plain(f.from_value),
        f.basis if f.direction is not None else None,
        nature,
        f.rule or BY_KIND.get(kind, "target.measure"),
    )


def _bound_apart(text: str, floor: int, f: Found) -> None:
    """A bound that the whole of a share or a verb parts from its number: 不超过生产总值的20%, 至少建设一所."""
    near = max(floor, f.start - 24)
    m = None
    if f.q.kind == "percent":
        if text[f.start - 1] == "的" or "不" in text[near : f.start]:
            m = bound_apart().search(text, near, f.start)
        about = ABOUT_CHANGED
    elif f.bound != "exact" or not BOUND.search(text, near, f.start):
        return
    else:
        if f.q.kind in ("count", "measure"):
            m = LEAST_DONE.search(text, near, f.start)
        about = ABOUT_DONE
    if m:
        f.start -= len(m.group())
        f.bound = BEFORE.get(m[1] or m[2], "at_most")
    elif f.bound == "exact" and about.search(text, near, f.start):
        f.bound = "about"


def _reject(text: str, start: int, end: int, q: Quantity) -> str | None:
    """Why a quantity that no suppressor covers is no target, or None."""
    if q.kind == "duration":
        return _reject_time(text, start, end, q)
    if q.kind == "bare":
        return _reject_bare(text, start, end, q)
    qualifies = text.startswith("的", q.end, end)
    if not (q.han or qualifies or q.unit in DOUBTFUL_UNITS):
        return None
    number = text[q.number_start : q.number_end] if q.han else ""
    if number == "一成" and text.startswith(("为", "立", "功"), q.number_end):
        return "part of a word"
    near = max(start, q.start - 16)
    bounded = q.bound_before or q.bound_after
    if qualifies and bounded and q.kind == "measure" and FORBIDDEN.search(text, near, q.start):
        return "condition"
    if q.unit == "个" and SPAN_UNIT.match(text, q.end, end):
        return "time"
    if q.han and q.kind == "count":
        if LEAST_DONE.search(text, near, q.start):
            return None
        small = q.unit in lists().soft and q.value <= 10 and not (bounded or q.bound == "over")
        if small and not lists().counting.search(text, near, q.start):
            return "counts a set"
        if q.bound != "at_least" and q.value == 1:
            return "counts nothing"
        if q.unit == "家" and number in "百千万" and not q.bound_before:
            return None if FIRMS.match(text, q.end, min(end, q.end + 12)) else "part of a name"
        if small_numeral(q) and inside_word(text, start, end, q):
            return "part of a word"
    if q.han and q.kind == "measure" and q.bound == "exact":
        if q.unit not in MONEY and not number.strip(SCALE) and CLASS_NAME.match(text, q.end, end):
            return "part of a name"
        if q.unit in WORD_PARTS and q.value < 10:
            return "part of a word"
    if q.han and q.unit in MONEY and not q.scaled and q.value < 10:
        return "part of a name"
    if q.unit in FOLDS:
        return "翻番"
    if q.unit in ORDINAL_UNITS and q.value < 100 and not q.bound_after:
        return "ordinal"
    sized = qualifies and (q.bound in SIZES or text.endswith(("达", "达到", "在", "为", "占"), near, q.start))
    if sized and METRIC.search(text, near, q.start) and OF_WHOM.match(text, q.end, end):
        return "condition"
    if (
        q.unit in AGES
        and not LIFETIME.search(text, max(start, q.start - 32), q.start)
        and not change_words().told(text, near, q.start)
    ):
        return "age"
    return None


def _reject_time(text: str, start: int, end: int, q: Quantity) -> str | None:
    """Why a time is no target, or None where it is promised or asked for."""
    before = text[max(start, q.start - 16) : q.start]
    if q.unit == "日" or FROM_THEN_ON.search(before):
        return "time"
    promised = (
        RATE_LIMIT.search(before)
        or lists().within.match(text, q.end, min(end, q.end + 12))
        or _is_minimum(q, before)
        or q.unit == "天"
        and DAYS.search(before)
        or ASSURED.match(text, q.end, end)
    )
    return None if promised else "time"


def _reject_bare(text: str, start: int, end: int, q: Quantity) -> str | None:
    """Why a number without a unit is no target, or None."""
    if q.han and not text[q.number_start : q.number_end].strip(SCALE) and CAMPAIGN.match(text, q.end, end):
        return "part of a name"
    if q.scaled and (q.bound_before or q.number_end - q.number_start > 1):
        return "no unit" if text.startswith(("分", "富", "象", "能"), q.end, end) else None
    if q.han or text.startswith((".", "、", ")", "]", ":"), q.end, end):
        return "no unit"
    told = q.bound_before or q.bound_after or change_words().told(text, max(start, q.start - 16), q.start)
    told = told or not q.han and bool(RATIO_NAMED.search(text, max(start, q.start - 8), q.start))
    return None if told else "no unit"


def _sharing_unit(text: str, floor: int, quantities: list[Quantity]) -> set[int]:
    """Which quantities are bare numbers of a list whose unit is said once, at its end: 分别为34、12及28宗."""
    sharing: set[int] = set()
    first = 0
    for i, (before, q) in enumerate(pairwise(quantities), 1):
        if before.kind != "bare" or text[before.end : q.start].strip() not in SIDE_BY_SIDE:
            first = i
        elif q.kind == "count":
            opens = quantities[first].start
            # APART is five characters at most; from the floor each list would search through those in front of it.
            if APART.search(text, max(floor, opens - 5), opens):
                sharing.update(k for k in range(first, i) if not quantities[k].han)
    return sharing


def _is_minimum(q: Quantity, before: str) -> bool:
    """Whether a time is the least or most that is asked for in each of the times named before: 每年至少1个月."""
    return q.bound in ("at_least", "at_most") and bool(EACH_TIME.search(before))


def small_numeral(q: Quantity) -> bool:
    """Whether a number is one or two Chinese digits without scale: often half of a word, as in 队伍本身."""
    return q.number_end - q.number_start <= 2 and not q.scaled and not q.bound_before


def inside_word(text: str, start: int, end: int, q: Quantity) -> bool:
    """Whether a numeral begins or ends inside a word that is no numeral."""
    first = max(start, q.number_start - 6)
    for word in words(text[first : min(end, q.number_end + 6)]):
        a, b = first + word.start, first + word.end
        if a <= q.number_start < b:
            return a < q.number_start and word.tag[:1] != "m"
    return False


def _lists(text: str, floor: int, found: list[Found]) -> None:
    """Numbers parted by nothing but 、 or 和 share what was said once: direction, unit, scale, bound."""
    i = 0
    while i + 1 < len(found):
        j = i
        while j + 1 < len(found) and not found[j + 1].own_change:
            gap = text[found[j].end : found[j + 1].start]
            if gap not in LIST_GAPS or gap == "," and found[j].unit != found[j + 1].unit:
                break
            j += 1
        if j > i:
            group = found[i : j + 1]
            head = text[max(floor, group[0].start - 24) : group[0].start]
            apart = "分别" in head or "各" in head[-6:]
            last = group[-1]
            for f in group:
                joined = text[f.end : f.end + 1] != ""
                if f is not group[0] and joined:
                    # 净增3193户、超2.4万户: the second says how many there are now.
                    level = f.q.bound_before and not group[0].q.bound_before and not apart and f.q.kind == "count"
                    if (
                        f.direction is None
                        and group[0].direction is not None
                        and (alike(f, group[0]) or apart)
                        and not level
                    ):
                        f.direction, f.basis = group[0].direction, group[0].basis
                    if f.bound == "exact" and group[0].q.bound_before and alike(f, group[0]):
                        f.bound = group[0].bound
                if f.unit == "个" and last.unit.startswith("个") and len(last.unit) > 1:
                    # 分别提高4.2个和1.5个百分点
                    f.unit = last.unit
                if not f.unit and last.unit:
                    f.unit = last.unit
                    if not f.q.scaled and last.q.scaled and f.value < last.value:
                        for char in text[last.q.number_start : last.q.number_end]:
                            f.value *= {"万": 10**4, "亿": 10**8}.get(char, 1)
                if apart and f.bound == "exact" and last.q.bound_after and alike(f, last):
                    f.bound = last.bound
        i = j + 1


def _places(text: str, word: str) -> Iterator[int]:
    """Where a word stands in a text."""
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + 1)


def _aims(text: str, paragraph: Paragraph, told: list[int]) -> tuple[int, int] | None:
    """Where the words end by which a paragraph tells of expected and of binding aims, or its end; None where none do.

    `told` is where the words for aims stand in the text.
    """
    start, end = paragraph.start, paragraph.end
    following = bisect_left(told, start)
    # A few characters more: brackets behind a target are looked for that far.
    if following == len(told) or told[following] >= end + 12:
        return None
    expected, binding = (
        next((m.end() for m in p.finditer(text, start, end) if not MET.search(text, start, m.start())), end)
        for p in (EXPECTED, BINDING)
    )
    return expected, binding


def _nature(text: str, aims: tuple[int, int], f: Found) -> Nature | None:
    """The nature of a target: by brackets behind it, else by the lead of its paragraph that names the aims."""
    m = NATURE_BEHIND.match(text, f.end, f.end + 12)
    if m:
        return "binding" if m[1] == "约束性" else "expected"
    if NATURE_COUNTED.search(text, max(0, f.start - 6), f.start):
        # 约束性指标8项: how many there are of either kind.
        return None
    expected, binding = aims
    return "expected" if expected <= f.start else "binding" if binding <= f.start else None
