"""Word files: what is read of their XML, automatic numbering written out, and packages that are broken or hostile."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document as Word

from records_of import alike
from reformtrace.read import ReadError, read
from reformtrace.read.docx import extract
from reformtrace.read.extracted import Extracted, Limits, Unreadable
from reformtrace.read.formats import number
from reformtrace.read.sniff import is_docx
from render import body, to_docx

REPORTS = sorted((Path(__file__).parent.parent / "corpora" / "reports").glob("*.txt"))
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {NAMES}>{inside}</w:{root}>'


def package(inside: str, **parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", part("document", f"<w:body>{inside}</w:body>"))
        for name, xml in parts.items():
            file.writestr(f"word/{name}.xml", xml)
    return out.getvalue()


def taken(inside: str, **parts: str) -> Extracted:
    return extract(package(inside, **parts), Limits())


def lines(inside: str, **parts: str) -> list[str]:
    return taken(inside, **parts).text.splitlines()


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def in_list(list_id: int, level: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def abstract(name: int, *levels: str) -> str:
    inside = "".join(f'<w:lvl w:ilvl="{i}">{level}</w:lvl>' for i, level in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{name}">{inside}</w:abstractNum>'


def level(form: str, text: str, start: int = 1, more: str = "") -> str:
    return f'<w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/>'


def num(list_id: int, name: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{list_id}"><w:abstractNumId w:val="{name}"/>{overrides}</w:num>'


def start_override(level: int, value: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{value}"/></w:lvlOverride>'


OUTLINE = abstract(
    0, level("chineseCountingThousand", "%1、"), level("chineseCounting", "（%2）"), level("decimal", "%3."),
    level("decimalEnclosedCircle", "%4"),
)  # fmt: skip


@pytest.mark.parametrize("automatic", [True, False], ids=["numbered", "typed"])
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_gives_the_same_records_from_word(path: Path, automatic: bool) -> None:
    text = path.read_text(encoding="utf-8")
    data = to_docx(text, automatic_numbering=automatic)
    found = extract(data, Limits())
    assert alike(text, found.text) >= 0.99
    assert "".join(found.text.split()) == "".join("".join(body(text)).split())
    if automatic:
        # The markers are no text in the file: python-docx does not see them.
        seen = [paragraph.text for paragraph in Word(io.BytesIO(data)).paragraphs]
        typed = re.compile(r"[一二三四五六]、|（[一二三四]）|\d{1,2}\.(?!\d)|第.{1,3}[章节条]　")
        assert not any(typed.match(line) for line in seen)


def test_outline_numbers_run_and_start_anew_below_each_item() -> None:
    numbering = part("numbering", OUTLINE + num(1, 0))
    steps = [0, 1, 2, 2, 3, 1, 2, 0, 1, 2, 3, 3]
    shown = lines("".join(p("项", in_list(1, step)) for step in steps), numbering=numbering)
    assert [line[:-1] for line in shown] == [
        "一、", "（一）", "1.", "2.", "①", "（二）", "1.", "二、", "（一）", "1.", "①", "②",
    ]  # fmt: skip


def test_lists_of_one_kind_count_on_unless_they_say_where_they_start() -> None:
    lists = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, start_override(0, 1)) + num(4, 0, start_override(0, 7))
    order = [1, 1, 2, 3, 3, 1, 4, 4]
    shown = lines("".join(p("项", in_list(i)) for i in order), numbering=part("numbering", lists))
    assert [line[:-1] for line in shown] == ["一、", "二、", "三、", "一、", "二、", "三、", "七、", "八、"]


@pytest.mark.parametrize(
    ("restart", "shown"),
    [("", ["1", "1.1", "2", "2.1"]), ('<w:lvlRestart w:val="0"/>', ["1", "1.1", "2", "2.2"])],
)
def test_a_level_may_run_on_through_the_items_above_it(restart: str, shown: list[str]) -> None:
    lists = abstract(0, level("decimal", "%1"), level("decimal", "%1.%2", more=restart)) + num(1, 0)
    found = lines("".join(p("项", in_list(1, i)) for i in (0, 1, 0, 1)), numbering=part("numbering", lists))
    assert found == [f"{marker} 项" for marker in shown]


def test_numbers_of_upper_levels_in_a_marker() -> None:
    lists = abstract(
        0,
        level("chineseCounting", "第%1章"),
        level("decimal", "%1.%2", more="<w:isLgl/>"),
        level("lowerLetter", "%1-%2-%3)", start=3),
    )
    numbering = part("numbering", lists + num(1, 0))
    found = lines("".join(p("项", in_list(1, i)) for i in (2, 0, 1, 2, 2)), numbering=numbering)
    assert found == ["一-1-c)项", "第一章\u3000项", "1.1 项", "一-1-c)项", "一-1-d)项"]


def test_numbering_comes_through_styles_and_what_they_rest_on() -> None:
    styles = part(
        "styles",
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="B">'
        '<w:name w:val="heading 2"/><w:basedOn w:val="A"/><w:pPr>'
        '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="C"><w:name w:val="c"/><w:basedOn w:val="B"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="R1"><w:basedOn w:val="R2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="R2"><w:basedOn w:val="R1"/></w:style>',
    )
    tied = OUTLINE.replace('<w:lvl w:ilvl="0">', '<w:lvl w:ilvl="0"><w:pStyle w:val="A"/>')
    inside = "".join(p("项", f'<w:pStyle w:val="{style}"/>') for style in "AACB")
    off = p("无", '<w:pStyle w:val="A"/><w:numPr><w:numId w:val="0"/></w:numPr>') + p("环", '<w:pStyle w:val="R1"/>')
    found = lines(inside + off, styles=styles, numbering=part("numbering", tied + num(1, 0)))
    assert found == ["一、项", "二、项", "（一）项", "（二）项", "无", "环"]


def test_a_list_may_take_its_levels_from_a_numbering_style() -> None:
    styles = part(
        "styles",
        '<w:style w:type="numbering" w:styleId="L"><w:name w:val="l"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
        "</w:style>",
    )
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="L"/></w:abstractNum>'
    numbering = part("numbering", OUTLINE + linked + num(1, 0) + num(2, 1))
    assert lines(p("项", in_list(2)), styles=styles, numbering=numbering) == ["一、项"]


def test_a_number_and_a_figure_do_not_run_together() -> None:
    lists = part("numbering", abstract(0, level("decimal", "%1.")) + num(1, 0))
    found = lines(p("5亿元以上项目", in_list(1)) + p("培育", in_list(1)), numbering=lists)
    assert found == ["1. 5亿元以上项目", "2.培育"]


def test_bullets_of_symbol_fonts_are_written_as_signs() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>'
    levels = [level("bullet", "\uf06c") + fonts, level("bullet", "——"), level("bullet", "\uf0b7"), level("none", "")]
    lists = part("numbering", abstract(0, *levels) + num(1, 0))
    assert lines("".join(p("项", in_list(1, i)) for i in range(4)), numbering=lists) == ["●项", "——项", "•项", "项"]


def test_numbers_with_leading_zeros_stand_in_a_choice() -> None:
    form = (
        '<mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1、"/>'
    )
    lists = part("numbering", abstract(0, f'<w:start w:val="9"/>{form}') + num(1, 0))
    assert lines(p("项", in_list(1)) * 2, numbering=lists) == ["009、项", "010、项"]


@pytest.mark.parametrize(
    ("form", "value", "written"),
    [
        ("chineseCounting", 10, "十"), ("chineseCounting", 21, "二十一"), ("chineseCounting", 100, "一〇〇"),
        ("chineseCountingThousand", 110, "一百一十"), ("chineseCountingThousand", 1001, "一千零一"),
        ("taiwaneseCountingThousand", 15, "十五"),
        ("japaneseCounting", 111, "百十一"), ("ideographDigital", 20, "二〇"),
        ("chineseLegalSimplified", 10, "壹拾"), ("ideographLegalTraditional", 3, "參"),
        ("ideographTraditional", 10, "癸"),
        ("ideographTraditional", 11, "11"), ("ideographZodiac", 12, "亥"), ("decimalEnclosedCircle", 21, "㉑"),
        ("decimalEnclosedCircleChinese", 10, "⑩"), ("decimalFullWidth", 12, "１２"), ("decimalZero", 5, "05"),
        ("upperRoman", 1994, "MCMXCIV"), ("lowerRoman", 9, "ix"), ("upperLetter", 27, "AA"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("ordinal", 12, "12th"), ("chicago", 5, "**"), ("unheardOf", 4, "4"), ("decimal", 0, "0"), ("none", 3, ""),
        ("lowerLetter", 99_999, "32767"), ("upperRoman", 32_000, "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMMMM"),
    ],
)  # fmt: skip
def test_number_formats(form: str, value: int, written: str) -> None:
    assert number(value, form) == written


def test_changes_are_read_as_accepted() -> None:
    runs = (
        f"{r('完成')}<w:ins>{r('改革')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        f"<w:moveFrom>{r('移走')}</w:moveFrom><w:moveTo>{r('任务')}</w:moveTo>{r('12项。')}"
    )
    joined = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + r("前半") + "</w:p>" + p("后半。")
    gone = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>全段</w:delText></w:r></w:del></w:p>"
    rows = f"<w:tr><w:trPr><w:del/></w:trPr><w:tc>{p('删行')}</w:tc></w:tr>"
    rows += f"<w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr>"
    found = lines(f"<w:p>{runs}</w:p>{gone}{joined}<w:tbl>{rows}</w:tbl>")
    assert found == ["完成改革任务12项。", "前半后半。", "甲\t乙"]


def test_a_deleted_item_takes_no_number() -> None:
    mark = "<w:rPr><w:del/></w:rPr>"
    gone = f"<w:p><w:pPr>{in_list(1)}{mark}</w:pPr><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>"
    found = lines(p("甲", in_list(1)) + gone + p("丙", in_list(1)), numbering=part("numbering", OUTLINE + num(1, 0)))
    assert found == ["一、甲", "二、丙"]


def test_notes_are_called_in_their_order_and_stand_below() -> None:
    line, note = f'<w:footnote w:id="-1">{p("分隔")}</w:footnote>', p("指甲。") + p("又甲。")
    notes = part("footnotes", f'{line}<w:footnote w:id="2">{note}</w:footnote>')
    ends = part("endnotes", f'<w:endnote w:id="2"><w:p><w:r><w:endnoteRef/></w:r>{r(" 指乙。")}</w:p></w:endnote>')
    inside = (
        f'<w:p>{r("推行“一网”")}<w:r><w:endnoteReference w:id="2"/>'
        f'</w:r>{r("改革")}<w:r><w:footnoteReference w:id="2"/></w:r>'
        f"{r('。')}</w:p>"
    )
    found = lines(inside, footnotes=notes, endnotes=ends)
    assert found == ["推行“一网”[1]改革[2]。", "注释", "[1]指乙。", "[2]指甲。 又甲。"]


def test_what_a_run_may_hold() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    runs = (
        f"{r('占地12km')}{r('2', raised)}{r('，改革')}{r('3', raised)}<w:r>"
        "<w:noBreakHyphen/><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t></w:r>"
        '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/>'
        f'<w:sym w:font="Symbol" w:char="F0A3"/></w:r>{r("隐藏", "<w:vanish/>")}'
        "<w:r><w:ruby><w:rt><w:r><w:t>ㄍㄞˇ</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>改</w:t></w:r></w:rubyBase></w:ruby></w:r>"
        "<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath><w:r><w:br/><w:t>次行\u00ad</w:t><w:tab/><w:t>右</w:t></w:r>"
    )
    assert lines(f"<w:p>{runs}</w:p>") == ["占地12km²，改革[3]-甲乙☑≤改x=1", "次行 右"]


def test_fields_links_and_controls_give_what_they_show() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        f'{r("指令里的字")}<w:r><w:fldChar w:fldCharType="separate"/>'
        f'</w:r>{r("2026年")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    simple = f'<w:fldSimple w:instr="PAGE">{r("第3")}</w:fldSimple><w:hyperlink>{r("号")}</w:hyperlink>'
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{r('文件')}</w:sdtContent></w:sdt>"
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('单击输入')}</w:sdtContent></w:sdt>"
    unended = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    block = f"<w:sdt><w:sdtContent>{p('控件里的段。')}</w:sdtContent></w:sdt>"
    assert lines(f"<w:p>{field}{simple}{control}</w:p>{prompt}{unended}{block}") == ["2026年第3号文件", "控件里的段。"]


def test_the_table_of_contents_is_no_text() -> None:
    styles = part("styles", '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>')
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    control = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('目录')}{p('一、总则 1')}</w:sdtContent></w:sdt>"
    assert lines(control + p("二、目标 2", '<w:pStyle w:val="T1"/>') + p("一、总则"), styles=styles) == ["一、总则"]


def test_text_boxes_are_read_once_and_below_their_paragraph() -> None:
    box = f"<w:txbxContent>{p('框内一。')}{p('框内二。')}</w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps">'
        f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{p('旧框。')}</w:txbxContent></v:textbox></w:pict></w:r>"
    found = lines(f"<w:p>{r('主文')}{both}{r('。')}</w:p><w:p>{old}</w:p>")
    assert found == ["主文。", "框内一。", "框内二。", "旧框。"]


def test_a_table_in_its_place_with_merged_cells_repeated() -> None:
    def cell(text: str, properties: str = "") -> str:
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"

    down, on, wide = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    rows = [
        cell(p("指标"), down) + cell(p("目标"), wide),
        cell(p(""), on) + cell(p("2025年")) + cell(p("2030") + p("年")),
        cell(p("一、经济"), '<w:gridSpan w:val="3"/>'),
        cell(p("总值")) + cell(p("")) + cell(p("5.5")),
        cell(p("")) + cell(p("")) + cell(p("")),
        cell(p("外") + f"<w:tbl><w:tr>{cell(p('内1'))}{cell(p('内2'))}</w:tr></w:tbl>") + cell(p("乙"), wide),
    ]
    table = "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"
    found = taken(p("表前。") + table + p("表后。") + table)
    assert found.text.splitlines()[:7] == [
        "表前。", "指标\t目标\t目标", "指标\t2025年\t2030 年", "一、经济", "总值\t\t5.5",
        "外 内1 内2\t乙\t乙", "表后。",
    ]  # fmt: skip
    places = [(found.text[x.start :].split("\n")[0], x.page, x.table, x.row) for x in found.places]
    assert places[:2] == [("指标\t目标\t目标", None, 1, 1), ("指标\t2025年\t2030 年", None, 1, 2)]
    assert ("外 内1 内2\t乙\t乙", None, 1, 6) in places
    assert ("表后。", None, None, None) in places
    assert places[-1][2:] == (2, 6)


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    row = f"<w:tr><w:tc>{p('专栏1 重点工程')}{p('甲', in_list(1))}{p('乙', in_list(1))}</w:tc></w:tr>"
    found = lines(f"<w:tbl>{row}</w:tbl>", numbering=part("numbering", OUTLINE + num(1, 0)))
    assert found == ["专栏1 重点工程", "一、甲", "二、乙"]


def test_tabs_part_cells_only_where_a_table_was_set_by_hand() -> None:
    tab = "<w:r><w:tab/></w:r>"
    typed = f"<w:p>{r('1.')}{tab}{r('总则')}</w:p>"
    by_hand = f"<w:p>{r('指标')}{tab}{r('2025年')}{tab}{tab}{r('2030年')}</w:p>"
    assert lines(typed + by_hand) == ["1. 总则", "指标\t2025年\t\t2030年"]


def test_headers_and_footers_are_left_out_and_properties_told() -> None:
    word = Word()
    word.sections[0].header.paragraphs[0].text = "页眉"
    word.sections[0].footer.paragraphs[0].text = "页脚"
    word.add_paragraph("全市完成改革任务12项。")
    word.core_properties.title = "望河市改革方案"
    word.core_properties.author = "望河市人民政府办公室"
    out = io.BytesIO()
    word.save(out)
    found = extract(out.getvalue(), Limits())
    assert found.text == "全市完成改革任务12项。\n"
    assert (found.title, found.issuer, found.date) == ("望河市改革方案", "望河市人民政府办公室", None)


@pytest.mark.parametrize("title", ["", "Word Document", "文档1", "Microsoft Word - 1.doc", "新建 Microsoft Word 文档"])
def test_properties_that_nobody_set_are_none(title: str) -> None:
    word = Word()
    word.add_paragraph("甲。")
    word.core_properties.title = title
    out = io.BytesIO()
    word.save(out)
    found = extract(out.getvalue(), Limits())
    assert (found.title, found.issuer, found.date) == (None, None, None)


def test_strict_files_and_other_names_of_the_main_part() -> None:
    strict = part("document", f"<w:body>{p('甲。')}</w:body>").replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document2.xml", strict)
    assert is_docx(out.getvalue())
    assert extract(out.getvalue(), Limits()).text == "甲。\n"


def test_a_million_empty_paragraphs_end_in_a_document() -> None:
    assert lines("<w:p/>" * 1_000_000 + p("甲。")) == ["甲。"]


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<w:tbl><w:tr><w:tc>" * 60 + p("甲。") + "</w:tc></w:tr></w:tbl>" * 60, ["甲。"]),
        ("<w:p>" + "<w:sdt><w:sdtContent>" * 110 + r("甲。") + "</w:sdtContent></w:sdt>" * 110 + "</w:p>", ["甲。"]),
    ],
    ids=["tables", "controls"],
)
def test_nesting_as_deep_as_xml_may_go_is_read(inside: str, shown: list[str]) -> None:
    assert lines(inside) == shown


def entities(declared: str, text: str) -> bytes:
    out = io.BytesIO()
    xml = part("document", f"<w:body>{p(text)}</w:body>").replace("?>", f"?><!DOCTYPE x [{declared}]>", 1)
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("word/document.xml", xml)
    return out.getvalue()


WHOLE = to_docx("望河市报告\n全市完成改革任务12项。\n" * 40)
BOMB = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (WHOLE[: len(WHOLE) // 2], "damaged or cut off"),
        (WHOLE[:60] + b"\xff" * 900 + WHOLE[960:], "damaged"),
        (package("<w:p>" + "甲" * 99), "document.xml in it is damaged"),
        (package(p("")), "no text"),
        (package("<w:p/>" * 20_000_000), "unpacks to more than"),
        (package("<w:p/>" * 5_000_000), "elements"),
        (package("<w:tbl><w:tr><w:tc>" * 900 + p("甲") + "</w:tc></w:tr></w:tbl>" * 900), "damaged"),
        (entities('<!ENTITY x SYSTEM "file:///etc/hostname">', "&x;"), "entities"),
        (entities('<!ENTITY e0 "哈">' + BOMB, "&e11;"), "entities"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
    ids=["cut", "overwritten", "xml", "empty", "bomb", "elements", "deep", "external", "entities", "encrypted"],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    assert is_docx(data)
    path = tmp_path / "坏.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=reason) as error:
        read(path)
    assert error.value.stage == "read"


def test_a_package_of_too_many_parts_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for i in range(10_001):
            file.writestr(f"word/{i}", "")
        file.writestr("word/document.xml", part("document", f"<w:body>{p('甲。')}</w:body>"))
    with pytest.raises(Unreadable, match="parts"):
        extract(out.getvalue(), Limits())


def test_a_package_without_its_main_part_says_so() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("a.xml", "<a/>")
    assert not is_docx(out.getvalue())
    with pytest.raises(Unreadable, match="main part"):
        extract(out.getvalue(), Limits())


def test_a_word_file_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(WHOLE)
    document = read(path)
    assert document.reader.startswith("docx (lxml ")
    assert document.text.startswith("望河市报告\n全市完成")
