"""Task lists: Excel sheets and separated text, as the sheet shows them, one row a line.

A row that the sheet hides stays where it is (a filter that was left on is the commonest reason) and its place says
（隐藏）; hidden columns are named in the frame; hidden sheets follow behind all others, each under a line that says so.
Of cells merged into one only the first is shown. Text boxes are read; comments, pictures and charts are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from policytext.model.document import Place
from policytext.reading.archive import Archive
from policytext.reading.limits import Limits
from policytext.reading.plain import decode
from policytext.reading.reading import Reading
from policytext.reading.sheets_book import Book, Sheet, boxes
from policytext.reading.sheets_cells import Cells, cells_of
from policytext.reading.sheets_grid import sheet_lines
from policytext.reading.signatures import delimiter_of

_DECLARED = re.compile(r"\ufeff?sep=(.)\r?\n", re.I)
_HEAD_LINES = 20


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    place: str


def read_xlsx(data: bytes, label: str, limits: Limits) -> Reading:
    """All sheets of an Excel file, one row a line.

    A formula shows the value it had when the file was saved; where the file holds none, ``\\ufffd`` marks the cell.
    Raises BrokenFileError, HostileInputError or LimitError.
    """
    book = Book(Archive(data, label, limits))
    sheets = sorted(book.sheets, key=lambda sheet: sheet.hidden)
    found = [(sheet, cells_of(book, sheet)) for sheet in sheets]
    parts = [_sheet(book, sheet, cells) for sheet, cells in found]
    return _reading([part for part in parts if part], None, tuple(_hidden_columns(found)))


def read_csv(data: bytes, label: str, limits: Limits) -> Reading:
    """Rows of fields parted by commas, tabs or semicolons.

    Raises DecodingError or LimitError.

    >>> read_csv("任务,单位\\n建校,教育局\\n".encode(), "任务.csv", Limits()).text
    '任务|单位\\n建校|教育局'
    """
    text, encoding = decode(data, label)
    limits.check("characters", len(text), label)
    declared = _DECLARED.match(text)
    text = text[declared.end() :] if declared else text.lstrip("\ufeff")
    texts: dict[tuple[int, int], str] = {}
    for row, fields in enumerate(_records(text, declared[1] if declared else _delimiter(text)), 1):
        texts |= {(row, column): field for column, field in enumerate(fields, 1) if field}
        limits.check("cells", len(texts), label)
    lines = [_Line(line, f"第{row}行") for row, line in sheet_lines(texts, (), limits, label)]
    return _reading([lines], encoding, ())


def _sheet(book: Book, sheet: Sheet, cells: Cells) -> list[_Line]:
    """The lines of a sheet, the texts of boxes above the row over which they are drawn."""
    lines = sheet_lines(cells.texts, cells.areas, book.archive.limits, book.archive.label)
    found = [(row, 1, _Line(line, f"{sheet.name}!{_row_name(row, cells)}")) for row, line in lines]
    found += ((row, 0, _Line(text, f"{sheet.name}!第{row}行（文本框）")) for row, text in boxes(book, sheet))
    ordered = [line for _, _, line in sorted(found, key=lambda one: one[:2])]
    head = [_Line(f"〔隐藏的工作表：{sheet.name}〕", sheet.name)] if sheet.hidden and ordered else []
    return head + ordered


def _row_name(row: int, cells: Cells) -> str:
    return f"第{row}行{'（隐藏）' if row in cells.hidden_rows else ''}"


def _hidden_columns(found: Iterable[tuple[Sheet, Cells]]) -> Iterator[tuple[str, str]]:
    """The columns with text that a sheet does not show."""
    for sheet, cells in found:
        if hidden := sorted(cells.hidden_columns & {column for _, column in cells.texts}):
            yield "meta:隐藏的列", f"{sheet.name}!{'、'.join(map(_letters, hidden))}"


def _letters(column: int) -> str:
    """The letters of a column: 28 is AB."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _reading(parts: list[list[_Line]], encoding: str | None, frame: tuple[tuple[str, str], ...]) -> Reading:
    """The sheets below each other, an empty line between them."""
    places, texts, offset = [], [], 0
    for part in parts:
        for line in part:
            places.append(Place(offset, line.place))
            texts.append(line.text)
            offset += len(line.text) + 1
        texts.append("")
        offset += 1
    return Reading("\n".join(texts[:-1]), encoding, frame, tuple(places))


def _delimiter(text: str) -> str:
    """What parts the fields, told by the head of the list, else by what there is most of."""
    return delimiter_of(text[: 1 << 16].splitlines()[:_HEAD_LINES]) or max(",\t;", key=text.count)


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    r"""The rows of separated text. Quotation marks hold a field together where they stand at both its ends.

    Any other quotation mark is text, so that one mark too many costs no row.

    >>> list(_records('任务,"教育局\n财政局"\n"重点"项目,"称""好""的"', ","))
    [['任务', '教育局\n财政局'], ['"重点"项目', '称"好"的']]
    """
    end = re.escape(delimiter)
    field = re.compile(rf'(?:"(?P<quoted>(?:[^"]|"")*+)"(?={end}|\r|\n|\Z)|(?P<plain>[^{end}\r\n]*))(?P<end>{end}|\r\n?|\n|\Z)')
    row: list[str] = []
    for found in field.finditer(text):
        quoted = found["quoted"]
        row.append(found["plain"] if quoted is None else quoted.replace('""', '"'))
        if found["end"] != delimiter:
            yield row
            row = []
        if found.end() == len(text) and found["end"] != delimiter:
            return
