"""Patterns that are compiled on their first use."""

from __future__ import annotations

import copy
import importlib
import pickle
import pkgutil
import re

import pytest

import reformtrace
from reformtrace import patterns
from reformtrace.patterns import pattern

# `reformtrace.__main__` would run.
MODULES = [
    m.name for m in pkgutil.walk_packages(reformtrace.__path__, "reformtrace.") if not m.name.endswith("__main__")
]


def test_every_pattern_that_a_module_names_compiles() -> None:
    found = [
        value
        for name in MODULES
        for value in vars(importlib.import_module(name)).values()
        if isinstance(value, patterns._Pattern)
    ]
    assert found
    for value in found:
        assert value.flags & re.UNICODE  # type: ignore[attr-defined]  # which only a compiled one has


@pytest.mark.parametrize("text", ["第一条、第十二条", "附则", ""])
def test_it_finds_what_the_compiled_pattern_finds(text: str) -> None:
    late, early = pattern(r"第([一二三十]+)条"), re.compile(r"第([一二三十]+)条")
    assert [m.span(1) for m in late.finditer(text)] == [m.span(1) for m in early.finditer(text)]
    assert late.sub("某条", text) == early.sub("某条", text)
    assert bool(late.search(text)) is bool(late.match(text)) is bool(early.match(text))
    assert (late.split(text), late.findall(text)) == (early.split(text), early.findall(text))


def test_copies_and_pickles_find_the_same() -> None:
    late = pattern("^[甲乙]", re.MULTILINE)
    for other in (copy.copy(late), pickle.loads(pickle.dumps(late))):
        assert other.findall("甲\n乙") == ["甲", "乙"]


def test_flags_hold() -> None:
    assert [m.start() for m in pattern("^一、", re.MULTILINE).finditer("一、总则\n一、附则")] == [0, 5]


def test_nothing_is_compiled_before_it_is_used() -> None:
    late = pattern("[甲乙]")
    assert "search" not in vars(late)
    assert late.search("乙")
    assert "search" in vars(late)
    assert late.search("丙") is None


def test_a_wrong_pattern_is_an_error_on_its_first_use() -> None:
    wrong = pattern("(甲")
    with pytest.raises(re.error, match="missing"):
        wrong.search("甲")
