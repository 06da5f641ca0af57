"""Task lists as Excel and separated text: merged cells, hidden parts, damage and hostile files."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

import policytext as pt
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.sheets import read_csv, read_xlsx

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def saved(fill: Callable[[Any, Any], None]) -> bytes:
    """A workbook made by openpyxl: `fill` gets the book and its first sheet."""
    book = openpyxl.Workbook()
    book.active.title = "任务表"  # type: ignore[union-attr]
    fill(book, book.active)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def written(fill: Callable[[Any, Any], None]) -> bytes:
    """The same by XlsxWriter."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        fill(book, book.add_worksheet("任务表"))
    return data.getvalue()


def read(data: bytes, limits: Limits = DEFAULT) -> list[str]:
    """The lines of a workbook."""
    return read_xlsx(data, "任务表.xlsx", limits).text.split("\n")


def parts(rows: str, *, space: str = MAIN, relations: str = RELATIONS, head: str = "", more: str = "", strings: str | None = None,
          styles: str | None = None, target: str = "worksheets/sheet1.xml") -> dict[str, str]:  # fmt: skip
    """The parts of a workbook with one sheet, written by hand."""
    kinds = {"worksheet": target}
    kinds |= {"sharedStrings": "sharedStrings.xml"} if strings is not None else {}
    kinds |= {"styles": "styles.xml"} if styles is not None else {}
    links = "".join(f'<Relationship Id="r{i}" Type="{relations}/{kind}" Target="{part}"/>' for i, (kind, part) in enumerate(kinds.items()))
    held = {
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{relations}">{head}<sheets><sheet name="任务表" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><dimension ref="A1:XFD1048576"/><sheetData>{rows}</sheetData>{more}</worksheet>',
    }
    held |= {"xl/sharedStrings.xml": f'<sst xmlns="{space}">{strings}</sst>'} if strings is not None else {}
    return held | ({"xl/styles.xml": f'<styleSheet xmlns="{space}">{styles}</styleSheet>'} if styles is not None else {})


def packed(held: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in held.items():
            target.writestr(name, content)
    return data.getvalue()


def as_book(rows: list[list[str]]) -> bytes:
    """A workbook of texts."""
    def fill(book: Any, sheet: Any) -> None:
        for at, line in enumerate(rows):
            sheet.write_row(at, 0, line)

    return written(fill)


def row(*cells: str) -> str:
    return f"<row>{''.join(cells)}</row>"


def inline(text: str, at: str = "") -> str:
    return f'<c {at and f"""r="{at}" """}t="inlineStr"><is><t>{text}</t></is></c>'


CELLS = [
    ('<c t="n"><v>0.30000000000000004</v></c>', "0.3"), ("<c><v>12</v></c>", "12"), ('<c t="str"><v>00012</v></c>', "00012"),
    ('<c t="b"><v>1</v></c>', "TRUE"), ('<c t="b"><v>0</v></c>', "FALSE"), ('<c t="e"><v>#REF!</v></c>', "#REF!"),
    ("<c><f>1+1</f><v>2</v></c>", "2"), ("<c><f>1+1</f></c>", "\ufffd"), ("<c><f>1+1</f><v/></c>", "\ufffd"),
    ('<c t="e"><f>A1</f><v>#N/A</v></c>', "#N/A"),
    ('<c t="str"><f>""</f><v></v></c>', ""), ('<c t="s"><v>0</v></c>', "市教育局"), ('<c t="s"><v>1</v></c>', "扩充资源"),
    ('<c t="s"><v>2</v></c>', "建校验收"),
    ('<c t="s"><v>3</v></c>', "甲_乙"), ('<c t="inlineStr"><is><r><t>今年</t></r><r><t>新建</t></r></is></c>', "今年新建"),
    ('<c t="d" s="1"><v>2021-03-01T00:00:00</v></c>', "2021年3月"), ('<c t="d" s="1"><v>明年</v></c>', "明年"), ('<c s="1"><v>44256</v></c>', "2021年3月"),
    ('<c s="2"><v>0.5</v></c>', "50.00%"), ('<c s="3"><v>12000</v></c>', "1.2万元"), ('<c s="99"><v>3</v></c>', "3"), ("<c><v>1e999</v></c>", "1e999"),
    ("<c><v>NaN</v></c>", "NaN"), ("<c/>", ""), (inline("甲|乙"), "甲｜乙"), (inline("甲_xD800_乙"), "甲\ufffd乙"),
    (inline("甲\u2028乙"), "甲乙"), (inline("Word&#10;Excel"), "Word Excel"),
]  # fmt: skip
STRINGS = (
    "<si><t>市教育局</t></si><si><r><t>扩充</t></r><r><rPr><b/></rPr><t>资源</t></r><rPh sb='0' eb='2'><t>カクジュウ</t></rPh></si>"
    "<si><t>建校&#10;验收</t></si><si><t>甲_x005F_乙</t></si>"
)
STYLES = (
    '<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="177" formatCode="0!.0,&quot;万元&quot;"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="10"/><xf numFmtId="177"/></cellXfs>'
)


@pytest.mark.parametrize(("space", "relations"), [(MAIN, RELATIONS), (STRICT, STRICT_RELATIONS)])
@pytest.mark.parametrize(("cell", "shown"), CELLS)
def test_cells(cell: str, shown: str, space: str, relations: str) -> None:
    held = parts(row(inline("始"), cell, inline("终")), space=space, relations=relations, strings=STRINGS, styles=STYLES)
    assert read(packed(held)) == [f"始|{shown}|终" if shown else "始|终"]


def test_days_from_1904_in_a_book() -> None:
    rows = row(inline("始"), '<c s="1"><v>42794</v></c>')
    assert read(packed(parts(rows, head='<workbookPr date1904="1"/>', styles=STYLES))) == ["始|2021年3月"]


def test_a_formula_without_a_value_is_flagged_and_no_target() -> None:
    rows = row(inline("序号"), inline("工作任务"), inline("目标")) + row("<c><v>1</v></c>", inline("新建学校"), "<c><f>A2*2</f></c>")
    document = pt.read(packed(parts(rows)), year=2021)
    assert document.targets == ()
    assert next(repair.before for repair in document.repairs if repair.flagged) == "\ufffd"


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "./worksheets/SHEET1.xml", "../xl/worksheets/sheet1.xml"])
def test_where_a_sheet_lies(target: str) -> None:
    assert read(packed(parts(row(inline("建校")), target=target))) == ["建校"]


