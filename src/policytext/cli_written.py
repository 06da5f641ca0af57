"""What the commands write: one table, or rows, in one format or another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from policytext.cli_arguments import LabelLanguage, screen
from policytext.display import files, terminal
from policytext.display.columns import headed
from policytext.display.saved import save
from policytext.display.streams import emit, emit_all
from policytext.model.records import Record
from policytext.model.sheet import Sheet


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
