"""Which phrase each number of a sentence measures: the one behind it, before it, or another number's."""

from __future__ import annotations

import re
from itertools import pairwise

from ..patterns import pattern
from ..words import words
from .before import phrase_before, subject_of_change
from .behind import counted, is_generic, phrase_behind
from .found import ASSURED, MONEY, Found
from .lexicon import ending, lexicon
from .measures import adds_nothing, clause_start, is_done, is_hanging, owner_of, shared, subject_before

PARALLEL = ending(r"\s?(?:\([^()]{1,12}\))?\s?(?:、|和|及|与|以及|,)\s?(?:分别)?$", "、和及与,别")
PROVIDED = pattern("(?:兴建|建|提供|供应|落成|推售|出租|出售|分配|预留|建造)(?:了|成)?$")
NO_THING = pattern(
    "的(?:水平|标准|目标|增长|增速|速度|比例|比重|增幅|降幅|规模|升幅|涨幅|幅度|速率|名义|年均|平均|基础|提升|下降|比率|份额|成长率|年增率|历史|突破|新突破|佳绩|跨越|好成绩)"
)
# 覆盖率达88%,90%的社区有站点: behind the comma a number has a noun of its own.
OWN_NOUN = pattern("的[\u4e00-\u9fff]")
GROWTH = pattern(r"\s?(?:\([^()]{1,12}\))?[的之]([^,。;、\d]{1,8}?(?:增长|成长|增速|升幅|增幅))(?=[,。;、)]|$)")
# 八成担保比率: a rate right behind its number, and nothing behind it.
RATE_BEHIND = pattern(
    r"的?((?!比例|比重|比率|份额|权重|增速)[^,。;、的\d]{1,6}(?:比率|比例|利率|费率|税率|回报率|折扣|额度|贴息|补贴率|优惠))(?=[,。;、)]|$)"
)
# 为30万群众提供…的服务: whom it is done for.
FOR = ending("(?:为|给|向|替|对|帮助|协助)(?:了|近|约|超过?|全[市省县区国])*$", "为给向替对助了近约超过市省县区国")
GIVEN_TO = pattern(
    r"([^,。;、的\d]{2,14}?)(?:提供|发放|减免|免除|办理|解决|购买|安装|配备|进行|开展|实施|建立|落实|推出|返还|追回|追讨|挽回|讨回|拨付|支付|兑现|退还|投放|分发|送去|送上|带来|创造|缴纳|垫付|给付|制[订定]|派出|派驻|补助|补贴|资助|救助|举办|安排|予以|给予|免费)"
)
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
AIM = pattern(
    "的(?:基础上|情况下|条件下|背景下|任务|目标|指标|要求|计划|规模|范围|速度|水平|标准|历史性|好成绩)(?:[,。;、]|$)"
)
TASK_OF = pattern("的(?:年度)?(?:目标)?(?:任务|目标|计划)(?:已|还|尚|实际|基本|超额|提前|如期|全部|全面)")
# 其中工业企业为4.6%: a part, and no word of what of it.
PART_ONLY = pattern("其中,?[^,。;、占\\d]{2,14}?(?:为|达到?|仅为?|约为?)")
WHOLE = pattern("^(?:全[国省市县区州港]|我[国省市县区])")
RATE_NAME = pattern("(?:[率度比]|比[例重]|占比|强度|指数)$")
# 收入、利润分别增长4.4%、下降3.5%: between figures that are told apart.
NEXT_CHANGE = pattern("[、,和及](?:同比|环比)?(?:增长|下降|上涨|回落|提高|降低|减少|增加|上升|下跌|收窄|扩大|提升)了?")
RESPECTIVELY = pattern("[,、]?(?:同比|环比|[比较][^,。;、]{2,6})?分别[^,。;、\\d]{0,6}")
# 一次性增加6万亿元债务限额: nothing stands in front that could grow.
MORE_OF = pattern(
    "(?:政府|我们?|全[国省市县]|今年|明年)?(?:[并再又将会可已共]|累计|合共|一次性|大幅|额外|直接)*(?:增加|减少|削减|压减|降低|节约)了?(?:约|近|超过?)?"
)
UNIT_TWIN = pattern(r"\([间户个套条台处家所座人件项名辆]\)")
DEGREE = pattern(
    "(?:轻微|温和|强劲|中度|显著|明显|快速|稳定|可观|大幅|高速|双位数?|较[快大高]|实质|名义|年均|平均)?(?:增长|成长|增速|升幅|增幅)"
)
# 粮食播种面积1584万亩、总产量132亿斤: the yield is of what was sown.
YIELD = frozenset(("产量", "总产量", "总产", "平均单产", "单产", "亩产", "总产值"))
SOWN = pattern("(?:播种|种植|栽培|养殖|栽种)?总?面积$")
# 20亿元住房基金支持修缮: a fund, and what it is for.
FUND = pattern("(?<=资金|基金|债券|贷款|国债|补贴|经费|款项)(?:支持|用于|推动|保障|帮助|扶持)")
# 项目26个、总投资318亿元: a quantity of what was counted before.
QUANTITY_OF = frozenset(
    ("规模", "总规模", "总投资", "总金额", "总面积", "成交额", "交易额", "合同额", "总里程", "总长", "总产能")
)
# 安排财政资金2000万元支持茶企: the fund stands in front.
SPENT_ON = pattern("支持|用于|推动|保障|帮助|扶持|奖励|补助|购买|投向|专项用于|重点支持")
FUNDS = pattern("(?:资金|基金|债券|贷款|国债|补贴|补助|经费|款项|专款)$")
NEWLY = pattern("^(?:新增|新建|新设|新签约?|新开工)")
# 支持4万人创业: what they are helped to do says what is counted.
HELPED = pattern("(?:支持|帮助|带动|促进|扶持|助力|推动|引导|组织|辐射带动|帮扶|吸引)(?:了|近|约|超过?)?$")
HELPED_TO = pattern(
    "(?:稳定|实现|返乡|自主|就近|灵活)*(?:就业创业|创业就业|创业|就业|增收致富|增收|致富|脱贫|转业|再就业|上岗|返岗|参保|入学|就学)(?=[,。;、]|$)"
)
DOING = pattern("(?:入选|当选|获评|获得|荣获|获|晋升|晋级|报名|参加|入围)[\u4e00-\u9fff“”《》]{2,20}(?=[,。;、])")
# 3800万平方米建筑供热改造: of a measured work the verb is part of the name.
WORKS = pattern("(?:改造|建设|整治|治理|修复|绿化|疏浚|清淤|修缮|养护)(?=[,。;、]|$)")
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
REGIONS = ("全国", "全省", "全市", "全县", "全区", "全州", "全港", "我省", "我市", "我县", "我区")
SPENDER = pattern("我们?|政府|当局|本[院局署]|财政|建议")
PARTED = ",。;、"  # where one of these follows a number, the number counts nothing behind it
# 900多名来自240间机构的教职员: the noun stands behind the clause.
RELATIVE = pattern(
    r"(?:来自|分别来自|分别位于|(?:主要)?分布[于在]|设[于在]|位于|从事|符合|持有|就读于?|居住于?在?)[^,。;:]{2,60}?的(?=[\u4e00-\u9fff])"
)
RELATES = frozenset("来分主设位从符持就居")  # what it begins with
ENDS_IN_VERB = pattern("(?:达到?|至|到|为|占|近|约|超过?|有|是|高|低|增长|下降|上升|提高|增加|减少)$")
OF_QUOTED = pattern(r"的\s?“")
JOINTS = frozenset(("和", "及", "与", "、"))
JOINED = pattern("[\u4e00-\u9fff]{3}[和及与]$")
PARTS = pattern("[、,;:。!?\n]")
CLAUSE_BETWEEN = pattern("[,;:].")
# 新增泊位1.2万个的任务已完成1.05万个, 已启用14座, 再增发4000张: of what was counted before by the same word.
OF_TASK = pattern("的?(?:年度)?(?:目标)?(?:任务|目标|计划)(?:已|还|尚|实际|全年|基本|超额)*(?:完成|达成|实现|差)?$")
MORE_OF_SAME = pattern("[,;](?:已经?|现已|实际|再(?!就业)|又|还|尚|仍|成功|剩余|余下)(?=.)")
AMONG = pattern("[当之]?中,?(?:已经?|现|仍|还|尚|只)?有?")
OF_THESE = pattern("[,、;]?(?:其中|当中|(?:到|至|截至)?[^,。;、]{0,8}已有)")
SOME = pattern("(?:其中|当中|已|中,?)有?$")
ONLY_SHARE = pattern(
    "^(?:分别)?占|^贡献(?:了)?(?:本地|全[国省市县]|地区)?[^,。;、的]{2,8}$|^对.{2,16}的?(?:贡献率?|依存度|依赖度|拉动|影响)$"
)
BARE_LEAD = pattern(
    r"^(?:[、和及与以及]|并|[^,。;]{0,4}?(?:完成|安排|划拨|落实|收储|盘活|流转|供应|新建|建设|改造|建成|新增|形成|实施|铺设|修复|治理|整治|新铺设|种植|开展|提供|推进|敷设|打通|新改建|改建|扩建|形成年产|新增年产|年产|新开通|整修|修缮|清淤|疏浚))?\s?$"
)


