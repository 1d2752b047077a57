"""Words that state a time -> where they stand, and the days they cover."""

from __future__ import annotations

import calendar
import re
from datetime import date
from typing import NamedTuple

from .numerals import han
from .patterns import pattern

# 2020年初步建成: no part of a year.
FIRST_DAYS = "初(?![步级中衷期心始创具次见])"
LAST_DAYS = "底(?![线部层座数气])|末(?![端梢位])"
YEAR = r"(?:(?:19|20)\d{2}|[一二][〇零○0一二三四五六七八九]{3})"
N = r"(?:[一二两三四五六七八九十几]{1,3}|\d{1,2})"
MONTH = r"(?:\d{1,2}|十[一二]?|[一二三四五六七八九])月"
DAY = r"(?:\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
FEW_MONTHS = rf"[前首头]{N}个?月"  # of a year
FROM_MONTH = r"(?<!\d)(?:\d{1,2}|[一二三四五六七八九])月?\s?(?:至|到|-|－|—|–|~)\s?"
PART = "(?:" + "|".join((
    r"\d{1,2}月\d{1,2}日?(?:、|及|和|至)(?:\d{1,2}月)?\d{1,2}日",
    rf"{FROM_MONTH}{MONTH}份?",
    rf"{MONTH}(?:{DAY})?(?:份|{FIRST_DAYS}|{LAST_DAYS}|中旬|上旬|下旬)?",
    rf"年?(?:{FIRST_DAYS}|中(?![央小国东西部心华医])|{LAST_DAYS})",
    "[上下]半年", r"[一二123]\s?(?:至|到|-|－|—|–|~)\s?[二三四234]季度?", "第?[一二三四]季度?", "[前首][一二三123]个?季度?", FEW_MONTHS, "全年", "同期",
)) + ")"  # fmt: skip
TERM = "(?:财政|课税|学)?"
SHORT_YEAR = "[一二三四五六七八九零〇][一二三四五六七八九零〇]"
PART_OF_FIRST = rf"(?:{MONTH}(?:{DAY})?|年?[初底末中]|[上下]半年|第?[一二三四]季度?)"
LEAD = r"(?:截至|截止|自|从|到|至|在|于|由)"
UNTIL = r"(?:截至|截止|自|从|到|至|由)"
TAIL = rf"(?:{LAST_DAYS}|{FIRST_DAYS}|或之前|前|之前|以前|起|以来|至今(?!年)|迄今|之后|后|期间|内|间)*"
# 今年前 alone may open 今年前期.
SHORT_TAIL = "(?:以来|至今(?!年)|迄今|起|之前|以前|(?<=[初底末月日度年季])前(?![期所沿述后台端景提])|内)?"
# 目前年产, 以上年度, 成本年均, 投产后年产值: no years.
BY_NAME = r"(?:今|去|明|(?<![目当以此])前|当|(?<!以)上|(?<![成基资])本|(?<![^到至在和及或、,。;:(\n])后)年(?:度)?"
REPUBLIC_YEAR = r"(?:[6-9]\d|1[0-3]\d)"
SPAN = rf"{YEAR}\s?[-—–/]\s?(?:{YEAR}|\d{{2}})(?:(?:财政|课税|学)?年度?)?"
TIME = pattern(
    rf"{LEAD}?(?:{SPAN}\s?(?:至|到)\s?{SPAN}"
    rf"|{YEAR}年\s?\d{{1,2}}月(?:\d{{1,2}}日)?\s?(?:至|到|-|—|–)\s?\d{{1,2}}月(?:\d{{1,2}}日)?"
    rf"|(?:(?:本年度)?{YEAR}\s?年?{PART_OF_FIRST}?\s?(?:至|到|—|-|－|~|–|/)\s?(?:{YEAR}|\d{{2}}(?=学?年度?)|{SHORT_YEAR}(?={TERM}年度))(?:{TERM}年度|学年|年)|{YEAR}(?:财政)?年度?)(?:{PART})?){TAIL}"
    r"|(?:到|至|在)?“?十[一二三四五六]五”?(?:时期|期间|以来|规划期|期末|末)|(?:到|至|在)“?十[一二三四五六]五”?末?"
    r"|(?:[到至在]“?|“)?(?<![第一二三四五六七八九十])[六七八九十]五”?(?:计划|时期|期间|以来|末)"
    rf"|(?:过去|最近|近|今后|未来|此后|这)(?:{N}|数)(?:多)?年(?:来|间|里|内)?|{N}年(?:多)?来|{N}年间|近年来|多年来|连年|多年(?=累计)"
    rf"|(?<![\d第十百])(?!(?<=[前上后每])一){N}年(?=年均|平均|累计|共|增加|增长|提高|内|新增|减少|下降|翻|[,、:]?累计|编列|投入|投资|全[国社省市]|少|多|[^,。;\d]{{0,8}}\d[\d.,]*[万亿]?(?:公顷|亩|元))(?:内)?"
    r"|过去的?一(?:个?(?:财政)?年度|年)|一年来|[本下上](?:一个?)?(?:财政|课税|学)?年度(?!首)|本年度首\d{1,2}个月|本年度|(?:截至|到)?目前|现时"
    rf"|(?:{N}年前)?(?<!年)同期"
    rf"|{UNTIL}?{BY_NAME}(?:以来|{PART})?{SHORT_TAIL}"
    r"|新的一年|[本上]届(?:政府)?任期内?|规划期(?:内|间|末)?"
    rf"|(?:截至|截止|自|从|到|至){MONTH}(?:{DAY})?(?:起|底|末|前|以来)?|{FROM_MONTH}{MONTH}份?|\d{{1,2}}月(?:\d{{1,2}}日)?至\d{{1,2}}月(?:\d{{1,2}}日)?"
    rf"|{MONTH}(?:(?:底|末|初)?前|底|末|起(?!义(?!务)))|(?<![前至到—~-])第?[一二三四]季度|第[一二三四]季|(?<!\d)\d{{1,2}}月份|现(?=已)|全年|年末|年底|年内|年初|[上下]半年|前[一二三]季度|首[一二三]季度?|{FEW_MONTHS}|期末|至今(?!年)|迄今|[一二123](?:至|到|-|—|–)[二三四234]季度"
)
# Every expression of time holds 年, 任期, 规划期, 十四五, 八五, 季度, 现已, 现时, 目前, 同期, 期末, 至今, 迄今, 个月, 3月 or 三月,
# and starts with one of FIRST.
# A year is none behind other characters, but for 年初 and its like: 青年, 每年.
# The first character is matched by itself: a search for one of a set is fast.
TRIGGER = pattern(
    r"[年月任十六七八九季现目同期划今](?:(?<=年)[末底内初]|(?<=[\d\s〇零○O一二两三四五六七八九十几多近来连今去明后前本当上半全学个政税下]年)|(?<=[\d个一二三四五六七八九十]月)|(?<=[任同划])期|(?<=[至迄]今)|(?<=十)[一二三四五六]五|(?<=[六七八九十])五|(?<=季)度|(?<=[第首][一二三四]季)|(?<=现)[已时]|(?<=目)前|(?<=期)末)"
)
FIRST = frozenset(
    "新第截自从到至在于由本0123456789一二两三四五六七八九十几“过最近今未此这连多目现同去明后前当上下全年期〇零○规首头迄"
)
CHANGED = frozenset("高低加升降少大小短长减增缩")  # the last character of a verb of change
LONGEST_LEAD = 20
# What an expression is made of, beside any digits and spaces: what its pattern is written with, less the syntax and
# the punctuation that is only looked at behind it.
INSIDE = "".join(sorted(frozenset(TIME.pattern).difference(r"\|?*+^.,:;()[]{}<=!。")))
# The last character that is none of these: read from the end, as what is before a trigger is mostly short.
OUTSIDE = pattern(rf"[\s\S]*[^{re.escape(INSIDE)}\d\s]")
# A row of a table set as text opens with its year: 2012 237 61(25.7%). By the century, as what begins plainly is found fast.
ROWS = tuple(
    pattern(rf"({century}\d{{2}}(?:[-/–](?:19|20)?\d{{2}})?)(?=\s+\d[\d,]*\s?(?:[间家个人名宗]\s?\(|\d|\())")
    for century in (19, 20)
)
ROW_OPENS = pattern("[)%\n\u4e00-\u9fff]")  # in front of such a year, or nothing
# What it opens with is looked at first: most characters are none of these.
REPUBLIC = pattern(
    rf"(?=[截自从到至在于由今去明前后民16-9]){LEAD}?(?<![\d.])(?:[今去明前后]\({REPUBLIC_YEAR}\)年(?:度)?|(?:民国)?(?:{REPUBLIC_YEAR}(?:学?年度|年)?(?:至|到|-|~))?{REPUBLIC_YEAR}(?:学?年度|年))(?!来|间|多|期)(?:{PART})?{TAIL}"
)


