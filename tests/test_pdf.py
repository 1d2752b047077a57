"""PDF: records as in the text, columns, heads and feet, tables, footnotes, and files that are broken or hostile."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pypdfium2
import pytest

from harmful import encrypted_pdf, pdf, pdf_of
from records_of import alike
from reformtrace.read import ReadError, ocr, read
from reformtrace.read.aligned import aligned
from reformtrace.read.extracted import Extracted, Limits, Unreadable
from reformtrace.read.flow import lay_out
from reformtrace.read.geometry import Line, Piece, Sheet
from reformtrace.read.grid import Table, mend
from reformtrace.read.margins import without_heads
from reformtrace.read.pdf import extract
from render_pages import CHROMIUM, SOFFICE, convert, to_page, to_pdf_chromium, to_pdf_soffice, to_scan

REPORTS = sorted((Path(__file__).parent.parent / "corpora" / "reports").glob("*.txt"))
FEW = [path for path in REPORTS if path.stem in ("task-list-in-text", "justice-bureau-review")]
needs_soffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
SENTENCES = [
    f"第{n}项改革：全市新建便民站点{n + 9}处，惠及群众{n * 3}万户，办理时限由{n + 5}天压缩到{n}天，工作经验在全省推广，"
    "形成一批可复制可推广的制度成果，基层治理能力明显增强。"
    for n in range(1, 25)
]
PAGE = '<!DOCTYPE html><meta charset="utf-8"><style>@page{size:A4;margin:20mm}body{font:11pt/1.6 "Noto Serif CJK SC"}'
BOXED = (
    PAGE
    + ".b{float:left;width:45%;border:1px solid #888;padding:8px;margin-right:1%}p{margin:0;text-indent:2em}</style>"
)
NOTED = """<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"
 office:mimetype="application/vnd.oasis.opendocument.text"><office:styles>
<style:style style:name="Standard" style:family="paragraph"><style:paragraph-properties fo:text-indent="1cm"/>
<style:text-properties style:font-name-asian="Noto Serif CJK SC" fo:font-size="14pt" style:font-size-asian="14pt"/></style:style>
<style:style style:name="Footnote" style:family="paragraph" style:parent-style-name="Standard">
<style:text-properties fo:font-size="9pt" style:font-size-asian="9pt"/></style:style></office:styles>
<office:body><office:text>%s</office:text></office:body></office:document>"""


def taken(data: bytes) -> Extracted:
    return extract(data, Limits())


def lines(data: bytes) -> list[str]:
    return taken(data).text.splitlines()


@cache
def by_soffice(path: Path) -> bytes:
    return to_pdf_soffice(path.read_text(encoding="utf-8"))


@cache
def by_chromium(path: Path) -> bytes:
    return to_pdf_chromium(to_page(path.read_text(encoding="utf-8")))


@needs_soffice
@pytest.mark.parametrize("path", FEW, ids=lambda path: path.stem)
def test_a_report_printed_by_libreoffice_gives_its_records(path: Path) -> None:
    found = taken(by_soffice(path)).text
    assert alike(path.read_text(encoding="utf-8"), found) >= 0.97
    assert "公报" not in found
    assert "— 1 —" not in found


@needs_chromium
@pytest.mark.parametrize("path", FEW, ids=lambda path: path.stem)
def test_a_report_printed_by_chromium_gives_its_records(path: Path) -> None:
    found = taken(by_chromium(path)).text
    assert alike(path.read_text(encoding="utf-8"), found) >= 0.97
    assert "公报" not in found


@pytest.mark.slow
@needs_soffice
@needs_chromium
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_report_gives_its_records(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert alike(text, taken(by_soffice(path)).text) >= 0.97
    assert alike(text, taken(by_chromium(path)).text) >= 0.97


@needs_chromium
def test_two_columns_are_read_one_after_the_other() -> None:
    style = ".c{column-count:2;column-gap:10mm}p{margin:0;text-indent:2em;text-align:justify}</style>"
    body = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
    found = lines(to_pdf_chromium(f"{PAGE}{style}<h1>望河市改革简报</h1><div class=c>{body}</div>"))
    assert [line for line in found if line.startswith("第")] == SENTENCES


@needs_chromium
def test_two_texts_side_by_side_are_read_one_after_the_other() -> None:
    halves = SENTENCES[:12], SENTENCES[12:]
    boxes = "".join(f"<div class=b>{''.join(f'<p>{line}</p>' for line in half)}</div>" for half in halves)
    found = lines(to_pdf_chromium(f"{BOXED}<h2>两年报告比对：上年报告和本年报告</h2>{boxes}"))
    assert [line for line in found if line.startswith("第")] == SENTENCES


@needs_chromium
def test_merged_cells_are_repeated_and_rows_have_places() -> None:
    table = (
        "<p>下表为主要指标。</p><table><tr><td rowspan=2>类别<td rowspan=2>指标<td colspan=2>目标<td rowspan=2>属性"
        "<tr><td>2025年<td>2030年<tr><td rowspan=2>经济发展<td>地区生产总值增长（%）<td>5.2<td>5.5左右<td>预期性"
        "<tr><td>全员劳动生产率（万元/人）<td>18.1<td>[23]<td>预期性<tr><td colspan=5>二、民生福祉"
        "<tr><td>民生<td>人均预期寿命（岁）<td>79.1<td>80<td>约束性</table><p>注：[ ]内为累计数。</p>"
    )
    style = "table{border-collapse:collapse}td{border:1px solid #000;padding:3pt}</style>"
    found = taken(to_pdf_chromium(PAGE + style + table))
    at = found.text.index("类别")
    assert found.text[at:].splitlines()[:6] == [
        "类别\t指标\t目标\t目标\t属性",
        "类别\t指标\t2025年\t2030年\t属性",
        "经济发展\t地区生产总值增长（%）\t5.2\t5.5左右\t预期性",
        "经济发展\t全员劳动生产率（万元/人）\t18.1\t[23]\t预期性",
        "二、民生福祉",
        "民生\t人均预期寿命（岁）\t79.1\t80\t约束性",
    ]
    rows = [(place.page, place.table, place.row) for place in found.places]
    assert rows[-8:] == [(1, None, None), *((1, 1, row) for row in range(1, 7)), (1, None, None)]


def over_two_pages(above: list[str], below: list[str]) -> tuple[list[str], list[str]]:
    """The rows of a table at a page's foot and of its rest on the next page, once mended."""
    pages = [
        Table(0, 0, 9, 9, [row.split("|") for row in rows], [False] * len(rows), page)
        for page, rows in enumerate((above, below))
    ]
    mend(*pages)
    return tuple(["|".join(row) for row in page.rows] for page in pages)  # type: ignore[return-value]


