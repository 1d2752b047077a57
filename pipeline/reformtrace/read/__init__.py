"""A file or a text -> Document; the format is told by the content, never by the name."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from .name import as_utf8, doc_id_of
from .text import NotText, decode, normal

MAX_BYTES = 100_000_000
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded document and what is known of it before its text is read.

    `date` is what the caller says; `title`, `file_date` and `issuer` are what the file's own metadata say. The last
    three count only where the text is silent.
    """

    doc_id: str
    source: str
    text: str
    sha256: str
    encoding: str
    reader: str
    title: str | None = None
    date: str | None = None
    issuer: str | None = None
    file_date: str | None = None


class ReadError(Exception):
    """A file that cannot be read: which, at what stage, and why, with the mend."""

    def __init__(self, source: str, stage: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.stage = stage
        self.reason = reason


def read(
    path: str | os.PathLike[str],
    *,
    doc_id: str | None = None,
    date: str | None = None,
    max_bytes: int = MAX_BYTES,
) -> Document:
    """The document in a file; raises ReadError where it is too big, no text, empty or in a format not read yet."""
    source = as_utf8(os.fspath(path))
    data = _load(path, source, max_bytes)
    unread = format_of(data)
    if unread is not None:
        raise ReadError(source, "read", f"{unread} is not read yet; save the document as plain text in UTF-8")
    try:
        text, encoding = decode(data)
    except NotText as error:
        raise ReadError(source, "read", str(error)) from error
    name = doc_id_of(Path(source).name) if doc_id is None else doc_id
    return Document(name, source, text, sha256(data).hexdigest(), encoding, "text", date=date)


def from_text(text: str, doc_id: str = "text", source: str | None = None, date: str | None = None) -> Document:
    """A document of a text in memory."""
    text = normal(text)
    source = doc_id if source is None else source
    return Document(doc_id, source, text, sha256(text.encode()).hexdigest(), "utf-8", "text", date=date)


def format_of(data: bytes) -> str | None:
    """The format of bytes that are no plain text, in words; None for plain text.

    >>> format_of(b"%PDF-1.7"), format_of("改革".encode())
    ('PDF', None)
    """
    if data.startswith(b"%PDF-"):
        return "PDF"
    if data.startswith(b"PK\x03\x04"):
        return "a ZIP container (DOCX, OFD, XLSX and the like)"
    if data.startswith(OLE):
        return "an old Office file (DOC, XLS, WPS)"
    if data.startswith(b"{\\rtf"):
        return "RTF"
    return "HTML" if HTML.match(data[:4096]) else None


def _load(path: str | os.PathLike[str], source: str, max_bytes: int) -> bytes:
    try:
        if not os.path.isfile(path):
            what = "it is a folder" if os.path.isdir(path) else "there is no such file"
            raise ReadError(source, "read", f"{what}; give the path of a file")
        with open(path, "rb") as file:
            data = file.read(max_bytes + 1)
    except OSError as error:
        raise ReadError(source, "read", f"it cannot be opened: {error.strerror}") from error
    if len(data) > max_bytes:
        raise ReadError(source, "read", f"it is larger than {max_bytes:,} bytes; raise --max-bytes or split it")
    return data
