"""The glyphs of a PDF page, alike on every machine: placed by what the file says, not by the shapes of its fonts.

The shapes of a font that is not embedded are those of whatever font is installed, or none at all. So nothing here may
hang on the box of a shape: a glyph is its origin, its size, and the width that the file gives it.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from math import atan2, degrees, hypot, isfinite
from typing import Any

from policytext.model.errors import BrokenFileError
from policytext.reading.limits import Limits
from policytext.reading.pdf_text import text_of

_SLANT, _ASKEW = 8, 0.1
"""Degrees off the axis from which text is a stamp or a watermark (a scan is less askew), and from which boxes are wider."""
_SHAPE, _TOUCH = 0.005, 0.001
"""The least height of a shape, and how near to the end of a box its end is the same, in the size of the type."""
_LEAST = 0.4
"""A width that is less of the box than this is that of another glyph with the same character."""
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph in the space of the file; `advance` goes from its `origin` in the direction `turn`, in quarter turns."""

    text: str
    origin: Point
    advance: float
    size: float
    turn: int
    at: int
    """Its place in PDFium's text."""
    loose: bool
    """Whether `advance` may be that of a box around its shape, and more than the width that the file gives."""


def glyphs_of(raw: Any, page: Any, limits: Limits, label: str) -> Iterator[Glyph]:
    """The glyphs of a page that are printed level or turned by quarters; slanted ones are watermarks."""
    text = text_of(raw, page)
    try:
        count = raw.FPDFText_CountChars(text)
        limits.check("characters", count, label)
        look = _Look(raw, text, label)
        printed = (look.glyph(at) for at in range(count) if raw.FPDFText_IsGenerated(text, at) != 1)
        yield from map(look.narrowed, _whole(glyph for glyph in printed if glyph is not None))
    finally:
        text.close()


def _whole(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The glyphs, one that stands for several characters (a ligature, a long dash) in one piece."""
    last: Glyph | None = None
    for glyph in glyphs:
        if last is not None and _is_one(last, glyph):
            last = replace(last, text=last.text + glyph.text)
            continue
        if last is not None:
            yield last
        last = glyph
    if last is not None:
        yield last


def _is_one(last: Glyph, glyph: Glyph) -> bool:
    """Whether two characters are one glyph: at one place, and not the same character printed twice to look bold."""
    wide = glyph.advance > 1.5 * glyph.size
    return last.origin == glyph.origin and last.advance == glyph.advance and (wide or last.text != glyph.text)


class _Look:
    """PDFium's text of one page, asked for one glyph after the other."""

    def __init__(self, raw: Any, text: Any, label: str) -> None:
        self._raw, self._text, self._label = raw, text, label
        self._matrix, self._box = raw.FS_MATRIX(), raw.FS_RECTF()
        self._shape = tuple(ctypes.c_double() for _ in range(4))
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._widths: dict[tuple[int, str], float] = {}

    def glyph(self, at: int) -> Glyph | None:
        """The glyph; None where it is slanted or has no size. Raises BrokenFileError where it stands nowhere."""
        raw, text, matrix, box = self._raw, self._text, self._matrix, self._box
        raw.FPDFText_GetMatrix(text, at, matrix)
        raw.FPDFText_GetLooseCharBox(text, at, box)
        raw.FPDFText_GetCharOrigin(text, at, self._x, self._y)
        origin, sides = (self._x.value, self._y.value), (box.left, box.bottom, box.right, box.top)
        angle = degrees(atan2(matrix.b, matrix.a))
        size = raw.FPDFText_GetFontSize(text, at) * hypot(matrix.c, matrix.d)
        if not all(map(isfinite, (angle, size, *origin, *sides))):
            raise BrokenFileError(
                f"{self._label}: a page draws text with numbers that are none: get or export the file again"
            )
        turn = round(angle / 90)
        if abs(angle - 90 * turn) > _SLANT or size <= 0:
            return None
        advance = _reach(origin, sides, turn % 4)
        loose = abs(angle - 90 * turn) > _ASKEW or self._bulges(at, origin, turn % 4, advance, size)
        return Glyph(self._character(at), origin, max(advance, 0.0), size, turn % 4, at, loose)

    def _bulges(self, at: int, origin: Point, turn: int, advance: float, size: float) -> bool:
        """Whether there is a shape that reaches to the end of the box."""
        left, right, bottom, top = self._shape
        self._raw.FPDFText_GetCharBox(self._text, at, left, right, bottom, top)
        sides = (left.value, bottom.value, right.value, top.value)
        height = right.value - left.value if turn % 2 else top.value - bottom.value
        return height > _SHAPE * size and _reach(origin, sides, turn) > advance - _TOUCH * size

    def narrowed(self, glyph: Glyph) -> Glyph:
        """The glyph with the width that the file gives it, where its box can be wider; a ligature as it is."""
        if not glyph.loose or len(glyph.text) > 1:
            return glyph
        width = self._width(glyph)
        return replace(glyph, advance=width) if _LEAST * glyph.advance < width < glyph.advance else glyph

    def _width(self, glyph: Glyph) -> float:
        """The width of a character in its font; PDFium takes long to look it up."""
        raw, handle = self._raw, self._raw.FPDFText_GetTextObject(self._text, glyph.at)
        font = raw.FPDFTextObj_GetFont(handle) if handle else None
        if not font:
            return 0.0
        key = (ctypes.addressof(font.contents), glyph.text)
        if key not in self._widths:
            width = ctypes.c_float()
            raw.FPDFFont_GetGlyphWidth(font, ord(glyph.text), 1.0, width)
            self._widths[key] = width.value
        raw.FPDFText_GetMatrix(self._text, glyph.at, self._matrix)
        scale = raw.FPDFText_GetFontSize(self._text, glyph.at) * hypot(self._matrix.a, self._matrix.b)
        return self._widths[key] * float(scale)

    def _character(self, at: int) -> str:
        """The character, U+FFFD where the file does not say which it is."""
        raw, text = self._raw, self._text
        code = raw.FPDFText_GetUnicode(text, at)
        if raw.FPDFText_IsHyphen(text, at) == 1:
            return "-"
        if raw.FPDFText_HasUnicodeMapError(text, at) == 1 or code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            return "\ufffd"
        return " " if code in (0x09, 0x0A, 0x0D, 0xA0) else chr(code) if code >= 0x20 else "\ufffd"


def _reach(origin: Point, sides: tuple[float, float, float, float], turn: int) -> float:
    """How far a box goes from the origin in the direction of the line."""
    (x, y), (left, bottom, right, top) = origin, sides
    return (right - x, top - y, x - left, y - bottom)[turn]
