"""Numerals and quantities: examples by form, what is none, and properties."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from reformtrace.numerals import AFTER, AMOUNT, BEFORE, NUMERAL, PLAIN, Quantity, han, number, plain, quantity, trim
from reformtrace.records import Bound

NUMBERS: dict[str, list[tuple[Any, ...]]] = {
    "arabic": [("0", 0), ("007", 7), ("36", 36), ("4.05", 4.05), ("12,480", 12480), ("3,260,000.5", 3260000.5)],
    "arabic with a scale": [
        ("8.15万", 81500),
        ("2,016.5万", 20165000),
        ("1.04万亿", 1040000000000),
        ("6千", 6000),
        ("7百万", 7000000),
        ("2.5千万", 25000000),
        ("3兆", 3000000000000),
    ],
    "mixed": [
        ("2万6150", 26150),
        ("2万6,150", 26150),
        ("3万2千", 32000),
        ("5亿8,000万", 580000000),
        ("2兆4,000亿", 2400000000000),
        ("7万零30", 70030),
        ("6万400", 60400),
        ("9百07", 907),
        ("二百点45", 200.45),
    ],
    "chinese": [
        ("零", 0),
        ("〇", 0),
        ("两", 2),
        ("十", 10),
        ("十四", 14),
        ("一百一十", 110),
        ("一百十五", 115),
        ("两百四十七", 247),
        ("六百零八", 608),
        ("一千二百", 1200),
        ("三千零七", 3007),
        ("九千零九十", 9090),
        ("十二万六千", 126000),
        ("四十万零五", 400005),
        ("五亿零六十万", 500600000),
        ("八千三百万零二十", 83000020),
        ("两万亿", 2000000000000),
        ("廿八", 28),
        ("卅", 30),
        ("七百卌二", 742),
        ("叁佰陆拾万", 3600000),
    ],
    "a place alone": [("百", 100), ("千", 1000), ("万", 10000), ("亿", 100000000), ("百万", 1000000), ("万亿", 10**12)],
    "the last place left out": [("四百六", 460), ("七千二", 7200), ("两万三", 23000), ("五亿八", 580000000)],
    "digit by digit": [("二〇二六", 2026), ("一九七八", 1978), ("三三", 33), ("二○一九", 2019), ("幺零七", 107)],
    "decimal": [("十二点六", 12.6), ("零点零三", 0.03), ("一点八亿", 180000000), ("二点四万亿", 2400000000000)],
    "negative": [("-6.2", -6.2), ("−3", -3), ("负五", -5), ("负1.5万", -15000)],
}
NO_NUMBERS = [
    "", "统一", "第三", "几", "数", "点", "点六", "六点", "一点二点三", "1.2.3", ".", "5.", "1,2", "12,34", "1,2345",
    "百千", "百十千", "十百", "三百千", "五百六百", "三百零五十", "两千零三百", "二百零", "十零五", "零十", "零万",
    "亿万", "二万三万", "三十万四万", "一二万", "三四十", "两两", "一两", "两三", "3 4", "３", "²", "٣", "-", "负",
    "--3", "3%", "0x1", "1e5", "1_000",
]  # fmt: skip

EXACT = "exact"
QUANTITIES: dict[str, list[tuple[Any, ...]]] = {
    "plain": [("27", 27, None, EXACT, ""), ("3.6万", 36000, None, EXACT, ""), ("四十二", 42, None, EXACT, "")],
    "a bound before": [
        ("约460", 460, None, "about", ""),
        ("大约三千", 3000, None, "about", ""),
        ("近2万", 20000, None, "nearly", ""),
        ("将近百", 100, None, "nearly", ""),
        ("超过7.5亿", 750000000, None, "over", ""),
        ("突破90万", 900000, None, "over", ""),
        ("逾12万", 120000, None, "over", ""),
        ("不低于6.5%", 6.5, None, "at_least", "%"),
        ("至少两", 2, None, "at_least", ""),
        ("不超过3%", 3, None, "at_most", "%"),
        ("不高于5", 5, None, "at_most", ""),
        ("不足一成", 10, None, "under", "%"),
        ("低于0.8", 0.8, None, "under", ""),
    ],
    "a bound behind": [
        ("6%左右", 6, None, "about", "%"),
        ("300上下", 300, None, "about", ""),
        ("40%以上", 40, None, "at_least", "%"),
        ("十二及以上", 12, None, "at_least", ""),
        ("30以内", 30, None, "at_most", ""),
        ("48内", 48, None, "at_most", ""),
        ("15%以下", 15, None, "under", "%"),
        ("控制在4.5%以内", 4.5, None, "at_most", "%"),
        ("控制在3%左右", 3, None, "about", "%"),
        ("60余", 60, None, "over", ""),
        ("1300多", 1300, None, "over", ""),
        ("百余", 100, None, "over", ""),
        ("约5万余", 50000, None, "about", ""),
    ],
    "rough": [
        ("数十", 10, None, "over", ""),
        ("数百", 100, None, "over", ""),
        ("数千万", 10000000, None, "over", ""),
        ("几十", 10, None, "over", ""),
        ("十几", 10, None, "over", ""),
        ("二十几万", 200000, None, "over", ""),
        ("一百几十", 110, None, "over", ""),
        ("上亿", 100000000, None, "over", ""),
        ("破百亿", 10000000000, None, "over", ""),
        ("上千万", 10000000, None, "over", ""),
        ("40余万", 400000, None, "over", ""),
        ("十多亿", 1000000000, None, "over", ""),
        ("近千万", 10000000, None, "nearly", ""),
        ("二十来", 20, None, "about", ""),
    ],
    "neighbours": [
        ("五六", 5, 6, EXACT, ""),
        ("两三", 2, 3, EXACT, ""),
        ("三五", 3, 5, EXACT, ""),
        ("六七十", 60, 70, EXACT, ""),
        ("十七八", 17, 18, EXACT, ""),
        ("一百四五十", 140, 150, EXACT, ""),
        ("两三百万", 2000000, 3000000, EXACT, ""),
        ("四、五十万", 400000, 500000, EXACT, ""),
        ("八九成", 80, 90, EXACT, "%"),
    ],
    "ranges": [
        ("6至8", 6, 8, EXACT, ""),
        ("6-8", 6, 8, EXACT, ""),
        ("6~8", 6, 8, EXACT, ""),
        ("6—8", 6, 8, EXACT, ""),
        ("6——8", 6, 8, EXACT, ""),
        ("二到四", 2, 4, EXACT, ""),
        ("约60—80", 60, 80, "about", ""),
        ("4%-4.5%左右", 4, 4.5, "about", "%"),
        ("4—4.5%", 4, 4.5, EXACT, "%"),
        ("7-9万", 70000, 90000, EXACT, ""),
        ("二至六百万", 2000000, 6000000, EXACT, ""),
        ("二百至六百万", 2000000, 6000000, EXACT, ""),
        ("700至1.1万", 700, 11000, EXACT, ""),
        ("2万至3万", 20000, 30000, EXACT, ""),
        ("三至四成", 30, 40, EXACT, "%"),
        ("百分之二至四", 2, 4, EXACT, "%"),
        ("百分之二至百分之四", 2, 4, EXACT, "%"),
    ],
    "shares": [
        ("82.4%", 82.4, None, EXACT, "%"),
        ("-1.2%", -1.2, None, EXACT, "%"),
        ("近九成", 90, None, "nearly", "%"),
        ("六成五", 65, None, EXACT, "%"),
        ("三成半", 35, None, EXACT, "%"),
        ("七成多", 70, None, "over", "%"),
        ("百分之八点二", 8.2, None, EXACT, "%"),
        ("超过百分之六十", 60, None, "over", "%"),
        ("千分之四", 0.4, None, EXACT, "%"),
        ("2.5‰", 0.25, None, EXACT, "%"),
        ("四分之三", 75, None, EXACT, "%"),
        ("1/4", 25, None, EXACT, "%"),
        ("一半", 50, None, EXACT, "%"),
        ("一半以上", 50, None, "at_least", "%"),
    ],
    "sums and halves": [("1+12", 13, None, EXACT, ""), ("半", 0.5, None, EXACT, ""), ("三个半", 3.5, None, EXACT, "")],
}
NO_QUANTITIES = [
    "", "约", "左右", "近来", "一体", "上升", "数据", "几", "%", "成", "分之", "三分之", "零分之一", "5至3", "6-6",
    "2024-25", "3+", "+", "5/4", "1/0", "约约3", "至", "-",
]  # fmt: skip


def rows(table: dict[str, list[tuple[Any, ...]]]) -> list[Any]:
    """The rows of a table of examples, each named by its form and text."""
    return [pytest.param(*row, id=f"{form}: {row[0]}") for form, several in table.items() for row in several]


def exact(value: float | None) -> Fraction | None:
    """The value of an example as it is written."""
    return None if value is None else Fraction(str(value))


@pytest.mark.parametrize(("text", "value"), rows(NUMBERS))
def test_number(text: str, value: float) -> None:
    assert number(text) == exact(value)


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_no_number(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("text", [text for form in ("chinese", "a place alone") for text, _ in NUMBERS[form]])
def test_han(text: str) -> None:
    assert han(text) == number(text)


@pytest.mark.parametrize("text", ["", "3", "3万", "十点五", "负三", "人"])
def test_no_han(text: str) -> None:
    assert han(text) is None


@pytest.mark.parametrize(("text", "value", "value_max", "bound", "hint"), rows(QUANTITIES))
def test_quantity(text: str, value: float, value_max: float | None, bound: str, hint: str) -> None:
    read = quantity(text)
    assert read is not None
    assert (read.value, read.value_max, read.bound, read.unit_hint) == (exact(value), exact(value_max), bound, hint)


def test_two_thirds_are_exact() -> None:
    read = quantity("三分之二")
    assert read is not None
    assert read.value == Fraction(200, 3)


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_no_quantity(text: str) -> None:
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("text", "unit", "value", "value_max", "bound"),
    [
        ("2万户以上", "户", 20000, None, "at_least"),
        ("70余项", "项", 70, None, "over"),
        ("600家至800家", "家", 600, 800, "exact"),
        ("三至四个百分点", "个百分点", 3, 4, "exact"),
        ("一年半", "年", 1.5, None, "exact"),
        ("半小时以内", "小时", 0.5, None, "at_most"),
        ("7%", "%", 7, None, "exact"),
    ],
)
def test_a_unit_in_between(text: str, unit: str, value: float, value_max: float | None, bound: str) -> None:
    read = quantity(text, unit)
    assert read is not None
    assert (read.value, read.value_max, read.bound) == (exact(value), exact(value_max), bound)


@pytest.mark.parametrize(
    ("numeral", "after", "rest"),
    [
        ("35千", "瓦", "35"),
        ("220千", "伏电网", "220"),
        ("八百千", "克", "八百"),
        ("500兆", "赫", "500"),
        ("8千", "米", "8"),
        ("三千", "米", "三千"),
        ("5千", "个", "5千"),
        ("5万", "千瓦", "5万"),
        ("千", "瓦", "千"),
        ("", "", ""),
    ],
)
def test_trim(numeral: str, after: str, rest: str) -> None:
    assert trim(numeral, after) == rest


@pytest.mark.parametrize("engine", [re, re2], ids=["re", "re2"])
class TestPatterns:
    def test_a_numeral_is_matched_whole(self, engine: Any) -> None:
        unfit = {"6万400", "9百07", "幺零七"}  # read, but too doubtful to be looked for
        for text in [text for form, several in NUMBERS.items() if form != "negative" for text, _ in several]:
            assert (engine.fullmatch(NUMERAL, text) is not None) == (text not in unfit), text

    def test_amounts_of_a_sentence(self, engine: Any) -> None:
        text = "投入2亿3,000万元改造管网数百公里、泵站十几座,惠及五六千户、四成半居民,"
        text += "漏损率降至8%—9%,1+7个片区百分之九十完工。"
        found = ["2亿3,000万", "数百", "十几", "五六千", "四成半", "8%—9%", "1+7", "百分之九十"]
        assert [m[0] for m in engine.finditer(AMOUNT, text)] == found

    def test_an_age_behind_a_count_is_another_number(self, engine: Any) -> None:
        assert [m[0] for m in engine.finditer(NUMERAL, "为26万60岁老人")] == ["26万", "60"]


@pytest.mark.parametrize(
    ("text", "bound"),
    [(f"{word}35", bound) for word, bound in BEFORE.items()] + [(f"35{word}", bound) for word, bound in AFTER.items()],
)
def test_every_bound_word_is_read(text: str, bound: Bound) -> None:
    assert quantity(text) == Quantity(Fraction(35), bound=bound)


def written(value: int) -> str:
    """A whole number in Chinese: four digits at a time, a 零 where a place is passed over."""
    if value >= 10**8:
        high, rest, scale = value // 10**8, value % 10**8, 10**8
    elif value >= 10**4:
        high, rest, scale = value // 10**4, value % 10**4, 10**4
    else:
        out, gap = "", False
        for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = value // place % 10
            if digit:
                out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + name
            gap = not digit
        return out or "零"
    zero = "零" if rest < scale // 10 else ""
    return written(high) + ("亿" if scale == 10**8 else "万") + (zero + written(rest) if rest else "")


@given(st.integers(0, 10**16 - 1))
def test_chinese_reads_back(value: int) -> None:
    assert han(written(value)) == value
    assert re.fullmatch(NUMERAL, written(value))


@given(st.integers(0, 10**16 - 1), st.integers(1, 10**8))
def test_near_a_scale_chinese_reads_back(high: int, low: int) -> None:
    value = high // 10**8 * 10**8 + low % 1000
    assert han(written(value)) == value


@given(st.integers(0, 10**18))
def test_arabic_with_commas_reads_back(value: int) -> None:
    assert number(f"{value:,}") == number(str(value)) == value


@given(st.decimals(0, 10**12, places=6, allow_nan=False, allow_infinity=False))
def test_decimals_are_exact(value: Decimal) -> None:
    assert number(f"{value:f}") == Fraction(value)
    assert number(f"{value:f}万") == Fraction(value) * 10**4


@given(st.integers(0, 9999), st.text("0123456789", min_size=1, max_size=12))
def test_chinese_decimals_are_exact(whole: int, digits: str) -> None:
    spelt = "".join("零一二三四五六七八九"[int(d)] for d in digits)
    assert number(f"{written(whole)}点{spelt}") == Fraction(f"{whole}.{digits}")


@given(st.integers(1, 10**9), st.integers(1, 10**9))
def test_ranges_rise(low: int, more: int) -> None:
    read = quantity(f"{low}-{low + more}")
    assert read is not None
    assert (read.value, read.value_max) == (Fraction(low), Fraction(low + more))
    assert quantity(f"{low + more}-{low}") is None


@given(st.from_regex(f"({PLAIN}).*", fullmatch=True), st.text("0零两万亿兆千.,/%‰成分之余多几到—–+个", max_size=6))
def test_plain_figures_are_whole_amounts(text: str, behind: str) -> None:
    plain_figures = re.match(PLAIN, text + behind)
    amount = re.match(AMOUNT, text + behind)
    assert plain_figures is None or amount is not None and plain_figures.group() == amount.group()


@given(st.text("零一二两三四五六七八九十百千万亿兆点0123456789.,%成分之半余多几数上至-~、+约近以", max_size=24))
def test_nothing_breaks_it(text: str) -> None:
    for value in (number(text), han(text), read.value if (read := quantity(text)) else None):
        assert value is None or plain(value) == pytest.approx(float(value))


@pytest.mark.parametrize(
    "piece", ["9", "一", "万", "1,", "123,", "1万", "十分之", "1+", "三成", "一、二", "1-", "九点", "零", "几", "约"]
)
def test_long_input_returns(piece: str) -> None:
    text = piece * (32_000 // len(piece))
    assert [number(text), han(text), quantity(text), quantity(text, "个")] == [None] * 4
    for pattern in (NUMERAL, AMOUNT):
        spans = [[m.span() for m in engine.finditer(pattern, text)] for engine in (re, re2)]
        assert spans[0] == spans[1]
