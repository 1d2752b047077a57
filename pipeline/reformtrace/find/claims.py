"""Claims of being first, only or highest-ranked: a reading in, claims out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple, cast

from msgspec.structs import replace

from ..mentions import Claim, Suppressed
from ..numerals import number
from ..patterns import pattern
from ..records import Scope
from ..rules import Scanner, alternation, load
from ..segment import Reading
from ..words import words_between
from .objects import Place, act, shared_out, subject, thing

Basis = Literal["first", "only", "rank", "superlative"]
KINDS_OF_CITY = ("地级市", "设区市", "县级市", "省会城市")
# 在137个受评国家中排名第15
OF_COUNTRIES = pattern(r"\d{2,3}个[^,。;]{0,6}(?:国家|经济体)(?:和地区)?")
SCOPES = ("world", "nation", "region", "province", "city", "county", "district")
RANK = pattern(r"(第|前)([一二三四五六七八九十百]+|\d+)(?!梯队|方阵|阵营|方队|序列)")
TOP = pattern("首位|榜首|之首|之冠|之最|居首|居冠|头把交椅|头筹")
NEXT = pattern(r"[、和及与]第?(?P<rank>[一二三四五六七八九十]{1,3}|\d{1,3})[位名]?(?=[,、。;的和!?\s]|$)")
# What the last word of a place name says of its rank.
LOCAL: dict[str, Scope] = {
    "省": "province", "市": "city", "州": "city", "盟": "city", "县": "county", "区": "county", "旗": "county",
}  # fmt: skip
LONGEST_LEAD = 14  # characters of the nouns that may stand between a scope and a claim
FAR = 500  # how far from a claim its sentence is read
# More claims of the same thing, before the thing is named: 规模最大、最具效率的枢纽; 全省首部、全国第二部法规.
CHAIN = pattern(
    "(?:[、和][^,。;、]{0,8}最[^,。;、的]{1,8})+的"
    "|[、和][^,。;、]{0,8}第[一二三四五六七八九十\\d]{1,3}(?:个|家|部|座|条|例|份|项|所|台|大)的?"
)
ONE_OF = pattern("之一|的?其中(?:一|1)")
NAME = pattern("《[^《》\n]*》")
# A group is one to be ranked in only where its words say so: a survey, a contest, a set.
COMPARED = pattern(
    "排名|排行|排位|评价|评比|评估|评选|考核|测评|竞赛|大赛|指数|榜|[十百]强|[十百]大|[评中]$|之中|系统中"
)
ALSO = pattern("[、和](?:同时)?(?:也是)?(?:目前|当前|迄今|至今)?")
JOINED = pattern(r"[、,和及与并且均都还也又\s]*(?:连续[^,。;、]{1,5}年|在)?")


class Hit(NamedTuple):
    """A place where a rule hit, in offsets of the reading text; what the rule finds, and where it says the object is."""

    start: int
    end: int
    rule: str
    basis: Basis
    object: str


@cache
def scanner() -> Scanner:
    """The rules of claims.yaml, compiled once a process."""
    return Scanner(load("claims").rules)


@cache
def scope_words() -> dict[str, str]:
    """Each word that names a scope, and which one; a list's name ends in its scope."""
    lists = load("claims").words
    return {w: name.rpartition("_")[2] for name in lists for w in lists[name] if name.rpartition("_")[2] in SCOPES}


@cache
def place_words() -> re.Pattern[str]:
    """A word that names a scope, with the kind of its members behind it (全国地级市, 全省律师行业)."""
    some = alternation(list(scope_words()))
    peers = alternation(load("claims").words["peers"])
    kind = rf"[^,。;:!?\s的“”《》第首率唯最前]{{0,9}}?{peers}"
    members = rf"{kind}|(?:各|[\d一二三四五六七八九十]{{1,3}}个?)(?:[省市州县区国镇]|街道|地市)"
    return re.compile(rf"({some})(?!生产总值|银行|货币基金|人大|政协|工商联|人民代表)(?:{members})?")


@cache
def bare_places() -> re.Pattern[str]:
    """A word that names a scope, alone."""
    return re.compile(alternation(list(scope_words())))


