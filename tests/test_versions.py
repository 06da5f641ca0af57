"""One version everywhere, and types that users can rely on: README's examples pass mypy --strict, a wrong call does not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from mypy import api

import policytext as pt
from tests.test_readme import blocks

ROOT = Path(__file__).parents[1]
SETTINGS = "[mypy]\nstrict = true\nignore_missing_imports = true\nfollow_untyped_imports = false\n"


def test_the_version_is_the_same_everywhere() -> None:
    version = re.escape(pt.__version__)
    assert re.search(rf"^version: {version}$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.search(rf"^## {version} \(\d{{4}}-\d\d-\d\d\)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert f"policytext=={pt.__version__}" in (ROOT / "docs" / "versions.md").read_text(encoding="utf-8")


def told(code: str, folder: Path) -> str:
    """What mypy says of some lines of a user, who has the package installed and its types with it."""
    (folder / "mypy.ini").write_text(SETTINGS, encoding="utf-8")
    (folder / "study.py").write_text(code, encoding="utf-8")
    said, trouble, _ = api.run(["--config-file", str(folder / "mypy.ini"), "--cache-dir", str(ROOT / ".mypy_cache" / "users"), str(folder / "study.py")])
    assert not trouble, trouble
    return said


@pytest.mark.parametrize("code", blocks("python"), ids=["Chinese", "English"])
def test_the_examples_of_the_readme_are_typed(code: str, tmp_path: Path) -> None:
    assert told(code, tmp_path).startswith("Success")


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('pt.parse(2021)', "arg-type"),
        ('pt.parse("一、新建学校5所。", year="2021")', "arg-type"),
        ('pt.parse("一、新建学校5所。").target', "attr-defined"),
        ('x: str = pt.parse("一、新建学校5所。").targets[0].span', "assignment"),
        ('pt.compare(pt.parse("一、甲。")).items', "call-arg"),
    ],
)  # fmt: skip
def test_a_wrong_line_is_found(line: str, complaint: str, tmp_path: Path) -> None:
    assert f"[{complaint}]" in told(f"import policytext as pt\n\n{line}\n", tmp_path)
