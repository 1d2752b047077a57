"""The schemas in the repository are those of the models, and what is written obeys the models."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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
