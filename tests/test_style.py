"""The style: short functions and files, telling names, a docstring on everything public, no printing."""

from __future__ import annotations

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "policytext"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST_FUNCTION, LONGEST_FILE, MEDIAN = 40, 300, 8
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def nodes(kind: type | tuple[type, ...], file: Path) -> Iterator[ast.AST]:
    return (x for x in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(x, kind))


def functions() -> Iterator[tuple[str, Function]]:
    for file in FILES:
        for node in nodes((ast.FunctionDef, ast.AsyncFunctionDef), file):
            assert isinstance(node, Function)
            yield f"{file.relative_to(PACKAGE)}:{node.lineno} {node.name}", node


def length(function: Function) -> int:
    """The lines of a function without its docstring: documentation is never too long."""
    docstring = function.body[0] if ast.get_docstring(function) else None
    spared = docstring.end_lineno - docstring.lineno + 1 if docstring and docstring.end_lineno else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - spared


def public(body: list[ast.stmt], prefix: str) -> Iterator[tuple[str, Function | ast.ClassDef]]:
    """The public functions, classes and methods of a module body, with their names."""
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield f"{prefix}{node.name}", node
            if isinstance(node, ast.ClassDef):
                yield from public(node.body, f"{prefix}{node.name}.")


def test_no_function_is_long() -> None:
    assert [name for name, node in functions() if length(node) > LONGEST_FUNCTION] == []


def test_most_functions_are_short() -> None:
    lengths = [length(node) for _, node in functions()]
    assert statistics.median(lengths) <= MEDIAN
    assert sum(x <= 20 for x in lengths) >= 0.9 * len(lengths)


def test_no_file_is_long() -> None:
    lengths = {str(file.relative_to(PACKAGE)): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE} == {}


def test_no_name_says_nothing() -> None:
    assert [file for file in FILES if SAYS_NOTHING & {file.stem, *file.relative_to(PACKAGE).parts[:-1]}] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_everything_public_has_a_docstring(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    if tree.body:
        assert ast.get_docstring(tree), "the module has none"
    assert [name for name, node in public(tree.body, "") if not ast.get_docstring(node)] == []


def test_the_library_never_prints_or_logs() -> None:
    for file in FILES:
        calls = [x.func.id for x in nodes(ast.Call, file) if isinstance(x, ast.Call) and isinstance(x.func, ast.Name)]
        assert "print" not in calls, file
        imports = [alias.name for x in nodes(ast.Import, file) if isinstance(x, ast.Import) for alias in x.names]
        assert "logging" not in imports, file
