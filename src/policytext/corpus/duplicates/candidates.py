"""Which texts are worth comparing: those with a band of minima in common, or with rare shingles in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from policytext.corpus.duplicates.signatures import MINIMA, Signature

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pairs = NDArray[np.int64]
    Keys = NDArray[np.uint64]

ROWS = 4
BANDS = MINIMA // ROWS
"""Texts of resemblance s share one of 32 bands of 4 with the probability 1 - (1 - s^4)^32."""
LEAST_RESEMBLANCE = 0.25
"""Pairs whose signatures agree in a smaller part are not looked at: chance brought them into one band."""
FEW = 12
"""Of so many that share a band every two are compared; of more, each with its neighbours in order and with the first."""
NEIGHBOURS = 3
FREQUENT = 24
"""A shingle that more texts hold is a formula of the trade and makes no candidates."""
MOST_PAIRS = 40_000_000
"""Of so many pairs of texts with a shingle in common at most the memory is used; in a vast corpus FREQUENT is lowered for it."""
FEWEST_SHARED = 4
LEAST_CONTAINED = 0.1
"""Candidates share so many sampled shingles at least, and this part of those of the shorter that are not frequent."""


def linked(size: int) -> Iterator[tuple[int, int]]:
    """Which of so many, in order, are compared: every two of a few, else neighbours and the first with each."""
    if size <= FEW:
        yield from ((i, j) for i in range(size) for j in range(i + 1, size))
        return
    for i in range(size):
        yield from ((i, j) for j in range(i + 1, min(i + 1 + NEIGHBOURS, size)))
        if i > NEIGHBOURS:
            yield 0, i


def resembling(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Pairs of places in the sequence whose texts may resemble each other, each once, sorted."""
    import numpy as np

    if len(signatures) < 2:
        return []
    minima = np.stack([x.minima for x in signatures])
    found: Pairs = np.unique(np.array([pair for band in range(BANDS) for pair in _of_band(minima, band)], dtype=np.int64))
    left, right = found // len(minima), found % len(minima)
    near = np.zeros(len(found), dtype=bool)
    for start in range(0, len(found), 100_000):
        some = slice(start, start + 100_000)
        near[some] = (minima[left[some]] == minima[right[some]]).mean(axis=1) >= LEAST_RESEMBLANCE
    return list(zip(left[near].tolist(), right[near].tolist(), strict=True))


def _of_band(minima: NDArray[np.uint32], band: int) -> Iterator[int]:
    """Pairs that agree in one band, each as one number."""
    import numpy as np

    rows = np.ascontiguousarray(minima[:, band * ROWS : (band + 1) * ROWS]).view([("", np.uint32)] * ROWS).ravel()
    _, bucket = np.unique(rows, return_inverse=True)
    order = np.argsort(bucket, kind="stable")
    counts = np.bincount(bucket)
    ends = np.cumsum(counts)
    for n in np.flatnonzero(counts > 1).tolist():
        members = order[ends[n] - counts[n] : ends[n]].tolist()
        yield from (members[i] * len(minima) + members[j] for i, j in linked(len(members)))


def containing(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Pairs of places in the sequence of which one text may hold a part of the other, each once, sorted."""
    import numpy as np

    if len(signatures) < 2:
        return []
    keys = _postings(signatures)
    starts, counts = _groups(keys)
    limit = _limit(counts)
    rare = np.bincount(
        (keys[np.repeat((counts <= limit), counts)] & np.uint64(0xFFFFFFFF)).astype(np.int64), minlength=len(signatures)
    )
    pairs, shared = _counted(keys, starts, counts, limit, len(signatures))
    left, right = pairs // len(signatures), pairs % len(signatures)
    enough = (shared >= FEWEST_SHARED) & (shared >= LEAST_CONTAINED * np.minimum(rare[left], rare[right]))
    return list(zip(left[enough].tolist(), right[enough].tolist(), strict=True))


def _postings(signatures: Sequence[Signature]) -> Keys:
    """Every sampled shingle with the place of its text, sorted by shingle."""
    import numpy as np

    sizes = [len(x.sample) for x in signatures]
    keys = np.empty(sum(sizes), dtype=np.uint64)
    np.concatenate([x.sample for x in signatures], out=keys, casting="safe")
    keys <<= np.uint64(32)
    keys |= np.repeat(np.arange(len(signatures), dtype=np.uint64), sizes)
    keys.sort()
    return keys


def _groups(keys: Keys) -> tuple[Pairs, Pairs]:
    """Where each shingle begins in the postings, and how many texts hold it."""
    import numpy as np

    if not len(keys):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    words = keys >> np.uint64(32)
    starts = np.concatenate([[0], np.flatnonzero(words[1:] != words[:-1]) + 1])
    return starts, np.diff(np.append(starts, len(keys)))


def _limit(counts: Pairs) -> int:
    """How many texts may hold a shingle that makes candidates: FREQUENT, or fewer where the pairs would be too many."""
    import numpy as np

    held = np.bincount(np.minimum(counts, FREQUENT + 1), minlength=FREQUENT + 2)[: FREQUENT + 1]
    pairs = np.cumsum(held * np.arange(FREQUENT + 1) * (np.arange(FREQUENT + 1) - 1) // 2)
    return max(2, int(np.searchsorted(pairs, MOST_PAIRS, side="right")) - 1)


def _counted(keys: Keys, starts: Pairs, counts: Pairs, limit: int, size: int) -> tuple[Pairs, Pairs]:
    """Every two texts that share a rare shingle, as one number, and how many they share."""
    import numpy as np

    parts: list[Pairs] = []
    for held in range(2, limit + 1):
        first = starts[counts == held]
        texts = (keys[first[:, None] + np.arange(held)] & np.uint64(0xFFFFFFFF)).astype(np.int64)
        parts += [texts[:, i] * size + texts[:, j] for i in range(held) for j in range(i + 1, held)]
    found: Pairs = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
    found.sort()
    edges = np.concatenate([[0], np.flatnonzero(np.diff(found)) + 1]) if len(found) else np.zeros(0, dtype=np.int64)
    return found[edges], np.diff(np.append(edges, len(found)))
