"""Tables without upright rules: rows of short cells that stand below each other, under a row that heads them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from .geometry import Line, run_on
from .grid import Table

WIDE = 3  # parts that make a row of cells
ROWS = 3  # such rows, the header among them, that make a table
BETWEEN = 2  # lines in a row that may stand between them: what wrapped in a cell, or names a group of rows
APART = 3.2  # rows further apart than this many ems are not of one table
TIGHT = 0.95  # ems between two rows that are parts of one: cells of one line beside a cell of two
SHORT = 14  # half of the cells are no longer
OFTEN = 0.6
FIGURES = re.compile(r"[\s\d.,%‰()（）\[\]〔〕<>≤≥＜＞/—–~-]+(?:以[上下内]|左右)?")
YEAR = re.compile(r"(?:19|20)\d{2}年?")
GROUP = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]")


def aligned(rows: Sequence[list[Line]], page: int) -> tuple[list[Table], list[list[Line]]]:
    """The tables among the rows of a page, and the rows that stand in none."""
    found: list[Table] = []
    kept: list[list[Line]] = []
    at = 0
    for start, end in _runs(rows):
        table = _table(rows[start:end], page)
        if table is not None:
            found.append(table)
            kept += rows[at:start]
            at = end
    return found, [*kept, *rows[at:]] if found else list(rows)


def _runs(rows: Sequence[list[Line]]) -> Iterator[tuple[int, int]]:
    """Stretches that open and end with a row of cells and hold few other lines between two of them."""
    start = last = None
    for i, row in enumerate(rows):
        near = start is None or row[0].middle - rows[i - 1][0].middle < APART * max(row[0].size, 1e-6)
        if start is not None and last is not None and (not near or i - last > BETWEEN + 1):
            yield start, last + 1
            start = last = None
        if len(row) >= WIDE:
            start, last = i if start is None else start, i
    if start is not None and last is not None:
        yield start, last + 1


def _table(rows: Sequence[list[Line]], page: int) -> Table | None:
    heads = _heads(rows)
    parts = [part for at in heads for part in rows[at]]
    if len(heads) < ROWS or median(len(part.text) for part in parts) > SHORT:
        return None
    spans = _spans(parts)
    sizes = [(len({_column(part, spans) for part in rows[at]}), len(rows[at])) for at in heads]
    if sum(n == of >= OFTEN * len(spans) for n, of in sizes) < OFTEN * len(heads) or len(spans) < WIDE:
        return None
    if any(FIGURES.fullmatch(part.text) and not YEAR.fullmatch(part.text) for part in rows[heads[0]]):
        return None
    centred = any(rows[at][0].middle - rows[at - 1][0].middle < TIGHT * rows[at][0].size for at in heads if at)
    found: list[list[Line]] = [[] for _ in heads]
    named: list[tuple[int, Line]] = []
    for i, row in enumerate(rows):
        before = max(0, bisect_right(heads, i) - 1)
        near = [k for k in (before, before + 1) if k < len(heads)] if centred else [before]
        k = min(near, key=lambda k: abs(rows[heads[k]][0].middle - row[0].middle))
        if len(row) == 1 and GROUP.match(row[0].text):
            named.append((before, row[0]))
        else:
            found[k] += row
    cells: list[list[str]] = []
    whole: list[bool] = []
    for k, inside in enumerate(found):
        cells.append(_cells(inside, spans))
        whole.append(False)
        for name in (line for at, line in named if at == k):
            cells.append([name.text] * len(spans))
            whole.append(True)
    if not _counts([row for row, is_whole in zip(cells[1:], whole[1:], strict=True) if not is_whole]):
        return None
    x0, x1 = spans[0][0], spans[-1][1]
    edges = [x0, *((a[1] + b[0]) / 2 for a, b in pairwise(spans)), x1]
    return Table(x0, rows[0][0].y0, x1, rows[-1][0].y1, cells, whole, page, edges=edges)


def _heads(rows: Sequence[list[Line]]) -> list[int]:
    """The rows of cells; of two that are closer than lines of text are, as where some cells wrap, the fuller one."""
    out: list[int] = []
    for i, row in enumerate(rows):
        if len(row) < WIDE:
            continue
        if out and row[0].middle - rows[out[-1]][0].middle < TIGHT * row[0].size:
            if len(row) > len(rows[out[-1]]):
                out[-1] = i
        else:
            out.append(i)
    return out


def _column(part: Line, spans: Sequence[tuple[float, float]]) -> int:
    middle = (part.x0 + part.x1) / 2
    return min(range(len(spans)), key=lambda k: abs(sum(spans[k]) / 2 - middle))


def _cells(parts: Sequence[Line], spans: Sequence[tuple[float, float]]) -> list[str]:
    """The cells of a row, the lines of each run on."""
    out = [""] * len(spans)
    for part in sorted(parts, key=lambda part: part.middle):
        column = _column(part, spans)
        out[column] = run_on(out[column], part.text) if out[column] else part.text
    return out


def _spans(parts: Sequence[Line]) -> list[tuple[float, float]]:
    """From where to where the cells of each column reach."""
    out: list[tuple[float, float]] = []
    for part in sorted(parts, key=lambda part: part.x0):
        if out and part.x0 < out[-1][1]:
            out[-1] = out[-1][0], max(out[-1][1], part.x1)
        else:
            out.append((part.x0, part.x1))
    return out


def _counts(rows: Sequence[list[str]]) -> bool:
    """Whether a column behind the first holds figures for most rows."""
    columns = zip(*rows, strict=True)
    next(columns, None)
    return any(sum(FIGURES.fullmatch(cell) is not None for cell in column) >= OFTEN * len(rows) for column in columns)
