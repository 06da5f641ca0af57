"""The commands of the catalogue: what documents there are, fetch them, check what was fetched.

Data goes to standard output, messages and progress to standard error. Exit status: 0 done, 1 some failed, 2 wrong usage.
"""

from __future__ import annotations

import shutil
import sys
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, get_args

import typer

from policytext.corpus.catalogue import COLUMNS, CatalogueEntry, Kind, Level, catalogue, read_catalogue, select
from policytext.corpus.fetch import FetchReport, FetchResult, fetch
from policytext.corpus.fetch_manifest import MANIFEST, verify
from policytext.display import files, terminal
from policytext.display.streams import complain, emit, emit_all
from policytext.model.records import Record
from policytext.model.sheet import Sheet
from policytext.reading.limits import Limits

corpus_app = typer.Typer(
    help="Many documents: list and fetch official ones; tables, gaps and copies of yours. 官方文件目录与下载；多份文件的表、缺漏、查重。",
    rich_markup_mode=None, no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)  # fmt: skip


class ListFormat(StrEnum):
    """What `list` can write."""

    TABLE, JSONL, CSV = "table", "jsonl", "csv"


KindName = StrEnum("KindName", {name.upper(): name for name in get_args(Kind)})  # type: ignore[misc]
"""The kinds of a host."""
LevelName = StrEnum("LevelName", {name.upper(): name for name in get_args(Level)})  # type: ignore[misc]
"""The levels of government."""

Region = Annotated[str | None, typer.Option(metavar="NAME|CODE", help="This place and all inside it. 地区（含下辖）。")]
Issuer = Annotated[str | None, typer.Option(metavar="TEXT", help="Issuers whose name holds this. 发文机关（含此字样）。")]
AtLevel = Annotated[LevelName | None, typer.Option(help="Level of government. 层级。")]
Year = Annotated[int | None, typer.Option(help="Plan year. 计划年度。")]
Genre = Annotated[str | None, typer.Option(metavar="TEXT", help="Genre, such as 工作要点. 文种。")]
OfKind = Annotated[KindName | None, typer.Option(help="official: on a host of the state; mirror: any other. 官方或转载。")]
Series = Annotated[str | None, typer.Option(metavar="NAME", help="One series, such as xm-edu. 系列。")]
FromFile = Annotated[Path | None, typer.Option("--catalogue", metavar="FILE", help="Your own catalogue (CSV). 自备目录。")]


@corpus_app.command("list")
def list_command(
    region: Region = None, issuer: Issuer = None, level: AtLevel = None, year: Year = None, genre: Genre = None,
    kind: OfKind = None, series: Series = None, file: FromFile = None,
    format: Annotated[ListFormat, typer.Option(help="table for reading; jsonl and csv hold every column. 格式。")] = ListFormat.TABLE,
) -> None:  # fmt: skip
    """Print the documents of the catalogue. 列出目录。"""
    found = chosen(file, region=region, issuer=issuer, level=level, year=year, genre=genre, kind=kind, series=series)
    show(sheet_of(found), format)
    if format == ListFormat.TABLE:
        complain(f"{len(found)} documents")


@corpus_app.command("fetch")
def fetch_command(
    out: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="The folder to fetch into. 存放文件夹。")],
    region: Region = None, issuer: Issuer = None, level: AtLevel = None, year: Year = None, genre: Genre = None,
    kind: OfKind = None, series: Series = None, file: FromFile = None,
    delay: Annotated[float, typer.Option(min=0, help="Seconds between two requests to a host. 间隔秒数。")] = 5.0,
    retries: Annotated[int, typer.Option(min=0, max=20, help="More tries where a server is busy. 重试次数。")] = 3,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds for one request. 超时秒数。")] = 60.0,
    contact: Annotated[str | None, typer.Option(metavar="MAIL|URL", help="Sent along: how to reach you. 联系方式。")] = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Ask also whether pages fetched before have changed. 检查更新。")] = False,
    private: Annotated[bool, typer.Option("--private", help="Let hosts of your own network be asked. 允许内网地址。")] = False,
) -> None:  # fmt: skip
    """Fetch documents of the catalogue into a folder; started again, it goes on where it ended. 下载，可续传。"""
    found = chosen(file, region=region, issuer=issuer, level=level, year=year, genre=genre, kind=kind, series=series)
    if not found:
        raise typer.BadParameter("no document of the catalogue fits these filters: see policytext corpus list")
    report = fetch(
        found, out, delay=delay, retries=retries, timeout=timeout, contact=contact, refresh=refresh,
        limits=Limits(private=private), progress=Told(len(found)),
    )  # fmt: skip
    conclude(report, out)


@corpus_app.command("verify")
def verify_command(out: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that was fetched into. 下载文件夹。")]) -> None:
    """Check that every fetched file is what was sent; print what is not. 校验。"""
    problems = verify(out)
    emit_all(files.json_lines({"file": x.file, "reason": x.reason} for x in problems))
    if problems:
        complain(f"{len(problems)} files of {out} are not sound")
        raise typer.Exit(1)


def show(sheet: Sheet, format: ListFormat) -> None:
    """A sheet on standard output; as a table for reading with the columns that people look at."""
    if format == ListFormat.JSONL:
        emit_all(files.json_lines(map(spoken, sheet.rows)))
    elif format == ListFormat.CSV:
        emit(files.csv_text(sheet))
    else:
        emit(terminal.sheet_text(sheet, width=width()))


def chosen(file: Path | None, **filters: Any) -> tuple[CatalogueEntry, ...]:
    """The entries of the package's catalogue, or of one's own, that fit."""
    return select(read_catalogue(file) if file else catalogue(), **filters)


def sheet_of(entries: tuple[CatalogueEntry, ...]) -> Sheet:
    """The entries as a table, with the name of each."""
    columns: dict[str, type] = {"name": str, **dict.fromkeys(COLUMNS, str), "date": date, "year": int}
    rows = tuple({"name": x.name, **{column: getattr(x, column) or None for column in COLUMNS}} for x in entries)
    return Sheet("catalogue", columns, rows)


def spoken(row: Record) -> Record:
    """A row as JSON has it: what is not known left out, dates in ISO form."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items() if value is not None}


class Told:
    """Tells each result on standard error as it comes."""

    def __init__(self, total: int) -> None:
        self.total, self.done = total, 0

    def __call__(self, result: FetchResult) -> None:
        """One line for one entry."""
        self.done += 1
        more = f": {result.reason}" if result.reason else ""
        complain(f"[{self.done}/{self.total}] {result.name} {result.status}{more}")


def conclude(report: FetchReport, out: Path) -> None:
    """The files that are there on standard output, the sum on standard error, and the status."""
    emit_all(f"{out / result.file}\n" for result in report.results if result.file)
    complain(", ".join(f"{count} {status}" for status, count in report.counts.items()) + f"; listed in {out / MANIFEST}")
    if report.failures:
        complain(f"{len(report.failures)} of {len(report.results)} failed: {', '.join(x.name for x in report.failures)}")
        raise typer.Exit(1)


def width() -> int | None:
    """How wide the terminal is; a pipe or a file is as wide as it needs."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None
