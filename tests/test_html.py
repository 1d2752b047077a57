"""Web pages: their main text without the site, tables as rows, notes below, whatever the charset and the markup."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from quopri import encodestring

import pytest

from records_of import alike
from reformtrace.read import ReadError, read
from reformtrace.read.extracted import Extracted, Limits, Unreadable
from reformtrace.read.html import extract
from reformtrace.read.sniff import is_html
from render import FURNITURE, body, to_html

REPORTS = sorted((Path(__file__).parent.parent / "corpora" / "reports").glob("*.txt"))
SENTENCE = "<p>青屏区全年新增停车位4500个，办件时间压缩三成。</p>"


def page(inside: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'>{head}</head><body>{inside}</body></html>"


def taken(source: str, encoding: str = "utf-8") -> Extracted:
    return extract(source.encode(encoding), Limits())


def text_of(inside: str) -> str:
    return taken(page(inside)).text


@pytest.mark.parametrize("lists", [True, False], ids=["lists", "paragraphs"])
@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_gives_the_same_records_from_a_page(path: Path, lists: bool) -> None:
    text = path.read_text(encoding="utf-8")
    found = taken(to_html(text, lists=lists))
    assert alike(text, found.text) >= 0.99
    assert [mark for mark in FURNITURE if mark in found.text and mark not in text] == []
    assert "".join(found.text.split()) == "".join("".join(body(text)).split())
    assert found.date == "2026-03-04"
    assert found.issuer == "望河市人民政府办公室"


def test_an_old_page_of_nested_tables_in_gbk() -> None:
    source = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>关于做好汛期工作的通知 - 青屏区人民政府网</title></head><body bgcolor=#ffffff>
<table width=780><tr><td><img src=a.gif></td>
<td><a href=1>首页</a> <a href=2>概况</a> <a href=3>新闻</a></td></tr></table>
<table><tr><td width=180><table><tr><td>最新动态</td></tr><tr><td><a href=x>区长调研企业，产值增长8%</a></td></tr>
<tr><td><a href=x>全区新增就业3000人</a></td></tr><tr><td><a>要闻三</a></td></tr></table></td>
<td width=600><table><tr><td align=center><font size=5><b>关于做好汛期工作的通知</b></font></td></tr>
<tr><td>2026-05-06 08:30:00 来源：区水务局 点击数：123</td></tr>
<tr><td><font size=3>各镇人民政府：<br><br>&nbsp;&nbsp;为做好今年汛期工作，现将有关事项通知如下。<br>
&nbsp;&nbsp;&nbsp;&nbsp;一、加强排查。全区排查隐患点46处，
整改率达到98%。<br>　　二、落实责任。组建抢险队12支，囍镕字也在。
<p align=right>青屏区人民政府<br>2026年5月6日</font></td></tr>
<tr><td>【<a href=p>打印</a>】【<a href=c>关闭</a>】</td></tr></table></td></tr></table>
<table><tr><td align=center>版权所有 青屏区人民政府 地址：府前路1号 邮编：310000
<br>建议使用1024*768分辨率浏览</td></tr></table>"""
    found = taken(source, "gbk")
    assert found.text.splitlines() == [
        "关于做好汛期工作的通知",
        "各镇人民政府：",
        "为做好今年汛期工作，现将有关事项通知如下。",
        "一、加强排查。全区排查隐患点46处，整改率达到98%。",
        "二、落实责任。组建抢险队12支，囍镕字也在。",
        "青屏区人民政府",
        "2026年5月6日",
    ]
    assert (found.encoding, found.title, found.date, found.issuer) == (
        "gb18030", "关于做好汛期工作的通知", "2026-05-06", "区水务局",
    )  # fmt: skip


def test_a_page_that_names_nothing_is_read_by_where_its_sentences_stand() -> None:
    found = text_of(
        "<div id=a1><div id=b1><a href=1>甲栏</a><a href=2>乙栏</a><a href=3>丙栏</a><a href=4>丁栏</a></div>"
        "<div id=c9><h2>望河市数据局关于第12号建议的答复</h2><div>望数函〔2026〕12号</div>"
        f"<div><p>张代表：</p>{SENTENCE}<p>（一）办理情况。建成专区4个。</p><p>望河市数据局</p></div></div>"
        "<div id=d>本网站由望河市数据局主办，未经许可不得转载。</div></div>"
    )
    assert found.splitlines() == [
        "望河市数据局关于第12号建议的答复",
        "望数函〔2026〕12号",
        "张代表：",
        "青屏区全年新增停车位4500个，办件时间压缩三成。",
        "（一）办理情况。建成专区4个。",
        "望河市数据局",
    ]


