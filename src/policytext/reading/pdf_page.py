"""One page of a PDF as PDFium gives it: glyphs turned upright, straight lines, whether it is a picture."""

from __future__ import annotations

import ctypes
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from math import atan2, degrees, hypot, isfinite
from typing import Any

from policytext.model.errors import BrokenFileError
from policytext.reading.layout_page import Page, Rule, Word
from policytext.reading.limits import Limits

_ASCENT = 0.88
"""Where the baseline lies below the top of a glyph, in its size."""
_SLANT = 8
"""Degrees off the axis from which text is a stamp or a watermark; a scan is less askew."""
_NARROW = 0.15
_LINES = 3_000
"""A page with more lines is a drawing."""
_OBJECTS, _SEGMENTS, _DEEP = 20_000, 4_000, 4
_THIN, _SHORTEST, _STRAIGHT = 3.0, 4.0, 0.7
_COVERED, _OUTLINES = 0.5, 200
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Glyph:
    """A glyph in the space of the file: its origin, the box of its advance, the direction of its line in quarter turns."""

    text: str
    origin: Point
    corners: tuple[Point, Point]
    size: float
    turn: int


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The visible part of a page, in the space of the file."""

    left: float
    bottom: float
    right: float
    top: float

    def turned(self, turn: int) -> Callable[[Point], Point]:
        """How a point of the file is placed on the page once lines that run in direction `turn` are level."""
        ways: tuple[Callable[[Point], Point], ...] = (
            lambda at: (at[0] - self.left, self.top - at[1]),
            lambda at: (at[1] - self.bottom, at[0] - self.left),
            lambda at: (self.right - at[0], at[1] - self.bottom),
            lambda at: (self.top - at[1], self.right - at[0]),
        )
        return ways[turn]

    def extent(self, turn: int) -> Point:
        """Width and height once turned."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if turn % 2 else (width, height)

    def shows(self, glyph: _Glyph) -> bool:
        """Whether any of the glyph is on the page."""
        (x0, y0), (x1, y1) = glyph.corners
        return x1 >= self.left and x0 <= self.right and y1 >= self.bottom and y0 <= self.top


def pages_in(library: Any, page: Any, number: int, limits: Limits, label: str) -> Iterator[Page]:
    """The page as its lines run, and apart from it what is printed in another direction."""
    sheet = _Sheet(*page.get_bbox())
    glyphs = [glyph for glyph in _glyphs(library.raw, page, limits, label) if sheet.shows(glyph)]
    marks = _Marks(library.raw, page)
    turns = Counter(glyph.turn for glyph in glyphs if glyph.text.strip())
    main = max(turns, key=lambda turn: turns[turn]) if turns else 0
    for turn in sorted({main, *turns}, key=lambda turn: turn != main):
        words = tuple(_clipped([_word(glyph, sheet.turned(turn)) for glyph in glyphs if glyph.turn == turn]))
        rules = tuple(_rule(ends, sheet.turned(turn)) for ends in marks.lines) if turn == main else ()
        yield Page(number, *sheet.extent(turn), words, rules, turn == main and marks.is_picture(sheet))


def _glyphs(raw: Any, page: Any, limits: Limits, label: str) -> Iterator[_Glyph]:
    """The glyphs of a page that are printed level or turned by quarters; slanted ones are watermarks."""
    text = page.get_textpage()
    try:
        count = raw.FPDFText_CountChars(text)
        limits.check("characters", count, label)
        printed = (_glyph(raw, text, at, label) for at in range(count) if raw.FPDFText_IsGenerated(text, at) != 1)
        yield from _whole(glyph for glyph in printed if glyph is not None)
    finally:
        text.close()


def _whole(glyphs: Iterable[_Glyph]) -> Iterator[_Glyph]:
    """The glyphs, one that stands for several characters (a ligature, a long dash) in one piece."""
    last: _Glyph | None = None
    for glyph in glyphs:
        if last is not None and _is_one(last, glyph):
            last = replace(last, text=last.text + glyph.text)
            continue
        if last is not None:
            yield last
        last = glyph
    if last is not None:
        yield last


def _is_one(last: _Glyph, glyph: _Glyph) -> bool:
    """Whether two characters are one glyph: in one box, and not the same character printed twice to look bold."""
    wide = glyph.corners[1][0] - glyph.corners[0][0] > 1.5 * glyph.size
    return last.corners == glyph.corners and last.origin == glyph.origin and (wide or last.text != glyph.text)


def _glyph(raw: Any, text: Any, at: int, label: str) -> _Glyph | None:
    """The glyph; None where it is slanted or has no size. Raises BrokenFileError where it stands nowhere."""
    matrix, box, x, y = raw.FS_MATRIX(), raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetMatrix(text, at, matrix)
    raw.FPDFText_GetLooseCharBox(text, at, box)
    raw.FPDFText_GetCharOrigin(text, at, x, y)
    angle = degrees(atan2(matrix.b, matrix.a))
    size = raw.FPDFText_GetFontSize(text, at) * hypot(matrix.c, matrix.d)
    if not all(map(isfinite, (angle, size, x.value, y.value, box.left, box.bottom, box.right, box.top))):
        raise BrokenFileError(f"{label}: a page draws text with numbers that are none: get or export the file again")
    turn = round(angle / 90)
    if abs(angle - 90 * turn) > _SLANT or size <= 0:
        return None
    return _Glyph(
        _character(raw, text, at), (x.value, y.value), ((box.left, box.bottom), (box.right, box.top)), size, turn % 4
    )


