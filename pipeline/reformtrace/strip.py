"""A strip of text cut and joined out of a longer one, that knows where each of its characters came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain


@dataclass(slots=True)
class Strip:
    """Text made of `pieces` (start in the longer text, length), in order.

    >>> strip = Strip.of("共1 200个", 10).without([(2, 3)])
    >>> strip.text, strip.pieces
    ('共1200个', [(10, 2), (13, 4)])
    """

    text: str
    pieces: list[tuple[int, int]]

    @classmethod
    def of(cls, text: str, start: int) -> Strip:
        """A strip of one piece."""
        return cls(text, [(start, len(text))] if text else [])

    def cut(self, start: int, end: int) -> Strip:
        """The part from start to end."""
        return self._parts([(start, end)])

    def without(self, spans: Iterable[tuple[int, int]]) -> Strip:
        """The strip with stretches left out; they are in order and do not overlap."""
        edges = [0, *chain.from_iterable(spans), len(self.text)]
        return self._parts(zip(edges[::2], edges[1::2], strict=True))

    def _parts(self, spans: Iterable[tuple[int, int]]) -> Strip:
        """What some stretches hold, put together; they are in order and do not overlap."""
        text: list[str] = []
        pieces: list[tuple[int, int]] = []
        rest = iter(self.pieces)
        origin = length = at = 0  # of the piece that was reached
        for start, end in spans:
            text.append(self.text[start:end])
            while start < end:
                while start >= at + length:
                    at += length
                    origin, length = next(rest)
                stop = min(end, at + length)
                pieces.append((origin + start - at, stop - start))
                start = stop
        return Strip("".join(text), pieces)

    def origin(self, position: int) -> int:
        """Where a character stands in the longer text."""
        starts, at = [], 0
        for _, length in self.pieces:
            starts.append(at)
            at += length
        i = bisect_right(starts, position) - 1
        return self.pieces[i][0] + position - starts[i]