def test_the_table_of_properties_tells_date_and_body_and_is_no_text() -> None:
    found = taken(
        page(
            "<table><tr><td>索 引 号：</td><td>0000143/2026-00012</td><td>主题分类：</td><td>综合</td></tr>"
            "<tr><td>发文机关：</td><td>澜江省人民政府办公厅</td><td>成文日期：</td><td>2026年03月02日</td></tr>"
            "<tr><td>标　　题：</td><td>关于印发行动方案的通知</td>"
            "<td>发布日期：</td><td>2026年03月09日</td></tr></table>"
            f"<div id='UCAP-CONTENT'><p>各市人民政府：</p>{SENTENCE}</div>",
            "<meta name='PubDate' content='2026-03-10'><title>关于印发行动方案的通知_澜江省人民政府</title>",
        )
    )
    assert found.text.splitlines()[0] == "各市人民政府："
    assert (found.title, found.date, found.issuer) == ("关于印发行动方案的通知", "2026-03-02", "澜江省人民政府办公厅")


def test_a_table_is_rows_and_merged_cells_stand_in_every_place_they_cover() -> None:
    found = taken(
        page(
            f"{SENTENCE}<table><tr><th rowspan=2>指标</th><th rowspan=2>单位</th><th colspan=2>目标</th></tr>"
            "<tr><th>2025年</th><th>2030年</th></tr><tr><td colspan=4>一、经济发展</td></tr>"
            "<tr><td>生产总值<br>年均增长</td><td>%</td><td></td><td>5.5</td></tr>"
            "<tr><td rowspan=2>新增就业</td><td>万人</td><td>12</td>"
            "<td>[60]</td></tr><tr><td>人</td><td>3</td><td>4</td></tr>"
            f"</table>{SENTENCE}"
        )
    )
    assert found.text.splitlines()[1:-1] == [
        "指标\t单位\t目标\t目标",
        "指标\t单位\t2025年\t2030年",
        "一、经济发展",
        "生产总值 年均增长\t%\t\t5.5",
        "新增就业\t万人\t12\t[60]",
        "新增就业\t人\t3\t4",
    ]
    rows = [(found.text[p.start :].split("\n")[0].split("\t")[0], p.table, p.row) for p in found.places]
    assert rows[:2] == [("指标", 1, 1), ("指标", 1, 2)]
    assert rows[-1][1:] == (None, None)


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    frame = "<p>专栏1 重点工程</p><p>1.建站12座。</p><p>2.修路3公里。</p>"
    found = text_of(f"{SENTENCE}<table><tr><td>{frame}</td></tr></table>")
    assert found.splitlines()[1:] == ["专栏1 重点工程", "1.建站12座。", "2.修路3公里。"]


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        ("<ol><li>甲项<li>乙项</ol>", ["1.甲项", "2.乙项"]),
        ("<ol start=4><li>甲项</li><li value=9>乙项</li><li>5年期</li></ol>", ["4.甲项", "9.乙项", "10. 5年期"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>甲项</li><li>乙项</li></ol>", ["一、甲项", "二、乙项"]),
        ("<ol type=a><li>甲项<ol><li>子项</li></ol></li><li>乙项</li></ol>", ["a.甲项", "1.子项", "b.乙项"]),
        ("<ol><li>（一）自带序号</li><li>一是自带</li></ol>", ["（一）自带序号", "一是自带"]),
        ("<ul><li>甲项</li><li><p>乙项</p></li></ul>", ["•甲项", "•乙项"]),
        ("<ul style='list-style:none'><li>甲项</li></ul>", ["甲项"]),
    ],
)
def test_lists_keep_the_markers_that_a_browser_shows(inside: str, lines: list[str]) -> None:
    assert text_of(SENTENCE + inside).splitlines()[1:] == lines


