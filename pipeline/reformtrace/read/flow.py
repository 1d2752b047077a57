"""The pages of a document -> its text, a line a paragraph: lines re-flowed, tables in their place, notes below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .aligned import aligned
from .columns import Item, Strip, in_order, strips
from .extracted import Extracted, Limits, Unreadable
from .geometry import Line, Sheet, first_token, lines_of, run_on
from .grid import Table, goes_on, mend, tables
from .layout import Lines, tidy, with_notes
from .margins import Note, body_size, lift_notes, renumbered, without_heads

INDENT = 1.2
DEEP = 4.5  # an indent wider than this is a signature's, not a paragraph's
SLACK = 0.35
RAGGED = 1.1
GAP = 1.45  # lines further apart than this times the usual are no paragraph
OTHER_SIZE = 0.12
ROUGHLY = 0.28  # the same, where sizes are read off a picture
FINISHED = re.compile(r"(?:[。!！?？；;:：…]|(?<=[a-z]{2})\.)[”’」』》)）〉】\]\"']*$")
UNFINISHED = re.compile(r"[,，、]$")
NUMERAL = "[一二三四五六七八九十百]{1,4}"
OPENS = re.compile(
    rf"{NUMERAL}、|[（(](?:{NUMERAL}|\d{{1,2}})\s?[）)]|\d{{1,2}}[.．、](?!\d)|[①-⑳]|——|[壹贰叁肆伍陆柒捌玖拾貳參陸]{{1,3}}、"
    rf"|第{NUMERAL}[编篇部章节条]|第\d{{1,3}}[编篇部章节条]|专栏\s?\d|附[件表录]|[●■◆▪•◇□○]|{NUMERAL}[是要]|第{NUMERAL}[,，、]"
)


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column start and end, how far apart they are, and whether they are set flush right."""

    left: float
    right: float
    pitch: float
    flush: bool


def lay_out(sheets: Sequence[Sheet], reader: str, encoding: str, limits: Limits) -> Extracted:
    """The text of pages with the places where it stood; raises Unreadable where it is too long."""
    found = [tables(sheet) for sheet in sheets]
    rows = [lines_of(pieces, sheet.number) for sheet, (_, pieces) in zip(sheets, found, strict=True)]
    rows = without_heads(rows, [sheet.height for sheet in sheets])
    size = body_size(rows)
    pages: list[list[Strip]] = []
    notes: list[Note] = []
    numbers: dict[int, dict[int, int]] = {}
    for sheet, (drawn, _), page in zip(sheets, found, rows, strict=True):
        loose, page = ([], page) if sheet.rough else aligned(page, sheet.number)
        items: list[Item] = [*drawn, *loose, *(line for row in page for line in row)]
        parts = strips(items, sheet)
        for strip in parts:
            for note in lift_notes(strip, size, _Rules(sheet), notes[-1] if notes else None):
                notes.append(note)
                numbers.setdefault(sheet.number, {}).setdefault(note.label, len(notes))
        pages.append(parts)
    out = Lines(limits.max_bytes)
    _Writer(out, numbers, {sheet.number for sheet in sheets if sheet.rough}).write(in_order(pages))
    with_notes(out, (f"[{i}] {tidy(note.text)}" for i, note in enumerate(notes, 1)))
    if not out.text.strip():
        raise Unreadable("it holds no text; if its pages are pictures, install reformtrace[ocr] and read it again")
    return Extracted(out.text, reader, encoding, tuple(out.places))


