"""Which phrase each number of a sentence measures: the one behind it, before it, or another number's."""

from __future__ import annotations

from itertools import pairwise

from ..patterns import pattern
from ..words import words
from .behind import phrase_behind
from .found import MONEY, Found
from .lexicon import ending
from .measures import owner_of, shared, subject_before
from .nouns_before import DOING, noun_before
from .nouns_behind import NO_THING, noun_behind

PARALLEL = ending(r"\s?(?:\([^()]{1,12}\))?\s?(?:、|和|及|与|以及|,)\s?(?:分别)?$", "、和及与,别")
# 覆盖率达88%,90%的社区有站点: behind the comma a number has a noun of its own.
OWN_NOUN = pattern("的[\u4e00-\u9fff]")
# 其中工业企业为4.6%: a part, and no word of what of it.
PART_ONLY = pattern("其中,?[^,。;、占\\d]{2,14}?(?:为|达到?|仅为?|约为?)")
WHOLE = pattern("^(?:全[国省市县区州港]|我[国省市县区])")
OF_WHOM = pattern("^.*(?:学生|毕业生|企业|居民|人口|职工|农户|人员|单位|机构|家庭|儿童|老年人|劳动力|农民)(?=..)")
RATE_NAME = pattern("(?:[率度比]|比[例重]|占比|强度|指数)$")
# 收入、利润分别增长4.4%、下降3.5%: between figures that are told apart.
NEXT_CHANGE = pattern("[、,和及](?:同比|环比)?(?:增长|下降|上涨|回落|提高|降低|减少|增加|上升|下跌|收窄|扩大|提升)了?")
RESPECTIVELY = pattern("[,、]?(?:同比|环比|[比较][^,。;、]{2,6})?分别[^,。;、\\d]{0,6}")
JOINTS = frozenset(("和", "及", "与", "、"))
SOME = pattern("(?:其中|当中|已|中,?)有?$")
ONLY_SHARE = pattern(
    "^(?:分别)?占|^贡献(?:了)?(?:本地|全[国省市县]|地区)?[^,。;、的]{2,8}$|^对.{2,16}的?(?:贡献率?|依存度|依赖度|拉动|影响)$"
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
        name = noun_behind(text, chain[0].start, chain[-1], end, following)
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
        phrase = noun_before(text, floor, first, previous)
        if first.q.kind == "percent" and ONLY_SHARE.match(phrase):
            phrase = _share_of(text, floor, first, phrase, previous)
        elif first.q.kind == "percent" and previous:
            phrase = _rate_of_part(text, first, phrase, previous[-1])
        for f in chain:
            f.measures = phrase
        return
    joint = _joint_noun(text, chain, end, following)
    phrase = joint or noun_before(text, floor, first, previous)
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
    rate = OF_WHOM.sub("", WHOLE.sub("", last.measures))
    return phrase + rate if RATE_NAME.search(rate) and not RATE_NAME.search(phrase) else phrase


def _joint_noun(text: str, group: list[Found], end: int, following: int | None) -> str:
    """The noun behind the last of shares that 和 joins, which all of them count: 八成和六成校长."""
    if group[0].q.kind != "percent" or group[0].own_change:
        return ""
    joined = all(text[a.end : b.start] in JOINTS for a, b in pairwise(group))
    return noun_behind(text, group[-1].start, group[-1], end, following) if joined else ""


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
            and noun_behind(text, b.start, b, end, None)
        ):
            break
        j += 1
    return mains[i : j + 1]


def _is_said_of_some(text: str, f: Found, behind: str, previous: list[Found]) -> bool:
    """Whether what follows a number is the predicate of some of the things counted before: 65种产品,已有43种提前达标."""
    return (
        f.q.kind == "count"
        and SOME.search(text, max(0, f.start - 4), f.start) is not None
        and any(p.unit == f.unit for p in previous)
        and words(behind)[0].tag in ("v", "d", "vd", "ad")
    )


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
