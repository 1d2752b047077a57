"""Words: both engines give the same, without gaps."""

from __future__ import annotations

import importlib.util

import pytest

from reformtrace.words import Word, cut_by_jieba, engine, joints, tagged_by_jieba, words, words_between

SENTENCES = [
    "完成132项改革任务",
    "复核后申诉率从18.2%下降到11.7%。",
    "在全国率先推行“一网通办”,群众满意。",
    "推进一体化发展,统一标准。",
    "全省12345热线(含分线)接听量上升。",
    "",
]


def test_words_have_offsets_and_tags() -> None:
    assert words("完成改革任务") == (Word(0, "完成", "v"), Word(2, "改革", "vn"), Word(4, "任务", "n"))
    assert words("完成改革任务")[1].end == 4


@pytest.mark.parametrize("sentence", SENTENCES)
def test_words_follow_each_other_without_gaps(sentence: str) -> None:
    found = words(sentence)
    assert "".join(w.text for w in found) == sentence
    assert [w.start for w in found] == [sum(len(w.text) for w in found[:i]) for i in range(len(found))]


@pytest.mark.parametrize("sentence", [*SENTENCES, "全省首家,全国第3,168家,", ",,在,"])
def test_the_words_of_a_part_are_those_of_the_whole(sentence: str) -> None:
    for start in range(len(sentence) + 1):
        for end in range(start, len(sentence) + 1):
            assert words_between(sentence, start, end) == [w for w in words(sentence) if start <= w.start < end]


@pytest.mark.parametrize("word", ["统一", "一体化", "任务"])
def test_a_numeral_inside_a_word_is_not_parted(word: str) -> None:
    assert word in [w.text for w in words(f"推进{word}发展")]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_joints_are_where_words_begin_and_end(sentence: str) -> None:
    assert joints(sentence) == {0, *(w.end for w in words(sentence))}


@pytest.mark.skipif(importlib.util.find_spec("rjieba") is None, reason="rjieba cannot be had here")
@pytest.mark.parametrize("sentence", SENTENCES)
def test_both_engines_cut_alike(sentence: str) -> None:
    assert engine() == "rjieba"
    found = [w.text for w in words(sentence)]
    assert [text for text, _ in tagged_by_jieba(sentence)] == found
    assert cut_by_jieba(sentence) == found