def attribute(text: str, floor: int, end: int, found: list[Found]) -> None:
    """Fills what each number of a sentence measures, from left to right.

    A chain of counts (3批次72项) shares the phrase behind its last; numbers side by side share the phrase in front of
    them, part by part; a number in brackets behind another says the same again.
    """
    again = _said_again(text, found) if len(found) > 1 else {}
    mains = [f for i, f in enumerate(found) if i not in again] if again else found
    previous: list[Found] = []
    i = 0
    while i < len(mains):
        last = i + 1 == len(mains)
        chain = mains[i:] if last else _chain(text, mains, i, end)
        j = i + len(chain)
        following = mains[j].start if j < len(mains) else None
        name = _behind(text, chain[0].start, chain[-1], end, following)
        if name and not (previous and _is_said_of_some(text, chain[-1], name, previous)):
            for f in chain:
                f.measures = name
        else:
            if not last and (len(chain) == 1 or chain[0].end != chain[1].start):
                chain = _group(text, end, mains, i)
                j = i + len(chain)
            _name_from_front(text, floor, end, chain, mains[j].start if j < len(mains) else None, previous)
        previous += chain
        i = j
    if len(mains) > 3:
        _tell_apart(text, mains)
    for i, j in again.items():
        found[i].measures = found[j].measures
        if found[i].direction is None:
            found[i].direction, found[i].basis = found[j].direction, found[j].basis


