"""Footnotes: every form in which notes come pasted into a text, and the numbers that call none."""

from __future__ import annotations

import pytest

from reformtrace import extract
from reformtrace.convert import convert
from reformtrace.footnotes import note_end, number_of
from reformtrace.segment import segment

NOTE = "“三張清單”：指權力、責任和服務清單。"

# What a text reads as without its notes, and the notes.
FORMS: dict[str, tuple[str, list[str], list[str]]] = {
    "circled, in the sentence": (
        "推行“三大任务”①“三大任务”:主要包括清障、疏浚和绿化。、优化流程,完成12项。",
        ["推行“三大任务”、优化流程,完成12项。"],
        ["①“三大任务”:主要包括清障、疏浚和绿化。"],
    ),
    "bracketed, in the sentence": (
        "推行“三张清单”[1]“三张清单”:指权力清单。,优化流程。",
        ["推行“三张清单”,优化流程。"],
        ["[1]“三张清单”:指权力清单。"],
    ),
    "full-width": (
        "推行“三張清單”［２］“三張清單”：指權力清單。，優化流程。",
        ["推行“三张清单”,优化流程。"],
        ["[2]“三张清单”:指权力清单。"],
    ),
    "a call doubled by its note": (
        "推行河长制[1][1]河长制:指由负责人担任河长。,全县受益。",
        ["推行河长制,全县受益。"],
        ["[1][1]河长制:指由负责人担任河长。"],
    ),
    "two in one sentence": (
        "推行“林长制”①“林长制”:指分级负责。、“河长制”②“河长制”:指分段负责。,全县受益。",
        ["推行“林长制”、“河长制”,全县受益。"],
        ["①“林长制”:指分级负责。", "②“河长制”:指分段负责。"],
    ),
    "at the paragraph's end": (
        "推行河长制①,实施林长制②,全县受益。①河长制:指分段负责。②林长制:指分级负责。\n工作平稳。",
        ["推行河长制,实施林长制,全县受益。", "工作平稳。"],
        ["①河长制:指分段负责。", "②林长制:指分级负责。"],
    ),
    "on lines of their own": (
        "推行河长制①,实施林长制②,全县受益。\n①河长制:指分段负责。\n②林长制:指分级负责。",
        ["推行河长制,实施林长制,全县受益。"],
        ["①河长制:指分段负责。", "②林长制:指分级负责。"],
    ),
    "in a closing part": (
        "推行河长制[1],全县受益。\n巩固成果,再创佳绩。\n名词解释\n[1]河长制:指分段负责。\n[2]林长制:指分级负责。",
        ["推行河长制,全县受益。", "巩固成果,再创佳绩。", "名词解释"],
        ["[1]河长制:指分段负责。", "[2]林长制:指分级负责。"],
    ),
    "numbered in a closing part": (
        "推行河长制,全县受益。\n巩固成果,再创佳绩。\n注释:\n1.河长制:指分段负责。\n2.林长制:指分级负责。",
        ["推行河长制,全县受益。", "巩固成果,再创佳绩。", "注释:"],
        ["1.河长制:指分段负责。", "2.林长制:指分级负责。"],
    ),
    "an annex behind the closing part": (
        "推行河长制,全县受益。\n名词解释\n河长制:指分段负责。\n附件1\n任务清单。",
        ["推行河长制,全县受益。", "名词解释", "附件1", "任务清单。"],
        ["河长制:指分段负责。"],
    ),
    "a call without a note": ("推行“河长制”①,全县受益。", ["推行“河长制”,全县受益。"], []),
    "a bracketed call without a note": ("推行河长制〔1〕,全县受益。", ["推行河长制,全县受益。"], []),
    "a list of circled numbers": (
        "分三步:①统一标准;②统一时限;③统一流程。",
        ["分三步:①统一标准;②统一时限;③统一流程。"],
        [],
    ),
    "circled items": ("①统一标准。\n②统一时限。", ["①统一标准。", "②统一时限。"], []),
    "a document's number": ("依照河政发〔2031〕12号办理。", ["依照河政发〔2031〕12号办理。"], []),
}


def read(text: str) -> tuple[list[str], list[str]]:
    """The sentences of a text and those of its notes, note by note."""
    reading = segment(convert(text))
    hosts = [reading.text[s.start : s.end] for s in reading.sentences if reading.paragraphs[s.paragraph].role != "note"]
    return hosts, [reading.text[p.start : p.end] for p in reading.paragraphs if p.role == "note"]


@pytest.mark.parametrize(("text", "hosts", "notes"), FORMS.values(), ids=FORMS)
def test_notes_are_lifted(text: str, hosts: list[str], notes: list[str]) -> None:
    assert read(text) == (hosts, notes)


@pytest.mark.xfail(strict=True, reason="a note without quotes is known only by the mark behind it")
def test_a_note_that_repeats_its_word_is_lifted() -> None:
    text = "推行河长制①河长制:指分段负责。全县受益。"
    assert read(text) == (["推行河长制全县受益。"], ["①河长制:指分段负责。"])


def test_the_host_spans_the_whole_stretch_and_the_note_its_own() -> None:
    text = f"推行“三張清單”①{NOTE}、優化流程，完成１２項改革。工作平穩。"
    host, after, note = sorted(extract(text).sentences, key=lambda s: s.footnote)
    assert host.text == text[: text.index("工作")]
    assert host.simplified == "推行“三张清单”、优化流程,完成12项改革。"
    assert after.text == "工作平穩。"
    assert (note.text, note.footnote) == (f"①{NOTE}", True)


def test_a_host_reaches_over_the_note_at_its_end() -> None:
    text = f"推行“三張清單”①{NOTE}"
    host = extract(text).sentences[0]
    assert (host.text, host.simplified) == (text, "推行“三张清单”")


@pytest.mark.xfail(strict=True, reason="the heading of the closing part reaches over all of its notes")
def test_a_heading_of_notes_does_not_reach_over_them() -> None:
    heading = extract("推行河长制,全县受益。\n名词解释\n河长制:指分段负责。").sentences[1]
    assert heading.text == "名词解释"


def test_no_initiatives_come_from_notes() -> None:
    text = "推行河长制,全县受益。\n巩固成果,再创佳绩。\n注释\n1.河长制:指分段负责。\n2.林长制:指分级负责。"
    assert extract(text).records == ()


def test_records_across_a_note_are_read_as_if_it_were_not_there() -> None:
    text = "複核後申訴率①“複核後申訴率”：指比率。從18.2%降至11.7%。"
    found = [r for r in extract(text).records if not r.sentence.footnote]
    assert [r.span.text for r in found] == ["從18.2%降至11.7%"]
    assert found[0].sentence.simplified == "复核后申诉率从18.2%降至11.7%。"


def test_where_a_note_ends() -> None:
    text = "“三清单”:权力、责任(含“两张表”。)和服务清单。、优化流程。"
    assert text[note_end(text, 0) :] == "、优化流程。"
    assert note_end("没有句号", 0) == 4
    assert note_end("“未闭合。后面", 0) == 5


@pytest.mark.parametrize(("call", "number"), [("③", 3), ("⑳", 20), ("[7]", 7), ("〔12〕", 12), ("㉑", None)])
def test_the_number_of_a_call(call: str, number: int | None) -> None:
    assert number_of(call) == number
