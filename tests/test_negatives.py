"""Hard counterexamples: text that looks like a target, a claim or an initiative and is none."""

from __future__ import annotations

import pytest

from reformtrace import extract

NO_TARGET: dict[str, list[str]] = {
    "dates and times": [
        "2031年3月12日,会议在河湾县召开。",
        "一九九二年以来,群众生活安定。",
        "会议于9时30分开始。",
        "2013-14年度预算已经公布。",
        "规划期为2026—2030年。",
        "经过两年多的努力,河道变清了。",
        "近五年,改革稳步推进。",
        "三年行动收官。",
    ],
    "ordinals and ranks": [
        "召开第三次全体会议。",
        "详见第249页。",
        "首批名单已经公布。",
        "生产总值位居全省第8位。",
        "主要指标排名前三。",
        "推进第2轮督察。",
    ],
    "numbers of documents, lines and systems": [
        "拨打12345热线反映问题。",
        "河政发〔2031〕12号文件已经废止。",
        "推广206系统办案。",
        "与“12348”平台对接。",
        "地铁7号线顺利贯通。",
        "发布营商环境6.0版方案。",
        "推进5G网络覆盖。",
        "治理PM2.5污染。",
    ],
    "names and slogans": [
        "落实“三项制度”。",
        "建设“15分钟生活圈”。",
        "编制“十五五”规划。",
        "评选十佳社区。",
        "做到两个维护。",
        "融入长三角发展。",
        "深化“4+2”合作机制。",
        "坚持一国两制。",
        "印发《关于推进12项便民措施的通知》。",
        "推进三农工作。",
    ],
    "which one is meant": [
        "实现20户以上自然村供水全覆盖。",
        "在人口30万以上的县设立分院。",
        "人均收入8000元以下且有劳动能力的脱贫户稳定增收。",
        "禁止销售长度不足8厘米的鱼苗。",
        "居民关心该两座大楼的安全。",
        "这三项制度已经实施。",
    ],
    "names with a number": [
        "深化两地“16+16”园区共建。",
        "十种有色金属产量平稳。",
        "交通四通八达。",
        "出席七十七国集团会议。",
    ],
    "layers and sets": [
        "市、县两级联动。",
        "健全三级调解网络。",
        "搭建三大平台。",
        "培育十大行业。",
        "三次产业协调发展。",
    ],
    "numerals that count nothing": [
        "出台一系列举措。",
        "涌现一大批先进典型。",
        "进一步完善机制。",
        "统一标准,推动一体化发展。",
        "这是一项系统工程。",
        "千方百计保障民生。",
        "一致认为方案可行。",
    ],
    "set phrases": [
        "打造一刻钟便民生活圈。",
        "推进大众创业、万众创新。",
        "建设四好农村路,关爱五保户和两新组织。",
        "做好六稳六保工作。",
        "开展一对一帮扶,服务零距离。",
        "推进一业一证改革,实施一村一品工程。",
        "开展双随机一公开监管。",
        "一手抓发展,一手抓安全。",
        "形成“一核两翼三带”格局。",
        "每一名干部都要下沉,确保万无一失。",
        "打造一座幸福之城。",
    ],
    "names of places and firms": [
        "四川、三亚、九江、十堰、五指山协同发展。",
        "三一重工、一汽集团、五粮液公司落户。",
        "千佛山景区完成提升。",
        "推进G60科创走廊建设。",
        "改造312国道和S105省道。",
        "推进二十四节气文化传承。",
        "面向90后青年,修缮上世纪80年代的厂房。",
        "坐落于人民路128号3层302室。",
        "改造10kV线路,铺设DN300管道。",
    ],
    "changes without a number": ["人均收入翻一番。", "出口实现两位数增长。", "产量翻两番。"],
    "ratios and denominators": [
        "三次产业结构调整为8∶41∶51。",
        "生师比达到15:1。",
        "每10万人口中的律师人数持续上升。",
    ],
    "who or what is meant": [
        "为70周岁以上老年人免费体检。",
        "新开工亿元以上项目全部入库。",
        "对0-6岁儿童开展筛查。",
        "粮食产量连续4年稳定。",
    ],
    "announcements": ["重点采取以下三方面措施:", "主要做了以下五项工作:", "从六个方面推进改革。"],
    "conditions that say who is meant": [
        "年收入12万元以下的家庭可以申请。",
        "将为每年营业额少于3,000万元的本地企业推出“便捷保单”计划。",
        "企业新招用人员达到职工人数20%(超过50人的企业达到10%)的,可申请贷款。",
        "整治污染长度达40%以上的河道。",
        "保障措施实施期限超过3年的,主管部门应当进行中期复审。",
    ],
    "fields of a ranking and moves of a rank": [
        "电力指标在128个国家中排名前列。",
        "营商环境总排名较上年再进步3名。",
    ],
    "names of classes": [
        "建设千亿立方米天然气生产基地。",
        "遵循和平共处五项原则。",
        "1类创新药获批上市。",
        "有两件事一定要做到。",
        "淘汰30万千瓦以下煤电机组。",
        "推进2×66万千瓦发电项目。",
        "六安、九江协同发展。",
        "一、知识产权保护方面(共5项)",
        "从两处以上取得收入。",
        "这项工作十分重要。",
        "消除劣五类水体。",
        "推动会展馆二期多功能使用。",
        "3000吨级反应器投产。",
        "新建3人制篮球场。",
        "坚持两只手都要硬。",
        "提升15分钟健身圈服务功能。",
        "会议于十四时四十七分开始。",
        "开展千万师生阳光体育运动。",
    ],
    "announcements that go on": [
        "接下来,我会介绍进一步发展5个支柱行业的一些措施。",
        "改革是具有战略意义的两件大事,要抓紧办好。",
    ],
}
NO_CLAIM: dict[str, list[str]] = {
    "first in name only": [
        "压实第一责任人责任。",
        "人才是第一资源。",
        "第一时间到达现场。",
        "第一批项目全部开工。",
        "首批名单已经公布。",
        "首先要统一思想。",
        "首要任务是保供水。",
        "提升市民首选率。",
        "深化“首学”制度。",
        "首席专家到场指导。",
        "选派第一书记驻村。",
        "加强第一线力量。",
        "首都建设加快推进。",
        "下调首套房贷款利率。",
        "提升城市首位度。",
        "首个季度平稳开局。",
    ],
    "only in name only": [
        "保证编号的唯一性。",
        "实行唯一标识管理。",
        "实践是检验真理的唯一标准。",
    ],
    "leading by example": ["党员干部率先垂范。", "支持沿海率先发展。", "尊重群众首创精神。"],
    "superlatives without a scope": [
        "这是最重要的工作。",
        "最大限度减少审批环节。",
        "提高最低工资标准。",
        "以最严格的制度保护耕地。",
        "最高人民法院发布意见。",
        "推进最多跑一次改革。",
    ],
    "ordinals": [
        "召开全省第三次推进会。",
        "全市前三季度运行平稳。",
        "全国第一产业增加值增长3%。",
        "第一,完善制度。第二,充实队伍。",
        "开展第二轮督察。",
    ],
}
NO_INITIATIVE: dict[str, list[str]] = {
    "一是 inside a word or phrase": [
        "标准统一是改革的前提。",
        "短板之一是人才不足。",
        "原因之一是投入不够,二是管理松散。",
        "办法单一是主要问题。",
        "唯一是不变的。",
    ],
    "cross-references": [
        "按照上述第(一)项办理。",
        "依照本办法第三条第(二)项的规定处理。",
        "符合前款(一)至(三)项条件的单位可以申请。",
    ],
    "years and decimals at a line's head": [
        "2031年,全县工作平稳。",
        "3.5%的增速好于预期。",
        "1.2万名群众受益。",
        "1992.\n",
    ],
    "sections": [
        "第一章 总则\n本办法适用于全县。",
        "第一条 为规范管理,制定本办法。\n第二条 本办法自公布之日起施行。",
        "# 河湾县报告\n## 工作回顾\n工作平稳。",
        "专栏1 重点工程\n工程有序推进。",
        "第一节 发展环境\n环境良好。",
    ],
    "seasons and enumerated nouns": [
        "一季度、二季度运行平稳。",
        "工业增速居全国第一,投资增速居第二。",
    ],
    "calls of footnotes": [
        "推行“三项清单”①,加强监督。",
        "推行“三项清单”①“三项清单”:指权力、责任和服务清单。,加强监督。",
        "推行河长制[1],加强监督。",
    ],
    "a dash that is none": ["河湾县政府工作报告\n——在县第三次代表大会上\n各位代表:\n工作平稳。", "他说——这很好。"],
}


