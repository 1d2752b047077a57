"""Words and their parts of speech: rjieba where it can be had, else jieba, over the same dictionary."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple


class Word(NamedTuple):
    """A word of a sentence with its offset there and its part of speech (jieba's tags: n, v, vn, m, q …)."""

    start: int
    text: str
    tag: str

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.text)


# A word a time, hundreds of thousands of them: the class's own constructor takes longer.
make = tuple.__new__


@cache
def engine() -> str:
    """The engine in use: `rjieba` or `jieba`."""
    try:
        import rjieba  # noqa: F401
    except ImportError:
        return "jieba"
    return "rjieba"


@cache
def tagger() -> Callable[[str], list[tuple[str, str]]]:
    """What parts a text into words and their tags, with the engine in use."""
    if engine() == "rjieba":
        import rjieba

        tag: Callable[[str], list[tuple[str, str]]] = rjieba.tag
        return tag
    return tagged_by_jieba


@cache
def cutter() -> Callable[[str], list[str]]:
    """What parts a text into words, with the engine in use; takes two thirds of the time of one that tags them."""
    if engine() == "rjieba":
        import rjieba

        cut: Callable[[str], list[str]] = rjieba.cut
        return cut
    return cut_by_jieba


def cut_by_jieba(text: str) -> list[str]:
    """The words of a text."""
    import jieba

    jieba.setLogLevel("WARNING")
    return list(jieba.cut(text))


def tagged_by_jieba(text: str) -> list[tuple[str, str]]:
    """The words of a text and their tags."""
    import jieba.posseg

    tags = jieba.posseg.dt.word_tag_tab
    if not tags:
        jieba.setLogLevel("WARNING")
        jieba.posseg.dt.initialize()
        tags = jieba.posseg.dt.word_tag_tab
    return [(w, tags.get(w, "m" if w[0].isdigit() else "x")) for w in cut_by_jieba(text)]


@lru_cache(maxsize=4096)
def words(sentence: str) -> tuple[Word, ...]:
    """The words of a sentence, in order, without gaps.

    >>> [(w.text, w.start) for w in words("完成132项改革任务")]
    [('完成', 0), ('132', 2), ('项', 5), ('改革', 6), ('任务', 8)]
    """
    out, at = [], 0
    for text, tag in tagger()(sentence):
        out.append(make(Word, (at, text, tag)))
        at += len(text)
    return tuple(out)


def words_between(sentence: str, start: int, end: int) -> list[Word]:
    """The words of a sentence that begin between two offsets.

    >>> [(w.text, w.start) for w in words_between("全市完成,改革任务,全省", 6, 10)]
    [('任务', 7), (',', 9)]
    """
    # No word goes over a comma: what stands behind others is not looked at.
    first = sentence.rfind(",", 0, start) + 1
    last = sentence.find(",", end)
    part = sentence[first:] if last < 0 else sentence[first:last]
    return [make(Word, (at + first, text, tag)) for at, text, tag in words(part) if start <= at + first < end]


@lru_cache(maxsize=4096)
def joints(text: str) -> frozenset[int]:
    """The offsets of a text where a word begins or ends: elsewhere a cut would halve a word.

    >>> sorted(joints("完成132项改革任务"))
    [0, 2, 5, 6, 8, 10]
    """
    return frozenset(accumulate(map(len, cutter()(text)), initial=0))
