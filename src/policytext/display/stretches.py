"""A text cut at every place where a reading begins or ends, so that each piece knows what covers it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policytext.model.document import Document, Extraction
from policytext.model.span import Span
from policytext.model.values import Organisation, Project, Quantity, Reference, TimeExpression

ROLES = ("target", "outcome")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``[start, end)`` that are covered alike, and the readings that cover them, the widest first."""

    start: int
    end: int
    found: tuple[Extraction, ...] = ()


def highlighted(document: Document) -> tuple[Extraction, ...]:
    """What is marked in a text: targets, outcomes, times, projects, cited documents, units; in text order, the wider first.

    >>> from policytext import parse
    >>> [x.kind for x in highlighted(parse("2021年底前新建学校5所。", year=2021))]
    ['time', 'quantity']
    """
    found = (x for x in document.extractions if _is_marked(x))
    return tuple(sorted(found, key=lambda x: (x.span.start, -x.span.end)))


def _is_marked(one: Extraction) -> bool:
    value = one.value
    if isinstance(value, Quantity):
        return value.role in ROLES
    return isinstance(value, (TimeExpression, Project, Reference, Organisation))


def stretches(found: Sequence[Extraction], span: Span) -> Iterator[Stretch]:
    """The pieces of a span of text; `found` is in text order.

    >>> from policytext import parse
    >>> plan = parse("新建学校5所。", year=2021)
    >>> [(x.start, x.end, len(x.found)) for x in stretches(highlighted(plan), Span(0, 7))]
    [(0, 4, 0), (4, 6, 1), (6, 7, 0)]
    """
    first = bisect_left(found, span.start, key=lambda x: x.span.start)
    last = bisect_left(found, span.end, key=lambda x: x.span.start)
    here = found[first:last]
    cuts = sorted({span.start, span.end, *(x.span.start for x in here), *(min(x.span.end, span.end) for x in here)})
    covering: list[Extraction] = []
    following = 0
    for start, end in pairwise(cuts):
        covering = [x for x in covering if x.span.end > start]
        while following < len(here) and here[following].span.start == start:
            covering.append(here[following])
            following += 1
        yield Stretch(start, end, tuple(sorted(covering, key=lambda x: (x.span.start - x.span.end, x.span.start))))
