"""The noun phrase behind a number, and what of it the number's unit counts."""

from __future__ import annotations

import re
from itertools import pairwise

from ..patterns import pattern
from ..words import Word, joints, words
from .lexicon import BREAK, JOINERS, LONGEST_CLAUSE, ending, lexicon

BREAKS = frozenset(BREAK)
MARK = pattern(f"[{BREAK}()“”「」《》]")
NO_PHRASE = frozenset(BREAK + JOINERS + "”」》%")  # where one of these stands, no phrase begins
SHORT_BRACKET = pattern(r"\([^()]{1,5}\)")
# 州(市)级: the bracket stands inside a word, wherever in the phrase.
LOCAL_BRACKET = pattern(r"\([省市州县区盟旗镇乡、]{1,5}\)(?=[级域辖属直])")
SCOPE_LAST = pattern(
    "(?<=..)(?:长三角|京津冀|成渝|大湾区|全[国省市县区州]|跨[省市区县]|区域内?|省内|市内|实现|均|都|已|全部)+$"
)
LOCAL = frozenset("省市县区州村镇乡")
LOCAL_DOES = pattern("[省市县区州村镇乡](?:已|均|都|全部|实现|完成|建成|通过|达到|获|入选|纳入|启动|开展|参加|进入)")
EXPLAINED = pattern(r"”\([^()]*\)")
AND_OTHERS = pattern("(?<=[\u4e00-\u9fff])(?:和|及|以及|与)(?:有关|相关|其他|其它)")
NEXT_COUNT = pattern(r"、[^、]{0,12}\d")
TIME_BEHIND = pattern("(?<=..)(?:计划|预计|将|拟|预定)?(?:在|于)?(?:(?:19|20)\\d\\d年|[今明去]年(?!度)|年[底内](?!容))")
AMONG = pattern("(?<=..)(?:[当之]?中|里)(?:已经?|现|仍|还|尚|只)?有?$")  # 1472个问题中有1398个
JOINT = pattern("[、和及与]")
UP_TO_LAST_JOINT = pattern(".*[、和及与]", re.DOTALL)
PLACES_AND = pattern("[区县市镇乡村州省](?:及|和|与)")
LATER_COUNT = pattern("、(?=[^、]{0,14}(?:[两三四五六七八九十百]+[大项个家件类]))")
GENERIC_BEHIND = pattern(
    "(?:个?单位|名额|席位|左右|上下|之多|水平|规模|目标|增至|升至)(?:$|[^\u4e00-\u9fff])|(?:情况|条件|前提|背景)下|(?:之后|以后|之前|以前|之际|的同时|后|前|时)$|(?:[百千万亿]+元|.{0,2})(?:大?台阶|大关|关口)"
)
# 420万困难群众基本生活: the people, and what of theirs a predicate then speaks of.
AFFAIRS = pattern(
    "([^的,。;]{0,10}?(?:群众|居民|农民|职工|学生|儿童|老人|老年人|残疾人|妇女|患者|人员|劳动者|农民工|人口|旅客|市民|农户|牧民|青年|师生|贫困户|家庭|中国人|人民|同胞|人口))"
    "的?(?:基本|日常|的|子女)?(?:饭碗|更高水平|小康|生活|饮水|用水|用电|用气|住房|居住|就医|就学|入学|上学|出行|养老|医疗|权益|收入|待遇|温饱|工资|健康|安全|需求|问题|出行|行路|吃水|就餐|取暖|增收|就业|参保)"
)
# 11条河道污染整治工作: the rivers, not the work on them.
WORK_ON = ending(
    "^(.{2,}?)(?:污染|环境|综合|专项)*(?:整治|治理|改造|修复|建设|保护|创建|帮扶|扶持|清淤|改革|服务|管理|开发)+(?:工作|任务|成效|质效)$",
    "作务效",
)
THING_UNITS = frozenset("个项种类家名位人所间户件款套座条处")
PEOPLE_UNITS = frozenset(("人", "名", "位", "户", ""))
# 双师型教师培训基地: a name, whatever verbs are in it.
NAMED_LAST = pattern(
    "(?:项目|工程|基地|中心|平台|站点?|机构|任务|课题|系统|体系|课程|[馆园厂所队圈场区会院室厅库点店村镇班网线路]|企业|学校|公司|单位|路径|小镇|试点|行动|活动|计划|人员|团队|产品|品牌|岗位|小组|联盟|集团|设施|设备|标准|事项|案件|制度|措施|政策|服务|专业|学科|成果|专利|奖项?|资金|用地|建设|改造|整治|治理|工作)$"
)
SETS_UP = pattern("(?:增设|开设|设立|返还|推出|推行|实施|开展|参加|参与|加入|完成|通过|获得|入选|获评)(?=..)")
AROUND = pattern(
    "(.{1,8}?(?:小区|社区|园区|街区|景区|城市|乡镇|村庄|学校|医院|河流|河道|湖泊|道路))(?:周边|沿线|附近|范围内|区域内)"
)
WHO_UNITS = frozenset(("家", "所", "间", "个", "座", "名", "位", "人", "户", "%"))
BODY_LAST = pattern(
    "(?:大学|学校|中学|小学|院校|学院|医院|企业|公司|机构|单位|部门|银行|工厂|商户|门店|园区|社区|村庄|乡镇|街道|城市|县区|区县|国家|地区|院所|协会|家长|校长|教师|学生|居民|市民|群众|受访者|受访市民|职工|员工|雇员|农民|雇主|家庭|住户|农户|老人|长者|工坊|中心|基地|小区|平台|场馆|片区|街区|景区)$"
)
BODIES = pattern(f".{{0,14}}?{BODY_LAST.pattern.removesuffix('$')}")
# 17个棚改区域的道路: of places what they have is not what is counted.
PLACE_LAST = pattern(
    "(?:区域|片区|小区|行政村|自然村|乡镇|街道|城市|国家|地区|园区|社区|县区|省份|村庄|站点|口岸|港口|企业|单位|部门|中?小学|中学|大学|高校|院校|幼儿园|学校|医院)$"
)
# 39个县域集中帮扶: the places, unless the phrase ends in a thing of another kind (50个社区停车治理项目).
REGION = pattern(
    "(.{0,8}?(?:县域|乡镇|城市|园区|村庄|社区|街道|地区|小区|偏乡|县区|区县))(?:托底|集中|对口|定点|结对|帮扶|地方|整治|创建|攻坚|全域|整体|综合|污水|垃圾|改造|供水|绿化|环境)"
)
# 74个断面水质优良比例, 14种农产品产量: the things, not their rate or amount.
RATE_OF = ending(
    "^(.{0,10}?(?:断面|城市|县区?|区县|点位|站点|企业|园区|(?:开发|高新|示范|试验|保税|自贸|产业|功能|工业|合作)区|集群|基地|港口|行业|领域|产业|制造业|国家|医院|学校))[^,。;的]{0,12}(?:率|比例|占比|浓度|指数|增速|增加值|产值|营收|营业收入|投资额?)$",
    "例值入度收数比率资速额",
)
AMOUNT_AT_END = ending("^([^的]{2,}?)(?:查明|总|年|生)?(?:产量|资源量|储量|销量|产值|销售额|出口额|价格)$", "值格量额")
DEED_OF = pattern(
    "(?:综合|全面|日常)?(?:改造|提升|建设|整治|治理|维修|修复|绿化|升级|维护|征收|拆除|清淤|协作|联动|扩建|亮化|硬化|验收|运营|运行|管理|攻关|研发|创建|审批|设计|施工|规划|工作|任务)+"
)
# 11个行业结构调整的政策措施: the sectors.
POLICY_FOR = pattern("(.{0,6}?(?:行业|领域|产业))[^,。;的]{2,10}的(?:政策|措施|方案|意见|规划|办法)+$")
MADE = pattern("(?:实施|建设|打造|兴建|新建|改造|修建|开展|开工建设|投资建设)的")
CLEAR_PREDICATE = pattern("[是着了]|成为")
NO_WORD = Word(0, "", "")
LATE = frozenset(("全市", "全省", "全县", "全区", "全线", "全域"))  # 岗位全市配置: where, behind the noun
HALFWAY = pattern(
    "(?<=..)(?:规范化|标准化|智能化|数字化|一体化|综合|集中|改造|更新|延时|错时|免费|全覆盖|整体提升)$"
)  # how, not what: 桶站规范化提升
PERSON_LAST = pattern("(?:学生|群众|居民|农民|职工|儿童|老人|老年人|残疾人|妇女|患者|劳动者|农民工|牧民|人口)$")
PLAN_NAME = pattern("方案|细则|意见|办法|项目|计划|规划|单位|主体|任务|工作")  # what 实施 names before
# 12个重点区域周边环境面貌, 10个基地功能: the places, not how they are.
QUALITY_OF = ending(
    "^(.{1,8}?(?:区域|片区|小区|街区|园区|基地|平台|城市|乡镇|社区|村庄|景区|口岸))(?:周边|综合|整体)?(?:环境|人居环境|公共)?(?:功能|面貌|环境|能级|水平|质量|效能|质效)$",
    "境平效级能貌量",
)
LOCALS = pattern(r"([省市州县区盟旗]\([省市州县区盟旗、]{1,5}\))[^\s级分]")
THING_LAST = pattern(
    "(?:项目|工程|基地|中心|平台|站|点|设施|机构|任务|课题|系统|[馆园厂所队]|企业|学校|医院|公司|单位)$"
)
AMOUNT_OF = pattern(
    "(?:总|平均|年|资助|补贴|补助|销售|生产|实际|[^的]{0,2}经济)?(?:产量|生?产值|销量|金额|价格|数量|总量|增速|质量|资助金额|资助额|津贴额|收费|租金|面积|规模|土地|成本|费用|产能|需要|需求)"
)
# Adverbs that are no part of a name.
OPEN_PREDICATES = frozenset(
    [
        "仍",
        "仍然",
        "仍处",
        "皆",
        "均",
        "均已",
        "都",
        "都已",
        "已",
        "已经",
        "将",
        "即将",
        "无须",
        "无需",
        "尚",
        "尚未",
        "尚处",
        "正",
        "正在",
        "定期",
        "全部",
        "相继",
        "陆续",
        "先后",
        "共同",
        "一致",
        "依法",
        "如期",
        "按期",
        "按时",
        "顺利",
        "率先",
    ]
)


