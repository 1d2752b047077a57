"""What a document says of itself: its title, its date and the body it speaks for."""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import re2

from .dates import close_date, date_in_name, dates
from .issuer import is_body, issuer, person, speaker
from .patterns import pattern
from .read import Document
from .reflow import CHAPTER, lines
from .segment import GAP, SALUTATION, marker_pattern

HEAD = 6000
TAIL = 1500
GENRE = (
    "报告|报告全文|意见|通知|方案|规划|纲要|计划|要点|办法|条例|规定|细则|规则|准则|决定|决议|公告|通告|公报|通报|批复|函|请示"
    "|清单|总结|综述|讲话|致辞|演说|演讲|白皮书|纪要|纪录|记录|预案|指引|指南|章程|建议|说明|预算案|倡议书|宣言|一览表|措施|举措"
    "|简报|公约|声明|令|法"
)
CLOSING = r"(?:\([^()]{1,24}\))*"
NAMED = pattern(rf"(?:{GENRE}){CLOSING}$")
CONCERNING = pattern(rf"关于.+的[^的]{{0,12}}(?:{GENRE}){CLOSING}$")
LABELLED = pattern(r"^(?:标\s*题|名\s*称|公文标题)\s*:\s*(.{4,90})$")
ORDER = pattern(r"令(?:\s*\(?第\s?\S{1,6}\s?号\)?)?$")
NUMBER = pattern(r"^(?:第\s?\S{1,6}\s?号|\(?[^\s()]{0,12}[〔\[(]\d{4}[〕\])]\s?\d+\s?号.*|\d+)$")
# A picture's caption, a news agency's line, the place of the page in its site.
ASIDE = pattern(r"摄(?:影)?\)?$|记者|\d日电|>>| > |https?:|www\.|^(?:来源|作者|编辑)\s*:")
SENTENCE = pattern("[。!?;]")
UNFINISHED = pattern(r"[,、;:。!?]$")
# A piece of the text or of a list, where the text starts in the middle.
PIECE = pattern(r"^[^\w“#]|,.*,|^(?:#+\s*)?第\S{1,3}[章节编]")
# RE2 compiles a class of all characters at once; `re` takes a millisecond.
LISTED: re.Pattern[str] = re2.compile(r"[、:]|^[一-鿿]{1,3} ")
HAN: re.Pattern[str] = re2.compile("[一-鿿]")
WRITTEN = pattern(r"成文日期\s*:?\s*(\S.{5,20})")
PUBLISHED = pattern(r"(?:日期|时间)\s*:\s*(\S.{5,20})")
LATER = pattern(r"\s*(?:起|开始)\s*(?:施行|实施|执行|生效)")
DASH = pattern(r"^[-—─\s]+")
OPENING = pattern(r"[-—─\s(]*")
OCCASION = pattern(r".{0,12}[在于].+(?:上|会|报告)|.{0,40}(?:公布|发布|通过|印发)")
SPACE = pattern(r"\s+")
HOUR = pattern(r"\d{1,2}\s?[:时点]\s?\d{1,2}")


class About(NamedTuple):
    """Title, date and issuer of a document, simplified; each None where nothing says it."""

    title: str | None
    date: str | None
    issuer: str | None


def about(document: Document, text: str) -> About:
    """What a document says of itself; `text` is its text in simplified script with folded widths."""
    above, body = _above(text)
    found = title(above, body)
    signature, signed = _signature(text)
    day = document.date or _date(text, above, found, signed)
    return About(
        found or document.title,
        day or date_in_name(Path(document.source).name) or document.file_date,
        issuer(text[:HEAD], text[-TAIL:], above, found, signature) or document.issuer,
    )


def _above(text: str) -> tuple[list[str], str]:
    """The lines that stand above the body of a text (title, dated line, names), and the line that opens the body.

    Below an order that puts a regulation into force, the regulation's own title counts as well.
    """
    above: list[str] = []
    for line in islice(lines(text[:HEAD]), 40):
        words = SPACE.sub(" ", close_date(line.text)).strip()
        if ASIDE.search(words) and not _is_dated(words):
            continue
        if SALUTATION.match(words) or (marker_pattern().match(words) and not DASH.match(words)):
            return above, words
        if CHAPTER.match(words) and not words.startswith("#"):
            return above, words
        if (SENTENCE.search(words) or len(words) > 90) and not _is_dated(words):
            if _orders(above):
                continue
            return above, words
        if words.endswith(":") and len(words) > 6:
            return above, words
        above.append(words)
    return above, ""


def _orders(above: list[str]) -> bool:
    """Whether the lines open with an order: `中华人民共和国国务院令`, `第707号`."""
    return any(ORDER.search(line) for line in (*above[:1], "".join(above[:2])))


