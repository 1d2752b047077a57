"""The noun phrase in front of a number, without what leads up to the number and what leads to the phrase."""

from __future__ import annotations

from functools import cache, lru_cache

from ..patterns import pattern
from ..periods import TIME
from ..words import joints, words
from .lexicon import JOINERS, PERIOD, PERIOD_FIRST, Lexicon, ending, lexicon

NEAR_HEAD = 12  # characters; the words of a text's head are looked for in so many
LOOSE_HEADS = JOINERS + "的”"  # of a phrase
LOOSE_ENDS = "、,;和及与或并 \t的"
SHARE = pattern(r"占(?![有地用据领])([^,。;、]{2,24}?)(?:的?(?:比重|比例|份额|百分比|比率))?的?$")
MORE_THAN = "高于|低于|快于|慢于|好于|优于|高出|低出|超出|领先|多于|少于|高过|落后于|领先于"
PAST = "超过|大于|小于|低过"
COMPARED = pattern(f"(?:{MORE_THAN}).{{0,20}}$|(?:{PAST})了?(?=[^,。;]{{2}}).{{0,40}}$")
CAUSES = "把|将|使|令|让|、力争|、确保|、争取|、实现|、带动"
# The letters are those of a text without 比, 较 and 按.
BASIS = ending(
    r"(?:同比|环比|年均(?!浓度|气温|降水)|平均每年|每年|按可比价格计算|按可比价格|按?可比口径|同口径|按(?:照)?(?:上年|去年|上一年|前一年|现有|原有)[^,。;]{0,6}(?:数额|水平|标准|价格|口径|基数)|按年|实质|实际|名义|(?:相)?(?<![占同环对反])[比较](?:上年|去年|同期|上一?年度?|年初|上月|前|以?往年)[^,。;]{0,6}?|(?<![占同环对反])[比较](?!例|重|率|值|为|达|快|好|大|高|多|强)[^,。;比较]{1,14}?|[同与和跟][^,。;]{2,12}相比)(?:平均|实际|分别|累计|又|再|均|都|共|大幅|各)?$",
    "均年径质际义别计又再都共幅各",
)
# 是去年的2.4倍, 恢复至高峰期的七成: what is measured stands in front of the verb.
RATIO = ending(
    r"(?:仅?(?:是|为|相当于|约为|等于)|(?:恢复|回复|回升)(?:至|到)|达到?)[^,。;、]{1,16}的$|(?:是|为)\d{4}年[^,。;、]{2,24}的$",
    "的",
)
MARKER = pattern(r"^[\s(]*(?:第[一二三四五六七八九十百]{1,4}条\s|[一二三四五六七八九十\d]{1,3}\s?[)、.]\s?)")
CAUSED = pattern(f"(?:{CAUSES})(?=[^,。;]{{3}})")
# What the patterns for steps, comparisons, causes and shares ask for: most phrases have none of it.
SPECIAL = pattern(f"分别|占|{MORE_THAN}|{PAST}|{CAUSES}|台阶|大关|关口|新高|最高|纪录")
SHARE_WORD = pattern("比重|比例|份额|百分比")
UNIT_ASIDE = pattern(r"^\(?[^()]{0,4}\)")
ASIDE = pattern(r"\s?\((?:包括|含|不含|即|其中|不包括|按|指)[^()]*\)\s?$")
RATE_HEAD = pattern(
    r"[率量额数值费者人的(]|[^,。;]{0,4}(?:[率量额数值]|面积|规模|里程|能力|总投资|用时|时长|间距|天数|时限|时间|周期|期限|成本|费用|标准|次数|金额|比重|强度|浓度)$"
)
# Verbs that a thing of two characters may follow and still be named by itself: 受理案件.
HANDLED = (
    "惠及",
    "加装",
    "出具",
    "收回",
    "召开",
    "受理",
    "审结",
    "办结",
    "办理",
    "化解",
    "查处",
    "侦破",
    "收到",
    "接获",
    "处理",
)
LATE_TIME = ending(
    r"(?:自|从)(?:[今明去本]年|(?:19|20)\d{2}年)(?:\d{1,2}月)?(?:\d{1,2}日)?起$|(?<=[\u4e00-\u9fff]{2})(?<![第十近来往去计划前后过每])(?:[一二两三四五六七八九十]|\d{1,2})年(?:来|间)?(?:累计|共)?$|(?:于|在|到|至)(?:19|20)\d{2}年(?:年?[底末初]|年?中|前|内)?$|(?<![低高快慢多少优好大小])[在于](?:(?:19|20)\d{2}年|[去今本上]年|本?年|[过去未来]{2}[一二两三四五\d]+年)(?:[上下]半年|第?[一二三四]季度?|年?[底初末中内间])?(?:\d{1,2}月)?(?:\d{1,2}日|[底初末])?$|(?:在|于)?[^,。;、\d]{0,2}\d{2,4}年(?:底|末)?或?(?:之前|前)$|(?<=[\u4e00-\u9fff]{2})在[^,。;、]{2,10}基础上$",
    "起年来间计共底末初中前内季度月日上",
)
AMONG = pattern("(?<=..)[当之]?中(?:已经?|现|尚|还|仍|只)?有?$")
# 迎峰度夏期间供应, 达产后年产值: when, in front of what is measured.
DURING = pattern("[^,。;、的]{2,8}期间(?=..)")
AFTER_DONE = pattern("(?:项目|工程|全部|全面)*(?:建成|达产|投产|投用|投运|完工|竣工|通车|建设完成)后(?=[^的]{2})")
TIME_LAST = frozenset("年月日底末初前起期今内季度来")
LONGEST_TIME = 16  # characters
# 提高到2025年的: the later date of a change, with its verb.
DATED_TO = ending(
    r"(?:分别)?[从由自](?:19|20)\d{2}年的?$|(?<=[\u4e00-\u9fff”])(?<![比较于到从由自至在以])(?:19|20)\d{2}年$|(?<=[\u4e00-\u9fff]{2})\d{1,3}年$|(?:提高|提升|增加|增长|上升|下降|降低|减少|扩大|缩小|调整|压缩|缩短|降|增|升)(?:到|至|为)(?:19|20)\d{2}年的?$",
    "年的",
)
STARTED = ending(
    r"(?:从|由|较|比(?![例重率值]))[^,。;、]{2,12}(?:的水平|水平|年|时|前|期)$|[从由](?:上年|去年|前年|前[一二三]年)$|[从由][一二三四五六七八九十两半\d]+个?(?:月|天|日|年|小时|周)(?:以上|左右|多)?$",
    "平年时前期月天日周上右多",
)
# 对生产总值的贡献, 向基金注资: what is done to another thing keeps its preposition.
TOWARDS_FIRST = frozenset("对向")  # what it begins with
TOWARDS = pattern(
    "对(?:[俄美欧日韩港台非]|东盟|欧盟|[\u4e00-\u9fff“”]{1,12}国家)(?:货物|贸易)*(?:进出口|出口|进口|贸易|边贸|外贸|投资|销售|援助)|"
    "对[^,。;、]{2,16}的?(?:贡献率?|依存度|依赖度|拉动|影响)|向[^,。;、]{2,20}(?:注资|拨款|捐款|投放|发放)$"
)
SUFFIX = pattern(
    "[内外性书]|额(?!外)|(?<=可)(?:再生|支配|持续|比|降解|变|控|移动)"
    "|(?<=政府)(?:采购|投资|隐性|债|性|储备|购买|消费|开支|支出|研发|(?:每年)?收入|规章|引导|基金|统计|决算|预算)"
)  # 计划内, 预期性: with these an opener is a noun of its own
# 机构、中心分别新认定: what stands behind 分别 is the predicate of both.
APART = pattern("(?<=[\u4e00-\u9fff”])分别[^,。;、的]{0,6}$")
# 连跨两个千亿元台阶, 再上新台阶, 创历史新高: a predicate, whatever its number.
STEP = pattern(
    r"(?:接?连续?|再|又|先后|历史性地?)*(?:跨越?|迈上?|登上|站上|跃上|创|突破)(?:过|了)?(?=(?:[一二三四五六七八九十两\d]+个|新)?[^,。;、]{0,6}(?:台阶|大关|关口|新高|最高|纪录))"
)
RATE_LAST = ending("(?:占比|比重|比例|[\u4e00-\u9fff]率)$", "比重例率")
SESSION = pattern(r"^\d+[届期次轮]")
LONG_ASIDE = pattern(r"(?<=[\u4e00-\u9fff”])\([^()]{8,}\)")
SETTLED = ending(
    "(?<=[\u4e00-\u9fff]{2})翻了?[一两]番[、,]?$|(?<=[\u4e00-\u9fff]{2})(?:基本|全面|初步|顺利|如期)(?:建立|建成|完成|形成|实现)[、,]?$|(?:达到|等于|持平)?或略?$|(?<=[\u4e00-\u9fff]{2})(?:计划|拟|将)(?:设置|建设|新建|改造|新增|安装|配备)$|连续[一二三四五六七八九十]+年$|达到?\\d[\\d.,]*(?:天|小时|年)、?$",
    "番、,立成现或略年天时置设建造增装备",
)
EACH = ending("(?:日均|月均|每人|每月|每年|每户|每亩|每日|每次|每吨|每公顷)+$", "均月人年户亩日次吨顷")
HOW_OFTEN = ending(
    "(?<=[\u4e00-\u9fff]{2})(?:共|合共|总共|一共|已|累计|平均|每[年月周日]|先后|曾|在[^,。;、在]{1,6})+(?:进行|举办|举行|召开|开展|组织|实施|发生|出动|开行)了?(?:约|近|超过?)?$",
    "行办开展织施生动了约近超过",
)
LED_BY = RATIO.letters | EACH.letters | HOW_OFTEN.letters
RATE_OF_CHANGE = pattern("(?<=..)(?:增长速度|增长率|增速|增幅|涨幅|降幅)(?=(?:分别|将|已|均)?$)")
STEP_END = pattern("^.*(?:台阶|大关|关口|新高)[、,]?")
AFTERWARDS = pattern("[后前的]|幅度|力度|方案|进度")  # 调整后的标准: no verb of its clause
WHERE_FIRST = pattern("(?:城镇|农村|城乡)(?=新建|改造|新增|建成|竣工|完成|建设|新改建)")
GENERAL = pattern("项目|工程|资金|单位|对象|任务|用地|收入|工作|全.|装机|投资|经费|款项|人数|数量|面积|规模")
WORK_NAMES = ("工程", "项目", "试点", "行动")
WHOLE_WORDS = frozenset(("拟按", "拟", "控制在", "控制到", "约为", "定为", "大概"))
NAMED = frozenset("率例重量额度数值")
NO_JOINER = pattern(
    "实际(?:使用|利用|到位)|平均(?=[^,。;、]{0,4}(?:[率时距度价费额数量值期长龄]|用时)$)|平均(?:办理|等待|响应|处理|轮候|预期|期望|寿命|年龄|受教育|工资|浓度|气温|亩产|单产)|和美|和谐|和平|和睦|与会|及时"
)
FASTER = pattern("(?:增速|增幅|涨幅|降幅|增长率)(?:均|都|分别|继续|持续)?$")