# What is still taken for a target or an initiative; a text that begins to pass is moved up.
GAPS: list[tuple[str, str, str]] = [
    ("quantitative_target", "a slogan outside quotes", "深化两区三厅建设。"),
    ("quantitative_target", "a slogan outside quotes", "构建一主两副多点格局。"),
    ("quantitative_target", "a figure of speech", "有百分之百的信心。"),
    ("numbered_initiative", "quarters of a year joined by 、", "三、四季度运行平稳。"),
]


def ids(groups: dict[str, list[str]]) -> list[object]:
    return [pytest.param(text, id=f"{topic}: {text}") for topic, texts in groups.items() for text in texts]


def found(text: str, kind: str) -> list[str]:
    return [f"{r.extractor}: {r.span.text}" for r in extract(text).records if r.kind == kind]


@pytest.mark.parametrize("text", ids(NO_TARGET))
def test_no_target(text: str) -> None:
    assert found(text, "quantitative_target") == []


@pytest.mark.parametrize("text", ids(NO_CLAIM))
def test_no_claim(text: str) -> None:
    assert found(text, "first_claim") == []


@pytest.mark.parametrize("text", ids(NO_INITIATIVE))
def test_no_initiative(text: str) -> None:
    assert found(text, "numbered_initiative") == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        pytest.param(kind, text, id=text, marks=pytest.mark.xfail(strict=True, reason=reason))
        for kind, reason, text in GAPS
    ],
)
def test_a_gap(kind: str, text: str) -> None:
    assert found(text, kind) == []
