"""Pieces of text at their places on a page -> the lines that a reader sees; what PDF, OFD and OCR have in common.

Coordinates run rightwards and downwards, in whatever unit a format has: every bound here is told in ems.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from .layout import raised

CELL_GAP = 1.5  # blanks wider than this part what stands beside each other
WORD_GAP = 0.15
WIDE_GAP = 0.75  # between Chinese characters no narrower blank is meant
WORD = re.compile(r"[\x21-\x7e\u00c0-\u024f]")
DIGITS = re.compile(r"[\[(（【〔]?\d{1,3}[\])）】〕]?")
START, SIZE = attrgetter("x0"), attrgetter("size")
HYPHENS = "\u00ad\u2010\ufffe\x02"
# A token that a line is not broken in: figures with their signs, a word of Latin letters, a character and its mark.
TOKEN = re.compile(r"[“‘（《〈「『【\[(]*(?:[\x21-\x7e\u00c0-\u024f]+|.)[，。、；：！？）》〉」』】”’％%,.;:!?)\]]*")


@dataclass(slots=True)
class Piece:
    """A run of text on one baseline: its box, its size of type, and, where it is known, where each character starts."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    cuts: Sequence[float] | None = None

    def parted(self, edges: Sequence[float]) -> list[Piece]:
        """The piece cut at upright rules that pass through it."""
        inside = [x for x in edges if self.x0 < x < self.x1]
        if not inside or len(self.text) < 2:
            return [self]
        cuts = self.cuts or stretched(self.text, self.x0, self.x1)
        out: list[Piece] = []
        at = 0
        half = self.size / 2
        for x in [*inside, None]:
            # A character belongs where its middle lies.
            end = len(self.text) if x is None else max(at, bisect_left(cuts, x - half / 2))
            words = self.text[at:end]
            if words.strip():
                right = self.x1 if end >= len(cuts) else cuts[end]
                out.append(Piece(words, cuts[at], self.y0, right, self.y1, self.size, cuts[at:end]))
            at = end
        return out


@dataclass(slots=True)
class Sheet:
    """A page: its size, its text in pieces, and its rules: level ones as (y, x0, x1), upright ones as (x, y0, y1)."""

    number: int
    width: float
    height: float
    pieces: list[Piece] = field(default_factory=list)
    level: list[tuple[float, float, float]] = field(default_factory=list)
    upright: list[tuple[float, float, float]] = field(default_factory=list)
    rough: bool = False  # read off a picture, so that no place is exact

    def scaled(self, by: float) -> Sheet:
        """The page in another unit."""
        pieces = [
            Piece(p.text, p.x0 * by, p.y0 * by, p.x1 * by, p.y1 * by, p.size * by, p.cuts and [x * by for x in p.cuts])
            for p in self.pieces
        ]
        level, upright = ([(a * by, b * by, c * by) for a, b, c in rules] for rules in (self.level, self.upright))
        return Sheet(self.number, self.width * by, self.height * by, pieces, level, upright, self.rough)