@cache
def closing() -> frozenset[str]:
    """The letters, and pairs of letters, that a text ends in of which something may be cut off there."""
    lex = lexicon()
    ends = (lex.reached, lex.adverb, lex.change, BASIS, LATE_TIME, STARTED, DATED_TO, SETTLED)
    return frozenset(LOOSE_ENDS + ")").union(TIME_LAST, *(e.letters | e.pairs for e in ends))


@cache
def opening() -> frozenset[str]:
    """The letters, beside those of times, that a text begins with of which something may be cut off there."""
    return frozenset(LOOSE_HEADS).union(w[0] for w in lexicon().opening_words)


@lru_cache(maxsize=4096)  # places and years over, the same things are measured
def phrase_before(segment: str) -> str:
    """The noun phrase that ends a stretch of text before a number, without what leads up to it.

    >>> phrase_before("全市共建成社区服务站")
    '社区服务站'
    >>> phrase_before("全年社会消费品零售总额同比增长")
    '社会消费品零售总额'
    """
    return _phrase(segment, changes=False)


def subject_of_change(segment: str) -> str:
    """The noun phrase that ends a stretch of text before a change from one value to another."""
    return _phrase(segment, changes=True)


def _phrase(segment: str, *, changes: bool) -> str:
    lex = lexicon()
    marker = MARKER.match(segment)
    text = segment[marker.end() :] if marker else segment
    bracketed = ")" in text
    if bracketed:
        text = UNIT_ASIDE.sub("", ASIDE.sub("", text))
    text = text.strip(",;:。!?、\n\t \"'")
    # What is cut from a text makes no new words of it, unless that is a bracket.
    special = bracketed or SPECIAL.search(text) is not None
    if special:
        step = STEP.search(text)
        text = text[: step.start()] if step and step.start() >= 2 else STEP_END.sub("", text)
    among = AMONG.search(text) if text[-1:] in "有中" else None
    if among and among.start() in joints(text):
        # 新增企业中有32家
        text = text[: among.start()]
    if bracketed or text[-1:] in LED_BY:
        ratio = RATIO.search(text)
        text = text[: ratio.start()] if ratio else text
        text = EACH.without(LONG_ASIDE.sub("", text) if bracketed else text)
        held = HOW_OFTEN.search(text)
        if held:
            # 执业考试每年在本市举办1次: a subject, and what is done with it.
            text = strip_tail(text[: held.start()])
    whole = text
    text = strip_tail(APART.sub("", text) if special and "分别" in text else text)
    predicated = changes or len(text) < len(whole) or bool(RATE_LAST.search(text))
    compared = COMPARED.search(text) if special else None
    if compared:
        text = text[: compared.start()]
        faster = FASTER.search(text)
        if faster and faster.start() >= 2:
            # 外资增速高于全国3个百分点: what is compared is the rate.
            return strip_head(text)
    paced = RATE_OF_CHANGE.search(whole) if changes else None
    if paced:
        # 增长速度由6%调高到8%: it is the speed that changes.
        return _without_raising(strip_head(whole[: paced.end()]), lex)
    if special:
        text = _behind_last_cause(text)
    share = SHARE.search(text) if special else None
    if share and len(text[: share.start()].strip(JOINERS)) >= 2:
        head = strip_tail(strip_head(text[: share.start()].strip(JOINERS)))
        if head:
            text = text if SHARE_WORD.search(text, share.start()) else head
    if special and text.endswith("占") and len(text) > 2:
        text = text[:-1]
    text = strip_tail(strip_head(text)) if not share else strip_head(text)
    if predicated:
        # A subject with its verb behind it: the verbs inside are part of its name (生产安全事故起数下降).
        m = lex.driving.match(text)
        drives = m is not None and len(text) - m.end() >= 2 and not AFTERWARDS.match(text, m.end())
        return _without_raising(strip_head(text[m.end() :]) if m and drives else text, lex)
    text = _behind_last_verb(text, lex)
    return _without_raising(SESSION.sub("", text) if text[:1].isdecimal() else text, lex)


