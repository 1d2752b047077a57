"""What a claim is about: the noun or the deed behind it, or the subject before it, as a phrase that reads on its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ..rules import alternation, load
from ..words import Word, words

PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "(": ")", "〈": "〉"}
STOP = re.compile(r"[,;:。!?\n\t]")
COUNT = re.compile(r"(?:约|近|共|的)?[\d一二三四五六七八九十百两]+(?:余|多)?(?:个|项|家|座|条|批|名|所|款|种|台|套|份|部|处|类|件)(?![体内分性门])")
DIGITS_COMMA = re.compile(r"(?<=\d),(?=\d{3})")
SPAN_OF_TIME = re.compile(
    r"(?:自?\d{2,4}(?:[-—至到]\d{2,4})?年(?:以来|底|末|初)?|(?:连续|近|这|过去)?[\d一二三四五六七八九十两多]+(?:个)?(?:年|季度|月)(?:来|间|以来)?|连续多年|截至[^,]{0,10}[月底年])"
)
TIME_BEFORE = re.compile(rf"{SPAN_OF_TIME.pattern}$")
TIME_BEHIND = re.compile(rf"(?:截至|到|至)?{SPAN_OF_TIME.pattern}[,、]?")
LIST_MARK = re.compile("[、和与及]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a claim stands: its sentence, its offsets there, where the claims beside it end and start."""

    sentence: str
    start: int
    end: int
    after: int  # end of the claim before, or 0
    before: int  # start of the claim behind, or the sentence's length


@cache
def listed(name: str) -> frozenset[str]:
    """The words of a list of the rules file."""
    return frozenset(load("claims").words[name])


@cache
def heads(*names: str) -> re.Pattern[str]:
    """A text that the words of these lists open."""
    return re.compile("(?:" + "|".join(alternation(load("claims").words[n]) for n in names) + ")+")


@cache
def tails(name: str) -> re.Pattern[str]:
    """A text that a word of the list closes."""
    return re.compile(alternation(load("claims").words[name]) + "$")


@cache
def abstract() -> re.Pattern[str]:
    """A subject that only says which quantity: 总量和增速, 成长幅度."""
    some = f"{alternation(load('claims').words['measures'])}+"
    return re.compile(rf"(?:的|其)?{some}(?:[、和及与]{some})*")


def masked(sentence: str, start: int, end: int) -> str:
    """The sentence with what stands in quotes and brackets blotted out, so that marks in there part nothing.

    A pair around the claim itself parts like a comma does.

    >>> masked("建成“厂、网”一体,全省首个(试)站", 8, 12)
    '建成〇〇〇〇〇一体,全省首个〇〇〇站'
    """
    out = list(sentence)
    stack: list[tuple[str, int]] = []
    for i, char in enumerate(sentence):
        if char in PAIRS:
            stack.append((PAIRS[char], i))
        elif stack and char == stack[-1][0]:
            first = stack.pop()[1]
            if first < start and i >= end:
                out[first] = out[i] = ","
            else:
                out[first : i + 1] = "〇" * (i + 1 - first)
    return DIGITS_COMMA.sub("〇", "".join(out))


def tidy(text: str) -> str:
    """A phrase without marks, spaces and words of joining at its ends.

    >>> tidy("、省级渔港 等,")
    '省级渔港'
    """
    text = re.sub(r"^[\s,、;:.的了]+|[\s,、;:。.]+$", "", text)
    text = re.sub(r"(?<=[^平均对同高初上中下劣优何])等$", "", text)
    for opener, closer in PAIRS.items():
        if text.count(opener) != text.count(closer):
            text = text.strip(opener + closer)
    return text.strip()


def behind(place: Place) -> tuple[int, int, list[Word]]:
    """Start and end of what follows a claim in its clause, and its words."""
    mask = masked(place.sentence, place.start, place.end)
    stop = STOP.search(mask, place.end)
    end = stop.start() if stop else len(mask)
    if place.before < end:
        # Another claim follows: the phrase ends at the mark that parts the two, if there is one.
        marks = [m.start() for m in re.finditer("[、和及与并]", mask) if place.end < m.start() < place.before]
        end = marks[-1] if marks else end
    start = place.end
    m = COUNT.match(mask, start, end)
    if m and m.end() < end:
        start = m.end()
    return start, end, [w for w in words(place.sentence) if start <= w.start < end and mask[w.start] != "〇"]


