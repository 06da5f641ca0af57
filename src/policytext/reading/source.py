"""Where bytes come from, and which reader their content calls for."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from policytext.model.document import Place
from policytext.model.errors import EmptyDocumentError, SourceNotFoundError, UnsupportedFormatError
from policytext.reading.formats import format_of, supported
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.reading import Reading

Source = str | os.PathLike[str] | bytes | IO[bytes]
_ADDRESS = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a source as decoded, before any cleaning, with its name and what its format tells beside it."""

    text: str
    name: str
    source: str | None = None
    encoding: str | None = None
    format: str | None = None
    frame: tuple[tuple[str, str], ...] = ()
    places: tuple[Place, ...] = ()


def read_source(source: Source, name: str | None = None, limits: Limits = DEFAULT) -> Decoded:
    """Read a path, an http(s) address, bytes or a binary file object into decoded text.

    Raises SourceNotFoundError, EmptyDocumentError, UnsupportedFormatError (BrokenFileError, ScannedDocumentError),
    DecodingError, MissingExtraError, LimitError, HostileInputError or FetchError.

    >>> read_source("一、加强领导".encode("gb18030")).text
    '一、加强领导'
    """
    data, origin = _bytes_of(source, limits)
    label = origin or "the given bytes"
    limits.check("bytes", len(data), label)
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise EmptyDocumentError(f"{label} is empty: give a file that holds text")
    format = format_of(data)
    if format is None:
        raise UnsupportedFormatError(f"{label} is in no format that is read: {supported()}")
    reading = format.load()(data, label, limits)
    return _checked(reading, name or _stem(origin), origin, format.name, label, limits)


def _checked(reading: Reading, name: str, origin: str | None, format: str, label: str, limits: Limits) -> Decoded:
    limits.check("characters", len(reading.text), label)
    if not reading.text.strip():
        raise EmptyDocumentError(f"{label} holds no text: a scanned document needs OCR first")
    return Decoded(reading.text, name, origin, reading.encoding, format, reading.frame, reading.places)


def _stem(origin: str | None) -> str:
    return Path(origin.partition("?")[0].rstrip("/")).stem if origin else "document"


def _bytes_of(source: Source, limits: Limits) -> tuple[bytes, str | None]:
    if isinstance(source, bytes):
        return source, None
    if isinstance(source, str) and source.lower().startswith(_ADDRESS):
        from policytext.reading.web import fetch

        return fetch(source, limits), source
    if isinstance(source, (str, os.PathLike)):
        return _file_bytes(source, limits), os.fspath(source)
    return source.read(limits.bytes + 1), getattr(source, "name", None)


def _file_bytes(path: str | os.PathLike[str], limits: Limits) -> bytes:
    try:
        with Path(path).open("rb") as stream:
            return stream.read(limits.bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise SourceNotFoundError(f"{path} does not exist: check the path") from None
    except (OSError, ValueError) as error:
        raise SourceNotFoundError(f"{path} cannot be opened as a file ({error}): give one readable file") from None
