"""Targets of tables of indicators: one a row, its value in the column of the year aimed at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from ..headers import BRACKET, FIGURE, Cell, Column, Row, unmarked
from ..mentions import Target
from ..numerals import number, plain
from ..patterns import pattern
from ..records import Bound
from ..rules import load
from ..segment import Reading
from ..tables import UNIT_NOTE, Table, Tables
from .found import Direction
from .quantities import find_quantities, patterns

Nature = Literal["binding", "expected"]
SIGNS: dict[str, Bound] = {">": "over", "≥": "at_least", "≧": "at_least", "⩾": "at_least", "<": "under", "≤": "at_most", "≦": "at_most", "⩽": "at_most"}  # fmt: skip
SIGN = pattern(rf"(?:>=|<=|{'|'.join(SIGNS)})\s?")
# What leads to a value and says nothing of its own.
LEAD = pattern(
    r"(?:力争|确保)?(?:达到|达|完成|实现|保持在|保持|稳定在|维持在|控制在|(?:提高|提升|增加|下降|降低|减少|降|增)[到至]|为|到)?"
)
MOVE = pattern("(年均|累计)?(增长|提高|增加|提升|下降|降低|减少)(?![到至为])")
MINUS = pattern(r"[-−–](?=\d)|负(?=\d)")
# [17] and (17) hold what is gained in all years together.
TOTAL = pattern(r"[\[〔【(]\s?([^\[\]〔〕【】()]*?\d[^\[\]〔〕【】()]*?)\s?[\]〕】)]")
WHOLE_TOTAL = pattern(rf"\s*(?:{SIGN.pattern})?{TOTAL.pattern}\s*")
ANY_BRACKET = pattern(r"[\[\]〔〕【】()]")
LEADING_MARK = pattern("^[*#※]")
SIGN_MARK = pattern(r"[①-⑳㉑-㉟*#※\s]+$")
GOES_ON = pattern(r"\s*(?:$|[,、;。(〔\[*①-⑳])")
DAY = pattern(r"(?:19|20)\d{2}年|\d+月")
ITEM = pattern(r"^(?:\(?[\d一二三四五六七八九十]{1,3}(?:[.、)](?!\d)|\s)\s?|[①-⑳]\s?|[-—–·•]+\s?)")
AMONG = pattern(r"^其中[::,]?\s?")
SEVERAL = pattern("[、,;]|/%|%/")
FITTING = (
    (pattern("人口|人数|就业|从业"), ("人",)),
    (pattern("生产总值|收入|投资|总额|产值|增加值|消费|支出"), ("元",)),
)
PARTS = pattern("[、,/;和]")
SHARE = pattern("率$|比重|比例|占比|增速|增长$|强度|覆盖面|降低$|下降$|提高$")
SCALE = pattern(r"(?:[十百千]?[万亿]+|[十百千](?![克米瓦伏卡赫帕字焦分]))")
SHORT_NAME = 4
NAME = 80  # an indicator has no longer name, and its value stands in no longer cell
CELL = 80
# 套(间) counts by the first of its words; a unit may stand in brackets as a whole.
ASIDE = pattern(r"^\(([^()]*)\)$|(?<=[^()])\([^()]*\)$")
CANON = {"百分比": "%", "百分数": "%", "百分点": "个百分点", "pct": "%"}
FALLS = pattern("降低|减少|下降|压减|削减|缩减|降幅|减排|下降率|降低率")
RISES = pattern("增长|增加|提高|提升|扩大|增速|增幅|上升")
MOVED = pattern("(?:增长|增加|提高|提升|增速|增幅|降低|下降|减少|降幅)(?:率|幅度|速度)?$")
# What is built or found anew is counted; nothing is said of a change.
COUNTS = pattern("新增|新建|新开工|改造|累计|完成|建成|投资额|培育|引进|治理")
BASIS = pattern("年均|平均每年|累计|同比|[比较][^,。;()]{2,10}?(?=增|提|上|下|降|减|变|升)")


class Unit(NamedTuple):
    """A unit and the scale in front of it: 万人 is 10,000 of 人."""

    name: str
    scale: Fraction


class Value(NamedTuple):
    """The number of a cell: its span with the words that bound it, in the cell's own unit where it has one."""

    start: int
    end: int
    low: Fraction
    high: Fraction | None
    bound: Bound
    unit: str | None
    total: bool
    moved: Direction | None = None  # 年均增长5% stands in the cell of the year
    basis: str | None = None


