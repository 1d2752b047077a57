"""What a number measures: the noun phrase behind it, before it, or carried over from the number or clause before."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..rules import alternation, load
from ..words import words

BREAK = ",;:。!?\n\t"
JOINERS = "、,;和及与或以并()（） \t"
PERIOD = re.compile(
    r"(?:(?:截至|截止|到|至|自|从|于)?(?:(?:19|20)\d{2}|[一二][〇零○一二三四五六七八九]{3}|今|去|明|本|上|当)年?(?:学?年度|年度|年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[年初中末底内]{1,2})?(?:以来|以前|之前|前|起|间)?(?:的)?(?:全年|期间)?)"
    r"|“?十[一二三四五]五”?(?:时期|期间|以来|末|规划)?|[一二三四五六七八九十两\d]+年(?:来|间|内)?|(?:全|年)(?:年|末|底|内)|[上下]半年|期末"
)
SHARE = re.compile(r"占([^,。;、]{2,24}?)(?:的?(?:比重|比例|份额|百分比|比率))?的?$")
COMPARED = re.compile(r"(?:高于|低于|快于|慢于|好于|优于|高出|低出|超出|领先|多于|少于|高过|落后于|领先于).{0,20}$")
BASIS = re.compile(r"(?:同比|环比|年均|平均每年|每年|按可比价格计算|按可比价格|实际|名义|(?:相)?[比较](?:上年|去年|同期|上一?年度?|年初|上月|前|以?往年)[^,。;]{0,6}?|[比较](?!例|重|为|快|好|大|高|多|强)[^,。;比较]{1,14}?|同[^,。;]{2,10}相比)(?:平均|实际|分别|累计|又|再|均|都|共|大幅|各)?$")
ADVERB = re.compile(r"(?:平均|实际|名义|分别|累计|大幅|大幅度|稳步|持续|再|又|约|逐年|逐步|共|总体|均|都|已|将|要|可|预计|预期|力争|进一步|明显|显著|较快|快速|平稳|合理|同步|年|每年|各|整体|总体|逆势|历史性|迅速|不断|有望|应|需|年度|全年|比|较|同比|环比|年均)$")
SHARED_HEADS = re.compile(r"(?:增长|提高|下降|减少)?(?:率|数|量|额|值|数量|人数|总量|总额|金额|规模|比例|比重|收入|面积|产量|产值|增加值)$")
# A change noun or a share on its own measures what the clause before speaks of.
HANGING = re.compile(r"^(?:其?(?:增速|增幅|涨幅|降幅|升幅|增长率|成长率|增长|成长|占比|比重|比例|占|平均|幅度|增长速度|成长幅度|年增长率|年均增速|总投资|经济))?$")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The word lists as patterns."""

    reached: re.Pattern[str]
    leading: re.Pattern[str]
    openers: re.Pattern[str]
    predicate: frozenset[str]
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
        re.compile(f"{changes}(?:了|率|幅度|速度)?(?:分别)?(?:达到|达|为|约|至|到|成|在|约为)?(?:分别)?(?:近|约|超)?\\s?$"),
    )


def clause_start(text: str, start: int, floor: int) -> int:
    """Where the clause that holds a place begins: behind the last comma, semicolon, colon or unclosed bracket."""
    depth = 0
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
    quoted = 0
    while stop < end:
        char = text[stop]
        if char in "“「《":
            quoted += 1
        elif char in "”」》":
            quoted = max(0, quoted - 1)
        elif not quoted and (char in BREAK or char in "()") or following is not None and stop >= following:
            break
        stop += 1
    tail = text[start:stop]
    if following is not None and stop >= following - 1 or re.search(r"、[^、]{0,12}\d", text[start : min(end, stop + 1)]):
        # The next number has a phrase of its own: this one's ends at the joint before it.
        joint = max(tail.rfind(c) for c in "、和及与")
        if joint >= 0 and following is not None and not tail[joint + 1 :].strip("约近超达到为有"):
            tail = tail[:joint]
        elif "、" in tail:
            tail = tail[: tail.index("、")]
    relative = tail.rfind("的", 0, 28)
    if tail.startswith("的"):
        tail = tail[1:]
        relative = tail.find("的", 0, 12)
    if not tail or tail[0] in JOINERS + "”」》%":
        return ""
    return _until_predicate(tail, relative + 1 if relative > 0 else 0)


