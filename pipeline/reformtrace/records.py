"""The records that the pipeline writes, as frozen structs; the contract of the JSON.

A line of `records.jsonl` is read back with `msgspec.json.decode(line, type=AnyRecord)`, which refuses what breaks the contract.
"""

from typing import Annotated, Any, ClassVar, Literal

from msgspec import Meta, Struct, json

SCHEMA_VERSION = "1.1"

Status = Literal["achieved", "ongoing", "planned"]
Kind = Literal["numbered_initiative", "quantitative_target", "first_claim"]
KINDS: tuple[Kind, ...] = ("numbered_initiative", "quantitative_target", "first_claim")
Bound = Literal["exact", "about", "nearly", "over", "at_least", "at_most", "under"]
Offset = Annotated[int, Meta(ge=0)]  # of code points, 0-based; or their number
Ordinal = Annotated[int, Meta(ge=1)]
Scope = Literal["world", "nation", "region", "province", "city", "county", "unstated"]


class Model(Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """Named fields that cannot be set again; fields that it does not know are refused.

    The garbage collector does not look after them (`gc=False`): what is made once cannot hold itself.
    """

    def as_dict(self) -> dict[str, Any]:
        """Its fields as the JSON has them: dictionaries, lists, texts, numbers."""
        row: dict[str, Any] = json.decode(json.encode(self))
        return row


class Span(Model, frozen=True):
    """A stretch of the original text: `original[start:end] == text`."""

    start: Annotated[Offset, Meta(description="First code point of the original text, 0-based.")]
    end: Annotated[Offset, Meta(description="One past the last code point.")]
    text: Annotated[str, Meta(description="The stretch, verbatim.")]


class Sentence(Span, frozen=True):
    """The sentence that states a record."""

    id: Annotated[str, Meta(description="Stable: a hash of the document's id and the simplified sentence.")]
    simplified: Annotated[
        str,
        Meta(description="Simplified, widths folded, lines joined, pasted footnotes left out."),
    ]
    footnote: Annotated[bool, Meta(description="Whether it is the text of a footnote.")]


class Locator(Model, frozen=True):
    """Where in its file a record stands: counted from 1, null where the format has none."""

    page: Annotated[Ordinal | None, Meta(description="The page.")]
    table: Annotated[Ordinal | None, Meta(description="The table, counted through the file.")]
    row: Annotated[Ordinal | None, Meta(description="The table's row.")]


class Period(Model, frozen=True):
    """The time a record holds for or is due by."""

    text: Annotated[str, Meta(description="The words that state it, simplified.")]
    start: Annotated[str | None, Meta(description="First day, YYYY-MM-DD, inclusive.")]
    end: Annotated[str | None, Meta(description="Last day, YYYY-MM-DD, inclusive.")]


class Change(Model, frozen=True):
    """A change of the measured value."""

    direction: Annotated[
        Literal["increase", "decrease", "none"],
        Meta(description="`none` where the text says that the value was held."),
    ]
    from_value: Annotated[float | int | None, Meta(description="The value before, with its scale applied.")]
    basis: Annotated[str | None, Meta(description="What it is compared with, as written: 同比, 年均, 比2020年.")]


class Record(Model, frozen=True):
    """What every record has."""

    schema_version: Annotated[str, Meta(description="Version of this contract.")]
    id: Annotated[
        str,
        Meta(description="Stable: a hash of document, kind, sentence, mention and occurrence, not of offsets."),
    ]
    doc_id: Annotated[str, Meta(description="Id of its document.")]
    span: Annotated[Span, Meta(description="The mention.")]
    sentence: Annotated[Sentence, Meta(description="The sentence that states it.")]
    locator: Annotated[Locator, Meta(description="Where in its file the mention starts.")]
    section: Annotated[tuple[str, ...], Meta(description="Headings above it, outermost first.")]
    initiative_id: Annotated[
        str | None,
        Meta(description="Innermost numbered initiative around it, or null."),
    ]
    status: Annotated[Status | None, Meta(description="achieved, ongoing, planned, or null.")]
    actor: Annotated[str | None, Meta(description="Who does it, or null.")]
    period: Annotated[Period | None, Meta(description="The time it holds for or is due by, or null.")]
    confidence: Annotated[float, Meta(ge=0, le=1, description="How sure the pipeline is.")]
    extractor: Annotated[str, Meta(description="The rule that found it.")]


class NumberedInitiative(Record, frozen=True, tag_field="kind", tag="numbered_initiative"):
    """One item of an enumeration."""

    kind: ClassVar[Literal["numbered_initiative"]] = "numbered_initiative"
    marker: Annotated[str, Meta(description="As written, widths folded: `(一)`, `一是`, `——`.")]
    ordinal: Annotated[int | None, Meta(description="The marker's number; null for dashes and bullets.")]
    title: Annotated[str, Meta(description="What the item is called.")]
    level: Annotated[Ordinal, Meta(description="1 for an item in no other item.")]
    parent_id: Annotated[str | None, Meta(description="The item it stands in, or null.")]
    role: Annotated[
        Literal["heading", "item"],
        Meta(description="`heading`: its line holds no sentence and text stands below it."),
    ]
    list_id: Annotated[str, Meta(description="The list it belongs to.")]
    list_size: Annotated[Ordinal, Meta(description="How many items the list has.")]
    list_declared: Annotated[
        int | None,
        Meta(description="How many items the text promised, or null."),
    ]


class QuantitativeTarget(Record, frozen=True, tag_field="kind", tag="quantitative_target"):
    """A number that counts or measures what was or will be done."""

    kind: ClassVar[Literal["quantitative_target"]] = "quantitative_target"
    value: Annotated[float | int, Meta(description="With its scale applied; the value reached for a change.")]
    value_max: Annotated[float | int | None, Meta(description="Upper end of a range, or null.")]
    unit: Annotated[str, Meta(description="Without the scale word; may be empty.")]
    bound: Annotated[Bound, Meta(description="How the value bounds the truth.")]
    measures: Annotated[str, Meta(description="What is counted or measured.")]
    change: Annotated[Change | None, Meta(description="The change stated, or null.")]
    nature: Annotated[
        Literal["binding", "expected"] | None,
        Meta(description="约束性, 预期性, or null."),
    ]


class FirstClaim(Record, frozen=True, tag_field="kind", tag="first_claim"):
    """A claim of being first, only or highest-ranked."""

    kind: ClassVar[Literal["first_claim"]] = "first_claim"
    basis: Annotated[Literal["first", "only", "rank", "superlative"], Meta(description="What kind of claim.")]
    scope: Annotated[Scope, Meta(description="Among whom it is claimed.")]
    scope_text: Annotated[str | None, Meta(description="The scope's words, or null.")]
    rank: Annotated[Ordinal | None, Meta(description="1 for first, only and superlative; null for 前列.")]
    rank_within: Annotated[bool, Meta(description="Whether the rank is an upper end: 前三.")]
    object: Annotated[str, Meta(description="What is claimed, as a phrase that reads on its own.")]


AnyRecord = NumberedInitiative | QuantitativeTarget | FirstClaim


class Counts(Model, frozen=True):
    """Records by kind."""

    numbered_initiative: int
    quantitative_target: int
    first_claim: int


class DocumentRow(Model, frozen=True):
    """One line of `documents.jsonl`."""

    schema_version: Annotated[str, Meta(description="Version of this contract.")]
    doc_id: Annotated[str, Meta(description="Given, or the path below the named folder without its ending.")]
    source: Annotated[str, Meta(description="The path exactly as given.")]
    title: Annotated[str | None, Meta(description="The document's title, simplified, or null.")]
    date: Annotated[str | None, Meta(description="The document's date, YYYY-MM-DD, or null.")]
    issuer: Annotated[str | None, Meta(description="The body it speaks for, or null.")]
    sha256: Annotated[str, Meta(description="Of the file's bytes.")]
    chars: Annotated[Offset, Meta(description="Code points of the original text.")]
    script: Literal["simplified", "traditional", "mixed"]
    variant: Annotated[
        Literal["mainland", "taiwan", "hong_kong"],
        Meta(description="Whose usage the script follows."),
    ]
    encoding: Annotated[str, Meta(description="What the bytes were decoded as.")]
    reader: Annotated[str, Meta(description="The reader that took the text out of the file, and its version.")]
    records: Annotated[Counts, Meta(description="Records by kind.")]


class ErrorRow(Model, frozen=True):
    """One line of `errors.jsonl`."""

    source: Annotated[str, Meta(description="The path exactly as given.")]
    stage: Annotated[str, Meta(description="Where it failed.")]
    reason: Annotated[str, Meta(description="What is wrong and how to mend it.")]


class Extraction(Model, frozen=True):
    """What `reformtrace.extract` gives: a document, its sentences and its records."""

    document: DocumentRow
    sentences: tuple[Sentence, ...]
    records: tuple[AnyRecord, ...]