NO_UNIT = Unit("", Fraction(1))


def find_table_targets(reading: Reading, tables: Tables) -> list[Target]:
    """The targets of a document's tables of indicators, in order."""
    return [t for table in tables.found if table.kind == "indicators" for t in _targets(reading.text, table)]


def _targets(text: str, table: Table) -> Iterator[Target]:
    nature = next((n for note in table.notes if (n := nature_in(note)) is not None), None)
    above: Row | None = None
    for row in table.rows:
        if row.uniform:
            nature = nature_in(row.cells[0].text) or nature
            continue
        target = _target(text, table, row, above, nature)
        above = row
        if target is not None:
            yield target


def _target(text: str, table: Table, row: Row, above: Row | None, nature: Nature | None) -> Target | None:
    name = _name(table, row, above)
    if name is None:
        return None
    cell = row.cell(table.column("nature"))
    nature = (nature_in(cell.text) if cell is not None else None) or nature_in(name) or nature
    goal, value = next(((i, v) for i in table.aims if (v := _value(text, row.cell(i)))), (None, None))
    if value is not None and goal is not None and value.moved is not None:
        unit = _own(value) or Unit("%", Fraction(1))
        low, high = value.low * unit.scale, None if value.high is None else value.high * unit.scale
        return _made(table.columns[goal], name, nature, value, unit, low, high, value.moved, None, value.basis)
    if value is not None and goal is not None and not value.total:
        return _aimed(text, table, row, name, nature, goal, value)
    if value is not None and goal is not None:
        return _gained(table, row, name, nature, goal, value, _value(text, row.cell(table.baseline)))
    gains = [(i, v) for i in table.gains if (v := _value(text, row.cell(i))) is not None]
    if not gains:
        return None
    at, value = gains[0]
    year = table.columns[at].year
    earlier = next((v for i, v in gains[1:] if year and (table.columns[i].year or year) < year), None)
    return _gained(table, row, name, nature, at, value, earlier)


def _aimed(text: str, table: Table, row: Row, name: str, nature: Nature | None, at: int, value: Value) -> Target:
    """The value of the year aimed at, with the one before it."""
    column = table.columns[at]
    unit = _own(value) or _unit(table, row, column, name)
    low, high = value.low * unit.scale, None if value.high is None else value.high * unit.scale
    direction: Direction | None = None
    before = None
    base = _value(text, row.cell(table.baseline))
    if base is not None and not base.total and table.baseline is not None:
        own = _own(base) or _unit(table, row, table.columns[table.baseline], name)
        if not own.name or not unit.name or own.name == unit.name:
            before = base.low * (unit.scale if not own.name else own.scale)
            direction = _compared(low, high, value.bound, before)
    moved = MOVED.search(measured(name)) if before is None and unit.name in ("%", "个百分点") else None
    if moved is not None:
        direction = "decrease" if FALLS.search(moved.group()) else "increase"
    return _made(column, name, nature, value, unit, low, high, direction, before, None)


def _compared(low: Fraction, high: Fraction | None, bound: Bound, before: Fraction) -> Direction:
    """Whether a value is more than the one before; where the bound lets it stay what it was, it is held."""
    if low > before and bound not in ("under", "at_most"):
        return "increase"
    if (high or low) < before and bound not in ("over", "at_least"):
        return "decrease"
    return "none"


def _gained(
    table: Table, row: Row, name: str, nature: Nature | None, at: int, value: Value, before: Value | None
) -> Target:
    """What is gained on average or in all, where that is all that the row says."""
    column = table.columns[at]
    basis = _basis(column.header, total=value.total)
    unit = _own(value) or _gain_unit(table, row, column, name, basis)
    low, high = value.low * unit.scale, None if value.high is None else value.high * unit.scale
    if before is not None and before.total == value.total:
        earlier = before.low * (_own(before) or unit).scale
        direction: Direction | None = _compared(low, high, value.bound, earlier)
        return _made(column, name, nature, value, unit, low, high, direction, earlier, basis)
    falls = low < 0 or FALLS.search(name) is not None
    counted = (
        not falls
        and basis == "累计"
        and not unit.name.endswith(("%", "百分点"))
        and COUNTS.search(name)
        and not RISES.search(name)
    )
    direction = None if counted else "none" if low == 0 else "decrease" if falls else "increase"
    if falls and low < 0:
        low, high = (-low, None) if high is None else (-high, -low) if high < 0 else (-low, None)
    return _made(column, name, nature, value, unit, low, high, direction, None, basis)


