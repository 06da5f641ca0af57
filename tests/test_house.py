"""The house: a room imports only from rooms above it, and heavy libraries come in by one door each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "policytext"
ROOMS = (
    "model", "lexicon", "cleaning", "reading", "structure", "extraction", "learning", "comparison", "corpus", "display", "coding",
)  # fmt: skip
ROOFS = ("__init__", "pipeline", "faces", "compared", "collected", "batched", "coded", "themed", "charted", "estimators", "spacy_component",
    "trained", "cli", "cli_arguments", "cli_batch", "cli_comparisons", "cli_corpus", "cli_documents", "cli_many", "cli_models", "cli_plots", "cli_written",
)  # fmt: skip
DOORS = {
    "pandas": ("display/tables", "corpus/"),
    "sklearn": ("learning/", "comparison/", "estimators.py"),
    "typer": ("cli.py", "cli_"),
}
ONE_FILE_EACH = ("jieba", "spacy", "altair", "vl_convert")
FILES = sorted(PACKAGE.rglob("*.py"))


def imported(source: str, module: str, is_package: bool = False) -> Iterator[str]:
    """Every module that a source text imports, wherever the import stands: at the top, in a function, for types."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = absolute(node, module, is_package)
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and name_of(node.func) in ("import_module", "__import__"):
            yield from (x.value for x in node.args[:1] if isinstance(x, ast.Constant) and isinstance(x.value, str))


def absolute(node: ast.ImportFrom, module: str, is_package: bool) -> str:
    """The module of a from-import, a relative one too."""
    if not node.level:
        return node.module or ""
    parts = module.split(".")
    keep = len(parts) - node.level + is_package
    return ".".join([*parts[:keep], *([node.module] if node.module else [])])


def name_of(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def faults(place: str, source: str) -> list[str]:
    """What is wrong with the imports of a file; `place` is its path inside the package."""
    path = Path(place)
    module = ".".join(("policytext", *path.with_suffix("").parts)).removesuffix(".__init__")
    names = list(imported(source, module, path.name == "__init__.py"))
    return [*wrong_way(path, names), *wrong_door(place, names)]


def wrong_way(path: Path, names: list[str]) -> Iterator[str]:
    if len(path.parts) == 1:
        return
    above = ROOMS[: ROOMS.index(path.parts[0]) + 1]
    for name in names:
        package, _, rest = name.partition(".")
        if package == "policytext" and rest.split(".")[0] not in above:
            yield f"{path} imports {name}: a room imports only from rooms above it"


def wrong_door(place: str, names: list[str]) -> Iterator[str]:
    for name in names:
        doors = DOORS.get(name.partition(".")[0])
        if doors and not place.startswith(doors):
            yield f"{place} imports {name}: only {' and '.join(doors)} may"


def sources() -> Iterator[tuple[str, str]]:
    return ((file.relative_to(PACKAGE).as_posix(), file.read_text(encoding="utf-8")) for file in FILES)


def test_every_file_stands_in_a_room() -> None:
    places = {file.relative_to(PACKAGE).parts[0].removesuffix(".py") for file in FILES}
    assert places <= {*ROOMS, *ROOFS}
    assert set(ROOMS) <= places


def test_rooms_import_only_from_rooms_above() -> None:
    assert [fault for place, source in sources() for fault in faults(place, source)] == []


@pytest.mark.parametrize("library", ONE_FILE_EACH)
def test_one_door(library: str) -> None:
    doors = [place for place, source in sources() if library in {x.partition(".")[0] for x in imported(source, "x")}]
    assert len(doors) <= 1, f"{library} is imported in {doors}"


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("model/made_up.py", "from policytext.lexicon.loader import table"),
        ("model/made_up.py", "import policytext.extraction"),
        ("lexicon/made_up.py", "def f():\n    from policytext.cleaning import steps"),
        ("extraction/made_up.py", "if TYPE_CHECKING:\n    from policytext.display.tables import document_frame"),
        ("structure/made_up.py", "from ..extraction import times"),
        ("structure/__init__.py", "from ..corpus import store"),
        ("reading/made_up.py", "from policytext import pipeline"),
        ("corpus/made_up.py", "from .. import faces"),
        ("display/made_up.py", "import policytext"),
        ("cleaning/made_up.py", "import_module('policytext.corpus')"),
        ("display/files.py", "import pandas as pd"),
        ("extraction/made_up.py", "def f():\n    import pandas.api"),
        ("pipeline.py", "import pandas"),
        ("extraction/made_up.py", "from sklearn.svm import LinearSVC"),
        ("display/made_up.py", "import typer"),
    ],
)
def test_a_wrong_import_is_found(place: str, source: str) -> None:
    assert len(faults(place, source)) == 1


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("display/tables_wide.py", "import pandas, policytext.corpus.corpus, json"),
        ("structure/tree.py", "from .lines import line\nfrom policytext.model.span import Span"),
        ("structure/__init__.py", "from .lines import line\nfrom ..model import span"),
        ("learning/models.py", "from sklearn.svm import LinearSVC"),
        ("cli.py", "from policytext.faces import read"),
        ("cli_corpus.py", "import typer"),
        ("comparison/made_up.py", "import policytextual"),
    ],
)
def test_a_right_import_is_let_in(place: str, source: str) -> None:
    assert faults(place, source) == []
