"""The ground of an audit: a parsed document, to be asked for sentences, clauses, and the quantities in a place."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from policytext.extraction.scene import sentence_ends
from policytext.model.document import Document, Extraction
from policytext.model.finding import Certainty, Finding
from policytext.model.span import Span
from policytext.model.values import Quantity, TimeExpression
from policytext.structure.tables import Table, find_tables

REACH = 240
"""No word this far from a number speaks of it; a text without full stops stays linear."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One quantity that has a number, with its place."""

    span: Span
    value: Quantity
    low: Decimal
    high: Decimal

    @property
    def start(self) -> int:
        """Where it begins."""
        return self.span.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.span.end


class Ground:
    """One document, to be asked for by place."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text

    @cached_property
    def measured(self) -> tuple[Measured, ...]:
        """The quantities that have a number, in text order."""
        return tuple(one for x in self.document.extractions if (one := _measured(x)))

    @cached_property
    def _starts(self) -> list[int]:
        return [one.start for one in self.measured]

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        return sentence_ends(self.text)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the text."""
        return find_tables(self.text)

    @cached_property
    def times(self) -> tuple[tuple[int, int, TimeExpression], ...]:
        """The expressions of time with their places, in text order."""
        found = ((x.span.start, x.span.end, x.value) for x in self.document.extractions)
        return tuple((a, b, value) for a, b, value in found if isinstance(value, TimeExpression))

    @cached_property
    def _table_places(self) -> list[Span]:
        return sorted(table.span for table in self.tables)

    def in_table(self, offset: int) -> bool:
        """Whether a place lies in a table."""
        i = bisect_right(self._table_places, offset, key=lambda span: span.start)
        return i > 0 and offset < self._table_places[i - 1].end

    def within(self, start: int, end: int) -> tuple[Measured, ...]:
        """The quantities that begin in ``[start, end)``."""
        return self.measured[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def times_within(self, start: int, end: int) -> tuple[TimeExpression, ...]:
        """The times that begin in ``[start, end)``."""
        first, last = (bisect_left(self.times, place, key=lambda one: one[0]) for place in (start, end))
        return tuple(value for _, _, value in self.times[first:last])

    def sentence(self, offset: int) -> Span:
        """The sentence that holds `offset`, without its full stop, at most `REACH` characters to each side."""
        i = bisect_right(self._ends, offset)
        start = self._ends[i - 1] if i else 0
        end = self._ends[i] if i < len(self._ends) else len(self.text)
        while end > start and self.text[end - 1] in "。！？\n":
            end -= 1
        return Span(max(start, offset - REACH), max(offset, min(end, offset + REACH)))

    def clause_before(self, offset: int, marks: str = "，,；;：:。！？\n、") -> str:
        """The words before a place back to the nearest mark of punctuation, the marks inside quotations too."""
        left = self.text[max(0, offset - REACH) : offset]
        return re.split(f"[{re.escape(marks)}]", left)[-1]

    def finding(
        self, check: str, certainty: Certainty, spans: Iterable[Span], expected: Decimal | None, found: Decimal | None,
        explanation: str,
    ) -> Finding:  # fmt: skip
        """A finding at the place of its first span."""
        places = tuple(spans)
        address = self.document.node_at(places[0].start).address
        return Finding(check, certainty, places, address, expected, found, explanation)


def _measured(extraction: Extraction) -> Measured | None:
    value = extraction.value
    if not isinstance(value, Quantity) or value.low is None or value.high is None:
        return None
    return Measured(extraction.span, value, value.low, value.high)


def figure(number: Decimal) -> str:
    """A number as people write it: no exponent, no trailing zeros.

    >>> figure(Decimal("5E+4")), figure(Decimal("0.50"))
    ('50000', '0.5')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
