"""Path objects of OFD pages: the straight lines that frame tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from policytext.model.errors import BrokenFileError
from policytext.reading.ofd_numbers import Transform, numbers

Line = tuple[float, float, float, float]
"""x0, y0, x1, y1 with x0 <= x1 and y0 <= y1."""
_STEP = re.compile(r"([SMLQBAC])([^SMLQBAC]*)")
_ENDS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7}
"""How many numbers a step takes; the last two are where it ends."""
_THIN = 1.0
"""Millimetres: a filled box no thicker is a line."""
_STRAIGHT = 0.1


def lines(element: Any, place: Transform, label: str) -> Iterator[Line]:
    """The level and upright lines of a path object, and thin boxes as lines.

    Raises BrokenFileError where a coordinate is none.
    """
    stroked = element.get("Stroke", "true") not in ("false", "0")
    filled = element.get("Fill", "false") in ("true", "1")
    for figure in _figures(element.findtext("{*}AbbreviatedData") or "", label):
        points = [place.point(x, y) for x, y in figure]
        box = _box(points)
        if filled and min(box[2] - box[0], box[3] - box[1]) <= _THIN:
            yield _middle(box)
        elif stroked:
            yield from _sides(points)


def _figures(data: str, label: str) -> Iterator[list[tuple[float, float]]]:
    """The corners of each figure; a curve is left out, and what comes after it is a figure of its own.

    >>> list(_figures("M 0 0 L 9 0 L 9 5 C", "公文.ofd"))
    [[(0.0, 0.0), (9.0, 0.0), (9.0, 5.0), (0.0, 0.0)]]
    """
    figure: list[tuple[float, float]] = []
    for step, rest in _STEP.findall(data):
        if step == "C":
            figure += figure[:1]
            continue
        found = numbers(rest, label)
        if len(found) < _ENDS[step]:
            raise BrokenFileError(f"{label} is broken: the path {step}{rest[:40]} lacks a coordinate: get the file again")
        if step != "L" and len(figure) > 1:
            yield figure
        figure = [*(figure if step == "L" else []), (found[-2], found[-1])]
    if len(figure) > 1:
        yield figure


def _sides(points: list[tuple[float, float]]) -> Iterator[Line]:
    for i in range(len(points) - 1):
        line = _box(points[i : i + 2])
        across, down = line[2] - line[0], line[3] - line[1]
        if min(across, down) <= _STRAIGHT < max(across, down):
            yield line


def _box(points: list[tuple[float, float]]) -> Line:
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def _middle(box: Line) -> Line:
    """The line through the middle of a thin box."""
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return (box[0], y, box[2], y) if box[2] - box[0] >= box[3] - box[1] else (x, box[1], x, box[3])
