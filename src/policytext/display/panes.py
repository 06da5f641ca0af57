"""Two texts side by side: blocks of paired items under one number, so that they scroll together; what went and what came is marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policytext.comparison import Comparison
from policytext.display.marked import Marker, blocks
from policytext.display.markup import text
from policytext.model.span import Span

ALONE = {"a": "removed", "b": "added"}


def markers_of(comparison: Comparison) -> tuple[Marker, Marker]:
    """The markers of both sides, with the words that went from one and came into the other."""
    return Marker(comparison.a, "a", changed(comparison, "a"), "gone"), Marker(comparison.b, "b", changed(comparison, "b"), "come")


def changed(comparison: Comparison, side: str) -> tuple[Span, ...]:
    """The words of one side that the other does not have, and the sentences that stand in it alone; joined and in text order."""
    words = (getattr(row, f"span_{side}") for row in comparison.wording)
    alone = (getattr(row, f"span_{side}") for row in comparison.rows("sentences") if row.status == ALONE[side])
    return joined(span for span in (*words, *alone) if span and span.start < span.end)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that touch made one.

    >>> joined([Span(5, 7), Span(0, 2), Span(1, 3)])
    (Span(start=0, end=3), Span(start=5, end=7))
    """
    found: list[Span] = []
    for span in sorted(spans, key=lambda x: (x.start, x.end)):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def panes(comparison: Comparison, sides: tuple[Marker, Marker]) -> str:
    """Both texts whole."""
    return '<div class="panes">' + "".join(pane(comparison, marker, side) for marker, side in zip(sides, "ab", strict=True)) + "</div>"


def pane(comparison: Comparison, marker: Marker, side: str) -> str:
    """One text: a block a node; blocks of an item bear the number of its pair."""
    numbers = pair_numbers(comparison, side)
    title = marker.document.metadata.title or marker.document.metadata.id
    shown = "".join(_block(marker, span, numbers.get(node.address)) for node, span in blocks(marker.document))
    head = f"<h3>{text({'a': '甲', 'b': '乙'}[side])} {text(title)}</h3>"
    return f'<div class="pane body" tabindex="0" role="region" aria-label="{text(title)}">{head}{shown}</div>'


def pair_numbers(comparison: Comparison, side: str) -> Mapping[str, int | None]:
    """For every item of one side the number of its pair, None where it has none."""
    found: dict[str, int | None] = {}
    for number, row in enumerate(comparison.items):
        address = getattr(row, side)
        if address is not None:
            found.setdefault(address, number if row.a is not None and row.b is not None else None)
    return found


def _block(marker: Marker, span: Span, pair: int | None) -> str:
    shown = marker.block(span)
    number = "" if pair is None else f' data-pair="{pair}"'
    return f'<div id="{block_anchor(marker, span)}"{number}>{shown}</div>' if shown else ""


def block_anchor(marker: Marker, span: Span) -> str:
    """Where a part of a text stands on the page."""
    return f"{marker.name}-at-{span.start}"