def test_lines_break_where_blocks_and_breaks_do_and_nowhere_else() -> None:
    found = text_of(
        f"{SENTENCE}<p>深化<b>改\n革</b>\n   试点<span>12</span>项<br>第二&nbsp;&nbsp;行"
        "<div>第三行</div>尾<pre>甲\n乙</pre>"
    )
    assert found.splitlines()[1:] == ["深化改革试点12项", "第二 行", "第三行", "尾", "甲", "乙"]


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        (
            "<p>推行“一网”<sup><a href='#f1' id=r1>[1]</a></sup>，增长5%<sup><a href='#f2'>2</a></sup>。</p>"
            "<section class=footnotes><hr><ol><li id=f1><p>网上办。<a href='#r1'>↩</a>"
            "</p></li><li id=f2>含线下。</li></ol></section>",
            ["推行“一网”[1]，增长5%[2]。", "注释", "[1]网上办。", "[2]含线下。"],
        ),
        (
            "<p>推进改革<a href='#_ftn1' name='_ftnref1'><span>[1]</span></a>铺开。</p><p>又一段。</p>"
            "<div><div id=ftn1><p><a href='#_ftnref1' name='_ftn1'>[1]</a> 指机构改革。</p></div></div>",
            ["推进改革[1]铺开。", "又一段。", "注释", "[1]指机构改革。"],
        ),
        (
            "<p>推进三项<sup>[1]</sup>改革和<sup>②</sup>试点。</p><p>[1] 指甲乙丙。</p><p>② 指丁。</p>",
            ["推进三项[1]改革和②试点。", "注释", "[1] 指甲乙丙。", "② 指丁。"],
        ),
        ("<p>占地12km<sup>2</sup>，产值10<sup>8</sup>元。</p>", ["占地12km²，产值10⁸元。"]),
    ],
)
def test_notes_are_called_where_they_were_and_stand_below(inside: str, lines: list[str]) -> None:
    assert text_of(SENTENCE + inside).splitlines()[1:] == lines


def test_names_that_furniture_shares_with_the_text_drop_none_of_it() -> None:
    rows = "<tr><td class=head>指标</td><td class=head>目标</td></tr><tr><td class=top>总值</td><td>5.5</td></tr>"
    found = text_of(
        "<div class='content'><div class='top'><h1>望河市重点任务</h1></div><p>时间：2026年3月5日至6日</p>"
        f"<div class='position'>{SENTENCE}</div><table>{rows}</table>{SENTENCE}"
        "<div class='bottom'>共2页 第1页</div></div>"
    )
    sentence = "青屏区全年新增停车位4500个，办件时间压缩三成。"
    assert found.splitlines() == [
        "望河市重点任务", "时间：2026年3月5日至6日", sentence, "指标\t目标", "总值\t5.5", sentence,
    ]  # fmt: skip


def test_what_is_hidden_or_runs_is_no_text() -> None:
    found = text_of(
        "<script>document.write('<p>脚本。</p>')</script><style>p{}</style><noscript>请开启。</noscript>"
        f"{SENTENCE}<p style='display: none'>隐藏。</p><p hidden>藏。</p><template><p>模板。</p></template>"
        "<select><option>选项。</option></select>"
        "<iframe src='http://127.0.0.1:9/'>框。</iframe><img src=x onerror=alert(1)>"
    )
    assert found.splitlines() == ["青屏区全年新增停车位4500个，办件时间压缩三成。"]


def test_annexes_linked_below_the_text_are_kept_and_other_links_are_not() -> None:
    found = text_of(
        f"<div class=TRS_Editor>{SENTENCE}<p>附件：<a href=a.doc>1.任务清单</a></p></div>"
        "<div>相关阅读</div><div><a href=1>甲文</a></div><div><a href=2>乙文</a></div>"
    )
    assert found.splitlines()[1:] == ["附件：1.任务清单"]


@pytest.mark.parametrize(
    ("encoding", "declared", "name"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8-sig", "utf-8", "utf-8"),
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "utf-8", "gb18030"),
        ("gb18030", "", "gb18030"),
        ("big5", "big5", "big5-hkscs"),
        ("utf-16", "utf-16", "utf-16-le"),
    ],
)
def test_the_charset_is_told_by_mark_declaration_or_bytes(encoding: str, declared: str, name: str) -> None:
    words = "海灣去年興建公屋3萬個，輪候時間縮短。" if encoding == "big5" else "海湾去年兴建公屋3万个，轮候时间缩短。"
    meta = f"<meta http-equiv=Content-Type content='text/html; charset={declared}'>" if declared else ""
    found = taken(f"<html><head>{meta}</head><body><p>{words}</p></body></html>", encoding)
    assert (found.text, found.encoding) == (words + "\n", name)


