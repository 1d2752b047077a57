"""Context of a mention: status with its cue, period from sentence, paragraph, list and chapter, and who acts."""

from __future__ import annotations

from pathlib import Path

import pytest

from reformtrace import extract
from reformtrace.records import AnyRecord

REVIEW, PLAN = "河湾县2030年工作总结\n", "河湾县2031年工作计划\n"
REPORT = "河湾县2031年政府工作报告\n一、2030年工作回顾\n{0}\n二、2031年工作安排\n{1}"

# Sentences whose own cue decides, behind a title that says otherwise.
CUES: dict[str, tuple[str, list[str]]] = {
    "achieved": (
        PLAN,
        [
            "已建成学校12所。",
            "去年建成学校12所。",
            "建成了12所学校。",
            "目前拥有学校12所。",
            "已经按照要求建成学校12所。",
            "目前已有学校3所,吸纳学生12人。",
            "截至6月底,学校达到12所。",
            "现已建成学校12所。",
            "目前已有12所学校签约。",
        ],
    ),
    "planned": (
        REVIEW,
        [
            "我们将增设学校12所。",
            "将为群众开办学校12所。",
            "将于明年开办学校12所。",
            "今年要建成学校12所。",
            "力争建成学校12所。",
            "争取达到12所。",
            "预计突破12所。",
            "有望突破12所。",
            "拟新增学校12所。",
            "确保建成学校12所。",
            "目标是建成学校12所。",
            "我们会推出公屋12座。",
            "我們會增建公屋12座。",
            "下一步,建设学校12所。",
            "学校应达到12所。",
            "力争完成改革,建成学校12所。",
            "全县将新建学校12所。",
            "我们计划新建学校12所。",
            "12所学校即将投用。",
            "计划总投资12亿元。",
            "驿站计划设置12座。",
            "年度任务是新建学校12所。",
            "县府规划五年内兴建停车场12处。",
            "去年建成3所;未来三年还要再增设12班。",
            "环评已于去年通过,届时可再提供岗位12个。",
            "去年动工,完工后每日处理量可达12吨。",
            "还将新增学校12所。",
            "总开支料为12亿元。",
            "规划建设学校12所。",
            "我县规划到2035年培育企业12家。",
            "项目规划总投资12亿元。",
            "园区规划新建厂房12栋。",
            "我县到2033年建成学校12所。",
            "项目投产后可带动就业12人。",
        ],
    ),
    "ongoing": (
        REVIEW,
        [
            "去年完工3处、施工中12处。",
            "正在建设学校12所。",
            "加快建设学校12所。",
            "在建学校12所。",
            "12所学校正在建设。",
        ],
    ),
}
# Sentences with no cue of theirs, though some look like one: the title decides.
NO_CUE = [
    "建成学校12所。",
    "学校数量达到12所。",
    "将档案移交12家单位。",
    "为会员单位提供岗位12个。",
    "落实建设计划,建成学校12所。",
    "按照计划建成学校12所。",
    "三年行动计划实施项目12个。",
    "有12个行业实现正增长。",
    "开展“春雷”集中执行行动12次。",
    "实现预期目标,建成学校12所。",
    "应急能力提升,建成学校12所。",
    "召开会议并达成12项共识。",
    "人均期望寿命提高12%。",
    "光伏在建规模突破12万千瓦。",
    "污水集中收集率提升至12%。",
    "争取设备更新资金12亿元。",
    "争取到技改资金12亿元。",
    "落实专项规划投资12亿元。",
]


def last(text: str, date: str | None = "2031-03-05") -> AnyRecord:
    return extract(text, date=date).records[-1]


@pytest.mark.parametrize(
    ("title", "sentence", "status"),
    [
        pytest.param(title, sentence, status, id=f"{status}: {sentence}")
        for status, (title, sentences) in CUES.items()
        for sentence in sentences
    ],
)
def test_a_cue_decides_against_the_title(title: str, sentence: str, status: str) -> None:
    assert last(title + sentence).status == status


@pytest.mark.parametrize("sentence", NO_CUE)
def test_without_a_cue_the_title_decides(sentence: str) -> None:
    assert last(REVIEW + sentence).status == "achieved"
    assert last(PLAN + sentence).status == "planned"


