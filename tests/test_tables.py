"""Tables of indicators and of tasks: invented ones in several formats, every cell's value, unit, year and nature."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import pytest

from reformtrace.chain import Result, process
from reformtrace.read import Document, from_text
from reformtrace.read.extracted import Limits, Place
from reformtrace.records import NumberedInitiative, QuantitativeTarget


class Want(NamedTuple):
    """One row: what is measured, value, unit, period, nature, value before, direction, basis, bound, upper end, actor."""

    measures: str
    value: float
    unit: str
    period: str | None
    nature: str | None
    before: float | None = None
    direction: str | None = None
    basis: str | None = None
    bound: str = "exact"
    most: float | None = None
    actor: str | None = None


class Sample(NamedTuple):
    """A table as lines of cells parted by `|`; `<` is merged with the cell to its left, `^` with the one above."""

    above: str
    rows: str
    below: str
    wanted: list[Want]


B, E = "binding", "expected"
UP, DOWN, SAME = "increase", "decrease", "none"

SAMPLES = {
    "groups": Sample(
        "石梁县第十五个五年规划纲要\n第二章 主要目标\n专栏1 “十五五”时期主要指标",
        """
        序号|指标|单位|2025年|2030年|年均增长/〔累计〕|属性
        一、经济发展|<|<|<|<|<|<
        1|地区生产总值|亿元|312.6|420|6左右|预期性
        2|全员劳动生产率|元/人|158000|≥210000|—|预期性
        3|研发经费投入增长|%|—|—|＞8.5|预期性
        4|常住人口城镇化率①|%|63.4|68|—|预期性
        二、民生福祉|<|<|<|<|<|<
        5|城镇新增就业人数|万人|—|—|〔3.2〕|预期性
        6|城镇调查失业率|%|5.2|＜5.5|—|预期性
        7|每千人口拥有3岁以下婴幼儿托位数|个|3.1|4.6|—|预期性
        三、绿色生态|<|<|<|<|<|<
        8|单位地区生产总值能耗降低|%|—|—|〔14〕|约束性
        9|断面水质|—|达标|达到国家要求|—|约束性
        10|森林覆盖率|%|48.25|48.5*|—|约束性
        """,
        "注：〔〕内为五年累计数。",
        [
            Want("地区生产总值", 42_000_000_000, "元", "2030年", E, 31_260_000_000, UP),
            Want("全员劳动生产率", 210_000, "元/人", "2030年", E, 158_000, UP, bound="at_least"),
            Want("研发经费投入增长", 8.5, "%", "2030年", E, None, UP, "年均", "over"),
            Want("常住人口城镇化率", 68, "%", "2030年", E, 63.4, UP),
            Want("城镇新增就业人数", 32_000, "人", "2030年", E),
            Want("城镇调查失业率", 5.5, "%", "2030年", E, 5.2, SAME, bound="under"),
            Want("每千人口拥有3岁以下婴幼儿托位数", 4.6, "个", "2030年", E, 3.1, UP),
            Want("单位地区生产总值能耗降低", 14, "%", "2030年", B, None, DOWN, "累计"),
            Want("森林覆盖率", 48.5, "%", "2030年", B, 48.25, UP),
        ],
    ),
    "two headers": Sample(
        "附表\n清河区“十五五”规划主要指标表",
        """
        类别|指标|<|2025年|“十五五”目标|<|属性
        ^|^|^|^|2030年|年均增速（％）[累计]|^
        经济|1|服务业增加值（亿元）|205.4|290|7|预期性
        ^|2|一般公共预算收入（亿元）|18.06|–|5.5以内|预期性
        创新|3|其中：每万人口高价值发明专利拥有量（件）|6.2|10①|[3.8]|预期性
        ^|4|数字经济核心产业增加值占比（％）|9.6|12—13|–|预期性
        生态|5|地表水优良断面比例（%）|92.3|≥95|–|约束性
        ^|6|单位产值二氧化碳排放降低（％）|–|完成上级下达任务|[17]|约束性
        安全|7|粮食综合生产能力（万吨）|36|36|–|约束性
        ^|8|年末常住人口（万人）|41.2|40|-0.6|预期性
        """,
        "注：[ ]为五年累计数；①为预计数。",
        [
            Want("服务业增加值", 29_000_000_000, "元", "2030年", E, 20_540_000_000, UP),
            Want("一般公共预算收入", 5.5, "%", "“十五五”", E, None, UP, "年均", "at_most"),
            Want("每万人口高价值发明专利拥有量", 10, "件", "2030年", E, 6.2, UP),
            Want("数字经济核心产业增加值占比", 12, "%", "2030年", E, 9.6, UP, most=13),
            Want("地表水优良断面比例", 95, "%", "2030年", B, 92.3, UP, bound="at_least"),
            Want("单位产值二氧化碳排放降低", 17, "%", "“十五五”", B, None, DOWN, "累计"),
            Want("粮食综合生产能力", 360_000, "吨", "2030年", B, 360_000, SAME),
            Want("年末常住人口", 400_000, "人", "2030年", E, 412_000, DOWN),
        ],
    ),
    "one year": Sample(
        "雁山市2026年经济社会发展主要预期目标\n单位：亿元、%",
        """
        指标名称|2026年目标|<|2025年实际|<|指标属性
        ^|绝对额|增速|绝对额|增速|^
        地区生产总值|2520|5.5左右|2381.6|5.2|预期性
        固定资产投资增长|—|6%左右|—|4.1|预期性
        社会消费品零售总额|1265.5|5|1200|4.8|预期性
        居民消费价格涨幅|—|2以内|—|0.3|预期性
        """,
        "",
        [
            Want("地区生产总值", 252_000_000_000, "元", "2026年", E, 238_160_000_000, UP),
            Want("固定资产投资增长", 6, "%", "2026年", E, 4.1, UP, None, "about"),
            Want("社会消费品零售总额", 126_550_000_000, "元", "2026年", E, 120_000_000_000, UP),
            Want("居民消费价格涨幅", 2, "%", "2026年", E, 0.3, SAME, None, "at_most"),
        ],
    ),
    "bodies": Sample(
        "青溪县老龄事业发展规划指标分解表",
        """
        序 号|指 标|2027年目标|2024年|指标性质|责任单位
        1.|养老机构护理型床位占比（%）|65%以上|58.2%|约束性|县民政局
        2.|社区老年食堂（家）|不少于120|76|预期性|县民政局、各镇街
        3.|65岁以上老年人健康管理率（%）|达到72|68|预期性|县卫生健康局
        4.|人均预期寿命（岁）|81.2|80.1[1]|预期性|县卫生健康局
        5.|老年大学在学人数（万人）|1.5|1.1|预期性|县教育局
        6.|适老化改造户数（户）|〔2000〕|〔1600〕|约束性|县住房城乡建设局
        """,
        "",
        [
            Want("养老机构护理型床位占比", 65, "%", "2027年", B, 58.2, UP, None, "at_least", None, "县民政局"),
            Want("社区老年食堂", 120, "家", "2027年", E, 76, UP, None, "at_least", None, "县民政局、各镇街"),
            Want("65岁以上老年人健康管理率", 72, "%", "2027年", E, 68, UP, actor="县卫生健康局"),
            Want("人均预期寿命", 81.2, "岁", "2027年", E, 80.1, UP, actor="县卫生健康局"),
            Want("老年大学在学人数", 15_000, "人", "2027年", E, 11_000, UP, actor="县教育局"),
            Want("适老化改造户数", 2000, "户", "2027年", B, 1600, UP, "累计", actor="县住房城乡建设局"),
        ],
    ),
    "natures as groups": Sample(
        "“十五五”时期节水主要指标",
        """
        指标|计量单位|现状值|目标值
        约束性指标|<|<|<
        用水总量|亿立方米|4.86|≤4.8
        万元工业增加值用水量下降|%|—|16
        预期性指标|<|<|<
        城市公共供水管网漏损率|％|8.9|8以内
        再生水利用量|万吨|620|1 050
        灌溉水有效利用系数|—|0.612|0.63
        """,
        "",
        [
            Want("用水总量", 480_000_000, "立方米", "“十五五”时期", B, 486_000_000, DOWN, bound="at_most"),
            Want("万元工业增加值用水量下降", 16, "%", "“十五五”时期", B, None, DOWN),
            Want("城市公共供水管网漏损率", 8, "%", "“十五五”时期", E, 8.9, DOWN, bound="at_most"),
            Want("再生水利用量", 10_500_000, "吨", "“十五五”时期", E, 6_200_000, UP),
            Want("灌溉水有效利用系数", 0.63, "", "“十五五”时期", E, 0.612, UP),
        ],
    ),
    "many years": Sample(
        "文化旅游发展指标",
        """
        主要指标|单位|“十五五”年均增速|2030年目标|2027年目标|2025年预期|类型
        接待游客人次|万人次|6.5%|2600|2150|1900|预期性
        旅游总收入|亿元|9左右|—|—|—|预期性
        公共图书馆|座|—|8|7|6|预期性
        文物保护单位完好率|%|—|100|99|98.5|约束性
        文化产业增加值占比|%|（0.8）|5.2—5.5|—|4.5|预期性
        """,
        "",
        [
            Want("接待游客人次", 26_000_000, "人次", "2030年", E, 19_000_000, UP),
            Want("旅游总收入", 9, "%", "“十五五”", E, None, UP, "年均", "about"),
            Want("公共图书馆", 8, "座", "2030年", E, 6, UP),
            Want("文物保护单位完好率", 100, "%", "2030年", B, 98.5, UP),
            Want("文化产业增加值占比", 5.2, "%", "2030年", E, 4.5, UP, most=5.5),
        ],
    ),
    "aims not settled": Sample(
        "汶溪市深化营商环境改革目标任务表",
        """
        序号|指标名称|单位|2025年基准值|目标值|<|<|责任单位
        ^|^|^|^|2026年|2027年|2030年|^
        1|企业开办平均时间|小时|8|6|4|≤2|市市场监管局
        2|新登记经营主体|万户|3.6|3.8|4.0|5左右|市市场监管局
        3|惠企资金直达规模|亿元|—|12|15|待定|市财政局
        4|“一件事”集成办理事项|个|36|50|65|>90|市政务服务中心
        """,
        "",
        [
            Want("企业开办平均时间", 2, "小时", "2030年", None, 8, DOWN, None, "at_most", None, "市市场监管局"),
            Want("新登记经营主体", 50_000, "户", "2030年", None, 36_000, UP, None, "about", None, "市市场监管局"),
            Want("惠企资金直达规模", 1_500_000_000, "元", "2027年", None, actor="市财政局"),
            Want("“一件事”集成办理事项", 90, "个", "2030年", None, 36, UP, None, "over", None, "市政务服务中心"),
        ],
    ),
    "due by row": Sample(
        "禾阳县2026年民生实事计划表",
        """
        序号|项目名称|单位|年度目标|责任单位|完成时限
        1|新建改建农村公路|公里|120|县交通运输局|2026年11月底
        2|适龄女性免费疫苗接种|人次|2.5万|县卫生健康局|2026年12月底
        """,
        "",
        [
            Want("新建改建农村公路", 120, "公里", "2026年11月底", None, actor="县交通运输局"),
            Want("适龄女性免费疫苗接种", 25_000, "人次", "2026年12月底", None, actor="县卫生健康局"),
        ],
    ),
    "years added up": Sample(
        "青冈县2026—2028年存量房改革年度目标",
        """
        指标|单位|2026年|2027年|2028年|合计
        收购存量商品房|套|300|400|500|1200
        筹集保障性租赁住房|套（间）|600|600|800|2000
        改造城中村|户|≥1000|≥1500|—|≥2500
        """,
        "",
        [
            Want("收购存量商品房", 1200, "套", "2026—2028年", None),
            Want("筹集保障性租赁住房", 2000, "套", "2026—2028年", None),
            Want("改造城中村", 2500, "户", "2026—2028年", None, bound="at_least"),
        ],
    ),
}  # fmt: skip


def grid(rows: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in rows.strip().splitlines()]


def filled(rows: str) -> list[list[str]]:
    """The cells with what merged ones hold written out."""
    out: list[list[str]] = []
    for line in grid(rows):
        row: list[str] = []
        for i, cell in enumerate(line):
            row.append(row[-1] if cell == "<" else out[-1][i] if cell == "^" else cell)
        out.append(row)
    return out


def as_text(sample: Sample) -> Document:
    lines = ["\t".join(row) for row in filled(sample.rows)]
    return from_text("\n".join([sample.above, *lines, sample.below]))


def as_sparse_text(sample: Sample) -> Document:
    """Plain text in which merged cells are left empty, and merged rows hold one cell."""
    lines = []
    for row in grid(sample.rows):
        kept = ["" if cell in "<^" else cell for cell in row]
        lines.append(kept[0] if set(row[1:]) == {"<"} else "\t".join(kept))
    return from_text("\n".join([sample.above, *lines, sample.below]))


def extents(rows: str) -> list[list[tuple[str, int, int] | None]]:
    """Each cell with how many columns and rows it covers; None where another covers it."""
    cells = grid(rows)
    out: list[list[tuple[str, int, int] | None]] = []
    for y, row in enumerate(cells):
        line: list[tuple[str, int, int] | None] = []
        for x, cell in enumerate(row):
            if cell in "<^":
                line.append(None)
                continue
            wide = high = 1
            while x + wide < len(row) and row[x + wide] == "<":
                wide += 1
            while y + high < len(cells) and cells[y + high][x] == "^":
                high += 1
            line.append((cell, wide, high))
        out.append(line)
    return out


def page_of(sample: Sample) -> str:
    rows = "".join(
        "<tr>"
        + "".join(f'<td colspan="{w}" rowspan="{h}"><p>{escape(t)}</p></td>' for t, w, h in filter(None, row))
        + "</tr>"
        for row in extents(sample.rows)
    )
    lines = "".join(f"<p>{escape(line)}</p>" for line in sample.above.splitlines())
    page = (
        f"<html><head><meta charset='utf-8'><title>表</title></head><body><div>{lines}<table border='1'>{rows}</table>"
    )
    return f"{page}<p>{escape(sample.below)}</p></div></body></html>"


def as_html(sample: Sample) -> Document:
    return extracted("html", page_of(sample).encode())


def as_pdf(sample: Sample) -> Document:
    """A page printed by Chromium, where there is one."""
    pytest.importorskip("reformtrace.read.pdf")
    browser = shutil.which("chromium") or pytest.skip("there is no Chromium")
    with TemporaryDirectory() as folder:
        page, pdf = Path(folder, "page.html"), Path(folder, "page.pdf")
        page.write_text(page_of(sample), encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={pdf}"]
        subprocess.run([browser, *options, page.as_uri()], check=True, capture_output=True, timeout=60)
        return extracted("pdf", pdf.read_bytes())


def as_docx(sample: Sample) -> Document:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    for line in sample.above.splitlines():
        document.add_paragraph(line)
    cells = extents(sample.rows)
    table = document.add_table(len(cells), len(cells[0]))
    for y, row in enumerate(cells):
        for x, cell in enumerate(row):
            if cell is not None:
                text, wide, high = cell
                table.cell(y, x).merge(table.cell(y + high - 1, x + wide - 1)).text = text
    document.add_paragraph(sample.below)
    file = BytesIO()
    document.save(file)
    return extracted("docx", file.getvalue())


def extracted(name: str, data: bytes) -> Document:
    """A file through the reader of its format."""
    try:
        reader: Any = importlib.import_module(f"reformtrace.read.{name}")
    except ImportError:
        pytest.skip(f"there is no reader of {name} yet")
    out = reader.extract(data, Limits())
    return Document("t", "t", out.text, "0" * 64, out.encoding, out.reader, places=out.places)


FORMATS = {"text": as_text, "sparse text": as_sparse_text, "html": as_html, "docx": as_docx, "pdf": as_pdf}


def targets(result: Result) -> list[QuantitativeTarget]:
    return [r for r in result.records if isinstance(r, QuantitativeTarget)]


def told(result: Result) -> list[Want]:
    return [
        Want(
            t.measures,
            t.value,
            t.unit,
            t.period.text if t.period else None,
            t.nature,
            t.change.from_value if t.change else None,
            t.change.direction if t.change else None,
            t.change.basis if t.change else None,
            t.bound,
            t.value_max,
            t.actor,
        )
        for t in targets(result)
    ]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("name", SAMPLES)
def test_every_row_of_a_table_of_indicators(name: str, form: str) -> None:
    sample = SAMPLES[name]
    document = FORMATS[form](sample)
    result = process(document)
    assert told(result) == sample.wanted
    for record in targets(result):
        assert record.status == "planned"
        assert record.extractor.startswith("target.table_")
        assert document.text[record.span.start : record.span.end] == record.span.text
        assert record.span.text.strip("≥≤＞＜>0123456789.,—% 万以上内左右不少于达到") == ""
        assert record.measures.split("(")[0] in record.sentence.simplified
    assert not [r for r in result.records if isinstance(r, NumberedInitiative)]
    said = filled(sample.rows)
    for record in targets(result):
        locator = record.locator.as_dict()
        if "text" in form:
            assert locator == {"page": None, "table": None, "row": None}
        else:
            assert locator["table"] == 1
            assert any(record.measures in plain(cell) for cell in said[locator["row"] - 1])


def plain(cell: str) -> str:
    return cell.translate(str.maketrans("（）％", "()%"))


def records(text: str, date: str | None = None) -> Result:
    return process(from_text(text, date=date))


def test_a_table_of_tasks_says_who_acts_and_by_when() -> None:
    result = records(
        "重点任务分工表\n序号\t任务\t责任单位\t完成时限\n"
        "1\t新建公共充电桩1200个，改造老旧小区46个。\t市城管局\t2026年底前\n"
        "2\t到2027年建成口袋公园30个\t市园林局\t2027年12月底\n"
        "3.\t为企业减负4.5亿元以上\t市财政局、市税务局\t长期坚持\n",
        "2026-02-03",
    )
    rows = [(t.span.text, t.actor, t.period.text if t.period else None) for t in targets(result)]
    assert rows == [
        ("1200个", "市城管局", "2026年底前"),
        ("46个", "市城管局", "2026年底前"),
        ("30个", "市园林局", "到2027年"),
        ("4.5亿元以上", "市财政局、市税务局", None),
    ]
    items = [(r.marker, r.title, r.actor) for r in result.records if isinstance(r, NumberedInitiative)]
    assert items == [("3.", "为企业减负4.5亿元以上", "市财政局、市税务局")]


def placed(lines: list[tuple[str, Place]]) -> Result:
    """A document of lines, each with the place that opens with it."""
    text, places = "", []
    for line, place in lines:
        places.append(Place(len(text), place.page, place.table, place.row))
        text += line + "\n"
    return process(Document("t", "t", text, "0" * 64, "utf-8", "pdf", places=tuple(places)))


def test_a_table_goes_on_over_pages_with_its_header_or_without() -> None:
    head = "指标\t单位\t2025年\t2030年\t属性"
    for again in ([(head, Place(0, 2, 2, 1))], []):
        result = placed(
            [
                ("2026年2月1日全县新增泊位300个。", Place(0, 1)),
                (head, Place(0, 1, 1, 1)),
                ("湿地保护率\t%\t51.2\t≥56\t约束性", Place(0, 1, 1, 2)),
                *again,
                ("绿道里程\t公里\t210\t300\t预期性", Place(0, 2, 2, len(again) + 1)),
                ("全县培训200人次。", Place(0, 2)),
            ]
        )
        assert [(t.value, t.unit, t.nature, t.locator.as_dict()) for t in targets(result)] == [
            (300, "个", None, {"page": 1, "table": None, "row": None}),
            (56, "%", "binding", {"page": 1, "table": 1, "row": 2}),
            (300, "公里", "expected", {"page": 2, "table": 2, "row": len(again) + 1}),
            (200, "人次", None, {"page": 2, "table": None, "row": None}),
        ]


def test_a_row_merged_throughout_is_one_cell_of_its_table() -> None:
    result = placed(
        [
            ("指标\t单位\t2025年\t2030年", Place(0, None, 1, 1)),
            ("一、以节约集约为导向的资源利用水平和保护水平同步提升，共2项", Place(0, None, 1, 2)),
            ("用水总量\t万吨\t51\t50", Place(0, None, 1, 3)),
            ("一、后续工作", Place(0)),
        ]
    )
    assert [(t.value, t.period.text if t.period else None) for t in targets(result)] == [(500_000, "2030年")]
    assert [r.title for r in result.records if isinstance(r, NumberedInitiative)] == ["后续工作"]


def test_bodies_may_stand_under_the_word_for_units_and_terms_in_front_of_cells() -> None:
    result = records(
        "单位\t任务\t完成时限\n市教育局\t新增学位5400个\t2026年8月\n市民政局\t建成养老站46个\t2026年11月底\n"
    )
    assert [(t.value, t.actor, t.status) for t in targets(result)] == [
        (5400, "市教育局", "planned"),
        (46, "市民政局", "planned"),
    ]
    result = records("1.\t新增学位5400个\t责任单位：市教育局\t完成时限：2026年8月底\n")
    (target,) = targets(result)
    assert target.actor == "市教育局"
    assert target.period is not None
    assert target.period.text == "2026年8月底"


def test_a_cell_merged_over_rows_or_columns_counts_once() -> None:
    long = "放款2.3亿元，惠及46家企业，设立资金池3000万元"
    result = records(
        "序号\t改革举措\t主要内容\t范围\n"
        + "\t".join(["一、融资方面"] * 4)
        + f"\n1\t甲方案\t{long}\t全县\n2\t乙方案\t{long}\t全县\n"
        + "\t".join(["全年新增贷款12亿元"] * 4)
        + "\n"
    )
    assert [t.value for t in targets(result)] == [230_000_000, 46, 30_000_000, 1_200_000_000]
    assert [r.title for r in result.records if isinstance(r, NumberedInitiative)] == ["融资方面"]


@pytest.mark.parametrize(
    ("years", "before"),
    [
        ("2025年\t2027年\t2030年", 51),  # a year on the way
        ("2024年\t2025年\t2030年", 54),
        ("2025年\t2026年\t2027年", 54),
        ("2025年\t2027年目标\t2030年目标", 51),
        ("2026年目标\t2027年目标\t2030年目标", None),
    ],
)
def test_the_value_before_is_that_of_the_year_before_the_plan(years: str, before: float | None) -> None:
    (target,) = targets(records(f"指标\t单位\t{years}\n湿地保护率\t%\t51\t54\t56\n"))
    assert target.value == 56
    assert (target.change.from_value if target.change else None) == before


def test_a_bare_number_in_a_table_of_tasks_takes_no_name_from_its_neighbour() -> None:
    result = records(
        "产业链\t2027年产值目标（亿元）\t2030年产值目标（亿元）\t责任单位\n"
        "现代食品\t60\t100以上\t县农业农村局\n新型建材\t25\t新增产值20亿元\t县工信局\n"
    )
    assert [(t.value, t.actor) for t in targets(result)] == [(2_000_000_000, "县工信局")]


@pytest.mark.parametrize(
    "text",
    [
        "指标\t单位\t2025年\t2030年\t属性\n断面水质\t—\t达标\t达到国家要求\t约束性\n湿地面积\t万亩\t—\t—\t约束性\n",
        "项目名称\t总投资（亿元）\t2026年计划投资（亿元）\t责任单位\n城东水厂\t4.2\t1.6\t县水务局\n",
        "年份\t2024年\t2025年\n一季度\t12\t15\n",
        "姓名\t职务\t电话\n李禾\t科长\t8812\n",
        "序号\t名称\t日期\n1\t会议纪要\t2025年3月4日\n",
        "2025年\t2030年\n",
        "目录\t1\n第一章\t3\n第二章\t12\n",
    ],
)
def test_tables_that_hold_no_targets(text: str) -> None:
    assert targets(records(text)) == []


def test_text_beside_a_table_is_read_as_ever() -> None:
    result = records(
        "一、主要指标\n今年新增泊位300个。\n单位：亿元\n指标\t2025年\t2026年\n工业投资\t12\t15\n二、保障措施\n培训200人次。\n"
    )
    assert [(t.value, t.unit) for t in targets(result)] == [(300, "个"), (1_500_000_000, "元"), (200, "人次")]
    assert [r.marker for r in result.records if isinstance(r, NumberedInitiative)] == ["一、", "二、"]


@pytest.mark.parametrize(
    "text",
    [
        "指标\t单位\n" * 30_000,
        "指标\t单位\n任务\t时限\n" * 15_000,
        "12\t" * 100_000,
        "指标\t2030年\n" + "增加值" * 50_000 + "\t5\n",
        "指标\t2030年\t责任单位\n产值" + "①" * 50_000 + "\t[" + "1[" * 50_000 + "\t局" + "*" * 50_000 + "甲\n",
        "指标\t2030年\n产值\t5\n甲\n" * 10_000,
    ],
    ids=["headers", "two headers in turn", "one wide row", "a long name", "marks", "lines between"],
)
def test_a_hostile_table_ends(text: str) -> None:
    assert all(text[r.span.start : r.span.end] == r.span.text for r in records(text).records)
