"""What a number measures where nothing behind it says so: the noun in front, the number before, the clause before."""

from __future__ import annotations

import re

from ..patterns import pattern
from ..words import words
from .before import phrase_before, subject_of_change
from .found import MONEY, Found
from .lexicon import lexicon
from .measures import adds_nothing, clause_start, is_done, is_hanging, owner_of, subject_before

WITHIN = pattern("的?(?:情况|背景|条件|形势|态势|基础)[下上],?")
BARE_AMOUNTS = frozenset(
    total + amount
    for total in ("", "总")
    for amount in (
        "产值",
        "产量",
        "销量",
        "销售额",
        "销售收入",
        "营业收入",
        "营收",
        "增加值",
        "利润",
        "出口额",
        "利税",
        "从业人员",
        "就业人数",
        "规模",
        "总量",
    )
)
OWNER = pattern("(?:企业|产业|行业|农业|工业|旅游业?|服务业|经济|制造业|金融|集群|园区|市场|业|商|品|乡镇)$")
FIRST_OF_ALL = pattern("(?:拟)?(?:先|再|首期|首批|已|另|又|还)(?:行)?")
IN_ORDER = frozenset("拟先再首已另又还")  # what it begins with
# 粮食播种面积1584万亩、总产量132亿斤: the yield is of what was sown.
YIELD = frozenset(("产量", "总产量", "总产", "平均单产", "单产", "亩产", "总产值"))
SOWN = pattern("(?:播种|种植|栽培|养殖|栽种)?总?面积$")
# 项目26个、总投资318亿元: a quantity of what was counted before.
QUANTITY_OF = frozenset(
    ("规模", "总规模", "总投资", "总金额", "总面积", "成交额", "交易额", "合同额", "总里程", "总长", "总产能")
)
NEWLY = pattern("^(?:新增|新建|新设|新签约?|新开工)")
DOING = pattern("(?:入选|当选|获评|获得|荣获|获|晋升|晋级|报名|参加|入围)[\u4e00-\u9fff“”《》]{2,20}(?=[,。;、])")
SPENDING = (
    "投资",
    "投入",
    "支出",
    "补助",
    "融资",
    "注资",
    "奖励",
    "资助",
    "完成投资",
    "拨款",
    "增拨",
    "预留",
    "拨出",
    "投放",
)
SPENDER = pattern("我们?|政府|当局|本[院局署]|财政|建议")
CLAUSE_BETWEEN = pattern("[,;:].")
# 新增泊位1.2万个的任务已完成1.05万个, 已启用14座, 再增发4000张: of what was counted before by the same word.
OF_TASK = pattern("的?(?:年度)?(?:目标)?(?:任务|目标|计划)(?:已|还|尚|实际|全年|基本|超额)*(?:完成|达成|实现|差)?$")
MORE_OF_SAME = pattern("[,;](?:已经?|现已|实际|再(?!就业)|又|还|尚|仍|成功|剩余|余下)(?=.)")
AMONG = pattern("[当之]?中,?(?:已经?|现|仍|还|尚|只)?有?")
OF_THESE = pattern("[,、;]?(?:其中|当中|(?:到|至|截至)?[^,。;、]{0,8}已有)")


