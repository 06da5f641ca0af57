"""The reference page, written from the docstrings of everything public.

    python -m benchmarks.reference            prints the page
    python -m benchmarks.reference --write    writes it into docs/reference.md
"""

from __future__ import annotations

import dataclasses
import inspect
import re
import sys
from collections.abc import Iterator
from typing import Any

import policytext as pt
from benchmarks.places import REPOSITORY

PAGE = REPOSITORY / "docs" / "reference.md"
HEAD = "# Reference\n\nWritten from the docstrings by `python -m benchmarks.reference --write`; every example in them runs as a test.\n"
_MODULE = re.compile(r"\b(?:policytext|pandas|datetime|decimal|collections|typing|numpy|os|pathlib)\.(?:\w+\.)*")


def page() -> str:
    """Every public verb, noun and error."""
    public = {name: getattr(pt, name) for name in pt.__all__ if not name.startswith("_")}
    verbs = {name: one for name, one in public.items() if inspect.isfunction(one)}
    errors = {name: one for name, one in public.items() if inspect.isclass(one) and issubclass(one, (Exception, Warning))}
    nouns = {name: one for name, one in public.items() if name not in verbs and name not in errors}
    parts = [HEAD]
    for title, group in (("Verbs", verbs), ("Nouns", nouns), ("Errors", errors)):
        parts += [f"## {title}\n", *(entry(name, one) for name, one in sorted(group.items()))]
    return "\n".join(parts)


def entry(name: str, one: Any) -> str:
    """One heading with its signature, its docstring and, of a class, its own methods."""
    lines = [f"### {name}\n"]
    if not inspect.isclass(one) or not issubclass(one, BaseException):
        lines.append(signature(name, one))
    lines.append(fenced(inspect.getdoc(one) or ""))
    lines += list(members(one)) if inspect.isclass(one) else []
    return "\n".join(lines)


def signature(name: str, one: Any) -> str:
    """How it is called; types without their modules."""
    try:
        said = _MODULE.sub("", str(inspect.signature(one))).replace("'", "")
    except (TypeError, ValueError):  # a class that is made by the package alone
        return ""
    return f"```python\n{name}{said}\n```\n"


def members(one: type) -> Iterator[str]:
    """The public methods and properties of a class, those of the package's own parents too, each with the first line of what it says."""
    fields = {field.name for field in dataclasses.fields(one)} if dataclasses.is_dataclass(one) else set()
    own = [parent for parent in one.__mro__ if parent.__module__.startswith("policytext")]
    names = sorted({name for parent in own for name in vars(parent) if not name.startswith("_") and name not in fields})
    rows = [(name, (inspect.getdoc(getattr(one, name)) or "").split("\n")[0]) for name in names]
    if rows:
        yield "| member | |\n| --- | --- |"
        yield from (f"| `{name}` | {said.replace('|', chr(92) + '|')} |" for name, said in rows)
        yield ""


def fenced(docstring: str) -> str:
    """A docstring as Markdown: its examples in fences, its doubled marks single."""
    lines, inside = [], False
    for line in docstring.replace("``", "`").split("\n"):
        example = line.startswith((">>>", "...")) or (inside and line.strip() != "")
        if example != inside:
            lines.append("```python" if example else "```")
        inside = example
        lines.append(line)
    return "\n".join([*lines, *(["```"] if inside else []), ""])


def main() -> None:
    """Print or write."""
    if "--write" in sys.argv[1:]:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())


if __name__ == "__main__":
    main()
