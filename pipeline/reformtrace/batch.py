"""Many files -> one folder: records, documents and errors as JSON lines, the texts, and the schemas they obey."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from traceback import walk_tb
from typing import Any, TextIO

from .chain import process
from .read import MAX_BYTES, ReadError, read
from .read.name import as_utf8, doc_id_of, is_safe, on_disk
from .records import KINDS, AnyRecord, ErrorRow
from .schema import NAMES, schema

# Modules that serve a stage under another name.
PARTS = {
    "reflow": "segment",
    "footnotes": "segment",
    "strip": "segment",
    "dates": "about",
    "issuer": "about",
    "headers": "tables",
    "actors": "context",
    "periods": "context",
}


class UsageError(ValueError):
    """Inputs or options that make no run; says which and how to mend it."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, as it was given, and the id of its document."""

    path: str
    doc_id: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run did: documents written, records by kind, failures, and texts of earlier runs left beside its own."""

    documents: int
    records: dict[str, int]
    failures: tuple[ErrorRow, ...]
    stale: int


def run(
    paths: Sequence[str],
    out: str | os.PathLike[str],
    *,
    doc_id: str | None = None,
    date: str | None = None,
    max_bytes: int = MAX_BYTES,
    watch: Callable[[int, int], None] | None = None,
) -> Summary:
    """Reads files and folders and writes what they hold to a folder; raises UsageError before any work.

    The files of the folder are replaced together at the end, each whole; texts that earlier runs left there stay.
    `watch` is called with how many documents are done and how many there are.
    """
    inputs = gather(paths, out, doc_id)
    folder = Path(out)
    texts = folder / "texts"
    try:
        texts.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: no folder can be made there: {error.strerror}; choose another for --out") from error
    counts: Counter[str] = Counter()
    failures: list[ErrorRow] = []
    written: set[str] = set()
    with ExitStack() as files:
        # Files are put in place in the reverse of this order: the records come last.
        records, documents, errors = (
            files.enter_context(whole(folder / f"{name}.jsonl")) for name in ("records", "documents", "errors")
        )
        for name in NAMES:
            files.enter_context(whole(folder / f"{name}.schema.json")).write(schema(name))
        for done, outcome in enumerate(outcomes(inputs, date, max_bytes), 1):
            if isinstance(outcome, ErrorRow):
                failures.append(outcome)
            else:
                document = outcome.document
                written.add(on_disk(document["doc_id"] + ".txt"))
                with whole(texts / on_disk(f"{document['doc_id']}.txt")) as file:
                    file.write(outcome.text)
                documents.write(_line(document))
                records.writelines(record.model_dump_json() + "\n" for record in outcome.records)
                counts.update(record.kind for record in outcome.records)
            if watch:
                watch(done, len(inputs))
        failures.sort(key=lambda row: row.source)
        errors.writelines(_line(row.model_dump()) for row in failures)
    stale = sum(1 for path in texts.glob("[!.]*.txt") if path.name not in written)
    return Summary(len(written), {kind: counts[kind] for kind in KINDS}, tuple(failures), stale)


def gather(paths: Sequence[str], out: str | os.PathLike[str], doc_id: str | None = None) -> list[Input]:
    """The files that paths name, folders read through, ordered by the ids of their documents.

    Hidden files and folders are passed over, and so is the output folder where it lies inside a folder named.
    """
    if doc_id is not None and not is_safe(doc_id := as_utf8(doc_id)):
        raise UsageError(f"--doc-id {doc_id!r} cannot be a file's name; use letters, digits, characters, - and _")
    inputs: list[Input] = []
    for path in paths:
        if os.path.isdir(path):
            inside = _inside(path, os.path.realpath(out))
            inputs += [Input(os.path.join(path, name), doc_id_of(as_utf8(name))) for name in inside]
        elif os.path.lexists(path):
            inputs.append(Input(path, doc_id_of(as_utf8(os.path.basename(path)))))
        else:
            raise UsageError(f"{as_utf8(path)}: there is no such file or folder")
    if not inputs:
        raise UsageError(f"{', '.join(map(as_utf8, paths))}: no file to read in there")
    if doc_id is not None:
        if len(inputs) > 1:
            raise UsageError(f"--doc-id names one document, but {len(inputs)} files are given")
        inputs = [Input(inputs[0].path, doc_id)]
    inputs.sort(key=lambda item: (item.doc_id, item.path))
    for one, other in pairwise(inputs):
        if one.doc_id == other.doc_id:
            both = f"{as_utf8(one.path)} and {as_utf8(other.path)}"
            raise UsageError(f"{both} have the same id {one.doc_id!r}; rename one or leave it out")
    return inputs


def _inside(folder: str, left_out: str) -> Iterator[str]:
    """The paths of the files below a folder, from it on, with `/` between their parts."""

    def refuse(error: OSError) -> None:
        raise UsageError(f"{error.filename}: the folder cannot be opened: {error.strerror}")

    for at, folders, names in os.walk(folder, onerror=refuse):
        folders[:] = [
            name for name in folders if name[0] != "." and os.path.realpath(os.path.join(at, name)) != left_out
        ]
        below = os.path.relpath(at, folder)
        yield from (name if below == "." else f"{below}/{name}" for name in names if name[0] != ".")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is written of one document."""

    document: dict[str, Any]
    records: Sequence[AnyRecord]
    text: str


def outcomes(inputs: Iterable[Input], date: str | None, max_bytes: int) -> Iterator[Outcome | ErrorRow]:
    """The outcome of each input, in order."""
    for item in inputs:
        yield outcome(item, date, max_bytes)


def outcome(item: Input, date: str | None, max_bytes: int) -> Outcome | ErrorRow:
    """One file through every stage; whatever goes wrong in it becomes a row that names file, stage and reason."""
    try:
        document = read(item.path, doc_id=item.doc_id, date=date, max_bytes=max_bytes)
        result = process(document)
    except ReadError as error:
        return ErrorRow(source=error.source, stage=error.stage, reason=error.reason)
    except Exception as error:  # noqa: BLE001 - one document must not end the run
        stage, place = _failed(error)
        what = f"{type(error).__name__}: {error}".strip(": ")
        reason = f"reformtrace itself failed here ({what}; {place}); report it with this file"
        return ErrorRow(source=as_utf8(item.path), stage=stage, reason=reason)
    return Outcome(result.document, result.records, document.text)


def _failed(error: Exception) -> tuple[str, str]:
    """The stage in which an error arose, and the module and line."""
    package = __package__ + "."
    frames = [(str(f.f_globals.get("__name__", "")), line) for f, line in walk_tb(error.__traceback__)]
    own = [(name.removeprefix(package), line) for name, line in frames if name.startswith(package)]
    below = [name.split(".")[0] for name, _ in own if name not in (__name__.removeprefix(package), "chain")]
    stage = PARTS.get(below[0], below[0]) if below else "records"
    return stage, f"{own[-1][0]}, line {own[-1][1]}"


@contextmanager
def whole(path: Path) -> Iterator[TextIO]:
    """A file to write that appears under its name whole, when the block ends well, or not at all."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        # A path of bytes that are no UTF-8 is written as JSON escapes.
        with open(part, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, allow_nan=False, separators=(",", ":")) + "\n"
