"""What the commands write: the tables of documents, comparisons and panels, in one format or another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policytext.cli_arguments import LabelLanguage, screen
from policytext.compared import Comparison, Panel
from policytext.display import files, terminal
from policytext.display.columns import headed
from policytext.display.report import report_page
from policytext.display.saved import save, write_tables
from policytext.display.sheets import (
    comparison_sheet,
    comparison_sheets,
    panel_sheet,
    panel_sheets,
    records_sheet,
    sheet_of,
    sheets_of,
)
from policytext.display.streams import emit, emit_all
from policytext.faces import Document
from policytext.model.records import Record
from policytext.model.sheet import Sheet


def write_documents(documents: list[Document], format: str, out: Path | None, kind: str | None, labels: LabelLanguage) -> None:
    """The documents in one of the formats; only one table of them where one is named."""
    if kind:
        write_sheet(sheet_of(documents, kind), format, out, labels)
    elif format == "jsonl":
        write_rows((x for document in documents for x in document.records()), out)
    elif format == "table":
        emit(terminal.extract_text(documents, labels=labels.value, **screen(out)), out)
    elif format == "xlsx" and out:
        write_tables(sheets_of(documents), out, labels.value)
    else:
        write_sheet(records_sheet(documents), format, out, labels)


def write_panel(found: Panel, table: str | None, format: str, out: Path | None, labels: LabelLanguage) -> None:
    """The panel in one of the formats; only one table of it where one is named."""
    if format == "table":
        emit(terminal.panel_text(found, table, labels=labels.value, **screen(out)), out)
    elif format == "jsonl":
        write_rows(found.records(table or "lines"), out)
    elif format == "xlsx" and out and not table:
        write_tables(panel_sheets(found), out, labels.value)
    else:
        write_sheet(panel_sheet(found, table or "lines"), format, out, labels)


def write_comparison(comparison: Comparison, table: str | None, format: str, out: Path | None, labels: LabelLanguage) -> None:
    """The comparison in one of the formats; only one table of it where one is named."""
    if format == "table":
        emit(terminal.compare_text(comparison, table, labels=labels.value, **screen(out)), out)
    elif format == "jsonl":
        write_rows(comparison.records(table or "items"), out)
    elif format == "html":
        emit(report_page(comparison, [table] if table else None), out)
    elif format == "xlsx" and out and not table:
        write_tables(comparison_sheets(comparison), out, labels.value)
    else:
        write_sheet(comparison_sheet(comparison, table or "items"), format, out, labels)


def write_sheet(sheet: Sheet, format: str, out: Path | None, labels: LabelLanguage) -> None:
    """One table in one of the formats; a file of it comes with the codebook of its columns."""
    if format == "table":
        emit(terminal.sheet_text(headed(sheet, labels.value), **screen(out)), out)
    elif format == "jsonl":
        write_rows(sheet.rows, out)
    elif out:
        save(sheet, out, labels.value, format)
    else:
        emit(files.csv_text(headed(sheet, labels.value)))


def write_rows(rows: Iterable[Record], out: Path | None) -> None:
    """Rows as JSON, one a line."""
    emit_all(files.json_lines(rows), out)
