"""How alike the items of two documents are: matrices of items of a by items of b, all 0..1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from policytext.comparison.indicators import indicator_core
from policytext.comparison.items import Item, content_of
from policytext.comparison.projects import project_core

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

HEADING_SHARE = 0.45  # of the content, where both items have a heading
SHARED_PROJECTS, SHARED_INDICATORS, SAME_SECTION, SAME_PLACE = 0.10, 0.06, 0.06, 0.02
OTHER_HALF = 0.12  # a review is not the plan that it reports on


@dataclass(frozen=True)
class Similarity:
    """`content` is heading and body alone, 0..1; `score` adds what speaks for a pair besides."""

    content: Matrix
    score: Matrix


def similarity_of(items_a: Sequence[Item], items_b: Sequence[Item]) -> Similarity:
    """Compares every item of a with every item of b."""
    grams_a, grams_b = weighted_grams([x.content for x in items_a], [x.content for x in items_b])
    content = content_similarity(items_a, items_b, cosine(grams_a, grams_b))
    return Similarity(content, content + support(items_a, items_b) - OTHER_HALF * other_half(items_a, items_b))


def content_similarity(items_a: Sequence[Item], items_b: Sequence[Item], whole: Matrix) -> Matrix:
    """Whole text and heading together; the whole text alone where one of the two has no heading."""
    import numpy as np

    heads_a, heads_b = [content_of(x.heading) for x in items_a], [content_of(x.heading) for x in items_b]
    both = np.outer([bool(x) for x in heads_a], [bool(x) for x in heads_b])
    mixed = HEADING_SHARE * cosine(*weighted_grams(heads_a, heads_b)) + (1 - HEADING_SHARE) * whole
    content = np.where(both, np.maximum(mixed, whole), whole)
    return np.where(equal([x.content for x in items_a], [x.content for x in items_b]), 1.0, content).clip(0, 1)


def support(items_a: Sequence[Item], items_b: Sequence[Item]) -> Matrix:
    """What speaks for a pair besides its words; the place counts least, since plans are renumbered."""
    projects = shared([_cores(x.projects) for x in items_a], [_cores(x.projects) for x in items_b])
    indicators = shared([_indicators(x) for x in items_a], [_indicators(x) for x in items_b])
    sections = cosine(*weighted_grams([_section(x) for x in items_a], [_section(x) for x in items_b]))
    return (
        SHARED_PROJECTS * projects + SHARED_INDICATORS * indicators + SAME_SECTION * sections
        + SAME_PLACE * nearness(len(items_a), len(items_b))
    )  # fmt: skip


def other_half(items_a: Sequence[Item], items_b: Sequence[Item]) -> Matrix:
    """1 where one item looks back and the other ahead."""
    import numpy as np

    back_a, back_b = [x.looks_back for x in items_a], [x.looks_back for x in items_b]
    return np.asarray(np.not_equal.outer(back_a, back_b), dtype=float)


def _cores(names: Sequence[str]) -> frozenset[str]:
    return frozenset(project_core(name) for name in names) - {""}


def _indicators(item: Item) -> frozenset[str]:
    return frozenset(indicator_core(x.indicator or "") for x in item.targets) - {""}


def _section(item: Item) -> str:
    return content_of("".join(item.section))


def weighted_grams(texts_a: Sequence[str], texts_b: Sequence[str]) -> tuple[Any, Any]:
    """Sparse TF-IDF rows of character pairs and triples, weighted over both documents together."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    if not any(len(text) > 1 for text in (*texts_a, *texts_b)):
        return csr_matrix((len(texts_a), 1)), csr_matrix((len(texts_b), 1))
    vectoriser = TfidfVectorizer(analyzer="char", ngram_range=(2, 3), sublinear_tf=True)
    rows = vectoriser.fit_transform([*texts_a, *texts_b])
    return rows[: len(texts_a)], rows[len(texts_a) :]


def cosine(rows_a: Any, rows_b: Any) -> Matrix:
    """Cosines of rows that already have length one."""
    import numpy as np

    return np.asarray((rows_a @ rows_b.T).todense(), dtype=float)


def equal(texts_a: Sequence[str], texts_b: Sequence[str]) -> NDArray[np.bool]:
    """Where two texts are the same."""
    import numpy as np

    known = {text: place for place, text in enumerate({*texts_a, *texts_b})}
    places_a, places_b = (np.array([known[text] for text in texts], dtype=int) for texts in (texts_a, texts_b))
    return np.asarray(np.equal.outer(places_a, places_b))


def nearness(count_a: int, count_b: int) -> Matrix:
    """1 where two items stand at the same relative place, 0 at opposite ends."""
    import numpy as np

    return 1 - np.abs(np.subtract.outer(np.linspace(0, 1, count_a), np.linspace(0, 1, count_b)))


def shared(sets_a: Sequence[frozenset[str]], sets_b: Sequence[frozenset[str]]) -> Matrix:
    """The share of the smaller set that both have; 0 where one is empty."""
    import numpy as np

    found = np.zeros((len(sets_a), len(sets_b)))
    filled_b = [(j, b) for j, b in enumerate(sets_b) if b]
    for i, a in enumerate(sets_a):
        for j, b in filled_b if a else ():
            found[i, j] = len(a & b) / min(len(a), len(b))
    return found
