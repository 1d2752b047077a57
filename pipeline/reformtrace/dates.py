"""Full dates in text: Arabic or Chinese numerals, the Republic's years, and the ways file names write them."""

from __future__ import annotations

from datetime import date

from .numerals import han
from .patterns import pattern

HAN_DIGIT = "〇零○O一二三四五六七八九"
HAN_COUNT = f"{HAN_DIGIT}十百廿卅"
DATE = pattern(
    rf"(?P<republic>民国)?(?<!\d)(?P<year>\d{{2,4}}|[{HAN_DIGIT}0]{{4}}|(?<=民国)[{HAN_COUNT}]{{1,5}})年"
    rf"(?P<month>\d{{1,2}}|[{HAN_COUNT}]{{1,3}})月(?P<day>\d{{1,2}}|[{HAN_COUNT}]{{1,3}})日"
    r"|(?<![\d.])(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})(?![\d.])"
)
SPACED_NUMBER = pattern(rf"[\d{HAN_COUNT}](?: [\d{HAN_COUNT}])+(?= ?[年月日])")
SPACE_IN_DATE = pattern(rf"(?<=[\d{HAN_COUNT}]) +(?=[年月日])|(?<=[年月]) +(?=[\d{HAN_COUNT}])")
IN_NAME = pattern(
    r"(?<![0-9A-Za-z])(?P<y>(?:19|20)\d\d)(?:(?P<mark>[-_.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})|(?P<m2>\d\d)(?P<d2>\d\d))"
    r"(?![0-9A-Za-z])"
)


def dates(text: str) -> list[tuple[int, int, str]]:
    """Start, end and YYYY-MM-DD of each full date of a text in simplified script with folded widths.

    >>> [iso for _, _, iso in dates("二〇〇四年八月十二日,民国101年2月21日,2026-01-28,2025年2月30日")]
    ['2004-08-12', '2012-02-21', '2026-01-28']
    """
    if "日" not in text and "-" not in text and "/" not in text and "." not in text:
        return []
    found = []
    for m in DATE.finditer(text):
        if m["y"]:
            iso = _iso(int(m["y"]), int(m["m"]), int(m["d"]))
        else:
            year, month, day = (_number(m[name]) for name in ("year", "month", "day"))
            iso = None
            if year and month and day and (m["republic"] or len(m["year"]) == 4):
                iso = _iso(year + 1911 if m["republic"] else year, month, day)
        if iso:
            found.append((m.start(), m.end(), iso))
    return found


def close_date(text: str) -> str:
    """The text without the spaces inside its dates.

    >>> close_date("2013年 2月 27日 星期三"), close_date("2 0 2 5 年 1 2 月 3 日")
    ('2013年2月27日 星期三', '2025年12月3日')
    """
    if " " not in text:
        return text
    return SPACE_IN_DATE.sub("", SPACED_NUMBER.sub(lambda m: m.group().replace(" ", ""), text))


def date_in_name(name: str) -> str | None:
    """The date that a file's name gives.

    >>> date_in_name("工作报告_20260128.txt"), date_in_name("2026年1月28日讲话.md"), date_in_name("a20260128.txt")
    ('2026-01-28', '2026-01-28', None)
    """
    for m in IN_NAME.finditer(name):
        iso = _iso(int(m["y"]), int(m["m"] or m["m2"]), int(m["d"] or m["d2"]))
        if iso:
            return iso
    return next((iso for _, _, iso in dates(name)), None)


def _number(text: str) -> int | None:
    return int(text) if text.isdigit() and text.isascii() else han(text.replace("O", "〇").replace("0", "〇"))


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2100 else None
    except ValueError:
        return None