def phrase_behind(text: str, start: int, end: int, following: int | None) -> str:
    """The noun phrase that starts behind a number, up to its predicate or the end of the clause; may be empty."""
    if start >= end or text[start] in NO_PHRASE:
        return ""
    end = min(end, start + LONGEST_CLAUSE)
    stop = _noun_stop(text, start, end, following)
    tail = text[start:stop]
    if "”(" in tail:
        tail = EXPLAINED.sub("”", tail)
    if following is not None and stop == following:
        tail = _without_last_verb(tail)
    runs_on = following is not None and stop >= following - 1 and text[stop : stop + 1] not in BREAKS
    if runs_on or NEXT_COUNT.search(text, start, min(end, stop + 1)):
        # The next number has a phrase of its own: this one's ends at the joint before it.
        joint = UP_TO_LAST_JOINT.match(tail)
        if joint and following is not None and not tail[joint.end() :].strip("约近超达到为有"):
            tail = tail[: joint.end() - 1]
        elif "、" in tail:
            tail = tail[: tail.index("、")]
    timed = TIME_BEHIND.search(tail) if "年" in tail else None
    if timed:
        # 10个项目明年开工
        tail = tail[: timed.start()]
    among = AMONG.search(tail) if "中" in tail or "里" in tail else None
    if among and among.start() in joints(tail):
        tail = tail[: among.start()]
    if JOINT.search(tail):
        tail = LATER_COUNT.split(tail)[0]
        if PLACES_AND.match(tail):
            tail = tail[0]
        tail = AND_OTHERS.split(tail)[0]
    if tail[:1] in LOCAL and LOCAL_DOES.match(tail):
        return tail[0]
    if tail.endswith(("”", "」")):
        quote = max(tail.find("“"), tail.find("「"))
        if quote >= 4:
            # 事项“跨省通办”: a slogan at the end is the predicate, with the places it holds for.
            tail = SCOPE_LAST.sub("", tail[:quote])
    if len(tail) > 20 and "、" in tail[4:] and not _qualified(tail.split("、")):
        tail = tail[: tail.index("、", 4)]
    relative = tail.rfind("的", 0, 28)
    if relative >= 0:
        done = MADE.match(tail)
        if done and "\u4e00" <= tail[done.end() : done.end() + 1] <= "\u9fff":
            # 1.2亿元实施的绿化工程: the work, not that it is done.
            tail = tail[done.end() :]
            relative = tail.find("的", 0, 12)
        if tail.startswith("的"):
            tail = tail[1:].lstrip(" ")
            relative = tail.find("的", 0, 12)
    if not tail or tail[0] in NO_PHRASE:
        return ""
    return _until_predicate(tail, relative + 1 if relative > 0 else 0)


