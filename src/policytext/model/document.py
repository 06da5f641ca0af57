"""A parsed document: clean text, metadata, the tree of numbered nodes, and what was extracted."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from policytext.model.repair import Repair
from policytext.model.span import Span
from policytext.model.values import (
    Heading,
    Organisation,
    Project,
    Quantity,
    Reference,
    Rejection,
    TimeExpression,
    Value,
)


@dataclass(frozen=True, slots=True)
class Element:
    """One element of the envelope as printed, and where; `span` is None where only a page's frame holds it."""

    name: str
    value: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the envelope says; ``None`` and empty tuples mean "not found".

    Elements are those of GB/T 9704-2012. `title` is that of the plan, `notice_title` that of the notice which sends it,
    `enclosed` the titles of all that it sends. `region` is a name that no other place shares, `region_code` its code in
    GB/T 2260 (of a zone without one: the division that holds it; None for 全国), `level` one of nation, province,
    prefecture, county, township. `region_from` and `plan_year_from` say what told them; `region_candidates` holds the places that
    a shared name may mean where nothing tells which. `elements` gives each element with its place in the text.
    """

    id: str = "document"
    title: str | None = None
    issuers: tuple[str, ...] = ()
    document_number: str | None = None
    signed: date | None = None
    published: date | None = None
    addressees: tuple[str, ...] = ()
    region: str | None = None
    level: str | None = None
    genre: str | None = None
    plan_year: int | None = None
    source: str | None = None
    encoding: str | None = None
    format: str | None = None
    notice_title: str | None = None
    enclosed: tuple[str, ...] = ()
    document_numbers: tuple[str, ...] = ()
    copy_number: str | None = None
    classification: str | None = None
    urgency: str | None = None
    signatory: str | None = None
    speaker: str | None = None
    session: str | None = None
    annexes: tuple[str, ...] = ()
    disclosure: str | None = None
    copied_to: tuple[str, ...] = ()
    printed_by: str | None = None
    printed: date | None = None
    index_number: str | None = None
    subject: str | None = None
    validity: str | None = None
    region_code: str | None = None
    region_from: str | None = None
    region_candidates: tuple[str, ...] = ()
    plan_year_from: str | None = None
    plan_from: int | None = None
    plan_to: int | None = None
    elements: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """From offset `start` of the decoded source on, the text stands at `name`: 第3页, a sheet, a row."""

    start: int
    name: str


@dataclass(frozen=True, slots=True)
class Node:
    """A section or item of the numbered tree.

    `number` is the printed number without its punctuation (``一``, ``（二）``, ``14``), `address` the path of
    numbers from the outermost heading (``三/14``; ``0`` for the root). `span` covers the node with everything
    below it; `heading_span` the heading without its number, or ``None`` where the paragraph has no short lead.
    """

    number: str
    address: str
    level: int
    span: Span
    heading: str = ""
    heading_span: Span | None = None
    children: tuple[Node, ...] = ()

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in text order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def at(self, offset: int) -> Node:
        """The innermost node, from this one down, that holds the character at `offset`.

        >>> Node("0", "0", 0, Span(0, 9), children=(Node("一", "一", 1, Span(2, 9)),)).at(5).address
        '一'
        """
        i = bisect_right(self.children, offset, key=lambda child: child.span.start)
        inside = i > 0 and offset < self.children[i - 1].span.end
        return self.children[i - 1].at(offset) if inside else self

    @property
    def own_spans(self) -> tuple[Span, ...]:
        """The parts of this node's span that belong to no child."""
        spans, start = [], self.span.start
        for child in self.children:
            spans.append(Span(start, child.span.start))
            start = child.span.end
        spans.append(Span(start, self.span.end))
        return tuple(span for span in spans if len(span))


@dataclass(frozen=True, slots=True)
class Extraction:
    """One thing found in the text: where, by which rule, how sure, and what it says.

    `span` slices ``Document.text``, `source_span` the decoded source. `confidence` is 0..1.
    """

    span: Span
    address: str
    rule: str
    value: Value
    source_span: Span
    confidence: float = 1.0
    repaired: bool = False

    @property
    def kind(self) -> str:
        """The kind of the value: ``quantity``, ``time``, ``project`` …"""
        return self.value.kind


@dataclass(frozen=True)
class Document:
    """One parsed document; everything in it stands off from `text`, and nothing in it changes.

    `derived` keeps what was computed on demand, so that it is computed once; it is no part of what a document is.
    """

    text: str
    source: str
    metadata: Metadata
    root: Node
    extractions: tuple[Extraction, ...] = ()
    repairs: tuple[Repair, ...] = field(default=(), repr=False)
    places: tuple[Place, ...] = field(default=(), repr=False)
    derived: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        title = self.metadata.title or self.metadata.id
        return f"<{type(self).__name__} {title!r}: {len(self.items)} items, {len(self.targets)} targets>"

    @property
    def nodes(self) -> tuple[Node, ...]:
        """All numbered nodes and unnumbered sections in text order, the root left out."""
        return tuple(self.root.walk())[1:]

    @property
    def items(self) -> tuple[Node, ...]:
        """The nodes that have no nodes below them: the smallest parts that say what is to be done."""
        return tuple(node for node in self.nodes if not node.children)

    def text_of(self, extraction: Extraction) -> str:
        """The surface text of an extraction, by slicing."""
        return extraction.span.of(self.text)

    def place_of(self, extraction: Extraction) -> str | None:
        """Where in the source file an extraction stands (第3页, a sheet and row), or None where the format has no places."""
        before = bisect_right(self.places, extraction.source_span.start, key=lambda place: place.start)
        return self.places[before - 1].name if before else None

    def _holding(self, kind: type[Value]) -> tuple[Extraction, ...]:
        return tuple(x for x in self.extractions if isinstance(x.value, kind))

    def _quantities(self, role: str) -> tuple[Extraction, ...]:
        return tuple(x for x in self.extractions if isinstance(x.value, Quantity) and x.value.role == role)

    @property
    def headings(self) -> tuple[Extraction, ...]:
        """Numbered headings and items (标题)."""
        return self._holding(Heading)

    @property
    def targets(self) -> tuple[Extraction, ...]:
        """Quantities that the issuer commits to reach or deliver (目标)."""
        return self._quantities("target")

    @property
    def outcomes(self) -> tuple[Extraction, ...]:
        """Quantities reported as already reached (完成情况)."""
        return self._quantities("outcome")

    @property
    def times(self) -> tuple[Extraction, ...]:
        """Every expression of time."""
        return self._holding(TimeExpression)

    @property
    def deadlines(self) -> tuple[Extraction, ...]:
        """The times by when, or within which, something is to be done (时限)."""
        return tuple(x for x in self.times if isinstance(x.value, TimeExpression) and x.value.role == "deadline")

    @property
    def projects(self) -> tuple[Extraction, ...]:
        """Named programmes, campaigns, constructions, pilots … (项目)."""
        return self._holding(Project)

    @property
    def references(self) -> tuple[Extraction, ...]:
        """Documents cited in 《》 (引用文件)."""
        return self._holding(Reference)

    @property
    def organisations(self) -> tuple[Extraction, ...]:
        """Units in charge and taking part (责任单位)."""
        return self._holding(Organisation)

    @property
    def rejections(self) -> tuple[Extraction, ...]:
        """Numerals that are no targets, each with its reason."""
        return self._holding(Rejection)

    def node_at(self, offset: int) -> Node:
        """The innermost node that holds the character at `offset` of the text."""
        return self.root.at(offset)
