"""What stands on a page: glyphs and rules with their places, points from the upper left corner, y downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


class Box(Protocol):
    """Anything that takes up a rectangle of a page."""

    @property
    def x0(self) -> float:
        """Its left edge."""

    @property
    def top(self) -> float:
        """Its upper edge."""

    @property
    def x1(self) -> float:
        """Its right edge."""

    @property
    def bottom(self) -> float:
        """Its lower edge."""


@dataclass(frozen=True, slots=True)
class Word:
    """A glyph, or a run of glyphs on one baseline; `x0` to `x1` is the advance, `bottom` is `top` plus `size`."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A printed line, horizontal or vertical."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def flat(self) -> bool:
        """Whether it runs from left to right."""
        return self.x1 - self.x0 >= self.bottom - self.top

    @property
    def length(self) -> float:
        """How long it is."""
        return max(self.x1 - self.x0, self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Page:
    """One page, read upright; `picture` where an image or outlines fill it."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...] = ()
    picture: bool = False


def holds(box: Box, word: Box, slack: float = 1.0) -> bool:
    """Whether the middle of `word` lies in `box`."""
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box.x0 - slack <= x <= box.x1 + slack and box.top - slack <= y <= box.bottom + slack