def act(place: Place) -> str:
    """The deed behind a claim, up to the end of its clause or to a second deed joined by 并.

    >>> sentence = "率先试点告知承诺制并全面推行,成效明显。"
    >>> act(Place(sentence, 0, 2, 0, len(sentence)))
    '试点告知承诺制'
    """
    start, end, found = behind(place)
    if place.sentence[start : start + 1] == "的":
        return thing(place)
    for i, word in enumerate(found):
        joins = word.text in {"并", "并且", "且", "而", "进而", "从而", "同时"}
        if joins and i and not found[i - 1].tag.startswith("v"):
            end = word.start
            break
    return tidy(place.sentence[start:end])


def thing(place: Place) -> str:
    """The noun behind a claim, with what qualifies it, up to its predicate.

    >>> sentence = "全省首座海上换电站落户青屏区。"
    >>> thing(Place(sentence, 0, 4, 0, len(sentence)))
    '海上换电站'
    """
    start, end, found = behind(place)
    end = min(end, _predicate(place.sentence, start, end, found))
    noun = tidy(place.sentence[start:end])
    if noun and place.sentence[place.start - 1 : place.start] == "的":
        return _qualified(place, noun)
    return noun


def _predicate(sentence: str, start: int, end: int, found: list[Word]) -> int:
    """Where the predicate of a noun phrase begins; a verb in a clause that qualifies a later noun is none."""
    skip = 1 if sentence[start : start + 1] == "的" else 0
    relative = False
    for i, word in enumerate(found):
        if word.start <= start + skip:
            relative = word.tag in {"p", "v"} or word.text in {"由", "被", "经"}
            continue
        text = word.text
        joins = text in {"并", "并且", "且"} and i and not found[i - 1].tag.startswith("v")
        later = any(w.text == "的" for w in found[i + 1 :])
        next_noun = i + 1 < len(found) and found[i + 1].text == "的"
        if text in listed("arrivals") and not next_noun and word.start - start >= 2:
            nominal = word.tag.startswith(("vn", "n")) or _inside_noun(found, i)
            if not (later and (relative or text in {"为", "在"} or word.tag == "v")) and not nominal:
                return word.start
        elif joins and not later:
            return word.start
        if word.tag in {"v", "p"}:
            relative = True
    return end


def _inside_noun(found: list[Word], i: int) -> bool:
    """Whether an unlucky word is the middle of a name: 运行 in 运行中心, 建设 in 建设基地, 发布 in 发布平台."""
    if i + 1 >= len(found) or found[i + 1].start != found[i].end:
        return False
    return found[i + 1].tag == "n" and found[i].text not in {"落户", "落地", "花落", "入选", "获批", "获评", "获", "获得", "荣获", "为", "在", "填补", "打破", "采用", "覆盖", "位于", "坐落", "达到", "取得", "实现"}


def _qualified(place: Place, noun: str) -> str:
    """A noun with the clause before the claim that qualifies it: 成为入围榜单的唯一城市 -> 入围榜单的城市."""
    mask = masked(place.sentence, place.start, place.end)
    begin = max((m.end() for m in STOP.finditer(mask, 0, place.start)), default=0)
    begin = max(begin, place.after)
    became = [w.end for w in words(place.sentence) if begin <= w.start < place.start and w.text in listed("becoming")]
    if not became or place.start - became[-1] > 60:
        return noun
    return tidy(place.sentence[became[-1] : place.start]) + noun


