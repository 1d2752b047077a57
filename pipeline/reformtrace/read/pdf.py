"""PDF -> text: characters with their places from pdfium, rules for tables, pictures of pages through OCR."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version

import pypdfium2
import pypdfium2.raw as raw

from . import ocr
from .extracted import Extracted, Limits, Unreadable
from .flow import lay_out
from .geometry import CELL_GAP, HYPHENS, WORD_GAP, Piece, Sheet, blank
from .pdf_rules import Box, drawn
from .properties import day_of, issuer_of, title_of

# A page with fewer characters of its own than this, over a picture that fills it, is a scan.
FEW = 60
FILLS = 0.5
UNMAPPED = 0.3  # share of characters without a meaning from which a text layer is none
SMALL = 0.78  # type smaller than this share of what stands before it is another piece: a raised number
BREAK = "\r\n"
ASCENT, DESCENT = 0.88, 0.12  # of an em, above and below the line that characters stand on
TURNS = 12  # characters of a page that are asked which way they are turned


@cache
def reader() -> str:
    """The reader's name with the version of the library underneath."""
    return f"pdf (pypdfium2 {version('pypdfium2')})"


def extract(data: bytes, limits: Limits) -> Extracted:
    """The text of a PDF; raises Unreadable where it is encrypted, damaged, too long or a scan that cannot be read."""
    document = _opened(data)
    try:
        count = len(document)
        if count > limits.max_pages:
            raise Unreadable(f"it has {count:,} pages, more than {limits.max_pages:,}; raise --max-pages or split it")
        sheets: list[Sheet] = []
        seen = 0
        scanned = False
        for index in range(count):
            sheet, by_eye = _sheet(document, index)
            scanned = scanned or by_eye
            seen += sum(len(piece.text) for piece in sheet.pieces)
            if seen > limits.max_bytes:
                raise Unreadable(f"it holds more than {limits.max_bytes:,} characters; raise --max-bytes or split it")
            sheets.append(sheet)
        properties = _properties(document)
    finally:
        document.close()
    found = lay_out(sheets, reader() + (f" + {ocr.name()}" if scanned else ""), "utf-16", limits)
    title, issuer, date = properties
    return Extracted(found.text, found.reader, found.encoding, found.places, title, issuer, date)


def _opened(data: bytes) -> pypdfium2.PdfDocument:
    try:
        document = pypdfium2.PdfDocument(data)
        if len(document) > 0:
            return document
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == raw.FPDF_ERR_PASSWORD:
            raise Unreadable("it is protected by a password; open it, save it without the password") from error
        if code == raw.FPDF_ERR_SECURITY:
            raise Unreadable("its encryption is of a kind that is not read; save it without protection") from error
        raise Unreadable("the PDF is damaged or cut off; download it again, or print it to PDF anew") from error
    raise Unreadable("the PDF has no pages; download it again, or print it to PDF anew")


def _properties(document: pypdfium2.PdfDocument) -> tuple[str | None, str | None, str | None]:
    try:
        said = document.get_metadata_dict()
    except (pypdfium2.PdfiumError, UnicodeError):
        return None, None, None
    return title_of(said.get("Title")), issuer_of(said.get("Author")), day_of(said.get("CreationDate"))


def _sheet(document: pypdfium2.PdfDocument, index: int) -> tuple[Sheet, bool]:
    """A page's text and rules, and whether they were read off a picture of it."""
    number = index + 1
    try:
        page = document[index]
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"page {number} is damaged; print the document to PDF anew") from error
    try:
        space = _Space.of(page)
        level, upright, pictures, shapes = drawn(page, space.box)
        characters = _Characters(page)
        pieces = characters.pieces(space)
        sheet = Sheet(number, space.width, space.height, pieces)
        for x0, y0, x1, y1 in level + upright:
            (ax, ay), (bx, by) = space.at(x0, y0), space.at(x1, y1)
            if abs(bx - ax) >= abs(by - ay):
                sheet.level.append(((ay + by) / 2, min(ax, bx), max(ax, bx)))
            else:
                sheet.upright.append(((ax + bx) / 2, min(ay, by), max(ay, by)))
        shown = sum(len(piece.text.strip()) for piece in pieces)
        if characters.unmapped > UNMAPPED * max(1, characters.count) and shown:
            return _by_eye(page, number, "has a text layer whose characters have no meaning"), True
        if shown < FEW and pictures > FILLS:
            return _by_eye(page, number, "is a picture without a text layer"), True
        if not shown and shapes > FEW:
            return _by_eye(page, number, "holds its letters as drawings, without a text layer"), True
        return sheet, False
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"page {number} is damaged; print the document to PDF anew") from error
    finally:
        page.close()


def _by_eye(page: pypdfium2.PdfPage, number: int, why: str) -> Sheet:
    if not ocr.is_installed():
        raise Unreadable(f"page {number} {why}; install reformtrace[ocr] to read it")
    width, height = page.get_size()
    scale = min(ocr.DPI / 72, ocr.LONGEST / max(width, height, 1.0))
    picture = page.render(scale=scale).to_numpy()
    # In points, as the pages that have a text layer.
    return ocr.sheet(picture, number).scaled(1 / scale)


