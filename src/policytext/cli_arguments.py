"""What the commands have in common: arguments that name documents, outputs that may be written, formats, headings."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from policytext.corpus.specimens import specimen_bytes
from policytext.display.streams import complain
from policytext.faces import Document, read
from policytext.model.errors import PolicyTextError

SPECIMEN = "specimen:"
FILE_HELP = "A file, or specimen:NAME for a plan that comes with the package. 文件，或 specimen:名称（自带样例）。"
OUT_HELP = "Write to this file instead of standard output. 输出文件。"
FORMAT_HELP = "By default what the ending of OUT says, else table. 格式；缺省由输出文件的扩展名决定。"
BINARY = ("xlsx", "parquet", "dta")


class LabelLanguage(StrEnum):
    """The language of headings."""

    EN, ZH = "en", "zh"


Out = Annotated[Path | None, typer.Option("--output", "-o", metavar="OUT", help=OUT_HELP)]
Labels = Annotated[LabelLanguage, typer.Option(help="Headings of table, csv and xlsx. 表头语言。")]
MinConfidence = Annotated[float, typer.Option(min=0.0, max=1.0, help="Only what is at least so sure (docs/models.md). 最低置信度。")]
ForceMapping = Annotated[
    str | None, typer.Option(metavar="NAME|FILE", help="Which wording binds more: a mapping's name, or a TOML file. 力度口径。")
]


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


def screen(out: Path | None = None) -> dict[str, Any]:
    """How wide the terminal is and whether it shows colour; a pipe or a file is as wide as it needs."""
    if out is not None or not sys.stdout.isatty():
        return {}
    return {"width": os.get_terminal_size(sys.stdout.fileno()).columns, "colour": "NO_COLOR" not in os.environ}
