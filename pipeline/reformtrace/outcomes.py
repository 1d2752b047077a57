"""One file -> what is written of it, or the row that tells why nothing is."""

from __future__ import annotations

import json
import re
from traceback import walk_tb
from typing import Any, NamedTuple

from msgspec.json import Encoder

from .read import ReadError, read_bytes
from .read.extracted import Limits
from .read.name import as_utf8
from .records import ErrorRow

# Modules that serve a stage under another name.
PARTS = {
    "reflow": "segment",
    "footnotes": "segment",
    "strip": "segment",
    "dates": "about",
    "issuer": "about",
    "headers": "tables",
    "actors": "context",
    "chapters": "context",
    "cues": "context",
    "setting": "context",
    "timing": "context",
}
# Modules that only call stages.
CALLERS = ("outcomes", "chain")
MEGABYTE = 1_000_000
# How libraries that are no Python say that they got no memory.
NO_MEMORY = re.compile(r"bad_alloc|cannot allocate memory|out of memory|memory allocation failed", re.IGNORECASE)


class Input(NamedTuple):
    """A file to read, as it was given, and the id of its document."""

    path: str
    doc_id: str


class Options(NamedTuple):
    """What is the same for every document of a run and changes what is written of it."""

    date: str | None = None
    limits: Limits = Limits()


class Outcome(NamedTuple):
    """What is written of one document: its row, the lines of its records, its text."""

    document: dict[str, Any]
    records: bytes
    text: str

    def lines(self) -> tuple[bytes, bytes, bytes]:
        """What its shard holds below the first line: a line of its row, one of its text, and those of its records."""
        return line_of(self.document), Encoder().encode(self.text) + b"\n", self.records


def line_of(row: object) -> bytes:
    """A row as a line of JSON; a path of bytes that are no UTF-8 is written as JSON escapes."""
    line = json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
    return line.encode("utf-8", "backslashreplace")


def outcome(item: Input, data: bytes, options: Options) -> Outcome | ErrorRow:
    """A file's bytes through every stage; what goes wrong, but for MemoryError, becomes a row that says where and why."""
    from .chain import process, uncollected

    source = as_utf8(item.path)
    try:
        document = read_bytes(data, source, doc_id=item.doc_id, date=options.date, limits=options.limits)
        with uncollected():
            result = process(document)
            made = Outcome(result.document, Encoder().encode_lines(result.records), document.text)
            # What the stages made is let go of here, or the collector would go through all of it.
            del result
        return made
    except ReadError as error:
        return ErrorRow(source=error.source, stage=error.stage, reason=error.reason)
    except MemoryError:
        raise
    except Exception as error:  # one document must not end the run
        if NO_MEMORY.search(str(error)):
            raise MemoryError from error
        stage, place = _failed(error)
        what = f"{type(error).__name__}: {error}".strip(": ")
        reason = f"reformtrace itself failed here ({what}; {place}); report it with this file"
        return ErrorRow(source=source, stage=stage, reason=reason)


def _failed(error: Exception) -> tuple[str, str]:
    """The stage in which an error arose, and the module and line."""
    package = __package__ + "."
    frames = [(str(f.f_globals.get("__name__", "")), line) for f, line in walk_tb(error.__traceback__)]
    own = [(name.removeprefix(package), line) for name, line in frames if name.startswith(package)]
    below = [name.split(".")[0] for name, _ in own if name not in CALLERS]
    stage = PARTS.get(below[0], below[0]) if below else "records"
    return stage, f"{own[-1][0]}, line {own[-1][1]}"
