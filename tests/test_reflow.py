"""Lines to paragraphs: site furniture dropped, broken lines joined, spaces in numbers closed up."""

from __future__ import annotations

import pytest

from reformtrace.reflow import broken, close_up, furniture_rule, lines, paragraphs
from reformtrace.segment import marker_pattern
from reformtrace.strip import Strip

# A text as a page has it: every long line is 20 characters wide and breaks wherever it is full.
PAGES = """河湾县工作报告
    过去一年,全县坚持稳中求进总基调,
克服困难,完成改革任务132项,新建农
村驿站46座,受益群众达到 2 3 万人,形
成了一批可以复制推广的经验做法,得到
- 1 -
河湾县工作报告
了群众的认可。全县上下齐心协力,各项
事业稳步向前。
    一年来,主要抓了以下工作:建成乡村
道路,改造危旧房屋,兴修水利设施,培育
- 2 -
河湾县工作报告
特色产业,发展集体经济,壮大基层组织,
推动各项民生实事落地见效。
(一)坚持改革。全县推进审批制度改革,
压减事项,优化流程。
- 3 -
河湾县工作报告
"""


def read(text: str) -> list[str]:
    return [strip.text for strip, _ in paragraphs(text, marker_pattern())]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("下载 打印 全屏 收藏 【字号:大 中 小】", "furniture.tools"),
        ("首页 | 登录 | 注册", "furniture.tools"),
        ("责任编辑:周晓岚", "furniture.editor"),
        ("扫一扫在手机打开当前页", "furniture.scan"),
        ("当前位置:首页 > 政务公开", "furniture.place"),
        ("来源:河湾日报", "furniture.source"),
        ("版权所有:河湾县人民政府办公室", "furniture.rights"),
        ("相关报道", "furniture.related"),
        ("", None),
        ("   ", None),
        ("全县完成任务132项。", None),
        ("责任编辑队伍达到120人。", None),
        ("首页改版完成,访问量增长12%。", None),
        ("责任编辑:" + "甲" * 200, None),
    ],
)
def test_furniture_by_rule(line: str, rule: str | None) -> None:
    assert furniture_rule(line) == rule


def test_furniture_comments_and_the_links_below_related_go() -> None:
    text = (
        "<!-- 页眉\n -->首页 | 登录\n河湾县工作报告\n下载 打印\n完成任务132项。\n"
        "相关报道:\n河东镇新闻\n河西镇新闻\n全县工作会召开。\n责任编辑:周晓岚"
    )
    assert [x.text for x in lines(text)] == ["河湾县工作报告", "完成任务132项。", "全县工作会召开。"]


def test_lines_know_where_they_stand() -> None:
    text = "\ufeff  甲\n\n\u3000乙\r\n丙"
    found = list(lines(text))
    assert [(x.text, x.indented, x.after_blank) for x in found] == [
        ("甲", False, True),
        ("乙", True, True),
        ("丙", False, False),
    ]
    assert [text[x.start] for x in found] == ["甲", "乙", "丙"]


def test_a_line_that_holds_a_sentence_and_ends_without_one_goes_on() -> None:
    assert read("任务完成。其中,河东镇完成\n12项。\n另起一段。") == ["任务完成。其中,河东镇完成12项。", "另起一段。"]


def test_a_line_that_ends_inside_a_short_bracket_goes_on() -> None:
    text = "——生态质量改善。全县颗粒物(PM\n2.5\n)年均值下降9%。\n——生活改善。新建学校12所。"
    assert read(text) == ["——生态质量改善。全县颗粒物(PM2.5)年均值下降9%。", "——生活改善。新建学校12所。"]


def test_the_licence_at_the_foot_of_a_text_is_none_of_it() -> None:
    foot = "本作品是河湾县人民政府的\n决议\n,在本县属于\n公有领域\n。"
    assert read(f"全县完成任务132项。\n{foot}") == ["全县完成任务132项。"]
    assert len(read(f"{foot}\n" + "全县完成任务132项。\n" * 300)) > 300


@pytest.mark.parametrize(
    "text",
    [
        "河湾县工作报告\n完成任务。",
        "工作回顾\n工作安排\n完成任务。",
        "完成任务。其中,河东镇\n\n完成12项。",
        "完成任务。其中,河东镇\n(一)完善机制。",
        "完成任务。其中,河东镇\n第二章 安排",
        "完成任务。其中,河东镇\n# 安排",
        "指标\t数值\n任务\t12项。完成\n其余",
    ],
)
def test_other_lines_stay_apart(text: str) -> None:
    assert read(text) == [line for line in text.split("\n") if line]


def test_pages_are_joined_over_numbers_and_running_heads() -> None:
    assert broken(list(lines(PAGES)))
    first, second, item = read(PAGES)[-3:]
    assert first == (
        "过去一年,全县坚持稳中求进总基调,克服困难,完成改革任务132项,新建农村驿站46座,受益群众达到23万人,"
        "形成了一批可以复制推广的经验做法,得到了群众的认可。全县上下齐心协力,各项事业稳步向前。"
    )
    assert second.startswith("一年来,主要抓了以下工作:建成乡村道路")
    assert second.endswith("推动各项民生实事落地见效。")
    assert item == "(一)坚持改革。全县推进审批制度改革,压减事项,优化流程。"


def test_lines_that_end_their_sentences_are_not_broken() -> None:
    assert not broken(list(lines("全县坚持稳中求进总基调,完成全年任务。\n" * 12)))
    assert not broken(list(lines("甲\n" * 20)))


@pytest.mark.parametrize(
    ("text", "closed"),
    [
        ("职工6 385名", "职工6385名"),
        ("站点500 个", "站点500个"),
        ("产值1 234 567元", "产值1234567元"),
        ("到1 9 9 3 年", "到1993年"),
        ("1 9 9 3 年", "1993年"),
        ("增长5 %", "增长5%"),
        ("到 2031年", "到2031年"),
        ("新增 12个", "新增12个"),
        ("河 湾 县", "河 湾 县"),
        ("no digits here", "no digits here"),
        ("1 全县", "1 全县"),
    ],
)
def test_spaces_in_numbers(text: str, closed: str) -> None:
    assert close_up(Strip.of(text, 0)).text == closed


@pytest.mark.parametrize(
    ("text", "closed"), [("增长 1 2 . 5 %", "增长12.5%"), ("达 2 3 万人", "达23万人"), ("约 3 0", "约30")]
)
def test_spaces_in_typed_numbers(text: str, closed: str) -> None:
    assert close_up(Strip.of(text, 0), typed=True).text == closed


def test_what_is_closed_up_keeps_its_offsets() -> None:
    strip = close_up(Strip.of("共6 385名", 10))
    assert strip == Strip("共6385名", [(10, 2), (13, 4)])
