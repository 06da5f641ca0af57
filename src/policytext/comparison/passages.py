"""Passages that documents share: seeds from an index of fingerprints, grown to maximal runs, runs chained over small changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from policytext.comparison.fingerprints import GRAM, Content, covered, hashes_of, winnowed

if TYPE_CHECKING:

    from policytext.comparison.fingerprints import Hashes, Places

GAP = 12
"""So many characters may differ, on either side, between two equal runs of one passage."""
SHORT, LOOK = 6, 24
"""Beside a passage runs of so few characters count too, where no more than as many lie between; so far they are looked for."""
LONGEST = 50
"""So many of the longest passages of two documents are asked whether they hold another."""
REPEATS = 4
"""So many places of one fingerprint in one document are looked at."""
FORMULA_HOUSES, FORMULA_SHARE = 5, 0.1
"""A run is a formula where it stands with at least so many issuers, and with this share of all of them."""
FORMULA_DOCUMENTS, FORMULA_MOST = 8, 0.5
"""And where it stands in so many documents of one issuer, and in this share of them: its greetings, its imprint."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A passage of two documents, by their ranks and by their content characters."""

    a: int
    b: int
    start_a: int
    end_a: int
    start_b: int
    end_b: int
    similarity: float

    @property
    def size(self) -> int:
        """The characters of the shorter side."""
        return min(self.end_a - self.start_a, self.end_b - self.start_b)

    @property
    def place_a(self) -> tuple[int, int]:
        """Where it begins and ends in the first document."""
        return self.start_a, self.end_a

    @property
    def place_b(self) -> tuple[int, int]:
        """Where it begins and ends in the second one."""
        return self.start_b, self.end_b

    def holds(self, other: Shared) -> bool:
        """Whether another passage of the same documents lies inside this one on both sides."""
        inside = (self.start_a <= other.start_a, other.end_a <= self.end_a, self.start_b <= other.start_b, other.end_b <= self.end_b)
        return self != other and all(inside)

    def turned(self) -> Shared:
        """The same passage, seen from the other document."""
        return Shared(self.b, self.a, self.start_b, self.end_b, self.start_a, self.end_a, self.similarity)


@dataclass(frozen=True, slots=True)
class Index:
    """The fingerprints of all documents, sorted by hash: `hashes`, the document each is of, its place there."""

    contents: tuple[Content, ...]
    all_hashes: tuple[Hashes, ...]
    hashes: Hashes
    documents: Places
    places: Places

    def formulas(self, houses: Sequence[int]) -> Hashes:
        """The hashes of boilerplate: what many houses (issuers) write, or one of them in most of its many documents."""
        import numpy as np

        house_of = np.array(houses, dtype=np.int64)
        sizes = np.bincount(house_of, minlength=1)
        # one row for every hash and document, then for every hash and house with the number of its documents
        rows = np.unique(np.stack([self.hashes, self.documents.astype(np.uint64)]), axis=1)
        rows = np.stack([rows[0], house_of[rows[1].astype(np.int64)].astype(np.uint64)])
        (hashes, owners), counts = np.unique(rows, axis=1, return_counts=True)
        owned = sizes[owners.astype(np.int64)]
        own = hashes[(counts >= FORMULA_DOCUMENTS) & (counts >= FORMULA_MOST * owned)]
        found, spread = np.unique(hashes, return_counts=True)
        limit = max(FORMULA_HOUSES, FORMULA_SHARE * np.count_nonzero(sizes))
        return np.union1d(found[spread >= limit], own)

    def masks(self, formulas: Hashes) -> list[Places]:
        """For each document, how many of its first n characters belong to formulas, for every n."""
        import numpy as np

        marks = [covered(len(x), np.flatnonzero(np.isin(h, formulas))) for x, h in zip(self.contents, self.all_hashes, strict=True)]
        return [np.concatenate([[0], np.cumsum(mark)]) for mark in marks]


