"""Columns of a page: found by the gutter that no line crosses, read one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from policytext.reading.layout_lines import rows_of
from policytext.reading.layout_page import Word

_STRIPE = 1.2
"""The least width of a gutter, in the size of the type."""
_ROWS = 4
"""The least number of lines on each side."""
_WIDE = 9
"""The least width of a column, in the size of the type."""
_FILLED = 0.5
"""How many lines left of the gutter come near it, at least."""


@dataclass(frozen=True, slots=True)
class Region:
    """Words that are read from top to bottom; `column` of `columns` beside each other."""

    column: int
    columns: int
    words: tuple[Word, ...]


def regions_of(words: Sequence[Word], size: float) -> list[Region]:
    """The page in reading order: what goes over the whole width, and the columns between it."""
    gutter = _gutter(words, size)
    if gutter is None:
        return [Region(0, 1, tuple(words))]
    return [region for crosses, band in _bands(words, gutter, size) for region in _parts(crosses, band, gutter, size)]


def _gutter(words: Sequence[Word], size: float) -> float | None:
    """The middle of the widest stripe near the middle of the text that the fewest words touch."""
    printed = [word for word in words if word.text.strip()]
    if len(printed) < 8 * _ROWS:
        return None
    left, right = min(word.x0 for word in printed), max(word.x1 for word in printed)
    start, end = int(left + 0.35 * (right - left)), int(left + 0.65 * (right - left))
    counts = [0] * max(end - start, 0)
    for word in printed:
        for at in range(max(int(word.x0) - start, 0), min(int(word.x1) + 1 - start, len(counts))):
            counts[at] += 1
    width = max(int(_STRIPE * size), 1)
    loads = [sum(counts[at : at + width]) for at in range(len(counts) - width + 1)]
    if not loads:
        return None
    least = min(loads)
    best = [at for at, load in enumerate(loads) if load == least]
    return start + best[len(best) // 2] + width / 2


def _bands(words: Sequence[Word], gutter: float, size: float) -> Iterator[tuple[bool, list[Word]]]:
    """Stretches of rows that cross the gutter, and of rows that do not."""
    for crosses, rows in groupby(rows_of(words), key=lambda row: _crosses(row, gutter, size)):
        yield crosses, [word for row in rows for word in row]


def _crosses(row: Iterable[Word], gutter: float, size: float) -> bool:
    half = _STRIPE * size / 2 - 1
    return any(word.x0 < gutter + half and word.x1 > gutter - half and word.text.strip() for word in row)


def _parts(crosses: bool, band: Sequence[Word], gutter: float, size: float) -> list[Region]:
    left = tuple(word for word in band if (word.x0 + word.x1) / 2 < gutter)
    right = tuple(word for word in band if (word.x0 + word.x1) / 2 >= gutter)
    if not crosses and _are_columns(left, right, gutter, size):
        return [Region(0, 2, left), Region(1, 2, right)]
    return [Region(0, 1, tuple(band))]


def _are_columns(left: Sequence[Word], right: Sequence[Word], gutter: float, size: float) -> bool:
    """Whether both sides have long lines enough, and those on the left mostly run up to the gutter."""
    rows, others = rows_of(left), rows_of(right)
    if min(len(rows), len(others)) < _ROWS or min(_width(rows), _width(others)) < _WIDE * size:
        return False
    ends = [max(word.x1 for word in row) for row in rows]
    edge = max(ends)
    return sum(edge - end < 2 * size for end in ends) >= _FILLED * len(ends) and gutter - edge < 4 * size


def _width(rows: Sequence[Sequence[Word]]) -> float:
    return max(row[-1].x1 for row in rows) - min(row[0].x0 for row in rows)
