"""Structured, checkable records from Chinese reform documents: initiatives, quantitative targets, first claims.

A document goes through the stages in this order, one module each:

read      a file -> its text, whatever its encoding
convert   traditional -> simplified, widths folded, with a map back to the original
segment   the text -> paragraphs, headings, sentences, footnotes
find      sentences -> mentions of the three kinds
context   status, actor and period of each mention
link      mentions -> records with ids, parents and sections

`chain.process` runs them; `extract` is that for one text, `batch.run` for many files.

>>> from reformtrace import extract
>>> extract("全市完成改革任务132项。").document.script
'simplified'
"""

from __future__ import annotations

from .read import Document, ReadError, read
from .records import (
    AnyRecord,
    DocumentRow,
    Extraction,
    FirstClaim,
    NumberedInitiative,
    QuantitativeTarget,
    Sentence,
    Span,
)

__all__ = [
    "AnyRecord",
    "Document",
    "DocumentRow",
    "Extraction",
    "FirstClaim",
    "NumberedInitiative",
    "QuantitativeTarget",
    "ReadError",
    "Sentence",
    "Span",
    "__version__",
    "extract",
    "read",
]
__version__ = "0.1.0"


def extract(text: str | Document, *, doc_id: str = "text", date: str | None = None) -> Extraction:
    """The document, sentences and records of a text, or of a document that `read` gave.

    `date` is the document's, YYYY-MM-DD; without it the text is asked.
    """
    from .chain import extraction, process
    from .read import from_text

    document = text if isinstance(text, Document) else from_text(text, doc_id, date=date)
    return extraction(process(document))