def test_rich_text_of_another_writer() -> None:
    def fill(book: Any, sheet: Any) -> None:
        bold = book.add_format({"bold": True})
        sheet.write_row(0, 0, ["序号", "任务", "增幅"])
        sheet.write_rich_string(1, 1, "新建", bold, "2所", "学校")
        sheet.write_formula(1, 2, "=0.05+0.0025", book.add_format({"num_format": "0.00%"}), 0.0525)
        sheet.write_datetime(2, 1, datetime.date(2021, 6, 30), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))

    assert read(written(fill)) == ["序号|任务|增幅", "|新建2所学校|5.25%", "|2021年6月30日|"]


def test_a_task_list() -> None:
    def fill(book: Any, sheet: Any) -> None:
        rows = [["澜水市2021年教育任务分解表"], ["单位：万元"], ["序号", "工作任务", "责任单位", "完成时限"], ["一、扩充资源"],
                [1, "新建学校2所\n并验收", "教育局", "6月底前"], [2, "新增学位500个", None, None], [3, "", "", ""], ["注：以上为年度任务"]]  # fmt: skip
        for line in rows:
            sheet.append(line)
        for area in ("A1:D1", "A4:D4", "C5:C6", "D5:D6"):
            sheet.merge_cells(area)

    assert read(saved(fill)) == [
        "澜水市2021年教育任务分解表", "单位：万元", "序号|工作任务|责任单位|完成时限", "一、扩充资源", "1|新建学校2所并验收|教育局|6月底前",
        "2|新增学位500个|〃|〃", "3|||", "注：以上为年度任务",
    ]  # fmt: skip


MERGED = [
    ("A1:C1", ["题", "1|2|3"]), ("A1:A2", ["题||", "〃|2|3"]), ("A1:B2", ["题|", "〃|3"]), ("A2:C2", ["题", "1"]),
    ("A1:XFD1048576", ["题"]), ("B7:C9", ["题", "1|2|3"]), ("A1", ["题", "1|2|3"]), ("", ["题", "1|2|3"]), ("A1:ZZZZ9", ["题", "1|2|3"]),
]  # fmt: skip


@pytest.mark.parametrize(("area", "lines"), MERGED)
def test_merged_cells(area: str, lines: list[str]) -> None:
    rows = row(inline("题")) + row(*(f"<c><v>{x}</v></c>" for x in (1, 2, 3)))
    assert read(packed(parts(rows, more=f'<mergeCells><mergeCell ref="{area}"/></mergeCells>'))) == lines