def _behind_last_cause(text: str) -> str:
    """The part behind the last word that says who or what brings it about."""
    caused = 0
    for cause in CAUSED.finditer(text):
        if not inside_word_at(text, cause.start(), cause.end()):
            caused = cause.end()
    return text[caused:]


def _without_raising(text: str, lex: Lexicon) -> str:
    """A phrase without a verb of change at its head whose object it is: 提高能源效率, but not 增加值."""
    if not text.startswith(lex.adjusting):
        return text
    found = words(text)
    raised = len(found) > 1 and found[0].text in lex.adjusting and not AFTERWARDS.match(text, found[0].end)
    return text[found[0].end :] if raised and len(text) - found[0].end >= 2 and found[1].tag[:1] in "nvab" else text


def strip_tail(text: str) -> str:
    """A phrase without what stands between it and its number: adverbs, verbs of change, times, bases."""
    ends = closing()
    for _ in range(8):
        last = text[-1:]
        if last not in ends and text[-2:] not in ends and not _names_basis(text):
            break
        if last in "收价" and text.endswith(("均增收", "均降价")):
            # 人均增收4.2万元: what is measured.
            break
        before = text
        lex = lexicon()
        if last in DATED_TO.letters or last in SETTLED.letters:
            dated = text[-2:-1].isdecimal() or text[-2:-1] in "年的"
            text = SETTLED.without(DATED_TO.without(text) if dated else text)
            last = text[-1:]
        m = lex.change.near_end(text) if last in lex.change.letters or text[-2:] in lex.change.pairs else None
        if m and (m.start() or len(text) <= 4) and not text.endswith("自然", 0, m.start()):
            halves = len(m.group().strip()) == 1 and _splits_word(text, m.start())
            text = text if halves else text[: m.start()]
        text = _without_late_time(text)
        last, two = text[-1:], text[-2:]
        for said in (BASIS, lex.adverb, lex.reached, LATE_TIME, STARTED):
            if last not in said.letters and two not in said.pairs and not (said is BASIS and _names_basis(text)):
                continue
            m = said.near_end(text)
            if m is None or m.group() == "年" and text[m.start() - 1 : m.start()].isdigit():
                continue
            guarded = said is lex.adverb or said is lex.reached
            free = not guarded or m.group() in WHOLE_WORDS or text[m.start() - 1 : m.start()] in NAMED
            if free or not _splits_word(text, m.start()):
                text = text[: m.start()]
                last, two = text[-1:], text[-2:]
        if "(" in text:
            text = ASIDE.sub("", text)
        if text[-1:] in LOOSE_ENDS and not text.endswith(("目的", "惠及", "涉及", "普及")):
            text = text.rstrip(LOOSE_ENDS)
        if text == before:
            break
    return text


