"""Targets through two documents: raised, lowered, kept, redefined, new, dropped; hardened or softened."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import log2

from policytext.comparison.force_mapping import ForceMapping, Judge, force_mapping, judge_of
from policytext.comparison.indicators import Measure, measures_of
from policytext.comparison.likely import Likely, likely_pairs
from policytext.comparison.matching import best_sparse_pairs
from policytext.comparison.rows import DeadlineStatus, Figure, TargetChange, ValueStatus, figures_of
from policytext.comparison.scopes import Years, differing, kinds_differ
from policytext.comparison.units import factor_between, in_one_unit, rare_units, tellingly_equal
from policytext.model.document import Document

JOINED_FROM = 0.53
REDEFINED_FROM = 0.6  # two units that do not convert ask for more likeness
ALIGNED = 0.08  # of two items that belong together
RARE_UNIT = 0.06  # two counts in 公里 are sooner one than two in 个
SAME_NUMBER, SAME_COMPARATOR, SAME_PLACE, OTHER_COUNTER, EXACT = 0.03, 0.02, 0.02, 0.03, 0.06
OTHER_MEASURE, OTHER_HORIZON = 0.1, 0.15


def target_changes(
    a: Document, b: Document, paired: frozenset[tuple[str, str]], mapping: ForceMapping | None = None
) -> tuple[TargetChange, ...]:
    """The targets of both documents; `paired` holds the addresses of items that belong together, `mapping` says what is harder."""
    years = (a.metadata.plan_year, b.metadata.plan_year)
    side_a, side_b = (measures_of(x, figures_of(x, x.targets)) for x in (a, b))
    judge = judge_of(a, b, mapping or force_mapping())
    scores = joint_scores(side_a, side_b, paired, years)
    pairs = dict(best_sparse_pairs(scores, JOINED_FROM))
    reached = set(pairs.values())

    def row(i: int, x: Measure) -> TargetChange:
        j = pairs.get(i)
        return _alone(x.figure, None) if j is None else joined(x, side_b[j], years, judge, scores[i, j])

    kept = [row(i, x) for i, x in enumerate(side_a)]
    return (*kept, *(_alone(None, y.figure) for j, y in enumerate(side_b) if j not in reached))


def joint_scores(
    side_a: Sequence[Measure], side_b: Sequence[Measure], paired: frozenset[tuple[str, str]], years: Years
) -> dict[tuple[int, int], float]:
    """How surely two targets are one, for all pairs that may be."""
    rare = rare_units(x.figure.unit for x in (*side_a, *side_b))
    return {
        (x.i, x.j): joint_score(x, side_a[x.i], side_b[x.j], paired, rare)
        - OTHER_HORIZON * (horizon(side_a[x.i], years[0]) != horizon(side_b[x.j], years[1]))
        for x in likely_pairs(side_a, side_b)
    }


def joint_score(
    likely: Likely, x: Measure, y: Measure, paired: frozenset[tuple[str, str]], rare: dict[str, float]
) -> float:
    """How surely two targets are one; 0 where the units speak against it."""
    a, b = x.figure, y.figure
    other_unit = factor_between(a.unit, b.unit) is None
    if other_unit and likely.same < REDEFINED_FROM:
        return 0.0
    score = likely.same + ALIGNED * ((a.item, b.item) in paired) - SAME_PLACE * abs(x.place - y.place)
    score += SAME_COMPARATOR * (a.comparator == b.comparator) - OTHER_COUNTER * (a.unit != b.unit)
    if other_unit or kinds_differ(x, y):
        return score - OTHER_MEASURE
    return (
        score
        + RARE_UNIT * rare.get(a.unit or "", 0.0)
        + SAME_NUMBER * nearness(a, b)
        + EXACT * tellingly_equal(a.low, b.low)
    )


def nearness(a: Figure, b: Figure) -> float:
    """1 for equal numbers, 0 for one twice the other, down to -1: what is promised year by year changes little."""
    numbers = None if a.low is None or b.low is None else in_one_unit(a.low, a.unit, b.low, b.unit)
    if numbers is None or numbers[0] == numbers[1]:
        return float(a.low == b.low or numbers is not None)
    first, second = numbers
    return -1.0 if first <= 0 or second <= 0 else max(-1.0, 1 - abs(log2(first / second)))


def horizon(measure: Measure, year: int | None) -> bool:
    """Whether a target is due beyond its plan's own year, or meant for several."""
    due = measure.figure.deadline
    return measure.many_years or not (due is None or due.year == year)


def joined(x: Measure, y: Measure, years: Years, judge: Judge, score: float) -> TargetChange:
    """The row of two targets that are one."""
    a, b = x.figure, y.figure
    other = list(differing(x, y, years))
    wording, reason = judge(a, b)
    reasons = [*other, reason, condition_reason(a, b)]
    return TargetChange(
        a, b, "redefined" if other else value_status(a, b), wording, a.low, b.low,
        deadline_status(printed_deadline(a), printed_deadline(b), years), round(min(score, 1.0), 3),
        "; ".join(reason for reason in reasons if reason) or None,
    )  # fmt: skip


def _alone(a: Figure | None, b: Figure | None) -> TargetChange:
    return TargetChange(a, b, "dropped" if a else "new", None, a.low if a else None, b.low if b else None)


def value_status(a: Figure, b: Figure) -> ValueStatus:
    """Compares the printed numbers, the lower bound of ranges; those of one unit and kind."""
    if a.low is None or b.low is None:
        return "kept" if (a.low, a.reference) == (b.low, b.reference) else "redefined"
    numbers = in_one_unit(a.low, a.unit, b.low, b.unit)
    if numbers is None:
        return "redefined"
    before, after = numbers
    if before == after:
        return "kept"
    return "raised" if after > before else "lowered"


def condition_reason(a: Figure, b: Figure) -> str | None:
    """Which condition came, went or changed: ``condition: — → 资金到位``."""
    return f"condition: {a.conditional or '—'} → {b.conditional or '—'}" if a.conditional != b.conditional else None


def printed_deadline(figure: Figure) -> date | None:
    """The date where one is printed, and not only understood."""
    return None if figure.deadline_implied else figure.deadline


def deadline_status(a: date | None, b: date | None, years: Years) -> DeadlineStatus | None:
    """Whether the date moved; one inside the plan's own year is expected to move on with it."""
    if a is None or b is None:
        return None
    own = a.year == years[0] and b.year == years[1]
    first, second = (0 if own else a.year, a.month, a.day), (0 if own else b.year, b.month, b.day)
    if first == second:
        return None
    return "brought_forward" if second < first else "postponed"
