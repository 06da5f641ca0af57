"""Words that one document uses more than the other: Dunning's log-likelihood, log ratio and its interval.

G2 follows Rayson & Garside (2000), the log ratio Hardie (2014): the binary logarithm of the ratio of relative
frequencies, half a word added where a count is zero. Many words are tested at once, so p values are corrected
(``corrections``). Two plans are a small sample, so the log ratio comes with an interval from resampling the numbered
sections, and texts that are too short, or not Chinese, get no table at all but the reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from policytext.comparison.corrections import benjamini_hochberg, chi_square_p, holm
from policytext.comparison.rows import Term
from policytext.comparison.words import Cutting, Segmenter
from policytext.model.document import Document
from policytext.model.span import Span
from policytext.structure.bodies import LABELS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.float64]

MINIMUM_WORDS = 200  # in each document; below, one sentence more or less turns the table over
MINIMUM_COUNT = 3  # in both documents together
MINIMUM_SECTIONS = 5  # in each document, for an interval
MINIMUM_CHINESE = 0.5  # of the letters of each document
DRAWS, SEED = 400, 2021
DEFAULT = Cutting()
Bounds = list[float | None]
_CHINESE, _LETTER = re.compile("[一-鿿]"), re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Keyness:
    """The terms by falling G2, or none; `note` says why there are none, or why they have no intervals."""

    terms: tuple[Term, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Counted:
    """The words of a document: counted in each section that has any, and where each stands first."""

    sections: tuple[Counter[str], ...]
    first: dict[str, Span]

    @property
    def size(self) -> int:
        """How many words there are."""
        return sum(counts.total() for counts in self.sections)


def keyness(a: Document, b: Document, cutting: Cutting = DEFAULT) -> Keyness:
    """The words that tell the two documents apart, the most telling first; `cutting` says what is a word (``words.cutting_of``)."""
    if foreign := [name for name, x in (("a", a), ("b", b)) if not is_chinese(x.text)]:
        return Keyness(note=f"document {' and '.join(foreign)} is not in Chinese: there are no words to compare")
    words_a, words_b = (counted(document, cutting.segmenter) for document in (a, b))
    if min(words_a.size, words_b.size) < MINIMUM_WORDS:
        return Keyness(note=f"{words_a.size} and {words_b.size} words: keyness needs {MINIMUM_WORDS} in each document")
    words = frequent(words_a, words_b)
    if not words:
        return Keyness(note=f"no word stands {MINIMUM_COUNT} times in the two documents")
    terms = sorted(terms_of(words, words_a, words_b), key=lambda x: (-x.g2, x.term))
    return Keyness(tuple(terms), _no_intervals(words_a, words_b))


def is_chinese(text: str) -> bool:
    """Whether at least half of the letters of a text are Chinese; a text without letters is let through.

    >>> is_chinese("推进GDP核算"), is_chinese("Work plan of the bureau (工作要点)")
    (True, False)
    """
    return len(_CHINESE.findall(text)) >= MINIMUM_CHINESE * len(_LETTER.findall(text))


def _no_intervals(a: Counted, b: Counted) -> str | None:
    sizes = len(a.sections), len(b.sections)
    if min(sizes) >= MINIMUM_SECTIONS:
        return None
    return f"{sizes[0]} and {sizes[1]} sections: an interval needs {MINIMUM_SECTIONS} in each document, so there are none"


def counted(document: Document, cutter: Segmenter) -> Counted:
    """The words of every node's own text, without the labels of the block form."""
    sections, first = [], dict[str, Span]()
    for node in document.root.walk():
        counts = Counter[str]()
        for place in unlabelled_spans(document.text, node.own_spans):
            for word, span in cutter.words(place.of(document.text), place.start):
                counts[word] += 1
                first.setdefault(word, span)
        if counts:
            sections.append(counts)
    return Counted(tuple(sections), first)


def unlabelled_spans(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """What of the spans is no label (目标任务：) and no list of units in charge."""
    for span in spans:
        start = span.start
        for label in LABELS.finditer(text, span.start, span.end):
            yield Span(start, label.start())
            start = label.end()
        yield Span(start, span.end)


def frequent(a: Counted, b: Counted) -> list[str]:
    """The words that are frequent enough in both documents together, sorted."""
    together = Counter[str]()
    for counts in (*a.sections, *b.sections):
        together.update(counts)
    return sorted(word for word, count in together.items() if count >= MINIMUM_COUNT)


def terms_of(words: Sequence[str], a: Counted, b: Counted) -> list[Term]:
    """One row for every word."""
    import numpy as np

    table_a, table_b = table_of(words, a.sections), table_of(words, b.sections)
    count_a, count_b = table_a[:, :-1].sum(axis=0), table_b[:, :-1].sum(axis=0)
    size_a, size_b = table_a[:, -1].sum(), table_b[:, -1].sum()
    g2 = log_likelihood(count_a, count_b, size_a, size_b)
    p = chi_square_p(g2)
    columns = (
        count_a.astype(int).tolist(), count_b.astype(int).tolist(), (1000 * count_a / size_a).round(3).tolist(),
        (1000 * count_b / size_b).round(3).tolist(), g2.round(3).tolist(), log_ratio(count_a, count_b, size_a, size_b).round(3).tolist(),
    )  # fmt: skip
    bounds = intervals(table_a, table_b, np.random.default_rng(SEED))
    corrected = (significant(x) for x in (p, benjamini_hochberg(p), holm(p)))
    places = ([x.first.get(word) for word in words] for x in (a, b))
    return [Term(*row) for row in zip(words, *columns, *bounds, *corrected, *places, strict=True)]


def significant(values: Counts) -> list[float]:
    """Small numbers with four digits that say something, however small they are."""
    return [float(f"{value:.4g}") for value in values.tolist()]


def table_of(words: Sequence[str], sections: Sequence[Counter[str]]) -> Counts:
    """Sections by words, and in the last column the size of the section."""
    import numpy as np

    place = {word: i for i, word in enumerate(words)}
    table = np.zeros((len(sections), len(words) + 1))
    for row, counts in enumerate(sections):
        known = [(place[word], count) for word, count in counts.items() if word in place]
        if known:
            table[row, [i for i, _ in known]] = [count for _, count in known]
        table[row, -1] = counts.total()
    return table


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