def _is_dated(line: str) -> bool:
    """Whether a line says when and where: `——2026年1月28日在…会议上`, `(2026年1月27日…通过)`.

    >>> _is_dated("(2026年1月23日望河市人民政府令第57号公布)"), _is_dated("2026年1月23日,全市完成改革。")
    (True, False)
    """
    found = dates(line)
    if not found:
        return False
    if line.startswith("(") and line.endswith(")") and not SENTENCE.search(line):
        return True
    start = OPENING.match(line)
    return start is not None and found[0][0] <= start.end() + 4 and OCCASION.match(line, found[0][1]) is not None


def title(above: list[str], body: str) -> str | None:
    """The title among the lines above a body: a line, or several, that end as documents are named; else the first.

    >>> title(["澜江省人民政府关于加快", "数据开放的实施意见", "澜政发〔2025〕3号"], "各市人民政府:")
    '澜江省人民政府关于加快数据开放的实施意见'
    >>> title(["望河日报 > 要闻", "政 府 工 作 报 告"], "各位代表:")
    '政府工作报告'
    """
    order = None
    for i, line in enumerate(above):
        labelled = LABELLED.match(line)
        if labelled:
            return _plain(labelled[1])
        if not _may_be_title(line):
            continue
        if ORDER.search(line) and not NAMED.search(re.sub("令$", "", line)):
            order = order or line
            continue
        several = _several(above, i)
        if several:
            return _plain(several)
        plain = _plain(line)
        if NAMED.search(plain) and len(plain) >= 6:
            return plain
    if above and body and not order and _may_be_title(above[0]):
        plain = _plain(above[0])
        wording = 8 <= len(plain) <= 40 and len(HAN.findall(plain)) >= len(plain) / 2 and not LISTED.search(plain)
        # A comma is for a motto over an address; elsewhere such a line is a piece of the text.
        if wording and (SALUTATION.match(body) or "," not in plain):
            return plain
    return order


def _several(above: list[str], i: int) -> str | None:
    """A title `…关于…的意见` that starts at a line and may go on over the next three."""
    joined = ""
    for line in above[i : i + 4]:
        if joined and (NUMBER.match(line) or _is_dated(line) or line.startswith("(")):
            return None
        joined += line
        if "关于" not in joined and not is_body(joined):
            return None
        if CONCERNING.search(joined):
            return joined
    return None


def _may_be_title(line: str) -> bool:
    if DASH.match(line) or line.startswith(("《", "(", "[", "<")) or "\t" in line or UNFINISHED.search(line):
        return False
    if PIECE.search(line) or _is_dated(line):
        return False
    return not (NUMBER.match(line) or ASIDE.search(line) or person(line) or speaker(line) or _is_lone_date(line))


def _plain(line: str) -> str:
    return SPACE.sub(" ", GAP.sub("", re.sub(r"^#{1,6}\s*", "", line))).strip()


def _is_lone_date(line: str) -> bool:
    found = dates(line)
    return bool(found) and found[0][0] <= 6 and len(line) - found[0][1] <= 14


def _date(text: str, above: list[str], named: str | None, signed: str | None) -> str | None:
    """The date that a text gives, from the surest place to the least sure."""
    inside = dates(named or "")
    if inside:
        return inside[0][2]
    written = _labelled(WRITTEN, text[:HEAD]) or _labelled(WRITTEN, text[-TAIL:])
    if written:
        return written
    alone = [line for line in above if _is_lone_date(line)]
    if alone and _orders(above):
        return dates(alone[0])[0][2]
    for line in above:
        if _is_dated(line):
            held = [(a, iso) for a, b, iso in dates(line) if not LATER.match(line, b)]
            if held:
                return max(iso for _, iso in held) if "修" in line else held[0][1]
    if signed:
        return signed
    loose = [line for line in above if dates(line) and len(line) <= 40]
    loose.sort(key=lambda line: bool(HOUR.search(line)))
    return dates(loose[0])[0][2] if loose else _labelled(PUBLISHED, text[:HEAD])


def _labelled(label: re.Pattern[str], text: str) -> str | None:
    for m in label.finditer(text):
        found = dates(close_date(m[1]))
        if found and found[0][0] <= 2:
            return found[0][2]
    return None


def _signature(text: str) -> tuple[str | None, str | None]:
    """The body that signs a text and the day: a body's line above a line that is a date, or a date at the very end."""
    above = ""
    for line in text.split("\n"):
        if len(line) >= 60 or not (row := line.strip()):
            continue
        if row[-1] == "日" or row[-1].isdigit():
            closed = close_date(row)
            found = dates(closed)
            if found and found[-1][1] == len(closed):
                body = _plain(closed[: found[-1][0]].removesuffix("中华").strip() or close_date(above))
                if is_body(body):
                    return body, found[-1][2]
        above = row
    ends = [close_date(row).strip() for row in text[-TAIL:].split("\n") if row.strip()][-3:]
    for row in reversed(ends):
        found = dates(row)
        if found and found[0][0] <= 3 and found[0][1] == len(row):
            return None, found[0][2]
    return None, None
