"""What stands above a place: the headings of its item and those around it, and the words that lead in a list."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from policytext.model.document import Node
from policytext.model.span import Span


def above(text: str, root: Node, offset: int) -> list[Span]:
    """Where the headings and leads above a place stand, from its item outwards.

    >>> from policytext.structure import build_tree
    >>> text = "一、到2025年目标\\n要做到：\\n1.建校\\n新建学校2所。"
    >>> [span.of(text) for span in above(text, build_tree(text), text.index("2所"))]
    ['建校', '要做到：', '到2025年目标']
    """
    chain = list(_chain(root, offset))
    found: list[Span] = []
    for inner, node in zip([None, *chain[::-1]], chain[::-1], strict=False):
        if inner is not None and (lead := _lead(text, node)):
            found.append(lead)
        if node.heading_span and node.heading_span.start < offset:
            found.append(node.heading_span)
    return found


def _chain(node: Node, offset: int) -> Iterator[Node]:
    """The nodes below one that hold a place, outermost first."""
    i = bisect_right(node.children, offset, key=lambda child: child.span.start)
    if i and offset < node.children[i - 1].span.end:
        yield node.children[i - 1]
        yield from _chain(node.children[i - 1], offset)


def _lead(text: str, node: Node) -> Span | None:
    """The last line before the first item in a node, where it ends with a colon."""
    start = node.heading_span.end if node.heading_span else node.span.start
    lines = text[start : node.children[0].span.start].rstrip() if node.children else ""
    return Span(start + lines.rfind("\n") + 1, start + len(lines)) if lines.endswith(("：", ":")) else None
