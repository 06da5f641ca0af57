"""The sheets of comparisons and panels: their rows with both sides written out."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, get_type_hints

from policytext.comparison import PANEL_TABLES, TABLES, Comparison, Panel
from policytext.model.records import Record
from policytext.model.sheet import Sheet, scalar


def flat_columns(row_type: type[Any], prefix: str = "") -> dict[str, type]:
    """The columns of a comparison row, its two sides written out: ``a_item``, ``a_text``, ``b_item`` …"""
    hints = get_type_hints(row_type)
    parts = (_flat_column(f.name, scalar(hints[f.name]), prefix) for f in dataclasses.fields(row_type))
    return {name: type_ for part in parts for name, type_ in part.items()}


def _flat_column(name: str, type_: type, prefix: str) -> dict[str, type]:
    if name.startswith("span"):
        return {prefix + name.replace("span", end): int for end in ("start", "end")}
    if dataclasses.is_dataclass(type_):
        return flat_columns(type_, f"{prefix}{name}_")
    return {prefix + name: type_}


def flat(record: Mapping[str, Any], prefix: str = "") -> Record:
    """A nested record as one level of fields.

    >>> flat({"a": {"item": "三/14"}, "b": None, "value": "dropped"})
    {'a_item': '三/14', 'b': None, 'value': 'dropped'}
    """
    row: Record = {}
    for name, value in record.items():
        row |= flat(value, f"{prefix}{name}_") if isinstance(value, Mapping) else {prefix + name: value}
    return row


def comparison_sheet(comparison: Comparison, table: str) -> Sheet:
    """One table of a comparison. Raises UnknownKindError that names the choices."""
    rows = tuple(flat(row) for row in comparison.records(table))
    return Sheet(table, flat_columns(TABLES[table]), rows)


def comparison_sheets(comparison: Comparison) -> tuple[Sheet, ...]:
    """All tables of a comparison."""
    return tuple(comparison_sheet(comparison, table) for table in TABLES)


PANEL_SHEETS = {table: {"projects": "project_lines", "attention": "attention_years"}.get(table, table) for table in PANEL_TABLES}
"""The name of each panel table's sheet; a comparison has other projects, and attention of two documents."""


def panel_sheet(panel: Panel, table: str) -> Sheet:
    """One table of a panel. Raises UnknownKindError that names the choices."""
    rows = tuple(flat(row) for row in panel.records(table))
    return Sheet(PANEL_SHEETS[table], flat_columns(PANEL_TABLES[table]), rows)


def panel_sheets(panel: Panel) -> tuple[Sheet, ...]:
    """All tables of a panel."""
    return tuple(panel_sheet(panel, table) for table in PANEL_TABLES)