class Time(NamedTuple):
    """An expression of time and where it stands in the reading text."""

    start: int
    end: int
    text: str


def find_times(text: str, *, taiwan: bool = False) -> list[Time]:
    """The expressions of time in a text, in order.

    >>> [t.text for t in find_times("截至2022年8月,五年来共建成12所,到2030年翻番")]
    ['截至2022年8月', '五年来', '到2030年']
    """
    out: list[Time] = []
    last = 0
    rows = [
        Time(m.start(), m.end(), m[1])
        for row in ROWS
        for m in row.finditer(text)
        if not m.start() or ROW_OPENS.match(text, m.start() - 1)
    ]
    for trigger in TRIGGER.finditer(text):
        at, behind = trigger.span()
        if text[at] == "月":
            at -= 1
        if at < last:
            continue
        # Only around a trigger can an expression stand; from left to right, as one search over the text would find it.
        first = last if at - last < LONGEST_LEAD else at - LONGEST_LEAD
        outside = OUTSIDE.match(text, first, at)
        # None starts with the last character of its trigger.
        for start in range(outside.end() if outside else first, min(at, behind - 2) + 1):
            m = TIME.match(text, start) if text[start] in FIRST else None
            if m and m.end() > at:
                # 降低到1981年的28%: 到 belongs to the verb.
                if text[start] in "到至" and start and text[start - 1] in CHANGED:
                    start += 1
                last = m.end()
                out.append(Time(start, last, text[start:last]))
                break
    if rows:
        taken = {t.start for t in out}
        out = sorted([*out, *(t for t in rows if t.start not in taken)])
    if taiwan:
        found = [Time(m.start(), m.end(), m.group()) for m in REPUBLIC.finditer(text)]
        # 117年底 is one expression, no year's end; 2021年度 is no year 21.
        taken = {i for t in out if t.text[:1] not in "年同" for i in range(t.start, t.end)}
        found = [t for t in found if t.start not in taken]
        within = {i for t in found for i in range(t.start, t.end)}
        out = sorted([*(t for t in out if t.start not in within), *found])
    return out


