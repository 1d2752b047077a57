"""The lines of tables as rows and cells, and what their headers say of the columns."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import re2

from .patterns import pattern
from .periods import find_times, resolve
from .rules import load

Role = Literal[
    "order", "name", "group", "unit", "nature", "actor", "due", "task", "target.table_year", "target.table_aim",
    "target.table_growth", "base", "",
]  # fmt: skip
SPACE = pattern(r"\s")
MARK = pattern(r"(?:[①-⑳㉑-㉟*#※]|\[\d{1,2}\]|〔\d{1,2}〕|\(?注\d?\)?)+$")
BRACKET = pattern(r"\(([^()]*)\)")
TIME_ALONE = pattern(r"(?:19|20)\d{2}(?!\d)|“?十[一二三四五六]五”?(?:时期|期间|期末|末)?")
COMPARED = pattern("[比较][^,。;()]{0,8}?年")
AIMED = pattern("目标|规划|计划")
BODY_CELL = pattern(r".{2,}(?:[局委部厅办院处署]|政府|公司|中心|街道|乡镇|区|县|单位|部门)(?:\(.*\))?$")
NATURE_CELL = pattern("(?:约束|预期)(?:性)?(?:指标)?")
AMOUNT_HEADER = pattern("绝对[额值量]|总量|数值|占比|比重")
VALUE_CELL = pattern(r"[\d.,%\[\]〔〕<>≥≤—–-]+")
FIGURE = pattern(r"\d")
HAN: re.Pattern[str] = re2.compile("[一-鿿]")  # RE2 compiles a class of all characters at once
HEADER_ROWS = 3  # a header has no more rows than this, and stands no further down
HEADER_CELL = 30
MARKS = 12  # footnote marks at a text's end take no more characters than this


class Cell(NamedTuple):
    """A cell as offsets of the reading text, with its text."""

    start: int
    end: int
    text: str


class Row(NamedTuple):
    """A line of a table; a uniform one, of a single cell or of the same cell throughout, names the rows below it."""

    paragraph: int
    start: int
    end: int
    cells: tuple[Cell, ...]
    uniform: bool

    @classmethod
    def of(cls, paragraph: int, start: int, end: int, cells: Iterable[Cell]) -> Row:
        """A row of these cells."""
        listed = tuple(cells)
        return cls(paragraph, start, end, listed, len({c.text for c in listed if c.text}) == 1)

    def cell(self, index: int | None) -> Cell | None:
        """The cell of a column, where the row has one with text in it."""
        found = None if index is None or index >= len(self.cells) else self.cells[index]
        return found if found is not None and found.text else None


class Column(NamedTuple):
    """A column: its header, rows of headers joined, without spaces and marks; its role; the time it names."""

    header: str
    role: Role
    period: str | None
    year: int | None


def time_in(text: str) -> str | None:
    """The last time that a header, caption or cell names.

    >>> time_in("2030年目标"), time_in("“十五五”年均增速"), time_in("属性")
    ('2030年', '“十五五”', None)
    """
    times = find_times(text)
    if times:
        return SPACE.sub("", times[-1].text)
    bare = TIME_ALONE.findall(text)
    return bare[-1] if bare else None


def plain(header: str) -> str:
    """A header without spaces and footnote marks."""
    return unmarked(SPACE.sub("", header))


def unmarked(text: str) -> str:
    """A text without the footnote marks at its end.

    >>> unmarked("森林覆盖率①[2]")
    '森林覆盖率'
    """
    return text[:-MARKS] + MARK.sub("", text[-MARKS:])


@cache
def _value_roles() -> tuple[tuple[Role, re.Pattern[str]], ...]:
    by_id = {rule.id: re.compile(rule.pattern) for rule in load("tables").rules}
    return (
        ("target.table_growth", by_id["target.table_growth"]),
        ("target.table_year", by_id["target.table_year"]),
        ("target.table_aim", by_id["target.table_aim"]),
    )


@lru_cache(maxsize=4096)
def role_of(header: str) -> Role:
    """What the cells under a header hold.

    >>> role_of("牵头责任单位"), role_of("单位"), role_of("2030年目标(万人)"), role_of("年均增速(%)"), role_of("备注")
    ('actor', 'unit', 'target.table_year', 'target.table_growth', '')
    """
    words = load("tables").words
    bare = BRACKET.sub("", header)
    dated = TIME_ALONE.search(bare) is not None
    named: tuple[Role, ...] = ("order", "nature", "actor", "due", "unit", "group", "task", "name")
    for role in named:
        if bare in words[role] or not dated and role not in ("order", "unit", "group") and bare.endswith(words[role]):
            return role
    base = any(w in bare for w in words["base"])
    for role, form in _value_roles():
        if form.search(header if role != "target.table_growth" else bare):
            return "base" if base and role != "target.table_growth" and not AIMED.search(bare) else role
    if base:
        return "base"
    return "name" if bare in words["weak_name"] else ""


def is_header(row: Row) -> bool:
    """Whether a row opens a table: two of its cells are headers, one of them of what the rows are about."""
    if row.uniform or any(len(c.text) > HEADER_CELL for c in row.cells):
        return False
    texts = {plain(c.text) for c in row.cells if c.text}
    roles = {role_of(t) for t in texts} - {""}
    return (
        bool(roles & {"name", "task", "actor", "nature", "unit", "due"})
        and len(roles) > 1
        and not any(VALUE_CELL.fullmatch(t) and not TIME_ALONE.fullmatch(t) for t in texts)
    )


def header_at(rows: list[Row], first: int) -> list[Row]:
    """The rows of the header that opens at a row: below it, rows that repeat its cells or hold headers of their own."""
    out = [rows[first]]
    for row in rows[first + 1 : first + HEADER_ROWS]:
        above = [c.text for c in out[-1].cells]
        fresh = [c.text for i, c in enumerate(row.cells) if c.text and c.text not in above[i : i + 1]]
        if row.uniform or not fresh or not all(_is_subheader(plain(t)) for t in fresh):
            break
        out.append(row)
    return out


def _is_subheader(text: str) -> bool:
    known = role_of(text) or AMOUNT_HEADER.match(text) or BRACKET.fullmatch(text)
    return bool(known) and len(text) <= HEADER_CELL and (not FIGURE.search(text) or TIME_ALONE.search(text) is not None)


def columns_of(header: list[Row], body: list[Row]) -> list[Column]:
    """The columns, the texts of their headers joined from above; an empty cell above takes what stands to its left."""
    width = max(len(row.cells) for row in [*header, *body])
    out: list[Column] = []
    for i in range(width):
        parts: list[str] = []
        for depth, row in enumerate(header):
            cell = row.cell(i)
            below = header[depth + 1 :] if any(h.cell(i) for h in header) else body
            if cell is None and any(other.cell(i) for other in below):
                cell = next((c for k in range(i - 1, -1, -1) if (c := row.cell(k))), None)
                cell = None if cell is not None and role_of(plain(cell.text)) == "order" else cell
            if cell is not None:
                parts.append(plain(cell.text))
        text = "".join(dict.fromkeys(parts))
        period = time_in(COMPARED.sub("", text))
        last = resolve(period, None)[1] if period else None
        role = role_of(text) or next((r for p in reversed(parts) if (r := role_of(p))), "")
        out.append(Column(text, role, period, int(last[:4]) if last else None))
    return [_by_content(column, i, body) for i, column in enumerate(out)]


def _by_content(column: Column, index: int, body: list[Row]) -> Column:
    """The column, its role that of natures where its cells are: 类型 heads groups and natures alike."""
    cells = [plain(c.text) for row in body if not row.uniform and (c := row.cell(index))]
    natures = sum(bool(NATURE_CELL.fullmatch(c)) for c in cells)
    if cells and natures * 2 > len(cells):
        return Column(column.header, "nature", None, None)
    if column.role == "nature" and not natures:
        return Column(column.header, "group", None, None)
    # 单位 heads the bodies that act as well as the units of values.
    if column.role == "unit" and sum(bool(BODY_CELL.search(c[-20:])) for c in cells) * 2 > len(cells):
        return Column(column.header, "actor", None, None)
    return column
