"""Who acts: the body in brackets behind a sentence, the subject of a clause, or the body the document speaks for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

from .patterns import pattern
from .rules import load
from .segment import Reading
from .setting import Setting
from .words import tagger

NEAR = 240  # characters in front of a mention in which its subject is looked for
# No word goes over one of these marks.
UP_TO_MARK = pattern("[^,;:。\n]*")
IN_CHARGE = pattern(
    r"\((?:责任(?:单位|部门)[::])?(?P<bodies>[^()]{2,80}?)(?:等(?:有关|相关)?(?:部门|单位|部门和单位))?(?:牵头|负责|分别负责|按(?:照)?职责(?:分工)?负责|指导|配合)[^()]{0,40}\)"
)
# Each alternative begins with a plain character: the engine looks for those alone.
BODY = pattern(
    r"(?:委员会|办公室|政府|局|委|厅|署|处|办|部(?<![干全内外局]部)|院(?<![学医法]院)|集团|公司|法院|协会|联合会|联盟|党组|银行|大学|行政团队|省(?<!城省)|市(?<!城市)|县(?<!城县)|州(?<!城州)|区(?<![园城地社户林景发片库山牧校灾]区)|机场|基金会)$"
)
# What may stand in front of a subject: an item's marker, a conjunction.
MARKER = pattern(
    r"\s*(?:\([一二三四五六七八九十\d]{1,3}\s?\)|[一二三四五六七八九十\d]{1,3}[、.])?\s*(?:而且|而|由于|但是|但|如果|若|因此|所以|此外|同时)?,?"
)
# The same anywhere in a clause: a first, cheap look.
ANY_BODY = pattern(BODY.pattern.removesuffix("$"))
NO_BODY = pattern(r"[\d、]")
ISSUING = (
    "本院|本局|本府|本会|本委|我局|我院|我委|我厅|我市|我省|我区|我县|全市|全省|全区|全县|我们|本港|政府|当局|各地"
)
# How far the name of a body can reach in a clause; none where it names the issuer.
NAME = pattern(rf"[、的]*+(?!{ISSUING})[^,;:。\n\d、]{{0,18}}")
AROUND = "、的,"  # what is no part of a name
MARKER_LENGTH, OPENING = 12, 24  # characters that are looked at


@cache
def verbs() -> frozenset[str]:
    """Verbs that the dictionary may take for something else: 新建 is a place to it."""
    return frozenset(load("targets").words["leading"])


class Actors:
    """Answers who acts at places of one document's reading text."""

    def __init__(self, reading: Reading, issuer: str | None) -> None:
        self.reading = reading
        self.issuer = issuer
        self.brackets = list(IN_CHARGE.finditer(reading.text))
        self.bracket_starts = [m.start() for m in self.brackets]
        self.subjects: dict[int, tuple[str, int] | None] = {}

    def in_charge(self, start: int, stop: int) -> Sequence[re.Match[str]]:
        """The brackets between two places that name who acts."""
        first = bisect_left(self.bracket_starts, start)
        return [m for m in self.brackets[first : bisect_left(self.bracket_starts, stop, first)] if m.end() <= stop]

    def of(self, start: int, setting: Setting) -> str | None:
        """The body in brackets behind the sentence, or the subject of its clause, or the body the document speaks for."""
        for m in setting.in_charge:
            if m.start() >= start:
                return m["bodies"].rstrip("、,")
        first = setting.start if start - setting.start < NEAR else start - NEAR
        # In front of most mentions no body is named at all.
        named = ANY_BODY.search(self.reading.text, first, start) and self._subject(first, start)
        return named or self.issuer

    def _subject(self, first: int, start: int) -> str | None:
        text, subjects = self.reading.text, self.subjects
        for key in (*self.reading.clause_starts(first, start, 2), first):
            if key not in subjects:
                # A body named behind the mention is no subject of it.
                if not ANY_BODY.search(text, key, min(start, key + MARKER_LENGTH + OPENING)):
                    continue
                subjects[key] = self._subject_at(key)
            found = subjects[key]
            if found and found[1] <= start:
                return found[0]
        return None

    def _subject_at(self, start: int) -> tuple[str, int] | None:
        """The body that a clause opens with, up to its verb, and where it ends."""
        text = self.reading.text
        marker = MARKER.match(text, start, start + MARKER_LENGTH)
        start = marker.end() if marker else start
        name = NAME.match(text, start, start + OPENING)
        if not name or not ANY_BODY.search(text, start, name.end()):
            return None
        clause = UP_TO_MARK.match(text, start, start + OPENING)
        read, ends = "", verbs()
        for word, tag in tagger()(clause.group() if clause else ""):
            if tag[:1] in "vpdua" or word in ends or word in ("将", "会"):
                break
            read += word
        read = read.rstrip(AROUND)
        subject = read.lstrip(AROUND)
        if (
            2 <= len(subject) <= 18
            and BODY.search(subject)
            and not subject.startswith("各部门")
            and not NO_BODY.search(subject)
        ):
            return subject, start + len(read)
        return None