def noun_before(text: str, floor: int, f: Found, previous: list[Found]) -> str:
    """The phrase in front of a number; where it says nothing on its own, the number before or the clause before."""
    last = previous[-1] if previous else None
    at = f.clause if last is None or last.end < f.clause else last.end
    segment = text[at : f.start]
    if last is not None and WITHIN.match(segment):
        # 出口在对外贸易下降30%的情况下增长12%: what stands before 在 grows.
        outer = text.rfind("在", last.clause, last.start)
        above = phrase_before(text[last.clause : outer]) if outer > 0 else ""
        if len(above) >= 2 and not is_hanging(above):
            return above
    if "在" in segment[1:] and WITHIN.match(text, f.end):
        inner = phrase_before(segment[segment.rindex("在") + 1 :])
        if len(inner) >= 2:
            return inner
    if last is not None and last.measures and segment.startswith(f"{last.measures}、"):
        # 建设海外仓83个 or 83个海外仓、总面积12万平方米: the noun behind the last number is said with it.
        at += len(last.measures)
        segment = text[at : f.start]
    phrase = subject_of_change(segment) if f.rule == "target.from_to" else phrase_before(segment)
    if last is not None:
        if f.q.kind == "count" and f.unit == last.unit and segment.endswith("的") and is_done(phrase):
            # 施工项目七万个,全部建成的三万个: the noun behind 的 was said before.
            return f"{phrase}的{last.measures.rpartition('的')[2]}"
        if phrase in QUANTITY_OF and text.startswith("、", at):
            whole = NEWLY.sub("", owner_of(last.measures))
            return whole.removesuffix(phrase[-2:]) + phrase
        if phrase in YIELD and SOWN.search(last.measures):
            return SOWN.sub("", last.measures) + phrase
        if (
            f.q.kind == "count"
            and f.unit == last.unit
            and not f.own_change
            and _is_of_same(segment.removeprefix(last.measures), phrase)
        ):
            return last.measures
    if phrase in BARE_AMOUNTS and at > floor:
        owner = _owner_above(text, floor, at, last)
        if owner:
            return owner + phrase
    if len(phrase) >= 2 and (not is_hanging(_without_order(phrase)) or f.unit in MONEY and phrase in SPENDING):
        return phrase
    if f.unit in ("人", "名", "位") and not segment.strip("、,; "):
        # 12人入选人才计划: with nothing in front it is they who do it.
        doing = DOING.match(text, f.end)
        if doing:
            return doing.group()
    if last is not None and CLAUSE_BETWEEN.search(text, last.end, max(last.end, at - 1)):
        # A clause of its own stands between: 原油产量继续增长,达到1.42亿吨.
        above = subject_before(text, f.start, max(floor, last.end))
        if len(above) >= 2 and not is_hanging(above):
            return above
    if last is not None and last.measures:
        of_share = last.q.kind == "percent" and any(p.unit == f.unit for p in previous)
        if f.q.kind == "count" and (of_share or OF_THESE.match(segment)):
            # 完成率为98%,剩余2项; 纳入土地46幅,可建住房9000个,其中28幅…: the last of those counted by the same word.
            last = next((p for p in reversed(previous) if p.unit == f.unit), last)
        return last.measures if f.q.kind == "percent" else owner_of(last.measures)
    if at > floor and text[at - 1] == "(" and (last is None or last.end <= clause_start(text, at - 1, floor)):
        # 有关费用(现时为45元): the noun in front of the bracket.
        outside = phrase_before(text[clause_start(text, at - 1, floor) : at - 1])
        if len(outside) >= 2 and not is_hanging(outside):
            return outside
    same = _object_of(text, floor, at, phrase)
    if same:
        return same
    if f.unit in MONEY and phrase in SPENDING and SPENDER.search(segment):
        return phrase
    above = subject_before(text, f.start, floor)
    if above and above != phrase:
        return above if adds_nothing(phrase) or phrase == "惠及" else above + phrase
    return phrase or _verb_behind(text, f) or segment.strip("、,;和及 ")


def _is_of_same(segment: str, phrase: str) -> bool:
    """Whether what leads to a number only says what became of things that were counted before."""
    if OF_TASK.fullmatch(segment) or AMONG.fullmatch(segment):
        return True
    led = MORE_OF_SAME.match(segment)
    found = words(segment[led.end() :]) if led else ()
    return bool(found) and all(w.tag[:1] in "vd" for w in found) and phrase not in lexicon().nominal


def _owner_above(text: str, floor: int, at: int, last: Found | None) -> str:
    """Whose amount a bare noun names: of 乡镇企业保持活力,产值增长2倍 the firms, where no number stands between."""
    if last is not None and last.end > clause_start(text, at - 1, floor):
        return ""
    owner = subject_before(text, at, floor)
    return owner if 2 <= len(owner) <= 10 and OWNER.search(owner) else ""


def _object_of(text: str, floor: int, at: int, phrase: str) -> str:
    """What a verb that stands alone before a number took as its object before: 发行特别国债,今年先发行1万亿元."""
    verb = _without_order(phrase)
    if not verb or verb == phrase and len(verb) < 2 or not is_hanging(verb):
        return ""
    found = re.findall(re.escape(verb) + r"([^,。;、\d的了]{3,16})(?=[,;、])", text[max(floor, at - 120) : at])
    return found[-1] if found and lexicon().leading.fullmatch(verb) else ""


def _without_order(phrase: str) -> str:
    """A phrase without the words at its head that say when in a row it is done: 先发行."""
    order = FIRST_OF_ALL.match(phrase) if phrase[:1] in IN_ORDER else None
    return phrase[order.end() :] if order else phrase


def _verb_behind(text: str, f: Found) -> str:
    """A short predicate behind a number that nothing else names: 约6700万人受益."""
    m = re.match(r"[^\d,。;、:()]{2,6}(?=[,。;])", text[f.end : f.end + 8])
    return m.group() if m else ""
