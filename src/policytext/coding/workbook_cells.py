"""The filled cells of a workbook from a stranger: read one row after the other, empty ones never made up."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from policytext.model.errors import CodingError, PolicyTextError
from policytext.reading.archive import Archive
from policytext.reading.limits import DEFAULT, Limits

COLUMNS = 128
"""Columns that are looked at: a stray cell in the last of Excel's 16,384 must not make each row as long."""
FORMULA, FAULT = "f", "e"


@dataclass(frozen=True, slots=True)
class Filled:
    """A cell in which something stands; `type` is Excel's letter for what."""

    value: Any
    number_format: str
    type: str


Line = tuple[int, dict[int, Filled]]
"""The number of a row and its cells by the numbers of their columns."""


def filled_cells(data: bytes, label: str, limits: Limits = DEFAULT) -> dict[str, list[Line]]:
    """The rows of each sheet that hold something.

    Raises CodingError where the bytes are no workbook, LimitError and HostileInputError as reading any file does.
    """
    import openpyxl

    _check_cells(data, label, limits)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False, keep_links=False)
        return {sheet.title: list(_lines(sheet)) for sheet in book.worksheets}
    except PolicyTextError:
        raise
    except Exception as error:  # noqa: BLE001 - a broken workbook raises whatever its parts meet
        raise CodingError(f"{label} is no workbook that can be read ({error}): save it as .xlsx again") from None


def _check_cells(data: bytes, label: str, limits: Limits) -> None:
    """Counts the cells that are stored before any is made: each costs fifty times its bytes."""
    archive = Archive(data, label, limits)
    archive.check_all()
    parts = (archive.read(name) for name in archive.names if name.lower().startswith("xl/worksheets/"))
    limits.check("cells", sum(part.count(b"<c ") + part.count(b"<c>") + part.count(b":c ") for part in parts), label)


def _lines(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()  # what a file says of its size is not believed
    blank = None
    for cells in sheet.iter_rows(max_col=COLUMNS):
        if cells is blank:  # a million rows that are not stored are one and the same
            continue
        filled = [cell for cell in cells if cell.value not in (None, "")]
        if filled:
            yield filled[0].row, {cell.column: Filled(cell.value, cell.number_format, cell.data_type) for cell in filled}
        else:
            blank = cells


def column_letter(column: int) -> str:
    """The letters of a column, counted from 1.

    >>> column_letter(28)
    'AB'
    """
    rest, last = divmod(column - 1, 26)
    return (column_letter(rest) if rest else "") + chr(ord("A") + last)
