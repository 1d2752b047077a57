"""Bundled reports as offices publish them: a web page with its site around it, a Word file that numbers its lists."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from reformtrace.convert import convert
from reformtrace.reflow import broken, lines, paragraphs
from reformtrace.segment import marker_pattern

HAN = "[一二三四五六七八九十]{1,3}"
LEGAL = "[壹貳參肆伍陸柒捌玖拾]{1,3}"
# What Word numbers by itself: the marker's pattern, its number format, its text, and whether it stands alone in a run.
STYLES = (
    (re.compile(f"({LEGAL})、"), "ideographLegalTraditional", "%1、"),
    (re.compile(f"({HAN})、"), "chineseCountingThousand", "%1、"),
    (re.compile(f"（({HAN})）"), "chineseCounting", "（%1）"),
    (re.compile(rf"\(({HAN})\)"), "taiwaneseCountingThousand", "(%1)"),
    (re.compile(rf"\(({HAN}) \)"), "taiwaneseCountingThousand", "(%1 )"),
    (re.compile(r"(\d{1,2})\.(?!\d)\s?"), "decimal", "%1."),
    (re.compile(r"（(\d{1,2})）"), "decimal", "（%1）"),
    (re.compile(f"第({HAN})章　"), "chineseCountingThousand", "第%1章"),
    (re.compile(f"第({HAN})节　"), "chineseCountingThousand", "第%1节"),
    (re.compile(f"第({HAN})条　"), "chineseCountingThousand", "第%1条"),
    (re.compile("——(?!\\d{4}年)"), "bullet", "——"),
)
NUMERALS = {c: i for i, c in enumerate("一二三四五六七八九", 1)} | {c: i for i, c in enumerate("壹貳參肆伍陸柒捌玖", 1)}
SITE_ABOVE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="{charset}"><title>{title}_重点工作_望河市人民政府门户网站</title>
<meta name="ArticleTitle" content="{title}"><meta name="PubDate" content="2026-03-04 09:12">
<meta name="ContentSource" content="望河市人民政府办公室"><meta name="SiteName" content="望河市人民政府">
<style>.nav a{{color:#fff}}</style><script>document.write('<p>脚本写的字12345个</p>');</script></head>
<body><div class="top-bar"><a href="/en/">English</a> | <a href="/wza">无障碍阅读</a> | <a href="/login">登录</a></div>
<div class="header"><a href="/"><img src="logo.png" alt="望河市人民政府"></a>
<form action="/search"><input name="q"><button>搜索</button></form></div>
<div class="mainnav"><ul><li><a href="/">首页</a></li><li><a href="/xxgk">政务公开</a></li>
<li><a href="/fw">政务服务</a></li><li><a href="/hd">互动交流</a></li><li><a href="/zjwh">走进望河</a></li></ul></div>
<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/xxgk">政务公开</a>
&gt; <a href="/xxgk/gh">规划计划</a></div>
<div class="container"><div class="left-side"><h3>栏目导航</h3><ul><li><a href="/a">法定主动公开内容</a></li>
<li><a href="/b">政府信息公开年报</a></li><li><a href="/c">依申请公开</a></li>
<li><a href="/d">政府信息公开指南</a></li></ul></div>
<div class="content-box"><h1>{title}</h1>
<div class="info"><span>发布日期：2026-03-04 09:12</span><span>来源：市政府办公室</span><span>浏览次数：3281次</span>
<span>字号：[<a href="javascript:f(1)">大</a> <a href="javascript:f(2)">中</a>
<a href="javascript:f(3)">小</a>]</span></div>
<div class="TRS_Editor" id="zoom">
"""
SITE_BELOW = """
</div>
<div class="bdsharebuttonbox">分享到：<a href="#">微信</a><a href="#">微博</a><a href="#">QQ空间</a></div>
<p class="editor">责任编辑：周晓岚</p>
<div class="ewm">扫一扫在手机打开当前页</div>
<div class="tool"><a href="javascript:print()">【打印本页】</a> <a href="javascript:close()">【关闭窗口】</a></div>
<div class="xgwd"><h3>相关链接</h3><ul><li><a href="/1.html">一图读懂：望河市2026年重点任务，新增学位5400个</a></li>
<li><a href="/2.html">市政府召开新闻发布会，全市生产总值增长6.2%</a></li>
<li><a href="/3.html">青屏区率先完成首批试点任务</a></li></ul></div>
<p>上一篇：<a href="/0.html">望河市2025年重点工作完成情况，办结率99%</a></p>
<p>下一篇：没有了</p></div></div>
<div class="footer"><p><a href="/map">网站地图</a> | <a href="/about">关于我们</a> | <a href="/lx">联系我们</a></p>
<p>主办：望河市人民政府办公室　承办：望河市大数据中心</p>
<p>版权所有：望河市人民政府 澜ICP备05012345号 网站标识码：3301000012 澜公网安备33010002000001号</p></div></body></html>
"""
# What the page holds beside the report; none of it may arrive.
FURNITURE = (
    "重点工作_", "脚本写的", "English", "无障碍", "登录", "政务服务", "互动交流", "当前位置", "栏目导航", "依申请公开",
    "浏览次数", "字号", "分享到", "QQ空间", "责任编辑", "扫一扫", "打印本页", "相关链接", "一图读懂", "新闻发布会",
    "首批试点任务", "上一篇", "下一篇", "网站地图", "版权所有", "ICP备", "主办：", "没有了",
)  # fmt: skip


