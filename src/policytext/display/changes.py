"""The three tables that a reader of two plans opens first, as HTML: every number leads to its mark in the text, every row can be filtered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policytext.comparison import Comparison
from policytext.comparison.rows import Figure, ItemChange, Mention, ProjectChange, TargetChange
from policytext.display.marked import Marker
from policytext.display.markup import text
from policytext.display.panes import block_anchor
from policytext.display.worded import reasoned, word
from policytext.model.document import Extraction
from policytext.model.span import Span

Sides = tuple[Marker, Marker]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: the code that it is chosen by, and its cells, escaped already."""

    status: str
    cells: tuple[str, ...]


class Links:
    """Leads from the rows of a comparison to the marks of its two texts."""

    def __init__(self, sides: Sides) -> None:
        self.sides = sides
        self.found: tuple[Mapping[tuple[int, int], Extraction], ...] = tuple(
            {(x.span.start, x.span.end): x for x in marker.found} for marker in sides
        )

    def to(self, side: int, span: Span, shown: str) -> str:
        """A reading of one side as a link to its mark; its words alone where it is not marked."""
        one = self.found[side].get((span.start, span.end))
        return self.sides[side].link(one) if one else text(shown)

    def to_item(self, side: int, address: str | None, span: Span | None) -> str:
        """The address of an item, leading to its block."""
        if address is None or span is None:
            return ""
        return f'<a href="#{block_anchor(self.sides[side], span)}" data-lead="1">{text(address)}</a>'


def items(comparison: Comparison, links: Links) -> Iterator[Line]:
    """What became of the items."""
    for row in comparison.items:
        moved = "，移位" if row.moved else ""
        yield Line(row.status, (
            links.to_item(0, row.a, row.span_a), links.to_item(1, row.b, row.span_b), text(word("item_status", row.status) + moved),
            text(f"{row.similarity:.2f}") if row.a and row.b else "", *headings(row),
        ))  # fmt: skip


def headings(row: ItemChange) -> tuple[str, str]:
    """The headings of both items."""
    return text(row.heading_a), text(row.heading_b)


def targets(comparison: Comparison, links: Links) -> Iterator[Line]:
    """What became of the targets."""
    for row in comparison.targets:
        told = (figure_cell(links, side, one) for side, one in enumerate((row.a, row.b)))
        yield Line(row.value, (text(indicator_of(row)), *told, text(word("value", row.value)), *(text(x) for x in asides(row))))


def indicator_of(row: TargetChange) -> str:
    """What a target is about: its later name, or the earlier one."""
    later, earlier = (one.indicator if one else None for one in (row.b, row.a))
    return later or earlier or ""


def asides(row: TargetChange) -> tuple[str, str, str]:
    """How wording and deadline moved, and why."""
    return word("wording", row.wording), word("deadline", row.deadline), reasoned(row.reason)


def figure_cell(links: Links, side: int, one: Figure | None) -> str:
    """A number with the item it stands in."""
    return f'{links.to(side, one.span, one.text)} <span class="soft">{text(one.item)}</span>' if one else ""


def projects(comparison: Comparison, links: Links) -> Iterator[Line]:
    """What became of the named projects."""
    for row in comparison.projects:
        told = (mention_cell(links, side, one) for side, one in enumerate((row.a, row.b)))
        yield Line(row.status, (*told, text(word("project_status", row.status)), text(type_of(row))))


def type_of(row: ProjectChange) -> str:
    """The sort of a project."""
    one = row.b or row.a
    return word("type", one.type) if one else ""


def mention_cell(links: Links, side: int, one: Mention | None) -> str:
    """A name with the item it stands in, and how often it is named."""
    if one is None:
        return ""
    often = f" ×{one.mentions}" if one.mentions > 1 else ""
    return f'{links.to(side, one.span, one.text)} <span class="soft">{text(one.item + often)}</span>'


def filtered(name: str, field: str, heads: Sequence[str], lines: Iterable[Line]) -> str:
    """A table with its filters: words that a row has to hold, and the code of its status."""
    rows = list(lines)
    counts = Counter(line.status for line in rows)
    choices = "".join(f'<option value="{text(code)}">{text(word(field, code))}（{n}）</option>' for code, n in counts.most_common())
    box = (
        f'<div class="filter" data-filters="{name}"><label>筛选 <input type="search" autocomplete="off"></label>'
        f'<label>状态 <select><option value="">全部</option>{choices}</select></label><output aria-live="polite">{len(rows)} 行</output></div>'
    )
    head = "".join(f'<th scope="col">{text(one)}</th>' for one in heads)
    body = "\n".join(f'<tr data-status="{text(line.status)}">{"".join(f"<td>{cell}</td>" for cell in line.cells)}</tr>' for line in rows)
    whole = f'<table id="{name}"><thead><tr>{head}</tr></thead><tbody>\n{body}\n</tbody></table>'
    return f'{box}<div class="wide" tabindex="0" role="region" aria-labelledby="{name}-title">{whole}</div>'
