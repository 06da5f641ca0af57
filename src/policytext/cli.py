"""The commands: one a verb, options named as the keyword arguments.

Data goes to standard output or to the file named by ``-o``, messages to standard error. Exit status: 0 done, 1 some
documents failed, 2 wrong usage.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from policytext import __version__
from policytext.cli_batch import batch_command
from policytext.cli_many import corpus_app
from policytext.cli_models import MinConfidence, evaluate_command, train_command
from policytext.compared import Comparison, Panel, compare, panel
from policytext.comparison import PANEL_TABLES, TABLES
from policytext.corpus.specimens import specimen_bytes
from policytext.display import files, terminal
from policytext.display.report import report_page
from policytext.display.sheets import (
    SHEETS,
    comparison_sheet,
    comparison_sheets,
    panel_sheet,
    panel_sheets,
    records_sheet,
    sheet_of,
    sheets_of,
)
from policytext.display.streams import complain, emit, emit_all, speaking, warn
from policytext.faces import Document, read
from policytext.model.errors import PolicyTextError
from policytext.model.sheet import Sheet

app = typer.Typer(
    help="Chinese government plans as items, targets, deadlines and projects. 把工作要点和政府工作报告变成表格。",
    add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False, no_args_is_help=True,
)  # fmt: skip

app.add_typer(corpus_app, name="corpus")

SPECIMEN = "specimen:"
FILE_HELP = "A file, or specimen:NAME for a plan that comes with the package. 文件，或 specimen:名称（自带样例）。"
OUT_HELP = "Write to this file instead of standard output. 输出文件。"
KIND_HELP = "One table instead of all that was found; measure and instrument are only to be had so. 只要一张表（measure 为举措）。"
FORMAT_HELP = "By default what the ending of OUT says, else table. 格式；缺省由输出文件的扩展名决定。"


class ExtractFormat(StrEnum):
    """What `extract` can write."""

    TABLE, JSONL, CSV, XLSX, PARQUET = "table", "jsonl", "csv", "xlsx", "parquet"


Kind = StrEnum("Kind", {name.upper(): name for name in SHEETS})  # type: ignore[misc]
"""The tables that `extract` can be asked for alone."""


class CompareFormat(StrEnum):
    """What `compare` can write."""

    TABLE, JSONL, XLSX, HTML = "table", "jsonl", "xlsx", "html"


Table = StrEnum("Table", {name.upper(): name for name in TABLES})  # type: ignore[misc]
"""The tables of a comparison."""


class PanelFormat(StrEnum):
    """What `panel` can write."""

    TABLE, JSONL, CSV, XLSX = "table", "jsonl", "csv", "xlsx"


PanelTable = StrEnum("PanelTable", {name.upper(): name for name in PANEL_TABLES})  # type: ignore[misc]
"""The tables of a panel."""


Out = Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help=OUT_HELP)]
ForceMapping = Annotated[
    str | None, typer.Option(metavar="NAME|FILE", help="Which wording binds more: a mapping's name, or a TOML file. 力度口径。")
]
BINARY = ("xlsx", "parquet")


@app.callback(invoke_without_command=True)
def main(version: Annotated[bool, typer.Option("--version", help="Print the version. 版本。")] = False) -> None:
    """Chinese government plans as items, targets, deadlines and projects. 把工作要点和政府工作报告变成表格。"""
    if version:
        emit(f"policytext {__version__}\n")
        raise typer.Exit


app.command("batch")(batch_command)
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
    out: Out = None, min_confidence: MinConfidence = 0.0,
) -> None:  # fmt: skip
    """Print or write what the documents say: items, targets, times, projects. 抽取目标、时限、项目等。"""
    chosen = chosen_format(format, out, ExtractFormat)
    guard(out, paths)
    failed: list[str] = []
    if documents := [x.at_least(min_confidence) for x in readable(paths, year, failed)]:
        write_documents(documents, chosen, out, kind)
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
) -> None:
    """Print or write what changed between two documents. 比较两份文件。

    Without --table: the overview of items, targets and projects as table, items as jsonl, every table as xlsx and html.
    """
    chosen = chosen_format(format, out, CompareFormat)
    guard(out, [a, b])
    found = compare(opened(a), opened(b), force_mapping=force_mapping, dictionary=dictionary)
    write_comparison(found, table, chosen, out)


@app.command("panel")
def panel_command(
    paths: Annotated[list[str], typer.Argument(metavar="FILE", help=FILE_HELP)],
    table: Annotated[PanelTable | None, typer.Option(help="One table; by default what fits the format. 表。")] = None,
    format: Annotated[PanelFormat | None, typer.Option(help=FORMAT_HELP)] = None,
    out: Out = None,
    force_mapping: ForceMapping = None,
) -> None:
    """Print or write what many documents show together: years, places, levels. 多份文件合看。

    Without --table: the lines of indicators, every table as xlsx.
    """
    chosen = chosen_format(format, out, PanelFormat)
    guard(out, paths)
    failed: list[str] = []
    if documents := list(readable(paths, None, failed)):
        write_panel(panel(documents, force_mapping=force_mapping), table, chosen, out)
    report_failed(failed, paths)


def opened(file: str, year: int | None = None, name: str | None = None) -> Document:
    """The document that an argument names."""
    if file.startswith(SPECIMEN):
        name = file.removeprefix(SPECIMEN)
        return read(specimen_bytes(name), year=year, document=name)
    return read(file, year=year, document=name)


def readable(paths: list[str], year: int | None, failed: list[str]) -> Iterator[Document]:
    """The documents that can be read; the others are named on standard error and added to `failed`."""
    for path, name in zip(paths, names(paths), strict=True):
        try:
            yield opened(path, year, name)
        except Exception as error:  # noqa: BLE001 - whatever one file does to the reader, the others are still read
            complain(sentence(error, path))
            failed.append(path)


def report_failed(failed: list[str], paths: list[str]) -> None:
    """Name the documents that could not be read, and end with the status for it."""
    if failed:
        complain(f"{len(failed)} of {len(paths)} documents failed: {', '.join(failed)}")
        raise typer.Exit(1)


def sentence(error: Exception, path: str) -> str:
    """What an error says; one that the package did not foresee also says where and what it was."""
    known = isinstance(error, (PolicyTextError, OSError))
    return str(error) if known else f"{path}: {type(error).__name__}: {error}; please report this"


def names(paths: list[str]) -> list[str | None]:
    """The id of each document: its stem, but the whole path where two files share a stem."""
    stems = Counter(Path(path).stem for path in paths)
    return [path if stems[Path(path).stem] > 1 else None for path in paths]


def chosen_format(given: StrEnum | None, out: Path | None, formats: type[StrEnum]) -> str:
    """The format asked for, or the one that the output file's ending tells; a binary one needs a file."""
    ending = out.suffix.removeprefix(".").lower() if out else ""
    chosen = str(given) if given else next((str(x) for x in formats if x == ending), "table")
    if chosen in BINARY and out is None:
        raise typer.BadParameter(f"{chosen} is no text: name a file with -o, as in -o out.{chosen}")
    return chosen


