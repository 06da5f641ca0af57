"""Two texts laid side by side: the runs of characters that both hold in the same order, and the gaps between them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from policytext.corpus.duplicates.shingles import shingles

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from policytext.corpus.duplicates.shingles import Codes, Hashes

    Places = NDArray[np.int64]

ANCHOR = 6
"""Characters of an anchor: short, so that a text read badly still has some between two errors."""

_RANK, _COUNT = 0xD6E8FEB86659FD93, 0xA0761D6478BD642F


@dataclass(frozen=True, slots=True)
class Run:
    """`size` characters that stand from `a` on in the first text and from `b` on in the second."""

    a: int
    b: int
    size: int


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands in each text between two runs: from `a` up to `a_end`, from `b` up to `b_end`; either may be empty."""

    a: int
    a_end: int
    b: int
    b_end: int


def runs_in_order(a: Codes, b: Codes) -> tuple[Run, ...]:
    """Runs that both texts hold, in the order of both: the chain with the most characters.

    A run is found by anchors that both texts hold equally often, and reaches as far as the characters agree.

    >>> from policytext.corpus.duplicates.shingles import normal_form
    >>> runs_in_order(normal_form("市政府决定新增学位"), normal_form("近日市政府决定新增床位"))
    (Run(a=0, b=2, size=7),)
    """
    chain = _chained(_segments(*_anchors(shingles(a, ANCHOR), shingles(b, ANCHOR))))
    return tuple(_grown(chain, a, b))


def gaps_between(runs: Sequence[Run]) -> Iterator[Gap]:
    """The gaps between neighbouring runs; where runs overlap in one text, the gap is what the other has more."""
    for one, other in pairwise(runs):
        start_a, start_b = one.a + one.size, one.b + one.size
        back = max(start_a - other.a, start_b - other.b, 0)
        yield Gap(start_a - back, other.a, start_b - back, other.b)


def _anchors(a: Hashes, b: Hashes) -> tuple[Places, Places]:
    """Where the shingles stand that both texts hold equally often, the n-th in one with the n-th in the other."""
    import numpy as np

    _, places_a, places_b = np.intersect1d(_counted(a), _counted(b), assume_unique=True, return_indices=True)
    order = np.argsort(places_a)
    return places_a[order], places_b[order]


def _counted(hashes: Hashes) -> Hashes:
    """Each hash mixed with how often the text holds it and the how manieth it is; no two are equal."""
    import numpy as np

    if not len(hashes):
        return hashes
    order = np.argsort(hashes, kind="stable")
    first = np.concatenate([[0], np.flatnonzero(np.diff(hashes[order])) + 1])
    counts = np.diff(np.append(first, len(hashes)))
    rank = np.arange(len(hashes)) - np.repeat(first, counts)
    mixed = np.empty_like(hashes)
    mixed[order] = hashes[order] + rank.astype(np.uint64) * np.uint64(_RANK) + np.repeat(counts, counts).astype(np.uint64) * np.uint64(_COUNT)
    return mixed


def _segments(places_a: Places, places_b: Places) -> list[Run]:
    """Neighbouring anchors as runs: those that overlap or touch, at the same distance in both texts."""
    import numpy as np

    if not len(places_a):
        return []
    step = np.diff(places_a)
    breaks = np.flatnonzero((step > ANCHOR) | (np.diff(places_b) != step)) + 1
    first = np.concatenate([[0], breaks])
    last = np.concatenate([breaks, [len(places_a)]]) - 1
    sizes = places_a[last] - places_a[first] + ANCHOR
    return [Run(*found) for found in zip(places_a[first].tolist(), places_b[first].tolist(), sizes.tolist(), strict=True)]


def _chained(runs: Sequence[Run]) -> tuple[Run, ...]:
    """The heaviest chain of runs that rises in both texts; the runs come in the order of the first."""
    before: list[int | None] = []
    ends: list[int] = []  # where in the second text the best chains end; the further, the heavier
    tops: list[tuple[int, int]] = []  # the weight of each and its last run
    for i, run in enumerate(runs):
        at = bisect_left(ends, run.b)
        weight, last = tops[at - 1] if at else (0, None)
        before.append(last)
        _put(ends, tops, run.b + run.size - ANCHOR, (weight + run.size, i))
    return tuple(reversed(list(_back(runs, before, tops[-1][1])))) if tops else ()


def _put(ends: list[int], tops: list[tuple[int, int]], end: int, top: tuple[int, int]) -> None:
    """Note a chain, unless one as heavy ends no later; those that end later and weigh no more are forgotten."""
    at = bisect_left(ends, end + 1)
    if at and tops[at - 1][0] >= top[0]:
        return
    at = bisect_left(ends, end)
    until = at
    while until < len(ends) and tops[until][0] <= top[0]:
        until += 1
    ends[at:until], tops[at:until] = [end], [top]


def _back(runs: Sequence[Run], before: Sequence[int | None], last: int | None) -> Iterator[Run]:
    while last is not None:
        yield runs[last]
        last = before[last]


def _grown(chain: Sequence[Run], a: Codes, b: Codes) -> Iterator[Run]:
    """The runs as far as the characters around them agree; those that meet are one."""
    last: Run | None = None
    for i, run in enumerate(chain):
        stop_a, stop_b = (chain[i + 1].a, chain[i + 1].b) if i + 1 < len(chain) else (len(a), len(b))
        start_a, start_b = (last.a + last.size, last.b + last.size) if last else (0, 0)
        back = _agreeing(a[start_a : run.a][::-1], b[start_b : run.b][::-1])
        end_a, end_b = run.a + run.size, run.b + run.size
        on = _agreeing(a[end_a:stop_a], b[end_b:stop_b])
        grown = Run(run.a - back, run.b - back, back + run.size + on)
        if last and grown.a == start_a and grown.b == start_b:
            last = Run(last.a, last.b, last.size + grown.size)
            continue
        if last:
            yield last
        last = grown
    if last:
        yield last


def _agreeing(a: Codes, b: Codes) -> int:
    """How many characters agree before the first that does not."""
    import numpy as np

    size = min(len(a), len(b))
    if not size:
        return 0
    differing = a[:size] != b[:size]
    first = int(np.argmax(differing))
    return first if differing[first] else size