def find_claims(reading: Reading, suppressed: list[Suppressed]) -> list[Claim]:
    """The claims of a document in order; places that a rule kept from being one are added to `suppressed`."""
    claims: list[Claim] = []
    for start, end, hits in _stretches(reading, suppressed):
        claims.extend(_of_sentence(reading.text[start:end], start, hits, reading, suppressed))
    return claims


def _stretches(reading: Reading, suppressed: list[Suppressed]) -> Iterator[tuple[int, int, list[Hit]]]:
    """The sentences that hold hits with these, hits that are no claims left out.

    Of a sentence of extraordinary length only what lies near its hits is looked at, so that time stays linear.
    """
    hits: list[Hit] = []
    sentence = -1
    for start, end, rule, refused in scanner().hits(reading.text):
        if refused:
            suppressed.append(Suppressed(start, end, rule.id, f"{rule.id}.unless"))
            continue
        index = reading.sentence_at(start)
        cut = reading.sentences[index]
        if start < cut.start or end > cut.end:
            continue
        if hits and (index != sentence or start - hits[0].start > FAR):
            yield _stretch(reading, sentence, hits)
            hits = []
        sentence = index
        hits.append(Hit(start, end, rule.id, cast(Basis, rule.text("basis")), rule.text("object")))
    if hits:
        yield _stretch(reading, sentence, hits)


def _stretch(reading: Reading, sentence: int, hits: list[Hit]) -> tuple[int, int, list[Hit]]:
    cut = reading.sentences[sentence]
    return max(cut.start, hits[0].start - FAR), min(cut.end, hits[-1].end + FAR), hits


def _of_sentence(
    text: str, offset: int, hits: list[Hit], reading: Reading, suppressed: list[Suppressed]
) -> list[Claim]:
    """The claims of a sentence, or of what of it lies near its hits; `offset` is where the text starts."""
    out: list[Claim] = []
    group: list[Claim] = []  # ranks that follow each other for one list of things
    last, shares = 0, False
    for i, hit in enumerate(hits):
        a, b = hit.start - offset, hit.end - offset
        before = hits[i + 1].start - offset if i + 1 < len(hits) else len(text)
        a = max(last, _widened(text, _narrowed(text, a, b, hit), hit))
        place = Place(text, a, b, last, before)
        claim = _claim(place, offset, hit, out, reading)
        refusal = _refusal(place, hit, claim)
        if refusal:
            suppressed.append(Suppressed(hit.start, hit.end, hit.rule, refusal))
            continue
        joined = last > 0 and hit.basis == out[-1].basis == "rank" and JOINED.fullmatch(text, last, a)
        claim.object = out[-1].object if joined else _object(place, hit) or thing(place) or text[a:b]
        if shares:  # 亚洲最大、世界第三的粮库: what the second claim is of, the first is too
            out[-1].object = claim.object
        shares = hit.object in ("thing", "either") and ALSO.fullmatch(text, b, before) is not None
        more = list(_more_ranks(text, offset, b, before, claim)) if hit.basis == "rank" else []
        group = [*group, claim, *more] if joined else [claim, *more]
        out += [claim, *more]
        last = out[-1].end - offset
        goes_on = i + 1 < len(hits) and JOINED.fullmatch(text, last, max(last, before))
        if len(group) > 1 and not goes_on:
            for c, o in zip(group, shared_out(claim.object, len(group)), strict=True):
                c.object = o
    return out


def _claim(place: Place, offset: int, hit: Hit, earlier: list[Claim], reading: Reading) -> Claim:
    """A claim with its scope and rank, its object not yet known."""
    text, a, b = place.sentence, place.start, place.end
    scope, scope_text = _scope(text, a, b, hit, reading)
    if scope == "unstated" and hit.basis == "rank":
        given = [c for c in earlier if c.basis == "rank" and c.scope != "unstated"]
        scope, scope_text = (given[-1].scope, given[-1].scope_text) if given else (scope, None)
    rank, within = _rank(text[a:b]) if hit.basis == "rank" else (1, False)
    return Claim(offset + a, hit.end, hit.basis, scope, scope_text, rank, within, "", hit.rule)


