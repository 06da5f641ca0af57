"""How deep each number stands: a stack of open styles, since real pages skip levels and change their order."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policytext.structure.numbering import Marker, rank_of
from policytext.structure.sequence import markers_of

SECTION = "section"


@dataclass(frozen=True, slots=True)
class Level:
    """One open level: a style of numbers or an unnumbered section, how far in it stands by custom, the number open."""

    style: str
    rank: float
    value: int = 0


@dataclass(frozen=True, slots=True)
class Opening:
    """A line that opens a node: its index, its depth from 1, its marker, or None for an unnumbered section."""

    place: int
    depth: int
    marker: Marker | None


class Numbering:
    """Where each style's numbers stand, to know whether an open one goes on."""

    def __init__(self, markers: Sequence[Marker | None]) -> None:
        self._places: dict[str, list[int]] = defaultdict(list)
        self._values: dict[str, list[int]] = defaultdict(list)
        for place, marker in enumerate(markers):
            if marker:
                self._places[marker.style].append(place)
                self._values[marker.style].append(marker.value)

    def goes_on(self, level: Level, place: int) -> bool:
        """Whether the next number of a level's style after `place` is the one after the open one."""
        after = bisect_right(self._places[level.style], place)
        values = self._values[level.style]
        return after < len(values) and values[after] == level.value + 1


def descend(stack: list[Level], marker: Marker, place: int, numbering: Numbering) -> None:
    """Close the levels that end at a marker, and open its own.

    A style that is open already is a sibling. A new one opens below every style of a lower rank; where it begins
    with one and the number open goes on after it, it stands below that number whatever the custom.
    """
    own = Level(marker.style, rank_of(marker), marker.value)
    same = next((i for i, level in enumerate(stack) if level.style == own.style), None)
    if same is not None:
        del stack[same:]
    elif not (marker.value == 1 and stack and stack[-1].style != SECTION and numbering.goes_on(stack[-1], place)):
        while stack and stack[-1].rank > own.rank:
            stack.pop()
    stack.append(own)


def open_before(markers: Sequence[Marker | None]) -> list[tuple[Level, ...]]:
    """The levels open just before each line, outermost first; nothing where the line has no number."""
    numbering, stack = Numbering(markers), list[Level]()
    found = []
    for place, marker in enumerate(markers):
        found.append(tuple(stack) if marker else ())
        if marker:
            descend(stack, marker, place, numbering)
    return found


def openings(markers: Sequence[Marker | None], sections: Mapping[int, float]) -> list[Opening]:
    """The lines that open nodes, each with its depth; `sections` gives unnumbered headings and their ranks."""
    numbering, stack = Numbering(markers), list[Level]()
    found = []
    for place, marker in enumerate(markers):
        if place in sections:
            while stack and stack[-1].rank >= sections[place]:
                stack.pop()
            stack.append(Level(SECTION, sections[place]))
            found.append(Opening(place, len(stack), None))
        elif marker:
            descend(stack, marker, place, numbering)
            found.append(Opening(place, len(stack), marker))
    return found


def depths(lines: Sequence[str]) -> list[int]:
    """The depth of each numbered line.

    >>> depths(["一、甲", "1.乙", "2.丙", "二、丁", "（一）戊", "3.己"])
    [1, 2, 2, 1, 2, 3]
    """
    return [opening.depth for opening in openings(markers_of(lines), {})]
