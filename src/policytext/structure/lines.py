"""Lines of a text with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that holds something: its stripped text and where that stands."""

    start: int
    end: int
    text: str


def lines_of(text: str) -> Iterator[Line]:
    """The lines of `text` that hold more than spaces.

    >>> [line.text for line in lines_of("一、总则\\n\\n  1.加强领导。")]
    ['一、总则', '1.加强领导。']
    """
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped[0])
            yield Line(start, start + len(stripped), stripped)
