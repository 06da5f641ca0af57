"""The commands `show` and `extract`: what documents say."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policytext.cli_arguments import (
    FILE_HELP,
    FORMAT_HELP,
    LabelLanguage,
    Labels,
    MinConfidence,
    Out,
    chosen_format,
    guard,
    opened,
    readable,
    report_failed,
    screen,
)
from policytext.cli_written import write_rows, write_sheet
from policytext.display import terminal
from policytext.display.saved import write_tables
from policytext.display.sheets import SHEETS, records_sheet, sheet_of, sheets_of
from policytext.display.streams import emit
from policytext.faces import Document

app = typer.Typer()

KIND_HELP = "One table instead of all that was found; measure and instrument are only to be had so. 只要一张表（measure 为举措）。"


class ExtractFormat(StrEnum):
    """What `extract` can write."""

    TABLE, JSONL, CSV, XLSX, DTA, PARQUET = "table", "jsonl", "csv", "xlsx", "dta", "parquet"


Kind = StrEnum("Kind", {name.upper(): name for name in SHEETS})  # type: ignore[misc]
"""The tables that `extract` can be asked for alone."""


@app.command()
def show(file: Annotated[str, typer.Argument(metavar="FILE", help=FILE_HELP)]) -> None:
    """Print the tree of a document with what was found in it. 显示文件的结构。"""
    emit(terminal.show_text(opened(file), **screen()))


@app.command()
def extract(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=FILE_HELP)],
    year: Annotated[int | None, typer.Option(min=1949, max=2100, help="The plan year. 计划年度。")] = None,
    kind: Annotated[Kind | None, typer.Option(help=KIND_HELP)] = None,
    format: Annotated[ExtractFormat | None, typer.Option(help=FORMAT_HELP)] = None,
    out: Out = None, min_confidence: MinConfidence = 0.0, labels: Labels = LabelLanguage.EN,
) -> None:  # fmt: skip
    """Print or write what the documents say: items, targets, times, projects. 抽取目标、时限、项目等。"""
    chosen = chosen_format(format, out, ExtractFormat)
    guard(out, paths)
    failed: list[str] = []
    if documents := [x.at_least(min_confidence) for x in readable(paths, year, failed)]:
        write_documents(documents, chosen, out, kind, labels)
    report_failed(failed, paths)


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
