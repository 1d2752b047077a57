"""Chinese and Arabic numerals, and the quantities made of them -> exact numbers.

All input is simplified Chinese with widths folded. `NUMERAL` and `AMOUNT` are pattern strings for RE2 and `re` alike
that find a numeral (`1万8,780`, `两百二十三`) and an amount (`200多`, `三至五成`, `百分之十五点三`) in running text;
`number` and `quantity` give what such a stretch is worth. A pattern finds candidates only: `number` and `quantity`
are strict and answer None where the characters are no number.
"""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from math import prod
from typing import Literal, NamedTuple

from .patterns import pattern
from .records import Bound

DIGITS = {c: i % 10 for i, c in enumerate("零一二三四五六七八九〇壹贰叁肆伍陆柒捌玖○幺两参")}
SCALES = {"兆": 10**12, "亿": 10**8, "万": 10**4}
UNITS = SCALES | {"千": 1000, "百": 100, "十": 10}  # greatest first
# Other ways to write a digit or a place, and the way that the grammar below reads.
CANON = str.maketrans(
    {c: "零一二三四五六七八九"[i] for c, i in DIGITS.items()}
    | {"拾": "十", "佰": "百", "仟": "千", "廿": "二十", "卅": "三十", "卌": "四十"}
)
# The characters of a Chinese numeral in running text: without 参 and 幺, which are digits only among others.
HAN = "零一二三四五六七八九〇○两壹贰叁肆伍陆柒捌玖十百千拾佰仟廿卅卌万亿兆"
_DIGITS_ONLY = frozenset(DIGITS)
_DIGITS_AND_HAN = _DIGITS_ONLY.union(HAN)
LIMIT = 100  # characters: anything longer is a hostile input and no number

ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_FIGURE = "[零〇一二三四五六七八九0-9]"
_UNIT = "[十百千万亿兆]+"
# Arabic, with scales behind (2.22万, 4百万) and further steps (1万5千, 4亿7,000万, 1万8780); then Chinese.
# A last step without a scale is four digits, or has a zero before it: 390万65岁老人 is two numbers.
NUMERAL = (
    rf"{ARABIC}(?:{_UNIT}(?:零?(?:{ARABIC}|[一二两三四五六七八九]){_UNIT})*(?:零{ARABIC}|[0-9],[0-9]{{3}}|[0-9]{{4}})?)?"
    rf"|[{HAN}]+(?:点{_FIGURE}+(?:万?[亿兆]|万)?)?"
)
_PAIRS = [*pairwise("一二三四五六七八九"), ("三", "五")]
_LISTED = "|".join(f"{a}、{b}" for a, b in _PAIRS)
_ROUGH = rf"[数几上破]{_UNIT}|(?:{_LISTED})(?:{_UNIT}|成)|(?:{NUMERAL})(?:[余多几][十万亿]*)?"
_ONE = rf"一半|(?:(?:{NUMERAL})分之)?负?(?:{_ROUGH})(?:[%‰]|成(?:半|[一二三四五六七八九])?)?"
_TO = "(?:至|到|~|-|—{1,2}|–|―|−)"
# Figures with a scale or % and nothing behind them that could belong to the amount: most amounts, and found at once.
PLAIN = (
    r"[0-9]++(?:\.[0-9]++)?+(?:万亿|[万亿%])?+"
    r"(?![\d零一二两三四五六七八九十百千万亿兆余多几分成%‰+/至到~\-—–―−]|[,.]\d)"
)
AMOUNT = rf"{ARABIC}(?:\+{ARABIC})+|(?:{_ONE})(?:{_TO}(?:{_ONE}))?"

# The words that bound a number, by where they stand. 约 and its like also end other words (节约, 附近, 高超).
_BEFORE: dict[Bound, str] = {
    "about": "约 大约 约为 约达 大概",
    "nearly": "近 接近 将近 逼近",
    "over": "超 超过 超出 超越 逾 突破 高于 多于 大于 不止",
    "at_least": "不低于 不少于 不小于 不下于 不下 至少 最少 最低 起码 ≥",
    "at_most": "不超过 不得超过 不超 不高于 不多于 不大于 至多 最多 最高 ≤",
    "under": "不到 不足 低于 少于 小于 不及 未达 未满 不满",
}
_AFTER: dict[Bound, str] = {
    "about": "左右 上下",
    "over": "余 多 有余",
    "at_least": "以上 及以上 或以上",
    "at_most": "以内 之内 内",
    "under": "以下 及以下 或以下",
}
BEFORE = {word: bound for bound, words in _BEFORE.items() for word in words.split()}
AFTER = {word: bound for bound, words in _AFTER.items() for word in words.split()}

