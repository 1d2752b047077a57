"""A target while its sentence is read."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from ..patterns import pattern
from ..records import Bound
from .quantities import Quantity

Direction = Literal["increase", "decrease", "none"]
MONEY = frozenset(
    [
        "元",
        "美元",
        "港元",
        "欧元",
        "日元",
        "英镑",
        "卢布",
        "韩元",
        "澳元",
        "人民币",
        "元人民币",
        "港币",
        "新台币",
        "台币",
    ]
)


class Found(Struct, gc=False):
    """A quantity on its way to a target; of a change, the first of the two with the span and value of both."""

    q: Quantity
    start: int
    end: int
    value: Fraction
    value_max: Fraction | None
    unit: str
    bound: Bound
    direction: Direction | None = None
    from_value: Fraction | None = None
    basis: str | None = None
    measures: str = ""
    rule: str = ""
    own_change: bool = False
    clause: int = 0  # where the clause begins in which it stands


# 提供20年结构安全保证: a time that is promised as such.
ASSURED = pattern(
    "(?:期)?的?(?P<what>[^,。;、的\\d(]{0,12}?(?:保证期|保证|保修期?|质保期?|免租期?|维保期?|包修期?|宽限期|保障期|免息期))"
)


def alike(a: Found, b: Found) -> bool:
    """Whether two numbers may share what was said once: their units do not differ."""
    return a.unit == b.unit or not a.unit or not b.unit