def test_empty_rows_and_columns_are_left_out() -> None:
    rows = f'<row r="5">{inline("序号", "C5")}{inline("任务", "F5")}</row><row r="1048576">{inline("1", "C1048576")}{inline("建校", "F1048576")}</row>'
    found = read_xlsx(packed(parts(rows)), "任务表.xlsx", DEFAULT)
    assert found.text == "序号|任务\n1|建校"
    assert [place.name for place in found.places] == ["任务表!第5行", "任务表!第1048576行"]


def test_what_is_hidden_is_named() -> None:
    def fill(book: Any, sheet: Any) -> None:
        hidden = book.create_sheet("底稿", 0)
        hidden["A1"], hidden.sheet_state = "旧任务", "veryHidden"
        for line in (["序号", "任务", "备注"], [1, "建校", "内部"], [2, "培训", ""]):
            sheet.append(line)
        sheet.row_dimensions[3].hidden = sheet.column_dimensions["C"].hidden = True
        book.create_sheet("空").sheet_state = "hidden"

    found = read_xlsx(saved(fill), "任务表.xlsx", DEFAULT)
    assert found.text.split("\n") == ["序号|任务|备注", "1|建校|内部", "2|培训|", "", "〔隐藏的工作表：底稿〕", "旧任务"]
    assert found.frame == (("meta:隐藏的列", "任务表!C"),)
    assert [place.name for place in found.places] == ["任务表!第1行", "任务表!第2行", "任务表!第3行（隐藏）", "底稿", "底稿!第1行"]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_places_stand_at_their_lines(kind: str) -> None:
    rows = [["序号", "任务"], [], ["1", "甲\n乙"], ["2", "丙"]]
    reader, data = (read_xlsx, as_book(rows)) if kind == "xlsx" else (read_csv, separated(rows).encode())
    found = reader(data, "任务", DEFAULT)
    assert [found.text[place.start :].split("\n")[0] for place in found.places] == found.text.split("\n")
    assert [place.name[-3:] for place in found.places] == ["第1行", "第3行", "第4行"]


def test_a_title_in_a_box_stands_above_the_table() -> None:
    def fill(book: Any, sheet: Any) -> None:
        sheet.insert_textbox(0, 0, "澜水市任务分解表\n2021年")
        sheet.write_row(4, 0, ["序号", "任务"])
        sheet.write_row(5, 0, ["1", "建校"])
        sheet.insert_textbox(9, 0, "注：以上为年度任务")

    found = read_xlsx(written(fill), "任务表.xlsx", DEFAULT)
    assert found.text.split("\n") == ["澜水市任务分解表", "2021年", "序号|任务", "1|建校", "注：以上为年度任务"]
    assert found.places[0].name == "任务表!第1行（文本框）"


def without(held: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in held.items() if key != name}


