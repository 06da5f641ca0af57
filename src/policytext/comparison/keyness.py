"""Words that one document uses more than the other: Dunning's log-likelihood, log ratio and its interval.

G2 follows Rayson & Garside (2000), the log ratio Hardie (2014): the binary logarithm of the ratio of relative
frequencies, half a word added where a count is zero. Two plans are a small sample, so the log ratio comes with an
interval from resampling the numbered sections, and too short texts get no table at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.comparison.items import unlabelled
from policytext.comparison.rows import Term
from policytext.comparison.words import words_of
from policytext.model.document import Document

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.float64]

MINIMUM_WORDS = 200  # in each document; below, one sentence more or less turns the table over
MINIMUM_COUNT = 3  # in both documents together
MINIMUM_SECTIONS = 5  # in each document, for an interval
DRAWS, SEED = 400, 2021
Bounds = list[float | None]


@dataclass(frozen=True, slots=True)
class Keyness:
    """The terms by falling G2, or none and a `note` that says why."""

    terms: tuple[Term, ...] = ()
    note: str | None = None


def keyness(a: Document, b: Document) -> Keyness:
    """The words that tell the two documents apart, the most telling first."""
    sections_a, sections_b = counts_by_section(a), counts_by_section(b)
    sizes = sum(c.total() for c in sections_a), sum(c.total() for c in sections_b)
    if min(sizes) < MINIMUM_WORDS:
        return Keyness(note=f"{sizes[0]} and {sizes[1]} words: keyness needs {MINIMUM_WORDS} in each document")
    words = frequent(sections_a, sections_b)
    if not words:
        return Keyness(note=f"no word stands {MINIMUM_COUNT} times in the two documents")
    return Keyness(tuple(sorted(terms_of(words, sections_a, sections_b), key=lambda x: (-x.g2, x.term))))


def counts_by_section(document: Document) -> list[Counter[str]]:
    """The words of every node's own text, counted."""
    texts = (unlabelled("".join(span.of(document.text) for span in x.own_spans)) for x in document.root.walk())
    return [counts for text in texts if (counts := Counter(words_of(text)))]


def frequent(sections_a: Sequence[Counter[str]], sections_b: Sequence[Counter[str]]) -> list[str]:
    """The words that are frequent enough in both documents together, sorted."""
    together = sum((*sections_a, *sections_b), Counter[str]())
    return sorted(word for word, count in together.items() if count >= MINIMUM_COUNT)


def terms_of(
    words: Sequence[str], sections_a: Sequence[Counter[str]], sections_b: Sequence[Counter[str]]
) -> list[Term]:
    """One row for every word."""
    import numpy as np

    table_a, table_b = counted(words, sections_a), counted(words, sections_b)
    count_a, count_b = table_a[:, :-1].sum(axis=0), table_b[:, :-1].sum(axis=0)
    size_a, size_b = table_a[:, -1].sum(), table_b[:, -1].sum()
    columns = (
        count_a.astype(int).tolist(), count_b.astype(int).tolist(), (1000 * count_a / size_a).round(3).tolist(),
        (1000 * count_b / size_b).round(3).tolist(), log_likelihood(count_a, count_b, size_a, size_b).round(3).tolist(),
        log_ratio(count_a, count_b, size_a, size_b).round(3).tolist(),
    )  # fmt: skip
    bounds = intervals(table_a, table_b, np.random.default_rng(SEED))
    return [Term(*row) for row in zip(words, *columns, *bounds, strict=True)]


def counted(words: Sequence[str], sections: Sequence[Counter[str]]) -> Counts:
    """Sections by words, and in the last column the size of the section."""
    import numpy as np

    return np.array([[*(counts[word] for word in words), counts.total()] for counts in sections], dtype=float)


def log_likelihood(count_a: Counts, count_b: Counts, size_a: float, size_b: float) -> Counts:
    """Dunning's G2 of two counts against two sizes."""
    import numpy as np

    together = (count_a + count_b) / (size_a + size_b)

    def part(count: Counts, size: float) -> Counts:
        return np.where(count > 0, count * np.log(np.maximum(count, 1) / (size * together)), 0.0)

    return np.asarray(2 * (part(count_a, size_a) + part(count_b, size_b))).clip(0)


def log_ratio(count_a: Counts, count_b: Counts, size_a: Counts | float, size_b: Counts | float) -> Counts:
    """The binary logarithm of relative frequency in b over a, half a word in the place of none."""
    import numpy as np

    return np.asarray(np.log2(np.maximum(count_b, 0.5) / size_b) - np.log2(np.maximum(count_a, 0.5) / size_a))


def intervals(table_a: Counts, table_b: Counts, random: np.random.Generator) -> tuple[Bounds, Bounds]:
    """The 95 % interval of every log ratio, sections drawn with replacement; ``None`` where there are too few."""
    import numpy as np

    if min(len(table_a), len(table_b)) < MINIMUM_SECTIONS:
        nothing: Bounds = [None] * (table_a.shape[1] - 1)
        return nothing, nothing
    drawn_a, drawn_b = resampled(table_a, random), resampled(table_b, random)
    ratios = log_ratio(drawn_a[:, :-1], drawn_b[:, :-1], drawn_a[:, -1:], drawn_b[:, -1:])
    low, high = np.percentile(ratios, (2.5, 97.5), axis=0)
    return low.round(3).tolist(), high.round(3).tolist()


def resampled(table: Counts, random: np.random.Generator) -> Counts:
    """The column sums of many draws of sections; a draw without words counts as one word."""
    draws = random.multinomial(len(table), [1 / len(table)] * len(table), size=DRAWS) @ table
    draws[:, -1] = draws[:, -1].clip(1)
    return draws