def test_the_charset_may_stand_in_a_saved_response() -> None:
    words = "海灣去年興建公屋3萬個。"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=Big5\r\n\r\n"
    data = head + f"<html><body><p>{words}</p></body></html>".encode("big5")
    assert is_html(data)
    assert extract(data, Limits()).text == words + "\n"


@pytest.mark.parametrize("declared", ["gbk", "utf-8", "x-unknown"])
def test_a_damaged_byte_does_not_make_a_page_unreadable(declared: str) -> None:
    data = page(SENTENCE * 40).replace("utf-8", declared).encode("gb18030")
    data = data.replace("三成".encode("gb18030"), b"\xc8\xff\xb3\xc9", 1)
    assert extract(data, Limits()).text.count("停车位4500个") == 40


@pytest.mark.parametrize(
    ("data", "is_page"),
    [
        (b"<!-- saved from x -->\n<!doctype HTML public><body>", True),
        (b"\xef\xbb\xbf  <?xml version='1.0'?><html xmlns='x'>", True),
        ("<html>甲</html>".encode("utf-16"), True),
        ("<html>甲</html>".encode("utf-16-le"), True),
        (b"<div class='x'><p>a</p></div>", True),
        ("<p>之后是正文，没有标记".encode(), False),
        ("全市<b>改革</b>".encode(), False),
        ("# 标题\n<div>甲</div>".encode(), False),
        (b"<?xml version='1.0'?><ofd:OFD/>", False),
    ],
)
def test_a_page_is_told_by_its_first_bytes(data: bytes, is_page: bool) -> None:
    assert is_html(data) is is_page


@pytest.mark.parametrize("tag", ["div", "b", "table", "a", "ul><li", "table><tr><td", "font size=2", "sup", "center"])
def test_deep_nesting_is_read(tag: str) -> None:
    assert "改革12项" in text_of(f"<{tag}>" * 50_000 + "改革12项。")