def test_chapters_decide_where_a_sentence_says_nothing() -> None:
    found = extract(REPORT.format("新建学校12所。", "新建学校15所。")).records
    assert [(r.span.text, r.status) for r in found if r.kind == "quantitative_target"] == [
        ("12所", "achieved"),
        ("15所", "planned"),
    ]


def test_a_cue_of_its_own_counts_for_more_than_the_chapter() -> None:
    found = extract(REPORT.format("新建学校12所。明年将增设15所。", "去年已改造校舍30间。")).records
    status = {r.span.text: r.status for r in found}
    assert (status["12所"], status["15所"], status["30间"]) == ("achieved", "planned", "achieved")


@pytest.mark.parametrize(
    ("title", "status"),
    [
        ("河湾县推进改革实施方案", "planned"),
        ("河湾县“十五五”规划纲要", "planned"),
        ("河湾县关于推进改革的意见", "planned"),
        ("河湾县2030年工作总结", "achieved"),
    ],
)
def test_the_title_decides_where_nothing_else_does(title: str, status: str) -> None:
    assert last(f"{title}\n新建学校12所。").status == status


def test_a_paragraph_that_opens_with_a_time_speaks_for_those_below() -> None:
    text = "过去五年,全县面貌一新。\n新建学校12所。\n今后五年,全县再上台阶。\n新建学校15所。"
    assert [r.status for r in extract(text, date="2031-03-05").records] == ["achieved", "planned"]


def test_the_lead_of_a_list_of_aims_holds_for_its_items() -> None:
    text = "各位代表!去年工作平稳。\n今年要办好以下实事:\n1.新建学校12所。\n2.改造校舍30间。"
    found = [r for r in extract(text, date="2031-03-05").records if r.kind == "quantitative_target"]
    assert [(r.status, r.period and r.period.text) for r in found] == [("planned", "今年")] * 2


def test_a_year_before_the_documents_date_is_no_plan() -> None:
    assert last("学校从2025年的10所增加到2030年的12所。").status == "achieved"


