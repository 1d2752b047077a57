"""What a number measures: whether a phrase says it on its own, what numbers share, what the clause before named."""

from __future__ import annotations

import re
from functools import lru_cache

from ..patterns import pattern
from ..words import Word, words
from .before import MARKER, SHARE, STEP, WORK_NAMES, inside_word_at, strip_head, strip_tail
from .lexicon import BREAK, LONGEST_CLAUSE, PERIOD, PERIOD_FIRST, ending, lexicon

LONGEST_HANGING = 9  # characters, and a line break behind them
LONGEST_TOPIC = 30  # characters of a clause that only names what the next one speaks of
UP_TO_LAST_MARK = pattern(f".*[{BREAK}()]", re.DOTALL)
AND = pattern("、|以及|和|(?<![普涉惠推触波危])及(?!时)|与")
PARENTHETIC = pattern(
    "从[^,。;]{1,8}到|按|扣除|剔除|撇除|据|依|与此同时|同时|连同|除|为(?:了|进一步|加|提|促|推|确|保|配合|鼓励|改|解决|支持)"
)
BRACKETED = pattern(r"\s?\([^()]*\)")
# 在调整初期, 比赛中: where or when, not what.
SOMEWHERE = pattern("在(?![建职校岗册线网园营研库编读产途])|于")
SOMEWHERE_FIRST = frozenset("在于")
AT_SOME_TIME = ending(
    "^(?:精简|调整|改革|合并|整合|重组|改造|扩建|建成|完成|优化|清理|增资|提高|撤并)后$|^(?:扣除|剔除|撇除|除去)[^,。;]*[后外]$|(?:高位|低位|初期|后期|前期|期间|之后|之前|以后|以前|当中|之中|之下|条件下)$|^(?:.{0,4}[高低好]的?)?水平$",
    "后外位期间前中下平",
)
# A noun in front of a quantity of it: 基础设施、制造业投资.
AMOUNT_LAST = pattern(
    "(?:投资|经费|支出|投入|消费|进?出口|进口|贸易|补助|标准|价格|里程|能力|能耗|排放|浓度|利润|税收)$"
)
RATE_SHARED = pattern("(?:占比|比重|增速|增幅|贡献率|增长率)$")  # of quantities that stand side by side
DOUBLED = pattern("(?<=[\u4e00-\u9fff]{2})(?:[已均又再]|基本)?(?:实现)?翻了?[一两几]番$")
EQUALS = pattern("(?:大?约)?(?:是|相当于|相等于|等于)")
EQUALS_FIRST = frozenset("大约是相等")
# Words in front of a quantity that all members of a list have.
SHARED_NOUN = pattern(
    "制造业|.?业|补助|领域|产业|行业|产品|居民|地区|人均|可|支配|可支配|平均|年均|财政|[毛净总]|[存贷]款|投资|进?出口|实际|综合|日均"
)
# 其中第四季度, 全市平均每人: when and among whom, of what was named before.
WHEN_OR_WHERE = pattern(
    r"(?:其中的?|仅|单)?(?:(?:(?:[前首第][一二三四1-4]个?|[一二三四])季度?|[上下]半年|(?:\d{1,2}|十?[一二三四五六七八九十])月份?|[当同]年|当[月季期]|同期|次年|翌年|春节期间|黄金周)"
    r"|仅?此一项[^,。;]{0,3}|两项合计|[以上]?合计|三者合计|(?:全|我|本)(?:国|省|市|区|县|州|盟|旗|镇|乡|村|港|疆)|全球|全世界)(?:平均|每[人户年月])*"
)
TIME_FIRST = frozenset(PERIOD_FIRST + "其仅单首三四五六七八九同次翌春黄此两以合我")  # beside digits
# A change noun or a share on its own measures what the clause before speaks of.
HANGING = pattern(
    r"^(?:其?(?:增速|增幅|涨幅|降幅|升幅|增长率|成长率|增长|成长|占比|比重|比例|占|平均|幅度|增长速度|成长幅度|年增长率|年均增速|总数|总量|数量|[转减变降]为|同口径|该|当中|年增|月增|季增|其后|其余|余下的?|剩余|剩下的?|新\(改、?扩?\)建))?$"
)


def clause_start(text: str, start: int, floor: int) -> int:
    """Where the clause that holds a place begins: behind the last comma, semicolon, colon or unclosed bracket."""
    depth = 0
    if floor < start - LONGEST_CLAUSE:
        floor = start - LONGEST_CLAUSE
    while mark := UP_TO_LAST_MARK.match(text, floor, start):
        start = mark.end() - 1
        if text[start] == ")":
            depth += 1
        elif depth == 0:
            return start + 1
        elif text[start] == "(":
            depth -= 1
    return floor


