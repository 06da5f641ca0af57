"""Runs of characters of many short texts as sparse rows, each weighted by how rare it is: alike in bulk, not pair by pair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from typing import TYPE_CHECKING, Any

from policytext.comparison.strings import grams

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]


NEARNESS = 0.01  # what a place at the other end of the document takes away


@dataclass(frozen=True)
class Grams:
    """A sparse row for each text; the product of two rows is the weight of what both hold, `total` that of all it holds."""

    rows: Any
    total: Numbers


def weighted(sides: Sequence[Sequence[str]], size: int, owners: Iterable[str] | None = None) -> tuple[Grams, ...]:
    """The runs of `size` characters of the texts of each side, weighted by how few of the owners hold them.

    An owner is all that is said of one thing; without owners each text is one. What two or fewer hold weighs 1.

    >>> first, second = weighted([["新建学校"], ["新建公园"]], 2, ["新建学校", "新建公园", "新建医院"])
    >>> float(shared(first, second, [0], [0])[0]) < 1
    True
    """
    found = [[grams(text, size) for text in texts] for texts in sides]
    held_by = [grams(owner, size) for owner in owners] if owners is not None else list(chain.from_iterable(found))
    counts, many = Counter(chain.from_iterable(held_by)), max(2, len(held_by))
    places = {gram: place for place, gram in enumerate(sorted(set(chain.from_iterable(chain.from_iterable(found)))))}
    weights = {gram: min(1.0, log(1 + many / max(1, counts[gram])) / log(1 + many / 2)) for gram in places}
    return tuple(_rows(texts, places, weights) for texts in found)


def _rows(texts: Sequence[frozenset[str]], places: dict[str, int], weights: dict[str, float]) -> Grams:
    import numpy as np
    from scipy.sparse import csr_matrix

    ordered = [sorted(text) for text in texts]
    columns = [places[gram] for text in ordered for gram in text]
    values = [weights[gram] ** 0.5 for text in ordered for gram in text]
    ends = np.cumsum([0, *(len(text) for text in ordered)])
    rows = csr_matrix((values, columns, ends), shape=(len(texts), max(1, len(places))))
    return Grams(rows, np.asarray(rows.multiply(rows).sum(axis=1), dtype=float).ravel())


def shared(a: Grams, b: Grams, i: Places | Sequence[int], j: Places | Sequence[int]) -> Numbers:
    """The weight of what the texts `i` of one side and `j` of the other both hold, pair by pair."""
    import numpy as np

    return np.asarray(a.rows[i].multiply(b.rows[j]).sum(axis=1), dtype=float).ravel()


def dice(a: Grams, b: Grams, i: Places, j: Places) -> Numbers:
    """Dice's coefficient of weighted runs, pair by pair; 0 where a text has none."""
    return _ratio(2 * shared(a, b, i, j), a.total[i] + b.total[j])


def held(a: Grams, b: Grams, i: Places, j: Places) -> Numbers:
    """The share of the first text's weight that the second holds, pair by pair."""
    return _ratio(shared(a, b, i, j), a.total[i])


def _ratio(part: Numbers, whole: Numbers) -> Numbers:
    import numpy as np

    return np.asarray(np.divide(part, whole, out=np.zeros_like(part), where=whole > 0))


def nearest(a: Grams, b: Grams, most: int, place_a: Numbers, place_b: Numbers) -> tuple[Places, Places]:
    """Pairs of texts that share a run, at most `most` for each text of the first side: those that share most, then those whose places are nearest."""
    import numpy as np

    table = (a.rows @ b.rows.T).tocsr()
    kept = [np.zeros(0, dtype=np.int64)]
    for i, (start, end) in enumerate(zip(table.indptr, table.indptr[1:], strict=False)):
        columns = table.indices[start:end]
        if end - start > most:
            worth = table.data[start:end] - NEARNESS * np.abs(place_a[i] - place_b[columns])
            columns = columns[np.argpartition(-worth, most)[:most]]
        kept.append(i * len(b.total) + columns.astype(np.int64))
    pairs = np.sort(np.concatenate(kept))
    return pairs // len(b.total), pairs % len(b.total)