HEAD_ROW = "类别|序号|任务|单位"


@pytest.mark.parametrize("head", [[], [HEAD_ROW]], ids=["without a header", "with the header again"])
def test_a_row_that_a_page_parts_is_one_and_a_group_goes_on(head: list[str]) -> None:
    above, below = over_two_pages(
        [HEAD_ROW, "物流|1|建站点3个|市商务局", "物流|2|购置车辆5台，日均处理快件2万|市邮政局"],
        [*head, "||件，辐射周边乡镇。|", "|3|建仓储2处|市商务局", "商贸|4|改造集市6个|市商务局"],
    )
    assert above[-1] == "物流|2|购置车辆5台，日均处理快件2万件，辐射周边乡镇。|市邮政局"
    assert below == [*head, "物流|3|建仓储2处|市商务局", "商贸|4|改造集市6个|市商务局"]


def test_rows_of_a_group_that_a_page_parts_stay_apart() -> None:
    above, below = over_two_pages(
        [HEAD_ROW, "物流|2|购置车辆5台，辐射周边乡镇。|市邮政局"], ["|3|建仓储2处|市商务局", "|4|建冷库4座|市商务局"]
    )
    assert above[1:] == ["物流|2|购置车辆5台，辐射周边乡镇。|市邮政局"]
    assert below == ["物流|3|建仓储2处|市商务局", "物流|4|建冷库4座|市商务局"]


def test_a_groups_name_may_stand_on_the_page_below_its_first_rows() -> None:
    above, below = over_two_pages(
        [HEAD_ROW, "物流|1|建站点3个|市商务局", "|2|建仓储2处|市商务局"], ["商贸|3|改造集市6个|市商务局"]
    )
    assert above[1:] == ["物流|1|建站点3个|市商务局", "商贸|2|建仓储2处|市商务局"]
    assert below == ["商贸|3|改造集市6个|市商务局"]


