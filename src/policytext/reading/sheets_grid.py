"""What a sheet holds, laid out: empty rows and columns left out, merged cells told apart, titles put on lines of their own."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policytext.reading.grid import Cell, grid_lines
from policytext.reading.limits import Limits

Spot = tuple[int, int]
"""Row and column, both counted from 1."""
Texts = Mapping[Spot, str]
Covers = Mapping[Spot, Spot]
_NUMBER_ONLY = re.compile(r"[0-9.,%/\-–—]+")
_LINE_ENDS = re.compile("[\x1c-\x1e\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Area:
    """Cells merged into one: the first and the last row and column."""

    top: int
    left: int
    bottom: int
    right: int


def sheet_lines(texts: Texts, areas: Sequence[Area], limits: Limits, label: str) -> list[tuple[int, str]]:
    """The lines of a sheet, each with the row it stands in.

    A row with one text only, in the first column or above the table's head, is a title, a part or a note, merged or
    not, and stands without separators.

    >>> sheet_lines({(1, 1): "任务表", (3, 1): "序号", (3, 2): "任务", (4, 2): "建校"}, [], Limits(), "表.xlsx")
    [(1, '任务表'), (3, '序号|任务'), (4, '|建校')]
    """
    texts = {place: _LINE_ENDS.sub("\n", text) for place, text in texts.items() if text.strip()}
    covers = _covers(areas, texts, limits, label)
    shown = {place: text for place, text in texts.items() if covers.get(place, place) == place}
    rows, columns = sorted({row for row, _ in shown}), sorted({column for _, column in shown})
    limits.check("cells", len(rows) * len(columns), label)
    laid = list(_rows(shown, covers, rows, columns))
    return list(zip(rows, grid_lines(laid), strict=True))


def _covers(areas: Sequence[Area], texts: Texts, limits: Limits, label: str) -> dict[Spot, Spot]:
    """For every cell of an area the cell whose text it shows: the first one; the text of any other is not seen."""
    rows, columns = sorted({row for row, _ in texts}), sorted({column for _, column in texts})
    covers: dict[Spot, Spot] = {}
    count = 0
    for area in areas:
        across = columns[bisect_left(columns, area.left) : bisect_right(columns, area.right)]
        down = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
        count += len(across) * len(down)
        limits.check("cells", count, label)
        for row in down:
            for column in across:
                covers.setdefault((row, column), (area.top, area.left))
    return covers


def _rows(shown: Texts, covers: Covers, rows: list[int], columns: list[int]) -> Iterator[list[Cell]]:
    filled = _filled(shown)
    head = next((row for row in rows if len(filled[row]) > 1), rows[-1] if rows else 0)
    hidden = {place for place, first in covers.items() if place != first and first in shown}
    under = {row for row, column in hidden if covers[row, column][0] != row}
    extents = _extents(covers, frozenset(rows), frozenset(columns))
    for row in rows:
        lone = filled[row][0] if len(filled[row]) == 1 and row not in under else 0
        if lone and extents.get((row, lone), (1, 1))[0] == 1 and (row < head or _is_part(shown[row, lone], lone == columns[0])):
            yield [Cell(shown[row, lone], columns=len(columns))]
        else:
            places = [(row, column) for column in columns if (row, column) not in hidden]
            yield [Cell(shown.get(place, ""), *extents.get(place, (1, 1))) for place in places]


def _filled(shown: Texts) -> dict[int, list[int]]:
    """The columns of each row that hold text."""
    filled: dict[int, list[int]] = {}
    for row, column in sorted(shown):
        filled.setdefault(row, []).append(column)
    return filled


def _is_part(text: str, first: bool) -> bool:
    """Whether a text alone in a row within a table divides it: ``一、教育``, ``注：…``; a bare number does not."""
    return first and not _NUMBER_ONLY.fullmatch(text.strip())


def _extents(covers: Covers, rows: frozenset[int], columns: frozenset[int]) -> dict[Spot, tuple[int, int]]:
    """How many of the rows and columns that are left each merged cell covers."""
    down: dict[Spot, set[int]] = {}
    across: dict[Spot, set[int]] = {}
    for (row, column), first in covers.items():
        if row in rows and column in columns:
            down.setdefault(first, set()).add(row)
            across.setdefault(first, set()).add(column)
    return {first: (len(down[first]), len(across[first])) for first in down}
