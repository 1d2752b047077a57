"""Rules on a page -> the tables they draw, their cells filled with the text that stands in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from .geometry import Piece, Sheet, lines_of, run_on
from .layout import row_line, tidy

NEAR = 0.004  # rules nearer than this share of the page's width are one
RULES = 4_000  # more than this on a page are a drawing
CELLS = 60_000
HEADER = 3  # rows of a header that may stand again on each page
COUNT = re.compile(r"[\d.,%]+")

Rule = tuple[float, float, float]


@dataclass(slots=True)
class Table:
    """A table: its box, and its rows of cells; a merged cell's text stands in every place that it covers."""

    x0: float
    y0: float
    x1: float
    y1: float
    rows: list[list[str]]
    whole: list[bool]  # which rows are one cell throughout
    page: int
    fresh: bool = True  # whether its first row opens with a rule: false where the page break parted a row
    edges: list[float] = field(default_factory=list)

    def lines(self) -> list[str]:
        """Its rows as lines of text, cells parted by tabs; a row without text is left out."""
        found = (row_line(row, whole=whole) for row, whole in zip(self.rows, self.whole, strict=True))
        return [line for line in found if line]


def tables(sheet: Sheet) -> tuple[list[Table], list[Piece]]:
    """The tables of a page, and the pieces of its text that stand in none."""
    if len(sheet.level) < 2 or len(sheet.upright) < 2 or len(sheet.level) + len(sheet.upright) > RULES:
        return [], sheet.pieces
    near = NEAR * sheet.width
    level, upright = _merged(sheet.level, near), _merged(sheet.upright, near)
    pieces = sheet.pieces
    found: list[Table] = []
    for across, down in _meshes(level, upright, near):
        grid = _Grid.of(across, down, near)
        if grid is None:
            continue
        inside = [p for p in pieces if grid.holds((p.x0 + p.x1) / 2, (p.y0 + p.y1) / 2)]
        table = grid.filled(inside, sheet.number)
        if table is not None:
            taken = set(map(id, inside))
            pieces = [p for p in pieces if id(p) not in taken]
            found.append(table)
    return found, pieces


def _merged(rules: Sequence[Rule], near: float) -> list[Rule]:
    """Rules that lie on one line and touch, as one."""
    out: list[Rule] = []
    group: list[Rule] = []
    for rule in sorted(rules):
        if group and rule[0] - group[0][0] > near:
            out += _chained(group, near)
            group = []
        group.append(rule)
    return out + _chained(group, near)


def _chained(group: list[Rule], near: float) -> list[Rule]:
    out: list[Rule] = []
    for at, start, end in sorted(group, key=lambda r: r[1]):
        if out and start <= out[-1][2] + near:
            out[-1] = (out[-1][0], out[-1][1], max(out[-1][2], end))
        else:
            out.append((at, start, end))
    return out


