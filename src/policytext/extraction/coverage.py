"""The proof that no numeral is lost: each ends in a record, in a frame of the document, or is listed as lost."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policytext.extraction.numerals import NUMERAL
from policytext.extraction.scene import behind_number
from policytext.extraction.table_values import framed_spans
from policytext.model.document import Document
from policytext.model.span import Span
from policytext.structure.envelope import read_envelope
from policytext.structure.silence import silent_spans
from policytext.structure.tables import find_tables

# the first that holds a numeral says what it is
_KINDS = ("quantity", "time", "project", "reference", "organisation", "rejection")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where the numerals of a body went: how many stand in records of each kind, and the spans of those that stand in none.

    `counts` also has ``number`` (printed numbers of headings), ``table`` (heads and row numbers) and ``silent`` (signature, notes,
    lists of contents). `lost` is empty unless something is wrong.
    """

    total: int
    counts: Mapping[str, int]
    lost: tuple[Span, ...]

    @property
    def complete(self) -> bool:
        """Whether every numeral is accounted for."""
        return not self.lost


def coverage_of(document: Document) -> Coverage:
    """Account for every numeral of a document's body.

    >>> from policytext.pipeline import parse
    >>> found = coverage_of(parse("1.建校。6月底前新建学校2所，破除“五唯”。", year=2021))
    >>> found.complete, found.counts["quantity"], found.counts["rejection"]
    (True, 1, 1)
    """
    body = read_envelope(document.text).body
    labels = _labels(document, body)
    counts = dict.fromkeys((*_KINDS, "number", "table", "silent"), 0)
    lost, total = [], 0
    for match in NUMERAL.finditer(document.text, body.start, body.end):
        total += 1
        label = min((code for code in labels[match.start() : match.end()] if code), default=0)
        if label:
            counts[_NAMES[label]] += 1
        if any(not labels[at] and document.text[at] != "," for at in range(*match.span())):  # 2021,2022 are two numbers
            lost.append(Span(match.start(), match.end()))
    return Coverage(total, counts, tuple(lost))


_NAMES = dict(enumerate(("number", "table", "silent", *_KINDS), start=1))
_CODES = {name: code for code, name in _NAMES.items()}


def _labels(document: Document, body: Span) -> bytearray:
    """For every character what holds it: the code of the first kind that does, 0 for nothing."""
    labels = bytearray(len(document.text))
    for name, span in sorted(_holders(document, body), key=lambda one: _CODES[one[0]], reverse=True):
        labels[span.start : span.end] = bytes((_CODES[name],)) * len(span)
    return labels


def _holders(document: Document, body: Span) -> Iterator[tuple[str, Span]]:
    text = document.text
    for node in document.nodes:
        yield "number", Span(node.span.start, node.heading_span.start if node.heading_span else behind_number(text, node.span, node.number))
    for span in framed_spans(find_tables(text, body.start, body.end)):
        yield "table", span
    for span in silent_spans(text, body):
        yield "silent", span
    for one in document.extractions:
        if one.kind in _CODES:
            yield one.kind, one.span
