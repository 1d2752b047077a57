"""A sentence, and what is the same for all mentions in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .periods import Time
from .records import Status

NEAR = 240  # characters of a sentence in front of a mention that can speak of it


class Setting(NamedTuple):
    """What the mentions of a sentence share, looked up once for all of them."""

    start: int
    end: int
    note: bool
    mode: Status  # what its paragraph speaks of
    times: Sequence[Time]
    frame: Time | None  # the time of an earlier sentence that holds for it too
    in_charge: Sequence[re.Match[str]]  # the brackets in and behind it that name who acts

    def near(self, start: int, end: int) -> tuple[int, int]:
        """The bounds of the sentence, or of one that runs on without end the part around a mention."""
        if self.end - self.start <= 2 * NEAR:
            return self.start, self.end
        return max(self.start, start - NEAR), min(self.end, end + NEAR)
