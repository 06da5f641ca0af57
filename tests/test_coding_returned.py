"""Coding sheets that come back otherwise than they went out: rows gone or doubled, strange cells, sheets made to hurt."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import pytest

import policytext as pt
from policytext.coding.workbook_cells import column_letter, filled_cells
from policytext.reading.limits import Limits
from tests.coded import plan, sheet

SHARED_STRETCH = "一、平台建设\n2021年新增重点实验室、技术创新中心各20家。"


def test_a_row_that_is_gone_was_not_looked_at(tmp_path: Path) -> None:
    documents = [plan()]
    machine = pt.Coding.of_machine(documents)
    filled = sheet(tmp_path, documents)
    filled.judge_all()
    filled.book["数量"].delete_rows(filled.row("数量", "1.5万个"))
    coding = pt.read_coding(filled.save(), documents, coder="甲")
    gone = [unit for unit in coding.units if unit.decision == "open"]
    assert [(x.text, x.key) for x in gone] == [(x.text, x.key) for x in machine.units if x.text == "1.5万个"]
    assert [x.key for x in coding.units] == [x.key for x in machine.units]
    presence = next(row for row in pt.agreement(coding, machine).rows if (row["kind"], row["variable"]) == ("quantity", "presence"))
    assert (presence["units"] - presence["pairable"], presence["percent"]) == (1, 1.0)
    with pytest.raises(pt.CodingError, match=r"1 stretches were not decided \(the first: '1.5万个'"):
        coding.to_gold(tmp_path / "gold")


def test_a_sheet_that_has_lost_its_list_is_read_as_it_stands(tmp_path: Path) -> None:
    documents = [plan()]
    filled = sheet(tmp_path, documents)
    del filled.book["词表"]
    assert len(pt.read_coding(filled.save(), documents, coder="甲").units) == len(pt.Coding.of_machine(documents).units)


def test_a_list_that_was_changed_is_a_fault(tmp_path: Path) -> None:
    filled = sheet(tmp_path, [plan()])
    words = filled.book["词表"]
    column = next(cell.column for cell in words[1] if cell.value == "数量 编号")
    for offset, value in enumerate(("0123456789abcdef", "澜水", 3, "末")):
        words.cell(2, column + offset).value = value
    with pytest.raises(pt.CodingError, match="词表 row 2: the list of suggestions was changed"):
        pt.read_coding(filled.save(), [plan()], coder="甲")


def test_of_documents_that_were_not_sent_nothing_was_said(tmp_path: Path) -> None:
    sent, other = plan(), plan("一、新建学校9所。", "另")
    filled = sheet(tmp_path, [sent])
    filled.judge_all()
    coding = pt.read_coding(filled.save(), [other, sent], coder="甲")
    assert [name for name, _ in coding.texts] == ["澜水"]
    assert {row["percent"] for row in pt.agreement(coding, pt.Coding.of_machine([sent])).rows} <= {1.0, None}
    with pytest.raises(pt.CodingError, match="coded other texts"):
        pt.agreement(coding, pt.Coding.of_machine([sent, other]))


def test_a_row_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    filled = sheet(tmp_path, [plan()])
    rows, row = filled.book["数量"], filled.row("数量", "5所")
    rows.append([cell.value for cell in rows[row]])
    with pytest.raises(pt.CodingError, match=rf"数量!A\d+ \(编号\): says again what row {row} says: keep one of the two"):
        pt.read_coding(filled.save(), [plan()], coder="甲")


def test_an_addition_that_stands_twice_is_a_fault(tmp_path: Path) -> None:
    added = {"文档": "澜水", "原文": "5个", "判断": "新增", "改为_作用": "target", "改为_下限": 5, "改为_上限": 5, "改为_比较": "="}
    filled = sheet(tmp_path, [plan()])
    filled.add("数量", **added, 备注="甲组")
    filled.add("数量", **added, 备注="乙组")
    with pytest.raises(pt.CodingError, match="says again what row"):
        pt.read_coding(filled.save(), [plan()], coder="甲")


def test_two_readings_of_one_stretch_stay_two(tmp_path: Path) -> None:
    documents = [plan(SHARED_STRETCH)]
    machine = pt.Coding.of_machine(documents, ["quantity"])
    assert len({(x.start, x.end) for x in machine.units}) == 1 < len(machine.units) == len({x.key for x in machine.units})
    filled = sheet(tmp_path, documents, kinds=["quantity"])
    rows = filled.book["数量"]
    first, second = ([cell.value for cell in rows[row]] for row in (2, 3))
    for row, cells in ((2, second), (3, first)):  # sorted by the coder
        for column, value in enumerate(cells, start=1):
            rows.cell(row, column).value = value
    for row in (2, 3):
        filled.put("数量", row, 判断="正确")
    coding = pt.read_coding(filled.save(), documents, coder="甲")
    assert len(pt.disagreements(coding, machine, documents=documents)) == 0


def test_a_fault_of_the_spreadsheet_is_no_value(tmp_path: Path) -> None:
    filled = sheet(tmp_path, [plan()])
    row = filled.row("数量", "5所")
    filled.put("数量", row, 改为_指标="#REF!")
    assert filled.book["数量"].cell(row, filled.column("数量", "改为：指标")).data_type == "e"
    with pytest.raises(pt.CodingError, match=r"\(改为：指标\): is a fault of the spreadsheet: write the value itself"):
        pt.read_coding(filled.save(), [plan()], coder="甲")


def test_two_columns_of_one_name_are_a_fault(tmp_path: Path) -> None:
    filled = sheet(tmp_path, [plan()])
    filled.book["数量"].cell(1, filled.book["数量"].max_column + 1).value = "判断"
    with pytest.raises(pt.CodingError, match="数量 has the columns 判断 twice: name columns of your own otherwise"):
        pt.read_coding(filled.save(), [plan()], coder="甲")


@pytest.mark.parametrize("place", [1e308, -1, "此处", True])
def test_a_place_that_is_none(place: Any, tmp_path: Path) -> None:
    filled = sheet(tmp_path, [plan()])
    filled.judge("数量", "5所", 起=place)
    with pytest.raises(pt.CodingError, match=r"does not stand at its place|the place of this suggestion is gone"):
        pt.read_coding(filled.save(), [plan()], coder="甲")


def test_a_stray_cell_at_the_end_of_the_sheet_costs_nothing(tmp_path: Path) -> None:
    filled = sheet(tmp_path, [plan()])
    filled.book["数量"]["XFD1048576"] = "x"
    assert len(pt.read_coding(filled.save(), [plan()], coder="甲").units) == len(pt.Coding.of_machine([plan()]).units)


def repacked(source: Path, target: Path, part: str, content: bytes) -> bytes:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return target.read_bytes()


MAIN = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">%s</worksheet>'


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    rows = b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    data = repacked(sheet(tmp_path, [plan()]).save(), tmp_path / "wide.xlsx", "xl/worksheets/sheet1.xml", MAIN % rows)
    assert [(number, list(cells)) for number, cells in filled_cells(data, "wide.xlsx")["说明"]] == [(1, [1])]


def test_cells_are_counted_before_they_are_made(tmp_path: Path) -> None:
    rows = b"<sheetData>" + b'<row><c r="A1"/><x:c xmlns:x="a"/></row>' * 600 + b"</sheetData>"
    data = repacked(sheet(tmp_path, [plan()]).save(), tmp_path / "many.xlsx", "xl/worksheets/sheet1.xml", MAIN % rows)
    with pytest.raises(pt.LimitError, match="cells are more than the limit of 1000"):
        filled_cells(data, "many.xlsx", Limits(cells=1000))


@pytest.mark.parametrize("content", [b"<worksheet", MAIN % b'<sheetData><row r="1"><c r="A1" t="s"><v>99999</v></c></row></sheetData>', b"<a/>"])
def test_a_broken_sheet_is_a_typed_error(content: bytes, tmp_path: Path) -> None:
    target = tmp_path / "broken.xlsx"
    repacked(sheet(tmp_path, [plan()]).save(), target, "xl/worksheets/sheet3.xml", content)
    with pytest.raises(pt.PolicyTextError):
        pt.read_coding(target, [plan()], coder="甲")


def test_columns_are_named_as_excel_names_them() -> None:
    from openpyxl.utils import get_column_letter

    assert [column_letter(x) for x in range(1, 17000)] == [get_column_letter(x) for x in range(1, 17000)]