def index_of(contents: Sequence[Content]) -> Index:
    """The index of the documents' fingerprints."""
    import numpy as np

    hashes = [hashes_of(content) for content in contents]
    kept = [winnowed(x) for x in hashes]
    nothing = np.zeros(0, dtype=np.int64)
    values = np.concatenate([x[at] for x, at in zip(hashes, kept, strict=True)] or [nothing.astype(np.uint64)])
    documents = np.repeat(np.arange(len(contents)), [len(x) for x in kept])
    places = np.concatenate([*kept, nothing])
    order = np.lexsort((places, documents, values))
    return Index(tuple(contents), tuple(hashes), values[order], documents[order], places[order])


def shared_passages(index: Index, formulas: Hashes, minimum: int) -> list[Shared]:
    """The passages of at least `minimum` characters that two documents share and that are no formula throughout."""
    runs = grown(index, seeds(index, formulas))
    found: list[Shared] = []
    for _, group in groupby(runs.tolist(), key=lambda run: (run[0], run[1])):
        found += outermost([_passage(index, chain) for chain in chained(group) if _size(chain) >= minimum])
    return found


def outermost(passages: Sequence[Shared]) -> list[Shared]:
    """The passages of two documents without those that lie, on both sides, inside one of the longest: a text that repeats itself."""
    longest = sorted(passages, key=lambda x: -x.size)[:LONGEST]
    return [x for x in passages if not any(y.holds(x) for y in longest)]


def _size(chain: Sequence[Run]) -> int:
    """The characters of the shorter side of a chain."""
    return min(chain[-1][side] + chain[-1][4] - chain[0][side] for side in (2, 3))


def seeds(index: Index, formulas: Hashes) -> Places:
    """Rows of two documents and two places with the same fingerprint there, documents in rising order."""
    import numpy as np

    keep = ~np.isin(index.hashes, formulas) & (_rank_of_repeat(index) < REPEATS)
    hashes, documents, places = index.hashes[keep], index.documents[keep], index.places[keep]
    found = [np.zeros((0, 4), dtype=np.int64)]
    for step in range(1, len(hashes)):
        same = np.flatnonzero(hashes[step:] == hashes[:-step])
        if not len(same):
            break
        same = same[documents[same] != documents[same + step]]
        found.append(np.stack([documents[same], documents[same + step], places[same], places[same + step]], axis=1))
    return np.concatenate(found)


def _rank_of_repeat(index: Index) -> Places:
    """How often each fingerprint stood in its document before: a text that says one thing a thousand times stays cheap."""
    import numpy as np

    size = len(index.hashes)
    fresh = np.r_[True, (np.diff(index.hashes) != 0) | (np.diff(index.documents) != 0)][:size]
    first = np.flatnonzero(fresh)
    return np.arange(size) - np.repeat(first, np.diff(np.r_[first, size]))


def grown(index: Index, found: Places) -> Places:
    """Rows of two documents, two starts and a length: the maximal equal runs around the seeds, each once, in order."""
    import numpy as np

    if not len(found):
        return np.zeros((0, 5), dtype=np.int64)
    diagonal = found[:, 2] - found[:, 3]
    found = found[np.lexsort((found[:, 2], diagonal, found[:, 1], found[:, 0]))]
    line = np.stack([found[:, 0], found[:, 1], found[:, 2] - found[:, 3]], axis=1)
    fresh = np.r_[True, (line[1:] != line[:-1]).any(axis=1) | (np.diff(found[:, 2]) > GRAM)]
    first = np.flatnonzero(fresh)
    last = np.r_[first[1:], len(found)] - 1
    codes, offsets = _joined(index.contents)
    a, b = found[first, 2] + offsets[found[first, 0]], found[first, 3] + offsets[found[first, 1]]
    size = found[last, 2] - found[first, 2] + GRAM
    back = _reach(codes, a - 1, b - 1, -1)
    size = size + back + _reach(codes, a + size, b + size, 1)
    runs = np.column_stack([found[first, :2], found[first, 2] - back, found[first, 3] - back, size])
    return np.asarray(np.unique(runs, axis=0))


