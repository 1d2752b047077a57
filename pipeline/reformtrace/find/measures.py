"""What a number measures: the noun phrase behind it, before it, or carried over from the number or clause before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..rules import alternation, load
from ..words import words

BREAK = ",;:。!?\n\t"
LONGEST_CLAUSE = 160  # characters; what goes on without a mark for longer is no clause
LONGEST_TAIL = 64  # characters; longer than anything cut from the end of a phrase at once
JOINERS = "、,;和及与()（） \t"
PERIOD = re.compile(
    r"(?:(?:19|20)\d{2}\s?[-—~至/]\s?(?:(?:19|20)\d{2}|\d{2})(?:学年度?|年度|年)(?:的)?)|(?:(?:截至|截止|到|至|自|从|于)?(?:(?:(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3})(?:学?年度|年)?|[今去明本上当前](?:年度|年))(?:第?[一二三四]季度?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[年初中末底内]{1,2})?(?:以来|以前|之前|前|起|间)?(?:的)?(?:全年|期间)?)"
    r"|“?十[一二三四五]五”?(?:时期|期间|以来|末|规划)?|[一二三四五六七八九十两\d]+年(?:来|间|内)?|(?:全|年)(?:年|末|底|内)|[上下]半年|期末"
)
SHARE = re.compile(r"占([^,。;、]{2,24}?)(?:的?(?:比重|比例|份额|百分比|比率))?的?$")
COMPARED = re.compile(r"(?:高于|低于|快于|慢于|好于|优于|高出|低出|超出|领先|多于|少于|高过|落后于|领先于).{0,20}$")
BASIS = re.compile(
    r"(?:同比|环比|年均|平均每年|每年|按可比价格计算|按可比价格|按?可比口径|同口径|按年|实质|实际|名义|(?:相)?(?<![占同环对反])[比较](?:上年|去年|同期|上一?年度?|年初|上月|前|以?往年)[^,。;]{0,6}?|(?<![占同环对反])[比较](?!例|重|率|值|为|达|快|好|大|高|多|强)[^,。;比较]{1,14}?|同[^,。;]{2,10}相比)(?:平均|实际|分别|累计|又|再|均|都|共|大幅|各)?$"
)
# 是去年的2.4倍, 恢复至高峰期的七成: what is measured stands in front of the verb.
RATIO = re.compile(r"(?:仅?(?:是|为|相当于|约为|等于)|(?:恢复|回复|回升)(?:至|到)|达到?)[^,。;、]{1,16}的$")
MARKER = re.compile(r"^[\s(]*[一二三四五六七八九十\d]{1,3}\s?[)、.]\s?")
CAUSED = re.compile("[把将使令让](?=[^,。;]{3})")
SHORT_BRACKET = re.compile(r"\([^()]{1,5}\)")
NEXT_COUNT = re.compile(r"、[^、]{0,12}\d")
PLACES_AND = re.compile("[区县市镇乡村州省](?:及|和|与)")
SHARE_WORD = re.compile("比重|比例|份额|百分比")
AND = re.compile("、|以及|和|及|与")
UNIT_ASIDE = re.compile(r"^[^()]{0,4}\)")
ASIDE = re.compile(r"\s?\((?:包括|含|不含|即|其中|不包括|按|指)[^()]*\)\s?$")
RATE_HEAD = re.compile(
    r"[率量额数值费者人的(]|[^,。;]{0,4}(?:[率量额数值]|面积|规模|里程|能力|总投资|时限|时间|周期|期限|成本|费用|标准|次数|金额|比重|强度|浓度)$"
)
# Verbs that a thing of two characters may follow and still be named by itself: 受理案件.
HANDLED = ("受理", "审结", "办结", "办理", "化解", "查处", "侦破", "收到", "接获", "处理")
LATER_COUNT = re.compile("、(?=[^、]{0,14}(?:[两三四五六七八九十百]+[大项个家件类]))")
PARENTHETIC = re.compile("按|扣除|剔除|据|依|其中|与此同时|同时")
LATE_TIME = re.compile(
    r"(?:于|在|到|至)(?:19|20)\d{2}年(?:底|末|前|内)?$|(?:在|于)?[^,。;、\d]{0,2}\d{2,4}年(?:底|末)?或?(?:之前|前)$"
)
STARTED = re.compile(r"(?:从|由|较|比)[^,。;、]{2,12}(?:的水平|水平|年|时|前|期)$")
GENERIC_BEHIND = re.compile(
    "(?:个?单位|名额|席位|左右|上下|之多|水平|规模|目标|增至|升至)(?:$|[^\u4e00-\u9fff])|.{0,2}(?:台阶|大关|关口)"
)
# 在调整初期, 比赛中: where or when, not what.
SOMEWHERE = re.compile("^[在于].*|(?:高位|低位|水平|初期|后期|前期|期间|之后|之前|以后|以前|当中|之中|之下|条件下)$")
# A change noun or a share on its own measures what the clause before speaks of.
HANGING = re.compile(
    r"^(?:其?(?:增速|增幅|涨幅|降幅|升幅|增长率|成长率|增长|成长|占比|比重|比例|占|平均|幅度|增长速度|成长幅度|年增长率|年均增速|总数|总量|同口径|该))?$"
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists as patterns."""

    reached: re.Pattern[str]
    leading: re.Pattern[str]
    openers: re.Pattern[str]
    predicate: frozenset[str]
    actions: frozenset[str]
    verb: re.Pattern[str]
    driving: re.Pattern[str]
    adverb: re.Pattern[str]
    heads: re.Pattern[str]
    change: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The word lists of the target rules, compiled once."""
    w = load("targets").words
    changes = alternation([*w["up"], *w["down"], *w["held"]])
    return Lexicon(
        re.compile(f"{alternation(w['reached'])}\\s?$"),
        re.compile(f"{alternation(w['leading'])}(?:了|出)?(?!的)"),
        re.compile(f"^{alternation(w['openers'])}"),
        frozenset(w["predicate"]),
        frozenset(w["actions"]),
        re.compile(
            alternation([*w["up"], *w["down"], *w["held"], *w["leading"], "应", "可", "将", "会", "能", "应可"])
        ),
        re.compile(alternation(w["driving"]) + "(?:了)?"),
        re.compile(alternation(w["adverbs"]) + "$"),
        re.compile(alternation(w["heads"]) + "$"),
        re.compile(
            f"{changes}(?:了|率|幅度|速度)?(?:分别)?(?:达到|达|为|约|至|到|成|在|约为)?(?:分别)?(?:近|约|超)?\\s?$"
        ),
    )


def clause_start(text: str, start: int, floor: int) -> int:
    """Where the clause that holds a place begins: behind the last comma, semicolon, colon or unclosed bracket."""
    depth = 0
    floor = max(floor, start - LONGEST_CLAUSE)
    for i in range(start - 1, floor - 1, -1):
        char = text[i]
        if char == ")":
            depth += 1
        elif char == "(":
            if depth == 0:
                return i + 1
            depth -= 1
        elif char in BREAK and depth == 0:
            return i + 1
    return floor


def phrase_behind(text: str, start: int, end: int, following: int | None) -> str:
    """The noun phrase that starts behind a number, up to its predicate or the end of the clause; may be empty."""
    stop = start
    end = min(end, start + LONGEST_CLAUSE)
    quoted = 0
    while stop < end:
        char = text[stop]
        if char in "“「《":
            quoted += 1
        elif char in "”」》":
            quoted = max(0, quoted - 1)
        elif not quoted and char == "(" and stop - start <= 4 and SHORT_BRACKET.match(text, stop):
            # 县(市、区), 市(州)分岛: the bracket is part of the noun.
            stop = text.index(")", stop)
        elif not quoted and (char in BREAK or char in "()") or following is not None and stop >= following:
            break
        stop += 1
    tail = text[start:stop]
    if following is not None and stop >= following - 1 or NEXT_COUNT.search(text, start, min(end, stop + 1)):
        # The next number has a phrase of its own: this one's ends at the joint before it.
        joint = max(tail.rfind(c) for c in "、和及与")
        if joint >= 0 and following is not None and not tail[joint + 1 :].strip("约近超达到为有"):
            tail = tail[:joint]
        elif "、" in tail:
            tail = tail[: tail.index("、")]
    tail = LATER_COUNT.split(tail)[0]
    if PLACES_AND.match(tail):
        tail = tail[0]
    quote = max(tail.find("“"), tail.find("「"))
    if quote >= 4 and tail[-1] in "”」":
        # 事项“跨省通办”: a slogan at the end is the predicate.
        tail = tail[:quote]
    if len(tail) > 20 and "、" in tail[4:]:
        tail = tail[: tail.index("、", 4)]
    relative = tail.rfind("的", 0, 28)
    if tail.startswith("的"):
        tail = tail[1:]
        relative = tail.find("的", 0, 12)
    if not tail or tail[0] in JOINERS + "”」》%":
        return ""
    return _until_predicate(tail, relative + 1 if relative > 0 else 0)


def _until_predicate(tail: str, at: int) -> str:
    """The tail up to the word that starts its predicate; an action that a noun follows is part of the phrase."""
    lex = lexicon()
    tokens = [w for w in words(tail) if w.start >= at]
    seen = False
    depth = 0
    for i, word in enumerate(tokens):
        depth += word.text.count("“") - word.text.count("”")
        if depth <= 0 and word.text in lex.predicate and not (i == 0 and at > 0):
            following = tokens[i + 1].tag if i + 1 < len(tokens) else ""
            before_noun = following[:1] in ("n", "s") or following == "vn"
            compound = word.text in lex.actions and (before_noun or following == "" and at > 0)
            closing = i + 2 == len(tokens) and before_noun and word.tag in ("v", "vn", "n") and not seen
            if compound or closing or i and tokens[i - 1].text == "全":
                seen = True
                continue
            if not seen:
                return ""
            return tail[: word.start].rstrip("的、和及与 ")
        if seen and depth <= 0 and (word.tag in ("r", "p") or word.tag in ("i", "l", "d") and len(word.text) >= 4):
            return tail[: word.start].rstrip("的、和及与 ")
        if word.tag[:1] in "nvajlbxizts" or word.tag == "eng":
            seen = True
    return tail.rstrip("的、和及与 ")


def is_generic(phrase: str) -> bool:
    """Whether the words behind a number name no thing: 单位, 左右, 新台阶."""
    return bool(GENERIC_BEHIND.match(phrase))


def phrase_before(segment: str) -> str:
    """The noun phrase that ends a stretch of text before a number, without what leads up to it.

    >>> phrase_before("全市共建成社区服务站")
    '社区服务站'
    >>> phrase_before("全年社会消费品零售总额同比增长")
    '社会消费品零售总额'
    """
    lex = lexicon()
    text = UNIT_ASIDE.sub("", ASIDE.sub("", MARKER.sub("", segment))).strip(",;:。!?、\n\t \"'")
    ratio = RATIO.search(text)
    if ratio:
        text = text[: ratio.start()]
    whole = text
    text = _strip_tail(text)
    predicated = len(text) < len(whole)
    compared = COMPARED.search(text)
    if compared:
        text = text[: compared.start()]
    caused = [m.end() for m in CAUSED.finditer(text) if not _inside_word_at(text, m.start(), m.end())]
    if caused:
        text = text[caused[-1] :]
    share = SHARE.search(text)
    if share and len(text[: share.start()].strip(JOINERS)) >= 2:
        head = _strip_tail(_strip_head(text[: share.start()].strip(JOINERS)))
        if head:
            text = text if SHARE_WORD.search(text, share.start()) else head
    if text.endswith("占") and len(text) > 2:
        text = text[:-1]
    text = _strip_tail(_strip_head(text)) if not share else _strip_head(text)
    if predicated:
        # A subject with its verb behind it: the verbs inside are part of its name (生产安全事故起数下降).
        m = lex.driving.match(text)
        return _strip_head(text[m.end() :]) if m and len(text) - m.end() >= 2 else text
    return _behind_last_verb(text, lex)


def _strip_tail(text: str) -> str:
    lex = lexicon()
    for _ in range(8):
        before = text
        m = lex.change.search(text, max(0, len(text) - LONGEST_TAIL))
        if m and not (m.start() == 0 and len(text) > 4) and not _splits_word(text, m.start()):
            text = text[: m.start()]
        for pattern in (BASIS, lex.adverb, lex.reached, LATE_TIME, STARTED):
            m = pattern.search(text, max(0, len(text) - LONGEST_TAIL))
            guarded = pattern is lex.adverb or pattern is lex.reached
            if m and m.end() > m.start() and not (guarded and _splits_word(text, m.start())):
                text = text[: m.start()]
        text = ASIDE.sub("", text)
        text = text.rstrip("、,;和及与或并 \t的") if not text.endswith("目的") else text
        if text == before:
            break
    return text


def _splits_word(text: str, at: int) -> bool:
    """Whether cutting a text here would leave half of a word, in its last few words."""
    first = max(0, at - 8)
    return any(w.start < at - first < w.end for w in words(text[first:]))


def _strip_head(text: str) -> str:
    lex = lexicon()
    for _ in range(6):
        before = text
        m = PERIOD.match(text)
        if m and m.end() > 1:
            text = text[m.end() :]
        m = lex.openers.match(text)
        if m and not _inside_word(text, m.end()):
            text = text[m.end() :]
        text = text.lstrip(JOINERS + "的”")
        if text == before:
            break
    return text


def _inside_word(text: str, at: int) -> bool:
    """Whether a place lies inside a word of a text."""
    for word in words(text[:12]):
        if word.start < at < word.end:
            return True
        if word.start >= at:
            return False
    return False


def _behind_last_verb(text: str, lex: Lexicon) -> str:
    """The part behind the last leading verb, where enough stands behind it to say what is measured."""
    best = 0
    for m in lex.leading.finditer(text):
        rest = text[m.end() :]
        enough = len(rest) >= 3 or len(rest) == 2 and m.group() in HANDLED
        if enough and not RATE_HEAD.match(rest) and not _inside_word_at(text, m.start(), m.end()):
            best = m.end()
    return _strip_head(text[best:]) or text[best:] if best else text


def _inside_word_at(text: str, start: int, end: int) -> bool:
    for word in words(text):
        if word.start < start < word.end or word.start < end < word.end:
            return True
        if word.start >= end:
            return False
    return False


def shared(phrase: str, n: int) -> list[str]:
    """The phrase that each of n numbers measures where one phrase stands for all: 城镇和农村居民收入分别….

    >>> shared("高技术制造业、装备制造业增加值", 2)
    ['高技术制造业增加值', '装备制造业增加值']
    >>> shared("城乡居民收入", 2)
    ['城镇居民收入', '农村居民收入']
    """
    if n == 2 and "城乡" in phrase and "、" not in phrase:
        return [phrase.replace("城乡", "城镇", 1), phrase.replace("城乡", "农村", 1)]
    parts = [p for p in AND.split(phrase) if p]
    if len(parts) != n or n < 2:
        return [phrase] * n
    if n == 2 and len(parts[1]) < len(parts[0]) and len(parts[0]) >= 4:
        # 事故起数和死亡人数: what stands before the first head holds for the second.
        head = words(parts[0])[-1]
        if words(parts[1])[-1].text == head.text and len(words(parts[1])) > 1:
            return parts
        if parts[1][-1] == parts[0][-1] or lexicon().heads.search(parts[0]):
            return [parts[0], parts[0][: head.start] + parts[1]]
    last = words(parts[-1])
    tail = parts[-1][last[0].end :] if len(last) > 1 else ""
    out = []
    for part in parts[:-1]:
        if not tail or part.endswith(last[-1].text) or lexicon().heads.search(part):
            out.append(part)
            continue
        k = next((k for k in range(min(len(part), len(tail)), 0, -1) if part.endswith(tail[:k])), 0)
        out.append(part + tail[k:])
    return [*out, parts[-1]]


def is_hanging(phrase: str) -> bool:
    """Whether a phrase says nothing on its own: empty, a bare rate or share, a verb without its object."""
    return bool(
        HANGING.match(phrase)
        or lexicon().leading.fullmatch(phrase)
        or lexicon().openers.fullmatch(phrase)
        or PERIOD.fullmatch(phrase)
        or SOMEWHERE.search(phrase)
    )


def subject_before(text: str, start: int, floor: int) -> str:
    """The subject of the clause before the one that holds a place, or an empty text."""
    here = clause_start(text, start, floor)
    if here <= floor:
        return ""
    above = clause_start(text, here - 1, floor)
    if PARENTHETIC.match(text[above:here]):
        return subject_before(text, above, floor)
    clause = _strip_head(text[above : here - 1])
    lex = lexicon()
    seen = False
    for word in words(clause):
        if seen and (word.tag in ("d", "p", "vd") or word.text in lex.predicate or lex.verb.fullmatch(word.text)):
            return clause[: word.start].rstrip("的")
        seen = seen or word.tag[:1] in "njl"
    return clause if len(clause) <= 14 else ""
