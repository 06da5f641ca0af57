"""Where bytes come from, and which reader their content calls for."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit

from policytext.model.document import Place
from policytext.model.errors import EmptyDocumentError, SourceNotFoundError, UnsupportedFormatError
from policytext.reading.address import is_address
from policytext.reading.foreign import advice_for, foreign_kind
from policytext.reading.formats import format_of, supported
from policytext.reading.labels import shown
from policytext.reading.limits import DEFAULT, Limits
from policytext.reading.reading import Reading

Source = str | os.PathLike[str] | bytes | IO[bytes]
_MEMBER = b"PK\x01\x02"
_LONGEST_PATH = 4096
_BLANK = b"\x00 \t\r\n\x0b\x0c\xef\xbb\xbf\xfe\xff"


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
    label = shown(origin) if origin else "the given bytes"
    _check_size(data, label, limits)
    format = format_of(data)
    if format is None:
        raise UnsupportedFormatError(_unread(data, label))
    reading = format.load()(data, label, limits)
    return _checked(reading, name or _stem(origin), origin, format.name, label, limits)


def _check_size(data: bytes, label: str, limits: Limits) -> None:
    """Before anything looks into the bytes: how many there are, and how many files an archive would list."""
    limits.check("bytes", len(data), label)
    if not data.strip(_BLANK):
        raise EmptyDocumentError(f"{label} is empty: give a file that holds text")
    if data.startswith(b"PK"):
        limits.check("members", data.count(_MEMBER), label)


def _unread(data: bytes, label: str) -> str:
    kind = foreign_kind(data)
    if kind is None:
        return f"{label} is in no format that is read: {supported()}"
    return f"{label} is {kind}, which is not read: {advice_for(kind)}. Read are: {supported()}"


def _checked(reading: Reading, name: str, origin: str | None, format: str, label: str, limits: Limits) -> Decoded:
    limits.check("characters", len(reading.text), label)
    if not reading.text.strip("\ufeff\x00 \t\r\n\u3000"):
        raise EmptyDocumentError(f"{label} holds no text: a scanned document needs OCR first")
    return Decoded(reading.text, name, origin, reading.encoding, format, reading.frame, reading.places)


def _stem(origin: str | None) -> str:
    """What a document is called after: the file without its ending, or the last part of an address, or its host."""
    if not origin:
        return "document"
    if not is_address(origin):
        return Path(origin).stem or "document"
    parts = urlsplit(origin.strip())
    return Path(unquote(parts.path).rstrip("/")).stem or parts.hostname or "document"


def _bytes_of(source: Source, limits: Limits) -> tuple[bytes, str | None]:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source), None
    if isinstance(source, str) and is_address(source):
        from policytext.reading.web import fetch

        return fetch(source, limits), _written(source)
    if isinstance(source, (str, os.PathLike)):
        return _file_bytes(os.fsdecode(source), limits), _written(os.fsdecode(source))
    name = getattr(source, "name", None)
    return _stream_bytes(source, limits), _written(name) if isinstance(name, str) else None


def _written(origin: str) -> str:
    """A path or address that every file and table can hold: a name of undecodable bytes has lone surrogates."""
    return origin.encode("utf-8", "replace").decode("utf-8")


def _file_bytes(path: str, limits: Limits) -> bytes:
    if not path.strip():
        raise SourceNotFoundError("the path is empty: give the path of a file")
    if len(path) > _LONGEST_PATH or "\n" in path:
        raise SourceNotFoundError(f"{shown(path)} is no path but a text: give it to policytext.parse")
    try:
        _check_regular(path)
        with Path(path).open("rb") as stream:
            return stream.read(limits.bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        raise SourceNotFoundError(f"{shown(path)} does not exist: check the path{_hint(path)}") from None
    except (OSError, ValueError) as error:
        reason = shown(getattr(error, "strerror", None) or str(error))
        raise SourceNotFoundError(f"{shown(path)} cannot be opened as a file ({reason}): give one readable file") from None


def _check_regular(path: str) -> None:
    """A pipe could be waited for without end, and a device has none."""
    mode = Path(path).stat().st_mode
    if stat.S_ISDIR(mode):
        raise OSError("it is a folder")
    if not stat.S_ISREG(mode):
        raise OSError("it is a pipe or a device")


def _hint(path: str) -> str:
    first = path.partition("/")[0]
    return ", or begin it with https:// if it is an address" if "." in first.strip(".") and "/" in path else ""


def _stream_bytes(stream: IO[bytes], limits: Limits) -> bytes:
    """All that an object gives, read again while it gives less than asked for, as a socket does."""
    pieces: list[bytes] = []
    size = 0
    while size <= limits.bytes and (piece := stream.read(limits.bytes + 1 - size)):
        if not isinstance(piece, bytes):
            raise UnsupportedFormatError('the file object gives characters and not bytes: open it with mode "rb"')
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)
