"""OFD: text from placed glyphs, lines and tables, parts found by path, damage and hostile files."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.ofd import read_ofd
from policytext.reading.ofd_numbers import Transform, offsets
from tests import made_ofd as made

PLAN = """澜水市2021年教育工作要点
2021年全市教育工作坚持立德树人根本任务，深化教育领域综合改革，推动教育事业高质量发展，为建设现代化新澜水提供坚实的人才支撑。
一、扩充教育资源
1.加快学校建设。今年新建中小学12所，新增学位1.5万个，完成投资8.6亿元，6月底前全部开工，年底前完成主体结构施工并通过验收。（责任单位：市教育局、市财政局）
2.推进幼儿园建设。新建公办幼儿园20所，公办园在园幼儿占比达到55%以上，普惠性幼儿园覆盖率达到90%，力争在9月底前投入使用。
二、提升教育质量
3.实施强师计划。引进高层次教师300名，培训骨干教师5000人次，逐步提高教师待遇，健全教师荣誉制度，营造尊师重教的良好社会氛围，推动形成优秀人才竞相从教的良好局面。
4.加强校园安全。完成200所学校消防设施改造，校园视频监控覆盖率达到100%，组织安全演练不少于4次，确保全年不发生重大安全责任事故。"""
ROWS = [["序号", "工作任务", "责任单位"], ["1", "新建学校2所", "教育局"], ["2", "新增学位500个", "财政局"]]
LINES = ["序号|工作任务|责任单位", "1|新建学校2所|教育局", "2|新增学位500个|财政局"]


def read(data: bytes, limits: Limits = DEFAULT) -> str:
    """The text of a file."""
    return read_ofd(data, "公文.ofd", limits).text


def drawn(*objects: str) -> str:
    """The text of a page with these objects."""
    return read(made.made([made.page(objects)]))


def found(document: pt.Document) -> list[tuple[str, str, object]]:
    return [(document.text_of(x), x.address, x.value) for x in document.extractions]


@pytest.mark.parametrize("per_page", [6, 9, 14, 30])
def test_a_plan_comes_back(per_page: int) -> None:
    pages = made.paragraphs(PLAN.split("\n"), per_page=per_page)
    document, text = pt.read(made.made(pages), year=2021), pt.parse(PLAN, year=2021)
    assert document.metadata.format == "ofd"
    assert document.text == PLAN
    assert found(document) == found(text) != []
    assert [place.name for place in document.places] == [f"第{number}页" for number in range(1, len(pages) + 1)]


def test_a_ruled_table_comes_back() -> None:
    page = made.page([made.text("附件：任务分解表", 28, 30), *made.table(ROWS, [20, 80, 50])])
    assert read(made.made([page])).split("\n") == ["附件：任务分解表", *LINES]


def test_a_table_of_boxes_comes_back() -> None:
    edges = (28, 48, 128, 178)
    boxes = [
        made.path(f"M {x} {y} L {right} {y} L {right} {y + 10} L {x} {y + 10} C")
        for y in (40, 50, 60) for x, right in pairwise(edges)
    ]  # fmt: skip
    cells = [made.text(cell, edges[at] + 2, 46.5 + 10 * down, 4.2) for down, row in enumerate(ROWS) for at, cell in enumerate(row)]
    assert drawn(*boxes, *cells).split("\n") == LINES


def test_thin_filled_boxes_are_lines() -> None:
    level = [made.path(f"M 28 {y} L 178 {y} L 178 {y + 0.3} L 28 {y + 0.3} C", Fill="true", Stroke="false") for y in (40, 50, 60, 70)]
    upright = [made.path(f"M {x} 40 L {x + 0.3} 40 L {x + 0.3} 70 L {x} 70 C", Fill="true", Stroke="false") for x in (28, 48, 128, 178)]
    cells = [made.text(cell, (30, 50, 130)[at], 46.5 + 10 * down, 4.2) for down, row in enumerate(ROWS) for at, cell in enumerate(row)]
    assert drawn(*level, *upright, *cells).split("\n") == LINES


def code(content: str, **attributes: object) -> str:
    return made.element("TextCode", content, **{"X": 0, "Y": 5, **attributes})


def object_(*codes: str, **attributes: object) -> str:
    return made.element("TextObject", "".join(codes), **{"ID": 1, "Boundary": "30 50 150 10", "Font": 1, "Size": 5, **attributes})


OBJECTS = [
    (object_(code("新建学校", DeltaX="5 5 5")), "新建学校"), (object_(code("新建学校", DeltaX="g 3 5")), "新建学校"),
    (object_(code("新建学校", DeltaX="5 g 999999999 5")), "新建学校"), (object_(code("新建学校")), "新建学校"),
    (object_(code("新建学校", DeltaX="5")), "新建学校"), (object_(code("新建学校", DeltaX="g")), "新建学校"),
    (object_(code("新建学校", DeltaX="g -3 5")), "新建学校"),
    (object_(code("新建"), code("学校", X=10)), "新建学校"), (object_(code("学校", X=10), code("新建", X=0)), "新建学校"),
    (object_(code("新建", X=2), code("学校", X=12), Boundary="8 50 9 9"), "新建学校"),
    (object_(code("投资12.5亿元", DeltaX="5 5 g 4 2.5 5")), "投资12.5亿元"),
    (object_(code("投资12.5亿元", DeltaX="5 5 2.4 2.4 1.4 2.6 5")), "投资12.5亿元"), (object_(code(r"AI\0020OCR", DeltaX="g 5 2.5")), "AI OCR"),
    (object_(code("市¤局")), "市\ufffd局"), (object_(code("\n教育局\n")), "教育局"),
    (object_(code("新建", X=0, Y=2.5), Size=2.5, CTM="2 0 0 2 0 0"), "新建"),
    (object_(code("新建", DeltaX="2.5"), code("学校", X=5, DeltaX="2.5"), HScale=0.5), "新建学校"), (object_(code("新建"), CTM="1 0 0 1 0 0"), "新建"),
    (object_(code("印"), Visible="false") + object_(code("新建")), "新建"),
    (object_(code("澜水内部"), CTM="0.7 -0.7 0.7 0.7 20 60") + object_(code("新建")), "新建"),
    (object_(code("远"), Boundary="300 50 10 10") + object_(code("新建")), "新建"),
    (object_(code("远"), Boundary="30 -50 10 10") + object_(code("新建")), "新建"),
    (object_(code("新建")) + object_(code("新建")), "新建"), (object_(code("新建"), Alpha=0), "新建"),
    (made.element("PageBlock", object_(code("新建"))), "新建"),
    (object_(code("新建"), Size=""), "新建"), (object_(code("新建"), code("学校", X=4), Size="", size=2), "新建学校"),
    (object_(code("无"), Size=0) + object_(code("新建")), "新建"),
    (object_(code("新建"), Boundary="30,50,150,10"), "新建"), (object_(code("新建"), code("")), "新建"),
    (made.element("TextObject", made.element("CGTransform", made.element("Glyphs", "7 8"), CodePosition=0, CodeCount=2, GlyphCount=2) + code("新建"),
                  ID=1, Boundary="30 50 150 10", Font=1, Size=5), "新建"),
]  # fmt: skip


@pytest.mark.parametrize(("objects", "text"), OBJECTS)
def test_text_objects(objects: str, text: str) -> None:
    assert drawn(objects) == text


@pytest.mark.parametrize(("quarter", "matrix"), [(1, "0 1 -1 0 {x} {y}"), (2, "-1 0 0 -1 {x} {y}"), (3, "0 -1 1 0 {x} {y}")])
def test_a_turned_page_is_read_upright(quarter: int, matrix: str) -> None:
    lines = ["一、扩充教育资源", "二、提升教育质量"]
    places = {1: [(150, 40), (140, 40)], 2: [(180, 200), (180, 190)], 3: [(50, 240), (60, 240)]}[quarter]
    objects = [
        object_(code(line, Y=0), Boundary="0 0 210 297", CTM=matrix.format(x=x, y=y)) for line, (x, y) in zip(lines, places, strict=True)
    ]  # fmt: skip
    assert drawn(*objects).split("\n") == lines


def test_what_is_turned_on_a_page_stands_below_it() -> None:
    side = object_(code("装订线", DeltaX="g 2 5"), Boundary="12 100 0 0", CTM="0 1 -1 0 0 0")
    [page] = made.paragraphs(PLAN.split("\n"), per_page=40)
    assert read(made.made([page.replace("</ofd:Layer>", side + "</ofd:Layer>")])) == PLAN + "\n装订线"


def test_an_upright_label_of_a_row() -> None:
    rules = [made.path(f"M {x} {y} L 178 {y}") for x, y in ((28, 40), (40, 53), (40, 66), (28, 79))]
    rules += [made.path(f"M {x} 40 L {x} 79") for x in (28, 40, 120, 178)]
    label = object_(code("教育工作", DeltaY="g 3 6"), Boundary="31 45 6 30")
    cells = [made.text(cell, (42, 122)[at], 48 + 13 * down, 4.2) for down, row in enumerate(ROWS) for at, cell in enumerate(row[1:])]
    assert drawn(*rules, label, *cells).split("\n") == ["教育工作|工作任务|责任单位", "〃|新建学校2所|教育局", "〃|新增学位500个|财政局"]


def test_pages_stand_in_the_order_of_the_document() -> None:
    held = made.parts([made.page([made.text(f"{number}、加快建设。", 30, 50)]) for number in "一二三"])
    listed = "".join(made.element("Page", ID=at, BaseLoc=f"Pages/Page_{at}/Content.xml") for at in (2, 0, 1))
    read_back = read_ofd(made.packed(held | {"Doc_0/Document.xml": made.document(3, pages=listed)}), "公文.ofd", DEFAULT)
    assert read_back.text.split("\n") == ["三、加快建设。", "一、加快建设。", "二、加快建设。"]
    assert [(place.name, read_back.text[place.start]) for place in read_back.places] == [("第1页", "三"), ("第2页", "一"), ("第3页", "二")]


PATHS = [
    "Pages/Page_0/Content.xml", "/Doc_0/Pages/Page_0/Content.xml", "Doc_0/Pages/Page_0/Content.xml", "./Pages/page_0/CONTENT.XML", r"Pages\Page_0\Content.xml",
    "../Doc_0/Pages/Page_0/Content.xml", " Pages/Page_0/Content.xml ",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_where_a_page_lies(path: str) -> None:
    listed = made.element("Page", ID=1, BaseLoc=path)
    held = made.parts([made.page([made.text("加快建设", 30, 50)])])
    assert read(made.packed(held | {"Doc_0/Document.xml": made.document(1, pages=listed)})) == "加快建设"


@pytest.mark.parametrize("name", ["OFD.xml", "ofd.xml", "Ofd.XML"])
def test_the_entry_in_any_case(name: str) -> None:
    held = made.parts([made.page([made.text("加快建设", 30, 50)])])
    held[name] = held.pop("OFD.xml")
    assert pt.read(made.packed(held)).text == "加快建设"


TEMPLATE = made.element("TemplatePage", ID=50, BaseLoc="Tpls/Tpl_0/Content.xml", ZOrder="Background")
USED = made.element("Template", TemplateID=50, ZOrder="Background")


def test_a_template_is_drawn_with_its_page() -> None:
    held = made.parts([made.page([made.text("加快建设", 30, 80)], before=USED)], TEMPLATE)
    held["Doc_0/Tpls/Tpl_0/Content.xml"] = made.page([made.text("澜水市教育局文件", 60, 50, 9)])
    assert read(made.packed(held)).split("\n") == ["澜水市教育局文件", "加快建设"]


def test_a_running_head_of_a_template_is_no_text() -> None:
    pages = [page.replace("<ofd:Content>", USED + "<ofd:Content>") for page in made.paragraphs(PLAN.split("\n"), per_page=6)]
    held = made.parts(pages, TEMPLATE) | {"Doc_0/Tpls/Tpl_0/Content.xml": made.page([made.text("澜水市教育工作要点汇编", 70, 12, 4)])}
    assert read(made.packed(held)) == PLAN


UNITS = made.element(
    "CompositeGraphicUnits",
    made.element("CompositeGraphicUnit", made.element("Content", "{}"), ID=60, Width=100, Height=20),
)
RESOURCE = made.element("PublicRes", "PublicRes.xml")
COMPOSITE = made.element("CompositeObject", ID=5, ResourceID=60, Boundary="20 30 100 20", CTM="1 0 0 1 0 0")


@pytest.mark.parametrize(("common", "own"), [(RESOURCE, ""), ("", made.element("PageRes", "../../PublicRes.xml"))])
def test_a_shared_drawing_is_drawn_at_its_place(common: str, own: str) -> None:
    held = made.parts([made.page([made.text("新建", 30, 45), COMPOSITE], before=own)], common)
    held["Doc_0/PublicRes.xml"] = made.root("Res", UNITS.format(made.text("学校", 10 + 2 * made.SIZE, 15)))
    assert read(made.packed(held)) == "新建学校"


def test_all_documents_of_a_file_are_read() -> None:
    held = made.parts([made.page([made.text("一、加快建设", 30, 50)])])
    held |= {name.replace("Doc_0", "Doc_1"): part.replace("一、", "二、") for name, part in held.items() if "Doc_0" in name}
    held["OFD.xml"] = made.entry(["Doc_0/Document.xml", "Doc_1/Document.xml"])
    found = read_ofd(made.packed(held), "公文.ofd", DEFAULT)
    assert found.text == "一、加快建设\n二、加快建设"
    assert [(place.name, place.start) for place in found.places] == [("第1页", 0), ("第2页", 7)]


def test_what_the_file_says_of_itself() -> None:
    custom = made.element("CustomDatas", made.element("CustomData", " 澜教〔2021〕3号 ", Name="文号") + made.element("CustomData", "", Name="空"))
    info = made.element("Title", "教育工作要点") + made.element("Author", "澜水市教育局") + made.element("CreationDate", "2021-03-01")
    info += made.element("Subject", " ") + custom
    frame = read_ofd(made.made([made.page([made.text("加快建设", 30, 50)])], info=info), "公文.ofd", DEFAULT).frame
    assert frame == (("meta:Title", "教育工作要点"), ("meta:Author", "澜水市教育局"), ("meta:CreationDate", "2021-03-01"),
    ("meta:文号", "澜教〔2021〕3号"))


def test_seals_and_remarks_are_left_out() -> None:
    held = made.parts([made.page([made.text("加快建设", 30, 50)])])
    note = made.element("Annot", made.element("Appearance", made.text("澜水市教育局公章", 100, 200), Boundary="0 0 210 297"), ID=1, Type="Stamp")
    held |= {"Doc_0/Annots/Annotations.xml": made.root("Annotations", made.element("Page", made.element("FileLoc", "Page_0.xml"), PageID=100)),
             "Doc_0/Annots/Page_0.xml": made.root("PageAnnot", note)}  # fmt: skip
    assert read(made.packed(held)) == "加快建设"


@pytest.mark.parametrize("objects", [[made.image()], [made.path("M 1 1 Q 2 2 3 3 B 1 1 2 2 3 3")] * 60])
def test_a_scan_is_told(objects: list[str]) -> None:
    with pytest.raises(pt.ScannedDocumentError, match="OCR"):
        pt.read(made.made([made.page(objects)] * 2))


def test_a_scanned_page_among_others_is_told() -> None:
    pages = [
        made.page([made.text("加快建设。", 30, 50)]), made.page([made.image()]),
        made.page([made.image("150 250 20 20"), made.text("扩大开放。", 30, 50)]),
    ]  # fmt: skip
    assert read(made.made(pages)).split("\n") == ["加快建设。", "□□□（第2页为图像，无文字层）", "扩大开放。"]


def test_text_under_a_scan_is_read() -> None:
    assert drawn(made.image(), object_(code("加快建设"), Alpha=0)) == "加快建设"


def test_a_page_without_anything() -> None:
    with pytest.raises(pt.EmptyDocumentError):
        pt.read(made.made([made.page([])]))


GOOD = made.parts([made.page([made.text("加快建设", 30, 50), COMPOSITE], before=USED)], TEMPLATE + RESOURCE)
GOOD |= {"Doc_0/Tpls/Tpl_0/Content.xml": made.page([]), "Doc_0/PublicRes.xml": made.root("Res", UNITS.format(""))}
PAGE, MAIN = "Doc_0/Pages/Page_0/Content.xml", "Doc_0/Document.xml"


def listed(path: str, times: int = 1) -> str:
    return made.document(1, pages=made.element("Page", ID=1, BaseLoc=path) * times)


def one(objects: str) -> dict[str, str]:
    return {PAGE: made.page([objects])}


CIRCLE = made.page([made.text("加快", 30, 50)], before=USED)
MANY_UNITS = made.root("Res", "".join(
    UNITS.replace('"60"', f'"{60 + at}"').format(COMPOSITE.replace('"60"', f'"{61 + at}"') * 2) for at in range(90)
))  # fmt: skip
BAD = [
    ({MAIN: None}, pt.BrokenFileError, "Document.xml"), ({PAGE: None}, pt.BrokenFileError, "Page_0/Content.xml"),
    ({PAGE: "<ofd:Page"}, pt.BrokenFileError, "Page_0/Content.xml"),
    ({"Doc_0/Tpls/Tpl_0/Content.xml": None}, pt.BrokenFileError, "Tpl_0"), ({"Doc_0/PublicRes.xml": None}, pt.BrokenFileError, "PublicRes.xml"),
    ({"OFD.xml": made.entry([])}, pt.BrokenFileError, "names no document"), ({"OFD.xml": "<a"}, pt.BrokenFileError, "OFD.xml"),
    ({"OFD.xml": made.entry(["../Doc_0/Document.xml"])}, pt.HostileInputError, "out of the archive"),
    ({MAIN: listed("../../etc/passwd")}, pt.HostileInputError, "out of the archive"),
    ({MAIN: listed("/../etc/passwd")}, pt.HostileInputError, "out of the archive"),
    ({MAIN: listed(r"..\..\etc\passwd")}, pt.HostileInputError, "out of the archive"),
    ({MAIN: listed("")}, pt.BrokenFileError, "lacks its part"), ({MAIN: listed("file:///etc/passwd")}, pt.BrokenFileError, "lacks its part"),
    ({PAGE: '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}, pt.HostileInputError, "entities"),
    ({PAGE: "<a>" * 9999 + "</a>" * 9999}, pt.BrokenFileError, "broken XML"),
    ({"Doc_0/Tpls/Tpl_0/Content.xml": CIRCLE}, pt.HostileInputError, "holds itself"),
    ({"Doc_0/PublicRes.xml": made.root("Res", UNITS.format(COMPOSITE))}, pt.HostileInputError, "holds itself"),
    ({"Doc_0/PublicRes.xml": MANY_UNITS}, pt.HostileInputError, "do not open"), ({MAIN: listed(PAGE, 6000)}, pt.LimitError, "pages"),
    ({"OFD.xml": made.entry([MAIN] * 6000)}, pt.LimitError, "pages"), ({"Encryptions.xml": "<a/>"}, pt.UnsupportedFormatError, "encrypted"),
    ({"OFD.xml": made.entry(more=made.element("Encryptions", "Encryptions.xml"))}, pt.UnsupportedFormatError, "encrypted"),
    *((one(object_(code("加快", **wrong))), pt.BrokenFileError, "no coordinate")
      for wrong in ({"X": "NaN"}, {"Y": "inf"}, {"X": "1e300"}, {"DeltaX": "五"}, {"DeltaY": "nan"})),
    *((one(object_(code("加快"), **wrong)), pt.BrokenFileError, "no coordinate")
      for wrong in ({"Boundary": "nan 0 1 1"}, {"CTM": "1 0 0 inf 0 0"}, {"Size": "NaN"})),
    (one(made.path("M 0 0 L NaN 0")), pt.BrokenFileError, "no coordinate"), (one(made.path("M 0 0 L 5")), pt.BrokenFileError, "lacks a coordinate"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "error", "said"), BAD)
def test_bad_files(changes: dict[str, str | None], error: type[Exception], said: str) -> None:
    held = {name: part for name, part in (GOOD | changes).items() if part is not None}
    with pytest.raises(error, match=said) as raised:
        read(made.packed(held))
    assert type(raised.value) is error
    assert "公文.ofd" in str(raised.value)


def test_the_same_page_again_and_again_costs_no_more_than_allowed() -> None:
    data = made.packed(GOOD | {MAIN: listed("/" + PAGE, 4000), PAGE: made.page([made.text("加快建设" * 8, 20, 50)] * 60)})
    with pytest.raises(pt.LimitError, match="characters"):
        read(data, Limits(characters=200_000))


def test_templates_of_templates_cost_no_more_than_allowed() -> None:
    common = "".join(TEMPLATE.replace('"50"', f'"{50 + at}"').replace("Tpl_0", f"Tpl_{at}") for at in range(40))
    held = made.parts([made.page([], before=USED)], common)
    for at in range(40):
        held[f"Doc_0/Tpls/Tpl_{at}/Content.xml"] = made.page([], before=USED.replace('"50"', f'"{51 + at}"') * 2)
    with pytest.raises(pt.LimitError, match="characters"):
        read(made.packed(held), Limits(characters=10_000))


def test_a_page_costs_no_more_than_allowed() -> None:
    with pytest.raises(pt.LimitError, match="characters"):
        read(made.made([made.page([made.text("加快建设", 30, 50)] * 40)]), Limits(characters=100))


OFFSETS = [
    ("", 3, []), ("1 2", 3, [1, 2]), ("g 3 2", 9, [2, 2, 2]), ("1 g 2 3 4", 9, [1, 3, 3, 4]), ("g 1e9 2", 2, [2, 2]), ("g 1e300 2", 1, [2]),
    ("1,2", 9, [1, 2]), ("1", -1, []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "count", "expected"), OFFSETS)
def test_offsets(text: str, count: int, expected: list[float]) -> None:
    assert offsets(text, count, "公文.ofd") == expected


@given(st.lists(st.integers(-9, 9), min_size=18, max_size=18), st.integers(-9, 9), st.integers(-9, 9))
def test_one_transformation_within_another(six: list[int], x: int, y: int) -> None:
    inner, outer = Transform(*six[:6]), Transform(*six[6:12])
    assert inner.within(outer).point(x, y) == pytest.approx(outer.point(*inner.point(x, y)))


clause = st.text(alphabet="加快推进教育资源建设扩大优质供给完成投资项目学校", min_size=4, max_size=60)


@settings(max_examples=30, deadline=None)
@given(st.lists(clause, min_size=3, max_size=12), st.integers(5, 20))
def test_any_paragraphs_come_back(clauses: list[str], per_page: int) -> None:
    lines = ["榕港市工作要点", PLAN.split("\n")[1], *(f"{number}.{text}。" for number, text in enumerate(clauses, 1))]
    assert read(made.made(made.paragraphs(lines, per_page=per_page))).split("\n") == lines


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**6), st.binary(min_size=1, max_size=40))
def test_damaged_files_end_in_typed_errors(at: int, noise: bytes) -> None:
    data = made.made(made.paragraphs(PLAN.split("\n")))
    at %= len(data)
    try:
        read(data[:at] + noise + data[at + len(noise) :])
    except pt.PolicyTextError as error:
        assert "公文.ofd" in str(error)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from(["Boundary", "CTM", "Size", "HScale"]), st.text(alphabet="0123456789.-eg NaninfI", max_size=12)),
       st.dictionaries(st.sampled_from(["X", "Y", "DeltaX", "DeltaY"]), st.text(alphabet="0123456789.-eg nai", max_size=12)))  # fmt: skip
def test_odd_coordinates_end_in_text_or_typed_errors(outer: dict[str, str], inner: dict[str, str]) -> None:
    try:
        drawn(object_(code("新建学校", **inner), **outer))
    except pt.PolicyTextError as error:
        assert "公文.ofd" in str(error)


def test_an_independent_reader_finds_the_same_characters(tmp_path: Path) -> None:
    ofdkit = pytest.importorskip("ofdkit")
    path = tmp_path / "plan.ofd"
    path.write_bytes(made.made(made.paragraphs(PLAN.split("\n"), numbered=False)))
    assert re.sub(r"\s", "", ofdkit.open(str(path)).text()) == re.sub(r"\s", "", read(path.read_bytes()))
