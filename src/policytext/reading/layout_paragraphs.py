"""Lines to paragraphs: a line that had no room for what follows goes on, one that had room has ended."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from policytext.reading.layout_lines import CLOSING, Line

# 一、  （一）  1.  1、  (1)  ①  第一章  附件1  专栏2
_MARKER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[0-9]{1,3}(?:[、．]|\.(?![0-9]))|[①-⑳]|"
    r"第[一二三四五六七八九十百0-9]{1,4}[章节条编]|附件|专栏|[●•◆■□▪○]"
)
# 一、总体要求……………3
_LEADER = re.compile(r"(?:[.．·•⋯…] ?){3,} ?[0-9]{1,4}$|…{2,} ?[0-9]{1,4}$")
_SENTENCE = "。；;！？!?：:"
_TALL, _RESIZED = 1.12, 0.08
_NEAR, _TIGHT, _HANGING = 0.35, 0.003, 1.3
_CENTRED, _INSET, _FLUSH, _EXACT = 0.8, 2.7, 0.8, 0.08
_FEW, _TOLD = 18, 4


@dataclass(frozen=True, slots=True)
class Edges:
    """Where the lines of a column begin and end."""

    left: float
    right: float


class Setting:
    """How a document is set: the edges of its columns, its leading, whether paragraphs begin with an indent."""

    def __init__(self, lines: Sequence[Line], size: float) -> None:
        self.size = size
        self.edges = _edges(lines, size)
        self.pitch = _pitch(lines, size)
        self.indented = self._indents(lines)
        self.flush_headings = any(self._heads_flush(a, b) for a, b in pairwise(lines))
        self.justified = self._justifies(lines)

    def indent(self, line: Line) -> float:
        """How far a line begins from the edge, in characters of the text."""
        return (line.x0 - self.edges[line.slot].left) / self.size

    def room(self, line: Line) -> float:
        """How much is free after a line, in points."""
        return self.edges[line.slot].right - line.x1

    def full(self, line: Line, following: Line) -> bool:
        """Whether what follows would not have fitted on the line."""
        return self.room(line) < following.head - _TIGHT * line.size

    def centred(self, line: Line) -> bool:
        """Whether a line stands in the middle, with room on both sides."""
        edges = self.edges[line.slot]
        left, right = line.x0 - edges.left, edges.right - line.x1
        return abs(left - right) < 2 * _CENTRED * line.size and min(left, right) > -line.size

    def inset(self, line: Line) -> bool:
        """Whether a line is centred and begins further in than a paragraph does."""
        return self.centred(line) and self.indent(line) > _INSET

    def tall(self, line: Line) -> bool:
        """Whether a line is set larger than the text."""
        return line.size > _TALL * self.size

    def spaced(self, line: Line, following: Line) -> bool:
        """Whether more than the usual leading parts two lines of one page and column."""
        if line.page != following.page or line.slot != following.slot or following.top < line.top:
            return False
        usual = self.pitch * max(1.0, following.size / self.size)
        pitch = following.bottom - line.bottom
        return pitch > 1.4 * usual and pitch - usual > 0.4 * self.size

    def loose(self, line: Line) -> bool:
        """Whether a line, of a text set flush on both sides, ends where its characters happen to end: a last line."""
        over = -self.room(line)
        hangs = line.text[-1] in CLOSING and abs(over - line.size) < _EXACT * line.size
        return self.justified and abs(over) > _EXACT * line.size and not hangs

    def telling(self, line: Line) -> bool:
        """Whether a last line would be seen to be loose: not where the column holds a whole number of characters."""
        edges = self.edges[line.slot]
        count = (edges.right - edges.left) / line.size
        return self.justified and abs(count - round(count)) > _EXACT

    def _justifies(self, lines: Sequence[Line]) -> bool:
        """Whether nearly all lines that come near the edge end exactly at it."""
        near = [abs(self.room(line)) < _EXACT * line.size for line in lines if 0 <= self.room(line) < line.size]
        return len(near) > 3 and sum(near) > 0.8 * len(near)

    def _heads_flush(self, line: Line, following: Line) -> bool:
        """Whether a numbered line begins at the edge although the line before it had ended."""
        flush = self.indent(following) < _FLUSH and bool(_MARKER.match(following.text))
        return flush and not self.full(line, following) and line.text[-1] in _SENTENCE

    def _indents(self, lines: Sequence[Line]) -> bool:
        """Whether lines after an ended one mostly begin two characters in."""
        votes = [1.4 < self.indent(b) < 2.7 for a, b in pairwise(lines) if self._votes(a, b)]
        return sum(votes) * 2 > len(votes)

    def _votes(self, line: Line, following: Line) -> bool:
        plain = not self.tall(following) and not self.inset(following) and self.indent(following) < 2.7
        return plain and not self.full(line, following)


def _edges(lines: Sequence[Line], size: float) -> dict[tuple[int, ...], Edges]:
    """The edges of each slot; slots of one kind, the columns of left and right pages, are equally wide."""
    kinds: dict[tuple[int, ...], dict[tuple[int, ...], list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        kinds[line.slot[1:]][line.slot].append(line)
    for slots in kinds.values():
        for slot, group in slots.items():
            slots[slot] = [line for line in group if abs(line.size - size) < _RESIZED * size] or group
    return {slot: edges for slots in kinds.values() for slot, edges in _kind_edges(slots, size).items()}


def _kind_edges(slots: dict[tuple[int, ...], list[Line]], size: float) -> dict[tuple[int, ...], Edges]:
    """The edges of the slots of one kind; where few lines tell them, the margins are taken to be even."""
    own = {slot: Edges(_left(lines, size), _right(lines, size)) for slot, lines in slots.items()}
    width = max(edges.right - edges.left for edges in own.values())
    outer = min(own.values(), key=lambda edges: edges.left)
    lefts = {slot: edges.left if _shifted(edges, outer) else outer.left for slot, edges in own.items()}
    rights = {slot: max(edges.right, lefts[slot] + width) for slot, edges in own.items()}
    told = sum(rights[slot] - line.x1 < 2 * size for slot, lines in slots.items() for line in lines)
    few = told < _TOLD and sum(map(len, slots.values())) < _FEW
    return {slot: Edges(lefts[slot], max(rights[slot], _even(slot, lefts[slot], size) if few else 0)) for slot in own}


def _shifted(edges: Edges, outer: Edges) -> bool:
    """Whether a column stands further right as a whole; one of indented lines alone only begins there."""
    return edges.right - outer.right > (edges.left - outer.left) / 2


def _even(slot: tuple[int, ...], left: float, size: float) -> float:
    """Where the right edge is if both margins of a page of one column are about as wide."""
    _, width, columns, _ = slot
    return width - left - size if columns == 1 else 0


def _left(lines: Sequence[Line], size: float) -> float:
    """The smallest beginning that more than one line has."""
    starts = sorted(line.x0 for line in lines)
    shared = (a for a, b in pairwise(starts) if b - a < _NEAR * size)
    return next(shared, starts[0])


def _right(lines: Sequence[Line], size: float) -> float:
    """The largest end that more than one line has; a comma may hang out over it."""
    widest = _shared_end(lines, size)
    held = _shared_end([line for line in lines if line.text[-1] not in CLOSING] or lines, size)
    return held if held > widest - _HANGING * size else widest


def _shared_end(lines: Sequence[Line], size: float) -> float:
    ends = sorted((line.x1 for line in lines), reverse=True)
    shared = (a for a, b in pairwise(ends) if a - b < _NEAR * size)
    return next(shared, ends[0])


def _pitch(lines: Iterable[Line], size: float) -> float:
    """The usual way from one line of the text to the next."""
    steps = [
        b.bottom - a.bottom
        for a, b in pairwise(lines)
        if a.slot == b.slot and a.page == b.page and abs(b.size - size) < _RESIZED * size and b.bottom > a.bottom
    ]
    return median(steps) if steps else 2 * size


def begins(setting: Setting, paragraph: Sequence[Line], line: Line, following: Line | None) -> bool:
    """Whether a line begins a new paragraph, given the lines of the one that is open and the line after it."""
    last = paragraph[-1]
    if abs(last.size - line.size) > _RESIZED * last.size or setting.spaced(last, line):
        return True
    if _LEADER.search(last.text) or (last.parts > 1 and line.parts > 1):
        return True
    if setting.tall(line) and setting.centred(last) and setting.centred(line):
        return bool(_MARKER.match(line.text)) or last.text[-1] in _SENTENCE
    if setting.inset(line) or setting.inset(last):
        return not (setting.full(last, line) and setting.centred(last) and setting.centred(line))
    if setting.indent(line) > _FLUSH:
        return not _goes_on_indented(setting, paragraph, line, following)
    return _begins_flush(setting, paragraph, line)


def _goes_on_indented(setting: Setting, paragraph: Sequence[Line], line: Line, following: Line | None) -> bool:
    """Whether an indented line goes on: under a hanging marker, or in a block that stands in as a whole."""
    first, last = paragraph[0], paragraph[-1]
    if not setting.full(last, line) or _MARKER.match(line.text):
        return False
    level = abs(last.x0 - line.x0) < _NEAR * setting.size
    if level and len(paragraph) > 1:
        return True
    if level:
        return abs(setting.indent(line) - 2) > 0.6 and last.text[-1] not in _SENTENCE
    hangs = line.x0 > first.x0 + 0.8 * setting.size and bool(_MARKER.match(first.text))
    return hangs and len(paragraph) == 1 and (following is None or abs(following.x0 - line.x0) < _NEAR * setting.size)


def _begins_flush(setting: Setting, paragraph: Sequence[Line], line: Line) -> bool:
    """Whether a line at the edge begins a paragraph."""
    last = paragraph[-1]
    ended = last.text[-1] in _SENTENCE
    nearly = setting.indented and setting.room(last) < line.head + setting.size / 2
    if not setting.full(last, line) and not nearly:
        return ended or not setting.indented or setting.room(last) > 3 * setting.size
    if not ended:
        return False
    if setting.indented:
        return bool(_MARKER.match(line.text)) and setting.flush_headings and setting.room(line) > 2 * setting.size
    return setting.loose(last) or (bool(_MARKER.match(line.text)) and not setting.telling(last))
