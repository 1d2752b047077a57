"""The least that any such program does: read, decode, one RE2 pass, 150 JSON records for 10,000 characters, write.

python bench/floor.py RECORDS FILE...
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import cycle, islice
from pathlib import Path

import re2
from msgspec.json import Encoder

PATTERN = re2.compile(
    r"\d[\d,]*(?:\.\d+)?(?:万亿|亿|万)?(?:个百分点|%|元|项|个|家|人|户|公里|吨|亩)?|率先|首[个家创]|[一二三四五六七八九十]+[、是]"
)
RECORDS, CHARS = 150, 10_000


def rows(doc_id: str, data: bytes) -> Iterator[dict[str, object]]:
    """As many records as a document of this length is asked for: its first hits, from the start again where few."""
    wanted = round(len(data.decode()) * RECORDS / CHARS)
    # On bytes RE2 need not count characters.
    spans = [m.span() for m in PATTERN.finditer(data)] or [(0, 0)]
    for i, (start, end) in enumerate(islice(cycle(spans), wanted)):
        text = data[start:end].decode()
        yield {"doc_id": doc_id, "id": i, "kind": "quantitative_target", "start": start, "end": end, "text": text}


def run(paths: Iterable[str], out: str) -> int:
    """Reads files and writes their records as JSON lines; how many."""
    count, encoder = 0, Encoder()
    with open(out, "wb") as file:
        for path in paths:
            made = list(rows(Path(path).stem, Path(path).read_bytes()))
            file.write(encoder.encode_lines(made))
            count += len(made)
    return count


if __name__ == "__main__":
    print(run(sys.argv[2:], sys.argv[1]), "records")
