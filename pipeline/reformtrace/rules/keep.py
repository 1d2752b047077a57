"""Writes each rules file as JSON beside it: `python -m reformtrace.rules.keep`."""

from __future__ import annotations

import json
from dataclasses import asdict

from . import FILES, FOLDER, digest
from .parse import parse


def kept(name: str) -> str:
    """What a rules file says, as the text of its JSON file."""
    source = (FOLDER / f"{name}.yaml").read_bytes()
    row = {"of": digest(source), **asdict(parse(name, source.decode()))}
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    for name in FILES:
        (FOLDER / f"{name}.json").write_text(kept(name), encoding="utf-8")