def _refusal(place: Place, hit: Hit, claim: Claim) -> str | None:
    """Why a hit is no claim after all, or None."""
    text, a, b = place.sentence, place.start, place.end
    if _in_slogan(text, a, b) or ("《" in text and any(m.start() < a and b < m.end() for m in NAME.finditer(text))):
        return "name"
    if hit.basis == "superlative" and _one_of(text, b):
        return "one_of"
    if hit.basis == "superlative" and _barred(text[a:b]):
        return "barriers"
    if hit.basis == "rank" and claim.rank is None and claim.scope == "unstated" and "前列" in text[a:b]:
        return "scope"
    return None


def _in_slogan(text: str, a: int, b: int) -> bool:
    """Whether a claim stands in a short quoted name, which names and does not claim.

    >>> _in_slogan("推广“率先行动”计划", 3, 5), _in_slogan("他说“我市率先完成了全部改造,居民很满意”", 5, 7)
    (True, False)
    """
    opened, closed = text.rfind("“", 0, a), text.find("”", b)
    if opened < 0 or closed < 0 or "”" in text[opened:a] or "“" in text[b:closed]:
        return False
    return closed - opened <= 12


def _one_of(text: str, end: int) -> bool:
    clause = re.match("[^,。;!?]*", text[end:])
    return text.endswith(("其中一个最", "其中最"), 0, end - 1) or bool(clause and ONE_OF.search(clause.group()))


@cache
def _bars() -> re.Pattern[str]:
    return re.compile(alternation(load("claims").words["barriers"]))


def _barred(hit: str) -> bool:
    """Whether words between a superlative and its scope part the two.

    >>> _barred("全省要以最严"), _barred("全国规模最大")
    (True, False)
    """
    place = place_words().search(hit)
    return bool(place and _bars().search(hit, place.end(1), hit.rfind("最")))


def _narrowed(text: str, a: int, b: int, hit: Hit) -> int:
    """The start of a claim moved to the last scope in it: of 本省成为全国首个, only 全国首个 claims."""
    if hit.object == "subject":
        return a
    found = list(bare_places().finditer(text, a, b))
    if len(found) < 2 or found[-1].start() == found[-2].end():
        return a
    start = found[-1].start()
    return start - 1 if text[start - 1] == "在" else start


def _widened(text: str, a: int, hit: Hit) -> int:
    """The start of a claim moved to the scope before it where only nouns stand between: 全国公安机关首个."""
    if place_words().match(text, a) or text[a] == "在" or hit.object not in ("thing", "act"):
        return a
    if hit.object == "act":
        named = next((w for w in words_between(text, 0, a) if w.end == a), None)
        inside = named and named.tag == "ns" and named.text[-1] in LOCAL and text[named.start - 1 : named.start] == "在"
        return named.start - 1 if named and inside else a
    start = a
    for word in reversed([w for w in words_between(text, max(0, a - LONGEST_LEAD), a) if w.end <= a]):
        if word.end != start or not word.tag.startswith(("n", "j", "b", "vn", "f", "a")):
            return a
        start = word.start
        local = word.end == a and word.tag == "ns" and len(word.text) > 2 and word.text[-1] in LOCAL
        if local or place_words().match(text, start):
            return start - 1 if text[start - 1 : start] == "在" else start
    return a


def _scope(text: str, a: int, b: int, hit: Hit, reading: Reading) -> tuple[Scope, str | None]:
    """The scope of a claim and its words: its own, else for a rank those that its sentence gave before."""
    countries = OF_COUNTRIES.search(text, a, b)
    if countries:
        return "world", countries.group()
    own = list(place_words().finditer(text, a, b))
    if own:
        found = own[-1] if hit.rule == "rank.moved" else own[0]
        words_of_scope = found.group(1) if hit.basis == "superlative" else found.group()
        return _kind(found.group(1), reading), words_of_scope
    local = re.match(r"(\w{1,5}([省市州盟县区旗]))(?:首|第|唯|惟|率)", text[a:b].removeprefix("在"))
    if local and not local[1].endswith(KINDS_OF_CITY):
        return LOCAL[local[2]], local[1]
    if hit.basis == "rank":
        for found in reversed(list(place_words().finditer(text, 0, a))):
            between = re.match("[^,。;!?]*", text[found.end(1) : a])
            lead = text[max(0, found.start() - 2) : found.start()]
            if (between and COMPARED.search(between.group())) or lead in ("跻身", "进入"):
                return _kind(found.group(1), reading), found.group()
    return "unstated", None


