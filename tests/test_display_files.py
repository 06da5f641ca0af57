"""Files: what is written reads back, and no cell becomes a formula."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from policytext.display import files
from policytext.display.sheets import records_sheet, sheets_of
from policytext.model.errors import UnsupportedFormatError
from policytext.model.record_sheets import RECORD_COLUMNS
from policytext.model.sheet import Sheet
from tests.made_plan import made_plan

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "\r=1"]


def sheet(*texts: str) -> Sheet:
    return Sheet("x", {"text": str, "low": float}, tuple({"text": text, "low": -5} for text in texts))


def test_json_lines_are_the_records() -> None:
    plan = made_plan()
    lines = "".join(files.json_lines(plan.records()))
    assert [json.loads(line) for line in lines.splitlines()] == plan.records()
    assert "\\u" not in lines


def test_an_undecodable_byte_can_be_written() -> None:
    (line,) = files.json_lines([{"text": "工作\udcc7"}])
    assert line.encode("utf-8").decode("utf-8") == '{"text": "工作\ufffd"}\n'


@pytest.mark.parametrize("text", DANGEROUS)
def test_csv_cells_are_no_formulas(text: str) -> None:
    written = files.csv_text(sheet(text))
    ((_, _), (cell, low)) = csv.reader(io.StringIO(written.removeprefix("\ufeff"), newline=""))
    assert (cell, low) == ("'" + text.replace("\r", "\n"), "-5")


def test_csv_holds_every_record_and_every_column() -> None:
    written = files.csv_text(records_sheet([made_plan()]))
    assert written.startswith("\ufeffdocument,kind,item,text,")
    rows = list(csv.DictReader(io.StringIO(written.removeprefix("\ufeff"))))
    assert [row["kind"] for row in rows] == [record["kind"] for record in made_plan().records()]
    assert set(rows[0]) == {name for columns in RECORD_COLUMNS.values() for name in columns}
    quantity = next(row for row in rows if row["kind"] == "quantity")
    assert (quantity["low"], quantity["deadline"], quantity["deadline_implied"]) == ("50000", "2021-12-31", "True")


@pytest.mark.parametrize("text", DANGEROUS)
def test_workbook_cells_are_no_formulas(text: str, tmp_path: Path) -> None:
    files.write_workbook([sheet(text)], tmp_path / "x.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "x.xlsx")["x"]["A2"]
    assert cell.data_type == "s"
    assert "_x000D_" in cell.value or cell.value == text


def test_a_workbook_has_a_sheet_for_every_table(tmp_path: Path) -> None:
    files.write_workbook(sheets_of([made_plan()]), tmp_path / "x.xlsx")
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    assert book.sheetnames == ["item", "task", *RECORD_COLUMNS, "repairs"]
    header, row = book["quantity"].iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))
    assert (cells["low"], cells["deadline"], cells["baseline"]) == (50000, datetime(2021, 12, 31), None)
    assert cells["repaired"] is False


def test_the_same_tables_give_the_same_workbook(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        files.write_workbook(sheets_of([made_plan()]), tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_long_text_is_cut_where_excel_would_drop_it(tmp_path: Path) -> None:
    files.write_workbook([sheet("长" * 40_000)], tmp_path / "x.xlsx")
    text = openpyxl.load_workbook(tmp_path / "x.xlsx")["x"]["A2"].value
    assert len(text) == files.EXCEL_CHARACTERS
    assert text.endswith("…")


def test_more_rows_than_excel_holds_are_refused(tmp_path: Path) -> None:
    many = Sheet("x", {"text": str}, ({"text": "一"},) * files.EXCEL_ROWS)
    with pytest.raises(UnsupportedFormatError, match="choose csv or parquet"):
        files.write_workbook([many], tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()


def test_parquet_keeps_the_types(tmp_path: Path) -> None:
    files.write_parquet(records_sheet([made_plan()]), tmp_path / "x.parquet")
    table = pq.read_table(tmp_path / "x.parquet")
    assert {str(table.schema.field(name).type) for name in ("text", "start", "low", "to", "repaired")} == {
        "string", "int64", "double", "date32[day]", "bool",
    }  # fmt: skip
    quantity = next(row for row in table.to_pylist() if row["kind"] == "quantity")
    assert (quantity["low"], quantity["deadline"]) == (50000.0, date(2021, 12, 31))
    assert table.schema.metadata[b"policytext.schema_version"] == b"1"


def test_empty_parquet_has_the_same_schema(tmp_path: Path) -> None:
    assert files.arrow_table(records_sheet([])).schema == files.arrow_table(records_sheet([made_plan()])).schema
