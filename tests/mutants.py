"""Mutants of a room: small changes of its code, each of which some test has to notice. `python -m tests.mutants extraction 60 [SEED]`.

A change swaps a comparison, a boolean, a sign, a small number or a condition at a random place of a random file (a file is drawn as often as it has
such places). The tests of the room run against a copy of the package with the change; a mutant that they do not notice is printed with its place, to be
read: it shows a line that no test holds to its word, or a change that means nothing.
"""

from __future__ import annotations

import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
TESTS = {
    "extraction": (
        "numerals quantities times deadlines roles organisations references projects rules table_extraction coverage measures audit gold fuzzed".split()
    ),
    "comparison": [f"comparison_{name}" for name in (
        "alignment targets fulfilment projects wording words attention keyness force formulas parts plans reuse whole_names panel result gold".split()
    )],
}  # fmt: skip
"""The tests of a room, the quick ones first."""
_PAIRS = ((ast.Lt, ast.LtE), (ast.Gt, ast.GtE), (ast.Eq, ast.NotEq), (ast.In, ast.NotIn), (ast.Is, ast.IsNot))
COMPARED = {one: other for pair in _PAIRS for one, other in (pair, pair[::-1])}
SECONDS = 400


@dataclass(frozen=True)
class Mutant:
    """A file with one change; `said` is the changed line before and after."""

    path: str
    line: int
    said: str
    source: str


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Nodes that can be changed, with the kind of change; annotations and defaults of dataclasses stay."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARED:
            yield node, "compare"
        elif isinstance(node, ast.BoolOp):
            yield node, "and/or"
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, "not"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.Sub)):
            yield node, "sign"
        elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
            yield node, "constant"
        elif isinstance(node, (ast.If, ast.IfExp)):
            yield node, "condition"


def change(node: ast.AST, kind: str) -> None:
    """Change a node in place."""
    if kind == "compare" and isinstance(node, ast.Compare):
        node.ops[0] = COMPARED[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(ast.Not(), node.operand)
    elif isinstance(node, ast.BinOp):
        node.op = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
    elif isinstance(node, ast.Constant):
        node.value = (not node.value) if isinstance(node.value, bool) else int(str(node.value)) + 1
    elif isinstance(node, (ast.If, ast.IfExp)):
        node.test = ast.UnaryOp(ast.Not(), node.test)


def mutants(room: str, count: int, chance: random.Random) -> list[Mutant]:
    """So many changes at random places of a room."""
    files = sorted((ROOT / "src" / "policytext" / room).rglob("*.py"))
    sizes = [sum(1 for _ in places(ast.parse(path.read_text(encoding="utf-8")))) for path in files]
    return [made(path, chance) for path in chance.choices(files, sizes, k=count)]


def made(path: Path, chance: random.Random) -> Mutant:
    """One change of a file."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    node, kind = chance.choice([*places(tree)])
    line = node.lineno  # type: ignore[attr-defined]
    before = ast.unparse(node).splitlines()[0]
    change(node, kind)
    after = ast.unparse(ast.fix_missing_locations(node)).splitlines()[0]
    return Mutant(path.relative_to(ROOT / "src").as_posix(), line, f"{before[:90]}  →  {after[:90]}", ast.unparse(tree))


def noticed(mutant: Mutant, room: str) -> str | None:
    """The test that notices a mutant; None where none does."""
    with tempfile.TemporaryDirectory() as top:
        copy = Path(top) / "src"
        shutil.copytree(ROOT / "src", copy, ignore=shutil.ignore_patterns("__pycache__"))
        (copy / "policytext" / "corpora").symlink_to(ROOT / "corpora")
        (copy / mutant.path).write_text(mutant.source, encoding="utf-8")
        environment = {**os.environ, "PYTHONPATH": f"{copy}{os.pathsep}{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
        files = [f"tests/test_{name}.py" for name in TESTS[room] if (ROOT / "tests" / f"test_{name}.py").exists()]
        pytest = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider", "-o", "addopts=--doctest-modules"]
        try:
            done = subprocess.run([*pytest, str(copy / mutant.path), *files], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return "time"
        failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
        return (failed or ["an error before the tests"])[0] if done.returncode else None


def main(room: str, count: int, seed: int) -> None:
    """Draw, run, tell."""
    drawn = mutants(room, count, random.Random(f"{room}{seed}"))
    with ThreadPoolExecutor(2) as pool:
        told = list(pool.map(lambda one: noticed(one, room), drawn))
    for mutant, by in zip(drawn, told, strict=True):
        if by is None:
            print(f"survived: {mutant.path}:{mutant.line}: {mutant.said}", flush=True)
    print(f"{room}, seed {seed}: {sum(by is not None for by in told)} of {count} mutants noticed")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1)
