"""Many files -> one folder: records, documents and errors as JSON lines, the texts, and the schemas they obey."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple

from .outcomes import Input, Options, line_of
from .read import MAX_BYTES, MAX_PAGES, ReadError, is_plain, load
from .read.extracted import Limits
from .read.name import as_utf8, doc_id_of, is_safe, on_disk
from .records import KINDS, ErrorRow
from .schema import NAMES, schema
from .shards import Busy, Shards, fingerprint
from .worker import Bounds, Done, Setup, WorkerError

SHORT = 100_000  # bytes of a text that is read in well under a second


class UsageError(ValueError):
    """Inputs or options that make no run; says which and how to mend it."""


class RunError(Exception):
    """A run that cannot go on; says why and how to mend it."""


class Inputs(NamedTuple):
    """The files to read, by the ids of their documents, and what is no file to read."""

    files: list[Input]
    refused: list[ErrorRow]


class Summary(NamedTuple):
    """What a run did: documents written and how many of them an earlier run had made, records by kind, failures.

    `stale` counts the texts of earlier runs left beside its own.
    """

    documents: int
    kept: int
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
    max_pages: int = MAX_PAGES,
    bounds: Bounds | None = Bounds(),  # noqa: B008 - frozen
    jobs: int = 1,
    fresh: bool = False,
    watch: Callable[[int, int], None] | None = None,
) -> Summary:
    """Reads files and folders and writes what they hold to a folder; raises UsageError before any work.

    Documents go through `jobs` processes of their own, one a core for 0, each within `bounds`; without bounds, and where
    one short text alone is given, they are read in this process. What an earlier run into the folder made of the same bytes is taken over, unless `fresh`. The
    files of the folder are replaced together at the end, each whole; texts that earlier runs left there stay. RunError
    is raised where nothing can be written. `watch` is called with how many documents are done and how many there are.
    """
    inputs = gather(paths, out, doc_id)
    setup = Setup(os.fspath(out), Options(date, Limits(max_bytes=max_bytes, max_pages=max_pages)), fingerprint())
    folder, shards = Path(out), Shards(out)
    with ExitStack() as stack:
        try:
            (folder / "texts").mkdir(parents=True, exist_ok=True)
            stack.enter_context(shards.held())
        except OSError as error:
            raise UsageError(
                f"{out}: no folder can be made there: {error.strerror}; choose another for --out"
            ) from error
        except Busy as error:
            raise UsageError(
                f"{out}: another run (process {error}) is writing there; wait for its end or choose another for --out"
            ) from error
        try:
            if fresh:
                shards.keep(set())
            shards.temporary.mkdir(exist_ok=True)
            done = _make(inputs.files, setup, bounds, jobs or cores(), watch)
            summary = _write(folder, inputs, done, shards)
            shards.keep({made.shard for made in done.values() if made.shard})
        except (OSError, WorkerError) as error:
            said = str(error) if isinstance(error, WorkerError) else f"{out}: {error.strerror or error}"
            raise RunError(f"{said}; mend that and run again: what is done is kept") from error
    return summary


def cores() -> int:
    """How many processes this one may run side by side."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _make(
    items: Sequence[Input],
    setup: Setup,
    bounds: Bounds | None,
    jobs: int,
    watch: Callable[[int, int], None] | None,
) -> dict[Input, Done]:
    """Sees to it that every document has its shard or its failure."""
    if bounds is None or (len(items) == 1 and _is_short_text(items[0].path)):
        results: Generator[tuple[Input, Done], None, None] = ((item, setup.make(item)) for item in items)
    else:
        from .workers import make_all

        # Large files first, so that no process is left alone with one at the end.
        results = make_all(sorted(items, key=_size, reverse=True) if jobs > 1 else items, setup, bounds, jobs)
    done: dict[Input, Done] = {}
    with closing(results):
        for item, made in results:
            done[item] = made
            if watch:
                watch(len(done), len(items))
    return done


def _is_short_text(path: str) -> bool:
    """Whether a file is a plain text that takes less time and memory to read than a process takes to start."""
    try:
        return is_plain(load(path, path, SHORT))
    except ReadError:
        return False


def _size(item: Input) -> int:
    found = _stat(item.path)
    return found.st_size if found else 0


def _stat(path: str | os.PathLike[str]) -> os.stat_result | None:
    try:
        return os.stat(path)
    except (OSError, ValueError):
        return None


