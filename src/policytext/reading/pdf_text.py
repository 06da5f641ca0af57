"""All text of a PDF page, in memory made such that PDFium leaves none out, whatever fonts are installed.

PDFium takes a text by the shapes of its font: those of the file, or where the file has none those of an installed font,
or none at all. Text without a width (``甲`` alone, a turned line) it leaves out, and of texts that say the same and
overlap, or have no height, it leaves out all but the first, as if they were one printed twice.
"""

from __future__ import annotations

import ctypes
from math import hypot, isfinite
from typing import Any

from policytext.reading.pdf_objects import matrix_of, objects_in

_OBJECTS = 500_000
"""A page with more objects is read as PDFium gives it."""
_FLAT, _PEN = 0.01, 0.2
"""Less extent than `_FLAT` is none to PDFium; the width of the pen, in the size of the type."""
_APART, _TURNS = 2.0**-22, 61
"""By how much sizes are told apart, and after how many they come again: PDFium compares a text with the five before it."""


def text_of(raw: Any, page: Any) -> Any:
    """PDFium's text of a page; what is printed twice is in it twice."""
    handles = [handle for handle, kind, _ in objects_in(raw, page, _OBJECTS) if kind == raw.FPDF_PAGEOBJ_TEXT]
    for handle in handles:
        _give_extent(raw, handle)
    sizes = [_size(raw, handle) for handle in handles]
    _set_sizes(raw, handles, [size * (1 + _APART * (at % _TURNS)) for at, size in enumerate(sizes)])
    text = page.get_textpage()
    _set_sizes(raw, handles, sizes)
    return text


def _give_extent(raw: Any, handle: Any) -> None:
    """Let text that has no extent be drawn with a pen."""
    pen = _pen(raw, handle)
    if pen:
        raw.FPDFTextObj_SetTextRenderMode(handle, raw.FPDF_TEXTRENDERMODE_STROKE)
        raw.FPDFPageObj_SetStrokeWidth(handle, pen)
        raw.FPDFPageObj_Transform(handle, 1, 0, 0, 1, 0, 0)  # moves nothing, but has PDFium measure the text again


def _pen(raw: Any, handle: Any) -> float:
    """The width of the pen that text needs to have an extent: 0 where it has one."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(handle, left, bottom, right, top)
    if min(right.value - left.value, top.value - bottom.value) >= _FLAT:
        return 0.0
    matrix = matrix_of(raw, handle)
    pen = max(_PEN * _size(raw, handle) * hypot(matrix.c, matrix.d), 2 * _FLAT)
    return pen if isfinite(pen) else 0.0


def _size(raw: Any, handle: Any) -> float:
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(handle, size)
    return size.value


def _set_sizes(raw: Any, handles: list[Any], sizes: list[float]) -> None:
    """Give texts these sizes: two of other sizes are not one printed twice. Before 5.9 pypdfium2 has the pen alone."""
    set_size = getattr(raw, "FPDFTextObj_SetFontSize", None)
    if set_size is not None:
        for handle, size in zip(handles, sizes, strict=True):
            set_size(handle, size)
