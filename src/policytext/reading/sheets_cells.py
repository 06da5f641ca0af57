"""The cells of one sheet of an Excel file, as the sheet shows them."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from policytext.model.errors import BrokenFileError
from policytext.reading.number_format import shown_number, shown_text
from policytext.reading.number_format_dates import days_of
from policytext.reading.sheets_book import Book, Sheet, is_on, rich_text, unescaped
from policytext.reading.sheets_grid import Area, Spot

UNKNOWN = "\ufffd"
"""Stands for what a formula would yield where the file does not tell: cleaning flags it, and it is never read as a value."""
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
_LAST_COLUMN = 16384


@dataclass(slots=True)
class Cells:
    """What a sheet holds: texts by row and column, merged areas, and what the sheet does not show."""

    texts: dict[Spot, str] = field(default_factory=dict)
    areas: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def cells_of(book: Book, sheet: Sheet) -> Cells:
    """Read a sheet cell by cell, however large it says it is.

    Raises BrokenFileError where its XML or a reference in it is broken, LimitError.
    """
    reader = _Reader(book, sheet)
    for event, name, element in book.elements(sheet.part, ("row", "c", "col", "mergeCell")):
        reader.take(event, name, element)
    return reader.cells


class _Reader:
    """Takes the elements of a sheet in their order."""

    def __init__(self, book: Book, sheet: Sheet) -> None:
        self.cells = Cells()
        self._book = book
        self._sheet = sheet
        self._row = self._column = 0
        self._next = 1

    def take(self, event: str, name: str, element: Any) -> None:
        match event, name:
            case "start", "row":
                self._begin_row(element)
            case "end", "c":
                self._take_cell(element)
            case "end", "col":
                self._take_columns(element)
            case "end", "mergeCell":
                self._take_area(element)

    def _begin_row(self, element: Any) -> None:
        self._row, self._column = _whole(element.get("r")) or self._row + 1, 0
        if is_on(element.get("hidden")):
            self._book.spend(1)
            self.cells.hidden_rows.add(self._row)

    def _take_cell(self, element: Any) -> None:
        place = _PLACE.fullmatch(element.get("r", ""))
        self._column = _column(place[1]) if place else self._column + 1
        text = self._shown(element)
        self._book.spend(1, len(text))
        if text:
            self.cells.texts[self._row, self._column] = text

    def _take_columns(self, element: Any) -> None:
        """Whether columns are hidden; they are listed from left to right, none twice."""
        first, last = _whole(element.get("min")), min(_whole(element.get("max")), _LAST_COLUMN)
        if is_on(element.get("hidden")):
            self.cells.hidden_columns.update(range(max(first, self._next), last + 1))
        self._next = max(self._next, last + 1)

    def _take_area(self, element: Any) -> None:
        first, _, last = element.get("ref", "").partition(":")
        self._book.spend(1)
        corners = [_PLACE.fullmatch(first), _PLACE.fullmatch(last)]
        if corners[0] and corners[1]:
            (left, top), (right, bottom) = ((_column(corner[1]), int(corner[2])) for corner in corners if corner)
            self.cells.areas.append(Area(top, left, bottom, right))

    def _shown(self, cell: Any) -> str:
        """What the sheet shows in a cell."""
        kind, value, style = cell.get("t", "n"), cell.findtext("{*}v"), _whole(cell.get("s"))
        code = self._book.formats[style] if style < len(self._book.formats) else "General"
        if kind == "inlineStr":
            return shown_text("".join(map(rich_text, cell.iterfind("{*}is"))), code)
        if value is None or not value.strip():
            return UNKNOWN if kind != "str" and cell.find("{*}f") is not None else value or ""
        return self._valued(kind, value, code)

    def _valued(self, kind: str, value: str, code: str) -> str:
        match kind:
            case "s":
                return shown_text(self._shared(value), code)
            case "str":
                return shown_text(unescaped(value), code)
            case "b":
                return "TRUE" if is_on(value) else "FALSE"
            case "d":
                days = days_of(value, self._book.from_1904)
                return value if days is None else shown_number(days, code, self._book.from_1904)
            case "e":
                return value
        number = _number(value)
        return value if number is None else shown_number(number, code, self._book.from_1904)

    def _shared(self, value: str) -> str:
        number = _whole(value) if value.strip().isdigit() else len(self._book.texts)
        if number >= len(self._book.texts):
            raise BrokenFileError(
                f"{self._book.archive.label}: its sheet {self._sheet.name} names the shared text {value}, which is not there: get the file again"
            )
        return self._book.texts[number]


def _whole(text: str | None) -> int:
    return int(text) if text and text.strip().isascii() and text.strip().isdigit() and len(text) < 10 else 0


def _number(text: str) -> Decimal | None:
    """A stored number; None for what is none, or is beyond what a spreadsheet can hold."""
    try:
        found = float(text)
    except ValueError:
        return None
    return Decimal(repr(found)) if math.isfinite(found) else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