# A text, the mention, and the words and days of its period.
PERIODS: dict[str, tuple[str, str, tuple[str, str | None, str | None] | None]] = {
    "its own": ("2030年,新建学校12所。", "12所", ("2030年", "2030-01-01", "2030-12-31")),
    "due by": ("到2035年,学校达到12所。", "12所", ("到2035年", None, "2035-12-31")),
    "relative": ("去年,新建学校12所。", "12所", ("去年", "2030-01-01", "2030-12-31")),
    "the nearer": ("2030年建成8所,2031年建成12所。", "12所", ("2031年", "2031-01-01", "2031-12-31")),
    "not what it is compared with": ("2030年学校比2025年增加12所。", "12所", ("2030年", "2030-01-01", "2030-12-31")),
    "its paragraph's lead": (
        "五年来,改革深入推进。新建学校12所。",
        "12所",
        ("五年来", "2026-03-05", "2031-03-05"),
    ),
    "its own before the paragraph's": (
        "五年来,改革深入推进。其中2030年新建学校12所。",
        "12所",
        ("2030年", "2030-01-01", "2030-12-31"),
    ),
    "its list's lead": (
        "2031年重点抓好以下工作:\n1.修路。新建学校12所。",
        "12所",
        ("2031年", "2031-01-01", "2031-12-31"),
    ),
    "in brackets behind": (
        "新建学校12所(完成时限:2031年12月)。",
        "12所",
        ("2031年12月", "2031-12-01", "2031-12-31"),
    ),
    "traditional": ("截至2022年8月，興建學校12所。", "12所", ("截至2022年8月", None, "2022-08-31")),
    "not how long another thing has gone on": ("吞吐量连续8年居首位,新建港口12座。", "12座", None),
    "not a quarter that an earlier sentence opens with": ("去年一季度,开局良好。新建学校12所。", "12所", None),
    "what two years are compared by": (
        "2030年同2025年相比,学校增加12所。",
        "12所",
        ("2030年", "2030-01-01", "2030-12-31"),
    ),
    "not what it builds on": (
        "2030年,学校在2020到2025年年均增加8所的基础上,增加12所。",
        "12所",
        ("2030年", "2030-01-01", "2030-12-31"),
    ),
    "an average over the years": (
        "从2026年到2029年由8所增加到10所,2030年达到11所,年均增加12所。",
        "12所",
        ("从2026年到2029年", "2026-01-01", "2029-12-31"),
    ),
    "of two times told apart": (
        "到2031年和2035年,覆盖率分别达到93%和95%以上。",
        "93%",
        ("到2031年", None, "2031-12-31"),
    ),
    "of times and figures told apart": (
        "一季度、上半年和全年产值分别增长5.1%、5.4%和5.6%。",
        "5.4%",
        ("上半年", None, None),
    ),
    "not the spell of another clause": (
        "到2035年,主要指标为:碳排放五年累计降低17%,森林覆盖率达到72%。",
        "72%",
        ("到2035年", None, "2035-12-31"),
    ),
    "not the time of another's prices": (
        "到2035年,国民生产总值达到23亿元(2030年价),财政收入达到1.3亿元。",
        "1.3亿元",
        ("到2035年", None, "2035-12-31"),
    ),
    "not what it is ahead of": (
        "2030年,产值年均增长13.4%,高于“十四五”时期4.6个百分点;财政收入12亿元。",
        "12亿元",
        ("2030年", "2030-01-01", "2030-12-31"),
    ),
    "not the year of an aim": (
        "1—9月,新增就业1061万人,完成全年1200万人目标任务的88.4%。",
        "88.4%",
        ("1—9月", None, None),
    ),
    "the year, not the plan that it begins": (
        "2026年是实施“十五五”规划的第一年。主要预期目标是:生产总值增长13%。",
        "13%",
        ("2026年", "2026-01-01", "2026-12-31"),
    ),
    "when the rest will be built": (
        "目前已投用3座,另外8座将于2032年上半年建成。",
        "8座",
        ("于2032年上半年", "2032-01-01", "2032-06-30"),
    ),
    "when those behind it begin": (
        "首批5个项目今年开工,其余10个项目明年开工。",
        "10个",
        ("明年", "2032-01-01", "2032-12-31"),
    ),
    "not a year that it is compared with by 于": (
        "2030年,增速高于2028年2.1个百分点,总量达到12亿元。",
        "12亿元",
        ("2030年", "2030-01-01", "2030-12-31"),
    ),
    "not the year of a part, though no other is named": (
        "已建成站点80个,其中2030年建成12个,公共桩占比达38%。",
        "38%",
        None,
    ),
    "when it will be opened": (
        "全年推进安老服务。两所新院舍将于第三季启用。",
        "两所",
        ("第三季", None, None),
    ),
    "its clause's own, behind": (
        "目前完工3处,其余5处将在明年上半年发包。",
        "5处",
        ("明年上半年", "2032-01-01", "2032-06-30"),
    ),
    "not the next figure's, behind": ("已开工20座,另外10座将于明年开工。", "20座", None),
    "until a month of this year": ("截至今年二月底,登记9,600人。", "9,600人", ("截至今年二月底", None, "2031-02-28")),
    "not the same months of an earlier year": (
        "今年首两个月使用率为82%,较两年前同期上升11个百分点。",
        "11个百分点",
        ("今年首两个月", "2031-01-01", "2031-02-28"),
    ),
    "of a change, when its value was reached": (
        "轮候时间已由二〇二二年的九个月缩短至目前的四个月,力争明年年底前再降。",
        "由二〇二二年的九个月缩短至目前的四个月",
        ("目前", None, None),
    ),
    "a budget year in Chinese numerals": (
        "二零二三至二四年度的总收入为12亿元。",
        "12亿元",
        ("二零二三至二四年度", "2023-01-01", "2024-12-31"),
    ),
    "not the year of a part alone": (
        "到2035年,建成站点80个,其中2031年完成12个;优良路率达到92%。",
        "92%",
        ("到2035年", None, "2035-12-31"),
    ),
    "years said twice": (
        "2020年到2030年的十年间新建学校12所。",
        "12所",
        ("2020年到2030年", "2020-01-01", "2030-12-31"),
    ),
    "the year of what it is compared with": (
        "合格率为81.5%,较2029年的76.2%为高。",
        "76.2%",
        ("2029年", "2029-01-01", "2029-12-31"),
    ),
    "not the year of a multiple": ("2030年学校增至12所,是2025年的3倍。", "3倍", ("2030年", "2030-01-01", "2030-12-31")),
    "not how long a neighbour takes": ("8年内造林6万亩;新建学校12所。", "12所", None),
    "not an aside in the middle of a paragraph": (
        "新建医院3所。近两年人均寿命增幅居全省第1位。新建学校12所。",
        "12所",
        None,
    ),
    "a lead that speaks for itself": ("到2035年,全县建成学校30所。\n一、加强领导\n新建学校12所。", "12所", None),
    "none": ("新建学校12所。", "12所", None),
    "a duration is none": ("经过三年努力,新建学校12所。", "12所", None),
}