def _noun_stop(text: str, start: int, end: int, following: int | None) -> int:
    """Where what stands behind a number stops at the latest: at a mark outside of quotes or at the next number."""
    stop = start
    quoted = 0
    while stop < end:
        mark = MARK.search(text, stop, end)
        at = mark.start() if mark else end
        if following is not None and stop < at and following < at:
            return max(stop, following)
        if at == end:
            return end
        stop = at
        char = text[stop]
        if char in "“「《":
            quoted += 1
        elif char in "”」》":
            quoted = max(0, quoted - 1)
        elif quoted:
            if following is not None and stop >= following:
                return stop
        elif char == "(" and _is_inside_noun(text, start, stop):
            # 县(市、区), 市(州)分岛: the bracket is part of the noun.
            stop = text.index(")", stop)
        elif char == "(" and text[stop - 1] == "”" and text.find(")", stop, end) > 0:
            # “两基”(普及教育和扫除文盲)攻坚县: a slogan explained within its noun.
            stop = text.index(")", stop)
        else:
            return stop
        stop += 1
    return stop


def _without_last_verb(tail: str) -> str:
    """What stands before the next number without the verb whose object that is: 26只引导基金投资318个项目."""
    lex = lexicon()
    if tail[-1:] not in lex.verb_last and not tail.endswith("投资"):
        return tail
    last = words(tail)[-1]
    verb = last.text in lex.verb and last.text not in lex.nominal
    return tail[: last.start] if (verb or last.text == "投资") and last.start >= 2 else tail


