"""The parts of an OFD package: names as its XML gives them, trees, and what its numbers mean."""

from __future__ import annotations

import math
import posixpath
from collections.abc import Iterator
from functools import lru_cache

from lxml.etree import _Element

from .extracted import Limits
from .package import Package

A4 = (0.0, 0.0, 210.0, 297.0)
Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
RESOURCES = ("PublicRes", "DocumentRes", "PageRes")


class Parts:
    """The package's parts, found by the names that other parts call them."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._package = Package(data, limits)
        self._names = {_plain(name).lower(): name for name in self._package.names}
        self._units: dict[str, dict[str, _Element]] = {}

    def find(self, ending: str) -> str | None:
        """The name of the first part with this name, in whatever folder."""
        ending = ending.lower()
        if ending in self._names:
            return self._names[ending]
        return next((name for key, name in self._names.items() if key.endswith("/" + ending)), None)

    def resolve(self, base: str, name: str) -> str | None:
        """The part that another one calls by a name: from the root, or from its own folder."""
        name = _plain(name.strip())
        if not name:
            return None
        folder = posixpath.dirname(_plain(base))
        beside = posixpath.normpath(posixpath.join(folder, name.lstrip("/")))
        rooted = posixpath.normpath(name.lstrip("/"))
        for key in (rooted, beside) if name.startswith("/") else (beside, rooted):
            found = self._names.get(key.lower())
            if found is not None:
                return found
        return None

    def tree(self, name: str) -> _Element | None:
        """The root of a part; None where there is none."""
        return self._package.tree(name)

    def composites(self, base: str, holder: _Element | None) -> dict[str, _Element]:
        """The composite graphics that the resources named by a part hold, by their ids."""
        out: dict[str, _Element] = {}
        for kind in RESOURCES:
            for entry in children(holder, kind):
                name = self.resolve(base, entry.text or "")
                if name is None:
                    continue
                if name not in self._units:
                    root = self.tree(name)
                    self._units[name] = {
                        (unit.get("ID") or "").strip(): unit
                        for unit in (root.iter("{*}CompositeGraphicUnit") if root is not None else ())
                    }
                out |= self._units[name]
        return out


def _plain(name: str) -> str:
    return name.replace("\\", "/").removeprefix("./")


def local(element: _Element) -> str:
    """An element's name without its namespace, of which there are several in use."""
    tag = element.tag
    return bare(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=4096)
def bare(tag: str) -> str:
    """A tag without its namespace."""
    return tag.rpartition("}")[2]


def children(element: _Element | None, name: str) -> Iterator[_Element]:
    """The children of a name."""
    if element is not None:
        for child in element:
            tag = child.tag
            if isinstance(tag, str) and bare(tag) == name:
                yield child


def child(element: _Element | None, name: str) -> _Element | None:
    """The first child of a name."""
    return next(children(element, name), None)


def text_of(element: _Element | None, name: str) -> str | None:
    """The text of the first child of a name."""
    found = child(element, name)
    return (found.text or "").strip() or None if found is not None else None


def number(words: str | None, default: float = 0.0) -> float:
    """A number as an attribute writes it; what is none counts as the default.

    >>> number("3.5"), number("nan"), number(None, 1)
    (3.5, 0.0, 1)
    """
    try:
        value = float(words) if words else default
    except ValueError:
        return default
    return value if math.isfinite(value) else default


def numbers(words: str | None) -> list[float]:
    """The numbers of an array, commas taken for blanks.

    >>> numbers("0 0 210,297"), numbers(None)
    ([0.0, 0.0, 210.0, 297.0], [])
    """
    if not words:
        return []
    if "," in words:
        words = words.replace(",", " ")
    try:
        values = list(map(float, words.split()))
    except ValueError:
        values = [number(word) for word in words.split()]
    return values if math.isfinite(sum(values)) else [v if math.isfinite(v) else 0.0 for v in values]


def steps(words: str | None, most: int) -> list[float]:
    """The steps from character to character, `g n v` standing for n times v; no more of them than asked for.

    >>> steps("g 3 5.6 2.8", 9), steps("4 4", 1)
    ([5.6, 5.6, 5.6, 2.8], [4.0])
    """
    if not words or most < 1:
        return []
    if "g" not in words:
        return numbers(words)[:most]
    out: list[float] = []
    pieces = words.replace(",", " ").split()
    i = 0
    while i < len(pieces) and len(out) < most:
        if pieces[i] == "g":
            count = number(pieces[i + 1]) if i + 1 < len(pieces) else 0.0
            value = number(pieces[i + 2]) if i + 2 < len(pieces) else 0.0
            out += [value] * max(0, min(int(count), most - len(out)))
            i += 3
        else:
            out.append(number(pieces[i]))
            i += 1
    return out


def matrix(words: str | None) -> Matrix:
    """A transformation as CTM writes it."""
    values = numbers(words)
    return (values[0], values[1], values[2], values[3], values[4], values[5]) if len(values) == 6 else PLAIN


def after(m: Matrix, n: Matrix) -> Matrix:
    """The transformation that does the first and then the second."""
    if m == PLAIN:
        return n
    if n == PLAIN:
        return m
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip
