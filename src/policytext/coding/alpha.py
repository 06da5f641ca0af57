"""Krippendorff's alpha of a table of values, and its interval by drawing clusters of units again.

The alpha itself is that of the package ``krippendorff`` (GPL, an extra that is loaded only here); the draws need thousands
of alphas and are computed together from the same coincidences. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from policytext.model.errors import MissingExtraError

if TYPE_CHECKING:
    import numpy as np

    Array = np.ndarray[Any, np.dtype[np.float64]]

Level = Literal["nominal", "ratio"]
SEED, DRAWS = 20211231, 2000
OUTSIDE = (2.5, 97.5)
LARGEST = 20_000_000
"""Units times values times values, up to which the package is asked: it holds so many numbers at once. Beyond, our own sums do."""
CHUNK = 200  # draws that are computed together, to bound memory


def alpha_of(rows: Sequence[Sequence[Any]], level: Level) -> float | None:
    """Alpha of units (rows) by coders (columns), None for what a coder did not say.

    None where it is not defined: no unit has two values, or all values are one. Raises MissingExtraError.
    """
    try:
        import krippendorff
    except ImportError:
        raise MissingExtraError("Krippendorff's alpha needs the package krippendorff: pip install 'policytext[coding]'") from None
    import numpy as np

    counts, domain = counted(rows, level)
    if len(domain) < 2 or not len(counts):
        return None
    if len(counts) * len(domain) ** 2 > LARGEST:
        return float(drawn(np.ones((1, len(counts))), counts, distances(domain, level), 1)[0])
    values = list(range(len(domain))) if level == "nominal" else domain
    return float(krippendorff.alpha(value_counts=counts.astype(int), value_domain=values, level_of_measurement=level))


def counted(rows: Sequence[Sequence[Any]], level: Level) -> tuple[Array, list[Any]]:
    """How often each value stands in each unit with at least two values, and the values, sorted."""
    import numpy as np

    pairable = [[x for x in row if x is not None] for row in rows]
    pairable = [row for row in pairable if len(row) > 1]
    domain = sorted({x for row in pairable for x in row}, key=lambda x: (float(x) if level == "ratio" else str(x)))
    index = {x: i for i, x in enumerate(domain)}
    counts = np.zeros((len(pairable), len(domain)))
    for i, row in enumerate(pairable):
        for x in row:
            counts[i, index[x]] += 1
    return counts, domain


def distances(domain: Sequence[Any], level: Level) -> Array:
    """The squared distance of each two values: 0 or 1 for words, by their ratio for numbers.

    >>> distances([1.0, 3.0], "ratio").tolist()
    [[0.0, 0.25], [0.25, 0.0]]
    """
    import numpy as np

    if level == "nominal":
        return np.asarray(1.0 - np.eye(len(domain)))
    values = np.array([float(x) for x in domain])
    total = values[:, None] + values[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (values[:, None] - values[None, :]) / total
    return np.asarray(np.where(total == 0, 0.0, share) ** 2)


def interval(rows: Sequence[Sequence[Any]], clusters: Sequence[Hashable], level: Level, draws: int = DRAWS) -> tuple[float, float] | None:
    """A 95 % interval: the clusters (documents, sections) are drawn again with replacement, with a fixed seed.

    None where there are fewer than two clusters with something to compare.
    """
    import numpy as np

    kept = [i for i, row in enumerate(rows) if sum(x is not None for x in row) > 1]
    counts, domain = counted(rows, level)
    names = sorted({str(clusters[i]) for i in kept})
    if len(names) < 2 or len(domain) < 2:
        return None
    index = {name: i for i, name in enumerate(names)}
    member = np.zeros((len(names), len(kept)))
    member[[index[str(clusters[i])] for i in kept], range(len(kept))] = 1
    found = drawn(member, counts, distances(domain, level), draws)
    low, high = np.percentile(found, OUTSIDE) if len(found) else (np.nan, np.nan)
    return None if np.isnan(low) else (float(low), float(high))


def drawn(member: Array, counts: Array, distance: Array, draws: int) -> Array:
    """The alphas of so many draws of clusters; draws in which it is not defined are left out."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    sizes = counts.sum(axis=1)
    observed = member @ (((counts @ distance) * counts).sum(axis=1) / (sizes - 1))
    totals = member @ counts
    found = []
    for first in range(0, draws, CHUNK):
        picks = chance.multinomial(len(member), [1 / len(member)] * len(member), size=min(CHUNK, draws - first))
        found.append(_alphas(picks @ observed, picks @ totals, distance))
    alphas = np.concatenate(found)
    return np.asarray(alphas[np.isfinite(alphas)])


def _alphas(observed: Array, totals: Array, distance: Array) -> Array:
    """1 minus the observed disagreement over the expected one, for each draw."""
    import numpy as np

    n = totals.sum(axis=1)
    expected = ((totals @ distance) * totals).sum(axis=1) / (n - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(1 - observed / expected)
