"""HTML -> text: the main text of a web page, its tables as rows, its notes below it. Nothing is fetched or run."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from email import message_from_bytes
from functools import cache
from importlib.metadata import version

from .extracted import Extracted, Limits, Unreadable
from .layout import Lines, row_line, with_notes
from .mainpart import Main, main_part
from .page import BREAK, END_LINK, END_RAISED, LINK, MARKS, OURS, RAISED, Line, Page, Table
from .scan import scan
from .sniff import HEAD, RESPONSE, is_archive
from .text import BOMS, NotText, decode, normal

CHARSET = re.compile(
    rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w:.-]+)|<\?xml[^>]+encoding\s*=\s*["']([\w.-]+)""", re.IGNORECASE
)
HEADER_CHARSET = re.compile(rb"content-type:[^\r\n]*charset=[\"']?([\w.-]+)", re.IGNORECASE)
WIDER = {
    "gb2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030",
    "ms936": "gb18030", "big5": "big5-hkscs", "big5-hkscs": "big5-hkscs", "x-x-big5": "big5-hkscs", "utf8": "utf-8",
    "iso-8859-1": "", "windows-1252": "", "us-ascii": "", "ascii": "", "latin1": "", "unicode": "",
}  # fmt: skip
# What stands behind the title in a page's head: the names of the site and its channels.
SITE_NAME = re.compile(
    r"\s*(?:[_|｜]|\s[–—-]{1,2}\s|[–—-](?=[^\d]{2,20}(?:网|政府|门户|频道|局|厅|委)[^-]*$)|>>|«|‖).*$"
)
# The share of characters that may be damaged in a page that is read all the same.
DAMAGED = 0.005
TITLES = ("articletitle", "og:title", "dc.title", "dcterms.title", "title", "contenttitle")
DATES = (
    "pubdate", "publishdate", "og:release_date", "article:published_time", "publish_date", "publishtime", "dc.date",
    "dcterms.created", "dcterms.issued", "datepublished", "date", "firstpublishedtime", "releasedate",
)  # fmt: skip
ISSUERS = ("contentsource", "source", "article:author", "dc.publisher", "publisher", "author", "og:article:author")
DATE = re.compile(
    r"((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)|((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)"
)
BODY = re.compile(r"(?:政府|委员会|办公[厅室]|[厅局院部署委办]|人大|政协|国务院|法院|检察院|管委会)$")
SOURCE = re.compile(r"(?:信息来源|文章来源|来源|发布机构)\s*[:：]\s*([^\s:：【\[|]{2,30})")
LABEL = re.compile(
    r"\s*[\[【〔(（]?\s*(?:注|註|note)?\s*(?:\d{1,3}|[①-⑳]|[一二三四五六七八九十]{1,3}|[*†‡]|[a-z]{1,2})"
    r"\s*[\]】〕)）]?\s*",
    re.IGNORECASE,
)
LINKED = re.compile(f"{LINK}(\\d+){BREAK}([^{END_LINK}]*){END_LINK}")
NOTE_HEAD = re.compile(
    r"\s*(?:附(?:件|录)?\s*\d?\s*[:：]?\s*)?(?:[（(【\[]?\s*)?(?:名词解释|名词注释|注\s*释|注\s*解|脚\s*注|尾\s*注|注|参考文献|notes?|footnotes?)"
    r"\s*[)）】\]]?\s*[:：]?\s*",
    re.IGNORECASE,
)
SUP_NOTE = re.compile(rf"{RAISED}\s*([\[〔【(（]\d{{1,3}}[\]〕】)）]|[①-⑳])\s*{END_RAISED}")
OPENS_NOTE = re.compile(r"([\[〔【(（]\d{1,3}[\]〕】)）]|[①-⑳])\s*(?=\S)")
BARE = re.compile(r"[\[〔【(（\]〕】)）]")
OWN_NUMBER = re.compile(r"^(?:\s*[\[〔【(（]?\d{1,3}[\]〕】)）.．、]|•)\s*")
BACK = re.compile(r"[\s↩⏎^↑\ufe0e]+$")


@cache
def reader() -> str:
    """The reader's name with the version of the library underneath."""
    return f"html (resiliparse {version('resiliparse')})"


def extract(data: bytes, limits: Limits) -> Extracted:
    """The main text of a web page; raises Unreadable where it is none or holds no text."""
    source, encoding = decoded(data)
    page = scan(source)
    named = _title(page)
    part = main_part(page, named)
    lines = _written(page, part, limits)
    if not lines.text.strip():
        raise Unreadable(
            "the page holds no text but menus and links; where a script loads it, save the page from the browser"
        )
    title = part.about.get("标题") or part.about.get("名称") or named
    return Extracted(
        lines.text, reader(), encoding, tuple(lines.places), title or None, _issuer(page, part), _date(page, part)
    )


