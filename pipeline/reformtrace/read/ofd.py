"""OFD (GB/T 33190) -> text: the standard's XML read as it stands, its text with the places where it is printed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

from lxml.etree import _Element

from .extracted import Extracted, Limits, Unreadable
from .flow import lay_out
from .geometry import Sheet
from .ofd_parts import A4, Parts, child, children, numbers, text_of
from .ofd_text import Painter, Width
from .properties import day_of, issuer_of, title_of

# Text that sticks out of the page by more than this is not printed.
MARGIN = 2.0


@cache
def reader() -> str:
    """The reader's name with the version of the library underneath."""
    return f"ofd (lxml {version('lxml')})"


def extract(data: bytes, limits: Limits) -> Extracted:
    """The text of an OFD; raises Unreadable where it is encrypted, damaged, too long or holds pictures alone."""
    parts = Parts(data, limits)
    root = parts.tree(parts.find("OFD.xml") or "OFD.xml")
    if root is None:
        raise Unreadable("its main part OFD.xml is missing; download it again or save it anew")
    sheets: list[Sheet] = []
    pictures: list[int] = []
    said: tuple[str | None, str | None, str | None] = None, None, None
    for body in children(root, "DocBody"):
        if not sheets:
            said = _properties(child(body, "DocInfo"))
        name = text_of(body, "DocRoot")
        main = parts.resolve("", name) if name else None
        if main is None:
            if parts.find("Encryptions.xml") or parts.find("EncryptEntries.xml"):
                raise Unreadable("it is encrypted; open it in its program and save it without protection")
            raise Unreadable("its document part is missing; download it again or save it anew")
        for sheet, has_picture in _sheets(parts, main, len(sheets), limits):
            sheets.append(sheet)
            if has_picture and not sheet.pieces:
                pictures.append(sheet.number)
    if not sheets:
        raise Unreadable("it has no pages; download it again or save it anew")
    if pictures:
        raise Unreadable(
            f"page {pictures[0]} is a picture without a text layer; print the document to PDF and, with "
            "reformtrace[ocr] installed, read that"
        )
    found = lay_out(sheets, reader(), "utf-8", limits)
    title, issuer, date = said
    return Extracted(found.text, found.reader, found.encoding, found.places, title, issuer, date)


def _properties(info: _Element | None) -> tuple[str | None, str | None, str | None]:
    """Title, issuing body and date of the file's properties."""
    if info is None:
        return None, None, None
    date = day_of(text_of(info, "CreationDate")) or day_of(text_of(info, "ModDate"))
    issuer = issuer_of(text_of(info, "Author")) or issuer_of(text_of(info, "Creator"))
    return title_of(text_of(info, "Title")), issuer, date


def _sheets(parts: Parts, main: str, before: int, limits: Limits) -> Iterator[tuple[Sheet, bool]]:
    """The pages of a document, each with whether a picture stands on it."""
    document = parts.tree(main)
    if document is None:
        raise Unreadable("its document part is missing; download it again or save it anew")
    common = child(document, "CommonData")
    area = _box(child(common, "PageArea")) or A4
    templates = {
        (entry.get("ID") or "").strip(): entry.get("BaseLoc") or "" for entry in children(common, "TemplatePage")
    }
    units = parts.composites(main, common)
    pages = list(children(child(document, "Pages"), "Page"))
    if before + len(pages) > limits.max_pages:
        count = before + len(pages)
        raise Unreadable(f"it has {count:,} pages, more than {limits.max_pages:,}; raise --max-pages or split it")
    painted: dict[str, Painter] = {}
    widths: dict[str, Width] = {}
    left = limits.max_bytes
    for number, entry in enumerate(pages, before + 1):
        location = parts.resolve(main, entry.get("BaseLoc") or "")
        page = parts.tree(location) if location else None
        if page is None or location is None:
            raise Unreadable(f"page {number} is missing in it; download it again or save it anew")
        left_edge, top, width, height = _box(child(page, "Area")) or area
        painter = Painter(parts.composites(location, page) | units, widths)
        for use in children(page, "Template"):
            name = (use.get("TemplateID") or "").strip()
            if name not in templates:
                continue
            if name not in painted:
                painted[name] = Painter(units, widths)
                found = parts.resolve(main, templates[name])
                template = parts.tree(found) if found else None
                painted[name].paint(child(template, "Content"))
            painter.take(painted[name])
        painter.paint(child(page, "Content"))
        right, bottom = width + MARGIN, height + MARGIN
        shown = [p for p in painter.pieces if -MARGIN <= p.x0 - left_edge <= right and -MARGIN <= p.y1 - top <= bottom]
        left -= sum([len(piece.text) for piece in shown])
        if left < 0:
            raise Unreadable(f"it holds more than {limits.max_bytes:,} characters; raise --max-bytes or split it")
        yield Sheet(number, width, height, shown, painter.level, painter.upright), painter.has_picture


def _box(area: _Element | None) -> tuple[float, float, float, float] | None:
    """The page's box as an area tells it: left, top, width, height."""
    for name in ("PhysicalBox", "ApplicationBox"):
        values = numbers(text_of(area, name))
        if len(values) == 4 and values[2] > 0 and values[3] > 0:
            return values[0], values[1], values[2], values[3]
    return None