_BOUNDED = pattern(rf"(?:控制在)?({'|'.join(sorted(BEFORE, key=len)[::-1])})?(.+?)({'|'.join(AFTER)})?")
_FIGURES = pattern(r"([0-9]+)(?:\.([0-9]+))?(?:([万亿]*)|(%))")  # 8.2亿万立方米 is said too
_ARABIC = pattern(ARABIC)
_PAIR = pattern("|".join(f"{a}、?{b}" for a, b in _PAIRS))
_TWO = pattern(f"两[{''.join(DIGITS)}]|[{''.join(DIGITS)}]两")
_ENDS = pattern(f"(.+?){_TO}(.+)")
_POINT = pattern(f"([^点]+)点({_FIGURE}+)(万?[亿兆]|万|)")
_PART = pattern("(.+)分之(.+)")
_OVER = pattern("([0-9]+)/([0-9]+)")
_TENTHS = pattern("(.+)成(半|[一二三四五六七八九])?")
_SOME = pattern(f"[数几上破]({_UNIT}.*)")
_ODD = pattern(f"(.+)([余多几来])((?:{_UNIT})?)")
_ODD_MARKS = frozenset("余多几来")
_HALF = pattern("^半$")
_HALF_ENDS = pattern("个?半$")
_SCALE_ENDS = tuple(map(re.compile, ("[百千]?[万亿兆]+$", "[百千]$", "[万亿兆]+$")))


class Quantity(NamedTuple):
    """What a stretch of text counts: a value or range, how it bounds the truth, the unit that its form implies."""

    value: Fraction
    value_max: Fraction | None = None
    bound: Bound = "exact"
    unit_hint: Literal["", "%"] = ""


def plain(value: Fraction | int) -> int | float:
    """The number as JSON holds it: an int where it is whole, else the nearest float.

    >>> plain(Fraction(31, 2)), plain(Fraction(4))
    (15.5, 4)
    """
    whole, parts = value.as_integer_ratio()
    return whole if parts == 1 else whole / parts


def han(text: str) -> int | None:
    """The whole number of a numeral in Chinese characters alone, or None where they are none.

    >>> han("两百二十三"), han("一千零一十"), han("二〇二五"), han("廿三"), han("三百五"), han("百万")
    (223, 1010, 2025, 23, 350, 1000000)
    """
    value = number(text)
    return int(value) if value is not None and _DIGITS_AND_HAN.issuperset(text) else None


def number(text: str) -> Fraction | None:
    """The exact value of a numeral, Arabic, Chinese or mixed, with its sign if it has one; None where it is none.

    >>> [plain(number(text)) for text in ("2.22万", "1万8,780", "十五点三", "4千", "1.37万亿", "负一千一百")]
    [22200, 18780, 15.3, 4000, 1370000000000, -1100]
    >>> number("统一") is number("1,2") is number("三四十") is None
    True
    """
    try:
        return _signed(text) if len(text) <= LIMIT and not _TWO.search(text) else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)  # short texts only; the same few numerals fill every document
def _signed(text: str) -> Fraction:
    text = text.translate(CANON)
    return -_unsigned(text[1:]) if text[:1] in ("-", "−", "负") else _unsigned(text)


def _unsigned(text: str) -> Fraction:
    if "点" in text and (m := _POINT.fullmatch(text)):
        whole = _unsigned(m[1])
        if whole.denominator > 1 or (m[3] and any(c in SCALES for c in m[1])):
            raise ValueError("two points, or a scale on both sides of one")
        digits = "".join(str(DIGITS.get(c, c)) for c in m[2])
        return (whole + Fraction(int(digits), 10 ** len(digits))) * prod(SCALES[c] for c in m[3])
    if _DIGITS_ONLY.issuperset(text):
        return Fraction(int("".join([str(DIGITS[c]) for c in text])))
    return Fraction(_places(text, bare=True))


def _figure(text: str) -> Fraction | int:
    """One Chinese digit or an Arabic number."""
    if text in DIGITS:
        return DIGITS[text]
    if not _ARABIC.fullmatch(text):
        raise ValueError("neither a digit nor an Arabic number")
    figures = text.replace(",", "")
    return int(figures) if "." not in figures else Fraction(figures)