def decoded(data: bytes) -> tuple[str, str]:
    """A page's text and its encoding: by its mark, as UTF-8 where it is that, as it declares, or by its bytes."""
    declared = b""
    if is_archive(data):
        data, declared = _page_of(data)
    response = RESPONSE.match(data)
    if response:
        header = HEADER_CHARSET.search(response[1])
        declared, data = header[1] if header else b"", data[response.end() :]
    if any(data.startswith(bom) for bom, _ in BOMS):
        return _detected(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        if "\0" not in text:
            return normal(text), "utf-8"
    meta = CHARSET.search(data, 0, HEAD)
    names = [declared, *(meta.groups() if meta else ())]
    for name in [n.decode("ascii", "ignore").lower() for n in names if n]:
        try:
            encoding = WIDER.get(name, codecs.lookup(name).name)
            if encoding and not encoding.startswith("utf-16"):
                text = data.decode(encoding, "strict")
                return normal(text.replace("\0", "")), encoding
        except UnicodeDecodeError:
            # A few damaged bytes in a page do not make it unreadable.
            text = data.decode(encoding, "replace")
            if text.count("\ufffd") <= len(text) * DAMAGED:
                return normal(text.replace("\0", "")), encoding
        except LookupError:
            continue
    return _detected(data)


def _page_of(archive: bytes) -> tuple[bytes, bytes]:
    """The page in an archive of it and its pictures, and the charset that the archive says it has."""
    try:
        for part in message_from_bytes(archive).walk():
            page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(page, bytes):
                return page, (part.get_content_charset() or "").encode()
    except (RecursionError, LookupError, ValueError) as error:
        raise Unreadable("it is a damaged web archive (MHTML); save the page again as HTML") from error
    raise Unreadable("it is a web archive (MHTML) without a page in it; save the page again as HTML")


def _detected(data: bytes) -> tuple[str, str]:
    try:
        return decode(data)
    except NotText as error:
        for encoding in ("utf-8", "gb18030"):
            text = data.decode(encoding, "replace").replace("\0", "")
            if text.strip() and text.count("\ufffd") <= len(text) * DAMAGED:
                return normal(text), encoding
        raise Unreadable(str(error)) from error


def _title(page: Page) -> str:
    """What the page calls its text: its metadata, else its head's title without the names of site and channels."""
    for name in TITLES:
        if page.meta.get(name):
            return SITE_NAME.sub("", page.meta[name]) or page.meta[name]
    return SITE_NAME.sub("", page.title) or page.title


def _date(page: Page, part: Main) -> str | None:
    """The date that the page gives: when the document was written, else when it was put out."""
    written = [part.about.get(name, "") for name in ("成文日期", "发文日期", "印发日期", "生成日期")]
    issued = [part.about.get(name, "") for name in ("发布日期", "公开日期")]
    for text in [*written, *issued, *(page.meta.get(name, "") for name in DATES), part.date]:
        m = DATE.search(text)
        if m:
            year, month, day = (int(x) for x in (m.groups()[:3] if m[1] else m.groups()[3:]))
            if 1 <= month <= 12 and 1 <= day <= 31:
                return f"{year:04}-{month:02}-{day:02}"
    return None


def _issuer(page: Page, part: Main) -> str | None:
    """The body that the page names as the document's, where it is one and not a newspaper or a person."""
    named = [part.about.get(name, "") for name in ("发文机关", "制发机关", "发文单位", "公开主体", "发布机构")]
    source = SOURCE.search(part.date)
    for text in [*named, *(page.meta.get(name, "") for name in ISSUERS), source[1] if source else ""]:
        if BODY.search(text.strip()) and len(text) <= 40:
            return text.strip()
    return None


def _written(page: Page, part: Main, limits: Limits) -> Lines:
    """The kept lines as text: notes moved below it, each data table's rows as lines."""
    kept = part.kept
    calls, notes, gone = _notes(page, kept)
    plain, ends = _raised_notes(page, kept) if not notes else ([], set())
    gone |= ends
    lines = Lines(limits.max_bytes)
    tables = 0
    done: set[int] = set()
    for i in kept:
        if i in gone:
            continue
        line = page.lines[i]
        table = _table_of(line)
        if table is None:
            lines.add(_shown(line.text, calls))
        elif id(table) not in done:
            done.add(id(table))
            tables += 1
            for text, row in _rows(page, table, calls, gone):
                lines.add(text, tables, row)
    with_notes(lines, [*(_shown(text, calls) for text in notes), *plain])
    return lines


def _table_of(line: Line) -> Table | None:
    """The table of data that a line stands in."""
    return line.cell.table if line.cell is not None and line.cell.table.is_data else None


def _rows(page: Page, table: Table, calls: dict[int, int], gone: set[int]) -> Iterator[tuple[str, int]]:
    """The rows of a table as lines; a merged cell's text stands in every place that it covers."""
    hanging: dict[int, tuple[str, int]] = {}  # column -> text and rows that it still covers
    rows: dict[int, list[tuple[str, int, int]]] = {}
    for cell in table.cells:
        text = " ".join(_shown(page.lines[i].text, calls) for i in range(cell.first, cell.last) if i not in gone)
        rows.setdefault(cell.row, []).append((text, cell.across, cell.down))
    width = max(sum(across for _, across, _ in cells) for cells in rows.values())
    for row in range(min(rows), table.rows + 1):
        texts: list[str] = []
        cells = rows.get(row, [])
        for text, across, down in cells:
            _fill(texts, hanging)
            for at in range(len(texts), len(texts) + across):
                if down > 1:
                    hanging[at] = (text, down)
            texts += [text] * across
        _fill(texts, hanging)
        hanging = {at: (text, down - 1) for at, (text, down) in hanging.items() if down > 1}
        line = row_line(texts, whole=len(cells) == 1 and cells[0][1] >= max(width, len(texts)))
        if line:
            yield line, row


def _fill(texts: list[str], hanging: dict[int, tuple[str, int]]) -> None:
    """Adds the cells that reach down from the rows above."""
    while len(texts) in hanging:
        texts.append(hanging[len(texts)][0])


def _shown(text: str, calls: dict[int, int]) -> str:
    """A line's text with its calls as `[n]` and without the other marks of links."""
    if text.isprintable():
        return text
    if LINK in text:
        text = LINKED.sub(lambda m: f"[{calls[int(m[1])]}]" if int(m[1]) in calls else m[2], text)
    return MARKS.sub("", text)


def _notes(page: Page, kept: list[int]) -> tuple[dict[int, int], list[str], set[int]]:
    """The calls that link to notes, as numbers by link; the notes; and the lines that they stood in."""
    place = {i: k for k, i in enumerate(kept)}
    calls: dict[int, int] = {}
    numbers: dict[str, int] = {}
    for i in kept:
        if LINK not in page.lines[i].text:
            continue
        for m in LINKED.finditer(page.lines[i].text):
            target = page.hrefs[int(m[1])]
            anchor = page.anchors.get(target)
            if anchor and anchor[0] > i and anchor[0] in place and LABEL.fullmatch(OURS.sub("", m[2])):
                calls[int(m[1])] = numbers.setdefault(target, len(numbers) + 1)
    gone: set[int] = set()
    notes: list[str] = []
    starts = {page.anchors[target][0] for target in numbers}
    for target, number in numbers.items():
        first, inside = page.anchors[target]
        block = page.blocks[inside] if inside < len(page.blocks) else None
        last = block.last if block is not None and block.first == first else first + 1
        pieces: list[str] = []
        for i in range(first, max(last, first + 1)):
            if i > first and i in starts:
                break
            gone.add(i)
            pieces.append(BACK.sub("", OURS.sub("", LINKED.sub(_without_back_link, page.lines[i].text))))
        notes.append(f"[{number}]{OWN_NUMBER.sub('', ' '.join(pieces).strip())}")
    for i in sorted(gone):
        before = place.get(i, 0) - 1
        if before >= 0 and NOTE_HEAD.fullmatch(page.lines[kept[before]].words):
            gone.add(kept[before])
    return calls, notes, gone


def _without_back_link(link: re.Match[str]) -> str:
    return "" if LABEL.fullmatch(link[2]) or BACK.fullmatch(link[2]) else link[2]


def _raised_notes(page: Page, kept: list[int]) -> tuple[list[str], set[int]]:
    """Notes that end the text and open with a number that is called raised above, without links between them."""
    called: set[str] = set()
    for i in kept:
        if RAISED in page.lines[i].text:
            called.update(BARE.sub("", m[1]) for m in SUP_NOTE.finditer(page.lines[i].text))
    at = len(kept)
    while at and called:
        m = OPENS_NOTE.match(page.lines[kept[at - 1]].words)
        if m is None or BARE.sub("", m[1]) not in called:
            break
        at -= 1
    notes = [page.lines[i].words for i in kept[at:]]
    ends = set(kept[at:])
    if notes and at and NOTE_HEAD.fullmatch(page.lines[kept[at - 1]].words):
        ends.add(kept[at - 1])
    return [re.sub(r"^[〔【(（](\d{1,3})[〕】)）]", r"[\1]", note) for note in notes], ends
