"""What the bytes of each format begin with or hold."""

from __future__ import annotations

import csv
import io
import re
import struct
import zipfile
from itertools import pairwise

from policytext.lexicon import alternation, groups
from policytext.reading.foreign import foreign_kind
from policytext.reading.plain import beginning, looks_like_text

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_TAG = (
    r"<(?:!doctype\s+html|html|head|body|meta|div|table|tr|td|p|span|article|section|h[1-6]|title"
    r"|script|style|link|center|font|ul|ol|li|img|form|base|main|strong)\b[^<>]*>"
)
_MARKUP = re.compile(_TAG, re.I)
# what may stand before the first tag: <?xml version="1.0"?> <!-- saved from … -->
_FIRST_TAG = re.compile(r"(?:\s|\ufeff|<\?[^>]*>|<!--(?:(?!-->).)*-->)*" + _TAG, re.I | re.S)
_ENOUGH_TAGS = 3
_PDF = re.compile(rb"%PDF-\d")
_PDF_PARTS = (b"endobj", b"startxref", b"%%EOF")
_MHTML = re.compile(r"(?:from|mime-version|content-type|date|subject|snapshot-content-location):", re.I)
_HEADER = re.compile(r"^([A-Za-z][A-Za-z-]{1,40}):", re.MULTILINE)
_MAIL_HEADERS = frozenset("to cc date subject message-id received mime-version content-type content-transfer-encoding return-path".split())
_ENOUGH_HEADERS = 3
_SHEET_ROWS = 20
_ROWS_TO_HEAD = 6
_JUNK = b"\x00 \t\r\n\xef\xbb\xbf"


def is_pdf(data: bytes) -> bool:
    """PDF; a few bytes may stand before its mark."""
    mark = _PDF.search(data[:1024])
    if mark is None:
        return False
    # a sentence may speak of %PDF-1.7: then none of a PDF's own words follow
    return not data[: mark.start()].strip(_JUNK) or any(part in data for part in _PDF_PARTS)


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
    return bool(_MHTML.match(head.lstrip("\ufeff \t\r\n"))) and "multipart/related" in head


def is_mail(data: bytes) -> bool:
    """A message of e-mail: a block of headers, From and three more of its own among them."""
    if not data[:1].isalpha() or b":" not in data[:80]:
        return False
    head = beginning(data, 4 * _HEAD).partition("\n\n")[0].partition("\r\n\r\n")[0]
    names = {found.lower() for found in _HEADER.findall(head)}
    return "from" in names and len(names & _MAIL_HEADERS) >= _ENOUGH_HEADERS


def is_html(data: bytes) -> bool:
    """A text that begins with a tag or has several of them early: one alone may be spoken of in a sentence."""
    if not looks_like_text(data):
        return False
    head = beginning(data, _HEAD)
    return _FIRST_TAG.match(head) is not None or len(_MARKUP.findall(head)) >= _ENOUGH_TAGS


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
        if any(_is_head(head, first) for head, first in pairwise(rows[:_ROWS_TO_HEAD])):
            return delimiter
    return None


def _is_head(cells: list[str], first: list[str]) -> bool:
    """Whether a row names columns and the row below has as many; a title may stand above it."""
    return len(cells) == len(first) > 1 and _heads_columns(cells)


def is_text(data: bytes) -> bool:
    """Anything without the control characters of binary files that is no data of programs."""
    return foreign_kind(data) is None and looks_like_text(data)


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
    # NotImplementedError is zipfile's word for a version or compression that it does not know
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, struct.error):
        return frozenset()
