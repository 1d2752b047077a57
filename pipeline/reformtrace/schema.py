"""JSON Schema of the files that a run writes, made from the structs and kept beside them.

Making a schema takes longer than reading it; `python -m reformtrace.schema` makes both anew.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

Name = Literal["records", "documents"]
NAMES: tuple[Name, ...] = get_args(Name)
DIALECT = "https://json-schema.org/draft/2020-12/schema"
TITLES = {"records": "One line of records.jsonl", "documents": "One line of documents.jsonl"}


def schema(name: Name) -> str:
    """The JSON Schema that each line of `<name>.jsonl` obeys, as the text of a file."""
    return path(name).read_text(encoding="utf-8")


def path(name: Name) -> Path:
    """Where the schema is kept."""
    return Path(__file__).with_name(f"{name}.schema.json")


def made(name: Name) -> str:
    """The schema, made from the structs."""
    import json

    import msgspec

    from .records import AnyRecord, DocumentRow

    body = msgspec.json.schema(AnyRecord if name == "records" else DocumentRow)
    whole = {"$schema": DIALECT, **body, "title": TITLES[name]}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    for name in NAMES:
        path(name).write_text(made(name), encoding="utf-8")