def _without_late_time(text: str) -> str:
    """A phrase without a time that a preposition joins to its end: 受惠人数在今年八月."""
    if text[-1:] not in TIME_LAST:
        return text
    for preposition in "截在于由自从至":
        at = text.rfind(preposition, max(0, len(text) - LONGEST_TIME))
        m = TIME.match(text, at) or TIME.match(text, at + 1) if at >= 2 else None
        if m and m.end() == len(text):
            # 增速快于上年: the adjective goes with it.
            return text[: at - (preposition == "于" and text[at - 1] in "高低快慢优好大多少")]
    return text


def _names_basis(text: str) -> bool:
    """Whether a text may end in a basis, whatever its last letter is."""
    return "比" in text or "较" in text or "按" in text


def _splits_word(text: str, at: int) -> bool:
    """Whether cutting a text here would leave half of a word, in its last few words."""
    first = max(0, at - 8)
    return at > 0 and at - first not in joints(text[first:])


def strip_head(text: str) -> str:
    """A phrase without the times, conjunctions and marks in front of it."""
    heads = opening()
    during = DURING.match(text) if "期间" in text else AFTER_DONE.match(text) if "后" in text else None
    text = text[during.end() :] if during else text
    for _ in range(6):
        first = text[:1]
        timely = first in PERIOD_FIRST or first.isdecimal()
        if not timely and first not in heads:
            break
        before = text
        m = PERIOD.match(text) if timely else None
        if m and m.end() > 1:
            text = text[m.end() :]
        m = lexicon().openers.match(text) if text[:1] in heads else None
        if (
            m
            and not NO_JOINER.match(text)
            and not SUFFIX.match(text, m.end())
            and not (text[0] in TOWARDS_FIRST and TOWARDS.match(text))
            and not _inside_word(text, m.end())
        ):
            text = text[m.end() :]
        if text[:1] in LOOSE_HEADS and not NO_JOINER.match(text):
            text = text.lstrip(LOOSE_HEADS)
        if text == before:
            break
    return text


