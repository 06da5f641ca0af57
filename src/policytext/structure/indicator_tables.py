"""Indicator tables: each figure with the name of its row, the year of its column, and the unit said of either."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from policytext.lexicon import alternation, groups
from policytext.model.span import Span
from policytext.structure.table_heads import YEAR
from policytext.structure.tables import Cell, Row, Table

_BRACKET = re.compile(r"[（(\[](?:单位 ?[:：] ?)?(?P<unit>[^（）()\[\]]{1,10})[）)\]] *(?:[*①-⑳]*)$")
_NUMBERED = re.compile(
    r"^(?:[（(]?[0-9]{1,2}[）)]?[.．、]? *(?=[一-鿿])|[（(]?[一二三四五六七八九十]{1,3}[）)、] *|其中 ?[:：]? *)"
)
_RATE = re.compile("年均|增速|增长|增幅")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an indicator table.

    `year` is that of its column or None; `standing` says that the column tells where things stand and no aim; `unit`
    is as printed, `kind` what the table says of its force (约束性), `rate` whether the column holds yearly growth, `bare` whether its head is a year and no
    more.
    """

    value: Cell
    name: Span
    year: int | None
    standing: bool
    unit: str
    kind: str
    rate: bool = False
    bare: bool = False


@cache
def _standing() -> re.Pattern[str]:
    return re.compile(f"(?:{alternation((*groups('tables')['standing'], '完成'))})")


def figures_of(table: Table) -> Iterator[tuple[Figure, ...]]:
    """The cells of values of each row of a table that has names for them, empty ones too; nothing of any other table.

    >>> from policytext.structure.tables import find_tables
    >>> text = "指标|单位|2020年|2025年目标\\n近视率|%|52.7|50"
    >>> [[(x.name.of(text), x.value.text, x.unit, x.year) for x in row] for row in figures_of(find_tables(text)[0])]
    [[('近视率', '52.7', '%', 2020), ('近视率', '50', '%', 2025)]]
    """
    columns = [
        place
        for place, role in enumerate(table.roles)
        if role == "value" or (role == "goal" and "indicator" in table.roles)
    ]
    if not columns:
        return
    for row in table.rows:
        if (name := _name(table, row)) is not None:
            yield tuple(_figure(table, row, name, place) for place in columns)


def _name(table: Table, row: Row) -> Cell | None:
    """The name of the row's indicator: the last cell of names that says something itself, or the part it stands in."""
    for role in ("indicator", "task", "part"):
        if found := [cell for cell in table.column(row, role) if re.search("[一-鿿]", cell.text)]:
            return found[-1]
    return None


def _figure(table: Table, row: Row, name: Cell, place: int) -> Figure:
    head = table.heads[place] if table.heads else ""
    year = YEAR.search(head)
    kinds = [cell.text for cell in table.column(row, "kind")]
    return Figure(
        row.cells[place], _bare(name), int(year["year"]) if year else None, _standing().search(head) is not None,
        _unit(table, row, name, head), kinds[0] if kinds else "", _RATE.search(head) is not None,
        YEAR.fullmatch(_BRACKET.sub("", head)) is not None,
    )  # fmt: skip


def _bare(name: Cell) -> Span:
    """The name without its number before and the unit in brackets behind."""
    start = match.end() if (match := _NUMBERED.match(name.text)) else 0
    end = match.start() if (match := _BRACKET.search(name.text)) and match.start() > start else len(name.text)
    end = start + len(name.text[start:end].rstrip())
    return Span(name.said.start + start, name.said.start + end)


def _unit(table: Table, row: Row, name: Cell, head: str) -> str:
    """The unit: of the column, where its head prints one, of the row, or of the whole table."""
    if of_head := _BRACKET.search(head):
        return of_head["unit"].strip()
    if cells := table.column(row, "unit"):
        return cells[0].text.strip("（()） ")
    of_name = _BRACKET.search(name.text)
    return of_name["unit"].strip() if of_name else table.unit
