"""Claims of being first, only or highest-ranked: sentences invented for this, and what is found in them."""

from __future__ import annotations

import pytest

from reformtrace.convert import convert
from reformtrace.find.claims import find_claims
from reformtrace.mentions import Claim, Suppressed
from reformtrace.rules import Scanner, load
from reformtrace.segment import Reading, segment


def read(text: str) -> tuple[Reading, list[Claim], list[Suppressed]]:
    reading = segment(convert(text))
    suppressed: list[Suppressed] = []
    return reading, find_claims(reading, suppressed), suppressed


def told(text: str) -> list[tuple[str, str, str, int | None, str]]:
    """Span, basis, scope, rank and object of each claim."""
    reading, claims, _ = read(text)
    return [(reading.text[c.start : c.end], c.basis, c.scope, c.rank, c.object) for c in claims]


# A text, and basis, scope, rank and object of the claims in it, behind their words.
Case = tuple[str, list[tuple[str, str, str, int | None, str]]]

FIRST: list[Case] = [
    ("全港首個智慧停車場落成。", [("全港首个", "first", "province", 1, "智慧停车场")]),
    ("全市首条无人驾驶公交线投入运营。", [("全市首条", "first", "city", 1, "无人驾驶公交线")]),
    ("培育全国首家通过国际认证的民营种业企业。", [("全国首家", "first", "nation", 1, "通过国际认证的民营种业企业")]),
    ("在渔政执法中推出首份轻罚免罚目录。", [("首份", "first", "unstated", 1, "轻罚免罚目录")]),
    ("全国公安系统首个低空警务站揭牌。", [("全国公安系统首个", "first", "nation", 1, "低空警务站")]),
    ("揭牌贵州首个氢燃料检测中心。", [("贵州首个", "first", "province", 1, "氢燃料检测中心")]),
    ("青屏区建成西南地区第一座漂浮式光伏站。", [("西南地区第一座", "first", "region", 1, "漂浮式光伏站")]),
    ("石板镇入选全国首批数字茶园试点。", [("全国首批", "first", "nation", 1, "数字茶园试点")]),
    ("该平台为全省首家。", [("全省首家", "first", "province", 1, "该平台")]),
    ("望河市成为中西部首个拥有三座货运机场的城市。", [("中西部首个", "first", "region", 1, "拥有三座货运机场的城市")]),
    ("全台首座離岸風電運維碼頭啟用。", [("全台首座", "first", "nation", 1, "离岸风电运维码头")]),
    ("成为第一个通过验收的山区县。", [("成为第一个", "first", "unstated", 1, "通过验收的山区县")]),
]

DEED: list[Case] = [
    ("在全国率先出台数据条例。", [("在全国率先", "first", "nation", 1, "出台数据条例")]),
    ("率先试点“拿地即开工”并全面推开。", [("率先", "first", "unstated", 1, "试点“拿地即开工”")]),
    (
        "率先开发并应用渔船识别、岸线巡查等技术。",
        [("率先", "first", "unstated", 1, "开发并应用渔船识别、岸线巡查等技术")],
    ),
    ("率先在长三角实现社保卡同城待遇。", [("率先在长三角", "first", "region", 1, "实现社保卡同城待遇")]),
    ("在全国省级层面率先制定碳账户办法。", [("在全国省级层面率先", "first", "nation", 1, "制定碳账户办法")]),
    ("在全省范围内首次开设夜间门诊。", [("在全省范围内首次", "first", "province", 1, "开设夜间门诊")]),
    ("调解做法属全省法院首创。", [("全省法院首创", "first", "province", 1, "调解做法")]),
    ("在本港率先以大数据识别照顾者家庭。", [("在本港率先", "first", "province", 1, "以大数据识别照顾者家庭")]),
    ("消防局率全国之先成立无人机救灾大队。", [("率全国之先", "first", "nation", 1, "成立无人机救灾大队")]),
    ("首创“数据专员”制度。", [("首创", "first", "unstated", 1, "“数据专员”制度")]),
    ("首创的“一码通关”模式在口岸推广。", [("首创", "first", "unstated", 1, "“一码通关”模式")]),
    ("“一件事”集成改革做法系全国首创。", [("全国首创", "first", "nation", 1, "“一件事”集成改革做法")]),
    ("累计推出60项改革成果,其中8项为全国首创。", [("全国首创", "first", "nation", 1, "改革成果")]),
]

ONLY: list[Case] = [
    ("荣获全国唯一“金牌口岸”称号。", [("全国唯一", "only", "nation", 1, "“金牌口岸”称号")]),
    ("成为省内入围该榜单的唯一企业。", [("唯一", "only", "unstated", 1, "省内入围该榜单的企业")]),
    ("成为除省会外唯一拥有两个综保区的城市。", [("唯一", "only", "unstated", 1, "拥有两个综保区的城市")]),
    ("这里保存着全国仅有的活水古渡。", [("全国仅有", "only", "nation", 1, "活水古渡")]),
]