class _Space:
    """Leads from a page's own coordinates to those of the page as it is shown, downwards."""

    def __init__(self, box: Box, turn: int) -> None:
        self.box = box
        self._turn = turn % 4
        width, height = max(1.0, box[2] - box[0]), max(1.0, box[3] - box[1])
        self.width, self.height = (height, width) if self._turn % 2 else (width, height)

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> _Space:
        """The space of a page, by its crop box and its rotation."""
        left, bottom, right, top = page.get_cropbox()
        return cls((left, bottom, right, top), page.get_rotation() // 90)

    def turn(self, quarters: int) -> None:
        """Turns the page by quarters to the right, so that text turned as much to the left stands upright.

        Text tells better than the page's own rotation how it is to be read.
        """
        if (quarters - self._turn) % 2:
            self.width, self.height = self.height, self.width
        self._turn = quarters % 4

    @property
    def is_plain(self) -> bool:
        return self._turn == 0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page is shown."""
        left, bottom, right, top = self.box
        if self._turn == 0:
            return x - left, top - y
        if self._turn == 1:
            return y - bottom, x - left
        if self._turn == 2:
            return right - x, y - bottom
        return top - y, right - x


class _Characters:
    """The characters of a page with their boxes, as pdfium tells them."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._page = page.get_textpage()
        self._raw = self._page.raw
        self.count = max(0, raw.FPDFText_CountChars(self._raw))
        text = self._page.get_text_range() if self.count else ""
        if len(text) != self.count:
            text = "".join(self._one(i) for i in range(self.count))
        self._text = text
        self.unmapped = sum(text.count(c) for c in "\ufffd\0") + sum("\ue000" <= c <= "\uf8ff" for c in text)

    def _one(self, index: int) -> str:
        code = raw.FPDFText_GetUnicode(self._raw, index)
        return "\ufffd" if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)

    def _quarters(self) -> int:
        """By how many quarters to the left the page's characters are turned, most of them."""
        angles = [
            -round(raw.FPDFText_GetCharAngle(self._raw, i) / 1.5708) % 4
            for i in range(0, self.count, max(1, self.count // TURNS))
            if not self._text[i].isspace()
        ]
        return max(set(angles), key=angles.count) if angles else 0

    def pieces(self, space: _Space) -> list[Piece]:
        """The page's text in pieces, in the order in which the page draws them; turns the space as the text is."""
        if not self.count:
            return []
        space.turn(self._quarters())
        out = [piece for start, end in self._lines() for piece in self._line(start, end, space)]
        return [p for p in out if p.x1 > 0 and p.y1 > 0 and p.x0 < space.width and p.y0 < space.height]

    def _lines(self) -> Iterator[tuple[int, int]]:
        at = 0
        for line in self._text.split(BREAK):
            if line.strip():
                yield at, at + len(line)
            at += len(line) + len(BREAK)

    def _line(self, start: int, end: int, space: _Space) -> Iterator[Piece]:
        """The pieces of a line: what stands apart, on another line or in another size of type is a piece of its own.

        A character's matrix tells the line that it stands on, and its box where it stands there; for some fonts drawn
        by procedures (Type 3) the box is far off, and the matrix has to tell both. It is asked for only where the box
        is not like the one before, which is most of what this reader's speed is about.
        """
        rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
        box, whole = ctypes.byref(rect), ctypes.byref(matrix)
        box_of, is_generated = raw.FPDFText_GetLooseCharBox, raw.FPDFText_IsGenerated
        page, text, plain, left, top = self._raw, self._text, space.is_plain, space.box[0], space.box[3]
        words: list[str] = []
        cuts: list[float] = []
        em = here = right = over = under = size = base = 0.0
        paused = False
        for i in range(start, end):
            char = text[i]
            if char == " ":
                paused = paused or not is_generated(page, i)
                continue
            if not box_of(page, i, box):
                continue
            if plain:
                x0, x1, y0, y1 = rect.left - left, rect.right - left, top - rect.top, top - rect.bottom
            else:
                (x0, y0), (x1, y1) = space.at(rect.left, rect.top), space.at(rect.right, rect.bottom)
                x0, x1, y0, y1 = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
            if not size or abs(y0 - over) > 0.2 * size or abs(y1 - under) > 0.2 * size:
                raw.FPDFText_GetMatrix(page, i, whole)
                over, under = y0, y1
                size = abs(raw.FPDFText_GetFontSize(page, i)) * (abs(matrix.a) + abs(matrix.b)) or 1.0
                at, base = space.at(matrix.e, matrix.f)
                if y0 > base + size or y1 < base - 2 * size:
                    x0, x1, over = at, at + (size if char >= "\u0250" else size / 2), -9e9
            if words:
                gap = x0 - right
                away = gap > CELL_GAP * em or x0 < cuts[-1] - em or abs(base - here) > 0.45 * em
                if away or not SMALL < size / em < 1 / SMALL:
                    yield Piece("".join(words), cuts[0], here - ASCENT * em, right, here + DESCENT * em, em, cuts)
                    words, cuts = [], []
                elif paused or gap > WORD_GAP * em:
                    between = " " if paused else blank(words[-1], char, gap / em)
                    if between:
                        words.append(between)
                        cuts.append(right)
            if not words:
                em, here, right = size, base, x1
            paused = False
            words.append("\u00ad" if char in HYPHENS else char)
            cuts.append(x0)
            right = max(x1, right)
        if words:
            yield Piece("".join(words), cuts[0], here - ASCENT * em, right, here + DESCENT * em, em, cuts)
