"""Terminal views as text of what changed between two documents, and of many together."""

from __future__ import annotations

from policytext.comparison import Comparison, Panel
from policytext.display.columns import Labels
from policytext.display.sheets_compared import comparison_sheet, panel_sheet
from policytext.display.terminal import rendered, sheet_parts

OVERVIEW = ("items", "targets", "projects")
PANEL_OVERVIEW = ("lines", "levels")


def compare_text(
    comparison: Comparison, table: str | None = None, *, labels: Labels = "en", width: int | None = None, colour: bool = False
) -> str:
    """One table of a comparison, or without a name the overview: items, targets, projects."""
    names = OVERVIEW if table is None else (table,)
    parts = list(sheet_parts((comparison_sheet(comparison, name) for name in names), width, labels))
    note = comparison.keyness.note if table == "terms" else None
    return rendered([*parts, *([note] if note else [])], width, colour)


def panel_text(panel: Panel, table: str | None = None, *, labels: Labels = "en", width: int | None = None, colour: bool = False) -> str:
    """One table of a panel, or without a name the overview: lines, and levels where there are any."""
    names = PANEL_OVERVIEW if table is None else (table,)
    sheets = (panel_sheet(panel, name) for name in names)
    return rendered([repr(panel), *sheet_parts((x for x in sheets if x.rows or table), width, labels)], width, colour)
