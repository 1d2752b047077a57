"""How alike the records of two texts are: by kind, mention, value, unit and the item they stand in."""

from __future__ import annotations

import unicodedata
from collections import Counter

from reformtrace import extract

Key = tuple[str, str, float | int | None, str | None, tuple[str, str] | None]


def keys(text: str) -> Counter[Key]:
    """The records of a text, without what depends on where it breaks its lines."""
    records = extract(text).records
    initiatives = {r.id: (r.marker, r.title) for r in records if r.kind == "numbered_initiative"}
    found: Counter[Key] = Counter()
    for record in records:
        mention = record.marker + record.title if record.kind == "numbered_initiative" else record.span.text
        mention = "".join(unicodedata.normalize("NFKC", mention).split())
        value, unit = (record.value, record.unit) if record.kind == "quantitative_target" else (None, None)
        found[record.kind, mention, value, unit, initiatives.get(record.initiative_id or "")] += 1
    return found


def alike(one: str, other: str) -> float:
    """The share of records that two texts have in common."""
    a, b = keys(one), keys(other)
    return sum((a & b).values()) / (max(a.total(), b.total()) or 1) if a or b else 1.0
