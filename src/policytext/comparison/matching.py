"""Pairs the rows and columns of a score table so that the sum is largest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def best_pairs(scores: Sequence[Sequence[float]] | NDArray[np.float64], threshold: float) -> list[tuple[int, int]]:
    """Pairs of row and column, one to one, each scoring at least `threshold`, in the order of rows.

    Scores below the threshold do not count, and the rest are squared: two poor pairs never push a good one aside.

    >>> best_pairs([[0.9, 0.8], [0.85, 0.1]], 0.5)
    [(0, 1), (1, 0)]
    """
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    table = np.asarray(scores, dtype=float)
    if table.size == 0:
        return []
    table = np.where(table >= threshold, table**2, 0.0)
    rows, columns = linear_sum_assignment(table, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if table[i, j] > 0]