RANK: list[Case] = [
    (
        "全市数字经济增加值占比达到14.2%,稳居全省第二位。",
        [("稳居全省第二位", "rank", "province", 2, "全市数字经济增加值")],
    ),
    ("粮食总产达37亿斤,增长2%,增速居全国首位。", [("居全国首位", "rank", "nation", 1, "粮食总产增速")]),
    ("新增单项冠军企业18家,列全国同类城市第三。", [("列全国同类城市第三", "rank", "nation", 3, "单项冠军企业")]),
    ("竞争力在137个受评国家中排名第15。", [("在137个受评国家中排名第15", "rank", "world", 15, "竞争力")]),
    ("满意度名列地级市第2名。", [("名列地级市第2名", "rank", "unstated", 2, "满意度")]),
    ("增速居六个县(市、区)第二位。", [("居六个县(市、区)第二位", "rank", "unstated", 2, "增速")]),
    ("人均收入在全县14个乡镇中排第5位。", [("在全县14个乡镇中排第5位", "rank", "county", 5, "人均收入")]),
    ("我省选手列奖牌榜首位。", [("列奖牌榜首位", "rank", "unstated", 1, "我省选手")]),
    ("我省代表团位列奖牌榜第二名。", [("位列奖牌榜第二名", "rank", "unstated", 2, "我省代表团")]),
    ("整机出口突破十万台、跃居世界第5位。", [("跃居世界第5位", "rank", "world", 5, "整机出口")]),
    (
        "出口信用保险渗透率从全国第18位前移到第9位。",
        [("从全国第18位前移到第9位", "rank", "nation", 9, "出口信用保险渗透率")],
    ),
    ("用水效率进入西部省份第一方阵。", [("进入西部省份第一方阵", "rank", "region", None, "用水效率")]),
    ("审批提速改革走在全国前列。", [("走在全国前列", "rank", "nation", None, "审批提速改革")]),
    ("两化融合指数连续六年全省第一。", [("全省第一", "rank", "province", 1, "两化融合指数")]),
    ("油茶等12种林产品产量居全国第4位。", [("居全国第4位", "rank", "nation", 4, "油茶等12种林产品产量")]),
    ("成长幅度仍居亞洲四小龍之首。", [("居亚洲四小龙之首", "rank", "region", 1, "成长幅度")]),
    ("教育支出占比达21%,居各项支出之首。", [("居各项支出之首", "rank", "unstated", 1, "教育支出")]),
    ("港口通达性跻身全球十大,位列第八。", [("位列第八", "rank", "world", 8, "港口通达性")]),
    ("保税燃料加注跻身全球第三大加油港。", [("跻身全球第三大", "rank", "world", 3, "加油港")]),
    (
        "人均占地面积在全国168个重点城市中排名第7。",
        [("在全国168个重点城市中排名第7", "rank", "nation", 7, "人均占地面积")],
    ),
    ("考核成绩名列前茅。", [("名列前茅", "rank", "unstated", None, "考核成绩")]),
    ("工业机器人产量增长21%、出口量居全国第2位。", [("居全国第2位", "rank", "nation", 2, "工业机器人出口量")]),
    (
        "中型客车增至3万辆、轻型客车增至9万辆,均居全国第一。",
        [("居全国第一", "rank", "nation", 1, "中型客车、轻型客车")],
    ),
    (
        "港口从业人员比上次普查增长19.8%、居全国第2位,增加7.7万人、居全国第4位。",
        [
            ("居全国第2位", "rank", "nation", 2, "港口从业人员增速"),
            ("居全国第4位", "rank", "nation", 4, "港口从业人员增量"),
        ],
    ),
    ("茶叶产量达12万吨、增长5%、居全省第2位。", [("居全省第2位", "rank", "province", 2, "茶叶产量")]),
]

SUPERLATIVE: list[Case] = [
    ("建成全国规模最大的算力集群。", [("全国规模最大", "superlative", "nation", 1, "算力集群")]),
    ("建成亚洲最大人工海水湖。", [("亚洲最大", "superlative", "region", 1, "人工海水湖")]),
    ("司法鉴定投诉率为全省最低。", [("全省最低", "superlative", "province", 1, "司法鉴定投诉率")]),
    ("企业开办时间全国最短。", [("全国最短", "superlative", "nation", 1, "企业开办时间")]),
    ("海湾是全球规模最大、最具活力的货运枢纽。", [("全球规模最大", "superlative", "world", 1, "货运枢纽")]),
    (
        "成为全国涉外公证服务开放度最高的城市。",
        [("全国涉外公证服务开放度最高", "superlative", "nation", 1, "涉外公证服务开放度最高的城市")],
    ),
]

