"""HTML -> the lines, blocks and tables of a page: resiliparse parses, one linear scan of its markup takes stock.

resiliparse mends markup as browsers do and writes it out again with every element closed; scanning that is faster than
walking its tree from Python, and no depth of nesting troubles it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from resiliparse.parse.html import HTMLTree

from .extracted import Unreadable
from .formats import number
from .layout import raised, tidy
from .page import BREAK, END_LINK, END_RAISED, LINK, MARKS, OURS, RAISED, Block, Cell, Line, Page, Table

# In the markup that resiliparse writes, no value of an attribute holds a bare < or >.
TOKEN = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)([^>]*)>|<!--.*?-->|<![^>]*>|<\?[^>]*>", re.DOTALL)
ATTRIBUTE = re.compile(r'([^\s="/]+)="([^"]*)"')
RAW = re.compile(r"<(script|style|iframe|noembed|noframes|xmp|plaintext)\b[^>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL)
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "wbr"])
# What is no text of the page, or works the page.
SKIPPED = frozenset(
    [
        "head", "template", "svg", "canvas", "video", "audio", "object", "applet", "map", "select", "button",
        "textarea", "datalist", "dialog", "noscript", "rt", "rp", "nav", "menu", "progress", "meter", "marquee",
    ]
)  # fmt: skip
# Elements that make lines but are no blocks by which the text is found.
PARTS = frozenset(
    [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "tbody", "thead", "tfoot", "caption", "dt", "dd", "legend",
        "summary", "figcaption", "pre", "hr",
    ]
)  # fmt: skip
BLOCKS = PARTS | frozenset(
    [
        "html", "body", "address", "article", "aside", "blockquote", "center", "details", "div", "dl", "fieldset",
        "figure", "footer", "form", "header", "hgroup", "li", "main", "ol", "section", "table", "td", "th", "ul",
        "dir", "listing", "search",
    ]
)  # fmt: skip
HEADINGS = frozenset(["h1", "h2", "h3"])
LISTS = frozenset(["ol", "ul", "dir"])
HINTS = ("class", "id", "role")
# Elements of whose attributes only some matter.
PLAIN = PARTS | {"div", "td", "th", "table", "section"}
TELLS = re.compile("class=|id=|role=|span=")
# Elements that without attributes do no more than end a line, and blocks that mean more than that.
LINES = PARTS - HEADINGS - {"tr", "pre"}
MEANT = HEADINGS | LISTS | {"td", "th", "table", "tr", "li", "pre", "listing"}
STARTS = BLOCKS | {"a", "sup", "br", "meta"}
ENDS = BLOCKS | {"a", "sup"}
HIDES = re.compile(r'\shidden=|aria-hidden="true"|display\s*:\s*none|visibility\s*:\s*hidden', re.IGNORECASE)
FORMATTING = re.compile(r"<(/?)(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b[^>]*>", re.IGNORECASE)
NESTING = re.compile(
    r"<(/?)(?:div|section|article|main|blockquote|center|ul|ol|dl|table|form|object|ins|del|sub|sup|label|fieldset)\b",
    re.IGNORECASE,
)
ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
WITHOUT_TEXT = re.compile(r"<(script|style|head|iframe|noscript|select)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
TAGS = 1_500_000
# Browsers open unclosed formatting anew in every block that follows, which multiplies it; beyond this it is left out.
SPREAD = 2_000_000
# Beyond this a page's nesting is a fault or an attack; it is read flat.
OPEN_AT_ONCE = 5_000
LIST_FORMS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "decimal": "decimal",
    "decimal-leading-zero": "decimalZero", "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter",
    "lower-latin": "lowerLetter", "upper-latin": "upperLetter", "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}  # fmt: skip
HAN_FORMS = {
    "cjk-ideographic": "chineseCountingThousand", "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand", "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional", "japanese-informal": "japaneseCounting",
    "cjk-decimal": "ideographDigital", "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}  # fmt: skip
LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([^;\"]+)", re.IGNORECASE)
# An item that brings its own marker gets none of the list's.
MARKED = re.compile(
    r"[(（\[【〔]?\s?(?:[一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾貳參陸]{1,5}|\d{1,3}|[a-zA-Z]{1,4})\s?[)）\]】〕、.．]"
    r"|[①-⑳●○◆◇■□▪•·★☆※➢►‧∙–—-]|第[一二三四五六七八九十百\d]{1,5}[章节条、,，是]"
    r"|[一二三四五六七八九十]{1,3}[是要]"
)


def scan(source: str) -> Page:
    """The lines, blocks and tables of a page's markup."""
    tags = source.count("<")
    if tags > TAGS:
        raise Unreadable(f"it has more than {TAGS:,} tags, which no page has; split it")
    if tags * tags > SPREAD and _open_at_once(FORMATTING, source) * tags > SPREAD:
        source = FORMATTING.sub("", source)
    if tags > OPEN_AT_ONCE and _open_at_once(NESTING, source) > OPEN_AT_ONCE:
        source = _flat(source)
    document = HTMLTree.parse(source).document
    markup = (document.html if document is not None else None) or ""
    if any(mark in markup for mark in (LINK, END_LINK, RAISED, END_RAISED, BREAK)):
        markup = OURS.sub("", markup)
    return _Scan(markup).page