def shared(phrase: str, n: int) -> list[str]:
    """The phrase that each of n numbers measures where one phrase stands for all: 城镇和农村居民收入分别….

    >>> shared("高技术制造业、装备制造业增加值", 2)
    ['高技术制造业增加值', '装备制造业增加值']
    >>> shared("城乡居民收入", 2)
    ['城镇居民收入', '农村居民收入']
    """
    if n == 2 and "城乡" in phrase and "、" not in phrase:
        return [phrase.replace("城乡", "城镇", 1), phrase.replace("城乡", "农村", 1)]
    if n == 3 and phrase.startswith("一二三产"):
        return [f"{number}产{phrase[4:].removeprefix('业')}" for number in "一二三"]
    parts = [p for p in AND.split(phrase) if p]
    if len(parts) > n > 1 and phrase.count("、") == n - 1:
        # 家用电器和音像器材类、通讯器材类: two classes, the first of two things.
        parts = phrase.split("、")
    if len(parts) != n or n < 2:
        return [phrase] * n
    if n == 2 and len(parts[1]) < len(parts[0]) and len(parts[0]) >= 4:
        # 事故起数和死亡人数: what stands before the first head holds for the second.
        head = words(parts[0])[-1]
        if len(head.text) == 1 and len(words(parts[0])) > 2:
            # 诉求解决率、满意率: the rate is a word of two.
            head = words(parts[0])[-2]
        if words(parts[1])[-1].text == head.text and len(words(parts[1])) > 1:
            return parts
        if len(parts[1]) >= 4 and parts[1][-2:] == parts[0][-2:]:
            # 公共预算收入、税收收入: either is whole.
            return parts
        if parts[1][-1] == parts[0][-1] or parts[0].endswith(lexicon().heads):
            return [parts[0], parts[0][: head.start] + parts[1]]
    rate = RATE_SHARED.search(parts[-1])
    if rate and not any(RATE_SHARED.search(p) for p in parts[:-1]) and parts[0].endswith(lexicon().heads):
        return [*(p + rate.group() for p in parts[:-1]), parts[-1]]
    last = words(parts[-1])
    tail = parts[-1][last[0].end :] if len(last) > 1 else ""
    out = []
    if len(last) > 1 and len(last[0].text) > len(parts[0]) == 2:
        # 城镇和农村居民收入, where 农村居民 is one word.
        tail = last[0].text[2:] + tail
    for part in parts[:-1]:
        # 各类机构、企业创新中心: a thing of its own takes nothing but a quantity from its neighbour.
        quantity = parts[-1].endswith(lexicon().heads) or AMOUNT_LAST.search(parts[-1])
        tag = words(part)[-1].tag
        noun = len(part) > 2 and (tag in ("n", "nz", "j") or part[-1] in "”」》")
        noun = noun or tag in ("v", "vn") and len(part) > 3 and bool(AMOUNT_LAST.search(parts[-1])) and len(last) > 1
        own = (noun or tag == "ns" and len(part) > 4) and not quantity
        if not tail or own or part.endswith((last[-1].text, *lexicon().heads)):
            out.append(part)
            continue
        k = next((k for k in range(min(len(part), len(tail)), 0, -1) if part.endswith(tail[:k])), 0)
        if noun and not k:
            # 新能源汽车、节能家电零售额: only what both have is shared, 零售额.
            kept = len(last) - (2 if len(last[-1].text) == 1 < len(last[-2].text) and len(last) > 2 else 1)
            while kept > 1 and SHARED_NOUN.fullmatch(last[kept - 1].text):
                kept -= 1
            k = last[kept].start - (len(parts[-1]) - len(tail))
        out.append(part + tail[k:])
    return [*out, parts[-1]]


@lru_cache(maxsize=4096)  # asked for the same phrase by the numbers that share it
def is_hanging(phrase: str) -> bool:
    """Whether a phrase says nothing on its own: empty, a bare rate or share, a verb without its object."""
    worded = any("\u4e00" <= char <= "\u9fff" or char.isascii() and char.isalpha() for char in phrase)
    if not worded or len(phrase) <= LONGEST_HANGING and HANGING.match(phrase):
        return True
    lex = lexicon()
    return bool(
        phrase[0] in EQUALS_FIRST
        and EQUALS.match(phrase)
        or (phrase in lex.leading_words or phrase[-1] in "了出" and phrase[:-1] in lex.leading_words)
        and phrase not in lex.deeds
        or phrase in lex.opening_words
        or _says_where(phrase)
        or _is_period(phrase)
    )


def _says_where(phrase: str) -> bool:
    """Whether a phrase only says where or at what stage something is."""
    return bool(phrase[:1] in SOMEWHERE_FIRST and SOMEWHERE.match(phrase) or AT_SOME_TIME.search(phrase))


def _is_period(phrase: str) -> bool:
    """Whether a phrase is but a time or among whom."""
    timely = phrase[:1] in TIME_FIRST or phrase[:1].isdecimal()
    return timely and bool(WHEN_OR_WHERE.fullmatch(phrase) or PERIOD.fullmatch(phrase))


def is_done(phrase: str) -> bool:
    """Whether a phrase ends in what was done to a thing or how it is: 全部建成, 质量优良."""
    return len(phrase) >= 2 and words(phrase)[-1].tag[:1] in "va"


