"""A web page as it is read: its lines, the blocks and tables that they stand in, and what its head says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

# A cell of more lines than this holds a text of its own.
LONG_CELL = 40
# What marks a link within the page, a raised stretch and their ends in a line, until the notes are known.
LINK, END_LINK, RAISED, END_RAISED, BREAK = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
OURS = re.compile("[\ufdd0-\ufdef]")
MARKS = re.compile(f"{LINK}\\d+{BREAK}|[\ufdd0-\ufdef]")


@dataclass(slots=True)
class Line:
    """A line of a page: its text with the marks of links in it and without, how much is link, the cell it stands in."""

    text: str
    words: str
    links: int
    linked: int
    cell: Cell | None
    heading: bool = False


@dataclass(slots=True)
class Cell:
    """A cell of a table: its place, its spans, and its lines from first to last."""

    table: Table
    row: int
    across: int
    down: int
    first: int
    last: int = 0


@dataclass
class Table:
    """A table: its cells in order and whether other tables stand in it."""

    outer: Cell | None
    cells: list[Cell] = field(default_factory=list)
    rows: int = 0
    nests: bool = False
    first: int = 0
    last: int = 0

    @cached_property
    def is_data(self) -> bool:
        """Whether it holds data, not the layout of the page: rows of several cells, none with a text of its own.

        A table of one column is a frame around paragraphs.
        """
        if self.nests or not self.cells:
            return False
        rows: dict[int, int] = {}
        for cell in self.cells:
            rows[cell.row] = rows.get(cell.row, 0) + (cell.last > cell.first or cell.across > 1)
            if cell.last - cell.first > LONG_CELL:
                return False
        wide = sum(n > 1 for n in rows.values())
        return wide >= 2 or (wide == 1 and all(cell.last - cell.first <= 2 for cell in self.cells))


@dataclass(slots=True)
class Block:
    """An element that stands for itself: its name, its class and id, and its lines from first to last."""

    tag: str
    hint: str
    first: int
    last: int = 0
    outer: Cell | None = None


@dataclass(slots=True)
class Page:
    """What a scan found: lines, blocks from the outside in, tables, links within the page, and what the head says."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    hrefs: list[str] = field(default_factory=list)
    anchors: dict[str, tuple[int, int]] = field(default_factory=dict)  # id -> its line, its block
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""
