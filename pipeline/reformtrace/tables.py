"""The tables of a document: which lines are rows, what their headers say, who acts in a row and by when."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from .headers import (
    AIMED,
    BRACKET,
    FIGURE,
    HAN,
    HEADER_ROWS,
    Cell,
    Column,
    Role,
    Row,
    columns_of,
    header_at,
    is_header,
    time_in,
    unmarked,
)
from .patterns import pattern
from .periods import find_times
from .read.extracted import Place
from .rules import load
from .segment import Reading

Kind = Literal["indicators", "tasks", "other"]
FIXED: frozenset[Role] = frozenset(("order", "group", "unit", "nature", "actor", "due"))
MEASURED: frozenset[Role] = frozenset(("target.table_year", "target.table_aim", "base", "target.table_growth"))
VALUES: frozenset[Role] = frozenset(("target.table_year", "target.table_aim", "base"))
# What a task list writes in front of a cell's text, with a header or without one.
ACTOR_CELL = pattern(r"^(?:责任|牵头|负责|主办|承办|实施|落实)(?:单位|部门|主体):")
DUE_CELL = pattern(r"^(?:完成)?(?:时限|时间|期限)(?:要求)?:")
UNIT_NOTE = pattern(r"单位[::]\s?([^()]+)")
REPORTS = pattern("情况|进展|成效|结果")
SENTENCE = pattern("[。!?;]")
# A number without a unit: what it counts stands in the header, not beside it.
BARE = pattern(r"[\s\d.,%\[\]〔〕()<>≥≤~—–-]+(?:以[上下内]|左右)?")
WHOLE = pattern(r"(?:.{1,3}年)?(?:合计|总计|共计)(?:\(.*\))?")
STATED_AIM = pattern("目标|规划")
PLAN = 5  # the years of a plan; the last of them ends in 0 or 5
COLUMNS = 60  # a line with more tabs is no row
CAPTION = 60
ABOVE = 3
GROUP = 24  # a line of its own between the rows of a table, that names the rows below, is no longer than this
MERGED = 16  # a text this long that stands again below itself is one cell, merged over the rows


@dataclass
class Table:
    """Rows under a header; `notes` are what stands above it: its caption and the units that hold for all of it.

    Its columns stay as they are once its kind is told.
    """

    rows: list[Row]
    header: list[Row]
    columns: list[Column]
    notes: tuple[str, ...]
    kind: Kind = "other"

    def column(self, *roles: Role) -> int | None:
        """The index of the first column in one of these roles."""
        return next((i for i, c in enumerate(self.columns) if c.role in roles), None)

    @property
    def names(self) -> list[int]:
        """The indices of the columns that hold what is measured, the widest term first."""
        return [i for i, c in enumerate(self.columns) if c.role == "name"]

    @cached_property
    def goal(self) -> int | None:
        """The index of the column whose values are aimed at: of the latest year, an aim before what was reached."""
        values = [i for i, c in enumerate(self.columns) if c.role in VALUES]
        if len(values) > 2 and (whole := self._whole) is not None:
            return whole
        ahead = [i for i in values if self.columns[i].role != "base"] or values
        return max(ahead, key=lambda i: (self.columns[i].year or 0, "目标" in self.columns[i].header, -i), default=None)

    @property
    def _whole(self) -> int | None:
        """The index of the column that adds up those of the years."""
        return next((i for i, c in enumerate(self.columns) if c.role in VALUES and WHOLE.fullmatch(c.header)), None)

    @cached_property
    def aims(self) -> list[int]:
        """The column aimed at, and those of the years between it and the values before, the latest first.

        A row whose last aim is not settled yet states the one before it.
        """
        goal, baseline = self.goal, self.baseline
        if goal is None:
            return []
        since = self.columns[baseline].year if baseline is not None else None
        last = self.columns[goal].year
        between = [
            (year, i)
            for i, c in enumerate(self.columns)
            if i not in (goal, baseline)
            and c.role in VALUES - {"base"}
            and (year := c.year)
            and last
            and (since < year < last if since else STATED_AIM.search(c.header) and year < last)
        ]
        return [goal, *(i for _, i in sorted(between, reverse=True))]

    @cached_property
    def baseline(self) -> int | None:
        """The index of the column that holds the values before."""
        goal = self.goal
        if goal is None:
            return None
        year = self.columns[goal].year
        earlier = [
            i
            for i, c in enumerate(self.columns)
            if i != goal and c.role in VALUES and (c.year < year if c.year and year else c.role == "base")
        ]
        marked = [i for i in earlier if self.columns[i].role == "base"]
        if marked:
            return marked[-1]
        reached = [i for i in earlier if not STATED_AIM.search(self.columns[i].header)]
        # Of two years before the aim the nearer counts, but one that ends a plan before one on the way to a later aim;
        # a longer row of years is the way from the first to the last.
        order = sorted(reached, key=lambda i: self.columns[i].year or 0)
        if not order:
            return None
        years = [self.columns[i].year or 0 for i in order]
        on_the_way = len(order) == 2 and years[0] % PLAN == 0 and years[1] % PLAN != 0 and (year or 0) - years[1] > 1
        return order[0] if len(earlier) > 2 or on_the_way else order[-1]

    @cached_property
    def gains(self) -> list[int]:
        """The indices of the columns of what is gained, the latest and what is aimed at first."""
        gained = [i for i, c in enumerate(self.columns) if c.role == "target.table_growth"]
        return sorted(
            gained, key=lambda i: (-(self.columns[i].year or 9999), not AIMED.search(self.columns[i].header), i)
        )

    @cached_property
    def captioned(self) -> str | None:
        """The time that the caption names."""
        return next((t for note in self.notes if (t := time_in(note)) is not None), None)


@dataclass(slots=True)
class Tables:
    """The tables of a document, asked by places of its reading text."""

    found: list[Table]
    notes: tuple[tuple[int, int], ...] = ()  # where the units of tables are told above them
    rows: list[tuple[int, Row, Table, Row | None]] = field(default_factory=list)  # with the row above
    starts: list[int] = field(default_factory=list)
    headers: set[int] = field(default_factory=set)  # starts of the rows that are headers

    def __post_init__(self) -> None:
        for table in self.found:
            self.headers |= {row.start for row in table.header}
            above: Row | None = None
            for row in sorted(table.header + table.rows, key=lambda r: r.start):
                self.rows.append((row.start, row, table, above))
                above = row
        self.rows.sort(key=lambda entry: entry[0])
        self.starts = [entry[0] for entry in self.rows]

    def at(self, position: int) -> tuple[Row, Table, Row | None, int] | None:
        """The row that holds a place, its table, the row above it, and the place's column."""
        i = bisect_right(self.starts, position) - 1
        if i < 0 or position >= self.rows[i][1].end:
            return None
        _, row, table, above = self.rows[i]
        return row, table, above, max(0, bisect_right(row.cells, position, key=lambda c: c.start) - 1)

    def passes_over(self, position: int) -> bool:
        """Whether what stands at a place is read elsewhere: in a table of indicators, a header, a cell said before."""
        if not self.found:
            return False
        if any(start <= position < end for start, end in self.notes):
            return True
        here = self.at(position)
        if here is None:
            return False
        row, table, above, k = here
        if table.kind == "indicators" or row.start in self.headers:
            return True
        cell = row.cells[k].text
        if k and cell == row.cells[k - 1].text and (row.uniform or len(HAN.findall(cell)) > 4):
            return True
        role = table.columns[k].role if k < len(table.columns) else ""
        if k and (role in ("order", "actor", "due", "unit") or role in MEASURED and BARE.fullmatch(cell)):
            return True
        over = above.cells[k].text if above is not None and k < len(above.cells) else None
        return cell == over and (len(cell) >= MERGED or k == 0 and len(HAN.findall(cell)) > 2)

    def actor(self, position: int) -> str | None:
        """Who the row says acts."""
        here = self.at(position) if self.found else None
        if here is None:
            return None
        row, table, _, _ = here
        cell = row.cell(table.column("actor")) or next((c for c in row.cells if ACTOR_CELL.match(c.text)), None)
        if cell is None or row.start in self.headers or row.uniform or cell.text in load("tables").words["none"]:
            return None
        return unmarked(ACTOR_CELL.sub("", cell.text)).strip() or None

    def period(self, position: int) -> str | None:
        """The time that the row or its column says; empty where it says that there is none, None where it is silent."""
        here = self.at(position) if self.found else None
        if here is None:
            return None
        row, table, _, k = here
        if table.kind == "indicators":
            own = table.columns[k].period if k < len(table.columns) else None
            dated = None if own else row.cell(table.column("due"))
            own = own or (time_in(DUE_CELL.sub("", dated.text)) if dated is not None else None)
            goal = table.goal
            return own or (table.columns[goal].period if goal is not None else None) or table.captioned
        due = row.cell(table.column("due")) or next((c for c in row.cells if DUE_CELL.match(c.text)), None)
        if due is None or row.start in self.headers or row.uniform or find_times(row.cells[k].text):
            return None
        return time_in(DUE_CELL.sub("", due.text)) or table.captioned or ""

    def status(self, position: int, today: str | None) -> Literal["achieved", "planned"] | None:
        """What a table says of its values: by the header, against the document's date, or by the plan that it is."""
        here = self.at(position) if self.found else None
        if here is None or here[1].kind == "other":
            return None
        row, table, _, k = here
        if table.kind == "tasks":
            reports = any(REPORTS.search(c.header) for c in table.columns)
            return None if reports or row.uniform or table.column("due") is None else "planned"
        plans = table.column("nature") is not None or any(AIMED.search(note) for note in table.notes)
        goal = table.goal if k >= len(table.columns) or table.columns[k].role == "target.table_growth" else k
        if goal is None:
            return "planned" if plans else None
        column = table.columns[goal]
        if re.search("目标|规划|计划|预期", column.header):
            return "planned"
        if re.search("实际|完成", column.header):
            return "achieved"
        if today is not None and column.year is not None:
            return "planned" if column.year > int(today[:4]) else "achieved" if column.year < int(today[:4]) else None
        return "planned" if plans else None


