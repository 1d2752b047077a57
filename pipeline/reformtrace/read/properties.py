"""What a PDF's or an OFD's own properties say -> a title, an issuing body and a date, where an office set them."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
STAMP = re.compile(r"(?:D:)?(\d{4})-?(\d{2})-?(\d{2})(?:[T ]?(\d{2}):?(\d{2}))?(?::?\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2})?")
# Titles that a program made up of the file's name or its own.
MADE_UP = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)\b.*|.*\.(?:docx?|wps|rtf|xlsx?|pptx?|pdf|ofd|html?|tmp)|"
    r"(?:document|文档|新建.*文档|文件|untitled|未命名.*|无标题.*|about:blank|title|标题|扫描.*|scan.*) ?\d*|[\x00-\x7f]*)",
    re.IGNORECASE,
)
OFFICE = re.compile(r"(?:政府|委员会|办公[厅室]|[厅局院会部署委处])$")


def title_of(words: str | None) -> str | None:
    """A title that a person gave.

    >>> title_of("澜江省数据条例"), title_of("Microsoft Word - 条例.doc"), title_of("page.html")
    ('澜江省数据条例', None, None)
    """
    words = " ".join((words or "").split())
    return None if MADE_UP.fullmatch(words) or "\ufffd" in words or len(words) > 120 else words


def issuer_of(words: str | None) -> str | None:
    """An author that is an office, not a person."""
    words = "".join((words or "").split())
    return words if OFFICE.search(words) and len(words) <= 40 else None


def day_of(stamp: str | None) -> str | None:
    """The day of a time stamp, in China where it tells its zone.

    >>> day_of("D:20260103181422+00'00'"), day_of("2020-01-25"), day_of("yesterday")
    ('2026-01-04', '2020-01-25', None)
    """
    m = STAMP.match((stamp or "").strip())
    if m is None:
        return None
    try:
        year, month, day = int(m[1]), int(m[2]), int(m[3])
        if m[4] is None or m[6] is None:
            return date(year, month, day).isoformat()
        zone = timezone(timedelta(hours=0 if m[6] == "Z" else int(m[6])))
        return datetime(year, month, day, int(m[4]), int(m[5]), tzinfo=zone).astimezone(CHINA).date().isoformat()
    except (ValueError, OverflowError):
        return None
