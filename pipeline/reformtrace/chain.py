"""The one place that composes the stages: a document in, its rows out."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from msgspec import convert as validated

from .about import about
from .context import Context
from .convert import Converted, convert
from .find.claims import find_claims
from .find.initiatives import find_initiatives
from .find.targets import find_targets
from .link import Linker
from .mentions import Item, Suppressed
from .read import Document
from .records import SCHEMA_VERSION, AnyRecord, DocumentRow, Extraction
from .segment import Reading, segment
from .tables import find_tables

IN_ORDER = attrgetter("span.start", "kind", "span.end")


@dataclass(slots=True)
class Result:
    """Everything that the stages made of one document; `records` in the order of the text."""

    document: dict[str, Any]
    converted: Converted
    reading: Reading
    items: list[Item]
    records: list[AnyRecord]
    suppressed: list[Suppressed]
    linker: Linker = field(repr=False)


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps the garbage collector from running within a block.

    A document makes many small objects and no cycles: looking for some in between finds nothing.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@uncollected()
def process(document: Document) -> Result:
    """One document through every stage: convert, segment, find, link."""
    converted = convert(document.text)
    reading = segment(converted)
    suppressed: list[Suppressed] = []
    tables = find_tables(reading, document.text, document.places)
    items = find_initiatives(reading, tables.passes_over)
    targets = [t for t in find_targets(reading, suppressed) if not tables.passes_over(t.start)]
    if tables.found:
        # Few documents have tables: what reads them is loaded for those alone.
        from .find.tables import find_table_targets

        targets += find_table_targets(reading, tables)
    claims = [c for c in find_claims(reading, suppressed) if not tables.passes_over(c.start)]
    told = about(document, converted.text)
    context = Context(reading, items, told.date, told.issuer, told.title, taiwan=converted.variant == "taiwan")
    linker = Linker(document.doc_id, document.text, reading, items, context, tables, document.places)
    records = linker.records(targets, claims)
    records.sort(key=IN_ORDER)
    counts = {"numbered_initiative": len(items), "quantitative_target": len(targets), "first_claim": len(claims)}
    row = {
        "schema_version": SCHEMA_VERSION,
        "doc_id": document.doc_id,
        "source": document.source,
        "title": told.title,
        "date": told.date,
        "issuer": told.issuer,
        "sha256": document.sha256,
        "chars": len(document.text),
        "script": converted.script,
        "variant": converted.variant,
        "encoding": document.encoding,
        "reader": document.reader,
        "records": counts,
    }
    return Result(row, converted, reading, items, records, suppressed, linker)


def extraction(result: Result) -> Extraction:
    """The public form of a result."""
    return Extraction(
        document=validated(result.document, DocumentRow),
        sentences=tuple(map(result.linker.sentence, range(len(result.reading.sentences)))),
        records=tuple(result.records),
    )
