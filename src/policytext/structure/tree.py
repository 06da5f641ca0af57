"""The tree of numbered nodes: depth from a stack of open styles, headings on their line or run into it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policytext.model.document import Node
from policytext.model.span import Span
from policytext.structure.lines import Line, lines_of
from policytext.structure.numbering import Marker, descend, marker_of

LONGEST_HEADING = 40
_SENTENCE_END = re.compile("[。！？]")


@dataclass
class _Open:
    """A node under construction."""

    number: str
    address: str
    level: int
    start: int
    end: int
    heading: Span | None = None
    children: list[_Open] = field(default_factory=list)


def build_tree(text: str, body: Span | None = None) -> Node:
    """The numbered tree of `text`; only lines inside `body` can carry numbers.

    The root has address ``0`` and covers the whole text. Never raises on odd input.

    >>> [node.address for node in build_tree("一、任务\\n1.建校。今年建成。\\n2.育人。").walk()]
    ['0', '一', '一/1', '一/2']
    """
    body = body or Span(0, len(text))
    root = _Open("0", "0", 0, 0, len(text))
    open_nodes, styles = [root], list[str]()
    for line in lines_of(text[body.start : body.end]):
        marker = marker_of(line.text)
        if marker is not None:
            _open(open_nodes, styles, marker, line, body.start)
    for node in open_nodes[1:]:
        node.end = body.end
    return _frozen(root, text)


def _open(open_nodes: list[_Open], styles: list[str], marker: Marker, line: Line, offset: int) -> None:
    """Close what ends at this line and open its node."""
    level = descend(styles, marker.style)
    start = offset + line.start
    for node in open_nodes[level:]:
        node.end = start
    del open_nodes[level:]
    parent = open_nodes[-1]
    address = marker.number if parent.level == 0 else f"{parent.address}/{marker.number}"
    node = _Open(marker.number, address, level, start, start, _heading(line, marker, offset))
    parent.children.append(node)
    open_nodes.append(node)


def _heading(line: Line, marker: Marker, offset: int) -> Span | None:
    """The heading: to the first sentence end or the line's end; None where that is no short lead."""
    rest = line.text[marker.length :]
    match = _SENTENCE_END.search(rest)
    heading = (rest[: match.start()] if match else rest).rstrip(" 　:：；;")
    if not heading or len(heading) > LONGEST_HEADING:
        return None
    start = offset + line.start + marker.length
    return Span(start, start + len(heading))


def _frozen(node: _Open, text: str) -> Node:
    children = tuple(_frozen(child, text) for child in node.children)
    heading = node.heading.of(text) if node.heading else ""
    return Node(
        node.number, node.address, node.level, Span(node.start, node.end), heading, node.heading, children
    )