class _Rules:
    """Asks for short level rules of a page, such as stand above notes."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet

    def __call__(self, top: float, bottom: float) -> bool:
        return any(top <= y <= bottom and x1 - x0 < 0.6 * self._sheet.width for y, x0, x1 in self._sheet.level)


class _Writer:
    """Runs lines on into paragraphs and writes them out with the tables between them."""

    def __init__(self, out: Lines, numbers: dict[int, dict[int, int]], rough: set[int]) -> None:
        self._rough = rough  # the pages that were read off pictures
        self._out = out
        self._numbers = numbers
        self._text = ""
        self._page = 0
        self._group: list[Line] = []
        self._tables = 0
        self._row = 0

    def write(self, ordered: list[Strip]) -> None:
        """Writes the strips of a document in the order given."""
        margins = _margins(ordered, self._rough)
        held: Table | None = None  # a table at the foot of its page
        for index, strip in enumerate(ordered):
            for item in strip.items:
                if isinstance(item, Table):
                    if held is not None and item is strip.items[0] and held.page != item.page and goes_on(held, item):
                        mend(held, item)
                        self._table(held)
                        held = item
                        continue
                    self._close(held)
                    held = None
                    self._flush()
                    self._start()
                    held = item
                    continue
                self._close(held)
                held = None
                self._line(item, margins[index])
        self._close(held)
        self._flush()

    def _start(self) -> None:
        self._tables += 1
        self._row = 0

    def _close(self, table: Table | None) -> None:
        if table is not None:
            self._table(table)

    def _table(self, table: Table) -> None:
        for line in table.lines():
            self._row += 1
            text = renumbered(line, self._numbers.get(table.page, {}))
            self._out.add(text, self._tables, self._row, table.page)

    def _line(self, line: Line, margins: Margins) -> None:
        text = renumbered(line.text, self._numbers.get(line.page, {}))
        if self._group and self._goes_on(line, margins):
            self._text = run_on(self._text, text)
        else:
            self._flush()
            self._text, self._page = text, line.page
        self._group.append(line)
        self._here = margins

    def _flush(self) -> None:
        text = tidy(self._text)
        if text:
            self._out.add(text, page=self._page)
        self._text, self._group = "", []

    def _goes_on(self, line: Line, margins: Margins) -> bool:
        """Whether a line goes on with the paragraph that is being read."""
        above, first = self._group[-1], self._group[0]
        here = self._here
        em = max(line.size, above.size) or 1.0
        rough = line.page in self._rough or above.page in self._rough
        if abs(line.size - above.size) > (ROUGHLY if rough else OTHER_SIZE) * em:
            return False
        same_column = line.page == above.page and line.y0 > above.y0
        if same_column and here.pitch and line.middle - above.middle > max(GAP * here.pitch, 1.2 * em):
            return False
        indent = (line.x0 - margins.left) / em
        before = (above.x0 - here.left) / em
        if _is_centred(line, margins, em):
            # A heading's next line, where the one above was full.
            return not (_is_short(above, line, here, em) or OPENS.match(line.text) or FINISHED.search(above.text))
        if _is_centred(above, here, em):
            return False
        opens = OPENS.match(line.text) is not None
        if (opens or not UNFINISHED.search(above.text)) and _is_short(above, line, here, em):
            return False
        if opens and FINISHED.search(above.text):
            return False
        if indent > DEEP and before <= DEEP:
            return False
        if len(self._group) > 1 and indent < before - (1.2 if rough else 0.8):
            # Hung lines end where the next item's mark stands out to their left.
            return False
        if indent > INDENT and line is not first:
            hung = OPENS.match(first.text) is not None and not opens and indent > before - 0.5
            level = abs(indent - before) < 0.4
            if len(self._group) > 1:
                return level
            return (level or hung) and not opens and not FINISHED.search(above.text)
        return True


def _is_short(above: Line, below: Line, margins: Margins, em: float) -> bool:
    """Whether the line above had room for what the line below starts with, so that it was ended on purpose."""
    slack = (SLACK if margins.flush else RAGGED) * em
    room = margins.right - above.x1
    if room <= slack and margins.left <= margins.right:
        return False  # whatever stands below
    wide, narrow = first_token(below.text)
    needed = (wide + narrow * 0.5) * em
    return room > min(needed, 0.5 * (margins.right - margins.left)) + slack


def _is_centred(line: Line, margins: Margins, em: float) -> bool:
    left, right = line.x0 - margins.left, margins.right - line.x1
    return left > 2.6 * em and right > 1.5 * em and abs(left - right) < 1.2 * em


def _margins(ordered: list[Strip], rough: set[int]) -> list[Margins]:
    """The margins of each strip, told from all strips that stand at the same place on their pages."""
    even = len({strip.page for strip in ordered}) > 5
    pools: dict[tuple[int, int, int, bool], list[Line]] = {}
    widths: dict[tuple[int, int, int, bool], float] = {}
    keys = [(strip.column, strip.of, strip.page % 2 if even else 0, strip.page in rough) for strip in ordered]
    for key, strip in zip(keys, ordered, strict=True):
        pools.setdefault(key, []).extend(strip.lines)
        widths[key] = strip.width if strip.of == 1 else 0.0
    known = {key: _margins_of(lines, key[3], widths[key]) for key, lines in pools.items()}
    return [known[key] for key in keys]


def _margins_of(lines: list[Line], rough: bool, width: float) -> Margins:
    if not lines:
        return Margins(0, 0, 0, False)
    em = median(line.size for line in lines) or 1.0
    count = max(2, len(lines) * 0.06) if len(lines) > 5 else 1
    left = _edge(sorted(line.x0 for line in lines), em, count)
    right = -_edge(sorted(-line.x1 for line in lines), em, count)
    places = [(line.page, line.middle) for line in lines]
    steps = [b - a for (page, a), (next_page, b) in pairwise(places) if page == next_page and 0 < b - a < 4 * em]
    # The usual step between lines of a paragraph is among the smaller ones.
    pitch = sorted(steps)[len(steps) // 3] if steps else 0.0
    full = [line for line in lines if line.x1 > right - 3 * em]
    ends = [line for line in lines if line.x1 > right - 0.6 * em]
    finished = sum(FINISHED.search(line.text) is not None for line in ends)
    if finished > 0.5 * len(ends) or right - left < 0.5 * (width - 2 * left):
        # Where most of the longest lines end a sentence, or fill no half of the page, they reach no margin.
        right = max(right, width - left)
    flush = sum(line.x1 > right - 0.4 * em for line in full) > 0.7 * len(full)
    return Margins(left, right, pitch, flush and not rough)


def _edge(values: list[float], em: float, count: float) -> float:
    """The outermost place where enough lines start or end together."""
    for i, value in enumerate(values):
        near = sum(v < value + 0.6 * em for v in values[i : i + int(count) + 1])
        if near >= count:
            return value
    return values[0]
