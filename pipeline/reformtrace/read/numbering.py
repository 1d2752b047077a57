"""Word's automatic numbering: the list definitions of a document and the numbers that they give its paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from .formats import PRIVATE, number, sign
from .wordml import CHOICE, VAL, W, is_on, value_of

SLOT = re.compile("%([1-9])")
DEEPEST = 9
# No style rests on more others than this; a ring of styles ends here.
BASES = 20
CLOSES = frozenset("、)]}）】〕］〉》.．。:：,，)")
UNIT = re.compile("第.{1,9}[编篇部章节条款目]$")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its numbers look and where they start anew."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    restart: int | None = None  # the level (1-based) that restarts it; 0 for none, None for any above
    legal: bool = False
    style: str | None = None
    zeros: int = 0
    font: str = ""


@dataclass(slots=True)
class List:
    """A numbering instance: the abstract list it counts in, its levels and the starts it overrides."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Style:
    """What of a paragraph style matters here: its name, its base, and the numbering it gives."""

    name: str
    base: str | None
    list_id: str | None
    level: int | None


def _whole(text: str | None) -> int | None:
    """A short whole number of an attribute, or None."""
    return int(text) if text and re.fullmatch(r"\d{1,7}", text) else None


class Numbering:
    """Gives each paragraph of a document its number; ask it for every paragraph once, in order."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self.styles: dict[str, Style] = {}
        self.default: str | None = None
        self._lists: dict[str, List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)

    @property
    def is_empty(self) -> bool:
        """Whether the document has no lists."""
        return not self._lists

    def style_name(self, paragraph: _Element | None) -> str:
        """The name of the style of a paragraph's properties."""
        style = self.styles.get(value_of(paragraph, "pStyle") or self.default or "")
        return style.name if style else ""

    def number(self, properties: _Element | None) -> str:
        """The number of the next paragraph with what stands between it and the text, `一、`; empty for none."""
        if not self._lists:
            return ""
        found = self._of_paragraph(properties)
        if found is None:
            return ""
        instance, depth, list_id = found
        level = instance.levels.get(depth)
        if level is None:
            return ""
        self._count(instance, depth, list_id)
        marker = self._written(instance, level)
        return marker + between(marker, level.suffix) if marker else ""

    def _read_styles(self, styles: _Element) -> None:
        for style in styles.iterfind(W + "style"):
            kind, name = style.get(W + "type"), style.get(W + "styleId")
            if kind not in ("paragraph", "numbering") or name is None:
                continue
            given = style.find(f"{W}pPr/{W}numPr")
            self.styles[name] = Style(
                (value_of(style, "name") or "").lower(),
                value_of(style, "basedOn"),
                value_of(given, "numId"),
                _whole(value_of(given, "ilvl")),
            )
            if kind == "paragraph" and style.get(W + "default") in ("1", "true", "on"):
                self.default = name

    def _read_lists(self, numbering: _Element) -> None:
        abstract: dict[str, dict[int, Level]] = {}
        links: dict[str, str] = {}
        for element in numbering.iterfind(W + "abstractNum"):
            name = element.get(W + "abstractNumId") or ""
            abstract[name] = dict(_levels(element))
            link = value_of(element, "numStyleLink")
            if link:
                links[name] = link
        targets: dict[str, str] = {}
        for element in numbering.iterfind(W + "num"):
            targets[element.get(W + "numId") or ""] = value_of(element, "abstractNumId") or ""
        for element in numbering.iterfind(W + "num"):
            list_id = element.get(W + "numId") or ""
            name = targets[list_id]
            # A list that takes its levels from a numbering style counts in the list of that style.
            for _ in range(BASES):
                style = self.styles.get(links.get(name, ""))
                if style is None or style.list_id is None or style.list_id not in targets:
                    break
                name = targets[style.list_id]
            made = List(name, dict(abstract.get(name, {})))
            for override in element.iterfind(W + "lvlOverride"):
                depth = _whole(override.get(W + "ilvl"))
                if depth is None:
                    continue
                made.levels.update(_levels(override))
                start = _whole(value_of(override, "startOverride"))
                if start is not None:
                    made.starts[depth] = start
            self._lists[list_id] = made

    def _of_paragraph(self, properties: _Element | None) -> tuple[List, int, str] | None:
        own = None if properties is None else properties.find(W + "numPr")
        list_id, depth = value_of(own, "numId"), _whole(value_of(own, "ilvl"))
        if list_id is None:
            name: str | None = value_of(properties, "pStyle") or self.default
            for _ in range(BASES):
                style = self.styles.get(name or "")
                if style is None:
                    return None
                if style.list_id is not None:
                    list_id = style.list_id
                    depth = self._linked(list_id, name) if depth is None else depth
                    depth = style.level if depth is None else depth
                    break
                name = style.base
        instance = self._lists.get(list_id or "")
        if instance is None or list_id is None or list_id == "0":
            return None
        return instance, min(depth or 0, DEEPEST - 1), list_id

    def _linked(self, list_id: str, style: str | None) -> int | None:
        """The level of a list that is tied to a style."""
        instance = self._lists.get(list_id)
        for depth, level in sorted(instance.levels.items()) if instance else ():
            if level.style == style:
                return depth
        return None

    def _count(self, instance: List, depth: int, list_id: str) -> None:
        """Counts one more on a level, and starts the levels below anew where they restart."""
        counts = self._counts.setdefault(instance.abstract, {})
        level = instance.levels[depth]
        if depth in instance.starts and (list_id, depth) not in self._started:
            self._started.add((list_id, depth))
            counts[depth] = instance.starts[depth]
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else instance.starts.get(depth, level.start)
        for below in [d for d in counts if d > depth]:
            restart = instance.levels[below].restart if below in instance.levels else None
            if restart is None or (restart and depth < restart):
                del counts[below]

    def _written(self, instance: List, level: Level) -> str:
        if level.form == "bullet":
            return "".join(
                sign(ord(c), level.font) if ord(c) in PRIVATE else c for c in level.text.strip("\u200b")
            ).strip()
        counts = self._counts[instance.abstract]

        def slot(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = instance.levels.get(at, Level())
            value = counts.get(at, instance.starts.get(at, other.start))
            if other.zeros and not level.legal:
                return str(value).zfill(other.zeros)
            return number(value, "decimal" if level.legal and other.form != "none" else other.form)

        return SLOT.sub(slot, level.text).strip()


def _levels(parent: _Element) -> Iterator[tuple[int, Level]]:
    for element in parent.iterfind(W + "lvl"):
        depth = _whole(element.get(W + "ilvl"))
        if depth is None or depth >= DEEPEST:
            continue
        form = element.find(W + "numFmt")
        # A form of newer kind (`001, 002`) stands in a choice beside the old form.
        choice = element.find(f".//{CHOICE}/{W}numFmt")
        custom = choice.get(W + "format") or "" if choice is not None else ""
        zeros = len(custom.split(",")[0].strip())
        fonts = element.find(f"{W}rPr/{W}rFonts")
        if form is None:
            form = element.find(f".//{W}numFmt[@{VAL}]") if choice is None else choice
        named = form.get(VAL) if form is not None else None
        level = Level(
            form=named if named and named != "custom" else "decimal",
            text=value_of(element, "lvlText") or "",
            suffix=value_of(element, "suff") or "tab",
            restart=_whole(value_of(element, "lvlRestart")),
            legal=is_on(element.find(W + "isLgl")),
            style=value_of(element, "pStyle"),
            zeros=zeros if custom.startswith("0") else 0,
            font=(fonts.get(W + "ascii") or "") if fonts is not None else "",
        )
        start = _whole(value_of(element, "start"))
        yield depth, level if start is None else replace(level, start=start)


def between(marker: str, suffix: str) -> str:
    r"""What stands between a marker and its text: nothing behind a mark or a circled number, else a space.

    >>> between("一、", "tab"), between("1.2", "tab"), between("第一章", "space"), between("①", "tab")
    ('', ' ', '\u3000', '')
    """
    last = marker[-1]
    if suffix == "nothing" or last in CLOSES or not last.isalnum() or "\u2460" <= last <= "\u32ff":
        return ""
    return "\u3000" if UNIT.match(marker) else " "
