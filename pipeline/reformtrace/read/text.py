"""Bytes -> text: plain text and Markdown in UTF-8, UTF-16, GB18030 or Big5."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

from ..patterns import pattern

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# As many characters as tell one encoding from another; the whole text is decoded strictly all the same.
SAMPLE = 50_000
# Below this share of everyday characters a text is one only by accident of its bytes.
PLAUSIBLE = 0.5
RARE = 0.5
EVERYDAY = "[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e\n\r\t -~“”‘’—…·①-⑳]"
NO_HAN = pattern("[^\u4e00-\u9fff]+")
HAN_OR_ASCII = pattern("[\x00-\x7f\u4e00-\u9fff]+")
# The first bytes of common characters and of marks.
GB_COMMON = bytes([*range(0xA1, 0xA4), *range(0xB0, 0xD8)])
BIG5_COMMON = bytes([*range(0xA1, 0xA3), *range(0xA4, 0xC7)])
CONTROL = pattern("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


class NotText(ValueError):
    """Bytes that hold no text in an encoding that is read; says why and how to mend it."""


def decode(data: bytes) -> tuple[str, str]:
    r"""The text of bytes with `\n` for every newline and without a BOM, and the encoding it was in.

    >>> decode("全市新增就业3.2万人。\r\n".encode("gb18030"))
    ('全市新增就业3.2万人。\n', 'gb18030')
    >>> decode("全市新增就業3.2萬人。".encode("big5"))
    ('全市新增就業3.2萬人。', 'big5-hkscs')
    """
    text, encoding = _decode(data)
    if "\0" in text or len(CONTROL.findall(text)) > len(text) * 0.002 + 1:
        raise NotText("it is no text: it holds NUL or control bytes; give the document itself as a text file")
    text = normal(text)
    if not text.strip():
        raise NotText("it is empty or holds only white space; give a file with the document's text")
    return text, encoding


def normal(text: str) -> str:
    r"""The text as the contract wants it: newlines as `\n`, no BOM, nothing else changed."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes) -> tuple[str, str]:
    for bom, encoding in BOMS:
        if data.startswith(bom):
            text = _strictly(data[len(bom) :], encoding)
            if text is None:
                raise NotText(f"it starts as {encoding} and goes on as something else; save it as UTF-8 again")
            return text, encoding
    text = _strictly(data, "utf-8")
    if text is not None and "\0" not in text:
        return text, "utf-8"
    found: list[tuple[float, str, str]] = []
    for encodings, share in CANDIDATES:
        for encoding in encodings:
            text = _strictly(data, encoding)
            if text is not None:
                found.append((share(text[:SAMPLE]), text, encoding))
                break
    # The first of the best: GB18030 before Big5 where a word or two read as well in both.
    best = max(found, key=lambda row: row[0], default=(0.0, "", ""))
    if best[0] < PLAUSIBLE:
        if b"\0" in data:
            raise NotText("it is no text: it holds NUL bytes; give the document itself as a text file")
        raise NotText("it is no text in UTF-8, UTF-16, GB18030 or Big5, or it is damaged; save it as UTF-8 again")
    return best[1], best[2]


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _share_in_gb(text: str) -> float:
    """How common the characters are in GB2312: its 3,755 common ones and its marks count whole, GBK's others half."""
    return _share(text, "gb2312", GB_COMMON)


def _share_in_big5(text: str) -> float:
    """How common the characters are in Big5: its 5,401 common ones and its marks count whole, others half."""
    return _share(text, "big5", BIG5_COMMON)


def _share(text: str, standard: str, common: bytes) -> float:
    """The share by the first bytes that a standard's common characters and its marks have."""
    # All characters at once: to encode each on its own takes longer than all else that is done to a text.
    han, others = NO_HAN.sub("", text), HAN_OR_ASCII.sub("", text)
    usual = _count(han, standard, common)
    points = usual + RARE * (len(han) - usual) + _count(others, standard, common)
    return points / (len(han) + len(others)) if han or others else 0.0


def _count(wide: str, standard: str, common: bytes) -> int:
    """How many of the characters have one of the first bytes."""
    leads = wide.encode(standard, "ignore")[::2]
    return len(leads) - len(leads.translate(None, common))


def _share_in_utf16(text: str) -> float:
    """The share of everyday characters, counted only where both orders of the bytes could not pass for Chinese."""
    # Compiled here: few texts are in UTF-16. What was taken for it by mistake has none of these, which takes less to see.
    if not re.search("[\n -~\u3001\u3002\uff0c]", text):
        return 0.0
    everyday = len(re.findall(EVERYDAY, text)) / len(text)
    return everyday if everyday > 0.9 else 0.0


CANDIDATES: tuple[tuple[tuple[str, ...], Callable[[str], float]], ...] = (
    (("gb18030",), _share_in_gb),
    (("big5-hkscs", "cp950"), _share_in_big5),
    (("utf-16-le",), _share_in_utf16),
    (("utf-16-be",), _share_in_utf16),
)
