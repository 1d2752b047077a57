"""A file's path -> the id of its document; paths as UTF-8, whatever the locale."""

from __future__ import annotations

import os
import re
import unicodedata
from hashlib import blake2b

ENDING = re.compile(r"(?<=.)\.(?=[0-9]*[A-Za-z])[0-9A-Za-z]{1,8}$")
UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"|?*\ud800-\udfff]')
RESERVED = re.compile(r"(?i)^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)")
# What file systems take, less the ending and the mark of a file that is being written.
LONGEST = 200


def doc_id_of(relative: str) -> str:
    """The id of a document from its path below the folder named: no ending, NFC, safe as a file name.

    Separators become `__`, characters that some file system refuses `_`; a name too long is cut and told apart by a
    hash.

    >>> doc_id_of("2026/澜江.报告.txt"), doc_id_of("报告2026.01"), doc_id_of("a:b.md")
    ('2026__澜江.报告', '报告2026.01', 'a_b')
    """
    name = unicodedata.normalize("NFC", ENDING.sub("", relative))
    name = UNSAFE.sub("_", re.sub(r"[/\\]+", "__", name)).rstrip(" .")
    name = RESERVED.sub(lambda m: m.group() + "_", re.sub(r"^\.+", "_", name)) or "_"
    if len(name.encode()) <= LONGEST:
        return name
    head = name.encode()[: LONGEST - 17].decode(errors="ignore")
    return head + "-" + blake2b(name.encode(), digest_size=8).hexdigest()


def is_safe(doc_id: str) -> bool:
    """Whether a given id can stand as a file name as it is."""
    return doc_id_of(doc_id + ".txt") == doc_id


def as_utf8(path: str) -> str:
    """A path that the system gave, read as UTF-8 where the locale could not read it."""
    return os.fsencode(path).decode("utf-8", "surrogateescape")


def on_disk(name: str) -> str:
    """A file's name as the system takes it, so that its bytes are UTF-8 whatever the locale."""
    return os.fsdecode(name.encode("utf-8", "surrogateescape"))
