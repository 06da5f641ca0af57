"""Line ends, invisible characters and exotic spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.cleaning.edits import Edit, holds

LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]+"
)
EXOTIC_SPACE = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
LINE_ENDS = frozenset("\r\x0b\x0c\x85\u2028\u2029")


def line_ends(text: str) -> Iterator[Edit]:
    """Every kind of line end becomes a newline.

    >>> [edit.replacement for edit in line_ends("一、总体要求\\r\\n二、主要目标")]
    ['\\n']
    """
    for found in LINE_END.finditer(text) if holds(text, LINE_ENDS) else ():
        yield Edit(*found.span(), "\n", "line_end")


def invisible(text: str) -> Iterator[Edit]:
    """Byte order marks, zero-width characters and control characters go.

    >>> [(edit.start, edit.end) for edit in invisible("建成\\u200b48个")]
    [(2, 3)]
    """
    for found in INVISIBLE.finditer(text):
        yield Edit(*found.span(), "", "invisible")


def spaces(text: str) -> Iterator[Edit]:
    """No-break, ideographic and other spaces become ordinary ones, as many as there were.

    >>> [edit.replacement for edit in spaces("中共厦门市委\\u3000厦门市人民政府")]
    [' ']
    """
    for found in EXOTIC_SPACE.finditer(text):
        yield Edit(*found.span(), " " * len(found[0]), "space")