SEVERAL: list[Case] = [
    (
        "在全国率先出台数据条例,首创“数据专员”制度,建成全国首个数据交易链。",
        [
            ("在全国率先", "first", "nation", 1, "出台数据条例"),
            ("首创", "first", "unstated", 1, "“数据专员”制度"),
            ("全国首个", "first", "nation", 1, "数据交易链"),
        ],
    ),
    (
        "粮食单产、总产分别位居全省第二、第三。",
        [("位居全省第二", "rank", "province", 2, "粮食单产"), ("第三", "rank", "province", 3, "总产")],
    ),
    (
        "创新指数居全国第8位、中部第2位。",
        [("居全国第8位", "rank", "nation", 8, "创新指数"), ("中部第2位", "rank", "region", 2, "创新指数")],
    ),
    (
        "建成亚洲最大、世界第三的地下粮库。",
        [("亚洲最大", "superlative", "region", 1, "地下粮库"), ("世界第三", "rank", "world", 3, "地下粮库")],
    ),
    (
        "风电装机占比超过50%,居全国第一位;绿电交易量居第二位。",
        [("居全国第一位", "rank", "nation", 1, "风电装机"), ("居第二位", "rank", "nation", 2, "绿电交易量")],
    ),
    (
        "全国首批、全省唯一的智慧农业引领区落户松屿县。",
        [("全国首批", "first", "nation", 1, "智慧农业引领区"), ("全省唯一", "only", "province", 1, "智慧农业引领区")],
    ),
]

NONE = [
    "他是第一责任人,要第一时间到一线。",
    "科技是第一生产力、人才是第一资源、创新是第一动力。",
    "首先要抓好首府城市建设,首脑会议如期举行。",
    "党员干部率先垂范,班子成员率先示范。",
    "尊重群众首创精神,鼓励基层首创。",
    "实行唯一标识管理,保证编号的唯一性。",
    "最大限度便民利企,提高全省最低工资标准。",
    "全市最低生活保障标准再次提高。",
    "深化“首席数据官”制度,落实首问负责制、首违不罚。",
    "首批居住证发放到位,居民首选率达到85%。",
    "召开全省第三次推进会,完成全国第七次人口普查。",
    "全国第一产业增加值增长3%,全市前三季度运行平稳。",
    "选派驻村第一书记320名,市第一人民医院通过复审。",
    "坚持把教育摆在优先发展的首位。",
    "《全国首个标准汇编》出版,打响“全国第一”品牌。",
    "公司首次盈利,粮食产量创历史新高。",
    "下调全市首套房首付比例,这是节后首个工作日。",
    "特首个人捐出薪酬。",
    "处于全国领先水平,达到国际先进水平。",
    "首店经济、首发经济蓬勃发展。",
    "推进全省最多跑一次改革。",
    "作为我国最早开放的口岸之一,外贸再创佳绩。",
    "全国运动会上创历史最好成绩。",
    "由排在第一位的部门牵头。",
    "支持东部率先发展。",
    "参展面积占全球排名前1%的展会不多。",
]


@pytest.mark.parametrize(("text", "claims"), FIRST + DEED + ONLY + RANK + SUPERLATIVE + SEVERAL)
def test_found(text: str, claims: list[tuple[str, str, str, int | None, str]]) -> None:
    assert told(text) == claims


@pytest.mark.parametrize("text", NONE)
def test_none(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "within"),
    [("创新能力跻身全国前十。", True), ("安全感稳居全市前三位。", True), ("创新能力居全国第十。", False)],
)
def test_rank_within(text: str, within: bool) -> None:
    assert [c.rank_within for c in read(text)[1]] == [within]


@pytest.mark.parametrize(
    ("text", "scope", "words"),
    [
        ("发布全国保险行业首份绿色指引。", "nation", "全国保险行业"),
        ("青屏区政府工作报告\n全区首家长者食堂开业。", "county", "全区"),
        ("澜江自治区政府工作报告\n全区首家长者食堂开业。", "province", "全区"),
        ("满意度居省会城市第3位。", "nation", "省会城市"),
        ("率先推行一窗受理。", "unstated", None),
    ],
)
def test_scope(text: str, scope: str, words: str | None) -> None:
    assert [(c.scope, c.scope_text) for c in read(text)[1]] == [(scope, words)]


def test_suppressed_tells_the_rule() -> None:
    reading, claims, suppressed = read("尊重群众首创精神。")
    assert not claims
    assert [(reading.text[s.start : s.end], s.rule, s.by) for s in suppressed] == [
        ("首创", "first.deed", "first.deed.unless")
    ]


def test_broken_line_is_one_claim() -> None:
    assert told("试点全面展开。望河青瓷出口额今年继续稳居全\n省第二位,增势良好。")[0][:4] == (
        "稳居全省第二位",
        "rank",
        "province",
        2,
    )


@pytest.mark.parametrize("rule", load("claims").rules, ids=lambda r: r.id)
def test_rules_hit_their_examples(rule) -> None:  # type: ignore[no-untyped-def]
    scanner = Scanner(load("claims").rules)
    for example in rule.examples:
        start = example.index("<hit>")
        end = example.index("</hit>") - len("<hit>")
        text = example.replace("<hit>", "").replace("</hit>", "")
        assert (start, end, rule.id, False) in [(a, b, r.id, no) for a, b, r, no in scanner.hits(text)]
    for text in rule.counterexamples:
        assert all(no for *_, no in scanner.hits(text))


def test_a_long_sentence_of_claims_is_read_whole() -> None:
    reading = segment(convert("在全国率先建成居全省第二、" * 1600))
    assert len(find_claims(reading, [])) >= 1600
