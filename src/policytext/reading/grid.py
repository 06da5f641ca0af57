"""Tables as text: one row a line, cells parted by ``|``, a cell merged with the one above it shown as ``〃``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

SEPARATOR = "|"
DITTO = "〃"
"""The ditto mark (同上): the cell goes on that stands above it."""
_BREAK = re.compile(r"\s*[\r\n\v\f]+\s*")
_WORD = re.compile(r"[0-9A-Za-z]")
_ORGAN, _HAN = re.compile("[局委办厅部院会府科处室队司]"), re.compile("[一-鿿]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with the rows and columns it covers, itself included."""

    text: str
    rows: int = 1
    columns: int = 1


def grid_lines(rows: Iterable[Sequence[Cell]]) -> list[str]:
    """A table as lines; `rows` name each cell once, in the row and order in which it begins.

    A cell that fills the whole row is a line of its own, for that is how tables are divided into parts. Where a cell
    covers more columns, the further ones are empty; where it covers more rows, the further ones hold ``〃``.

    >>> grid_lines([[Cell("序号"), Cell("任务")], [Cell("一、教育", columns=2)], [Cell("1"), Cell("建校", rows=2)], [Cell("2")]])
    ['序号|任务', '一、教育', '1|建校', '2|〃']
    """
    laid = list(_laid_out(rows))
    width = max((len(row) for row in laid), default=0)
    return [line for row in laid if (line := _line(row, width))]


def _laid_out(rows: Iterable[Sequence[Cell]]) -> Iterator[list[str | None]]:
    """Each row with a value for every column: None where a cell to the left reaches."""
    open_cells: dict[int, int] = {}
    for row in rows:
        line: list[str | None] = []
        opened: dict[int, int] = {}
        for cell in (*row, None):
            while open_cells.get(len(line), 0) > 0:
                line.append(DITTO)
            if cell is not None:
                opened |= dict.fromkeys(range(len(line), len(line) + cell.columns), cell.rows)
                line += [_flat(cell.text), *[None] * (cell.columns - 1)]
        open_cells = {at: left - 1 for at, left in open_cells.items() if left > 1} | {
            at: left - 1 for at, left in opened.items() if left > 1
        }
        yield line


def _line(row: list[str | None], width: int) -> str:
    if row and row[0] and len(row) == width and all(cell is None for cell in row[1:]):
        return row[0]
    return SEPARATOR.join(cell or "" for cell in row) if any(row) else ""


def _flat(text: str) -> str:
    """A cell's text on one line: line breaks go between Chinese characters and are a space between words and organs."""
    text = text.strip().replace(SEPARATOR, "｜")
    return _BREAK.sub(lambda found: " " if _between_words(text, *found.span()) else "", text)


def _between_words(text: str, start: int, end: int) -> bool:
    """Whether a break parts two words, or two organs that a cell names one a line: 市工信局⏎市统计局."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return bool((_WORD.match(before) and _WORD.match(after)) or (_ORGAN.match(before) and _HAN.match(after)))