@pytest.mark.parametrize(
    "inside",
    [
        "".join(f"<font size={i}><p>甲。" for i in range(10_000)),
        "<a href=x>" + "<div>" * 10_000 + "甲。" + "</a>" * 10_000,
        SENTENCE * 9 + "<p>甲。</p><p>" + "<a href='#x'>1</a>" * 50_000,
        "<p>甲。" + "<sup>1</sup>" * 50_000,
        "<div style='display:none'>乙</div>" * 20_000 + "<p>甲。",
        "<!DOCTYPE x [<!ENTITY a '" + "&b;" * 999 + "'>]><p>&a;甲。",
    ],
    ids=["formatting", "links", "calls", "raised", "hidden", "entities"],
)
def test_hostile_markup_is_read(inside: str) -> None:
    assert "甲。" in text_of(inside)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<html><body><script>load()</script></body></html>", "no text"),
        ("<html><table>" + "<tr><td colspan=1000 rowspan=5000>甲乙丙丁<td>戊" * 3000, "max-bytes"),
        ("<p></p>" * 800_000, "tags"),
    ],
    ids=["script", "spans", "tags"],
)
def test_a_page_that_cannot_be_read_says_why(source: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        extract(source.encode(), Limits(max_bytes=10_000_000))


def test_a_page_is_read_whatever_its_name(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_bytes(page(SENTENCE).encode())
    document = read(path)
    assert document.reader.startswith("html (resiliparse ")
    assert document.text == "青屏区全年新增停车位4500个，办件时间压缩三成。\n"
    path.write_bytes(b"<html></html>")
    with pytest.raises(ReadError, match="no text") as error:
        read(path)
    assert error.value.stage == "read"


def test_a_label_whose_value_was_left_empty_takes_no_line_of_the_text() -> None:
    rows = (
        "<tr><td>发文机关：</td><td>沅岭县人民政府办公室</td><td>成文日期：</td><td>2026年4月2日</td></tr>"
        "<tr><td>主 题 词：</td><td colspan=3></td></tr>"
    )
    found = taken(
        page(
            f"<div><table>{rows}</table></div><table><tr><td id=UCAP-CONTENT><p>沅岭县人民政府办公室关于</p>"
            f"<p>推进数字乡村建设的通知</p>{SENTENCE}</td></tr></table>",
            "<title>沅岭县人民政府办公室关于推进数字乡村建设的通知</title>",
        )
    )
    assert found.text.splitlines()[:2] == ["沅岭县人民政府办公室关于", "推进数字乡村建设的通知"]
    assert (found.date, found.issuer) == ("2026-04-02", "沅岭县人民政府办公室")


def test_a_side_block_with_headings_and_a_sentence_is_the_sites() -> None:
    links = "".join(f"<li><a href='/{i}'>全县第{i}次水利工作会议召开，部署下一步任务</a></li>" for i in range(5))
    found = taken(
        page(
            f"<div class=wrap><div class=article><h2>沅岭县水利工作总结</h2><div>{SENTENCE}</div></div>"
            f"<div class=side><h3>热点新闻</h3><ul>{links}</ul><p>欢迎广大网民对本栏目提出意见。</p></div></div>",
            "<title>沅岭县水利工作总结-沅岭县水利局</title>",
        )
    )
    assert found.text.splitlines() == ["沅岭县水利工作总结", "青屏区全年新增停车位4500个，办件时间压缩三成。"]


@pytest.mark.parametrize(
    "line",
    [
        "【 信息来源： 沅岭县司法局 】　【 发布日期： 2026-1-25 】　【 阅读：356 】",
        "2026-01-25 09:30　|　沅岭县司法局　|　T小 T大",
        "2026-01-25 来源：沅岭县司法局",
    ],
)
def test_the_dated_line_under_a_title_is_the_pages(line: str) -> None:
    found = taken(
        page(f"<div>沅岭县普法工作报告</div><div>{line}</div>{SENTENCE}", "<title>沅岭县普法工作报告</title>")
    )
    assert found.text.splitlines() == ["沅岭县普法工作报告", "青屏区全年新增停车位4500个，办件时间压缩三成。"]
    assert found.date == "2026-01-25"


def test_whom_to_ask_is_kept_in_the_text_and_left_out_of_the_foot() -> None:
    found = taken(
        page(
            f"<div class=box><h1>沅岭县养老服务办法解读</h1><p>2026-02-11 16:20 来源：沅岭县民政局</p><div class=TRS_Editor>"
            f"{SENTENCE}<p>解读机关：沅岭县民政局</p><p>联系电话：0700-7654321</p></div>"
            "<div><p>您对这篇解读是否满意？</p><label>满意</label> <label>基本满意</label> <label>不满意</label></div></div>"
            "<div><p>主办：沅岭县人民政府</p><p>联系电话：0700-1234567</p></div>"
        )
    )
    assert found.text.splitlines() == [
        "沅岭县养老服务办法解读",
        "青屏区全年新增停车位4500个，办件时间压缩三成。",
        "解读机关：沅岭县民政局",
        "联系电话：0700-7654321",
    ]


def test_the_head_of_notes_may_be_that_of_an_annex() -> None:
    assert text_of(
        f"{SENTENCE}<p>建成“法治驿站”<sup>①</sup>6个。</p><p>附：名词解释</p><p>①法治驿站：设在社区的法律服务点。</p>"
    ).splitlines()[1:] == ["建成“法治驿站”①6个。", "注释", "①法治驿站：设在社区的法律服务点。"]


@pytest.mark.parametrize("coding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_a_page_in_an_archive_with_its_pictures(coding: str, charset: str, tmp_path: Path) -> None:
    source = f"<html><head><title>沅岭县通报</title></head><body>{SENTENCE}</body></html>".encode(charset)
    encoded = b64encode(source) if coding == "base64" else encodestring(source)
    path = tmp_path / "通报.doc"
    path.write_bytes(
        b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
        b'\tboundary="----B"\r\n\r\n------B\r\nContent-Type: text/html; charset="' + charset.encode() + b'"\r\n'
        b"Content-Transfer-Encoding: "
        + coding.encode()
        + b"\r\n\r\n"
        + encoded
        + b"\r\n------B\r\nContent-Type: image/png"
        b"\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------B--\r\n"
    )
    found = read(path)
    assert found.text == "青屏区全年新增停车位4500个，办件时间压缩三成。\n"
    assert found.reader.startswith("html")


def test_an_archive_without_a_page_says_so() -> None:
    data = b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\nContent-Type: image/png\n\nx\n--b--\n'
    assert is_html(data)
    with pytest.raises(Unreadable, match="without a page"):
        extract(data, Limits())


def test_archives_in_archives_end() -> None:
    data = b"".join(b'Content-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (i, i) for i in range(3000))
    with pytest.raises(Unreadable, match="web archive"):
        extract(data, Limits())
