"""A process that makes shards, one document at a time, within bounds; `workers.py` starts it and talks to it.

It reads a JSON line a document from standard input and answers each with a line on standard output.
"""

from __future__ import annotations

import faulthandler
import json
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from .outcomes import MEGABYTE, Input, Options, outcome
from .read import ReadError, load
from .read.extracted import Limits
from .read.name import as_utf8
from .records import ErrorRow
from .shards import Shards, name_of

# Seconds that the process lives on beyond its time when nobody is left to end it.
GRACE = 10
# A process that has kept so much memory is replaced before the next document.
KEPT = 1_000 * MEGABYTE
PAGE_SIZE = 4096 if sys.platform == "win32" else os.sysconf("SC_PAGE_SIZE")


class WorkerError(Exception):
    """A run that cannot go on: no process starts, or nothing can be written."""


class Bounds(NamedTuple):
    """What one document may take: seconds, and bytes of memory beyond what the process has before it.

    The picture of a page takes 1.3 GB to read, all else far less.
    """

    max_seconds: float = 120
    max_memory: int = 2_000 * MEGABYTE


class Done(NamedTuple):
    """What became of a document: its shard, whether an earlier run had made it, or the row of its failure."""

    shard: str | None = None
    was_there: bool = False
    failure: ErrorRow | None = None


class Setup(NamedTuple):
    """What every worker of a run needs to know."""

    out: str
    options: Options
    made_by: str

    def make(self, item: Input) -> Done:
        """Sees to it that a document has its shard; raises OSError where that cannot be written."""
        source = as_utf8(item.path)
        try:
            data = load(item.path, source, self.options.limits.max_bytes)
        except ReadError as error:
            return Done(failure=ErrorRow(source=error.source, stage=error.stage, reason=error.reason))
        name = name_of(item, sha256(data).hexdigest(), self.options, self.made_by)
        shards = Shards(self.out)
        if shards.has(name):
            return Done(name, was_there=True)
        made = outcome(item, data, self.options)
        if isinstance(made, ErrorRow):
            return Done(failure=made)
        shards.save(name, made)
        return Done(name)


def main() -> None:
    """Answers the lines of standard input until it ends."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    setup, bounds = _setup(json.loads(asked.readline()))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process when it is interrupted
    limit = _limiter()
    kept = _memory()
    _quiet()
    with suppress(BrokenPipeError), open(os.devnull, "w", encoding="ascii") as nowhere:
        _answer(answers, {"ready": True})
        for line in asked:
            task = json.loads(line)
            item = Input(os.fsdecode(bytes.fromhex(task["path"])), task["doc_id"])
            # In case the parent is gone; it works even while a library holds the interpreter.
            faulthandler.dump_traceback_later(bounds.max_seconds + GRACE, exit=True, file=nowhere)
            limit(bounds.max_memory)
            reply = _reply(setup, bounds, item)
            faulthandler.cancel_dump_traceback_later()
            reply["leave"] = reply.get("leave") or _memory() > kept + KEPT
            _answer(answers, reply)
            if reply["leave"]:
                break


def _reply(setup: Setup, bounds: Bounds, item: Input) -> dict[str, Any]:
    try:
        done = setup.make(item)
    except MemoryError:
        return {"failure": too_much_memory(item, bounds).as_dict(), "leave": True}
    except OSError as error:
        return {"stop": f"{as_utf8(setup.out)}: nothing can be written there: {error.strerror or error}"}
    failure = done.failure.as_dict() if done.failure else None
    return {"shard": done.shard, "was_there": done.was_there, "failure": failure}


def too_much_memory(item: Input, bounds: Bounds) -> ErrorRow:
    """The row of a document that needs more memory than it may have."""
    reason = f"it needs more than {bounds.max_memory // MEGABYTE:,} MB of memory; raise --max-memory or split it"
    return ErrorRow(source=as_utf8(item.path), stage="worker", reason=reason)


def _setup(said: dict[str, Any]) -> tuple[Setup, Bounds]:
    options = Options(said["date"], Limits(max_bytes=said["max_bytes"], max_pages=said["max_pages"]))
    out = os.fsdecode(bytes.fromhex(said["out"]))
    return Setup(out, options, said["made_by"]), Bounds(said["max_seconds"], said["max_memory"])


def _answer(answers: Any, row: dict[str, Any]) -> None:
    answers.write(json.dumps(row).encode() + b"\n")
    answers.flush()


def _quiet() -> None:
    """Sends to nowhere what libraries print, so that it garbles no answer."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _memory() -> int:
    """Bytes of private memory that the process has asked for; 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[5]) * PAGE_SIZE
    except (OSError, IndexError, ValueError):
        return 0


def _limiter() -> Callable[[int], None]:
    """What sets the memory that the process may take from now on; Linux alone holds to it."""
    if sys.platform == "win32" or not _memory():
        return lambda _: None
    import resource

    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]

    def limit(more: int) -> None:
        most = _memory() + more
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))

    return limit