def _meshes(level: list[Rule], upright: list[Rule], near: float) -> list[tuple[list[Rule], list[Rule]]]:
    """Rules that cross or touch, grouped; each group may draw a table."""
    parent = list(range(len(level) + len(upright)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for j, (x, y0, y1) in enumerate(upright):
        for i in range(bisect_right(level, (y0 - near, -1e9, 0)), len(level)):
            y, x0, x1 = level[i]
            if y > y1 + near:
                break
            if x0 - near <= x <= x1 + near:
                parent[root(len(level) + j)] = root(i)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(level):
        groups.setdefault(root(i), ([], []))[0].append(rule)
    for j, rule in enumerate(upright):
        groups.setdefault(root(len(level) + j), ([], []))[1].append(rule)
    return [g for g in groups.values() if len(g[0]) > 1 and len(g[1]) > 1 or len(g[0]) + len(g[1]) > 3]


def _lines_at(rules: list[Rule], near: float) -> list[float]:
    out: list[float] = []
    for at in sorted(rule[0] for rule in rules):
        if not out or at - out[-1] > near:
            out.append(at)
    return out


@dataclass(slots=True)
class _Grid:
    """The lines of a table, and which neighbouring fields no rule parts."""

    xs: list[float]
    ys: list[float]
    level: list[Rule]
    upright: list[Rule]
    near: float
    fresh: bool

    @classmethod
    def of(cls, level: list[Rule], upright: list[Rule], near: float) -> _Grid | None:
        """The grid of a mesh of rules; sides left open are closed where the rules end."""
        xs, ys = _lines_at(upright, near), _lines_at(level, near)
        if not xs or not ys:
            return None
        left, right = min(r[1] for r in level), max(r[2] for r in level)
        top, bottom = min(r[1] for r in upright), max(r[2] for r in upright)
        gap = 3 * near
        fresh = top > ys[0] - gap
        xs = [*([left] if left < xs[0] - gap else []), *xs, *([right] if right > xs[-1] + gap else [])]
        ys = [*([top] if not fresh else []), *ys, *([bottom] if bottom > ys[-1] + gap else [])]
        if len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > CELLS:
            return None
        return cls(xs, ys, level, upright, near, fresh)

    def holds(self, x: float, y: float) -> bool:
        """Whether a place is in the table."""
        return self.xs[0] - self.near <= x <= self.xs[-1] + self.near and (
            self.ys[0] - self.near <= y <= self.ys[-1] + self.near
        )

    def filled(self, pieces: list[Piece], page: int) -> Table | None:
        """The table with its text; None where the rules only frame it."""
        rows, columns = len(self.ys) - 1, len(self.xs) - 1
        of = self._cells(rows, columns)
        if len(set(of)) < 2:
            return None
        inside: dict[int, list[Piece]] = {}
        for piece in pieces:
            row = min(rows - 1, max(0, bisect_right(self.ys, (piece.y0 + piece.y1) / 2) - 1))
            walls = [self.xs[k + 1] for k in range(columns - 1) if of[row * columns + k] != of[row * columns + k + 1]]
            for part in piece.parted(walls):
                column = min(columns - 1, max(0, bisect_right(self.xs, (part.x0 + part.x1) / 2) - 1))
                inside.setdefault(of[row * columns + column], []).append(part)
        if len(inside) < (1 if len(set(of)) > 2 else 2):
            return None
        texts = {cell: cell_text(parts, page) for cell, parts in inside.items()}
        found, whole = [], []
        for r in range(rows):
            cells = of[r * columns : (r + 1) * columns]
            found.append([texts.get(cell, "") for cell in cells])
            whole.append(len(set(cells)) == 1)
        if all(whole):
            return None
        return Table(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1], found, whole, page, self.fresh, self.xs)

    def _cells(self, rows: int, columns: int) -> list[int]:
        """For each field of the grid the first field of its cell."""
        of = list(range(rows * columns))

        def root(i: int) -> int:
            while of[i] != i:
                of[i] = of[of[i]]
                i = of[i]
            return i

        # Which stretches of each line of the grid a rule covers.
        down = self._covered(self.upright, self.xs, self.ys)
        across = self._covered(self.level, self.ys, self.xs)
        for r in range(rows):
            for c in range(columns):
                if c + 1 < columns and (c + 1, r) not in down:
                    of[root(r * columns + c + 1)] = root(r * columns + c)
                if r + 1 < rows and (r + 1, c) not in across:
                    of[root((r + 1) * columns + c)] = root(r * columns + c)
        return [root(i) for i in range(rows * columns)]

    def _covered(self, rules: list[Rule], lines: list[float], steps: list[float]) -> set[tuple[int, int]]:
        out: set[tuple[int, int]] = set()
        middles = [(a + b) / 2 for a, b in pairwise(steps)]
        for at, start, end in rules:
            line = min(range(len(lines)), key=lambda i: abs(lines[i] - at))
            for k in range(bisect_right(middles, start), bisect_right(middles, end)):
                out.add((line, k))
        return out


def cell_text(pieces: list[Piece], page: int) -> str:
    """What stands in a cell, its lines run on."""
    text = ""
    for parts in lines_of(pieces, page):
        line = " ".join(part.text for part in parts)
        text = run_on(text, line) if text else line
    return tidy(text).replace("\t", " ")


def goes_on(above: Table, below: Table) -> bool:
    """Whether a table at a page's head is the rest of the one at the foot of the page before."""
    if len(above.edges) != len(below.edges):
        return False
    near = 0.03 * (above.x1 - above.x0)
    return all(abs(a - b) <= near for a, b in zip(above.edges, below.edges, strict=True))


def mend(above: Table, below: Table) -> None:
    """Puts the rest of a row that a page break parted where the row began, and a merged cell's text on either page."""
    if not above.rows or not below.rows or above.whole[-1]:
        return
    # Below a header that stands again on the page.
    at = 0
    while at < min(len(above.rows), len(below.rows), HEADER) and above.rows[at] == below.rows[at]:
        at += 1
    if at >= len(below.rows) or below.whole[at]:
        return
    if _is_rest(above.rows[-1], below.rows[at]):
        above.rows[-1] = [
            run_on(a, b) if a and b else a or b for a, b in zip(above.rows[-1], below.rows[at], strict=True)
        ]
        del below.rows[at], below.whole[at]
    _carry(above, below, at)


def _is_rest(last: list[str], rest: list[str]) -> bool:
    """Whether a page's first row goes on with the last row of the page before."""
    head = next((i for i, text in enumerate(last) if text), None)
    both = [(a, b) for a, b in zip(last, rest, strict=True) if a and b]
    if head is None or rest[head] or not both or any(COUNT.fullmatch(a) and COUNT.fullmatch(b) for a, b in both):
        return False
    filled, rows = sum(map(bool, rest)), sum(map(bool, last))
    # A name without a number of its own may be that of a group, whose cell is empty on the next page.
    return filled < rows if COUNT.fullmatch(last[head]) else 2 * filled <= rows


def _carry(above: Table, below: Table, at: int) -> None:
    """Writes the text of leading cells that are merged over the page break into the rows on both sides of it."""
    for column in range(len(above.rows[-1]) if at < len(below.rows) else 0):
        last, first = above.rows[-1][column], below.rows[at][column]
        if COUNT.fullmatch(last or first) or bool(last) == bool(first):
            break
        rows, whole = (below.rows[at:], below.whole[at:]) if last else (above.rows[::-1], above.whole[::-1])
        for row, is_whole in zip(rows, whole, strict=True):
            if row[column] or is_whole or not any(row):
                break
            row[column] = last or first