def _write(folder: Path, inputs: Inputs, done: Mapping[Input, Done], shards: Shards) -> Summary:
    """Puts the shards together to the files of the output folder."""
    for left in (*folder.glob(".*.part"), *folder.glob("texts/.*.part")):
        left.unlink()
    counts: Counter[str] = Counter()
    failures = list(inputs.refused)
    written: set[str] = set()
    with ExitStack() as files:
        # Files are put in place in the reverse of this order: the records come last.
        records, documents, errors = (
            files.enter_context(whole(folder / f"{name}.jsonl")) for name in ("records", "documents", "errors")
        )
        for named in NAMES:
            files.enter_context(whole(folder / f"{named}.schema.json")).write(schema(named).encode())
        for item in inputs.files:
            made = done[item]
            if made.failure:
                failures.append(made.failure)
                continue
            shard = shards.load(made.shard or "")
            if shard is None:
                raise WorkerError(f"{shards.folder}: the work of this run was altered while it went on")
            name = on_disk(f"{item.doc_id}.txt")
            written.add(name)
            _put(folder / "texts" / name, shard.text)
            documents.write(shard.document)
            shard.copy_records(records)
            counts.update(json.loads(shard.document)["records"])
        failures.sort(key=lambda row: row.source)
        errors.writelines(line_of(row.as_dict()) for row in failures)
    stale = sum(1 for path in (folder / "texts").glob("[!.]*.txt") if path.name not in written)
    kept = sum(made.was_there for made in done.values())
    return Summary(len(written), kept, {kind: counts[kind] for kind in KINDS}, tuple(failures), stale)


def gather(paths: Sequence[str], out: str | os.PathLike[str], doc_id: str | None = None) -> Inputs:
    """The files that paths name, folders read through, ordered by the ids of their documents.

    Hidden files and folders are passed over, and so is the output folder where it lies inside a folder named.
    """
    if doc_id is not None and not is_safe(doc_id := as_utf8(doc_id)):
        raise UsageError(f"--doc-id {doc_id!r} cannot be a file's name; use letters, digits, characters, - and _")
    files: list[Input] = []
    refused: list[ErrorRow] = []
    for path in paths:
        if os.path.isdir(path):
            for found in _inside(path, _stat(out)):
                if isinstance(found, ErrorRow):
                    refused.append(found)
                else:
                    files.append(Input(os.path.join(path, found), doc_id_of(as_utf8(found))))
        elif os.path.lexists(path):
            files.append(Input(path, doc_id_of(as_utf8(os.path.basename(path)))))
        else:
            raise UsageError(f"{as_utf8(path)}: there is no such file or folder")
    if not files and not refused:
        raise UsageError(f"{', '.join(map(as_utf8, paths))}: no file to read in there")
    if doc_id is not None:
        if len(files) != 1:
            raise UsageError(f"--doc-id names one document, but {len(files)} files are given")
        files = [Input(files[0].path, doc_id)]
    files.sort(key=lambda item: (item.doc_id, item.path))
    for one, other in pairwise(files):
        if one.doc_id == other.doc_id:
            both = f"{as_utf8(one.path)} and {as_utf8(other.path)}"
            raise UsageError(f"{both} have the same id {one.doc_id!r}; rename one or leave it out")
    return Inputs(files, refused)


def _inside(folder: str, left_out: os.stat_result | None) -> Iterator[str | ErrorRow]:
    """The paths of the files below a folder, from it on, with `/` between their parts, and what is none to read."""
    todo = [""]
    while todo:
        below = todo.pop()
        at = os.path.join(folder, below) if below else folder
        try:
            with os.scandir(at) as found:
                entries = [entry for entry in found if entry.name[0] != "."]
        except OSError as error:
            reason = f"the folder cannot be opened: {error.strerror}; grant the right to read it, or leave it out"
            yield ErrorRow(source=as_utf8(at), stage="read", reason=reason)
            continue
        for entry in entries:
            name = f"{below}/{entry.name}" if below else entry.name
            if not os.path.isdir(entry.path):
                yield name
            elif left_out and (here := _stat(entry.path)) and os.path.samestat(here, left_out):
                continue
            elif entry.is_symlink():
                reason = "it is a link to a folder, and such links are not followed; name the folder itself"
                yield ErrorRow(source=as_utf8(os.path.join(folder, name)), stage="read", reason=reason)
            else:
                todo.append(name)


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears under its name whole, when the block ends well, or not at all."""
    part = path.with_name(f".{path.name}.part")
    try:
        with open(part, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)


def _put(path: Path, content: bytes) -> None:
    """Writes a file, whole, unless it holds the same already."""
    with suppress(OSError):
        if path.stat().st_size == len(content) and path.read_bytes() == content:
            return
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    os.replace(part, path)
