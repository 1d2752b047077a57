"""What a reader takes out of a file: the text, where its parts stood, and what the file says of itself."""

from __future__ import annotations

from typing import NamedTuple


class Unreadable(Exception):
    """A file that a reader cannot read; the message says why, in plain words, and how to mend it."""


class Limits(NamedTuple):
    """Bounds on what a reader takes in: bytes of the file and of what it unpacks to, pages."""

    max_bytes: int = 100_000_000
    max_pages: int = 2_000


class Place(NamedTuple):
    """Where the text from `start` on stood, up to the next place: page, table and row, 1-based; None where unknown."""

    start: int
    page: int | None = None
    table: int | None = None
    row: int | None = None


class Extracted(NamedTuple):
    """The text that a reader took out, a line a paragraph; a table's row is a line, its cells parted by tabs.

    Footnotes stand as `[n]` at their call and, below a line 注释, as lines that open with `[n]`.
    """

    text: str
    reader: str  # name and version: "docx (python-docx 1.2.0)"
    encoding: str
    places: tuple[Place, ...] = ()
    title: str | None = None
    issuer: str | None = None
    date: str | None = None  # from the file's metadata, YYYY-MM-DD
