"""The first bytes of a file -> whether it is a web page or a Word file; the readers themselves load when they read."""

from __future__ import annotations

import re
from io import BytesIO

from .text import BOMS

HEAD = 4096
OPENS = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
PIECE = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:div|p|table|span|meta|title|article|section|main|center|font|h[1-6]|style|script|link"
    r"|base)\b", re.IGNORECASE | re.DOTALL
)  # fmt: skip
CLOSING = re.compile(r"</(?:div|p|table|span|title|article|section|main|center|font|h[1-6]|td|li)\s*>", re.IGNORECASE)
# A page saved with the header that the server sent before it.
RESPONSE = re.compile(rb"HTTP/\d(?:\.\d)? \d{3}[^\r\n]*\r?\n((?:[\w-]+:[^\r\n]*\r?\n)+)\r?\n")
# A page saved in one file with its pictures, by a browser or by Word.
ARCHIVE = re.compile(
    rb"(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?Content-Type:\s*multipart/related", re.IGNORECASE
)
MAIN = re.compile(r"word/document\d*\.xml", re.IGNORECASE)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def is_html(data: bytes) -> bool:
    """Whether bytes are a web page, or a piece of one: markup from the first character on.

    >>> is_html("<div><p>改革</p></div>".encode()), is_html("# <改革>".encode())
    (True, False)
    """
    if is_archive(data):
        return True
    response = RESPONSE.match(data)
    start = response.end() if response else 0
    head = data[start : start + 4 * HEAD]
    for bom, encoding in BOMS:
        if head.startswith(bom):
            text = head[len(bom) : len(bom) + HEAD].decode(encoding, "ignore")
            break
    else:
        encoding = "latin-1"
        if b"\0" in head[:2]:
            encoding = "utf-16-le" if head[1:2] == b"\0" else "utf-16-be"
        text = head[:HEAD].decode(encoding, "ignore")
    return bool(OPENS.match(text) or (PIECE.match(text) and CLOSING.search(text)))


def is_archive(data: bytes) -> bool:
    r"""Whether bytes are a web page with its pictures in one file (MHTML).

    >>> is_archive(b"From: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"), is_archive(b"<html>")
    (True, False)
    """
    return b"multipart/related" in data[:HEAD].lower() and ARCHIVE.match(data[:HEAD].lstrip()) is not None


def is_docx(data: bytes) -> bool:
    """Whether bytes are a Word package, whole, cut off or encrypted.

    >>> is_docx("改革".encode())
    False
    """
    if data.startswith(OLE):
        return ENCRYPTED in data
    if not data.startswith(b"PK"):
        return False
    parts = _parts(data)
    if parts is None:
        return b"word/document" in data or b"word/styles.xml" in data
    return any(MAIN.fullmatch(name.lstrip("/")) for name in parts)


def is_pdf(data: bytes) -> bool:
    """Whether bytes are a PDF; some have a few bytes of something else before them.

    >>> is_pdf(b"%PDF-1.7"), is_pdf(b"%PD")
    (True, False)
    """
    if data[:HEAD].lstrip(b"\xef\xbb\xbf\0\t\n\r ").startswith(b"%PDF-"):
        return True
    return b"%PDF-" in data[:1024] and b"startxref" in data[-2048:]


def is_ofd(data: bytes) -> bool:
    """Whether bytes are an OFD package, whole or cut off.

    >>> is_ofd("改革".encode())
    False
    """
    if not data.startswith(b"PK"):
        return False
    parts = _parts(data)
    if parts is None:
        return b"OFD.xml" in data
    return any(name.lstrip("/\\").lower() == "ofd.xml" for name in parts)


def _parts(data: bytes) -> list[str] | None:
    """The names of the parts of a ZIP package; None where it is damaged or cut off."""
    from zipfile import ZipFile

    from .package import BROKEN_ZIP

    try:
        with ZipFile(BytesIO(data)) as package:
            return package.namelist()
    except BROKEN_ZIP:
        return None


def is_office(data: bytes) -> bool:
    r"""Whether bytes are a file that an office program alone reads: DOC and WPS, which OLE holds, or RTF.

    >>> is_office(b"{\\rtf1 }"), is_office(b"{rtf}")
    (True, False)
    """
    return data.startswith(OLE) or data[:64].lstrip(b"\xef\xbb\xbf\t\n\r ").startswith(b"{\\rtf")
