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