@pytest.mark.parametrize(("text", "mention", "expected"), PERIODS.values(), ids=PERIODS)
def test_periods(text: str, mention: str, expected: tuple[str, str | None, str | None] | None) -> None:
    period = {r.span.text: r.period for r in extract(text, date="2031-03-05").records}[mention]
    assert (period and (period.text, period.start, period.end)) == expected


# What a part of a report speaks of, told by what stands around it.
PARTS = {
    "above a second chapter that plans": (
        "全县面貌一新。新建学校12所。\n二、2031年工作安排\n新建学校15所。",
        "achieved",
    ),
    "a plan whose years are over": ("“十三五”时期,全县面貌一新,不同于“十二五”。新建学校12所。", "achieved"),
    "a look back that opens with a year": ("2030年是收官之年。回望这五年,全县面貌一新。新建学校12所。", "achieved"),
    "nothing but what to do": (
        "加快产业升级。推进城乡融合。深化医药改革。完善公共服务。新建学校12所。",
        "planned",
    ),
    "an order that names success": ("关于对成效明显县市加大激励力度的通知\n支持有关县市新建学校12所。", "planned"),
    "a name in quotes is no will": ("河湾县2030年工作总结\n用于“两个确保”的学校12所。", "achieved"),
    "a meeting is no will": ("河湾县2030年工作总结\n民族体育运动会竞赛项目12项。", "achieved"),
    "what goes on": ("河湾县2030年工作总结\n12个更新项目有序推进。", "ongoing"),
    "a list of tasks": ("河湾县2030年工作总结\n主要任务:\n——建成充电桩12个。", "planned"),
    "a sentence that looks ahead": ("河湾县2030年工作总结\n去年建成3个。今年再新建充电桩12个。", "planned"),
    "more than a task asked": ("河湾县2030年工作总结\n改造任务为8所,实际完成12所。", "achieved"),
    "until a day to come": ("河湾县2031年工作计划\n2031年1月5日\n截至2033年底,全县新建学校12所。", "planned"),
    "more than there is now": ("河湾县2031年工作计划\n目前已有学校3所,年内再建学校12所。", "planned"),
    "more than there is now, by a year": ("河湾县2031年工作计划\n目前已有学校3所,到2035年达到12所。", "planned"),
    "industries of the future": ("河湾县2030年工作总结\n未来产业有12家企业。", "achieved"),
    "what passes, not what will be": ("河湾县2030年工作总结\n机场通车后新增航线2条,可达性提高12%。", "achieved"),
    "what a plan builds on": (
        "乡村振兴行动计划\n一、总体要求\n(一)工作基础。粮食产量居全市首位,学校达到12所。\n(二)目标。全面达标。",
        "achieved",
    ),
    "a chapter above the items that reviews": (
        "第二章 2030年施政工作总结\n一、经济取得新进展\n全县面貌一新。\n二、民生得到保障\n学校达到12所。\n"
        "第三章 2031年施政重点\n一、提升效能\n加快建设。",
        "achieved",
    ),
    "a plain heading under one that reviews": (
        "设施署2030年工作进展及2031年工作计划\n工作进展\n年内推行多项工程。\n小型工程\n学校达到12所。\n工作计划\n将推行新工程。",
        "achieved",
    ),
    "a fact among plans": ("河湾县2031年工作计划\n我县现有12所学校。", "achieved"),
}


@pytest.mark.parametrize(("text", "status"), PARTS.values(), ids=PARTS)
def test_what_a_part_speaks_of(text: str, status: str) -> None:
    found = [r for r in extract(text, date="2031-03-05").records if r.span.text.startswith("12")]
    assert [r.status for r in found] == [status]


