"""Which pairs of items changed their place: another section, or clearly another rank among the pairs."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from policytext.comparison.items import Item, content_of
from policytext.comparison.strings import likeness

SAME_HEADING = 0.6
CLEARLY = 3  # places among the paired items


def moved_pairs(
    pairs: Sequence[tuple[int, int]], items_a: Sequence[Item], items_b: Sequence[Item]
) -> frozenset[tuple[int, int]]:
    """The pairs that stand in another section, or out of the common order by three places and more."""
    counterpart = counterparts(pairs, items_a, items_b)
    steady = longest_rise(sorted(pairs))
    places_a, places_b = sorted(i for i, _ in pairs), sorted(j for _, j in pairs)

    def displaced(pair: tuple[int, int]) -> int:
        return abs(bisect_left(places_a, pair[0]) - bisect_left(places_b, pair[1]))

    return frozenset(
        pair
        for pair in pairs
        if items_b[pair[1]].parent not in counterpart[items_a[pair[0]].parent]
        or (pair not in steady and displaced(pair) >= CLEARLY)
    )


def counterparts(
    pairs: Sequence[tuple[int, int]], items_a: Sequence[Item], items_b: Sequence[Item]
) -> dict[str, set[str]]:
    """For each section of a the sections of b that continue it: its namesakes, else where most of its items went."""
    went = Counter((items_a[i].parent, items_b[j].parent) for i, j in pairs)
    names_a, names_b = _sections(items_a), _sections(items_b)
    return {
        a: {b for b in names_b if likeness(names_a[a], names_b[b]) >= SAME_HEADING} or {most_common(went, a)}
        for a in names_a
    }


def most_common(went: Counter[tuple[str, str]], section: str) -> str:
    """The section that most items of `section` went to; itself where none is paired."""
    return max((count, b) for (a, b), count in [*went.items(), ((section, section), 0)] if a == section)[1]


def _sections(items: Sequence[Item]) -> dict[str, str]:
    return {item.parent: content_of("".join(item.section[-1:])) for item in items}


def longest_rise(pairs: Sequence[tuple[int, int]]) -> frozenset[tuple[int, int]]:
    """A largest set of pairs that keep their order in both documents.

    >>> sorted(longest_rise([(0, 2), (1, 0), (2, 1)]))
    [(1, 0), (2, 1)]
    """
    ends: list[int] = []
    last: list[int] = []
    before: list[int | None] = []
    for rank, pair in enumerate(pairs):
        place = bisect_left(ends, pair[1])
        before.append(last[place - 1] if place else None)
        ends[place : place + 1], last[place : place + 1] = [pair[1]], [rank]
    return frozenset(pairs[rank] for rank in _chain(last[-1] if last else None, before))


def _chain(rank: int | None, before: Sequence[int | None]) -> Iterator[int]:
    """A rank and those before it, as far as they lead."""
    while rank is not None:
        yield rank
        rank = before[rank]
