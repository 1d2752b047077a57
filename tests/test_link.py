"""Linking: ids that outlive edits elsewhere, sentences, enclosing initiatives, the chain of headings."""

from __future__ import annotations

import pytest

from reformtrace import extract
from reformtrace.link import digest
from reformtrace.records import AnyRecord

TEXT = """河湾县2031年政府工作报告
一、2030年工作回顾
(一)改革推进。完成改革任务132项,在全省率先推行联办。
(二)民生改善。新建学校12所。
——就医更近。新建诊所30间。
二、2031年工作安排
新建学校15所。
"""


def records(text: str, doc_id: str = "text") -> tuple[AnyRecord, ...]:
    return extract(text, doc_id=doc_id).records


def ids(text: str) -> dict[str, str]:
    return {r.span.text: r.id for r in records(text)}


@pytest.mark.parametrize(
    "before",
    ["", "\n\n\n", "　　", "县长在大会上作了报告。\n", "责任编辑:周晓岚\n"],
)
def test_ids_do_not_depend_on_what_stands_before(before: str) -> None:
    plain = [(r.kind, r.id) for r in records(TEXT) if r.kind != "numbered_initiative"]
    moved = [(r.kind, r.id) for r in records(before + TEXT) if r.kind != "numbered_initiative"]
    assert moved == plain


def test_ids_do_not_depend_on_script_or_width() -> None:
    one, other = "完成改革任务132项。", "完成改革任務１３２項。"
    assert list(ids(one).values()) == list(ids(other).values())


def test_ids_depend_on_document_kind_sentence_and_mention() -> None:
    first, second = (r.id for r in records("改革任务132项、132件。"))
    assert first != second
    assert {r.id for r in records(TEXT, "a")}.isdisjoint(r.id for r in records(TEXT, "b"))
    assert ids("甲镇建成学校12所。")["12所"] != ids("乙镇建成学校12所。")["12所"]


def test_the_same_mention_again_is_the_next_occurrence() -> None:
    text = "新建学校12所。\n工作平稳。\n新建学校12所。"
    first, second = records(text)
    assert first.id != second.id
    assert records(text.partition("\n")[0])[0].id == first.id
    assert first.sentence.id != second.sentence.id
    assert (second.span.start, second.sentence.start) == (text.rindex("12"), text.rindex("新建"))


def test_all_ids_differ() -> None:
    found = records(TEXT * 3)
    assert len({r.id for r in found}) == len(found)


def test_records_stand_in_the_order_of_the_text() -> None:
    found = [(r.span.start, r.kind) for r in records(TEXT)]
    assert found == sorted(found)


def test_the_enclosing_initiative_is_the_innermost() -> None:
    found = {r.id: r for r in records(TEXT)}

    def around(mention: str) -> str | None:
        of = next(r for r in found.values() if r.span.text == mention).initiative_id
        inside = found[of] if of else None
        return getattr(inside, "marker", None)

    assert around("132项") == around("在全省率先") == "(一)"
    assert around("12所") == "(二)"
    assert around("30间") == "——"
    assert around("15所") == "二、"
    assert records("新建学校12所。")[0].initiative_id is None


def test_an_initiatives_own_enclosing_initiative_is_its_parent() -> None:
    for record in records(TEXT):
        if record.kind == "numbered_initiative":
            assert record.initiative_id == record.parent_id


@pytest.mark.parametrize(
    ("text", "section"),
    [
        (TEXT, ("二、2031年工作安排",)),
        ("第一章 总则\n好。\n第二章 任务\n第一节 教育\n新建学校15所。", ("第二章 任务", "第一节 教育")),
        ("第一章 总则\n第一节 范围\n好。\n第二章 任务\n新建学校15所。", ("第二章 任务",)),
        ("# 报告\n## 回顾\n好。\n## 安排\n### 教育\n新建学校15所。", ("报告", "安排", "教育")),
        ("第二章 任务\n一、教育\n(一)学校\n新建学校15所。", ("第二章 任务", "一、教育", "(一)学校")),
        ("教育工作\n新建学校15所。", ("教育工作",)),
        ("新建学校15所。", ()),
    ],
)
def test_the_chain_of_headings(text: str, section: tuple[str, ...]) -> None:
    assert records(text)[-1].section == section


def test_the_sentence_of_an_initiative_holds_its_title() -> None:
    for record in records(TEXT):
        if record.kind == "numbered_initiative":
            assert record.title in record.sentence.simplified
        assert record.sentence.start <= record.span.start < record.sentence.end


def test_records_of_one_sentence_share_it() -> None:
    found = records("完成改革任务132项,在全省率先推行联办。")
    assert len(found) == 2
    assert len({r.sentence.id for r in found}) == 1


def test_a_digest_keeps_its_parts_apart() -> None:
    assert digest("甲", "乙") != digest("甲乙")
    assert digest("甲", "乙") == digest("甲", "乙")
    assert len(digest("甲")) == 16
