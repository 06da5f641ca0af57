"""Tables of a Word file: merged cells put together, tables that only place things on the page told apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from policytext.reading.grid import Cell
from policytext.reading.word_names import CELL, ROW, TEXT, VAL, W, nearest, switched, value, whole

_WIDEST = 255
_LOWEST_FRAME = 6
_APART = 150
"""Twentieths of a point (2.6 mm) from which on two edges are two columns."""
# imprints and heads of GB/T 9704-2012 set as tables: 抄送 above 印发, 签发人 beside the number, 文件 beside the issuers
_FRAMED = re.compile(r"(?:抄送|抄报|分送|主送|签发人)[:：]|.{0,40}[0-9〇一二三四五六七八九十]{1,3}日印发$")
_HEAD = "文件"


@dataclass(slots=True)
class Piece:
    """A cell as the file has it: its element (None for a gap), the column where it begins, how it is merged."""

    element: Any
    column: int
    columns: int = 1
    merge: str | None = None


def rows_of(table: Any) -> list[list[Piece]]:
    """The rows of a table that are printed, without those whose deletion is tracked."""
    return [list(_pieces(row)) for row in nearest(table, (ROW,)) if not _is_gone(row)]


def is_frame(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether a table only places things on the page: one column, one cell that holds something, a head or an imprint."""
    if all(len(row) <= 1 for row in rows):
        return True
    filled = (piece for row in rows for piece in row if _raw(piece))
    if len(list(islice(filled, 2))) < 2:
        return True
    return len(rows) <= _LOWEST_FRAME and _is_envelope(rows)


def _is_envelope(rows: Sequence[Sequence[Piece]]) -> bool:
    """Whether a low table is a head or an imprint: at most two texts in a row, and its words."""
    texts = [[text for piece in row if (text := _raw(piece))] for row in rows]
    if max(map(len, texts)) > 2:
        return False
    if any(_FRAMED.match(text) for row in texts for text in row):
        return True
    return list(texts[0][-1:]) == [_HEAD] and all(len(row) <= 1 for row in texts[1:])


def straightened(rows: Sequence[Sequence[Piece]], table: Any) -> Sequence[Sequence[Piece]]:
    """The rows with the columns that a reader sees: edges that miss one another by a hair are one edge.

    Word keeps a column for every edge that was ever dragged, so that cells in line may cover different columns.
    """
    widths = [whole(column.get(W + "w")) or 0 for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    last = max((piece.column + piece.columns for row in rows for piece in row), default=0)
    edges = _edges(widths if any(widths) else [], last)
    rows = [[piece for piece in row if not _is_hair(piece, edges)] for row in rows]
    starts = [[edges[piece.column] for piece in row] for row in rows]
    if any(len(set(row)) < len(row) for row in starts):
        return rows
    seen = sorted({edge for row in starts for edge in row})

    def placed(piece: Piece) -> Piece:
        first, end = (bisect_left(seen, edges[edge]) for edge in (piece.column, piece.column + piece.columns))
        return replace(piece, column=first, columns=max(1, end - first))

    return [[placed(piece) for piece in row] for row in rows]


def _is_hair(piece: Piece, edges: Sequence[int]) -> bool:
    """Whether a piece is a gap before the first cell that nobody sees."""
    return piece.element is None and edges[piece.column] == edges[piece.column + piece.columns]


def _edges(widths: Sequence[int], last: int) -> list[int]:
    """For each edge between columns the number of the edge that a reader sees there."""
    edges, apart = [0], 0
    for column in range(last):
        apart += widths[column] if column < len(widths) else _APART
        edges.append(edges[-1] + (apart >= _APART))
        apart = 0 if apart >= _APART else apart
    return edges


def laid_out(rows: Sequence[Sequence[Piece]], text_of: Callable[[Any], str]) -> list[list[Cell]]:
    """Each row with the cells that begin in it, as ``reading.grid`` takes them."""
    going_on = list(_going_on(rows))

    def cell(at: int, piece: Piece) -> Cell:
        height = 1
        while piece.merge and at + height < len(rows) and piece.column in going_on[at + height]:
            height += 1
        return Cell("" if piece.element is None else text_of(piece.element), height, piece.columns)

    return [[cell(at, piece) for piece in row if piece.column not in going_on[at]] for at, row in enumerate(rows)]


def printed_rows(rows: Sequence[Sequence[Cell]]) -> list[int]:
    """The numbers, from one, of the rows that print a line: those that hold something or that a cell reaches into."""
    printed, reach = [], 0
    for number, row in enumerate(rows, 1):
        if reach >= number or any(cell.text.strip() for cell in row):
            printed.append(number)
        reach = max([reach, *(number + cell.rows - 1 for cell in row)])
    return printed


def _going_on(rows: Sequence[Sequence[Piece]]) -> Iterator[frozenset[int]]:
    """For each row the columns in which a cell from above goes on."""
    merged: frozenset[int] = frozenset()
    for row in rows:
        yield (here := frozenset(piece.column for piece in row if piece.merge == "continue" and piece.column in merged))
        merged = here | {piece.column for piece in row if piece.merge}


def _pieces(row: Any) -> Iterator[Piece]:
    properties = row.find(W + "trPr")
    column = min(whole(value(properties, W + "gridBefore")) or 0, _WIDEST)
    if column > 0:
        yield Piece(None, 0, column)
    last: Piece | None = None
    for cell in nearest(row, (CELL,)):
        piece = _piece(cell, max(column, 0))
        column = piece.column + piece.columns
        if last is not None and _joins_left(cell):
            last.columns += piece.columns
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def _piece(cell: Any, column: int) -> Piece:
    properties = cell.find(W + "tcPr")
    columns = whole(value(properties, W + "gridSpan")) or 1
    return Piece(cell, column, max(1, min(columns, _WIDEST)), _merge(properties, W + "vMerge"))


def _merge(properties: Any, name: str) -> str | None:
    """``restart`` or ``continue``, which is meant where no value is given; None for a cell by itself."""
    element = None if properties is None else properties.find(name)
    return None if element is None else element.get(VAL, "continue")


def _joins_left(cell: Any) -> bool:
    return _merge(cell.find(W + "tcPr"), W + "hMerge") == "continue"


def _is_gone(row: Any) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and (
        properties.find(W + "del") is not None or switched(properties, W + "hidden") is True
    )


def _raw(piece: Piece) -> str:
    """The characters of a cell, near enough to tell what it is."""
    if piece.element is None:
        return ""
    return "".join("".join(text.text or "" for text in piece.element.iter(TEXT)).split())