def _made(
    column: Column,
    name: str,
    nature: Nature | None,
    value: Value,
    unit: Unit,
    low: Fraction,
    high: Fraction | None,
    direction: Direction | None,
    before: Fraction | None,
    basis: str | None,
) -> Target:
    return Target(
        value.start,
        value.end,
        plain(low),
        None if high is None else plain(high),
        unit.name,
        value.bound,
        measured(name),
        direction,
        None if before is None else plain(before),
        basis if direction is not None else None,
        nature,
        column.role if column.role != "base" else "target.table_year",
    )


def _name(table: Table, row: Row, above: Row | None) -> str | None:
    """What the row is about: its last name cell, with a short one's wider term in front of it."""
    cells = [c.text for i in table.names if (c := row.cell(i))]
    parts = list(dict.fromkeys(cells))
    if not parts or len(parts[-1]) > NAME or not re.search(r"[\u4e00-\u9fffA-Za-z]", parts[-1]):
        return None
    last = parts[-1]
    if len(parts) > 1 and len(measured(last)) < SHORT_NAME:
        return measured(parts[-2]) + last
    if last.startswith("其中") and above is not None and len(measured(last)) < SHORT_NAME:
        wider = [c.text for i in table.names if (c := above.cell(i))]
        return measured(wider[-1]) + AMONG.sub("", last) if wider else last
    return last


def measured(name: str) -> str:
    """An indicator's name without its number, its marks and its unit.

    >>> measured("1.地区生产总值(GDP)(亿元)"), measured("其中:森林覆盖率①(%)"), measured("研发强度(占生产总值,%)")
    ('地区生产总值(GDP)', '森林覆盖率', '研发强度(占生产总值)')
    """
    name = AMONG.sub("", ITEM.sub("", unmarked(name).strip()).strip())
    aside = _unit_aside(name)
    if aside is not None:
        name = name[: aside[0]] + name[aside[1] :]
    name = re.sub(r"\((?:约束|预期)性(?:指标)?\)", "", name)
    return unmarked(name).strip(" :,、") or name


def _unit_aside(name: str) -> tuple[int, int, str] | None:
    """Where the last bracket of a name that holds a unit stands, and the unit; a unit may end a bracket."""
    for m in reversed(list(BRACKET.finditer(name))):
        inner = re.sub(r"^单位[::]", "", m[1].strip())
        if is_unit(inner):
            return m.start(), m.end(), inner
        head, mark, tail = inner.rpartition(",")
        if mark and is_unit(tail.strip()):
            return m.start(1) + len(head), m.end(1), tail.strip()
    if name.endswith(("%", "‰")):
        return len(name) - 1, len(name), name[-1]
    return None


@lru_cache(maxsize=4096)
def is_unit(text: str) -> bool:
    """Whether a bracket's text is a unit: one that the rules know, with a scale or a denominator.

    >>> [is_unit(t) for t in ("亿元", "%", "张/千人", "微克/立方米", "GDP", "含港澳")]
    [True, True, True, True, False, False]
    """
    name = unit_of(text).name
    head, mark, tail = name.partition("/")
    known = patterns().kinds
    if mark:
        return bool(tail) and len(name) <= 14 and not re.search(r"[\s,。;]", name)
    return name in known or head in CANON.values() or text in CANON or not name and text != ""


@lru_cache(maxsize=4096)
def unit_of(text: str) -> Unit:
    """A unit as a column or a bracket gives it.

    >>> unit_of("万人"), unit_of("千瓦时").name, unit_of("亿千瓦时").name, unit_of("套(间)").name, unit_of("(%)").name
    (Unit(name='人', scale=Fraction(10000, 1)), '千瓦时', '千瓦时', '套', '%')
    """
    text = ASIDE.sub(r"\1", unmarked(re.sub(r"\s", "", text)))
    text = CANON.get(text, text)
    m = SCALE.match(text)
    scale = number(m.group() if m.group()[0] not in "十百千万亿" else "一" + m.group()) if m else None
    if m is None or scale is None:
        return Unit("" if text in load("tables").words["none"] else text, Fraction(1))
    return Unit(text[m.end() :], scale)


def _own(value: Value) -> Unit | None:
    """The unit that stands in the cell itself; the scale is in the number already."""
    return None if value.unit is None else Unit(value.unit, Fraction(1))


