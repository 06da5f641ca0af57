"""Tables of a corpus as files: Excel, CSV, Stata, Parquet, each with the codebook, none with a formula."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pytest

import policytext as pt
from policytext.collected import KINDS
from policytext.corpus.duplicates.found import DUPLICATE_TABLES
from policytext.corpus.held import HELD_TABLES
from policytext.corpus.panel_rows import PANEL_COLUMNS
from policytext.corpus.stata import fitting, write_stata
from policytext.lexicon.codebook import described
from policytext.lexicon.loader import entries
from policytext.model.errors import LexiconError
from policytext.model.sheet import FORMULA_STARTS, Sheet
from tests.shared import REPOSITORY

TABLES = (*KINDS, "text", "panel", *HELD_TABLES, *DUPLICATE_TABLES)
HOSTILE = "=HYPERLINK(1)"


def corpus() -> pt.Corpus:
    texts = {
        2020: "澜水市教育局2020年工作要点\n一、扩大学位\n新建学校5所，新增学位1.5万个，2020年底前完成。",
        2021: f"澜水市教育局2021年工作要点\n一、扩大学位\n新建学校6所，新建学校7所，入学率达到98.5%以上。\n二、{HOSTILE}办学\n投入1.2亿元。",
    }
    return pt.Corpus(pt.parse(text, document=f"{'＝' * (year == 2021)}澜水市{year}") for year, text in texts.items())


@pytest.fixture(scope="module")
def plans() -> pt.Corpus:
    return corpus()


def test_the_codebook_knows_every_column(plans: pt.Corpus) -> None:
    for table in TABLES:
        book = plans.codebook(table)
        assert book["column"].tolist() == list(plans.sheet(table).columns)
        assert book["label"].is_unique, table  # a heading of a file says which column it is
        assert (book["meaning"].str.len() > 0).all()
    with pytest.raises(LexiconError, match="nothing of the column colour of panel"):
        described("panel", {"colour": str})


def test_the_codebook_says_what_the_page_says() -> None:
    page = (REPOSITORY / "docs" / "tables.md").read_text(encoding="utf-8")
    for table, columns in (*entries("codebook")["meanings"].items(), *entries("codebook_changes")["meanings"].items()):
        section = page.partition(f"\n## `{'every record' if table == 'record' else table}`\n")[2].partition("\n## ")[0]
        found = dict(re.findall(r"^\| `(\w+)` \| \w+ \| (.*?) \|$", section, re.MULTILINE))
        assert found == columns, table


def test_a_panel_says_how_many_stand_behind_a_row(plans: pt.Corpus) -> None:
    panel = plans.panel()
    assert tuple(panel.columns) == tuple(PANEL_COLUMNS)
    row = panel[(panel["year"] == 2021) & (panel["unit"] == "所")].iloc[0]
    assert (row["low"], row["mentions"], row["distinct"], row["documents"], row["text"]) == (6.0, 2, 2, 1, "6所")
    document = plans[row["document"]]
    assert document.text[row["start"] : row["end"]] == row["text"]
    due = panel[panel["unit"] == "个"].iloc[0]
    assert (due["deadline"], due["low"], due["role"]) == (pd.Timestamp(2020, 12, 31), 15000.0, "target")


def test_csv_is_for_excel_and_holds_no_formula(plans: pt.Corpus, tmp_path: Path) -> None:
    for table in TABLES:
        plans.save(tmp_path / "t.csv", table)
        data = (tmp_path / "t.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
        assert rows[0] == list(plans.sheet(table).columns)
        numbers = [i for i, type_ in enumerate(plans.sheet(table).columns.values()) if type_ in (int, float)]
        cells = [cell for row in rows for i, cell in enumerate(row) if i not in numbers]
        assert not [cell for cell in cells if cell.startswith(FORMULA_STARTS)]
    plans.save(tmp_path / "t.csv", "document")
    assert any(cell.startswith("'＝") for row in csv.reader((tmp_path / "t.csv").open(encoding="utf-8-sig")) for cell in row)
    codebook = list(csv.DictReader((tmp_path / "t.codebook.csv").open(encoding="utf-8-sig")))
    assert codebook[0]["column"] == "document"


def test_a_workbook_holds_texts_dates_and_the_codebook(plans: pt.Corpus, tmp_path: Path) -> None:
    plans.save(tmp_path / "t.xlsx", "quantity", labels="zh")
    plans.save(tmp_path / "again.xlsx", "quantity", labels="zh")
    assert (tmp_path / "t.xlsx").read_bytes() == (tmp_path / "again.xlsx").read_bytes()
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["目标与数量", "说明"]
    sheet = book["目标与数量"]
    heads = [cell.value for cell in sheet[1]]
    assert {"文档", "下限", "单位", "时限"} <= set(heads)
    assert sheet.freeze_panes == "A2"
    assert [cell.data_type for row in sheet.iter_rows() for cell in row if cell.data_type == "f"] == []
    due = sheet.cell(3, heads.index("时限") + 1).value
    assert due.date() == date(2020, 12, 31)


def test_stata_reads_the_panel(plans: pt.Corpus, tmp_path: Path) -> None:
    plans.save(tmp_path / "t.dta")
    with pd.read_stata(tmp_path / "t.dta", iterator=True) as reader:
        labels = reader.variable_labels()
        frame = reader.read()
    panel = plans.panel()
    assert list(frame.columns) == ["end_" if name == "end" else name for name in PANEL_COLUMNS]
    assert labels["place"].startswith("地区 ")
    for name in ("place", "indicator", "text"):
        assert frame[name].tolist() == panel[name].fillna("").tolist()
    assert frame["low"].tolist() == panel["low"].tolist()
    assert frame["deadline"].tolist() == panel["deadline"].tolist()
    plans.save(tmp_path / "again.dta")
    assert (tmp_path / "t.dta").read_bytes() == (tmp_path / "again.dta").read_bytes()


def test_stata_holds_long_texts_and_what_is_missing(tmp_path: Path) -> None:
    columns: dict[str, type] = {"text": str, "year": int, "low": float, "due": date, "repaired": bool}
    rows = ({"text": "学" * 3000, "year": 2021, "low": 1e308}, {"text": None, "repaired": True, "due": "2021-12-31"})
    write_stata(Sheet("x", columns, rows), tmp_path / "t.dta", {"text": "文" * 200})
    frame = pd.read_stata(tmp_path / "t.dta")
    assert frame["text"].tolist() == ["学" * 3000, ""]
    assert frame["year"].tolist()[0] == 2021 and frame["year"].isna().tolist() == [False, True]
    assert frame["low"].isna().tolist() == [True, True]  # beyond what Stata holds
    assert frame["due"].tolist()[1] == pd.Timestamp(2021, 12, 31)
    assert (len(fitting("文" * 200)), fitting("文")) == (80, "文")
    write_stata(Sheet("x", columns), tmp_path / "none.dta", {})
    assert list(pd.read_stata(tmp_path / "none.dta").columns) == list(columns)


def test_parquet_carries_types_and_meanings(plans: pt.Corpus, tmp_path: Path) -> None:
    plans.save(tmp_path / "t.parquet")
    schema = pq.read_schema(tmp_path / "t.parquet")
    assert schema.field("low").metadata[b"description"] == entries("codebook")["meanings"]["panel"]["low"].encode()
    assert schema.metadata[b"policytext.schema_version"] == b"1"
    assert pq.read_table(tmp_path / "t.parquet").column("low").to_pylist() == plans.panel()["low"].tolist()


def test_wrong_asks_are_told(plans: pt.Corpus, tmp_path: Path) -> None:
    with pytest.raises(pt.UnsupportedFormatError, match=r"choose .csv, .xlsx, .dta, .parquet"):
        plans.save(tmp_path / "t.sav")
    with pytest.raises(pt.UnknownKindError, match=r"document, heading.*panel, places, serials, damage, duplicates"):
        plans.save(tmp_path / "t.csv", "目标")


SELECTIONS = [
    ({"region": "福建省"}, ["厦门市2021", "思明区2021", "福建省2020"]),
    ({"region": "350200"}, ["厦门市2021", "思明区2021"]),
    ({"region": ["厦门市", "广东省"], "level": "prefecture"}, ["厦门市2021"]),
    ({"level": ("province", "county")}, ["思明区2021", "福建省2020"]),
    ({"year": 2021}, ["厦门市2021", "思明区2021"]),
    ({"year": range(2019, 2021)}, ["福建省2020"]),
    ({"issuer": "教育局"}, ["厦门市2021", "思明区2021"]),
    ({"genre": "工作要点", "document": ["福建省2020", "无"]}, ["福建省2020"]),
    ({"region": "浙江省"}, []),
    ({}, ["厦门市2021", "思明区2021", "无", "福建省2020"]),
]  # fmt: skip


@pytest.mark.parametrize(("asked", "names"), SELECTIONS)
def test_where(asked: dict[str, object], names: list[str]) -> None:
    titles = ("厦门市教育局2021年工作要点", "厦门市思明区教育局2021年工作要点", "关于办学的意见", "福建省教育厅2020年工作要点")
    ids = ("厦门市2021", "思明区2021", "无", "福建省2020")
    plans = pt.Corpus(pt.parse(f"{title}\n一、办学", document=name) for name, title in zip(ids, titles, strict=True))
    chosen = plans.where(**asked)  # type: ignore[arg-type]
    assert list(chosen.names) == [x.metadata.id for x in chosen] == names
    assert (len(chosen), bool(chosen)) == (len(names), bool(names))
    assert len(chosen.where(year=1999)) == 0  # one filter after another


def test_a_level_that_there_is_not() -> None:
    with pytest.raises(pt.UnknownKindError, match="no level city: choose nation, province"):
        pt.Corpus().where(level="city")


def test_copies_count_once() -> None:
    text = "澜水市教育局2021年工作要点\n一、扩大学位\n" + "".join(f"（{n}）新建学校{n}所，新增学位{n * 300}个，{n}月底前完成。" for n in range(1, 30))
    plans = pt.Corpus(pt.parse(words, document=name) for name, words in (("甲", text), ("乙", f"首页 打印本页\n{text}"), ("丙", "一、另事\n植树6亩。")))
    assert plans.duplicates().copies_of("甲") == ("乙",)
    once = plans.without_copies()
    assert len(once) == 2 and "丙" in once.names
    assert once.panel()["mentions"].sum() < plans.panel()["mentions"].sum()
