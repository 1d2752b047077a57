"""What readers share in laying text out: lines with their places, tables as rows, notes below the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .extracted import Place, Unreadable

NOTES = "注释"
CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
BROKEN = re.compile(rf"(?<=[{CJK}])[ \t\r\f]*\n\s*(?=[{CJK}])")
BLANKS = re.compile(r"[ \t\n\r\f\v\xa0\u2028\u2029]+")
# Characters that show nothing, and those that no text holds.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
EXPONENT = re.compile(r"[-+]?\d{1,2}")
CALL = re.compile(r"[\[【〔(（]?(\d{1,3})[\]】〕)）]?")


class Lines:
    """Collects the lines of a text with the places where they stood; together they stay within the limit."""

    def __init__(self, limit: int) -> None:
        self.lines: list[str] = []
        self.places: list[Place] = []
        self._at = 0
        self._limit = limit
        self._here: tuple[int | None, int | None, int | None] = (None, None, None)

    def add(self, line: str, table: int | None = None, row: int | None = None, page: int | None = None) -> None:
        """Adds a line that stood in a row of a table, or in none, and on a page where the format has pages."""
        if (page, table, row) != self._here:
            self.places.append(Place(self._at, page, table, row))
            self._here = (page, table, row)
        self.lines.append(line)
        self._at += len(line) + 1
        if self._at > self._limit:
            raise Unreadable(f"it holds more than {self._limit:,} characters of text; raise --max-bytes or split it")

    @property
    def text(self) -> str:
        """The lines as one text, with a newline at its end."""
        return "\n".join([*self.lines, ""]) if self.lines else ""


def tidy(text: str) -> str:
    r"""One line of text: line breaks of the source and runs of blanks closed up, characters that show nothing left out.

    >>> tidy("深化\n    改\u200b革\xa0\xa0 第二章 ")
    '深化改革 第二章'
    """
    text = text.strip()
    # Most lines hold no blank but single spaces; to know that is much faster than to look for others.
    if text.isprintable():
        return BLANKS.sub(" ", text) if "  " in text else text
    if "\n" in text:
        text = BROKEN.sub("", text)
    return BLANKS.sub(" ", UNSEEN.sub("", text)).strip()


def row_line(cells: Sequence[str], *, whole: bool) -> str:
    r"""A row of a table as a line; `whole` says that one merged cell makes up the row, which is then said once.

    >>> row_line(["指标", "单位"], whole=False), row_line(["一、合计", "一、合计"], whole=True)
    ('指标\t单位', '一、合计')
    """
    if not any(cells):
        return ""
    return cells[0] if whole else "\t".join(cells)


def raised(text: str, before: str) -> str:
    """A raised number as text: an exponent behind a letter or figure, else the call of a note.

    >>> raised("2", "km"), raised("3", "改革"), raised("①", "改革")
    ('²', '[3]', '①')
    """
    inner = text.strip()
    if EXPONENT.fullmatch(inner) and before[-1:].isascii() and before[-1:].isalnum():
        return inner.translate(RAISED)
    call = CALL.fullmatch(inner)
    return f"[{int(call[1])}]" if call else text


def with_notes(lines: Lines, notes: Iterable[str]) -> None:
    """Adds the notes of a text below it, under a line that says so."""
    for i, note in enumerate(notes):
        if not i:
            lines.add(NOTES)
        lines.add(note)
