"""What became of the targets: each target of the earlier document beside what the later one reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from policytext.comparison.indicators import Measure, measures_of
from policytext.comparison.judging import incomparable, judged
from policytext.comparison.likely import Likely, likely_pairs
from policytext.comparison.matching import best_sparse_pairs
from policytext.comparison.reported import Review, Told, told_in_words
from policytext.comparison.rows import Fulfilment, figures_of
from policytext.comparison.scopes import kind_of
from policytext.comparison.units import rare_units, tellingly_equal
from policytext.model.document import Document

REPORTED_FROM, SIBLING_FROM, SAME_KIND = 0.55, 0.7, 0.05
INCOMPARABLE, SEVERAL_YEARS, RARE_UNIT, SAME_NUMBER = 0.1, 0.06, 0.05, 0.02
EXACT = ((2, 0.04), (3, 0.02))  # how much equal numbers of so many digits tell
Scores = dict[tuple[int, int], float]


def fulfilments(a: Document, b: Document) -> tuple[Fulfilment, ...]:
    """Every target of `a` whose year is over when `b` looks back, with its outcome and status."""
    return Search.of(a, b).rows()


@dataclass(frozen=True)
class Search:
    """The targets whose year is over, the outcomes of the review, and how surely each answers each."""

    targets: tuple[Measure, ...]
    outcomes: tuple[Measure, ...]
    review: Review
    scores: Scores

    @classmethod
    def of(cls, a: Document, b: Document) -> Search:
        """The search of the review of `b` for the targets of `a`."""
        review = Review.of(b)
        targets = tuple(x for x in measures_of(a, figures_of(a, a.targets)) if is_over(x, b))
        told = [y for y in figures_of(b, b.outcomes) if not review.parts or review.holds(y.span.start)]
        outcomes = measures_of(b, told)
        return cls(targets, outcomes, review, report_scores(targets, outcomes))

    def rows(self) -> tuple[Fulfilment, ...]:
        """A row for each target, in text order."""
        answers = self.with_other_measures(self.with_repeated(dict(best_sparse_pairs(self.scores, REPORTED_FROM))))
        left = {i: target for i, target in enumerate(self.targets) if i not in answers}
        told, nearest = told_in_words(left, self.review), self.nearest()
        return tuple(
            self.answered(i, answers[i]) if i in answers else self.unanswered(i, told.get(i), nearest.get(i))
            for i in range(len(self.targets))
        )

    def with_repeated(self, answers: Mapping[int, int]) -> dict[int, int]:
        """The answers, also for a target that only repeats one that has an answer."""
        said = {_promise(self.targets[i]): j for i, j in answers.items()}
        repeated = {
            i: said[_promise(x)] for i, x in enumerate(self.targets) if i not in answers and _promise(x) in said
        }
        return {**answers, **{i: j for i, j in repeated.items() if (i, j) in self.scores}}

    def with_other_measures(self, answers: Mapping[int, int]) -> dict[int, int]:
        """The answers, also for a target whose thing is reported, but in numbers that other targets of that thing have taken.

        7161亿元，增加1206亿元 is answered by 7253亿元，增长21.8%: the rise in money is reported, though not to be compared.
        """
        taken = {(j, self.targets[i].core) for i, j in answers.items()}
        best: dict[int, tuple[float, int]] = {}
        for (i, j), score in self.scores.items():
            x, y = self.targets[i], self.outcomes[j]
            if i not in answers and score >= SIBLING_FROM and x.core == y.core and (j, x.core) in taken and incomparable(x, y):
                best[i] = max(best.get(i, (0.0, -j)), (score + SAME_KIND * (kind_of(x) == kind_of(y)), -j))
        return {**answers, **{i: -j for i, (_, j) in best.items()}}

    def answered(self, i: int, j: int) -> Fulfilment:
        """The row of a target with an outcome."""
        target, outcome = self.targets[i], self.outcomes[j]
        status, reason = judged(target, outcome)
        likeness = round(min(self.scores[i, j], 1.0), 3)
        return Fulfilment(target.figure, outcome.figure, status, likeness, reason, searched=self.searched(target))

    def unanswered(self, i: int, told: Told | None, nearest: int | None) -> Fulfilment:
        """The row of a target without an outcome: what was searched, where it is named in words, what was turned down."""
        target = self.targets[i]
        row = Fulfilment(target.figure, None, told.status if told else "not_reported", searched=self.searched(target))
        if not self.review.parts:
            return replace(row, certainty="no_review")
        if told:
            reason = "told in words" if told.status != "not_reported" else None
            row = replace(row, mention=told.passage, certainty="unread" if told.unread else "searched", reason=reason)
        if nearest is None:
            return row
        figure = self.outcomes[nearest].figure
        score = round(max(0.0, self.scores[i, nearest]), 3)
        return replace(
            row,
            nearest_indicator=figure.indicator,
            nearest_text=figure.text,
            nearest_similarity=score,
            span_nearest=figure.span,
        )

    def nearest(self) -> dict[int, int]:
        """For each target the outcome that is most like it, the first of equal ones."""
        best: dict[int, tuple[float, int]] = {}
        for (i, j), score in self.scores.items():
            best[i] = max(best.get(i, (score, -j)), (score, -j))
        return {i: -j for i, (_, j) in best.items()}

    def searched(self, target: Measure) -> str:
        """Where the target was looked for, among how much, and under which names."""
        names = dict.fromkeys(x for x in (target.figure.indicator, target.listed, target.core) if x)
        return f"{self.review.addresses}: {len(self.outcomes)} outcomes, {self.review.sentences} sentences; {'、'.join(names) or '—'}"


def _promise(target: Measure) -> tuple[str, str | None, str, str]:
    figure = target.figure
    return target.core, figure.unit, figure.comparator, f"{figure.low}..{figure.high}"


def is_over(target: Measure, b: Document) -> bool:
    """Whether the target was due before the plan year of the document that looks back."""
    year, due = b.metadata.plan_year, target.figure.deadline
    if year is None or due is None:
        return True
    return due.year < year and not (target.figure.deadline_implied and target.many_years)


def report_scores(targets: Sequence[Measure], outcomes: Sequence[Measure]) -> Scores:
    """How surely each outcome answers each target, for all that may."""
    rare = rare_units(x.figure.unit for x in (*targets, *outcomes))
    return {(x.i, x.j): report_score(x, targets[x.i], outcomes[x.j], rare) for x in likely_pairs(targets, outcomes)}


def report_score(likely: Likely, target: Measure, outcome: Measure, rare: Mapping[str, float]) -> float:
    """How surely an outcome answers a target; another measure or scope, or a number over several years, is a second choice."""
    reason = incomparable(target, outcome)
    score = likely.same - INCOMPARABLE * (reason is not None and not reason.startswith("scope"))
    score -= SEVERAL_YEARS * (outcome.many_years and not target.many_years)
    if reason is None or not reason.startswith("unit"):
        score += RARE_UNIT * rare.get(target.figure.unit or "", 0.0)
    if reason is None:
        score += SAME_NUMBER * (target.figure.low == outcome.figure.low)
        score += sum(step * tellingly_equal(target.figure.low, outcome.figure.low, digits) for digits, step in EXACT)
    return score
