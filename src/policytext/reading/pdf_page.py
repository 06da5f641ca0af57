"""One page of a PDF as PDFium gives it: glyphs turned upright, straight lines, whether it is a picture."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from typing import Any

from policytext.reading.layout_page import Page, Rule, Word
from policytext.reading.limits import Limits
from policytext.reading.pdf_glyphs import Glyph, Point, glyphs_of
from policytext.reading.pdf_objects import matrix_of, objects_in

_ASCENT = 0.88
"""Where the baseline lies below the top of a glyph, in its size."""
_NARROW, _HAIR = 0.15, 0.001
_LINES = 3_000
"""A page with more lines is a drawing."""
_OBJECTS, _SEGMENTS = 20_000, 4_000
_THIN, _SHORTEST, _STRAIGHT = 3.0, 4.0, 0.7
_COVERED, _OUTLINES = 0.5, 200


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

    def shows(self, word: Word, turn: int) -> bool:
        """Whether any of a word that was turned is on the page."""
        width, height = self.extent(turn)
        return word.x1 >= 0 and word.x0 <= width and word.bottom >= 0 and word.top <= height


def pages_in(library: Any, page: Any, number: int, limits: Limits, label: str) -> Iterator[Page]:
    """The page as its lines run, and apart from it what is printed in another direction."""
    sheet = _Sheet(*page.get_bbox())
    words = _words(glyphs_of(library.raw, page, limits, label), sheet)
    marks = _Marks(library.raw, page)
    turns = {turn: sum(bool(word.text.strip()) for word in found) for turn, found in words.items()}
    main = max(turns, key=lambda turn: turns[turn]) if turns else 0
    for turn in sorted({main, *turns}, key=lambda turn: turn != main):
        rules = tuple(_rule(ends, sheet.turned(turn)) for ends in marks.lines) if turn == main else ()
        picture = turn == main and marks.is_picture(sheet)
        yield Page(number, *sheet.extent(turn), tuple(_clipped(words.get(turn, []))), rules, picture)


def _words(glyphs: Iterable[Glyph], sheet: _Sheet) -> dict[int, list[Word]]:
    """What the page shows, by the direction in which it runs; directions of blanks alone are left out."""
    words: dict[int, list[Word]] = defaultdict(list)
    for glyph in glyphs:
        word = _word(glyph, sheet.turned(glyph.turn))
        if sheet.shows(word, glyph.turn):
            words[glyph.turn].append(word)
    return {turn: found for turn, found in words.items() if any(word.text.strip() for word in found)}


def _word(glyph: Glyph, placed: Callable[[Point], Point]) -> Word:
    x0, baseline = placed(glyph.origin)
    top = baseline - _ASCENT * glyph.size
    return Word(glyph.text, x0, top, x0 + glyph.advance, top + glyph.size, glyph.size)


def _clipped(words: Sequence[Word]) -> Iterator[Word]:
    """The words, none wider than the way to the next one of its line: widths that a file gives can be wrong."""
    for word, following in zip_longest(words, words[1:]):
        if (
            following is not None
            and following.top == word.top
            and word.x0 + _NARROW * word.size < following.x0 < word.x1 - _HAIR * word.size
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
        self.lines: list[tuple[Point, Point]] = []
        self.paths = 0
        self.pictured = 0.0
        for handle, kind, forms in objects_in(raw, page, _OBJECTS):
            if kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(handle, (matrix_of(raw, handle), *forms))
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._image((matrix_of(raw, handle), *forms))
        if len(self.lines) > _LINES:
            self.lines = []

    def is_picture(self, sheet: _Sheet) -> bool:
        """Whether images cover the page, or outlines enough that they may be its text."""
        area = (sheet.right - sheet.left) * (sheet.top - sheet.bottom)
        return self.pictured > _COVERED * area or self.paths > _OUTLINES

    def _image(self, matrices: tuple[Any, ...]) -> None:
        """An image fills the unit square of its matrix."""
        (x0, y0), (x1, y1), (x2, y2) = (_moved(at, matrices) for at in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)))
        self.pictured += abs((x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0))

    def _path(self, handle: Any, matrices: tuple[Any, ...]) -> None:
        self.paths += 1
        count = self._raw.FPDFPath_CountSegments(handle)
        if count > _SEGMENTS:
            self.paths += count
            return
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self._raw.FPDFPath_GetDrawMode(handle, fill, stroke)
        for outline in self._outlines(handle, count, matrices):
            if stroke.value:
                self.lines += [(a, b) for a, b in pairwise(outline) if _straight(a, b)]
            elif fill.value:
                self.lines += _bar(outline)

    def _outlines(self, handle: Any, count: int, matrices: tuple[Any, ...]) -> list[list[Point]]:
        """The corners of each part of a path, closed where the path says so."""
        outlines: dict[int, list[Point]] = defaultdict(list)
        part = 0
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(count):
            segment = self._raw.FPDFPath_GetPathSegment(handle, at)
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