def _open_at_once(tags: re.Pattern[str], source: str) -> int:
    """How many of some elements stand open at once, at most."""
    now = most = 0
    for m in tags.finditer(source):
        if m[1]:
            now = max(0, now - 1)
        else:
            now += 1
            most = max(most, now)
    return most


def _flat(source: str) -> str:
    """A page without its nesting: the text with a break where a block began or ended."""
    source = WITHOUT_TEXT.sub(" ", source)
    flat = ANY_TAG.sub(lambda m: "<br>" if m[2].lower() in BLOCKS or m[2].lower() == "br" else "", source)
    return f"<body>{flat}"


def attributes(text: str) -> dict[str, str]:
    """The attributes of a start tag as resiliparse writes it, with their names in lower case."""
    found: dict[str, str] = dict(ATTRIBUTE.findall(text))
    return {name: unescape(value) for name, value in found.items()} if "&" in text else found


# Whether it ends an element, the name, the attributes, the text behind it.
Token = tuple[str, str, str, str]


class _Scan:
    """One run over clean markup."""

    def __init__(self, markup: str) -> None:
        self.page = Page()
        self._pieces: list[str] = []
        self._size = 0
        self._links = self._linked = 0
        self._link_from: int | None = None
        self._open: list[int] = []  # blocks that stand open
        self._cells: list[Cell] = []
        self._tables: list[Table] = []
        self._lists: list[tuple[str, int, int]] = []  # form, next number, step
        self._marker = ""
        self._pre = self._headings = 0
        self._raised: list[int] = []
        self._raises = False
        self._run(markup)

    def _run(self, markup: str) -> None:
        parts = TOKEN.split(RAW.sub("", markup))
        hides = "hidden" in markup or "display" in markup
        self._text(parts[0])
        tokens = zip(parts[1::4], parts[2::4], parts[3::4], parts[4::4], strict=True)
        for end, name, about, text in tokens:
            if name is None:
                pass
            elif end:
                if name in ENDS:
                    self._end(name)
            elif name in SKIPPED or (hides and about and self._hides(name, about)):
                text = self._skip(tokens, name)
            elif name in STARTS or (about and " id=" in about):
                self._start(name, about)
            if text and (text != "\n" or self._pieces or self._pre or self._link_from is not None):
                self._text(text)
        self._flush()
        for i in self._open:
            self.page.blocks[i].last = len(self.page.lines)

    def _text(self, text: str) -> None:
        if "&" in text:
            text = OURS.sub("", unescape(text))
        if self._pre and "\n" in text:
            self._preformatted(text)
        elif self._pieces or self._link_from is not None or not text.isspace():
            # Blanks between blocks are no line.
            self._pieces.append(text)
            self._size += len(text)

    @staticmethod
    def _hides(name: str, about: str) -> bool:
        if "hidden" not in about and "display" not in about:
            return False
        return name not in VOID and name not in ("html", "body") and HIDES.search(about) is not None

    def _skip(self, tokens: Iterator[Token], name: str) -> str:
        """Passes over an element whose text is not read, and gives what stands behind it; reads a head's metadata."""
        if name in BLOCKS:
            self._flush()
        depth = 1
        for end, inner, about, text in tokens:
            if inner == name:
                depth += -1 if end else 1
                if not depth:
                    return text
            elif name == "head" and not end:
                self._in_head(inner, about, text)
        return ""

    def _in_head(self, name: str, about: str, text: str) -> None:
        if name == "title" and not self.page.title:
            self.page.title = tidy(unescape(text))
        elif name == "meta":
            self._meta(about)

    def _meta(self, text: str) -> None:
        found = attributes(text)
        name = found.get("name") or found.get("property") or found.get("itemprop") or ""
        if name and found.get("content"):
            self.page.meta.setdefault(name.lower(), tidy(found["content"]))

    def _start(self, name: str, text: str) -> None:
        if name == "br":
            self._flush()
            return
        is_block = name in BLOCKS
        if is_block and self._pieces:
            self._flush()
        about = attributes(text) if text and (name not in PLAIN or TELLS.search(text)) else {}
        if not about and name in LINES:
            return
        anchor = about.get("id") or (about.get("name") if name == "a" else None)
        if is_block:
            self._start_block(name, about)
        elif name == "a":
            self._start_link(about)
        elif name == "meta":
            self._meta(text)
        elif name == "sup":
            self._raised.append(len(self._pieces))
            self._raises = True
            self._pieces.append(RAISED)
        if anchor:
            self.page.anchors.setdefault(anchor, (len(self.page.lines), self._open[-1] if self._open else 0))

    def _start_link(self, about: dict[str, str]) -> None:
        href = about.get("href", "")
        self._link_from = None
        if href:
            self._links += 1
            self._link_from = self._size
            if "#" in href and len(href) > 1:
                self.page.hrefs.append(href.rpartition("#")[2])
                self._pieces.append(f"{LINK}{len(self.page.hrefs) - 1}{BREAK}")

    def _start_block(self, name: str, about: dict[str, str]) -> None:
        page = self.page
        if name in MEANT:
            self._start_meant(name, about)
        if name in PARTS and not about:
            return
        hint = " ".join([about[key] for key in HINTS if about.get(key)]).lower() if about else ""
        page.blocks.append(Block(name, hint, len(page.lines), 0, self._cells[-1] if self._cells else None))
        self._open.append(len(page.blocks) - 1)

    def _start_meant(self, name: str, about: dict[str, str]) -> None:
        page, here = self.page, len(self.page.lines)
        if name in ("td", "th") and self._tables:
            table = self._tables[-1]
            cell = Cell(table, table.rows, _span(about.get("colspan"), 100), _span(about.get("rowspan"), 5000), here)
            table.cells.append(cell)
            self._cells.append(cell)
        elif name == "table":
            outer = self._cells[-1] if self._cells else None
            for table in self._tables:
                table.nests = True
            made = Table(outer, first=here)
            page.tables.append(made)
            self._tables.append(made)
        elif name == "tr" and self._tables:
            self._tables[-1].rows += 1
        elif name in LISTS:
            self._start_list(name, about)
        elif name == "li":
            self._start_item(about)
        elif name in ("pre", "listing"):
            self._pre += 1
        elif name in HEADINGS:
            self._headings += 1

    def _start_list(self, name: str, about: dict[str, str]) -> None:
        style = LIST_STYLE.search(about.get("style", ""))
        named = re.findall(r"[\w-]+", style[1].lower()) if style else []
        form = LIST_FORMS.get(about.get("type", "1"), "decimal") if name == "ol" else "bullet"
        for word in named:
            form = "none" if word == "none" else HAN_FORMS.get(word) or LIST_FORMS.get(word) or form
        step = -1 if "reversed" in about else 1
        first = about.get("start", "")
        self._lists.append((form, int(first) if re.fullmatch(r"-?\d{1,6}", first) else 1, step))

    def _start_item(self, about: dict[str, str]) -> None:
        self._marker = ""
        if not self._lists:
            return
        form, value, step = self._lists[-1]
        given = about.get("value", "")
        if given and re.fullmatch(r"-?\d{1,6}", given):
            value = int(given)
        self._lists[-1] = (form, value + step, step)
        if form == "bullet":
            self._marker = "•"
        elif form != "none":
            self._marker = number(value, form) + ("、" if form in HAN_FORMS.values() else ".")

    def _end(self, name: str) -> None:
        if name == "a":
            self._end_link()
        elif name == "sup" and self._raised:
            self._end_raised()
        elif name in BLOCKS:
            if self._pieces:
                self._flush()
            if self._open and self.page.blocks[self._open[-1]].tag == name:
                self.page.blocks[self._open.pop()].last = len(self.page.lines)
            if name in MEANT:
                self._end_meant(name)

    def _end_link(self) -> None:
        if self._link_from is not None:
            self._linked += max(0, self._size - self._link_from)
            self._link_from = None
        self._pieces.append(END_LINK)

    def _end_raised(self) -> None:
        start = self._raised.pop()
        if start >= len(self._pieces):
            return
        inner = "".join(self._pieces[start + 1 :])
        before = "".join(self._pieces[max(0, start - 3) : start])
        if LINK not in inner:
            inner = raised(inner, OURS.sub("", before))
        self._pieces[start:] = [f"{RAISED}{inner}{END_RAISED}"]

    def _end_meant(self, name: str) -> None:
        if name in ("td", "th") and self._cells:
            self._cells.pop().last = len(self.page.lines)
        elif name == "table" and self._tables:
            self._tables.pop().last = len(self.page.lines)
        elif name in LISTS and self._lists:
            self._lists.pop()
        elif name == "li":
            self._marker = ""
        elif name in ("pre", "listing"):
            self._pre = max(0, self._pre - 1)
        elif name in HEADINGS:
            self._headings = max(0, self._headings - 1)

    def _preformatted(self, text: str) -> None:
        """Adds text whose line breaks count."""
        first, *rest = text.replace("\r\n", "\n").split("\n")
        self._add(first)
        for line in rest:
            self._flush()
            self._add(line.replace("\t", " "))

    def _add(self, text: str) -> None:
        self._pieces.append(text)
        self._size += len(text)

    def _flush(self) -> None:
        """Ends the line that is being collected."""
        if not self._pieces:
            return
        whole = "".join(self._pieces)
        text = whole.strip()
        size, self._size, self._pieces = self._size, 0, []
        if self._link_from is not None:
            if text:
                self._linked += max(0, size - self._link_from)
            self._link_from = 0
        if not text:
            return
        marked = self._links > 0 or self._raises
        words = text.replace(END_LINK, "") if marked else text
        # Most lines have no other mark and no blank but single spaces, which is seen faster than they are gone through.
        if "  " in text or not words.isprintable():
            text = tidy(whole)
            words = MARKS.sub("", text) if marked else text
        if words and not words.isspace():
            self._add_line(text, words)
        self._raises = False
        self._raised = []
        self._links = self._linked = 0

    def _add_line(self, text: str, words: str) -> None:
        if self._marker:
            if not MARKED.match(words) and self._linked < len(words):
                gap = " " if self._marker[-1] == "." and words[0].isdigit() else ""
                text, words = self._marker + gap + text, self._marker + gap + words
            self._marker = ""
        cell = self._cells[-1] if self._cells else None
        linked = min(self._linked, len(words)) if self._linked else 0
        self.page.lines.append(Line(text, words.strip(), self._links, linked, cell, self._headings > 0))


def _span(text: str | None, most: int) -> int:
    """The columns or rows that a cell spans."""
    return max(1, min(int(text), most)) if text and re.fullmatch(r"\d{1,5}", text.strip()) else 1
