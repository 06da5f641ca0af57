"""The catalogue: what ships is sound, what breaks its rules is named by row and column, filters and names hold."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from benchmarks.catalogue_figures import figures

from policytext.corpus.catalogue import COLUMNS, CatalogueEntry, catalogue, copies, read_catalogue, select
from policytext.lexicon.gazetteer import division_of, full_name
from policytext.model.errors import CatalogueError, SourceNotFoundError

LEVELS = {"nation", "province", "prefecture", "county"}


def test_the_shipped_addresses_are_http_and_none_stands_twice() -> None:
    addresses = [entry.address for entry in catalogue()]
    assert len(addresses) == len(set(addresses)) >= 92
    assert all(urlsplit(address).scheme in ("http", "https") and urlsplit(address).hostname for address in addresses)


def test_the_shipped_names_are_safe_and_none_stands_twice() -> None:
    names = [entry.name for entry in catalogue()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"[a-z0-9-]{5,60}", name) for name in names)


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.name)
def test_a_shipped_entry(entry: CatalogueEntry) -> None:
    division = division_of(entry.region_code) if entry.region_code else None
    assert entry.region == (full_name(division) if division else entry.region and "全国")
    assert entry.level == (division.level if division else entry.region and "nation")
    assert (entry.kind == "official") == str(urlsplit(entry.address).hostname).endswith(".gov.cn")
    assert len(entry.notes) <= 80
    assert not set("。！？；") & set(re.sub(r"[(（].*?[)）]", "", entry.notes))
    assert entry.genre
    assert entry.series


def test_official_entries_know_their_region() -> None:
    assert {entry.level for entry in catalogue() if entry.kind == "official"} == LEVELS


def test_copies_stand_together_and_agree_in_number() -> None:
    groups = copies(catalogue())
    assert {len(group) for group in groups} == {2, 4}
    assert all(len({entry.document_number for entry in group}) == 1 for group in groups)


def written(tmp_path: Path, *lines: str, heads: str = ",".join(COLUMNS)) -> Path:
    path = tmp_path / "catalogue.csv"
    path.write_text("\n".join([heads, *lines, ""]), encoding="utf-8")
    return path


GOOD = "http://a.example/1,工作要点,白溪市教育局,白教发〔2021〕3号,2021-03-10,2021,厦门市,350200,prefecture,工作要点,official,baixi-edu,,"


def test_a_good_row_is_read(tmp_path: Path) -> None:
    (entry,) = read_catalogue(written(tmp_path, GOOD))
    assert (entry.year, str(entry.date), entry.region_code, entry.kind) == (2021, "2021-03-10", "350200", "official")


def test_two_columns_are_enough(tmp_path: Path) -> None:
    (entry,) = read_catalogue(written(tmp_path, "http://a.example/1,要点", heads="address,title"))
    assert entry.kind == "mirror"
    assert entry.year is entry.date is None


FAULTS = [
    ("address", "ftp://a.example/1"), ("address", ""), ("address", "http://a b/"), ("address", "http://a:b@c.example/"),
    ("title", ""), ("title", "=cmd()"), ("title", "@SUM"), ("title", "要" * 2001), ("date", "2021-3-10"), ("date", "20210310"),
    ("date", "2021-02-30"), ("year", "21"), ("year", "二〇二一"), ("region_code", "990000"), ("region_code", ""),
    ("level", "city"), ("kind", "repost"), ("series", "../x"), ("series", "Baixi"), ("sha256", "00"), ("notes", "长" * 101),
    ("issuer", "a\x07b"),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cell"), FAULTS)
def test_a_fault_is_named_by_row_and_column(tmp_path: Path, column: str, cell: str) -> None:
    cells = GOOD.split(",")
    cells[COLUMNS.index(column)] = cell
    named = "region" if column == "region_code" and not cell else column
    with pytest.raises(CatalogueError, match=f"row 3, {named}:"):
        read_catalogue(written(tmp_path, GOOD.replace("/1", "/0"), ",".join(cells)))


def test_an_address_twice_an_unknown_column_no_table_and_no_file(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="row 3, address: stands in row 2"):
        read_catalogue(written(tmp_path, GOOD, GOOD))
    with pytest.raises(CatalogueError, match="row 2, colour: no such column"):
        read_catalogue(written(tmp_path, "http://a.example/,x,red", heads="address,title,colour"))
    with pytest.raises(CatalogueError, match="row 2, None: no such column"):
        read_catalogue(written(tmp_path, GOOD + ",more"))
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogueError, match="no CSV file in UTF-8"):
        read_catalogue(tmp_path / "binary.csv")
    with pytest.raises(SourceNotFoundError):
        read_catalogue(tmp_path / "none.csv")


def test_filters() -> None:
    everything = catalogue()
    assert select(everything) == everything
    assert {x.region for x in select(everything, region="安徽省")} >= {"安徽省", "芜湖市", "宣城市泾县"}
    assert select(everything, region="350200") == select(everything, region="厦门市")
    assert {x.region for x in select(everything, region="全国")} == {"全国"}
    assert all("教育局" in x.issuer for x in select(everything, issuer="教育局"))
    chosen = select(everything, level="prefecture", year=2022, genre="工作要点", kind="official", series="gz-edu")
    assert [x.title for x in chosen] == ["2021年广州教育工作总结和2022年工作要点"]
    assert select(everything, year=1949) == ()


PAGE = (Path(__file__).parents[1] / "docs" / "catalogue.md").read_text(encoding="utf-8")


def test_the_page_gives_the_figures_and_every_column() -> None:
    assert figures() in PAGE
    table = PAGE.partition("## Columns")[2].partition("\n## ")[0]
    named = [name for line in table.splitlines() if line.startswith("| `") for name in re.findall(r"`([a-z_0-9]+)`", line.split("|")[1])]
    assert sorted(named) == sorted(COLUMNS)
