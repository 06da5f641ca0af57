"""What the comparison looks at: the leaf items of a document with their content, section and place."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytext.comparison.parts import Part, parts_of
from policytext.model.document import Document, Extraction, Node
from policytext.model.values import Quantity, TimeExpression
from policytext.structure.bodies import body_of

# 2025年, 2025-2027, 2024/2025: the years that move on by themselves; not the 2025 of 12025个.
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)年?度?")
NOT_CONTENT = re.compile(r"[\W_]+")
SENTENCE = re.compile(r"[^。；;！？\n]+")
SHORTEST_SENTENCE = 5


@dataclass(frozen=True, slots=True)
class Item:
    """A leaf node as the comparison sees it; `section` holds the headings above it, outermost first.

    `rank` is its place among the items it is compared with, `part` the part of the document it stands in.
    """

    node: Node
    heading: str
    body: str
    section: tuple[str, ...]
    parent: str
    rank: int
    part: Part = "tasks"
    targets: tuple[Quantity, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    projects: tuple[str, ...] = ()

    @property
    def content(self) -> str:
        """Heading and body without years, punctuation and spaces."""
        return content_of(self.heading + self.body)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The contents of the heading and of every sentence that says anything, in text order; never empty."""
        found = (content_of(x) for x in (self.heading, *SENTENCE.findall(self.body)))
        return tuple(x for x in found if len(x) >= SHORTEST_SENTENCE) or (self.content,)


def content_of(text: str) -> str:
    """The text without years, punctuation and spaces: what stays when a plan is carried over.

    >>> content_of("2021年，建成 48 个项目。")
    '建成48个项目'
    """
    return NOT_CONTENT.sub("", YEAR.sub("", text))


def items_of(document: Document) -> tuple[Item, ...]:
    """The leaf items of a document in text order."""
    found = held_by(document)
    leaves = list(leaves_below(document.root, ()))
    parts = parts_of(document, leaves)
    return tuple(
        _item(document, node, above, rank, found[rank], part)
        for rank, ((node, above), part) in enumerate(zip(leaves, parts, strict=True))
    )


def leaves_below(node: Node, above: tuple[Node, ...]) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """Every leaf below `node` with the nodes above it, in text order."""
    for child in node.children:
        if child.children:
            yield from leaves_below(child, (*above, child))
        else:
            yield child, above


def held_by(document: Document) -> dict[int, list[Extraction]]:
    """The extractions of each leaf item, by the item's rank; those outside every leaf are left out."""
    nodes = document.items
    starts, held = [node.span.start for node in nodes], defaultdict[int, list[Extraction]](list)
    for extraction in document.extractions:
        rank = bisect_right(starts, extraction.span.start) - 1
        if rank >= 0 and nodes[rank].span.contains(extraction.span):
            held[rank].append(extraction)
    return held


def _item(
    document: Document, node: Node, above: Sequence[Node], rank: int, held: Sequence[Extraction], part: Part
) -> Item:  # fmt: skip
    parent = above[-1].address if above else ""
    return Item(
        node, node.heading, body_of(document, node), tuple(x.heading for x in above), parent, rank, part,
        tuple(x.value for x in held if isinstance(x.value, Quantity) and x.value.role == "target"),
        tuple(x.value for x in held if isinstance(x.value, TimeExpression)),
        tuple(document.text_of(x) for x in held if x.kind == "project"),
    )  # fmt: skip


def figures_alike(a: Item, b: Item, years: int) -> bool:
    """Whether two items promise the same numbers by the same dates, the dates moved on by `years`."""
    return promised(a) == promised(b) and (due(a, 0) == due(b, 0) or due(a, years) == due(b, 0))


def promised(item: Item) -> list[tuple[str, ...]]:
    """The targets of an item, comparable."""
    return sorted((str(x.low), str(x.high), str(x.unit), x.comparator, x.force) for x in item.targets)


def due(item: Item, years: int) -> list[tuple[int, int]]:
    """The deadlines of an item as year and month, moved on by `years`; a day more or less is no other promise."""
    ends = [x.end for x in item.times if x.role == "deadline" and x.end is not None]
    return sorted((end.year + years, end.month) for end in ends)
