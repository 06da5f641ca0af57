"""DOCX: what the pages of a Word file print, in their order, with the numbers that Word makes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from policytext.model.document import Place
from policytext.model.errors import (
    BrokenFileError,
    DecodingError,
    EmptyDocumentError,
    MissingExtraError,
    ScannedDocumentError,
    UnsupportedFormatError,
)
from policytext.reading.formats import format_of
from policytext.reading.limits import Limits
from policytext.reading.reading import Reading
from policytext.reading.word_blocks import Blocks, ChunkReader, Printed
from policytext.reading.word_names import VML, A, W
from policytext.reading.word_package import Package

_MOST_CHUNKS = 50


def read_docx(data: bytes, label: str, limits: Limits) -> Reading:
    """The paragraphs of a Word file, one a line, with their automatic numbers; tables as ``reading.grid`` writes them.

    Footnotes stand at the end. What is hidden, deleted or a comment is not text. `places` name the paragraph
    (第3段, counted without empty ones) or the row of a table (第1表第2行); `frame` the file's own title and author.

    Raises BrokenFileError, ScannedDocumentError, HostileInputError or LimitError.
    """
    return _read(data, label, limits, nested=False)


def _read(data: bytes, label: str, limits: Limits, nested: bool) -> Reading:
    package = Package(data, label, limits)
    body = package.main().find(W + "body")
    if body is None:
        raise BrokenFileError(f"{label} is a broken Word file (its main part has no body): open and save it again")
    blocks = Blocks(package, _gap if nested else _chunk_reader(package))
    reading = _written([*blocks.of(body), *blocks.notes()], package)
    if not reading.text.strip() and next(body.iter(A + "blip", VML + "imagedata"), None) is not None:
        raise ScannedDocumentError(f"{label} holds only pictures: run OCR over it and read the result")
    return reading


def _written(blocks: Iterable[Printed], package: Package) -> Reading:
    """The blocks as one text, with a place wherever one begins that has another name than the one before."""
    lines: list[str] = []
    places: list[Place] = []
    length = 0
    for block in blocks:
        if block.text.strip() and (not places or places[-1].name != block.place):
            places.append(Place(length, block.place))
        lines.append(block.text)
        length += len(block.text) + 1
        package.limits.check("characters", length, package.label)
    return Reading("\n".join(lines), frame=package.metadata(), places=tuple(places))


def _chunk_reader(package: Package) -> ChunkReader:
    """A reader for files that are inserted as a whole (``w:altChunk``); what it cannot read leaves a line that says so."""

    @cache
    def read(name: str | None) -> str:
        if name is None or read.cache_info().currsize >= _MOST_CHUNKS:
            return _gap(name)
        try:
            return _inserted(package.part(name), f"{package.label}: its part {name}", package.limits)
        except (UnsupportedFormatError, DecodingError, EmptyDocumentError, MissingExtraError):
            return _gap(name)

    return read


def _gap(name: str | None) -> str:
    """The line that stands for an inserted file that is not read."""
    return f"〔此处插入的文件未能读出：{name or '不在文件中'}〕"


def _inserted(data: bytes, label: str, limits: Limits) -> str:
    format = format_of(data)
    if format is None:
        raise UnsupportedFormatError(f"{label} is in no format that is read")
    if format.name == "docx":
        return _read(data, label, limits, nested=True).text
    return format.load()(data, label, limits).text