def _kind(word: str, reading: Reading) -> Scope:
    kind = scope_words()[word]
    return _district(reading) if kind == "district" else cast(Scope, kind)


def _district(reading: Reading) -> Scope:
    """What 全区 is in this document: a district of a city, or an autonomous region."""
    head = reading.text[:200]
    if re.search("自治区(?:政府|人民政府|党委)?[^,。]{0,12}(?:报告|规划|计划|意见|方案)", head):
        return "province"
    region = len(re.findall("自治区", reading.text))
    return "province" if region > len(re.findall("区委|区政府|我区|城区|街道", reading.text)) else "county"


def _rank(hit: str) -> tuple[int | None, bool]:
    """The place that a claim names, and whether it is the lower end of a range.

    >>> _rank("跻身全国前十"), _rank("从第11位跃升至第7位"), _rank("居全省首位"), _rank("走在全国前列")
    ((10, True), (7, False), (1, False), (None, False))
    """
    found = RANK.findall(hit)
    if found:
        value = number(found[-1][1])
        return (int(value) if value and value >= 1 else None), found[-1][0] == "前"
    return (1 if TOP.search(hit) else None), False


def _more_ranks(text: str, offset: int, end: int, limit: int, claim: Claim) -> Iterator[Claim]:
    """The further ranks of a list that one verb opens: 分别居全省第二、第三位."""
    if claim.rank is None or "第" not in text[claim.start - offset : end]:
        return
    while (m := NEXT.match(text, end, limit if limit > end else len(text))) is not None:
        value = number(m["rank"])
        if value is None or value < 1:
            return
        start = text.index(m["rank"], m.start())
        start -= text[start - 1] == "第"
        end = m.end()
        yield replace(claim, start=offset + start, end=offset + end, rank=int(value), rank_within=False)


def _object(place: Place, hit: Hit) -> str:
    """What is claimed, by where the rule says that it stands; the subject where nothing stands behind."""
    kind = hit.object
    rest = place.sentence[place.end :]
    if kind == "act" and place.sentence[: place.end].endswith(("首创", "首发")):
        return thing(place) or subject(place)
    if kind == "act":
        deed = act(place)
        return deed if len(deed) > 3 else subject(place) + deed
    chain = CHAIN.match(rest) if kind in ("thing", "either") else None
    if chain:
        return thing(place._replace(end=place.end + chain.end()))
    if kind == "thing":
        return thing(place) or subject(place)
    if kind == "either":
        if not rest or re.match(r"[,。;!?、\s”)]|水平(?!的)|和|及|之", rest):
            return subject(place)
        return _measured(place) + thing(place)
    if rest.startswith("的是"):
        return act(place._replace(end=place.end + 2))
    if re.match("的", rest) or _attributive(place):
        return thing(place) or subject(place)
    return subject(place)


def _attributive(place: Place) -> bool:
    """Whether a rank stands before the noun that holds it: 作为全国第一人口大省, 第三大港口."""
    hit = place.sentence[place.start : place.end]
    if hit.endswith("大"):
        return True
    if hit[-1] in "位名首列" or not "一" <= place.sentence[place.end : place.end + 1] <= "鿿":
        return False
    return any(w.tag in {"n", "nz", "b", "j"} for w in words_between(place.sentence, place.end, place.end + 1))


def _measured(place: Place) -> str:
    """The measure by which a superlative is one, where it is more than a word: 法律服务开放度最高的地区."""
    text = place.sentence[place.start : place.end]
    found = place_words().search(text)
    at = text.rfind("最")
    if found is None or at - found.end(1) < 6:
        return ""
    return text[found.end(1) :] + "的"
