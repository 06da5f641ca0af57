"""Pairs the rows and columns of a score table so that the sum is largest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]


def best_pairs(scores: Sequence[Sequence[float]] | NDArray[np.float64], threshold: float) -> list[tuple[int, int]]:
    """Pairs of row and column, one to one, each scoring at least `threshold`, in the order of rows.

    Scores below the threshold do not count, and the rest are squared: two poor pairs never push a good one aside.

    >>> best_pairs([[0.9, 0.8], [0.85, 0.1]], 0.5)
    [(0, 1), (1, 0)]
    """
    import numpy as np

    table = np.asarray(scores, dtype=float)
    if table.size == 0:
        return []
    i, j = np.nonzero(table >= threshold)
    return best_of(i, j, table[i, j], threshold)


def best_sparse_pairs(scores: Mapping[tuple[int, int], float], threshold: float) -> list[tuple[int, int]]:
    """The same for the pairs of row and column that have a score at all.

    >>> best_sparse_pairs({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.85, (7, 9): 0.2}, 0.5)
    [(0, 1), (1, 0)]
    """
    import numpy as np

    i, j = (np.array([pair[side] for pair in scores], dtype=int) for side in (0, 1))
    return best_of(i, j, np.array([*scores.values()], dtype=float), threshold)


def best_of(i: Places, j: Places, score: Numbers, threshold: float) -> list[tuple[int, int]]:
    """The same for the pairs of row and column that are scored at all; the others are no candidates.

    Rows and columns that no chain of candidates joins cannot disturb each other, so every group is solved alone.
    """
    import numpy as np

    kept = np.flatnonzero((score >= threshold) & (score > 0))
    found: list[tuple[int, int]] = []
    for group in groups_of(i[kept], j[kept]):
        found += _solved(i[kept][group], j[kept][group], score[kept][group] ** 2)
    return sorted(found)


def groups_of(i: Places, j: Places) -> list[Any]:
    """The candidates in groups that share no row and no column, each as places in `i` and `j`."""
    import numpy as np
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    if not len(i):
        return []
    width = int(i.max()) + 1
    size = width + int(j.max()) + 1
    graph = coo_matrix((np.ones(len(i)), (i, width + j)), shape=(size, size))
    _, label = connected_components(graph, directed=False)
    of_pair = label[i]
    order = np.argsort(of_pair, kind="stable")
    return list(np.split(order, np.flatnonzero(np.diff(of_pair[order])) + 1))


def _solved(i: Places, j: Places, worth: Numbers) -> list[tuple[int, int]]:
    """One group: the assignment of the largest sum."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    rows, row_of = np.unique(i, return_inverse=True)
    columns, column_of = np.unique(j, return_inverse=True)
    table = np.zeros((len(rows), len(columns)))
    table[row_of, column_of] = worth
    chosen = zip(*linear_sum_assignment(table, maximize=True), strict=True)
    return [(int(rows[k]), int(columns[m])) for k, m in chosen if table[k, m] > 0]