def test_an_estimate_holds_for_its_own_subject() -> None:
    text = "河湾县2030年工作总结\n生产总值预计增长5%,税收增长4%。"
    assert [r.status for r in extract(text).records] == ["planned", "achieved"]


def test_an_estimate_at_the_head_of_its_sentence_holds_for_all_of_it() -> None:
    text = "河湾县2030年工作总结\n去年运行平稳。预计生产总值增长5%,税收增长4%。"
    assert [r.status for r in extract(text).records] == ["planned", "planned"]


def test_a_chapter_of_two_times_is_told_apart_by_how_its_paragraphs_open() -> None:
    text = "一、2030年和“十五五”时期工作回顾\n2030年,成绩来之不易。新建学校11所。\n回望过去五年,全县面貌一新。\n(一)教育。新建学校12所。"
    found = {r.span.text: r.period for r in extract(text, date="2031-03-05").records if r.kind == "quantitative_target"}
    assert {k: p and p.text for k, p in found.items()} == {"11所": "2030年", "12所": "过去五年"}


def test_a_chapter_of_plans_holds_no_review() -> None:
    plans = (
        "(一)增强消费促发展基础性作用\n新建学校11所。\n(二)取得改革新突破\n新建学校12所。\n(三)扩大开放\n新建学校13所。"
    )
    records = extract(REPORT.format("建成学校10所。", plans), date="2031-03-05").records
    statuses = {r.span.text: r.status for r in records if r.kind == "quantitative_target"}
    assert statuses == {"10所": "achieved", "11所": "planned", "12所": "planned", "13所": "planned"}


def test_what_may_be_done_is_planned_whatever_time_it_is_reckoned_by() -> None:
    assert last("河湾县稳岗工作意见\n可返还其上年度实际缴纳保险费的12%。").status == "planned"


def test_a_change_has_the_period_of_the_value_reached() -> None:
    period = last("学校从2025年的10所增加到2030年的12所。").period
    assert period is not None
    assert period.end == "2030-12-31"


def test_a_relative_period_without_the_documents_date_has_no_days() -> None:
    period = last("去年,新建学校12所。", date=None).period
    assert period is not None
    assert (period.text, period.start, period.end) == ("去年", None, None)


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("新建学校12所(县教育局负责)。", "县教育局"),
        ("新建学校12所。(县财政局、县教育局按职责分工负责)", "县财政局、县教育局"),
        ("新建學校12所。(責任單位:縣教育局牽頭)", "县教育局"),
        ("县教育局组织检查12次。", "县教育局"),
        ("县教育局新建学校12所。", "县教育局"),
        ("由于县教育局新建学校12所。", "县教育局"),
        ("群众满意,县财政局拨付资金5万元。", "县财政局"),
        ("群众满意,、县财政局拨付资金5万元。", "县财政局"),
        ("县教育局、县财政局新建学校12所。", None),
        ("第3县教育局新建学校12所。", None),
        ("新建学校12所。", None),
    ],
)
def test_actors(text: str, actor: str | None) -> None:
    assert last(text).actor == actor


def test_of_several_bodies_in_brackets_the_next_is_in_charge() -> None:
    found = extract("新建学校12所(县教育局负责),改造道路5条(县住建局负责)。修桥3座。").records
    assert [r.actor for r in found] == ["县教育局", "县住建局", None]


def test_the_body_that_the_document_speaks_for_acts_where_none_is_named() -> None:
    text = "河湾县教育局2030年工作总结\n我局新建学校12所。县财政局拨付资金5万元。"
    found = extract(text).records
    assert [(r.span.text, r.actor) for r in found] == [("12所", "河湾县教育局"), ("5万元", "县财政局")]


def test_a_part_of_a_report_mostly_reads_as_it_does_in_the_whole() -> None:
    same = count = 0
    for path in sorted((Path(__file__).parents[1] / "corpora" / "reports").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        whole = {r.span.start: r.status for r in extract(text).records if r.kind == "quantitative_target"}
        cut = text.index("\n", len(text) // 2) + 1
        for start, part in ((0, text[:cut]), (cut, text[cut:])):
            for record in extract(part).records:
                if record.kind == "quantitative_target" and record.span.start + start in whole:
                    same += record.status == whole[record.span.start + start]
                    count += 1
    assert count > 400
    assert same / count > 0.85