def _inside_word(text: str, at: int) -> bool:
    """Whether a place near the head of a text lies inside a word."""
    return at < NEAR_HEAD and at not in joints(text[:NEAR_HEAD])


def _behind_last_verb(text: str, lex: Lexicon) -> str:
    """The part behind the last leading verb, where enough stands behind it to say what is measured."""
    if text[:1] in TOWARDS_FIRST and TOWARDS.match(text):
        return text
    best = 0
    quotes = "“" in text
    for m in lex.leading.finditer(text):
        rest = text[m.end() :]
        if len(rest) < 2 or RATE_HEAD.match(rest) or rest.startswith("性"):
            continue
        start, end = m.span()
        if len(rest) == 2 and m.group() not in HANDLED and (start or not _is_object(text)):
            continue
        if quotes and text.count("“", 0, start) > text.count("”", 0, start) or inside_word_at(text, start, end):
            continue
        # 城市更新项目: what kind of project.
        if best:
            names = best < start and _qualifies(text, start, end)
        else:
            names = start >= 2 and rest in WORK_NAMES and words(text[:start])[-1].tag[:1] == "n"
        if not names:
            best = end
    if not best:
        return text
    # 城镇新建住房: where it is done tells it from its neighbour.
    rest = strip_head(text[best:]) or text[best:]
    where = WHERE_FIRST.match(text) if text[0] in "城农" else None
    return where.group() + rest if where and not WHERE_FIRST.match(rest) else rest


def _is_object(text: str) -> bool:
    """Whether a text is a verb and a noun that is named without it: 发放补贴, but not 帮扶项目."""
    found = words(text)
    verb = found[0].tag == "v" and found[0].text not in lexicon().actions
    return len(found) == 2 and verb and found[1].tag in ("n", "nz") and not GENERAL.fullmatch(found[1].text)


def _qualifies(text: str, start: int, end: int) -> bool:
    """Whether a verb stands between two nouns of one name: 创建|生态文明建设示范区."""
    found = words(text)
    i = next((i for i, w in enumerate(found) if w.start == start and w.end == end), None)
    if not i or i + 1 == len(found) or found[i].text not in lexicon().actions:
        return False
    before, behind = found[i - 1], found[i + 1]
    return before.tag[:1] in "nj" and (behind.tag[:1] == "n" or behind.tag in ("vn", "v") and i + 2 < len(found))


def inside_word_at(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text begins or ends inside a word."""
    places = joints(text)
    return start not in places or end not in places
