"""Runs of neighbouring characters of many texts as sparse rows: the ground on which items and sentences are compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Codes = NDArray[np.int64]

BITS = 21  # a code point of Unicode fits; three of them fit into 64 bits


def weighted_grams(texts_a: Sequence[str], texts_b: Sequence[str]) -> tuple[Any, Any]:
    """Sparse TF-IDF rows of character pairs and triples, weighted over both documents together, each of length one.

    A run counts as one plus the logarithm of how often it stands in the text, times one plus that of how few texts hold it.
    A text of less than two characters is a row of zeros.
    """
    rows = of_length_one(weighted(counted([*texts_a, *texts_b])))
    return rows[: len(texts_a)], rows[len(texts_a) :]


def weighted(counts: Any) -> Any:
    """Counts as weights; the two small sums and quotients of TF-IDF, without what loading scikit-learn costs."""
    import numpy as np

    held_by = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = 1 + np.log((1 + counts.shape[0]) / (1 + held_by))
    counts.data = (1 + np.log(counts.data)) * rarity[counts.indices]
    return counts


def of_length_one(rows: Any) -> Any:
    """Sparse rows, each divided by its length; a row of zeros stays one."""
    import numpy as np

    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    rows.data /= np.repeat(lengths, np.diff(rows.indptr))
    return rows


def counted(texts: Sequence[str]) -> Any:
    """How often every pair and every triple of characters stands in every text, as a sparse table.

    >>> counted(["学校学校", "学"]).sum(axis=1).ravel().tolist()
    [[5.0, 0.0]]
    """
    import numpy as np
    from scipy.sparse import coo_matrix

    joined = "".join(texts)
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.int64)
    owner = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    pairs, triples = _runs(codes, owner, 2), _runs(codes, owner, 3)
    grams = np.concatenate([pairs[0], triples[0]])
    rows = np.concatenate([pairs[1], triples[1]])
    distinct, columns = np.unique(grams, return_inverse=True)
    table = coo_matrix((np.ones(len(grams)), (rows, columns)), shape=(len(texts), max(len(distinct), 1))).tocsr()
    table.sum_duplicates()
    return table


def _runs(codes: Codes, owner: Codes, size: int) -> tuple[Codes, Codes]:
    """All runs of so many characters that lie inside one text, each as a number, and the text it stands in."""
    import numpy as np

    count = len(codes) - size + 1
    if count <= 0:
        return np.array([], dtype=np.int64), np.array([], dtype=np.int64)
    found = np.zeros(count, dtype=np.int64)
    for k in range(size):
        found = (found << BITS) | codes[k : k + count]
    inside = owner[:count] == owner[size - 1 :]
    return found[inside], owner[:count][inside]