def _tell_apart(text: str, mains: list[Found]) -> None:
    """Gives each of several changes behind 分别 what the number in its place before measures."""
    for i in range(2, len(mains) - 1):
        f = mains[i]
        if not f.own_change or not RESPECTIVELY.fullmatch(text, mains[i - 1].end, f.start):
            continue
        j = i
        while j + 1 < len(mains) and NEXT_CHANGE.fullmatch(text, mains[j].end, mains[j + 1].start):
            j += 1
        n = j + 1 - i
        if 1 < n <= i and not any(p.own_change for p in mains[i - n : i]):
            for change, counted_before in zip(mains[i : j + 1], mains[i - n : i], strict=True):
                change.measures = counted_before.measures


def _name_from_front(
    text: str, floor: int, end: int, chain: list[Found], following: int | None, previous: list[Found]
) -> None:
    """Fills what the phrase in front of numbers measures; of numbers side by side each has its part of it."""
    first = chain[0]
    if len(chain) == 1 or first.end == chain[1].start:
        phrase = _before(text, floor, first, previous)
        if first.q.kind == "percent" and ONLY_SHARE.match(phrase):
            phrase = _share_of(text, floor, first, phrase, previous)
        elif first.q.kind == "percent" and previous:
            phrase = _rate_of_part(text, first, phrase, previous[-1])
        for f in chain:
            f.measures = phrase
        return
    joint = _joint_noun(text, chain, end, following)
    phrase = joint or _before(text, floor, first, previous)
    pair = [owner_of(p.measures) for p in previous[-len(chain) :]]
    # 薪金和工资分别上升…,扣除通胀后分别上升…: the second row is of the same things as the first.
    carried = pair[-1:] == [phrase] and phrase not in text[previous[-1].end : first.start]
    same = carried and len(pair) == len(chain)
    names = pair if same else [joint] * len(chain) if joint else shared(phrase, len(chain))
    for f, name in zip(chain, names, strict=True):
        f.measures = name