def _without_deed(phrase: str) -> str:
    """Of a body that does something with its object behind it the body: of 院校开办不同程度的课程 the colleges."""
    if not BODIES.match(phrase):
        return phrase
    set_up = SETS_UP.search(phrase)
    if set_up and BODY_LAST.search(phrase[: set_up.start()]):
        return phrase[: set_up.start()]
    if "的" not in phrase and NAMED_LAST.search(phrase):
        return phrase
    found = words(phrase)
    for i in range(1, len(found)):
        word = found[i]
        if word.text == "的":
            return phrase
        does = word.text in lexicon().predicate or word.tag == "v" and word.text in lexicon().verb
        object_follows = i + 1 < len(found) and found[i + 1].tag[:1] in "nba"
        does = does or word.tag == "v" and len(word.text) == 2 and object_follows
        does = does and word.text not in lexicon().actions
        if does and BODY_LAST.search(phrase[: word.start]):
            return phrase[: word.start]
    return phrase


def _is_inside_noun(text: str, start: int, at: int) -> bool:
    """Whether a bracket near the head of a phrase, or one of layers in a word, is part of the noun."""
    return bool(at - start <= 4 and SHORT_BRACKET.match(text, at) or LOCAL_BRACKET.match(text, at))


def counted(phrase: str, unit: str) -> str:
    """What a unit can count of the noun phrase behind it: of 困难群众基本生活 the people, of 产品的产量 the products."""
    if not phrase:
        return ""
    phrase = _without_deed(phrase) if unit in WHO_UNITS else phrase
    things = unit in THING_UNITS
    around = AROUND.match(phrase) if things else None
    if around:
        return around[1]
    affairs = AFFAIRS.match(phrase) if unit in PEOPLE_UNITS else None
    if affairs:
        return affairs[1]
    m = RATE_OF.search(phrase) if things else None
    m = m or (AMOUNT_AT_END.search(phrase) if unit in ("种", "类", "项") else None)
    m = m or (POLICY_FOR.match(phrase) if unit == "个" and "的" in phrase else None)
    m = m or (QUALITY_OF.search(phrase) if unit in ("个", "家", "所", "座", "处") else None)
    m = m or (LOCALS.match(phrase) if unit == "个" and "(" in phrase else None)
    m = m or (REGION.match(phrase) if unit == "个" and not THING_LAST.search(phrase) else None)
    m = m or (WORK_ON.search(phrase) if unit in ("条", "座", "个", "家", "所", "处") else None)
    if m:
        return m[1].rstrip("的")
    if "的" not in phrase:
        return phrase
    owner, _, _ = phrase.partition("的")
    if things and len(owner) >= 2 and (PLACE_LAST.search(owner) or owner in lexicon().handed_in):
        return owner
    if unit in ("名", "位", "人", "") and PERSON_LAST.search(owner):
        return owner
    owner, _, head = phrase.rpartition("的")
    apart = things and len(owner) >= 2
    return owner if apart and (AMOUNT_OF.fullmatch(head) or DEED_OF.fullmatch(head)) else phrase


