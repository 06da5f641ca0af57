"""PDF with a text layer, through PDFium: its glyphs and lines, put together by ``reading.layout``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from itertools import chain
from time import monotonic
from typing import Any

from policytext.model.errors import BrokenFileError, MissingExtraError, ScannedDocumentError
from policytext.reading.layout import Page, reading_of
from policytext.reading.limits import Limits
from policytext.reading.pdf_page import pages_in
from policytext.reading.pdf_trial import try_out
from policytext.reading.reading import Reading

_OBJECT = re.compile(rb"[\r\n]\s*[0-9]{1,9} [0-9]{1,5} obj\b")
_END = b"%%EOF"
_PASSWORD = 4
"""PDFium's number for a file that a password locks."""
_FARTHEST = 1e6
"""Points from the corner of a page beyond which nothing can stand; the largest page has 14,400."""


def read_pdf(data: bytes, label: str, limits: Limits) -> Reading:
    """The text of a PDF, page by page.

    Raises ScannedDocumentError where the pages are pictures, BrokenFileError where the file is damaged, cut off or
    locked with a password, HostileInputError where its drawings never end, LimitError where it has more pages or
    characters, or takes longer, than `limits` allows, and MissingExtraError without the extra ``pdf``. Text that is
    written from top to bottom is not put in order.
    """
    _check_end(data, label)
    library = _library()
    try_out(data, label, limits)
    document = _opened(library, data, label)
    try:
        limits.check("pages", len(document), label)
        pages = list(_pages(library, document, label, limits))
    finally:
        document.close()
    reading = reading_of(pages)
    _check_text(reading, pages, label)
    return reading


def _library() -> Any:
    try:
        return import_module("pypdfium2")
    except ImportError:
        raise MissingExtraError("PDF needs the extra pdf: pip install 'policytext[pdf]'") from None


def _check_end(data: bytes, label: str) -> None:
    """Refuse a file that stops in the middle: what is left of it would read like a whole, shorter document."""
    end = data.rfind(_END)
    if end < 0 or _OBJECT.search(data, end):
        raise BrokenFileError(
            f"{label} is a PDF whose end is missing: get the file again, it was not transferred whole"
        )


def _opened(library: Any, data: bytes, label: str) -> Any:
    try:
        document = library.PdfDocument(data)
    except library.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD or "password" in str(error).lower():
            raise BrokenFileError(f"{label} is a PDF locked with a password: save it without one") from None
        raise BrokenFileError(f"{label} is no PDF that can be opened ({error}): get or export the file again") from None
    if not len(document):
        document.close()
        raise BrokenFileError(f"{label} is a PDF without pages: get or export the file again")
    return document


def _pages(library: Any, document: Any, label: str, limits: Limits) -> Iterator[Page]:
    """Every page, the limits on characters and time checked after each."""
    begun, characters = monotonic(), 0
    for number in range(1, len(document) + 1):
        try:
            for page in pages_in(library, document[number - 1], number, limits, label):
                characters += len(page.words)
                _check_places(page, label)
                yield page
        except library.PdfiumError as error:
            raise BrokenFileError(
                f"{label}: page {number} of {len(document)} cannot be read ({error}): get or export the file again"
            ) from None
        limits.check("characters", characters, label)
        limits.check("seconds", int(monotonic() - begun), label)


def _check_places(page: Page, label: str) -> None:
    """Refuse a page whose glyphs or lines stand nowhere: their order would be made up."""
    places = chain(
        (page.width, page.height),
        chain.from_iterable((word.x0, word.top, word.x1, word.bottom, word.size) for word in page.words),
        chain.from_iterable((rule.x0, rule.top, rule.x1, rule.bottom) for rule in page.rules),
    )
    if not all(-_FARTHEST < place < _FARTHEST for place in places):
        raise BrokenFileError(
            f"{label}: page {page.number} places text at no point of a page: get or export the file again"
        )


def _check_text(reading: Reading, pages: list[Page], label: str) -> None:
    """Refuse a document of pictures: nothing but marks for missing pages came out of it."""
    pictures = sum(page.picture for page in pages)
    if (
        pictures
        and reading.text.count("\n") + 1 <= pictures
        and all(x.startswith("□□□（第") for x in reading.text.split("\n"))
    ):
        raise ScannedDocumentError(
            f"{label} is a scan: its {len(pages)} pages are pictures without text; run OCR on it (for example ocrmypdf -l chi_sim), "
            "then read the result"
        )