def _character(raw: Any, text: Any, at: int) -> str:
    """The character, U+FFFD where the file does not say which it is."""
    code = raw.FPDFText_GetUnicode(text, at)
    if raw.FPDFText_IsHyphen(text, at) == 1:
        return "-"
    if raw.FPDFText_HasUnicodeMapError(text, at) == 1 or code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
        return "\ufffd"
    return " " if code in (0x09, 0x0A, 0x0D, 0xA0) else chr(code) if code >= 0x20 else "\ufffd"


def _word(glyph: _Glyph, placed: Callable[[Point], Point]) -> Word:
    x0, baseline = placed(glyph.origin)
    x1 = max(x0, *(placed(corner)[0] for corner in glyph.corners))
    top = baseline - _ASCENT * glyph.size
    return Word(glyph.text, x0, top, x1, top + glyph.size, glyph.size)


def _clipped(words: Sequence[Word]) -> Iterator[Word]:
    """The words, none wider than the way to the next one of its line: the box of a font not embedded is a guess."""
    for word, following in zip_longest(words, words[1:]):
        if (
            following is not None
            and following.top == word.top
            and word.x0 + _NARROW * word.size < following.x0 < word.x1
        ):
            yield replace(word, x1=following.x0)
        else:
            yield word


def _rule(ends: tuple[Point, Point], placed: Callable[[Point], Point]) -> Rule:
    (x0, y0), (x1, y1) = placed(ends[0]), placed(ends[1])
    return Rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


class _Marks:
    """What is drawn on a page beside text: straight lines, and how much pictures cover."""

    def __init__(self, raw: Any, page: Any) -> None:
        self._raw = raw
        self._left = _OBJECTS
        self.lines: list[tuple[Point, Point]] = []
        self.paths = 0
        self.pictured = 0.0
        count = raw.FPDFPage_CountObjects(page)
        self._walk((raw.FPDFPage_GetObject(page, at) for at in range(count)), (), 0)
        if len(self.lines) > _LINES:
            self.lines = []

    def is_picture(self, sheet: _Sheet) -> bool:
        """Whether images cover the page, or outlines enough that they may be its text."""
        area = (sheet.right - sheet.left) * (sheet.top - sheet.bottom)
        return self.pictured > _COVERED * area or self.paths > _OUTLINES

    def _walk(self, objects: Iterator[Any], forms: tuple[Any, ...], depth: int) -> None:
        """Look at each object, and into the forms that hold more."""
        for found in objects:
            self._left -= 1
            if self._left < 0:
                return
            kind = self._raw.FPDFPageObj_GetType(found)
            if kind == self._raw.FPDF_PAGEOBJ_PATH:
                self._path(found, forms)
            elif kind == self._raw.FPDF_PAGEOBJ_IMAGE:
                self._image(found, forms)
            elif kind == self._raw.FPDF_PAGEOBJ_FORM and depth < _DEEP:
                count = self._raw.FPDFFormObj_CountObjects(found)
                inner = (self._raw.FPDFFormObj_GetObject(found, at) for at in range(count))
                self._walk(inner, (self._matrix(found), *forms), depth + 1)

    def _matrix(self, found: Any) -> Any:
        matrix = self._raw.FS_MATRIX()
        self._raw.FPDFPageObj_GetMatrix(found, matrix)
        return matrix

    def _image(self, found: Any, forms: tuple[Any, ...]) -> None:
        """An image fills the unit square of its matrix."""
        matrices = (self._matrix(found), *forms)
        (x0, y0), (x1, y1), (x2, y2) = (_moved(at, matrices) for at in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
        self.pictured += abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))

    def _path(self, found: Any, forms: tuple[Any, ...]) -> None:
        self.paths += 1
        count = self._raw.FPDFPath_CountSegments(found)
        if count > _SEGMENTS:
            self.paths += count
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self._raw.FPDFPath_GetDrawMode(found, fill, stroke)
        for outline in self._outlines(found, count, (self._matrix(found), *forms)):
            if stroke.value:
                self.lines += [(a, b) for a, b in pairwise(outline) if _straight(a, b)]
            elif fill.value:
                self.lines += _bar(outline)

    def _outlines(self, found: Any, count: int, matrices: tuple[Any, ...]) -> list[list[Point]]:
        """The corners of each part of a path, closed where the path says so."""
        outlines: dict[int, list[Point]] = defaultdict(list)
        part = 0
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(count):
            segment = self._raw.FPDFPath_GetPathSegment(found, at)
            part += self._raw.FPDFPathSegment_GetType(segment) == self._raw.FPDF_SEGMENT_MOVETO
            self._raw.FPDFPathSegment_GetPoint(segment, x, y)
            outlines[part].append(_moved((x.value, y.value), matrices))
            if self._raw.FPDFPathSegment_GetClose(segment):
                outlines[part].append(outlines[part][0])
        return list(outlines.values())


def _moved(at: Point, matrices: Sequence[Any]) -> Point:
    x, y = at
    for m in matrices:
        x, y = m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f
    return x, y


def _straight(a: Point, b: Point) -> bool:
    """Whether a line is level or upright and long enough to part anything."""
    dx, dy = abs(a[0] - b[0]), abs(a[1] - b[1])
    return min(dx, dy) < _STRAIGHT and max(dx, dy) > _SHORTEST


def _bar(outline: Sequence[Point]) -> list[tuple[Point, Point]]:
    """The line that a thin filled box draws."""
    x0, x1 = min(x for x, _ in outline), max(x for x, _ in outline)
    y0, y1 = min(y for _, y in outline), max(y for _, y in outline)
    if min(x1 - x0, y1 - y0) > _THIN or max(x1 - x0, y1 - y0) < _SHORTEST:
        return []
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    return [((x0, y), (x1, y))] if x1 - x0 > y1 - y0 else [((x, y0), (x, y1))]
