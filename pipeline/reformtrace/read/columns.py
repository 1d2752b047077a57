"""Lines and tables of a page -> its columns in the order in which they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from .geometry import Line, Sheet
from .grid import Table

Item = Line | Table
ENOUGH = 4  # lines that make a column
PROSE = 0.55  # how much of a column's width its lines fill


@dataclass(slots=True)
class Strip:
    """What is read in one go: a column of a band of a page; `beside` says that it stands beside another text."""

    items: list[Item]
    page: int
    column: int = 0
    of: int = 1
    beside: bool = False
    width: float = 0.0  # of its page

    @property
    def lines(self) -> list[Line]:
        """Its lines, tables left aside."""
        return [item for item in self.items if isinstance(item, Line)]


def strips(items: Sequence[Item], sheet: Sheet, depth: int = 0) -> list[Strip]:
    """The columns of a page, band by band; what reaches over several columns is a band of its own."""
    ordered = sorted(items, key=lambda item: (item.y0, item.x0))
    gutter = _gutter(ordered) if depth < 2 else None
    if gutter is None:
        return [Strip(_rows(ordered), sheet.number, width=sheet.width)] if ordered else []
    left, right = gutter
    out: list[Strip] = []
    band: list[Item] = []
    whole: list[Item] = []
    for item in [*ordered, None]:
        crosses = item is not None and item.x0 < right - 0.01 and item.x1 > left + 0.01
        if item is None or crosses:
            if band:
                if whole:
                    out.append(Strip(_rows(whole), sheet.number, width=sheet.width))
                    whole = []
                out += _band(band, (left, right), sheet, depth)
                band = []
            if item is not None:
                whole.append(item)
        else:
            band.append(item)
    if whole:
        out.append(Strip(_rows(whole), sheet.number, width=sheet.width))
    return out


def _band(band: list[Item], gutter: tuple[float, float], sheet: Sheet, depth: int) -> list[Strip]:
    middle = sum(gutter) / 2
    sides = [[i for i in band if (i.x0 + i.x1) / 2 < middle], [i for i in band if (i.x0 + i.x1) / 2 >= middle]]
    if not all(sides) or min(len(side) for side in sides) < 2:
        return [Strip(_rows(band), sheet.number, width=sheet.width)]
    beside = _is_framed(band, gutter, sheet)
    out: list[Strip] = []
    for side in sides:
        out += strips(side, sheet, depth + 1)
    if len(out) == 2:
        for i, strip in enumerate(out):
            strip.column, strip.of, strip.beside = i, 2, beside
    else:
        for i, strip in enumerate(out):
            strip.column, strip.of = i, len(out)
    return out


def _gutter(items: Sequence[Item]) -> tuple[float, float] | None:
    """The stretch between two columns of running text, or None."""
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < 2 * ENOUGH:
        return None
    first, last = min(i.x0 for i in lines), max(i.x1 for i in lines)
    width = last - first
    em = max(median(line.size for line in lines), width / 1000)
    if not 12 * em <= width:
        return None
    starts = Counter(round(line.x0 / em) for line in lines if first + 0.2 * width < line.x0 < first + 0.8 * width)
    best: tuple[int, float, float] | None = None
    for step, count in starts.items():
        if count < 2:
            continue
        start = min(line.x0 for line in lines if round(line.x0 / em) == step)
        lefts = [line for line in lines if line.x1 <= start - 0.9 * em]
        rights = [line for line in lines if line.x0 >= start - 0.1 * em]
        crossing = len(lines) - len(lefts) - len(rights)
        # Of places that as few lines cross, the one where most lines start is the column's edge.
        if crossing > 0.4 * len(lines) or not (_is_prose(lefts) and _is_prose(rights)):
            continue
        if best is None or (crossing, -count) < (best[0], best[1]):
            best = crossing, -count, start
            edge = max(line.x1 for line in lefts)
    return None if best is None else (edge, best[2])


def _is_prose(lines: list[Line]) -> bool:
    """Whether lines make up a column of running text: enough of them, most of them as wide as it."""
    if len(lines) < ENOUGH:
        return False
    width = max(line.x1 for line in lines) - min(line.x0 for line in lines)
    em = median(line.size for line in lines)
    return width > 6 * em and median(line.width for line in lines) >= PROSE * width


def _is_framed(band: Sequence[Item], gutter: tuple[float, float], sheet: Sheet) -> bool:
    """Whether two columns stand in frames of their own: two texts side by side, each read through on its own."""
    top, bottom = min(i.y0 for i in band), max(i.y1 for i in band)
    found = sorted(
        x
        for x, y0, y1 in sheet.upright
        if gutter[0] - 1 <= x <= gutter[1] + 1 and min(y1, bottom) - max(y0, top) > 0.5 * (bottom - top)
    )
    return len(found) > 1 and found[-1] - found[0] > 0.005 * sheet.width


def _rows(items: Sequence[Item]) -> list[Item]:
    """Items of a column from the top down; lines that stand in one row become one."""
    out: list[Item] = []
    for item in items:
        last = out[-1] if out else None
        if isinstance(item, Line) and isinstance(last, Line) and _in_row(last, item):
            first, second = (last, item) if last.x0 <= item.x0 else (item, last)
            out[-1] = Line(
                f"{first.text} {second.text}", first.x0, min(first.y0, second.y0), max(first.x1, second.x1),
                max(first.y1, second.y1), max(first.size, second.size), first.page,
            )  # fmt: skip
        else:
            out.append(item)
    return out


def _in_row(one: Line, other: Line) -> bool:
    shared = min(one.y1, other.y1) - max(one.y0, other.y0)
    return shared > 0.5 * min(one.y1 - one.y0, other.y1 - other.y0)


def in_order(pages: Iterable[list[Strip]]) -> list[Strip]:
    """The strips of a document as they are read: two texts side by side one after the other, over all their pages."""
    out: list[Strip] = []
    held: list[Strip] = []
    for strip in (strip for page in pages for strip in page):
        if strip.beside:
            held.append(strip)
            continue
        out += _unbraided(held)
        held = []
        out.append(strip)
    return out + _unbraided(held)


def _unbraided(held: list[Strip]) -> list[Strip]:
    return [strip for column in (0, 1) for strip in held if strip.column == column]
