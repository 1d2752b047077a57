"""OFD: records as in the text, the standard's notations, and packages that are broken or hostile."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from records_of import alike
from reformtrace.read import ReadError, read
from reformtrace.read.extracted import Extracted, Limits, Unreadable
from reformtrace.read.ofd import extract
from render_pages import NAMESPACE, to_ofd

REPORTS = sorted((Path(__file__).parent.parent / "corpora" / "reports").glob("*.txt"))
SPACES = ("http://www.ofdspec.org/2016", "http://www.ofdspec.org", "")


def xml(root: str, inside: str, space: str = NAMESPACE) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><{root} xmlns="{space}">{inside}</{root}>'


def package(
    *pages: str, parts: dict[str, str] | None = None, common: str = "", info: str = "", space: str = NAMESPACE
) -> bytes:
    out = io.BytesIO()
    listed = "".join(f'<Page ID="{i}" BaseLoc="Pages/P{i}.xml"/>' for i in range(len(pages)))
    area = "<PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea>"
    document = f"<CommonData>{area}{common}</CommonData><Pages>{listed}</Pages>"
    body = f"<DocBody><DocInfo>{info}</DocInfo><DocRoot>/Doc_0/Document.xml</DocRoot></DocBody>"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("OFD.xml", xml("OFD", body, space))
        file.writestr("Doc_0/Document.xml", xml("Document", document, space))
        for i, inside in enumerate(pages):
            file.writestr(f"Doc_0/Pages/P{i}.xml", xml("Page", inside, space))
        for name, data in (parts or {}).items():
            file.writestr(name, data)
    return out.getvalue()


def layer(inside: str) -> str:
    return f'<Content><Layer ID="9">{inside}</Layer></Content>'


def text(words: str, x: float = 28, y: float = 40, more: str = "", code: str = 'X="0" Y="5"') -> str:
    return (
        f'<TextObject ID="1" Boundary="{x} {y} 150 6" Font="2" Size="5.6" {more}>'
        f"<TextCode {code}>{words}</TextCode></TextObject>"
    )


def taken(data: bytes) -> Extracted:
    return extract(data, Limits())


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("delta", ["list", "repeat", "single"])
def test_a_report_gives_its_records(path: Path, delta: str) -> None:
    words = path.read_text(encoding="utf-8")
    found = taken(to_ofd(words, delta=delta))
    assert alike(words, found.text) >= 0.99
    assert "公报" not in found.text
    assert "— 1 —" not in found.text
    assert {place.page for place in found.places} == set(range(1, found.places[-1].page or 0)) | {found.places[-1].page}
    assert found.date == "2026-03-04"


def test_it_is_told_by_its_content(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(to_ofd("全市新建站点46处。"))
    found = read(path)
    assert found.reader.startswith("ofd (lxml ")
    assert found.file_date == "2026-03-04"


@pytest.mark.parametrize("space", SPACES)
def test_namespaces_in_use_are_all_read(space: str) -> None:
    assert taken(package(layer(text("全市新建站点46处。")), space=space)).text == "全市新建站点46处。\n"


def test_properties_count_where_an_office_set_them() -> None:
    info = "<Title>澜江省数据条例</Title><Author>澜江省人民政府</Author><CreationDate>2025-09-12</CreationDate>"
    found = taken(package(layer(text("第一条")), info=info))
    assert (found.title, found.issuer, found.date) == ("澜江省数据条例", "澜江省人民政府", "2025-09-12")


def test_steps_part_a_run_into_cells() -> None:
    words = text("指标单位", code='X="0" Y="5" DeltaX="5.6 40 5.6"')
    assert taken(package(layer(words))).text == "指标 单位\n"


def test_characters_are_put_in_order_by_their_places() -> None:
    scattered = "".join(text(char, x=28 + 5.6 * i) for i, char in reversed(list(enumerate("全市新建站点46处"))))
    assert taken(package(layer(scattered))).text.replace(" ", "") == "全市新建站点46处\n"


def test_transformed_text_stands_where_it_is_printed() -> None:
    small = text("第二行", y=52, more='CTM="0.3528 0 0 0.3528 0 0"', code='X="0" Y="14"').replace('"5.6"', '"15.9"')
    assert taken(package(layer(small + text("第一行", y=40)))).text == "第一行\n第二行\n"


def test_an_upright_line_is_read_from_the_top_down() -> None:
    assert taken(package(layer(text("附件一", code='X="0" Y="5" DeltaX="g 2 0" DeltaY="g 2 6"')))).text == "附件一\n"


def test_templates_and_composites_are_read_and_annotations_are_not() -> None:
    common = '<PublicRes>Res.xml</PublicRes><TemplatePage ID="5" BaseLoc="Tpl.xml"/>'
    unit = f'<CompositeGraphicUnits><CompositeGraphicUnit ID="7">{layer(text("图内文字", x=0, y=0))}</CompositeGraphicUnit></CompositeGraphicUnits>'
    parts = {
        "Doc_0/Res.xml": xml("Res", unit),
        "Doc_0/Tpl.xml": xml("Page", layer(text("表头文字", y=30))),
        "Doc_0/Annots/P0.xml": xml("PageAnnot", f"<Annot><Appearance>{text('印章文字')}</Appearance></Annot>"),
    }
    page = '<Template TemplateID="5"/>' + layer(
        text("正文文字")
        + '<CompositeObject ID="8" ResourceID="7" Boundary="28 60 50 10"/>'
        + text("看不见", more='Visible="false"')
    )
    assert taken(package(page, parts=parts, common=common)).text == "表头文字\n正文文字\n图内文字\n"


def test_a_unit_that_holds_itself_ends() -> None:
    inner = layer('<CompositeObject ID="8" ResourceID="7" Boundary="0 0 1 1"/>' * 2 + text("字", x=0, y=0))
    parts = {"Doc_0/Res.xml": xml("Res", f'<CompositeGraphicUnit ID="7">{inner}</CompositeGraphicUnit>')}
    page = layer(text("正文文字") + '<CompositeObject ID="8" ResourceID="7" Boundary="28 60 50 10"/>')
    assert "正文文字" in taken(package(page, parts=parts, common="<PublicRes>Res.xml</PublicRes>")).text


def test_a_picture_alone_says_what_to_do() -> None:
    page = layer('<ImageObject ID="3" Boundary="0 0 210 297" ResourceID="4"/>')
    with pytest.raises(Unreadable, match=r"page 2 is a picture without a text layer.*PDF"):
        taken(package(layer(text("正文")), page))


def test_pages_are_bounded() -> None:
    with pytest.raises(Unreadable, match="3 pages, more than 2; raise --max-pages"):
        extract(package(*[layer(text("正文"))] * 3), Limits(max_pages=2))


LAUGHS = "<!DOCTYPE x [<!ENTITY a '哈哈'>" + "".join(f"<!ENTITY a{i} '{'&a;' * 20}'>" for i in range(9)) + "]>"
WHOLE = to_ofd(REPORTS[0].read_text(encoding="utf-8"))


def with_part(name: str, data: str | bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, data if entry == name else old.read(entry))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (WHOLE[: len(WHOLE) // 2], "damaged or cut off"),
        (with_part("Doc_0/Document.xml", b"<x"), "damaged"),
        (with_part("OFD.xml", LAUGHS + "<OFD>&a8;</OFD>"), "entities"),
        (with_part("OFD.xml", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><OFD>&e;</OFD>'), "entities"),
        (with_part("Doc_0/Pages/Page_0/Content.xml", bytes(150_000_000)), "unpacks to more than"),
        (with_part("OFD.xml", "<OFD><DocBody><DocRoot>../../etc/passwd</DocRoot></DocBody></OFD>"), "missing"),
        (package(layer("")), "no text"),
        (package(), "no pages"),
    ],
    ids=["cut", "broken", "laughs", "outside", "bomb", "climbs", "empty", "none"],
)
def test_a_package_that_cannot_be_read_says_why(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.ofd"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=reason) as error:
        read(path)
    assert ";" in error.value.reason
