"""What the word lists of the target rules make up: patterns, and for their ends the letters that they ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from ..patterns import pattern
from ..periods import MONTH
from ..rules import alternation, load

BREAK = ",;:。!?\n\t"
LONGEST_CLAUSE = 160  # characters; what goes on without a mark for longer is no clause
LONGEST_TAIL = 64  # characters; longer than anything cut from the end of a phrase at once
JOINERS = "、,;和及与()（） \t"
# `$` lets a line break stand behind a hit, and some patterns a space.
SPACES = frozenset(re.findall(r"\s", "".join(map(chr, range(0x3001)))))


class Ending:
    """A pattern that `$` closes, with the letters, or pairs of letters, that its hits end in: most texts end in others."""

    # Asked for tens of thousands of times: slots are read sooner than a named tuple's fields.
    __slots__ = ("letters", "pairs", "pattern")

    def __init__(self, pattern: re.Pattern[str], letters: frozenset[str], pairs: frozenset[str] = frozenset()) -> None:
        self.pattern = pattern
        self.letters = letters
        self.pairs = pairs

    def search(self, text: str) -> re.Match[str] | None:
        """Where a text ends in a hit."""
        return self.pattern.search(text) if text[-1:] in self.letters or text[-2:] in self.pairs else None

    def near_end(self, text: str) -> re.Match[str] | None:
        """Where a text ends in a hit that is not long, whatever its last letter is."""
        return self.pattern.search(text, max(0, len(text) - LONGEST_TAIL))

    def without(self, text: str) -> str:
        """A text without the hit that it ends in."""
        return self.pattern.sub("", text) if text[-1:] in self.letters else text


def ending(source: str, letters: str | Iterable[str]) -> Ending:
    """A pattern with the letters that its hits may end in."""
    return Ending(pattern(source), SPACES.union(letters))


def words_at_end(words: Iterable[str], tail: str, letters: str = "") -> Ending:
    """Words and a tail that may follow them, with the letters that the tail may end in."""
    words = list(words)
    return Ending(
        pattern(alternation(words) + tail),
        SPACES.union(letters, (w for w in words if len(w) == 1)),
        frozenset(w[-2:] for w in words if len(w) > 1),
    )


def change_at_end(words: Iterable[str], tail: str, letters: str) -> Ending:
    """Words of change or their rates and a tail that may follow them, with the letters that the tail may end in."""
    words = list(words)
    found = words_at_end(words, f"(?:了|率|幅度|速度)?{tail}", f"了{letters}")
    return Ending(found.pattern, found.letters, found.pairs.union(("幅度", "速度"), (f"{w[-1]}率" for w in words)))


MONTHS = rf"(?:\d{{1,2}}|[一二三四五六七八九])月?(?:至|到|-|—|~){MONTH}份?|[首前头](?:\d{{1,2}}|[一二两三四五六七八九十]{{1,2}})个月"
PERIOD = pattern(
    rf"[今去明前后]\(\d{{2,3}}\)年(?:{MONTHS}|{MONTH})?|(?:{MONTHS})的?|第[一二三四]季度?|(?:[从由自]?(?:19|20)\d{{2}}\s?[-—~至/]\s?(?:(?:19|20)\d{{2}}|\d{{2}})(?:学年度?|年度|年)(?:起|以来)?(?:的)?)|(?:(?:截至|截止|到|至|自|从|由|于)?(?:(?:(?:19|20)\d{{2}}|[一二][〇零○一二三四五六七八九]{{3}})(?:学?年度|年)?|\d{{2,3}}(?:学?年度|学年)|1[01]\d年|[今去明本上当前](?:年度|年))(?:[第前首]?[一二三四1-4]个?季度?|[上下]半年)?(?:{MONTHS}|{MONTH})?(?:\d{{1,2}}日)?(?:年?(?:[初末底内]|中(?![央国小等共西东外部医期心青型华层高])))?(?:以来|以前|之前|前|起|间|至今|同期)?(?:的)?(?:全年|期间)?)"
    r"|“?十[一二三四五六]五”?(?:时期|期间|以来|末|规划)?|(?:未来|今后|过去|近)?[一二三四五六七八九十两\d]+年(?:来|间|内)?|(?:全|年)(?:年|末|底|内)前?|[一二三四五六七八九十\d]{1,2}月[底末初]?前|[一二三四]季度|[上下]半年|期末|本届任期内"
)

PERIOD_FIRST = "今第截到至自从由于一二三四五六七八九十两去明本上下当前后首头“未过近全年期12"  # beside other digits


# What a number is reckoned per, behind 每.
PER = "(?:立方米|平方公里|公顷|公里|千克|公斤|升|[百千万]人|[百万]元|单位|[人户班年月日周天次亩吨校村])"
PER_LAST = "米里顷克斤升元位人户班年月日周天次亩吨校村"


class Lexicon(NamedTuple):
    """The word lists as patterns."""

    reached: Ending
    leading: re.Pattern[str]
    leading_words: frozenset[str]
    openers: re.Pattern[str]
    opening_words: frozenset[str]
    predicate: frozenset[str]
    actions: frozenset[str]
    verb: frozenset[str]
    verb_last: frozenset[str]
    driving: re.Pattern[str]
    adverb: Ending
    heads: tuple[str, ...]
    change: Ending
    nominal: tuple[str, ...]
    qualifying: frozenset[str]
    handed_in: frozenset[str]
    adjusting: tuple[str, ...]
    deeds: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The word lists of the target rules, compiled once."""
    w = load("targets").words
    changes = [*w["up"], *w["down"], *w["held"]]
    verb = frozenset([*changes, *w["leading"], "应", "可", "将", "会", "能", "应可"])
    reached = words_at_end(w["reached"], r"\s?$")
    adverb = words_at_end(w["adverbs"], "$")
    change = change_at_end(
        # A pattern whose alternatives all begin with a letter is looked for much faster than one with `(?:计划)?` ahead.
        [*changes, *(f"计划{c}" for c in changes)],
        rf"(?:分别)?(?:达到|达|为|约|至|到|成|在|约为)?(?:分别)?(?:每{PER})?(?:近|约|超)?\s?$",
        f"别达到为约至成在近超{PER_LAST}",
    )
    return Lexicon(
        reached,
        pattern(f"{alternation(w['leading'])}(?:了|出)?(?!的|区[^级县域]|区$)"),
        frozenset(w["leading"]),
        pattern(f"^{alternation(w['openers'])}"),
        frozenset(w["openers"]),
        frozenset(w["predicate"]),
        frozenset(w["actions"]),
        verb,
        last_letters(verb).union("了出"),
        pattern(alternation(w["driving"]) + "(?:了)?"),
        adverb,
        tuple(w["heads"]),
        change,
        tuple(w["nominal"]),
        frozenset(w["qualifying"]),
        frozenset(w["handed_in"]),
        tuple(w["adjusting"]),
        frozenset(w["deeds"]),
    )


def last_letters(words: Iterable[str]) -> frozenset[str]:
    """What words end in."""
    return frozenset(w[-1] for w in words)