# 十五 alone is a number.
PLAN_OPENS = pattern("(?:到|至|在)?“?(?:十[一二三四五六]五|[六七八九]五|十五(?=”|计划|时期|期间|以来|末))")


def resolve(text: str, today: date | None) -> tuple[str | None, str | None]:
    """The first and last day that an expression of time covers, as YYYY-MM-DD; None where it says none.

    Relative times resolve against the document's date.

    >>> resolve("2019年", None), resolve("截至2022年8月", None), resolve("到2025年", None)
    (('2019-01-01', '2019-12-31'), (None, '2022-08-31'), (None, '2025-12-31'))
    >>> resolve("五年来", date(2023, 3, 5)), resolve("去年", None), resolve("今(99)年", None)
    (('2018-03-05', '2023-03-05'), (None, None), ('2010-01-01', '2010-12-31'))
    """
    years = _years(text)
    if years:
        first, last = _absolute(text, years)
    elif "五”" in text or PLAN_OPENS.match(text):
        first, last = _plan(text, today)
    else:
        first, last = _relative(text, today) if today else (None, None)
    # 12至3月 ends in the next year, which nothing says.
    return (first, None) if first and last and first > last else (first, last)


REPUBLIC_NOW = pattern(r"[今去明前后]\((\d{2,3})\)年")
REPUBLIC_RANGE = pattern(
    rf"{LEAD}?(?:民国)?({REPUBLIC_YEAR})(?:学?年度|年)?(?:至|到|-|~)({REPUBLIC_YEAR})(?:学?年度|年)"
)
REPUBLIC_ONLY = pattern(rf"{LEAD}?(?:民国)?({REPUBLIC_YEAR})(?:年|学?年度)(?!来|间|多)")
YEARS = pattern(rf"{YEAR}|(?<=[-—~至/])(?:\d{{2}}|{SHORT_YEAR})(?={TERM}年)")


