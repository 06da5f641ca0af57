"""A trial of PDF files whose drawings are nested: PDFium cannot be stopped once it follows forms that draw themselves."""

from __future__ import annotations

import re
import subprocess
import sys

from policytext.model.errors import BrokenFileError, HostileInputError
from policytext.reading.limits import Limits

_FORM = re.compile(rb"/Subtype\s*/Form\b")
_NESTING = re.compile(rb"/XObject\s*(?:<<|[0-9])|/Resources\s+[0-9]")
_REACH = 4_000
# what the other process runs: every page is opened, nothing is kept
_OPEN_ALL = (
    "import sys, pypdfium2\n"
    "document = pypdfium2.PdfDocument(sys.stdin.buffer.read())\n"
    "for at in range(len(document)):\n"
    "    try:\n"
    "        document[at].close()\n"
    "    except pypdfium2.PdfiumError:\n"
    "        break\n"
)


def is_nested(data: bytes) -> bool:
    """Whether a drawing inside the file can hold further drawings.

    >>> is_nested(b"<< /Subtype /Form /Resources << /XObject << /X 6 0 R >> >> >> stream")
    True
    """
    return any(_NESTING.search(_dictionary(data, found.start())) for found in _FORM.finditer(data))


def _dictionary(data: bytes, at: int) -> bytes:
    """What stands around a place up to the ends of its object."""
    start = max(data.rfind(b" obj", max(0, at - _REACH), at), at - _REACH, 0)
    end = data.find(b"stream", at, at + _REACH)
    return data[start : end if end > 0 else at + _REACH]


def try_out(data: bytes, label: str, limits: Limits) -> None:
    """Open all pages of a nested file in another process, which can be stopped; other files pass at once."""
    if not is_nested(data):
        return
    try:
        done = subprocess.run(
            [sys.executable, "-c", _OPEN_ALL], input=data, capture_output=True, timeout=limits.seconds
        )
    except subprocess.TimeoutExpired:
        raise HostileInputError(
            f"{label} is a PDF whose drawings do not end within {limits.seconds} seconds: it is broken or built to harm, do not use it"
        ) from None
    if done.returncode < 0:
        raise BrokenFileError(f"{label} is a PDF that ends the program that reads it: get or export the file again")
