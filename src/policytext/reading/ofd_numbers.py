"""Numbers of OFD pages: lists of coordinates, offsets with repetitions, transformations."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, repeat

from policytext.model.errors import BrokenFileError

_FARTHEST = 1e6
"""Millimetres; nothing is drawn a kilometre away."""


@dataclass(frozen=True, slots=True)
class Transform:
    """``x' = a·x + c·y + e``, ``y' = b·x + d·y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def within(self, outer: Transform) -> Transform:
        """This one first, then `outer`."""
        o = outer
        return Transform(
            o.a * self.a + o.c * self.b, o.b * self.a + o.d * self.b, o.a * self.c + o.c * self.d,
            o.b * self.c + o.d * self.d, *outer.point(self.e, self.f),
        )  # fmt: skip


def numbers(text: str | None, label: str) -> list[float]:
    """The numbers of a list.

    Raises BrokenFileError where one is none, or no place on any page.

    >>> numbers("10 20.5", "公文.ofd")
    [10.0, 20.5]
    """
    return [_number(part, label) for part in (text or "").replace(",", " ").split()]


def offsets(text: str | None, count: int, label: str) -> list[float]:
    """The first `count` offsets between characters; ``g 3 4.2`` stands for ``4.2 4.2 4.2``.

    >>> offsets("5 g 999999999 4.2", 3, "公文.ofd")
    [5.0, 4.2, 4.2]
    """
    return list(islice(_offsets(text or "", label), max(0, count)))


def _offsets(text: str, label: str) -> Iterator[float]:
    parts = iter(text.replace(",", " ").split())
    for part in parts:
        if part == "g":
            times = _number(next(parts, "0"), label, most=math.inf)
            yield from repeat(_number(next(parts, "0"), label), max(0, int(min(times, 1 << 40))))
        else:
            yield _number(part, label)


def _number(text: str, label: str, most: float = _FARTHEST) -> float:
    try:
        found = float(text)
    except ValueError:
        found = math.nan
    if not abs(found) <= most:
        raise BrokenFileError(f"{label} is broken: {text[:40]!r} is no coordinate of a page: get the file again")
    return found
