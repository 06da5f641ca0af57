"""Workbooks of whole documents, comparisons and panels: Chinese or English headings, filters, formats, a codebook, no formula."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

import policytext as pt
from policytext.comparison import PANEL_TABLES, TABLES
from policytext.display.sheets import SHEETS

HOSTILE = "一、扩容\n1.=HYPERLINK(\"http://a\")新建学校12000所，总投资3.5亿元。\n2.@SUM(1)培训教师300人。"


def plans() -> tuple[pt.Document, pt.Document]:
    return pt.parse(HOSTILE, year=2020, document="甲"), pt.parse(HOSTILE.replace("12000", "13000"), year=2021, document="乙")


@pytest.mark.parametrize("labels", ["en", "zh"])
def test_every_table_is_a_worksheet(labels: str, tmp_path: Path) -> None:
    first, second = plans()
    nouns = {"document": first, "comparison": pt.compare(first, second), "panel": pt.panel([first, second])}
    for name, noun in nouns.items():
        path = tmp_path / f"{name}.xlsx"
        noun.save(path, labels=labels)
        book = openpyxl.load_workbook(path)
        assert len(book.sheetnames) == len(set(book.sheetnames)) > 5
        for sheet in book:
            heads = [cell.value for cell in sheet[1]]
            assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref and len(heads) == len(set(heads)), (name, sheet.title)
            assert all(cell.data_type != "f" for row in sheet for cell in row)
        assert ("说明" if labels == "zh" else "codebook") == book.sheetnames[-1]


def test_headings_and_codebook_are_chinese(tmp_path: Path) -> None:
    first, second = plans()
    pt.compare(first, second).save(tmp_path / "变化.xlsx", labels="zh")
    book = openpyxl.load_workbook(tmp_path / "变化.xlsx")
    targets = book["目标变化"]
    heads = [cell.value for cell in targets[1]]
    assert {"甲原文", "乙原文", "数值变化", "措辞变化"} <= set(heads)
    row = dict(zip(heads, targets[2], strict=True))
    assert (row["甲下限"].value, row["乙下限"].value, row["甲下限"].number_format) == (12000, 13000, "#,##0.####")
    codes = {(table, column) for table, column, *_ in book["说明"].iter_rows(min_row=2, values_only=True)}
    assert {("targets", "a_text"), ("items", "status")} <= codes


def test_another_ending_is_refused(tmp_path: Path) -> None:
    first, second = plans()
    for noun in (first, pt.compare(first, second), pt.panel([first, second])):
        with pytest.raises(pt.UnsupportedFormatError, match=r"\.xlsx, or one table"):
            noun.save(tmp_path / "表.csv")
    with pytest.raises(pt.UnsupportedFormatError, match=r"choose \.csv, \.xlsx, \.dta, \.parquet"):
        first.save(tmp_path / "表.ods", kind="quantity")


@pytest.mark.filterwarnings("error")  # Stata's limits on names and lengths come as warnings
@pytest.mark.parametrize("ending", ["csv", "xlsx", "dta", "parquet"])
def test_every_table_is_written_alone_with_its_codebook(ending: str, tmp_path: Path) -> None:
    first, second = plans()
    path = tmp_path / f"表.{ending}"
    for table in SHEETS:
        first.save(path, labels="zh", kind=table)
        assert columns_of(path) == expected(first.to_frame(table, labels="zh" if ending in ("csv", "xlsx") else "en").columns, ending)
    for noun, tables in ((pt.compare(first, second), TABLES), (pt.panel([first, second]), PANEL_TABLES)):
        for table in tables:
            noun.save(path, labels="zh", table=table)
            assert columns_of(path) == expected(noun.to_frame(table, labels="zh" if ending in ("csv", "xlsx") else "en").columns, ending)


def columns_of(path: Path) -> list[str]:
    """The headings of a written table; its codebook has a line for each."""
    if path.suffix == ".csv":
        heads = list(pd.read_csv(path).columns)
        assert list(pd.read_csv(path.with_suffix(".codebook.csv"))["表头"]) == heads
    elif path.suffix == ".xlsx":
        first, book = pd.read_excel(path, sheet_name=None).values()
        heads = list(first.columns)
        assert list(book["表头"]) == heads
    elif path.suffix == ".dta":
        with pd.io.stata.StataReader(path) as reader:
            labels = reader.variable_labels()
        heads = list(labels)
        assert all(labels.values())
    else:
        schema = pq.read_schema(path)
        heads = schema.names
        assert all(schema.field(name).metadata[b"description"] for name in heads)
    return heads


def expected(columns: pd.Index, ending: str) -> list[str]:
    """Stata keeps the name `end` for itself."""
    return [{"end": "end_"}.get(name, name) if ending == "dta" else name for name in columns]


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        plans()[0].save(tmp_path / f"{name}.xlsx", labels="zh")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
