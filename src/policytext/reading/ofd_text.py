"""Text objects of OFD pages, glyph by glyph."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from policytext.reading.ofd_numbers import Transform, numbers, offsets

_ESCAPED = re.compile(r"\\([0-9A-Fa-f]{4})")
_PLACEHOLDER = "\u00a4"
"""Stands in a text where a glyph has no character of its own (GB/T 33190, 11.3)."""
UNKNOWN = "\ufffd"
_TOUCHING = 1.2
"""Up to how many times its size a character's offset is its own width; beyond it, it is spaced out."""
_UPRIGHT = 8.0
"""Degrees."""
_USUAL, _SMALLEST = 3.7, 0.1
"""Millimetres: the size of text that names none, and below which text cannot be seen."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character on a page: the start of its baseline, its advance, its size, in millimetres; turned by quarters."""

    text: str
    x: float
    y: float
    advance: float
    size: float
    quarter: int


def glyphs(element: Any, place: Transform, label: str) -> Iterator[Glyph]:
    """The glyphs of a text object. Slanted text, which is a watermark, is left out, and text too small to be seen.

    Raises BrokenFileError where a coordinate is none.
    """
    size = _first(element.get("Size") or element.get("size"), _USUAL, label)  # some writers misspell it
    stretch = _first(element.get("HScale"), 1.0, label)
    x = y = 0.0
    quarter = _quarter(place)
    if quarter is None or size * math.hypot(place.c, place.d) < _SMALLEST:
        return
    for code in element.iterfind("{*}TextCode"):
        x, y = _first(code.get("X"), x, label), _first(code.get("Y"), y, label)
        text = _characters(code.text or "")
        for character, left, top, advance in _laid_out(text, code, size * stretch, label):
            yield Glyph(character, *place.point(x + left, y + top), *_scaled(place, advance, size), quarter)


def _laid_out(text: str, code: Any, size: float, label: str) -> Iterator[tuple[str, float, float, float]]:
    """Each character with its offset from the first one, and its advance."""
    across = offsets(code.get("DeltaX"), len(text) - 1, label)
    down = offsets(code.get("DeltaY"), len(text) - 1, label)
    x = y = 0.0
    for at, (character, right, below) in enumerate(zip_longest(text, across, down)):
        usual = _width(character) * size
        yield character, x, y, right if right is not None and 0 < right <= _TOUCHING * size else usual
        x += right if right is not None else 0.0 if at < len(down) and not across else usual
        y += below or 0.0


def _characters(text: str) -> str:
    r"""The characters of a text code, one a glyph.

    >>> _characters(r"教育\0020局¤"), _characters("\n教育")
    ('教育 局\ufffd', '教育')
    """
    text = "".join(text.splitlines())
    text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace(_PLACEHOLDER, UNKNOWN).replace("\t", " ")
    return "".join(character for character in text if unicodedata.category(character) not in ("Cc", "Cs"))


def _width(character: str) -> float:
    """The usual width of a character in parts of its size."""
    return 1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5


def _scaled(place: Transform, advance: float, size: float) -> tuple[float, float]:
    return advance * math.hypot(place.a, place.b), size * math.hypot(place.c, place.d)


def _quarter(place: Transform) -> int | None:
    """By how many quarters the baseline is turned clockwise; None where it is slanted."""
    degrees = math.degrees(math.atan2(place.b, place.a))
    quarter = round(degrees / 90)
    return quarter % 4 if abs(degrees - 90 * quarter) <= _UPRIGHT else None


def _first(text: str | None, default: float, label: str) -> float:
    return next(iter(numbers(text, label)), default)
