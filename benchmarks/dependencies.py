"""What the package depends on, and under which licences: read from the metadata of what is installed.

    python -m benchmarks.dependencies            prints the table
    python -m benchmarks.dependencies --write    writes it into docs/dependencies.md
"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, metadata, requires

from benchmarks.markdown import table, tell, today
from benchmarks.places import REPOSITORY

PAGE = REPOSITORY / "docs" / "dependencies.md"
NAME = re.compile(r"[A-Za-z0-9._-]+")
SHARED = re.compile(r"\b(?:A?GPL|General Public License)", re.IGNORECASE)
LESSER = re.compile(r"LGPL|Lesser", re.IGNORECASE)
OF_USERS = ("pdf", "web", "sql", "cluster", "coding", "plots", "s3", "spacy", "train")
"""The extras that users install; the others are for those who work on the package."""


def main() -> None:
    """Print the table; with `--write`, put it into the page."""
    told = table(("needed by", "package", "licence", "packages that come with it"), rows())
    tell(f"Read {today()} by `python -m benchmarks.dependencies --write` from the metadata of the pinned versions.\n\n{told}", PAGE, name="dependencies")


def rows() -> list[tuple[str, str, str, str]]:
    """A row a direct dependency: what needs it, its name, its licence, and those behind it that no row above has."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = [("always", one) for one in project["dependencies"]]
    asked += [(f"`{extra}`", one) for extra in OF_USERS for one in project["optional-dependencies"][extra] if not one.startswith("policytext")]
    seen: set[str] = set()
    found = []
    for by, line in asked:
        name = named(line)
        behind = [f"{one} ({licence(one)})" for one in sorted(closure(name) - {name} - seen)]
        seen |= closure(name)
        found.append((by, name, licence(name), ", ".join(behind) or "–"))
    return found


def named(requirement: str) -> str:
    """The name of a requirement, as the index writes it.

    >>> named("dask[distributed]>=2024.8")
    'dask'
    """
    match = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", match.group() if match else requirement).lower()


def closure(name: str) -> set[str]:
    """A package with everything that it needs without extras."""
    found, ahead = set[str](), [name]
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead += [named(line) for line in needs(one)]
    return found


def needs(name: str) -> list[str]:
    """What a package needs without extras on this Python; nothing where it is not installed."""
    try:
        return [line for line in requires(name) or () if "extra ==" not in line and not re.search(r"python_version|sys_platform|platform_", line)]
    except PackageNotFoundError:
        return []


def licence(name: str) -> str:
    """The licence as the metadata says it, in a few words."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return "not installed here"
    classified = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    said = told.get("License-Expression") or "; ".join(classified) or (told.get("License") or "").strip().splitlines()[0:1]
    return (said if isinstance(said, str) else "".join(said))[:60] or "not stated"


if __name__ == "__main__":
    main()
