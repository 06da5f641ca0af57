"""A table as a file for other programs, with its codebook: CSV and Excel, Stata, Parquet."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from policytext.corpus.stata import write_stata
from policytext.display import files
from policytext.display.columns import TITLES, Labels, headed
from policytext.lexicon.codebook import described
from policytext.model.errors import UnsupportedFormatError
from policytext.model.sheet import Sheet

CODEBOOK_COLUMNS: dict[str, type] = {"column": str, "label": str, "type": str, "meaning": str}
CODEBOOK_HEADINGS = {"table": "表", "column": "列", "label": "表头", "type": "类型", "meaning": "含义"}


def codebook_sheet(table: str, columns: dict[str, type]) -> Sheet:
    """The codebook of a table: a row a column, with its Chinese heading, its type and its meaning.

    >>> codebook_sheet("panel", {"place": str}).rows[0]["label"]
    '地区'
    """
    rows = ({"column": x.name, "label": x.label, "type": x.type, "meaning": x.meaning} for x in described(table, columns))
    return Sheet("codebook", CODEBOOK_COLUMNS, tuple(rows))


def save(sheet: Sheet, path: str | os.PathLike[str], labels: Labels = "en", format: str | None = None) -> None:
    """Writes a table to a file; its ending says the format: ``.csv``, ``.xlsx``, ``.dta``, ``.parquet``; or `format` does.

    The codebook is a second sheet (xlsx), labels of variables (dta), metadata of the columns (parquet), or a file beside
    (``panel.codebook.csv``). With `labels` zh the headings of csv and xlsx are Chinese. No cell of a csv or xlsx file can start a formula.
    Raises UnsupportedFormatError for any other ending, or where the format cannot hold so many rows.
    """
    target = Path(path)
    ending = f".{format}" if format else target.suffix.lower()
    if ending not in WRITERS:
        raise UnsupportedFormatError(f"{target.name}: the ending says no format that can be written: choose {', '.join(WRITERS)}")
    WRITERS[ending](sheet, target, labels)


def save_workbook(sheets: Sequence[Sheet], path: str | os.PathLike[str], labels: Labels = "en") -> None:
    """Writes many tables as one workbook, a worksheet each, and behind them the codebook of all their columns.

    With `labels` zh headings and the names of the worksheets are Chinese. Raises UnsupportedFormatError for an ending other than ``.xlsx``.
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise UnsupportedFormatError(f"{target.name}: many tables are written as a workbook: name a file that ends in .xlsx, or one table")
    write_tables(sheets, target, labels)


def write_tables(sheets: Sequence[Sheet], path: Path, labels: Labels) -> None:
    """The workbook, whatever the file is called."""
    codebook = Sheet("codebook", {"table": str, **CODEBOOK_COLUMNS}, tuple(
        {"table": sheet.name, **row} for sheet in sheets for row in codebook_sheet(sheet.name, dict(sheet.columns)).rows
    ))  # fmt: skip
    files.write_workbook([*(titled(headed(sheet, labels), labels) for sheet in sheets), codebook_in(codebook, labels)], path)


def titled(sheet: Sheet, labels: Labels) -> Sheet:
    """The sheet under the name that its worksheet bears."""
    return sheet if labels == "en" else replace(sheet, title=TITLES[sheet.name].split()[0])


def codebook_in(book: Sheet, labels: Labels) -> Sheet:
    """A codebook under Chinese headings, or as it is."""
    return book if labels == "en" else replace(book, title="说明", headings=CODEBOOK_HEADINGS)


def _csv(sheet: Sheet, path: Path, labels: Labels) -> None:
    for table, target in ((headed(sheet, labels), path), (codebook_in(_codebook(sheet), labels), path.with_suffix(".codebook.csv"))):
        target.write_text(files.csv_text(table), encoding="utf-8", newline="")


def _xlsx(sheet: Sheet, path: Path, labels: Labels) -> None:
    files.write_workbook([titled(headed(sheet, labels), labels), codebook_in(_codebook(sheet), labels)], path)


def _parquet(sheet: Sheet, path: Path, _: Labels) -> None:
    files.write_parquet(sheet, path, {x.name: x.meaning for x in described(sheet.name, dict(sheet.columns))})


def _stata(sheet: Sheet, path: Path, _: Labels) -> None:
    write_stata(sheet, path, {x.name: f"{x.label} {x.meaning}" for x in described(sheet.name, dict(sheet.columns))})


def _codebook(sheet: Sheet) -> Sheet:
    return codebook_sheet(sheet.name, dict(sheet.columns))


WRITERS: dict[str, Callable[[Sheet, Path, Labels], None]] = {".csv": _csv, ".xlsx": _xlsx, ".dta": _stata, ".parquet": _parquet}
"""What writes each ending."""