def _qualified(parts: list[str]) -> bool:
    """Whether all parts of a list but the last only qualify it: 困难高龄、失能、残疾老年人家庭."""
    return len(parts) > 2 and all(len(p) <= 6 for p in parts[:-1]) and any(len(p) <= 3 for p in parts[1:-1])


def _until_predicate(tail: str, at: int) -> str:
    """The tail up to the word that starts its predicate; an action that a noun follows is part of the phrase."""
    lex = lexicon()
    found = words(tail)
    if CLEAR_PREDICATE.search(tail, 1):
        for word, after in pairwise(found):
            if word.text == "的":
                break
            clear = word.text in ("是", "成为") or word.tag[:1] == "v" and after.text == "着" or after.text == "了"
            if clear and word.start:
                # 上亿市场主体承载着…, 两千万同胞是…的兄弟: a predicate, though 的 follows.
                return _until_predicate(tail[: word.start].rstrip("的、和及与或 "), 0)
    tokens = [w for w in found if w.start >= at] if at else found
    ahead = (*tokens[1:], NO_WORD)
    first = 0
    if not at and tokens:
        head, after = tokens[0], ahead[0]
        if head.text in lex.qualifying and after is not NO_WORD and after.tag[:1] in "nbva":
            first = 1
        elif head.text in lex.handed_in and (after is NO_WORD or after.text in lex.predicate):
            return head.text
    seen = False
    quotes = "“" in tail or "”" in tail
    depth = 0
    for i in range(first, len(tokens)):
        _, text, tag = word = tokens[i]
        if quotes:
            depth += text.count("“") - text.count("”")
        after = ahead[i]
        if text == "所" and after.tag[:1] != "v":
            continue
        if depth <= 0:
            if seen and text in LATE and after.tag[:1] == "v":
                return tail[: word.start].rstrip("的、和及与或 ")
            if text in lex.predicate and (i or not at):
                before_noun = after.tag[:1] in ("n", "s") or after.tag == "vn"
                names = text != "实施" or not seen or bool(PLAN_NAME.match(tail, word.end))
                compound = text in lex.actions and names and (before_noun or after is NO_WORD and at > 0)
                closing = i + 2 == len(tokens) and before_noun and tag in ("v", "vn", "n") and not seen
                if compound or closing or i and tokens[i - 1].text == "全":
                    seen = True
                    continue
                return HALFWAY.sub("", tail[: word.start].rstrip("的、和及与或 ")) if seen else ""
            if seen and (tag in ("r", "p") or tag in ("i", "l", "d") and len(text) >= 4 and not _is_name(after)):
                return tail[: word.start].rstrip("的、和及与 ")
            if seen and text in OPEN_PREDICATES and (after.tag[:1] == "v" or text[0] in "仍尚"):
                # 子企业仍处亏损状态, 义工定期探访
                return tail[: word.start].rstrip("的、和及与 ")
        if not seen:
            seen = tag[:1] in "nvajlbxizts" or tag == "eng"
    return tail.rstrip("的、和及与 ")


def _is_name(word: Word) -> bool:
    """Whether a word may be what an idiom in front of it qualifies."""
    return word.tag[:1] == "n" or word.tag == "vn" or word.text in lexicon().actions


def is_generic(phrase: str) -> bool:
    """Whether the words behind a number name no thing: 单位, 左右, 新台阶."""
    return bool(GENERIC_BEHIND.match(phrase))
