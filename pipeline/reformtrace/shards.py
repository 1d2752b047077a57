"""The work of a run document by document: shards that a later run takes over where nothing changed, and the lock.

A shard `OUT/.work/<name>.jsonl` holds a line each: its digest, the row of documents.jsonl, the text as a JSON string,
the rows of records.jsonl. Its name is a hash of all that its content comes from, so a shard is right or not there.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from shutil import copyfileobj, rmtree
from typing import IO, BinaryIO, NamedTuple

from .outcomes import Input, Options, Outcome

FOLDER = ".work"
FORMAT = 1
ENDING = ".jsonl"
HEAD = 35  # bytes of the line of the digest
AT_A_TIME = 1 << 20
NAMED = "Requires-Dist: "
# What is needed to work on this project, and changes no record.
EXTRAS_LEFT_OUT = ("dev", "dvc", "bench")


class Busy(Exception):
    """Another run holds the folder; the message is its process id, or empty."""


class Shard(NamedTuple):
    """A whole shard: the row of its document and its text as the bytes that a run writes, and where its records are."""

    document: bytes
    text: bytes
    path: Path
    start: int

    def copy_records(self, file: BinaryIO) -> None:
        """Writes the rows of its records to a file."""
        with open(self.path, "rb") as shard:
            shard.seek(self.start)
            copyfileobj(shard, file, AT_A_TIME)


class Shards:
    """The folder of shards in a run's output folder."""

    def __init__(self, out: str | os.PathLike[str]) -> None:
        self.folder = Path(out) / FOLDER
        # Everything that a reader puts aside goes in here and is gone at the end.
        self.temporary = self.folder / "tmp"

    def has(self, name: str) -> bool:
        """Whether there is a shard of that name, whole."""
        return self.load(name) is not None

    def load(self, name: str) -> Shard | None:
        """A shard, None where it is missing, torn or altered."""
        digest = _digest(name)
        try:
            with open(self._path(name), "rb") as file:
                said = file.readline(HEAD)
                while piece := file.read(AT_A_TIME):
                    digest.update(piece)
                if said != _head(digest):
                    return None
                file.seek(len(said))
                document, text = file.readline(), file.readline()
                text = json.loads(text).encode("utf-8", "backslashreplace")
                return Shard(document, text, self._path(name), file.tell())
        except OSError:
            return None

    def save(self, name: str, made: Outcome) -> None:
        """Writes a shard, whole or not at all."""
        path, digest = self._path(name), _digest(name)
        part = path.with_name(f"{name}.{os.getpid()}.part")
        with open(part, "wb") as file:
            file.write(bytes(HEAD))
            for lines in made.lines():
                digest.update(lines)
                file.write(lines)
            file.seek(0)
            file.write(_head(digest))
        os.replace(part, path)

    def keep(self, names: set[str]) -> None:
        """Removes the shards of other names, and what killed runs left behind."""
        for path in self.folder.iterdir():
            if path.name != "lock" and path.name.removesuffix(ENDING) not in names and path != self.temporary:
                with suppress(OSError):
                    path.unlink()
        rmtree(self.temporary, ignore_errors=True)

    @contextmanager
    def held(self) -> Iterator[None]:
        """The folder for this process alone; raises Busy where another run has it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with open(self.folder / "lock", "a+", encoding="ascii", errors="replace") as file:
            if not _lock(file):
                file.seek(0)
                raise Busy(file.read().strip())
            file.truncate(0)
            file.write(str(os.getpid()))
            file.flush()
            rmtree(self.temporary, ignore_errors=True)
            self.temporary.mkdir(exist_ok=True)
            try:
                yield
            finally:
                rmtree(self.temporary, ignore_errors=True)

    def _path(self, name: str) -> Path:
        return self.folder / (name + ENDING)


def name_of(item: Input, sha256: str, options: Options, made_by: str) -> str:
    """The name of a document's shard: a hash of path, id, bytes, options and what made it."""
    limits = options.limits
    said = [
        os.fsencode(item.path).hex(), item.doc_id, sha256, options.date, limits.max_bytes, limits.max_pages, made_by,
    ]  # fmt: skip
    return blake2b(json.dumps(said).encode(), digest_size=16).hexdigest()


def fingerprint() -> str:
    """A hash of all that makes records of bytes: this package's code and rules, Python, the libraries underneath."""
    made = blake2b(f"{FORMAT} {sys.version_info[:2]}".encode(), digest_size=16)
    package = os.path.dirname(__file__)
    for folder, below, names in os.walk(package):
        below.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            # An editor's lock is a link to nowhere.
            if not name.endswith(".pyc") and os.path.isfile(path):
                with open(path, "rb") as file:
                    content = file.read()
                made.update(f"{path.removeprefix(package)} {len(content)}\n".encode())
                made.update(content)
    for library in _libraries():
        made.update(f"{library}\n".encode())
    return made.hexdigest()


def _libraries() -> Iterator[str]:
    """The libraries that the package names and that are here, with their versions.

    What installers left beside them says so. `importlib.metadata` reads it too, but to load all that it needs takes
    longer than all else that is hashed here.
    """
    here: dict[str, str] = {}
    for folder in reversed(sys.path):
        with suppress(OSError):
            for entry in sorted(os.listdir(folder or os.curdir)):
                if entry.endswith((".dist-info", ".egg-info")):
                    here[_spelt(entry.partition("-")[0])] = os.path.join(folder, entry)
    try:
        with open(os.path.join(here[__package__], "METADATA"), encoding="utf-8") as file:
            named = sorted(line.removeprefix(NAMED) for line in file if line.startswith(NAMED))
    except (KeyError, OSError):
        return
    for requirement in named:
        extra = requirement.replace('"', "'").partition("extra == '")[2].partition("'")[0]
        library = here.get(_spelt(re.split(r"[^\w.-]", requirement, maxsplit=1)[0]))
        if library and extra not in EXTRAS_LEFT_OUT:
            yield os.path.basename(library)


def _spelt(name: str) -> str:
    """The one spelling of a library's name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _digest(name: str) -> blake2b:
    return blake2b(digest_size=16, key=name.encode())


def _head(digest: blake2b) -> bytes:
    return f'"{digest.hexdigest()}"\n'.encode()


def _lock(file: IO[str]) -> bool:
    """Locks a file until it is closed or the process ends, however it ends; False where another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(1 << 20)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
