"""Docs cannot lie: the README's code and commands run, the notebook runs, the list of columns is the declared one."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from policytext.comparison import TABLES
from policytext.display.sheets import ITEM_COLUMNS
from policytext.display.sheets_compared import flat_columns
from policytext.model.record_sheets import RECORD_COLUMNS, REPAIR_COLUMNS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands() -> list[str]:
    lines = (line for block in blocks("sh") for line in block.splitlines())
    return [line for line in lines if line.startswith("policytext ")]


@pytest.mark.parametrize("code", blocks("python"), ids=["Chinese", "English"])
def test_the_code_runs(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert len(code.splitlines()) <= 12
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "report.html").exists()


def test_both_languages_show_the_same_code() -> None:
    chinese, english = ([line.split("#")[0].strip() for line in code.splitlines()] for code in blocks("python"))
    assert [line for line in chinese if "项" not in line] == [line for line in english if '"items"' not in line]


@pytest.mark.parametrize("command", commands())
def test_the_commands_run(command: str, tmp_path: Path) -> None:
    arguments = [sys.executable, "-m", "policytext.cli", *shlex.split(command)[1:]]
    done = subprocess.run(arguments, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout or list(tmp_path.iterdir())


def test_make_knows_what_the_readme_says() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


@pytest.mark.parametrize("link", re.findall(r"\]\(([^)#]+)\)", README))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()


def test_the_notebook_runs_and_holds_no_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    notebook = json.loads((ROOT / "notebooks" / "first_plan.ipynb").read_text(encoding="utf-8"))
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert all(cell["outputs"] == [] for cell in cells)
    scope: dict[str, object] = {}
    for cell in cells:
        exec(compile("".join(cell["source"]), cell["id"], "exec"), scope)


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_notebooks_hold_no_output(path: Path) -> None:
    """`make notebooks` runs them; what stands here is kept free of what a run leaves behind."""
    cells = [cell for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] if cell["cell_type"] == "code"]
    assert cells and all(cell["outputs"] == [] and cell["execution_count"] is None for cell in cells)


def columns_listed(section: str) -> list[str]:
    """The first column of a section's table in docs/tables.md."""
    text = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8").split(f"\n## `{section}`\n")[1].split("\n## ")[0]
    return re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)


@pytest.mark.parametrize("kind", RECORD_COLUMNS)
def test_the_columns_of_records_are_listed(kind: str) -> None:
    assert columns_listed("every record") + columns_listed(kind) == list(RECORD_COLUMNS[kind])


@pytest.mark.parametrize("table", TABLES)
def test_the_columns_of_comparisons_are_listed(table: str) -> None:
    assert columns_listed(table) == list(flat_columns(TABLES[table]))


def test_the_columns_of_items_and_repairs_are_listed() -> None:
    assert (columns_listed("item"), columns_listed("repairs")) == (list(ITEM_COLUMNS), list(REPAIR_COLUMNS))


def test_no_page_names_a_package_host_or_a_machine() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "constraints.txt", ROOT / "Makefile"]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert not re.search(r"pypi\b|index-url|https?://|/(?:work|home|root)/", text, re.IGNORECASE), page
