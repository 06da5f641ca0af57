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
NARROW, WIDEST, WIDE_FROM, WIDTH_ROWS = 6, 48, 0x2E7F, 200
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
    writer.writerow(sheet.heads())
    writer.writerows([harmless(value) for value in row] for row in sheet.cells())
    return "\ufeff" + stream.getvalue()


def write_workbook(sheets: Sequence[Sheet], path: str | os.PathLike[str]) -> None:
    """Write each sheet as a worksheet: text as text, dates as dates, numbers with thousands, the header frozen and filterable.

    Raises UnsupportedFormatError where a sheet has more rows than Excel can hold.
    """
    import xlsxwriter

    for sheet in sheets:
        if len(sheet.rows) >= EXCEL_ROWS:
            raise UnsupportedFormatError(f"{len(sheet.rows)} rows are more than Excel holds: choose csv or parquet")
    stream = io.BytesIO()  # so that a file that cannot be written is the OSError that it is everywhere else
    with xlsxwriter.Workbook(stream) as book:
        book.set_properties({"created": EPOCH})
        formats = {name: book.add_format(said) for name, said in FORMATS.items()}
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.title or sheet.name), sheet, formats)
    Path(path).write_bytes(stream.getvalue())


FORMATS = {
    "head": {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}, "day": {"num_format": "yyyy-mm-dd"}, "integer": {"num_format": "#,##0"},
    "number": {"num_format": "#,##0.####"}, "plain": {"num_format": "0"},
}  # fmt: skip
YEARS = frozenset(("year", "plan_year", "first_year", "last_year", "baseline", "start", "end"))
"""Whole numbers that no one parts by thousands: years and places."""


def _write_sheet(worksheet: xlsxwriter.worksheet.Worksheet, sheet: Sheet, formats: Mapping[str, Any]) -> None:
    worksheet.freeze_panes(1, 0)
    worksheet.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    for column, (name, head) in enumerate(zip(sheet.columns, sheet.heads(), strict=True)):
        worksheet.write_string(0, column, head, formats["head"])
        worksheet.set_column(column, column, width_of(head, [row.get(name) for row in sheet.rows[:WIDTH_ROWS]]))
    chosen = [formats[format_of(name, type_)] for name, type_ in sheet.columns.items()]
    for row, values in enumerate(sheet.cells(), start=1):
        for column, (value, type_) in enumerate(zip(values, sheet.columns.values(), strict=True)):
            _write_cell(worksheet, (row, column), value, type_, chosen[column])


def format_of(column: str, type_: type) -> str:
    """How the cells of a column are shown.

    >>> format_of("low", float), format_of("year", int), format_of("signed", date)
    ('number', 'plain', 'day')
    """
    if type_ is date:
        return "day"
    if type_ is int:
        return "plain" if column in YEARS or column.startswith(("start_", "end_")) or column.endswith(("_start", "_end")) else "integer"
    return "number"


def width_of(head: str, values: Iterable[Any]) -> float:
    """How wide a column is: its longest text, a Chinese character counted twice, within what a screen shows."""
    texts = [head, *(str(value or "") for value in values)]
    return min(max(NARROW, *(len(text) + sum(ord(c) > WIDE_FROM for c in text[:WIDEST]) for text in texts)), WIDEST) + 1


def _write_cell(worksheet: Any, place: tuple[int, int], value: Any, type_: type, shown: Any) -> None:
    if value is None:
        return
    if type_ is date and date.fromisoformat(value).year >= 1900:
        worksheet.write_datetime(*place, datetime.fromisoformat(value), shown)
    elif isinstance(value, bool):
        worksheet.write_boolean(*place, value)
    elif isinstance(value, (int, float)):
        worksheet.write_number(*place, value, shown)
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
