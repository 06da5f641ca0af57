"""The part of a document that looks back, clause by clause: where an indicator is named there in words, or beside a number not understood."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from policytext.comparison.grams import held, nearest, weighted
from policytext.comparison.indicators import CLAUSE_END, Measure, SENTENCE_END, under_usual_names
from policytext.comparison.items import content_of
from policytext.comparison.periods import review_parts
from policytext.comparison.rows import FulfilmentStatus, Passage
from policytext.comparison.vocabulary import ALL, DONE, STATES, SURPASSED
from policytext.lexicon import alternation
from policytext.model.document import Document
from policytext.model.span import Span
from policytext.model.values import Rejection

CLAUSE = re.compile(r"[^，,。；;：:！？\n]+")
NAMED_FROM = 0.9  # of the weight of a name that a clause must hold
TELLING, SHORTEST, MOST = 1.2, 4, 8
NOT_UNDERSTOOD = frozenset(("damaged", "other", "condition", "list_count"))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the review: its words without marks and under usual names, and its place."""

    words: str
    span: Span


@dataclass(frozen=True)
class Review:
    """The parts of a document that look back, with their clauses."""

    document: Document
    parts: tuple[Span, ...]
    clauses: tuple[Clause, ...]
    sentences: int

    @classmethod
    def of(cls, document: Document) -> Review:
        """The review of a document; empty where no part of it looks back."""
        parts, text = review_parts(document), document.text
        found = tuple(
            Clause(under_usual_names(content_of(m.group())), Span(*m.span()))
            for part in parts for m in CLAUSE.finditer(text, part.start, part.end)
        )  # fmt: skip
        return cls(document, parts, found, sum(len(SENTENCE_END.findall(part.of(text))) for part in parts))

    def holds(self, offset: int) -> bool:
        """Whether an offset stands in the review."""
        return any(part.start <= offset < part.end for part in self.parts)

    @property
    def addresses(self) -> str:
        """The addresses of its sections."""
        return "、".join(dict.fromkeys(self.document.node_at(part.start).address for part in self.parts)) or "—"

    def passage(self, clause: Clause) -> Passage:
        """The words of a clause up to the ends of its sentence, as a row shows them."""
        text, span = self.document.text, clause.span
        end = CLAUSE_END.search(text, span.end)
        closed = Span(span.start, min(end.start() if end else len(text), span.end + 60))
        return Passage(self.document.node_at(span.start).address, closed.of(text), closed)


@dataclass(frozen=True, slots=True)
class Told:
    """How a target is named in words: the place, what the words say, and whether a number beside them was not understood."""

    passage: Passage
    status: FulfilmentStatus
    unread: bool = False


def told_in_words(targets: Mapping[int, Measure], review: Review) -> dict[int, Told]:
    """For each of the targets that the review names: where, and what it says."""
    names = {i: target.core for i, target in targets.items() if len(target.core) >= SHORTEST and not target.generic}
    if not names or not review.clauses:
        return {}
    unread = tuple(_unread(review.document))
    found = {}
    for i, clauses in _naming(names, review.clauses).items():
        if told := _told(targets[i], clauses, review, unread):
            found[i] = told
    return found


def _naming(names: Mapping[int, str], clauses: Sequence[Clause]) -> dict[int, list[Clause]]:
    """The clauses that hold each name, or nearly, the surest first."""
    first, second = weighted([list(names.values()), [clause.words for clause in clauses]], 2)
    places = [[0.0] * len(side.total) for side in (first, second)]
    import numpy as np

    i, j = nearest(first, second, MOST, np.array(places[0]), np.array(places[1]))
    surely = held(first, second, i, j)
    keys, found = list(names), dict[int, list[Clause]]()
    for p, q, share in sorted(zip(i.tolist(), j.tolist(), surely.tolist(), strict=True), key=lambda x: (x[0], -x[2], x[1])):
        if share >= NAMED_FROM and first.total[p] >= TELLING:
            found.setdefault(keys[p], []).append(clauses[q])
    return found


def _told(target: Measure, clauses: Sequence[Clause], review: Review, unread: Sequence[Span]) -> Told | None:
    text = review.document.text
    for clause in clauses:
        if any(clause.span.overlaps(span) for span in unread):
            return Told(review.passage(clause), "not_reported", unread=True)
    for clause in clauses:
        if status := status_in_words(target, clause.span.of(text)):
            return Told(review.passage(clause), status)
    return Told(review.passage(clauses[0]), "not_reported") if clauses else None


def status_in_words(target: Measure, words: str) -> FulfilmentStatus | None:
    """What a clause that names the indicator says of it without a number; None where it says nothing.

    Words of completion answer a target of all (全覆盖, 清零) or of a number of deliverables; words of a state answer none, and cannot be compared.
    """
    whole = (target.figure.unit == "%" and target.figure.low == 100) or target.figure.low == 0
    if any(word in words for word in DONE) and (whole or target.figure.change == "new"):
        return "exceeded" if any(word in words for word in SURPASSED) else "met"
    if whole and any(word in words for word in ALL):
        return "met"
    return "not_comparable" if _states().search(words) else None


@cache
def _states() -> re.Pattern[str]:
    return re.compile(rf"{alternation((*STATES, *ALL, *DONE))}|连续[\d一二三四五六七八九十多]+[年次个]|第[一二三四五六七八九十\d]+位|\d")


def _unread(document: Document) -> Iterator[Span]:
    for x in document.rejections:
        if isinstance(x.value, Rejection) and x.value.reason in NOT_UNDERSTOOD:
            yield x.span
    yield from (repair.span for repair in document.repairs if repair.flagged)