def guard(out: Path | None, sources: list[str]) -> None:
    """Refuse an output file that cannot be written, or that is one of the sources."""
    if out is None:
        return
    if out.is_dir() or not out.parent.is_dir():
        raise typer.BadParameter(f"{out} cannot be written: name a file in a folder that exists")
    if any(out.resolve() == Path(source).resolve() for source in sources):
        raise typer.BadParameter(f"{out} is one of the sources: name another file")


def write_documents(documents: list[Document], format: str, out: Path | None, kind: str | None = None) -> None:
    """The documents in one of the formats; only one table of them where one is named."""
    if kind:
        write_sheet(sheet_of(documents, kind), format, out)
        return
    writers: dict[str, Callable[[], None]] = {
        "table": lambda: emit(terminal.extract_text(documents, **screen(out)), out),
        "jsonl": lambda: emit_all(files.json_lines(x for document in documents for x in document.records()), out),
        "csv": lambda: emit(files.csv_text(records_sheet(documents)), out),
        "xlsx": lambda: files.write_workbook(sheets_of(documents), str(out)),
        "parquet": lambda: files.write_parquet(records_sheet(documents), str(out)),
    }
    writers[format]()


def write_sheet(sheet: Sheet, format: str, out: Path | None) -> None:
    """One table in one of the formats."""
    writers: dict[str, Callable[[], None]] = {
        "table": lambda: emit(terminal.sheet_text(sheet, **screen(out)), out),
        "jsonl": lambda: emit_all(files.json_lines(sheet.rows), out),
        "csv": lambda: emit(files.csv_text(sheet), out),
        "xlsx": lambda: files.write_workbook([sheet], str(out)),
        "parquet": lambda: files.write_parquet(sheet, str(out)),
    }
    writers[format]()


def write_panel(found: Panel, table: PanelTable | None, format: str, out: Path | None) -> None:
    """The panel in one of the formats; only one table of it where one is named."""
    writers: dict[str, Callable[[], None]] = {
        "table": lambda: emit(terminal.panel_text(found, table, **screen(out)), out),
        "jsonl": lambda: emit_all(files.json_lines(found.records(table or "lines")), out),
        "csv": lambda: emit(files.csv_text(panel_sheet(found, table or "lines")), out),
        "xlsx": lambda: files.write_workbook([panel_sheet(found, table)] if table else panel_sheets(found), str(out)),
    }
    writers[format]()


def write_comparison(comparison: Comparison, table: Table | None, format: str, out: Path | None) -> None:
    """The comparison in one of the formats; only one table of it where one is named."""
    writers: dict[str, Callable[[], None]] = {
        "table": lambda: emit(terminal.compare_text(comparison, table, **screen(out)), out),
        "jsonl": lambda: emit_all(files.json_lines(comparison.records(table or "items")), out),
        "xlsx": lambda: files.write_workbook(
            [comparison_sheet(comparison, table)] if table else comparison_sheets(comparison), str(out)
        ),
        "html": lambda: emit(report_page(comparison, [table] if table else None), out),
    }
    writers[format]()


def screen(out: Path | None = None) -> dict[str, Any]:
    """How wide the terminal is and whether it shows colour; a pipe or a file is as wide as it needs."""
    if out is not None or not sys.stdout.isatty():
        return {}
    return {"width": os.get_terminal_size(sys.stdout.fileno()).columns, "colour": "NO_COLOR" not in os.environ}


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
