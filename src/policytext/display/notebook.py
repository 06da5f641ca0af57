"""Notebook views: what a document or a comparison looks like at the end of a cell; no scripts, light and dark."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from policytext.comparison import Comparison, Panel
from policytext.comparison.rows import ItemChange
from policytext.display.columns import cells, shown, title
from policytext.display.marked import Marker, blocks, body, legend
from policytext.display.markup import asset, table, text
from policytext.display.outline import envelope, outline, repairs_line
from policytext.display.sheets_compared import comparison_sheet, panel_sheet
from policytext.model.document import Document, Extraction
from policytext.model.sheet import Sheet
from policytext.model.span import Span

OUTLINE_HEADERS = ("编号", "事项", "目标", "完成情况", "时限", "项目")
COLUMN_OF = {"target": "targets", "outcome": "outcomes", "deadline": "deadlines", "project": "projects"}
COLUMNS = tuple(COLUMN_OF.values())
OVERVIEW = ("items", "targets", "projects")
PANEL_OVERVIEW = ("lines", "levels")
LONGEST = 60_000
"""Characters of a text up to which a notebook shows it whole; beyond, the outline alone."""


def framed(*parts: str) -> str:
    """Parts inside the frame that the styles speak of, which touch nothing else of the notebook."""
    return f'<div class="pt" lang="zh"><style>{asset("marks.css")}</style>\n' + "\n".join(parts) + "\n</div>"


def name_of(document: Document) -> str:
    """A name for anchors: the same for the same text, another for another."""
    return "pt" + hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def document_html(document: Document) -> str:
    """The envelope and the outline of a document; below them its text with what was read marked, and the places of the source."""
    marker = Marker(document, name_of(document))
    parts = [envelope_html(document), outline_table(marker)]
    if len(document.text) <= LONGEST and marker.found:
        parts.append(f"<details open><summary>正文与标注（悬停看读法，点击看源文）</summary>{legend()}{body(marker)}</details>")
        parts.append(f"<details><summary>源文</summary>{marker.source()}</details>")
    return framed(*parts)


def envelope_html(document: Document) -> str:
    """What the envelope says, one line a field, and how much of the source was repaired."""
    lines = [f"{text(label)}：{text(value)}" for label, value in envelope(document.metadata)]
    return f"<p>{'<br>'.join([*lines, text(repairs_line(document))])}</p>"


def outline_table(marker: Marker) -> str:
    """A row a node: what was found in it and in no node below, each leading to its mark in the text."""
    held = defaultdict[tuple[Span, str], list[str]](list)
    for one in marker.found:
        if (column := COLUMN_OF.get(role_of(one))) is not None:
            held[marker.document.node_at(one.span.start).span, column].append(marker.link(one))
    rows = (
        (text(entry.address), text(entry.heading), *("<br>".join(held[entry.node.span, name]) for name in COLUMNS))
        for entry in outline(marker.document)
    )
    lines = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    heads = "".join(f"<th>{text(name)}</th>" for name in OUTLINE_HEADERS)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>"


def role_of(one: Extraction) -> str:
    """The role of a quantity or a time, the kind of anything else."""
    return getattr(one.value, "role", None) or one.kind


def comparison_html(comparison: Comparison) -> str:
    """What changed in items, targets and projects, and paired items side by side."""
    sheets = sheets_html(comparison_sheet(comparison, name) for name in OVERVIEW)
    return framed(sheets, f"<details><summary>逐项对照</summary>{legend()}{side_by_side(comparison)}</details>")


def side_by_side(comparison: Comparison) -> str:
    """Every pair of items beside each other, with their marks; an empty side where there is no counterpart."""
    sides = (Marker(comparison.a, name_of(comparison.a) + "a"), Marker(comparison.b, name_of(comparison.b) + "b"))
    parts = tuple([span for _, span in blocks(marker.document)] for marker in sides)
    rows = "".join(f"<tr>{''.join(cells_of(sides, parts, row))}</tr>" for row in comparison.items)
    return f'<table><thead><tr><th>甲 a</th><th>乙 b</th></tr></thead><tbody class="body">{rows}</tbody></table>'


def cells_of(sides: tuple[Marker, Marker], parts: Sequence[Sequence[Span]], row: ItemChange) -> Iterator[str]:
    """The two cells of a pair; `parts` are the parts of either text in its order."""
    for marker, own, address, span in zip(sides, parts, (row.a, row.b), (row.span_a, row.span_b), strict=True):
        inside = own[bisect_left(own, span.start, key=lambda x: x.start) : bisect_left(own, span.end, key=lambda x: x.start)] if span else ()
        yield f"<td>{text(address)} {''.join(map(marker.block, inside))}</td>"


def panel_html(panel: Panel) -> str:
    """The lines of a panel, and what stands between its levels."""
    return framed(f"<p>{text(repr(panel))}</p>", sheets_html(panel_sheet(panel, name) for name in PANEL_OVERVIEW))


def sheets_html(sheets: Iterable[Sheet]) -> str:
    """Sheets as tables, each under its title."""
    return "\n".join(f"<h2>{text(title(sheet))}</h2>\n{table(shown(sheet), cells(sheet))}" for sheet in sheets)
