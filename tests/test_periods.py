"""Words that state a time: where they stand, and the days that they cover."""

from __future__ import annotations

from datetime import date

import pytest

from reformtrace.periods import find_times, resolve

TODAY = date(2031, 3, 5)

TIMES: dict[str, list[tuple[str, str | None, str | None]]] = {
    "points": [
        ("2019年", "2019-01-01", "2019-12-31"),
        ("2019年度", "2019-01-01", "2019-12-31"),
        ("2019年6月", "2019-06-01", "2019-06-30"),
        ("2024年2月", "2024-02-01", "2024-02-29"),
        ("2019年6月5日", "2019-06-05", "2019-06-05"),
        ("2019年底", "2019-12-01", "2019-12-31"),
        ("2019年1月4日至12月31日", "2019-01-04", "2019-12-31"),
        ("2019年5月14及15日", "2019-05-14", "2019-05-15"),
        ("“八五”计划", "1991-01-01", "1995-12-31"),
        ("2030年上半年", "2030-01-01", "2030-06-30"),
        ("2030年下半年", "2030-07-01", "2030-12-31"),
        ("二〇二五年", "2025-01-01", "2025-12-31"),
        ("一九九二年", "1992-01-01", "1992-12-31"),
    ],
    "ends and starts": [
        ("截至2022年8月", None, "2022-08-31"),
        ("到2025年", None, "2025-12-31"),
        ("到2030年底", None, "2030-12-31"),
        ("2030年之前", None, "2030-12-31"),
        ("2020年以来", "2020-01-01", None),
        ("2020年起", "2020-01-01", None),
        ("自2020年", "2020-01-01", None),
        ("2027年10月1日起", "2027-10-01", None),
    ],
    "stretches": [
        ("2021—2025年", "2021-01-01", "2025-12-31"),
        ("2021-2025年", "2021-01-01", "2025-12-31"),
        ("2021年至2025年", "2021-01-01", "2025-12-31"),
        ("2013-14年度", "2013-01-01", "2014-12-31"),
    ],
    "plans": [
        ("“十五五”时期", "2026-01-01", "2030-12-31"),
        ("“十五五”末", None, "2030-12-31"),
        ("到“十五五”末", None, "2030-12-31"),
        ("“十四五”期间", "2021-01-01", "2025-12-31"),
        ("“十四五”以来", "2021-01-01", "2031-03-05"),
    ],
    "Republic years": [
        ("今(99)年", "2010-01-01", "2010-12-31"),
        ("98年", "2009-01-01", "2009-12-31"),
        ("民国98年", "2009-01-01", "2009-12-31"),
        ("98年度", "2009-01-01", "2009-12-31"),
    ],
    "against the document's date": [
        ("去年", "2030-01-01", "2030-12-31"),
        ("上年", "2030-01-01", "2030-12-31"),
        ("今年", "2031-01-01", "2031-12-31"),
        ("明年", "2032-01-01", "2032-12-31"),
        ("前年", "2029-01-01", "2029-12-31"),
        ("今年以来", "2031-01-01", "2031-03-05"),
        ("到今年底", None, "2031-12-31"),
        ("年内", "2031-03-05", "2031-12-31"),
        ("五年来", "2026-03-05", "2031-03-05"),
        ("过去五年", "2026-03-05", "2031-03-05"),
        ("近三年", "2028-03-05", "2031-03-05"),
        ("今后五年", "2031-03-05", "2036-03-05"),
        ("未来三年", "2031-03-05", "2034-03-05"),
    ],
}
RELATIVE = [text for text, *_ in TIMES["against the document's date"]]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [pytest.param(*case, id=f"{topic}: {case[0]}") for topic, cases in TIMES.items() for case in cases],
)
def test_the_days_that_a_time_covers(text: str, start: str | None, end: str | None) -> None:
    assert [t.text for t in find_times(text, taiwan=True)] == [text]
    assert resolve(text, TODAY) == (start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2030年第一季度", "2030-01-01", "2030-03-31"),
        ("2030年前三季度", "2030-01-01", "2030-09-30"),
        ("去年第四季度", "2030-10-01", "2030-12-31"),
    ],
)
def test_quarters(text: str, start: str, end: str) -> None:
    assert resolve(text, TODAY) == (start, end)


@pytest.mark.parametrize("text", RELATIVE)
def test_relative_times_stay_without_dates_where_the_documents_is_unknown(text: str) -> None:
    assert resolve(text, None) == (None, None)


def test_years_back_from_29_february() -> None:
    assert resolve("三年来", date(2028, 2, 29)) in ((None, None), ("2025-02-28", "2028-02-29"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("截至2022年8月,五年来共建成12所,到2030年翻番。", ["截至2022年8月", "五年来", "到2030年"]),
        ("从2020年的10家增加到2025年的14家。", ["从2020年", "2025年"]),
        ("力争年内完工,年底投用。", ["年内", "年底"]),
        ("全年新增岗位,上半年完成过半。", ["全年", "上半年"]),
        ("新建学校12所,道路5公里。", []),
        ("到2030年初步建成。", ["到2030年"]),
        ("2030年初动工。", ["2030年初"]),
        ("其中第四季度增长。", ["第四季度"]),
        ("每年慰问青年和老年人,上半年一次,2030学年度年底一次。", ["上半年", "年底"]),
        ("2030年3月至5月试行。", ["2030年3月至5月"]),
        ("2030-2031年度至2033-2034年度推行。", ["2030-2031年度至2033-2034年度"]),
        ("比重降低到2030年的两成。", ["2030年"]),
        ("人数合格率2030 237 61(25.7%)", ["2030"]),
        ("连续4年稳定。", []),
        ("第3年进入试用。", []),
    ],
)
def test_times_are_found_in_order(text: str, found: list[str]) -> None:
    assert [t.text for t in find_times(text)] == found
    assert all(text[t.start : t.end] == t.text for t in find_times(text))


def test_republic_years_are_times_in_a_taiwan_text_only() -> None:
    text = "98年度编列预算,今(99)年增加。"
    assert [t.text for t in find_times(text, taiwan=True)] == ["98年度", "今(99)年"]
    assert "98年度" not in [t.text for t in find_times(text)]
