"""Where bytes come from, and which reader their content calls for."""

from __future__ import annotations

import io
import os
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from policytext.model.errors import EmptyDocumentError, SourceNotFoundError, UnsupportedFormatError
from policytext.reading.plain import decode, looks_like_text
from policytext.reading.word import docx_text

Source = str | os.PathLike[str] | bytes | IO[bytes]
SUPPORTED = "plain text (UTF-8, UTF-16, GB18030) and .docx"


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a source as decoded, before any cleaning, with its name and encoding."""

    text: str
    name: str
    source: str | None = None
    encoding: str | None = None


def read_source(source: Source, name: str | None = None) -> Decoded:
    """Read a path, bytes or a binary file object into decoded text.

    Raises SourceNotFoundError, EmptyDocumentError, UnsupportedFormatError or DecodingError.

    >>> read_source("一、加强领导".encode("gb18030")).text
    '一、加强领导'
    """
    data, origin = _bytes_of(source)
    label = origin or "the given bytes"
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise EmptyDocumentError(f"{label} is empty: give a file that holds text")
    text, encoding = _decoded(data, label)
    if not text.strip():
        raise EmptyDocumentError(f"{label} holds no text: a scanned document needs OCR first")
    return Decoded(text, name or (Path(origin).stem if origin else "document"), origin, encoding)


def _bytes_of(source: Source) -> tuple[bytes, str | None]:
    if isinstance(source, bytes):
        return source, None
    if isinstance(source, (str, os.PathLike)):
        return _file_bytes(source), os.fspath(source)
    return source.read(), getattr(source, "name", None)


def _file_bytes(path: str | os.PathLike[str]) -> bytes:
    if str(path).startswith(("http://", "https://")):
        raise UnsupportedFormatError(f"{path}: addresses are not read yet; save the page's text and give the file")
    try:
        return Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise SourceNotFoundError(f"{path} does not exist: check the path") from None
    except (IsADirectoryError, PermissionError, OSError, ValueError) as error:
        raise SourceNotFoundError(f"{path} cannot be opened as a file ({error}): give one readable file") from None


def _decoded(data: bytes, label: str) -> tuple[str, str]:
    if data.startswith(b"PK\x03\x04"):
        return _office_text(data, label), "docx"
    if not looks_like_text(data):
        raise UnsupportedFormatError(f"{label} is binary, not text: supported are {SUPPORTED}")
    return decode(data, label)


def _office_text(data: bytes, label: str) -> str:
    try:
        members = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        raise UnsupportedFormatError(f"{label} is a broken archive: download it again") from None
    if "word/document.xml" not in members:
        raise UnsupportedFormatError(f"{label} is an archive but no Word document: supported are {SUPPORTED}")
    return docx_text(data, label)
