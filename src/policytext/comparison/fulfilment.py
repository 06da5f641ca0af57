"""What became of the targets: each target of the earlier document beside what the later one reports."""

from __future__ import annotations

from decimal import Decimal

from policytext.comparison.indicators import Measure, clause_at, measure_of, same_thing
from policytext.comparison.matching import best_pairs
from policytext.comparison.rows import Figure, Fulfilment, FulfilmentStatus, figures_of
from policytext.comparison.units import factor_between
from policytext.comparison.vocabulary import LESS_IS_BETTER, MEANS, SURPASSED
from policytext.model.document import Document

REPORTED_FROM = 0.6
OTHER_MEASURE, MEAN_OF_YEARS = 0.15, 0.1
FAR_APART = 10
MARGIN = Decimal("0.1")  # of the value: near enough for 左右, clearly beyond for the rest


def fulfilments(a: Document, b: Document) -> tuple[Fulfilment, ...]:
    """Every target of `a` whose year is over when `b` looks back, with its outcome and status."""
    targets = [measure_of(a, x) for x in figures_of(a, a.targets) if is_over(x, b)]
    outcomes = [measure_of(b, x) for x in figures_of(b, b.outcomes)]
    clauses = [clause_at(b.text, y.figure.span.start, y.figure.span.end) for y in outcomes]
    scores = [[report_score(x, y, clause) for y, clause in zip(outcomes, clauses, strict=True)] for x in targets]
    answers = dict(best_pairs(scores, REPORTED_FROM))

    def row(i: int, target: Measure) -> Fulfilment:
        if (j := answers.get(i)) is None:
            return Fulfilment(target.figure, None, "not_reported")
        status = judged(target, outcomes[j], clauses[j])
        return Fulfilment(target.figure, outcomes[j].figure, status, round(min(scores[i][j], 1.0), 3))

    return tuple(row(i, target) for i, target in enumerate(targets))


def is_over(target: Figure, b: Document) -> bool:
    """Whether the target was due before the plan year of the document that looks back."""
    year = b.metadata.plan_year
    return year is None or target.deadline is None or target.deadline.year < year


def report_score(target: Measure, outcome: Measure, clause: str) -> float:
    """How surely the outcome answers the target; another measure or a mean of years is a second choice."""
    other = OTHER_MEASURE * (not comparable(target.figure, outcome.figure))
    return same_thing(target, outcome) - other - MEAN_OF_YEARS * any(word in clause for word in MEANS)


def comparable(target: Figure, outcome: Figure) -> bool:
    """Whether the two numbers can stand side by side: unit, and level or change."""
    rates = {target.change, outcome.change} & {"increase", "decrease"}
    levels = {target.change, outcome.change} & {"level"}
    return factor_between(target.unit, outcome.unit) is not None and not (rates and levels)


def judged(target: Measure, outcome: Measure, clause: str) -> FulfilmentStatus:
    """The status of a target by what is reported about it."""
    factor = factor_between(target.figure.unit, outcome.figure.unit)
    reported, mean = outcome.figure.low, any(word in clause for word in MEANS)
    if factor is None or reported is None or target.figure.low is None or not comparable(target.figure, outcome.figure):
        return "not_comparable"
    if mean and "年均" not in target.clause:
        return "not_comparable"
    if other_scope(target.figure.low, reported * factor):
        return "not_comparable"
    opposite = {target.figure.change, outcome.figure.change} == {"increase", "decrease"}
    status = reached(target, reported * factor * (-1 if opposite else 1))
    return "exceeded" if status == "met" and any(word in clause for word in SURPASSED) else status


def other_scope(promised: Decimal, reported: Decimal) -> bool:
    """Whether two numbers lie so far apart that one must count something wider: 新增300公里 and 总里程7000公里."""
    return bool(promised and reported) and max(promised / reported, reported / promised) > FAR_APART


def reached(target: Measure, value: Decimal) -> FulfilmentStatus:
    """Compares a reported number with what was promised; more than a tenth beyond is exceeded."""
    low, high = target.figure.low or Decimal(0), target.figure.high or target.figure.low or Decimal(0)
    sign = -1 if less_is_better(target) else 1
    goal, best = (high, low) if sign < 0 else (low, high)
    ahead, beyond = sign * (value - goal), sign * (value - best)
    if beyond > MARGIN * abs(best) and best:
        return "exceeded"
    slack = MARGIN * abs(goal) if target.figure.comparator == "~" else 0
    return "met" if ahead >= -slack else "missed"


def less_is_better(target: Measure) -> bool:
    """Whether the target bounds from above, or measures something unwanted at its level."""
    unwanted = any(word in target.core for word in LESS_IS_BETTER)
    return target.figure.comparator in ("<=", "<") or (target.figure.change == "level" and unwanted)
