"""A ZIP package of XML parts, as Office files are: opened, bounded and parsed without trusting it."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from .extracted import Limits, Unreadable

MEMBERS = 10_000
AT_A_TIME = 1 << 20
# What zipfile raises over damaged packages.
BROKEN_ZIP = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError, IndexError,
)  # fmt: skip
# More elements than this in one part are no text, and would take more memory than a document is worth.
ELEMENTS = 4_000_000
STRICT = b"http://purl.oclc.org/ooxml/"
TRANSITIONAL = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    ),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    ),
    b"http://purl.oclc.org/ooxml/drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}


class Package:
    """The parts of a package by name; all that is read out of it together stays within the limit."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._left = self._limit = limits.max_bytes
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except BROKEN_ZIP as error:
            raise Unreadable("the ZIP package is damaged or cut off; download it or save it again") from error
        if len(infos) > MEMBERS:
            raise Unreadable(f"the ZIP package has more than {MEMBERS:,} parts, which no document has; check the file")
        self._parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True,
            remove_pis=True,
        )  # fmt: skip
        self._infos = {info.filename.lstrip("/"): info for info in infos}

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return list(self._infos)

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is none."""
        info = self._infos.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise Unreadable("it is protected by a password; open it, take the password off and save it again")
        if info.file_size > self._left:
            raise self._too_big()
        pieces: list[bytes] = []
        try:
            with self._zip.open(info) as file:
                while piece := file.read(AT_A_TIME):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise self._too_big()
                    pieces.append(piece)
        except BROKEN_ZIP as error:
            raise _damaged(name) from error
        return b"".join(pieces)

    def tree(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is none."""
        data = self._xml(name)
        if data is None:
            return None
        try:
            return etree.fromstring(data, self._parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _damaged(name) from error

    def ends(self, name: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
        """The elements of a part with one of the tags, each as soon as it is parsed to its end."""
        data = self._xml(name)
        if data is None:
            return
        parse = etree.iterparse(
            io.BytesIO(data), events=("end",), tag=tags, resolve_entities=False, no_network=True,
            load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True,
        )  # fmt: skip
        try:
            for _, element in parse:
                yield element
        except (etree.XMLSyntaxError, ValueError) as error:
            raise _damaged(name) from error

    def _xml(self, name: str) -> bytes | None:
        data = self.read(name)
        if data is None:
            return None
        if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data[:4096]:
            raise Unreadable(f"{name} declares entities, which no honest file of its kind does; it is not read")
        if len(data) > ELEMENTS and data.count(b"<") - data.count(b"</") > ELEMENTS:
            raise Unreadable(f"{name} in it has more than {ELEMENTS:,} elements, which no document has; check the file")
        if STRICT in data[:65536]:
            for strict, plain in TRANSITIONAL.items():
                data = data.replace(strict, plain)
        return data

    def _too_big(self) -> Unreadable:
        return Unreadable(f"it unpacks to more than {self._limit:,} bytes; raise --max-bytes if you trust the file")


def _damaged(name: str) -> Unreadable:
    return Unreadable(f"{name} in it is damaged or cut off; open the file in its program and save it again")
