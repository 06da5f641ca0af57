"""The best one-to-one pairs among few candidates: the candidates fall into groups, and each group is solved alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

Pair = tuple[int, int]


def best_sparse_pairs(scores: Mapping[Pair, float], threshold: float) -> list[Pair]:
    """Pairs of row and column, one to one, each scoring at least `threshold`, in the order of rows.

    Scores below the threshold do not count, and the rest are squared: two poor pairs never push a good one aside.

    >>> best_sparse_pairs({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.85, (7, 9): 0.2}, 0.5)
    [(0, 1), (1, 0)]
    """
    good = {pair: score * score for pair, score in scores.items() if score >= threshold}
    return sorted(pair for group in groups_of(good) for pair in _solved(group, good))


def groups_of(pairs: Mapping[Pair, float]) -> list[list[Pair]]:
    """The pairs in groups that share neither row nor column with one another.

    >>> groups_of({(0, 0): 1.0, (1, 1): 1.0, (1, 0): 1.0, (2, 5): 1.0})
    [[(0, 0), (1, 1), (1, 0)], [(2, 5)]]
    """
    parent: dict[int, int] = {}

    def root(x: int) -> int:
        while parent.setdefault(x, x) != x:
            parent[x] = x = parent[parent[x]]
        return x

    for i, j in pairs:
        parent[root(~j)] = root(i)
    found: defaultdict[int, list[Pair]] = defaultdict(list)
    for pair in pairs:
        found[root(pair[0])].append(pair)
    return list(found.values())


def _solved(group: list[Pair], worth: Mapping[Pair, float]) -> list[Pair]:
    if len(group) == 1:
        return group
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, columns = (sorted({pair[side] for pair in group}) for side in (0, 1))
    place_i, place_j = ({x: place for place, x in enumerate(side)} for side in (rows, columns))
    table = np.zeros((len(rows), len(columns)))
    for i, j in group:
        table[place_i[i], place_j[j]] = worth[i, j]
    chosen = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    return [(rows[i], columns[j]) for i, j in chosen if table[i, j] > 0]
