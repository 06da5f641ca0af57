"""What is not there: an indicator that was to be expected in a document, and what stands in its stead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policytext.comparison.line_links import links_between
from policytext.comparison.panel_rows import Absence, Basis
from policytext.comparison.places import depth, parent_of, place_of
from policytext.comparison.readings import Reading, readings_of
from policytext.comparison.traces import trace_of
from policytext.model.document import Document

FEWEST_PEERS = 3


@dataclass(frozen=True, slots=True)
class Expected:
    """An indicator that was to be expected: by what, since when, in how many of how many documents, and one of them."""

    basis: Basis
    since: int | None
    having: int
    asked: int
    example: Reading


def absences_of(documents: Sequence[Document], neighbours: Sequence[tuple[Document, Document]]) -> tuple[Absence, ...]:
    """What is not there by last year's plan, by the parent's and by most peers'; `neighbours` are plans of following years."""
    found = {id(document): readings_of(document, document.targets) for document in documents}
    before = defaultdict[int, list[Document]](list)
    for earlier, later in neighbours:
        before[id(later)].append(earlier)
    rows: list[Absence] = []
    for document in documents:
        expected = [x for earlier in before[id(document)] for x in _once(found[id(earlier)], "last_year")]
        if (parent := parent_of(document, documents)) is not None:
            expected += _once(found[id(parent)], "parent")
        expected += expected_of_peers(document, documents, found)
        rows += missing(document, found[id(document)], expected)
    return tuple(rows)


def absences_between(a: Document, b: Document) -> tuple[Absence, ...]:
    """What stands in the targets of `a` and not in those of `b`: last year's plan, or that of a higher place."""
    basis: Basis = "parent" if depth(a) < depth(b) else "last_year"
    return tuple(missing(b, readings_of(b, b.targets), _once(readings_of(a, a.targets), basis)))


def _once(readings: Sequence[Reading], basis: Basis) -> list[Expected]:
    """Each named indicator of a document once."""
    named = {x.concept.name: x for x in reversed(readings) if x.concept.name}
    return [Expected(basis, x.year if basis == "last_year" else None, 1, 1, x) for x in reversed(named.values())]


def expected_of_peers(document: Document, documents: Sequence[Document], found: dict[int, tuple[Reading, ...]]) -> list[Expected]:
    """What more than half of the documents of the same level and year name, where there are enough of them."""
    peers = [x for x in documents if is_peer(document, x)]
    if len(peers) < FEWEST_PEERS:
        return []
    holders: dict[str, list[Reading]] = defaultdict(list)
    for peer in peers:
        for name, reading in {x.concept.name: x for x in reversed(found[id(peer)]) if x.concept.name}.items():
            holders[name].append(reading)
    return [Expected("peers", None, len(x), len(peers), x[0]) for x in holders.values() if 2 * len(x) > len(peers)]


def is_peer(document: Document, other: Document) -> bool:
    """Whether two documents are of the same level, year and genre, and of different places."""
    a, b = document.metadata, other.metadata
    genres = {a.genre, b.genre} - {None}
    return a.level is not None and (a.level, a.plan_year) == (b.level, b.plan_year) and len(genres) < 2 and place_of(document) != place_of(other)


def missing(document: Document, own: Sequence[Reading], expected: Sequence[Expected]) -> Iterator[Absence]:
    """The expected indicators that no target of the document states, with what stands there instead."""
    names = {x.concept.name for x in own}
    examples = [x.example for x in expected]
    stated = {i for i, _ in links_between(examples, own)}
    for i, one in enumerate(expected):
        if i in stated or one.example.concept.name in names:
            continue
        if (trace := trace_of(document, one.example)) is not None:
            yield Absence(
                place_of(document), document.metadata.plan_year, document.metadata.id, one.example.name, one.basis, one.since,
                one.having, one.asked, trace.finding, one.example.document.metadata.id, one.example.figure,
                trace.item, trace.text, trace.reason, trace.span,
            )  # fmt: skip