GOOD = parts(row('<c t="s"><v>0</v></c>'), strings=STRINGS)
BAD = [
    (without(GOOD, "xl/worksheets/sheet1.xml"), pt.BrokenFileError, "sheet1.xml"),
    (without(GOOD, "xl/sharedStrings.xml"), pt.BrokenFileError, "sharedStrings"),
    (GOOD | {"xl/workbook.xml": GOOD["xl/workbook.xml"].replace("</sheets>", '<sheet name="又" r:id="r0"/></sheets>')}, pt.BrokenFileError, "又"),
    (GOOD | {"xl/workbook.xml": GOOD["xl/workbook.xml"].replace("r0", "r7")}, pt.BrokenFileError, "任务表 has no part"),
    (without(GOOD, "xl/_rels/workbook.xml.rels"), pt.BrokenFileError, "rels"),
    (GOOD | {"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"}, pt.BrokenFileError, "sheet1.xml"),
    (GOOD | {"xl/workbook.xml": "<workbook"}, pt.BrokenFileError, "broken XML"),
    (parts(row('<c t="s"><v>9</v></c>'), strings=STRINGS), pt.BrokenFileError, "shared text 9"),
    (parts(row('<c t="s"><v>-1</v></c>'), strings=STRINGS), pt.BrokenFileError, "shared text -1"),
    (parts(row('<c t="s"><v>0</v></c>')), pt.BrokenFileError, "shared text 0"),
    (GOOD | {"xl/worksheets/sheet1.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}, pt.HostileInputError, "entities"),
    (GOOD | {"xl/sharedStrings.xml": "<a>" * 1000 + "</a>" * 1000}, pt.BrokenFileError, "broken XML"),
    (GOOD | {"xl/media/a": "\0" * (2 << 20)}, pt.HostileInputError, "zip bomb"),
    (parts(row(inline("甲")), target="../../../etc/passwd"), pt.BrokenFileError, "etc/passwd"), (parts(""), pt.EmptyDocumentError, "holds no text"),
]  # fmt: skip


@pytest.mark.parametrize(("held", "error", "said"), BAD)
def test_bad_books(held: dict[str, str], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=said):
        pt.read(packed(held))


def test_characters_are_bounded() -> None:
    held = parts(row(*['<c t="s"><v>0</v></c>'] * 10), strings=STRINGS)
    with pytest.raises(pt.LimitError, match="characters"):
        read(packed(held), Limits(characters=30))
    with pytest.raises(pt.LimitError, match="characters"):
        read(packed(parts(row('<c t="s"><v>0</v></c>'), strings=STRINGS)), Limits(characters=10))


FAR = "".join(f'<row r="{i * 50 + 1}">{inline("甲", f"{letters}{i * 50 + 1}")}</row>' for i, letters in enumerate("A B AA AZ BC ZZ AAA XFD".split()))
OVERLAPPING = '<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A1:B3"/><mergeCell ref="A1:B2"/></mergeCells>'
LARGE = [
    (parts(row(*["<c/>"] * 40)), 30), (parts(row("<c/>") * 40), 30), (parts(FAR), 63), (parts(row(inline("甲"), inline("乙")) * 2, more=OVERLAPPING), 11),
]  # fmt: skip


@pytest.mark.parametrize(("held", "cells"), LARGE)
def test_cells_are_bounded(held: dict[str, str], cells: int) -> None:
    with pytest.raises(pt.LimitError, match="cells"):
        read(packed(held), Limits(cells=cells))
    assert read(packed(held), Limits(cells=64))


def separated(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    held = io.StringIO()
    csv.writer(held, delimiter=delimiter, lineterminator=end).writerows(rows)
    return held.getvalue()


LIST = [["序号", "工作任务", "责任单位"], ["1", "新建学校2所", "教育局"], ["2", "新增学位500个", "财政局"]]
LINES = ["序号|工作任务|责任单位", "1|新建学校2所|教育局", "2|新增学位500个|财政局"]


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_separated_text(encoding: str, delimiter: str, end: str) -> None:
    data = separated(LIST, delimiter, end).encode(encoding)
    assert read_csv(data, "任务.csv", DEFAULT).text.split("\n") == LINES
    if end != "\r":
        assert pt.read(data).metadata.format == "csv"


FIELDS = [
    ('1,"建校，2所\n验收",教育局', "1|建校，2所验收|教育局"), ('1,"称""好""的",教育局', '1|称"好"的|教育局'),
    ('1,"重点"项目,教育局', '1|"重点"项目|教育局'),
    ('1,"建校,教育局\n2,培训,财政局', '1|"建校|教育局\n2|培训|财政局'), ("1,=SUM(A1:A2),+86", "1|=SUM(A1:A2)|+86"), ("1,建校", "1|建校|"),
    ("1,建校,教育局,6月,多", "1|建校|教育局|6月|多"),
    ('1,"",教育局', "1||教育局"), ("一、教育,,", "一、教育"), ("1,,", "1||"), (",建校,", "|建校|"),
    ("1,建校,教育局\n\n2,培训,财政局", "1|建校|教育局\n2|培训|财政局"),
    ('1,建校,教育局\n"注：甲\n乙"', "1|建校|教育局\n注：甲乙"), ("1,甲|乙,丙", "1|甲｜乙|丙"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "shown"), FIELDS)
def test_fields(line: str, shown: str) -> None:
    found = read_csv(f"序号,工作任务,责任单位\n{line}\n".encode(), "任务.csv", DEFAULT).text
    assert found.partition("\n")[2] == shown


@pytest.mark.parametrize("before", ["澜水市任务清单\n", "澜水市任务清单,,\n2021年，,\n", "sep=,\n澜水市任务清单\n", "\ufeff澜水市任务清单\n\n"])
def test_lines_above_the_head(before: str) -> None:
    found = read_csv((before + separated(LIST)).encode(), "任务.csv", DEFAULT).text.split("\n")
    assert found[0] == "澜水市任务清单"
    assert found[-3:] == LINES


def test_a_declared_delimiter() -> None:
    assert read_csv("sep=;\n甲;乙,丙\n".encode(), "任务.csv", DEFAULT).text == "甲|乙,丙"


@pytest.mark.parametrize("data", ['"a,"' * 200000, '"' * 300001, '"x"",' * 100000, '"\n' * 100000, "," * 400000])
def test_hostile_quotation_ends(data: str) -> None:
    try:
        read_csv(f"序号,任务\n1,{data}".encode(), "任务.csv", Limits(cells=500_000))
    except pt.LimitError as error:
        assert "cells" in str(error)


def test_limits_of_separated_text() -> None:
    with pytest.raises(pt.LimitError, match="cells"):
        read_csv(separated(LIST).encode(), "任务.csv", Limits(cells=5))
    with pytest.raises(pt.LimitError, match="characters"):
        read_csv(separated(LIST).encode(), "任务.csv", Limits(characters=5))


# what has no effect in a cell is left out of what is drawn: spaces around it and the signs of tables
words = st.text(alphabet="任务建校教育局2所万元%,;\"'\t =+-@、（）AbZ", max_size=8).map(str.strip)
grids = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(words, min_size=width, max_size=width), min_size=1, max_size=5))


def plain(rows: list[list[str]]) -> list[list[str]]:
    """The rows with text, without empty columns."""
    columns = [at for at in range(len(rows[0])) if any(line[at] for line in rows)]
    return [[line[at] for at in columns] for line in rows if any(line)]


def back(lines: list[str], width: int) -> list[list[str]]:
    return [line.split("|") if "|" in line or width == 1 else [line, *[""] * (width - 1)] for line in lines if line]


def same(lines: list[str], rows: list[list[str]]) -> bool:
    """Whether the lines hold the rows; a lone text may have moved to the front, for it is a title there."""
    found = back(lines, len(rows[0]) if rows else 0)
    return len(found) == len(rows) and all(
        line == kept or ([x for x in line if x] == [x for x in kept if x] and sum(map(bool, kept)) == 1)
        for line, kept in zip(found, rows, strict=True)
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(grids)
def test_any_grid_comes_back_from_a_book(rows: list[list[str]]) -> None:
    def fill(book: Any, sheet: Any) -> None:
        for down, line in enumerate(rows):
            for across, text in enumerate(line):
                sheet.write_string(down, across, text)

    assert same(read(written(fill)), plain(rows))


@settings(max_examples=60, deadline=None)
@given(grids)
def test_any_grid_comes_back_from_openpyxl(rows: list[list[str]]) -> None:
    def fill(book: Any, sheet: Any) -> None:
        for down, line in enumerate(rows, 1):
            for across, text in enumerate(line, 1):
                if text:
                    sheet.cell(down, across).value = text
                    sheet.cell(down, across).data_type = "s"

    assert same(read(saved(fill)), plain(rows))


@settings(max_examples=150, deadline=None)
@given(grids, st.sampled_from(",\t;"))
def test_any_grid_comes_back_from_separated_text(drawn: list[list[str]], delimiter: str) -> None:
    rows = [["序号", "工作任务", "责任单位", "完成时限"][: len(drawn[0])]]
    rows += [[re.sub("[,;\t]", delimiter, cell).strip() for cell in line] for line in drawn]
    assert same(read_csv(separated(rows, delimiter).encode(), "任务.csv", DEFAULT).text.split("\n"), plain(rows))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_damaged_books_end_in_typed_errors(noise: bytes) -> None:
    data = packed(GOOD)
    at = len(noise) * 3 % len(data)
    try:
        read(data[:at] + noise + data[at + len(noise) :])
    except pt.PolicyTextError as error:
        assert "任务表.xlsx" in str(error)


def found(document: pt.Document) -> list[tuple[str, str, object]]:
    return [(document.text_of(x), x.address, x.value) for x in document.extractions]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_records_are_those_of_the_plain_text(kind: str) -> None:
    rows = [
        ["序号", "工作任务", "责任单位", "完成时限"], ["1", "新建学校2所，新增学位1.5万个", "市教育局", "2021年6月底前"],
        ["2", "完成投资3000万元", "市财政局", "年底前"],
    ]  # fmt: skip
    data = as_book(rows) if kind == "xlsx" else separated(rows).encode()
    document, text = pt.read(data, year=2021), pt.parse("\n".join("|".join(line) for line in rows), year=2021)
    assert document.metadata.format == kind
    assert found(document) == found(text) != []
    assert document.places[1].name.endswith("第2行")
