"""The sections of two documents, matched by the items that they have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from policytext.comparison.matching import best_pairs
from policytext.comparison.rows import ItemChange
from policytext.comparison.strings import likeness
from policytext.model.document import Document, Node

SAME_FROM = 0.25
"""Below, two sections have too little in common."""
ALIKE_FROM = 0.6
"""So alike two headings name one section, though its items are all new."""
FEW, LONG, DEEPEST = 3, 300, 3
"""So few sections are divided where what is in them is of so many characters on average; so often."""


@dataclass(frozen=True, slots=True)
class SectionPair:
    """A section of the earlier document and one of the later; ``None`` on the side that has no counterpart."""

    a: Node | None
    b: Node | None

    @property
    def name(self) -> str:
        """The later heading, or the earlier one; the number where there is no heading."""
        node = self.b or self.a
        return (node.heading or node.address) if node else ""


def sections_of(document: Document) -> tuple[Node, ...]:
    """The sections of a document: the outermost parts; where these are few, as in a report, the long parts inside them.

    A flat list of items has no sections.
    """
    nodes: tuple[Node, ...] = document.root.children
    if not any(node.children for node in nodes):
        return ()
    for _ in range(DEEPEST):
        inner = tuple(below for node in nodes for below in (node.children or (node,)))
        if len(nodes) > FEW or inner == nodes or sum(len(x.span) for x in inner) < LONG * len(inner):
            break
        nodes = inner
    return nodes


def section_pairs(a: Document, b: Document, items: Sequence[ItemChange]) -> tuple[SectionPair, ...]:
    """The sections of both documents in the order of the later one, those that the earlier one had alone behind them."""
    left, right = sections_of(a), sections_of(b)
    common = _in_common(left, right, items)
    scores = [[_alike(x, y, common[i, j]) for j, y in enumerate(right)] for i, x in enumerate(left)]
    partner = {j: i for i, j in best_pairs(scores, SAME_FROM)}
    later = [SectionPair(left[partner[j]] if j in partner else None, node) for j, node in enumerate(right)]
    gone = [SectionPair(node, None) for i, node in enumerate(left) if i not in set(partner.values())]
    return (*later, *gone)


def _in_common(left: Sequence[Node], right: Sequence[Node], items: Sequence[ItemChange]) -> defaultdict[tuple[int, int], float]:
    """The characters of the paired items of every two sections, both sides together."""
    common = defaultdict[tuple[int, int], float](float)
    for row in items:
        if row.span_a is not None and row.span_b is not None:
            i = next((i for i, x in enumerate(left) if x.span.contains(row.span_a)), None)
            j = next((j for j, y in enumerate(right) if y.span.contains(row.span_b)), None)
            if i is not None and j is not None:
                common[i, j] += len(row.span_a) + len(row.span_b)
    return common


def _alike(x: Node, y: Node, common: float) -> float:
    headings = likeness(x.heading, y.heading)
    return max(common / max(1, len(x.span) + len(y.span)), headings if headings >= ALIKE_FROM else 0.0)
