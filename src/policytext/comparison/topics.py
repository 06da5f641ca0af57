"""Themes that nobody named beforehand: non-negative matrix factorisation over clauses, with how stable they are, or a refusal.

Clauses are weighted by tf-idf and factorised (Lee & Seung 1999). How many themes there are is not assumed: for several
numbers the factorisation is repeated on other seeds and other four fifths of the documents, and the themes of each repetition
are paired one to one with those of the whole by the words they weigh most (the stability of Greene, O'Callaghan & Cunningham
2014). The same is done where the words are dealt to the clauses anew: frequent words alone are stable too. The number that is
most stable beyond this is taken, every theme says how stable it is itself, and what is no better than chance, or too small, is refused.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal

from policytext.comparison.clauses import clauses_of
from policytext.comparison.matching import best_pairs
from policytext.comparison.words import Cutting
from policytext.lexicon import groups
from policytext.model.document import Document
from policytext.model.errors import ModelError
from policytext.model.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

DOCUMENTS, CLAUSES, WORDS_IN_CLAUSE = 8, 1500, 3
"""Below so many documents, or clauses of so many words, nothing is factorised."""
NUMBERS = (6, 9, 12, 16)
RUNS, KEPT = 8, 0.8
COMMON = 0.1
"""Words in a larger share of all clauses tell no themes apart."""
Unit = Literal["clause", "sentence"]
MOST = 12_000
"""Clauses that a factorisation is made of; of more an even choice is taken, and the rest only assigned."""
TOP = 10
"""Words by which themes are compared and shown."""
ABOVE_CHANCE = 0.2
"""By so much, of what can be gained, a number of themes has to be more stable than where the same words are dealt to the clauses anew."""
SEED, ROUNDS = 2021, 200


@dataclass(frozen=True, slots=True)
class Topic:
    """One theme: its words by falling weight, its share of all clauses, how stable it is (0..1), and clauses that show it.

    `examples` are (document id, span) pairs, the strongest first.
    """

    number: int
    words: tuple[str, ...]
    share: float
    stability: float
    examples: tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Stability:
    """How stable a number of themes is: mean, lowest and highest likeness of `runs` repetitions to the whole, 0..1.

    `chance` is the mean where the words were dealt to the clauses anew, so that no theme is left in them.
    """

    topics: int
    mean: float
    chance: float
    low: float
    high: float
    runs: int

    @property
    def above_chance(self) -> float:
        """The part of what chance leaves to be gained that was gained: 1 is perfectly stable, 0 no better than chance."""
        return (self.mean - self.chance) / (1 - self.chance) if self.chance < 1 else 0.0


@dataclass(frozen=True, slots=True)
class Topics:
    """The themes, how stable each number of themes was, and each document's shares: a row a document, a column a theme."""

    topics: tuple[Topic, ...]
    stability: tuple[Stability, ...]
    documents: tuple[str, ...]
    shares: tuple[tuple[float, ...], ...]
    clauses: int


@dataclass(frozen=True)
class Counted:
    """The clauses of documents as tf-idf rows, where each stands, and the words of the columns."""

    rows: Any
    owners: Any
    places: Sequence[tuple[str, Span]]
    words: Sequence[str]
    names: tuple[str, ...]


def topics_of(
    documents: Iterable[Document], numbers: Sequence[int] = NUMBERS, *, runs: int = RUNS, cutting: Cutting | None = None, unit: Unit = "sentence"
) -> Topics:
    """The themes of many documents; the same documents give the same themes.

    `numbers` are the numbers of themes that are tried, `runs` the repetitions of each. Raises ModelError where there are too few
    documents or clauses, and where no number gives themes that are more than chance.
    """
    counted = counted_clauses(documents, cutting or Cutting(), unit)
    refuse_small(counted, numbers)
    chosen = evenly(counted.rows.shape[0], MOST)
    judged = [judge(counted, chosen, number, runs) for number in sorted({*numbers})]
    best = max(judged, key=lambda one: (one[0].above_chance, -one[0].topics))
    if best[0].above_chance < ABOVE_CHANCE:
        tried = "; ".join(f"{one.topics}: {one.mean:.2f} and {one.chance:.2f} by chance" for one, _, _ in judged)
        raise ModelError(f"no number of themes is stable ({tried}): the documents share too few themes, or are too few")
    return described(counted, best[1], best[2], tuple(one for one, _, _ in judged))


def refuse_small(counted: Counted, numbers: Sequence[int]) -> None:
    """Raise ModelError where what was counted is too little for themes, or a number of themes makes no sense."""
    documents, clauses = len(counted.names), counted.rows.shape[0]
    if not numbers or min(numbers) < 2:
        raise ModelError("numbers of themes begin with 2: give one or several, such as (6, 9, 12)")
    if documents < DOCUMENTS or clauses < CLAUSES:
        raise ModelError(
            f"{documents} documents with {clauses} clauses are too few for themes: {DOCUMENTS} documents and {CLAUSES} clauses at least; "
            "for fewer, take the named fields of policy (comparison.to_frame('themes'))"
        )


def counted_clauses(documents: Iterable[Document], cutting: Cutting, unit: Unit = "sentence") -> Counted:
    """The clauses or sentences with at least three words besides those of the genre, weighted; rare words and those in a tenth of all are left out."""
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    lists: list[list[str]] = []
    empty = words_of_the_genre()
    places, owners, names = [], [], []
    for number, document in enumerate(documents):
        names.append(document.metadata.id)
        for span in units_of(document, unit):
            words = [word for word, _ in cutting.segmenter.words(span.of(document.text)) if word not in empty]
            if len(words) >= WORDS_IN_CLAUSE:
                lists.append(words)
                places.append((document.metadata.id, span))
                owners.append(number)
    if len(lists) < CLAUSES:
        return Counted(np.zeros((len(lists), 0)), np.array(owners), places, (), tuple(names))
    vectors = TfidfVectorizer(analyzer=lambda words: words, min_df=5, max_df=COMMON, sublinear_tf=True)
    return Counted(vectors.fit_transform(lists), np.array(owners), places, tuple(vectors.get_feature_names_out()), tuple(names))


