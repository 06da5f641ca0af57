"""Files for other programs: JSON lines, CSV, Excel, Parquet."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policytext.corpus.arrow import arrow_table
from policytext.model.errors import UnsupportedFormatError
from policytext.model.sheet import Sheet, harmless, printable

if TYPE_CHECKING:
    import xlsxwriter

EXCEL_ROWS, EXCEL_CHARACTERS = 1_048_576, 32_767
EPOCH = datetime(2000, 1, 1)  # the same input gives the same workbook, byte for byte


def json_lines(records: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Each record as one line of JSON, Chinese written as it is.

    >>> "".join(json_lines([{"text": "48个"}]))
    '{"text": "48个"}\\n'
    """
    return (printable(json.dumps(record, ensure_ascii=False)) + "\n" for record in records)


def csv_text(sheet: Sheet) -> str:
    r"""A sheet as CSV with a byte order mark, so that Excel takes it for UTF-8; no cell can start a formula.

    >>> csv_text(Sheet("x", {"text": str, "low": float}, ({"text": "=1+1", "low": -5},)))
    "\ufefftext,low\n'=1+1,-5\n"
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(sheet.columns)
    writer.writerows([harmless(value) for value in row] for row in sheet.cells())
    return "\ufeff" + stream.getvalue()


def write_workbook(sheets: Sequence[Sheet], path: str | os.PathLike[str]) -> None:
    """Write each sheet as a worksheet: text as text, dates as dates, the header frozen and filterable.

    Raises UnsupportedFormatError where a sheet has more rows than Excel can hold.
    """
    import xlsxwriter

    for sheet in sheets:
        if len(sheet.rows) >= EXCEL_ROWS:
            raise UnsupportedFormatError(f"{len(sheet.rows)} rows are more than Excel holds: choose csv or parquet")
    stream = io.BytesIO()  # so that a file that cannot be written is the OSError that it is everywhere else
    with xlsxwriter.Workbook(stream) as book:
        book.set_properties({"created": EPOCH})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name), sheet, day)
    Path(path).write_bytes(stream.getvalue())


def _write_sheet(worksheet: xlsxwriter.worksheet.Worksheet, sheet: Sheet, day: Any) -> None:
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    for column, name in enumerate(sheet.columns):
        worksheet.write_string(0, column, name)
    for row, values in enumerate(sheet.cells(), start=1):
        for column, (value, type_) in enumerate(zip(values, sheet.columns.values(), strict=True)):
            _write_cell(worksheet, (row, column), value, type_, day)


def _write_cell(worksheet: Any, place: tuple[int, int], value: Any, type_: type, day: Any) -> None:
    if value is None:
        return
    if type_ is date and date.fromisoformat(value).year >= 1900:
        worksheet.write_datetime(*place, datetime.fromisoformat(value), day)
    elif isinstance(value, bool):
        worksheet.write_boolean(*place, value)
    elif isinstance(value, (int, float)):
        worksheet.write_number(*place, value)
    else:
        worksheet.write_string(*place, _fitting(value))


def _fitting(text: str) -> str:
    return text if len(text) <= EXCEL_CHARACTERS else text[: EXCEL_CHARACTERS - 1] + "…"


def write_parquet(sheet: Sheet, path: str | os.PathLike[str], meanings: Mapping[str, str] | None = None) -> None:
    """Write a sheet as Parquet with its declared types; the schema version stands in the file's metadata.

    `meanings` of columns stand in theirs, as ``description``.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = arrow_table(sheet)
    if meanings:
        told = [field.with_metadata({"description": meanings[field.name]}) for field in table.schema]
        table = table.cast(pa.schema(told, metadata=table.schema.metadata))
    pq.write_table(table, os.fspath(path))
