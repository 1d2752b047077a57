"""The records that the pipeline writes, as frozen pydantic models; the contract of the JSON."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.1"

Status = Literal["achieved", "ongoing", "planned"]
Kind = Literal["numbered_initiative", "quantitative_target", "first_claim"]
KINDS: tuple[Kind, ...] = ("numbered_initiative", "quantitative_target", "first_claim")
Bound = Literal["exact", "about", "nearly", "over", "at_least", "at_most", "under"]
Scope = Literal["world", "nation", "region", "province", "city", "county", "unstated"]


class Model(BaseModel):
    """A frozen model that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Span(Model):
    """A stretch of the original text: `original[start:end] == text`."""

    start: Annotated[int, Field(ge=0, description="First code point of the original text, 0-based.")]
    end: Annotated[int, Field(ge=0, description="One past the last code point.")]
    text: Annotated[str, Field(description="The stretch, verbatim.")]


class Sentence(Span):
    """The sentence that states a record."""

    id: Annotated[str, Field(description="Stable: a hash of the document's id and the simplified sentence.")]
    simplified: Annotated[
        str,
        Field(description="Simplified, widths folded, lines joined, pasted footnotes left out."),
    ]
    footnote: Annotated[bool, Field(description="Whether it is the text of a footnote.")]


class Locator(Model):
    """Where in its file a record stands: counted from 1, null where the format has none."""

    page: Annotated[int | None, Field(ge=1, description="The page.")]
    table: Annotated[int | None, Field(ge=1, description="The table, counted through the file.")]
    row: Annotated[int | None, Field(ge=1, description="The table's row.")]


class Period(Model):
    """The time a record holds for or is due by."""

    text: Annotated[str, Field(description="The words that state it, simplified.")]
    start: Annotated[str | None, Field(description="First day, YYYY-MM-DD, inclusive.")]
    end: Annotated[str | None, Field(description="Last day, YYYY-MM-DD, inclusive.")]


class Change(Model):
    """A change of the measured value."""

    direction: Annotated[
        Literal["increase", "decrease", "none"],
        Field(description="`none` where the text says that the value was held."),
    ]
    from_value: Annotated[float | int | None, Field(description="The value before, with its scale applied.")]
    basis: Annotated[str | None, Field(description="What it is compared with, as written: 同比, 年均, 比2020年.")]


class Record(Model):
    """What every record has."""

    schema_version: Annotated[str, Field(description="Version of this contract.")]
    id: Annotated[
        str,
        Field(description="Stable: a hash of document, kind, sentence, mention and occurrence, not of offsets."),
    ]
    doc_id: Annotated[str, Field(description="Id of its document.")]
    span: Annotated[Span, Field(description="The mention.")]
    sentence: Annotated[Sentence, Field(description="The sentence that states it.")]
    locator: Annotated[Locator, Field(description="Where in its file the mention starts.")]
    section: Annotated[tuple[str, ...], Field(description="Headings above it, outermost first.")]
    initiative_id: Annotated[
        str | None,
        Field(description="Innermost numbered initiative around it, or null."),
    ]
    status: Annotated[Status | None, Field(description="achieved, ongoing, planned, or null.")]
    actor: Annotated[str | None, Field(description="Who does it, or null.")]
    period: Annotated[Period | None, Field(description="The time it holds for or is due by, or null.")]
    confidence: Annotated[float, Field(ge=0, le=1, description="How sure the pipeline is.")]
    extractor: Annotated[str, Field(description="The rule that found it.")]


class NumberedInitiative(Record):
    """One item of an enumeration."""

    kind: Literal["numbered_initiative"]
    marker: Annotated[str, Field(description="As written, widths folded: `(一)`, `一是`, `——`.")]
    ordinal: Annotated[int | None, Field(description="The marker's number; null for dashes and bullets.")]
    title: Annotated[str, Field(description="What the item is called.")]
    level: Annotated[int, Field(ge=1, description="1 for an item in no other item.")]
    parent_id: Annotated[str | None, Field(description="The item it stands in, or null.")]
    role: Annotated[
        Literal["heading", "item"],
        Field(description="`heading`: its line holds no sentence and text stands below it."),
    ]
    list_id: Annotated[str, Field(description="The list it belongs to.")]
    list_size: Annotated[int, Field(ge=1, description="How many items the list has.")]
    list_declared: Annotated[
        int | None,
        Field(description="How many items the text promised, or null."),
    ]


class QuantitativeTarget(Record):
    """A number that counts or measures what was or will be done."""

    kind: Literal["quantitative_target"]
    value: Annotated[float | int, Field(description="With its scale applied; the value reached for a change.")]
    value_max: Annotated[float | int | None, Field(description="Upper end of a range, or null.")]
    unit: Annotated[str, Field(description="Without the scale word; may be empty.")]
    bound: Annotated[Bound, Field(description="How the value bounds the truth.")]
    measures: Annotated[str, Field(description="What is counted or measured.")]
    change: Annotated[Change | None, Field(description="The change stated, or null.")]
    nature: Annotated[
        Literal["binding", "expected"] | None,
        Field(description="约束性, 预期性, or null."),
    ]


class FirstClaim(Record):
    """A claim of being first, only or highest-ranked."""

    kind: Literal["first_claim"]
    basis: Annotated[Literal["first", "only", "rank", "superlative"], Field(description="What kind of claim.")]
    scope: Annotated[Scope, Field(description="Among whom it is claimed.")]
    scope_text: Annotated[str | None, Field(description="The scope's words, or null.")]
    rank: Annotated[int | None, Field(ge=1, description="1 for first, only and superlative; null for 前列.")]
    rank_within: Annotated[bool, Field(description="Whether the rank is an upper end: 前三.")]
    object: Annotated[str, Field(description="What is claimed, as a phrase that reads on its own.")]


AnyRecord = Annotated[
    NumberedInitiative | QuantitativeTarget | FirstClaim,
    Field(discriminator="kind"),
]


class Counts(Model):
    """Records by kind."""

    numbered_initiative: int
    quantitative_target: int
    first_claim: int


class DocumentRow(Model):
    """One line of `documents.jsonl`."""

    schema_version: Annotated[str, Field(description="Version of this contract.")]
    doc_id: Annotated[str, Field(description="Given, or the path below the named folder without its ending.")]
    source: Annotated[str, Field(description="The path exactly as given.")]
    title: Annotated[str | None, Field(description="The document's title, simplified, or null.")]
    date: Annotated[str | None, Field(description="The document's date, YYYY-MM-DD, or null.")]
    issuer: Annotated[str | None, Field(description="The body it speaks for, or null.")]
    sha256: Annotated[str, Field(description="Of the file's bytes.")]
    chars: Annotated[int, Field(ge=0, description="Code points of the original text.")]
    script: Literal["simplified", "traditional", "mixed"]
    variant: Annotated[
        Literal["mainland", "taiwan", "hong_kong"],
        Field(description="Whose usage the script follows."),
    ]
    encoding: Annotated[str, Field(description="What the bytes were decoded as.")]
    reader: Annotated[str, Field(description="The reader that took the text out of the file, and its version.")]
    records: Annotated[Counts, Field(description="Records by kind.")]


class ErrorRow(Model):
    """One line of `errors.jsonl`."""

    source: Annotated[str, Field(description="The path exactly as given.")]
    stage: Annotated[str, Field(description="Where it failed.")]
    reason: Annotated[str, Field(description="What is wrong and how to mend it.")]


class Extraction(Model):
    """What `reformtrace.extract` gives: a document, its sentences and its records."""

    document: DocumentRow
    sentences: tuple[Sentence, ...]
    records: tuple[AnyRecord, ...]
