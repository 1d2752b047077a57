"""Strips: what is cut and joined still knows where each character came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reformtrace.strip import Strip


def test_of_nothing_has_no_pieces() -> None:
    assert Strip.of("", 7) == Strip("", [])


def test_cut_and_without() -> None:
    strip = Strip("全县建成1 200个", [(5, 4), (20, 5), (40, 1)])
    assert strip.cut(3, 6) == Strip("成1 ", [(8, 1), (20, 2)])
    assert strip.without([(5, 6)]) == Strip("全县建成1200个", [(5, 4), (20, 1), (22, 3), (40, 1)])
    assert [strip.origin(i) for i in (0, 3, 4, 8, 9)] == [5, 8, 20, 24, 40]


def test_without_nothing_is_the_same() -> None:
    assert Strip.of("河湾", 3).without([]) == Strip.of("河湾", 3)


@given(st.text("甲乙丙 1", max_size=30), st.lists(st.integers(0, 30), max_size=8), st.integers(0, 9))
def test_every_character_is_where_it_says(text: str, cuts: list[int], start: int) -> None:
    longer = "…" * start + text
    edges = sorted({min(c, len(text)) for c in cuts})
    spans = list(zip(edges[::2], edges[1::2], strict=False))
    strip = Strip.of(text, start).without(spans)
    assert len(strip.text) == sum(length for _, length in strip.pieces) == len(text) - sum(b - a for a, b in spans)
    assert "".join(longer[strip.origin(i)] for i in range(len(strip.text))) == strip.text
