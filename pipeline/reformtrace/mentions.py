"""What the finders hand on: mentions as offsets of the reading text, not yet linked to each other."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from .records import Bound, Scope


class Item(Struct, gc=False):
    """One item of an enumeration; `parent` and `list` are indices into the document's items and lists."""

    start: int
    end: int
    marker: str
    ordinal: int | None
    title: str
    level: int
    parent: int | None
    role: Literal["heading", "item"]
    list: int
    list_size: int
    list_declared: int | None
    rule: str


class Target(Struct, gc=False):
    """A number with its unit, the words that bound it, and what its sentence says of it."""

    start: int
    end: int
    value: int | float
    value_max: int | float | None
    unit: str
    bound: Bound
    measures: str
    direction: Literal["increase", "decrease", "none"] | None
    from_value: int | float | None
    basis: str | None
    nature: Literal["binding", "expected"] | None
    rule: str


class Claim(Struct, gc=False):
    """A phrase that claims to be first, only or highest-ranked."""

    start: int
    end: int
    basis: Literal["first", "only", "rank", "superlative"]
    scope: Scope
    scope_text: str | None
    rank: int | None
    rank_within: bool
    object: str
    rule: str


class Suppressed(Struct, gc=False):
    """A place where a rule hit and another rule said that it is none."""

    start: int
    end: int
    rule: str
    by: str
