"""Bundled reports as pages: PDF by LibreOffice and by Chromium, scans of them, and OFD by a small writer of our own."""

from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from html import escape
from itertools import groupby
from pathlib import Path
from typing import Any

import pypdfium2
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from render import body

SOFFICE = shutil.which("soffice")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SECONDS = 180
FONT = "Noto Serif CJK SC"
STYLE = """
@page { size: A4; margin: 28mm 26mm 30mm 28mm;
  @bottom-center { content: "— " counter(page) " —"; font-size: 10pt }
  @top-right { content: "望河市人民政府公报"; font-size: 9pt } }
body { font: 15pt/1.7 "Noto Serif CJK SC", serif; margin: 0 }
p { margin: 0; text-indent: 2em; text-align: justify }
h1 { font-size: 21pt; text-align: center; margin: 0 0 1em }
table { border-collapse: collapse; width: 100%; font-size: 11pt; line-height: 1.4 }
td { border: 1px solid black; padding: 2pt 4pt }
"""


def blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """The lines of a report in blocks, each with whether it is a table."""
    for is_table, group in groupby(body(text), key=lambda row: "\t" in row):
        yield is_table, list(group)


def to_page(text: str, style: str = STYLE) -> str:
    """A report as a plain web page made for the printer."""
    out = [f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>{style}</style><body>']
    first = True
    for is_table, rows in blocks(text):
        if is_table:
            width = max(row.count("\t") for row in rows) + 1
            out.append("<table>")
            for row in rows:
                cells = row.split("\t")
                out.append(
                    "<tr>" + "".join(f"<td>{escape(c)}</td>" for c in [*cells, *[""] * (width - len(cells))]) + "</tr>"
                )
            out.append("</table>")
            continue
        for row in rows:
            out.append(f"<h1>{escape(row)}</h1>" if first else f"<p>{escape(row)}</p>")
            first = False
    return "\n".join(out)


def to_pdf_chromium(html: str) -> bytes:
    """A web page as Chromium prints it."""
    assert CHROMIUM
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page = Path(folder, "page.html")
        page.write_text(html, encoding="utf-8")
        out = Path(folder, "page.pdf")
        _run(
            [
                CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                f"--user-data-dir={folder}/profile", f"--print-to-pdf={out}", page.as_uri(),
            ]
        )  # fmt: skip
        return out.read_bytes()


def to_pdf_soffice(text: str) -> bytes:
    """A report as a Word file set the official way, which LibreOffice prints."""
    return convert(to_typeset(text), "docx", "pdf")


def convert(data: bytes, ending: str, to: str) -> bytes:
    """A file that LibreOffice turned into another format."""
    assert SOFFICE
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"report.{ending}")
        source.write_bytes(data)
        profile = Path(folder, "profile").as_uri()
        _run(
            [
                SOFFICE,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                to,
                "--outdir",
                folder,
                str(source),
            ]
        )
        return Path(folder, f"report.{to.partition(':')[0]}").read_bytes()


def _run(command: list[str]) -> None:
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        process.wait(SECONDS)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)