def owner_of(phrase: str) -> str:
    """The thing that a phrase speaks of, without its verb and what it is a share of: 保险业雇用 -> 保险业."""
    share = SHARE.search(phrase)
    head = phrase[: share.start()] if share and share.start() >= 2 else phrase
    lex = lexicon()
    if head[-1:] not in lex.verb_last or head.endswith(lex.nominal):
        return head
    verb = next((m.start() for m in lex.leading.finditer(head) if m.end() == len(head)), 0)
    if verb >= 2 and not inside_word_at(head, verb, len(head)):
        head = strip_tail(head[:verb]) or head
    return head


def adds_nothing(phrase: str) -> bool:
    """Whether a phrase only says when or among whom, or how much more: nothing of it joins the name of a thing."""
    return bool(phrase.startswith(("增", "成长", "涨", "降", "升", "同")) or _says_where(phrase) or _is_period(phrase))


def subject_before(text: str, start: int, floor: int) -> str:
    """The subject of the clause before the one that holds a place, or an empty text."""
    here = clause_start(text, start, floor)
    if here <= floor:
        return ""
    above = clause_start(text, here - 1, floor)
    if PARENTHETIC.match(text[above:here]) or _says_where(text[above : here - 1]):
        return subject_before(text, above, floor)
    clause = strip_head(BRACKETED.sub("", MARKER.sub("", text[above : here - 1])))
    clause = DOUBLED.sub("", clause)
    if not clause and above > floor:
        return subject_before(text, above, floor)
    lex = lexicon()
    step = STEP.search(clause)
    if step and step.start() >= 2:
        return clause[: step.start()]
    found = words(clause)
    start_at = 1 if found and found[0].tag == "d" else 0
    if len(found) > start_at + 2 and found[start_at].text in lex.adjusting and found[start_at + 1].tag != "uj":
        # 逐步提高基金的资助上限,由…: what is adjusted goes up or down.
        clause = clause[found[start_at].end :]
        found = words(clause)
    topic = _topic_from(found)
    taken = lex.leading.match(clause)
    if taken and not topic and found[0].end == taken.end() and len(found) > 2 and _is_noun(found[1:]):
        return clause[taken.end() :]
    seen = False
    for i, word in enumerate(found):
        ahead = found[i + 1].tag[:1] if i + 1 < len(found) else ""
        if word.text in ("会", "可", "将", "能", "要", "应") and ahead in ("n", "a", "b"):
            continue
        stops = word.tag in ("d", "p", "vd") or word.text in lex.predicate or word.text in lex.verb
        if seen and stops and i >= topic and not _is_part_of_noun(found, i):
            head = clause[: word.start].rstrip("的").removesuffix("所")
            return strip_tail(head) or head
        seen = seen or word.tag[:1] in "njl" or word.tag == "vn"
    if topic and len(clause) > LONGEST_TOPIC:
        clause = clause[found[topic].end :]
    return clause if topic or len(clause) <= 14 else ""


def _topic_from(found: tuple[Word, ...]) -> int:
    """The place of the last 的 where a clause is but a noun that clauses and nouns in front of it qualify, else 0."""
    lex = lexicon()
    last = max((i for i, w in enumerate(found) if w.text == "的"), default=0)
    behind = found[last + 1 :]
    if not last or not behind or found[last - 1].tag[:1] in "abd" or behind[-1].tag[:1] not in "nv":
        return 0
    verbs = [w for w in behind if w.tag in ("v", "d", "p", "m", "c")]
    return 0 if any(w.tag != "v" or w.text in lex.predicate or w.text in lex.verb for w in verbs) else last


def _is_noun(found: tuple[Word, ...]) -> bool:
    """Whether words are one noun with what qualifies it: 残疾人两项补贴制度 behind 建立."""
    return found[-1].tag[:1] == "n" and all(w.tag[:1] in "nabjxcm" or w.tag == "vn" for w in found)


def _is_part_of_noun(found: tuple[Word, ...], i: int) -> bool:
    """Whether a word that could open a predicate names or qualifies: 平均 in 的平均收入, 服务 before 是, 推广基金."""
    word = found[i]
    ahead = found[i + 1 :]
    if word.text in ("与", "同") and i > 0 and ahead:
        return found[i - 1].tag in ("n", "vn", "v") and ahead[0].tag in ("n", "vn", "v")
    if word.text in ("平均", "人均", "户均", "可支配", "可", "就近"):
        return bool(ahead) and ahead[0].tag[:1] in "nv"
    if (
        word.tag in ("vn", "n")
        and ahead
        and (ahead[0].tag in ("d", "v") or ahead[0].text == "被")
        and ahead[0].text not in ("到", "至")
    ):
        return True
    if ahead and ahead[0].text in WORK_NAMES:
        return True
    return word.text in lexicon().actions and bool(ahead) and ahead[0].tag in ("n", "vn")