def _rate_of_part(text: str, f: Found, phrase: str, last: Found) -> str:
    """The rate of a part, where the whole's was said before: 就业率达95%,其中高校毕业生为92%."""
    if f.own_change or last.q.kind != "percent" or not PART_ONLY.fullmatch(text, f.clause, f.start):
        return phrase
    rate = WHOLE.sub("", last.measures)
    return phrase + rate if RATE_NAME.search(rate) and not RATE_NAME.search(phrase) else phrase


def _joint_noun(text: str, group: list[Found], end: int, following: int | None) -> str:
    """The noun behind the last of shares that 和 joins, which all of them count: 八成和六成校长."""
    if group[0].q.kind != "percent" or group[0].own_change:
        return ""
    joined = all(text[a.end : b.start] in JOINTS for a, b in pairwise(group))
    return _behind(text, group[-1].start, group[-1], end, following) if joined else ""


def _said_again(text: str, found: list[Found]) -> dict[int, int]:
    """Numbers that stand alone in brackets right behind another: 近七成(68%)."""
    out: dict[int, int] = {}
    for i in range(1, len(found)):
        if text.startswith(")", found[i].end) and text[found[i - 1].end : found[i].start].strip() == "(":
            out[i] = i - 1
    return out


def _chain(text: str, mains: list[Found], i: int, end: int) -> list[Found]:
    """Numbers that count one thing in several units: 17大项101小项, 1.8万户、189万平方米."""
    j = i
    while j + 1 < len(mains) and not mains[j + 1].own_change:
        a, b = mains[j], mains[j + 1]
        if a.end < b.start:
            listed = text[a.end : b.start] == "、" and a.unit != b.unit and not mains[i].own_change
            if not listed or not phrase_behind(text, b.end, end, None):
                break
        j += 1
    return mains[i : j + 1]


def _group(text: str, end: int, mains: list[Found], i: int) -> list[Found]:
    """The numbers that follow one another with only 、 or 和 between: candidates for one phrase in front of all."""
    j = i
    while j + 1 < len(mains):
        a, b = mains[j], mains[j + 1]
        parted = PARALLEL.pattern.match(text, a.end, b.start) if text[b.start - 1] in PARALLEL.letters else None
        if not parted:
            break
        comma = "," in parted.group()
        one = a.unit == b.unit and a.unit not in MONEY
        if not one and (comma or text.find("分别", mains[i].clause, mains[i].start) < 0) or DOING.match(text, b.end):
            break
        if comma and (
            OWN_NOUN.match(text, b.end)
            and not NO_THING.match(text, b.end)
            or b.q.kind == "count"
            and _behind(text, b.start, b, end, None)
        ):
            break
        j += 1
    return mains[i : j + 1]


def _behind(text: str, lead_end: int, f: Found, end: int, following: int | None) -> str:
    """The phrase behind a number, where that is what it counts; `lead_end` is where its chain begins."""
    if f.rule == "target.from_to":
        return f.measures
    kind = f.q.kind
    if kind == "duration":
        assured = ASSURED.match(text, f.end, end)
        return assured["what"] if assured else ""
    first = text[f.end : f.end + 1]
    if first in PARTED:
        return ""
    tail = text[f.end : min(end, f.end + 30)]
    money = f.unit in MONEY
    if kind == "percent" or kind == "measure" and not money:
        phrase = _behind_rate(text, lead_end, f, end, following, tail)
        if phrase is not None:
            return phrase
    if first == "的" and (AIM.match(tail) or TASK_OF.match(tail)):
        return ""
    if kind == "count" and first in RELATES:
        relative = RELATIVE.match(text, f.end, min(end, f.end + 60))
        head = phrase_behind(text, relative.end(), end, None) if relative else ""
        if head:
            return counted(head, f.unit)
    if f.unit in ("人", "名", "位", "户"):
        helped = HELPED_TO.match(text, f.end)
        if helped and HELPED.search(text, max(0, lead_end - 8), lead_end):
            return helped.group()
    if money:
        if f.own_change and first != "的" and not MORE_OF.fullmatch(_lead(text, lead_end)):
            return ""
        given = None
    else:
        given = FOR.search(text[max(0, lead_end - 6) : lead_end]) and GIVEN_TO.match(text, f.end, end)
    twin = UNIT_TWIN.match(tail) if first == "(" else None
    phrase = given[1] if given else phrase_behind(text, f.end + (twin.end() if twin else 0), end, following)
    if not phrase:
        return ""
    if is_generic(phrase):
        bodies = phrase == "单位" and (
            f.unit in ("家", "名")
            or PROVIDED.search(text, max(0, f.start - 8), f.start)
            or text.startswith(("单位受惠", "单位受益"), f.end)
        )
        if not bodies:
            return ""
    if money:
        spent = SPENT_ON.match(phrase) and FUNDS.search(text, max(0, f.start - 6), f.start)
        return "" if spent or phrase.startswith(("部分", "于", "在")) else FUND.split(phrase)[0]
    if kind == "measure":
        works = WORKS.match(text, text.index(phrase, f.end) + len(phrase)) if phrase in text[f.end : end] else None
        return phrase + works.group() if works else phrase
    return counted(phrase, f.unit) if kind in ("count", "bare") else phrase


def _behind_rate(text: str, lead_end: int, f: Found, end: int, following: int | None, tail: str) -> str | None:
    """The phrase behind a share or a measure, whose `tail` is given; None where it is one as behind a count."""
    share = f.q.kind == "percent"
    if share:
        grown = GROWTH.match(tail)
        if grown and not DEGREE.fullmatch(grown[1]):
            return grown[1]
    if f.own_change:
        return ""
    if share:
        rate = RATE_BEHIND.match(tail)
        if rate:
            return rate[1]
    of = tail[:1] == "的"
    if of and not NO_THING.match(tail) and not (share and OF_QUOTED.match(tail)):
        return None
    worded = "\u4e00" <= tail[:1] <= "\u9fff"
    if share and (of or not worded):
        return ""
    lead = _lead(text, lead_end)
    if share:
        tenths = "成" in text[f.q.number_start : f.end] and (text[f.end - 1] == "成" or lead.endswith(REGIONS))
        if tenths and not ENDS_IN_VERB.search(lead) and words(tail)[0].tag[:1] == "n":
            # 七成家长认为: the parents.
            return counted(phrase_behind(text, f.end, end, following), f.unit)
        return "" if lead.strip() else phrase_behind(text, f.end, end, following)
    if worded and JOINED.search(lead):
        # 风电场和69万千瓦火电项目: the second member of a list has its noun behind it, as the first might.
        return phrase_behind(text, f.end, end, following)
    return None if BARE_LEAD.match(lead) or _is_verb(lead) else ""


def _lead(text: str, end: int) -> str:
    """What leads to a number from the last mark in front of it."""
    return PARTS.split(text[max(0, end - 20) : end])[-1]


def _is_said_of_some(text: str, f: Found, behind: str, previous: list[Found]) -> bool:
    """Whether what follows a number is the predicate of some of the things counted before: 65种产品,已有43种提前达标."""
    return (
        f.q.kind == "count"
        and SOME.search(text, max(0, f.start - 4), f.start) is not None
        and any(p.unit == f.unit for p in previous)
        and words(behind)[0].tag in ("v", "d", "vd", "ad")
    )


def _is_verb(lead: str) -> bool:
    """Whether nothing but a verb with its adverbs leads to a number: 坚决守住18亿亩耕地红线."""
    found = words(lead)
    return (
        bool(found)
        and found[-1].tag == "v"
        and len(found[-1].text) >= 2
        and all(w.tag in ("v", "d", "ad", "vd") for w in found)
    )


def _before(text: str, floor: int, f: Found, previous: list[Found]) -> str:
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


def _share_of(text: str, floor: int, f: Found, phrase: str, previous: list[Found]) -> str:
    """A share without a subject of its own (占全国份额) is that of what the number before measures."""
    if not previous:
        return subject_before(text, f.start, floor) + phrase
    if phrase.startswith("贡献") and any(p.unit in ("名", "位") for p in previous):
        # 聘用170万名雇员,贡献生产总值59%: it is not those counted that contribute.
        return phrase
    pair = [p for p in previous[-2:] if p.q.kind != "percent"]
    if text.startswith("分别", f.clause, f.start) and len(pair) == 2:
        return pair[0].measures
    owner = owner_of(previous[-1].measures)
    return owner + phrase if len(owner + phrase) <= 24 else phrase
