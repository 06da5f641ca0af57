"""Text as HTML with its readings marked: each mark says on hovering what was read, and leads to its place in the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from policytext.display.evidence import lines_of, repairs_at
from policytext.display.markup import text
from policytext.display.stretches import Stretch, highlighted, stretches
from policytext.display.worded import word
from policytext.model.document import Document, Extraction, Node
from policytext.model.span import Span
from policytext.model.values import Quantity

PIECE = 400
"""Characters of a long line of the source that are shown together."""
LEGEND = ("target", "outcome", "time", "project", "reference", "organisation")


class Marker:
    """Writes the text of one document with its marks; `name` makes anchors that belong to no other document on the page.

    `changes` are spans in text order that bear the class `change` besides, as what went or came.

    >>> from policytext import parse
    >>> plan = parse("新建学校5所。", year=2021)
    >>> "m-target" in Marker(plan, "甲").html(Span(0, len(plan.text)))
    True
    """

    def __init__(self, document: Document, name: str, changes: Sequence[Span] = (), change: str = "") -> None:
        self.document, self.name, self.changes, self.change = document, name, changes, change
        self.found = highlighted(document)
        self.pieces = source_pieces(document.source)

    def html(self, span: Span) -> str:
        """The characters of a span, marked and escaped."""
        return "".join(self._piece(one) for one in stretches(self.found, span))

    def _piece(self, one: Stretch) -> str:
        plain = self._changed(one.start, one.end)
        if not one.found:
            return plain
        inner = one.found[-1]
        classes = " ".join(dict.fromkeys(f"m-{mark_of(x)}" for x in one.found))
        repaired = " repaired" if any(next(repairs_at(self.document, x), None) for x in one.found) else ""
        hover = text("\n".join(line for x in reversed(one.found) for line in lines_of(self.document, x)))
        anchor = f' id="{self.anchor(inner)}"' if inner.span.start == one.start else ""
        return f'<a class="m {classes}{repaired}"{anchor} {self._ways(inner, self.source_anchor(inner))} title="{hover}">{plain}</a>'

    def _changed(self, start: int, end: int) -> str:
        """Characters escaped, those inside a change in an element of its own."""
        first = bisect_right(self.changes, start, key=lambda x: x.end)
        parts, at = [], start
        for span in self.changes[first:]:
            if span.start >= end:
                break
            low, high = max(span.start, start), min(span.end, end)
            parts += [text(self.document.text[at:low]), f'<span class="{self.change}">{text(self.document.text[low:high])}</span>']
            at = high
        return "".join([*parts, text(self.document.text[at:end])])

    def _ways(self, one: Extraction, first: str) -> str:
        """Where a mark leads."""
        return f'href="#{first}" data-source="{self.source_anchor(one)}"'

    def block(self, span: Span) -> str:
        """A part of a node without the line breaks around it; empty where nothing is printed."""
        shown = span.of(self.document.text)
        start, end = span.start + len(shown) - len(shown.lstrip("\n")), span.end - len(shown) + len(shown.rstrip("\n"))
        return self.html(Span(start, end)) if shown.strip() else ""

    def link(self, one: Extraction) -> str:
        """The surface text of a reading, leading to its mark in the text."""
        hover = text("\n".join(lines_of(self.document, one)))
        ways = f'{self._ways(one, self.anchor(one))} data-at="{self.anchor(one)}"'
        return f'<a class="m m-{mark_of(one)}" {ways} title="{hover}">{text(self.document.text_of(one))}</a>'

    def anchor(self, one: Extraction) -> str:
        """Where a reading stands on the page."""
        return f"{self.name}-{one.span.start}"

    def source_anchor(self, one: Extraction) -> str:
        """Where its place in the source stands on the page."""
        return f"{self.name}-src-{self.piece_of(one)}"

    def piece_of(self, one: Extraction) -> int:
        """The number of the piece of the source that a reading begins in, from 0."""
        return bisect_right(self.pieces, one.source_span.start) - 1

    def source(self) -> str:
        """The pieces of the source that readings were found in, so that every mark leads to the characters it was read from."""
        whole, ends = self.document.source, (*self.pieces[1:], len(self.document.source))
        needed = sorted({self.piece_of(one) for one in self.found})
        shown = ((n, text(whole[self.pieces[n] : ends[n]].strip("\n"))) for n in needed)
        pieces = (f'<div class="src" id="{self.name}-src-{n}"><span class="soft">{self.pieces[n] + 1}</span> {said}</div>' for n, said in shown)
        return '<div class="body">' + "".join(pieces) + "</div>"


def mark_of(one: Extraction) -> str:
    """The class of a mark: the role of a quantity, the kind of anything else."""
    return one.value.role if isinstance(one.value, Quantity) else one.kind


def source_pieces(source: str) -> list[int]:
    """Where the pieces of a source begin: its lines, long ones cut.

    >>> source_pieces("甲\\n乙")
    [0, 2]
    """
    starts, begin = list[int](), 0
    for line in source.split("\n"):
        starts += range(begin, begin + max(len(line), 1), PIECE)
        begin += len(line) + 1
    return starts


def legend() -> str:
    """What each mark means."""
    names = {name: word("role", name) if name in ("target", "outcome") else word("kind", name) for name in LEGEND}
    return '<p class="legend">' + "".join(f'<span class="m m-{name}">{text(said)}</span>' for name, said in names.items()) + "</p>"


def blocks(document: Document) -> Iterator[tuple[Node, Span]]:
    """The text in its order, each part of a node that belongs to no node below it."""
    parts = [(node, span) for node in document.root.walk() for span in node.own_spans]
    return iter(sorted(parts, key=lambda part: (part[1].start, part[1].end)))


def body(marker: Marker) -> str:
    """The whole text, a block a node, with its marks."""
    shown = (marker.block(span) for _, span in blocks(marker.document))
    return '<div class="body">' + "".join(f"<div>{one}</div>" for one in shown if one) + "</div>"
