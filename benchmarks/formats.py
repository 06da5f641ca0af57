"""Reads the specimens out of every format that there is a reader for and compares their records with those of plain text.

    python -m benchmarks.formats            prints the table
    python -m benchmarks.formats --write    writes it into docs/formats.md
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.forms import FORMS, TABLES, Form, converted, office_is_here, word

import policytext as pt
from benchmarks.markdown import table, tell
from benchmarks.places import REPOSITORY
from policytext.reading.formats import FORMATS

PAGE = REPOSITORY / "docs" / "formats.md"
_PLACES = {"document", "start", "end", "source_start", "source_end", "node_start", "node_end", "repaired"}


@dataclass(frozen=True)
class Trial:
    """One form of the specimens: how many were read, how many gave the records of their plain text, and the time."""

    format: str
    form: str
    plans: int
    alike: int
    records: int
    lost: int
    new: int
    seconds: float


def said(document: pt.Document) -> list[str]:
    """The records without where they stand, each as text."""
    return [str({name: x for name, x in record.items() if name not in _PLACES}) for record in document.records()]


def office_forms() -> dict[str, dict[str, Form]]:
    """The formats that go through LibreOffice, where it is installed."""
    if not office_is_here():
        return {}
    return {"legacy": {suffix: lambda lines, suffix=suffix: converted(word(lines), suffix) for suffix in ("doc", "rtf", "odt")}}  # type: ignore[misc]


def trials() -> Iterator[Trial]:
    """Every form of every specimen."""
    plans = [[line for line in pt.specimen(name).text.split("\n") if line.strip()] for name in pt.specimens()]
    expected = [said(pt.parse("\n".join(lines))) for lines in plans]
    for format, ways in (FORMS | office_forms()).items():
        for name, form in ways.items():
            yield trial(format, name, form, plans, expected)


def trial(format: str, name: str, form: Form, plans: Sequence[Sequence[str]], expected: Sequence[list[str]]) -> Trial:
    """One form of the specimens, timed without the making of the files."""
    made = [form(lines) for lines in plans]
    start = time.perf_counter()
    read = [pt.read(data) for data in made]
    seconds = time.perf_counter() - start
    wrong = [document.metadata.format for document in read if document.metadata.format != format]
    if wrong:
        raise AssertionError(f"{format}, {name}: read as {wrong}")
    found = [said(document) for document in read]
    return Trial(
        format, name, len(plans), sum(a == b for a, b in zip(found, expected, strict=True)), sum(map(len, expected)),
        _missing(expected, found), _missing(found, expected), seconds,
    )  # fmt: skip


def _missing(these: Sequence[list[str]], those: Sequence[list[str]]) -> int:
    return sum(len(set(a) - set(b)) for a, b in zip(these, those, strict=True))


def tables() -> Iterator[tuple[object, ...]]:
    """The task table in every format: whether its records are those of the table as text."""
    expected = said(pt.read(TABLES["text"](), year=2021))
    for format, make in TABLES.items():
        found = said(pt.read(make(), year=2021))
        yield format, len(expected), len(set(expected) - set(found)), len(set(found) - set(expected))


def report() -> str:
    """The tables of formats, of forms and of the task table."""
    found = list(trials())
    base = next(one.seconds for one in found if one.form == "UTF-8")
    formats = table(["format", "what it is"], ((one.name, one.title) for one in FORMATS))
    forms = table(
        ["format", "form", "plans", "with the same records", "records", "lost", "new", "time (plain text = 1)"],
        (
            (one.format, one.form, one.plans, one.alike, one.records, one.lost, one.new, f"{one.seconds / base:.1f}")
            for one in found
        ),
    )
    lists = table(["task table as", "records", "lost", "new"], tables())
    return "\n\n".join((formats, forms, lists))


def main() -> None:
    """Print the figures; with `--write`, put them into the page."""
    tell(report(), PAGE)


if __name__ == "__main__":
    main()
