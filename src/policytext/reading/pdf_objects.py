"""What PDFium keeps of a PDF page: its objects, those inside forms with the matrices that place them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

_DEEP = 40
"""PDFium itself follows forms no deeper."""


class Found(NamedTuple):
    """An object of a page, its kind, and the matrices of the forms around it from the inside out."""

    handle: Any
    kind: int
    forms: tuple[Any, ...]


def objects_in(raw: Any, page: Any, most: int) -> Iterator[Found]:
    """The objects of a page and of the forms on it, in the order in which they are drawn; the first `most` of them."""
    count = raw.FPDFPage_CountObjects(page)
    return islice(_each(raw, (raw.FPDFPage_GetObject(page, at) for at in range(count)), ()), most)


def _each(raw: Any, handles: Iterator[Any], forms: tuple[Any, ...]) -> Iterator[Found]:
    for handle in handles:
        kind = raw.FPDFPageObj_GetType(handle)
        yield Found(handle, kind, forms)
        if kind == raw.FPDF_PAGEOBJ_FORM and len(forms) < _DEEP:
            count = raw.FPDFFormObj_CountObjects(handle)
            inner = (raw.FPDFFormObj_GetObject(handle, at) for at in range(count))
            yield from _each(raw, inner, (matrix_of(raw, handle), *forms))


def matrix_of(raw: Any, handle: Any) -> Any:
    """The matrix that places an object."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return matrix