def _joined(contents: Sequence[Content]) -> tuple[Places, Places]:
    """All content in one array, each document between two marks that equal nothing, and where each begins."""
    import numpy as np

    parts, offsets, size = [], [], 0
    for rank, content in enumerate(contents):
        parts += [np.array([-1 - rank]), content.codes.astype(np.int64)]
        offsets.append(size + 1)
        size += len(content) + 1
    return np.concatenate([*parts, [-1 - len(contents)]]), np.array(offsets)


def _reach(codes: Places, a: Places, b: Places, step: int) -> Places:
    """How far the two places of each row go on being equal, in the direction of `step`."""
    import numpy as np

    reach = np.zeros(len(a), dtype=np.int64)
    active = np.arange(len(a))
    while len(active):
        active = active[codes[a[active] + step * reach[active]] == codes[b[active] + step * reach[active]]]
        reach[active] += 1
    return reach


Run = list[int]


def chained(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs of two documents, those that follow each other closely in both joined."""
    done, chains = list[list[Run]](), list[list[Run]]()
    for run in sorted(runs, key=lambda x: (x[2], -x[4])):
        done += [chain for chain in chains if _is_over(chain, run)]
        chains = [chain for chain in chains if not _is_over(chain, run)]
        before = next((chain for chain in reversed(chains) if _follows(chain[-1], run)), None)
        if before is None:
            chains.append([run])
        else:
            before.append(run)
    return done + chains


def _is_over(chain: Sequence[Run], run: Run) -> bool:
    """Whether a chain ends too far before a run for any that comes."""
    return chain[-1][2] + chain[-1][4] + GAP < run[2]


def _follows(before: Run, run: Run) -> bool:
    gaps = (run[side] - before[side] - before[4] for side in (2, 3))
    return all(0 <= gap <= GAP for gap in gaps)


def _passage(index: Index, chain: Sequence[Run]) -> Shared:
    runs = stretched(index, chain)
    first, last = runs[0], runs[-1]
    a, b, start_a, start_b = first[:4]
    end_a, end_b = last[2] + last[4], last[3] + last[4]
    equal = sum(run[4] for run in runs) + sum(_equal_between(index, *pair) for pair in pairwise(runs))
    similarity = 1.0 if len(runs) == 1 else min(round(2 * equal / (end_a - start_a + end_b - start_b), 3), 0.999)
    return Shared(a, b, start_a, end_a, start_b, end_b, similarity)


def stretched(index: Index, chain: Sequence[Run]) -> list[Run]:
    """A chain with the short equal runs before and behind it, too short for a fingerprint, while only few characters lie between."""
    runs = list(chain)
    while (run := _next(index, runs[-1], 1)) is not None:
        runs.append(run)
    while (run := _next(index, runs[0], -1)) is not None:
        runs.insert(0, run)
    return runs


def _next(index: Index, run: Run, step: int) -> Run | None:
    """The nearest equal run of at least SHORT characters behind a run, or before it."""
    ends = [run[side] + run[4] if step > 0 else run[side] for side in (2, 3)]
    texts = [_beside(index.contents[rank], end, step) for rank, end in zip(run[:2], ends, strict=True)]
    size = min(map(len, texts))
    if size < SHORT or not set(texts[0]) & set(texts[1]):
        return None
    match = SequenceMatcher(None, texts[0], texts[1], autojunk=False).find_longest_match()
    if match.size < SHORT or max(match.a, match.b) > SHORT:
        return None
    starts = [end + place if step > 0 else end - place - match.size for end, place in zip(ends, (match.a, match.b), strict=True)]
    return [*run[:2], *starts, match.size]


def _beside(content: Content, end: int, step: int) -> str:
    """The characters behind a place, or those before it, read backwards."""
    reach = SHORT + LOOK
    return content.text(end, end + reach) if step > 0 else content.text(max(0, end - reach), end)[::-1]


def _equal_between(index: Index, before: Run, run: Run) -> int:
    """How many characters are equal in the gap between two runs, in their order."""
    a, b = (index.contents[before[side]].text(before[side + 2] + before[4], run[side + 2]) for side in (0, 1))
    return sum(block.size for block in SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
