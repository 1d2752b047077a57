"""A file or a text -> Document; the format is told by the content, never by the name."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from importlib import import_module
from pathlib import Path

from .extracted import Extracted, Limits, Place, Unreadable
from .name import as_utf8, doc_id_of
from .sniff import is_docx, is_html, is_ofd, is_office, is_pdf
from .text import NotText, decode, normal

MAX_BYTES = Limits().max_bytes
MAX_PAGES = Limits().max_pages
# How each format is told by its bytes, and the module that reads it, in the order in which they are asked.
READERS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (is_docx, "docx"),
    (is_ofd, "ofd"),
    (is_pdf, "pdf"),
    (is_office, "office"),
    (is_html, "html"),
)
# What nothing reads, by its first bytes, and how it can be read all the same.
UNREAD: tuple[tuple[tuple[bytes, ...], str], ...] = (
    (
        (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*"),
        "it is a picture, no text document; save it as PDF and read that with OCR",
    ),
    (
        (b"PK\x03\x04", b"PK\x05\x06"),
        "it is a ZIP container, but no Word file and no OFD; unpack an archive and give the files in it, and save XLSX or "
        "PPTX as DOCX or PDF",
    ),
    (
        (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"\xfd7zXZ\0"),
        "it is an archive, no text document; unpack it and give the files in it",
    ),
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
    places: tuple[Place, ...] = ()


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
    max_pages: int = MAX_PAGES,
) -> Document:
    """The document in a file; raises ReadError where it is too big, no text, empty or in a format that is not read."""
    source = as_utf8(os.fspath(path))
    data = load(path, source, max_bytes)
    name = doc_id_of(Path(source).name) if doc_id is None else doc_id
    return read_bytes(data, source, doc_id=name, date=date, limits=Limits(max_bytes=max_bytes, max_pages=max_pages))


def read_bytes(data: bytes, source: str, *, doc_id: str, date: str | None, limits: Limits) -> Document:
    """The document in a file's bytes; raises ReadError as `read` does."""
    digest = sha256(data).hexdigest()
    try:
        for is_format, module in READERS:
            if is_format(data):
                extract: Callable[[bytes, Limits], Extracted] = import_module(f".{module}", __name__).extract
                found = extract(data, limits)
                return Document(
                    doc_id, source, found.text, digest, found.encoding, found.reader,
                    title=found.title, date=date, issuer=found.issuer, file_date=found.date, places=found.places,
                )  # fmt: skip
        unread = format_of(data)
        if unread is not None:
            raise Unreadable(unread)
        text, encoding = decode(data)
    except (Unreadable, NotText) as error:
        raise ReadError(source, "read", str(error)) from error
    return Document(doc_id, source, text, digest, encoding, "text", date=date)


def from_text(text: str, doc_id: str = "text", source: str | None = None, date: str | None = None) -> Document:
    """A document of a text in memory."""
    text = normal(text)
    source = doc_id if source is None else source
    return Document(doc_id, source, text, sha256(text.encode()).hexdigest(), "utf-8", "text", date=date)


def format_of(data: bytes) -> str | None:
    r"""What bytes are that nothing reads, in words with the mend; None for plain text.

    >>> format_of(b"\x89PNG\r\n\x1a\n"), format_of("改革".encode())
    ('it is a picture, no text document; save it as PDF and read that with OCR', None)
    """
    for starts, said in UNREAD:
        if data.startswith(starts):
            return said
    return None


def is_plain(data: bytes) -> bool:
    """Whether bytes are in none of the formats that have a reader of their own.

    >>> is_plain("改革".encode()), is_plain(b"%PDF-1.7")
    (True, False)
    """
    return not any(is_format(data) for is_format, _ in READERS)


def load(path: str | os.PathLike[str], source: str, max_bytes: int) -> bytes:
    """The bytes of a regular file; raises ReadError for anything else, and never waits for a pipe or a device."""
    try:
        reason = _no_file(os.stat(path).st_mode)
        if reason is None:
            # Should it have become a pipe since, opening it does not wait either.
            flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
            with open(os.open(path, flags), "rb") as file:
                found = os.fstat(file.fileno())
                reason = _no_file(found.st_mode)
                if reason is None:
                    data = b"" if found.st_size > max_bytes else file.read(max_bytes + 1)
                    if len(data) <= max_bytes >= found.st_size:
                        return data
                    reason = f"it is larger than {max_bytes:,} bytes; raise --max-bytes or split it"
    except OSError as error:
        reason = _not_opened(error, path)
    except ValueError:  # a NUL in the path
        reason = "there is no such file; give the path of a file"
    raise ReadError(source, "read", reason)


def _no_file(mode: int) -> str | None:
    """Why what has this mode is no file to read; None where it is one."""
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode):
        return "it is a folder; give the path of a file"
    return "it is a pipe, a socket or a device, not a file; save what it holds to a file"


def _not_opened(error: OSError, path: str | os.PathLike[str]) -> str:
    if error.errno == errno.ELOOP:
        return "it is a link that leads back to itself; mend the link or take it away"
    if error.errno == errno.ENOENT and os.path.islink(path):
        return "it is a link to a file that is not there; mend the link or take it away"
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return "there is no such file, or it was moved while the run went on; give the path of a file"
    if error.errno in (errno.EACCES, errno.EPERM):
        return "it cannot be opened: there is no right to read it; grant it (chmod u+r) or copy the file"
    return f"it cannot be opened: {error.strerror or error}; copy the file to another place"