def _unit(table: Table, row: Row, column: Column, name: str, *, gain: bool = False) -> Unit:
    """The unit of a row's value: of its own column or bracket, of the header, of the line above the table."""
    headed = _unit_aside(column.header)
    cell = row.cell(table.column("unit"))
    if cell is not None and cell.text not in load("tables").words["none"]:
        return _fitting(cell.text, name)
    named = next(
        (a for i in reversed(table.names) if (c := row.cell(i)) and (a := _unit_aside(unmarked(c.text)))), None
    )
    if named is not None:
        return _fitting(named[2], name)
    if headed is not None and not gain:
        return unit_of(headed[2])
    note = next((m[1] for text in table.notes if (m := UNIT_NOTE.search(text))), None)
    heads = next((a[2] for i in table.names if (a := _unit_aside(table.columns[i].header))), None)
    stated = note or heads
    return _fitting(stated, name) if stated is not None else NO_UNIT


def _fitting(stated: str, name: str) -> Unit:
    """Of several units in one place (亿元、%) the one that fits the name."""
    if not SEVERAL.search(stated):
        return unit_of(stated)
    parts = [p.strip() for p in PARTS.split(stated) if p.strip()]
    shares = [p for p in parts if p in ("%", "‰")]
    others = [p for p in parts if p not in ("%", "‰")]
    if shares and SHARE.search(measured(name)):
        return unit_of(shares[0])
    if len(others) > 1:
        fit = next((ends for words, ends in FITTING if words.search(name)), None)
        others = [p for p in others if fit is not None and p.endswith(fit)]
    return unit_of(others[0]) if len(others) == 1 else NO_UNIT


def _gain_unit(table: Table, row: Row, column: Column, name: str, basis: str | None) -> Unit:
    """The unit of a gain: per cent for a rate, for a total that of the row unless the header says another."""
    headed = _unit_aside(column.header)
    if basis != "累计":
        return unit_of(headed[2]) if headed is not None else Unit("%", Fraction(1))
    if re.search("累计(?:增长|增速|增幅)", column.header):
        return unit_of(headed[2]) if headed is not None else Unit("%", Fraction(1))
    own = _unit(table, row, column, name, gain=True)
    return own if own.name or headed is None else unit_of(headed[2])


def _basis(header: str, *, total: bool) -> str | None:
    if total:
        return "累计"
    found: list[str] = BASIS.findall(header)
    # 年均/累计 heads both; a number without brackets is the yearly one.
    return next((b for b in found if b != "累计"), found[0] if found else None)


def nature_in(text: str) -> Nature | None:
    """Whether a cell or a line says that an indicator binds or is expected."""
    binding, expected = "约束" in text, bool(re.search("预期(?:性|$)", text.strip()))
    if binding == expected:
        return None
    return "binding" if binding else "expected"


def _value(text: str, cell: Cell | None) -> Value | None:
    """The number that a cell opens with; None where it holds none, or words that no number leads."""
    if cell is None or len(cell.text) > CELL or not FIGURE.search(cell.text) or DAY.search(cell.text):
        return None
    shown = text[cell.start : cell.end]
    total = WHOLE_TOTAL.fullmatch(SIGN_MARK.sub("", shown))
    # Blanked in place, so that no offset moves.
    shown = (ANY_BRACKET if total else LEADING_MARK).sub(" ", shown)
    at = len(shown) - len(shown.lstrip())
    lead = LEAD.match(shown, at)
    at = lead.end() if lead else at
    move = MOVE.match(shown, at)
    at = move.end() if move else at
    start = at
    sign = SIGN.match(shown, at)
    bound: Bound | None = None
    if sign:
        bound = SIGNS[sign.group().strip().replace(">=", "≥").replace("<=", "≤")]
        at = sign.end() + len(shown[sign.end() :]) - len(shown[sign.end() :].lstrip())
    minus = MINUS.match(shown, at)
    at = minus.end() if minus else at
    found = next(iter(find_quantities(shown[at:])), None)
    if (
        found is None
        or found.start != 0
        and shown[at : at + found.start].strip()
        or not GOES_ON.match(unmarked(shown[at + found.end :]))
    ):
        return None
    low, high = found.value, found.value_max
    if minus:
        low, high = -low, None if high is None else -high
    known = found.unit or ("%" if found.kind == "percent" else None)
    return Value(
        cell.start + (start if sign or minus or bound else at + found.start),
        cell.start + at + found.end,
        low,
        high,
        bound or found.bound,
        known,
        total is not None,
        None if move is None else "decrease" if FALLS.match(move[2]) else "increase",
        None if move is None else move[1],
    )
