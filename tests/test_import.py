"""`import policytext` is fast, silent and leaves nothing behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import policytext

LIMIT = 0.1  # seconds above the bare interpreter's own imports
HEAVY = (
    "docx", "jieba", "numpy", "opencc", "openpyxl", "pandas", "pyarrow", "rich", "scipy", "sklearn", "spacy", "typer",
)  # fmt: skip
TIMED = """
import sys, time
start = time.perf_counter()
import policytext
sys.stdout.write(str(time.perf_counter() - start))
"""


def python(code: str, **more: str | None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, **more, "PYTHONDONTWRITEBYTECODE": "1"}
    kept = {name: value for name, value in environment.items() if value is not None}
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=kept, check=True)


def test_import_is_fast() -> None:
    best = min(float(python(TIMED).stdout) for _ in range(5))
    assert best < LIMIT, f"{best:.3f} s"


def test_import_loads_nothing_heavy() -> None:
    loaded = python("import sys, policytext; sys.stdout.write(' '.join(sys.modules))").stdout.split()
    assert [name for name in HEAVY if name in loaded] == []


def test_import_is_silent_and_leaves_nothing(tmp_path: Path) -> None:
    places = {name: tmp_path / name for name in ("home", "work", "tmp")}
    for place in places.values():
        place.mkdir()
    home, temporary = str(places["home"]), str(places["tmp"])
    code = f"import os; os.chdir({str(places['work'])!r}); import policytext; policytext.parse; policytext.Document"
    done = python(code, HOME=home, XDG_CACHE_HOME=None, TMPDIR=temporary)
    assert (done.stdout, done.stderr) == ("", "")
    assert [file for place in places.values() for file in place.rglob("*")] == []


@pytest.mark.parametrize("name", policytext.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(policytext, name) is not None


def test_the_table_of_contents_is_complete() -> None:
    assert dir(policytext) == sorted(policytext.__all__)
    assert {"read", "parse", "compare", "read_corpus", "specimen", "specimens"} < set(policytext.__all__)
    assert len(policytext.__all__) == len(set(policytext.__all__)) == len(policytext._ROOM_OF) + 1


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = policytext.nothing


def test_the_version_is_the_installed_one() -> None:
    from importlib.metadata import version

    assert policytext.__version__ == version("policytext")
