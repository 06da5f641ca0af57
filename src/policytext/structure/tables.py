"""Tables in a text: runs of lines with cells, the columns told by their heads or by what stands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policytext.model.span import Span
from policytext.structure.table_heads import UNITS_LINE, head_role, is_ditto, is_listed, role_by_shape

NUMBER = re.compile(r"[（(]?(?:[0-9]{1,3}(?:[.．-][0-9]{1,2}){0,2}|[〇零一二三四五六七八九十百]{1,4})[）)]?[.．、]?$")
_SEPARATOR = re.compile(r"\|")
_BLANKS = re.compile(r"\t[\t ]*|　{2,}| {2,}")
_LONGEST_HEAD, _LONGEST_PART, _LONGEST_GAP = 20, 40, 2
_FEWEST_HEADS_OF_BLANKS = 3
_KNOWN_SHARE, _MOST_COLUMNS = 0.4, 12
_NAMING = frozenset(("task", "measure", "goal", "indicator", "value"))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: where it stands, what it says, and where that was said (the cell above, for 同上 and ``〃``)."""

    span: Span
    text: str
    said: Span

    @property
    def is_own(self) -> bool:
        """Whether the cell says what it says itself."""
        return self.said == self.span


@dataclass(frozen=True, slots=True)
class Row:
    """One line of cells."""

    span: Span
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: the heads of its columns and their roles (``""`` where unknown), its rows, the places of its heads.

    `unit` is what a line above says of all its numbers (单位：万元).
    """

    heads: tuple[str, ...]
    roles: tuple[str, ...]
    rows: tuple[Row, ...]
    head_lines: tuple[Span, ...] = ()
    unit: str = ""

    @property
    def span(self) -> Span:
        """From the first line of its heads or rows to the last."""
        lines = (*self.head_lines, *(row.span for row in self.rows))
        return Span(min(x.start for x in lines), max(x.end for x in lines))

    @property
    def is_of_tasks(self) -> bool:
        """Whether its rows say what is to be done: with heads a task, without them a number with who or by when."""
        said = set(self.roles)
        acting = bool(said & {"lead", "support", "responsible", "deadline"})
        if not any(self.heads):
            return "number" in said and acting
        named = "task" in said or ("indicator" not in said and bool(said & {"measure", "goal"}))
        return named and (acting or "number" in said)

    def column(self, row: Row, role: str) -> tuple[Cell, ...]:
        """The cells of a row in the columns of a role that say something."""
        return tuple(cell for cell, own in zip(row.cells, self.roles, strict=False) if own == role and cell.text)


def find_tables(text: str, start: int = 0, end: int | None = None) -> tuple[Table, ...]:
    """The tables between two offsets, in text order; one continued over a page is one table.

    >>> table = find_tables("序号|工作任务|责任单位\\n1|建校|教育局\\n2|育人|同上")[0]
    >>> table.roles, [[cell.text for cell in row.cells] for row in table.rows]
    (('number', 'task', 'responsible'), [['1', '建校', '教育局'], ['2', '育人', '教育局']])
    """
    end = len(text) if end is None else end
    if "|" not in text and not _may_hold_blanks(text):
        return ()
    lines = [Span(x.start(), x.end()) for x in re.finditer(r"[^\n]+", text[:end]) if x.start() >= start]
    grids = _runs(text, lines)
    return tuple(table for grid in grids for table in _tables(text, grid))


_HEAD_ALONE = re.compile(r"(?:^|\n)[ 　]*(?:序 *号|编号)[ 　]*(?:\n|\t|　{2,}| {2,})")


def _may_hold_blanks(text: str) -> bool:
    return _HEAD_ALONE.search(text) is not None


def _runs(text: str, lines: Sequence[Span]) -> Iterator[list[Row]]:
    """Runs of lines with as many cells each; at most two short lines without cells may stand between."""
    place = 0
    while place < len(lines):
        rows, after = _run(text, lines, place)
        if rows:
            yield rows
        place = max(after, place + 1)


def _run(text: str, lines: Sequence[Span], first: int) -> tuple[list[Row], int]:
    rows, place, after = list[Row](), first, first
    pattern = _SEPARATOR if "|" in lines[first].of(text) else _BLANKS
    if pattern is _BLANKS and not _is_head(_row(text, lines[first], _BLANKS), _FEWEST_HEADS_OF_BLANKS):
        return _cell_a_line(text, lines, first)
    while place < len(lines) and place - after <= _LONGEST_GAP:
        row = _row(text, lines[place], pattern)
        if len(row.cells) > 1:
            if rows and len(row.cells) != len(rows[0].cells):
                break
            rows.append(row)
            after = place + 1
        elif not rows or len(lines[place]) > _LONGEST_PART:
            break
        place += 1
    return rows, after


def _row(text: str, line: Span, pattern: re.Pattern[str]) -> Row:
    bounds = [line.start, *(at for x in pattern.finditer(text, line.start, line.end) for at in x.span()), line.end]
    return Row(line, tuple(_cell(text, a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True)))


def _cell(text: str, start: int, end: int) -> Cell:
    stripped = text[start:end].strip()
    first = start + text[start:end].index(stripped) if stripped else start
    span = Span(first, first + len(stripped))
    return Cell(span, stripped, span)


def _cell_a_line(text: str, lines: Sequence[Span], first: int) -> tuple[list[Row], int]:
    """A table saved with each cell on its own line: heads that begin with 序号, then 1, 2, 3 … at their distance."""
    width = 0
    while width <= _MOST_COLUMNS and first + width < len(lines) and head_role(lines[first + width].of(text).strip()):
        width += 1
    if not _FEWEST_HEADS_OF_BLANKS <= width <= _MOST_COLUMNS or head_role(lines[first].of(text).strip()) != "number":
        return [], first
    rows, place = [_upright(text, lines[first : first + width])], first + width
    while place + width <= len(lines) and lines[place].of(text).strip(" 　.、") == str(len(rows)):
        rows.append(_upright(text, lines[place : place + width]))
        place += width
    return (rows, place) if len(rows) > 2 else ([], first)


def _upright(text: str, lines: Sequence[Span]) -> Row:
    return Row(Span(lines[0].start, lines[-1].end), tuple(_cell(text, line.start, line.end) for line in lines))


def _unit_above(text: str, start: int) -> tuple[str, Span | None]:
    """The unit that one of the two lines above a table says of its numbers, and where."""
    line = Span(start, start)
    for _ in range(2):
        line = Span(text.rfind("\n", 0, max(0, line.start - 1)) + 1, max(0, line.start - 1))
        if "|" in line.of(text) or len(line) > _LONGEST_PART:
            break
        if match := UNITS_LINE.search(line.of(text)):
            return match["unit"], Span(line.start + match.start(), line.start + match.end())
    return "", None


def _is_head(row: Row, fewest: int = 2) -> bool:
    """Whether a row holds heads: two of known kind at least, one of them word for word, two in five of all."""
    said = [cell.text for cell in row.cells if cell.text]
    known = [x for x in said if head_role(x)]
    enough = len(known) >= max(fewest, _KNOWN_SHARE * len(said)) and any(map(is_listed, known))
    return enough and all(len(x) <= _LONGEST_HEAD for x in said)


def _is_lower_head(row: Row, above: Row) -> bool:
    """Whether a row is the second line of the heads: what is not merged from above stands under a head that spans."""
    if not any(cell.text == "〃" for cell in row.cells) and not all(head_role(x.text) for x in row.cells if x.text):
        return False
    pairs = zip(row.cells, above.cells, strict=True)
    free = [(x.text, over.text) for x, over in pairs if x.text not in ("〃", "")]
    return bool(free) and all(head_role(x) for x, _ in free) and not NUMBER.match(row.cells[0].text)


def _tables(text: str, grid: Sequence[Row]) -> Iterator[Table]:
    """The tables of a run: each row of other heads begins one; the same heads again only go on."""
    heads: tuple[str, ...] = ()
    rows, lines = list[Row](), list[Span]()
    place = 0
    while place < len(grid):
        row, size = grid[place], 1
        if _is_head(row):
            two = place + 1 < len(grid) and _is_lower_head(grid[place + 1], row)
            size += two
            found = _heads(row, grid[place + 1] if two else None)
            if rows and found != heads:
                yield _table(text, heads, rows, lines)
                rows, lines = [], []
            heads = found
            lines += [x.span for x in grid[place : place + size]]
        else:
            rows.append(row)
        place += size
    if rows:
        yield _table(text, heads, rows, lines)


def _heads(upper: Row, lower: Row | None) -> tuple[str, ...]:
    """The heads of the columns; over two lines, the upper one is said of every column it spans."""
    tops = [cell.text for cell in upper.cells]
    if lower is None:
        return tuple(tops)
    for place in range(1, len(tops)):
        tops[place] = tops[place] or tops[place - 1]
    below = [cell.text for cell in lower.cells]
    return tuple(top if under in ("〃", "") else f"{top} {under}" for top, under in zip(tops, below, strict=True))


def _table(text: str, heads: tuple[str, ...], rows: Sequence[Row], lines: Sequence[Span]) -> Table:
    roles = [head_role(head) for head in heads] or [""] * len(rows[0].cells)
    # 单位 is a unit of measurement beside indicators, and who is in charge beside tasks
    free = [place for place, role in enumerate(roles) if not role or (role == "unit" and "task" in roles)]
    for place in free:
        found = role_by_shape([row.cells[place].text for row in rows])
        roles[place] = found if found and found not in roles else roles[place]
    if not _NAMING & set(roles):
        _longest_is_task(roles, rows)
    unit, said = _unit_above(text, min(x.start for x in (*lines, rows[0].span)))
    frame = (*lines, said) if said else tuple(lines)
    return Table(heads, tuple(roles), tuple(_resolved(rows, roles)), frame, unit)


def _longest_is_task(roles: list[str], rows: Sequence[Row]) -> None:
    """Where no head names the tasks, the column of the longest texts says what is to be done, where a number or date column stands beside it."""
    lengths = [sum(len(row.cells[place].text) for row in rows) / len(rows) for place in range(len(roles))]
    free = [
        place for place, role in enumerate(roles) if not role and lengths[place] > 5
    ]  # 建设学校 is a task, 同上 none
    if free and {"number", "deadline", "responsible"} & set(roles):
        roles[max(free, key=lengths.__getitem__)] = "task"


def _resolved(rows: Sequence[Row], roles: Sequence[str]) -> Iterator[Row]:
    """The rows, each cell that says 同上 with what stands above it; an empty one only where it names a part."""
    above: tuple[Cell, ...] = ()
    for row in rows:
        cells = tuple(
            replace(cell, text=above[i].text, said=above[i].said) if above and _leans(cell, roles[i]) else cell
            for i, cell in enumerate(row.cells)
        )
        above = cells
        yield replace(row, cells=cells)


def _leans(cell: Cell, role: str) -> bool:
    return is_ditto(cell.text) or (role == "part" and not cell.text)
