"""Segmentation: sentences, quotes that close and that do not, headings, and offsets of the original."""

from __future__ import annotations

import pytest

from reformtrace.convert import convert
from reformtrace.segment import heading, segment, split

SENTENCES: dict[str, list[str]] = {
    "marks end sentences": ["会议开始!", "下一步呢?", "抓落实。", "好!?", "完"],
    "; ends a clause only": ["甲镇完成;乙镇完成;丙镇完成。"],
    "closing quotes go along": ["他说:“可以。”", "会议结束。"],
    "closing brackets go along": ["会议开始。(掌声。)", "会议结束。"],
    "a 。 in a quote that goes on": ["他说“可以。就这样”,随后离开。", "会议结束。"],
    "a 。 in a title": ["《河湾规划。征求意见稿》已经印发。", "会议结束。"],
    "a 。 in corner brackets": ["他提出「简政。放权」的主张。", "会议结束。"],
    "a 。 in round brackets": ["改革(含放权。减负)已经完成。", "会议结束。"],
    "a quote that ends its sentence": ["他说:“抓紧办。别拖。”", "会议结束。"],
    "a quote that never closes": ["“抓紧办理。", "下一句照常。", "再下一句。"],
    "a bracket that never closes": ["(抓紧办理。", "下一句照常。"],
    "one that never closes inside one that does": ["他说“抓紧(办理。就这样”,随后离开。", "会议结束。"],
    "a closer without an opener": ["会议开始。”", "会议结束。"],
    "quotes in quotes": ["他说“要做‘实事。’就这样”,随后离开。", "会议结束。"],
    "a decimal": ["增长12.5%。", "好。"],
}
BLANK_GOES = {"closing brackets go along": ["会议开始。", "(掌声。)", "会议结束。"]}


@pytest.mark.parametrize(("name", "expected"), (SENTENCES | BLANK_GOES).items(), ids=list(SENTENCES))
def test_sentences(name: str, expected: list[str]) -> None:
    text = "".join(SENTENCES[name])
    assert [text[a:b] for a, b in split(text)] == expected


def test_space_around_sentences_belongs_to_none() -> None:
    text = "  会议开始。　　会议结束。 "
    assert [text[a:b] for a, b in split(text)] == ["会议开始。", "会议结束。"]


def test_a_row_of_a_table_is_one_sentence() -> None:
    assert split("任务\t完成。\t12项。") == [(0, 11)]


def test_no_sentence_goes_over_the_end_of_a_line() -> None:
    text = "他说“抓紧办。\n别拖”,随后离开。会议结束。\n 任务。\t12项。 \n他说“可以。就这样”,随后离开。\n完"
    assert [text[a:b] for a, b in split(text)] == [
        "他说“抓紧办。",
        "别拖”,随后离开。",
        "会议结束。",
        "任务。\t12项。",
        "他说“可以。就这样”,随后离开。",
        "完",
    ]


@pytest.mark.parametrize(
    ("text", "below", "expected"),
    [
        ("第一编 总则", "好。", (1, "第一编 总则")),
        ("第二章  主要目标", "好。", (2, "第二章 主要目标")),
        ("第三节 举措", "好。", (3, "第三节 举措")),
        ("第五条 职责", "好。", (4, "第五条 职责")),
        ("第五条 本办法自公布之日起施行。", "好。", None),
        ("专栏1重点工程", "好。", (5, "专栏1重点工程")),
        ("# 河湾县报告", "好。", (1, "河湾县报告")),
        ("### 主要目标", "好。", (3, "主要目标")),
        ("## 第二章 目标", "好。", (2, "第二章 目标")),
        ("工作回顾", "好。", (0, "工作回顾")),
        ("工 作 回 顾", "好。", (0, "工作回顾")),
        ("工作回顾", "", None),
        ("工作平稳。", "好。", None),
        ("主要做了以下工作:", "好。", None),
        ("一、工作回顾", "好。", None),
        ("指标\t数值", "好。", None),
        ("这是一段没有标点但是写得非常非常长长长长长长长长长长长长长长长长的话", "好。", (0, "")),
        ("甲" * 70, "好。", None),
    ],
)
def test_headings(text: str, below: str, expected: tuple[int, str] | None) -> None:
    found = heading(text, below)
    assert found == ((expected[0], expected[1] or text) if expected else None)


def test_roles_and_offsets_of_a_report() -> None:
    text = "# 河灣縣報告\n\n工作回顧\n　　完成改革 １ ２ 項。綠化６㎡。\n責任編輯：周曉嵐\n"
    reading = segment(convert(text))
    assert [(p.role, reading.text[p.start : p.end]) for p in reading.paragraphs] == [
        ("heading", "# 河湾县报告"),
        ("heading", "工作回顾"),
        ("text", "完成改革 12项。绿化6m2。"),
    ]
    found = [text[slice(*reading.origin(s.start, s.end))] for s in reading.sentences]
    assert found == ["# 河灣縣報告", "工作回顧", "完成改革 １ ２ 項。", "綠化６㎡。"]
    assert [h.title for h in reading.headings] == ["河湾县报告", "工作回顾"]


def test_places_are_found_by_sentence_and_paragraph() -> None:
    reading = segment(convert("甲事办好。乙事办好。\n丙事办好。"))
    assert [reading.sentence_at(i) for i in (0, 4, 5, 9, 11, 15)] == [0, 0, 1, 1, 2, 2]
    assert [reading.paragraph_at(i) for i in (0, 9, 11)] == [0, 0, 1]


def test_clauses_are_found_by_the_marks_around_them() -> None:
    reading = segment(convert("甲事办好,乙事办好;丙事办好。\n丁事办好。"))
    assert [reading.clause_start(i, 0) for i in (0, 4, 5, 9, 10, 15)] == [0, 0, 5, 5, 10, 15]
    assert [reading.clause_start(i, 7) for i in (6, 9, 12)] == [7, 7, 10]
    assert [reading.clause_end(i, 12) for i in (0, 4, 5, 10)] == [4, 4, 9, 12]
    assert reading.clause_starts(0, 13, 2) == [10, 5]
    assert reading.clause_starts(5, 13, 2) == [10]


def test_an_empty_text_reads_as_nothing() -> None:
    for text in ("", "\n\n", "  \n　"):
        reading = segment(convert(text))
        assert (reading.text, reading.paragraphs, reading.sentences) == ("", [], [])