def subject(place: Place) -> str:
    """What stands before a claim and is ranked by it; looked for in earlier clauses where its own holds none.

    >>> sentence = "全省茶叶产量达12万吨,增长3%,规模稳居全国第二位。"
    >>> subject(Place(sentence, 17, 24, 0, len(sentence)))
    '全省茶叶产量规模'
    """
    sentence = place.sentence
    mask = masked(sentence, place.start, place.end)
    cuts = [0, *(m.end() for m in STOP.finditer(mask, 0, place.start))]
    clauses = [(a, b) for a, b in zip(cuts, [*(c - 1 for c in cuts[1:]), place.start], strict=True) if a < b]
    if cuts[-1] == place.start:
        clauses.append((place.start, place.start))
    parts: list[tuple[int, int]] = []
    for a, b in clauses[-5:]:
        a = max(a, place.after) if b > place.after else a
        parts.extend(_segments(mask, a, b))
    own, quantity = True, ""
    for a, b in reversed(parts):
        phrase = _bare(sentence[a:b]) if own else sentence[a:b]
        head = _head(sentence, a, a + len(phrase), quantity != "") if phrase else ""
        own = own and not head
        if not head:
            continue
        if abstract().fullmatch(head):
            quantity = quantity or head
            continue
        if quantity:
            return _joined(head, quantity)
        return head
    return quantity


def _segments(mask: str, a: int, b: int) -> list[tuple[int, int]]:
    """A clause parted at 、 where a number stands before it: what follows is a statement of its own."""
    out, start = [], a
    for m in re.finditer("、", mask[a:b]):
        at = a + m.start()
        if re.search(r"\d|[一二三四五六七八九十百千万亿]+[个家项位辆台吨]", mask[start:at]):
            out.append((start, at))
            start = at + 1
    out.append((start, b))
    return out


def _bare(text: str) -> str:
    """The text before a claim without adverbs, spans of time and the group it is compared with at its end.

    >>> _bare("茶叶出口额连续三年均")
    '茶叶出口额'
    """
    while True:
        before = text
        text = re.sub(r"[、,\s]+$", "", text)
        text = tails("adverbs").sub("", text)
        text = TIME_BEFORE.sub("", text)
        text = re.sub(r"在?(?:全[国省市县区州]|各)[^,、]{0,12}[中里内]$|(?:的)?(?:排名|位次|名次|排位)$", "", text)
        if text == before:
            return text


def _head(sentence: str, a: int, b: int, base: bool) -> str:
    """The noun phrase that a clause speaks of: what stands before its predicate, or what its verb counts."""
    while a < b:
        m = TIME_BEHIND.match(sentence, a, b) or heads("lead_ins").match(sentence, a, b)
        if m is None or m.end() == a:
            break
        a = m.end()
    found = [w for w in words(sentence) if a <= w.start < b]
    mask = masked(sentence, a, a)
    while found and found[0].text in listed("counting"):
        a = found[0].end
        found = found[1:]
    if found and found[0].text in listed("changes") | {"增长", "占"}:
        return ""
    for i, word in enumerate(found):
        if i == 0 or mask[word.start] == "〇":
            continue
        number = word.text[0].isdigit() and word.tag in {"m", "x", "eng"}
        verb = base and word.tag in {"v", "d"}
        if number or verb or word.text in listed("changes"):
            b = word.start
            break
    else:
        if found and found[0].text[0].isdigit() and len(found) < 3:
            return ""
    text = tidy(sentence[a:b])
    return text if len(re.findall("[\u4e00-\u9fff]", text)) >= 2 else ""


def _joined(head: str, quantity: str) -> str:
    """A thing and the quantity of it that is ranked, said once: 粮食总产量 and 人均占有量 -> 粮食人均占有量.

    >>> _joined("茶叶产量", "出口量"), _joined("全市经济总量", "总量")
    ('茶叶出口量', '全市经济总量')
    """
    if head.endswith(quantity):
        return head
    level = tails("levels").search(head)
    if level and re.search("[量额值数]$", quantity) and level.start() >= 2:
        head = head[: level.start()]
    return head + quantity


def shared_out(text: str, count: int) -> list[str]:
    """The members of a list that has as many as there are ranks (分别居第二、第三位), else the whole for each.

    >>> shared_out("茶叶和丝绸产量", 2), shared_out("产值", 2)
    (['茶叶', '丝绸产量'], ['产值', '产值'])
    """
    parts = [p for p in LIST_MARK.split(text) if p]
    return parts if len(parts) == count else [text] * count
