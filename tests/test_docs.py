"""The documentation site: its examples run, its reference is that of the docstrings, its pages are all reachable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from benchmarks.places import REPOSITORY
from benchmarks.reference import PAGE, page

DOCS = REPOSITORY / "docs"
TOLD = sorted([DOCS / "tutorial.md", DOCS / "tutorial.en.md", *(DOCS / "concepts").glob("*.md")])


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.stem)
def test_examples_run(path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(REPOSITORY)
    blocks = re.findall(r"```python\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    scope: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, path.name, "exec"), scope)


def test_the_reference_is_that_of_the_docstrings() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m benchmarks.reference --write"


def test_every_page_is_in_the_navigation() -> None:
    listed = set(re.findall(r": ([\w./]+\.md)$", (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8"), re.MULTILINE))
    assert listed == {path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")}
