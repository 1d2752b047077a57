"""The least that any such program does: read, decode, one RE2 pass, 150 JSON records for 10,000 characters, write.

    python bench/floor.py RECORDS FILE...
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import re2

PATTERN = re2.compile(r"\d[\d,]*(?:\.\d+)?(?:万亿|亿|万)?(?:个百分点|%|元|项|个|家|人|户|公里|吨|亩)?|率先|首[个家创]|[一二三四五六七八九十]+[、是]")
RECORDS, CHARS = 150, 10_000
AROUND = 30  # characters on either side that stand for a sentence


def rows(doc_id: str, text: str) -> list[dict[str, object]]:
    """As many records as a document of this length is asked for, made of the first hits, from the start again if few."""
    wanted = round(len(text) * RECORDS / CHARS)
    spans = [m.span() for m in PATTERN.finditer(text)] or [(0, 1)]
    spans *= -(-wanted // len(spans))
    return [
        {
            "schema_version": "1.0",
            "id": f"t-{i:016x}",
            "kind": "quantitative_target",
            "doc_id": doc_id,
            "span": {"start": start, "end": end, "text": text[start:end]},
            "sentence": {"start": max(0, start - AROUND), "end": end + AROUND, "text": text[max(0, start - AROUND) : end + AROUND]},
            "section": [],
            "status": "planned",
            "actor": None,
            "period": {"text": "2025年", "start": "2025-01-01", "end": "2025-12-31"},
            "confidence": 0.9,
            "extractor": "floor",
            "value": i,
            "unit": "项",
            "bound": "exact",
            "measures": text[end : end + 6],
        }
        for i, (start, end) in enumerate(islice(spans, wanted))
    ]


def run(paths: Iterable[str], out: str) -> int:
    """Reads files and writes their records as JSON lines; how many."""
    count = 0
    with open(out, "wb") as file:
        for path in paths:
            found = rows(Path(path).stem, Path(path).read_bytes().decode())
            file.writelines(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in found)
            count += len(found)
    return count


if __name__ == "__main__":
    print(run(sys.argv[2:], sys.argv[1]), "records")
