"""The catalogue: which official documents there are and where they stand; facts only, no texts."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path
from typing import Literal, cast, get_args

from policytext.lexicon.gazetteer import division_of, names_around
from policytext.model.errors import CatalogueError, FetchError, SourceNotFoundError
from policytext.model.sheet import FORMULA_STARTS
from policytext.reading.address import address_of
from policytext.reading.labels import shown

Kind = Literal["official", "mirror"]
Level = Literal["nation", "province", "prefecture", "county", "township"]
CHECKOUT = Path(__file__).parents[3] / "corpora" / "catalogue.csv"
NATION = "全国"
_SERIES = re.compile(r"[a-z0-9]{1,20}(?:-[a-z0-9]{1,20}){0,3}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST_CELL, _LONGEST_NOTE = 2_000, 100
_MOST_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One document at one address. Empty text and ``None`` mean "not known".

    `date` is that of the document, `year` the plan year (of a summary: the year it looks back on). `kind` is official for
    a host of the state and mirror for any other. Entries of one `series` are the same kind of document of one issuer;
    `sha256` is that of the bytes at this very address.
    """

    address: str
    title: str
    issuer: str = ""
    document_number: str = ""
    date: date | None = None
    year: int | None = None
    region: str = ""
    region_code: str = ""
    level: str = ""
    genre: str = ""
    kind: Kind = "mirror"
    series: str = ""
    sha256: str = ""
    notes: str = ""

    @property
    def name(self) -> str:
        """A file stem of its own for each address, safe on every file system and the same in every run.

        >>> CatalogueEntry("https://jyj.baixi.gov.cn/../2021.html", "工作要点", series="baixi-edu", year=2021).name
        'baixi-edu-2021-fb46060c'
        """
        digest = hashlib.sha256(self.address.encode("utf-8", "surrogatepass")).hexdigest()[:8]
        return "-".join([self.series or "document", *([str(self.year)] if self.year else []), digest])


COLUMNS = tuple(field.name for field in fields(CatalogueEntry))


@cache
def catalogue() -> tuple[CatalogueEntry, ...]:
    """The catalogue that comes with the package.

    >>> "official" in {entry.kind for entry in catalogue()}
    True
    """
    installed = files("policytext") / "corpora" / "catalogue.csv"
    return _entries_in(installed if installed.is_file() else CHECKOUT, "corpora/catalogue.csv")


def read_catalogue(path: str | PathLike[str]) -> tuple[CatalogueEntry, ...]:
    """The entries of a CSV file in its order; only the columns address and title are required.

    Raises CatalogueError that names row and column, SourceNotFoundError where there is no such file.
    """
    if not Path(path).is_file():
        raise SourceNotFoundError(f"{path}: no such catalogue")
    return _entries_in(Path(path), str(path))


def _entries_in(file: Path | Traversable, label: str) -> tuple[CatalogueEntry, ...]:
    with file.open("rb") as stream:
        data = stream.read(_MOST_BYTES + 1)
    if len(data) > _MOST_BYTES:
        raise CatalogueError(f"{label}: more than {_MOST_BYTES} bytes: a catalogue holds facts, split it")
    try:
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise CatalogueError(f"{label} is no CSV file in UTF-8 ({error}): save it as one") from None
    entries = tuple(entry_of(row, f"{label}, row {number}") for number, row in enumerate(rows, 2))
    _no_address_twice(entries, label)
    return entries


def _no_address_twice(entries: Sequence[CatalogueEntry], label: str) -> None:
    first: dict[str, int] = {}
    for number, entry in enumerate(entries, 2):
        if entry.address in first:
            raise CatalogueError(f"{label}, row {number}, address: stands in row {first[entry.address]} already: leave one out")
        first[entry.address] = number


def entry_of(row: dict[str, str], label: str) -> CatalogueEntry:
    """One row as an entry. Raises CatalogueError that names the column; `label` names the row."""
    if unknown := [str(name) for name in row if name not in COLUMNS]:
        raise CatalogueError(f"{label}, {shown(unknown[0])}: no such column; the columns are {', '.join(COLUMNS)}")
    cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
    for name, cell in cells.items():
        _check(name, cell, cells, label)
    day, year, kind = cells.pop("date"), cells.pop("year"), cells.pop("kind") or "mirror"
    return CatalogueEntry(
        **cells, date=date.fromisoformat(day) if day else None, year=int(year) if year else None, kind=cast(Kind, kind)
    )


