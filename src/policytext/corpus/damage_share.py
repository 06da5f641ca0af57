"""Which share of a text is damaged, so that what is missing in it is not read as a change of policy."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policytext.model.document import Document

# What stands where a character could not be read: U+FFFD, an undecodable byte (a lone surrogate), a run of empty boxes.
UNREADABLE = re.compile(r"[\ufffd\ud800-\udfff]|□{2,}")


def damaged_characters(document: Document) -> int:
    """How many characters of the clean text cannot be read or stand in a repair that is only flagged; each counts once.

    >>> from policytext.model.document import Metadata, Node
    >>> from policytext.model.span import Span
    >>> text = "新增学位\\ufffd万个"
    >>> damaged_characters(Document(text, text, Metadata(), Node("0", "0", 0, Span(0, 7))))
    1
    """
    return sum(end - start for start, end in _union(sorted(_damaged(document))))


def damage_of(document: Document) -> float:
    """The damaged share of a text, from 0 to 1; 0 for a text without characters."""
    return damaged_characters(document) / len(document.text) if document.text else 0.0


def _damaged(document: Document) -> Iterator[tuple[int, int]]:
    yield from (found.span() for found in UNREADABLE.finditer(document.text))
    yield from ((repair.span.start, repair.span.end) for repair in document.repairs if repair.flagged)


def _union(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sorted spans without what they share."""
    until = 0
    for start, end in spans:
        if end > until:
            yield max(start, until), end
            until = end
