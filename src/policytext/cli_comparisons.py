"""The commands `compare` and `panel`: what changed between two documents, what many show together."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policytext.cli_arguments import (
    FILE_HELP,
    FORMAT_HELP,
    ForceMapping,
    LabelLanguage,
    Labels,
    Out,
    chosen_format,
    guard,
    opened,
    readable,
    report_failed,
    screen,
)
from policytext.cli_written import write_rows, write_sheet
from policytext.compared import Comparison, Panel, compare, panel
from policytext.comparison import PANEL_TABLES, TABLES
from policytext.display.report import report_page
from policytext.display.saved import write_tables
from policytext.display.sheets_compared import comparison_sheet, comparison_sheets, panel_sheet, panel_sheets
from policytext.display.streams import emit
from policytext.display.terminal_compared import compare_text, panel_text

app = typer.Typer()


class CompareFormat(StrEnum):
    """What `compare` can write."""

    TABLE, JSONL, CSV, XLSX, DTA, PARQUET, HTML = "table", "jsonl", "csv", "xlsx", "dta", "parquet", "html"


Table = StrEnum("Table", {name.upper(): name for name in TABLES})  # type: ignore[misc]
"""The tables of a comparison."""


class PanelFormat(StrEnum):
    """What `panel` can write."""

    TABLE, JSONL, CSV, XLSX, DTA, PARQUET = "table", "jsonl", "csv", "xlsx", "dta", "parquet"


PanelTable = StrEnum("PanelTable", {name.upper(): name for name in PANEL_TABLES})  # type: ignore[misc]
"""The tables of a panel."""


@app.command("compare")
def compare_command(
    a: Annotated[str, typer.Argument(metavar="A", help="The earlier document. 前一份。")],
    b: Annotated[str, typer.Argument(metavar="B", help="The later document. 后一份。")],
    table: Annotated[Table | None, typer.Option(help="One table; by default what fits the format. 表。")] = None,
    format: Annotated[CompareFormat | None, typer.Option(help=FORMAT_HELP)] = None,
    out: Out = None,
    force_mapping: ForceMapping = None,
    dictionary: Annotated[Path | None, typer.Option(metavar="FILE", help="Your own words for the table terms. 自定义词典。")] = None,
    labels: Labels = LabelLanguage.EN,
) -> None:
    """Print or write what changed between two documents. 比较两份文件。

    Without --table: the overview of items, targets and projects as table, items as jsonl, csv, dta and parquet, every table as xlsx, the
    whole report as html.
    """
    chosen = chosen_format(format, out, CompareFormat)
    guard(out, [a, b])
    found = compare(opened(a), opened(b), force_mapping=force_mapping, dictionary=dictionary)
    write_comparison(found, table, chosen, out, labels)


@app.command("panel")
def panel_command(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=FILE_HELP)],
    table: Annotated[PanelTable | None, typer.Option(help="One table; by default what fits the format. 表。")] = None,
    format: Annotated[PanelFormat | None, typer.Option(help=FORMAT_HELP)] = None,
    out: Out = None,
    force_mapping: ForceMapping = None,
    labels: Labels = LabelLanguage.EN,
) -> None:
    """Print or write what many documents show together: years, places, levels. 多份文件合看。

    Without --table: the lines of indicators, every table as xlsx.
    """
    chosen = chosen_format(format, out, PanelFormat)
    guard(out, paths)
    failed: list[str] = []
    if documents := list(readable(paths, None, failed)):
        write_panel(panel(documents, force_mapping=force_mapping), table, chosen, out, labels)
    report_failed(failed, paths)


def write_panel(found: Panel, table: str | None, format: str, out: Path | None, labels: LabelLanguage) -> None:
    """The panel in one of the formats; only one table of it where one is named."""
    if format == "table":
        emit(panel_text(found, table, labels=labels.value, **screen(out)), out)
    elif format == "jsonl":
        write_rows(found.records(table or "lines"), out)
    elif format == "xlsx" and out and not table:
        write_tables(panel_sheets(found), out, labels.value)
    else:
        write_sheet(panel_sheet(found, table or "lines"), format, out, labels)


def write_comparison(comparison: Comparison, table: str | None, format: str, out: Path | None, labels: LabelLanguage) -> None:
    """The comparison in one of the formats; only one table of it where one is named."""
    if format == "table":
        emit(compare_text(comparison, table, labels=labels.value, **screen(out)), out)
    elif format == "jsonl":
        write_rows(comparison.records(table or "items"), out)
    elif format == "html":
        emit(report_page(comparison, [table] if table else None), out)
    elif format == "xlsx" and out and not table:
        write_tables(comparison_sheets(comparison), out, labels.value)
    else:
        write_sheet(comparison_sheet(comparison, table or "items"), format, out, labels)
