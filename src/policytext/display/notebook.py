"""Notebook views: what a document or a comparison looks like at the end of a cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from policytext.comparison import Comparison, Panel
from policytext.display.columns import cells, shown, title
from policytext.display.markup import table, text
from policytext.display.outline import Entry, envelope, outline, repairs_line
from policytext.display.sheets import comparison_sheet, panel_sheet
from policytext.model.document import Document
from policytext.model.sheet import Sheet

OUTLINE_HEADERS = ("编号", "事项", "目标", "完成情况", "时限", "项目")
OVERVIEW = ("items", "targets", "projects")
PANEL_OVERVIEW = ("lines", "levels")


def document_html(document: Document) -> str:
    """The envelope and the outline of a document: items with their targets, deadlines and projects."""
    return envelope_html(document) + "\n" + table(OUTLINE_HEADERS, map(_row, outline(document)))


def envelope_html(document: Document) -> str:
    """What the envelope says, one line a field, and how much of the source was repaired."""
    lines = [f"{text(label)}：{text(value)}" for label, value in envelope(document.metadata)]
    return f"<p>{'<br>'.join([*lines, text(repairs_line(document))])}</p>"


def _row(entry: Entry) -> Sequence[Any]:
    return [entry.address, entry.heading, *entry.found.values()]


def comparison_html(comparison: Comparison) -> str:
    """What changed in items, targets and projects."""
    return sheets_html(comparison_sheet(comparison, name) for name in OVERVIEW)


def panel_html(panel: Panel) -> str:
    """The lines of a panel, and what stands between its levels."""
    return f"<p>{text(repr(panel))}</p>\n" + sheets_html(panel_sheet(panel, name) for name in PANEL_OVERVIEW)


def sheets_html(sheets: Iterable[Sheet]) -> str:
    """Sheets as tables, each under its title."""
    return "\n".join(f"<h2>{text(title(sheet))}</h2>\n{table(shown(sheet), cells(sheet))}" for sheet in sheets)
