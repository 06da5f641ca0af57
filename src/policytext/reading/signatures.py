"""What the bytes of each format begin with or hold."""

from __future__ import annotations

import csv
import io
import re
import zipfile

from policytext.lexicon import alternation, groups
from policytext.reading.plain import beginning, looks_like_text

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_MARKUP = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|div|table|p|span|article|section|h[1-6]|title)\b[^>]*>", re.I)
_MHTML = re.compile(r"^(?:from|mime-version|content-type):", re.I | re.M)
_SHEET_ROWS = 20


def is_pdf(data: bytes) -> bool:
    """PDF; a few bytes may stand before its mark."""
    return b"%PDF-" in data[:1024]


def is_docx(data: bytes) -> bool:
    """An archive with Word's main part."""
    return "word/document.xml" in _members(data)


def is_xlsx(data: bytes) -> bool:
    """An archive with Excel's main part."""
    return "xl/workbook.xml" in _members(data)


def is_ofd(data: bytes) -> bool:
    """An archive with OFD's main part."""
    return "ofd.xml" in _members(data)


def is_legacy(data: bytes) -> bool:
    """What LibreOffice reads and we do not: OLE files (DOC, WPS, XLS), RTF, OpenDocument."""
    return data.startswith((OLE, b"{\\rtf")) or "content.xml" in _members(data)


def is_mhtml(data: bytes) -> bool:
    """A web page saved as one message."""
    head = beginning(data, _HEAD).lower()
    return bool(_MHTML.match(head.lstrip())) and "multipart/related" in head


def is_html(data: bytes) -> bool:
    """Markup within the first characters, or a document that begins with a tag."""
    return looks_like_text(data) and _MARKUP.search(beginning(data, _HEAD)) is not None


def is_csv(data: bytes) -> bool:
    """Rows of equally many fields under a head that names columns of a task list or of targets."""
    if not looks_like_text(data):
        return False
    lines = beginning(data, 16 * _HEAD).lstrip("\ufeff").splitlines()[:_SHEET_ROWS]
    return delimiter_of(lines) is not None


def delimiter_of(lines: list[str]) -> str | None:
    """What parts the fields of a task list: a comma, a tab or a semicolon; None where the lines are no such list.

    >>> delimiter_of(["序号,工作任务,责任单位", "1,建校,教育局"])
    ','
    """
    for delimiter in ",\t;":
        rows = [row for row in csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter) if row]
        if len(rows) > 1 and len(rows[0]) > 1 and len(rows[1]) == len(rows[0]) and _heads_columns(rows[0]):
            return delimiter
    return None


def is_text(data: bytes) -> bool:
    """Anything without the control characters of binary files."""
    return looks_like_text(data)


def _heads_columns(cells: list[str]) -> bool:
    """Whether at least two cells, and half of them, name columns."""
    words = re.compile(alternation(word for group in groups("tables").values() for word in group))
    named = sum(bool(words.search(cell)) for cell in cells)
    return named >= 2 and named * 2 >= len(cells)


def _members(data: bytes) -> frozenset[str]:
    """The lower-cased names in an archive; none where the bytes are no archive that opens."""
    if not data.startswith(ZIP):
        return frozenset()
    try:
        return frozenset(name.lower() for name in zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return frozenset()
