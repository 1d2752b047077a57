"""What a number measures: the letters that let a search be spared are those that its pattern asks for."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable
from typing import Any

import pytest

from reformtrace.find import (
    attribution,
    before,
    behind,
    changes,
    measures,
    nouns_before,
    nouns_behind,
    objects,
    quantities,
)
from reformtrace.find.before import opening
from reformtrace.find.changes import change_words
from reformtrace.find.lexicon import PERIOD, PERIOD_FIRST, Ending, lexicon
from reformtrace.rules import load

parser: Any = importlib.import_module("re._parser")
MODULES = (attribution, before, behind, measures, nouns_before, nouns_behind)
ENDINGS = {name: value for module in MODULES for name, value in vars(module).items() if isinstance(value, Ending)}
ENDINGS |= {name: getattr(lexicon(), name) for name in ("reached", "adverb", "change")}
ENDINGS["some"] = change_words().some
DIGITS, ANYTHING = "\\d", "any"


def outer_letters(parts: Iterable[Any], last: bool, without: str = "") -> tuple[set[str], bool]:
    """The letters that what a parsed pattern hits may begin with, or end in, and whether it may hit nothing.

    Of a text without some letters, where these are given.
    """
    out: set[str] = set()
    for part in reversed(list(parts)) if last else parts:
        kind, value = str(part[0]), part[1]
        letters: set[str] = set()
        empty = False
        if kind in ("AT", "ASSERT", "ASSERT_NOT"):
            empty = True
        elif kind == "LITERAL":
            letters = {chr(value)}
        elif kind == "IN":
            letters = set().union(*map(one_of, value))
        elif kind == "SUBPATTERN":
            letters, empty = outer_letters(value[3], last, without)
        elif kind == "BRANCH":
            branches = [branch for branch in value[1] if not asks_for(branch, without)]
            found = [outer_letters(branch, last, without) for branch in branches]
            letters, empty = set().union(*(f[0] for f in found)), any(f[1] for f in found)
        elif kind in ("MAX_REPEAT", "MIN_REPEAT"):
            letters, empty = outer_letters(value[2], last, without)
            empty = empty or value[0] == 0
        else:
            letters = {ANYTHING}
        out |= letters
        if not empty:
            return out, False
    return out, True


def one_of(member: tuple[Any, Any]) -> set[str]:
    """The letters that a member of a class stands for."""
    kind, value = str(member[0]), member[1]
    if kind == "LITERAL":
        return {chr(value)}
    if kind == "RANGE" and value[1] - value[0] < 64:
        return {chr(c) for c in range(value[0], value[1] + 1)}
    if kind == "CATEGORY":
        return {DIGITS} if str(value) == "CATEGORY_DIGIT" else {" "} if str(value) == "CATEGORY_SPACE" else {ANYTHING}
    return {ANYTHING}


def asks_for(parts: Iterable[Any], letters: str) -> bool:
    """Whether a parsed pattern holds a part that hits nothing but one of these letters."""
    members = [[part] if str(part[0]) == "LITERAL" else part[1] for part in parts if str(part[0]) in ("LITERAL", "IN")]
    return any({one for member in some for one in one_of(member)} <= set(letters) for some in members)


@pytest.mark.parametrize("name", ENDINGS)
def test_endings_know_every_letter_that_they_end_in(name: str) -> None:
    ending = ENDINGS[name]
    source = parser.parse(ending.pattern.pattern)
    found, empty = outer_letters(source, last=True, without="比较按" if name == "BASIS" else "")
    assert not empty
    assert found - ending.letters - {pair[-1] for pair in ending.pairs} == set()
    assert "\n" in ending.letters


@pytest.mark.parametrize(
    ("name", "lists"),
    [
        ("reached", ("reached",)),
        ("adverb", ("adverbs",)),
        ("change", ("up", "down", "held")),
        ("some", ("up", "down", "held")),
    ],
)
def test_endings_know_every_word_and_rate_that_they_end_in(name: str, lists: tuple[str, ...]) -> None:
    found = ENDINGS[name]
    tails = ("", " ", "了", "率", "幅度", "速度", "率分别达到", "分别", "每年约")
    ends = [word + tail for some in lists for word in load("targets").words[some] for tail in tails]
    hits = [text for text in ends if found.pattern.search(text)]
    assert hits
    assert [text for text in hits if not found.search(text)] == []


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (PERIOD, frozenset(PERIOD_FIRST)),
        (lexicon().openers, opening()),
        (PERIOD, measures.TIME_FIRST),
        (measures.WHEN_OR_WHERE, measures.TIME_FIRST),
        (measures.EQUALS, measures.EQUALS_FIRST),
        (measures.SOMEWHERE, measures.SOMEWHERE_FIRST),
        (nouns_before.FIRST_OF_ALL, nouns_before.IN_ORDER),
        (nouns_behind.RELATIVE, nouns_behind.RELATES),
        (before.TOWARDS, before.TOWARDS_FIRST),
        (quantities.JOIN, quantities.JOINS),
        (quantities.patterns().after, quantities.patterns().after_first),
        (quantities.patterns().after_time, quantities.patterns().after_first),
    ],
)
def test_the_letters_that_a_pattern_begins_with_are_known(pattern: re.Pattern[str], letters: frozenset[str]) -> None:
    found, empty = outer_letters(parser.parse(pattern.pattern.replace(quantities.BLANK, r"\s")), last=False)
    assert not empty
    assert found - letters == {DIGITS} & found


def test_the_letters_that_a_whole_ends_in_are_known() -> None:
    found, empty = outer_letters(parser.parse(objects.WHOLE_BEFORE.pattern), last=True)
    assert not empty
    assert found | {"\n"} == objects.WHOLE_LAST


def test_every_verb_of_less_holds_what_it_is_told_by() -> None:
    verbs = re.findall("[\u4e00-\u9fff]{2}", changes.CUT.pattern.partition(")")[0])
    assert len(verbs) == 7
    assert [verb for verb in verbs if "减" not in verb and verb not in ("降低", "压缩")] == []


def test_every_later_date_ends_in_a_figure_and_its_year() -> None:
    for branch in before.DATED_TO.pattern.pattern.split("|"):
        assert not branch.endswith("$") or re.search(r"\\d\{[\d,]+\}年(?:的\?)?\$$", branch), branch


def test_the_letters_that_a_bound_in_front_ends_in_are_known() -> None:
    p = quantities.patterns()
    found, empty = outer_letters(parser.parse(p.before.pattern.replace(quantities.BLANK, r"\s")), last=True)
    assert not empty
    assert found - p.before_last == set()
    assert "\n" in p.before_last
