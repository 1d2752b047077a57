"""A picture of a page -> its text in pieces and its rules, by RapidOCR, whose models come with it."""

from __future__ import annotations

import logging
import re
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

from .geometry import Piece, Sheet

DPI = 200
LONGEST = 4_000  # pixels
LEAST = 32
SURE = 0.5
# A dash between words, which is read as half of one.
BETWEEN = re.compile(r"(?<=\d)一(?=\d)")
LIKE_DASH = re.compile(r"^[—一\-_~]{1,2}")
PERMILLE = re.compile(r"(?<=\d)[%％][0oO○](?!\d)")
DASH = re.compile(r"(?<![—\d%％])—(?![—\d])")


@cache
def is_installed() -> bool:
    """Whether the extra reformtrace[ocr] is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def name() -> str:
    """The engine's name with its version."""
    try:
        return f"rapidocr {version('rapidocr')}"
    except PackageNotFoundError:
        return "rapidocr"


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": LONGEST, "Global.text_score": SURE})


def sheet(picture: Any, number: int) -> Sheet:
    """What stands on the picture of a page."""
    height, width = picture.shape[:2]
    page = Sheet(number, float(width), float(height), rough=True)
    if min(height, width) < LEAST:
        return page
    found = _engine()(picture, use_det=True, use_cls=True, use_rec=True)
    if found.boxes is None or found.txts is None:
        return page
    for corners, text in zip(found.boxes, found.txts, strict=True):
        xs, ys = [float(p[0]) for p in corners], [float(p[1]) for p in corners]
        x0, y0, x1, y1 = max(0.0, min(xs)), max(0.0, min(ys)), max(xs), max(ys)
        if _wide(text) * 2.2 < (x1 - x0) / max(1.0, y1 - y0):
            text = _second_look(picture[int(y0) : int(y1) + 1, int(x0) : int(x1) + 1]) or text
        if text.strip():
            page.pieces.append(_piece(_mended(text), x0, y0, x1, y1))
    page.level, page.upright = _rules(picture)
    _dashed(page)
    return page


def _mended(text: str) -> str:
    """A line's text with what is often misread put right: dashes and per mille signs."""
    return BETWEEN.sub("—", PERMILLE.sub("‰", DASH.sub("——", text)))


def _dashed(page: Sheet) -> None:
    """Puts back the dashes that open a line and are taken for a rule, or for the character that looks like one."""
    dashes = {rule for rule in page.level if rule[2] - rule[1] < 4 * max((p.size for p in page.pieces), default=0)}
    for piece in page.pieces:
        em = piece.size
        for rule in dashes:
            y, x0, x1 = rule
            if not (piece.y0 + 0.2 * em < y < piece.y1 - 0.2 * em and 1.1 * em < x1 - x0 < 2.6 * em):
                continue
            if -0.4 * em < piece.x0 - x1 < 0.9 * em and not piece.text.startswith("—"):
                piece.text, piece.x0 = "——" + piece.text, x0
            elif -0.5 * em < x0 - piece.x0 < 0.5 * em:
                piece.text = "——" + LIKE_DASH.sub("", piece.text)
            else:
                continue
            page.level.remove(rule)
            dashes.discard(rule)
            break


def _second_look(line: Any) -> str:
    """The text of a line of which far too little was read: read again in parts, cut where it is blank."""
    height, width = line.shape[:2]
    parts = max(2, round(width / (8 * height)))
    ink = line.reshape(height, width, -1).min(axis=2).min(axis=0)
    cuts = [0]
    for i in range(1, parts):
        middle = i * width // parts
        near = range(max(cuts[-1] + 1, middle - height), min(width - 1, middle + height))
        # The middle of the widest blank would be best; the lightest column does.
        cuts.append(max(near, key=lambda x: (int(ink[x]), -abs(x - middle)), default=middle))
    cuts.append(width)
    words = []
    for start, end in pairwise(cuts):
        found = _engine()(line[:, start:end], use_det=False, use_cls=False, use_rec=True)
        words += [text for text in (found.txts or ()) if text]
    return "".join(words)


def _wide(text: str) -> float:
    """How many ems a text takes."""
    return sum(1.0 if char >= "\u0250" else 0.5 for char in text)


def _piece(text: str, x0: float, y0: float, x1: float, y1: float) -> Piece:
    """A piece of text; its size of type by its width, since boxes are taller than what they hold."""
    wide = _wide(text)
    height = y1 - y0
    size = min(height, (x1 - x0) / wide) if wide >= 4 else height * 0.8
    return Piece(text, x0, y0, x1, y1, size)


def _rules(picture: Any) -> tuple[list[tuple[float, float, float]], list[tuple[float, float, float]]]:
    """The level and the upright rules of a picture: long dark runs, a few pixels thick."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY) if picture.ndim == 3 else picture
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 15)
    height, width = grey.shape[:2]
    out: list[list[tuple[float, float, float]]] = []
    for across in (True, False):
        reach = max(20, (width if across else height) // (25 if across else 60))
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (reach, 1) if across else (1, reach))
        lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel)
        _, _, stats, _ = cv2.connectedComponentsWithStats(lines)
        rules = []
        for x, y, w, h, _ in stats[1:2000]:
            if across and w > 8 * h:
                rules.append((float(y + h / 2), float(x), float(x + w)))
            elif not across and h > 8 * w:
                rules.append((float(x + w / 2), float(y), float(y + h)))
        out.append(rules)
    return out[0], out[1]
