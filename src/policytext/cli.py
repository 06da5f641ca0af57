"""The commands: one a verb, options named as the keyword arguments.

Data goes to standard output or to the file named by ``-o``, messages to standard error. Exit status: 0 done, 1 some
documents failed, 2 wrong usage.
"""

from __future__ import annotations

import sys
import warnings
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policytext import __version__
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
from policytext.cli_batch import batch_command
from policytext.cli_many import corpus_app
from policytext.cli_models import MinConfidence, evaluate_command, train_command
from policytext.cli_plots import plot_command
from policytext.cli_written import write_comparison, write_documents, write_panel
from policytext.compared import compare, panel
from policytext.comparison import PANEL_TABLES, TABLES
from policytext.display import terminal
from policytext.display.sheets import SHEETS
from policytext.display.streams import complain, emit, speaking, warn
from policytext.model.errors import PolicyTextError

app = typer.Typer(
    help="Chinese government plans as items, targets, deadlines and projects. 把工作要点和政府工作报告变成表格。",
    add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
)  # fmt: skip

app.add_typer(corpus_app, name="corpus")

KIND_HELP = "One table instead of all that was found; measure and instrument are only to be had so. 只要一张表（measure 为举措）。"


class ExtractFormat(StrEnum):
    """What `extract` can write."""

    TABLE, JSONL, CSV, XLSX, DTA, PARQUET = "table", "jsonl", "csv", "xlsx", "dta", "parquet"


Kind = StrEnum("Kind", {name.upper(): name for name in SHEETS})  # type: ignore[misc]
"""The tables that `extract` can be asked for alone."""


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


@app.callback(invoke_without_command=True)
def main(version: Annotated[bool, typer.Option("--version", help="Print the version. 版本。")] = False) -> None:
    """Chinese government plans as items, targets, deadlines and projects. 把工作要点和政府工作报告变成表格。"""
    if version:
        emit(f"policytext {__version__}\n")
        raise typer.Exit


app.command("batch")(batch_command)
app.command("plot")(plot_command)
app.command("train")(train_command)
app.command("evaluate")(evaluate_command)


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


def run() -> None:
    """The entry point: every error that the package knows is one sentence and exit status 1."""
    sys.stdout, sys.stderr = speaking(sys.stdout), speaking(sys.stderr)
    warnings.showwarning = warn
    try:
        app()
    except (PolicyTextError, OSError) as error:
        complain(str(error))
        sys.exit(1)


if __name__ == "__main__":
    run()
