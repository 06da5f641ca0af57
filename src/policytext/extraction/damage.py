"""Damage: a number or time that touches characters which could not be read has no value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policytext.extraction.rules import Found
from policytext.model.span import Span
from policytext.model.values import Quantity, Rejection, TimeExpression

_OF_NUMBERS = frozenset("0123456789.,零〇一二两三四五六七八九十百千万亿半几数年月日%％")
_REACH = 20


class Damage:
    """The damaged characters of a text."""

    def __init__(self, text: str, spans: Iterable[Span]) -> None:
        self._text = text
        self._marks, self._is_whole = bytearray(len(text)), True
        for span in spans:
            self._is_whole = False
            self._marks[span.start : span.end] = b"\x01" * len(span)

    def touches(self, start: int, end: int) -> bool:
        """Whether damage lies in ``[start, end)``, beside it, or behind numerals that stand beside it.

        >>> Damage("投资□.5亿元", [Span(2, 3)]).touches(4, 7)
        True
        """
        if self._is_whole:
            return False
        first, last = max(0, start - _REACH), min(len(self._text), end + _REACH)
        while start > first and self._text[start - 1] in _OF_NUMBERS:
            start -= 1
        while end < last and self._text[end] in _OF_NUMBERS:
            end += 1
        return 1 in self._marks[max(0, start - 1) : end + 1]

    def rejected(self, found: Iterable[Found]) -> Iterator[Found]:
        """The findings, with a rejection in place of every number and time that cannot be trusted."""
        for one in found:
            if isinstance(one.value, (Quantity, TimeExpression)) and self.touches(one.start, one.end):
                yield Found(one.start, one.end, "rejection.damaged", Rejection("damaged"), 0.9)
            else:
                yield one