def _until_predicate(tail: str, at: int) -> str:
    stops = lexicon().predicate
    seen = False
    for word in words(tail):
        if word.start < at:
            continue
        if word.text in stops and not (word.start == at and at > 0):
            if not seen and at == 0:
                return ""
            return tail[: word.start].rstrip("的、和及与")
        if seen and (word.tag in ("r", "i", "l", "d") and len(word.text) >= 2 or word.tag == "p"):
            return tail[: word.start].rstrip("的、和及与")
        if word.tag[:1] in "nvajlbx" or word.tag == "eng":
            seen = True
    return tail.rstrip("的、和及与 ")


def phrase_before(segment: str) -> str:
    """The noun phrase that ends a stretch of text before a number, without what leads up to it.

    >>> phrase_before("全市共建成社区服务站")
    '社区服务站'
    >>> phrase_before("全年社会消费品零售总额同比增长")
    '社会消费品零售总额'
    """
    lex = lexicon()
    text = segment.strip(JOINERS + BREAK + "。“\"'")
    text = _strip_tail(text)
    compared = COMPARED.search(text)
    if compared and compared.start() >= 2:
        text = text[: compared.start()]
    share = SHARE.search(text)
    if share and share.start() >= 2 and len(text[: share.start()].strip(JOINERS)) >= 2:
        head = _strip_head(text[: share.start()].strip(JOINERS))
        if head:
            text = text if re.search("比重|比例|份额|百分比", text[share.start() :]) else head
    if text.endswith("占") and len(text) > 2:
        text = text[:-1]
    text = _strip_head(text)
    return _behind_last_verb(text, lex)


def _strip_tail(text: str) -> str:
    lex = lexicon()
    for _ in range(8):
        before = text
        m = lex.change.search(text)
        if m and not (m.start() == 0 and len(text) > 4):
            text = text[: m.start()]
        for pattern in (BASIS, ADVERB, lex.reached):
            m = pattern.search(text)
            if m and m.end() > m.start():
                text = text[: m.start()]
        if text.endswith(")") and "(" in text and re.search(r"\((?:含|不含|包括|即|其中)[^)]*\)$", text):
            text = text[: text.rindex("(")]
        text = text.rstrip(JOINERS + "的 ")
        if text.count("(") > text.count(")"):
            text = text.rstrip()
        if text == before:
            break
    return text


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
    """The part behind the last leading verb, where at least three characters stand behind it."""
    best = 0
    for m in lex.leading.finditer(text):
        rest = text[m.end() :]
        if len(rest) >= 3 and not _inside_word_at(text, m.start(), m.end()) and not re.match("[率量额数值费者人的]", rest):
            best = m.end()
    rest = text[best:]
    if best:
        return _strip_head(rest) or rest
    return rest


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
    parts = [p for p in re.split("、|以及|和|及|与", phrase) if p]
    if len(parts) != n or n < 2:
        return [phrase] * n
    if n == 2 and len(parts[1]) < len(parts[0]) and len(parts[0]) >= 4:
        # 事故起数和死亡人数: what stands before the first head holds for the second.
        head = words(parts[0])[-1]
        if parts[1][-1] == parts[0][-1] or SHARED_HEADS.search(parts[0]):
            return [parts[0], parts[0][: head.start] + parts[1]]
    last = words(parts[-1])
    tail = parts[-1][last[0].end :] if len(last) > 1 else ""
    out = []
    for part in parts[:-1]:
        if not tail or part.endswith(last[-1].text) or SHARED_HEADS.search(part):
            out.append(part)
            continue
        k = next((k for k in range(min(len(part), len(tail)), 0, -1) if part.endswith(tail[:k])), 0)
        out.append(part + tail[k:])
    return [*out, parts[-1]]


def is_hanging(phrase: str) -> bool:
    """Whether a phrase says nothing on its own: empty, a bare rate or share."""
    return bool(HANGING.match(phrase))


def subject_before(text: str, start: int, floor: int) -> str:
    """The subject of the clause before the one that holds a place, or an empty text."""
    here = clause_start(text, start, floor)
    if here <= floor:
        return ""
    above = clause_start(text, here - 1, floor)
    clause = _strip_head(text[above : here - 1])
    seen = False
    for word in words(clause):
        if seen and (word.tag in ("v", "d", "p", "vd") or word.text in lexicon().predicate):
            return clause[: word.start].rstrip("的")
        seen = seen or word.tag[:1] in "njl"
    return clause if len(clause) <= 14 else ""