def printed(rows: list[str], starts: list[float], step: float = 20) -> list[list[Line]]:
    """Rows of cells parted by `|` as the lines of a page, each cell at its column's start; an empty one is not there."""
    return [
        [
            Line(text, x, 100 + step * i, x + 10 * len(text), 110 + step * i, 10, 1)
            for text, x in zip(row.split("|"), starts, strict=True)
            if text
        ]
        for i, row in enumerate(rows)
    ]


def test_a_table_without_upright_rules_is_rows_of_cells() -> None:
    rows = printed(
        [
            "指标|单位|2025年|2030年",
            "一、商贸|||",
            "配送中心|个|6|9",
            "农产品网络|%|—|12以上",
            "零售额增长|||",
            "集市|个|58|70",
        ],
        [50, 200, 300, 400],
    )
    (table,), left = aligned([*printed(["前文。"] * 4, [50])[:1], *rows], 3)
    assert table.lines() == [
        "指标\t单位\t2025年\t2030年",
        "一、商贸",
        "配送中心\t个\t6\t9",
        "农产品网络零售额增长\t%\t—\t12以上",
        "集市\t个\t58\t70",
    ]
    assert [row[0].text for row in left] == ["前文。"]


def test_cells_of_one_line_stand_halfway_down_those_of_two() -> None:
    rows = printed(
        ["指标|单位|2025年|2030年", "|||", "农产品网络|||", "|%|31|40", "销售比重|||", "|||", "集市|个|58|70"],
        [50, 200, 300, 400],
        step=6,
    )
    (table,), _ = aligned([row for row in rows if row], 1)
    assert table.lines()[1:] == ["农产品网络销售比重\t%\t31\t40", "集市\t个\t58\t70"]


@pytest.mark.parametrize(
    "rows",
    [
        ["第一章|总则|1", "第二章|职责|4", "第三章|附则|9"],
        ["姓名|单位|职务", "李禾|县水务局|科长", "王青|县农业局|主任"],
        ["各地要加强组织领导统筹推进|形成工作合力确保任务落实|强化督促检查注重总结经验"] * 5,
        ["指标|单位|2030年", "配送中心|个|9"],
    ],
    ids=["contents", "names", "three columns", "two rows"],
)
def test_rows_that_are_no_table_of_figures_stay_lines(rows: list[str]) -> None:
    laid = printed(rows, [50, 250, 450])
    assert aligned(laid, 1) == ([], laid)


@pytest.mark.parametrize("numbers", [["I", "II", "III"], ["iv", "v", "vi"], ["1", "2", "3"]])
def test_pages_may_be_counted_in_roman_numerals(numbers: list[str]) -> None:
    def row(text: str, y: float) -> list[Line]:
        return [Line(text, 50, y, 50 + 10 * len(text), y + 10, 10, 1)]

    pages = [[row(SENTENCES[i], 100), row(SENTENCES[i + 5], 700), row(n, 800 - 30 * i)] for i, n in enumerate(numbers)]
    left = without_heads(pages, [842.0] * 3)
    assert [[r[0].text for r in page] for page in left] == [[SENTENCES[i], SENTENCES[i + 5]] for i in range(3)]


@needs_chromium
def test_a_browsers_own_head_and_foot_are_left_out() -> None:
    found = taken(to_pdf_chromium(f"{PAGE}</style><p>全市新建便民站点46处。</p>")).text
    assert found == "全市新建便民站点46处。\n"


@needs_chromium
def test_radicals_stay_in_the_text() -> None:
    text = "\u2f00是深化改\u9769，新建站点46处。"
    assert taken(to_pdf_chromium(f"{PAGE}</style><p>{text}</p>")).text.startswith(("\u2f00", "\u4e00"))


