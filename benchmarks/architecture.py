"""The picture of the house and the walk of a target through it, from the code itself.

    python -m benchmarks.architecture            prints both
    python -m benchmarks.architecture --write    writes them into docs/architecture.md
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.markdown import table, tell
from benchmarks.places import REPOSITORY

PACKAGE = REPOSITORY / "src" / "policytext"
PAGE = REPOSITORY / "docs" / "architecture.md"
ROOMS = ("model", "lexicon", "cleaning", "reading", "structure", "extraction", "learning", "comparison", "corpus", "display", "coding")
PLAN = "澜水市2021年教育工作要点\n一、扩充资源\n1.新建学校。年底前新建学校2所。\n".encode()


def main() -> None:
    """Print the picture and the walk; with `--write`, put them into the page."""
    tell(picture(), PAGE, name="picture")
    tell(walk(), PAGE, name="walk")


def picture() -> str:
    """A line a room, from the top of the house to its bottom: ● where it imports from the room whose number stands above."""
    head = " " * 14 + "".join(f"{n:<3}" for n in range(1, len(ROOMS) + 1)).rstrip()
    return "\n".join(["```text", head, *(drawn(n, room) for n, room in enumerate(ROOMS, 1)), "```"])


def drawn(number: int, room: str) -> str:
    """One room with what it uses; a room uses only what stands left of its own square."""
    used = imports_of(room)
    marks = "──".join("●" if other in used else "■" if other == room else "·" for other in ROOMS[:number])
    return f"{number:>2} {room:<11}{marks}"


def imports_of(room: str) -> set[str]:
    """The other rooms that a room imports from."""
    found = {name.split(".")[1] for path in (PACKAGE / room).rglob("*.py") for name in imported(path) if name.startswith("policytext.")}
    return (found & {*ROOMS}) - {room}


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports by its whole name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (node.module, *(f"{node.module}.{alias.name}" for alias in node.names))
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def walk() -> str:
    """Every file that the bytes of a plan pass on the way to a row of a table, in the order in which they are entered."""
    rows = [(n, f"`{path}`", f"`{function}`", said(path)) for n, (path, function) in enumerate(passed(), 1)]
    return table(("", "file", "entered by", "what it is"), rows)


def passed() -> list[tuple[str, str]]:
    """Files of the package with the function by which each is first entered."""
    import policytext as pt

    pt.read(PLAN).to_frame()  # what is loaded on first use is no part of the walk
    entered: dict[str, str] = {}

    def enter(frame: FrameType, event: str, _: Any) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(PACKAGE) and not frame.f_code.co_name.startswith("<"):
            entered.setdefault(path.relative_to(PACKAGE).as_posix(), frame.f_code.co_name)

    sys.setprofile(enter)
    try:
        frame = pt.read(PLAN).to_frame()
    finally:
        sys.setprofile(None)
    assert frame["text"].tolist() == ["2所"]
    return list(entered.items())


def said(path: str) -> str:
    """The first line of a file's docstring."""
    return (ast.get_docstring(ast.parse((PACKAGE / path).read_text(encoding="utf-8"))) or "").splitlines()[0]


if __name__ == "__main__":
    main()
