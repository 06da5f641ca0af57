"""The commands over many documents: any table of a corpus, what the corpus lacks, what it holds twice.

SOURCE is a folder, a manifest, or what `policytext batch` has written. Data goes to standard output or to the file named
by ``-o``, messages to standard error. Exit status: 0 done, 1 some documents could not be read, 2 wrong usage.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from policytext.cli_arguments import LabelLanguage, Labels
from policytext.cli_corpus import AtLevel, Genre, Issuer, ListFormat, Region, Year, corpus_app, show
from policytext.collected import KINDS, Corpus, read_corpus
from policytext.corpus.datasets import JOINT
from policytext.corpus.duplicates.found import DUPLICATE_TABLES
from policytext.corpus.held import HELD_TABLES
from policytext.display.saved import WRITERS, save
from policytext.display.streams import complain, emit, emit_all
from policytext.model.errors import BatchError, UnsupportedFormatError
from policytext.model.sheet import Sheet

app = typer.Typer()
app.add_typer(corpus_app, name="corpus")

TABLES = (*KINDS, "text", "panel", *HELD_TABLES, *DUPLICATE_TABLES)
HeldTable = StrEnum("HeldTable", {name.upper(): name for name in HELD_TABLES})  # type: ignore[misc]
"""The tables of `coverage`."""
CopyTable = StrEnum("CopyTable", {name.upper(): name for name in DUPLICATE_TABLES})  # type: ignore[misc]
"""The tables of `duplicates`."""
TableName = StrEnum("TableName", {name.upper(): name for name in TABLES})  # type: ignore[misc]
"""Every table of a corpus."""


class RoleName(StrEnum):
    """The roles that a panel can be of."""

    TARGET, OUTCOME, CURRENT, BASELINE, THRESHOLD = "target", "outcome", "current", "baseline", "threshold"


Source = Annotated[str, typer.Argument(metavar="SOURCE", help="A folder, a manifest, or the result of batch. 文件夹、清单或 batch 的结果。")]
Out = Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help="A file: .csv .xlsx .dta .parquet, with codebook. 输出文件。")]
Format = Annotated[ListFormat, typer.Option(help="Of standard output. 格式。")]


@corpus_app.command("table")
def table_command(
    source: Source, table: Annotated[TableName, typer.Argument(help="Which table. 哪张表。")] = TableName("panel"),
    region: Region = None, issuer: Issuer = None, level: AtLevel = None, year: Year = None, genre: Genre = None,
    role: Annotated[RoleName, typer.Option(help="Of the panel: targets, outcomes … 面板取哪类数量。")] = RoleName.TARGET,
    labels: Labels = LabelLanguage.EN,
    format: Format = ListFormat.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """Print or write one table of many documents: panel, quantity, project, document … 多份文件的一张表。"""
    corpus = opened(source, out).where(region=region, issuer=issuer, level=level and str(level), year=year, genre=genre)
    sheet = corpus.sheet(str(table), role.value)
    written(sheet, format, out, labels.value)
    conclude(corpus)


@corpus_app.command("coverage")
def coverage_command(
    source: Source,
    table: Annotated[HeldTable, typer.Option(help="Which table. 哪张表。")] = HeldTable("places"),
    places: Annotated[list[str] | None, typer.Option("--place", help="A place that there should be; may be repeated. 应有的地区。")] = None,
    years: Annotated[str | None, typer.Option(metavar="FROM-TO", help="The years that there should be, as 2019-2024. 应有的年度。")] = None,
    format: Format = ListFormat.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """Say what the documents cover and lack: places, years, serial numbers, damage. 覆盖情况：缺哪些地区、年度、文号，损坏多少。"""
    corpus = opened(source, out)
    report = corpus.coverage(places=places, years=span_of(years))
    if format == ListFormat.TABLE and out is None:
        emit(f"{report.summary}\n")
        emit_all(f"{row['place']} {row['year'] or ''} {row['genre'] or ''}: {row['status']}\n" for row in report.missing)
    else:
        written(report.sheet(str(table)), format, out, "en")
    conclude(corpus)


@corpus_app.command("duplicates")
def duplicates_command(
    source: Source,
    table: Annotated[CopyTable, typer.Option(help="duplicates: a row a document; duplicate_pairs: a row a related pair. 表。")] = CopyTable("duplicates"),
    format: Format = ListFormat.TABLE, out: Out = None,
) -> None:  # fmt: skip
    """Find copies of one document, reprints, excerpts and other editions, and the best copy of each. 查重。"""
    corpus = opened(source, out)
    found = corpus.duplicates()
    written(found.sheet(str(table)), format, out, "en")
    complain(found.summary)
    conclude(corpus)


def span_of(years: str | None) -> range | None:
    """The years of a span as written. Raises BadParameter for anything else.

    >>> span_of("2019-2021")
    range(2019, 2022)
    """
    if years is None:
        return None
    first, _, last = years.partition("-")
    if not (first.isdecimal() and (last or first).isdecimal() and len(first) == len(last or first) == 4):
        raise typer.BadParameter("write the years as 2019-2024", param_hint="--years")
    return range(int(first), int(last or first) + 1)


def opened(source: str, out: Path | None) -> Corpus:
    """The corpus that an argument names. Raises BadParameter where it is none, or `out` cannot be written."""
    if out is not None and out.suffix.lower() not in WRITERS:
        raise typer.BadParameter(f"{out.name}: choose an ending of {', '.join(WRITERS)}", param_hint="-o")
    try:
        return read_corpus(source)
    except (BatchError, UnsupportedFormatError) as error:
        raise typer.BadParameter(str(error), param_hint="SOURCE") from None


def written(sheet: Sheet, format: ListFormat, out: Path | None, labels: Any) -> None:
    """One table, to a file or to standard output."""
    if out is not None:
        save(sheet, out, labels)
    else:
        show(sheet, format)


def conclude(corpus: Corpus) -> None:
    """Exit status 1 where something could not be read; which it was has been said."""
    if failed := corpus.failures:
        complain(f"{len(failed)} files could not be read: {JOINT.join(x.name for x in failed[:5])}{' …' * (len(failed) > 5)}")
        raise typer.Exit(1)
