"""The tree of numbered nodes, unnumbered sections and rows of task tables, with their headings."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policytext.model.document import Node
from policytext.model.span import Span
from policytext.structure.depth import Opening, open_before, openings
from policytext.structure.lines import Line, lines_of, parted
from policytext.structure.sections import section_ranks
from policytext.structure.sequence import markers_of
from policytext.structure.silence import silent_lines
from policytext.structure.task_tables import RowItem, task_rows

LONGEST_HEADING = 40
_SENTENCE_END = re.compile("[。！？]")


@dataclass
class _Open:
    """A node under construction; `path` holds the printed numbers from the outermost."""

    number: str
    address: str
    level: int
    start: int
    end: int
    path: tuple[str, ...] = ()
    heading: Span | None = None
    children: list[_Open] = field(default_factory=list)
    is_row: bool = False


def build_tree(text: str, body: Span | None = None) -> Node:
    """The tree of `text`; only lines inside `body` can open nodes.

    The root has address ``0`` and covers the whole text. An unnumbered section has no number, and the address of the
    last numbered node above it, where its own text is filed. The rows of a task table are nodes below the one that the
    table stands in. Never raises on odd input.

    >>> [node.address for node in build_tree("一、任务\\n1.建校。今年建成。\\n2.育人。").walk()]
    ['0', '一', '一/1', '一/2']
    """
    body = body or Span(0, len(text))
    lines = list(lines_of(text[body.start : body.end]))
    silent = silent_lines(lines)
    spoken = list(parted(line for place, line in enumerate(lines) if place not in silent))
    texts = [line.text for line in spoken]
    markers = markers_of(texts)
    sections = section_ranks(texts, markers, open_before(markers))
    root = _Open("0", "0", 0, 0, len(text))
    quiet = {body.start + lines[place].start for place in silent}
    rows = [row for row in task_rows(text, body) if row.start not in quiet]
    _grow(root, list(_starts(openings(markers, sections), rows, spoken, body)), spoken, body)
    return _frozen(root, text)


def _starts(
    found: Sequence[Opening], rows: Sequence[RowItem], lines: Sequence[Line], body: Span
) -> Iterator[tuple[int, Opening | RowItem]]:
    """Where nodes begin, in text order; a number at the start of a row is that of the row."""
    begins, held = [row.start for row in rows], 0
    for opening in found:
        start = body.start + lines[opening.place].start
        next_row = bisect_right(begins, start)
        yield from ((row.start, row) for row in rows[held:next_row])
        held = max(held, next_row)
        if not (held and start < rows[held - 1].end):
            yield start, opening
    yield from ((row.start, row) for row in rows[held:])


def _grow(root: _Open, found: Sequence[tuple[int, Opening | RowItem]], lines: Sequence[Line], body: Span) -> None:
    """Open the nodes in text order; each ends where the next of its depth or above begins, a row where it ends."""
    open_nodes, last = [root], root.address
    for start, opening in found:
        if open_nodes[-1].is_row:
            open_nodes.pop()
        if isinstance(opening, RowItem):
            node = _row(opening, open_nodes[-1], len(open_nodes), last)
        else:
            _close(open_nodes, opening.depth, start)
            node = _opened(opening, open_nodes[-1], start, last)
            node.heading = _heading(opening, lines, body.start)
        open_nodes[-1].children.append(node)
        open_nodes.append(node)
        last = node.address
    _close(open_nodes, 1, body.end)


def _close(open_nodes: list[_Open], depth: int, end: int) -> None:
    for node in open_nodes[depth:]:
        node.end = node.end if node.is_row else end
    del open_nodes[depth:]


def _row(row: RowItem, parent: _Open, depth: int, last: str) -> _Open:
    path = (*parent.path, row.number) if row.number else parent.path
    address = "/".join(path) if row.number else last
    own = row.heading if row.heading and row.start <= row.heading.start < row.end else None
    return _Open(row.number, address, depth, row.start, row.end, path, own, is_row=True)


def _opened(opening: Opening, parent: _Open, start: int, last: str) -> _Open:
    if opening.marker is None:
        return _Open("", last, opening.depth, start, start, parent.path)
    path = (*parent.path, opening.marker.number)
    return _Open(opening.marker.number, "/".join(path), opening.depth, start, start, path)


def _heading(opening: Opening, lines: Sequence[Line], offset: int) -> Span | None:
    """The heading: to the first sentence end or the line's end; None where that is no short lead.

    A number alone on its line has its heading on the next.
    """
    line = lines[opening.place]
    length = opening.marker.length if opening.marker else 0
    if length == len(line.text) and opening.place + 1 < len(lines):
        line, length = lines[opening.place + 1], 0
    rest = line.text[length:]
    match = _SENTENCE_END.search(rest)
    heading = (rest[: match.start()] if match else rest).rstrip(" 　:：；;")
    if not heading or len(heading) > LONGEST_HEADING:
        return None
    start = offset + line.start + length
    return Span(start, start + len(heading))


def _frozen(node: _Open, text: str) -> Node:
    children = tuple(_frozen(child, text) for child in node.children)
    heading = node.heading.of(text) if node.heading else ""
    return Node(node.number, node.address, node.level, Span(node.start, node.end), heading, node.heading, children)