def _check(name: str, cell: str, cells: dict[str, str], label: str) -> None:
    fault = _fault_of_any(name, cell) or (_FAULTS[name](cell, cells) if cell and name in _FAULTS else "")
    if fault:
        raise CatalogueError(f"{label}, {name}: {shown(cell)} {fault}")


def _fault_of_any(name: str, cell: str) -> str:
    if not cell:
        return "is empty: it is required" if name in ("address", "title") else ""
    if len(cell) > (_LONGEST_NOTE if name == "notes" else _LONGEST_CELL):
        return f"is {len(cell)} characters long: shorten it"
    if _BREAKS.search(cell):
        return "holds line breaks or control characters: leave them out"
    return "begins as a formula of a spreadsheet does: write it otherwise" if cell.startswith(FORMULA_STARTS) else ""


def _fault_of_address(cell: str, _: dict[str, str]) -> str:
    try:
        address_of(cell)
    except FetchError as error:
        return f"cannot be asked for ({error})"
    return ""


def _fault_of_date(cell: str, _: dict[str, str]) -> str:
    try:
        date.fromisoformat(cell if _DATE.fullmatch(cell) else "")
    except ValueError:
        return "is no date: write 2021-03-10, or nothing"
    return ""


def _fault_of_code(cell: str, _: dict[str, str]) -> str:
    return "" if division_of(cell) else "is no code of a division: take it from GB/T 2260, or leave it empty"


def _fault_of_region(cell: str, cells: dict[str, str]) -> str:
    fits = cells["region_code"] or cell == NATION
    return "" if fits else "has no region_code: give the code of the division, in GB/T 2260"


def _one_of(choices: Iterable[str]) -> str:
    return f"is none of {', '.join(choices)}"


_FAULTS: dict[str, Callable[[str, dict[str, str]], str]] = {
    "address": _fault_of_address, "date": _fault_of_date, "region_code": _fault_of_code, "region": _fault_of_region,
    "year": lambda cell, _: "" if _YEAR.fullmatch(cell) else "is no year of four digits",
    "level": lambda cell, _: "" if cell in get_args(Level) else _one_of(get_args(Level)),
    "kind": lambda cell, _: "" if cell in get_args(Kind) else _one_of(get_args(Kind)),
    "series": lambda cell, _: "" if _SERIES.fullmatch(cell) else "is no series: write small letters, digits and hyphens",
    "sha256": lambda cell, _: "" if _SHA256.fullmatch(cell) else "is no SHA-256: 64 hexadecimal digits, small letters",
}  # fmt: skip


def select(
    entries: Iterable[CatalogueEntry], *, region: str | None = None, issuer: str | None = None, level: str | None = None,
    year: int | None = None, genre: str | None = None, kind: str | None = None, series: str | None = None,
) -> tuple[CatalogueEntry, ...]:  # fmt: skip
    """The entries that fit every word given: `region` by its code, or by name with all that lies in it; `issuer` by a part.

    >>> {entry.level for entry in select(catalogue(), region="厦门市")} == {"prefecture", "county"}
    True
    """
    exact = {"level": level, "year": year, "genre": genre, "kind": kind, "series": series}
    wanted = {name: value for name, value in exact.items() if value is not None}
    return tuple(
        entry
        for entry in entries
        if all(getattr(entry, name) == value for name, value in wanted.items())
        and (issuer is None or issuer in entry.issuer)
        and (region is None or _is_in(entry, region))
    )


def _is_in(entry: CatalogueEntry, region: str) -> bool:
    """Whether an entry's region is that of a code or name, or lies in it."""
    if region == NATION or not entry.region_code:
        return region == entry.region
    return region in names_around(entry.region_code) or region == entry.region


def copies(entries: Iterable[CatalogueEntry]) -> tuple[tuple[CatalogueEntry, ...], ...]:
    """The entries that are copies of one document: same series, region, year and genre; the official ones first.

    >>> all(len(group) > 1 for group in copies(catalogue()))
    True
    """
    groups: dict[tuple[object, ...], list[CatalogueEntry]] = {}
    for entry in entries:
        if entry.series and entry.year:
            groups.setdefault((entry.series, entry.region_code, entry.year, entry.genre), []).append(entry)
    found = (sorted(group, key=lambda entry: entry.kind != "official") for group in groups.values())
    return tuple(tuple(group) for group in found if len(group) > 1)