@needs_soffice
def test_footnotes_are_lifted_and_numbered_through() -> None:
    body = []
    for n in range(1, 13):
        note = (
            f'<text:note text:id="f{n}" text:note-class="footnote"><text:note-citation>{n}</text:note-citation>'
            f'<text:note-body><text:p text:style-name="Footnote">“清单{n}”：第{n}类问题清单，共{n}0项，详见市政府办公厅印发的有关通知'
            f"和配套实施细则，并以第{n}号公告最新公布的目录为准。</text:p></text:note-body></text:note>"
        )
        body.append(
            f'<text:p text:style-name="Standard">全市围绕“清单{n}”{note if n % 3 == 0 else ""}推进改革，新建站点{n}1处，'
            f"工作经验在全省推广。{'各县区结合实际狠抓落实，推动政策直达快享。' * 9}</text:p>"
        )
    found = lines(convert((NOTED % "".join(body)).encode(), "fodt", "pdf"))
    assert len(found) == 17
    assert all(line.startswith(f"全市围绕“清单{n}”") for n, line in enumerate(found[:12], 1))
    assert "“清单3”[1]推进改革" in found[2]
    assert "“清单12”[4]推进改革" in found[11]
    assert found[12] == "注释"
    assert found[14].startswith("[2] “清单6”：第6类问题清单")
    assert found[14].endswith("并以第6号公告最新公布的目录为准。")


def sheet_of(number: int, paragraphs: list[str], unit: float = 1.0, *, rough: bool = False) -> Sheet:
    """A page of paragraphs set in lines of thirty characters, in a unit of its own."""
    pieces, y = [], 60.0 + 40 * number  # else lines that differ in digits alone would be running heads
    for text in paragraphs:
        for i, line in enumerate([text[:28], *(text[k : k + 30] for k in range(28, len(text), 30))]):
            x = 60.0 if i else 88.0
            box = (x * unit, y * unit, (x + 14 * len(line)) * unit, (y + 14) * unit)
            pieces.append(Piece(line, *box, 14 * unit))
            y += 22
    return Sheet(number, 595 * unit, 842 * unit, pieces, rough=rough)


def test_a_page_read_off_a_picture_leaves_the_others_as_they_are() -> None:
    parts = [SENTENCES[:4], SENTENCES[4:8], SENTENCES[8:12]]
    scan = sheet_of(2, parts[1], unit=3, rough=True).scaled(1 / 3)
    found = lay_out([sheet_of(1, parts[0]), scan, sheet_of(3, parts[2])], "pdf", "utf-16", Limits())
    assert found.text.splitlines() == SENTENCES[:12]


def test_plain_pages_need_no_tools() -> None:
    text = "".join(f"第{n}项改革新建站点{n}处，惠及{n}户群众，运行平稳。\n" for n in range(1, 60))
    found = taken(pdf_of(text))
    assert found.reader.startswith("pdf (pypdfium2 ")
    assert found.text == text
    assert [place.page for place in found.places] == [1, 2]


def test_text_turned_on_its_page_is_read_upright() -> None:
    plain = pdf_of("全市新建便民站点46处，惠及群众12万户。\n全省推广。")
    for place in ("0 1 -1 0 300 60", "-1 0 0 -1 535 400", "0 -1 1 0 300 780"):
        turned = plain.replace(b"60 780 Td", f"{place} Tm".encode())
        assert taken(turned).text == taken(plain).text


def test_a_turned_page_is_read_upright() -> None:
    document = pypdfium2.PdfDocument(pdf_of("全市新建便民站点46处，惠及群众12万户。\n全省推广。"))
    found = []
    for turn in (0, 90, 180, 270):
        document[0].set_rotation(turn)
        out = io.BytesIO()
        document.save(out)
        found.append(taken(out.getvalue()).text)
    assert len(set(found)) == 1


def test_pages_are_bounded() -> None:
    assert extract(pdf(5), Limits(max_pages=5)).places[-1].page == 5
    with pytest.raises(Unreadable, match="6 pages, more than 5; raise --max-pages"):
        extract(pdf(6), Limits(max_pages=5))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (encrypted_pdf(), "password"),
        (pdf(20)[:400], "damaged or cut off|no pages"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "damaged or cut off"),
        (pdf(0), "no pages|damaged"),
    ],
    ids=["locked", "cut", "junk", "none"],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=reason) as error:
        read(path)
    assert ";" in error.value.reason


def test_a_scan_without_ocr_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    scan = to_scan(pdf_of("全市新建便民站点46处。"), dpi=60)
    with pytest.raises(Unreadable, match=r"page 1 is a picture without a text layer; install reformtrace\[ocr\]"):
        extract(scan, Limits())


def test_a_blank_page_is_no_scan() -> None:
    document = pypdfium2.PdfDocument(pdf_of("全市新建便民站点46处。"))
    document.new_page(595, 842)
    out = io.BytesIO()
    document.save(out)
    assert taken(out.getvalue()).text == "全市新建便民站点46处。\n"