def find_tables(reading: Reading, original: str, places: Sequence[Place] = ()) -> Tables:
    """The tables of a document; what a row's line says in its first cells is known from the original text."""
    if "\t" not in reading.text:
        return Tables([])
    found: list[Table] = []
    notes: list[tuple[int, int]] = []
    for run in _runs(reading, original, places):
        above = _above(reading, run[0].paragraph)
        for p in reading.paragraphs[run[0].paragraph - len(above) : run[0].paragraph]:
            told = UNIT_NOTE.search(reading.text, p.start, p.end)
            notes += [(told.start(), p.end)] if told else []
        for table in _parted(run, above, found[-1] if found else None):
            table.kind = _kind(table)
            found.append(table)
    return Tables(found, tuple(notes))


def _runs(reading: Reading, original: str, places: Sequence[Place]) -> Iterator[list[Row]]:
    """Rows that follow each other, with the short lines between them that name the rows below."""
    starts = [p.start for p in places]
    run: list[Row] = []
    between: list[Row] = []
    number: int | None = None
    for i, p in enumerate(reading.paragraphs):
        text = reading.text[p.start : p.end]
        if p.role == "note":
            break
        first = reading.origin(p.start, p.start + 1)[0]
        at = bisect_right(starts, first) - 1
        table = places[at].table if at >= 0 else None
        # A reader that knows a table's rows writes one merged throughout as a line without tabs.
        wide = text.count("\t") > COLUMNS
        if wide or "\t" not in text and (not run or table is None or table != number):
            if wide or len(text) > GROUP or SENTENCE.search(text) or len(between) > 1:
                if run:
                    yield run
                run, between = [], []
            elif run:
                between.append(Row.of(i, p.start, p.end, (Cell(p.start, p.end, text.strip()),)))
            continue
        row = Row.of(i, p.start, p.end, _cells(text, p.start, _tabs_before(original, first)))
        if run and table != number:
            yield run
            run, between = [], []
        run += [*between, row]
        between, number = [], table
    if run:
        yield run


