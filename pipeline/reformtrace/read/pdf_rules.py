"""What a page of a PDF draws -> the rules of its tables, and how much of it pictures and shapes fill."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any

import pypdfium2
import pypdfium2.raw as raw

THIN = 3.0  # points; what is no thicker is a rule
LONG = 6.0
OBJECTS = 60_000
SEGMENTS = 2_000
DEEPEST = 4

Box = tuple[float, float, float, float]
Matrix = tuple[float, float, float, float, float, float]
PLAIN: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def drawn(page: pypdfium2.PdfPage, box: Box) -> tuple[list[Box], list[Box], float, int]:
    """The level and upright rules of a page, the share of it that pictures fill, and how many shapes it holds."""
    found = _Drawn(box)
    found.walk(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject, PLAIN, 0)
    area = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
    return found.level, found.upright, min(1.0, found.pictures / area), found.shapes


class _Drawn:
    """Collects what the objects of a page draw, those inside forms too."""

    def __init__(self, box: Box) -> None:
        self._box = box
        self._left = OBJECTS
        self.level: list[Box] = []
        self.upright: list[Box] = []
        self.pictures = 0.0
        self.shapes = 0
        self._four = [ctypes.c_float() for _ in range(4)]

    def walk(self, holder: Any, count: Any, get: Any, matrix: Matrix, depth: int) -> None:
        """Goes through the objects of a page or of a form."""
        kind_of = raw.FPDFPageObj_GetType
        for i in range(count(holder)):
            self._left -= 1
            if self._left < 0:
                return
            item = get(holder, i)
            kind = kind_of(item)
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(item, matrix)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                bounds = self._bounds(item, matrix)
                if bounds is not None:
                    self.pictures += _shared(bounds, self._box)
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                inner = raw.FS_MATRIX()
                if raw.FPDFPageObj_GetMatrix(item, ctypes.byref(inner)):
                    self.walk(
                        item, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject,
                        _after((inner.a, inner.b, inner.c, inner.d, inner.e, inner.f), matrix), depth + 1,
                    )  # fmt: skip

    def _bounds(self, item: Any, matrix: Matrix) -> Box | None:
        left, bottom, right, top = self._four
        if not raw.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            return None
        if matrix is PLAIN:
            return left.value, bottom.value, right.value, top.value
        ax, ay = _at(matrix, left.value, bottom.value)
        bx, by = _at(matrix, right.value, top.value)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)

    def _path(self, item: Any, matrix: Matrix) -> None:
        bounds = self._bounds(item, matrix)
        if bounds is None:
            return
        self.shapes += 1
        x0, y0, x1, y1 = bounds
        if self._thin(x0, y0, x1, y1):
            return
        if x1 - x0 < LONG and y1 - y0 < LONG:
            return
        count = raw.FPDFPath_CountSegments(item)
        if not 1 < count <= SEGMENTS:
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        if not raw.FPDFPath_GetDrawMode(item, ctypes.byref(fill), ctypes.byref(stroke)):
            return
        if not stroke.value and count < 6:
            return  # a plain box of colour
        self._segments(item, count, matrix, stroked=bool(stroke.value))

    def _thin(self, x0: float, y0: float, x1: float, y1: float) -> bool:
        """Takes a box as a rule where it is thin and long."""
        if y1 - y0 <= THIN and x1 - x0 >= LONG:
            middle = (y0 + y1) / 2
            self.level.append((x0, middle, x1, middle))
        elif x1 - x0 <= THIN and y1 - y0 >= LONG:
            middle = (x0 + x1) / 2
            self.upright.append((middle, y0, middle, y1))
        else:
            return False
        return True

    def _segments(self, item: Any, count: int, matrix: Matrix, *, stroked: bool) -> None:
        """The sides of a path that are level or upright; of one that is only filled, its thin parts."""
        own = raw.FS_MATRIX()
        if raw.FPDFPageObj_GetMatrix(item, ctypes.byref(own)):
            matrix = _after((own.a, own.b, own.c, own.d, own.e, own.f), matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        part: list[tuple[float, float]] = []
        for i in range(count):
            segment = raw.FPDFPath_GetPathSegment(item, i)
            kind = raw.FPDFPathSegment_GetType(segment)
            if not raw.FPDFPathSegment_GetPoint(segment, x, y):
                continue
            if kind == raw.FPDF_SEGMENT_MOVETO:
                self._part(part, stroked=stroked)
                part = []
            part.append(_at(matrix, x.value, y.value))
            if raw.FPDFPathSegment_GetClose(segment):
                part.append(part[0])
        self._part(part, stroked=stroked)

    def _part(self, part: list[tuple[float, float]], *, stroked: bool) -> None:
        if len(part) < 2:
            return
        if not stroked:
            xs, ys = [p[0] for p in part], [p[1] for p in part]
            self._thin(min(xs), min(ys), max(xs), max(ys))
            return
        for (ax, ay), (bx, by) in pairwise(part):
            if min(abs(ax - bx), abs(ay - by)) <= 0.5:
                self._thin(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _at(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _after(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that does the first and then the second."""
    return (
        m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4], m[4] * n[1] + m[5] * n[3] + n[5],
    )  # fmt: skip


def _shared(one: Box, other: Box) -> float:
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, width) * max(0.0, height)
