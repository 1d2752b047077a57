"""Footnotes pasted into a text: calls, notes, and closing parts that explain terms, lifted out of the running text."""

from __future__ import annotations

import re
from collections import Counter

from .patterns import pattern
from .strip import Strip

CALL = pattern(r"[①-⑳㉑-㉟]|\[\d{1,2}\]|〔\d{1,2}〕")
CALL_OPENS = pattern(r"[①-⑳㉑-㉟\[〔]")
CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}
PART = pattern(
    r"^\s*(?:[（(【\[]?\s*)?(?:名词解释|名词注释|有关名词解释|名词说明|注\s*释|注\s*解|脚\s*注|尾\s*注|用语说明|相关名词解释)(?:\s*[)）】\]])?\s*[::]?\s*$"
)
ANNEX = pattern(r"^\s*附\s?[件录表]\s?\d*\s?[::]?\s*$")
# A note opens with the term it explains, a work it cites, or a name and a colon.
NOTE_OPENS = pattern(r"\s*(?:[“「『][^”」』]{1,40}[”」』]\s*(?:[:是指为即]|,)|[^,。;:、\s]{1,24}:|[《〈]|[即指见注])")
HOST_GOES_ON = "、,;:。”’」』)》的了和与及等"
OPENERS = {"“": "”", "「": "」", "『": "』", "《": "》", "(": ")", "〈": "〉", "[": "]"}


def number_of(call: str) -> int | None:
    """The number of a call: `③` and `[3]` are 3."""
    if call in CIRCLED:
        return CIRCLED[call]
    digits = call.strip("[]〔〕")
    return int(digits) if digits.isdigit() else None


def note_end(text: str, start: int) -> int:
    """Where the text of a note that starts here ends: behind its first 。 outside quotes, or at the text's end.

    >>> text = "①“三清单”:权力、责任(含“两张表”。)和服务清单。、优化流程"
    >>> text[note_end(text, 1):]
    '、优化流程'
    """
    closers: list[str] = []
    for i in range(start, len(text)):
        char = text[i]
        if char in OPENERS and text.find(OPENERS[char], i) > 0:
            closers.append(OPENERS[char])
        elif closers and char == closers[-1]:
            closers.pop()
        elif char == "。" and not closers:
            return i + 1
    return len(text)


def is_list_item(text: str, at: int) -> bool:
    """Whether a circled number at a place heads an item: at the head of a clause that a list could start."""
    before = text[:at].rstrip()
    return not before or before[-1] in ":。;!?"


def lift(strips: list[Strip]) -> tuple[list[Strip], list[tuple[int, Strip]]]:
    """Paragraphs without their footnotes, and the footnotes, each with the index of the paragraph it was called in.

    A circled or bracketed number is a call where a note follows it at once, or where the same number opens a note
    elsewhere. Everything below a heading such as 注释 or 名词解释 that stands in the last part of the text is notes.
    """
    notes: list[tuple[int, Strip]] = []
    part = _closing_part(strips)
    hosts = strips[:part]
    has_calls = CALL_OPENS.search("".join([strip.text for strip in hosts]))
    called = [(i, strip) for i, strip in enumerate(hosts) if CALL_OPENS.search(strip.text)] if has_calls else []
    calls = Counter(m.group() for _, s in called for m in CALL.finditer(s.text) if not is_list_item(s.text, m.start()))
    for i, strip in called:
        hosts[i], lifted = _lift_one(strip, calls)
        notes += [(i, note) for note in lifted]
    if part is not None:
        hosts.append(strips[part])
        after = _after_part(strips, part)
        notes += [(part, s) for s in strips[part + 1 : after]]
        hosts += [_lift_one(s, calls)[0] for s in strips[after:]]
    return hosts, notes


def _closing_part(strips: list[Strip]) -> int | None:
    """The index of the heading of a closing part of notes, or None."""
    sizes = [len(s.text) for s in strips]
    above, enough = 0, sum(sizes) * 0.3
    for i, size in enumerate(sizes[:-1]):
        if size <= 12 and above > enough and PART.match(strips[i].text):
            return i
        above += size
    return None


def _after_part(strips: list[Strip], part: int) -> int:
    """The index of the first paragraph behind a closing part: an annex, or the end."""
    for i in range(part + 1, len(strips)):
        if ANNEX.match(strips[i].text):
            return i
    return len(strips)


def _lift_one(strip: Strip, calls: Counter[str]) -> tuple[Strip, list[Strip]]:
    text = strip.text
    cut: list[tuple[int, int]] = []
    notes: list[Strip] = []
    at = 0
    for m in CALL.finditer(text):
        if m.start() < at:
            continue
        head = is_list_item(text, m.start())
        follows = bool(NOTE_OPENS.match(text, m.end()))
        if head:
            # A note at the paragraph's end or on a line of its own, whose call stands in the running text.
            if not (calls[m.group()] and follows):
                continue
            end = _tail_end(text, m.end())
        elif follows and _note_follows(text, m):
            end = note_end(text, m.end())
        elif number_of(m.group()) is not None and m.group()[0] in "[〔①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳" and _bare(text, m):
            cut.append(m.span())
            at = m.end()
            continue
        else:
            continue
        notes.append(strip.cut(m.start(), end))
        cut.append((m.start(), end))
        at = end
    if not cut:
        return strip, []
    return strip.without(cut), notes


def _note_follows(text: str, call: re.Match[str]) -> bool:
    """Whether what follows a call in the running text is its note, not the next words of the sentence."""
    end = note_end(text, call.end())
    body = text[call.end() : end]
    quoted = re.match(r"\s*([“「『][^”」』]{1,40}[”」』])", body)
    if quoted and quoted[1] in text[max(0, call.start() - 60) : call.start()]:
        return True
    if quoted and re.match(r"\s*[“「『][^”」』]{1,40}[”」』]\s*:", body):
        return True
    if re.search(r"(?:出版社|第\d+页|\d+年版|《[^》]+》[,、]\s*\d{4}年|\d{4}年\d+月\d+日。)", body):
        return True
    return end < len(text) and text[end] in HOST_GOES_ON and re.match(r"[^,。;]{1,24}:|[即指见注]", body) is not None


def _bare(text: str, call: re.Match[str]) -> bool:
    """Whether a call stands alone behind a word: a mark or text follows, as if it were not there."""
    before = text[call.start() - 1 : call.start()]
    return (
        bool(before)
        and (before in "”’」』》)" or "\u4e00" <= before <= "\u9fff" or before in "。,;、")
        and (call.group()[0] not in "[〔" or bool(re.match(r"[^\d]|$", text[call.end() : call.end() + 1])))
    )


def _tail_end(text: str, start: int) -> int:
    """The end of a note in a row of notes: before the next call that heads a note, or at the text's end."""
    for m in CALL.finditer(text, start):
        if is_list_item(text, m.start()) and NOTE_OPENS.match(text, m.end()):
            return m.start()
    return len(text)
