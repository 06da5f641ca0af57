"""The report: a comparison as one HTML file that loads nothing from anywhere."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from policytext.comparison import TABLES, Comparison
from policytext.display.markup import page, text
from policytext.display.notebook import envelope_html, sheets_html
from policytext.display.sheets import comparison_sheet
from policytext.model.document import Document


def report_page(comparison: Comparison, tables: Sequence[str] | None = None) -> str:
    """The whole page: both envelopes, then every table, or those named."""
    names = " → ".join(document.metadata.title or document.metadata.id for document in (comparison.a, comparison.b))
    note = f"<p>{text(comparison.keyness.note)}</p>" if comparison.keyness.note else ""
    sides = _side("甲 a", comparison.a) + _side("乙 b", comparison.b)
    return page(names, sides, sheets_html(comparison_sheet(comparison, x) for x in tables or TABLES), note)


def _side(label: str, document: Document) -> str:
    return f"<h2>{text(label)}</h2>\n{envelope_html(document)}\n"


def write_report(comparison: Comparison, path: str | os.PathLike[str]) -> None:
    """Write the report page as UTF-8."""
    Path(path).write_text(report_page(comparison), encoding="utf-8")
