"""The content of an OFD page -> the pieces of its text and the rules of its tables, where they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from lxml.etree import _Element

from .geometry import CELL_GAP, Piece
from .ofd_parts import PLAIN, Matrix, after, child, children, local, matrix, number, numbers, steps

ASCENT, DESCENT = 0.88, 0.12
THIN = 1.1  # millimetres; what is no thicker is a rule
LONG = 2.0
DEEPEST = 16
OBJECTS = 200_000
PATH = re.compile(r"([MSLQBACmslqbac])|([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)")
TAKES = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
HOLDS = ("Layer", "PageBlock", "Content")
Rule = tuple[float, float, float]
Width = tuple[int, float, float, float]  # of steps from character to character: how many, least, most, sum
NO_WIDTH: Width = (0, 0.0, 0.0, 0.0)


class Painter:
    """Goes through the objects of a page as a viewer paints them; annotations and seals stand elsewhere."""

    def __init__(self, units: Mapping[str, _Element], widths: dict[str, Width]) -> None:
        self._units = units
        self._widths = widths  # of the steps that were read in the document
        self._left = OBJECTS
        self.pieces: list[Piece] = []
        self.level: list[Rule] = []
        self.upright: list[Rule] = []
        self.has_picture = False

    def take(self, other: Painter) -> None:
        """Paints what another has painted: a template below its page."""
        self.pieces += other.pieces
        self.level += other.level
        self.upright += other.upright
        self.has_picture = self.has_picture or other.has_picture

    def paint(self, holder: _Element | None, outer: Matrix = PLAIN, depth: int = 0) -> None:
        """Paints what a layer, a block or a composite graphic holds."""
        if holder is None or depth > DEEPEST:
            return
        for item in holder:
            self._left -= 1
            if self._left < 0:
                return
            kind = local(item)
            if item.get("Visible") in ("false", "0"):
                continue
            if kind == "TextObject":
                if not (outer is PLAIN and self._plain(item)):
                    self._text(item, outer)
            elif kind == "PathObject":
                self._path(item, outer)
            elif kind == "ImageObject":
                self.has_picture = True
            elif kind in HOLDS:
                self.paint(item, outer, depth + 1)
            elif kind == "CompositeObject":
                unit = self._units.get((item.get("ResourceID") or "").strip())
                if unit is not None:
                    self.paint(child(unit, "Content"), _placed(item, numbers(item.get("Boundary")), outer), depth + 1)

    def _plain(self, item: _Element) -> bool:
        """Takes a text object of the usual make: not transformed, in one run without wide blanks; says whether it was.

        What `_text` would do with it, in a fraction of the time.
        """
        code = item[0] if len(item) == 1 else _only_run(item)
        if code is None or local(code) != "TextCode" or item.get("CTM") or item.get("HScale") or code.get("DeltaY"):
            return False
        text, delta = code.text, code.get("DeltaX")
        if not text or text.isspace():
            return False
        try:
            size = float(item.get("Size", ""))
            left, top, _, _ = map(float, item.get("Boundary", "").split())
            x, y = left + float(code.get("X", "")), top + float(code.get("Y", ""))
        except ValueError:
            return False
        count, least, most, width = self._width(delta, len(text) - 1) if delta else NO_WIDTH
        if count != len(text) - 1 or not (0 < size < 1e6 and -1e6 < x < 1e6 and -1e6 < y < 1e6):
            return False
        if not 0 <= least <= most <= CELL_GAP * size + least:
            return False
        right = x + width + (size if text[-1] >= "\u0250" else size / 2)
        self.pieces.append(Piece(text, x, y - ASCENT * size, right, y + DESCENT * size, size))
        return True

    def _width(self, delta: str, most: int) -> Width:
        """What becomes of steps; lines that are as full as others have the same."""
        found = self._widths.get(delta)
        if found is None or found[0] != most:
            each = steps(delta, most)
            found = (len(each), min(each), max(each), sum(each)) if each else NO_WIDTH
            self._widths[delta] = found
        return found

    def _text(self, item: _Element, outer: Matrix) -> None:
        place = _placed(item, numbers(item.get("Boundary")), outer)
        size = abs(number(item.get("Size"), 3.5)) or 3.5
        stretch = abs(number(item.get("HScale"), 1.0)) or 1.0
        for code in children(item, "TextCode"):
            text = code.text
            if not text or text.isspace():
                continue
            if code.get("DeltaY"):
                self._scattered(code, text, place, size, stretch)
                continue
            self._run(code, text, place, size, stretch)

    def _run(self, code: _Element, text: str, place: Matrix, size: float, stretch: float) -> None:
        """A run of text on a line of its own."""
        a, b, c, d, e, f = place
        x, y = number(code.get("X")), number(code.get("Y"))
        wide = size * stretch
        delta = steps(code.get("DeltaX"), len(text) - 1)
        if len(delta) < len(text) - 1:
            # Without steps a character stands behind the one before it.
            delta += [_advance(char, wide) for char in text[len(delta) : -1]]
        last = _advance(text[-1], wide)
        if abs(b) > abs(a):
            self._one_by_one(text, x, y, delta, [0.0] * len(delta), place, size)
            return
        scale, tall = abs(a) or 1.0, (abs(d) or abs(a) or 1.0) * size
        left, base = a * x + c * y + e, b * x + d * y + f
        if a > 0 and (not delta or max(delta) <= CELL_GAP * wide + min(delta)):
            right = left + (sum(delta) + last) * scale
            self.pieces.append(Piece(text, left, base - ASCENT * tall, right, base + DESCENT * tall, wide * scale))
            return
        for start, end, at in _stretches(text, delta, wide):
            words = text[start:end]
            begin = left + at * a
            width = (sum(delta[start : end - 1]) + _advance(words[-1], wide)) * scale
            if words.strip():
                self.pieces.append(
                    Piece(words, begin, base - ASCENT * tall, begin + width, base + DESCENT * tall, wide * scale)
                )

    def _scattered(self, code: _Element, text: str, place: Matrix, size: float, stretch: float) -> None:
        """A run whose characters do not stand on one line."""
        across = steps(code.get("DeltaX"), len(text) - 1)
        down = steps(code.get("DeltaY"), len(text) - 1)
        if not any(down):
            self._run(code, text, place, size, stretch)
            return
        across += [0.0] * (len(text) - 1 - len(across))
        down += [0.0] * (len(text) - 1 - len(down))
        self._one_by_one(text, number(code.get("X")), number(code.get("Y")), across, down, place, size)

    def _one_by_one(
        self, text: str, x: float, y: float, across: list[float], down: list[float], place: Matrix, size: float
    ) -> None:
        """Each character as a piece; those of an upright line as one, since it is read from the top down."""
        a, b, c, d, e, f = place
        tall = size * max(abs(a), abs(b), 1e-6)
        places = []
        for i in range(len(text)):
            places.append((a * x + c * y + e, b * x + d * y + f))
            if i < len(across):
                x, y = x + across[i], y + down[i]
        xs, ys = [p[0] for p in places], [p[1] for p in places]
        if max(xs) - min(xs) < 0.5 * tall and len(text) > 1:
            self.pieces.append(Piece(text, min(xs), min(ys) - ASCENT * tall, max(xs) + tall, max(ys), tall))
            return
        for char, (left, base) in zip(text, places, strict=True):
            if not char.isspace():
                right = left + _advance(char, tall)
                self.pieces.append(Piece(char, left, base - ASCENT * tall, right, base + DESCENT * tall, tall))

    def _path(self, item: _Element, outer: Matrix) -> None:
        found = numbers(item.get("Boundary"))
        if outer == PLAIN and len(found) == 4 and (min(found[2], found[3]) <= THIN < max(found[2], found[3])):
            self._rule(found[0], found[1], found[0] + found[2], found[1] + found[3])
            return
        data = child(item, "AbbreviatedData")
        if data is None or not data.text or len(data.text) > 20_000:
            return
        stroked = item.get("Stroke") not in ("false", "0")
        place = _placed(item, found, outer)
        for part in _parts(data.text):
            points = [(place[0] * x + place[2] * y + place[4], place[1] * x + place[3] * y + place[5]) for x, y in part]
            if not stroked:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                self._rule(min(xs), min(ys), max(xs), max(ys))
                continue
            for (ax, ay), (bx, by) in pairwise(points):
                if min(abs(ax - bx), abs(ay - by)) <= 0.2:
                    self._rule(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def _rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        if y1 - y0 <= THIN and x1 - x0 >= LONG:
            self.level.append(((y0 + y1) / 2, x0, x1))
        elif x1 - x0 <= THIN and y1 - y0 >= LONG:
            self.upright.append(((x0 + x1) / 2, y0, y1))


def _placed(item: _Element, box: list[float], outer: Matrix) -> Matrix:
    """The transformation from the coordinates of an object with this boundary to the page's."""
    shift = (1.0, 0.0, 0.0, 1.0, box[0], box[1]) if len(box) == 4 else PLAIN
    own = item.get("CTM")
    inner = after(matrix(own), shift) if own else shift
    return after(inner, outer)


