"""JSON Schema of the files that a run writes, made from the models."""

from __future__ import annotations

import json
from typing import Literal, get_args

from pydantic import TypeAdapter

from .records import AnyRecord, DocumentRow

Name = Literal["records", "documents"]
NAMES: tuple[Name, ...] = get_args(Name)
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLES = {"records": "One line of records.jsonl", "documents": "One line of documents.jsonl"}


def schema(name: Name) -> str:
    """The JSON Schema that each line of `<name>.jsonl` obeys, as the text of a file."""
    adapter: TypeAdapter[object] = TypeAdapter(AnyRecord if name == "records" else DocumentRow)
    body = adapter.json_schema(mode="serialization")
    whole = {"$schema": DIALECT, **body, "title": TITLES[name]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
