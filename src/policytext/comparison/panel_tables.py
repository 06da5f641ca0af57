"""The tables of a panel and the row class of each; a new table is one line here and one in ``panel.MAKERS``."""

from __future__ import annotations

from typing import Any

from policytext.comparison.attention_years import ThemeShare
from policytext.comparison.panel_rows import Absence, BaseCheck, LevelRow, Line, Point, Timeline
from policytext.comparison.repetition import Repetition
from policytext.comparison.reuse import Passage
from policytext.comparison.row_records import field_names
from policytext.model.errors import UnknownKindError

PanelRow = Line | Point | LevelRow | Absence | BaseCheck | Timeline | ThemeShare | Passage | Repetition
PANEL_TABLES: dict[str, type[PanelRow]] = {
    "lines": Line,
    "points": Point,
    "levels": LevelRow,
    "absences": Absence,
    "base_checks": BaseCheck,
    "projects": Timeline,
    "attention": ThemeShare,
    "reuse": Passage,
    "repetitions": Repetition,
}


def panel_row_type(table: str) -> type[Any]:
    """The row class of a panel's table. Raises UnknownKindError for any other name."""
    if table not in PANEL_TABLES:
        raise UnknownKindError(f"a panel has no table {table!r}; choose one of {', '.join(PANEL_TABLES)}")
    return PANEL_TABLES[table]


def panel_columns(table: str) -> tuple[str, ...]:
    """The declared fields of a panel table's records, the same in every release of a schema version.

    >>> panel_columns("lines")[:3]
    ('line', 'place', 'indicator')
    """
    return field_names(panel_row_type(table))
