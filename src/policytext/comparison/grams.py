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

    A text of less than two characters is a row of zeros.
    """
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfTransformer

    counts = counted([*texts_a, *texts_b])
    if not counts.nnz:
        return csr_matrix((len(texts_a), 1)), csr_matrix((len(texts_b), 1))
    rows = TfidfTransformer(sublinear_tf=True).fit_transform(counts)
    return rows[: len(texts_a)], rows[len(texts_a) :]


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