def body(text: str) -> list[str]:
    """A report's paragraphs: its lines, or, where they are broken or typed, what they make when joined again."""
    converted = convert(text)
    if not broken(list(lines(converted.text))):
        return [line.strip(" \u3000") for line in text.split("\n") if line.strip()]
    return [strip.text for strip, _ in paragraphs(converted.text, marker_pattern())]


def to_html(text: str, *, charset: str = "utf-8", lists: bool = True) -> str:
    """A report as a page of a government's site; `lists` writes its `1.` items as lists that the browser numbers."""
    rows = body(text)
    out: list[str] = []
    for kind, group in groupby(rows, key=lambda row: "table" if "\t" in row else "text"):
        block = list(group)
        if kind == "table":
            out.append(_html_table(block))
        else:
            out += _html_lists(block) if lists else [f"<p>　　{escape(row)}</p>" for row in block]
    above = SITE_ABOVE.format(title=escape(rows[0]), charset=charset)
    return above + "\n".join(out) + SITE_BELOW


def _html_lists(rows: list[str]) -> Iterator[str]:
    digit = re.compile(r"(\d{1,2})\.(?!\d)\s?")
    for is_item, group in groupby(rows, key=lambda row: digit.match(row) is not None):
        if not is_item:
            yield from (f'<p style="text-indent:2em">{escape(row)}</p>' for row in group)
            continue
        last = None
        for row in group:
            m = digit.match(row)
            assert m
            value = int(m[1])
            if last is None or value != last + 1:
                if last is not None:
                    yield "</ol>"
                yield f'<ol start="{value}">'
            yield f"<li>{escape(row[m.end() :])}</li>"
            last = value
        yield "</ol>"


def _html_table(rows: list[str]) -> str:
    cells = [[f"<td><p>{escape(cell)}</p></td>" for cell in row.split("\t")] for row in rows]
    return '<table border="1">' + "".join(f"<tr>{''.join(row)}</tr>" for row in cells) + "</table>"


def to_docx(text: str, automatic_numbering: bool = True) -> bytes:
    """A report as a Word file; its markers are list properties, not text, where `automatic_numbering` says so."""
    document = Document()
    document.sections[0].header.paragraphs[0].text = "望河市人民政府文件 第12页"
    document.sections[0].footer.paragraphs[0].text = "- 3 -"
    numberer = _Numberer(document) if automatic_numbering else None
    for is_row, group in groupby(body(text), key=lambda row: "\t" in row):
        block = list(group)
        if is_row:
            cells = [row.split("\t") for row in block]
            table = document.add_table(len(cells), max(map(len, cells)))
            for i, row in enumerate(cells):
                for j, cell in enumerate(row):
                    table.cell(i, j).text = cell
            continue
        for line in block:
            paragraph = document.add_paragraph()
            rest = numberer.mark(paragraph, line) if numberer else line
            half = len(rest) // 2
            # Word parts a paragraph's text into runs wherever it likes.
            paragraph.add_run(rest[:half])
            paragraph.add_run(rest[half:])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class _Numberer:
    """Gives paragraphs list properties in place of their markers, a new instance wherever numbers start anew."""

    def __init__(self, document: Any) -> None:
        self._numbering = document.part.numbering_part.element
        for element in list(self._numbering):
            self._numbering.remove(element)
        for i, (_, form, text) in enumerate(STYLES):
            abstract = _element("w:abstractNum", {"w:abstractNumId": str(i)})
            level = _element("w:lvl", {"w:ilvl": "0"})
            for name, value in (("start", "1"), ("numFmt", form), ("suff", "tab"), ("lvlText", text)):
                level.append(_element(f"w:{name}", {"w:val": value}))
            abstract.append(level)
            self._numbering.append(abstract)
        self._last: dict[int, tuple[int, int]] = {}
        self._lists = 0

    def mark(self, paragraph: Any, line: str) -> str:
        """The line without the marker that the paragraph now has as a property."""
        for i, (pattern, form, _) in enumerate(STYLES):
            m = pattern.match(line)
            if m is None:
                continue
            value = 1 if form == "bullet" else _value(m[1])
            list_id, last = self._last.get(i, (0, 0))
            if not list_id or (form != "bullet" and value != last + 1):
                self._lists += 1
                list_id = self._lists
                num = _element("w:num", {"w:numId": str(list_id)})
                num.append(_element("w:abstractNumId", {"w:val": str(i)}))
                override = _element("w:lvlOverride", {"w:ilvl": "0"})
                override.append(_element("w:startOverride", {"w:val": str(value)}))
                num.append(override)
                self._numbering.append(num)
            self._last[i] = (list_id, value)
            properties = _element("w:numPr", {})
            properties.append(_element("w:ilvl", {"w:val": "0"}))
            properties.append(_element("w:numId", {"w:val": str(list_id)}))
            paragraph._p.get_or_add_pPr().append(properties)
            return line[m.end() :]
        return line


def _value(numeral: str) -> int:
    if numeral.isdigit():
        return int(numeral)
    tens, ten, ones = numeral.replace("拾", "十").rpartition("十")
    return (NUMERALS.get(tens, 1) * 10 if ten else 0) + NUMERALS.get(ones, 0)


def _element(name: str, attributes: dict[str, str]) -> Any:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(key), value)
    return element
