"""What a claim is about: the noun or the deed behind it, or the subject before it, as a phrase of its own."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ..patterns import pattern
from ..rules import alternation, load
from ..words import Word, words_between

PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》", "(": ")", "〈": "〉"}
PAIR = pattern("[“”「」『』《》()〈〉]")
STOP = pattern(r"[,;:。!?\n\t]")
STOP_BEHIND = pattern(r"[,;:。!?\n\t—]")
WHOLE_BEFORE = pattern(
    "(?:^|[,、;:。])([\u4e00-\u9fff]{3,12}(?:库|院|中心|基地|集团|公司|大学|银行|实验室|平台|机场))$"
)
WHOLE_LAST = frozenset("库院心地团司学行室台场\n")  # what it ends in
UNITS = "(?:个|项|家|座|条|批|名|所|款|种|台|套|份|部|处|类|件|户|位|支|只|艘|镇|村|县|市)"
COUNT = pattern(rf"(?:约|近|共|的)?[\d一二三四五六七八九十百两]+(?:余|多)?{UNITS}(?![体内分性门])")
COUNT_ALONE = pattern(rf"(?:其中)?,?(?:有)?\d+(?:余|多)?{UNITS}(?:为|是|属)?")
COUNTED = pattern(rf"\d+(?:余|多)?{UNITS}([^\d,;、]{{2,}})$")
LONGEST = 160  # of a phrase behind a claim
DIGITS_COMMA = pattern(r",(?<=\d,)(?=\d{3})")
SPAN_OF_TIME = (
    r"(?:自?\d{2,4}(?:[-—至到]\d{2,4})?年(?:以来|底|末|初)?"
    r"|(?:连续|近|这|过去)?[\d一二三四五六七八九十两多]+个?(?:年|季度|月)(?:来|间|以来)?|连续多年|截至[^,]{0,10}[月底年])"
)
TIME_BEFORE = pattern(f"{SPAN_OF_TIME}$")
TIME_BEHIND = pattern(rf"(?:截至|到|至)?{SPAN_OF_TIME}[,、]?|[本上下当](?:季度|年度|月|年|期)")
# Whom it is compared with, or that it is a rank, at the end of what stands before a claim.
GROUP_BEFORE = pattern(
    r"在(?:全[国省市县区州球]|世界|各)[^,、]{0,10}$|(?<![平人户])均$|双双$|在[^,、]{1,24}[中里内上]$"
    r"|(?:全[国省市县区州]|各)[^,、]{0,12}[中里内]$|的?(?:排名|位次|名次|排位|总)$"
)
NUMBER_WITHIN = pattern(r"\d|[一二三四五六七八九十百千万亿两][万亿千百成倍个家项位元]")
NUMBER_LAST = pattern(r"\d[\d.,]*[万亿]*(?:余|多)?[^\d]{0,4}(?:/[^\d]{1,4})?")
STATED = pattern(
    r"\d|[百千万亿](?:元(?!地区|生产|产值|工业)|个|家|辆|吨|斤|亩|户|人|美元|台|项|标)|[一二三四五六七八九]成|翻番|新高|持平"
)
CHANGE_ONLY = pattern(
    r"[^\d]*?(?:同比|比[^,、\d]{2,8})?(?P<word>增长|增加|下降|降低|减少|提高)(?:了)?[约近超]?\d[\d.,]*[万亿]*(?P<unit>%|[^\d]{1,4})"
)
VALUE_VERB = pattern("(?:降至|降到|增至|升至|提高到|提升到|达到|突破|超过)$")
SUMMED_UP = pattern("[二两三四五六七八九十]+(?:项|大|个)(?:主要)?(?:指标|品种|领域|产业|产品)")
LIST_MARK = pattern("[、和与及]")
JOINT = pattern("[、和及与并]")
LISTED = pattern("、")
AMOUNT = pattern(r"\d[\d.,]*[万亿%‰倍]")
SHARE_FIRST = pattern(r"\d+(?:\.\d+)?[万亿%]+[^\d]?")
LOOSE = pattern(r"^[\s,、;:.的了]+|[\s,、;:。.]+$")
LOOSE_END = pattern(r"[、,\s]+$")
AND_SO_ON = pattern("(?<=[^平均对同高初上中下劣优何])等$")
ALL_OF_THEM = pattern("均|都|双双|皆|俱")


class Place(NamedTuple):
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
    pairs = list(PAIR.finditer(sentence))
    if not pairs:
        return DIGITS_COMMA.sub("〇", sentence)
    out = list(sentence)
    stack: list[tuple[str, int]] = []
    for m in pairs:
        i, char = m.start(), m.group()
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
    text = LOOSE.sub("", text)
    text = AND_SO_ON.sub("", text)
    if PAIR.search(text):
        for opener, closer in PAIRS.items():
            if text.count(opener) != text.count(closer):
                text = text.strip(opener + closer)
    return text.strip()


def behind(place: Place) -> tuple[int, int, list[Word]]:
    """Start and end of what follows a claim in its clause, and its words."""
    mask = masked(place.sentence, place.start, place.end)
    stop = STOP_BEHIND.search(mask, place.end)
    end = min(stop.start() if stop else len(mask), place.end + LONGEST)
    if place.before < end:
        # Another claim follows: the phrase ends at the mark that parts the two, if there is one.
        marks = [m.start() for m in JOINT.finditer(mask, place.end + 1, place.before)]
        end = marks[-1] if marks else end
    start = place.end
    m = COUNT.match(mask, start, end)
    if m and m.end() < end:
        start = m.end()
    return start, end, [w for w in words_between(place.sentence, start, end) if mask[w.start] != "〇"]


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
    noun = tidy(place.sentence[start:end]).removeprefix("水平的")
    if noun and place.sentence[place.start - 1 : place.start] == "的":
        return _qualified(place, noun)
    if not noun or place.sentence[place.start - 1 : place.start] not in WHOLE_LAST:
        return noun
    whole = WHOLE_BEFORE.search(place.sentence, max(place.after, place.start - 20), place.start)
    # 国家资源库首个分库: whose it is.
    return whole[1] + noun if whole else noun


@cache
def _done() -> frozenset[str]:
    """What may stand behind a word of manner in a predicate."""
    return listed("arrivals") | listed("unfolding") | listed("manner")


def _predicate(sentence: str, start: int, end: int, found: list[Word]) -> int:
    """Where the predicate of a noun phrase begins; a verb in a clause that qualifies a later noun is none."""
    skip = 1 if sentence[start : start + 1] == "的" else 0
    last_of = max((w.start for w in found if w.text == "的"), default=-1)
    done = _done()
    for i, word in enumerate(found):
        if word.start < start + skip + 2:
            continue
        text, next_text = word.text, found[i + 1].text if i + 1 < len(found) else ""
        if text == "为" and next_text in listed("centring"):
            return word.start
        if last_of > word.start:
            continue
        if text in {"并", "并且", "且"} and not found[i - 1].tag.startswith("v"):
            return word.start
        if text in listed("arrivals") or (text in listed("changes") and next_text[:1].isdigit()):
            return word.start
        if text in listed("manner") and (next_text in done or (i + 2 == len(found) and found[i + 1].tag == "v")):
            return word.start
        if text[:2] in listed("manner") and text[2:] in done:
            return word.start
        if text in listed("unfolding") and not _inside_noun(found, i):
            return word.start
    return end


def _inside_noun(found: list[Word], i: int) -> bool:
    """Whether a verb is the middle of a name: 运行 in 运行中心, 建设 in 建设基地; or a noun itself."""
    if found[i].tag in {"vn", "n"} and found[i].text not in {"开业", "并网", "交付", "上线"}:
        return True
    return i + 1 < len(found) and found[i + 1].start == found[i].end and found[i + 1].tag in {"n", "b", "vn"}


def _qualified(place: Place, noun: str) -> str:
    """A noun with the clause before the claim that qualifies it: 成为入围榜单的唯一城市 -> 入围榜单的城市."""
    mask = masked(place.sentence, place.start, place.end)
    begin = max((m.end() for m in STOP.finditer(mask, 0, place.start)), default=0)
    begin = max(begin, place.after)
    became = [w.end for w in words_between(place.sentence, begin, place.start) if w.text in listed("becoming")]
    if not became or place.start - became[-1] > 60:
        return noun
    return tidy(place.sentence[became[-1] : place.start]) + noun


def subject(place: Place) -> str:
    """What stands before a claim and is ranked by it; looked for in earlier clauses where its own holds none.

    >>> sentence = "全省茶叶产量达12万吨,增长3%,规模稳居全国第二位。"
    >>> subject(Place(sentence, 19, 26, 0, len(sentence)))
    '全省茶叶产量规模'
    """
    sentence = place.sentence
    mask = masked(sentence, place.start, place.end)
    cuts = [0, *(m.end() for m in STOP.finditer(mask, 0, place.start))]
    clauses = list(zip(cuts, [*(c - 1 for c in cuts[1:]), place.start], strict=True))[-5:]
    a, b = clauses.pop()
    a = max(a, place.after)
    b_bare = _bare(sentence, a, b)
    if COUNT_ALONE.fullmatch(sentence, a, b_bare) and clauses:
        counted = COUNTED.search(sentence[slice(*clauses[-1])])
        if counted:
            return tidy(counted[1])
    *earlier, last = _segments(mask, a, b_bare)
    quantity = _head(sentence, *last, own=True)
    changed = _change_stated(sentence[slice(*last)]) if not earlier and sentence[b_bare : b_bare + 1] == "、" else ""
    if changed and not abstract().search(quantity):
        if quantity:
            return _joined(quantity, changed)
        quantity = changed
    if quantity and not abstract().fullmatch(quantity):
        return quantity
    together = not quantity and bool(ALL_OF_THEM.search(sentence, b_bare, place.start))
    heads: list[str] = []
    for group in [earlier, *(_segments(mask, *c) for c in reversed(clauses))]:
        for x, y in reversed(group):
            head = _head(sentence, x, y, own=False)
            if head and abstract().fullmatch(head):
                quantity = quantity or head
            elif head and not together:
                return _joined(head, quantity)
            elif head and STATED.search(sentence, x, y):
                heads.insert(0, head)
            elif head:
                return _joined("、".join(heads) or head, quantity)
        if len(heads) > 1:
            break
    return _joined("、".join(heads), quantity)


def _change_stated(segment: str) -> str:
    """What of a thing a rank is of where all that is said of the thing is its change: 用工增长9.8%、居全国第2位.

    >>> _change_stated("港口用工比上年增长9.8%"), _change_stated("增加2.7万人"), _change_stated("产量达9万吨")
    ('增速', '增量', '')
    """
    m = CHANGE_ONLY.fullmatch(segment)
    if m is None:
        return ""
    falls = m["word"] in ("下降", "降低", "减少")
    return ("降幅" if falls else "增速") if m["unit"] == "%" else ("减量" if falls else "增量")


def _segments(mask: str, a: int, b: int) -> list[tuple[int, int]]:
    """A clause parted at 、 where what stands before it states a number or a change: then a new statement follows."""
    out, start = [], a
    for m in LISTED.finditer(mask, a, b):
        at = m.start()
        if STATED.search(mask, start, at) and not AMOUNT.match(mask, at + 1):
            out.append((start, at))
            start = at + 1
    out.append((start, b))
    return out


def _bare(sentence: str, a: int, b: int) -> int:
    """The end of the text before a claim without adverbs, spans of time and the group it is compared with.

    >>> "茶叶出口额连续三年均"[: _bare("茶叶出口额连续三年均", 0, 10)]
    '茶叶出口额'
    """
    ends = {w.end: w for w in words_between(sentence, a, b)}
    while b > a:
        text = sentence[a:b]
        mark = LOOSE_END.search(text)
        word = ends.get(b)
        if mark:
            b = a + mark.start()
        elif word and word.text in listed("adverbs"):
            b = word.start
        else:
            m = TIME_BEFORE.search(text) or GROUP_BEFORE.search(text)
            m = m or (tails("adverbs").search(text) if word is None else None)
            if m is None:
                break
            b = a + m.start()
    return b


def _head(sentence: str, a: int, b: int, own: bool) -> str:
    """The noun phrase that a clause speaks of: what stands before its predicate, or what its verb counts."""
    a, found = _opened(sentence, a, b)
    counted = NUMBER_WITHIN.search(sentence, a, b) is not None
    while counted and found and found[0].text in listed("counting"):
        a, found = found[0].end, found[1:]
    leading = COUNT.match(sentence, a, b)
    if leading:
        a, found = leading.end(), [w for w in found if w.start >= leading.end()]
        if found:
            b = min(b, _predicate(sentence, a, b, found))
    elif m := SHARE_FIRST.match(sentence, a, b):
        return tidy(sentence[m.end() : b]) if own and b - m.end() >= 4 else ""
    first = next((w.text for w in found if w.text not in listed("soft_changes")), "")
    if counted and first in listed("changes"):
        return ""
    cut = _cut(sentence, b, found)
    if cut is None and not own:
        cut = _verb(found)
    text = tidy(sentence[a : min(b, b if cut is None else cut)])
    if counted:
        text = VALUE_VERB.sub("", text)
    if text.endswith("第") or sentence[a:b].endswith("的") or (own and places().fullmatch(text)):
        return ""
    return text if sum("\u4e00" <= char <= "\u9fff" for char in text) > 1 else ""


def _opened(sentence: str, a: int, b: int) -> tuple[int, list[Word]]:
    """Where a clause begins behind its words of joining and of time, and its words from there."""
    found = words_between(sentence, a, b)
    while True:
        m = TIME_BEHIND.match(sentence, a, b)
        if m and m.end() > a:
            a = m.end()
        elif found and found[0].start <= a and found[0].text in listed("lead_ins"):
            a = found[0].end
        elif found and sentence[a] in "的,、 ":
            a += 1
        else:
            return a, found
        found = [w for w in found if w.start >= a]


def _cut(sentence: str, b: int, found: list[Word]) -> int | None:
    """Where a clause goes over from what it speaks of to how much of it there is."""
    for i, word in enumerate(found):
        if i == 0 or word.start >= b:
            continue
        following = found[i + 1].text if i + 1 < len(found) else ""
        if word.text in listed("soft_changes"):
            if following in listed("changes") or following[:1].isdigit():
                return word.start
        elif word.text in listed("changes"):
            if NUMBER_WITHIN.search(sentence, word.end, b):
                return word.start
        elif word.text[0].isdigit() and found[i - 1].text != "等" and NUMBER_LAST.fullmatch(sentence, word.start, b):
            return word.start
    return None


def _verb(found: list[Word]) -> int | None:
    """Where the first verb or adverb behind a noun stands."""
    nouns = False
    for word in found:
        if nouns and word.tag in {"v", "d", "p", "ad"}:
            return word.start
        nouns = nouns or word.tag.startswith("n") or word.tag in {"j", "vn", "l", "eng"}
    return None


@cache
def places() -> re.Pattern[str]:
    """A phrase that only says among whom: 全国, 在世界."""
    lists = load("claims").words
    names = [w for n in ("world", "nation", "region", "province", "city", "county", "district") for w in lists[n]]
    return re.compile(f"在?{alternation(names)}+的?")


def _joined(head: str, quantity: str) -> str:
    """A thing and the quantity of it that is ranked, said once: 粮食总产量 and 人均占有量 -> 粮食人均占有量.

    >>> _joined("茶叶产量", "出口量"), _joined("全市经济总量", "总量")
    ('茶叶出口量', '全市经济总量')
    """
    if head.endswith(quantity):
        return head
    level = tails("levels").search(head)
    if level and quantity.endswith(("量", "额", "值", "数")) and level.start() >= 2:
        head = head[: level.start()]
    return head + quantity


def shared_out(text: str, count: int) -> list[str]:
    """The members of a list that has as many as there are ranks (分别居第二、第三位), else the whole for each.

    >>> shared_out("茶叶和丝绸产量", 2), shared_out("产值", 2)
    (['茶叶产量', '丝绸产量'], ['产值', '产值'])
    """
    parts = [p for p in LIST_MARK.split(SUMMED_UP.sub("", text)) if p]
    if len(parts) != count:
        return [text] * count
    shared = tails("measures").search(parts[-1])
    if shared and shared.start() >= 2:
        measure = shared.group()
        parts = [p if tails("measures").search(p) else p + measure for p in parts]
    return parts
