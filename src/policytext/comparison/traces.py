"""Traces of an indicator in a text that has no target of it: its name without a number, or with one not understood."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytext.comparison.panel_rows import Finding
from policytext.comparison.parts import review_spans
from policytext.comparison.readings import Reading
from policytext.extraction.coverage import coverage_of
from policytext.lexicon.loader import groups, table
from policytext.model.document import Document, Extraction
from policytext.model.span import Span
from policytext.model.values import Quantity, Rejection

# A numeral that was refused for one of these reasons may have been a target; an ordinal or a slogan may not.
DOUBTFUL = ("damaged", "other", "condition", "service_feature")
CLAUSE = re.compile(r"[^，,。；;！!？?\n]*")
SHORTEST = 3
REACH = 40
ORDER: tuple[Finding, ...] = ("not_understood", "in_words", "absent")


@dataclass(frozen=True, slots=True)
class Trace:
    """What stands where the name of an indicator does."""

    finding: Finding
    item: str | None = None
    text: str | None = None
    reason: str | None = None
    span: Span | None = None


def trace_of(document: Document, example: Reading) -> Trace | None:
    """The most telling trace in what the document plans; None where a target of the same name stands there after all."""
    best = Trace("absent")
    for name in sorted(mentions(document.text, example), key=lambda span: span.start):
        if in_review(document, name.start):
            continue
        trace = _at(document, name)
        if trace is None:
            return None
        if ORDER.index(trace.finding) < ORDER.index(best.finding):
            best = trace
    return best


def mentions(text: str, example: Reading) -> Iterator[Span]:
    """Where a text names an indicator, by any of its usual names and no narrower one."""
    taken: list[Span] = []
    for name in sorted(names_of(example), key=len, reverse=True):
        for match in re.finditer(re.escape(name), text):
            span = Span(match.start(), match.end())
            narrower = text[max(0, span.start - REACH) : span.start].endswith(groups("indicators")["narrowing"])
            if not narrower and not any(span.overlaps(other) for other in taken):
                taken.append(span)
                yield span


def names_of(example: Reading) -> frozenset[str]:
    """The names to look for: all usual ones of a known indicator, else the name itself."""
    if example.concept.known:
        return frozenset(x for x, name in table("indicators", "names").items() if name == example.concept.name and len(x) >= SHORTEST)
    printed = {example.concept.name, example.figure.indicator or ""}
    return frozenset(name for name in printed if len(name) > SHORTEST)


def in_review(document: Document, place: int) -> bool:
    """Whether a place stands where the document looks back."""
    return any(span.start <= place < span.end for span in reviews_of(document))


def reviews_of(document: Document) -> tuple[Span, ...]:
    """Where the document looks back; found once for a document."""
    if "reviews" not in document.derived:
        document.derived["reviews"] = review_spans(document)
    found: tuple[Span, ...] = document.derived["reviews"]
    return found


def _at(document: Document, name: Span) -> Trace | None:
    """What follows a name in its clause: nothing, a number not understood, or a target (then None)."""
    clause = CLAUSE.match(document.text, name.end)
    end = min(clause.end() if clause else name.end, name.end + REACH)
    address, reach = document.node_at(name.start).address, Span(name.end, max(end, name.end))
    for extraction in _within(document, reach):
        if isinstance(extraction.value, Quantity):
            if extraction.value.role == "target":
                return None
            return Trace("not_understood", address, document.text_of(extraction), extraction.value.role, extraction.span)
        if isinstance(extraction.value, Rejection) and doubtful(extraction.value, document.text_of(extraction)):
            return Trace("not_understood", address, document.text_of(extraction), extraction.value.reason, extraction.span)
    unread = _unread(document, reach)
    return unread or Trace("in_words", address, name.of(document.text), None, name)


def doubtful(rejection: Rejection, text: str) -> bool:
    """Whether a refused numeral may have been a target: 增速“保8争9” may, the 一 of 进一步 may not.

    >>> doubtful(Rejection("slogan"), "8"), doubtful(Rejection("idiom"), "一")
    (True, False)
    """
    return rejection.reason in DOUBTFUL or (rejection.reason == "slogan" and any(x.isdecimal() for x in text))


def _within(document: Document, reach: Span) -> Sequence[Extraction]:
    """What begins in a stretch of the text."""
    starts = [bisect_left(document.extractions, place, key=lambda one: one.span.start) for place in (reach.start, reach.end)]
    return document.extractions[slice(*starts)]


def _unread(document: Document, reach: Span) -> Trace | None:
    """A damaged place or a numeral that stands in no record, behind a name."""
    address = document.node_at(reach.start).address
    for repair in document.repairs:
        if repair.flagged and reach.overlaps(repair.span):
            return Trace("not_understood", address, repair.span.of(document.text), "damaged", repair.span)
    for span in lost_of(document):
        if reach.overlaps(span):
            return Trace("not_understood", address, span.of(document.text), "unread", span)
    return None


def lost_of(document: Document) -> tuple[Span, ...]:
    """The numerals that stand in no record; found once for a document."""
    if "lost" not in document.derived:
        document.derived["lost"] = coverage_of(document).lost
    found: tuple[Span, ...] = document.derived["lost"]
    return found
