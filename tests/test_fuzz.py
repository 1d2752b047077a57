"""Mutated files end in a document or in an honest error line; `bench/fuzz.py` runs many more of them."""

from __future__ import annotations

import sys

import pytest

from mutate import FORMATS, fuzz, mutated, seeds

FILES = 500


@pytest.mark.skipif(sys.platform != "linux", reason="the bound of memory holds on Linux")
@pytest.mark.parametrize("form", FORMATS)
def test_no_mutated_file_does_harm(form: str) -> None:
    if not seeds(form):
        pytest.skip("it is not read")
    *_, report = fuzz([form], FILES, seed=1, jobs=2)
    assert not [(form, number, reason) for form, number, reason, _ in report.bad]
    assert report.documents[form] + report.lines[form] == FILES
    assert report.documents[form]
    assert report.lines[form]


def test_a_number_gives_its_file_again() -> None:
    assert mutated("text", 1, 7) == mutated("text", 1, 7)
    assert len({mutated("text", 1, number) for number in range(50)}) > 45