def _only_run(item: _Element) -> _Element | None:
    """The one run of a text object; None where it has none or several."""
    runs = [code for code in item if local(code) == "TextCode"]
    return runs[0] if len(runs) == 1 else None


def _advance(char: str, size: float) -> float:
    return size / 2 if char < "\u0250" else size


def _stretches(text: str, delta: list[float], wide: float) -> Iterator[tuple[int, int, float]]:
    """The stretches of a run that no wide blank or step back parts: their bounds and where they start."""
    start, begin, at = 0, 0.0, 0.0
    for i, step in enumerate(delta):
        at += step
        if step > _advance(text[i], wide) + CELL_GAP * wide or step < 0:
            yield start, i + 1, begin
            start, begin = i + 1, at
    yield start, len(text), begin


def _corners(data: str) -> list[tuple[float, float]] | None:
    """The corners of a path that is one straight line after another, as nearly all are; None for any other."""
    words = data.split()
    closes = words[-1:] == ["C"]
    if closes:
        words.pop()
    orders = words[::3]
    if len(orders) < 2 or len(words) % 3 or orders[0] not in ("M", "S") or orders.count("L") != len(orders) - 1:
        return None
    if "_" in data or "n" in data or "N" in data:
        return None  # Python would read 1_0, nan and inf as numbers
    try:
        corners = list(zip(map(float, words[1::3]), map(float, words[2::3]), strict=True))
    except ValueError:
        return None
    return [*corners, corners[0]] if closes else corners


def _parts(data: str) -> Iterator[list[tuple[float, float]]]:
    """The parts of a path as corners; a curve counts by its end."""
    corners = _corners(data)
    if corners is not None:
        yield corners
        return
    part: list[tuple[float, float]] = []
    order = ""
    values: list[float] = []
    for letter, figure in PATH.findall(data):
        if letter:
            order, values = letter.upper(), []
        else:
            values.append(float(figure))
        if not order or len(values) < TAKES[order]:
            continue
        if order == "C":
            if part:
                part.append(part[0])
        else:
            if order in "MS":
                if len(part) > 1:
                    yield part
                part = []
            part.append((values[-2], values[-1]))
            # More numbers behind an order repeat it.
            order, values = ("L" if order in "MS" else order), []
            continue
        order, values = "", []
    if len(part) > 1:
        yield part
