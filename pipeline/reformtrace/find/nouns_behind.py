"""The noun behind a number that it counts: where there is one, and where what follows is none."""

from __future__ import annotations

from ..patterns import pattern
from ..words import words
from .behind import counted, is_generic, phrase_behind
from .found import ASSURED, MONEY, Found
from .lexicon import ending

PROVIDED = pattern("(?:兴建|建|提供|供应|落成|推售|出租|出售|分配|预留|建造)(?:了|成)?$")
NO_THING = pattern(
    "的(?:水平|标准|目标|增长|增速|速度|比例|比重|增幅|降幅|规模|升幅|涨幅|幅度|速率|名义|年均|平均|基础|提升|下降|比率|份额|成长率|年增率|历史|突破|新突破|佳绩|跨越|好成绩)"
)
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
AIM = pattern(
    "的(?:基础上|情况下|条件下|背景下|任务|目标|指标|要求|计划|规模|范围|速度|水平|标准|历史性|好成绩)(?:[,。;、]|$)"
)
TASK_OF = pattern("的(?:年度)?(?:目标)?(?:任务|目标|计划)(?:已|还|尚|实际|基本|超额|提前|如期|全部|全面)")
# 一次性增加6万亿元债务限额: nothing stands in front that could grow.
MORE_OF = pattern(
    "(?:政府|我们?|全[国省市县]|今年|明年)?(?:[并再又将会可已共]|累计|合共|一次性|大幅|额外|直接)*(?:增加|减少|削减|压减|降低|节约)了?(?:约|近|超过?)?"
)
UNIT_TWIN = pattern(r"\([间户个套条台处家所座人件项名辆]\)")
DEGREE = pattern(
    "(?:轻微|温和|强劲|中度|显著|明显|快速|稳定|可观|大幅|高速|双位数?|较[快大高]|实质|名义|年均|平均)?(?:增长|成长|增速|升幅|增幅)"
)
# 20亿元住房基金支持修缮: a fund, and what it is for.
FUND = pattern("(?<=资金|基金|债券|贷款|国债|补贴|经费|款项)(?:支持|用于|推动|保障|帮助|扶持)")
# 安排财政资金2000万元支持茶企: the fund stands in front.
SPENT_ON = pattern("支持|用于|推动|保障|帮助|扶持|奖励|补助|购买|投向|专项用于|重点支持")
FUNDS = pattern("(?:资金|基金|债券|贷款|国债|补贴|补助|经费|款项|专款)$")
# 支持4万人创业: what they are helped to do says what is counted.
HELPED = pattern("(?:支持|帮助|带动|促进|扶持|助力|推动|引导|组织|辐射带动|帮扶|吸引)(?:了|近|约|超过?)?$")
HELPED_TO = pattern(
    "(?:稳定|实现|返乡|自主|就近|灵活)*(?:就业创业|创业就业|创业|就业|增收致富|增收|致富|脱贫|转业|再就业|上岗|返岗|参保|入学|就学)(?=[,。;、]|$)"
)
# 3800万平方米建筑供热改造: of a measured work the verb is part of the name.
WORKS = pattern("(?:改造|建设|整治|治理|修复|绿化|疏浚|清淤|修缮|养护)(?=[,。;、]|$)")
REGIONS = ("全国", "全省", "全市", "全县", "全区", "全州", "全港", "我省", "我市", "我县", "我区")
PARTED = ",。;、"  # where one of these follows a number, the number counts nothing behind it
# 900多名来自240间机构的教职员: the noun stands behind the clause.
RELATIVE = pattern(
    r"(?:来自|分别来自|分别位于|(?:主要)?分布[于在]|设[于在]|位于|从事|符合|持有|就读于?|居住于?在?)[^,。;:]{2,60}?的(?=[\u4e00-\u9fff])"
)
RELATES = frozenset("来分主设位从符持就居")  # what it begins with
ENDS_IN_VERB = pattern("(?:达到?|至|到|为|占|近|约|超过?|有|是|高|低|增长|下降|上升|提高|增加|减少)$")
OF_QUOTED = pattern(r"的\s?“")
JOINED = pattern("[\u4e00-\u9fff]{3}[和及与]$")
PARTS = pattern("[、,;:。!?\n]")
BARE_LEAD = pattern(
    r"^(?:[、和及与以及]|并|[^,。;]{0,4}?(?:完成|安排|划拨|落实|收储|盘活|流转|供应|新建|建设|改造|建成|新增|形成|实施|铺设|修复|治理|整治|新铺设|种植|开展|提供|推进|敷设|打通|新改建|改建|扩建|形成年产|新增年产|年产|新开通|整修|修缮|清淤|疏浚))?\s?$"
)


def noun_behind(text: str, lead_end: int, f: Found, end: int, following: int | None) -> str:
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


def _is_verb(lead: str) -> bool:
    """Whether nothing but a verb with its adverbs leads to a number: 坚决守住18亿亩耕地红线."""
    found = words(lead)
    return (
        bool(found)
        and found[-1].tag == "v"
        and len(found[-1].text) >= 2
        and all(w.tag in ("v", "d", "ad", "vd") for w in found)
    )
