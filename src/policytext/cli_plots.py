"""The command `plot`: a figure of one document, of two, or of many."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from policytext.charted import KINDS, plot
from policytext.cli_arguments import FILE_HELP, guard, names, opened
from policytext.compared import compare, panel
from policytext.comparison import Comparison, Panel
from policytext.display.plots.figure import WRITERS
from policytext.model.document import Document

FigureKind = StrEnum("FigureKind", {name.upper(): name for kinds in KINDS.values() for name in kinds})  # type: ignore[misc]
"""Every figure there is."""

app = typer.Typer()


@app.command("plot")
def plot_command(
    kind: Annotated[FigureKind, typer.Argument(metavar="KIND", help=f"Which figure: {', '.join(FigureKind)}. 哪种图。")],
    files: Annotated[list[str], typer.Argument(metavar="FILE", help=FILE_HELP)],
    out: Annotated[Path, typer.Option("--output", "-o", metavar="OUT", help="A file: .png .svg .pdf .html .json. 输出文件。")],
    indicator: Annotated[str | None, typer.Option(metavar="NAME", help="Of many documents: which indicator. 指标。")] = None,
    places: Annotated[list[str] | None, typer.Option("--place", metavar="NAME", help="lineage, themes: these places alone; may be repeated. 地区。")] = None,
    by: Annotated[str | None, typer.Option(metavar="theme|section", help="attention: of what. 按领域或部分。")] = None,
    measure: Annotated[str | None, typer.Option(metavar="text|items|targets", help="attention, themes: measured how. 量度。")] = None,
    most: Annotated[int | None, typer.Option(min=1, help="keyness, themes: so many words of either document, so many themes. 个数。")] = None,
) -> None:  # fmt: skip
    """Draw a figure of one document (targets, deadlines), of two (flow, attention, keyness) or of many (lineage …). 画图。"""
    guard(out, files)
    if out.suffix.lower() not in WRITERS:
        raise typer.BadParameter(f"{out.name}: choose an ending of {', '.join(WRITERS)}", param_hint="-o")
    given = {"indicator": indicator, "places": places, "by": by, "measure": measure, "most": most}
    plot(noun_of(kind, files), kind, **{name: value for name, value in given.items() if value}).save(out)


def noun_of(kind: str, files: list[str]) -> Document | Comparison | Panel:
    """What the figure is of. Raises BadParameter where there are too few or too many files for it."""
    of = next(noun for noun, kinds in KINDS.items() if kind in kinds)
    wanted = {Document: 1, Comparison: 2}.get(of, len(files))
    if len(files) != wanted:
        raise typer.BadParameter(f"{kind} is drawn of {wanted} document{'s' * (wanted > 1)}, not of {len(files)}", param_hint="FILE")
    documents = [opened(file, name=name) for file, name in zip(files, names(files), strict=True)]
    if of is Panel:
        return panel(documents)
    return compare(*documents) if of is Comparison else documents[0]