def units_of(document: Document, unit: Unit) -> Iterator[Span]:
    """The clauses of a document, or its sentences."""
    clauses = clauses_of(document.text, [document.root.span])
    if unit == "clause":
        yield from (Span(one.start, one.end) for one in clauses)
        return
    for _, group in groupby(clauses, key=lambda one: one.sentence):
        members = list(group)
        yield Span(members[0].start, members[-1].end)


@cache
def words_of_the_genre() -> frozenset[str]:
    """The verbs of measures and what qualifies them: every plan is full of them, whatever it is about."""
    return frozenset(word for words in groups("measures").values() for word in words)


def evenly(count: int, most: int) -> Any:
    """Places of at most so many of `count`, at even distances."""
    import numpy as np

    return np.unique(np.linspace(0, count - 1, min(count, most)).astype(int))


def judge(counted: Counted, chosen: Any, number: int, runs: int) -> tuple[Stability, Numbers, list[float]]:
    """A number of themes: how stable, the themes of the whole (themes by words), and the stability of each."""
    whole, likeness = repeated(counted.rows[chosen], counted.owners[chosen], number, runs)
    _, dealt = repeated(dealt_anew(counted.rows[chosen]), counted.owners[chosen], number, runs)
    means = likeness.mean(axis=1)
    mean, low, high = (round(float(x), 4) for x in (means.mean(), means.min(), means.max()))
    return Stability(number, mean, round(float(dealt.mean()), 4), low, high, runs), whole, [round(float(x), 4) for x in likeness.mean(axis=0)]


def repeated(rows: Any, owners: Any, number: int, runs: int) -> tuple[Numbers, Numbers]:
    """The themes of some clauses, and how like each is to its counterpart in every repetition: repetitions by themes."""
    import numpy as np

    whole, documents = factorised(rows, number, SEED, "nndsvda"), np.unique(owners)
    tops, likeness = top_words(whole), np.zeros((runs, number))
    for run in range(runs):
        kept = np.random.default_rng((SEED, run)).permutation(documents)[: max(2, round(KEPT * len(documents)))]
        again = top_words(factorised(rows[np.isin(owners, kept)], number, SEED + run + 1, "random"))
        table = [[jaccard(a, b) for b in again] for a in tops]
        for i, j in best_pairs(table, 1e-9):
            likeness[run, i] = table[i][j]
    return whole, likeness


def dealt_anew(rows: Any) -> Any:
    """The same words in clauses of the same length, dealt by chance."""
    import numpy as np

    found = rows.copy()
    order = np.random.default_rng(SEED).permutation(len(found.indices))
    found.indices, found.data = found.indices[order], found.data[order]
    found.has_sorted_indices = False
    found.sum_duplicates()
    return found


def factorised(rows: Any, number: int, seed: int, start: str) -> Numbers:
    """The themes as weights of words: themes by words."""
    import numpy as np
    from sklearn.decomposition import NMF
    from sklearn.exceptions import ConvergenceWarning

    model = NMF(number, init=start, random_state=seed, max_iter=ROUNDS, tol=1e-3)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the last rounds move weights, not the words on top
        model.fit(rows)
    return np.asarray(model.components_, dtype=float)


def top_words(themes: Numbers) -> list[frozenset[int]]:
    """The columns that each theme weighs most."""
    return [frozenset(row.argsort(kind="stable")[::-1][:TOP].tolist()) for row in themes]


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared of all words.

    >>> jaccard(frozenset((1, 2)), frozenset((2, 3)))
    0.3333333333333333
    """
    return len(a & b) / len(a | b) if a | b else 1.0


def described(counted: Counted, themes: Numbers, stable: Sequence[float], tried: tuple[Stability, ...]) -> Topics:
    """The themes with their words, shares and examples, and each document's shares."""
    import numpy as np

    strength = counted.rows @ (themes / np.linalg.norm(themes, axis=1, keepdims=True)).T
    told = strength.sum(axis=1) > 0
    belongs = np.where(told, strength.argmax(axis=1), -1)
    count, parts = len(themes), np.zeros((len(counted.names), len(themes)))
    np.add.at(parts, (counted.owners[told], belongs[told]), 1.0)
    parts /= np.maximum(parts.sum(axis=1, keepdims=True), 1.0)
    topics = tuple(
        Topic(k, words_by_weight(themes[k], counted.words), round(float((belongs == k).mean()), 4), stable[k], examples(strength[:, k], counted.places))
        for k in range(count)
    )
    return Topics(topics, tried, counted.names, tuple(tuple(round(float(x), 4) for x in row) for row in parts), int(counted.rows.shape[0]))


def words_by_weight(weights: Numbers, words: Sequence[str]) -> tuple[str, ...]:
    """The words of a theme, the weightiest first."""
    return tuple(words[k] for k in weights.argsort(kind="stable")[::-1][:TOP].tolist())


def examples(strength: Numbers, places: Sequence[tuple[str, Span]], most: int = 3) -> tuple[tuple[str, Span], ...]:
    """The clauses that a theme is strongest in, of different documents."""
    found: dict[str, Span] = {}
    for k in strength.argsort(kind="stable")[::-1][:200].tolist():
        found.setdefault(*places[k])
        if len(found) == most:
            break
    return tuple(found.items())
