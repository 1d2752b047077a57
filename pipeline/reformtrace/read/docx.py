"""DOCX -> text: paragraphs, tables and notes in their order, automatic numbering written out.

The XML is read as it stands, a block at a time. python-docx, which the tests write their files with, knows nothing of
numbering, notes, text boxes and tracked changes, and unpacks every part without a bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version

from lxml.etree import _Element

from .extracted import Extracted, Limits, Unreadable
from .formats import PRIVATE, sign
from .layout import Lines, raised, row_line, tidy, with_notes
from .numbering import Numbering
from .package import Package
from .sniff import MAIN, OLE
from .wordml import (
    ALTERNATE,
    BODY,
    BOX,
    HOLDERS,
    LEFT_OUT,
    MATH_TEXT,
    TBL,
    TC,
    TR,
    VAL,
    P,
    R,
    T,
    W,
    chosen,
    inside,
    is_deleted,
    is_inside,
    is_on,
    is_placeholder,
    is_replaced,
    span,
    text_boxes,
)

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
DC = "{http://purl.org/dc/elements/1.1/}"
TERMS = "{http://purl.org/dc/terms/}"
TOC = re.compile(r"toc (?:\d|heading|标题)|目录 ?\d")
NO_TITLE = re.compile(
    r"(?:microsoft word\b.*|word document|(?:document|文档|新建.*文档) ?\d*|untitled|未命名.*|title|标题|[a-z\d_-]*)",
    re.IGNORECASE,
)
OFFICE = re.compile(r"(?:政府|委员会|办公[厅室]|[厅局院会部署委处])$")
# When the empty file was made that python-docx starts from.
TEMPLATE = "2013-12-23T23:15"
CHINA = timedelta(hours=8)
CHANGED = (W + "del", W + "moveFrom")
PPR = W + "pPr"


@cache
def reader() -> str:
    """The reader's name with the version of the library underneath."""
    return f"docx (lxml {version('lxml')})"


def extract(data: bytes, limits: Limits) -> Extracted:
    """The text of a Word file; raises Unreadable where it is encrypted, damaged, too big or empty."""
    if data.startswith(OLE):
        raise Unreadable("it is protected by a password; open it, take the password off and save it again")
    package = Package(data, limits)
    main = _main(package)
    folder = main.rpartition("/")[0] + "/"
    document = _Document(package, folder, limits)
    lines = document.lines
    try:
        document.read(main)
        with_notes(lines, document.notes())
    except RecursionError as error:
        raise Unreadable("its parts are nested too deeply, which no honest Word file does; it is not read") from error
    if not lines.text.strip():
        raise Unreadable("it holds no text; if its pages are pictures, save it as PDF and read that with OCR")
    title, issuer, date = _properties(package)
    return Extracted(lines.text, reader(), "utf-8", tuple(lines.places), title, issuer, date)


def _main(package: Package) -> str:
    """The name of the main part, by the package's own relationships or by its usual place."""
    names = set(package.names)
    relations = package.tree("_rels/.rels")
    for relation in relations.iter(RELATIONSHIP) if relations is not None else ():
        target = (relation.get("Target") or "").lstrip("/")
        if (relation.get("Type") or "").endswith("/officeDocument") and target in names:
            return target
    for name in sorted(names):
        if MAIN.fullmatch(name):
            return name
    raise Unreadable("its main part word/document.xml is missing; open it in Word and save it again")


def _properties(package: Package) -> tuple[str | None, str | None, str | None]:
    """Title, issuing body and date of the file's properties, where a person or an office set them."""
    core = package.tree("docProps/core.xml")
    if core is None:
        return None, None, None
    title, creator = ((core.findtext(DC + name) or "").strip() for name in ("title", "creator"))
    created = core.findtext(TERMS + "created") or ""
    date = None
    try:
        moment = datetime.fromisoformat(created.strip())
        date = ((moment + CHINA).date() if moment.utcoffset() == timedelta(0) else moment.date()).isoformat()
    except (ValueError, OverflowError):
        pass
    return (
        None if NO_TITLE.fullmatch(title) else title,
        creator if OFFICE.search(creator) else None,
        None if creator == "python-docx" or created.startswith(TEMPLATE) else date,
    )


@dataclass(slots=True)
class _Cell:
    """A cell of a row: its lines, how many columns it spans, whether it goes on from the row above."""

    lines: list[str]
    across: int
    goes_on: bool


