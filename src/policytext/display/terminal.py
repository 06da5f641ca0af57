"""Terminal views as text: the tree of one document, tables of several.

With a `width` long cells are folded into it; without one nothing is cut, so that pipes and files get everything.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from policytext.display.audits import audit_lines
from policytext.display.columns import Labels, cells, headed, shown, title
from policytext.display.outline import Entry, envelope, figure, outline, repairs_line
from policytext.display.sheets import sheets_of
from policytext.model.document import Document
from policytext.model.sheet import Sheet, printable

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.tree import Tree

UNBOUNDED = 1_000_000
SHORT, GAP = 15, 3  # cells of a column that is not folded; cells between two columns
HIDDEN = ("heading", "section", "repairs")  # the item table shows the one, `show` counts the other


def show_text(document: Document, *, width: int | None = None, colour: bool = False) -> str:
    """The envelope, what contradicts itself, and the tree of a document."""
    lines = [f"{label}：{value}" for label, value in envelope(document.metadata)]
    lines += [line for line in (repairs_line(document), *map(one_line, audit_lines(document)), _no_items(document)) if line]
    return rendered([*lines, tree_of(document)], width, colour)


def _no_items(document: Document) -> str:
    return "" if document.nodes else "无编号事项 no numbered items"


def extract_text(documents: Sequence[Document], *, labels: Labels = "en", width: int | None = None, colour: bool = False) -> str:
    """The tables of each document under its title; empty ones are left out."""
    return rendered((part for document in documents for part in _tables_of(document, width, labels)), width, colour)


def sheet_text(sheet: Sheet, *, width: int | None = None, colour: bool = False) -> str:
    """One table under its title."""
    return rendered(sheet_parts([sheet], width), width, colour)


def _tables_of(document: Document, width: int | None, labels: Labels) -> Iterator[RenderableType]:
    yield f"■ {document.metadata.id}  {document.metadata.title or ''}".rstrip()
    yield from sheet_parts(filter(_is_shown, sheets_of([document])), width, labels)


def _is_shown(sheet: Sheet) -> bool:
    return bool(sheet.rows) and sheet.name not in HIDDEN


def sheet_parts(sheets: Iterable[Sheet], width: int | None = None, labels: Labels = "en") -> Iterator[RenderableType]:
    """Each sheet's title and table."""
    for sheet in sheets:
        yield f"\n{title(sheet)}"
        yield table_of(headed(sheet, labels), width)


def table_of(sheet: Sheet, width: int | None = None) -> Table:
    """A sheet as a table; numbers stand to the right, and long cells are folded before short ones are."""
    from rich.box import SIMPLE_HEAD
    from rich.cells import cell_len
    from rich.table import Table

    table, names, rows = Table(box=SIMPLE_HEAD, pad_edge=False), shown(sheet), list(map(_row, cells(sheet)))
    heads = [sheet.headings.get(name, name) for name in names]
    longest = [max(map(cell_len, column)) for column in zip(heads, *rows, strict=True)]
    firm = fits(longest, width)
    for name, head, length in zip(names, heads, longest, strict=True):
        right = sheet.columns.get(name) in (int, float)
        table.add_column(head, justify="right" if right else "left", overflow="fold", no_wrap=firm and length <= SHORT)
    for row in rows:
        table.add_row(*row)
    return table


def fits(longest: Sequence[int], width: int | None) -> bool:
    """Whether the short columns can stay whole beside folded long ones."""
    return width is None or sum(min(x, SHORT) + GAP for x in longest) <= width


def _row(values: Iterable[Any]) -> list[str]:
    return [_cell(value) for value in values]


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "✓" if value else ""
    return figure(value) if isinstance(value, (int, float)) else one_line(value or "")


def one_line(text: str) -> str:
    """The text without line breaks and what a terminal might take as a command."""
    return printable("".join(c if c.isprintable() else " " for c in text))


def tree_of(document: Document) -> Tree:
    """The numbered nodes as a tree, below each what was found in it."""
    from rich.tree import Tree

    tree = Tree(one_line(document.metadata.id))
    branches = [(0, tree)]
    for entry in outline(document):
        while len(branches) > 1 and branches[-1][0] <= entry.node.span.start:
            branches.pop()
        branches.append((entry.node.span.end, _branch(branches[-1][1], entry)))
    return tree


def _branch(parent: Tree, entry: Entry) -> Tree:
    from rich.text import Text

    branch = parent.add(Text(f"{entry.node.number} {one_line(entry.heading)}".strip()))
    for note in entry.notes():
        branch.add(Text(one_line(note), style="dim"))
    return branch


def rendered(parts: Iterable[RenderableType], width: int | None, colour: bool) -> str:
    """The parts one below the other, without trailing spaces."""
    from rich.console import Console

    stream = io.StringIO()
    console = Console(
        file=stream, width=width or UNBOUNDED, force_terminal=colour, markup=False, highlight=False, emoji=False
    )
    for part in parts:
        console.print(part)
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().split("\n")[:-1])
