"""Conversion: which script a text is in, and that every offset leads back to the original."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reformtrace.convert import HONG_KONG_FORMS, RADICALS, Map, convert, converter, fold, simplify, tell_script

PIECES = [
    "全市完成改革任务132项。",
    "複核後申訴率從18.2%下降到11.7%。",
    "綠化面積６．５萬㎡，",
    "⼈⼝⼤縣",
    "臺灣裡的縣市",
    "㎞㏄℃№½",
    "（一）",
    "……",
    "①⑳",
    "\n",
    "　",
    "\U0001f600",
    "e\u0301",
    "ﬁ",
]


@pytest.mark.parametrize(
    ("text", "script", "variant"),
    [
        ("全市完成改革任务，群众满意度提高。", "simplified", "mainland"),
        ("2031年，100%。", "simplified", "mainland"),
        ("", "simplified", "mainland"),
        ("全省深化改革，人民政府辦理複議案件，黨委統籌。", "traditional", "mainland"),
        ("行政院已於今年提出五項措施，本院將持續推動，臺灣經濟穩定。", "traditional", "taiwan"),
        ("主席，特區政府會繼續支援本港市民，立法會財委會已批出港元撥款。", "traditional", "hong_kong"),
        ("全市完成改革任务，群众满意度提高，经济发展很快。復議機構設置調整。", "mixed", "mainland"),
        ("全市完成改革任务，群众满意度提高，经济发展很快。" * 4 + "引自《資治通鑑》。", "simplified", "mainland"),
        ("臺灣經濟發展計畫:⒈完成規劃⒉推動辦理№3。", "traditional", "taiwan"),
    ],
)
def test_script_and_variant_are_told(text: str, script: str, variant: str) -> None:
    assert tell_script(text) == (script, variant)
    converted = convert(text)
    assert (converted.script, converted.variant) == (script, variant)


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        ("複核後申訴率", "复核后申诉率"),
        ("興建１６所托嬰中心", "兴建16所托婴中心"),
        ("（一）推進審批，提速５０％", "(一)推进审批,提速50%"),
        ("綠化６．５萬㎡", "绿化6.5万m2"),
        ("⼈⼝⼤县", "人口大县"),
        ("⻔⻋⻚⻛⻢⻥，⾧⾒", "门车页风马鱼,长见"),
        ("程序与智慧城市", "程序与智慧城市"),
        ("①统一标准……", "①统一标准……"),
        ("引导“资源”", "引导“资源”"),
    ],
)
def test_text_is_simplified_and_folded(text: str, simple: str) -> None:
    assert convert(text).text == simple


def test_a_sign_that_grows_maps_back_to_itself() -> None:
    text = "綠化㎡多，共３㎞。"
    converted = convert(text)
    assert converted.text == "绿化m2多,共3km。"
    assert converted.map is not None
    at = converted.text.index("m2")
    assert text[slice(*converted.map.span(at, at + 2))] == "㎡"
    assert text[slice(*converted.map.span(at + 1, at + 2))] == "㎡"
    end = converted.text.index("km")
    assert text[slice(*converted.map.span(end - 1, end + 2))] == "３㎞"


def test_a_first_character_that_grows() -> None:
    converted = convert("㎡之内")
    assert converted.map is not None
    assert [converted.map.at(i) for i in range(len(converted.text))] == [0, 0, 1, 2]


def test_without_a_change_of_length_there_is_no_map() -> None:
    assert convert("全縣建成１２座橋（含便橋）。").map is None


def test_a_map_is_read_piece_by_piece() -> None:
    mapped = Map((0, 3, 4), (10, 20, 20))
    assert [mapped.at(i) for i in range(6)] == [10, 11, 12, 20, 20, 21]
    assert mapped.span(2, 4) == (12, 21)


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_every_character_maps_back_to_what_it_was_made_of(text: str) -> None:
    converted = convert(text)
    if converted.map is None:
        assert len(converted.text) == len(text)
        return
    seen = 0
    for i in range(len(converted.text)):
        start, end = converted.map.span(i, i + 1)
        assert end == start + 1
        assert seen <= start <= seen + 1
        seen = start
    assert seen == len(text) - 1


@given(st.text())
def test_any_text_converts(text: str) -> None:
    converted = convert(text)
    assert converted.text.count("\n") == text.count("\n")
    if text and converted.map is not None:
        assert converted.map.span(0, len(converted.text)) == (0, len(text))


@given(st.characters(codec="utf-8"))
def test_folding_a_character_is_nfkc_or_leaves_it(char: str) -> None:
    assert fold(char) in (char, unicodedata.normalize("NFKC", char), RADICALS.get(char))


def test_hong_kongs_characters_become_what_opencc_makes_of_them() -> None:
    own = converter("hk2s")
    apart = {c for c in map(chr, range(0x3400, 0xA000)) if own.convert(c) != simplify(c, "t2s")}
    assert apart == set(HONG_KONG_FORMS)
    assert [simplify(HONG_KONG_FORMS[c], "t2s") for c in sorted(apart)] == [own.convert(c) for c in sorted(apart)]


@pytest.mark.parametrize(
    ("text", "simple"),
    [
        (
            "主席，衞生署會增設枱椅，本港市民支持，特區政府財委會撥出港元。",
            "主席,卫生署会增设台椅,本港市民支持,特区政府财委会拨出港元。",
        ),
        (
            "主席，財委會敍述了線路和牀位，立法會着重本港粧飾，特區政府撥款。",
            "主席,财委会叙述了线路和床位,立法会着重本港妆饰,特区政府拨款。",
        ),
    ],
)
def test_a_text_of_hong_kong_is_simplified(text: str, simple: str) -> None:
    converted = convert(text)
    assert (converted.variant, converted.text) == ("hong_kong", simple)
    assert fold(converter("hk2s").convert(text)) == simple
