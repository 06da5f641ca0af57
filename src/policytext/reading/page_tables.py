"""Tables of a page: data stays a table, a frame of labels and values becomes pairs, a layout is read through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.reading.grid import Cell, grid_lines
from policytext.reading.page_frame import frame_in_cells
from policytext.reading.page_markup import is_hidden, whole

if TYPE_CHECKING:
    from policytext.reading.page_lines import Line

# a cell with this share of a table's text in so many paragraphs is a page set as a table
_MAIN_SHARE, _MAIN_LINES = 0.6, 5
_LINK_SHARE = 0.7
_MOST_COLUMNS = 100
_CellLines = Callable[[Any, int], "list[Line]"]


@dataclass(frozen=True, slots=True)
class TableText:
    """What a table says: rows as lines, or the pairs of a frame."""

    lines: list[str]
    frame: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """A cell with its lines and the rows and columns it covers."""

    lines: list[Line]
    rows: int
    columns: int

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


def read_table(table: Any, cell_lines: _CellLines) -> TableText | None:
    """A table of data or a frame; None for a layout, whose text is read as if there were no table."""
    if next(table.iterdescendants("table"), None) is not None or table.get("role") == "presentation":
        return None
    rows = [row for row in table.iterdescendants("tr") if not is_hidden(row)]
    if not _holds_all(table, rows):
        return None
    width = _width(rows)
    read = [_row(row, len(rows) - at, width, cell_lines) for at, row in enumerate(rows)]
    filled = [cell for row in read for cell in row if cell.lines]
    if pairs := frame_in_cells([one for cell in filled for one in cell.text.split("\n")]):
        return TableText([], pairs)
    if _is_layout(read, filled):
        return None
    captions = [one.text for caption in table.iterchildren("caption") for one in cell_lines(caption, 1)]
    return TableText(captions + grid_lines(_cells(read)))


def _width(rows: list[Any]) -> int:
    """How many columns a table has; a span wider than any table says no more than "all"."""
    return max(sum(_columns(cell, _MOST_COLUMNS) for cell in _cells_of(row)) for row in rows)


def _columns(cell: Any, most: int) -> int:
    columns = whole(cell.get("colspan"), 1)
    return max(1, columns) if columns <= most else 1


def _cells_of(row: Any) -> list[Any]:
    return [cell for cell in row.iterchildren("td", "th") if not is_hidden(cell)]


def _row(row: Any, rows_left: int, width: int, cell_lines: _CellLines) -> list[_Read]:
    return [_cell(cell, rows_left, width, cell_lines) for cell in _cells_of(row)]


def _cell(cell: Any, rows_left: int, width: int, cell_lines: _CellLines) -> _Read:
    rows = whole(cell.get("rowspan"), 1)
    rows = rows_left if rows == 0 else max(1, min(rows, rows_left))
    columns = max(1, min(whole(cell.get("colspan"), 1), width))
    return _Read(cell_lines(cell, rows * columns), rows, columns)


def _holds_all(table: Any, rows: list[Any]) -> bool:
    """Whether all text stands in cells: broken markup has text between them, which must not be lost."""
    loose = [(row.text, *(cell.tail for cell in row)) for row in rows]
    strays = any(
        cell.tag not in ("td", "th") and isinstance(cell.tag, str) and cell.tag != "script"
        for row in rows
        for cell in row
    )
    between = [group.tail for group in table.iterdescendants("tr", "tbody", "thead", "tfoot")]
    return bool(rows) and not strays and not any(text and text.strip() for texts in (*loose, between) for text in texts)


def _is_layout(rows: list[list[_Read]], filled: list[_Read]) -> bool:
    if max((len(row) for row in rows), default=0) < 2 or len(filled) < 2:
        return True
    length = sum(len(cell.text) for cell in filled)
    linked = sum(line.linked for cell in filled for line in cell.lines)
    if linked > length * _LINK_SHARE or (len(rows) == 1 and any(len(cell.lines) > 1 for cell in filled)):
        return True
    return any(len(cell.text) > length * _MAIN_SHARE and len(cell.lines) >= _MAIN_LINES for cell in filled)


def _cells(rows: list[list[_Read]]) -> list[list[Cell]]:
    """The rows for the grid; a lone cell never reaches further than the widest row of several cells."""
    width = max((sum(cell.columns for cell in row) for row in rows if len(row) > 1), default=1)
    return [[Cell(cell.text, cell.rows, min(cell.columns, width)) for cell in row] for row in rows]