class _Document:
    """Walks through the main part and keeps what has to be known from paragraph to paragraph."""

    def __init__(self, package: Package, folder: str, limits: Limits) -> None:
        self._package = package
        self._folder = folder
        self.lines = Lines(limits.max_bytes)
        self._numbering = Numbering(package.tree(folder + "numbering.xml"), package.tree(folder + "styles.xml"))
        self._calls: dict[tuple[str, str], int] = {}
        self._fields: list[bool] = []  # for each field that is open: whether its instruction is still being read
        self._toc = False
        self._boxes: list[_Element] = []
        self._pending = ""  # a paragraph whose end was deleted goes on in the next
        self._tables = 0

    def read(self, main: str) -> None:
        """Reads the main part into lines, letting go of each block once it is read."""
        for element in self._package.ends(main, (P, TBL)):
            parent = element.getparent()
            if parent is None or (parent.tag != BODY and is_inside(element)):
                continue
            if parent.tag == BODY or not is_replaced(element):
                if element.tag == P:
                    for line in self._paragraph(element):
                        self.lines.add(line)
                else:
                    self._table(element)
            element.clear()
            while element.getprevious() is not None:
                del parent[0]
        if self._pending:
            self.lines.add(self._pending)

    def notes(self) -> Iterator[str]:
        """The notes that the text calls, each a line, in the order of their calls."""
        parts = {
            kind: {note.get(W + "id") or "": note for note in tree.iter(W + kind)}
            for kind, name in (("footnote", "footnotes.xml"), ("endnote", "endnotes.xml"))
            if (tree := self._package.tree(self._folder + name)) is not None
        }
        # A note that itself calls one lengthens the list while it is read.
        done = 0
        while done < len(self._calls):
            (kind, name), number = list(self._calls.items())[done]
            done += 1
            note = parts.get(kind, {}).get(name)
            words = " ".join(self._block(note)) if note is not None else ""
            yield f"[{number}]{words}"

    def _block(self, parent: _Element) -> list[str]:
        """The lines of what holds paragraphs and tables: a cell, a text box, a note."""
        out: list[str] = []
        for child in parent:
            if child.tag == P:
                out += self._paragraph(child)
            elif child.tag == TBL:
                out += [line.replace("\t", " ") for line, _ in self._rows(child)]
            elif child.tag == ALTERNATE:
                out += self._block(chosen(child))
            elif child.tag not in LEFT_OUT and not is_placeholder(child):
                out += self._block(child)
        return out

    def _paragraph(self, element: _Element) -> list[str]:
        """The lines of a paragraph with its number, and those of the text boxes anchored in it."""
        properties = element.find(PPR)
        if self._numbering.is_empty and not self._pending and len(element) == (properties is not None):
            return []
        mark = None if properties is None else properties.find(W + "rPr")
        pieces: list[str] = []
        self._toc = TOC.fullmatch(self._numbering.style_name(properties)) is not None
        self._inline(element, pieces)
        # A field whose instruction never ends would swallow the rest of the text.
        self._fields = [False for _ in self._fields]
        text = "".join(pieces)
        boxes, self._boxes = self._boxes, []
        out: list[str] = []
        if mark is not None and any(mark.find(tag) is not None for tag in CHANGED):
            if text.strip() and not self._pending:
                text = self._numbering.number(properties) + text
            self._pending += text
        elif not self._toc:
            if self._pending:
                text, self._pending = self._pending + text, ""
            elif text.strip():
                number = self._numbering.number(properties)
                text = _joined(number, text.lstrip(" \t\u3000")) if number else text
            else:
                # An empty paragraph in a list shows its number in Word, and so takes it.
                self._numbering.number(properties)
            out += _lines(text)
        for box in boxes:
            out += self._block(box)
        return out

    def _inline(self, parent: _Element, out: list[str]) -> None:
        """The text of what stands in a paragraph: runs, also inside links, insertions, controls and fields."""
        for child in parent:
            tag = child.tag
            if tag == R:
                self._run(child, out)
            elif tag == MATH_TEXT:
                out.append(child.text or "")
            elif tag == ALTERNATE:
                self._inline(chosen(child), out)
            elif tag not in LEFT_OUT and len(child) and not is_placeholder(child):
                self._inline(child, out)

    def _run(self, run: _Element, out: list[str]) -> None:
        properties = run.find(W + "rPr")
        font, is_raised = "", False
        if properties is not None:
            if is_on(properties.find(W + "vanish")):
                return
            align = properties.find(W + "vertAlign")
            is_raised = align is not None and align.get(VAL) == "superscript"
            fonts = properties.find(W + "rFonts")
            font = (fonts.get(W + "ascii") or "") if fonts is not None else ""
        for child in run:
            tag = child.tag
            if tag == T:
                text = child.text or ""
                if any(self._fields) or not text:
                    continue
                if not text.isprintable():
                    text = "".join(sign(ord(c), font) if ord(c) in PRIVATE else c for c in text)
                out.append(raised(text, out[-1] if out else "") if is_raised else text)
            elif tag in LEFT_OUT:
                if tag == W + "instrText" and "PAGEREF _Toc" in (child.text or ""):
                    self._toc = True
            elif tag == W + "fldChar":
                self._field(child.get(W + "fldCharType"))
            elif not any(self._fields):
                self._other(child, out)

    def _other(self, child: _Element, out: list[str]) -> None:
        """What a run may hold beside text: breaks, signs, calls of notes, drawings."""
        tag = child.tag
        if tag in (W + "tab", W + "ptab"):
            out.append("\t")
        elif tag in (W + "br", W + "cr"):
            out.append("\n")
        elif tag == W + "noBreakHyphen":
            out.append("-")
        elif tag == W + "sym":
            code = child.get(W + "char") or ""
            if re.fullmatch("[0-9A-Fa-f]{1,5}", code):
                out.append(sign(int(code, 16), child.get(W + "font") or ""))
        elif tag in (W + "footnoteReference", W + "endnoteReference"):
            kind = "footnote" if tag == W + "footnoteReference" else "endnote"
            name = (kind, child.get(W + "id") or "")
            out.append(f"[{self._calls.setdefault(name, len(self._calls) + 1)}]")
        elif tag == W + "ruby":
            base = child.find(W + "rubyBase")
            if base is not None:
                self._inline(base, out)
        elif tag == ALTERNATE and child.find(f".//{BOX}") is None:
            for inner in chosen(child):
                if inner.tag == T:
                    out.append(inner.text or "")
                else:
                    self._other(inner, out)
        elif tag in HOLDERS:
            self._boxes += text_boxes(child)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def _table(self, table: _Element) -> None:
        """Adds a table's rows as lines; a table of one column is a frame around paragraphs, each a line."""
        self._tables += 1
        number = self._tables
        for line, row in self._rows(table, frame=True):
            self.lines.add(line, number, row)

    def _rows(self, table: _Element, *, frame: bool = False) -> list[tuple[str, int]]:
        """The rows of a table as lines, each with its number; cells merged downwards repeat their text."""
        rows = [self._row(row) for row in inside(table, TR) if not is_deleted(row)]
        out: list[tuple[str, int]] = []
        if frame and all(len(row) <= 1 for row in rows):
            return [(line, i) for i, row in enumerate(rows, 1) for cell in row for line in cell.lines]
        above: list[str] = []
        width = max((sum(cell.across for cell in row) for row in rows), default=0)
        for i, row in enumerate(rows, 1):
            texts: list[str] = []
            for cell in row:
                at = len(texts)
                text = above[at] if cell.goes_on and at < len(above) else _cell_text(cell.lines)
                texts += [text] * cell.across
            above = texts
            line = row_line(texts, whole=len(row) == 1 and row[0].across >= width)
            if line:
                out.append((line, i))
        return out

    def _row(self, row: _Element) -> list[_Cell]:
        properties = row.find(W + "trPr")
        cells = [_Cell([], 1, False) for _ in range(span(properties, "gridBefore", 0))]
        for cell in inside(row, TC):
            about = cell.find(W + "tcPr")
            merge = None if about is None else about.find(W + "vMerge")
            goes_on = merge is not None and merge.get(VAL) != "restart"
            cells.append(_Cell(self._block(cell), span(about, "gridSpan", 1), goes_on))
        return cells


def _cell_text(lines: list[str]) -> str:
    return " ".join(line.replace("\t", " ") for line in lines)


def _joined(number: str, text: str) -> str:
    """A number before its text; `1.` before `5亿元` keeps a space, else it would read as a decimal."""
    apart = number[-1:].isdecimal() or (number[-1:] == "." and text[:1].isdecimal())
    return f"{number} {text}" if apart else number + text


def _lines(text: str) -> list[str]:
    """The lines of a paragraph; its tabs stay only where they part three cells or more, as in a table set by hand."""
    out: list[str] = []
    for line in text.split("\n"):
        cells = [tidy(cell) for cell in line.split("\t")] if "\t" in line else [tidy(line)]
        filled = [cell for cell in cells if cell]
        if filled:
            by_hand = cells if len(cells) <= len(filled) + 2 else filled
            out.append("\t".join(by_hand) if len(filled) > 2 else " ".join(filled))
    return out
