"""The commands as a user runs them: data, messages, exit status; bad input gives a sentence and never a traceback."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

import policytext as pt
from policytext.comparison import TABLES

PLAN = "一、提升质量\n1.增加学位。年底前力争新增学位5万个，实施“强师”计划。\n2.加强安全。安全事故零发生。\n"
SPECIMENS = tuple(f"specimen:{name}" for name in pt.specimens()[:2])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a plan, a text without numbering, an empty file and a binary one."""
    (tmp_path / "plan.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "old.txt").write_bytes(PLAN.replace("5万个", "4万个").encode("gb18030"))
    (tmp_path / "essay.txt").write_text("教育是国之大计。\n", encoding="utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_bytes(b" \n\t\n")
    (tmp_path / "binary.bin").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04" + b"\x00" * 50)
    return tmp_path


def policytext(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command in the folder; a traceback anywhere fails the test."""
    command = [sys.executable, "-c", "from policytext.cli import run; run()", *arguments]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **environment}
    )
    assert "Traceback" not in done.stderr + done.stdout, done.stderr
    return done


BAD_INPUT = [
    (("show", "empty.txt"), 1, "is empty"),
    (("show", "blank.txt"), 1, "is empty"),
    (("show", "binary.bin"), 1, "binary"),
    (("show", "broken.docx"), 1, "broken"),
    (("show", "nowhere.txt"), 1, "does not exist"),
    (("show", "."), 1, "cannot be opened"),
    (("show", "specimen:atlantis"), 1, "no specimen 'atlantis'; choose one of"),
    (("extract", "empty.txt"), 1, "is empty"),
    (("extract", "binary.bin", "--format", "jsonl"), 1, "binary"),
    (("compare", "plan.txt", "nowhere.txt"), 1, "does not exist"),
    (("show",), 2, "FILE"),
    (("extract",), 2, "FILE"),
    (("compare", "plan.txt"), 2, "B"),
    (("shout", "plan.txt"), 2, "shout"),
    (("show", "plan.txt", "--loud"), 2, "--loud"),
    (("extract", "plan.txt", "--format", "docx"), 2, "docx"),
    (("extract", "plan.txt", "--year", "soon"), 2, "--year"),
    (("extract", "plan.txt", "--year", "20"), 2, "--year"),
    (("extract", "plan.txt", "--format", "xlsx"), 2, "-o"),
    (("extract", "plan.txt", "--format", "parquet"), 2, "-o"),
    (("extract", "plan.txt", "-o", "nowhere/out.csv"), 2, "folder that exists"),
    (("extract", "plan.txt", "-o", "plan.txt"), 2, "one of the sources"),
    (("extract", "plan.txt", "-o", "."), 2, "cannot be written"),
    (("compare", "plan.txt", "old.txt", "--table", "mayors"), 2, "mayors"),
    (("compare", "plan.txt", "old.txt", "--format", "pdf"), 2, "csv"),
    (("compare", "plan.txt", "old.txt", "--force-mapping", "loud"), 1, "graded"),
    (("compare", "plan.txt", "old.txt", "--dictionary", "nowhere.dict", "--table", "terms"), 1, "nowhere.dict"),
    (("compare", "plan.txt", "old.txt", "--format", "xlsx"), 2, "-o"),
]


@pytest.mark.parametrize(("arguments", "status", "says"), BAD_INPUT, ids=[" ".join(x[0]) for x in BAD_INPUT])
def test_bad_input_is_a_sentence(folder: Path, arguments: tuple[str, ...], status: int, says: str) -> None:
    done = policytext(folder, *arguments)
    assert done.returncode == status
    assert says in done.stderr
    assert done.stdout == ""


def test_one_sentence_for_a_file_that_cannot_be_read(folder: Path) -> None:
    assert policytext(folder, "show", "empty.txt").stderr.count("\n") == 1


def test_a_text_without_numbering_is_no_error(folder: Path) -> None:
    done = policytext(folder, "show", "essay.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "教育是国之大计" in done.stdout


def test_what_can_be_read_is_printed_and_what_cannot_is_named(folder: Path) -> None:
    done = policytext(folder, "extract", "empty.txt", "plan.txt", "nowhere.txt", "--format", "jsonl")
    assert done.returncode == 1
    assert {json.loads(line)["document"] for line in done.stdout.splitlines()} == {"plan"}
    assert "2 of 3 documents failed: empty.txt, nowhere.txt" in done.stderr


def test_nothing_is_written_where_nothing_was_read(folder: Path) -> None:
    assert policytext(folder, "extract", "empty.txt", "-o", "out.csv").returncode == 1
    assert not (folder / "out.csv").exists()


def test_another_mapping_can_be_asked_for(folder: Path) -> None:
    done = policytext(folder, "compare", "plan.txt", "old.txt", "--force-mapping", "graded", "--table", "robustness", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and [row["mapping"] for row in rows if row["used"]] in (["graded"], [])


def test_json_lines_are_the_records(folder: Path) -> None:
    done = policytext(folder, "extract", "plan.txt", "--year", "2021", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows == pt.read(folder / "plan.txt", year=2021).records()
    assert (next(row for row in rows if row["kind"] == "time")["to"], done.returncode) == ("2021-12-31", 0)
    assert "\\u" not in done.stdout


def test_the_plan_year_can_be_given_for_a_specimen_too(tmp_path: Path) -> None:
    done = policytext(tmp_path, "extract", SPECIMENS[0], "--year", "1999", "--format", "jsonl")
    assert "1999-12-31" in done.stdout


def test_files_that_share_a_name_keep_their_paths(folder: Path) -> None:
    for year in ("2020", "2021"):
        (folder / year).mkdir()
        (folder / year / "plan.txt").write_text(PLAN, encoding="utf-8")
    done = policytext(folder, "extract", "2020/plan.txt", "2021/plan.txt", "--format", "jsonl")
    assert {json.loads(line)["document"] for line in done.stdout.splitlines()} == {"2020/plan.txt", "2021/plan.txt"}


def test_csv_goes_to_a_spreadsheet(folder: Path) -> None:
    done = policytext(folder, "extract", "plan.txt", "-o", "out.csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    written = (folder / "out.csv").read_text(encoding="utf-8-sig")
    assert "5万个" in [row["text"] for row in csv.DictReader(io.StringIO(written))]
    printed = policytext(folder, "extract", "plan.txt", "--format", "csv").stdout
    assert printed.removeprefix("\ufeff") == written


def test_the_ending_of_the_output_file_tells_the_format(folder: Path) -> None:
    policytext(folder, "extract", "plan.txt", "-o", "out.xlsx")
    policytext(folder, "extract", "plan.txt", "-o", "out.parquet")
    policytext(folder, "extract", "plan.txt", "-o", "out.txt")
    assert "quantity" in openpyxl.load_workbook(folder / "out.xlsx").sheetnames
    assert "5万个" in pq.read_table(folder / "out.parquet")["text"].to_pylist()
    assert "目标与数量" in (folder / "out.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", [("extract", "plan.txt"), ("compare", "old.txt", "plan.txt"), ("panel", *SPECIMENS)])
def test_headings_are_chinese_where_asked_for(command: tuple[str, ...], folder: Path) -> None:
    verb, *files = command
    english = policytext(folder, verb, *files)
    chinese = policytext(folder, verb, *files, "--labels", "zh")
    assert (chinese.returncode, chinese.stderr) == (0, "")
    assert "指标 " in chinese.stdout and " indicator " in english.stdout and " indicator " not in chinese.stdout
    for ending in ("csv", "xlsx", "dta", "parquet"):
        done = policytext(folder, verb, *files, "--labels", "zh", "-o", f"out.{ending}")
        assert (done.returncode, done.stdout, done.stderr, (folder / f"out.{ending}").stat().st_size > 100) == (0, "", "", True)
    assert "单位" in (folder / "out.csv").read_text(encoding="utf-8") or verb == "compare"
    assert "说明" in openpyxl.load_workbook(folder / "out.xlsx").sheetnames


FIGURES = [
    (("targets", "plan.txt"), 0, "各部分的目标"),
    (("flow", "old.txt", "plan.txt"), 0, "事项的流向"),
    (("keyness", *SPECIMENS, "--most", "5"), 0, "最大的 5 个与 5 个"),
    (("attention", *SPECIMENS, "--by", "section", "--measure", "items"), 0, "部分"),
    (("lineage", *SPECIMENS, "--indicator", "学位"), 0, "承诺与结果"),
    (("lineage", *SPECIMENS), 1, "it takes indicator"),
    (("lineage", *SPECIMENS, "--indicator", "幸福感"), 1, "choose"),
    (("targets", *SPECIMENS), 2, "targets is drawn of 1 document, not of 2"),
    (("flow", "plan.txt"), 2, "flow is drawn of 2 documents, not of 1"),
    (("pie", "plan.txt"), 2, "'pie' is not one of"),
    (("targets", "nowhere.txt"), 1, "does not exist"),
]


@pytest.mark.parametrize(("arguments", "status", "said"), FIGURES, ids=lambda x: " ".join(x) if isinstance(x, tuple) else str(x))
def test_figures(arguments: tuple[str, ...], status: int, said: str, folder: Path) -> None:
    done = policytext(folder, "plot", *arguments, "-o", "图.svg")
    assert (done.returncode, done.stdout, done.stderr == "") == (status, "", status == 0)
    drawn = (folder / "图.svg").read_text(encoding="utf-8") if status == 0 else done.stderr
    assert said in drawn


def test_a_figure_of_no_known_ending_is_refused_before_anything_is_read(folder: Path) -> None:
    done = policytext(folder, "plot", "targets", "nowhere.txt", "-o", "图.bmp")
    assert done.returncode == 2
    assert "choose an ending of .png, .svg" in done.stderr


def test_the_format_asked_for_wins(folder: Path) -> None:
    policytext(folder, "extract", "plan.txt", "--format", "jsonl", "-o", "out.csv")
    assert json.loads((folder / "out.csv").read_text(encoding="utf-8").splitlines()[0])["document"] == "plan"


@pytest.mark.parametrize("table", TABLES)
def test_compare_prints_the_rows_of_each_table(table: str, tmp_path: Path) -> None:
    done = policytext(tmp_path, "compare", *SPECIMENS, "--table", table, "--format", "jsonl")
    names = [x.removeprefix("specimen:") for x in SPECIMENS]
    comparison = pt.compare(*map(pt.specimen, names))
    assert [json.loads(line) for line in done.stdout.splitlines()] == comparison.records(table)
    assert (done.returncode, done.stderr) == (0, "")


def test_compare_without_a_table(folder: Path) -> None:
    shown = policytext(folder, "compare", "old.txt", "plan.txt")
    assert [word in shown.stdout for word in ("items: 2", "4万个", "5万个", "raised")] == [True] * 4
    lines = policytext(folder, "compare", "old.txt", "plan.txt", "--format", "jsonl").stdout.splitlines()
    assert {"a", "b", "status", "similarity"} <= json.loads(lines[0]).keys()


def test_compare_writes_a_workbook_and_a_page(folder: Path) -> None:
    policytext(folder, "compare", "old.txt", "plan.txt", "-o", "out.xlsx")
    policytext(folder, "compare", "old.txt", "plan.txt", "-o", "out.html")
    assert openpyxl.load_workbook(folder / "out.xlsx").sheetnames == [*TABLES, "codebook"]
    assert (folder / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_comparison_the_wrong_way_round_warns_in_one_line(tmp_path: Path) -> None:
    done = policytext(tmp_path, "compare", *reversed(SPECIMENS), "--format", "jsonl")
    assert done.returncode == 0
    assert done.stderr.startswith("policytext: warning: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("locale", ["C", "POSIX", "en_US.ISO-8859-1"])
def test_chinese_comes_out_as_utf_8_under_any_locale(folder: Path, locale: str) -> None:
    done = policytext(folder, "show", "plan.txt", LC_ALL=locale, PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "一 提升质量" in done.stdout


def test_a_reader_who_stops_early_is_no_error(folder: Path) -> None:
    (folder / "long.txt").write_text("新增学位5万个。\n" * 20_000, encoding="utf-8")
    command = f'"{sys.executable}" -m policytext.cli extract long.txt --format jsonl | head -n 1'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=folder, capture_output=True, text=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["text"] == "5万个"


def test_help_names_every_command(tmp_path: Path) -> None:
    done = policytext(tmp_path, "--help")
    assert done.returncode == 0
    assert [word in done.stdout for word in ("show", "extract", "compare")] == [True] * 3


def test_version(tmp_path: Path) -> None:
    assert policytext(tmp_path, "--version").stdout == f"policytext {pt.__version__}\n"


def test_the_installed_command_is_this_one() -> None:
    from importlib.metadata import entry_points

    (command,) = entry_points(group="console_scripts", name="policytext")
    assert command.value == "policytext.cli:run"


@pytest.mark.parametrize(
    ("arguments", "unused"),
    [
        (("--version",), ("policytext.pipeline", "policytext.comparison", "policytext.corpus", "rich")),
        (("extract", "plan.txt", "--format", "jsonl"), ("policytext.comparison", "policytext.corpus.corpus", "pandas", "sklearn", "jieba", "rich", "openpyxl")),
        (("show", "plan.txt"), ("policytext.comparison", "policytext.learning.fitting", "pandas", "numpy")),
        (("compare", "old.txt", "plan.txt", "--table", "items"), ("policytext.corpus.batch", "pandas", "sklearn", "altair")),
    ],
)  # fmt: skip
def test_a_command_loads_only_what_it_needs(arguments: tuple[str, ...], unused: tuple[str, ...], folder: Path) -> None:
    code = f"import sys\nsys.argv = ['policytext', *{arguments}]\nfrom policytext.cli import run\ntry: run()\nexcept SystemExit as end: assert not end.code\n"
    told = f"{code}sys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", told], cwd=folder, capture_output=True, text=True, check=True)
    assert [name for name in unused if name in done.stderr.split()] == []
