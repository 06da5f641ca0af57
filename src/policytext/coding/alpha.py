"""Krippendorff's alpha of a table of values, and its interval by drawing clusters of units again.

The alpha itself is that of the package ``krippendorff`` (GPL, an extra that is loaded only here); the draws need thousands
of alphas and are computed together from the same coincidences. A test holds the two against each other.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import combinations
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
CHUNK, BLOCK = 200, 1000  # draws and values that are computed together, to bound memory


@dataclass(frozen=True, slots=True)
class Answers:
    """The units that have two values or more: which values each has, by their places in the sorted `domain`."""

    units: tuple[tuple[int, ...], ...]
    domain: tuple[Any, ...]
    level: Level

    @property
    def comparable(self) -> bool:
        """Whether an alpha is defined: something is answered twice, and not everything alike."""
        return len(self.domain) > 1


def answers(rows: Sequence[Sequence[Any]], level: Level) -> Answers:
    """The answers of units (rows) by coders (columns), None for what a coder did not say."""
    pairable = [[x for x in row if x is not None] for row in rows]
    pairable = [row for row in pairable if len(row) > 1]
    domain = sorted({x for row in pairable for x in row}, key=lambda x: (float(x) if level == "ratio" else str(x)))
    index = {x: i for i, x in enumerate(domain)}
    return Answers(tuple(tuple(index[x] for x in row) for row in pairable), tuple(domain), level)


def alpha_of(rows: Sequence[Sequence[Any]], level: Level) -> float | None:
    """Alpha of units (rows) by coders (columns), None for what a coder did not say.

    None where it is not defined: no unit has two values, or all values are one. Raises MissingExtraError.
    """
    try:
        import krippendorff
    except ImportError:
        raise MissingExtraError("Krippendorff's alpha needs the package krippendorff: pip install 'policytext[coding]'") from None
    found = answers(rows, level)
    if not found.comparable:
        return None
    if len(found.units) * len(found.domain) ** 2 > LARGEST:
        return own_alpha(found)
    values = range(len(found.domain)) if level == "nominal" else found.domain
    return float(krippendorff.alpha(value_counts=_counts(found), value_domain=list(values), level_of_measurement=level))


def _counts(found: Answers) -> Any:
    """How often each value stands in each unit."""
    import numpy as np

    counts = np.zeros((len(found.units), len(found.domain)), dtype=int)
    for i, unit in enumerate(found.units):
        np.add.at(counts[i], list(unit), 1)
    return counts


def own_alpha(found: Answers) -> float:
    """The same from the sums that draws are made of.

    >>> round(own_alpha(answers([("a", "b"), ("b", "b"), ("a", "a")], "nominal")), 3)
    0.444
    """
    import numpy as np

    one = np.zeros(len(found.units), dtype=int)
    return float(_alphas(_observed(found, one, 1), _totals(found, one, 1), found)[0])


def interval(rows: Sequence[Sequence[Any]], clusters: Sequence[Hashable], level: Level, draws: int = DRAWS) -> tuple[float, float] | None:
    """A 95 % interval: the clusters (documents, sections) are drawn again with replacement, with a fixed seed.

    None where there are fewer than two clusters with something to compare.
    """
    import numpy as np

    found = answers(rows, level)
    kept = [str(clusters[i]) for i, row in enumerate(rows) if sum(x is not None for x in row) > 1]
    names, member = np.unique(np.array(kept, dtype=str), return_inverse=True)
    if len(names) < 2 or not found.comparable:
        return None
    alphas = _drawn(_observed(found, member, len(names)), _totals(found, member, len(names)), found, draws)
    low, high = np.percentile(alphas, OUTSIDE) if len(alphas) else (np.nan, np.nan)
    return None if np.isnan(low) else (float(low), float(high))


def _observed(found: Answers, member: Any, clusters: int) -> Array:
    """The disagreement inside the units of each cluster: of every two answers, over the answers of the unit less one."""
    import numpy as np

    inside = [2 * sum(distance(found, a, b) for a, b in combinations(unit, 2)) / (len(unit) - 1) for unit in found.units]
    return np.asarray(np.bincount(member, weights=inside, minlength=clusters), dtype=float)


def distance(found: Answers, a: int, b: int) -> float:
    """The squared distance of two values: 0 or 1 for words, by their ratio for numbers.

    >>> distance(answers([(1, 3)], "ratio"), 0, 1)
    0.25
    """
    if a == b or found.level == "nominal":
        return float(a != b)
    first, second = float(found.domain[a]), float(found.domain[b])
    return ((first - second) / (first + second)) ** 2 if first + second else 0.0


def _totals(found: Answers, member: Any, clusters: int) -> Array:
    """How often each value stands in each cluster."""
    import numpy as np

    totals = np.zeros((clusters, len(found.domain)))
    places = [(int(member[i]), value) for i, unit in enumerate(found.units) for value in unit]
    np.add.at(totals, tuple(zip(*places, strict=True)), 1)
    return totals


def _drawn(observed: Array, totals: Array, found: Answers, draws: int) -> Array:
    """The alphas of so many draws of clusters; draws in which it is not defined are left out."""
    import numpy as np

    chance, clusters = np.random.default_rng(SEED), len(totals)
    parts = []
    for first in range(0, draws, CHUNK):
        picks = chance.multinomial(clusters, [1 / clusters] * clusters, size=min(CHUNK, draws - first))
        parts.append(_alphas(picks @ observed, picks @ totals, found))
    alphas = np.concatenate(parts)
    return np.asarray(alphas[np.isfinite(alphas)])


def _alphas(observed: Array, totals: Array, found: Answers) -> Array:
    """1 minus the observed disagreement over the expected one, for each row of totals."""
    import numpy as np

    n = totals.sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.atleast_1d(1 - observed * (n - 1) / _expected(totals, n, found))


def _expected(totals: Array, n: Array, found: Answers) -> Array:
    """The disagreement of every two answers, whatever their units."""
    import numpy as np

    if found.level == "nominal":
        return np.asarray(n**2 - (totals**2).sum(axis=-1))
    values = np.array([float(x) for x in found.domain])
    expected = np.zeros_like(n)
    for start in range(0, len(values), BLOCK):
        some = slice(start, start + BLOCK)
        both = values[some, None] + values[None, :]
        share = np.divide(values[some, None] - values[None, :], both, out=np.zeros_like(both), where=both != 0)
        expected += (totals[:, some] * (totals @ (share**2).T)).sum(axis=-1)
    return expected
