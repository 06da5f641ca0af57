"""Ruled tables: rules to a grid, words to its cells, a table that goes on over the page joined."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import groupby, product

from policytext.reading.grid import Cell, grid_lines
from policytext.reading.layout_lines import joined, lines_of
from policytext.reading.layout_page import Page, Rule, Word

_NEAR, _LEVEL = 3.0, 1.5
_MOST = 50_000
"""A grid of more cells is a drawing."""
_RULES = 2_000
"""A page with more lines is a drawing."""
_ENDS = "。；;！？"


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with the row and column in which it begins and the rows and columns it covers."""

    row: int
    column: int
    rows: int
    columns: int
    text: str

    def covers(self, row: int, column: int) -> bool:
        """Whether it lies over that place."""
        return self.row <= row < self.row + self.rows and self.column <= column < self.column + self.columns


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `pages` has the page on which each row begins."""

    x0: float
    top: float
    x1: float
    bottom: float
    columns: tuple[float, ...]
    pages: tuple[int, ...]
    cells: tuple[GridCell, ...]

    def row(self, number: int) -> list[GridCell]:
        """The cells that begin in a row, from left to right."""
        return sorted((cell for cell in self.cells if cell.row == number), key=lambda cell: cell.column)

    def lines(self) -> list[tuple[int, str]]:
        """Each line of the table as text, with its page."""
        rows: list[list[Cell]] = [[] for _ in self.pages]
        printed = set()
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            rows[cell.row].append(Cell(cell.text, cell.rows, cell.columns))
            printed |= {cell.row} if cell.text else set()
            printed |= set(range(cell.row + 1, cell.row + cell.rows))
        return list(zip([self.pages[row] for row in sorted(printed)], grid_lines(rows), strict=True))


def tables_of(page: Page) -> list[Table]:
    """The ruled tables of a page, from top to bottom; a box around a text is none."""
    rules = merged(page.rules)
    found = (_table(page, group) for group in _touching(rules if len(rules) <= _RULES else []))
    return sorted((table for table in found if table is not None), key=lambda table: table.top)


def merged(rules: Iterable[Rule]) -> list[Rule]:
    """The rules with pieces of one line put together."""
    result: list[Rule] = []
    for flat, group in groupby(sorted(rules, key=lambda rule: (rule.flat, _across(rule))), key=lambda rule: rule.flat):
        for level in _levels(list(group)):
            result += _lengthened(sorted(level, key=lambda rule: rule.x0 if flat else rule.top))
    return result


def _across(rule: Rule) -> float:
    return rule.top if rule.flat else rule.x0


def _levels(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules, ordered by where they stand, in groups that stand on one line."""
    level: list[Rule] = []
    for rule in rules:
        if level and _across(rule) - _across(level[0]) > _LEVEL:
            yield level
            level = []
        level.append(rule)
    if level:
        yield level


def _lengthened(pieces: Iterable[Rule]) -> Iterator[Rule]:
    """The pieces of one line, those that touch as one."""
    whole: Rule | None = None
    for rule in pieces:
        if whole is not None and _touch(whole, rule):
            whole = (
                Rule(whole.x0, whole.top, max(whole.x1, rule.x1), whole.bottom)
                if rule.flat
                else Rule(whole.x0, whole.top, whole.x1, max(whole.bottom, rule.bottom))
            )
            continue
        if whole is not None:
            yield whole
        whole = rule
    if whole is not None:
        yield whole


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules in groups that touch each other."""
    groups: list[list[Rule]] = []
    for rule in rules:
        near = [group for group in groups if any(_touch(rule, other) for other in group)]
        groups = [group for group in groups if not any(group is other for other in near)]
        groups.append(reduce(lambda all_rules, group: [*all_rules, *group], near, [rule]))
    return groups


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.x0 <= other.x1 + _NEAR and other.x0 <= one.x1 + _NEAR and one.top <= other.bottom + _NEAR and other.top <= one.bottom + _NEAR
    )  # fmt: skip


def _table(page: Page, rules: Sequence[Rule]) -> Table | None:
    xs = _steps(
        [rule.x0 for rule in rules if not rule.flat], [x for rule in rules if rule.flat for x in (rule.x0, rule.x1)]
    )
    ys = _steps(
        [rule.top for rule in rules if rule.flat],
        [y for rule in rules if not rule.flat for y in (rule.top, rule.bottom)],
    )
    upright = sum(not rule.flat for rule in rules)
    if not upright or len(xs) < 3 or len(ys) < 2 or len(xs) * len(ys) > _MOST:
        return None
    cells = _cells(page, xs, ys, _Frame(rules))
    if sum(bool(cell.text) for cell in cells) < 2:
        return None
    return Table(xs[0], ys[0], xs[-1], ys[-1], tuple(xs), (page.number,) * (len(ys) - 1), tuple(cells))


def _steps(values: Iterable[float], ends: Sequence[float]) -> list[float]:
    """The distinct places of lines, and the outer ends where no line closes the frame."""
    steps: list[float] = []
    for value in sorted((*values, *((min(ends), max(ends)) if ends else ()))):
        if not steps or value - steps[-1] > _NEAR:
            steps.append(value)
    return steps


class _Frame:
    """Where lines run, asked for each side of a cell."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.flat = [rule for rule in rules if rule.flat]
        self.upright = [rule for rule in rules if not rule.flat]

    def over(self, y: float, left: float, right: float) -> bool:
        """Whether a line runs at height `y` over most of the stretch."""
        return any(
            abs(rule.top - y) <= _NEAR and min(rule.x1, right) - max(rule.x0, left) > (right - left) / 2
            for rule in self.flat
        )

    def beside(self, x: float, top: float, bottom: float) -> bool:
        """Whether a line runs at `x` along most of the stretch."""
        return any(
            abs(rule.x0 - x) <= _NEAR and min(rule.bottom, bottom) - max(rule.top, top) > (bottom - top) / 2 for rule in self.upright
        )  # fmt: skip