def _years(text: str) -> list[int]:
    if m := REPUBLIC_RANGE.match(text):
        return [int(m[1]) + 1911, int(m[2]) + 1911]
    m = REPUBLIC_NOW.search(text) if "(" in text else REPUBLIC_ONLY.match(text)
    if m:
        return [int(m[1]) + 1911]
    out: list[int] = []
    for digits in YEARS.findall(text):
        value = int(digits) if digits.isdigit() else han(digits)
        if value is not None:
            out.append(value + (out[0] // 100 * 100 if out and value < 100 else 0))
    return out


TO = pattern("[-—－–~至到]")
TO_OR_AND = pattern("[-—－–~至到及和、]")
BARE_DAY = pattern(r"(?<=月)(\d{1,2})(?=[及和、].*日$)")
WITHIN = pattern(r"(?:(\d{1,2})月)?(\d{1,2})日")
DAY_OPENS = pattern(r"(\d{1,2})月\d{1,2}日?(?:-|—|–|~|至|到|及|和|、)")


def _absolute(text: str, years: list[int]) -> tuple[str | None, str | None]:
    first, last = years[0], years[-1]
    ends = TO.split(text[2:] if text[:1] in "截到至自从在于" else text)
    # 14 of 2019年5月14及15日 is a day too.
    opening = BARE_DAY.sub(r"\1日", ends[0]) if "日" in ends[0] else ends[0]
    start = _edge(opening if len(years) > 1 or "日" in text else text, first, upper=False)
    end = _edge(ends[-1] if len(years) > 1 else text, last, upper=True)
    if len(years) == 1 and text.endswith("日"):
        within = WITHIN.fullmatch(TO_OR_AND.split(text)[-1])
        opened = DAY_OPENS.search(text)
        if within and opened:
            # 2019年5月14及15日, 2019年1月1日至12月31日: the second day stands without its year, or its month.
            end = _edge(f"年{within[1] or opened[1]}月{within[2]}日", last, upper=True)
    if len(years) > 1 and text.endswith("起"):
        return start, None
    if len(years) == 1:
        if text.startswith(("截", "到", "至")) or text.endswith("前"):
            return None, end
        if text.startswith(("自", "从")) or text.endswith((*SINCE, "起", "后")):
            return start, None
    return start, end


SINCE = ("以来", "至今", "迄今")
# The first and last month that a part of a year covers; the longer names first.
MONTHS_OF_PART = {
    "上半年": (1, 6), "下半年": (7, 12), "前三季": (1, 9), "前二季": (1, 6), "前一季": (1, 3), "首三季": (1, 9),
    "三季": (7, 9), "四季": (10, 12), "二季": (4, 6), "一季": (1, 3),
    "年中": (6, 6), "年初": (1, 1), "底": (12, 12), "末": (12, 12),
}  # fmt: skip
NUMBER = r"(\d{1,2}|[一二两三四五六七八九十]{1,3})"
MONTH_OF = pattern(rf"年度?{NUMBER}月(?:{NUMBER}日)?")
MONTHS_OF = pattern(rf"{NUMBER}月?(?:至|到|-|－|—|–|~)\s?{NUMBER}月")
FIRST_MONTHS = pattern(rf"[前首头]{NUMBER}个月")
QUARTERS_OF = pattern(r"([一二123])(?:至|到|-|－|—|–|~)([二三四234])季")


def _number(digits: str) -> int:
    return int(digits) if digits.isdigit() else han(digits) or 0


def _months(text: str) -> tuple[int, int]:
    """The first and the last month that an expression within a year covers."""
    if m := QUARTERS_OF.search(text):
        return 3 * _number(m[1]) - 2, 3 * _number(m[2])
    if m := FIRST_MONTHS.search(text):
        return 1, _number(m[1])
    for word, months in MONTHS_OF_PART.items():
        if word in text:
            return months
    return 1, 12


def _edge(text: str, year: int, *, upper: bool) -> str:
    day = 31 if upper else 1
    if "月" in text and (m := MONTHS_OF.search(text)):
        month = _number(m[2 if upper else 1])
    elif "月" in text and (m := MONTH_OF.search(text)):
        month = _number(m[1])
        day = _number(m[2]) if m[2] else day
    else:
        month = _months(text)[upper]
    month, day = min(max(month, 1), 12), max(day, 1)
    if day > 28:
        day = min(day, calendar.monthrange(year, month)[1])
    return f"{year:04d}-{month:02d}-{day:02d}"


PLAN = pattern("(十[一二三四五六]|[六七八九十])五")
# The first of the five years of each plan: 九五, 十五, 十一五.
PLANS = {
    "六": 1981,
    "七": 1986,
    "八": 1991,
    "九": 1996,
    "十": 2001,
    "十一": 2006,
    "十二": 2011,
    "十三": 2016,
    "十四": 2021,
    "十五": 2026,
    "十六": 2031,
}


def _plan(text: str, today: date | None) -> tuple[str | None, str | None]:
    m = PLAN.search(text)
    if not m:
        return None, None
    start = PLANS[m[1]]
    if "末" in text:
        return None, f"{start + 4}-12-31"
    if "以来" in text:
        return f"{start}-01-01", today.isoformat() if today else None
    return f"{start}-01-01", f"{start + 4}-12-31"


PAST_YEAR = pattern("过去的?一(?:个?(?:财政)?年度|年)|一年来")
YEAR_BY_NAME = pattern(rf"({UNTIL}?)([今本当去上前明后])年")
SOME_YEARS = pattern(rf"(过去|最近|近|今后|未来|此后|这)?({N}|多)年(来|间|里|内)?")
OFFSETS = {"今": 0, "本": 0, "当": 0, "去": -1, "上": -1, "前": -2, "明": 1, "后": 2}


def _relative(text: str, today: date) -> tuple[str | None, str | None]:
    if PAST_YEAR.fullmatch(text):
        return f"{today.year - 1}-01-01", f"{today.year - 1}-12-31"
    m = YEAR_BY_NAME.match(text)
    if m:
        year = today.year + OFFSETS[m[2]]
        start, end = _edge(text, year, upper=False), _edge(text, year, upper=True)
        if text.endswith(SINCE):
            return start, today.isoformat()
        if m[1] in ("到", "至", "截至", "截止") or text.endswith(("底", "末", "前")):
            return None, end
        return start, None if m[1] or text.endswith("起") else end
    m = SOME_YEARS.match(text)
    if m and m[2] not in ("几", "多"):
        n = int(m[2]) if m[2].isdigit() else han(m[2]) or 0
        try:
            if m[1] in ("今后", "未来", "此后") or m[3] == "内" and not m[1]:
                return today.isoformat(), today.replace(year=today.year + n).isoformat()
            if m[1] or m[3]:
                return today.replace(year=today.year - n).isoformat(), today.isoformat()
        except ValueError:  # 29 February
            return None, None
    if text == "年内":
        return today.isoformat(), f"{today.year}-12-31"
    return None, None