def _tabs_before(original: str, at: int) -> int:
    """How many empty cells a line opens with, which the reading text leaves out."""
    first = original.rfind("\n", 0, at) + 1
    return original.count("\t", first, at)


def _cells(line: str, start: int, empty: int) -> Iterator[Cell]:
    for _ in range(empty):
        yield Cell(start, start, "")
    at = start
    for part in line.split("\t"):
        yield Cell(at, at + len(part), part.strip())
        at += len(part) + 1


def _above(reading: Reading, paragraph: int) -> tuple[str, ...]:
    """The short lines that stand right above a table, the nearest first."""
    out = []
    for i in range(paragraph - 1, max(-1, paragraph - 1 - ABOVE), -1):
        p = reading.paragraphs[i]
        text = reading.text[p.start : p.end]
        if len(text) > CAPTION or SENTENCE.search(text) or "\t" in text:
            break
        out.append(text)
    return tuple(out)


def _parted(rows: list[Row], notes: tuple[str, ...], before: Table | None) -> Iterator[Table]:
    """The tables of a run of rows: another header opens another table; one without goes on in the columns before."""
    heads = [i for i, row in enumerate(rows) if is_header(row)]
    first = heads[0] if heads else len(rows)
    if first >= HEADER_ROWS or not heads:
        width = max(len(row.cells) for row in rows[:first])
        if before is not None and len(before.columns) == width and _follows(before, rows[0]):
            yield Table(rows[:first], [], before.columns, before.notes)
        else:
            yield Table(rows[:first], [], [], notes)
        notes, captions, at = (), [], first
    else:
        captions, at = rows[:first], first
    while at < len(rows):
        notes = (*(row.cells[0].text for row in reversed(captions) if row.uniform), *notes)
        header = header_at(rows, at)
        said = [tuple(c.text for c in row.cells) for row in header]
        ahead = (heads[k] for k in range(bisect_left(heads, at + len(header)), len(heads)))
        following = next((i for i in ahead if tuple(c.text for c in rows[i].cells) != said[0]), len(rows))
        body: list[Row] = []
        for row in rows[at + len(header) : following]:
            # A header that stands again on each page.
            (header if tuple(c.text for c in row.cells) in said else body).append(row)
        kept = len(body)
        while following < len(rows) and kept and body[kept - 1].uniform:
            kept -= 1
        yield Table(body[:kept], [*captions, *header], columns_of(header[: len(said)], body[:kept]), notes)
        at, notes, captions = following, (), body[kept:]


