"""Formulas: set phrases that stand in many documents of a corpus and say little about the one at hand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, Self

from policytext.comparison.words import tokenizer
from policytext.lexicon import alternation, entries
from policytext.model.document import Document
from policytext.model.errors import RecordError
from policytext.model.span import Span

SHORTEST = 6  # characters; shorter phrases are words
SHARE, FEWEST = 0.5, 3  # of the documents, and at least so many of them
LONG = 10  # a phrase of so many characters is a formula wherever it stands
BY_ITSELF = 0.05  # a shorter one must be a whole clause in this share of its places: 加快转型 is one, 基础设施 never is
# what stands between marks; a clause with a number says something of its own, and the names of indicators are no formulas
_CLAUSE = re.compile(r"[^，。；：！？、,;:!?\s]+")
_RUN = re.compile(r"(?:[^\W\d_]|[“”‘’])+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Formula:
    """A set phrase and in how many documents it stands."""

    text: str
    documents: int


@dataclass(frozen=True)
class Formulas:
    """The set phrases of a corpus of `documents` documents, those of most documents first."""

    formulas: tuple[Formula, ...]
    documents: int

    def __len__(self) -> int:
        return len(self.formulas)

    def share(self, formula: Formula) -> float:
        """The share of the documents in which a formula stands, 0..1."""
        return formula.documents / self.documents if self.documents else 0.0

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        return re.compile(f"(?=({alternation(x.text for x in self.formulas)}))") if self.formulas else None

    def spans(self, text: str) -> tuple[Span, ...]:
        """The places of a text that lie inside formulas; those that touch are one.

        >>> Formulas((Formula("全面建设社会主义现代化", 9),), 9).spans("为全面建设社会主义现代化开好局")
        (Span(start=1, end=12),)
        """
        found: list[Span] = []
        for match in self._pattern.finditer(text) if self._pattern else ():
            start, end = match.span(1)
            if found and start <= found[-1].end:
                found[-1] = Span(found[-1].start, max(end, found[-1].end))
            else:
                found.append(Span(start, end))
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """The formulas as a dict that JSON can hold, loss-free."""
        return {"documents": self.documents, "formulas": {x.text: x.documents for x in self.formulas}}

    @classmethod
    def from_dict(cls, whole: Mapping[str, Any]) -> Self:
        """The formulas that gave this dict. Raises RecordError where it cannot be read.

        >>> some = Formulas((Formula("加强社会主义精神文明建设", 4),), 5)
        >>> Formulas.from_dict(some.to_dict()) == some
        True
        """
        try:
            found = tuple(Formula(text, int(count)) for text, count in whole["formulas"].items())
            documents = int(whole["documents"])
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RecordError(f"the formulas cannot be read ({error!r}): write them with Formulas.to_dict()") from None
        if any(not isinstance(x.text, str) or not x.text or not 0 < x.documents <= documents for x in found):
            raise RecordError("the formulas cannot be read: each must be a text with a count, at most that of the documents")
        return cls(found, documents)


@cache
def default_formulas() -> Formulas:
    """The formulas that come with the package, from government reports and plans of all levels (lexicon/data/formulas.toml)."""
    return Formulas.from_dict(entries("formulas"))


def formulas_of(documents: Iterable[Document], share: float = SHARE, minimum: int = SHORTEST) -> Formulas:
    """The phrases of at least `minimum` characters that stand in at least that share of the documents.

    A phrase ends at punctuation and numbers. Longer phrases count before the parts of them; a part is listed too where it
    stands by itself often enough. Time and memory grow with the length of the texts. Raises ValueError for a share that
    is none, or a minimum below 2.
    """
    if not 0 < share <= 1 or minimum < 2:
        raise ValueError(f"share {share} must be above 0 and at most 1, minimum {minimum} at least 2")
    texts = [_runs(x.text) for x in documents]
    needed = max(FEWEST, _ceiling(share * len(texts)))
    lengths, counts = _frequent(texts, needed, minimum)
    uses = _uses(texts, lengths)
    kept = [x for x, use in uses.items() if use.texts >= max(2, needed // 4) and (len(x) >= LONG or use.alone >= BY_ITSELF * use.places)]
    found = {trimmed: counts[trimmed] for x in kept if len(trimmed := _at_words(x, uses[x].example)) >= minimum}
    ordered = sorted(found.items(), key=lambda x: (-x[1], x[0]))
    return Formulas(tuple(Formula(*x) for x in ordered), len(texts))


def _runs(text: str) -> list[str]:
    """The stretches of letters of a text in which phrases are looked for."""
    return [run for clause in _CLAUSE.findall(text) if not _DIGIT.search(clause) for run in _RUN.findall(clause)]


@dataclass(slots=True)
class _Use:
    """Where a phrase stands and is part of no longer one: in how many texts and places, how often as a whole run, and one run."""

    example: str
    texts: int = 0
    places: int = 0
    alone: int = 0


def _uses(texts: Iterable[Sequence[str]], lengths: Iterable[Places]) -> dict[str, _Use]:
    uses: dict[str, _Use] = {}
    for runs, found in zip(texts, lengths, strict=True):
        seen = set[str]()
        for phrase, run in _maximal(runs, found):
            use = uses.setdefault(phrase, _Use(run))
            use.texts += phrase not in seen
            use.places += 1
            use.alone += phrase == run
            seen.add(phrase)
    return uses


def _ceiling(number: float) -> int:
    return -int(-number // 1)


Places = dict[tuple[int, int], int]  # (run, offset) -> length of the longest frequent phrase that begins there


def _frequent(texts: Sequence[Sequence[str]], needed: int, minimum: int) -> tuple[list[Places], dict[str, int]]:
    """Where frequent phrases begin in each text and how long they are, and in how many texts each stands.

    Length by length: a phrase can only be frequent where both its halves, one character shorter, are.
    """
    alive = [{(n, i): 0 for n, run in enumerate(runs) for i in range(len(run) - minimum + 1)} for runs in texts]
    counts: dict[str, int] = {}
    longest: list[Places] = [{} for _ in texts]
    size = minimum
    while any(alive):
        found = Counter(phrase for runs, places in zip(texts, alive, strict=True) for phrase in {runs[n][i : i + size] for n, i in places})
        kept = {phrase: count for phrase, count in found.items() if count >= needed}
        counts |= kept
        for runs, places, lengths in zip(texts, alive, longest, strict=True):
            lengths |= {(n, i): size for n, i in places if runs[n][i : i + size] in kept}
        alive = [_longer(runs, lengths, size) for runs, lengths in zip(texts, longest, strict=True)]
        size += 1
    return longest, counts


def _longer(runs: Sequence[str], lengths: Places, size: int) -> Places:
    """The places at which a phrase one longer may be frequent."""
    return {
        (n, i): 0 for (n, i), length in lengths.items()
        if length == size and lengths.get((n, i + 1)) == size and i + size < len(runs[n])
    }  # fmt: skip


def _maximal(runs: Sequence[str], lengths: Places) -> Iterator[tuple[str, str]]:
    """The frequent phrases of a text that lie in no longer one, each with its run."""
    for (n, i), length in lengths.items():
        if lengths.get((n, i - 1), 0) <= length:
            yield runs[n][i : i + length], runs[n]


def _at_words(phrase: str, run: str) -> str:
    """A phrase without the halves of words at its ends, as its run is cut into words, and without particles there.

    >>> _at_words("的经济社会发", "推动全市的经济社会发展")
    '经济社会'
    """
    start = run.index(phrase)
    ends = list(accumulate(map(len, tokenizer().cut(run, HMM=False)), initial=0))
    inside = [x for x in ends if start <= x <= start + len(phrase)]
    return _balanced(run[inside[0] : inside[-1]].strip("的和与及了等")) if inside else ""


def _balanced(phrase: str) -> str:
    """A phrase cut where a quotation opens or closes that it does not hold whole."""
    closing, opening = phrase.find("”"), phrase.rfind("“")
    if closing >= 0 and "“" not in phrase[:closing]:
        return _balanced(phrase[closing + 1 :])
    if opening >= 0 and "”" not in phrase[opening:]:
        return _balanced(phrase[:opening])
    return phrase


def within(span: Span, covered: Sequence[Span], text: str) -> float:
    """The share of the letters of a span that lie inside covered places, 0..1; 0 where it has none.

    >>> within(Span(0, 4), (Span(0, 3),), "甲乙丙丁")
    0.75
    """
    letters = [n for n in range(span.start, span.end) if text[n].isalnum()]
    inside = sum(part.end - part.start for part in _cuts(span, covered, text))
    return inside / len(letters) if letters else 0.0


def _cuts(span: Span, covered: Sequence[Span], text: str) -> Iterator[Span]:
    first = bisect_right(covered, span.start, key=lambda x: x.end)
    for part in covered[first:]:
        if part.start >= span.end:
            return
        yield Span(max(part.start, span.start), min(part.end, span.end))
