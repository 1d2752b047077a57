"""The schemas in the repository are those of the structs, and what breaks them is refused."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest

from reformtrace import AnyRecord, extract
from reformtrace.schema import NAMES, Name, made, schema

KEPT = Path(__file__).parents[1] / "docs" / "schema"


@pytest.mark.parametrize("name", NAMES)
def test_the_kept_schema_is_current(name: Name) -> None:
    kept = (KEPT / f"{name}.schema.json").read_text(encoding="utf-8")
    assert schema(name) == made(name), "run: python -m reformtrace.schema"
    assert kept == schema(name), f"run: reformtrace schema {name} > docs/schema/{name}.schema.json"


def test_every_field_is_required_and_described() -> None:
    body = json.loads(schema("records"))
    for part in (body["$defs"][name] for name in ("NumberedInitiative", "QuantitativeTarget", "FirstClaim")):
        assert set(part["required"]) == set(part["properties"])
        assert part["additionalProperties"] is False
        assert all("description" in field for name, field in part["properties"].items() if name != "kind")


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"bound": "roughly"}, "Invalid enum value 'roughly'"),
        ({"value": "132"}, "Expected `int | float`, got `str`"),
        ({"span": {"start": -1, "end": 3, "text": "改革"}}, "Expected `int` >= 0"),
        ({"confidence": 1.5}, "Expected `float` <= 1.0"),
        ({"note": ""}, "Object contains unknown field `note`"),
        ({"kind": "wish"}, "Invalid value 'wish'"),
    ],
)
def test_a_line_that_breaks_the_contract_is_refused(changed: dict[str, object], complaint: str) -> None:
    (record,) = extract("全市完成改革任务132项。").records
    assert msgspec.convert(record.as_dict(), AnyRecord) == record
    with pytest.raises(msgspec.ValidationError, match=re.escape(complaint)):
        msgspec.convert(record.as_dict() | changed, AnyRecord)


def test_a_record_stays_as_it_was_made() -> None:
    (record,) = extract("全市完成改革任务132项。").records
    with pytest.raises(AttributeError):
        record.status = "planned"  # type: ignore[misc]
