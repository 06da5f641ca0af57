"""The commands of the corpus: what they print, where, and with which status."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from policytext.corpus.catalogue import COLUMNS, catalogue, select
from tests.served import plain
from tests.served_site import site

PAGE = "<html><body><h1>白溪市教育局2021年工作要点</h1><p>1.新建学校2所。</p></body></html>".encode()


def ran(*arguments: str | Path) -> tuple[int, str, str]:
    """Status, standard output and standard error of `policytext corpus …`."""
    done = subprocess.run(
        [sys.executable, "-m", "policytext.cli", "corpus", *map(str, arguments)], capture_output=True, timeout=60, check=False
    )
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def test_list_in_every_format() -> None:
    wanted = [x.name for x in select(catalogue(), region="厦门市", year=2021, kind="official")]
    assert len(wanted) == 3
    filters = ("--region", "厦门市", "--year", "2021", "--kind", "official")
    status, table, said = ran("list", *filters)
    assert (status, said) == (0, "policytext: 3 documents\n")
    assert all(name in table for name in wanted)
    _, lines, _ = ran("list", *filters, "--format", "jsonl")
    assert [json.loads(line)["name"] for line in lines.splitlines()] == wanted
    _, text, _ = ran("list", *filters, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["name"] for row in rows] == wanted
    assert tuple(rows[0]) == ("name", *COLUMNS)


@pytest.mark.parametrize(
    "wrong",
    [("list", "--kind", "repost"), ("list", "--level", "city"), ("fetch",), ("fetch", "-o", "x", "--year", "1949"), ("fetch", "-o", "x", "--delay", "-1")],
)
def test_wrong_usage(wrong: tuple[str, ...]) -> None:
    assert ran(*wrong)[0] == 2


@pytest.mark.parametrize("command", ["list", "fetch", "verify"])
def test_help(command: str) -> None:
    assert ran(command, "-h")[:2] == ran(command, "--help")[:2]
    assert command in ran("-h")[1]


def test_fetch_and_verify(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with site() as served:
        served.pages["/1"] = plain(PAGE, Content_Type="text/html")
        rows = f"address,title,series\n{served.address}/1,工作要点,baixi-edu\n{served.address}/2,工作要点,baixi-edu\n"
        (tmp_path / "own.csv").write_text(rows, encoding="utf-8")
        asked = ("fetch", "-o", out, "--catalogue", tmp_path / "own.csv", "--delay", "0.01", "--retries", "0")
        assert "allow it with limits" in ran(*asked)[2]
        assert served.log == []
        status, files, said = ran(*asked, "--private", "--contact", "mailto:a@baixi.example")
        assert status == 1
        assert "[2/2]" in said
        assert "status 404" in said
        assert "1 failed, 1 fetched" in said
        (file,) = files.splitlines()
        assert Path(file).read_bytes() == PAGE
        assert "contact: mailto:a@baixi.example" in served.headers_of("/1")[0]["user-agent"]
    assert ran("verify", out) == (0, "", "")
    Path(file).write_bytes(b"other")
    status, problems, said = ran("verify", out)
    assert status == 1
    assert "not those that were fetched" in json.loads(problems)["reason"]
    assert "1 files" in said
    assert ran("verify", tmp_path / "none")[0] == 1


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    for year in (2019, 2021):
        (folder / f"{year}.txt").write_text(f"厦门市教育局{year}年工作要点\n一、扩大学位\n新建学校{year - 2014}所。", encoding="utf-8")
    return folder


def test_a_table_of_many_documents(plans: Path, tmp_path: Path) -> None:
    status, lines, said = ran("table", plans, "--format", "jsonl", "--year", "2021")
    assert (status, said) == (0, "")
    assert [(row["place"], row["year"], row["low"]) for row in map(json.loads, lines.splitlines())] == [("厦门市", 2021, 7)]
    status, text, _ = ran("table", plans, "document", "--format", "csv", "--region", "福建省")
    assert [row["plan_year"] for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))] == ["2019", "2021"]
    assert ran("table", plans, "quantity", "-o", tmp_path / "目标.xlsx", "--labels", "zh") == (0, "", "")
    assert (tmp_path / "目标.xlsx").stat().st_size > 1000
    status, table, _ = ran("table", plans)
    assert status == 0 and "面板 panel: 2 (target 2)" in table


def test_what_is_missing_is_said(plans: Path, tmp_path: Path) -> None:
    status, text, _ = ran("coverage", plans, "--years", "2019-2021", "--place", "漳州市")
    assert status == 0
    assert text.splitlines()[0].startswith("2 documents of 1 places.")
    assert {"厦门市 2020 工作要点: missing", "漳州市 2019 : missing"} <= set(text.splitlines())
    (plans / "空.txt").write_text(" ", encoding="utf-8")
    status, lines, said = ran("coverage", plans, "--table", "damage", "--format", "jsonl")
    assert (status, len(lines.splitlines())) == (1, 3)
    assert "1 files could not be read: 空.txt" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ("table", "PLANS", "-o", "x.sav"),
        ("table", "PLANS", "目标"),
        ("coverage", "PLANS", "--years", "三年"),
        ("coverage", "PLANS", "--table", "panel"),
    ],
)
def test_wrong_use_of_tables(arguments: tuple[str, ...], plans: Path) -> None:
    status, out, said = ran(*(plans if x == "PLANS" else x for x in arguments))
    assert (status, out) == (2, "")
    assert "Error" in said
