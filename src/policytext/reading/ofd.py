"""OFD (GB/T 33190-2016), the format of Chinese electronic official documents: pages of placed glyphs.

Templates are drawn with the pages that use them. Left out are annotations and signatures (seals, remarks), invisible
objects, what lies beyond the edge of a page, slanted text, and attached files. Text that is laid unseen over a
scanned page is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from policytext.model.document import Place
from policytext.model.errors import ScannedDocumentError
from policytext.reading.archive import Archive
from policytext.reading.layout import Page, reading_of
from policytext.reading.limits import Limits
from policytext.reading.ofd_package import Body, Package
from policytext.reading.ofd_page import Drawn, drawn, pages_of
from policytext.reading.reading import Reading


def read_ofd(data: bytes, label: str, limits: Limits) -> Reading:
    """The text of an OFD file, as the layout of its pages tells paragraphs and tables apart.

    All documents of the file are read, in order, their pages counted on. The frame holds what the file says of
    itself as ``meta:Title``, ``meta:Author`` … Raises UnsupportedFormatError where the file is encrypted,
    ScannedDocumentError, BrokenFileError, HostileInputError or LimitError.
    """
    package = Package(Archive(data, label, limits))
    documents = list(_documents(package))
    pages = [page for document in documents for page in document]
    if any(page.picture for page in pages) and not any(word.text.strip() for page in pages for word in page.words):
        raise ScannedDocumentError(f"{label}: its {pages[-1].number} pages are images without text: OCR it first")
    return _joined([reading_of(document) for document in documents], tuple(package.info()))


def _documents(package: Package) -> Iterator[list[Page]]:
    """The pages of each document; a page that is named again is drawn again, and not read again."""
    archive, known, count, spent = package.archive, dict[tuple[Body, str], Drawn](), 0, 0
    for body in package.bodies():
        archive.limits.check("pages", count + body.count(), archive.label)
        pages: list[Page] = []
        for reference in body.pages:
            found = known.get((body, reference.part)) or drawn(body, reference.part)
            known[body, reference.part] = found
            count, spent = count + 1, spent + found.spent
            archive.limits.check("characters", spent, archive.label)
            pages += pages_of(found, count)
        yield pages


def _joined(readings: list[Reading], frame: tuple[tuple[str, str], ...]) -> Reading:
    """Several documents below each other."""
    texts: list[str] = []
    places: list[Place] = []
    offset = 0
    for reading in readings:
        if reading.text:
            places += (Place(offset + place.start, place.name) for place in reading.places)
            texts.append(reading.text)
            offset += len(reading.text) + 1
    return Reading("\n".join(texts), None, frame, tuple(places))
