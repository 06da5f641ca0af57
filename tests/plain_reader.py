"""A reader for tests of the batch itself: it knows years and numbers and nothing else, and needs no vocabulary.

A hundred runs that are killed would otherwise spend their time on loading words.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import IO

from policytext.model.document import Document, Extraction, Metadata, Node
from policytext.model.span import Span
from policytext.model.values import Quantity

YEAR, NUMBER = re.compile(r"(20\d\d)年"), re.compile(r"\d+(?=所)")


def read(source: IO[bytes] | bytes, *, document: str = "document", year: int | None = None, strict: bool = False) -> Document:
    """The document of UTF-8 bytes; each number of schools is a target. Raises UnicodeDecodeError for other bytes."""
    data = source if isinstance(source, bytes) else source.read()
    text = data.decode("utf-8")
    named = YEAR.search(text)
    found = tuple(extraction(text, match.span()) for match in NUMBER.finditer(text))
    known = Metadata(document, plan_year=year or (int(named[1]) if named else None))
    return Document(text, text, known, Node("0", "0", 0, Span(0, len(text))), found)


def extraction(text: str, place: tuple[int, int]) -> Extraction:
    """One number as a target."""
    span = Span(*place)
    number = Decimal(span.of(text))
    return Extraction(span, "0", "plain.number", Quantity("target", number, number, "所", comparator="=", indicator="学校"), span)