def _cells(page: Page, xs: Sequence[float], ys: Sequence[float], frame: _Frame) -> list[GridCell]:
    """The cells between the lines, those that no line parts as one."""
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    extents = {}
    for place in product(range(len(ys) - 1), range(len(xs) - 1)):
        if place not in owner:
            extents[place] = _extent(place, xs, ys, frame, owner)
            owner |= dict.fromkeys(_places(place, extents[place]), place)
    words: dict[tuple[int, int], list[Word]] = defaultdict(list)
    for word in page.words:
        at = (bisect(ys, (word.top + word.bottom) / 2) - 1, bisect(xs, (word.x0 + word.x1) / 2) - 1)
        words[owner.get(at, (-1, -1))].append(word)
    return [GridCell(*place, *extent, _flowing(words[place], page.number)) for place, extent in extents.items()]


def _places(place: tuple[int, int], extent: tuple[int, int]) -> Iterator[tuple[int, int]]:
    return ((place[0] + down, place[1] + across) for down, across in product(range(extent[0]), range(extent[1])))


def _flowing(words: Iterable[Word], page: int) -> str:
    """What stands in a cell, its lines joined."""
    return reduce(joined, (line.text for line in lines_of(words, page)), "")


def _extent(
    place: tuple[int, int], xs: Sequence[float], ys: Sequence[float], frame: _Frame, owner: Container[tuple[int, int]]
) -> tuple[int, int]:
    """How many rows and columns go on without a line, up to what a cell that began further up covers."""
    (row, column), (below, right) = place, (place[0] + 1, place[1] + 1)
    while right < len(xs) - 1 and (row, right) not in owner and not frame.beside(xs[right], ys[row], ys[row + 1]):
        right += 1
    while below < len(ys) - 1 and not frame.over(ys[below], xs[column], xs[right]):
        below += 1
    return below - row, right - column


def continued(table: Table, following: Table) -> Table | None:
    """Two parts of a table that a page end parted as one; None where they are two tables.

    The header that is printed again is left out; a row that the page end cut is put together.
    """
    if len(table.columns) != len(following.columns) or not _same_columns(table, following):
        return None
    rest = _without_header(table, following)
    if rest.pages and _is_cut(table, rest):
        return _appended(table, rest, overlap=1)
    return _appended(table, rest, overlap=0)


def _same_columns(table: Table, following: Table) -> bool:
    shift = following.columns[0] - table.columns[0]
    return all(abs(b - a - shift) < 2 * _NEAR for a, b in zip(table.columns, following.columns, strict=True))


def _without_header(table: Table, following: Table) -> Table:
    """Without the rows at the beginning that say what the table's first rows say."""
    count = 0
    while count < min(len(table.pages), len(following.pages)) and _says(table, count) == _says(following, count):
        count += 1
    cells = (replace(cell, row=cell.row - count) for cell in following.cells if cell.row >= count)
    return replace(following, pages=following.pages[count:], cells=tuple(cells))


def _says(table: Table, row: int) -> list[tuple[int, str]]:
    return [(cell.column, cell.text) for cell in table.row(row)]


def _last_at(table: Table, column: int) -> GridCell | None:
    return next((cell for cell in table.cells if cell.covers(len(table.pages) - 1, column)), None)


def _is_cut(table: Table, following: Table) -> bool:
    """Whether the first row goes on with the last one: nothing in its first column, its sentences begun above."""
    first = following.row(0)
    filled = [cell for cell in first if cell.text]
    if not filled or not first or first[0].text:
        return False
    above = [_last_at(table, cell.column) for cell in filled]
    return all(cell is not None and bool(cell.text) and cell.text[-1] not in _ENDS for cell in above)


def _appended(table: Table, rest: Table, overlap: int) -> Table:
    """The rows of `rest` under the table; with an `overlap` of one its first row is the table's last."""
    shift = len(table.pages) - overlap
    cells = list(table.cells)
    for cell in rest.cells:
        above = _last_at(table, cell.column) if cell.row == 0 else None
        if above is not None and (overlap or (not cell.text and cell.column == 0)):
            at = cells.index(next(old for old in cells if old.row == above.row and old.column == above.column))
            text = joined(above.text, cell.text) if cell.text else above.text
            cells[at] = replace(above, text=text, rows=above.rows + cell.rows - overlap)
        else:
            cells.append(replace(cell, row=cell.row + shift))
    return replace(table, bottom=rest.bottom, pages=(*table.pages, *rest.pages[overlap:]), cells=tuple(cells))
