"""Values of tables: what only a table tells (units by column, figures by head, deadlines of rows), and the cells kept apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from policytext.extraction import calendar as cal
from policytext.extraction.fields import Field
from policytext.extraction.rules import Found
from policytext.extraction.scene import TAKEN, TIME, Scene
from policytext.extraction.table_figures import find_figures
from policytext.extraction.table_units import find_units
from policytext.model.span import Span
from policytext.model.values import TimeExpression
from policytext.structure.table_heads import is_continuous
from policytext.structure.tables import Cell, Table
from policytext.structure.task_tables import items_of

# 2021.6, 2021-06-30, 2021/12: dates as only tables print them; 2025 alone is a year there
_DATE = re.compile(r"(?P<year>20[0-9]{2})(?:[.．/-](?P<month>[0-9]{1,2})(?:[.．/-](?P<day>[0-9]{1,2}))?)?(?:底?前)?$")


def with_cells_apart(scene: Scene, tables: Sequence[Table]) -> Scene:
    """The scene, each cell of its tables a sentence of its own, so that nothing is read across a cell's edge."""
    if not tables:
        return scene
    edges = {
        edge
        for table in tables
        for row in table.rows
        for cell in row.cells
        for edge in (cell.span.start, cell.span.end)
    }
    return replace(scene, sentence_ends=tuple(sorted({*scene.sentence_ends, *edges})))


def find_in_tables(scene: Scene, tables: Iterable[Table]) -> Iterator[Found]:
    """Units, figures and dates of tables; heads and row numbers are claimed, so that nothing is read in them.

    >>> from policytext.extraction.scene import make_scene
    >>> from policytext.structure import build_tree
    >>> from policytext.structure.tables import find_tables
    >>> text = "指标（%）|2020年|2025年\\n近视率|52.7|50"
    >>> scene = make_scene(text, build_tree(text), Span(0, len(text)), 2021)
    >>> [(text[x.start:x.end], x.value.role) for x in find_in_tables(scene, find_tables(text))]
    [('52.7', 'baseline'), ('50', 'target')]
    """
    for table in tables:
        _claim_frame(scene, table)
        for one in (*find_units(scene.text, table), *find_figures(scene, table), *_dates(scene, table)):
            if not scene.is_claimed(one.start, one.end):
                scene.claim(one.start, one.end, TIME if isinstance(one.value, TimeExpression) else TAKEN)
                yield one


def _claim_frame(scene: Scene, table: Table) -> None:
    for span in _frame(table):
        scene.claim(span.start, span.end)


def framed_spans(tables: Iterable[Table]) -> Iterator[Span]:
    """The parts of tables in which nothing is read: heads, row numbers, names of units and indicators."""
    return (span for table in tables for span in _frame(table))


def _frame(table: Table) -> Iterator[Span]:
    if not (table.head_lines or table.is_of_tasks):
        return
    yield from (Span(line.start, line.end) for line in table.head_lines)
    for row in table.rows:
        for cell, role in zip(row.cells, table.roles, strict=True):
            if role in ("number", "unit", "source", "indicator") and cell.is_own:
                yield cell.span


def _dates(scene: Scene, table: Table) -> Iterator[Found]:
    """The deadlines that are dates only because they stand in their column."""
    for row in table.rows:
        for cell in table.column(row, "deadline"):
            if cell.is_own and (value := _date_value(cell)):
                yield Found(cell.span.start, cell.span.end, "time.table", value, 0.9)


def _date_value(cell: Cell) -> TimeExpression | None:
    if is_continuous(cell.text):
        return TimeExpression("recurrence", recurrence="continuous")
    match = _DATE.match(cell.text)
    return TimeExpression("deadline", None, end) if match and (end := _end(match)) else None


def _end(match: re.Match[str]) -> date | None:
    year, month, day = (int(match[group] or 0) for group in ("year", "month", "day"))
    if day:
        return cal.day(year, month, day)
    days = cal.month_days(year, month) if month else cal.year_days(year)
    return days[1] if days else None


def table_fields(tables: Iterable[Table]) -> tuple[Field, ...]:
    """The deadline cells of task tables as fields of their rows; 同上 points at the cell where it was said.

    >>> from policytext.structure.tables import find_tables
    >>> text = "序号|任务|时限\\n1|建校2所|6月底前\\n2|建园3所|同上"
    >>> [(field.content.of(text), field.node.of(text)) for field in table_fields(find_tables(text))]
    [('6月底前', '1|建校2所|6月底前'), ('6月底前', '2|建园3所|同上')]
    """
    return tuple(
        Field("deadline", place, Span(item.start, item.end))
        for table in tables if table.is_of_tasks
        for item in items_of(table) for place in item.places("deadline")
    )  # fmt: skip
