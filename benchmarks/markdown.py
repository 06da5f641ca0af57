"""Tables in Markdown, written between the marks of a page."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    head = list(head)
    lines = [head, ["---"] * len(head), *[[str(cell) for cell in row] for row in rows]]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def write_between(page: Path, text: str, name: str = "figures") -> None:
    """Put the text between the marks of that name on a page; the marks must be there."""
    first, last = f"<!-- {name}:begin -->", f"<!-- {name}:end -->"
    before, begin, rest = page.read_text(encoding="utf-8").partition(first)
    _, end, after = rest.partition(last)
    if not begin or not end:
        raise ValueError(f"{page.name} lacks the marks {first} and {last}: put them where the figures belong")
    page.write_text(f"{before}{first}\n{text}\n{last}{after}", encoding="utf-8")


def tell(text: str, *pages: Path, name: str = "figures") -> None:
    """Print the text and, where the command was given `--write`, put it between the marks of that name on the pages."""
    sys.stdout.write(text + "\n")
    if "--write" in sys.argv[1:]:
        for page in pages:
            write_between(page, text, name)


def today() -> str:
    """The day of a measurement."""
    return datetime.now(UTC).date().isoformat()