def _follows(before: Table, row: Row) -> bool:
    last = max((r.paragraph for r in before.header + before.rows), default=-9)
    return row.paragraph - last <= 2


def _holds_names(table: Table, index: int) -> bool:
    """Whether a column's cells are words without figures."""
    cells = [c.text for row in table.rows if not row.uniform and (c := row.cell(index))]
    return sum(bool(HAN.search(c)) and not FIGURE.search(BRACKET.sub("", c)) for c in cells) * 2 > len(cells)


def _kind(table: Table) -> Kind:
    """A table of indicators has names and values for most of its rows; one of tasks says who acts or by when."""
    columns = table.columns
    roles = {c.role for c in columns}
    weighed = bool(roles & {"unit", "nature"})
    if weighed and not table.names:
        # The header of the names was left empty, or is a word of its own: 主要预期目标.
        free = next((i for i, c in enumerate(columns) if c.role not in FIXED and _holds_names(table, i)), None)
        if free is not None:
            columns[free] = Column(columns[free].header, "name", None, None)
    weak = load("tables").words["weak_name"]
    strong = any(c.role == "name" and BRACKET.sub("", c.header) not in weak for c in columns)
    if strong or weighed and table.names:
        values = [i for i, c in enumerate(columns) if c.role in VALUES or c.role == "target.table_growth"]
        cells = [cell.text for row in table.rows if not row.uniform for i in values if (cell := row.cell(i))]
        figures = sum(bool(FIGURE.search(c)) and len(HAN.findall(c)) <= GROUP for c in cells)
        dated = {c.year for c in columns if c.role in VALUES and c.year}
        measured = (
            weighed
            or len(dated) > 1
            or any(BRACKET.search(c.header) for c in columns)
            or any("单位" in n for n in table.notes)
        )
        named = any(BRACKET.search(cell.text) for row in table.rows for i in table.names if (cell := row.cell(i)))
        if (figures or "nature" in roles) and (measured or named or "target.table_growth" in roles):
            return "indicators"
    return "tasks" if roles & {"actor", "due"} else "other"