def to_typeset(text: str) -> bytes:
    """A report as a Word file in the official layout: centred title, first lines indented, a head and page numbers."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Cm(3.7),
        Cm(3.5),
        Cm(2.8),
        Cm(2.6),
    )
    section.header.paragraphs[0].text = "望河市人民政府公报"
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    foot.add_run("— ")
    field = foot.add_run()
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:instrText" if words else "w:fldChar")
        if words:
            element.text = words
        else:
            element.set(qn("w:fldCharType"), kind)
        field._r.append(element)
    foot.add_run(" —")
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = Pt(28)
    first = True
    for is_table, rows in blocks(text):
        if is_table:
            cells = [row.split("\t") for row in rows]
            table = document.add_table(len(cells), max(map(len, cells)), style="Table Grid")
            for i, row in enumerate(cells):
                for j, cell in enumerate(row):
                    _small(table.cell(i, j).paragraphs[0], cell)
            continue
        for line in rows:
            paragraph = document.add_paragraph(line)
            if first:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                paragraph.runs[0].font.size = Pt(22)
            else:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
                paragraph.paragraph_format.first_line_indent = Pt(32)
            first = False
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _small(paragraph: Any, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(10.5)
    paragraph.paragraph_format.line_spacing = Pt(14)


def to_scan(pdf: bytes, dpi: int = 200) -> bytes:
    """A PDF whose pages are pictures of the pages of another."""
    source = pypdfium2.PdfDocument(pdf)
    pictures = [page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L") for page in source]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, quality=80)
    return out.getvalue()


# ---- OFD: pages of 210 by 297 mm, text in lines as a typesetter would break them, tables with their rules.
NAMESPACE = "http://www.ofdspec.org/2016"
LEFT, TOP, WIDTH, HEIGHT = 28.0, 37.0, 156.0, 225.0
SIZE, PITCH = 5.6, 10.0
NO_START = "，。、；：！？）》”’」』】％%"


def to_ofd(text: str, *, delta: str = "list") -> bytes:
    """A report as OFD; `delta` says how the steps of characters are written: `list`, `repeat` (`g n v`) or `single`."""
    writer = _Ofd(delta)
    first = True
    for is_table, rows in blocks(text):
        if is_table:
            writer.table([row.split("\t") for row in rows])
            continue
        for row in rows:
            writer.paragraph(row, title=first)
            first = False
    return writer.file()


class _Ofd:
    """Sets paragraphs and tables on pages and writes them as the standard's XML."""

    def __init__(self, delta: str) -> None:
        self._delta = delta
        self._pages: list[list[str]] = [[]]
        self._y = TOP
        self._id = 100

    def paragraph(self, text: str, *, title: bool) -> None:
        size = 7.7 if title else SIZE
        indent = 0.0 if title else 2 * size
        for line, used in _broken(text, WIDTH, size, indent):
            x = LEFT + (WIDTH - used) / 2 if title else LEFT + indent
            if self._y + PITCH > TOP + HEIGHT:
                self._turn()
            self._text(line, x, self._y, size)
            self._y += PITCH
            indent = 0.0

    def table(self, rows: list[list[str]]) -> None:
        columns = max(map(len, rows))
        narrow = [max(len(r[i]) if i < len(r) else 0 for r in rows) <= 3 for i in range(columns)]
        wide = (WIDTH - 18.0 * sum(narrow)) / max(1, columns - sum(narrow))
        widths = [18.0 if n else wide for n in narrow]
        for row in rows:
            cells = [[w for w, _ in _broken(c, width - 3, 3.7, 0)] for c, width in zip(row, widths, strict=False)]
            height = 5.0 * max(map(len, cells)) + 2.0
            if self._y + height > TOP + HEIGHT:
                self._turn()
            x = LEFT
            for i, width in enumerate(widths):
                self._rule(x, self._y, width, height)
                for j, line in enumerate(cells[i] if i < len(cells) else []):
                    self._text(line, x + 1.5, self._y + 1.0 + 5.0 * j, 3.7)
                x += width
            self._y += height

    def _turn(self) -> None:
        self._pages.append([])
        self._y = TOP

    def _rule(self, x: float, y: float, width: float, height: float) -> None:
        self._id += 1
        self._pages[-1].append(
            f'<ofd:PathObject ID="{self._id}" Boundary="{x:.2f} {y:.2f} {width:.2f} {height:.2f}" LineWidth="0.25">'
            f"<ofd:AbbreviatedData>M 0 0 L {width:.2f} 0 L {width:.2f} {height:.2f} L 0 {height:.2f} C</ofd:AbbreviatedData>"
            "</ofd:PathObject>"
        )

    def _text(self, text: str, x: float, y: float, size: float) -> None:
        steps = [_advance(c, size) for c in text]
        parts = [(text, x, steps)]
        if self._delta == "single":
            parts, at = [], x
            for char, step in zip(text, steps, strict=True):
                parts.append((char, at, [step]))
                at += step
        for words, left, widths in parts:
            self._id += 1
            delta = _steps(widths[:-1], self._delta)
            self._pages[-1].append(
                f'<ofd:TextObject ID="{self._id}" Boundary="{left:.3f} {y:.3f} {sum(widths):.3f} {size:.3f}" Font="2" Size="{size}">'
                f'<ofd:TextCode X="0" Y="{size * 0.86:.3f}"{delta}>{escape(words)}</ofd:TextCode></ofd:TextObject>'
            )

    def file(self) -> bytes:
        """The package: a template with a running head on every page, the page's number at its foot."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(
                "OFD.xml",
                _xml("OFD", "<ofd:DocBody><ofd:DocInfo><ofd:DocID>1</ofd:DocID><ofd:CreationDate>2026-03-04</ofd:CreationDate>"
                     "</ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>",
                     ' Version="1.0" DocType="OFD"'),
            )  # fmt: skip
            pages = "".join(
                f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/Page_{i}/Content.xml"/>' for i in range(len(self._pages))
            )
            package.writestr(
                "Doc_0/Document.xml",
                _xml("Document", '<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>'
                     '<ofd:PublicRes>PublicRes.xml</ofd:PublicRes><ofd:TemplatePage ID="90" BaseLoc="Tpls/Tpl_0/Content.xml"/>'
                     f"</ofd:CommonData><ofd:Pages>{pages}</ofd:Pages>"),
            )  # fmt: skip
            package.writestr(
                "Doc_0/PublicRes.xml", _xml("Res", '<ofd:Fonts><ofd:Font ID="2" FontName="仿宋"/></ofd:Fonts>')
            )
            package.writestr(
                "Doc_0/Tpls/Tpl_0/Content.xml",
                _page(
                    '<ofd:TextObject ID="91" Boundary="28 20 40 4" Font="2" Size="3.5"><ofd:TextCode X="0" Y="3" DeltaX="g 8 3.5">'
                    "望河市人民政府公报</ofd:TextCode></ofd:TextObject>",
                    "",
                ),
            )
            for i, inside in enumerate(self._pages):
                number = f"— {i + 1} —"
                foot = (
                    f'<ofd:TextObject ID="{9000 + i}" Boundary="98 275 14 5" Font="2" Size="4.9">'
                    f'<ofd:TextCode X="0" Y="4.2" DeltaX="4.9 2.45 2.45 2.45">{number}</ofd:TextCode></ofd:TextObject>'
                )
                package.writestr(
                    f"Doc_0/Pages/Page_{i}/Content.xml",
                    _page("".join([*inside, foot]), '<ofd:Template TemplateID="90" ZOrder="Background"/>'),
                )
        return out.getvalue()


def _xml(root: str, inside: str, attributes: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:{root} xmlns:ofd="{NAMESPACE}"{attributes}>{inside}</ofd:{root}>'
    )


def _page(inside: str, template: str) -> str:
    return _xml(
        "Page", f'{template}<ofd:Area><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:Area>'
        f'<ofd:Content><ofd:Layer ID="7">{inside}</ofd:Layer></ofd:Content>',
    )  # fmt: skip


def _advance(char: str, size: float) -> float:
    return size / 2 if char < "\u0250" else size


def _steps(steps: list[float], how: str) -> str:
    if not steps:
        return ""
    if how == "list":
        return ' DeltaX="' + " ".join(f"{s:g}" for s in steps) + '"'
    out = []
    for step, group in groupby(steps):
        count = len(list(group))
        out.append(f"g {count} {step:g}" if count > 1 else f"{step:g}")
    return f' DeltaX="{" ".join(out)}"'


def _broken(text: str, width: float, size: float, indent: float) -> Iterator[tuple[str, float]]:
    """The lines of a paragraph and how far each reaches: no figure or word is parted, no mark opens a line."""
    line, used = "", indent
    for token in _tokens(text):
        step = sum(_advance(c, size) for c in token)
        if line and used + step > width and not (token in NO_START and used < width):
            yield line, used
            line, used = "", 0.0
        line += token
        used += step
    if line:
        yield line, used


def _tokens(text: str) -> Iterator[str]:
    """Characters, with figures and Latin words kept whole; a closing mark sticks to what stands before it."""
    token = ""
    for char in text:
        joins = token and ((char < "\u0250" and not char.isspace() and token[-1] < "\u0250") or char in NO_START)
        if joins:
            token += char
        else:
            if token:
                yield token
            token = char
    if token:
        yield token