@dataclass(slots=True)
class Line:
    """What stands beside each other in one column of a page, as one text."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    page: int

    @property
    def width(self) -> float:
        """How far it reaches."""
        return self.x1 - self.x0

    @property
    def middle(self) -> float:
        """How far down the page its middle is."""
        return (self.y0 + self.y1) / 2


def stretched(text: str, x0: float, x1: float) -> list[float]:
    """Where each character of a text starts that fills a stretch, wide characters twice as wide as narrow ones."""
    widths = [1 if char < "\u0250" else 2 for char in text]
    unit = (x1 - x0) / (sum(widths) or 1)
    out, at = [], x0
    for width in widths:
        out.append(at)
        at += width * unit
    return out


def rows_of(pieces: Iterable[Piece]) -> list[list[Piece]]:
    """Pieces grouped into rows, from the top down, each from the left to the right."""
    rows: list[tuple[float, float, list[Piece]]] = []
    for piece in sorted(pieces, key=lambda p: (p.y0 + p.y1, p.x0)):
        if rows and rows[-1][0] == piece.y0 < piece.y1 == rows[-1][1]:
            rows[-1][2].append(piece)  # as most pieces do, it stands as high as the one before
            continue
        middle = (piece.y0 + piece.y1) / 2
        height = piece.y1 - piece.y0
        for i in range(len(rows) - 1, max(-1, len(rows) - 4), -1):
            top, bottom, row = rows[i]
            if not top <= middle <= bottom:
                continue
            shared = min(bottom, piece.y1) - max(top, piece.y0)
            if shared > 0.5 * min(height, bottom - top):
                row.append(piece)
                if height > bottom - top:
                    rows[i] = (piece.y0, piece.y1, row)
                break
        else:
            rows.append((piece.y0, piece.y1, [piece]))
    rows.sort(key=lambda row: row[0] + row[1])
    for _, _, row in rows:
        row.sort(key=START)
    return [row for _, _, row in rows]


def lines_of(pieces: Iterable[Piece], page: int) -> list[list[Line]]:
    """The rows of a page as lines: what wide blanks part stands as several lines in one row."""
    return [parts for row in rows_of(pieces) if (parts := _parts(row, page))]


def _parts(row: list[Piece], page: int) -> list[Line]:
    out: list[Line] = []
    part: list[Piece] = []
    last: Piece | None = None
    for piece in row:
        text = piece.text
        if not text or text.isspace():
            continue
        if last is not None:
            if text == last.text and abs(piece.x0 - last.x0) < 0.2 * piece.size:
                continue  # printed twice to look bold
            gap = piece.x0 - last.x1
            if gap > CELL_GAP * piece.size and gap > CELL_GAP * last.size:
                out.append(_line(part, page))
                part = []
        part.append(piece)
        last = piece
    if part:
        out.append(_line(part, page))
    return out


def _line(part: list[Piece], page: int) -> Line:
    first = part[0]
    if len(part) == 1:
        return Line(first.text.strip(" \t\xa0"), first.x0, first.y0, first.x1, first.y1, first.size, page)
    body = _body(part)
    right = max([piece.x1 for piece in part])
    return Line(_joined(part, body).strip(" \t\xa0"), first.x0, body.y0, right, body.y1, body.size, page)


def _body(part: list[Piece]) -> Piece:
    """The piece that a line's height is told by: the longest, of equally long ones the largest."""
    most = max([len(piece.text) for piece in part])
    return max([piece for piece in part if len(piece.text) == most], key=SIZE)


def _joined(part: list[Piece], body: Piece) -> str:
    text = ""
    last: Piece | None = None
    small, height = 0.8 * body.size, body.y1 - 0.12 * body.size
    for piece in part:
        words = piece.text
        if last is not None:
            if piece.size < small and piece.y1 < height and DIGITS.fullmatch(words.strip()):
                words = raised(words, text)
            else:
                gap = piece.x0 - last.x1
                # Characters that stand close to each other need no look at what they are.
                if not gap <= 0:
                    text += blank(text[-1:], words[:1], gap / (min(piece.size, last.size) or 1))
        text += words
        last = piece
    return text


def blank(before: str, after: str, gap: float) -> str:
    """The blank that a gap of so many ems between two characters stands for.

    >>> blank("年", "5", 0.3), blank("work", "report"[:1], 0.3), blank("区", "杜", 2)
    ('', ' ', ' ')
    """
    if gap < WORD_GAP or before.isspace() or after.isspace():
        return ""
    if gap > WIDE_GAP or (WORD.match(before[-1:]) and WORD.match(after)):
        return " "
    return ""


def run_on(before: str, after: str) -> str:
    r"""Two lines of a paragraph as one: a blank only between words of Latin letters, a hyphen at the break left out.

    >>> run_on("年均增长", "5.9%"), run_on("reform and", "opening"), run_on("digi\ufffe", "tal"), run_on("增长1", "2%")
    ('年均增长5.9%', 'reform and opening', 'digital', '增长12%')
    """
    last, first = before[-1:], after[:1]
    if last in HYPHENS or last == "-":
        stem = before[:-1]
        if stem[-1:].isascii() and stem[-1:].isalpha() and first.isascii() and first.islower():
            return stem + after
        return (stem + "-" if last in HYPHENS else before) + after
    latin = last.isascii() and first.isascii() and (last.isalpha() or first.isalpha())
    if latin and (last.isalnum() and first.isalnum() or last in ",.;:)" or first == "("):
        return before + " " + after
    return before + after


def first_token(text: str) -> tuple[int, int]:
    """How many wide and narrow characters a line's first token has, that was too long for the line before."""
    m = TOKEN.match(text)
    token = m.group() if m else text[:1]
    narrow = sum(char < "\u0250" for char in token)
    return len(token) - narrow, narrow
