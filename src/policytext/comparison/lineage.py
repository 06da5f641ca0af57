"""Targets through two documents: raised, lowered, kept, redefined, new, dropped; hardened or softened."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from policytext.comparison.force_mapping import ForceMapping, force_mapping, judge_of
from policytext.comparison.indicators import Measure, measure_of, same_thing
from policytext.comparison.matching import best_pairs
from policytext.comparison.rows import (
    DeadlineStatus,
    Figure,
    TargetChange,
    ValueStatus,
    WordingStatus,
    figures_of,
)
from policytext.comparison.units import factor_between
from policytext.model.document import Document

JOINED_FROM = 0.6
REDEFINED_FROM = 0.8  # two units that do not convert ask for more likeness
ALIGNED = 0.10
SAME_NUMBER, SAME_COMPARATOR = 0.03, 0.02
OTHER_MEASURE, OTHER_HORIZON = 0.1, 0.1

Years = tuple[int | None, int | None]
Judge = Callable[[Figure, Figure], WordingStatus]


def target_changes(
    a: Document, b: Document, paired: frozenset[tuple[str, str]], mapping: ForceMapping | None = None
) -> tuple[TargetChange, ...]:
    """The targets of both documents; `paired` holds the addresses of items that belong together, `mapping` what is harder."""
    wording = judge_of(a, b, mapping or force_mapping())
    years = (a.metadata.plan_year, b.metadata.plan_year)
    measures_a = [measure_of(a, x) for x in figures_of(a, a.targets)]
    measures_b = [measure_of(b, x) for x in figures_of(b, b.targets)]
    scores = [
        [joint_score(x, y, paired) - OTHER_HORIZON * far_apart(x.figure, y.figure, years) for y in measures_b]
        for x in measures_a
    ]
    pairs = best_pairs(scores, JOINED_FROM)
    both = [_joined(measures_a[i].figure, measures_b[j].figure, scores[i][j], years, wording) for i, j in pairs]
    lost = [_alone(x.figure, None) for i, x in enumerate(measures_a) if i not in {i for i, _ in pairs}]
    new = [_alone(None, y.figure) for j, y in enumerate(measures_b) if j not in {j for _, j in pairs}]
    return (*sorted([*both, *lost], key=lambda row: row.a.span.start if row.a else 0), *new)


def joint_score(x: Measure, y: Measure, paired: frozenset[tuple[str, str]]) -> float:
    """How surely two targets are one; 0 where the units speak against it."""
    same = same_thing(x, y)
    factor = factor_between(x.figure.unit, y.figure.unit)
    if factor is None and same < REDEFINED_FROM:
        return 0.0
    bonus = ALIGNED * ((x.figure.item, y.figure.item) in paired) + SAME_NUMBER * (x.figure.low == y.figure.low)
    bonus += SAME_COMPARATOR * (x.figure.comparator == y.figure.comparator)
    return same + bonus - OTHER_MEASURE * (factor is None or kind_changed(x.figure, y.figure))


def far_apart(a: Figure, b: Figure, years: Years) -> bool:
    """Whether one is due within its plan's own year and the other is not."""
    own_a, own_b = ((x.deadline is None or x.deadline.year == y) for x, y in ((a, years[0]), (b, years[1])))
    return own_a != own_b


def _joined(a: Figure, b: Figure, score: float, years: Years, wording: Judge) -> TargetChange:
    deadline = deadline_status(printed_deadline(a), printed_deadline(b), years)
    likeness = round(min(score, 1.0), 3)
    return TargetChange(a, b, value_status(a, b), wording(a, b), a.low, b.low, deadline, likeness)


def _alone(a: Figure | None, b: Figure | None) -> TargetChange:
    return TargetChange(a, b, "dropped" if a else "new", None, a.low if a else None, b.low if b else None)


def value_status(a: Figure, b: Figure) -> ValueStatus:
    """Compares the printed numbers, the lower bound of ranges; redefined where they cannot stand side by side."""
    factor = factor_between(a.unit, b.unit)
    if factor is None or kind_changed(a, b):
        return "redefined"
    if a.low is None or b.low is None:
        return "kept" if a.text == b.text else "redefined"
    low_b = b.low * factor
    if a.low == low_b:
        return "kept"
    return "raised" if low_b > a.low else "lowered"


def kind_changed(a: Figure, b: Figure) -> bool:
    """Whether one is a level and the other a rise or fall; a newly delivered number stands beside all but a total."""
    if a.change == b.change:
        return False
    return "new" not in (a.change, b.change) or total(a) != total(b)


def total(figure: Figure) -> bool:
    """Whether the figure counts all there are, not those of the year (基地总数)."""
    return "总" in (figure.indicator or "")[-3:]


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