def _places(text: str, bare: bool) -> Fraction | int:
    """A numeral split at its greatest place: so many of these, and a smaller rest that is read the same way.

    `bare` allows a place without a digit before it (百 for 一百). A single last digit counts the next place (三百五).
    """
    for unit in UNITS:
        if unit in text:
            break
    else:
        return _figure(text)
    size = limit = UNITS[unit]
    head, _, tail = text.partition(unit)
    count = 1 if not head else _places(head, bare) if unit in SCALES else _figure(head)
    if not tail:
        rest: Fraction | int = 0
    elif size > 10 and len(tail) == 1 and tail != "十":
        rest = _figure(tail) * (size // 10)
    elif tail[0] == "零":
        rest = _places(tail[1:], bare=True)
        limit = size if unit in SCALES else size // 10
    else:
        rest = _places(tail, bare=bool(head) and tail[0] == "十")
    if not (head or bare) or head == "零" or rest >= limit or (tail and not rest):
        raise ValueError("places out of order")
    return count * size + rest


def trim(numeral: str, after: str) -> str:
    """The numeral without a last 千 or 兆 that belongs to the unit in the text behind it.

    >>> trim("10千", "瓦时的电"), trim("600兆", "比特"), trim("3千", "家企业"), trim("两千", "米")
    ('10', '600', '3千', '两千')
    """
    if not numeral.endswith(("千", "兆")):
        return numeral
    prefixed = re.fullmatch(".?(?:千[克卡帕赫瓦伏]|兆[比焦帕赫瓦字])|[0-9]千米", numeral[-2:] + after[:1])
    return numeral[:-1] if prefixed and number(numeral[:-1]) is not None else numeral


@lru_cache(maxsize=8192)
def quantity(text: str, unit: str = "") -> Quantity | None:
    """What an amount with the words that bound it is worth, or None; `unit` is the unit if it still stands between.

    >>> quantity("近八成")
    Quantity(value=Fraction(80, 1), value_max=None, bound='nearly', unit_hint='%')
    >>> quantity("900家至1100家左右", "家")
    Quantity(value=Fraction(900, 1), value_max=Fraction(1100, 1), bound='about', unit_hint='')
    >>> quantity("百分之十五点三").value, quantity("三十余万").bound, quantity("三四十").value_max
    (Fraction(153, 10), 'over', Fraction(40, 1))
    """
    if unit and unit != "%":
        text = text.replace(unit + "半", "点五").replace(unit, "")
    if len(text) > LIMIT:
        return None
    if text.isascii() and text.isdigit():
        return Quantity(Fraction(int(text)))
    if figures := _FIGURES.fullmatch(text):
        whole, part, scales, share = figures.groups()
        value = int(whole + (part or ""))
        for scale in scales or "":
            value *= SCALES[scale]
        exact = Fraction(value, 10 ** len(part)) if part else Fraction(value)
        return Quantity(exact, None, "exact", "%" if share else "")
    if not (bounded := _BOUNDED.fullmatch(text)):
        return None
    before, core, after = bounded.groups()
    try:
        share, bound, ends = _range(*m.groups()) if (m := _ENDS.fullmatch(core)) else _amount(core)
    except ValueError:
        return None
    bound = BEFORE.get(before) or AFTER.get(after) or bound
    return Quantity(ends[0], ends[1] if len(ends) > 1 else None, bound, "%" if share else "")


def _amount(text: str) -> tuple[bool, Bound, list[Fraction]]:
    """Whether it is a share, its bound, and its value, or the two of neighbouring digits (三四十, 五六)."""
    share, text = _share(text)
    text, bound = _rough(text)
    if "半" in text:
        text = _HALF_ENDS.sub("点五", _HALF.sub("零半", text))
    text = text.translate(CANON)
    if (m := _PAIR.search(text)) and "点" not in text and (len(text) == 2 or any(c in UNITS for c in text)):
        ends = [_signed(text[: m.start()] + digit + text[m.end() :]) for digit in (m[0][0], m[0][-1])]
    else:
        first, *more = text.split("+")
        ends = [sum(map(_signed, more), _signed(first))]
    return share is not None, bound, [end * share for end in ends] if share else ends


def _range(low: str, high: str) -> tuple[bool, Bound, list[Fraction]]:
    """Two ends; a scale or a share said with one of them holds for both (3-5万, 三至五成, 百分之三至五)."""
    (share_low, low), (share_high, high) = _share(low), _share(high)
    (low, bound), (high, _) = _rough(low), _rough(high)
    first, last = _signed(low), _signed(high)
    scales = _SCALE_ENDS if not any(c in SCALES for c in low) else ()
    for m in filter(None, (scale.search(high) for scale in scales)):
        if first < (number(high[: m.start()]) or 0):
            first *= _signed(m[0])
            break
    first, last = first * (share_low or share_high or 1), last * (share_high or share_low or 1)
    if first >= last:
        raise ValueError("a range that does not rise")
    return (share_low or share_high) is not None, bound, [first, last]


def _share(text: str) -> tuple[Fraction | None, str]:
    """How many per cent one of the amount is (None: no share), and the amount itself."""
    if "分之" in text and (m := _PART.fullmatch(text)) and (parts := _signed(m[1])) > 0:
        return 100 / parts, m[2]
    if "/" in text and (m := _OVER.fullmatch(text)) and int(m[1]) < int(m[2]):
        return Fraction(100, int(m[2])), m[1]
    if text == "一半":
        return Fraction(50), "一"
    if text[-1] in "%‰":
        return Fraction(1, 1 if text[-1] == "%" else 10), text[:-1]
    if "成" in text and (m := _TENTHS.fullmatch(text)):
        return Fraction(10), m[1] + (f"点{m[2]}".replace("半", "五") if m[2] else "")
    return None, text


def _rough(text: str) -> tuple[str, Bound]:
    """The amount without the characters that make it an approximate one (数百, 十几, 30余万), and what they say."""
    if text[:1] in "数几上破" and (m := _SOME.fullmatch(text)):
        return m[1], "over"
    if not _ODD_MARKS.isdisjoint(text) and (m := _ODD.fullmatch(text)):
        return m[1] + m[3], "about" if m[2] == "来" else "over"
    return text, "exact"
